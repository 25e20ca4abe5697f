//! Where links go: the destinations of a book, numbered before any page is made.

use crate::document::{AnchorId, Document, NoteId};
use crate::id::Id;
use crate::pages::{DestinationId, Goal};

/// The numbering of a book's destinations: its anchors, then its notes, then the notes'
/// markers.
#[derive(Clone, Debug)]
pub(crate) struct Refs {
    anchors: usize,
    labels: Vec<String>,
}

impl Refs {
    pub(crate) fn new(document: &Document) -> Refs {
        Refs {
            anchors: document.anchors.len(),
            labels: document
                .notes
                .iter()
                .map(|(_, note)| note.number.to_string())
                .collect(),
        }
    }

    /// How many destinations there are.
    pub(crate) fn len(&self) -> usize {
        self.anchors + 2 * self.labels.len()
    }

    /// What a note's marker says.
    pub(crate) fn note_label(&self, note: NoteId) -> String {
        self.labels[note.index()].clone()
    }

    pub(crate) fn anchor_place(&self, anchor: AnchorId) -> DestinationId {
        Id::new(anchor.index())
    }

    pub(crate) fn note_place(&self, note: NoteId) -> DestinationId {
        Id::new(self.anchors + note.index())
    }

    pub(crate) fn marker_place(&self, note: NoteId) -> DestinationId {
        Id::new(self.anchors + self.labels.len() + note.index())
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
