//! The pages that are no article: cover, title page, imprint.

use super::article::{close_file, open_file};
use super::map::Map;
use super::xml::{escaped, push_attribute, push_text};
use crate::info::{Contributor, Info, Word};

/// The cover page; its picture is `image` in the folder `images`.
pub(super) fn cover(map: &Map, image: &str, alt: &str) -> String {
    let mut out = String::with_capacity(1024);
    let info = &map.document.info;
    open_file(&mut out, map.word(Word::Cover), &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"cover\" epub:type=\"cover\">\n<img");
    push_attribute(&mut out, "src", &format!("../images/{image}"));
    push_attribute(&mut out, "alt", &super::map::plain(alt));
    out.push_str(" role=\"doc-cover\"/>\n</section>\n");
    close_file(&mut out);
    out
}

/// The title page.
pub(super) fn title(map: &Map) -> String {
    let info = &map.document.info;
    let mut out = String::with_capacity(2048);
    open_file(&mut out, &info.title, &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"title-page\" epub:type=\"titlepage\">\n");
    let authors: Vec<&str> = info.authors().collect();
    if !authors.is_empty() {
        line(&mut out, "p", "book-author", &authors.join(", "));
    }
    line(&mut out, "h1", "book-title", &info.title);
    if let Some(subtitle) = &info.subtitle {
        line(&mut out, "p", "book-subtitle", subtitle);
    }
    for (role, words) in [
        ("edt", map.word(Word::Edited)),
        ("trl", map.word(Word::Translated)),
        ("ill", map.word(Word::Illustrated)),
    ] {
        let names = named(info, role);
        if !names.is_empty() {
            line(&mut out, "p", "book-people", &words.replace("{}", &names.join(", ")));
        }
    }
    if let Some(edition) = &info.edition {
        line(&mut out, "p", "book-people", edition);
    }
    let foot = place_and_date(info);
    if info.publisher.is_some() || !foot.is_empty() {
        out.push_str("<div class=\"book-publisher\">\n");
        if let Some(publisher) = &info.publisher {
            line(&mut out, "p", "", publisher);
        }
        if !foot.is_empty() {
            line(&mut out, "p", "", &foot);
        }
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
    close_file(&mut out);
    out
}

/// The imprint page, unless there is nothing to say on it.
pub(super) fn imprint(map: &Map) -> Option<String> {
    let info = &map.document.info;
    // Lines are XHTML: what comes from the manifest is escaped.
    let mut lines: Vec<String> = Vec::new();
    lines.extend(info.rights.as_deref().map(escaped));
    lines.extend(
        info.licence.as_ref().map(|licence| linked(map.word(Word::Licence), licence)),
    );
    let published: Vec<String> =
        [info.publisher.clone().unwrap_or_default(), place_and_date(info)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
    // A date alone says no more than the title page does.
    if info.publisher.is_some() || info.place.is_some() {
        lines.push(escaped(&published.join(", ")));
    }
    lines.extend(info.edition.as_deref().map(escaped));
    lines.extend(
        info.source.as_ref().map(|source| linked(map.word(Word::Source), source)),
    );
    for (isbn, medium) in [
        (&info.isbn_epub, map.word(Word::Ebook)),
        (&info.isbn_print, map.word(Word::Print)),
    ] {
        if let Some(isbn) = isbn {
            lines.push(format!("ISBN {} ({})", escaped(&isbn.0), escaped(medium)));
        }
    }
    lines.extend(info.imprint.iter().map(|line| escaped(line)));
    if lines.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(2048);
    open_file(&mut out, map.word(Word::Imprint), &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"imprint\" epub:type=\"copyright-page\"");
    push_attribute(&mut out, "aria-label", map.word(Word::Imprint));
    out.push_str(">\n");
    for line in lines {
        out.push_str("<p>");
        out.push_str(&line);
        out.push_str("</p>\n");
    }
    out.push_str("</section>\n");
    close_file(&mut out);
    Some(out)
}

fn line(out: &mut String, tag: &str, class: &str, text: &str) {
    out.push('<');
    out.push_str(tag);
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
    push_text(out, text);
    out.push_str("</");
    out.push_str(tag);
    out.push_str(">\n");
}

fn named<'a>(info: &'a Info, role: &str) -> Vec<&'a str> {
    let with_role = |c: &&Contributor| c.role.0 == role;
    info.contributors.iter().filter(with_role).map(|c| c.name.as_str()).collect()
}

fn place_and_date(info: &Info) -> String {
    let year = info.date.map(|date| date.year.to_string());
    let parts: Vec<String> = info.place.clone().into_iter().chain(year).collect();
    parts.join(", ")
}

/// A line of words whose filling is a link where it is an address.
fn linked(words: &str, filling: &str) -> String {
    let filling = filling.trim();
    let filled = if filling.starts_with("https://") || filling.starts_with("http://") {
        let href = escaped(&super::xml::address(filling));
        format!("<a href=\"{href}\">{}</a>", escaped(filling))
    } else {
        escaped(filling)
    };
    escaped(words).replace("{}", &filled)
}
