//! Notes: their markers and their texts.
//!
//! Markers are collected as they are written and numbered at the end, as they are read:
//! a caption may stand in the source behind the table that it is set above.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Builder, Open};
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, Inline, Inlines, Note, NoteId, Series, visit};
use crate::id::Arena;
use crate::info::Lang;
use crate::markdown::AnchorRef;
use crate::source::Span;

/// The longest name of a note that is looked for in a value.
const LONGEST_LABEL: usize = 100;

/// The names of the notes whose texts stand in an article, in lower case.
pub(super) fn labels(src: &str) -> FxHashSet<String> {
    let definitions = src.lines().filter_map(|line| line.split_once("]:"));
    let names = definitions.filter_map(|(before, _)| before.rsplit_once("[^"));
    names.map(|(_, label)| label.to_lowercase()).collect()
}

/// What the names of the editor's notes begin with.
const EDITOR: &str = "ed:";

/// Whose note it is, by its name in lower case.
fn series(label: &str) -> Series {
    if label.starts_with(EDITOR) { Series::Editor } else { Series::Author }
}

impl Builder<'_> {
    /// Definitions for the notes that a value cites, without which its own parse would
    /// take their markers for text.
    pub(super) fn notes_named(&self, value: &str) -> String {
        let mut definitions = String::new();
        for (at, _) in value.match_indices("[^") {
            let mut signs = value[at + 2..].char_indices().take(LONGEST_LABEL);
            let Some((end, ']')) = signs.find(|&(_, c)| matches!(c, '[' | ']' | '\n'))
            else {
                continue;
            };
            let label = &value[at + 2..at + 2 + end];
            if self.labels.contains(&label.to_lowercase()) {
                definitions.push_str(&format!("\n\n[^{label}]: x"));
            }
        }
        definitions
    }

    /// A note's marker; which note that is, and whether it is the first, the end tells.
    pub(super) fn note_marker(&mut self, label: &str, range: Range<usize>) {
        if range.end <= self.used_to {
            // It stands in attributes, and is read with their values.
            return;
        }
        self.last_end = range.end;
        if self.frames.iter().any(|f| matches!(f.open, Open::Note { .. })) {
            let message = format!("note `[^{label}]` is cited inside another note");
            let help = "put both into one note, or cite it from the text".to_string();
            self.report_with(Code::NestedNote, message, range, Some(help));
            return;
        }
        let key = label.to_lowercase();
        let next = self.cited.len();
        let at = *self.cited_by_label.entry(key.clone()).or_insert(next);
        if at == next {
            self.cited.push(key);
        }
        let span = self.span(range);
        self.push_inline(Inline::Note { note: NoteId::new(at), repeat: 0, span });
    }

    /// Numbers the notes in reading order, and gives them out in it. A note whose markers
    /// are in nothing that is shown (a figure to come) is not shown either.
    pub(super) fn number_notes<'r>(
        &mut self,
        heads: impl Iterator<Item = &'r mut Inlines>,
        blocks: &mut [Block],
    ) -> Arena<Note> {
        // The notes, each with its first marker.
        let mut order: Vec<(usize, Span)> = Vec::new();
        let mut known: Vec<Option<(usize, u32)>> = vec![None; self.cited.len()];
        let mut again: Vec<(usize, Span)> = Vec::new();
        let mut number = |run: &mut Inlines| {
            visit::inlines_mut(run, &mut |inline| {
                let Inline::Note { note, repeat, span } = inline else { return };
                let written = note.index();
                let (at, count) = known[written].get_or_insert_with(|| {
                    order.push((written, *span));
                    (order.len() - 1, 0)
                });
                (*note, *repeat) = (NoteId::new(*at), *count);
                *count += 1;
                if *repeat > 0 {
                    again.push((written, *span));
                }
            });
        };
        heads.for_each(&mut number);
        visit::reading_mut(blocks, &mut number);
        for (written, span) in again {
            let message = format!("note `[^{}]` is cited again", self.cited[written]);
            self.sink.report(
                Diagnostic::new(Code::RepeatedNote, message)
                    .at(span)
                    .help("later markers repeat the number of the first"),
            );
        }
        let mut notes = Arena::default();
        let (mut authors, mut editors) = (0, 0);
        for (written, marker) in order {
            let label = &self.cited[written];
            let found = self.defined.remove(label);
            let (blocks, span) = found.unwrap_or_else(|| (Vec::new(), marker));
            if blocks.is_empty() {
                let message = format!("note `[^{label}]` is empty");
                let help = format!("write its words behind `[^{label}]:`");
                let finding = Diagnostic::new(Code::DanglingNote, message);
                self.sink.report(finding.at(span).help(help));
            }
            let series = series(label);
            let count = match series {
                Series::Author => &mut authors,
                Series::Editor => &mut editors,
            };
            *count += 1;
            let (number, running) = (*count, *count);
            notes.push(Note { series, number, running, section: 0, blocks, span });
        }
        for label in &self.cited {
            self.defined.remove(label);
        }
        self.report_uncited();
        notes
    }

    /// The language of the block that is open: notes are kept apart from it.
    fn lang_around(&self) -> Option<Lang> {
        self.frames.iter().rev().find_map(|frame| {
            let Open::Container { name, attributes, argument, .. } = &frame.open else {
                return None;
            };
            let key = attributes.keys.iter().find(|key| key.name == "lang");
            let stated = key.and_then(|key| key.value.clone());
            let tag = match name.as_str() {
                "lang" => argument.clone().or(stated),
                _ => stated,
            };
            Lang::parse(&self.src[tag?])
        })
    }

    fn report_uncited(&mut self) {
        let mut uncited: Vec<_> = self.defined.drain().collect();
        uncited.sort_by_key(|(_, (_, span))| span.start);
        for (label, (_, span)) in uncited {
            // It is left out, and no link leads into it.
            let within = |anchor: &&mut AnchorRef| {
                (span.start..span.end).contains(&anchor.span.start)
            };
            let lost = self.anchors.iter_mut().filter(within);
            lost.for_each(|anchor| anchor.left_out = true);
            let message = format!("note `[^{label}]` is never cited");
            self.sink.report(
                Diagnostic::new(Code::UncitedNote, message)
                    .at(span)
                    .help(format!("put `[^{label}]` where it belongs, or take it out")),
            );
        }
    }

    /// A note's text; the first one of a name counts.
    pub(super) fn define_note(
        &mut self,
        label: String,
        mut blocks: Vec<Block>,
        range: Range<usize>,
    ) {
        if let Some(lang) = self.lang_around() {
            for block in &mut blocks {
                block.lang.get_or_insert_with(|| lang.clone());
            }
        }
        let end = self.src[..range.end].trim_end().len().max(range.start);
        let span = self.span(range.start..end);
        let key = label.to_lowercase();
        if let Some((_, first)) = self.defined.get(&key) {
            let message = format!("note `[^{label}]` is written twice");
            let found = Diagnostic::new(Code::DuplicateId, message)
                .at(span)
                .related(*first, "the first one, which counts")
                .help("give one of them another name");
            self.sink.report(found);
        } else {
            self.defined.insert(key, (blocks, span));
        }
    }
}
