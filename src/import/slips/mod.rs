//! What looks like a slip of the author's, listed and not mended.
//!
//! Doubled words, brackets and quotation marks without a partner, spaces before points, one name
//! or one ending spelt in two ways. The place is that of the words in the input, where they stand
//! there as they do in the article, else that of their paragraph.

mod endings;
mod pairs;
mod spelling;

use std::collections::BTreeMap;

use super::manuscript::{Block, Manuscript, plain, runs_mut};
use super::report::{Report, short};
use crate::source::{Files, Span};

/// A text and where it stood.
struct Line {
    text: String,
    at: Span,
}

/// Looks through a manuscript.
pub(super) fn look(manuscript: &Manuscript, files: &Files, report: &mut Report) {
    let mut lines = Vec::new();
    let mut blocks: Vec<Block> = manuscript.blocks.clone();
    blocks.extend(manuscript.notes.iter().flatten().cloned());
    runs_mut(&mut blocks, &mut |runs, at| lines.push(Line { text: plain(runs), at }));
    let mut finder = Finder { files, from: BTreeMap::new() };
    // Marks may open in one line of verse and close in another.
    let mut whole: BTreeMap<Span, String> = BTreeMap::new();
    for line in &lines {
        whole.entry(line.at).or_default().push_str(&line.text);
    }
    let even: BTreeMap<Span, (usize, bool)> = whole
        .into_iter()
        .map(|(at, text)| (at, (text.len(), pairs::are_even(&text))))
        .collect();
    for (at, line) in lines.iter().enumerate() {
        doubled(line, &mut finder, report);
        pairs::brackets(line, &mut finder, report);
        // A speech that goes on in the next paragraph is not closed in this.
        let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
        let is_closed =
            |(length, even): &(usize, bool)| *length > line.text.len() && *even;
        if !even.get(&line.at).is_some_and(is_closed) {
            pairs::marks(line, next, &mut finder, report);
        }
        points(line, &mut finder, report);
    }
    // Every noun of German has a capital, so that one letter makes no name of another.
    let nouns = manuscript.language.as_deref().is_some_and(|tag| tag.starts_with("de"));
    let english = manuscript.language.as_deref().is_none_or(|tag| tag.starts_with("en"));
    let tongue = spelling::Tongue { nouns, english };
    spelling::spellings(&lines, tongue, &mut finder, report);
}

/// Finds words of a line in the input.
struct Finder<'a> {
    files: &'a Files,
    /// Where the search goes on within a block.
    from: BTreeMap<Span, usize>,
}

impl Finder<'_> {
    fn place(&mut self, line: &Line, words: &str) -> Span {
        let source = self.files.slice(line.at);
        let from = self.from.get(&line.at).copied().unwrap_or(0);
        let found =
            source.get(from..).and_then(|rest| rest.find(words)).map(|at| at + from);
        let found = found.or_else(|| source.find(words));
        match found.or_else(|| self.behind(line, words)) {
            Some(at) => {
                let start = line.at.start as usize + at;
                Span::new(line.at.file, start..start + words.len())
            }
            None => line.at,
        }
    }

    /// Of pages a place is that of the first words of a paragraph alone: how far behind it the words stand.
    fn behind(&self, line: &Line, words: &str) -> Option<usize> {
        let text = self.files.text(line.at.file);
        let start = line.at.start as usize;
        let length = line.at.end as usize - start;
        if length >= line.text.len() {
            return None;
        }
        let mut end = (start + 2 * line.text.len() + 400).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(start..end)?.find(words)
    }
}

/// Words that may well stand twice.
const TWICE: &[&str] = &[
    "had",
    "that",
    "ha",
    "no",
    "yes",
    "so",
    "very",
    "nous",
    "vous",
    "sie",
    "die",
    "da",
    "bla",
    "blah",
    "bye",
    "der",
    "long",
    "много",
    "да",
    "нет",
];

/// The most slips of a kind that are told of one paragraph.
const MOST_OF_A_LINE: usize = 10;

fn doubled(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let mut last: Option<(usize, &str)> = None;
    let mut told = 0;
    for (start, word) in words(&line.text) {
        if let Some((before, other)) = last
            && line.text[before + other.len()..start].chars().all(char::is_whitespace)
            && (word == other || word == begun(other))
            && word.chars().all(char::is_alphabetic)
            && !TWICE.contains(&word.to_lowercase().as_str())
        {
            let both = &line.text[before..start + word.len()];
            told += 1;
            // One word over and over is no slip of the pen.
            if told > MOST_OF_A_LINE {
                return;
            }
            report.slip(
                finder.place(line, both),
                format!("`{word}` stands twice: {}", short(both)),
                "",
            );
        }
        last = Some((start, word));
    }
}

/// A word without the capital that a sentence begins with: `The the`.
fn begun(word: &str) -> String {
    let mut signs = word.chars();
    match signs.next() {
        Some(first) if word.chars().count() > 1 => {
            first.to_lowercase().chain(signs).collect()
        }
        Some(_) | None => word.to_string(),
    }
}

/// The words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(is_word)?;
        let end =
            text[start..].find(|c| !is_word(c)).map_or(text.len(), |end| start + end);
        at = end;
        Some((start, &text[start..end]))
    })
}

/// A few words around a place.
fn around(text: &str, at: usize) -> &str {
    let start = text[..at].char_indices().rev().filter(|(_, c)| *c == ' ').nth(1);
    let start = start.map_or(0, |(at, _)| at + 1);
    let end = text[at..].char_indices().filter(|(_, c)| *c == ' ').nth(2);
    let end = end.map_or(text.len(), |(end, _)| at + end);
    &text[start..end]
}

/// A space before a comma or a stop, two commas or stops, a stop without a space behind it.
fn points(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let signs: Vec<(usize, char)> = line.text.char_indices().collect();
    let mut told = 0;
    for at in 1..signs.len() {
        let (place, c) = signs[at];
        let prev = signs[at - 1].1;
        let next = signs.get(at + 1).map_or(' ', |sign| sign.1);
        let twice = c == ',' && prev == ','
            || c == '.'
                && prev == '.'
                && next != '.'
                && (at < 2 || signs[at - 2].1 != '.');
        let spaced = prev == ' '
            && matches!(c, ',' | '.')
            && next == ' '
            && at > 1
            && signs[at - 2].1.is_alphabetic();
        let joined = matches!(c, '.' | ',')
            && prev.is_lowercase()
            && next.is_uppercase()
            && !line.text[..place].ends_with("www")
            && at > 2
            && signs[at - 2].1.is_alphabetic()
            && !around(&line.text, place).contains(['/', '@']);
        let what = match (twice, spaced, joined) {
            (true, ..) => "a point stands twice",
            (_, true, _) => "a space stands before a point",
            (.., true) => "no space stands behind a point",
            (false, false, false) => continue,
        };
        told += 1;
        if told <= 3 {
            let around = around(&line.text, place);
            report.slip(finder.place(line, around), format!("{what}: {around}"), "");
        }
    }
}
