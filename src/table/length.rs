//! Lengths, pages and margins as values of a table.

#![expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::de::DeValue;

use super::{Reader, Table, Value, measure};
use crate::diag::{Code, nearest, short};
use crate::geom::{Len, Size};

/// The sizes of text that can be read, in points.
pub(crate) const SIZES: RangeInclusive<i64> = 4..=72;
/// The distances of its baselines that can be set, in points.
pub(crate) const LEADINGS: RangeInclusive<i64> = 4..=144;

/// What messages call the table of margins.
pub(super) const MARGINS: &str = "`margins`";

/// Margins, all alike or each of its own.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Margins {
    /// One for all: `20 mm`.
    All(String),
    /// Each of its own.
    Each(MarginTable),
}

/// The four margins.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct MarginTable {
    /// Toward the fold: `21 mm`.
    pub inner: String,
    /// Above the text.
    pub top: String,
    /// Away from the fold.
    pub outer: String,
    /// Below the text.
    pub bottom: String,
}

/// A line of TOML that is right, for a margin.
pub(super) fn margin(key: &str) -> Option<&'static str> {
    Some(match key {
        "inner" => "inner = \"20 mm\"",
        "top" => "top = \"20 mm\"",
        "outer" => "outer = \"20 mm\"",
        "bottom" => "bottom = \"20 mm\"",
        _ => return None,
    })
}

impl Reader<'_> {
    /// A key as a page, by its name or its measure.
    pub fn page(&mut self, table: &Table<'_, '_>, key: &str) -> Option<Size> {
        self.page_of(table.get(key)?)
    }

    /// A value as a page, by its name or its measure.
    pub fn page_of(&mut self, value: &Value<'_>) -> Option<Size> {
        let (text, at) = self.text_of(value)?;
        measure::page(&text)
            .map_err(|why| {
                let near = nearest(&text, measure::page_names());
                let help = near.map_or_else(
                    || "write a name (`A5`, `Half-Letter`, `Trade` …) or a measure: `148 x 210 mm`".into(),
                    |near| format!("did you mean `{near}`? A measure looks like `148 x 210 mm`"),
                );
                self.invalid(at, format!("`{}` {why}", short(&text)), help);
            })
            .ok()
    }

    /// A value as margins: inner, top, outer, bottom.
    pub fn margins(&mut self, value: &Value<'_>) -> Option<[Len; 4]> {
        if let DeValue::String(_) = value.get_ref() {
            return self.length(value, "20 mm").map(|margin| [margin; 4]);
        }
        let wanted = "a length or a table with `inner`, `top`, `outer` and `bottom`";
        let table = self.table::<MarginTable>(MARGINS, value, wanted)?;
        let keys = ["inner", "top", "outer", "bottom"];
        let sides = keys.map(|key| match table.get(key) {
            Some(value) => self.length(value, "20 mm"),
            None => {
                self.missing(&table, key);
                None
            }
        });
        let [inner, top, outer, bottom] = sides;
        Some([inner?, top?, outer?, bottom?])
    }

    /// A value as a length with its unit.
    pub fn length(&mut self, value: &Value<'_>, example: &str) -> Option<Len> {
        let at = self.span(value);
        if let DeValue::Integer(_) | DeValue::Float(_) = value.get_ref() {
            let help = format!(
                "write it with its unit, between quotation marks: `\"{example}\"`"
            );
            let message = "expected a length, found a number without a unit".to_string();
            self.report(Code::WrongType, at, message, Some(help));
            return None;
        }
        let (text, at) = self.text_of(value)?;
        measure::length(&text)
            .map_err(|why| {
                let help =
                    format!("write a number and mm, cm, in, pt or pc: `\"{example}\"`");
                self.invalid(at, format!("`{}` {why}", short(&text)), help);
            })
            .ok()
    }

    /// A value as a size of type or a leading: a length within what can be read and set.
    pub fn type_size(
        &mut self,
        value: &Value<'_>,
        key: &str,
        points: RangeInclusive<i64>,
        example: &str,
    ) -> Option<Len> {
        let size = self.length(value, example)?;
        let (least, most) = (*points.start(), *points.end());
        if size < Len::pt(least) || size > Len::pt(most) {
            let at = self.span(value);
            let message = format!("a {key} of {size} pt cannot be set");
            self.invalid(at, message, format!("write {least} pt to {most} pt"));
            return None;
        }
        Some(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{keys, shared};

    #[test]
    fn every_margin_has_an_example() {
        let guide =
            crate::table::Guide { reference: "", example: |_, _| None, home: |_| None };
        shared::assert_examples(&guide, &[(MARGINS, keys::<MarginTable>())]);
    }
}
