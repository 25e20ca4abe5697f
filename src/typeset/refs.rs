//! Where links go: the destinations of a book, numbered before any page is made; and the
//! pages on which they stand, as far as they are known.

use std::collections::BTreeMap;

use super::marks::Marks;
use crate::document::{
    AnchorId, Block, Document, IndexEntry, Inline, InlineStyle, Kind, NoteId, Series,
    visit,
};
use crate::id::Id;
use crate::info::Word;
use crate::pages::{DestinationId, Folio, Goal};
use crate::source::Span;

/// What stands for the number of a page that is not known yet: as wide as most numbers.
const UNKNOWN: &str = "00";

/// The numbering of a book's destinations: its anchors, then its notes, then the notes'
/// markers.
#[derive(Clone, Debug)]
pub(crate) struct Refs {
    anchors: usize,
    notes: Vec<Ref>,
    /// The pages that the text speaks of, as it prints them.
    pages: BTreeMap<AnchorId, String>,
    /// The pages that the index lists.
    listed: BTreeMap<AnchorId, Folio>,
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
        Refs {
            anchors: document.anchors.len(),
            notes: notes.collect(),
            pages: BTreeMap::new(),
            listed: BTreeMap::new(),
        }
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

    /// The number of the page on which a place stands, as it is printed.
    pub(crate) fn page(&self, anchor: AnchorId) -> &str {
        self.pages.get(&anchor).map_or(UNKNOWN, String::as_str)
    }

    /// The page on which a place stands that the index lists, once it is known.
    pub(crate) fn folio(&self, anchor: AnchorId) -> Option<Folio> {
        self.listed.get(&anchor).copied()
    }

    /// Takes in the pages on which places were found; `widest` keeps the longer of two numbers
    /// that the text speaks of.
    pub(crate) fn learn(&mut self, asked: &Asked, folios: &Folios, widest: bool) {
        for &anchor in asked.spoken.keys() {
            let found = folios.label(self.anchor_place(anchor));
            let known = self.pages.entry(anchor).or_default();
            if !widest || found.chars().count() >= known.chars().count() {
                *known = found;
            }
        }
        for &anchor in asked.listed.keys() {
            if let Some(folio) = folios.get(self.anchor_place(anchor)) {
                self.listed.insert(anchor, folio);
            }
        }
    }

    /// The places that stand on other pages than the text says, with what speaks of them and
    /// their pages.
    pub(crate) fn wrong(&self, asked: &Asked, folios: &Folios) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for (&anchor, &span) in &asked.spoken {
            let (said, found) =
                (self.page(anchor), folios.label(self.anchor_place(anchor)));
            if said != found {
                wrong.push(Wrong { said: said.to_string(), found, span });
            }
        }
        for (&anchor, &span) in &asked.listed {
            let (said, found) =
                (self.folio(anchor), folios.get(self.anchor_place(anchor)));
            if said != found && found.is_some() {
                let label = |folio: Option<Folio>| {
                    folio.map_or(UNKNOWN.to_string(), Folio::label)
                };
                wrong.push(Wrong { said: label(said), found: label(found), span });
            }
        }
        wrong
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

/// The pages on which destinations stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Folios(Vec<Option<Folio>>);

impl Folios {
    /// Of a book of so many destinations, none of which has been met.
    pub(super) fn new(count: usize) -> Folios {
        Folios(vec![None; count])
    }

    /// Notes that a destination stands on a page.
    pub(super) fn meet(&mut self, place: DestinationId, folio: Folio) {
        if let Some(known) = self.0.get_mut(place.index()) {
            *known = Some(folio);
        }
    }

    /// The page of a destination, unless it stands on none.
    pub(super) fn get(&self, place: DestinationId) -> Option<Folio> {
        self.0.get(place.index()).copied().flatten()
    }

    /// The number of the page of a destination, as it is printed; empty where it stands on
    /// none.
    pub(super) fn label(&self, place: DestinationId) -> String {
        self.get(place).map(Folio::label).unwrap_or_default()
    }
}

/// A page that the text speaks of wrongly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Wrong {
    /// The page that it says.
    pub(crate) said: String,
    /// The page on which the place stands.
    pub(crate) found: String,
    /// What speaks of it.
    pub(crate) span: Span,
}

/// The places whose pages a book speaks of, each with what speaks of it first.
#[derive(Clone, Default, Debug)]
pub(crate) struct Asked {
    /// In its text.
    spoken: BTreeMap<AnchorId, Span>,
    /// In its index.
    listed: BTreeMap<AnchorId, Span>,
}

pub(super) fn asked(document: &Document) -> Asked {
    let mut asked = Asked::default();
    let run = |run: &[Inline], asked: &mut Asked| {
        visit::inlines(run, &mut |inline| {
            if let Inline::Styled { style: InlineStyle::Page(anchor), span, .. } = inline
            {
                asked.spoken.entry(*anchor).or_insert(*span);
            }
        });
    };
    let blocks = |all: &[Block], asked: &mut Asked| {
        visit::blocks(all, &mut |block| {
            if let Kind::Index(entries) = &block.kind {
                list(entries, block.span, asked);
            }
            visit::runs(block, &mut |words| run(words, asked));
        });
    };
    for section in document.all_sections() {
        run(&section.title, &mut asked);
        run(&section.subtitle, &mut asked);
        blocks(&section.blocks, &mut asked);
    }
    document.notes.iter().for_each(|(_, note)| blocks(&note.blocks, &mut asked));
    asked
}

fn list(entries: &[IndexEntry], span: Span, asked: &mut Asked) {
    for entry in entries {
        let places = entry.places.iter().flat_map(|place| [place.from, place.to]);
        asked.listed.extend(places.map(|place| (place, span)));
        list(&entry.entries, span, asked);
    }
}
