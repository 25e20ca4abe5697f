//! OPDS 2.0: feeds as JSON, in the model of the Readium Web Publication Manifest.
//!
//! No value is blank (OPDS 2.0, 1.2): what is not known is left out. Relations are those that the
//! first version has as well, which the schema and KOReader both know. No collection is empty (the
//! project's `feed.schema.json` wants one item of each): a feed without books leads back to the root.

use serde_json::{Map, Value, json};

use super::facet::{Facet, Facets};
use super::feed::{ALL, JSON, List, Page, ROOT, Way};
use crate::catalog::address::relative;
use crate::catalog::card::Person;
use crate::catalog::shelf::{Book, Entry, Shelf, Sight};
use crate::info::licence_address;

/// The media type of feeds.
const FEED: &str = "application/opds+json";
/// A book that may be had without a condition.
const OPEN: &str = "http://opds-spec.org/acquisition/open-access";

/// Writes one file of a feed.
pub(super) fn write(shelf: &Shelf, page: &Page<'_, '_>) -> Vec<u8> {
    let feed = page.feed;
    let mut metadata = Map::new();
    metadata.insert("identifier".into(), feed.id.clone().into());
    metadata.insert("title".into(), feed.title.clone().into());
    metadata.insert("modified".into(), feed.updated().to_string().into());
    let mut whole = Map::new();
    if let List::Books(entries) = &feed.list {
        metadata.insert("numberOfItems".into(), entries.len().into());
        if page.of > 1 {
            let most = feed.pages(JSON)[0].entries.len();
            metadata.insert("itemsPerPage".into(), most.into());
            metadata.insert("currentPage".into(), page.number.into());
        }
    }
    whole.insert("metadata".into(), metadata.into());
    whole.insert("links".into(), links(page).into());
    match &feed.list {
        List::Ways(ways) => {
            let ways: Vec<Value> = ways.iter().map(|way| self::way(way, page)).collect();
            whole.insert("navigation".into(), ways.into());
        }
        List::Books(_) if page.entries.is_empty() => {
            let root = json!({
                "title": shelf.title, "rel": "start", "type": FEED,
                "href": relative(&page.path, &format!("{ROOT}{JSON}")),
            });
            whole.insert("navigation".into(), json!([root]));
        }
        List::Books(_) => {
            let books = page.entries.iter().filter_map(|entry| {
                Some(publication(shelf, entry, entry.book.as_ref()?, &page.path))
            });
            whole.insert("publications".into(), books.collect::<Vec<Value>>().into());
        }
    }
    if !feed.facets.is_empty() {
        let groups = feed.facets.iter().map(|group| facets(group, &page.path));
        whole.insert("facets".into(), groups.collect::<Vec<Value>>().into());
    }
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn links(page: &Page<'_, '_>) -> Vec<Value> {
    let feed = page.feed;
    let to = |rel: &str, path: &str| json!({ "rel": rel, "href": relative(&page.path, path), "type": FEED });
    let mut links = vec![to("self", &page.path), to("start", &format!("{ROOT}{JSON}"))];
    match feed.up {
        Some(up) => links.push(to("up", &format!("{up}{JSON}"))),
        None => {
            links.push(to("http://opds-spec.org/crawlable", &format!("{ALL}{JSON}")));
        }
    }
    if page.of > 1 {
        links.push(to("first", &feed.path(1, JSON)));
        links.push(to("last", &feed.path(page.of, JSON)));
        if page.number > 1 {
            links.push(to("previous", &feed.path(page.number - 1, JSON)));
        }
        if page.number < page.of {
            links.push(to("next", &feed.path(page.number + 1, JSON)));
        }
    }
    links
}

fn way(way: &Way, page: &Page<'_, '_>) -> Value {
    let href = relative(&page.path, &format!("{}{JSON}", way.stem));
    let mut link =
        json!({ "title": way.title, "rel": way.rel, "href": href, "type": FEED });
    if way.acquires {
        link["properties"] = json!({ "numberOfItems": way.books });
    }
    link
}

/// The ways to parts of the feed (OPDS 2.0, 2.4); `self` is the part that it is already.
fn facets(group: &Facets, from: &str) -> Value {
    let link = |facet: &Facet| {
        let href = relative(from, &facet.path(JSON));
        let properties = json!({ "numberOfItems": facet.books });
        let mut link = json!({
            "title": facet.title, "href": href, "type": FEED, "properties": properties,
        });
        if facet.active {
            link["rel"] = "self".into();
        }
        link
    };
    let links: Vec<Value> = group.facets.iter().map(link).collect();
    json!({ "metadata": { "title": group.title }, "links": links })
}

/// A book with its files (OPDS 2.0, 5).
fn publication(shelf: &Shelf, entry: &Entry, book: &Book, from: &str) -> Value {
    let card = &book.card;
    let mut about = Map::new();
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            about.insert(key.into(), value);
        }
    };
    say("@type", Some("http://schema.org/Book".into()));
    say("identifier", Some(card.id.clone().into()));
    say("title", Some(card.title.clone().into()));
    say("subtitle", card.subtitle.clone().map(Value::from));
    let people = [
        ("author", "aut"),
        ("translator", "trl"),
        ("editor", "edt"),
        ("illustrator", "ill"),
    ];
    for (key, role) in people {
        say(key, self::people(card.people.iter().filter(|p| p.role == role)));
    }
    let known = |person: &&Person| people.iter().any(|(_, role)| person.role == *role);
    say("contributor", self::people(card.people.iter().filter(|p| !known(p))));
    say("language", Some(card.lang.clone().into()));
    let publisher = card.publisher.as_ref().or(shelf.publisher.as_ref());
    say("publisher", publisher.cloned().map(Value::from));
    let moment = entry.moment().unwrap_or(card.moment());
    say("modified", Some(moment.to_string().into()));
    // The schema takes whole days; a year alone is none.
    let day = card.date.clone().filter(|date| date.len() == 10);
    say("published", day.map(Value::from));
    say("description", entry.teaser().map(Value::from));
    let subjects = card.subjects.iter().map(|(name, scheme)| match scheme {
        Some((scheme, code)) => json!({ "name": name, "scheme": scheme, "code": code }),
        None => name.clone().into(),
    });
    let subjects: Vec<Value> = subjects.collect();
    say("subject", (!subjects.is_empty()).then(|| subjects.into()));
    let series = card.series.as_ref().map(|(name, number)| {
        let position = number.as_ref().and_then(|n| n.parse::<u32>().ok());
        match position {
            Some(position) => json!({ "series": { "name": name, "position": position } }),
            None => json!({ "series": { "name": name } }),
        }
    });
    say("belongsTo", series);
    say("numberOfPages", book.pages().filter(|&pages| pages > 0).map(Value::from));
    let to = |file: &str| relative(from, &book.path(file));
    let mut links: Vec<Value> = Vec::new();
    for edition in &book.editions {
        links.push(json!({
            "rel": OPEN,
            "href": to(&edition.file),
            "type": edition.kind.media_type(),
            "title": edition.kind.short(),
            "size": edition.bytes,
        }));
    }
    let page = relative(from, &book.page());
    links.push(json!({ "rel": "alternate", "href": page, "type": "text/html" }));
    if let Some(licence) = card.licence.as_deref().and_then(licence_address) {
        links.push(json!({ "rel": "license", "href": licence, "type": "text/html" }));
    }
    if let Some(elsewhere) = &entry.link {
        let href = crate::xml::address(elsewhere);
        links.push(json!({ "rel": "related", "href": href, "type": "text/html" }));
    }
    let sight = |rel: &str, sight: &Sight| {
        json!({
            "rel": rel,
            "href": to(&sight.file),
            "type": sight.media_type,
            "width": sight.width,
            "height": sight.height,
        })
    };
    let cover = book.cover.iter().map(|s| sight("http://opds-spec.org/image", s));
    let small = book.thumbnail.iter();
    let small = small.map(|s| sight("http://opds-spec.org/image/thumbnail", s));
    let images: Vec<Value> = cover.chain(small).collect();
    let mut whole = json!({ "metadata": about, "links": links });
    if !images.is_empty() {
        whole["images"] = images.into();
    }
    whole
}

/// People, with the names that they are sorted by.
fn people<'a>(people: impl Iterator<Item = &'a Person>) -> Option<Value> {
    let person = |person: &Person| match &person.sort {
        Some(sort) => json!({ "name": person.name, "sortAs": sort }),
        None => json!({ "name": person.name }),
    };
    let people: Vec<Value> = people.map(person).collect();
    (!people.is_empty()).then(|| people.into())
}
