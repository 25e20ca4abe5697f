//! The pages that are no article: cover, title page, imprint.

use super::article::{close_file, open_file};
use super::map::Map;
use super::printed::Place;
use crate::info::{Info, Line, Word};
use crate::xml::{push_attribute, push_text};

/// The cover page; its picture is `image` in the folder `images`.
pub(super) fn cover(map: &Map, image: &str) -> String {
    let mut out = String::with_capacity(1024);
    let info = &map.document.info;
    let said = map.document.cover.as_ref().map(|cover| cover.alt.trim());
    // A drawn cover shows what the title page says first; art of which nothing is said may not.
    let alt =
        said.filter(|alt| !alt.is_empty()).map_or_else(|| shown(info), str::to_owned);
    open_file(&mut out, map.word(Word::Cover), &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"cover\" epub:type=\"cover\">\n<img");
    push_attribute(&mut out, "src", &format!("../images/{image}"));
    push_attribute(&mut out, "alt", &crate::document::label(&alt));
    out.push_str(" role=\"doc-cover\"/>\n</section>\n");
    close_file(&mut out);
    out
}

/// Title, subtitle and authors in one line.
fn shown(info: &Info) -> String {
    let authors: Vec<&str> = info.authors().collect();
    let parts = [
        Some(info.title.clone()),
        info.subtitle.clone(),
        (!authors.is_empty()).then(|| authors.join(", ")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(". ")
}

/// The title page.
pub(super) fn title(map: &Map) -> String {
    let info = &map.document.info;
    let mut out = String::with_capacity(2048);
    open_file(&mut out, &info.title, &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"title-page\" epub:type=\"titlepage\">\n");
    map.printed.push(&mut out, Place::Title, "div", (map.word(Word::Page), ""));
    let authors: Vec<&str> = info.authors().collect();
    if !authors.is_empty() {
        line(&mut out, "p", "book-author", &authors.join(", "));
    }
    line(&mut out, "h1", "book-title", &info.title);
    if let Some(subtitle) = &info.subtitle {
        line(&mut out, "p", "book-subtitle", subtitle);
    }
    for credit in info.main_credits() {
        // Its words are ours.
        let around = match Word::language(&info.lang) {
            Some(other) => format!("p lang=\"{0}\" xml:lang=\"{0}\"", other.tag()),
            None => "p".to_owned(),
        };
        line(&mut out, &around, "book-people", &credit.text);
    }
    if let Some(edition) = &info.edition {
        line(&mut out, "p", "book-people", edition);
    }
    let foot = info.place_and_year();
    if info.publisher.is_some() || foot.is_some() {
        out.push_str("<div class=\"book-publisher\">\n");
        if let Some(publisher) = &info.publisher {
            line(&mut out, "p", "", publisher);
        }
        if let Some(foot) = &foot {
            line(&mut out, "p", "", foot);
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
    let lines = info.imprint_lines();
    if lines.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(2048);
    open_file(&mut out, map.word(Word::Imprint), &info.lang, Some("frontmatter"));
    out.push_str("<section class=\"imprint\" epub:type=\"copyright-page\"");
    push_attribute(&mut out, "aria-label", map.word(Word::Imprint));
    out.push_str(">\n");
    map.printed.push(&mut out, Place::Imprint, "div", (map.word(Word::Page), ""));
    for line in lines {
        out.push_str("<p>");
        push_linked(&mut out, &line);
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
    out.push_str(tag.split(' ').next().unwrap_or(tag));
    out.push_str(">\n");
}

/// A line of words, with its address as a link.
fn push_linked(out: &mut String, line: &Line) {
    let Line { text, address, key: _ } = line;
    let followed = address.clone().and_then(|at| {
        let href = crate::info::address(&text[at.clone()]).ok()?.href;
        Some((at, href))
    });
    let Some((address, href)) = followed else { return push_text(out, text) };
    push_text(out, &text[..address.start]);
    out.push_str("<a");
    push_attribute(out, "href", &href);
    out.push('>');
    push_text(out, &text[address.clone()]);
    out.push_str("</a>");
    push_text(out, &text[address.end..]);
}
