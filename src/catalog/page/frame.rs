//! What the pages have in common: their heads, teasers, bylines and lists of files.

use super::STYLE;
use crate::catalog::address::{encoded, relative};
use crate::catalog::shelf::{Book, Entry, Shelf, Sight};
use crate::catalog::words::{Word, language_name};
use crate::xml::{address, push_attribute, push_text};

/// Begins a page, up to its body.
pub(super) fn open(
    out: &mut String,
    shelf: &Shelf,
    path: &str,
    title: &str,
    about: &str,
) {
    out.push_str("<!DOCTYPE html>\n<html");
    push_attribute(out, "lang", shelf.lang.tag());
    if language_name(shelf.lang.tag()).chars().any(from_the_right) {
        push_attribute(out, "dir", "rtl");
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    push_text(out, title);
    out.push_str(
        "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n",
    );
    if !about.is_empty() {
        out.push_str("<meta name=\"description\"");
        push_attribute(out, "content", &about.replace("\n\n", " "));
        out.push_str(">\n");
    }
    if let Some(url) = &shelf.url {
        out.push_str("<link rel=\"canonical\"");
        push_attribute(out, "href", &whole(url, path));
        out.push_str(">\n");
    }
    out.push_str("<link rel=\"stylesheet\"");
    push_attribute(out, "href", &relative(path, STYLE));
    out.push_str(">\n");
}

/// The whole address of a page, as people are given it: without the name of an index.
pub(super) fn whole(url: &str, path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    format!("{}{}", address(url), encoded(path))
}

/// Adds an element with nothing but words.
pub(super) fn element(out: &mut String, name: &str, class: &str, words: &str) {
    out.push_str(&format!("<{name}"));
    if !class.is_empty() {
        push_attribute(out, "class", class);
    }
    out.push('>');
    push_text(out, words);
    out.push_str(&format!("</{name}>"));
}

/// Adds the language, and lets the words say in which direction they are read, where an entry's
/// language is not that of the page.
pub(super) fn push_lang(out: &mut String, shelf: &Shelf, entry: &Entry) {
    if let Some(lang) = entry.lang().filter(|lang| *lang != shelf.lang.tag()) {
        push_foreign(out, lang);
    }
}

/// Adds a language that is not that of the page.
pub(super) fn push_foreign(out: &mut String, lang: &str) {
    push_attribute(out, "lang", lang);
    push_attribute(out, "dir", "auto");
}

/// Adds words among others, which keep their place where these are read from the right.
pub(super) fn push_apart(out: &mut String, words: &str) {
    if words.chars().any(from_the_right) {
        element(out, "bdi", "", words);
    } else {
        push_text(out, words);
    }
}

/// Whether a letter is of a script that is read from the right (Unicode, the blocks whose letters
/// are of the classes R and AL).
fn from_the_right(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// Adds words one after the other, each kept apart.
pub(super) fn push_row(out: &mut String, class: &str, words: &[&str], between: &str) {
    out.push_str("<p");
    push_attribute(out, "class", class);
    out.push('>');
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        push_apart(out, word);
    }
    out.push_str("</p>\n");
}

/// The teaser. What the library says itself is in the page's language, what a book says in its.
pub(super) fn teaser(out: &mut String, shelf: &Shelf, entry: &Entry) {
    for paragraph in entry.teaser().iter().flat_map(|teaser| teaser.split("\n\n")) {
        out.push_str("<p class=\"teaser\"");
        if entry.teaser.is_none() {
            push_lang(out, shelf, entry);
        }
        out.push('>');
        push_text(out, paragraph);
        out.push_str("</p>\n");
    }
}

/// Who wrote it, with translators and others by their own words.
pub(super) fn byline(out: &mut String, entry: &Entry) {
    let authors = entry.authors();
    if !authors.is_empty() {
        push_row(out, "by", &authors, ", ");
    }
}

/// In which language it is, how long it is, of which series.
pub(super) fn facts(shelf: &Shelf, book: &Book) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some((series, number)) = &book.card.series {
        facts.push(match number {
            Some(number) => format!("{series} {number}"),
            None => series.clone(),
        });
    }
    let language = language_name(&book.card.lang);
    if language != language_name(shelf.lang.tag()) {
        facts.push(language);
    }
    facts.extend(book.pages().map(|pages| {
        Word::Pages.in_language(&shelf.lang).replace("{}", &pages.to_string())
    }));
    facts.extend(book.card.date.as_ref().and_then(|d| d.get(..4)).map(str::to_owned));
    facts
}

/// A list of the files of a book, each for whom it is, with what it is and how large.
pub(super) fn downloads(out: &mut String, shelf: &Shelf, book: &Book, from: &str) {
    out.push_str("<ul class=\"files\">\n");
    for edition in &book.editions {
        out.push_str("<li><a");
        push_attribute(out, "href", &relative(from, &book.path(&edition.file)));
        push_attribute(out, "type", edition.kind.media_type());
        out.push('>');
        push_text(out, edition.kind.device(&shelf.lang));
        out.push_str("</a> <span class=\"size\">");
        let name = match edition.kind.media_type() {
            "application/pdf" => "PDF",
            "text/html" => "HTML",
            _ => "EPUB",
        };
        push_text(out, &format!("{name}, {}", edition.size()));
        out.push_str("</span></li>\n");
    }
    out.push_str("</ul>\n");
}

/// A picture at a path, with what it shows.
pub(super) fn picture(
    out: &mut String,
    sight: &Sight,
    path: &str,
    (from, alt): (&str, &str),
    lazy: bool,
) {
    out.push_str("<img");
    push_attribute(out, "src", &relative(from, path));
    push_attribute(out, "width", &sight.width.to_string());
    push_attribute(out, "height", &sight.height.to_string());
    push_attribute(out, "alt", alt);
    if lazy {
        out.push_str(" loading=\"lazy\" decoding=\"async\"");
    }
    out.push('>');
}

/// A link to another place, by the name of its site.
pub(super) fn elsewhere(out: &mut String, shelf: &Shelf, link: &str) {
    let host = link.split("://").nth(1).unwrap_or(link);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    out.push_str("<p class=\"elsewhere\"><a");
    push_attribute(out, "href", &address(link));
    out.push('>');
    push_text(out, &Word::Elsewhere.in_language(&shelf.lang).replace("{}", host));
    out.push_str("</a></p>\n");
}
