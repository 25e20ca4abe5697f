//! What every part of the typesetter shares: the book, its design, and one shaper a worker.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::marks::Marks;
use super::refs::Refs;
use super::text::{Dividers, Shaper};
use super::{Job, Pagination};
use crate::document::{Block, Document, Inline, InlineStyle, visit};
use crate::font::Fonts;
use crate::info::Lang;
use crate::pages::Covers;
use crate::source::Files;
use crate::theme::{Role, Style, Theme};

/// The book, its design, its languages.
pub(super) struct Compositor<'a> {
    pub(super) document: &'a Document,
    pub(super) theme: &'a Theme,
    pub(super) fonts: &'a Fonts,
    pub(super) files: &'a Files,
    /// The languages, the book's own first.
    pub(super) langs: Vec<Lang>,
    pub(super) refs: Refs,
    pub(super) covers: Option<&'a Covers>,
    /// How pages are sought.
    pub(super) pagination: Pagination,
    /// Whether it is looked for what could be better.
    pub(super) proofread: bool,
    dividers: Dividers,
}

/// The shapers of a compositor's workers. A shaper's answers do not depend on what it was
/// asked before, so it does not matter which worker sets which block.
pub(super) struct Shapers<'a>(Vec<Mutex<Shaper<'a>>>);

impl<'a> Compositor<'a> {
    pub(super) fn new(job: &Job<'a>, marks: &Marks) -> Compositor<'a> {
        let Job { document, theme, fonts, house, files, covers, pagination, proofread } =
            *job;
        let langs = languages(document);
        let dividers = Dividers::new(&langs, house);
        let refs = Refs::new(document, marks);
        Compositor {
            document,
            theme,
            fonts,
            files,
            langs,
            refs,
            covers,
            pagination,
            proofread,
            dividers,
        }
    }

    /// A shaper for each worker.
    pub(super) fn shapers(&self) -> Shapers<'_> {
        let shaper = || {
            let families = &self.theme.families;
            Mutex::new(Shaper::new(self.fonts, families, &self.langs, &self.dividers))
        };
        Shapers((0..rayon::current_num_threads().max(1)).map(|_| shaper()).collect())
    }

    /// A role's own style.
    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The index of a language.
    pub(super) fn lang(&self, lang: &Lang) -> u16 {
        self.langs.iter().position(|known| known == lang).unwrap_or(0) as u16
    }
}

impl<'a> Shapers<'a> {
    /// The shaper of the thread that asks.
    pub(super) fn mine(&self) -> MutexGuard<'_, Shaper<'a>> {
        let index = rayon::current_thread_index().unwrap_or(0) % self.0.len();
        // A worker that panicked left nothing half-done in a cache of finished words.
        self.0[index].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every language of the book, its own first, the others in the order they are met.
fn languages(document: &Document) -> Vec<Lang> {
    let mut langs = vec![document.info.lang.clone()];
    let mut meet = |lang: &Lang| {
        if !langs.contains(lang) {
            langs.push(lang.clone());
        }
    };
    let run = |run: &[Inline], meet: &mut dyn FnMut(&Lang)| {
        visit::inlines(run, &mut |inline| {
            if let Inline::Styled { style: InlineStyle::Language(lang), .. } = inline {
                meet(lang);
            }
        });
    };
    let blocks = |all: &[Block], meet: &mut dyn FnMut(&Lang)| {
        visit::blocks(all, &mut |block| {
            block.lang.iter().for_each(&mut *meet);
            visit::runs(block, &mut |words| run(words, meet));
        });
    };
    for section in document.all_sections() {
        meet(&section.lang);
        run(&section.title, &mut meet);
        run(&section.subtitle, &mut meet);
        blocks(&section.blocks, &mut meet);
        section.end_notes.iter().for_each(|group| meet(&group.lang));
    }
    document.notes.iter().for_each(|(_, note)| blocks(&note.blocks, &mut meet));
    langs
}
