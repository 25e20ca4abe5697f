//! Headings that no style names: bold lines, and lines in the middle or in larger letters above long paragraphs.
//!
//! Larger ones are of a higher level; where all are of one size, their own numbers tell it, `1.1`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::manuscript::{Style, only_pictures};
use super::super::paragraphs::Paragraph;
use super::super::pasted::counting;
use super::super::pasted::heading::{self, Sure};
use super::super::report::{Report, short};
use super::super::{lines, note_signs};
use super::articles;
use super::flow::BOLD;
use super::looks::{Seen, is_empty, is_figure, is_wholly, seen, take_for};
use super::opening;
use super::pieces::{Piece, Setting};
use super::styles::Role;
use super::verse::words_by_breaks;
use crate::import::manuscript::{Block, plain};
use crate::source::Span;

/// The longest bold line that is a heading.
const LONGEST: usize = 90;

/// How long a paragraph is that a heading stands above, in letters.
const LONG: usize = 120;

const BOLD_LINE: &str = "this bold line is taken for a heading";
const HELP: &str = "where it is none, take the `#` away";

/// A heading that was found.
struct Found {
    /// Which piece.
    at: usize,
    set: Setting,
    /// How many figures its number has: `1.1` has two.
    depth: usize,
    bold: bool,
    slanted: bool,
    sure: bool,
    words: String,
}

/// Gives headings their levels, and tells of each.
pub(super) fn settle(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    let row: Vec<(usize, Paragraph)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| !is_empty(piece))
        .filter_map(|(at, piece)| Some((at, paragraph(piece)?)))
        .collect();
    let (places, row): (Vec<usize>, Vec<Paragraph>) = row.into_iter().unzip();
    let sure: Vec<Sure> = (0..row.len()).map(|at| heading::sure(&row, at)).collect();
    let mut counted = counting::counted(&row, &sure);
    counted.extend(articles::all(&row));
    let has_style = pieces.iter().any(|piece| match piece {
        Piece::Paragraph { role, .. } => matches!(role, Role::Heading(_)),
        Piece::Table { .. } | Piece::Blocks(_) => false,
    });
    let mut found: Vec<Found> = Vec::new();
    let mut plain_ones: Vec<(usize, String)> = Vec::new();
    let mut sentences: Vec<(usize, String)> = Vec::new();
    // Numbers above short paragraphs are headings where others stand above long ones.
    let mut above_long = 0;
    let mut after_text = false;
    for (number, at) in places.iter().copied().enumerate() {
        let Some(one) = seen(&pieces[at]).filter(|one| !one.words.is_empty()) else {
            continue;
        };
        let is_counted = counted.contains(&number);
        let below = places.get(number + 1).and_then(|at| pieces.get(*at));
        let next = below.and_then(seen);
        let above_text = match &next {
            Some(next) => !is_apart(next, body) && !is_wholly(next.runs, &Style::Strong),
            None => is_counted && below.is_some(),
        };
        let fits = above_text
            && are_words(&one.words)
            && (sure[number] != Sure::No || is_counted);
        // A line of a row of lines that are set alike is no heading.
        let before = number.checked_sub(1).map(|before| places[before]);
        let below_figure = before.is_some_and(|before| is_figure(&pieces[before]));
        let in_row = before.is_some_and(|before| {
            seen(&pieces[before]).is_some_and(|above| {
                is_apart(&above, body) && !lines::is_break(&above.words)
            }) && !found.iter().any(|found| found.at == before)
        });
        // Of typed items the last stands above text.
        let in_list = lines::begins_item(&one.words)
            && before.and_then(|at| seen(&pieces[at])).is_some_and(|above| {
                words_by_breaks(above.runs).iter().any(|row| lines::begins_item(row))
            });
        let bold = is_bold(&one);
        let is_long =
            next.as_ref().is_some_and(|next| next.words.chars().count() >= LONG);
        let in_text = fits && !below_figure;
        let slanted =
            !bold && in_text && is_slanted(&one) && articles::is_one(&one.words);
        let slanted = slanted && is_counted && (next.is_some() || is_list(below));
        if bold || in_text && is_apart(&one, body) && !in_row || slanted {
            found.push(Found {
                at,
                set: one.set,
                depth: depth(&one.words),
                bold,
                slanted,
                sure: is_counted || sure[number] == Sure::Yes,
                words: one.words,
            });
        } else if is_sentence(&one) && below.is_some() {
            sentences.push((at, one.words));
        } else if in_text
            && !in_list
            && (is_long || is_counted && !counted.contains(&(number + 1)))
            && (is_counted || sure[number] == Sure::Yes)
            && (is_counted || number > 0 && (after_text || !opening::is_name(&one.words)))
        {
            above_long += usize::from(is_long);
            plain_ones.push((at, one.words));
        } else {
            after_text |= one.words.chars().count() >= LONG;
        }
    }
    let alone = !has_style && found.is_empty() && above_long > 1;
    // Where others are headings, their letters tell them from text.
    plain_ones
        .retain(|(at, _)| alone || seen(&pieces[*at]).is_some_and(|it| is_slanted(&it)));
    if has_style {
        // Whoever uses styles sets such lines for other ends.
        let set = found.extract_if(.., |found| !found.bold && !found.slanted);
        plain_ones.extend(set.map(|found| (found.at, found.words)));
        plain_ones.sort();
        found.iter_mut().for_each(|found| (found.set.size, found.depth) = (0, 1));
    }
    doubt_plain(pieces, &plain_ones, report);
    if found.iter().filter(|found| found.bold).count() > 1 {
        doubt_sentences(pieces, &sentences, report);
    }
    take(pieces, &found, body, report);
}

