//! The page for the browsers of e-readers: old, slow, gray, and typed to with effort. It has no
//! style sheet, no picture and no script; each book is a few large links, Kobo's own first, since
//! Kobos have such a browser.

use super::PLAIN;
use super::frame::push_foreign;
use crate::catalog::address::relative;
use crate::catalog::edition::Kind;
use crate::catalog::shelf::{Book, Entry, Shelf};
use crate::catalog::words::Word;
use crate::xml::{push_attribute, push_text};

/// What such a browser can take home, in the order of the links.
const TAKEN: [Kind; 4] = [Kind::Kobo, Kind::Epub, Kind::Compatible, Kind::Pdf];

/// Writes the page.
pub(super) fn write(shelf: &Shelf) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html");
    push_attribute(&mut out, "lang", shelf.lang.tag());
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    push_text(&mut out, &shelf.title);
    out.push_str(
        "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         </head>\n<body>\n<main>\n<h1>",
    );
    push_text(&mut out, &shelf.title);
    out.push_str("</h1>\n");
    let head = out.len();
    for (entry, book) in shelf.books() {
        self::book(&mut out, shelf, entry, book);
    }
    if out.len() == head {
        // What is announced is told on the page for all.
        paragraph(&mut out, Some(Word::NoneToTake.in_language(&shelf.lang)), None);
        out.push_str("<p><a");
        push_attribute(&mut out, "href", &relative(PLAIN, "index.html"));
        out.push('>');
        push_text(&mut out, Word::Titles.in_language(&shelf.lang));
        out.push_str("</a></p>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn book(out: &mut String, shelf: &Shelf, entry: &Entry, book: &Book) {
    let mut taken: Vec<_> = TAKEN.iter().filter_map(|&kind| book.edition(kind)).collect();
    if taken.is_empty() {
        // What cannot be taken home can be read here.
        taken.extend(book.edition(Kind::Page));
    }
    if taken.is_empty() {
        return;
    }
    out.push_str("<h2");
    if book.card.lang != shelf.lang.tag() {
        push_foreign(out, &book.card.lang);
    }
    out.push('>');
    push_text(out, &book.card.title);
    out.push_str("</h2>\n");
    // Two books of one title are told apart by what stands below it.
    let spoken = entry.lang().filter(|lang| *lang != shelf.lang.tag());
    paragraph(out, entry.subtitle(), spoken);
    let authors: Vec<&str> = book.card.authors().map(|person| &*person.name).collect();
    paragraph(out, Some(&authors.join(", ")), None);
    paragraph(out, entry.teaser(), spoken.filter(|_| entry.teaser.is_none()));
    // A line for each: fingers are broad, and the screen answers late.
    for edition in taken {
        out.push_str("<p><a style=\"font-size: larger\"");
        push_attribute(out, "href", &relative(PLAIN, &book.path(&edition.file)));
        out.push('>');
        push_text(out, edition.kind.short());
        out.push_str("</a> ");
        push_text(out, &edition.size());
        out.push_str("</p>\n");
    }
    out.push_str("<hr>\n");
}

fn paragraph(out: &mut String, words: Option<&str>, lang: Option<&str>) {
    let Some(words) = words.filter(|words| !words.is_empty()) else { return };
    out.push_str("<p");
    if let Some(lang) = lang {
        push_foreign(out, lang);
    }
    out.push('>');
    push_text(out, words);
    out.push_str("</p>\n");
}
