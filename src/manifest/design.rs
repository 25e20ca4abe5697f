//! The `[design]` table: a theme, and what the book changes of it.

use toml::de::DeValue;

use super::read::Folders;
use super::table::{Reader, Table, Value};
use super::{Design, measure, raw};
use crate::diag::{nearest, short};
use crate::geom::Len;
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
            None => format!("the themes are {}", super::table::list(builtin_names())),
        };
        reader.invalid(at, format!("there is no theme `{}`", short(&name)), help);
        None
    });
    let page = reader.text(&table, "page").and_then(|(text, at)| {
        measure::page(&text)
            .map_err(|why| {
                let near = nearest(&text, measure::page_names());
                let help = near.map_or_else(
                    || "write a name (`A5`, `Half-Letter`, `Trade` …) or a measure: `148 x 210 mm`".into(),
                    |near| format!("did you mean `{near}`? A measure looks like `148 x 210 mm`"),
                );
                reader.invalid(at, format!("`{}` {why}", short(&text)), help);
            })
            .ok()
    });
    let margins = table.get("margins").and_then(|value| margins(reader, value));
    let size = type_size(reader, &table, "size", 4..=72, "11 pt");
    let leading = type_size(reader, &table, "leading", 4..=144, "14 pt");
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

fn margins(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<[Len; 4]> {
    if let DeValue::String(_) = value.get_ref() {
        return length(reader, value, "20 mm").map(|margin| [margin; 4]);
    }
    let wanted = "a length or a table with `inner`, `top`, `outer` and `bottom`";
    let table = reader.table::<raw::MarginTable>("`margins`", value, wanted)?;
    let keys = ["inner", "top", "outer", "bottom"];
    let sides = keys.map(|key| match table.get(key) {
        Some(value) => length(reader, value, "20 mm"),
        None => {
            reader.missing(&table, key);
            None
        }
    });
    let [inner, top, outer, bottom] = sides;
    Some([inner?, top?, outer?, bottom?])
}

fn length(reader: &mut Reader<'_>, value: &Value<'_>, example: &str) -> Option<Len> {
    let at = reader.span(value);
    if let DeValue::Integer(_) | DeValue::Float(_) = value.get_ref() {
        let help =
            format!("write it with its unit, between quotation marks: `\"{example}\"`");
        let message = "expected a length, found a number without a unit".to_string();
        reader.report(crate::diag::Code::WrongType, at, message, Some(help));
        return None;
    }
    let (text, at) = reader.text_of(value)?;
    measure::length(&text)
        .map_err(|why| {
            let help =
                format!("write a number and mm, cm, in, pt or pc: `\"{example}\"`");
            reader.invalid(at, format!("`{}` {why}", short(&text)), help);
        })
        .ok()
}

/// A size of type: a length within what can be read and set.
fn type_size(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    key: &str,
    points: std::ops::RangeInclusive<i64>,
    example: &str,
) -> Option<Len> {
    let value = table.get(key)?;
    let size = length(reader, value, example)?;
    let (least, most) = (*points.start(), *points.end());
    if size < Len::pt(least) || size > Len::pt(most) {
        let at = reader.span(value);
        let message = format!("a {key} of {size} pt cannot be set");
        reader.invalid(at, message, format!("write {least} pt to {most} pt"));
        return None;
    }
    Some(size)
}
