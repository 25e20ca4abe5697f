//! The articles: files that the manifest names.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeValue;

use super::read::Folders;
use super::{ArticleEntry, raw};
use crate::diag::{Code, Diagnostic};
use crate::document::Role;
use crate::source::Span;
use crate::table::{Reader, Table, Value};

/// How many articles a book may have: far more than any has, far fewer than would make
/// the search for missing files a burden.
const MOST: usize = 10_000;

/// The articles in order; each file once.
pub(super) fn articles(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
) -> Vec<ArticleEntry> {
    if table.get("articles").is_none() {
        reader.missing(table, "articles");
        return Vec::new();
    }
    let items = reader.items(table, "articles", "a list of files");
    if let (true, Some(value)) = (items.is_empty(), table.get("articles"))
        && matches!(value.get_ref(), DeValue::Array(_))
    {
        let at = reader.span(value);
        reader.invalid(at, "the book has no article".into(), "name at least one file");
    }
    if let (Some(first), Some(last)) = (items.get(MOST), items.last()) {
        let at = reader.span(first).to(reader.span(last));
        let message = format!("the book has more than {MOST} articles");
        reader.invalid(at, message, "make several books of it");
    }
    let mut entries: Vec<ArticleEntry> = Vec::new();
    let mut first_named: BTreeMap<PathBuf, Span> = BTreeMap::new();
    for item in items.iter().take(MOST) {
        let Some(entry) = article(reader, item, folders) else { continue };
        let no_file = entry.path.as_os_str().is_empty();
        let twin = first_named.entry(entry.path.clone()).or_insert(entry.span);
        if *twin != entry.span && !no_file {
            let message = format!("`{}` is in the book twice", entry.written);
            reader.sink.report(
                Diagnostic::new(Code::InvalidValue, message)
                    .at(entry.span)
                    .related(*twin, "it is named here first")
                    .help("each article is in a book once; copy the file to repeat it"),
            );
            continue;
        }
        let index = entries.iter().find(|other| other.role == Role::Index);
        if let (Role::Index, Some(first)) = (entry.role, index) {
            let message = "the book has two indexes".to_string();
            reader.sink.report(
                Diagnostic::new(Code::InvalidValue, message)
                    .at(entry.span)
                    .related(first.span, "the first one")
                    .help("take one of them out"),
            );
            continue;
        }
        entries.push(entry);
    }
    entries
}

fn article(
    reader: &mut Reader<'_>,
    item: &Value<'_>,
    folders: &Folders,
) -> Option<ArticleEntry> {
    if let DeValue::String(_) = item.get_ref() {
        let (written, span) = reader.text_of(item)?;
        let path = folders.file(&written, span, reader.sink)?;
        let (title, authors, role) = (None, Vec::new(), Role::Chapter);
        return Some(ArticleEntry { path, written, span, title, authors, role });
    }
    let wanted = "a file or a table with `file`";
    let table = reader.table::<raw::ArticleTable>("an article's table", item, wanted)?;
    let title = reader.text(&table, "title").map(|(title, _)| title);
    let authors = authors(reader, &table).into_iter().map(|(name, _)| name).collect();
    let role = table.get("role").map(|value| reader.word::<raw::Role>(value));
    let is_part = matches!(role, Some(Some(raw::Role::Part)));
    let role = match role.flatten() {
        Some(raw::Role::FrontMatter) => Role::FrontMatter,
        Some(raw::Role::Part) => Role::Part,
        Some(raw::Role::Chapter) | None => Role::Chapter,
        Some(raw::Role::Appendix) => Role::Appendix,
        Some(raw::Role::BackMatter) => Role::BackMatter,
        Some(raw::Role::Index) => Role::Index,
    };
    let (path, written, span) = match table.get("file") {
        Some(value) => {
            let (written, span) = reader.text_of(value)?;
            (folders.file(&written, span, reader.sink)?, written, span)
        }
        None if role == Role::Index => (PathBuf::new(), String::new(), table.span),
        None if is_part && title.is_some() => (PathBuf::new(), String::new(), table.span),
        None if is_part => {
            reader.missing(&table, "title");
            return None;
        }
        None => {
            reader.missing(&table, "file");
            return None;
        }
    };
    Some(ArticleEntry { path, written, span, title, authors, role })
}

/// The authors under `author` or `authors`; both at once is an error.
pub(super) fn authors(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
) -> Vec<(String, Span)> {
    let mut names = reader.texts(table, "author");
    names.extend(reader.texts(table, "authors"));
    if let (Some(_), Some(at)) = (table.get("author"), table.key_span("authors")) {
        let message = "`author` and `authors` are both stated".to_string();
        reader.invalid(at, message, "keep one of them; each takes one name or a list");
    }
    names
}
