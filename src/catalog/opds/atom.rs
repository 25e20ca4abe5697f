//! OPDS 1.2: feeds as Atom (RFC 4287), with what the OPDS Catalog specification adds.

use super::feed::{ALL, ATOM, JSON, List, Page, ROOT, Way};
use crate::catalog::address::relative;
use crate::catalog::shelf::{Book, Entry, Shelf, Sight};
use crate::info::licence_address;
use crate::xml::{push_attribute, push_text};

/// A feed of ways to others (OPDS 1.2, 7.1.3).
const NAVIGATION: &str = "application/atom+xml;profile=opds-catalog;kind=navigation";
/// A feed of books.
const ACQUISITION: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";
/// A book that may be had without a condition (OPDS 1.2, 5.2.1).
const OPEN: &str = "http://opds-spec.org/acquisition/open-access";
/// A part of a feed.
const FACET: &str = "http://opds-spec.org/facet";

/// Writes one file of a feed.
pub(super) fn write(shelf: &Shelf, page: &Page<'_, '_>) -> String {
    let feed = page.feed;
    let mut out = String::with_capacity(2_000 + page.entries.len() * 3_000);
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:dc=\"http://purl.org/dc/terms/\" \
         xmlns:opds=\"http://opds-spec.org/2010/catalog\" \
         xmlns:fh=\"http://purl.org/syndication/history/1.0\" \
         xmlns:thr=\"http://purl.org/syndication/thread/1.0\" \
         xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\"",
    );
    push_attribute(&mut out, "xml:lang", shelf.lang.tag());
    out.push_str(">\n");
    element(&mut out, "id", &feed.id);
    element(&mut out, "title", &feed.title);
    element(&mut out, "updated", &feed.updated().to_string());
    // A feed has an author, or each of its entries does (RFC 4287, 4.1.1).
    out.push_str("<author>");
    element(&mut out, "name", shelf.publisher.as_ref().unwrap_or(&shelf.title));
    out.push_str("</author>\n");
    element(&mut out, "generator", "publish");
    if feed.complete {
        out.push_str("<fh:complete/>\n");
    }
    links(&mut out, page);
    facets(&mut out, page);
    match &feed.list {
        List::Ways(ways) => ways.iter().for_each(|way| self::way(&mut out, way, page)),
        List::Books(_) => {
            for entry in page.entries {
                if let Some(book) = &entry.book {
                    self::book(&mut out, shelf, entry, book, &page.path);
                }
            }
        }
    }
    out.push_str("</feed>\n");
    out
}

/// What the feed is linked with, and how long it is.
fn links(out: &mut String, page: &Page<'_, '_>) {
    let feed = page.feed;
    let kind = match &feed.list {
        List::Ways(_) => NAVIGATION,
        List::Books(_) => ACQUISITION,
    };
    let mut to = |rel: &str, path: &str, kind: &str| {
        link(out, rel, &relative(&page.path, path), kind);
    };
    to("self", &page.path, kind);
    to("start", &format!("{ROOT}{ATOM}"), NAVIGATION);
    if let Some(up) = feed.up {
        to("up", &format!("{up}{ATOM}"), NAVIGATION);
    } else {
        to("http://opds-spec.org/crawlable", &format!("{ALL}{ATOM}"), ACQUISITION);
    }
    to("alternate", &feed.path(page.number, JSON), "application/opds+json");
    if page.of > 1 {
        to("first", &feed.path(1, ATOM), kind);
        to("last", &feed.path(page.of, ATOM), kind);
        if page.number > 1 {
            to("previous", &feed.path(page.number - 1, ATOM), kind);
        }
        if page.number < page.of {
            to("next", &feed.path(page.number + 1, ATOM), kind);
        }
        element(out, "opensearch:totalResults", &feed.books().to_string());
    }
}

/// The ways to parts of the feed (OPDS 1.2, 4).
fn facets(out: &mut String, page: &Page<'_, '_>) {
    for group in &page.feed.facets {
        for facet in &group.facets {
            out.push_str("<link");
            push_attribute(out, "rel", FACET);
            push_attribute(out, "href", &relative(&page.path, &facet.path(ATOM)));
            push_attribute(out, "type", ACQUISITION);
            push_attribute(out, "title", &facet.title);
            push_attribute(out, "opds:facetGroup", &group.title);
            if facet.active {
                push_attribute(out, "opds:activeFacet", "true");
            }
            push_attribute(out, "thr:count", &facet.books.to_string());
            out.push_str("/>\n");
        }
    }
}

