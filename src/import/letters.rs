//! Letters in lower case, each where it stood.

/// A text with small letters, whose bytes stand where those of the text stand, so that a place found
/// in the one is a place of the other. A letter whose small form is longer or shorter (`ẞ`, `İ`, the
/// kelvin sign) stays as it is.
pub(super) fn small(text: &str) -> String {
    let small = |c: char| {
        let mut letters = c.to_lowercase();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.len_utf8() == c.len_utf8() => letter,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::small;

    #[test]
    fn no_letter_moves() {
        for (text, expected) in [
            ("Foto: Émile ÑANDÚ", "foto: émile ñandú"),
            ("ẞSource: İstanbul", "ẞsource: İstanbul"),
            ("ФОТО ΣΟΦΟΣ", "фото σοφοσ"),
        ] {
            assert_eq!(small(text), expected);
            assert_eq!(small(text).len(), text.len());
        }
    }
}
