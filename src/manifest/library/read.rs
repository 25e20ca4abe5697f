//! From the library's path to the checked library.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::book::{language, outputs};
use super::super::read::{Folders, base_folder};
use super::super::{Output, identifier};
use super::example::{GUIDE, LIBRARY, SECTION};
use super::{Library, Section, entries, raw};
use crate::diag::{Code, Diagnostic, Reported, Sink, short};
use crate::info::Lang;
use crate::source::{self, Files, Span};
use crate::table::{self, Reader, Table, paragraphs};

/// The language of a catalogue that states none.
const LANGUAGE: &str = "en";

/// Reads and checks the library at `path`, as the user wrote it.
///
/// # Errors
/// When anything in it is an error; all that is wrong is reported, in its order.
pub fn read_library(
    path: &Path,
    files: &mut Files,
    sink: &mut Sink,
) -> Result<Library, Reported> {
    if path.is_dir() {
        let message = format!("`{}` is a folder, not a library", path.display());
        let help = "name the library in it: a `.toml` file that lists books";
        return Err(sink.fail(Diagnostic::new(Code::UnreadableFile, message).help(help)));
    }
    let file = source::read_text(path, path, files, None, sink)?;
    let text = files.text(file);
    let base = base_folder(path).map_err(|error| {
        let message = format!("the library's folder cannot be read: {error}");
        let finding = Diagnostic::new(Code::UnreadableFile, message);
        sink.fail(finding.at(Span::head(file)))
    })?;
    let taken = table::read(file, &text, &GUIDE, sink, |reader, table| {
        library(reader, table, base, path)
    });
    match (taken.value, taken.failed) {
        (Some(library), None) => Ok(library),
        (_, Some(reported)) => Err(reported),
        (None, None) => {
            let message = "the library was refused without a reason";
            Err(sink.fail(Diagnostic::new(Code::Internal, message).at(Span::head(file))))
        }
    }
}

fn library(
    reader: &mut Reader<'_>,
    table: &Spanned<DeTable<'_>>,
    base: PathBuf,
    path: &Path,
) -> Option<Library> {
    let head = Span::head(reader.file);
    let table = reader.open::<raw::Library>(LIBRARY, table.get_ref(), head);
    let root = reader.text(&table, "root");
    let folders = Folders::new(base, root, reader.sink);
    let mut text = |key: &str| reader.text(&table, key).map(|(text, _)| text);
    let (title, publisher) = (text("title"), text("publisher"));
    let lang = match table.get("language") {
        Some(_) => language(reader, &table),
        None => Lang::parse(LANGUAGE),
    };
    let description = description(reader, &table);
    let url = url(reader, &table);
    let uuid = uuid(reader, &table);
    let mut sections = sections(reader, &table);
    let listed = !sections.is_empty();
    let entries = entries::entries(
        reader,
        &table,
        &folders,
        &entries::Own { path, listed },
        &mut sections,
    );
    let made = table.get("outputs").map(|_| outputs(reader, &table));
    if let (Some(made), Some(at)) = (&made, table.key_span("outputs"))
        && made.contains(&Output::Press)
    {
        let message = "`press` is for print shops, and no reader takes it".to_string();
        reader.invalid(at, message, "leave it out here; `publish BOOK.toml` makes it");
    }
    Some(Library {
        file: reader.file,
        name: path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into()),
        title,
        lang: lang?,
        publisher,
        description,
        url,
        uuid,
        sections,
        entries,
        outputs: made,
    })
}

fn description(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<String> {
    let text = reader.leaf::<String>(table.get("description")?, "a text")?;
    Some(paragraphs(&text)).filter(|text| !text.is_empty())
}

/// The address of the catalogue, with a slash at its end.
fn url(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<String> {
    let (mut url, at) = reader.text(table, "url")?;
    if !is_web(&url) || url.contains(['?', '#']) {
        let message = format!("`{}` is not the address of a folder", short(&url));
        let help = "write the whole of it: `url = \"https://books.example.org/\"`";
        reader.invalid(at, message, help);
        return None;
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Some(url)
}

/// Whether a text is an address on the web: a scheme, a host, no blanks.
pub(super) fn is_web(text: &str) -> bool {
    let host = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let unfit =
        |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c);
    host.is_some_and(|host| host.starts_with(char::is_alphanumeric))
        && !text.contains(unfit)
}

fn uuid(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<String> {
    let (text, at) = reader.text(table, "uuid")?;
    let uuid = identifier::uuid(&text);
    if uuid.is_none() {
        let help = "a UUID has 32 hexadecimal digits; left out, one is derived from the publisher and the title";
        reader.invalid(at, format!("`{}` is not a UUID", short(&text)), help);
    }
    uuid
}

fn sections(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for item in reader.items(table, "sections", "a list of titles") {
        let read = match item.get_ref() {
            DeValue::String(_) => {
                let title = reader.text_of(item);
                title.map(|(title, at)| (Section { title, description: None }, at))
            }
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => section(reader, item),
        };
        let Some((section, at)) = read else { continue };
        if sections.iter().any(|other| other.title == section.title) {
            let message =
                format!("the section `{}` is listed twice", short(&section.title));
            reader.invalid(at, message, "take one of them out");
            continue;
        }
        sections.push(section);
    }
    sections
}

fn section(reader: &mut Reader<'_>, item: &table::Value<'_>) -> Option<(Section, Span)> {
    let table = reader.table::<raw::Section>(SECTION, item, "a title, or a table")?;
    if table.get("title").is_none() {
        reader.missing(&table, "title");
    }
    let description = description(reader, &table);
    let (title, at) = reader.text(&table, "title")?;
    Some((Section { title, description }, at))
}

#[cfg(test)]
mod tests {
    use super::is_web;

    #[test]
    fn addresses_have_a_scheme_and_a_host() {
        for good in ["https://example.org", "http://10.0.0.2:8080/books", "https://é.fr/"]
        {
            assert!(is_web(good), "{good}");
        }
        for bad in
            ["example.org", "https://", "https://a b", "ftp://a.b", "javascript:a()"]
        {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
