//! How notes are numbered where they are typed: the signs before them, and those in the text that lead to them.

use std::ops::Range;

/// What stands above notes.
const HEADINGS: &[&str] = &[
    "notes",
    "footnotes",
    "endnotes",
    "references",
    "citations",
    "referencias",
    "références",
    "einzelnachweise",
    "notes and references",
    "references and notes",
    "notes et références",
    "notas",
    "anmerkungen",
    "fußnoten",
    "note",
    "примечания",
    "сноски",
    "noter",
    "fotnoter",
    "przypisy",
    "sources",
];

/// How the number of a note is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// `[1]`
    Bracket,
    /// `[i]`
    Roman,
    /// `(1)`
    Round,
    /// `¹`
    Raised,
    /// `1`, straight behind a word in the text.
    Bare,
    /// `1.`, before a note alone.
    Dotted,
    /// `*`
    Star,
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The highest number of a note.
pub(super) const MOST: usize = 999;

/// Whether a line stands above notes.
pub(super) fn is_heading(text: &str) -> bool {
    HEADINGS.contains(&text.trim().trim_end_matches(':').to_lowercase().as_str())
}

/// The number at the beginning of a text, and where it ends.
pub(super) fn token(text: &str) -> Option<(Sign, usize, usize)> {
    let first = text.chars().next()?;
    let digits = |from: usize| {
        let rest = text[from..].bytes().take(4);
        let count = rest.take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&count).then_some(from + count)
    };
    let count = |range: Range<usize>| text[range].parse::<usize>().ok();
    match first {
        '[' | '(' => {
            let close = if first == '[' { ']' } else { ')' };
            if let Some(end) = digits(1) {
                let sign = if first == '[' { Sign::Bracket } else { Sign::Round };
                return text[end..].starts_with(close).then_some((
                    sign,
                    count(1..end)?,
                    end + 1,
                ));
            }
            let inner = text[1..].bytes().take(6);
            let end = 1 + inner.take_while(u8::is_ascii_lowercase).count();
            let fits = first == '[' && text[end..].starts_with(close);
            fits.then_some((Sign::Roman, roman(&text[1..end])?, end + 1))
        }
        '*' => (!text[1..].starts_with('*')).then_some((Sign::Star, 1, 1)),
        c if RAISED.contains(&c) => {
            let mut number = 0_usize;
            let mut end = 0;
            for sign in text.chars() {
                let Some(digit) = RAISED.iter().position(|it| *it == sign) else { break };
                number = (number * 10 + digit).min(MOST + 1);
                end += sign.len_utf8();
            }
            Some((Sign::Raised, number, end))
        }
        c if c.is_ascii_digit() => {
            let end = digits(0)?;
            let number = count(0..end)?;
            match text[end..].starts_with(['.', ')']) {
                true => Some((Sign::Dotted, number, end + 1)),
                false => Some((Sign::Bare, number, end)),
            }
        }
        _ => None,
    }
}

fn roman(text: &str) -> Option<usize> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
        "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    NUMBERS.iter().position(|number| *number == text).map(|at| at + 1)
}

/// The signs that end a word or a sentence, before and behind the number of a note.
const ENDS: &[char] = &['.', ',', ';', ':', '!', '?', ')', '"', '”', '’', '»', '“', '…'];

/// The numbers of a text that may lead to notes, each with its place.
pub(super) fn calls(text: &str, sign: Sign) -> Vec<(Range<usize>, usize)> {
    let mut out = Vec::new();
    let mut past = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let known = std::mem::replace(&mut before, c);
        if at < past {
            continue;
        }
        let begins = match sign {
            Sign::Bracket | Sign::Roman => c == '[',
            Sign::Round => c == '(',
            Sign::Raised => RAISED.contains(&c),
            Sign::Bare => c.is_ascii_digit() || c == '^',
            Sign::Star => c == '*',
            Sign::Dotted => false,
        };
        if !begins {
            continue;
        }
        let lead = usize::from(c == '^');
        let Some((own, number, length)) = token(&text[at + lead..]) else { continue };
        // The stop behind a bare number is that of the sentence.
        let length = length - usize::from(own == Sign::Dotted);
        let own = if own == Sign::Dotted { Sign::Bare } else { own };
        let end = at + lead + length;
        past = end;
        let after = text[end..].chars().next().unwrap_or(' ');
        let closes = |c: char| {
            c.is_whitespace() || matches!(c, '—' | '–' | ']') || ENDS.contains(&c)
        };
        let behind = |c: char| c.is_alphabetic() || ENDS.contains(&c);
        let fits = match sign {
            Sign::Bare => {
                let figure =
                    text[..at].chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
                behind(known) && closes(after) && !figure
            }
            Sign::Star => (behind(known) || known.is_ascii_digit()) && closes(after),
            Sign::Raised => behind(known) || known.is_ascii_digit(),
            Sign::Bracket | Sign::Roman | Sign::Round | Sign::Dotted => true,
        };
        if own == sign && fits && (1..=MOST).contains(&number) {
            out.push((at..end, number));
        }
    }
    out
}

/// Whether a line begins with the number of a note, which no prose does but where it is broken.
pub(super) fn begins(line: &str) -> bool {
    let spaced = |past: usize| line[past..].starts_with([' ', '\u{a0}', '\t']);
    match token(line) {
        Some((Sign::Bracket | Sign::Roman | Sign::Raised, _, past)) => past < line.len(),
        Some((Sign::Round | Sign::Star, _, past)) => spaced(past),
        Some((Sign::Bare | Sign::Dotted, ..)) | None => false,
    }
}

/// The number without a sign that a line begins with.
pub(super) fn bare(line: &str) -> Option<usize> {
    let (sign, number, past) = token(line)?;
    let words = line[past..].trim_start();
    let fits = words.len() < line.len() - past && words.starts_with(char::is_uppercase);
    (sign == Sign::Bare && fits).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts_lead_to_notes() {
        for (sign, text, expected) in [
            (Sign::Bracket, "The mill [1] and the weir.[2]", &[1, 2][..]),
            (Sign::Round, "The chapter (1), and (1990), and (2).", &[1, 2]),
            (Sign::Raised, "The chapter¹, copied.²", &[1, 2]),
            (
                Sign::Bare,
                "The chapter1, as the guides repeat.2 In 1905 a copy.^3",
                &[1, 2, 3],
            ),
            (Sign::Bare, "It cost 3.5 pounds, at 10.30, in Room 4 of B12b.", &[]),
            (Sign::Roman, "The archive [i], and [sic], and [ii].", &[1, 2]),
            (Sign::Star, "Too much*, in 1998*. And 3 * 4, 3*4, and **bold**.", &[1, 1]),
        ] {
            let found: Vec<usize> =
                calls(text, sign).into_iter().map(|(_, number)| number).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
