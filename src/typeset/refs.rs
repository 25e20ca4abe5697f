//! Where links go: the destinations of a book, numbered before any page is made.

use super::marks::Marks;
use crate::document::{AnchorId, Document, NoteId, Series};
use crate::id::Id;
use crate::info::Word;
use crate::pages::{DestinationId, Goal};

/// The numbering of a book's destinations: its anchors, then its notes, then the notes'
/// markers.
#[derive(Clone, Debug)]
pub(crate) struct Refs {
    anchors: usize,
    notes: Vec<Ref>,
}

/// What is known of a note before it is set.
#[derive(Clone, Debug)]
struct Ref {
    /// What marks it.
    label: String,
    /// What its marker is called where it is read aloud.
    spoken: String,
    editors: bool,
    /// Whether it stands at the foot of a page.
    at_foot: bool,
}

impl Refs {
    pub(crate) fn new(document: &Document, marks: &Marks) -> Refs {
        let sections = document.all_sections();
        let gathered = document.gathered();
        let notes = document.notes.iter().map(|(id, note)| {
            let label = marks.label(id).to_string();
            let section = sections.get(note.section as usize);
            let lang = section.map_or(&document.info.lang, |section| &section.lang);
            let spoken = match note.series {
                Series::Author => label.clone(),
                Series::Editor => {
                    Word::EditorsNote.in_language(lang).replace("{}", &label)
                }
            };
            let editors = note.series == Series::Editor;
            let at_foot = gathered[id.index()].is_none();
            Ref { label, spoken, editors, at_foot }
        });
        Refs { anchors: document.anchors.len(), notes: notes.collect() }
    }

    /// How many destinations there are.
    pub(crate) fn len(&self) -> usize {
        self.anchors + 2 * self.notes.len()
    }

    /// What a note's marker says.
    pub(crate) fn note_label(&self, note: NoteId) -> &str {
        &self.notes[note.index()].label
    }

    /// What it is called where it is read aloud.
    pub(crate) fn note_spoken(&self, note: NoteId) -> &str {
        &self.notes[note.index()].spoken
    }

    /// Whether a note is the editor's.
    pub(crate) fn is_editors(&self, note: NoteId) -> bool {
        self.notes[note.index()].editors
    }

    /// Whether a note stands at the foot of a page.
    pub(crate) fn at_foot(&self, note: NoteId) -> bool {
        self.notes[note.index()].at_foot
    }

    pub(crate) fn anchor_place(&self, anchor: AnchorId) -> DestinationId {
        Id::new(anchor.index())
    }

    pub(crate) fn note_place(&self, note: NoteId) -> DestinationId {
        Id::new(self.anchors + note.index())
    }

    pub(crate) fn marker_place(&self, note: NoteId) -> DestinationId {
        Id::new(self.anchors + self.notes.len() + note.index())
    }

    pub(crate) fn anchor(&self, anchor: AnchorId) -> Goal {
        Goal::Inside(self.anchor_place(anchor))
    }

    /// Where a marker leads: the note.
    pub(crate) fn note(&self, note: NoteId) -> Goal {
        Goal::Inside(self.note_place(note))
    }

    /// Where a note leads back: its marker.
    pub(crate) fn marker(&self, note: NoteId) -> Goal {
        Goal::Inside(self.marker_place(note))
    }
}
