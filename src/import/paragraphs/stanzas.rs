//! Stanzas that are told by the verse beside them.

use std::ops::Range;

use super::super::{lines, names, trailer};
use super::{Paragraph, Stretch, count, lead};
use crate::source::FileId;

/// Whether a text is nothing but short lines, and in some stretches of them sentences run on from line to line.
fn are_poems(text: &str, stretches: &[Stretch]) -> bool {
    const LONGEST: usize = 50;
    const FEWEST: usize = 2;
    let short = |stretch: &Stretch| {
        stretch.quoted == 0 && stretch.lines.iter().all(|it| count(text, it) <= LONGEST)
    };
    stretches.iter().all(short)
        && stretches.iter().skip(1).filter(|it| runs_on(text, it)).count() >= FEWEST
}

/// Whether a sentence runs on from line to line, of words that are no names, numbers or addresses.
fn runs_on(text: &str, stretch: &Stretch) -> bool {
    let of = |line: &Range<usize>| &text[line.clone()];
    let fits = |line: &Range<usize>| {
        let own = of(line);
        !own.contains(|c: char| c.is_ascii_digit() || matches!(c, '\t' | '@' | '/' | ':'))
            && !lines::begins_item(own)
            && names::byline(own).is_none()
            && !trailer::is_no_verse(own)
    };
    let goes_on = |two: &[Range<usize>]| {
        let above = of(&two[0]);
        !above.ends_with(['.', '!', '?', '-'])
            && of(&two[1]).starts_with(char::is_lowercase)
    };
    stretch.lines.iter().all(fits) && stretch.lines.windows(2).any(goes_on)
}

/// The longest title of a poem between the stanzas of two.
const LONGEST_TITLE: usize = 48;

/// The most lines of a stanza that is told by the one beside it.
const LONGEST_STANZA: usize = 12;

/// Makes verse of two lines or three, and of more with small letters, that stand above or below verse, and look as those do; `places` says
/// with which paragraph each stretch begins, `free` whether no line of the text was wrapped.
pub(super) fn with_stanzas(
    text: &str,
    stretches: &[Stretch],
    places: &[usize],
    free: bool,
    paragraphs: Vec<Paragraph>,
    file: FileId,
) -> Vec<Paragraph> {
    let end = |at: usize| places.get(at + 1).copied().unwrap_or(paragraphs.len());
    let mut verse: Vec<bool> = (0..stretches.len())
        .map(|at| match &paragraphs[places[at]..end(at)] {
            [one] => one.is_verse() && one.lines.len() > 2,
            _ => false,
        })
        .collect();
    let fits = |at: usize, beside: usize| {
        let (own, known) = (&stretches[at], &stretches[beside].lines);
        let apart = at.abs_diff(beside) > 1;
        let longest = known.iter().map(|line| count(text, line)).max().unwrap_or(0);
        // Another poem may be wider.
        let longest = if apart { longest.max(LONGEST_TITLE) } else { longest };
        let begins = |line: &Range<usize>| {
            let first = text[line.clone()].chars().find(|c| c.is_alphanumeric());
            first.is_some_and(char::is_uppercase)
        };
        let small = free && !known.iter().all(begins);
        // Each line ends as one of verse.
        let pointed = own.lines.iter().filter(|line| {
            text[(*line).clone()].ends_with([',', ';', '.', '!', '?', '…', '—'])
        });
        let ended = pointed.count() * 4 >= own.lines.len() * 3;
        if apart && !ended {
            return false;
        }
        let set_in =
            |lines: &[Range<usize>]| lines.iter().all(|line| lead(text, line) >= 2);
        own.quoted == 0
            && (2..=if small || ended { LONGEST_STANZA } else { 3 })
                .contains(&own.lines.len())
            && (apart || set_in(known) == set_in(&own.lines))
            && own.lines.iter().all(|line| {
                let words = &text[line.clone()];
                (small || begins(line))
                    && count(text, line) <= longest + 8
                    && words.split_whitespace().count() >= 2
                    && !words.ends_with(':')
                    && !lines::begins_item(words)
                    && names::byline(words).is_none()
                    && !words.contains(|c: char| c.is_ascii_digit())
            })
    };
    let mut couplets = vec![false; stretches.len()];
    if free && are_poems(text, stretches) {
        for (at, stretch) in stretches.iter().enumerate().skip(1) {
            couplets[at] = !verse[at] && runs_on(text, stretch);
            verse[at] |= couplets[at];
        }
    }
    // What stands above a stanza, be it across the title of its poem.
    let is_title = |at: usize| match stretches[at].lines.as_slice() {
        [line] => {
            count(text, line) <= LONGEST_TITLE
                && !text[line.clone()].ends_with(['.', ',', ';', ':'])
        }
        _ => false,
    };
    let above = |at: usize| if at > 1 && is_title(at - 1) { at - 2 } else { at - 1 };
    let pairs = (1..stretches.len()).map(|at| (at, above(at)));
    let below = pairs.clone().flat_map(|(at, above)| [(at, at - 1), (at, above)]);
    let up = pairs.rev().flat_map(|(at, above)| [(at - 1, at), (above, at)]);
    for (at, beside) in below.chain(up) {
        // What stands first is the title, and who wrote it.
        if at > 0 && verse[beside] && !verse[at] && fits(at, beside) {
            (verse[at], couplets[at]) = (true, true);
        }
    }
    let mut out = Vec::new();
    let mut row = paragraphs.into_iter();
    for (at, stretch) in stretches.iter().enumerate() {
        let next = places.get(at + 1).map_or(usize::MAX, |next| *next);
        let own = row.by_ref().take(next.saturating_sub(places[at]));
        match couplets[at] {
            true => {
                own.for_each(drop);
                out.push(Paragraph::of(text, &stretch.lines, file));
            }
            false => out.extend(own),
        }
    }
    out
}
