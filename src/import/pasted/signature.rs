//! Names that stand alone, without a word that says what they are.

use std::collections::HashSet;

use super::super::paragraphs::Paragraph;
use super::super::{credit, names};

/// The fewest different words in small letters that say anything of what a text calls by names.
const FEWEST: usize = 40;

/// The words that a text writes with small letters: `Early Years` is no name where `years` stands among them.
pub(super) struct Common<'a>(HashSet<&'a str>);

impl<'a> Common<'a> {
    pub fn of(row: &'a [Paragraph]) -> Common<'a> {
        let words = row
            .iter()
            .flat_map(|it| it.text.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.starts_with(char::is_lowercase));
        Common(words.collect())
    }

    /// Whether a line is nothing but the names of persons, as far as the text can tell.
    pub fn are_names(&self, line: &str) -> bool {
        self.0.len() >= FEWEST && self.may_be_names(line)
    }

    /// Whether nothing in the text speaks against it that a line is nothing but names.
    pub fn may_be_names(&self, line: &str) -> bool {
        const SHORTEST: usize = 4;
        are_persons(line)
            && !is_address(line)
            && !credit::may_be_caption(line)
            && line
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| {
                    word.starts_with(char::is_uppercase)
                        && word.chars().count() >= SHORTEST
                })
                .all(|word| !self.0.contains(word.to_lowercase().as_str()))
    }

    /// The names among the pieces of a line: `3 May 2024 • Tom Hales • 5 min read`.
    pub fn names_in(&self, line: &str) -> Vec<String> {
        let pieces = line.split(['|', '·', '•']).map(str::trim);
        pieces
            .filter(|piece| names::is_person(piece) && self.are_names(piece))
            .map(str::to_string)
            .collect()
    }

    /// A name with what its bearer is behind a comma: `Tom Hales, Staff Writer`.
    pub fn with_office<'l>(&self, line: &'l str) -> Option<(&'l str, &'l str)> {
        let (name, office) = line.split_once(", ")?;
        (self.are_names(name) && names::is_person(name) && names::is_role(office))
            .then_some((name, office))
    }
}

/// Whether a line with capitals turns to somebody, or is none of a person: `Dear Harriet,`, `FOR IMMEDIATE RELEASE`.
fn is_address(line: &str) -> bool {
    const ADDRESSES: &[&str] = &[
        "dear",
        "my",
        "liebe",
        "lieber",
        "sehr",
        "cher",
        "chère",
        "chers",
        "mon",
        "ma",
        "querido",
        "querida",
        "estimado",
        "estimada",
        "caro",
        "cara",
        "meu",
        "minha",
        "kära",
        "beste",
        "drogi",
        "droga",
        "дорогой",
        "дорогая",
        "уважаемый",
        "for",
        "staff",
        "press",
        "photo",
        "foto",
        "image",
        "bild",
    ];
    let first = line.split_whitespace().next().unwrap_or("").to_lowercase();
    line.trim_end().ends_with([',', ':', '!']) || ADDRESSES.contains(&first.as_str())
}

/// Whether a line is nothing but names of two words or more.
pub(super) fn are_persons(words: &str) -> bool {
    names::people(words)
        .is_some_and(|names| names.iter().all(|name| names::is_person(name)))
}
