//! The lines around a place, cut to what fits on a screen.

use super::lines::Lines;
use crate::source::Span;

/// How much of a long line is shown before and after the place, in bytes.
const BEFORE: usize = 60;
/// See [`BEFORE`].
const AFTER: usize = 90;
/// How many lines of a long span are shown.
const MOST_LINES: usize = 4;

/// A few lines of source with the part that a message is about.
pub(super) struct Excerpt {
    /// The lines, without control characters that a terminal would obey.
    pub source: String,
    /// The number of the first line.
    pub first_line: usize,
    /// The part, in bytes of `source`.
    pub range: std::ops::Range<usize>,
    /// Whether the first line does not begin at its beginning.
    pub cut: bool,
}

/// The excerpt for a span.
pub(super) fn excerpt(span: Span, lines: &mut Lines<'_>) -> Excerpt {
    let (text, range) = lines.text(span);
    let (first, first_start) = lines.line(span.file, range.start);
    let mut source = String::new();
    let mut marked = 0..0;
    let mut at = first_start;
    let mut begins_late = false;
    for count in 0..MOST_LINES {
        let end = text[at..].find('\n').map_or(text.len(), |len| at + len);
        // The part of this line that the message is about.
        let part = range.start.clamp(at, end)..range.end.clamp(at, end);
        let from = cut(&text, at, part.start.saturating_sub(BEFORE), at);
        let past = if part.len() > AFTER { part.start } else { part.end };
        let to = cut(&text, from, (past + AFTER).min(end), end);
        let part = part.start.min(to)..part.end.min(to);
        if count == 0 {
            begins_late = from > at;
            source.push_str(if begins_late { "…" } else { "" });
            marked.start = source.len() + part.start - from;
        } else {
            source.push('\n');
        }
        let base = source.len();
        source.extend(text[from..to].chars().map(visible));
        marked.end = base + part.end - from;
        if to < end {
            source.push('…');
        }
        at = end + 1;
        if range.end < at || at > text.len() {
            break;
        }
    }
    marked.end = marked.end.max(marked.start);
    Excerpt { source, first_line: first + 1, range: marked, cut: begins_late }
}

/// A cut near `wanted` on a character boundary, not before `least`; `whole` when `wanted`
/// is near enough to it that nothing need be cut.
fn cut(text: &str, least: usize, wanted: usize, whole: usize) -> usize {
    let mut at = wanted.max(least);
    if at.abs_diff(whole) <= 3 {
        return whole;
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at.max(least)
}

/// A character as it may stand on a terminal; of the same length in UTF-8.
fn visible(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        c if c.is_ascii_control() => '?',
        // C1 controls and the marks that turn the reading direction: two and three bytes.
        '\u{80}'..='\u{9f}' => '\u{a4}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}
