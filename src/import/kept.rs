//! Articles in our language already: what their head says, and the pictures that they name.

use std::ops::Range;
use std::path::{Component, Path};

use super::manuscript::{Manuscript, text};
use super::pictures::decoded;

/// Where the front matter's lines end and the text begins.
fn body(article: &str) -> (&str, usize) {
    let none = ("", 0);
    let start = match article.strip_prefix('\u{feff}').unwrap_or(article) {
        rest if rest.starts_with("+++\n") => article.len() - rest.len() + 4,
        rest if rest.starts_with("+++\r\n") => article.len() - rest.len() + 5,
        _ => return none,
    };
    let mut at = start;
    for line in article[start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return (&article[start..at], at + line.len());
        }
        at += line.len();
    }
    none
}

/// What the front matter says that a manifest needs, too; nothing where it cannot be read.
pub(super) fn head(article: &str) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let Ok(table) = body(article).0.parse::<toml::Table>() else { return manuscript };
    let words = |key: &str| {
        let words = table.get(key).and_then(toml::Value::as_str).map(str::trim);
        words.filter(|words| !words.is_empty()).map(str::to_string)
    };
    // What names a book has no markup.
    manuscript.title = words("title").map(|title| text(unmarked(&title)));
    manuscript.subtitle = words("subtitle").map(|title| text(unmarked(&title)));
    manuscript.language = words("language");
    manuscript.authors = words("author").into_iter().collect();
    let authors = table.get("authors").and_then(toml::Value::as_array);
    let authors = authors.into_iter().flatten().filter_map(toml::Value::as_str);
    manuscript.authors.extend(authors.map(str::to_string));
    manuscript
}

/// A line of our language without its markup, as a reader sees it.
fn unmarked(line: &str) -> String {
    let signs: Vec<char> = line.chars().collect();
    let begins = |at: usize, words: &str| {
        words.chars().enumerate().all(|(n, c)| signs.get(at + n) == Some(&c))
    };
    let end = |from: usize, sign: char| {
        signs.get(from..)?.iter().position(|c| *c == sign).map(|at| from + at)
    };
    let mut out = String::new();
    // Where brackets opened.
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(c) = signs.get(at).copied() {
        let next = signs.get(at + 1).copied();
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = at.checked_sub(1).and_then(|at| signs.get(at)).copied();
        match c {
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                out.extend(next);
                at += 1;
            }
            '<' if begins(at, "<!-- -->") => at += "<!-- -->".len() - 1,
            '&' if begins(at, "&amp;") => {
                out.push('&');
                at += "&amp;".len() - 1;
            }
            '*' | '`' if !blank(before) || !blank(next) => {}
            '~' if next == Some('~') || before == Some('~') => {}
            '[' => {
                open.push(out.len());
                out.push(c);
            }
            ']' => {
                let tail = match next {
                    Some('(') => end(at + 1, ')'),
                    Some('{') => end(at + 1, '}'),
                    Some(_) | None => None,
                };
                match (open.pop(), tail) {
                    (Some(start), Some(tail)) => {
                        out.remove(start);
                        at = tail;
                    }
                    (_, _) => out.push(c),
                }
            }
            _ => out.push(c),
        }
        at += 1;
    }
    out
}

/// A picture that an article names.
pub(super) struct Named {
    /// Its path from the article's folder, as files have it.
    pub path: String,
    /// Where it is named.
    pub at: Range<usize>,
    /// It stands in the article's folder or below.
    pub within: bool,
}

/// The pictures of files that an article names, each once; what stands in code is none.
pub(super) fn pictures(article: &str) -> Vec<Named> {
    let (_, mut start) = body(article);
    let mut out: Vec<Named> = Vec::new();
    let mut fenced = false;
    for line in article[start..].split_inclusive('\n') {
        let fence =
            line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        fenced ^= fence;
        if !fenced && !fence {
            for (at, address) in addresses(line) {
                add(address, start + at.start..start + at.end, &mut out);
            }
        }
        start += line.len();
    }
    out
}

fn add(address: &str, at: Range<usize>, out: &mut Vec<Named>) {
    let path = decoded(address);
    if path.is_empty() || path.contains("://") || path.starts_with("data:") {
        return;
    }
    let within = Path::new(&path)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let path = path.trim_start_matches("./").to_string();
    if !out.iter().any(|known| known.path == path) {
        out.push(Named { path, at, within });
    }
}

/// The pictures of a line, `![words](address "title")`, outside of code.
fn addresses(line: &str) -> Vec<(Range<usize>, &str)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = line[from..].find("![").map(|at| from + at) {
        from = start + 2;
        let in_code = line[..start].matches('`').count() % 2 == 1;
        let escaped = line[..start].ends_with('\\');
        let Some(open) = line[start..].find("](").map(|at| start + at + 2) else { break };
        if in_code || escaped {
            continue;
        }
        let rest = &line[open..];
        let (address, length) = match rest.strip_prefix('<') {
            Some(inside) => match inside.split_once('>') {
                Some((address, _)) => (address, address.len() + 2),
                None => continue,
            },
            None => {
                let end = rest.find([')', ' ', '\n']).unwrap_or(rest.len());
                (&rest[..end], end)
            }
        };
        out.push((start..open + length, address));
        from = open + length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_books_have_no_markup() {
        for (marked, plain) in [
            ("Kund\\*innen und A\\*B", "Kund*innen und A*B"),
            ("Just *Mines* and **more**", "Just Mines and more"),
            ("B&amp;B at {\\{ 2 * 3 \\[sic\\]", "B&B at {{ 2 * 3 [sic]"),
            ("On [the wall](https://e.org) of [SPQR]{.smallcaps}", "On the wall of SPQR"),
            ("[Plain] `code`", "[Plain] code"),
        ] {
            assert_eq!(unmarked(marked), plain);
        }
    }

    #[test]
    fn the_head_and_the_pictures_are_found() {
        let article = "+++\ntitle = \"A house\"\nauthors = [\"A\", \"B\"]\n+++\n\n![a](pictures/a.png) `![no](no.png)`\n\n![b](../b.png) ![c](https://example.org/c.png) ![a](pictures/a.png)\n";
        let head = head(article);
        assert_eq!(head.title, Some(text("A house")));
        assert_eq!(head.authors, ["A", "B"]);
        let found: Vec<(String, bool)> = pictures(article)
            .into_iter()
            .map(|named| (named.path, named.within))
            .collect();
        assert_eq!(found, [("pictures/a.png".into(), true), ("../b.png".into(), false)]);
    }
}
