//! Spaces and ellipses in one scan over a text, which asks for dashes and ties on its way.

use std::borrow::Cow;
use std::ops::Deref;

use super::address;
use super::rules::{Dash, Rules};
use super::segments::NOTHING;
use super::ties::Ties;

pub(super) const NB: char = '\u{a0}';
pub(super) const THIN: char = '\u{202f}';

/// The text as set, or `None` if nothing changes. `before` and `after` are what stands
/// beside it in the run, as far as words reach.
pub(super) fn set(
    text: &str,
    rules: &Rules,
    before: &str,
    after: &str,
) -> Option<String> {
    let near = Look {
        text,
        rules,
        before: before.chars().next_back().unwrap_or(NOTHING),
        after: after.chars().next().unwrap_or(NOTHING),
    };
    let wide = match (before, after) {
        ("", "") => Cow::Borrowed(text),
        _ => Cow::Owned([before, text, after].concat()),
    };
    let wide = Look { text: &wide, rules, before: NOTHING, after: NOTHING };
    let mut scan = Scan {
        near,
        ties: Ties::new(wide, before.len()),
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

/// A text as rules look at it.
pub(super) struct Look<'a> {
    pub text: &'a str,
    pub rules: &'a Rules,
    before: char,
    after: char,
}

/// A text while it is set.
pub(super) struct Scan<'a> {
    near: Look<'a>,
    /// The ties look farther: into what stands beside the text.
    ties: Ties<'a>,
    out: String,
    copied: usize,
    changed: bool,
}

impl<'a> Deref for Scan<'a> {
    type Target = Look<'a>;

    fn deref(&self) -> &Look<'a> {
        &self.near
    }
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | NB | THIN | '\n' | '\t')
}

impl Look<'_> {
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

    /// The character behind the one at byte `at`.
    pub fn beyond(&self, at: usize) -> char {
        self.next(at + self.next(at).len_utf8())
    }

    /// Whether what stands at byte `at`, behind a space, follows the name of a part of a
    /// book.
    fn follows_division(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(is_space);
        let end = before.strip_suffix('.').unwrap_or(before).len();
        let word = self.word_before(end).to_lowercase();
        self.rules.divisions.contains(&word.as_str())
    }

    /// Whether a typed dash after a space is one that the language sets with spaces.
    fn dash_is_spaced(&self, at: usize, dash: char) -> bool {
        matches!(self.rules.dash, Dash::Spaced(_))
            && is_space(self.next(at + dash.len_utf8()))
    }

    /// Whether an ellipsis with spaces on both sides follows the space at `at`: it belongs to
    /// the words before it, and begins no line.
    fn dots_follow(&self, at: usize, prev: char) -> bool {
        let rest = &self.text[at + 1..];
        let behind = rest.strip_prefix('…').or_else(|| rest.strip_prefix("..."));
        prev != NOTHING
            && !is_space(prev)
            && behind.is_some_and(|behind| behind.starts_with(' '))
    }

    /// Whether the space at `at` parts thousands: 10 000, 1 234 567.
    pub fn groups(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let after = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        let kept = bytes[..at].iter().rev().take(4).take_while(|b| b.is_ascii_digit());
        let kept = kept.count();
        if after != 3 || !(1..=3).contains(&kept) {
            return false;
        }
        // 128-bit is no group.
        let (next, beyond) = (self.next(at + 4), self.beyond(at + 4));
        if next.is_alphabetic() || next == '-' && beyond.is_alphabetic() {
            return false;
        }
        let start = at - kept;
        let before = self.prev(start);
        if is_space(before) && self.follows_division(start) {
            // "Chapter 3 200 pages": two numbers.
            return false;
        }
        let goes_on =
            kept == 3 && is_space(before) && self.before_space(start).is_ascii_digit();
        goes_on
            || bytes[start] != b'0'
                && !before.is_alphanumeric()
                && !matches!(before, '.' | ',' | ':' | '-' | '/' | '_')
    }

    pub fn word_before(&self, at: usize) -> &str {
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

    pub fn word_after(&self, at: usize) -> &str {
        let rest = &self.text[at..];
        let end = rest.char_indices().find(|(_, c)| !c.is_alphabetic());
        let end = end.map_or(rest.len(), |(i, _)| i);
        if end == rest.len() && self.after.is_alphabetic() {
            return "";
        }
        &rest[..end]
    }

    /// The character before the spaces that end at `at`.
    pub fn before_space(&self, at: usize) -> char {
        let kept = self.text[..at].trim_end_matches(is_space);
        if kept.is_empty() && at > 0 { self.before } else { self.prev(kept.len()) }
    }

    pub fn skip_spaces(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches(' ').len()
    }
}

impl Scan<'_> {
    /// Puts `with` in place of the bytes from `from` to `to`; goes on at `to`.
    pub fn put(&mut self, from: usize, to: usize, with: &str) -> usize {
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
            '%' | '‰' if prev.is_ascii_digit() => rules.percent_space,
            '–' | '—' if self.dash_is_spaced(at + 1, next) => "\u{a0}",
            '…' | '.' if self.dots_follow(at, prev) => "\u{a0}",
            _ if prev == '«' => rules.guillemet_space,
            _ if prev.is_ascii_digit() && self.groups(at) => rules.group_space,
            _ if self.ties.bind(at) => "\u{a0}",
            _ => "",
        };
        match with {
            "" => at + 1,
            with => self.put(at, at + 1, with),
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
            || matches!(prev, '”' | '’' | '»' | '…' | ')' | ']')
            || matches!(prev, '%' | '‰' | '€' | '$' | '£' | '°' | '′' | '″');
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

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '‚' | '‹' | '›')
}
