//! Lines that were broken where the next word had no room, as pages have them.

use super::super::report::{Report, short};
use super::looks::{Seen, seen};
use super::pieces::Piece;

/// How many lines begin small below one that ends no sentence.
pub(super) fn going_on(lines: &[String]) -> usize {
    let goes_on = |two: &&[String]| {
        let small = two[1].starts_with(char::is_lowercase)
            || ["I ", "I’", "I'"].iter().any(|word| two[1].starts_with(word));
        small && !two[0].ends_with(['.', '!', '?', ':', '”', '"'])
    };
    lines.windows(2).filter(goes_on).count()
}

/// Whether nearly all lines were broken where the next word had no room.
pub(super) fn are_wrapped(stanzas: &[Vec<String>]) -> bool {
    const NARROWEST: usize = 30;
    let length = |text: &str| text.chars().count();
    let width = stanzas.iter().flatten().map(|line| length(line)).max().unwrap_or(0);
    let is_full = |two: &&[String]| {
        let next = two[1].split_whitespace().next().unwrap_or("");
        length(&two[0]) + 1 + length(next) > width
    };
    let joints: usize = stanzas.iter().map(|stanza| stanza.len().saturating_sub(1)).sum();
    let full: usize =
        stanzas.iter().map(|stanza| stanza.windows(2).filter(is_full).count()).sum();
    width >= NARROWEST && joints > 1 && full * 10 >= joints * 8
}

/// Tells, once of the whole, of lines of a page that are paragraphs each, as programs leave them that read PDF.
pub(super) fn doubt(pieces: &[Piece], report: &mut Report) {
    const FEWEST: usize = 3;
    const WIDEST: usize = 110;
    const FEWEST_WORDS: usize = 4;
    let mut row: Vec<Seen<'_>> = Vec::new();
    for piece in pieces.iter().map(Some).chain([None]) {
        let next = piece.and_then(seen);
        let next = next.filter(|one| {
            (1..=WIDEST).contains(&one.words.chars().count())
                && one.words.split_whitespace().count() >= FEWEST_WORDS
                && !one.words.contains("://")
        });
        let both = row.last().zip(next.as_ref());
        let on = both.is_some_and(|(last, next)| {
            going_on(&[last.words.clone(), next.words.clone()]) > 0
        });
        if !on {
            let rows: Vec<String> = row.iter().map(|one| one.words.clone()).collect();
            if let Some(first) = row.first()
                && rows.len() >= FEWEST
                && are_wrapped(&[rows])
            {
                let message = format!(
                    "these paragraphs look as the lines of a page, of which each is a paragraph of its own; so may others: {}",
                    short(&first.words)
                );
                let help = "put the lines of each paragraph together";
                report.doubt(first.at, message, help);
                return;
            }
            row.clear();
        }
        row.extend(next);
    }
}
