//! The entries of a library: books by path or pattern, and what has no file yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::super::articles::authors;
use super::super::book::date;
use super::super::read::Folders;
use super::example::ENTRY;
use super::read::is_web;
use super::{Entry, Listed, Section, raw};
use crate::diag::{Code, Diagnostic, nearest, short};
use crate::info::Date;
use crate::source::{self, Span};
use crate::table::{Reader, Table, Value, paragraphs};

/// How many entries a library may have: far more than any list that people browse.
const MOST: usize = 10_000;

/// Patterns are those of the shell: `*` stays in its folder, and finds no hidden file.
const SHELL: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// What is known of the library while its entries are read.
pub(super) struct Own<'a> {
    /// Its own file, which no pattern finds.
    pub path: &'a Path,
    /// Whether it lists its sections, so that others are mistakes.
    pub listed: bool,
}

/// A book that is named, or found by a pattern.
struct Named {
    path: PathBuf,
    written: String,
    at: Span,
    /// By a pattern, which gives way to a name.
    found: bool,
}

/// What an entry says beside what it lists.
#[derive(Clone, Default)]
struct Said {
    section: Option<usize>,
    teaser: Option<String>,
    link: Option<String>,
    date: Option<Date>,
}

enum What {
    Books(Vec<Named>),
    Title(String, Vec<String>),
}

/// The entries in order, the books that are only found by the top's patterns last; each book once.
pub(super) fn entries(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
    own: &Own<'_>,
    sections: &mut Vec<Section>,
) -> Vec<Entry> {
    let mut read: Vec<(Span, What, Said)> = Vec::new();
    for item in reader.items(table, "entries", "a list of tables") {
        read.extend(entry(reader, item, folders, own, sections));
    }
    for (written, at) in reader.texts(table, "books") {
        let books = named(reader, &written, at, folders, own);
        read.push((at, What::Books(books), Said::default()));
    }
    let mut names: BTreeMap<PathBuf, Span> = BTreeMap::new();
    for (_, what, _) in &read {
        let What::Books(books) = what else { continue };
        for book in books.iter().filter(|book| !book.found) {
            if let Some(first) = names.insert(book.path.clone(), book.at) {
                let message = format!("`{}` is listed twice", book.written);
                let finding = Diagnostic::new(Code::InvalidValue, message).at(book.at);
                let help = "a book stands in a list once; take one of them out";
                reader
                    .sink
                    .report(finding.related(first, "it is named here first").help(help));
            }
        }
    }
    let mut entries = Vec::new();
    for (span, what, said) in read {
        let listed: Vec<(Span, Listed)> = match what {
            What::Title(title, authors) => vec![(span, Listed::Title { title, authors })],
            What::Books(books) => books
                .into_iter()
                .filter(|book| {
                    let first = names.entry(book.path.clone()).or_insert(book.at);
                    !book.found || *first == book.at
                })
                .map(|book| {
                    let Named { path, written, at, .. } = book;
                    (at, Listed::Book { path, written })
                })
                .collect(),
        };
        for (span, listed) in listed {
            let Said { section, teaser, link, date } = said.clone();
            entries.push(Entry { span, listed, section, teaser, link, date });
        }
    }
    if entries.len() > MOST {
        let at = entries[MOST].span;
        let message = format!("the library has more than {MOST} entries");
        reader.invalid(at, message, "make several libraries of it");
    }
    if entries.is_empty() && reader.sink.failed().is_none() && !reader.broken {
        let message = "the library lists nothing".to_string();
        let help = "name books: `books = [\"*.toml\"]`, or an entry: `[[entries]]` with `book` or `title`";
        reader.invalid(Span::head(reader.file), message, help);
    }
    entries
}

