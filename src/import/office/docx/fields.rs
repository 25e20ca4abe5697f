//! Fields of a .docx that are links, and the bookmarks that they lead to.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::super::bookmarks::Bookmarks;
use super::super::package::{attribute, is};
use super::{Reader, is_second, words};
use crate::source::Span;

/// A field that is open.
#[derive(Default)]
pub(super) struct Field {
    pub instruction: String,
    /// What comes is shown, and no order any more.
    pub has_result: bool,
    /// Where it leads.
    pub link: Option<String>,
    /// The words of an index or a table of contents, which publish makes itself, and where it began.
    pub left_out: Option<(Span, String)>,
}

impl Field {
    /// Whether it shows the number of a page.
    pub fn is_page_number(&self) -> bool {
        is_page_number(&self.instruction)
    }
}

/// Whether an order shows the number of a page, or of all of them.
pub(super) fn is_page_number(instruction: &str) -> bool {
    let order = instruction.split_whitespace().next().unwrap_or("");
    ["PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES"]
        .iter()
        .any(|name| order.eq_ignore_ascii_case(name))
}

/// Whether an order makes an index, a table of contents, or a list of figures.
pub(super) fn is_index(instruction: &str) -> bool {
    let order = instruction.split_whitespace().next().unwrap_or("");
    ["TOC", "INDEX", "TOA"].iter().any(|name| order.eq_ignore_ascii_case(name))
}

/// Whether every field of a document that begins ends.
pub(super) fn all_end(document: &Document<'_>) -> bool {
    let marks = |kind: &str| {
        document
            .descendants()
            .filter(|node| {
                is(*node, "fldChar") && attribute(*node, "fldCharType") == Some(kind)
            })
            .count()
    };
    marks("begin") == marks("end")
}

/// The marks of fields that begin and never end, which would take the rest of the text for their orders.
pub(super) fn endless(document: &Document<'_>) -> BTreeSet<u32> {
    let mut open = Vec::new();
    for node in document.descendants().filter(|node| is(*node, "fldChar")) {
        let is_passed = node
            .ancestors()
            .any(|above| matches!(above.tag_name().name(), "del" | "moveFrom"));
        if is_passed || is_second(node) {
            continue;
        }
        match attribute(node, "fldCharType") {
            Some("begin") => open.push(node.id().get()),
            Some("end") => drop(open.pop()),
            Some(_) | None => {}
        }
    }
    open.into_iter().collect()
}

/// What is told of what fields make that publish makes itself.
pub(super) const INDEX: &str =
    "an index or a table of contents is left out, as publish makes its own";

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

impl<'a, 't> Reader<'a, 't> {
    /// A field begins; of one that never ends the words stay as text.
    pub fn begin_field(&mut self, mark: Node<'a, 't>) {
        let endless = self.endless.get(self.part);
        if !endless.is_some_and(|marks| marks.contains(&mark.id().get())) {
            self.fields.push(Field::default());
            return;
        }
        self.reading.report.doubt(
            self.reading.at,
            "a field begins here and never ends; its words are kept as text",
            "look whether the text around it is as it should be",
        );
    }

    /// The order of the innermost field has ended, and what it shows begins.
    pub fn begin_result(&mut self) {
        let Some(mut field) = self.fields.pop_if(|field| !field.has_result) else {
            return;
        };
        field.has_result = true;
        field.link = self.link_of(&field.instruction);
        if is_index(&field.instruction) && self.fields_end {
            field.left_out = Some((self.reading.at, String::new()));
        }
        self.fields.push(field);
    }

    /// Keeps words that an index shows, where one is open, for the report.
    pub fn is_left_out(&mut self, words: &str) -> bool {
        let open = self.fields.iter_mut().find_map(|field| field.left_out.as_mut());
        if let Some((_, said)) = open {
            said.push_str(words);
            return true;
        }
        false
    }

    /// Tells what a field showed that is left out.
    pub fn tell_left_out(&mut self, field: &mut Field) {
        if let Some((at, words)) = field.left_out.take() {
            self.reading.drop(at, INDEX, &words);
        }
    }

    /// Ends what would leave out more than an index: no heading stands in one.
    pub fn end_indexes(&mut self) {
        let mut fields = std::mem::take(&mut self.fields);
        fields.iter_mut().for_each(|field| self.tell_left_out(field));
        self.fields = fields;
    }

    /// Reads the marks of fields, and nothing else, of a part that is left out.
    pub fn pass_fields(&mut self, node: Node<'a, 't>) {
        let marks = node
            .descendants()
            .filter(|part| matches!(part.tag_name().name(), "fldChar" | "instrText"));
        for part in marks {
            self.run_part(part, &mut Vec::new(), &mut Vec::new());
        }
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
