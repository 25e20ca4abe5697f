//! Document, theme and fonts → pages.
//!
//! Blocks are set in parallel into galleys, columns of strips without pages; the galleys
//! are joined and made up into pages one after the other. Never fails: what does not fit
//! is set as well as it can be, and reported.

mod compositor;
mod galley;
mod leaf;
mod page;
pub mod paragraph;
mod refs;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Sink};
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
    let compositor = compositor::Compositor::new(document, theme, fonts, house, files);
    let sections = document.all_sections();
    let galleys = galley::set_sections(&sections, &compositor);
    let notes = galley::set_notes(&compositor);
    let mut found = Sink::default();
    let pages = page::make_up(&sections, galleys, notes, &compositor, &mut found);
    report(found, sink);
    pages
}

/// Passes findings on. One word on missing small capitals is enough for a book, and one for
/// each character that no font has.
fn report(found: Sink, sink: &mut Sink) {
    let mut told = BTreeSet::new();
    for finding in found.into_found() {
        let new = if finding.code == Code::NoSmallCaps {
            told.insert(String::new())
        } else if finding.code == Code::MissingGlyph {
            told.insert(finding.message.clone())
        } else {
            true
        };
        if new {
            sink.report(finding);
        }
    }
}
