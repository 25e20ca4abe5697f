//! Lines that are verse.

use std::ops::Range;

use super::super::note_signs;
use super::super::pasted::quotation;
use super::super::{credit, lines, names, quotes, trailer};
use super::rhyme::is_rhymed;
use super::wrapping::is_wrapped;
use super::{count, lead};

/// Whether lines that stand together are verse, by one of the looks of verse.
pub(super) fn is_verse(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    if is_indented(text, lines) {
        return false;
    }
    let looks = |lines: &[Range<usize>]| {
        lines::are_verse(text, lines, width) && !is_wrapped(text, lines, width)
            || is_stanza(text, lines)
            || is_song(text, lines, width)
            || is_poem(text, lines, width)
            || is_rhymed(text, lines, width)
    };
    // What pages have below an article, and how letters end, looks like it.
    let of = |at: usize| &text[lines[at].clone()];
    let is_of_page = |line: &str| {
        trailer::is_no_verse(line)
            || line.starts_with(credit::MAKER)
            || line.starts_with(credit::SHOWN)
    };
    if (0..lines.len()).any(|at| is_of_page(of(at))) || closes_letter(of(0)) {
        return false;
    }
    looks(lines)
        || is_quoted_verse(text, lines)
        || has_source(text, lines) && looks(&lines[..lines.len() - 1])
}

/// Whether lines are a paragraph whose first alone is set in.
fn is_indented(text: &str, lines: &[Range<usize>]) -> bool {
    const LEAST: usize = 2;
    const NARROWEST: usize = 40;
    let [first, rest @ ..] = lines else { return false };
    let flush = rest.first().map_or(0, |line| lead(text, line));
    rest.len() > 1
        && rest.iter().all(|line| lead(text, line) == flush)
        && lead(text, first) >= flush + LEAST
        && count(text, first) >= NARROWEST
}

/// Whether the last of four lines or more says, behind a dash, whose the others are.
pub(in crate::import) fn has_source(text: &str, lines: &[Range<usize>]) -> bool {
    let last = lines.last().map_or("", |line| &text[line.clone()]);
    lines.len() > 3
        && last.starts_with(['-', '–', '—', '―'])
        && quotation::source_alone(last).is_some()
}

/// Whether a line ends a letter, above who wrote it: `Yours, etc.,`.
fn closes_letter(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.ends_with(',')
        && line.split_whitespace().count() <= 5
        && [
            "yours",
            "sincerely",
            "regards",
            "best wishes",
            "with best",
            "see you",
            "kind regards",
            "with love",
            "love,",
            "respectfully",
            "your obedient",
            "mit freundlichen",
            "hochachtungsvoll",
            "ihr",
            "dein",
            "cordialement",
            "bien à",
            "veuillez",
            "atentamente",
            "un saludo",
            "suyo",
            "с уважением",
            "ваш",
            "cordiali saluti",
            "med vänlig",
        ]
        .iter()
        .any(|word| lower.starts_with(word))
}

/// Whether lines are verse though they are of one length: four or more, and each has a capital, as no
/// lines of prose have that were broken for want of room.
pub(super) fn is_stanza(text: &str, lines: &[Range<usize>]) -> bool {
    let capital = |line: &Range<usize>| {
        let first = text[line.clone()].chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_uppercase)
    };
    lines.len() >= 4 && lines.iter().all(capital) && lines::are_verse(text, lines, 0)
}

/// Whether lines are verse by how they are set: all are set in, shorter than the others of the text, and begin each
/// with a capital.
pub(super) fn is_set_in(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    const LEAST: usize = 3;
    const LONGEST: usize = 60;
    let longest = if width == 0 { LONGEST } else { width * 3 / 4 };
    let fits = |line: &Range<usize>| {
        let own = &text[line.clone()];
        let first = own.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_uppercase)
            && lead(text, line) >= LEAST
            && count(text, line) <= longest
            && own.split_whitespace().count() >= LEAST
            && !lines::begins_item(own)
    };
    lines.len() >= 2 && lines.iter().all(fits)
}

/// Whether lines are the stanza of a song with its number before the first: `2. He never took a shilling more,`.
pub(super) fn is_numbered_stanza(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 60;
    const FEWEST: usize = 3;
    let of = |line: &Range<usize>| &text[line.clone()];
    let Some((first, rest)) = lines.split_first() else { return false };
    let numbered =
        matches!(lines::marker(of(first)), Some((lines::Marker::Number(_), _)));
    let points = lines
        .iter()
        .filter(|line| of(line).ends_with([',', ';', '.', '!', '?', ':', '—']));
    let fits = |line: &Range<usize>| {
        let own = of(line);
        own.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '«'))
            && !lines::begins_item(own)
            && own.split_whitespace().count() >= 2
    };
    numbered
        && lines.len() >= FEWEST
        && rest.iter().all(fits)
        && lines.iter().all(|line| count(text, line) <= LONGEST)
        && points.count() * 2 >= lines.len()
        && !is_wrapped(text, lines, 0)
}

/// Whether lines are verse by how they are set: short, each further in than others, as steps are.
pub(super) fn is_stepwise(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 50;
    const STEPS: usize = 3;
    let mut leads: Vec<usize> = lines.iter().map(|line| lead(text, line)).collect();
    leads.sort_unstable();
    leads.dedup();
    let fits = |line: &Range<usize>| {
        count(text, line) <= LONGEST && !lines::begins_item(&text[line.clone()])
    };
    lines.len() >= STEPS && leads.len() >= STEPS && lines.iter().all(fits)
}