/// Bold lines that are headings of notes.
pub(super) fn of_notes(pieces: &[Piece]) -> Vec<Span> {
    let of = |piece: &Piece| match piece {
        Piece::Paragraph { role: Role::Heading(BOLD..), runs, at, .. } => {
            note_signs::is_heading(&plain(runs)).then_some(*at)
        }
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => None,
    };
    pieces.iter().filter_map(of).collect()
}

/// Tells of those that did not go with their notes.
pub(super) fn tell_of_notes(blocks: &[Block], found: &[Span], report: &mut Report) {
    for block in blocks.iter().filter(|block| found.contains(&block.at)) {
        if let Some((_, runs)) = block.heading() {
            let message = format!("{BOLD_LINE}: {}", plain(runs));
            report.guess(block.at, message, HELP);
        }
    }
}

/// A piece as the rules of pasted text see it; `None` where it has no words.
fn paragraph(piece: &Piece) -> Option<Paragraph> {
    let (words, at) = match piece {
        Piece::Paragraph { runs, at, .. } => (plain(runs).trim().to_string(), *at),
        Piece::Table { at, .. } => (String::new(), *at),
        Piece::Blocks(blocks) => (String::new(), blocks.first()?.at),
    };
    let whole = 0..words.len();
    Some(Paragraph::of(&words, &[whole], at.file))
}

/// Whether a paragraph stands in the middle, or in larger letters than the text.
fn is_apart(one: &Seen<'_>, body: Setting) -> bool {
    one.set.centred && !body.centred || body.size > 0 && one.set.size * 5 >= body.size * 6
}

/// Whether a line is words or a number, and no formula.
fn are_words(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic() || c.is_whitespace());
    letters.count() * 3 >= words.chars().count() * 2
        && !words.contains(['=', '∑', '∫', '<', '{'])
        || words.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether a line is bold as a whole, short and without a full stop.
fn is_bold(one: &Seen<'_>) -> bool {
    is_wholly(one.runs, &Style::Strong)
        && !only_pictures(one.runs)
        && one.words.chars().count() <= LONGEST
        && !one.words.ends_with(['.', ',', ';', ':', '…', '!'])
        && !lines::is_break(&one.words)
}

fn is_slanted(one: &Seen<'_>) -> bool {
    is_wholly(one.runs, &Style::Emphasis)
}

/// Whether a line is bold as a whole and ends as a sentence.
fn is_sentence(one: &Seen<'_>) -> bool {
    is_wholly(one.runs, &Style::Strong)
        && one.words.chars().count() <= LONGEST
        && one.words.ends_with(['.', '!', '…'])
        && !lines::is_break(&one.words)
}

fn is_list(piece: Option<&Piece>) -> bool {
    match piece {
        Some(Piece::Paragraph { item, .. }) => item.is_some(),
        Some(Piece::Table { .. } | Piece::Blocks(_)) | None => false,
    }
}

