//! What is told of finished pages.

use std::collections::BTreeMap;

use super::builder::Draft;
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::NoteId;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::TOO_TALL_TO_KEEP;

/// What went wrong on pages, and which notes are divided.
pub(super) fn pages<'d>(
    drafts: impl Iterator<Item = &'d Draft>,
    all: &Compositor<'_>,
    sink: &mut Sink,
) {
    let mut pieces: BTreeMap<NoteId, Pieces> = BTreeMap::new();
    for (number, draft) in drafts.enumerate() {
        page(draft, all, sink);
        for piece in &draft.pieces {
            let known = pieces.entry(piece.note).or_default();
            known.count += 1;
            known.pages += usize::from(known.last != Some(number));
            known.last = Some(number);
            known.lonely |= piece.lonely;
            known.in_word |= piece.in_word;
        }
    }
    for (note, pieces) in pieces.into_iter().filter(|(_, pieces)| pieces.count > 1) {
        let at = all.document.notes[note].span;
        sink.report(pieces.told(all.theme.columns > 1).at(at));
    }
}

/// How a note is divided.
#[derive(Default)]
struct Pieces {
    count: usize,
    pages: usize,
    last: Option<usize>,
    lonely: bool,
    in_word: bool,
}

impl Pieces {
    fn told(&self, columns: bool) -> Diagnostic {
        let unit = if columns { "column" } else { "page" };
        let where_ = match (self.count, self.pages) {
            (2, 1) => "goes on in the next column of its page".to_string(),
            (2, _) => format!("goes on in the {unit} behind that of its marker"),
            (count, 1) => format!("stands in {count} columns of its page"),
            (count, pages) if count == pages => format!("goes over {pages} pages"),
            (count, pages) => format!("stands in {count} columns, on {pages} pages"),
        };
        let worst = match (self.in_word, self.lonely) {
            (true, _) => ", and is divided inside a word",
            (false, true) => ", one line of it alone",
            (false, false) => "",
        };
        let help = "shorten it, or let notes stand behind their articles: `notes = { print = \"article\" }` in `[design]`";
        Diagnostic::new(Code::DividedNote, format!("note {where_}{worst}")).help(help)
    }
}

fn page(draft: &Draft, all: &Compositor<'_>, sink: &mut Sink) {
    let columns = all.theme.columns > 1;
    let unit = if columns { "column" } else { "page" };
    for &note in &draft.moved {
        let place = if columns { "in" } else { "on" };
        let message = format!(
            "note begins {place} the {unit} after its marker, which has no room for it"
        );
        let help = "shorten one of them, make a picture that stands there smaller, or let notes stand behind their articles: `notes = { print = \"article\" }` in `[design]`";
        let at = all.document.notes[note].span;
        sink.report(Diagnostic::new(Code::NoteMoved, message).at(at).help(help));
    }
    for unequal in &draft.unequal {
        sink.report(unequal.told(columns));
    }
    for ended in &draft.ended {
        sink.report(ended.told(columns));
    }
    for &at in &draft.needless {
        let message = format!("`keep` changes nothing: no {unit} would end here");
        let help = "take it away, so that it does no harm when the text changes";
        sink.report(Diagnostic::new(Code::NeedlessByHand, message).at(at).help(help));
    }
    for &at in &draft.parted {
        let found = Diagnostic::new(Code::ImpossibleByHand, TOO_TALL_TO_KEEP);
        sink.report(found.at(at).help("keep less together"));
    }
    for at in &draft.too_tall {
        let message = "this is taller than a page, and runs off its foot";
        let help = "divide it, or set it smaller";
        let mut finding = Diagnostic::new(Code::TooTallForPage, message).help(help);
        finding.at = *at;
        sink.report(finding);
    }
}
