//! Ties: which spaces between words must not break, since initials, abbreviations, units
//! and short words stay with their neighbours.
//!
//! Ties that follow one another make a stretch that no line can break; where it grows
//! long, the weakest of them are let go, or the lines before it would be set loose.

use super::elision::is_figure;
use super::spaces::{Look, NB, THIN, is_space};

/// How firmly a space holds its neighbours together, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    /// A short conjunction and what it begins.
    Conjunction,
    /// A short preposition or negation and its word.
    Preposition,
    /// A title and a name.
    Title,
    /// What is never parted: initials, numbers and their units, particles.
    Firm,
}

/// One of the ties that follow one another.
struct Tie {
    at: usize,
    hold: Hold,
    /// Between two words: a tie to a dash or a quotation mark makes no stretch longer.
    joins_words: bool,
    kept: bool,
}

/// The most ties in one stretch: two short words and the one on which they lean.
const MOST: usize = 2;
/// How many ties are looked at together: more than any prose has, and a bound on the work.
const FARTHEST: usize = 32;

/// The ties of a text and of what stands beside it.
pub(super) struct Ties<'a> {
    look: Look<'a>,
    /// Where the text begins in what is looked at.
    start: usize,
    /// The ties that follow one another where the scan is, or was.
    chain: Vec<Tie>,
}

impl<'a> Ties<'a> {
    /// Ties in what is looked at, in which the text begins at `start`.
    pub fn new(look: Look<'a>, start: usize) -> Ties<'a> {
        Ties { look, start, chain: Vec::new() }
    }

    /// Whether the space at `at` of the text holds its neighbours together.
    pub fn bind(&mut self, at: usize) -> bool {
        let at = self.start + at;
        if self.chain.last().is_none_or(|last| last.at < at) {
            if self.look.tie(at).is_none() {
                return false;
            }
            self.chain = self.look.chain(at);
        }
        self.chain.iter().any(|tie| tie.at == at && tie.kept)
    }
}

impl Look<'_> {
    /// The ties that follow one another around `at`, those that are kept marked. None
    /// stands before it but spaces that were typed as ties.
    fn chain(&self, at: usize) -> Vec<Tie> {
        let mut ties = Vec::new();
        let mut start = at;
        while ties.len() < FARTHEST
            && let Some(before) = self.text[..start].rfind(is_space)
            && let Some(tie) = self.tie(before).filter(|_| !self.breaks(before))
        {
            ties.push(tie);
            start = before;
        }
        ties.reverse();
        let mut next = Some(at);
        while ties.len() < 2 * FARTHEST
            && let Some(tie) = next.and_then(|at| self.tie(at))
        {
            let from = tie.at + self.next(tie.at).len_utf8();
            next = self.text[from..].find(is_space).map(|i| from + i);
            ties.push(tie);
        }
        loosen(&mut ties);
        ties
    }

    fn breaks(&self, at: usize) -> bool {
        !matches!(self.next(at), NB | THIN)
    }

    /// The tie that the space at `at` is, or could be.
    fn tie(&self, at: usize) -> Option<Tie> {
        let prev = self.prev(at);
        let next = self.beyond(at);
        let hold = match self.breaks(at) {
            false => Hold::Firm,
            true if prev.is_ascii_digit() && self.groups(at) => Hold::Firm,
            true => self.hold(at, prev, next)?,
        };
        let ends_word = prev.is_alphanumeric() || matches!(prev, '.' | '№' | '§' | '¶');
        let joins_words = ends_word && next.is_alphanumeric();
        Some(Tie { at, hold, joins_words, kept: true })
    }

    /// How the space at `at` holds its neighbours together.
    fn hold(&self, at: usize, prev: char, next: char) -> Option<Hold> {
        let rules = self.rules;
        let leans = !rules.prepositions.is_empty();
        let counts = !rules.centuries.is_empty();
        let may_be_name = next.is_ascii_digit() || next.is_uppercase();
        if prev.is_ascii_lowercase() && !leans && !counts && !may_be_name {
            return None;
        }
        let firm = |holds: bool| holds.then_some(Hold::Firm);
        if matches!(prev, '§' | '№' | '¶') {
            return firm(next.is_alphanumeric());
        }
        if prev == '$' {
            // R$ 5, US$ 5; but not 5 $ 10.
            return firm(next.is_ascii_digit() && self.prev(at - 1).is_alphabetic());
        }
        if prev == '.' {
            return self.hold_after_stop(at.checked_sub(1)?, next);
        }
        if prev.is_ascii_digit() {
            return firm(
                next.is_alphabetic() && self.is_unit(at)
                    || matches!(next, '€' | '°' | '$' | '£'),
            );
        }
        if prev == '′' {
            let inches = self.text[at + 1..].trim_start_matches(is_figure);
            return firm(next.is_ascii_digit() && inches.starts_with('″'));
        }
        if matches!(prev, 'º' | '°') {
            return firm(next.is_ascii_digit());
        }
        if !prev.is_alphanumeric() {
            return None;
        }
        let word = self.word_before(at);
        if leans
            && next.is_alphabetic()
            && rules.particles.contains(&self.word_after(at + 1))
        {
            return Some(Hold::Firm);
        }
        let letters = word.chars().count();
        if letters == 0 || letters > 7 {
            return None;
        }
        let hour = rules.hours.contains(&word) && next.is_ascii_digit();
        if hour && self.is_counted(at - word.len()) {
            return Some(Hold::Firm);
        }
        if is_roman(word.trim_end_matches(['e', 'r']))
            && rules.centuries.contains(&self.word_after(at + 1))
        {
            return Some(Hold::Firm);
        }
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        if next.is_alphanumeric() && rules.prepositions.contains(&lower) {
            return Some(Hold::Preposition);
        }
        if next.is_alphanumeric() && rules.conjunctions.contains(&lower) {
            return Some(Hold::Conjunction);
        }
        if word.len() < 2 {
            return None;
        }
        if next.is_ascii_digit() && rules.before_number.contains(&lower) {
            return Some(Hold::Firm);
        }
        let title = next.is_uppercase()
            && word.starts_with(char::is_uppercase)
            && rules.before_name.contains(&lower);
        title.then_some(Hold::Title)
    }

