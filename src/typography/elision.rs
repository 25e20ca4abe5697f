//! Apostrophes that stand for letters left out, told from quotation marks by what stands
//! beside them.

use super::rules::Rules;
use super::segments::NOTHING;

/// How far a sentence is searched for the end of a quotation.
const FARTHEST: usize = 400;

/// Words between which a lone n is a letter, not "and": the letters 'm' and 'n'.
const AROUND_A_LETTER: &[&str] = &[
    "a", "an", "and", "as", "by", "for", "from", "in", "is", "letter", "letters", "no",
    "of", "or", "than", "the", "to", "with",
];

/// Whether an apostrophe between `before` and `rest` stands for letters left out: ’tis,
/// ’36.
pub(super) fn elides(before: &str, rest: &str, next: char, rules: &Rules) -> bool {
    if next.is_ascii_digit() {
        return is_year(rest);
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest[..end].to_lowercase();
    // Greek words lose letters behind others only, where none has a capital.
    if !word.is_ascii() && word != rest[..end] {
        return false;
    }
    if !rules.elided.contains(&word.as_str()) {
        return false;
    }
    // 'cause' with a mark that closes is a word quoted; ’n’ has an apostrophe on both
    // sides, and ’tisn’t goes on behind it.
    match rest[end..].strip_prefix(['\'', '’']) {
        Some(after) if word == "n" => joins_words(before, after),
        Some(after) => after.starts_with(char::is_alphanumeric),
        None => true,
    }
}

/// Whether ’n’ stands for "and" between two texts: rock ’n’ roll, fish’n’chips.
fn joins_words(before: &str, after: &str) -> bool {
    let left = before.trim_end();
    let word = left.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // A text that ends beside a space goes on in the next inline.
    let goes_on = |text: &str, trimmed: &str, word: bool| {
        word || trimmed.is_empty() && !text.is_empty()
    };
    let right = after.trim_start();
    goes_on(before, left, !word.is_empty())
        && !AROUND_A_LETTER.contains(&word.to_lowercase().as_str())
        && goes_on(after, right, right.starts_with(char::is_alphabetic))
}

/// Whether figures are those of a year or a century, the first of them left out: ’36,
/// ’20s, Italian ’900; but '1984' is a title, and '10,000', '20th' and '50%' are numbers.
fn is_year(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let mut chars = after.chars();
    let next = chars.next().unwrap_or(NOTHING);
    let beyond = chars.next().unwrap_or(NOTHING);
    let stands_alone = match next {
        's' => !beyond.is_alphanumeric(),
        ',' | '.' | ':' => !beyond.is_ascii_digit(),
        '-' | '–' => !beyond.is_alphabetic(),
        '\'' | '%' | '°' | '€' | '$' | '£' => false,
        _ => !next.is_alphanumeric(),
    };
    stands_alone && (digits == 2 || digits == 3 && rest[1..].starts_with("00"))
}

/// Whether figures behind a mark rather begin a quotation, '40 days and 40 nights', or a
/// decade does, '90s kids': a mark that can only close comes in the same sentence, before
/// one that can open.
pub(super) fn quotes_figures(rest: &str, rules: &Rules) -> bool {
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut prev = NOTHING;
    let mut chars = rest.char_indices().take(FARTHEST).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(NOTHING, |&(_, next)| next);
        let opens_next = || {
            let beyond = rest[at + 1..].chars().nth(1).unwrap_or(NOTHING);
            matches!(next, '"' | '\'' | '«' | '“' | '„') && beyond.is_alphabetic()
        };
        match c {
            '\'' if prev.is_whitespace() => return false,
            // dell'"Avanti!"
            '\'' if prev.is_alphabetic() && opens_next() => {}
            // The workers' year: a possessive closes nothing.
            '\'' if next.is_alphanumeric()
                || next == ' ' && may_end(&rest[..at], rules) => {}
            '\'' => return true,
            '.' | '!' | '?' if next.is_whitespace() => return false,
            _ => {}
        }
        prev = c;
    }
    false
}

/// Whether the word before a mark may end with an apostrophe: the workers’, un po’,
/// goin’.
pub(super) fn may_end(text: &str, rules: &Rules) -> bool {
    let letters = |c: &char| c.is_alphabetic();
    let start = text.char_indices().rev().take(24).take_while(|(_, c)| letters(c)).last();
    let word = start.map_or("", |(at, _)| &text[at..]);
    word.ends_with(['s', 'S', 'x', 'z'])
        || rules.clipped.contains(&word.to_lowercase().as_str())
        || rules.clipped_in && word.len() >= 4 && word.ends_with("in")
}

/// Whether a mark is the second of ’n’.
pub(super) fn ends_and(before: &str, after: &str) -> bool {
    let left = ["'n", "’n", "'N", "’N"].iter().find_map(|and| before.strip_suffix(and));
    left.is_some_and(|left| joins_words(left, after))
}

/// Whether a mark stands between figures as a sign of feet or minutes: 6′2″, 40°26′46″,
/// 45°30′N. Three figures behind it are thousands: 10’000.
pub(super) fn is_prime(before: &str, after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let figures = before.trim_end_matches(|c: char| c.is_ascii_digit());
    match digits {
        0 => figures.ends_with('°') && after.starts_with(['N', 'S', 'E', 'W', 'O']),
        3 => after[3..].starts_with('"'),
        _ => true,
    }
}

/// Whether a double mark stands behind feet or minutes: 5′11″.
pub(super) fn follows_prime(before: &str) -> bool {
    let inches = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_fraction(c));
    inches.len() < before.len()
        && inches
            .strip_suffix(['\'', '′', '’'])
            .is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
}

/// What a mark becomes that is one of two which stand for a double one, 5′10″ typed
/// `5'10''`: the first the whole sign, the second nothing.
pub(super) fn doubled_prime(before: &str, after: &str) -> Option<&'static str> {
    if let Some(first) = before.strip_suffix('\'') {
        return follows_prime(first).then_some("");
    }
    (after.starts_with('\'') && follows_prime(before)).then_some("″")
}

/// Whether a character ends a measure.
pub(super) fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || is_fraction(c)
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '⅐'..='⅞')
}
