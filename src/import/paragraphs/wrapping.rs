//! Lines that were broken for want of room, and lines of their own.

use std::ops::Range;

use super::super::pasted::{letter, stamp};
use super::super::{dates, lines, names};
use super::verse::{has_source, is_song, is_stanza};
use super::{Stretch, WIDEST, count, lead};

/// Lines as short as these show how wide they could be where so many stand together.
const NARROW: usize = 50;
const FEWEST_OF_NARROW: usize = 5;

/// Whether half of the lines or more each end a sentence, or are items: lines that were not wrapped.
fn are_ended(text: &str, lines: &[Range<usize>]) -> bool {
    let inner = &lines[..lines.len().saturating_sub(1)];
    let own = |line: &&Range<usize>| {
        let line = &text[(*line).clone()];
        line.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?'])
            || lines::begins_item(line)
    };
    !inner.is_empty() && inner.iter().filter(own).count() * 2 >= lines.len()
}

/// The width that lines were wrapped to: that of the longest of three or more that stand together
/// and are full.
pub(super) fn width(text: &str, stretches: &[Stretch]) -> usize {
    let together = stretches.iter().filter(|stretch| {
        // Three short lines of one length may be anything.
        let longest = stretch.lines.iter().map(|line| count(text, line)).max();
        let fewest = if longest < Some(NARROW) { FEWEST_OF_NARROW } else { 3 };
        stretch.lines.len() >= fewest
            && is_wrapped(text, &stretch.lines, 0)
            && !is_stanza(text, &stretch.lines)
            && !is_song(text, &stretch.lines, 0)
            && !has_source(text, &stretch.lines)
    });
    let lengths =
        together.flat_map(|stretch| &stretch.lines).map(|line| count(text, line));
    lengths.filter(|length| *length <= WIDEST).max().unwrap_or(0)
}

/// Whether each line but the last is as full as the next word lets it be.
pub(super) fn is_wrapped(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    let full = fullness(text, lines, width);
    lines.len() > 1 && full.iter().filter(|full| **full).count() * 10 >= full.len() * 8
}

/// Lines shorter than this were not broken for want of room.
pub(super) const NARROWEST: usize = 30;

/// Of each line but the last, whether the next goes on with it.
pub(super) fn fullness(text: &str, lines: &[Range<usize>], width: usize) -> Vec<bool> {
    let longest = lines.iter().map(|line| count(text, line)).max().unwrap_or(0);
    // One that was not broken shows that none was.
    if longest > WIDEST || width == 0 && are_ended(text, lines) {
        return vec![false; lines.len().saturating_sub(1)];
    }
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .map(|(line, next)| {
            let (words, below) = (&text[line.clone()], &text[next.clone()]);
            let length = count(text, line);
            // A word that is divided goes on.
            if is_divided(words, below) || is_compound(words, below, false) {
                return true;
            }
            if length < NARROWEST
                || names::byline(below).is_some()
                || dates::is_date(below)
                || dates::is_dateline(below)
                || is_address(below)
                || stamp::pieces(below, &[]).is_some()
                || letter::greets(words)
            {
                return false;
            }
            let word = below.split_whitespace().next().unwrap_or("").chars().count();
            let wide = match (lines.len(), width) {
                // Two lines do not tell how wide they could be; but a sentence goes on in the next.
                (2, 0) => {
                    return below.starts_with(char::is_lowercase)
                        && !words.ends_with(['.', '!', '?', ':']);
                }
                (2 | 3, width) => longest.max(width),
                _ => longest,
            };
            length + 1 + word + 6 > wide
        })
        .collect()
}

/// Whether a line is a telephone number or the address of a page, as signatures have them.
fn is_address(line: &str) -> bool {
    let call = line
        .strip_prefix('+')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    call || line.starts_with("http://") || line.starts_with("https://")
}

/// Whether a sentence that a line does not end goes on in the next.
pub(super) fn goes_on(line: &str, next: &str) -> bool {
    let ended = line.ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '»', '“']);
    !ended && next.starts_with(char::is_lowercase)
}

/// Whether a line ends in the middle of a word that goes on in the next without a space, and with nothing to be taken
/// out: behind the hyphen of `Stratford-upon-Avon`, the stroke of `and/or`, a dash between words or years.
pub(super) fn is_compound(line: &str, next: &str, closed: bool) -> bool {
    let Some(sign) = line.chars().next_back() else { return false };
    let before = line[..line.len() - sign.len_utf8()].chars().next_back();
    let after = next.chars().next();
    let both =
        |fits: fn(char) -> bool| before.is_some_and(fits) && after.is_some_and(fits);
    match sign {
        '-' => {
            before.is_some_and(char::is_alphabetic)
                && after.is_some_and(char::is_uppercase)
        }
        '/' => both(char::is_alphabetic),
        '–' => both(|c| c.is_ascii_digit()),
        '—' => {
            before.is_some_and(char::is_alphanumeric)
                && (closed || after.is_some_and(char::is_lowercase))
        }
        _ => false,
    }
}

/// Whether dashes stand in lines without spaces: `the third—the one with the owl—was let`.
pub(super) fn has_closed_dashes(text: &str, lines: &[Range<usize>]) -> bool {
    lines.iter().any(|line| {
        let own = &text[line.clone()];
        own.match_indices('—').any(|(at, sign)| {
            let before = own[..at].chars().next_back();
            let after = own[at + sign.len()..].chars().next();
            before.is_some_and(char::is_alphabetic)
                && after.is_some_and(char::is_alphabetic)
        })
    })
}

/// Whether a word is divided at the end of a line, or has a hyphen there.
pub(super) fn is_divided(line: &str, next: &str) -> bool {
    // `Abgas- und Lärmwerte`: the hyphen stands for what is left out.
    let word = next.split(' ').next().unwrap_or("");
    if ["und", "oder", "and", "och", "bzw."].contains(&word) {
        return false;
    }
    let before = line.strip_suffix('-').and_then(|line| line.chars().next_back());
    before.is_some_and(char::is_lowercase) && next.starts_with(char::is_lowercase)
}

/// Whether lines that are set in go on with the one above that is not, as those of plays do: the first
/// has the name of who speaks, or is long and ends no sentence.
pub(super) fn is_hanging(text: &str, lines: &[Range<usize>]) -> bool {
    let first = lead(text, &lines[0]);
    let speaks = |line: &Range<usize>| {
        let own = &text[line.clone()];
        let name = own.split(['.', ':', '(']).next().unwrap_or("").trim_end();
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        name.len() < own.len()
            && letters > 1
            && name.chars().count() <= 40
            && !name.contains(char::is_lowercase)
    };
    let (flush, set_in): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| lead(text, line) == first);
    let deeper = set_in.iter().all(|line| lead(text, line) >= first + 2);
    let alone = flush.len() == 1 && {
        let ended = text[lines[0].clone()].ends_with(['.', '!', '?', ':', '…']);
        lines
            .get(1)
            .is_some_and(|next| text[next.clone()].starts_with(char::is_lowercase))
            || count(text, &lines[0]) >= NARROWEST && !ended
    };
    !set_in.is_empty() && deeper && (alone || flush.iter().all(|line| speaks(line)))
}
