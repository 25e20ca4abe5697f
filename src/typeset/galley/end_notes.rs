//! End notes: gathered behind a section's text, below headings of their own.

use rayon::prelude::*;

use super::Galley;
use super::setter::Setter;
use crate::document::{Block, EndNotes, Kind, NoteId, Section};
use crate::geom::Len;
use crate::pages::Tag;
use crate::theme::Role;
use crate::typeset::compositor::{Compositor, Shapers};

/// The end notes of a section: for each group its heading, then each note, set in parallel.
pub(super) fn set(
    section: &Section,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Vec<Galley> {
    let mut galleys = Vec::new();
    for group in &section.end_notes {
        galleys.extend(heading(section, group, all, shapers));
        let lang = all.lang(&group.lang);
        let editors = |id: NoteId| all.refs.is_editors(id);
        let set = |(index, &id): (usize, &NoteId)| {
            let before = index.checked_sub(1).map(|before| group.notes[before]);
            // The author's stand a little apart from the editor's.
            let apart = before.is_some_and(|before| editors(before) != editors(id));
            note(id, apart, lang, all, shapers)
        };
        let notes = group.notes.par_iter().with_min_len(8).enumerate();
        galleys.par_extend(notes.map(set));
    }
    galleys
}

/// The space between the notes of the editor and those of the author.
pub(in crate::typeset) fn between_series(all: &Compositor<'_>) -> Len {
    all.style(Role::Note).leading / SERIES
}

/// That space: this part of the leading of notes.
const SERIES: i64 = 3;

fn heading(
    section: &Section,
    group: &EndNotes,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Galley> {
    if group.heading.is_empty() {
        return None;
    }
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, all.lang(&section.lang));
    let frame = setter.body(true);
    let block = Block {
        kind: Kind::Heading { level: 1, content: group.heading.clone() },
        span: section.span,
        lang: (group.lang != section.lang).then(|| group.lang.clone()),
        anchor: None,
        classes: Vec::new(),
    };
    setter.block(&block, &frame);
    Some(setter.finish())
}

fn note(
    id: NoteId,
    apart: bool,
    lang: u16,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Galley {
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, lang);
    if apart {
        setter.space(between_series(all));
    }
    let root = setter.leaf.root();
    let node = setter.leaf.add(root, Tag::Note, None);
    setter.note(id, &all.document.notes[id], node);
    setter.finish()
}
