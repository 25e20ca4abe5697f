//! Addresses in running text: they are left as they are typed.

use std::ops::Range;

/// Where addresses stand in a text, in order. `www.a.org/b--c`, `a.org/it's` and
/// `john--x@a.org` are addresses as much as `https://a.org`.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let signs = text.bytes().enumerate().filter(|(_, b)| matches!(b, b'/' | b'@'));
    let dotted = text.match_indices("www.").map(|(at, _)| at);
    let mut hints: Vec<usize> = signs.map(|(at, _)| at).chain(dotted).collect();
    hints.sort_unstable();
    for at in hints {
        if found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let word = word_at(text, at);
        if is_address(&text[word.clone()]) {
            found.push(word);
        } else if found.last().is_none_or(|last| last.end <= word.start) {
            // Looked at once: its other signs are passed over.
            found.push(word.end..word.end);
        }
    }
    found.retain(|range| !range.is_empty());
    found
}

/// The word around a byte, without the punctuation that encloses or ends it.
fn word_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |white| {
        white + text[white..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
    let word = &text[start..end];
    let outside = |c: char| {
        matches!(c, '(' | '[' | '<' | '{' | ')' | ']' | '>' | '}' | '"' | '\'')
            || super::spaces::is_quote(c)
    };
    let ends = |c: char| outside(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
    let start = start + word.len() - word.trim_start_matches(outside).len();
    start..(start + text[start..end].trim_end_matches(ends).len())
}

fn is_address(word: &str) -> bool {
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    if let Some((name, host)) = word.split_once('@') {
        return !name.is_empty() && is_host(host);
    }
    word.split_once('/').is_some_and(|(host, _)| is_host(host))
}

/// A name of a machine: `a.org`, `www.a-b.co.uk`.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = |last: &str| last.len() >= 2 && last.chars().all(char::is_lowercase);
    host.rsplit_once('.')
        .is_some_and(|(first, top)| last(top) && first.split('.').all(label))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn addresses_are_found_without_their_punctuation() {
        let text = "See (www.a.org/b--c), a.org/it's; john--x@a.org. \"https://x.y/z\" \
                    and/or 1/2 d.h./z.B. @home a@b";
        let found: Vec<&str> = find(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(
            found,
            ["www.a.org/b--c", "a.org/it's", "john--x@a.org", "https://x.y/z"]
        );
    }
}
