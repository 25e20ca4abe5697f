//! Letters of the list that no font has: browsers show them in the pages, and boxes would stand for them where the
//! catalogue sets words itself, in its leaflet and on the covers that it draws.

use crate::catalog::Shelf;
use crate::diag::{Code, Diagnostic, Sink};
use crate::font::{Fonts, named};
use crate::manifest::Library;
use crate::source::Span;

/// Tells of them, at their entries.
pub(super) fn tell(library: &Library, shelf: &Shelf, sink: &mut Sink) {
    let mut fonts = None;
    let mut told = |words: &[&str], at: Span, covers: bool| {
        // Most lists need no fonts to be looked into.
        if words.iter().all(|words| words.is_ascii()) {
            return;
        }
        let fonts: &Fonts = fonts.get_or_insert_with(Fonts::embedded);
        let lacking = fonts.lacking(&words.concat());
        if lacking.is_empty() {
            return;
        }
        let place = match covers {
            true => "in the leaflet and on the cover that is drawn",
            false => "in the leaflet",
        };
        let letters = named(&lacking);
        let message = format!("no font has {letters}: boxes stand for them {place}");
        let help = "pages and feeds show them all the same; for paper, write the words in Latin, Greek or Cyrillic \
                    letters";
        let finding = Diagnostic::new(Code::MissingGlyph, message);
        sink.report(finding.at(at).help(help));
    };
    let mut own: Vec<&str> = vec![&shelf.title];
    own.extend(shelf.description.as_deref());
    own.extend(shelf.publisher.as_deref());
    own.extend(shelf.sections.iter().map(|section| &*section.title));
    told(&own, Span::head(library.file), false);
    for (listed, entry) in library.entries.iter().zip(&shelf.entries) {
        let mut words = vec![entry.title.as_str()];
        words.extend(entry.authors());
        words.extend(entry.subtitle());
        words.extend(entry.teaser());
        told(&words, listed.span, entry.book.is_none());
    }
}
