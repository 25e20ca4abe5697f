//! Words that were divided at the ends of lines: put together where that is likely, else left as they are, and told.

use std::collections::HashSet;

use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report};
use crate::source::Span;

/// A text with so many divided words was hyphenated line by line, where there is one in so many lines; others, as letters
/// are, break at the hyphens of words alone.
const FEWEST: usize = 2;
const RAREST: usize = 25;

/// First parts of words that keep their hyphen.
const FIRST: &[&str] = &[
    "self",
    "well",
    "ill",
    "half",
    "ex",
    "non",
    "anti",
    "co",
    "re",
    "pre",
    "post",
    "pro",
    "quasi",
    "semi",
    "vice",
    "mid",
    "cross",
    "all",
    "ever",
    "full",
    "part",
    "long",
    "short",
    "high",
    "low",
    "deep",
    "far",
    "near",
    "north",
    "south",
    "east",
    "west",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "first",
    "second",
    "third",
    "one",
    "great",
    "grand",
    "mother",
    "father",
    "brother",
    "sister",
    "son",
    "step",
    "old",
    "new",
    "red",
    "dark",
    "light",
    "hard",
    "soft",
    "open",
    "hand",
    "so",
    "by",
    "on",
    "off",
    "up",
    "down",
    "out",
    "in",
    "to",
    "good",
    "bad",
    "best",
    "free",
    "right",
    "left",
    "left",
    "upper",
    "lower",
    "middle",
    "working",
    "would",
    "much",
    "peut",
    "est",
    "dit",
    "avant",
    "après",
    "demi",
    "sous",
    "contre",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "dix",
    "porte",
    "arrière",
    "nord",
    "sud",
    "franco",
    "anglo",
    "socio",
    "nicht",
];

/// What a text says of its words.
struct Known<'a> {
    words: HashSet<&'a str>,
    hyphenated: bool,
}

impl<'a> Known<'a> {
    fn of(source: &'a str, paragraphs: &[Paragraph]) -> Known<'a> {
        let divided: usize = paragraphs.iter().map(|it| it.hyphens.len()).sum();
        if divided == 0 {
            return Known { words: HashSet::new(), hyphenated: false };
        }
        let words = source
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-'));
        let lines = source.lines().filter(|line| !line.trim().is_empty()).count();
        let hyphenated = divided >= FEWEST && divided * RAREST >= lines;
        Known { words: words.collect(), hyphenated }
    }

    /// Whether the two parts of a word are one without a hyphen.
    fn joins(&self, first: &str, rest: &str) -> bool {
        let bare =
            rest.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '-').to_string();
        let has = |word: &str| self.words.contains(word);
        if has(&format!("{first}-{bare}")) {
            return false;
        }
        if has(&format!("{first}{bare}")) {
            return true;
        }
        self.hyphenated
            && !first.contains('-')
            && !bare.contains(['-', '/', '’', '\''])
            && first.chars().count() > 1
            && bare.chars().count() > 1
            && !FIRST.contains(&first.to_lowercase().as_str())
    }
}

/// Puts divided words together, and tells of each.
pub(super) fn settle(source: &str, paragraphs: &mut [Paragraph], report: &mut Report) {
    let known = Known::of(source, paragraphs);
    for paragraph in paragraphs {
        for at in paragraph.hyphens.clone().into_iter().rev() {
            let text = &paragraph.text;
            let start = text[..at].rfind(' ').map_or(0, |at| at + 1);
            let end = text[at..].find(' ').map_or(text.len(), |end| at + end);
            let first =
                text[start..at].trim_start_matches(|c: char| !c.is_alphanumeric());
            let (first, rest) = (first.to_string(), text[at + 1..end].to_string());
            let place = paragraph.span(start..end);
            let word = text[start..end].to_string();
            if !known.joins(&first, &rest) {
                let message = format!("a line ended at this hyphen, which stays: {word}");
                report.doubt(place, message, "take it out, if the word has none");
                continue;
            }
            let (from, to) = (paragraph.span(at..at + 1), paragraph.span(at + 1..end));
            let gap = from.range().start..to.range().start;
            report.cut(Span::new(from.file, gap), "-", Fate::Divided);
            let joined = format!("{}{rest}", &word[..at - start]);
            let message =
                format!("a word that a line divided is put together: {word} is {joined}");
            report.doubt(place, message, "put the hyphen back, if the word has one");
            paragraph.remove_hyphen(at);
        }
    }
}
