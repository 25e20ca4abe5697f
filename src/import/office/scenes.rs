//! Empty paragraphs between others that none parts, as stories have them between scenes: they are told.

use super::super::lines;
use super::super::report::{Report, short};
use super::looks::{is_empty, seen};
use super::pieces::{Piece, Setting};

/// How many paragraphs follow one another without an empty one for each that is parted from the next, and the fewest.
const FOR_EACH: usize = 4;
const FEWEST: usize = 4;

/// Tells of each that may be a break between scenes.
pub(super) fn doubt(pieces: &[Piece], body: Setting, report: &mut Report) {
    let is_prose = |piece: &Piece| {
        seen(piece).is_some_and(|one| {
            one.set.centred == body.centred
                && one.set.left == body.left
                && !one.set.at_end
                && !lines::is_break(&one.words)
                && one.words.ends_with(|c: char| !c.is_alphanumeric() && c != ':')
        })
    };
    let mut breaks: Vec<&Piece> = Vec::new();
    let (mut closed, mut before, mut gap) = (0, false, false);
    for piece in pieces {
        if is_empty(piece) {
            gap = true;
            continue;
        }
        let prose = is_prose(piece);
        match gap {
            true if before && prose => breaks.push(piece),
            false if before && prose => closed += 1,
            true | false => {}
        }
        (before, gap) = (prose, false);
    }
    if closed < FEWEST || breaks.len() * FOR_EACH > closed {
        return;
    }
    for one in breaks.into_iter().filter_map(seen) {
        let message = format!(
            "an empty paragraph stands above this, where most have none between them; it may be a break between scenes, and is left out: {}",
            short(&one.words)
        );
        report.doubt(one.at, message, "put `***` there, between empty lines, if it is");
    }
}