fn entry(
    reader: &mut Reader<'_>,
    item: &Value<'_>,
    folders: &Folders,
    own: &Own<'_>,
    sections: &mut Vec<Section>,
) -> Option<(Span, What, Said)> {
    let wanted = "a table with `book`, or with `title` and `teaser`";
    let table = reader.table::<raw::Entry>(ENTRY, item, wanted)?;
    let said = said(reader, &table, own, sections);
    let title = reader.text(&table, "title");
    let authors = authors(reader, &table).into_iter().map(|(name, _)| name).collect();
    let at = title.as_ref().map_or(table.span, |(_, at)| *at);
    if table.get("book").is_none() && table.get("books").is_none() {
        if table.get("title").is_none() {
            reader.missing(&table, "title");
        }
        return Some((at, What::Title(title?.0, authors), said));
    }
    if let (Some(_), Some(at)) = (table.get("book"), table.key_span("books")) {
        let message = "`book` and `books` are both stated".to_string();
        reader.invalid(at, message, "keep one of them");
    }
    for key in ["title", "author", "authors"] {
        if let Some(at) = table.key_span(key) {
            let message = format!("`{key}` of a book stands in the book's own manifest");
            reader.invalid(at, message, "leave it out here, or change it there");
        }
    }
    let mut books = Vec::new();
    if let Some((written, at)) = reader.text(&table, "book") {
        books.extend(named(reader, &written, at, folders, own));
    }
    for (written, at) in reader.texts(&table, "books") {
        books.extend(named(reader, &written, at, folders, own));
    }
    for key in ["teaser", "link"] {
        if let (Some(at), true) = (table.key_span(key), books.len() > 1) {
            let message = format!("one `{key}` stands for {} books", books.len());
            reader.invalid(
                at,
                message,
                "give the book that it is of an entry of its own",
            );
        }
    }
    Some((at, What::Books(books), said))
}

fn said(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    own: &Own<'_>,
    sections: &mut Vec<Section>,
) -> Said {
    let teaser = table
        .get("teaser")
        .and_then(|value| reader.leaf::<String>(value, "a text"))
        .map(|text| paragraphs(&text))
        .filter(|text| !text.is_empty());
    let link = reader.text(table, "link").and_then(|(link, at)| {
        if !is_web(&link) {
            let message = format!("`{}` is not an address", short(&link));
            let help = "write the whole of it: `link = \"https://example.org/article\"`";
            reader.invalid(at, message, help);
            return None;
        }
        Some(link)
    });
    let date = table.get("date").and_then(|value| date(reader, value));
    let section = reader.text(table, "section");
    let section = section.and_then(|(title, at)| {
        let known = sections.iter().position(|section| section.title == title);
        if known.is_some() || own.listed {
            if known.is_none() {
                let names = sections.iter().map(|section| section.title.as_str());
                let help = match nearest(&title, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "add it to `sections`, or take one that is there".into(),
                };
                let message = format!("there is no section `{}`", short(&title));
                reader.invalid(at, message, help);
            }
            return known;
        }
        sections.push(Section { title, description: None });
        Some(sections.len() - 1)
    });
    Said { section, teaser, link, date }
}

/// The book of a path, or those that a pattern finds, in the order of their names.
fn named(
    reader: &mut Reader<'_>,
    written: &str,
    at: Span,
    folders: &Folders,
    own: &Own<'_>,
) -> Vec<Named> {
    if !written.contains(['*', '?', '[']) {
        let path = folders.file(written, at, reader.sink);
        let named = |path| Named { path, written: written.into(), at, found: false };
        return path.map(named).into_iter().collect();
    }
    // Told from the words alone, so that nothing outside is even looked at.
    let below = source::tidy(&folders.base.join(written)).starts_with(&folders.root);
    let base = Pattern::escape(&folders.base.to_string_lossy());
    let found = glob::glob_with(&format!("{base}/{written}"), SHELL);
    let found = match found {
        Ok(found) if below => found,
        Ok(_) => {
            let message =
                format!("`{}` leaves the library's root folder", short(written));
            let help = "set `root` to a folder that holds all books: `root = \"..\"`";
            let finding = Diagnostic::new(Code::OutsideRoot, message);
            reader.sink.report(finding.at(at).help(help));
            return Vec::new();
        }
        Err(error) => {
            let message = format!("`{}` is not a pattern: {}", short(written), error.msg);
            reader.invalid(
                at,
                message,
                "`*` stands for a part of a name, `**` for folders",
            );
            return Vec::new();
        }
    };
    let this = std::fs::canonicalize(own.path).ok();
    let mut books = Vec::new();
    for path in found.take(MOST).filter_map(Result::ok) {
        let Ok(path) = std::fs::canonicalize(path) else { continue };
        // What a link leads out of the root, a name would be told of.
        if !path.is_file()
            || Some(&path) == this.as_ref()
            || !path.starts_with(&folders.root)
        {
            continue;
        }
        let written = path.strip_prefix(&folders.base).unwrap_or(&path);
        let written = written.to_string_lossy().replace('\\', "/");
        books.push(Named { path, written, at, found: true });
    }
    if books.is_empty() {
        let message = format!("no file is found by `{}`", short(written));
        let help = "patterns are taken from the library's folder: `*` stands for a part of a name, `**` for folders";
        reader.invalid(at, message, help);
    }
    books
}
