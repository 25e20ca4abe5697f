//! "Did you mean": the known word nearest to one that is not known.

use std::cell::Cell;

/// How often names that authors gave are looked through for one kind of finding: reports
/// show no more of a code.
const MOST: usize = super::render::MOST_OF_ONE_CODE;

/// How many names are looked at each time.
const NAMES: usize = 2000;

/// The names that authors gave (ids, paths, entries) may be as many as what is wrong among
/// them: these bounds keep the work from growing with the product.
#[derive(Debug)]
pub struct Suggestions {
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Suggestions {
        Suggestions { left: Cell::new(MOST) }
    }
}

impl Suggestions {
    /// As [`nearest`], among the first of the names that are given; none once it was asked
    /// as often as a report shows.
    pub fn nearest<'a>(
        &self,
        word: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let left = self.left.get().checked_sub(1)?;
        self.left.set(left);
        nearest(word, names.filter(|name| !name.is_empty()).take(NAMES))
    }
}

/// The candidate that `word` most likely stands for, if any is near; the first of equals.
/// Case, and `_` or a space for `-`, count for nothing.
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    // A distance is quadratic in the lengths; no known word is as long as this.
    if word.len() > 200 {
        return None;
    }
    let word = plain(word);
    let letters = word.chars().count();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let its = candidate.chars().count();
        let longest = letters.max(its).max(1);
        // One slip in three letters, two in five, three in eight: what a hand does.
        // Two names of a letter or two have nothing in common but their length.
        let bound = if longest < 3 { 0.0 } else { (longest as f64 / 2.6).max(1.0) };
        // Each letter more is a slip; this spares measuring what is far longer. (A letter may
        // become several as it loses its case.)
        if letters.abs_diff(its) > 2 * longest / 3 + 2 {
            continue;
        }
        let likeness = strsim::damerau_levenshtein(&word, &plain(candidate)) as f64;
        if likeness <= bound && best.is_none_or(|(least, _)| likeness < least) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{MOST, Suggestions, nearest};

    #[test]
    fn slips_of_the_pen_are_found_and_strangers_are_not() {
        let known = ["title", "subtitle", "language", "isbn-print"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Language", known), Some("language"));
        assert_eq!(nearest("isbn_print", known), Some("isbn-print"));
        assert_eq!(nearest("colour", known), None);
    }

    #[test]
    fn names_of_authors_are_looked_through_as_often_as_reports_show() {
        let suggestions = Suggestions::default();
        let found = (0..MOST + 10).filter_map(|_| {
            suggestions.nearest("the-hose", ["", "the-house"].into_iter())
        });
        assert_eq!(found.count(), MOST);
        let many: Vec<String> = (0..3000).map(|n| format!("place-{n}")).collect();
        let names = many.iter().map(String::as_str).chain(["the-house"]);
        assert_eq!(Suggestions::default().nearest("the-hose", names), None);
    }
}
