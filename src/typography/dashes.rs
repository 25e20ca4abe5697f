//! Hyphens that are dashes: between words, beside them, between names and numbers.

use super::rules::{Dash, Rules};
use super::segments::NOTHING;
use super::spaces::{Scan, is_quote, is_space};

impl Scan<'_> {
    /// Hyphens from byte `first`; the text from `from` to there is a space or nothing.
    pub fn hyphens(&mut self, from: usize, first: usize) -> usize {
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
            1 if closed
                && (self.is_range(first)
                    || self.joins_measures(first)
                    || self.joins_romans(first, end)) =>
            {
                self.put(first, end, "–")
            }
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
            2 if closed
                && (digits
                    || self.joins_romans(first, end)
                    || self.joins_names(first, end)
                    || self.joins_letters(first, end)) =>
            {
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

    /// Whether a dash from `at` to `end` stands between two names, as in "Paris–Lyon": it
    /// joins them, and has no spaces. The same word twice is stammered.
    fn joins_names(&self, at: usize, end: usize) -> bool {
        let word = self.word_before(at);
        self.rules.joins_names
            && self.next(end).is_uppercase()
            && word.starts_with(char::is_uppercase)
            && word != self.word_after(end)
    }

    /// Whether a dash from `at` to `end` stands between two letters in quotation marks.
    fn joins_letters(&self, at: usize, end: usize) -> bool {
        let mut before = self.text[..at].chars().rev();
        let mut after = self.text[end..].chars();
        let quoted = |chars: &mut dyn Iterator<Item = char>| {
            chars.next().is_some_and(is_quote)
                && chars.next().is_some_and(char::is_alphabetic)
                && chars.next().is_some_and(is_quote)
        };
        quoted(&mut before) && quoted(&mut after)
    }

    /// Sets the language's dash in place of what stands from `from` to `end`, where
    /// there may be a space at `from` and one after `end`.
    fn dash(&mut self, from: usize, end: usize, prev: char, beyond: char) -> usize {
        let space_before = self.text.as_bytes()[from] == b' ';
        let first = from + usize::from(space_before);
        let behind = self.skip_spaces(end);
        let elided = beyond == '’' && self.beyond(behind).is_alphanumeric();
        let alone_before = prev == NOTHING || self.rules.opens(prev);
        let alone_after = beyond == NOTHING || self.rules.closes(beyond) && !elided;
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
}

impl Rules {
    /// Whether a sign opens: a bracket, a quotation mark of the language, or of another
    /// that is none of its own.
    fn opens(&self, c: char) -> bool {
        match self.own(c) {
            Some(closes) => !closes,
            None => {
                matches!(c, '(' | '[' | '“' | '‘' | '«' | '„' | '‚' | '‹' | '¿' | '¡')
            }
        }
    }

    /// Whether a sign closes what stands before it.
    fn closes(&self, c: char) -> bool {
        match self.own(c) {
            Some(closes) => closes,
            None => matches!(
                c,
                ')' | ']' | '”' | '’' | '»' | '›' | '.' | ',' | ';' | ':' | '!' | '?'
            ),
        }
    }

    /// Whether a mark of the language's own closes; `None` for another sign.
    fn own(&self, c: char) -> Option<bool> {
        let is = |mark: &str| mark.starts_with(c);
        let pairs = [self.outer, self.inner];
        let opens = pairs.iter().any(|pair| is(pair.0));
        let closes = pairs.iter().any(|pair| is(pair.1));
        (opens || closes).then_some(closes)
    }
}
