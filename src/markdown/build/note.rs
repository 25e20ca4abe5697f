//! Notes: their markers and their texts.

use std::ops::Range;

use super::{Builder, Cited, Open};
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, Inline, NoteId};

impl Builder<'_> {
    /// A note's marker: it takes the next number at its first citation.
    pub(super) fn note_marker(&mut self, label: &str, range: Range<usize>) {
        self.last_end = range.end;
        if self.frames.iter().any(|f| matches!(f.open, Open::Note { .. })) {
            let message = format!("note `[^{label}]` is cited inside another note");
            let help = "put both into one note, or cite it from the text".to_string();
            self.report_with(Code::NestedNote, message, range, Some(help));
            return;
        }
        let next = self.cited.len();
        let at = *self.cited_by_label.entry(label.to_lowercase()).or_insert(next);
        if at == next {
            self.cited.push(Cited { label: label.to_lowercase(), count: 0 });
        }
        let repeat = self.cited[at].count;
        self.cited[at].count += 1;
        if repeat > 0 {
            let message = format!("note `[^{label}]` is cited again");
            let help = "later markers repeat the number of the first".to_string();
            self.report_with(Code::RepeatedNote, message, range.clone(), Some(help));
        }
        let span = self.span(range);
        self.push_inline(Inline::Note { note: NoteId::new(at), repeat, span });
    }

    /// A note's text; the first one of a name counts.
    pub(super) fn define_note(
        &mut self,
        label: String,
        blocks: Vec<Block>,
        range: Range<usize>,
    ) {
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
