//! How each key is written, for those who wrote it otherwise.

use super::raw;
use crate::table::{Guide, keys};

/// The tables as messages call them.
pub(crate) const PRINTER: &str = "a printer's table";
pub(crate) const PAPER: &str = "a paper's table";
pub(super) const INNER: &str = "a margin's table";
pub(super) const STATED: &str = "a value's table";
pub(super) const FILE: &str = "the file of printers";

/// What messages can tell of the keys of a file of printers.
pub(super) static GUIDE: Guide = Guide { reference: "docs/manifest.md", example, home };

fn home(key: &str) -> Option<&'static str> {
    let homes = [
        (FILE, keys::<raw::File>()),
        (PRINTER, keys::<raw::PrinterTable>()),
        (PAPER, keys::<raw::PaperTable>()),
    ];
    homes.iter().find(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home)
}

/// A line of TOML that is right, for a key of a table as messages call it.
pub(crate) fn example(table: &str, key: &str) -> Option<&'static str> {
    Some(match (table, key) {
        (FILE, "printers") => "printers = { ours = { like = \"european-offset\" } }",
        (FILE, "papers") => "papers = { ours = { caliper = \"0.11 mm\" } }",
        (PRINTER, "like") => "like = \"european-offset\"",
        (PRINTER | PAPER, "title") => "title = \"The shop at the corner\"",
        (PRINTER | PAPER | STATED, "source") => "source = \"their web page\"",
        (PRINTER | PAPER | STATED, "checked") => "checked = \"2026-11\"",
        (PRINTER | PAPER | STATED, "unsure") => "unsure = \"told on the telephone\"",
        (PRINTER, "smallest") => "smallest = \"100 x 140 mm\"",
        (PRINTER, "largest") => "largest = \"210 x 297 mm\"",
        (PRINTER, "bleed") => "bleed = \"3 mm\"",
        (PRINTER, "gutter-bleed") => "gutter-bleed = false",
        (PRINTER, "margin") => "margin = \"5 mm\"",
        (PRINTER, "bleed-margin") => "bleed-margin = \"8 mm\"",
        (PRINTER, "inner") => "inner = [{ from = 1, margin = \"10 mm\" }]",
        (PRINTER, "marks") => "marks = [\"crop\", \"registration\"]",
        (PRINTER, "standard") => "standard = \"x-4\"",
        (PRINTER, "colour") => "colour = \"black\"",
        (PRINTER, "ink-limit") => "ink-limit = 300",
        (PRINTER, "resolution") => "resolution = 300",
        (PRINTER, "least-resolution") => "least-resolution = 150",
        (PRINTER, "fewest-pages") => "fewest-pages = 8",
        (PRINTER, "most-pages") => "most-pages = 64",
        (PRINTER, "page-multiple") => "page-multiple = 4",
        (PRINTER, "binding") => "binding = \"saddle\"",
        (PRINTER, "paper") => "paper = \"offset-90\"",
        (PRINTER, "spine-text-from") => "spine-text-from = 80",
        (PRINTER, "sheet") => "sheet = \"A4\"",
        (PRINTER, "unprinted") => "unprinted = \"5 mm\"",
        (PRINTER, "duplex") => "duplex = \"short-edge\"",
        (PRINTER, "pile") => "pile = \"turned-over\"",
        (PRINTER, "turn-backs") => "turn-backs = true",
        (PAPER, "caliper") => "caliper = \"0.11 mm\"",
        (PAPER, "weight") => "weight = 90",
        (INNER, "from") => "from = 151",
        (INNER, "margin") => "margin = \"13 mm\"",
        (STATED, "value") => "value = \"3 mm\"",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::shared;

    #[test]
    fn every_key_has_an_example_that_is_toml() {
        let tables: [(&str, &[&str]); 5] = [
            (FILE, keys::<raw::File>()),
            (PRINTER, keys::<raw::PrinterTable>()),
            (PAPER, keys::<raw::PaperTable>()),
            (INNER, keys::<raw::InnerTable>()),
            (STATED, keys::<raw::StatedTable>()),
        ];
        shared::assert_examples(&GUIDE, &tables);
    }
}