/// A way to another feed.
fn way(out: &mut String, way: &Way, page: &Page<'_, '_>) {
    out.push_str("<entry>\n");
    element(out, "id", &way.id);
    element(out, "title", &way.title);
    element(out, "updated", &way.updated.to_string());
    out.push_str("<content type=\"text\">");
    push_text(out, &way.books.to_string());
    out.push_str("</content>\n<link");
    push_attribute(out, "rel", way.rel);
    push_attribute(out, "href", &relative(&page.path, &format!("{}{ATOM}", way.stem)));
    push_attribute(out, "type", if way.acquires { ACQUISITION } else { NAVIGATION });
    if way.acquires {
        push_attribute(out, "thr:count", &way.books.to_string());
    }
    out.push_str("/>\n</entry>\n");
}

/// A book with its files (OPDS 1.2, 5).
fn book(out: &mut String, shelf: &Shelf, entry: &Entry, book: &Book, from: &str) {
    let card = &book.card;
    out.push_str("<entry");
    push_attribute(out, "xml:lang", &card.lang);
    out.push_str(">\n");
    element(out, "id", &card.id);
    element(out, "title", &card.title);
    let moment = entry.moment().unwrap_or(card.moment());
    element(out, "updated", &moment.to_string());
    for person in &card.people {
        let name = if person.role == "aut" { "author" } else { "contributor" };
        out.push_str(&format!("<{name}>"));
        element(out, "name", &person.name);
        out.push_str(&format!("</{name}>\n"));
    }
    element(out, "dc:identifier", &card.id);
    for isbn in card.isbn_epub.iter().chain(&card.isbn_print) {
        element(out, "dc:identifier", &format!("urn:isbn:{isbn}"));
    }
    element(out, "dc:language", &card.lang);
    if let Some(publisher) = card.publisher.as_ref().or(shelf.publisher.as_ref()) {
        element(out, "dc:publisher", publisher);
    }
    if let Some(date) = &card.date {
        element(out, "dc:issued", date);
    }
    let rights: Vec<&str> =
        card.rights.iter().chain(&card.licence).map(|r| &**r).collect();
    if !rights.is_empty() {
        element(out, "rights", &rights.join(" · "));
    }
    for (name, scheme) in &card.subjects {
        out.push_str("<category");
        let term = scheme.as_ref().map_or(name, |(_, code)| code);
        push_attribute(out, "term", term);
        push_attribute(out, "label", name);
        out.push_str("/>\n");
    }
    if let Some(teaser) = entry.teaser() {
        out.push_str("<summary type=\"text\">");
        push_text(out, &teaser.replace("\n\n", "\n"));
        out.push_str("</summary>\n");
    }
    let to = |file: &str| relative(from, &book.path(file));
    let mut sight = |rel: &str, sight: &Option<Sight>| {
        if let Some(sight) = sight {
            link(out, rel, &to(&sight.file), &sight.media_type);
        }
    };
    sight("http://opds-spec.org/image", &book.cover);
    sight("http://opds-spec.org/image/thumbnail", &book.thumbnail);
    for edition in &book.editions {
        let kind = edition.kind;
        out.push_str("<link");
        push_attribute(out, "rel", OPEN);
        push_attribute(out, "href", &to(&edition.file));
        push_attribute(out, "type", kind.media_type());
        push_attribute(out, "title", kind.short());
        push_attribute(out, "length", &edition.bytes.to_string());
        out.push_str("/>\n");
    }
    link(out, "alternate", &relative(from, &book.page()), "text/html");
    if let Some(licence) = card.licence.as_deref().and_then(licence_address) {
        link(out, "license", &licence, "text/html");
    }
    if let Some(elsewhere) = &entry.link {
        link(out, "related", &crate::xml::address(elsewhere), "text/html");
    }
    out.push_str("</entry>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    push_text(out, text);
    out.push_str(&format!("</{name}>\n"));
}

fn link(out: &mut String, rel: &str, href: &str, kind: &str) {
    out.push_str("<link");
    push_attribute(out, "rel", rel);
    push_attribute(out, "href", href);
    push_attribute(out, "type", kind);
    out.push_str("/>\n");
}
