//! Dashes, ellipses, and spaces that must not break, in one scan over a text.

use super::address;
use super::rules::{Dash, Rules};
use super::segments::NOTHING;

const NB: char = '\u{a0}';
const THIN: char = '\u{202f}';

/// The text as set, or `None` if nothing changes. `before` and `after` are its
/// neighbours in the run.
pub(super) fn set(
    text: &str,
    rules: &Rules,
    before: char,
    after: char,
) -> Option<String> {
    let mut scan = Scan {
        text,
        rules,
        before,
        after,
        out: String::new(),
        copied: 0,
        changed: false,
    };
    let bytes = text.as_bytes();
    let french = !rules.guillemet_space.is_empty();
    let addresses = address::find(text);
    let mut addresses = addresses.iter().peekable();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(address) = addresses.next_if(|address| at >= address.start) {
            at = at.max(address.end);
            continue;
        }
        at = match bytes[at] {
            b' ' => scan.space(at),
            b'-' => scan.hyphens(at, at),
            b'.' => scan.stop(at),
            b':' | b';' | b'!' | b'?' if french => scan.high_mark(at),
            0xC2 if french => scan.guillemet(at),
            _ => at + 1,
        };
    }
    if !scan.changed {
        return None;
    }
    scan.out.push_str(&text[scan.copied..]);
    Some(scan.out)
}

/// A text while it is set.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    rules: &'a Rules,
    before: char,
    after: char,
    out: String,
    copied: usize,
    changed: bool,
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | NB | THIN | '\n' | '\t')
}

