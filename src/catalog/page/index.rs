//! The page with the whole list.

use super::frame::{
    byline, downloads, element, elsewhere, facts, open, picture, push_apart, push_lang,
    push_row, teaser, whole,
};
use super::{FIND, PLAIN, qr};
use crate::catalog::address::{encoded, relative, slug};
use crate::catalog::shelf::{Book, Entry, Shelf};
use crate::catalog::words::Word;
use crate::catalog::{MARK, news};
use crate::xml::{push_attribute, push_text};

const PATH: &str = "index.html";

/// Entries below one heading; none where the list has no sections.
struct Part<'a> {
    title: Option<&'a str>,
    /// Its place on the page.
    anchor: String,
    description: Option<&'a str>,
    entries: Vec<&'a Entry>,
}

/// Writes the page.
pub(super) fn write(shelf: &Shelf) -> String {
    let mut out = String::with_capacity(4_000 + shelf.entries.len() * 3_000);
    let about = shelf.description.as_deref().unwrap_or("");
    open(&mut out, shelf, PATH, &shelf.title, about);
    let word = |word: Word| word.in_language(&shelf.lang);
    for (kind, path, title) in [
        ("application/atom+xml", news::PATH, word(Word::News)),
        (
            "application/atom+xml;profile=opds-catalog;kind=navigation",
            MARK,
            &*shelf.title,
        ),
        ("application/opds+json", "opds.json", &*shelf.title),
    ] {
        out.push_str("<link rel=\"alternate\"");
        push_attribute(&mut out, "type", kind);
        push_attribute(&mut out, "href", path);
        push_attribute(&mut out, "title", title);
        out.push_str(">\n");
    }
    out.push_str(&format!("<script defer src=\"{FIND}\"></script>\n</head>\n<body>\n"));
    out.push_str("<header class=\"top\">\n");
    if let Some(publisher) = shelf.publisher.as_ref().filter(|name| **name != shelf.title)
    {
        element(&mut out, "p", "house", publisher);
        out.push('\n');
    }
    element(&mut out, "h1", "", &shelf.title);
    for paragraph in about.split("\n\n").filter(|text| !text.is_empty()) {
        out.push('\n');
        element(&mut out, "p", "lead", paragraph);
    }
    let parts = parts(shelf);
    ways(&mut out, shelf, &parts);
    out.push_str("</header>\n<main>\n");
    // Filled by the script, if there is one: without it, no field that does nothing.
    out.push_str("<div id=\"find\" hidden");
    push_attribute(&mut out, "data-label", word(Word::Search));
    push_attribute(&mut out, "data-found", word(Word::Found));
    push_attribute(&mut out, "data-none", word(Word::NothingFound));
    out.push_str("></div>\n");
    for part in &parts {
        self::part(&mut out, shelf, part);
    }
    out.push_str("</main>\n");
    foot(&mut out, shelf);
    out.push_str("</body>\n</html>\n");
    out
}

/// The list in its sections; what has none comes last, or first where nothing has one.
fn parts(shelf: &Shelf) -> Vec<Part<'_>> {
    let of = |at: Option<usize>| -> Vec<&Entry> {
        shelf.entries.iter().filter(|entry| entry.section == at).collect()
    };
    let mut parts: Vec<Part<'_>> = shelf
        .sections
        .iter()
        .enumerate()
        .map(|(at, section)| Part {
            title: Some(&section.title),
            anchor: anchor(shelf, &section.title),
            description: section.description.as_deref(),
            entries: of(Some(at)),
        })
        .filter(|part| !part.entries.is_empty())
        .collect();
    let others = of(None);
    let others_are_called = Word::Others.in_language(&shelf.lang);
    let called = |part: &&mut Part<'_>| part.title == Some(others_are_called);
    if let Some(part) = parts.iter_mut().find(called) {
        // Two sections of one name would be told apart by nobody.
        part.entries.extend(others);
    } else if !others.is_empty() {
        let title = (!parts.is_empty()).then_some(others_are_called);
        // A section may have the same title, and none has this name.
        let anchor = "others".to_owned();
        parts.push(Part { title, anchor, description: None, entries: others });
    }
    parts
}

fn anchor(shelf: &Shelf, title: &str) -> String {
    let name = slug(shelf.id, title);
    // "C" and "C++" are two sections.
    let before = shelf.sections.iter().take_while(|section| section.title != title);
    match before.filter(|section| slug(shelf.id, &section.title) == name).count() {
        0 => format!("s-{name}"),
        twins => format!("s-{name}-{}", twins + 1),
    }
}