/// How many figures the number of a heading has.
fn depth(words: &str) -> usize {
    let first = words.split_whitespace().next().unwrap_or("").trim_end_matches('.');
    let parts = first.split('.');
    let figures =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.clone().all(figures) {
        true => parts.count(),
        false => 1,
    }
}

/// Makes headings of what was found.
fn take(pieces: &mut [Piece], found: &[Found], body: Setting, report: &mut Report) {
    let sizes: BTreeSet<i32> = found.iter().map(|found| found.set.size).collect();
    let key = |found: &Found| {
        let depth = if sizes.len() > 1 { 1 } else { found.depth };
        (Reverse(found.set.size), depth, found.slanted)
    };
    let levels: BTreeSet<_> = found.iter().map(key).collect();
    let alike = |one: &Found| {
        found.iter().filter(|it| !it.bold && it.set.size == one.set.size).count()
    };
    for one in found {
        let Some(at) = pieces.get(one.at).and_then(seen).map(|it| it.at) else {
            continue;
        };
        let words = &one.words;
        let message = match (one.bold, one.set.centred && !body.centred) {
            (true, _) => format!("{BOLD_LINE}: {words}"),
            (false, _) if one.slanted => format!(
                "this line in slanted letters counts on, as others do, and is taken for a heading: {words}"
            ),
            (false, true) => format!(
                "this line in the middle is taken for a heading, as the text goes on below it: {words}"
            ),
            (false, false) => format!(
                "this line in larger letters is taken for a heading, as the text goes on below it: {words}"
            ),
        };
        match !one.bold && (!one.sure || alike(one) < 2) {
            // It may go with its notes, see `tell_of_notes`.
            false if one.bold && note_signs::is_heading(words) => {}
            true => report.doubt(at, message, HELP),
            false => report.guess(at, message, HELP),
        }
        let rank = levels.iter().position(|level| *level == key(one)).unwrap_or(0);
        let level = BOLD.saturating_add(u8::try_from(rank).unwrap_or(u8::MAX));
        take_for(&mut pieces[one.at], Role::Heading(level));
    }
}

/// Tells, once of the whole, of lines that look as headings do, but for their setting.
fn doubt_plain(pieces: &[Piece], plain_ones: &[(usize, String)], report: &mut Report) {
    let first = plain_ones.first().and_then(|(at, _)| seen(pieces.get(*at)?));
    let Some(first) = first.filter(|_| plain_ones.len() > 1) else { return };
    let all: Vec<&str> = plain_ones.iter().map(|(_, words)| words.as_str()).collect();
    let message = format!(
        "{} short lines between long paragraphs may be headings; they are paragraphs: {}",
        all.len(),
        short(&all.join(" / "))
    );
    report.doubt(first.at, message, "begin each with `## `, if they are");
}

/// Tells, once of the whole, of bold lines that end as sentences, where others are headings.
fn doubt_sentences(pieces: &[Piece], found: &[(usize, String)], report: &mut Report) {
    let first = found.first().and_then(|(at, _)| seen(pieces.get(*at)?));
    let Some(first) = first else { return };
    let all: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
    let says = match all.len() {
        1 => "this bold line ends as a sentence does, and is a paragraph".to_string(),
        count => {
            format!("{count} bold lines end as sentences do, and are paragraphs")
        }
    };
    let message = format!(
        "{says}, though other bold lines are headings: {}",
        short(&all.join(" / "))
    );
    report.doubt(first.at, message, "begin it with `## `, if it is one, too");
}

#[cfg(test)]
mod tests {
    use super::{are_words, depth};

    #[test]
    fn numbers_tell_levels_and_formulas_are_no_words() {
        assert_eq!(depth("1 Introduction"), 1);
        assert_eq!(depth("1.2. Background"), 2);
        assert_eq!(depth("The Clerk"), 1);
        for words in ["CHAPTER ONE", "II", "3.", "The Clerk"] {
            assert!(are_words(words), "{words}");
        }
        for words in ["a=b", "∑i=1n(Ii×pi)", "XXX/11111/4", "<Row/>"] {
            assert!(!are_words(words), "{words}");
        }
    }
}
