//! Columns that were not taken, though they are better at one place: what they cost more, and
//! what is worse in them.

use std::collections::BTreeSet;

use super::breaker::break_otherwise;
use super::column::Columns;
use super::cost::EMPTY;
use super::fill::Filled;
use super::join::Set;
use super::level::is_unlevel;
use super::matter::{Carried, Matter};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::typeset::page::ended::span;

/// What would have made a column better.
#[derive(Clone)]
pub(super) enum Other {
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
    dearer: i64,
    /// How many half lines short the column would be, where the text goes on.
    short: Option<i64>,
    /// The paragraphs that would be set in another number of lines, and by how many more.
    ways: Vec<(Span, i8)>,
    /// What would be worse elsewhere, and where.
    worse: Option<(Evil, Option<Span>)>,
}

/// What can be bad about the end of a column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Evil {
    /// It does not end level with the one beside it.
    Unlevel,
    /// A word is divided over it.
    Divided,
    /// It is short.
    Short,
}

/// The cheapest columns of a run that keep to more than those which are `planned`: what
/// `columns` ask of the one of a number.
pub(super) fn rejected(
    matter: &Matter<'_>,
    columns: &Columns,
    carried: &Carried,
    planned: &[Filled],
    (number, blocks): (usize, &[Set]),
) -> Other {
    // What costs no more is the plan itself, but for its last page: that is set anew so that its
    // columns end at one height, as nearly as they can.
    let found = break_otherwise(matter, columns, carried);
    let Some((dearer, other)) = found.filter(|&(dearer, _)| dearer > 0) else {
        return Other::Nothing;
    };
    instead(matter, columns, planned, (dearer, &other), (number, blocks))
}

/// What some columns are that were not taken for those which are `planned`, and by how much they
/// are dearer.
pub(super) fn instead(
    matter: &Matter<'_>,
    columns: &Columns,
    planned: &[Filled],
    (dearer, other): (i64, &[Filled]),
    (number, blocks): (usize, &[Set]),
) -> Other {
    let own = ways(planned);
    let others = ways(other).into_iter().filter(|way| !own.contains(way));
    let ways = others.filter_map(|(segment, way)| {
        let strips = &blocks.get(segment as usize)?.strips;
        let mut placed = strips.iter().flat_map(|strip| &strip.placed);
        let span = placed.find_map(|placed| placed.span)?;
        let ways = &matter.segments.get(segment as usize)?.ways;
        Some((span, ways.get(usize::from(way))?.delta))
    });
    let known: BTreeSet<_> = evils(matter, columns, planned).into_iter().collect();
    let worse = evils(matter, columns, other).into_iter();
    let worse = worse.filter(|evil| !known.contains(evil)).min_by_key(|evil| evil.1);
    let worse = worse.map(|(at, evil)| {
        let first = other.get(at).and_then(|filled| filled.taken.last());
        (evil, first.and_then(|taken| span(blocks, taken.place)))
    });
    let short = other.get(number).and_then(|column| column.short);
    Other::Rejected(Rejected { dearer, short, ways: ways.collect(), worse })
}

/// What is bad about the ends of columns, by their numbers.
fn evils(
    matter: &Matter<'_>,
    columns: &Columns,
    planned: &[Filled],
) -> Vec<(usize, Evil)> {
    let mut evils = Vec::new();
    for (number, filled) in planned.iter().enumerate() {
        let last = filled.taken.last().and_then(|taken| matter.piece(taken.place));
        let unlevel = is_unlevel(columns, planned, number);
        let found = [
            (unlevel, Evil::Unlevel),
            (last.is_some_and(|piece| piece.hyphen), Evil::Divided),
            (filled.lacks > 0, Evil::Short),
        ];
        evils.extend(found.iter().filter(|found| found.0).map(|found| (number, found.1)));
    }
    evils
}

/// The segments that are not set as they like best, and how they are.
fn ways(planned: &[Filled]) -> BTreeSet<(u32, u8)> {
    let taken = planned.iter().flat_map(|filled| &filled.taken);
    let ways = taken.map(|taken| (taken.place.segment, taken.place.way));
    ways.filter(|way| way.1 > 0).collect()
}

impl Other {
    /// What would have made columns `better` (that end level, say), and why they are not; `else_`
    /// where nothing would.
    pub(super) fn told(
        &self,
        found: Diagnostic,
        better: &str,
        else_: &str,
        columns: bool,
    ) -> Diagnostic {
        let unit = if columns { "column" } else { "page" };
        match self {
            Other::Unsought => found,
            Other::Nothing => found.help(else_),
            Other::Rejected(rejected) if rejected.dearer >= EMPTY => found.help(format!(
                "nothing helps but a {unit} left empty, or ended where none may end: a word more \
                 or less there may, or a picture, a table or a break in another place"
            )),
            Other::Rejected(rejected) => rejected.told(found, better, unit),
        }
    }
}

impl Rejected {
    fn told(&self, found: Diagnostic, better: &str, unit: &str) -> Diagnostic {
        let named = |found: Diagnostic, &(span, delta): &(Span, i8)| {
            let how = if delta > 0 { "longer" } else { "shorter" };
            found.related(span, format!("this would be a line {how}"))
        };
        let found = self.ways.iter().fold(found, named);
        let depth = match self.short {
            None => String::new(),
            Some(0) => ", full,".into(),
            Some(2) => ", a line short,".into(),
            Some(-2) => ", a line long,".into(),
            Some(short) if short > 0 => format!(", {} lines short,", short as f64 / 2.0),
            Some(short) => format!(", {} lines long,", -short as f64 / 2.0),
        };
        let worse = self.worse.map(|(evil, at)| {
            let what = match evil {
                Evil::Unlevel => {
                    format!("a {unit} would end higher or lower than the one beside it")
                }
                Evil::Divided => format!("a {unit} would end in a divided word"),
                Evil::Short => format!("a {unit} would end short"),
            };
            (what, at)
        });
        let how = match (self.ways.is_empty(), &worse) {
            (_, Some((what, _))) => format!(", and {what}"),
            (false, None) => {
                ", and set the paragraphs named here in another number of lines".into()
            }
            (true, None) => ", and end elsewhere".into(),
        };
        let help = format!(
            "the cheapest {unit}s that {better}{depth} were rejected: they cost {} more \
             (`publish show --pages` tells what each costs; a line short, on both, 6000){how}",
            self.dearer
        );
        let found = match worse {
            Some((_, Some(at))) => {
                found.related(at, format!("here, in the {unit}s that were rejected"))
            }
            Some((_, None)) | None => found,
        };
        found.help(help)
    }
}
