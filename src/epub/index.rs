//! The index as nested lists of links: by the pages of the printed book, or, where there is none,
//! numbered within each entry.

use super::article::Writer;
use super::printed::Place;
use crate::document::{AnchorId, IndexEntry, IndexPlace, IndexSee};
use crate::info::Word;
use crate::pages::{Stretch, stretches};
use crate::xml::push_attribute;

/// The class of the whole list, and of the lists inside it.
const OUTER: &str = "index";
const BELOW: &str = "below";

impl Writer<'_> {
    /// The index.
    pub fn index(&mut self, entries: &[IndexEntry]) {
        self.entries(entries, OUTER);
    }

    /// Entries of one level, with those below them.
    fn entries(&mut self, entries: &[IndexEntry], class: &str) {
        self.out.push_str("<ul");
        push_attribute(&mut self.out, "class", class);
        // An index has one list in the vocabulary; those inside it are parts of its entries.
        if class == OUTER {
            self.out.push_str(" epub:type=\"index-entry-list\"");
        }
        self.out.push_str(">\n");
        for entry in entries {
            self.out.push_str("<li epub:type=\"index-entry\"");
            if entry.parted {
                push_attribute(&mut self.out, "class", "parted");
            }
            if let Some(anchor) = entry.anchor {
                let id = &self.map.document.anchors[anchor].id;
                push_attribute(&mut self.out, "id", id);
            }
            self.out.push('>');
            self.pages_in(Place::Entry(self.indexed));
            self.indexed += 1;
            self.out.push_str("<span epub:type=\"index-term\">");
            // The words are those of the text, where their pages begin.
            let renaming = std::mem::replace(&mut self.renaming, true);
            self.inlines(&entry.words);
            self.renaming = renaming;
            self.out.push_str("</span>");
            for (label, at) in self.locators(&entry.places) {
                self.out.push_str(", ");
                self.way(at, "index-locator");
                self.out.push_str(&label);
                self.out.push_str("</a>");
            }
            let see = (Word::See, "index-xref-preferred", ", ", &entry.see);
            let also = (Word::SeeAlso, "index-xref-related", "; ", &entry.also);
            for (word, kind, between, others) in [see, also] {
                for (at, other) in others.iter().enumerate() {
                    self.out.push_str(if at == 0 { between } else { "; " });
                    if at == 0 {
                        self.facts.emphasis = true;
                        let word = word.in_language(self.lang());
                        self.out.push_str(&format!("<i>{word}</i> "));
                    }
                    self.other(other, kind);
                }
            }
            if !entry.entries.is_empty() {
                self.out.push('\n');
                self.entries(&entry.entries, BELOW);
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    /// What an entry says of its places, as print does, and where each leads.
    fn locators(&self, places: &[IndexPlace]) -> Vec<(String, AnchorId)> {
        let stretch = |place: &IndexPlace| {
            let (from, to) = (self.map.folio(place.from)?, self.map.folio(place.to)?);
            Some(Stretch { from, to, at: place.from })
        };
        match places.iter().map(stretch).collect::<Option<Vec<_>>>() {
            Some(all) => stretches(all).into_iter().map(|s| (s.label(), s.at)).collect(),
            None => {
                let number = |(at, place): (usize, &IndexPlace)| {
                    ((at + 1).to_string(), place.from)
                };
                places.iter().enumerate().map(number).collect()
            }
        }
    }

    /// Another entry, with the way to it.
    fn other(&mut self, see: &IndexSee, kind: &str) {
        match see.to {
            Some(to) => {
                self.way(to, kind);
                self.inlines(&see.words);
                self.out.push_str("</a>");
            }
            None => self.inlines(&see.words),
        }
    }

    /// The beginning of a link to a place.
    fn way(&mut self, to: AnchorId, kind: &str) {
        self.out.push_str("<a");
        push_attribute(&mut self.out, "epub:type", kind);
        self.out.push_str(" href=\"");
        self.map.push_href(&mut self.out, Some(self.section), to);
        self.out.push_str("\">");
    }
}
