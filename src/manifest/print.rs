//! The `[print]` table: who prints the book, and on what.

use toml::de::DeValue;

use super::read::Folders;
use super::{PaperEntry, Print, PrinterEntry, raw};
use crate::printer;
use crate::table::{Reader, Table};

/// Reads it. Names are looked up later, when the files of printers are read.
pub(super) fn print(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
) -> Print {
    let Some(value) = table.get("print") else { return Print::default() };
    let Some(table) = reader.table::<raw::Print>("`[print]`", value, "a table") else {
        return Print::default();
    };
    let printer = table.get("printer").and_then(|value| {
        let at = reader.span(value);
        if let DeValue::Table(_) = value.get_ref() {
            let own = printer::printer(reader, value, "")?;
            return Some((PrinterEntry::Own(Box::new(own)), at));
        }
        reader.text_of(value).map(|(name, at)| (PrinterEntry::Named(name), at))
    });
    let paper = table.get("paper").and_then(|value| {
        let at = reader.span(value);
        if let DeValue::Table(_) = value.get_ref() {
            return Some((PaperEntry::Own(printer::paper(reader, value, "")?), at));
        }
        reader.text_of(value).map(|(name, at)| (PaperEntry::Named(name), at))
    });
    let files =
        reader.texts(&table, "printers").into_iter().filter_map(|(written, at)| {
            let path = folders.file(&written, at, reader.sink)?;
            Some((path, written, at))
        });
    let files = files.collect();
    Print {
        span: Some(table.span),
        files,
        printer,
        paper,
        standard: table.get("standard").and_then(|value| reader.word(value)),
        colour: table.get("colour").and_then(|value| reader.word(value)),
        binding: table.get("binding").and_then(|value| reader.word(value)),
    }
}