    /// How the space behind a full stop, which stands at `stop`, holds its neighbours.
    fn hold_after_stop(&self, stop: usize, next: char) -> Option<Hold> {
        let rules = self.rules;
        let at = stop + 1;
        let firm = |holds: bool| holds.then_some(Hold::Firm);
        let word = self.word_before(stop);
        let letters = word.chars().count();
        if letters == 0 || word.bytes().all(|b| b.is_ascii_digit()) {
            let short = (1..=2).contains(&word.len());
            if next.is_ascii_digit() {
                return firm(short && self.is_date(at));
            }
            // "1. Mai" where days are ordinals.
            return firm(
                rules.letter_pairs
                    && short
                    && next.is_alphabetic()
                    && rules.after_number.contains(&self.word_after(at + 1)),
            );
        }
        let after = self.word_after(at + 1);
        let stop_after = self.next(at + 1 + after.len()) == '.';
        let pair = after.chars().count();
        let counted = self.is_counted(stop - word.len());
        if letters == 1 {
            if word.starts_with(char::is_uppercase) && next.is_uppercase() {
                // "Plan B. The end": what only begins sentences follows no initial.
                return firm(!rules.openers.contains(&after) || stop_after);
            }
            // "5 p. m.", "v. Chr."; but in "1940 г. М. Иванов" the first belongs to the year.
            let of_number = counted && rules.after_number.contains(&word);
            let small = word.starts_with(char::is_lowercase) && next.is_uppercase();
            let pairs = pair == 1 || small && (2..=3).contains(&pair);
            if rules.letter_pairs && stop_after && pairs && !of_number {
                return Some(Hold::Firm);
            }
        }
        if letters == 2 && is_doubled(word) && pair == 2 && is_doubled(after) {
            // EE. UU.
            return firm(stop_after);
        }
        if letters > 6 {
            return None;
        }
        let lower = word.to_lowercase();
        let number = next.is_ascii_digit()
            || next == '['
            || is_roman(after) && !rules.openers.contains(&after);
        if number && rules.before_number.contains(&lower.as_str()) {
            return Some(Hold::Firm);
        }
        let title = next.is_uppercase()
            && rules.before_name.contains(&lower.as_str())
            && !counted;
        title.then_some(Hold::Title)
    }

    /// Whether the abbreviation at `start` belongs to a number before it: "1940 г. Москва"
    /// is no town of Moscow.
    fn is_counted(&self, start: usize) -> bool {
        is_space(self.prev(start)) && self.before_space(start).is_ascii_digit()
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
        if self.next(end) == '’' && self.beyond(end).is_alphabetic() {
            // en 1940 l’armée
            return false;
        }
        let dotted = |stops: &str| {
            self.text[end..].starts_with(stops)
                && self.rules.is_unit(&self.text[at + 1..end + stops.len()])
        };
        self.rules.is_unit(word)
            || self.is_hour_or_era(word, end)
            || dotted(".")
            || dotted(".m.")
            || dotted(".μ.")
            || dotted(".Χ.")
            || self.text[end..].starts_with(['²', '³'])
                && matches!(word, "m" | "km" | "cm")
    }

    /// Whether a word that ends at `end` begins an hour or an era: 5 p. m., 500 v. Chr.
    fn is_hour_or_era(&self, word: &str, end: usize) -> bool {
        let second = match word {
            "a" | "p" => "m.",
            "v" | "n" => "Chr.",
            _ => return false,
        };
        let behind = self.text[end..].strip_prefix('.');
        let rest = behind.and_then(|rest| rest.strip_prefix(is_space));
        self.rules.letter_pairs && rest.is_some_and(|rest| rest.starts_with(second))
    }
}

/// Lets the weakest ties of a stretch go until none is too long.
fn loosen(ties: &mut [Tie]) {
    if length(ties.iter()) <= MOST {
        return;
    }
    let weakest = ties
        .iter_mut()
        .enumerate()
        .filter(|(_, tie)| tie.joins_words && tie.hold < Hold::Firm)
        .min_by_key(|(_, tie)| tie.hold);
    let Some((cut, tie)) = weakest else { return };
    tie.kept = false;
    let (before, after) = ties.split_at_mut(cut);
    loosen(before);
    loosen(&mut after[1..]);
}

fn length<'a>(ties: impl Iterator<Item = &'a Tie>) -> usize {
    ties.filter(|tie| tie.joins_words).count()
}

/// Whether a word is a number in Roman figures.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b"IVXLCDM".contains(&b))
}

/// Whether a word is one capital twice, as plurals are shortened in Spanish.
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(char::is_uppercase) && letters.next() == first
}
