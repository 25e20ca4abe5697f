//! Lines that count the parts of a text by one word and a number, as articles of laws are: `Article 1`, `Article 2`.

use std::collections::BTreeMap;

use super::super::credit;
use super::super::paragraphs::Paragraph;

/// How many are the fewest.
const FEWEST: usize = 3;

const TABLES: [&str; 6] = ["table", "tabelle", "tableau", "tabla", "tabella", "таблица"];

/// Whether a line is a word and its number, and nothing else.
pub(super) fn is_one(words: &str) -> bool {
    counted_by(words).is_some()
}

/// Those of a text that count on from 1, each number once.
pub(super) fn all(row: &[Paragraph]) -> Vec<usize> {
    let mut rows: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, paragraph) in row.iter().enumerate() {
        if let Some((word, number)) = counted_by(&paragraph.text) {
            rows.entry(word.to_lowercase()).or_default().push((at, number));
        }
    }
    rows.retain(|_, found| {
        found.len() >= FEWEST
            && found.iter().zip(1..).all(|((_, own), next)| *own == next)
    });
    rows.into_values().flatten().map(|(at, _)| at).collect()
}

fn counted_by(words: &str) -> Option<(&str, u32)> {
    let words = words.trim();
    let (word, number) =
        words.trim_end_matches(['.', ':']).split_once([' ', '\u{a0}'])?;
    let is_word = word.chars().all(char::is_alphabetic)
        && word.starts_with(char::is_uppercase)
        && word.chars().count() > 2;
    let number = number.parse().ok().filter(|number| (1..=999).contains(number))?;
    // Pictures and tables are counted so, too.
    let of_table = TABLES.contains(&word.to_lowercase().as_str());
    (is_word && !of_table && !credit::is_numbered(&format!("{words}. A")))
        .then_some((word, number))
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn a_word_and_a_number_count() {
        for words in ["Article 1", "Canto 12.", "Статья 3"] {
            assert!(is_one(words), "{words}");
        }
        for words in
            ["Article 1 of the Charter", "May 1911", "article 1", "12", "Figure 3"]
        {
            assert!(!is_one(words), "{words}");
        }
    }
}
