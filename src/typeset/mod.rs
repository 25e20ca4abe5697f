//! Document, theme and fonts → pages.
//!
//! Blocks are set in parallel into galleys, columns of strips without pages; the galleys
//! are joined and made up into pages one after the other. Never fails: what does not fit
//! is set as well as it can be, and reported.

mod compositor;
mod galley;
mod leaf;
mod marks;
mod page;
pub mod paragraph;
mod proof;
mod refs;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use compositor::Compositor;
use marks::Marks;

use crate::diag::{Code, Diagnostic, Sink};
use crate::document::Document;
use crate::font::Fonts;
use crate::pages::{Covers, Pages};
use crate::source::Files;
use crate::theme::Theme;

/// What a book is set from.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The book; where its notes are gathered, as they are.
    pub document: &'a Document,
    /// Its design.
    pub theme: &'a Theme,
    /// The faces of the theme's families.
    pub fonts: &'a Fonts,
    /// The words whose divisions the manifest states, by language tag; the empty tag is the
    /// book's own language.
    pub house: &'a BTreeMap<String, Vec<String>>,
    /// Asked for the places of findings only.
    pub files: &'a Files,
    /// The covers that are its first and its last page. With them every page is counted, from
    /// the front cover as 1 to the back.
    pub covers: Option<&'a Covers>,
    /// How pages are sought.
    pub pagination: Pagination,
    /// Whether somebody reads what could be better, and so it is looked for: rivers, and what
    /// would make facing pages level.
    pub proofread: bool,
}

/// How pages are sought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pagination {
    /// The best ends of all pages together.
    Optimal,
    /// At each page the cheapest end by itself, with paragraphs as they like best: what the
    /// best are measured against.
    Greedy,
}

/// Sets a book; what is found goes to `sink`.
pub fn typeset(job: &Job<'_>, sink: &mut Sink) -> Pages {
    let Job { document, theme, .. } = *job;
    let sections = document.all_sections();
    let asked = refs::asked(document);
    let lay_out = |marks: &Marks| {
        let mut all = Compositor::new(job, marks);
        let mut round = 1;
        loop {
            let galleys = galley::set_sections(&sections, &all);
            let notes = galley::set_notes(&all);
            let mut found = Sink::default();
            let (pages, folios) =
                page::make_up(&sections, galleys, notes, &all, &mut found);
            let wrong = all.refs.wrong(&asked, &folios);
            if wrong.is_empty() || round == ROUNDS {
                wrong.iter().for_each(|wrong| found.report(unsettled(wrong)));
                let shown = marks.shown(document, theme, &pages, &all.refs);
                return ((pages, found), shown);
            }
            round += 1;
            all.refs.learn(&asked, &folios, round == ROUNDS);
        }
    };
    let ((pages, found), settled) = marks::settle(document, theme, &lay_out);
    report(found, sink);
    if !settled {
        sink.report(marks::unsettled());
    }
    pages
}

/// How often a book is set at the most until the numbers of pages that it speaks of are those
/// of its pages: the numbers are part of the lines, and so move what comes after them.
const ROUNDS: usize = 3;

fn unsettled(wrong: &refs::Wrong) -> Diagnostic {
    let refs::Wrong { said, found, span } = wrong;
    let message = format!("this says page {said}, and the place is on {found}");
    Diagnostic::new(Code::UnsettledPage, message).at(*span).help(
        "the number itself moves the place over a page's end; change a few words before it, \
         or set a paragraph there `{.shorter}` or `{.longer}`",
    )
}

/// Draws on a book's pages, as [`typeset`] made them of the same job, what they stand on and
/// what was found.
pub fn proof(pages: &mut Pages, found: &[Diagnostic], job: &Job<'_>) {
    let marks = Marks::by_articles(job.document, job.theme);
    proof::draw(pages, found, &Compositor::new(job, &marks));
}

/// How many characters that no font has are told one by one.
const MISSING: usize = 24;

/// Passes findings on. One word on missing small capitals is enough for a book, and one for
/// each character that no font has; where a whole script is missing, for the first of them.
fn report(found: Sink, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    let mut more = BTreeSet::new();
    let mut last = None;
    for finding in found.into_found() {
        let new = if finding.code == Code::NoSmallCaps {
            told.insert(String::new())
        } else if finding.code == Code::MissingGlyph {
            if told.len() < MISSING || told.contains(&finding.message) {
                told.insert(finding.message.clone())
            } else {
                more.insert(finding.message.clone());
                last = last.or(Some(finding));
                continue;
            }
        } else {
            true
        };
        if new {
            sink.report(finding);
        }
    }
    if let Some(mut first) = last {
        if more.len() > 1 {
            first.message =
                format!("no font has this character and {} more", more.len() - 1);
        }
        sink.report(first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_no_font_has_are_counted_from_the_second_that_is_left() {
        let last = |count: usize| {
            let mut found = Sink::default();
            for number in 0..count {
                let message = format!("no font has `{number}`");
                found.report(Diagnostic::new(Code::MissingGlyph, message));
            }
            let mut sink = Sink::default();
            report(found, &mut sink);
            let told = sink.into_found();
            (told.len(), told.last().map(|finding| finding.message.clone()))
        };
        assert_eq!(last(MISSING + 1), (25, Some("no font has `24`".into())));
        let more = "no font has this character and 1 more";
        assert_eq!(last(MISSING + 2), (25, Some(more.into())));
    }
}
