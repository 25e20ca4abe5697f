//! How each key is written and where it stands, for those who wrote it otherwise.

use super::raw;
use crate::printer;
use crate::table::{Guide, keys};
use crate::theme::NotesTable;

/// What messages can tell of the manifest's keys.
pub(super) static GUIDE: Guide = Guide { reference: "`publish schema`", example, home };

fn home(key: &str) -> Option<&'static str> {
    let homes = [
        ("the manifest", keys::<raw::Book>()),
        ("`[design]`", keys::<raw::Design>()),
        ("`[design.notes]`", keys::<NotesTable>()),
        ("`[print]`", keys::<raw::Print>()),
        ("`[identifiers]`", keys::<raw::Identifiers>()),
        ("`[accessibility]`", keys::<raw::Accessibility>()),
        ("`[diagnostics]`", keys::<raw::Diagnostics>()),
        (
            "a library, which `publish catalog` takes",
            &["entries", "books", "sections", "url"],
        ),
    ];
    homes.iter().find(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home)
}

fn example(table: &str, key: &str) -> Option<&'static str> {
    Some(match (table, key) {
        ("the manifest", "title") => "title = \"A House in Coyoacán\"",
        ("the manifest", "subtitle") => "subtitle = \"A short history\"",
        ("the manifest", "language") => "language = \"en-GB\"",
        (_, "author") => "author = \"A. Writer\"",
        (_, "authors") => "authors = [\"A. Writer\", \"B. Writer\"]",
        ("the manifest", "contributors") => {
            "contributors = [{ name = \"A. Writer\", role = \"translator\" }]"
        }
        ("the manifest", "publisher") => "publisher = \"The Press\"",
        ("the manifest", "place") => "place = \"London\"",
        ("the manifest", "date") => "date = 2025-06-08",
        ("the manifest", "edition") => "edition = \"second, revised edition\"",
        ("the manifest", "rights") => "rights = \"© 2025 The authors\"",
        ("the manifest", "licence") => "licence = \"CC BY-SA 4.0\"",
        ("the manifest", "description") => "description = \"What the book is about.\"",
        ("the manifest", "subjects") => "subjects = [\"history\", \"Mexico\"]",
        ("a subject", "name") => "name = \"Political refugees\"",
        ("a subject", "scheme") => "scheme = \"Thema\"",
        ("a subject", "code") => "code = \"NHTB\"",
        ("the manifest", "accessibility") => {
            "accessibility = { certified-by = \"The Press\" }"
        }
        ("`[accessibility]`", "certified-by") => "certified-by = \"The Press\"",
        ("`[accessibility]`", "credential") => "credential = \"Benetech GCA\"",
        ("`[accessibility]`", "report") => "report = \"https://example.org/report\"",
        ("`[accessibility]`", "summary") => {
            "summary = \"The maps are described in the text.\""
        }
        ("`[accessibility]`", "exemption") => "exemption = \"microenterprise\"",
        ("the manifest", "series") => {
            "series = { name = \"Houses of Exile\", number = 3 }"
        }
        ("the manifest", "identifiers") => {
            "identifiers = { isbn-print = \"978-3-16-148410-0\" }"
        }
        ("the manifest", "imprint") => "imprint = [\"Set with care.\"]",
        ("the manifest", "source") => "source = \"First published in 1940\"",
        ("the manifest", "articles") => "articles = [\"01-first.md\"]",
        ("the manifest", "root") => "root = \"..\"",
        ("the manifest", "design") => "design = { page = \"A5\" }",
        ("the manifest", "print") => "print = { printer = \"european-offset\" }",
        ("`[print]`", "printer") => "printer = \"european-offset\"",
        ("`[print]`", "printers") => "printers = \"our-printers.toml\"",
        ("`[print]`", "paper") => "paper = \"offset-90\"",
        ("`[print]`", "standard") => "standard = \"x-1a\"",
        ("`[print]`", "binding") => "binding = \"saddle\"",
        ("`[print]`", "colour") => "colour = \"black\"",
        ("the manifest", "outputs") => "outputs = [\"epub\", \"pdf\"]",
        ("the manifest", "cover") => "cover = \"cover.jpg\"",
        ("the manifest", "hyphenation") => "hyphenation = [\"dia-lec-tic\"]",
        ("the manifest", "diagnostics") => "diagnostics = { allow = [\"raw-html\"] }",
        ("`[[contributors]]`", "name") => "name = \"A. Writer\"",
        ("`[[contributors]]`", "sort") => "sort = \"Writer, A.\"",
        ("`[[contributors]]`", "role") => "role = \"translator\"",
        ("`series`", "name") => "name = \"Houses of Exile\"",
        ("`series`", "number") => "number = 3",
        ("`[identifiers]`", "uuid") => "uuid = \"5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1\"",
        ("`[identifiers]`", "isbn-epub") => "isbn-epub = \"978-3-16-148410-0\"",
        ("`[identifiers]`", "isbn-print") => "isbn-print = \"978-3-16-148410-0\"",
        ("an article's table", "file") => "file = \"01-first.md\"",
        ("an article's table", "title") => "title = \"Part One\"",
        ("an article's table", "role") => "role = \"appendix\"",
        ("`[design]`", "theme") => "theme = \"pamphlet\"",
        ("`[design]`", "page") => "page = \"A5\"",
        ("`[design]`", "margins") => "margins = \"20 mm\"",
        ("`[design]`", "size") => "size = \"11 pt\"",
        ("`[design]`", "leading") => "leading = \"14 pt\"",
        ("`[design]`", "fit") => "fit = { pages = 16 }",
        ("`fit`", "pages") => "pages = 16",
        ("`[design]`", "fonts") => "fonts = [\"fonts\"]",
        ("`[design]`", "serif") => "serif = \"EB Garamond\"",
        ("`[design]`", "sans") => "sans = \"Alegreya Sans\"",
        ("`[design]`", "mono") => "mono = \"Source Code Pro\"",
        ("`[design]`", "articles") => "articles = \"recto\"",
        ("`[design]`", "notes") => "notes = { numbers = \"page\" }",
        ("`notes`", "print") => "print = \"foot\"",
        ("`notes`", "e-book") => "e-book = \"article\"",
        ("`notes`", "numbers") => "numbers = \"page\"",
        ("`notes`", "editor-marks") => "editor-marks = \"letters\"",
        ("`notes`", "share-lines") => "share-lines = true",
        ("`[design]`", "embed-fonts") => "embed-fonts = true",
        ("`cover`", "file") => "file = \"cover.jpg\"",
        ("`cover`", "back") => "back = \"back.jpg\"",
        ("`cover`", "back-alt") => "back-alt = \"A closed door\"",
        ("`cover`", "blurb") => "blurb = \"What makes one want to read it.\"",
        ("`cover`", "colour") => "colour = \"#7a1f1b\"",
        ("`cover`", "print") => "print = \"self\"",
        ("`cover`", "spine") => "spine = \"6.2 mm\"",
        ("`cover`", "alt") => "alt = \"A garden wall\"",
        ("`[diagnostics]`", "allow") => "allow = [\"raw-html\"]",
        ("`[diagnostics]`", "warn") => "warn = [\"raw-html\"]",
        ("`[diagnostics]`", "deny") => "deny = [\"raw-html\"]",
        (printer::PRINTER | printer::PAPER, _) => return printer::example(table, key),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::shared;

    #[test]
    fn every_key_has_an_example_that_is_toml() {
        let tables: [(&str, &[&str]); 11] = [
            ("the manifest", keys::<raw::Book>()),
            ("`[print]`", keys::<raw::Print>()),
            ("`[[contributors]]`", keys::<raw::Contributor>()),
            ("`series`", keys::<raw::Series>()),
            ("`[identifiers]`", keys::<raw::Identifiers>()),
            ("an article's table", keys::<raw::ArticleTable>()),
            ("`[design]`", keys::<raw::Design>()),
            ("`cover`", keys::<raw::CoverTable>()),
            ("`notes`", keys::<NotesTable>()),
            ("`fit`", keys::<raw::Fit>()),
            ("`[diagnostics]`", keys::<raw::Diagnostics>()),
        ];
        shared::assert_examples(&GUIDE, &tables);
    }
}
