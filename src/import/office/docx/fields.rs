//! Fields of a .docx that are links, and the bookmarks that they lead to.

use roxmltree::Document;

use super::super::bookmarks::Bookmarks;
use super::super::package::{attribute, is};
use super::{Reader, words};

/// A field that is open.
#[derive(Default)]
pub(super) struct Field {
    pub instruction: String,
    /// What comes is shown, and no order any more.
    pub has_result: bool,
    /// Where it leads.
    pub link: Option<String>,
}

impl Field {
    /// Whether it shows the number of a page.
    pub fn is_page_number(&self) -> bool {
        self.instruction.trim_start().starts_with("PAGEREF")
    }
}

/// The bookmarks of the body.
pub(super) fn bookmarks(document: &Document<'_>) -> Bookmarks {
    let mut bookmarks = Bookmarks::default();
    for node in document.descendants() {
        if is(node, "p") {
            let marks = node.descendants().filter(|below| is(*below, "bookmarkStart"));
            for name in marks.filter_map(|mark| attribute(mark, "name")) {
                bookmarks.mark(name);
            }
            bookmarks.paragraph(node, &words(node));
        } else if is(node, "bookmarkStart")
            && !node.ancestors().any(|above| is(above, "p"))
            && let Some(name) = attribute(node, "name")
        {
            bookmarks.mark(name);
        }
    }
    bookmarks
}

impl Reader<'_, '_> {
    /// The order of the innermost field has ended, and what it shows begins.
    pub fn begin_result(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        field.has_result = true;
        field.link = self.link_of(&field.instruction);
        self.fields.push(field);
    }

    /// Where a field leads: `HYPERLINK "address" \\l "bookmark"`, `REF bookmark \\h`.
    pub fn link_of(&mut self, instruction: &str) -> Option<String> {
        let words = arguments(instruction);
        let mut words = words.iter().map(String::as_str);
        match words.next()? {
            "HYPERLINK" => {}
            "REF" => {
                let name = words.next()?;
                return words
                    .any(|word| word == "\\h")
                    .then(|| self.bookmarks.link(name));
            }
            _ => return None,
        }
        let (mut address, mut place) = (None, None);
        while let Some(word) = words.next() {
            match word {
                "\\l" => place = words.next(),
                // The text that shows up over it, and the window that it opens.
                "\\o" | "\\t" => drop(words.next()),
                word if word.starts_with('\\') => {}
                word => address = address.or(Some(word)),
            }
        }
        match (address, place) {
            (None, None) => None,
            (None, Some(place)) => Some(self.bookmarks.link(place)),
            (Some(to), place) => {
                let place = place.map_or(String::new(), |place| format!("#{place}"));
                self.reading.leads(to, "").then(|| format!("{to}{place}"))
            }
        }
    }
}

/// The words of an order; those in marks are one.
fn arguments(instruction: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = instruction.trim_start();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(inside) => inside.split_once('"').unwrap_or((inside, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        out.push(word.to_string());
        rest = after.trim_start();
    }
    out
}
