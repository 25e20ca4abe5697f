//! The manifest of a book of imported articles, and that of a library.

use super::list::Entry;
use super::manuscript::{Manuscript, plain};
use super::markdown::toml_text;

/// An article of the book.
pub(super) struct Chapter<'a> {
    /// Its file, from the manifest.
    pub file: String,
    pub manuscript: &'a Manuscript,
}

/// What a manifest was given that nobody said.
#[derive(Default)]
pub(super) struct Assumed {
    /// The title was made from the name of the file.
    pub title: Option<String>,
}

/// The manifest: of one article its title and authors, of several what they have in common.
pub(super) fn manifest(
    name: &str,
    language: &str,
    chapters: &[Chapter<'_>],
) -> (String, Assumed) {
    let mut assumed = Assumed::default();
    let own = match chapters {
        [one] => one.manuscript.title.as_ref().map(|runs| plain(runs)),
        _ => None,
    };
    let title = own.unwrap_or_else(|| {
        let title = from_name(name);
        assumed.title = Some(title.clone());
        title
    });
    let mut out = format!("title = {}\n", toml_text(&title));
    if let [one] = chapters
        && let Some(subtitle) = &one.manuscript.subtitle
    {
        out += &format!("subtitle = {}\n", toml_text(&plain(subtitle)));
    }
    out += &format!("language = {}\n", toml_text(language));
    let mut authors: Vec<&String> = Vec::new();
    for name in chapters.iter().flat_map(|chapter| &chapter.manuscript.authors) {
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    let names: Vec<String> = authors.iter().map(|name| toml_text(name)).collect();
    match names.as_slice() {
        [] => {}
        [one] => out += &format!("author = {one}\n"),
        _ => out += &format!("authors = [{}]\n", names.join(", ")),
    }
    out += "articles = [\n";
    for chapter in chapters {
        out += &format!("  {},\n", toml_text(&chapter.file));
    }
    out += "]\n\noutputs = [\"epub\", \"pdf\", \"booklet\"]\n\n[design]\ntheme = \"pamphlet\"\npage = \"A5\"\n";
    (out, assumed)
}

/// A title from the name of a manifest: `a-house.toml` is "A house".
fn from_name(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut signs = words.trim().chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => "Untitled".into(),
    }
}

/// A library of entries that have no file yet.
pub(super) fn library(language: Option<&str>, entries: &[Entry]) -> String {
    let mut out = String::new();
    if let Some(language) = language {
        out += &format!("language = {}\n\n", toml_text(language));
    }
    let entry = |entry: &Entry| {
        let mut out = format!("[[entries]]\ntitle = {}\n", toml_text(&entry.title));
        if let Some(teaser) = &entry.teaser {
            out += &format!("teaser = {}\n", toml_text(teaser));
        }
        out
    };
    out + &entries.iter().map(entry).collect::<Vec<_>>().join("\n")
}
