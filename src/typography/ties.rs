//! Ties: which spaces between words must not break, since initials, abbreviations, units
//! and short words stay with their neighbours.

use super::spaces::{Scan, is_space};

impl Scan<'_> {
    /// Whether the space at `at` holds its neighbours together.
    pub fn binds(&self, at: usize, prev: char, next: char) -> bool {
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
}

/// Whether a word is one capital twice, as plurals are shortened in Spanish.
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(char::is_uppercase) && letters.next() == first
}
