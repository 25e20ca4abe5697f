//! Questions of an interview that nothing marks as such: all of them are headings, or none.

use std::ops::Range;

use super::super::paragraphs::Paragraph;
use super::super::report::{Report, short};
use super::super::{lines, quotes};
use super::heading::{LONGEST, MOST_WORDS, Sure};

/// What was found of an interview.
#[derive(Default)]
pub(super) struct Interview {
    /// The questions.
    questions: Vec<usize>,
    /// Lines that stand where a question might: `Tell us about the gold.`
    requests: Vec<usize>,
}

/// The fewest questions of an interview.
const FEWEST: usize = 3;

/// How long an answer is that tells of the line above it, in characters.
const LONG: usize = 120;

impl Interview {
    /// Finds the questions of a row: each is a paragraph by itself, with its answer below, and not many others stand
    /// between the first and the last.
    pub fn of(row: &[Paragraph]) -> Interview {
        let asks = |at: usize| {
            let words = row[at].text.trim();
            words.ends_with('?')
                && row[at].is_plain()
                && (row[at].apart || heads(row, at))
                && row[at].lines.len() == 1
                && words.starts_with(|c: char| c.is_uppercase() || matches!(c, '¿' | '…'))
                && quotes::opener(words).is_none()
                && lines::marker(words).is_none()
                // `Ann Hill: Why?` is marked, and so is `Q. Why?`
                && !words.split_whitespace().take(3).any(|word| word.ends_with([':', '.']))
        };
        let found: Vec<bool> = (0..row.len()).map(asks).collect();
        let alone = |at: &usize| {
            found[*at]
                && row.get(at + 1).is_some()
                && !found.get(at + 1).is_some_and(|it| *it)
        };
        let questions: Vec<usize> = (0..row.len()).filter(alone).collect();
        let (Some(first), Some(last)) = (questions.first(), questions.last()) else {
            return Interview::default();
        };
        let dense = questions.len() >= FEWEST && questions.len() * 3 > last - first;
        let together = found.iter().filter(|it| **it).count() == questions.len();
        if !dense || !together {
            return Interview::default();
        }
        let requests = requests(row, *first..*last, &found);
        Interview { questions, requests }
    }

    /// Makes headings of all questions, where each may be one and some are, else of none.
    pub fn settle(&self, row: &[Paragraph], sure: &mut [Sure]) {
        let fits = |at: &usize| {
            let words = row[*at].text.trim();
            words.chars().count() <= LONGEST
                && words.split_whitespace().count() <= MOST_WORDS
        };
        let known = self.questions.iter().any(|at| sure[*at] != Sure::No);
        // A question right above its answer heads it.
        let known = known || self.questions.iter().all(|at| heads(row, *at));
        let found = match known && self.questions.iter().all(fits) {
            true => Sure::Perhaps,
            false => Sure::No,
        };
        for at in &self.questions {
            sure[*at] = found;
        }
    }

    /// Tells of the questions that are paragraphs, and of what may be one more.
    pub fn tell(&self, row: &[Paragraph], sure: &[Sure], report: &mut Report) {
        const HELP: &str =
            "where they are, set them in bold, `**…**`, or put `## ` before each";
        let plain: Vec<&str> = self
            .questions
            .iter()
            .filter(|at| sure[**at] == Sure::No)
            .map(|at| row[*at].text.trim())
            .collect();
        if let (Some(first), false) = (self.questions.first(), plain.is_empty()) {
            let message = format!(
                "these {} paragraphs may be the questions of an interview: {}",
                plain.len(),
                plain.iter().map(|it| short(it)).collect::<Vec<_>>().join(" / ")
            );
            report.doubt(row[*first].at(), message, HELP);
        }
        for at in &self.requests {
            let words = row[*at].text.trim();
            report.doubt(
                row[*at].at(),
                format!(
                    "this line stands where a question of the interview may: {words}"
                ),
                "where it is one, set it as the others are",
            );
        }
    }

    /// Whether a paragraph is one of the questions.
    pub fn asks(&self, at: usize) -> bool {
        self.questions.contains(&at)
    }
}

/// Whether a line stands above the one below it without an empty line, and below one.
fn heads(row: &[Paragraph], at: usize) -> bool {
    row.get(at + 1).is_some_and(|next| row[at].line_above(next))
        && (at == 0 || !row[at - 1].line_above(&row[at]))
}

/// Short lines within an interview, each above a long paragraph and below an answer.
fn requests(row: &[Paragraph], within: Range<usize>, asks: &[bool]) -> Vec<usize> {
    const LONGEST_REQUEST: usize = 80;
    let fits = |at: &usize| {
        let words = row[*at].text.trim();
        !asks[*at]
            && !asks[at - 1]
            && row[*at].is_plain()
            && row[*at].apart
            && words.ends_with('.')
            && words.chars().count() <= LONGEST_REQUEST
            && row.get(at + 1).is_some_and(|next| next.text.chars().count() >= LONG)
    };
    within.skip(1).filter(fits).collect()
}
