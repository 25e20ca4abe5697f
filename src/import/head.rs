//! Titles: what of them is a subtitle.

use std::ops::Range;

/// Parts a title from a subtitle behind its first colon; the ranges of both.
pub(super) fn subtitle(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    let at = title.find(": ")?;
    let (head, tail) = (&title[..at], &title[at + 2..]);
    let even = |text: &str| {
        let count = |signs: &[char]| text.chars().filter(|c| signs.contains(c)).count();
        count(&['"']) % 2 == 0
            && count(&['“', '„', '«', '('])
                == count(&['”', '»', ')']) + count(&['“']).min(count(&['„']))
    };
    let lead = tail.len() - tail.trim_start().len();
    let fits = even(head)
        && !head.trim().is_empty()
        && tail.split_whitespace().count() >= 2
        && head.chars().any(char::is_alphabetic);
    fits.then(|| (0..head.trim_end().len(), at + 2 + lead..title.len()))
}
