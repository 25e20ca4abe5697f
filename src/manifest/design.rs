//! The `[design]` table: a theme, and what the book changes of it.

use super::read::Folders;
use super::{Design, ThemeEntry, raw};
use crate::diag::{nearest, short};
use crate::source::Span;
use crate::table::{LEADINGS, Reader, SIZES, Table, choice};
use crate::theme::{builtin_names, notes};

/// Reads it.
pub(super) fn design(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
) -> Design {
    let Some(value) = table.get("design") else { return Design::default() };
    let Some(table) = reader.table::<raw::Design>("`[design]`", value, "a table") else {
        return Design::default();
    };
    let theme = theme(reader, &table, folders);
    let page = reader.page(&table, "page");
    let margins = table.get("margins").and_then(|value| reader.margins(value));
    let mut size = |key: &str, points, example: &str| {
        reader.type_size(table.get(key)?, key, points, example)
    };
    let (size, leading) =
        (size("size", SIZES, "11 pt"), size("leading", LEADINGS, "14 pt"));
    let mut family = |key: &str| reader.text(&table, key);
    let families = [family("serif"), family("sans"), family("mono")];
    let fonts = reader
        .texts(&table, "fonts")
        .into_iter()
        .filter_map(|(written, at)| {
            folders.any(&written, at, reader.sink).map(|path| (path, at))
        })
        .collect();
    let articles = table.get("articles").and_then(|value| reader.word(value));
    let notes = table.get("notes").map(|value| notes(reader, "`notes`", value));
    let embed_fonts = table
        .get("embed-fonts")
        .and_then(|value| reader.leaf(value, "`true` or `false`"))
        .unwrap_or(false);
    let pages = pages(reader, &table);
    let place = table.key_span("page").or(table.key_span("margins"));
    Design {
        theme,
        page,
        margins,
        size,
        leading,
        families,
        fonts,
        articles,
        notes: notes.unwrap_or_default(),
        embed_fonts,
        span: place.or(Some(table.span)),
        size_span: table.key_span("size"),
        leading_span: table.key_span("leading"),
        pages,
    }
}

/// How many pages the book is to have.
fn pages(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Option<(usize, Span)> {
    let value = table.get("fit")?;
    let table = reader.table::<raw::Fit>("`fit`", value, "a table")?;
    let Some(value) = table.get("pages") else {
        reader.missing(&table, "pages");
        return None;
    };
    let at = reader.span(value);
    let pages: i64 = reader.leaf(value, "a whole number of pages")?;
    match usize::try_from(pages).ok().filter(|pages| PAGES.contains(pages)) {
        Some(pages) => Some((pages, at)),
        None => {
            let help = format!("write {} to {}", PAGES.start(), PAGES.end());
            reader.invalid(at, format!("`pages` cannot be {pages}"), help);
            None
        }
    }
}

/// The numbers of pages that can be asked for.
const PAGES: std::ops::RangeInclusive<usize> = 1..=5000;

/// A built-in theme by its name, or a file.
fn theme(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
) -> Option<ThemeEntry> {
    let (written, span) = reader.text(table, "theme")?;
    if written.contains('/') || written.ends_with(".toml") {
        let path = folders.file(&written, span, reader.sink)?;
        return Some(ThemeEntry::File { path, written, span });
    }
    if builtin_names().contains(&written.as_str()) {
        return Some(ThemeEntry::Builtin(written));
    }
    let help = match nearest(&written, builtin_names().iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write {}, or the file of your own: `themes/ours.toml`",
            choice(builtin_names())
        ),
    };
    reader.invalid(span, format!("there is no theme `{}`", short(&written)), help);
    None
}