/// The ways to the sections, and to the feet of the page.
fn ways(out: &mut String, shelf: &Shelf, parts: &[Part<'_>]) {
    out.push_str("<nav");
    push_attribute(out, "aria-label", Word::Sections.in_language(&shelf.lang));
    out.push_str(">\n<ul>\n");
    for part in parts {
        let Some(title) = part.title else { continue };
        out.push_str("<li><a");
        push_attribute(out, "href", &format!("#{}", part.anchor));
        out.push('>');
        push_text(out, title);
        out.push_str("</a></li>\n");
    }
    out.push_str("<li><a href=\"#devices\">");
    push_text(out, Word::Devices.in_language(&shelf.lang));
    out.push_str("</a></li>\n</ul>\n</nav>\n");
}

fn part(out: &mut String, shelf: &Shelf, part: &Part<'_>) {
    out.push_str("<section");
    if let Some(title) = part.title {
        push_attribute(out, "aria-labelledby", &part.anchor);
        out.push_str(">\n<h2");
        push_attribute(out, "id", &part.anchor);
        out.push('>');
        push_text(out, title);
        out.push_str("</h2>\n");
    } else {
        out.push_str(">\n");
    }
    for paragraph in part.description.iter().flat_map(|text| text.split("\n\n")) {
        element(out, "p", "about", paragraph);
        out.push('\n');
    }
    out.push_str("<div class=\"list\">\n");
    let level = if part.title.is_some() { "h3" } else { "h2" };
    for entry in &part.entries {
        self::entry(out, shelf, entry, level);
    }
    out.push_str("</div>\n</section>\n");
}

fn entry(out: &mut String, shelf: &Shelf, entry: &Entry, level: &str) {
    let Some(book) = &entry.book else {
        return announced(out, shelf, entry, level);
    };
    out.push_str("<article class=\"entry\">\n");
    let page = relative(PATH, &book.page());
    if let Some(thumbnail) = &book.thumbnail {
        // The title says the same, and is a link as well.
        out.push_str("<a class=\"cover\" tabindex=\"-1\" aria-hidden=\"true\"");
        push_attribute(out, "href", &page);
        out.push('>');
        picture(out, thumbnail, &book.path(&thumbnail.file), (PATH, ""), true);
        out.push_str("</a>\n");
    }
    out.push_str("<div class=\"words\">\n");
    out.push_str(&format!("<{level}"));
    push_lang(out, shelf, entry);
    out.push_str("><a");
    push_attribute(out, "href", &page);
    out.push('>');
    push_text(out, &entry.title);
    out.push_str(&format!("</a></{level}>\n"));
    if let Some(subtitle) = entry.subtitle() {
        out.push_str("<p class=\"sub\"");
        push_lang(out, shelf, entry);
        out.push('>');
        push_text(out, subtitle);
        out.push_str("</p>\n");
    }
    byline(out, entry);
    teaser(out, shelf, entry);
    let facts = facts(shelf, book);
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    push_row(out, "facts", &facts, " · ");
    files(out, shelf, book);
    if let Some(link) = &entry.link {
        elsewhere(out, shelf, link);
    }
    out.push_str("</div>\n</article>\n");
}

/// The files of a book, behind a button that needs no script.
fn files(out: &mut String, shelf: &Shelf, book: &Book) {
    out.push_str("<details>\n<summary>");
    push_text(out, Word::Download.in_language(&shelf.lang));
    out.push_str("<span class=\"unseen\">: ");
    push_text(out, &book.card.title);
    out.push_str("</span></summary>\n");
    downloads(out, shelf, book, PATH);
    out.push_str("</details>\n");
}

/// What has no file: shown whole, with nothing to press but its link.
fn announced(out: &mut String, shelf: &Shelf, entry: &Entry, level: &str) {
    match &entry.announced {
        // It says what the title says.
        Some(sight) => {
            out.push_str("<article class=\"entry\">\n<div class=\"cover\">");
            picture(out, sight, &sight.file, (PATH, ""), true);
            out.push_str("</div>\n");
        }
        None => out.push_str("<article class=\"entry bare\">\n"),
    }
    out.push_str("<div class=\"words\">\n");
    out.push_str(&format!("<{level}>"));
    push_apart(out, &entry.title);
    out.push_str(&format!("</{level}>\n"));
    byline(out, entry);
    teaser(out, shelf, entry);
    match &entry.link {
        Some(link) => elsewhere(out, shelf, link),
        None => element(out, "p", "facts", Word::Announced.in_language(&shelf.lang)),
    }
    out.push_str("</div>\n</article>\n");
}

/// How the books come onto a device, and the news.
fn foot(out: &mut String, shelf: &Shelf) {
    let word = |word: Word| word.in_language(&shelf.lang);
    out.push_str("<footer>\n<section aria-labelledby=\"devices\">\n<h2 id=\"devices\">");
    push_text(out, word(Word::Devices));
    out.push_str("</h2>\n<div class=\"ways\">\n<div>\n");
    let short = PLAIN.trim_end_matches("index.html");
    for (words, to, show) in [
        (Word::ShortAddress, PLAIN, short.trim_end_matches('/')),
        (Word::ForPrograms, MARK, MARK),
    ] {
        // Where the catalogue's own address is unknown, nobody could type these.
        let Some(url) = &shelf.url else { break };
        let whole = whole(url, show);
        let shown = whole.split_once("://").map_or(&*whole, |(_, shown)| shown);
        out.push_str("<p>");
        push_text(out, word(words));
        out.push_str(" <a");
        push_attribute(out, "href", to);
        out.push('>');
        push_text(out, shown);
        out.push_str("</a></p>\n");
    }
    out.push_str("<p><a");
    push_attribute(out, "href", news::PATH);
    out.push('>');
    push_text(out, word(Word::News));
    out.push_str("</a></p>\n");
    if let Some(leaflet) = &shelf.leaflet {
        out.push_str("<p><a");
        push_attribute(out, "href", &encoded(&leaflet.file));
        push_attribute(out, "type", leaflet.kind.media_type());
        out.push('>');
        push_text(out, word(Word::Leaflet));
        out.push_str("</a> <span class=\"size\">PDF, ");
        push_text(out, &leaflet.size());
        out.push_str("</span></p>\n");
    }
    out.push_str("</div>\n");
    if let Some(url) = &shelf.url {
        qr::figure(out, &whole(url, PATH), word(Word::OnAPhone));
    }
    out.push_str("</div>\n</section>\n</footer>\n");
}
