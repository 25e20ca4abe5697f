//! How each key of a library is written and where it stands, for those who wrote it otherwise.

use super::super::raw as book;
use super::raw;
use crate::table::{Guide, keys};

/// What messages can tell of a library's keys.
pub(super) static GUIDE: Guide =
    Guide { reference: "`publish schema library`", example, home };

/// What the file is called in messages.
pub(super) const LIBRARY: &str = "the library";
/// What an entry is called.
pub(super) const ENTRY: &str = "`[[entries]]`";
/// What a section is called.
pub(super) const SECTION: &str = "`[[sections]]`";

fn home(key: &str) -> Option<&'static str> {
    let homes = [
        (LIBRARY, keys::<raw::Library>()),
        (ENTRY, keys::<raw::Entry>()),
        (
            "the manifest of a book, which `publish BOOK.toml` builds",
            keys::<book::Book>(),
        ),
    ];
    homes.iter().find(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home)
}

fn example(table: &str, key: &str) -> Option<&'static str> {
    Some(match (table, key) {
        (LIBRARY, "title") => "title = \"Books and pamphlets\"",
        (SECTION, "title") => "title = \"History\"",
        (ENTRY, "title") => "title = \"A House in Coyoacán\"",
        (LIBRARY, "language") => "language = \"en-GB\"",
        (LIBRARY, "publisher") => "publisher = \"The Press\"",
        (LIBRARY | SECTION, "description") => "description = \"What is in it.\"",
        (LIBRARY, "url") => "url = \"https://books.example.org/\"",
        (LIBRARY, "uuid") => "uuid = \"5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1\"",
        (LIBRARY, "sections") => "sections = [\"News\", \"History\"]",
        (LIBRARY | ENTRY, "books") => "books = [\"*.toml\"]",
        (LIBRARY, "entries") => "entries = [{ book = \"coyoacan.toml\" }]",
        (LIBRARY, "outputs") => "outputs = [\"epub\", \"kepub\", \"pdf\"]",
        (LIBRARY, "root") => "root = \"..\"",
        (ENTRY, "book") => "book = \"coyoacan.toml\"",
        (ENTRY, "author") => "author = \"A. Writer\"",
        (ENTRY, "authors") => "authors = [\"A. Writer\", \"B. Writer\"]",
        (ENTRY, "teaser") => "teaser = \"What makes one want to read it.\"",
        (ENTRY, "section") => "section = \"History\"",
        (ENTRY, "link") => "link = \"https://example.org/article\"",
        (ENTRY, "date") => "date = 2025-06-08",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::shared;

    #[test]
    fn every_key_has_an_example_that_is_toml() {
        let tables: [(&str, &[&str]); 3] = [
            (LIBRARY, keys::<raw::Library>()),
            (SECTION, keys::<raw::Section>()),
            (ENTRY, keys::<raw::Entry>()),
        ];
        shared::assert_examples(&GUIDE, &tables);
    }
}
