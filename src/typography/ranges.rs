//! Ranges of numbers: which hyphens between figures are dashes.
//!
//! Years, pages, hours, verses, sums of money; and nothing that only looks like a range:
//! dates, telephone numbers, ISBNs, ids, subtractions.

use std::cmp::Ordering;

use super::segments::NOTHING;
use super::spaces::{Scan, is_space};

/// A number as it is written: `$1,000`, `12:30`, `5%`, `1870s`, `3.`
struct Figure<'a> {
    start: usize,
    end: usize,
    currency: Option<char>,
    /// The figures between the signs of `separators`.
    parts: Vec<&'a str>,
    separators: Vec<u8>,
    /// `%`, the `s` of decades, or the stop of an ordinal.
    suffix: Option<u8>,
}

/// More parts are a date or a version, never one number.
const MOST_PARTS: usize = 2;

impl Scan<'_> {
    /// Whether the hyphen at `at` stands between the ends of a range.
    pub fn is_range(&self, at: usize) -> bool {
        let Some(mut left) = figure_before(self.text, at) else { return false };
        let mut from = at + 1;
        // ’36–’39
        if let Some(before) = self.text[..left.start].strip_suffix('’')
            && self.text[from..].starts_with('’')
        {
            left.start = before.len();
            from += '’'.len_utf8();
        }
        let Some(right) = figure_after(self.text, from, left.suffix) else {
            return false;
        };
        self.begins_alone(left.start)
            && self.ends_alone(&right)
            && (right.currency.is_none() || right.currency == left.currency)
            && self.suffixes_fit(&left, &right)
            && ascends(&left, &right)
    }

    /// Whether the hyphen at `at` stands between two measures: 5′5″–6′2″.
    pub fn joins_measures(&self, at: usize) -> bool {
        let figures =
            self.text[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit());
        self.text[..at].ends_with(['′', '″'])
            && self.next(at + 1).is_ascii_digit()
            && figures.starts_with(['′', '″'])
    }

    /// Whether a hyphen from `at` to `end` stands between two Roman numbers, pp. xii–xv.
    /// Small ones could be words: they stand behind an abbreviation.
    pub fn joins_romans(&self, at: usize, end: usize) -> bool {
        let (left, right) = (self.word_before(at), self.word_after(end));
        let start = at - left.len();
        let large = left.starts_with(char::is_uppercase);
        let after = self.next(end + right.len());
        let single = |word: &str| word.len() == 1;
        let ascends = || {
            let (left, right) = (roman(left), roman(right));
            left.is_some() && left < right
        };
        !(single(left) && single(right))
            && large == right.starts_with(char::is_uppercase)
            && (large || is_space(self.prev(start)) && self.before_space(start) == '.')
            && !matches!(after, '-' | '’' | '\'')
            && ascends()
    }

    /// Whether nothing before a number makes it part of something longer.
    fn begins_alone(&self, start: usize) -> bool {
        let before = self.prev(start);
        // c.1940 and Fig.3
        let after_letter =
            before == '.' && start > 0 && self.prev(start - 1).is_alphabetic();
        let goes_on = before.is_alphanumeric()
            || "-/:#@_+,=.–~\\".contains(before) && !after_letter;
        before == NOTHING || !goes_on
    }

    fn ends_alone(&self, right: &Figure<'_>) -> bool {
        let after = self.next(right.end);
        !after.is_alphanumeric() && !matches!(after, '-' | '/' | '_' | '@' | '–' | ':')
            || after == ':' && !self.next(right.end + 1).is_ascii_digit()
    }

    fn suffixes_fit(&self, left: &Figure<'_>, right: &Figure<'_>) -> bool {
        match (left.suffix, right.suffix) {
            (None, None) => true,
            (Some(b'.'), Some(b'.')) => {
                // 1.–3. Mai
                let word = self.beyond(right.end);
                left.parts[0].len() <= 2
                    && is_space(self.next(right.end))
                    && word.is_alphabetic()
            }
            (Some(left), Some(right)) => left == right,
            (None, Some(right)) => right == b'%',
            (Some(_), None) => false,
        }
    }

    /// Whether a hyphen with the space at `from` before it and one at `end` after it
    /// stands between two years.
    pub fn joins_years(&self, from: usize, end: usize) -> bool {
        let right = end + 1;
        let Some(left) = figure_before(self.text, from) else { return false };
        let Some(right) = figure_after(self.text, right, None) else { return false };
        let year = |f: &Figure<'_>| {
            f.separators.is_empty()
                && f.parts[0].len() == 4
                && f.currency.is_none()
                && f.suffix.is_none()
        };
        let equation = self.text[right.end..].trim_start().starts_with('=');
        year(&left)
            && year(&right)
            && !equation
            && self.begins_alone(left.start)
            && self.ends_alone(&right)
            && left.parts[0] < right.parts[0]
    }
}