/// Whether lines are verse between quotation marks, three at least, and its source below it.
pub(in crate::import) fn is_quoted_verse(text: &str, lines: &[Range<usize>]) -> bool {
    let [verse @ .., last, source] = lines else { return false };
    let of = |line: &Range<usize>| &text[line.clone()];
    let own = &lines[..lines.len() - 1];
    let closes = |line: &str| {
        let line = line.trim_end_matches(['.', '!', '?', ',']);
        line.ends_with(['"', '”', '“', '’', '»', '«'])
    };
    verse.len() >= 2
        && quotes::opener(of(&verse[0])).is_some()
        && closes(of(last))
        && quotation::source_alone(of(source)).is_some()
        && (is_stanza(text, own)
            || lines::are_verse(text, own, 0) && !is_wrapped(text, own, 0))
}

/// Whether lines have each a capital, are short, and are words rather than names or addresses.
pub(super) fn may_be_verse(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 64;
    const FEWEST_WORDS: usize = 4;
    let fits = |line: &Range<usize>| {
        let own = &text[line.clone()];
        let first = own.chars().find(|c| c.is_alphanumeric());
        let small = own.split_whitespace().filter(|word| {
            word.starts_with(char::is_lowercase) && word.chars().count() > 1
        });
        first.is_some_and(char::is_uppercase)
            && own.chars().count() <= LONGEST
            && own.split_whitespace().count() >= FEWEST_WORDS
            && small.count() >= 2
            && !own.contains(|c: char| c.is_ascii_digit() || c == '\t')
            && !lines::begins_item(own)
    };
    lines.len() >= 3 && lines.iter().all(fits)
}

/// Whether lines that are a paragraph each may be verse: two or more, short, and most end as a line of verse may.
pub(super) fn may_be_short_verse(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 64;
    const MOST: usize = 24;
    const FEWEST_WORDS: usize = 2;
    let fits = |line: &Range<usize>| {
        let own = &text[line.clone()];
        count(text, line) <= LONGEST
            && own.split_whitespace().count() >= FEWEST_WORDS
            && !own
                .contains(|c: char| c.is_ascii_digit() || matches!(c, '\t' | '@' | '/' | ':'))
            && !lines::begins_item(own)
            && quotes::opener(own).is_none()
            && names::byline(own).is_none()
            && !trailer::is_no_verse(own)
            && !own.starts_with(credit::MAKER)
            && !own.starts_with(credit::SHOWN)
            // Speeches, and the entries of a list.
            && !own.starts_with(['-', '–', '—'])
            && !own.starts_with("Q. ")
            && !own.contains(" – ")
    };
    let points = lines.iter().filter(|line| {
        text[(*line).clone()].ends_with([',', ';', '.', '!', '?', '…', '—'])
    });
    let points = points.count();
    let of = |at: usize| &text[lines[at].clone()];
    (2..=MOST).contains(&lines.len())
        && lines.iter().all(fits)
        && if lines.len() < 4 { points == lines.len() } else { points * 2 >= lines.len() }
        // An answer below its question; whom a letter greets, and how it ends.
        && !(lines.len() == 2 && of(0).ends_with('?'))
        && !lines.iter().all(|line| text[line.clone()].ends_with(','))
        && !closes_letter(of(0))
}

/// Whether lines that are put together may have been lines of their own: all are short, in a text that shows
/// nowhere how wide its lines could be.
pub(super) fn may_be_lines(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    const LONGEST: usize = 50;
    width < LONGEST
        && lines.len() > 1
        && lines.iter().all(|line| count(text, line) <= LONGEST)
        && lines.iter().all(|line| lead(text, line) == lead(text, &lines[0]))
        && !lines.iter().any(|line| {
            let own = &text[line.clone()];
            own.ends_with('-') || note_signs::begins(own)
        })
}

/// Whether such lines are verse though hardly any has a point: they are set in, or narrower than what
/// is wrapped around them, and few of their sentences end with a line.
pub(super) fn is_song(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    let longest = lines.iter().map(|line| count(text, line)).max().unwrap_or(0);
    let inner = &lines[..lines.len().saturating_sub(1)];
    let ended =
        inner.iter().filter(|line| text[(*line).clone()].ends_with(['.', '!', '?']));
    let set_in = lines.iter().all(|line| lead(text, line) >= 2);
    may_be_verse(text, lines)
        && (lines.len() > 3 || set_in)
        && ended.count() * 2 < lines.len()
        && (width == 0 || longest + 8 <= width || set_in)
}

/// Whether lines are verse though few of them have capitals: in a text of which nothing is wrapped
/// four short lines or more that are one sentence were broken by their author.
pub(in crate::import) fn is_poem(
    text: &str,
    lines: &[Range<usize>],
    width: usize,
) -> bool {
    const LONGEST: usize = 50;
    let of = |at: usize| &text[lines[at].clone()];
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…', '"', '”', '’']);
    let last = lines.len().saturating_sub(1);
    let small = |at: usize| of(at).starts_with(char::is_lowercase);
    width == 0
        && lines.len() >= 4
        && of(0).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
        && (0..lines.len()).all(|at| {
            count(text, &lines[at]) <= LONGEST
                && of(at).split_whitespace().count() >= 2
                && !lines::begins_item(of(at))
                && !of(at).contains('\t')
        })
        && ends(of(last))
        && (1..lines.len()).filter(|at| small(*at)).count() * 2 >= last
        && (0..last).filter(|at| of(*at).ends_with([',', ';', ':', '—', '–'])).count() * 3
            >= last
}
