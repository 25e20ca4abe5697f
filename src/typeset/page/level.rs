//! Columns that do not end level with those beside them, and what would have made them so.

use std::collections::BTreeMap;

use super::column::Columns;
use super::fill::Filled;
use super::join::Set;
use super::matter::{Carried, Matter};
use super::rejected::{Other, instead, rejected};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// For how many columns of a band it is sought what would make them level.
const SOUGHT: usize = 12;

/// A column that does not end level with the one beside it.
pub(super) struct Unequal {
    /// By how many half lines the column is longer.
    pub(super) by: i64,
    /// Whether that one stands on the facing page.
    pub(super) faces: bool,
    /// Where it begins.
    pub(super) at: Option<Span>,
    /// What would have made them level.
    pub(super) level: Other,
}

/// What would have made columns level that are not, by their numbers.
pub(super) fn levels(
    matter: &Matter<'_>,
    columns: &Columns,
    carried: &Carried,
    planned: &[Filled],
    blocks: &[Set],
) -> BTreeMap<usize, Other> {
    let unlevel =
        (0..planned.len()).filter(|&number| is_unlevel(columns, planned, number));
    let level = |number| {
        let level = Columns { level: Some(number), ..*columns };
        (number, rejected(matter, &level, carried, planned, (number, blocks)))
    };
    let mut levels: BTreeMap<_, _> = unlevel.take(SOUGHT).map(level).collect();
    for (number, filled) in planned.iter().enumerate() {
        let Some(uneven) = &filled.uneven else { continue };
        let first = number / columns.count * columns.count;
        let page = planned[first..].get(..columns.count).unwrap_or(&planned[first..]);
        let other = match &uneven.even {
            Some((dearer, even)) => {
                let even = (*dearer, &even[..]);
                instead(matter, columns, page, even, (number - first, blocks))
            }
            None => Other::Nothing,
        };
        levels.insert(number, other);
    }
    levels
}

/// Whether a column does not end level with the one beside it before it.
pub(super) fn is_unlevel(columns: &Columns, planned: &[Filled], number: usize) -> bool {
    let short = |number: usize| planned.get(number).and_then(|filled| filled.short);
    let beside = match number.checked_sub(1) {
        Some(before) => short(before).filter(|_| columns.column(before).faces_next()),
        None => columns.facing,
    };
    beside.zip(short(number)).is_some_and(|(a, b)| a != b)
}

impl Unequal {
    /// What is said of it, on pages with several `columns` or with one.
    pub(super) fn told(&self, columns: bool) -> Diagnostic {
        let by = self.by;
        let how = if by > 0 { "longer" } else { "shorter" };
        let lines = by.abs() as f64 / 2.0;
        let noun = if lines == 1.0 { "line" } else { "lines" };
        let (this, other) = match (columns, self.faces) {
            (false, _) => ("page", "the one that faces it"),
            (true, true) => ("column", "the last one on the facing page"),
            (true, false) => ("column", "the one beside it"),
        };
        let message = format!("this {this} is {lines} {noun} {how} than {other}");
        let mut found = Diagnostic::new(Code::UnequalPages, message);
        found.at = self.at;
        let nothing = "no setting of the paragraphs makes them level: a word more or less there may, \
                       or a picture, a table or a break in another place";
        self.level.told(found, "end level", nothing, columns)
    }
}
