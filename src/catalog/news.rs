//! What is new on the list, as Atom (RFC 4287), for programs that follow news.

use super::address::{encoded, relative};
use super::shelf::{Entry, NO_DATE, Shelf, latest};
use super::words::Word;
use crate::xml::{address, push_attribute, push_text};

/// The path of the feed.
pub(super) const PATH: &str = "news.atom";

/// How many entries it has; older ones are on the list itself.
const MOST: usize = 30;

/// Writes the feed: the latest entries that are dated, those without a book as well.
pub(super) fn write(shelf: &Shelf) -> String {
    let dated = |entry: &&Entry| entry.moment().is_some_and(|moment| moment != NO_DATE);
    let mut entries: Vec<&Entry> = shelf.entries.iter().filter(dated).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.moment()));
    entries.truncate(MOST);
    let updated = latest(entries.iter().copied());
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"",
    );
    push_attribute(&mut out, "xml:lang", shelf.lang.tag());
    out.push_str(">\n");
    let text = |out: &mut String, name: &str, text: &str| {
        out.push_str(&format!("<{name}>"));
        push_text(out, text);
        out.push_str(&format!("</{name}>\n"));
    };
    text(&mut out, "id", &shelf.id_of("news"));
    let title = format!("{} – {}", shelf.title, Word::New.in_language(&shelf.lang));
    text(&mut out, "title", &title);
    text(&mut out, "updated", &updated.to_string());
    // A feed has an author, or each of its entries does (RFC 4287, 4.1.1).
    out.push_str("<author>");
    text(&mut out, "name", shelf.publisher.as_ref().unwrap_or(&shelf.title));
    out.push_str("</author>\n<link rel=\"self\" type=\"application/atom+xml\"");
    push_attribute(&mut out, "href", &whole(shelf, PATH));
    out.push_str("/>\n<link rel=\"alternate\" type=\"text/html\"");
    push_attribute(&mut out, "href", &whole(shelf, "index.html"));
    out.push_str("/>\n");
    for entry in entries {
        let Some(moment) = entry.moment() else { continue };
        let (id, href) = match &entry.book {
            Some(book) => (book.card.id.clone(), whole(shelf, &book.page())),
            None => {
                let id = shelf.id_of(&format!("entry:{}", entry.title));
                let href = match &entry.link {
                    Some(link) => address(link),
                    None => whole(shelf, "index.html"),
                };
                (id, href)
            }
        };
        out.push_str("<entry");
        if let Some(lang) = entry.lang() {
            push_attribute(&mut out, "xml:lang", lang);
        }
        out.push_str(">\n");
        text(&mut out, "id", &id);
        text(&mut out, "title", &entry.title);
        text(&mut out, "updated", &moment.to_string());
        for name in entry.authors() {
            out.push_str("<author>");
            text(&mut out, "name", name);
            out.push_str("</author>\n");
        }
        if let Some(teaser) = entry.teaser() {
            text(&mut out, "summary", &teaser.replace("\n\n", "\n"));
        }
        out.push_str("<link rel=\"alternate\" type=\"text/html\"");
        push_attribute(&mut out, "href", &href);
        out.push_str("/>\n</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// The address of a file: whole where the catalogue's own is known.
fn whole(shelf: &Shelf, path: &str) -> String {
    match &shelf.url {
        Some(url) => format!("{}{}", address(url), encoded(path)),
        None => relative(PATH, path),
    }
}
