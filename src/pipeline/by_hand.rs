//! Whether what an editor asks of paragraphs by hand still does something.

use std::collections::BTreeSet;

use super::Stage;
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Block, Section, visit};
use crate::pages::{self, Covers, Pages};
use crate::source::Span;
use crate::theme::Theme;

/// The classes that ask for another number of lines.
const LINES: [&str; 2] = ["shorter", "longer"];
/// How many paragraphs are tried: each costs the setting of the whole book.
const TRIED: usize = 12;

impl Stage<'_> {
    /// Tells of paragraphs that are set shorter or longer by hand without need: without it the
    /// pages begin at the same words, and nothing else is found fault with than `sink` holds.
    pub(super) fn report_needless(
        &self,
        pages: &Pages,
        (theme, covers): (&Theme, Option<&Covers>),
        sink: &mut Sink,
    ) {
        let starts = pages::starts(pages);
        let known: BTreeSet<_> =
            sink.found().iter().map(|found| (found.code, found.at)).collect();
        for (at, class) in self.asked().into_iter().take(TRIED) {
            // What cannot be done is told already.
            let told = |finding: &Diagnostic| {
                let inside = finding.at.is_some_and(|found| {
                    found.file == at.file
                        && found.start >= at.start
                        && found.end <= at.end
                });
                finding.code == Code::ImpossibleByHand && inside
            };
            if sink.found().iter().any(told) {
                continue;
            }
            let mut document = self.document.clone();
            document.sections.iter_mut().for_each(|section| forget(section, at));
            document.notes.iter_mut().for_each(|note| forget_in(&mut note.blocks, at));
            let mut trial = Sink::default();
            let without = self.set(&document, theme, covers, &mut trial);
            let no_worse = |found: &Diagnostic| known.contains(&(found.code, found.at));
            let same = trial.found().iter().all(no_worse)
                && heads(&pages::starts(&without)) == heads(&starts);
            if same {
                let message = format!(
                    "`{class}` changes nothing: without it the pages begin at the same words"
                );
                let help = "take it away, so that it does no harm when the text changes";
                let needless = Diagnostic::new(Code::NeedlessByHand, message);
                sink.report(needless.at(at).help(help));
            }
        }
    }

    /// The paragraphs of which another number of lines is asked, and how.
    fn asked(&self) -> Vec<(Span, &'static str)> {
        let mut asked = Vec::new();
        let sections = self.document.all_sections();
        let texts = sections.iter().map(|section| &section.blocks);
        for blocks in
            texts.chain(self.document.notes.iter().map(|(_, note)| &note.blocks))
        {
            visit::blocks(blocks, &mut |block: &Block| {
                let has = |class: &&str| block.classes.iter().any(|own| own == class);
                asked
                    .extend(LINES.into_iter().find(has).map(|class| (block.span, class)));
            });
        }
        asked
    }
}

/// Takes the classes from the block at a place.
fn forget(section: &mut Section, at: Span) {
    forget_in(&mut section.blocks, at);
    section.children.iter_mut().for_each(|child| forget(child, at));
}

fn forget_in(blocks: &mut Vec<Block>, at: Span) {
    for block in blocks {
        if block.span == at {
            block.classes.retain(|class| !LINES.contains(&class.as_str()));
        }
        visit::children_mut(block, &mut |inner| forget_in(inner, at));
    }
}

/// The first words of each page.
fn heads(starts: &[pages::Start]) -> Vec<Option<(Span, u32)>> {
    starts.iter().map(|start| start.places.first().copied()).collect()
}
