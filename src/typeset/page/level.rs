//! Columns that do not end level with those beside them, and what would have made them so.

use std::collections::{BTreeMap, BTreeSet};

use super::breaker::break_level;
use super::column::Columns;
use super::cost::EMPTY;
use super::fill::Filled;
use super::join::Set;
use super::matter::{Carried, Matter};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// For how many columns of a band it is sought what would make them level.
const SOUGHT: usize = 12;

/// A column that does not end level with the one beside it.
pub(super) struct Unequal {
    /// By how many half lines the column is longer.
    pub(super) by: i64,
    /// Where it begins.
    pub(super) at: Option<Span>,
    /// What would have made them level.
    pub(super) level: Level,
}

/// What would have made columns level that are not.
#[derive(Clone)]
pub(super) enum Level {
    /// It was not looked for.
    Unsought,
    /// Nothing.
    Nothing,
    /// Others, which were dearer.
    Rejected(Rejected),
}

/// Columns that were not taken.
#[derive(Clone)]
pub(super) struct Rejected {
    /// How much more they cost, in the page breaker's demerits.
    pub(super) dearer: i64,
    /// How many half lines both would be short.
    pub(super) short: i64,
    /// The paragraphs that would be set in another number of lines, and by how many more.
    pub(super) ways: Vec<(Span, i8)>,
}

/// What would have made columns level that are not, by their numbers.
pub(super) fn levels(
    matter: &Matter<'_>,
    columns: &Columns,
    carried: &Carried,
    planned: &[Filled],
    blocks: &[Set],
) -> BTreeMap<usize, Level> {
    let unlevel =
        (1..planned.len()).filter(|&number| is_unlevel(columns, planned, number));
    let own = ways(planned);
    let level = |number| {
        let Some((dearer, other)) = break_level(matter, columns, carried, number) else {
            return Level::Nothing;
        };
        let others = ways(&other).into_iter().filter(|way| !own.contains(way));
        let ways = others.filter_map(|(segment, way)| {
            let strips = &blocks.get(segment as usize)?.strips;
            let mut placed = strips.iter().flat_map(|strip| &strip.placed);
            let span = placed.find_map(|placed| placed.span)?;
            let ways = &matter.segments.get(segment as usize)?.ways;
            Some((span, ways.get(usize::from(way))?.delta))
        });
        let short = other.get(number).and_then(|column| column.short).unwrap_or(0);
        Level::Rejected(Rejected { dearer, short, ways: ways.collect() })
    };
    unlevel.take(SOUGHT).map(|number| (number, level(number))).collect()
}

/// Whether a column does not end level with the one beside it before it.
pub(super) fn is_unlevel(columns: &Columns, planned: &[Filled], number: usize) -> bool {
    let Some(before) = number.checked_sub(1) else { return false };
    let short = |number: usize| planned.get(number).and_then(|filled| filled.short);
    let depths = short(before).zip(short(number));
    columns.column(before).faces_next() && depths.is_some_and(|(a, b)| a != b)
}

/// The segments that are not set as they like best, and how they are.
fn ways(planned: &[Filled]) -> BTreeSet<(u32, u8)> {
    let taken = planned.iter().flat_map(|filled| &filled.taken);
    let ways = taken.map(|taken| (taken.place.segment, taken.place.way));
    ways.filter(|way| way.1 > 0).collect()
}

impl Unequal {
    /// What is said of it, on pages with several `columns` or with one.
    pub(super) fn told(&self, columns: bool) -> Diagnostic {
        let by = self.by;
        let how = if by > 0 { "longer" } else { "shorter" };
        let lines = by.abs() as f64 / 2.0;
        let noun = if lines == 1.0 { "line" } else { "lines" };
        let message = if columns {
            format!("this column is {lines} {noun} {how} than the one beside it")
        } else {
            format!("this page is {lines} {noun} {how} than the one that faces it")
        };
        let mut found = Diagnostic::new(Code::UnequalPages, message);
        found.at = self.at;
        match &self.level {
        Level::Unsought => found,
        Level::Nothing => found.help(
            "no setting of the paragraphs makes them level: a word more or less there may, or a picture, \
             a table or a break in another place",
        ),
        Level::Rejected(Rejected { dearer, .. }) if *dearer >= EMPTY => found.help(
            "nothing makes them level but a page left empty, or ended where none may end: a word more or \
             less there may, or a picture, a table or a break in another place",
        ),
        Level::Rejected(Rejected { dearer, short, ways }) => {
            let named = |found: Diagnostic, &(span, delta): &(Span, i8)| {
                let how = if delta > 0 { "longer" } else { "shorter" };
                found.related(span, format!("this would be a line {how}"))
            };
            let found = ways.iter().fold(found, named);
            let how = match ways.is_empty() {
                true => "and end elsewhere",
                false => "and set the paragraphs named here in another number of lines",
            };
            let depth = match *short {
                0 => "both full".to_string(),
                2 => "both a line short".to_string(),
                short => format!("both {} lines short", short as f64 / 2.0),
            };
            let unit = if columns { "columns" } else { "pages" };
            found.help(format!(
                "the cheapest {unit} that end level, {depth}, were rejected: they cost {dearer} more \
                 (`publish show --pages` tells what each costs; a line short, on both, 6000), {how}"
            ))
        }
    }
    }
}
