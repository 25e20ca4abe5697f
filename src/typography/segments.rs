//! A run of inlines as a flat row of texts, so that rules see across its inlines.

use super::rules::{Rules, rules_for};
use crate::document::{Inline, InlineStyle};

/// What stands before the beginning and after the end of a run.
pub(super) const NOTHING: char = '\0';

/// A text to set, or something that only counts as a neighbour.
#[derive(Debug)]
pub(super) enum Segment<'a> {
    /// Text, with the rules of its language.
    Text {
        /// The text.
        text: &'a mut String,
        /// The rules.
        rules: &'static Rules,
    },
    /// Code, text kept as typed, a picture, a line end.
    Fixed {
        /// Its first character.
        first: char,
        /// Its last character.
        last: char,
    },
}

/// Lays a run out flat. Note markers leave nothing: the text goes on behind them.
pub(super) fn collect<'a>(
    run: &'a mut [Inline],
    rules: &'static Rules,
    into: &mut Vec<Segment<'a>>,
) {
    for inline in run {
        match inline {
            // Nothing to set, and nothing for others to look past.
            Inline::Text { text, .. } if text.is_empty() => {}
            Inline::Text { text, .. } => into.push(Segment::Text { text, rules }),
            Inline::Code { text, .. } => fix(text, into),
            Inline::Styled { style, content, .. } => match style {
                InlineStyle::AsTyped => {
                    fix(&crate::document::inline_text(content), into);
                }
                // The figures are not known yet.
                InlineStyle::Page(_) => {
                    into.push(Segment::Fixed { first: '0', last: '0' })
                }
                InlineStyle::Language(lang) => collect(content, rules_for(lang), into),
                InlineStyle::Emphasis
                | InlineStyle::Strong
                | InlineStyle::SmallCaps
                | InlineStyle::Superscript
                | InlineStyle::Subscript
                | InlineStyle::Strike
                | InlineStyle::Class(_)
                | InlineStyle::Anchor(_) => collect(content, rules, into),
            },
            Inline::Link { content, .. } => collect(content, rules, into),
            Inline::Note { .. } => {}
            Inline::Picture { .. } => {
                into.push(Segment::Fixed { first: '\u{fffc}', last: '\u{fffc}' });
            }
            Inline::Break { .. } => into.push(Segment::Fixed { first: ' ', last: ' ' }),
        }
    }
}

fn fix(text: &str, into: &mut Vec<Segment<'_>>) {
    let mut chars = text.chars();
    if let Some(first) = chars.next() {
        into.push(Segment::Fixed { first, last: chars.next_back().unwrap_or(first) });
    }
}

/// The character before a segment.
pub(super) fn before(row: &[Segment<'_>], at: usize) -> char {
    let last = row[..at].iter().rev().find_map(|segment| match segment {
        Segment::Text { text, .. } => text.chars().next_back(),
        Segment::Fixed { last, .. } => Some(*last),
    });
    last.unwrap_or(NOTHING)
}

/// The character after a segment.
pub(super) fn after(row: &[Segment<'_>], at: usize) -> char {
    let first = row[at + 1..].iter().find_map(|segment| match segment {
        Segment::Text { text, .. } => text.chars().next(),
        Segment::Fixed { first, .. } => Some(*first),
    });
    first.unwrap_or(NOTHING)
}

/// How many characters a word and the space before it may reach, seen from another text.
const REACH: usize = 32;

/// What stands before a segment, as far as words reach; of code and the like, the last
/// character.
pub(super) fn words_before(row: &[Segment<'_>], at: usize) -> String {
    let mut found = Vec::new();
    for segment in row[..at].iter().rev() {
        match segment {
            Segment::Text { text, .. } => {
                found.extend(text.chars().rev().take(REACH - found.len()));
            }
            Segment::Fixed { last, .. } => found.push(*last),
        }
        if found.len() >= REACH || matches!(segment, Segment::Fixed { .. }) {
            break;
        }
    }
    found.into_iter().rev().collect()
}

/// What stands after a segment, as far as words reach; of code and the like, the first
/// character.
pub(super) fn words_after(row: &[Segment<'_>], at: usize) -> String {
    let mut found = String::new();
    let mut left = REACH;
    for segment in &row[at + 1..] {
        match segment {
            Segment::Text { text, .. } => {
                found.extend(text.chars().take(left));
                left -= text.chars().take(left).count();
            }
            Segment::Fixed { first, .. } => {
                found.push(*first);
                break;
            }
        }
        if left == 0 {
            break;
        }
    }
    found
}