impl Scan<'_> {
    /// The character before byte `at`.
    pub fn prev(&self, at: usize) -> char {
        let byte = at.checked_sub(1).map(|i| self.text.as_bytes()[i]);
        match byte {
            None => self.before,
            Some(byte) if byte.is_ascii() => char::from(byte),
            Some(_) => self.text[..at].chars().next_back().unwrap_or(self.before),
        }
    }

    /// The character at byte `at`.
    pub fn next(&self, at: usize) -> char {
        match self.text.as_bytes().get(at) {
            None => self.after,
            Some(byte) if byte.is_ascii() => char::from(*byte),
            Some(_) => self.text[at..].chars().next().unwrap_or(self.after),
        }
    }

    /// Puts `with` in place of the bytes from `from` to `to`; goes on at `to`.
    fn put(&mut self, from: usize, to: usize, with: &str) -> usize {
        self.out.reserve(self.text.len() - self.copied + 16);
        self.out.push_str(&self.text[self.copied..from]);
        self.out.push_str(with);
        self.copied = to;
        self.changed = true;
        to
    }

    fn space(&mut self, at: usize) -> usize {
        let (prev, next) = (self.prev(at), self.next(at + 1));
        if next == '-' && at + 1 < self.text.len() {
            return self.hyphens(at, at + 1);
        }
        let rules = self.rules;
        let with = match next {
            ';' | '!' | '?' => rules.high_space,
            ':' => rules.colon_space,
            '»' => rules.guillemet_space,
            '%' if prev.is_ascii_digit() => rules.percent_space,
            '–' | '—' if self.dash_is_spaced(at + 1, next) => "\u{a0}",
            _ if prev == '«' => rules.guillemet_space,
            _ if prev.is_ascii_digit() && self.groups(at) => rules.group_space,
            _ if self.binds(at, prev, next) => "\u{a0}",
            _ => "",
        };
        match with {
            "" => at + 1,
            with => self.put(at, at + 1, with),
        }
    }

    /// Whether a typed dash after a space is one that the language sets with spaces.
    fn dash_is_spaced(&self, at: usize, dash: char) -> bool {
        matches!(self.rules.dash, Dash::Spaced(_))
            && is_space(self.next(at + dash.len_utf8()))
    }

    /// Whether the space at `at` parts thousands: 10 000, 1 234 567.
    fn groups(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let after = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        let kept = bytes[..at].iter().rev().take(4).take_while(|b| b.is_ascii_digit());
        let kept = kept.count();
        if after != 3 || !(1..=3).contains(&kept) {
            return false;
        }
        // 128-bit is no group.
        let (next, beyond) = (self.next(at + 4), self.next(at + 5));
        if next.is_alphabetic() || next == '-' && beyond.is_alphabetic() {
            return false;
        }
        let start = at - kept;
        let before = self.prev(start);
        let goes_on =
            kept == 3 && is_space(before) && self.before_space(start).is_ascii_digit();
        goes_on
            || bytes[start] != b'0'
                && !before.is_alphanumeric()
                && !matches!(before, '.' | ',' | ':' | '-' | '/' | '_')
    }

    /// Whether the space at `at` stands in a date of figures: 1. 5. 1990.
    fn is_date(&self, at: usize) -> bool {
        let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &self.text[at + 1..];
        let year = |text: &str| figures(text) == 4;
        let day = figures(rest);
        if year(rest) {
            let before = self.text[..at]
                .trim_end_matches(|c: char| c == '.' || c.is_ascii_digit());
            let before = before.trim_end_matches(is_space);
            let day = before.strip_suffix('.').unwrap_or("");
            return day.ends_with(|c: char| c.is_ascii_digit());
        }
        (1..=2).contains(&day)
            && rest[day..]
                .strip_prefix('.')
                .and_then(|rest| rest.strip_prefix(is_space))
                .is_some_and(year)
    }

    /// Whether the space at `at` holds its neighbours together.
    fn binds(&self, at: usize, prev: char, next: char) -> bool {
        let rules = self.rules;
        if prev.is_ascii_lowercase()
            && rules.short_word == 0
            && !next.is_ascii_digit()
            && !next.is_uppercase()
        {
            return false;
        }
        if matches!(prev, '§' | '№' | '¶') {
            return next.is_alphanumeric();
        }
        if prev == '.' {
            // The stop may end the text before this one; its word is not seen then.
            return at > 0 && self.binds_after_stop(at, next);
        }
        if prev.is_ascii_digit() {
            return next.is_alphabetic() && self.is_unit(at)
                || matches!(next, '€' | '°' | '$' | '£');
        }
        if matches!(prev, 'º' | '°') {
            return next.is_ascii_digit();
        }
        if !prev.is_alphanumeric() {
            return false;
        }
        let word = self.word_before(at);
        let short = word.chars().count();
        if rules.short_word > 0 {
            if (1..=rules.short_word).contains(&short) && next.is_alphanumeric() {
                return true;
            }
            if next.is_alphabetic() && rules.particles.contains(&self.word_after(at + 1))
            {
                return true;
            }
        }
        if word.len() < 2 || short > 7 {
            return false;
        }
        let lower = word.to_lowercase();
        next.is_ascii_digit() && rules.before_number.contains(&lower.as_str())
            || next.is_uppercase()
                && word.starts_with(char::is_uppercase)
                && rules.before_name.contains(&lower.as_str())
    }

    fn binds_after_stop(&self, at: usize, next: char) -> bool {
        let rules = self.rules;
        // The full stop may stand at the end of the inline before.
        let Some(stop) = at.checked_sub(1) else { return false };
        let word = self.word_before(stop);
        let letters = word.chars().count();
        if letters == 0 || word.bytes().all(|b| b.is_ascii_digit()) {
            if next.is_ascii_digit() {
                return (1..=2).contains(&word.len()) && self.is_date(at);
            }
            // "1. Mai" where days are ordinals.
            return rules.letter_pairs
                && (1..=2).contains(&word.len())
                && (next.is_alphabetic()
                    && rules.after_number.contains(&self.word_after(at + 1)));
        }
        if letters == 1 {
            if word.starts_with(char::is_uppercase) && next.is_uppercase() {
                // "Plan B. The end": what only begins sentences follows no initial.
                let word = self.word_after(at + 1);
                return !rules.openers.contains(&word)
                    || self.next(at + 1 + word.len()) == '.';
            }
            let pair = self.word_after(at + 1);
            if rules.letter_pairs
                && pair.chars().count() == 1
                && self.text[at + 1 + pair.len()..].starts_with('.')
            {
                return true;
            }
        }
        if letters == 2 && is_doubled(word) {
            // EE. UU.
            let pair = self.word_after(at + 1);
            let stop = self.text[at + 1 + pair.len()..].starts_with('.');
            return pair.chars().count() == 2 && is_doubled(pair) && stop;
        }
        if letters > 6 {
            return false;
        }
        let lower = word.to_lowercase();
        let number = next.is_ascii_digit() || matches!(next, '[');
        number && rules.before_number.contains(&lower.as_str())
            || next.is_uppercase() && rules.before_name.contains(&lower.as_str())
    }

    /// Whether a unit or a month stands after the space at `at`, behind a number.
    fn is_unit(&self, at: usize) -> bool {
        let word = self.word_after(at + 1);
        let digits = self.text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        if word.starts_with(char::is_uppercase) && word.len() > 3 && digits > 2 {
            return false;
        }
        let end = at + 1 + word.len();
        let dotted = |stops: &str| {
            self.text[end..].starts_with(stops)
                && self.rules.is_unit(&self.text[at + 1..end + stops.len()])
        };
        self.rules.is_unit(word)
            || dotted(".")
            || dotted(".m.")
            || dotted(".μ.")
            || dotted(".Χ.")
            || self.text[end..].starts_with(['²', '³'])
                && matches!(word, "m" | "km" | "cm")
            || word.is_empty()
    }

    fn word_before(&self, at: usize) -> &str {
        let start = self.text[..at]
            .char_indices()
            .rev()
            .take(12)
            .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, 'º' | '°' | '-'))
            .last()
            .map_or(at, |(i, _)| i);
        if start == 0 && self.before.is_alphanumeric() {
            return "";
        }
        &self.text[start..at]
    }

    fn word_after(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        let end = rest.char_indices().find(|(_, c)| !c.is_alphabetic());
        let end = end.map_or(rest.len(), |(i, _)| i);
        if end == rest.len() && self.after.is_alphabetic() {
            return "";
        }
        &rest[..end]
    }

    /// Hyphens from byte `first`; the text from `from` to there is a space or nothing.
    fn hyphens(&mut self, from: usize, first: usize) -> usize {
        let count = self.text[first..].bytes().take_while(|&b| b == b'-').count();
        let end = first + count;
        let (prev, next) = (self.prev(from), self.next(end));
        let spaced_before = from < first || is_space(prev);
        let spaced_after = is_space(next);
        let prev =
            if from == first && is_space(prev) { self.before_space(from) } else { prev };
        let beyond = if spaced_after { self.next(self.skip_spaces(end)) } else { next };
        let digits = prev.is_ascii_digit() && beyond.is_ascii_digit();
        let closed = !spaced_before && !spaced_after;
        match count {
            1 if closed && self.is_range(first) => self.put(first, end, "–"),
            1 if digits
                && from < first
                && spaced_after
                && self.joins_years(from, end) =>
            {
                self.put(from, end + 1, "–")
            }
            1 if spaced_before
                && spaced_after
                && !digits
                && prev != NOTHING
                && !is_space(prev) =>
            {
                match beyond.is_alphanumeric() || is_quote(beyond) {
                    true => self.dash(from, end, prev, beyond),
                    false => end,
                }
            }
            2 if closed && (digits || self.joins_names(first, next)) => {
                self.put(first, end, "–")
            }
            2 => self.dash(from, end, prev, beyond),
            3 if matches!(self.rules.dash, Dash::Closed(_)) => {
                self.dash(from, end, prev, beyond)
            }
            3 => {
                let spaced = matches!(self.rules.dash, Dash::Spaced(_));
                match from < first && spaced {
                    true => self.put(from, end, "\u{a0}—"),
                    false => self.put(first, end, "—"),
                }
            }
            _ => end,
        }
    }

    /// Whether a closed dash stands between two names, as in "Argentine–Mexican": it joins
    /// them, and has no spaces in any language.
    fn joins_names(&self, at: usize, next: char) -> bool {
        next.is_uppercase() && self.word_before(at).starts_with(char::is_uppercase)
    }

    /// The character before the spaces that end at `at`.
    fn before_space(&self, at: usize) -> char {
        let kept = self.text[..at].trim_end_matches(is_space);
        if kept.is_empty() && at > 0 { self.before } else { self.prev(kept.len()) }
    }

    fn skip_spaces(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches(' ').len()
    }

    /// Sets the language's dash in place of what stands from `from` to `end`, where
    /// there may be a space at `from` and one after `end`.
    fn dash(&mut self, from: usize, end: usize, prev: char, beyond: char) -> usize {
        let space_before = self.text.as_bytes()[from] == b' ';
        let first = from + usize::from(space_before);
        let alone_before = prev == NOTHING || is_opening(prev);
        let alone_after = beyond == NOTHING || is_closing(beyond);
        let mut dash = [0; 4];
        match self.rules.dash {
            Dash::AsTyped(c) => self.put(first, end, c.encode_utf8(&mut dash)),
            Dash::Closed(c) if alone_before || alone_after => {
                self.put(first, end, c.encode_utf8(&mut dash))
            }
            Dash::Closed(c) => {
                let to = self.skip_spaces(end);
                self.put(from, to, c.encode_utf8(&mut dash))
            }
            Dash::Spaced(c) if alone_before => {
                self.put(first, end, c.encode_utf8(&mut dash))
            }
            Dash::Spaced(c) if alone_after => {
                let dash = c.encode_utf8(&mut dash);
                match space_before {
                    true => self.put(from, end, &format!("\u{a0}{dash}")),
                    false => self.put(first, end, dash),
                }
            }
            Dash::Spaced(c) => {
                let lead = match !space_before && is_space(self.prev(from)) {
                    true => "",
                    false => "\u{a0}",
                };
                let next = self.next(end);
                let tail = if is_space(next) { "" } else { " " };
                self.put(from, end, &format!("{lead}{c}{tail}"))
            }
        }
    }

    fn stop(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let count = rest.bytes().take_while(|&b| b == b'.').count();
        match count {
            3 => self.put(at, at + 3, "…"),
            4 => self.put(at, at + 4, "…."),
            1 if rest.starts_with(". . .") && !rest[5..].starts_with(['.', ' ']) => {
                self.put(at, at + 5, "…")
            }
            1 if rest.starts_with(". . . ") && !rest[6..].starts_with('.') => {
                self.put(at, at + 5, "…")
            }
            _ => at + count,
        }
    }

    /// French: space before high punctuation where none is typed.
    fn high_mark(&mut self, at: usize) -> usize {
        let mark = self.text.as_bytes()[at];
        let (prev, next) = (self.prev(at), self.next(at + 1));
        let space = match mark {
            b':' => self.rules.colon_space,
            _ => self.rules.high_space,
        };
        let word_before = prev.is_alphanumeric()
            || matches!(prev, '”' | '’' | '…' | ')' | ']')
            || prev == '»'
            || prev == '%';
        let ends = next == NOTHING
            || !next.is_alphanumeric() && !matches!(next, '/' | '=' | '-');
        if !space.is_empty() && word_before && ends {
            return self.put(at, at, space).max(at) + 1;
        }
        at + 1
    }

    /// French: spaces inside guillemets, and typed no-break spaces made thin.
    fn guillemet(&mut self, at: usize) -> usize {
        let space = self.rules.guillemet_space;
        match self.next(at) {
            '«' if !is_space(self.next(at + 2)) && at + 2 < self.text.len() => {
                self.put(at + 2, at + 2, space)
            }
            '«' if at + 2 == self.text.len()
                && self.after != NOTHING
                && !is_space(self.after) =>
            {
                self.put(at + 2, at + 2, space)
            }
            '»' if !is_space(self.prev(at)) && self.prev(at) != NOTHING => {
                self.put(at, at, space);
                at + 2
            }
            NB => {
                let (prev, next) = (self.prev(at), self.next(at + 2));
                let with = match next {
                    ';' | '!' | '?' => self.rules.high_space,
                    '»' => space,
                    _ if prev == '«' => space,
                    _ => "",
                };
                match with {
                    "" | "\u{a0}" => at + 2,
                    with => self.put(at, at + 2, with),
                }
            }
            _ => at + 2,
        }
    }
}

/// Whether a word is one capital twice, as plurals are shortened in Spanish.
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(char::is_uppercase) && letters.next() == first
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '‚' | '‹' | '›')
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '“' | '‘' | '«' | '„' | '‚' | '‹' | '¿' | '¡')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '”' | '’' | '»' | '›' | '.' | ',' | ';' | ':' | '!' | '?')
}
