//! Notes and comments of a .docx, by their ids.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::package::{attribute, is};
use super::parts::{ENDNOTES, FOOTNOTES};
use super::{Reader, words};
use crate::import::manuscript::{Run, Runs};

/// The foot and end notes, by their part and id.
pub(super) fn notes<'a, 't>(
    documents: &'a [Document<'t>],
) -> BTreeMap<(usize, String), Node<'a, 't>> {
    let mut notes = BTreeMap::new();
    for (part, name) in [(FOOTNOTES, "footnote"), (ENDNOTES, "endnote")] {
        for note in documents[part].descendants().filter(|node| is(*node, name)) {
            if let Some(id) = attribute(note, "id") {
                notes.insert((part, id.to_string()), note);
            }
        }
    }
    notes
}

/// The author and the words of each comment, by its id.
pub(super) fn comments(document: &Document<'_>) -> BTreeMap<String, (String, String)> {
    let mut comments = BTreeMap::new();
    for comment in document.descendants().filter(|node| is(*node, "comment")) {
        let words: Vec<&str> = comment
            .descendants()
            .filter(|node| is(*node, "t"))
            .filter_map(|node| node.text())
            .collect();
        let author = attribute(comment, "author").unwrap_or("").to_string();
        if let Some(id) = attribute(comment, "id") {
            comments.insert(id.to_string(), (author, words.concat()));
        }
    }
    comments
}

impl<'a, 't> Reader<'a, 't> {
    /// The words below a node that is left out, with those of the notes that hang there alone.
    pub fn words_with_notes(&self, node: Node<'a, 't>) -> String {
        let mut out = words(node);
        for marker in node.descendants() {
            let part = match marker.tag_name().name() {
                "footnoteReference" => FOOTNOTES,
                "endnoteReference" => ENDNOTES,
                _ => continue,
            };
            let id = attribute(marker, "id").unwrap_or("").to_string();
            if let Some(note) = self.notes.get(&(part, id)) {
                out += &format!(" {}", words(*note));
            }
        }
        out
    }

    /// Reads the note of a marker, the first time that it stands.
    pub fn note(&mut self, part: usize, marker: Node<'a, 't>, out: &mut Runs) {
        let Some(id) = attribute(marker, "id") else { return };
        let key = (part, id.to_string());
        if self.reading.in_note {
            let words = self.notes.get(&key).map_or(String::new(), |note| words(*note));
            return self.reading.drop_note_in_note(&words);
        }
        if let Some(number) = self.note_numbers.get(&key) {
            out.push(Run::Note(*number));
            return;
        }
        let Some(note) = self.notes.get(&key).copied() else { return };
        let place = self.reading.begin_note();
        let kept = (self.part, std::mem::take(&mut self.fields));
        self.part = part;
        let mut pieces = Vec::new();
        self.blocks(note, &mut pieces);
        (self.part, self.fields) = kept;
        let number = self.reading.end_note(place, pieces);
        self.note_numbers.insert(key, number);
        out.push(Run::Note(number));
    }
}
