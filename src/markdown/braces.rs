//! Braces that no span, block or picture has claimed: at the end of a paragraph, a
//! heading, a cell, a term or a caption they say something of the whole; anywhere else
//! they are printed, and their author is told.

use super::attributes::{self, Attributes};
use super::build::{Builder, trim};
use crate::diag::Code;
use crate::document::{Inline, Inlines};

/// Keys that show that braces were not meant as text.
const KNOWN: [&str; 13] = [
    "index",
    "lang",
    "width",
    "alt",
    "credit",
    "title",
    "by",
    "source",
    "signature",
    "place",
    "date",
    "dateline",
    "room",
];

/// What stands at an opening brace in running text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Braces {
    /// A group of attributes, up to this byte.
    Group(usize),
    /// What was meant for one, up to this byte.
    Malformed(usize),
    /// Nothing more to be told of: claimed, or reported.
    Done,
}

/// What braces at the end may belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// A heading: they may stand directly behind its last word.
    Heading,
    /// Anything else: after white space only, and with nothing but what all blocks know.
    Other,
}

impl Builder<'_> {
    /// Remembers the braces in a piece of running text that begins at byte `start`.
    pub fn note_braces(&mut self, text: &str, start: usize) {
        for (i, _) in text.match_indices('{') {
            let open = start + i;
            // Behind `\[words\]` they are text like these brackets.
            let escaped = i == 0 && self.src[..open].ends_with('\\')
                || self.src[..open].ends_with("\\]");
            if escaped || self.braces.contains_key(&open) {
                continue;
            }
            let meant = |found: &Attributes| {
                let known = |key: &attributes::Key| {
                    key.value.is_some() && KNOWN.contains(&key.name.as_str())
                };
                let named = |class: &str| class.starts_with(char::is_alphabetic);
                found.id.is_some()
                    || found.classes.iter().any(|(class, _)| named(class))
                    || found.keys.iter().any(known)
            };
            let found = match attributes::parse(self.src, open) {
                Some(found) => meant(&found).then_some(Braces::Group(found.end)),
                None => looks_meant(&self.src[open..])
                    .then(|| attributes::malformed(self.src, open))
                    .flatten()
                    .map(|braces| Braces::Malformed(braces.end)),
            };
            if let Some(found) = found {
                self.braces.insert(open, found);
            }
        }
    }

    /// Takes the attributes at the end of a run, which are of the whole that it is.
    pub fn take_trailing(
        &mut self,
        run: &mut Inlines,
        whole: Whole,
    ) -> Option<Attributes> {
        let mut all: Option<Attributes> = None;
        while let Some(Inline::Text { text, span }) = run.last() {
            let end = self.src[..span.end as usize - self.base].trim_end().len();
            let last = self.braces.range(..end).next_back();
            let Some((&open, &Braces::Group(close))) = last else { break };
            let words = text.trim_end().strip_suffix(&self.src[open..end]);
            let Some(words) = words.filter(|_| close == end) else { break };
            let before = self.braces.range(..open).next_back();
            let joined =
                matches!(before, Some((_, &Braces::Group(close))) if close == open);
            let apart = words.is_empty() || words.ends_with([' ', '\t', '\n']);
            let alone = words.trim().is_empty() && run.len() == 1;
            let found = attributes::parse(self.src, open).unwrap_or_default();
            let plain = found.keys.iter().all(|key| key.name == "lang");
            let fits = match whole {
                Whole::Heading => true,
                Whole::Other => plain && (apart || joined),
            };
            if alone || !fits {
                break;
            }
            let kept = words.trim_end().len();
            if let Some(Inline::Text { text, span }) = run.last_mut() {
                text.truncate(kept);
                span.end = (self.base + open) as u32;
                if kept == 0 {
                    run.pop();
                }
            }
            self.braces.insert(open, Braces::Done);
            match &mut all {
                None => all = Some(found),
                Some(all) => all.join(found),
            }
        }
        if all.is_some() {
            trim(run);
        }
        all
    }

    /// Reports the braces that are printed as they were typed.
    pub fn report_braces(&mut self) {
        for (open, braces) in std::mem::take(&mut self.braces) {
            match braces {
                Braces::Group(end) => {
                    let group = &self.src[open..end];
                    let message = "these braces belong to nothing, and are printed";
                    let help = match group.len() < 40 && !group.contains('`') {
                        true => format!(
                            "write `[words]{group}` for words, `::: {group}` … `:::` for \
                             blocks; a brace that is text is `\\{{`"
                        ),
                        false => "write `[words]{…}` for words, `::: {…}` … `:::` for \
                                  blocks; a brace that is text is `\\{`"
                            .to_string(),
                    };
                    let code = Code::InvalidAttribute;
                    self.report_with(code, message, open..end, Some(help));
                }
                Braces::Malformed(end) => self.report_malformed(open..end),
                Braces::Done => {}
            }
        }
        self.braces.clear();
    }
}

/// Whether a text that begins with a brace and holds no attributes was meant to.
fn looks_meant(text: &str) -> bool {
    let mut signs = text.chars().skip(1);
    matches!(signs.next(), Some('#' | '.'))
        && signs.next().is_some_and(|c| c.is_alphabetic() || c == '}')
}
