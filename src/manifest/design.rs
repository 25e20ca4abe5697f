//! The `[design]` table: a theme, and what the book changes of it.

use super::read::Folders;
use super::{Design, raw};
use crate::diag::nearest;
use crate::table::{LEADINGS, Reader, SIZES, Table, list, short};
use crate::theme::{Articles, builtin_names};

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
    let theme = reader.text(&table, "theme").and_then(|(name, at)| {
        if builtin_names().contains(&name.as_str()) {
            return Some(name);
        }
        let help = match nearest(&name, builtin_names().iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the themes are {}", list(builtin_names())),
        };
        reader.invalid(at, format!("there is no theme `{}`", short(&name)), help);
        None
    });
    let page = reader.page(&table, "page");
    let margins = table.get("margins").and_then(|value| reader.margins(value));
    let mut size = |key: &str, points, example: &str| {
        reader.type_size(table.get(key)?, key, points, example)
    };
    let (size, leading) =
        (size("size", SIZES, "11 pt"), size("leading", LEADINGS, "14 pt"));
    let mut family = |key: &str| reader.text(&table, key).map(|(name, _)| name);
    let families = [family("serif"), family("sans"), family("mono")];
    let fonts = reader
        .texts(&table, "fonts")
        .into_iter()
        .filter_map(|(written, at)| {
            folders.any(&written, at, reader.sink).map(|path| (path, at))
        })
        .collect();
    let articles =
        table.get("articles").and_then(|value| reader.word(value)).map(|articles| {
            match articles {
                raw::Articles::Recto => Articles::Recto,
                raw::Articles::Page => Articles::NewPage,
                raw::Articles::RunOn => Articles::RunOn,
            }
        });
    let embed_fonts = table
        .get("embed-fonts")
        .and_then(|value| reader.leaf(value, "`true` or `false`"))
        .unwrap_or(false);
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
        embed_fonts,
        span: place.or(Some(table.span)),
        size_span: table.key_span("size"),
        leading_span: table.key_span("leading"),
    }
}
