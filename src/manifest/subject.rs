//! What a book is about: words, and the codes of schemes.

use toml::de::DeValue;

use super::raw;
use crate::diag::{nearest, short};
use crate::info::Subject;
use crate::table::{Reader, Table, Value};

/// The schemes that e-books know by name (EPUB 3.3, D.3.9).
const SCHEMES: [&str; 13] = [
    "AAT", "BIC", "BISAC", "CLC", "DDC", "CLIL", "EuroVoc", "MEDTOP", "LCSH", "NDC",
    "Thema", "UDC", "WGS",
];

/// Reads them.
pub(super) fn subjects(reader: &mut Reader<'_>, table: &Table<'_, '_>) -> Vec<Subject> {
    let Some(value) = table.get("subjects") else { return Vec::new() };
    let items = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Table(_) => vec![value],
    };
    items.into_iter().filter_map(|item| subject(reader, item)).collect()
}

fn subject(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Subject> {
    if let DeValue::String(_) = value.get_ref() {
        let (name, _) = reader.text_of(value)?;
        return Some(Subject { name, scheme: None });
    }
    let wanted = "a text, or a table with `name`, `scheme` and `code`";
    let table = reader.table::<raw::SubjectTable>("a subject", value, wanted)?;
    for key in ["name", "scheme", "code"] {
        if table.get(key).is_none() {
            reader.missing(&table, key);
        }
    }
    let (name, code) = (reader.text(&table, "name"), reader.text(&table, "code"));
    let (scheme, at) = reader.text(&table, "scheme")?;
    let known = SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(&scheme));
    let scheme = match known {
        Some(known) => (*known).to_string(),
        None if scheme.contains("://") => scheme,
        None => {
            let help = match nearest(&scheme, SCHEMES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}, or its address", SCHEMES.join(", ")),
            };
            let message = format!("`{}` is no scheme of subjects", short(&scheme));
            reader.invalid(at, message, help);
            return None;
        }
    };
    Some(Subject { name: name?.0, scheme: Some((scheme, code?.0)) })
}
