//! .docx: WordprocessingML.

mod body;
mod chunk;
mod drawing;
mod fields;
mod inlines;
mod notes;
mod numbering;
mod parts;
mod signs;
mod styles;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use roxmltree::Node;

use super::bookmarks::Bookmarks;
use super::flow;
use super::package::{Unreadable, child, is, parse};
use super::paragraphs::Lines;
use super::reading::Reading;
use crate::import::manuscript::Manuscript;
use crate::import::report::Report;
use crate::source::{FileId, Files, Span};
use fields::Field;
use numbering::Numbering;
use parts::{BODY, COMMENTS};
use styles::Named;

struct Reader<'a, 't> {
    reading: Reading<'a>,
    styles: BTreeMap<String, Named>,
    /// The size of letters of which nothing else is said.
    size: i32,
    numbering: Numbering,
    /// Addresses and parts by their ids, of each part with text.
    targets: [BTreeMap<String, String>; 4],
    media: BTreeMap<String, Vec<u8>>,
    /// Pages and texts within the document, by their addresses.
    chunks: BTreeMap<String, Vec<u8>>,
    /// The words of charts and diagrams, by their addresses.
    drawn: BTreeMap<String, String>,
    /// The part that is read.
    part: usize,
    notes: BTreeMap<(usize, String), Node<'a, 't>>,
    note_numbers: BTreeMap<(usize, String), usize>,
    /// The author and the words of those that were not told yet.
    comments: BTreeMap<String, (String, String)>,
    bookmarks: Bookmarks,
    /// Fields that are open, innermost last.
    fields: Vec<Field>,
    /// The font of the run that is read.
    font: Option<String>,
    /// The mark that was typed for a note, which begins its words, too.
    note_mark: Option<String>,
    /// The mark of a note is typed behind it.
    mark_follows: bool,
    /// The words above and below the pages.
    margins: Vec<String>,
    /// Of the first heading whose number is made by its style.
    numbered_heading: Option<Span>,
    /// Every field that begins ends.
    fields_end: bool,
    /// The fields of each part that never end.
    endless: Vec<BTreeSet<u32>>,
}

pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    let parts = parts::unpack(bytes)?;
    let mut documents = Vec::new();
    for (name, text) in &parts.texts {
        documents.push(parse(name, text)?);
    }
    let style_sheet = parse("styles.xml", &parts.styles)?;
    let lists = parse("numbering.xml", &parts.numbering)?;
    let mut lines = Lines::default();
    for document in &documents {
        lines.add(
            document,
            |node| is(node, "p") && is_of_text(node) && !is_second(node),
            |node| matches!(node.tag_name().name(), "t" | "delText") && !is_second(node),
        );
    }
    let file = files.add(path, &lines.text);
    let mut manuscript = Manuscript {
        language: styles::language(&style_sheet, &documents[BODY]),
        ..Manuscript::default()
    };
    let mut reading = Reading::new(&lines, file, report);
    reading.language = manuscript.language.clone().unwrap_or_default();
    let mut reader = Reader {
        reading,
        styles: styles::styles(&style_sheet),
        size: styles::default_size(&style_sheet),
        numbering: Numbering::of(&lists),
        targets: parts.targets,
        media: parts.media,
        chunks: parts.chunks,
        drawn: parts.drawn,
        margins: parts.margins,
        part: BODY,
        notes: notes::notes(&documents),
        note_numbers: BTreeMap::new(),
        comments: notes::comments(&documents[COMMENTS]),
        bookmarks: fields::bookmarks(&documents[BODY]),
        fields: Vec::new(),
        font: None,
        note_mark: None,
        mark_follows: false,
        numbered_heading: None,
        fields_end: fields::all_end(&documents[BODY]),
        endless: documents.iter().map(fields::endless).collect(),
    };
    let mut pieces = Vec::new();
    let root = documents[BODY].root_element();
    // Damaged files have several.
    let bodies = root.children().filter(|part| is(*part, "body"));
    let bodies: Vec<Node<'_, '_>> = bodies.collect();
    let bodies = if bodies.is_empty() { vec![root] } else { bodies };
    for body in bodies {
        reader.blocks(body, &mut pieces);
    }
    reader.tell();
    reader.reading.finish(&mut manuscript);
    let manuscript =
        flow::manuscript(pieces, manuscript, &parts.creator, reader.reading.report);
    Ok((manuscript, file))
}

impl Reader<'_, '_> {
    /// What is told once of the whole.
    fn tell(&mut self) {
        self.reading.tell_inserted();
        let head = Span::head(self.reading.file);
        if let Some(at) = self.numbered_heading {
            self.reading.report.doubt(
                at,
                "headings have numbers by their style, which are no part of their words",
                "write the numbers into the headings, if they shall have them",
            );
        }
        self.reading.tell_margins(&std::mem::take(&mut self.margins));
        for (author, words) in std::mem::take(&mut self.comments).into_values() {
            self.reading.comment(head, &author, &words);
        }
    }
}

/// Whether an element is one of the text, and not of a drawing in it.
pub(super) fn is_of_text(node: Node<'_, '_>) -> bool {
    node.tag_name().namespace().is_none_or(|name| !name.contains("drawingml/"))
}

/// Whether an element is what older programs show in place of another, and says the same again.
fn is_second(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|above| {
        is(above, "Fallback")
            && above.parent().is_some_and(|both| child(both, "Choice").is_some())
    })
}

/// The words below a node, deleted ones too.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        match below.tag_name().name() {
            "t" | "delText" if below.is_element() => {
                out.push_str(below.text().unwrap_or(""))
            }
            "p" | "tab" | "br" if below.is_element() && !out.is_empty() => out.push(' '),
            _ => {}
        }
    }
    out
}
