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
use crate::pages::Pages;
use crate::source::Files;
use crate::theme::Theme;

/// Sets a book. `house` holds the words whose divisions the manifest states, by language
/// tag; the empty tag is the book's own language. `files` are asked for the places of
/// findings only.
pub fn typeset(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    house: &BTreeMap<String, Vec<String>>,
    files: &Files,
    sink: &mut Sink,
) -> Pages {
    let sections = document.all_sections();
    let lay_out = |marks: &Marks| {
        let all = Compositor::new(document, theme, fonts, house, files, marks);
        let galleys = galley::set_sections(&sections, &all);
        let notes = galley::set_notes(&all);
        let mut found = Sink::default();
        let pages = page::make_up(&sections, galleys, notes, &all, &mut found);
        let shown = marks.shown(document, theme, &pages, &all.refs);
        ((pages, found), shown)
    };
    let ((pages, found), settled) = marks::settle(document, theme, &lay_out);
    report(found, sink);
    if !settled {
        sink.report(marks::unsettled());
    }
    pages
}

/// Draws on a book's pages, as [`typeset`] made them of the same, what they stand on and what
/// was found.
pub fn proof(
    pages: &mut Pages,
    found: &[Diagnostic],
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    files: &Files,
) {
    let house = BTreeMap::new();
    let marks = Marks::by_articles(document, theme);
    let compositor = Compositor::new(document, theme, fonts, &house, files, &marks);
    proof::draw(pages, found, &compositor);
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
        first.message = format!("no font has this character and {} more", more.len() - 1);
        sink.report(first);
    }
}
