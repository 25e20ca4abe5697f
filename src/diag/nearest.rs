//! "Did you mean": the known word nearest to one that is not known.

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
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::damerau_levenshtein(&word, &plain(candidate));
        let longest = word.chars().count().max(candidate.chars().count()).max(1);
        // One slip in three letters, two in five, three in eight: what a hand does.
        // Two names of a letter or two have nothing in common but their length.
        let bound = if longest < 3 { 0.0 } else { (longest as f64 / 2.6).max(1.0) };
        let likeness = likeness as f64;
        if likeness <= bound && best.is_none_or(|(least, _)| likeness < least) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_of_the_pen_are_found_and_strangers_are_not() {
        let known = ["title", "subtitle", "language", "isbn-print"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Language", known), Some("language"));
        assert_eq!(nearest("isbn_print", known), Some("isbn-print"));
        assert_eq!(nearest("colour", known), None);
    }
}
