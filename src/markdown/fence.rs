//! Fenced containers are found before Markdown is parsed.
//!
//! A line `::: name {…}` or `:::` becomes, in a copy of the text with the same length, a
//! thematic break `___` at the same place. Markdown's own block rules then say where it
//! stands (in a list, in a quotation), paragraphs end at it without a blank line, and the
//! parse is one pass over the whole article, so notes and link definitions reach
//! everywhere. Whatever the parser hands back as text or code is taken from the
//! untouched text, so a `:::` in a code block stays as typed.
//!
//! Inside `::: verse`, the beginnings of lines are covered as well, so that indented
//! lines are no code and a line that begins with a dash or a number is no list.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{self, Attributes};

/// One line of colons.
#[derive(Debug)]
pub(super) struct Fence {
    /// Where the colons and what follows them stand.
    pub range: Range<usize>,
    /// How many colons.
    pub colons: usize,
    /// What it opens; `None` for a closing line.
    pub opens: Option<Opening>,
}

/// What a fence opens.
#[derive(Debug, Default, Clone)]
pub(super) struct Opening {
    /// The name; empty for bare attributes.
    pub name: String,
    /// A word between the name and the attributes: `::: lang de`.
    pub argument: Option<Range<usize>>,
    /// The attributes.
    pub attributes: Attributes,
    /// Braces that hold no attributes.
    pub malformed: Option<Range<usize>>,
}

/// The text as the Markdown parser gets it, with the fences found, in order.
pub(super) fn cover(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    let mut fences = Vec::new();
    if !text.contains(":::") {
        return (Cow::Borrowed(text), fences);
    }
    let mut covered = text.as_bytes().to_vec();
    let mut verse: Option<usize> = None;
    let mut code: Option<(u8, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', ' ', '\t']).len();
        let at = start + prefix(&line.as_bytes()[..end - start]);
        track_code(&text.as_bytes()[at.min(end)..end], &mut code);
        if let Some(fence) = fence_at(text, at, end) {
            let masked = at + fence.colons;
            covered[at..masked].fill(b'_');
            covered[masked..end].fill(b' ');
            let opens_verse =
                fence.opens.as_ref().is_some_and(|o| is_verse(&o.name)) && code.is_none();
            verse = opens_verse.then_some(at - start);
            fences.push(fence);
        } else if let Some(column) = verse {
            cover_verse_line(&mut covered[start..end], column);
        }
        start += line.len();
    }
    let covered = String::from_utf8(covered)
        .expect("only ASCII bytes were written, over whole characters");
    (Cow::Owned(covered), fences)
}

/// Whether a container of this name keeps its lines.
pub(super) fn is_verse(name: &str) -> bool {
    matches!(name, "verse" | "poem")
}

/// The length of what may stand before a fence: spaces, quotation marks `>`, markers of
/// lists and of definitions.
fn prefix(line: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let digits = rest.iter().take(9).take_while(|b| b.is_ascii_digit()).count();
        at += match rest {
            [b' ' | b'\t' | b'>', ..] => 1,
            [b'-' | b'+' | b'*' | b':', b' ' | b'\t', ..] => 2,
            _ if digits > 0 && matches!(rest.get(digits), Some(b'.' | b')')) => {
                digits + 1
            }
            _ => return at,
        };
    }
}

fn track_code(line: &[u8], code: &mut Option<(u8, usize)>) {
    let Some(&sign @ (b'`' | b'~')) = line.first() else { return };
    let count = line.iter().take_while(|&&b| b == sign).count();
    match *code {
        None if count >= 3 && (sign == b'~' || !line[count..].contains(&b'`')) => {
            *code = Some((sign, count));
        }
        Some((open, least)) if open == sign && count >= least && line.len() == count => {
            *code = None;
        }
        None | Some(_) => {}
    }
}

fn fence_at(text: &str, at: usize, end: usize) -> Option<Fence> {
    let line = text.get(at..end)?;
    if !line.starts_with(":::") {
        return None;
    }
    let colons = line.bytes().take_while(|&b| b == b':').count();
    let rest = line[colons..].trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence { range: at..end, colons, opens: None });
    }
    let mut opening = Opening::default();
    let mut from = at + colons + (rest.len() - rest.trim_start().len());
    let stop = at + colons + rest.len();
    let word = |from: usize| {
        let word = text[from..stop].split([' ', '\t', '{']).next().unwrap_or("");
        from..from + word.len()
    };
    let name = word(from);
    opening.name = text[name.clone()].to_string();
    from = skip_space(text, name.end, stop);
    if from < stop && text.as_bytes()[from] != b'{' {
        // The rest of the line, up to the attributes.
        let argument_end = text[from..stop].find('{').map_or(stop, |i| from + i);
        let argument = text[from..argument_end].trim_end();
        opening.argument = Some(from..from + argument.len());
        from = argument_end;
    }
    if from < stop {
        match attributes::parse(text, from) {
            Some(found) => opening.attributes = found,
            None => opening.malformed = Some(from..stop),
        }
    }
    Some(Fence { range: at..end, colons, opens: Some(opening) })
}

fn skip_space(text: &str, from: usize, stop: usize) -> usize {
    let rest = &text[from..stop];
    from + rest.len() - rest.trim_start().len()
}

/// Covers what would make a line of verse something else. A full stop is the cover: it
/// begins no block, and emphasis may open after it.
fn cover_verse_line(line: &mut [u8], column: usize) {
    let mut at = 0;
    while at < line.len() && at < column && matches!(line[at], b' ' | b'>' | b'\t') {
        at += 1;
    }
    while at < line.len() && matches!(line[at], b' ' | b'\t') {
        line[at] = b'.';
        at += 1;
    }
    let Some(&first) = line.get(at) else { return };
    let begins_block = matches!(first, b'#' | b'>' | b'+' | b'=' | b'|' | b':')
        || first.is_ascii_digit();
    let dashes = matches!(first, b'-' | b'*')
        && line[at + 1..].iter().all(|b| matches!(b, b' ' | b'-' | b'*'));
    let bullet = matches!(&line[at..], [b'-' | b'*', b' ' | b'\t', ..]);
    if begins_block || dashes || bullet {
        line[at] = b'.';
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_become_breaks_of_the_same_length() {
        let text = "a\n::: box {title=\"é\"}\nb\n> :::: lang de\n- :::\n1) ::: x y\n";
        let (covered, fences) = cover(text);
        assert_eq!(covered.len(), text.len());
        let lines: Vec<&str> = covered.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["a", "___", "b", "> ____", "- ___", "1) ___"]);
        let names: Vec<_> =
            fences.iter().map(|f| f.opens.as_ref().map(|o| o.name.as_str())).collect();
        assert_eq!(names, [Some("box"), Some("lang"), None, Some("x")]);
    }

    #[test]
    fn verse_lines_are_covered_until_the_next_fence() {
        let text = "::: verse\n    deep\n- dash\n1. one\n:::\n    code\n";
        let (covered, _) = cover(text);
        let lines: Vec<&str> = covered.lines().map(str::trim_end).collect();
        assert_eq!(lines, ["___", "....deep", ". dash", ".. one", "___", "    code"]);
    }
}
