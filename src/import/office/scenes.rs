//! Empty paragraphs between others that none parts, as stories have them between scenes: they are told.

use super::super::lines;
use super::super::report::Report;
use super::looks::{is_empty, seen};
use super::pieces::{Piece, Setting};

/// How many paragraphs follow one another without an empty one for each that is parted from the next, and the fewest.
const FOR_EACH: usize = 4;
const FEWEST: usize = 4;

/// What sentences end with.
const ENDS: &[char] = &['.', '!', '?', '…', '”', '"', '’', '»', '“', '—'];

/// How many words are quoted of each.
const WORDS: usize = 5;

/// Tells of each that may be a break between scenes.
pub(super) fn doubt(pieces: &[Piece], body: Setting, report: &mut Report) {
    let is_prose = |piece: &Piece| {
        seen(piece).is_some_and(|one| {
            one.set.centred == body.centred
                && one.set.left == body.left
                && !one.set.at_end
                && !lines::is_break(&one.words)
                && one.words.ends_with(ENDS)
        })
    };
    // Numbers begin notes and clauses.
    let begins = |piece: &Piece| {
        let words = seen(piece).map_or(String::new(), |one| one.words);
        let bare = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        !bare.starts_with(|c: char| c.is_numeric()) && !lines::begins_item(&words)
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
            true if before && prose && begins(piece) => breaks.push(piece),
            false if before && prose => closed += 1,
            true | false => {}
        }
        (before, gap) = (prose, false);
    }
    if closed < FEWEST || breaks.len() * FOR_EACH > closed {
        return;
    }
    let first_words = |words: String| {
        let mut row = words.split_whitespace();
        let begins: Vec<&str> = row.by_ref().take(WORDS).collect();
        format!("{}{}", begins.join(" "), if row.next().is_some() { " …" } else { "" })
    };
    let found: Vec<_> = breaks.into_iter().filter_map(seen).collect();
    let Some(at) = found.first().map(|one| one.at) else { return };
    let (count, above) = match found.len() {
        1 => ("an empty paragraph stands".to_string(), "this"),
        count => (format!("{count} empty paragraphs stand"), "these"),
    };
    let all: Vec<String> = found.into_iter().map(|one| first_words(one.words)).collect();
    let message = format!(
        "{count} above {above}, where most have none between them, and may be a break between scenes; nothing stands for it now: {}",
        all.join(" / ")
    );
    report.doubt(at, message, "put `***` there, between empty lines, where it is one");
}
