//! What the publisher says of the book's accessibility.

use super::raw;
use crate::info::{Accessibility, Exemption};
use crate::table::{Reader, Table};

/// Reads it.
pub(super) fn accessibility(
    reader: &mut Reader<'_>,
    table: &Table<'_, '_>,
) -> Accessibility {
    let Some(value) = table.get("accessibility") else { return Accessibility::default() };
    let name = "`[accessibility]`";
    let Some(table) = reader.table::<raw::Accessibility>(name, value, "a table") else {
        return Accessibility::default();
    };
    let certified_by = reader.text(&table, "certified-by");
    let mut text = |key: &str| reader.text(&table, key);
    let (credential, report) = (text("credential"), text("report"));
    let summary = text("summary");
    if certified_by.is_none() {
        for key in ["credential", "report"] {
            if let Some(at) = table.key_span(key) {
                let message = format!("`{key}` is somebody's, and nobody certifies");
                reader.invalid(at, message, "say who does with `certified-by`");
            }
        }
    }
    let exemption = table.get("exemption").and_then(|value| reader.word(value));
    let exemption = exemption.map(|exemption| match exemption {
        raw::Exemption::Microenterprise => Exemption::Microenterprise,
        raw::Exemption::DisproportionateBurden => Exemption::DisproportionateBurden,
        raw::Exemption::FundamentalAlteration => Exemption::FundamentalAlteration,
    });
    if let (Some(at), Some(_)) = (table.key_span("exemption"), &certified_by) {
        let message =
            "a book that is certified to be accessible needs no exemption".to_string();
        reader.invalid(at, message, "leave `exemption` or `certified-by` out");
    }
    let report = report.and_then(|(text, at)| super::book::address(reader, at, &text));
    let said = |text: Option<(String, _)>| text.map(|(text, _)| text);
    Accessibility {
        certified_by: said(certified_by),
        credential: said(credential),
        report,
        summary: said(summary),
        exemption,
    }
}
