//! The cover: its art, its words, and how it is printed.

use toml::de::DeValue;

use super::read::Folders;
use super::{ArtEntry, CoverEntry, CoverPrint, raw};
use crate::diag::short;
use crate::geom::Len;
use crate::table::{Reader, Table, Value, paragraphs};

/// The widest spine: that of a dictionary.
const WIDEST: Len = Len::pt(288);

/// Reads it.
pub(super) fn cover(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
    folders: &Folders,
) -> CoverEntry {
    let Some(value) = table.get("cover") else { return CoverEntry::default() };
    if let DeValue::String(_) = value.get_ref() {
        let span = Some(reader.span(value));
        let front = art(reader, value, None, folders);
        return CoverEntry { span, front, ..CoverEntry::default() };
    }
    let wanted = "a file or a table with `file` and `alt`";
    let Some(table) = reader.table::<raw::CoverTable>("`cover`", value, wanted) else {
        return CoverEntry::default();
    };
    let mut side = |file: &str, alt: &str| {
        let alt = reader.text(&table, alt).map(|(alt, _)| alt);
        art(reader, table.get(file)?, alt, folders)
    };
    let (front, back) = (side("file", "alt"), side("back", "back-alt"));
    for (alt, file) in [("alt", "file"), ("back-alt", "back")] {
        if let (Some(at), None) = (table.key_span(alt), table.get(file)) {
            let message = format!("`{alt}` says what a picture shows, and there is none");
            reader.invalid(at, message, format!("name the picture with `{file}`"));
        }
    }
    let blurb = table
        .get("blurb")
        .and_then(|value| reader.leaf::<String>(value, "a text"))
        .map(|text| paragraphs(&text))
        .filter(|text| !text.is_empty());
    let print = table.get("print").and_then(|value| reader.word(value));
    let print = print.map(|print| match print {
        raw::CoverPrint::Own => CoverPrint::Own,
        raw::CoverPrint::Sheet => CoverPrint::Sheet,
        raw::CoverPrint::Omitted => CoverPrint::Omitted,
    });
    let spine = table.get("spine").and_then(|value| {
        let width = reader.length(value, "6.2 mm")?;
        if width > WIDEST {
            let message = format!("a spine of {:.1} mm is too much", width.to_mm());
            let help = format!("write {:.0} mm at the most", WIDEST.to_mm());
            let at = reader.span(value);
            reader.invalid(at, message, help);
            return None;
        }
        Some(width)
    });
    let colour = reader.text(&table, "colour").and_then(|(text, at)| {
        let colour = colour(&text);
        if colour.is_none() {
            let message = format!("`{}` is not a colour", short(&text));
            let help = "write red, green and blue in hexadecimal digits: `#7a1f1b`";
            reader.invalid(at, message, help);
        }
        Some((colour?, at))
    });
    CoverEntry { span: Some(table.span), front, back, blurb, print, spine, colour }
}

/// `#7a1f1b` as its three parts.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

fn art(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    alt: Option<String>,
    folders: &Folders,
) -> Option<ArtEntry> {
    let (written, span) = reader.text_of(value)?;
    let path = folders.file(&written, span, reader.sink)?;
    Some(ArtEntry { path, alt, span })
}
