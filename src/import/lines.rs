//! What short lines are that stand together, and what a line begins with.

use std::ops::Range;

/// The signs that lists begin with, beside hyphens and dashes.
const BULLETS: [char; 15] = [
    '•', '◦', '▪', '‣', '●', '○', '■', '*', '·', '⁃',
    // As word processors write them with the fonts Symbol and Wingdings.
    '\u{f0b7}', '\u{f0a7}', '\u{f0d8}', '\u{f0fc}', '\u{f076}',
];

/// What stands before an item of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marker {
    Bullet,
    /// A hyphen or a dash, which may as well begin a speech.
    Dash,
    /// `1.`, `1)`, or `1.-` as in Spanish.
    Number(u64),
}

/// The marker of an item, and where its words begin.
pub(super) fn marker(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let after = |at: usize| {
        let rest = &line[at..];
        let words = rest.trim_start();
        (rest.len() > words.len() && !words.is_empty())
            .then_some(line.len() - words.len())
    };
    if BULLETS.contains(&first) {
        // A round bullet stands before a word without a space, too.
        let at = first.len_utf8();
        let words = after(at).or(((first == '•' || first >= '\u{f000}')
            && line.len() > at)
            .then_some(at))?;
        return Some((Marker::Bullet, words));
    }
    if matches!(first, '-' | '–' | '—') {
        return Some((Marker::Dash, after(first.len_utf8())?));
    }
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) || !line[digits..].starts_with(['.', ')']) {
        return None;
    }
    let number = line[..digits].parse().ok()?;
    let sign = &line[digits..];
    let past =
        [".-", ".–", ".)", ".", ")"].iter().find(|it| sign.starts_with(**it))?.len();
    Some((Marker::Number(number), after(digits + past)?))
}

pub(super) fn begins_item(line: &str) -> bool {
    marker(line).is_some()
}

/// Signs that part one stretch of text from the next where they stand alone.
const ORNAMENTS: [char; 18] = [
    '⁂', '❦', '❧', '☙', '§', '◊', '●', '•', '·', '∙', '⋅', '✦', '✶', '★', '☆', '❖', '◆',
    '◇',
];

/// Those that do so only in a row.
const IN_ROWS: [char; 14] =
    ['*', '∗', '⁎', '#', '○', '■', '▪', '-', '_', '—', '–', '=', '~', '+'];

/// Whether a line is nothing but signs that part one stretch of text from the next: `* * *`, `· · ·`, `⁂`,
/// `— ❦ —`, `#`.
pub(super) fn is_break(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    // `★★★★☆` says how good something is.
    let judges = signs.len() > 2 && signs.iter().all(|c| matches!(c, '★' | '☆' | '½'));
    if judges && !line.trim().contains(' ') {
        return false;
    }
    let is_known = |c: &char| ORNAMENTS.contains(c) || IN_ROWS.contains(c);
    let in_row = |fewest: usize| signs.len() >= fewest;
    match signs.as_slice() {
        // `#` is the sign of typescripts.
        [sign] => ORNAMENTS.contains(sign) || matches!(sign, '*' | '#' | '~'),
        // Dots without spaces are a pause, or words that were left out.
        ['.', ..] => in_row(3) && line.trim().split(' ').all(|sign| sign == "."),
        [first, ..] if signs.iter().all(|c| c == first) => match first {
            '*' | '•' | '·' | '∙' | '⋅' => true,
            _ => in_row(3) && is_known(first),
        },
        [first, .., last] => in_row(3) && first == last && signs.iter().all(is_known),
        [] => false,
    }
}

/// Whether a line is there to make a heading of the one above it.
pub(super) fn is_underline(line: &str) -> bool {
    line.len() >= 3
        && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// Whether lines are verse: short, uneven, three at least, few of them ending a sentence, none an item.
/// Lines much shorter than those of the text around them need no capitals; `width` is the width
/// that prose is wrapped to, 0 where it is not.
pub(super) fn are_verse(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    const LONGEST: usize = 64;
    let of = |line: &Range<usize>| &text[line.clone()];
    let ends = |line: &str| {
        line.trim_end_matches(['"', '”', '’', '»']).ends_with(['.', '!', '?'])
    };
    let words = lines.iter().all(|line| {
        let line = of(line);
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        letters * 2 > line.chars().count() && line.split_whitespace().count() >= 2
    });
    let begins = |line: &str| {
        line.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
    };
    let capitals = lines.iter().filter(|line| begins(of(line))).count();
    let longest = lines.iter().map(|line| of(line).chars().count()).max().unwrap_or(0);
    let narrow = capitals > 0 && longest + 12 <= width;
    let ended = lines[..lines.len() - 1].iter().filter(|line| ends(of(line))).count();
    lines.len() >= 3
        && words
        && (capitals * 4 >= lines.len() * 3 || narrow)
        && lines.iter().all(|line| of(line).chars().count() <= LONGEST && !begins_item(of(line)))
        && ended * 2 < lines.len()
        // Names, dates and addresses one below the other have no points at all.
        && lines.iter().filter(|line| of(line).ends_with([',', ';', '.', ':', '!', '?', '—', '"', '”', '’'])).count() * 3 >= lines.len()
}

#[cfg(test)]
mod tests {
    use super::is_break;

    #[test]
    fn signs_alone_part_the_text() {
        for line in [
            "* * *",
            "***",
            "*",
            "· · ·",
            "···",
            "•••",
            "• •",
            "⁂",
            "❦",
            "---",
            "___",
            "# # #",
            "— ❦ —",
            "~ * ~",
            "○ ○ ○",
            "✦ ✦ ✦",
            "∗ ∗ ∗",
            "=====",
            "§",
            "#",
            "~",
            "+ + +",
            ". . .",
        ] {
            assert!(is_break(line), "{line}");
        }
        for line in [
            "", "-", "--", "–", "...", "…", "?!?", "* a *", "§ 3", "1 * 1", "- *", "..",
            ". .", "+", "# 3",
        ] {
            assert!(!is_break(line), "{line}");
        }
    }
}
