//! Inlines of text that Markdown did not parse as a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::{Builder, Open, options};
use crate::document::{Inline, Inlines};

impl Builder<'_> {
    /// Inlines from a piece of the text that Markdown did not parse as a paragraph: an
    /// attribute's value, what stands between HTML tags.
    pub fn inlines_of(&mut self, range: Range<usize>) -> Inlines {
        self.push_frame(Open::Scratch, range.start);
        let kept = (self.inline_only, self.used_to, self.last_end, self.limit);
        (self.inline_only, self.used_to, self.last_end) = (true, 0, usize::MAX);
        self.limit = range.end;
        // A full stop before the text keeps it from being read as a heading or a list.
        let value = &self.src[range.clone()];
        let text = format!(".{value}{}", self.notes_named(value));
        for (event, r) in Parser::new_ext(&text, options()).into_offset_iter() {
            if r.start > value.len() {
                break;
            }
            let mut event = event;
            if r.start == 0 && matches!(event, Event::Text(_)) {
                let rest = range.start..(range.start + r.end - 1).min(range.end);
                if rest.is_empty() {
                    continue;
                }
                event = Event::Text(self.src[rest.clone()].to_string().into());
                self.event(event, rest);
                continue;
            }
            let shift = |at: usize| {
                (range.start + at).saturating_sub(1).clamp(range.start, range.end)
            };
            self.event(event, shift(r.start)..shift(r.end));
        }
        (self.inline_only, self.used_to, self.last_end, self.limit) = kept;
        let mut inlines = self.frames.pop().map(|f| f.inlines).unwrap_or_default();
        trim(&mut inlines);
        inlines
    }
}

/// Takes white space off both ends of a run.
pub(in crate::markdown) fn trim(inlines: &mut Inlines) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end_matches([' ', '\t', '\n']).len());
                if !text.is_empty() {
                    break;
                }
                inlines.pop();
            }
            Inline::Break { .. } => {
                inlines.pop();
            }
            Inline::Code { .. }
            | Inline::Styled { .. }
            | Inline::Link { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. } => break,
        }
    }
    while let Some(Inline::Text { text, span }) = inlines.first_mut() {
        let blank = text.len() - text.trim_start_matches([' ', '\t', '\n']).len();
        if blank < text.len() {
            text.drain(..blank);
            span.start = (span.start + blank as u32).min(span.end);
            break;
        }
        inlines.remove(0);
    }
}