fn figure_before(text: &str, at: usize) -> Option<Figure<'_>> {
    let bytes = text.as_bytes();
    let suffix = at.checked_sub(1).map(|last| bytes[last]);
    let suffix = suffix.filter(|byte| matches!(byte, b'%' | b's' | b'.'));
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut start = at - usize::from(suffix.is_some());
    let (mut parts, mut separators) = (Vec::new(), Vec::new());
    loop {
        let end = start;
        while start > 0 && digit(start - 1) && end - start < 5 {
            start -= 1;
        }
        if start == end {
            return None;
        }
        parts.insert(0, &text[start..end]);
        let goes_on = start > 1
            && matches!(bytes[start - 1], b'.' | b',' | b':')
            && digit(start - 2);
        if !goes_on || parts.len() > MOST_PARTS {
            break;
        }
        separators.insert(0, bytes[start - 1]);
        start -= 1;
    }
    let currency = text[..start].chars().next_back().filter(|&c| is_currency(c));
    start -= currency.map_or(0, char::len_utf8);
    Some(Figure { start, end: at, currency, parts, separators, suffix })
}

/// The number at `start`; a stop behind it belongs to it where `like` is one.
fn figure_after(text: &str, start: usize, like: Option<u8>) -> Option<Figure<'_>> {
    let bytes = text.as_bytes();
    let currency = text[start..].chars().next().filter(|&c| is_currency(c));
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = start + currency.map_or(0, char::len_utf8);
    let (mut parts, mut separators) = (Vec::new(), Vec::new());
    loop {
        let from = end;
        while digit(end) && end - from < 5 {
            end += 1;
        }
        if from == end {
            return None;
        }
        parts.push(&text[from..end]);
        let goes_on = bytes.get(end).is_some_and(|b| matches!(b, b'.' | b',' | b':'))
            && digit(end + 1);
        if !goes_on || parts.len() > MOST_PARTS {
            break;
        }
        separators.push(bytes[end]);
        end += 1;
    }
    let suffix = bytes.get(end).copied().filter(|&byte| match byte {
        b'%' => true,
        b's' | b'.' => like == Some(byte),
        _ => false,
    });
    end += usize::from(suffix.is_some());
    Some(Figure { start, end, currency, parts, separators, suffix })
}

/// The value of a Roman number in large or small letters, written as it should be.
fn roman(word: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let small = word.to_ascii_lowercase();
    let mut rest = small.as_str();
    let mut value = 0;
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 1 && !"vld".contains(sign) { 3 } else { 1 };
        for _ in 0..most {
            if let Some(after) = rest.strip_prefix(sign) {
                rest = after;
                value += worth;
            }
        }
    }
    let one_case = word == small || word == word.to_ascii_uppercase();
    (value > 0 && rest.is_empty() && one_case).then_some(value)
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€')
}

/// Whether the second number is the greater one, also where it is shortened (1939–40)
/// and where chapter or hour are not said again (3:4–5).
fn ascends(left: &Figure<'_>, right: &Figure<'_>) -> bool {
    if left.parts.len() > MOST_PARTS || right.parts.len() > MOST_PARTS {
        return false;
    }
    let numbers = |figure: &Figure<'_>| -> Vec<u32> {
        figure.parts.iter().map(|part| part.parse().unwrap_or(0)).collect()
    };
    if left.separators == right.separators && !left.separators.is_empty() {
        return numbers(left) < numbers(right);
    }
    if left.separators == [b':'] && right.separators.is_empty() {
        return numbers(left)[1] < numbers(right)[0];
    }
    let (a, b) = (left.parts[0], right.parts[0]);
    if left.separators != right.separators
        || a.len() > 4
        || b.len() > 4
        || a.starts_with('0')
        || a.len() == 3 && b.len() == 4
    {
        return false;
    }
    match b.len().cmp(&a.len()) {
        Ordering::Equal => b > a,
        Ordering::Less => b > &a[a.len() - b.len()..],
        Ordering::Greater => b.len() == a.len() + 1 && !b.starts_with('0'),
    }
}
