//! Articles in our language already: what their head says, and the pictures that they name.

use std::ops::Range;
use std::path::{Component, Path};

use pulldown_cmark::{Event, Options, Parser, Tag};

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
    manuscript.title = words("title").map(text);
    manuscript.subtitle = words("subtitle").map(text);
    manuscript.language = words("language");
    manuscript.authors = words("author").into_iter().collect();
    let authors = table.get("authors").and_then(toml::Value::as_array);
    let authors = authors.into_iter().flatten().filter_map(toml::Value::as_str);
    manuscript.authors.extend(authors.map(str::to_string));
    manuscript
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

/// The pictures of files that an article names, each once.
pub(super) fn pictures(article: &str) -> Vec<Named> {
    let (_, start) = body(article);
    let mut out: Vec<Named> = Vec::new();
    let parser = Parser::new_ext(&article[start..], Options::empty());
    for (event, range) in parser.into_offset_iter() {
        let Event::Start(Tag::Image { dest_url, .. }) = event else { continue };
        let path = decoded(&dest_url);
        if path.is_empty() || path.contains("://") || path.starts_with("data:") {
            continue;
        }
        let within = Path::new(&path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let path = path.trim_start_matches("./").to_string();
        if !out.iter().any(|known| known.path == path) {
            out.push(Named { path, at: start + range.start..start + range.end, within });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
