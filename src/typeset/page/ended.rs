//! Columns that end where they should not: above their foot, or where none may end.

use std::collections::BTreeMap;

use super::column::Columns;
use super::cost::{EMPTY, RESCUE};
use super::fill::{Filled, Taken};
use super::join::Set;
use super::level::is_unlevel;
use super::matter::{Matter, Place};
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::source::Span;
use crate::typeset::galley::After;

/// From how many half lines on it is told that a column is short: one line, on both of two
/// that stand beside one another, is what compositors do first.
const SHORT: i64 = 3;

/// A column that ends where it should not.
pub(super) struct Ending {
    why: Why,
    /// The last line in it, or what comes next if there is none.
    at: Option<Span>,
    /// What comes next, if it is a picture.
    picture: Option<Span>,
}

/// What is wrong with the end of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Why {
    /// It is so many half lines short.
    Short(i64),
    /// Nothing stands in it.
    Empty,
    /// The first line of a paragraph ends it.
    Orphan,
    /// The last line of a paragraph comes to stand behind it.
    Widow,
    /// A heading ends it.
    Heading,
    /// Something else is parted that belongs together.
    Parted,
}

/// The columns of a run that end where they should not, by their numbers.
pub(super) fn endings(
    matter: &Matter<'_>,
    columns: &Columns,
    planned: &[Filled],
    blocks: &[Set],
) -> BTreeMap<usize, Ending> {
    let mut endings = BTreeMap::new();
    for (number, filled) in planned.iter().enumerate() {
        let level = |number| !is_unlevel(columns, planned, number);
        let last = filled.taken.last().map(|taken| taken.place);
        let why = match last {
            Some(last) if filled.cost >= RESCUE => parted(matter, last),
            None if filled.cost >= EMPTY => Why::Empty,
            Some(_) | None
                if filled.lacks >= SHORT && level(number) && level(number + 1) =>
            {
                Why::Short(filled.lacks)
            }
            Some(_) | None => continue,
        };
        let next = planned.iter().skip(number + 1).find_map(|next| next.taken.first());
        let floats = |next: &&Taken| matter.piece(next.place).is_some_and(|p| p.floats);
        let picture = next.filter(floats).and_then(|next| span(blocks, next.place));
        let at = last.or(next.map(|next| next.place));
        let at = at.and_then(|at| span(blocks, at));
        endings.insert(number, Ending { why, at, picture });
    }
    endings
}

/// What is parted behind a piece.
fn parted(matter: &Matter<'_>, last: Place) -> Why {
    let way = matter.segments.get(last.segment as usize);
    let way = way.and_then(|segment| segment.ways.get(usize::from(last.way)));
    let pieces = way.map_or(&[][..], |way| &way.pieces);
    let (at, count) = (last.piece as usize, pieces.len());
    let Some(piece) = pieces.get(at).filter(|piece| piece.after == After::MayNot) else {
        return Why::Parted;
    };
    let running = pieces[0].grid == Some(Len::ZERO) && !pieces[0].heading;
    match running {
        _ if piece.heading || pieces[0].heading => Why::Heading,
        true if count > 1 && at == 0 => Why::Orphan,
        true if at + 2 == count => Why::Widow,
        true | false => Why::Parted,
    }
}

/// Where a piece stands in the source.
fn span(blocks: &[Set], place: Place) -> Option<Span> {
    let strips = &blocks.get(place.segment as usize)?.strips;
    let at = (place.piece as usize).min(strips.len().checked_sub(1)?);
    let spans = |at: usize| strips[at].placed.iter().find_map(|placed| placed.span);
    (0..=at).rev().find_map(spans).or_else(|| (at + 1..strips.len()).find_map(spans))
}

impl Ending {
    /// What is said of it, on pages with several `columns` or with one.
    pub(super) fn told(&self, columns: bool) -> Diagnostic {
        let unit = if columns { "column" } else { "page" };
        let (code, message) = match self.why {
            Why::Short(by) => {
                let lines = by as f64 / 2.0;
                let message = format!(
                    "this {unit} ends {lines} lines short, though the text goes on"
                );
                (Code::ShortPage, message)
            }
            Why::Empty => (
                Code::ForcedEnd,
                format!("the {unit} before this stays empty: it has no room for it"),
            ),
            Why::Orphan => (
                Code::ForcedEnd,
                format!(
                    "the first line of a paragraph stands alone at the end of a {unit}"
                ),
            ),
            Why::Widow => (
                Code::ForcedEnd,
                format!(
                    "the last line of a paragraph stands alone at the head of a {unit}"
                ),
            ),
            Why::Heading => (
                Code::ForcedEnd,
                format!("a heading ends a {unit}, parted from what it leads to"),
            ),
            Why::Parted => (
                Code::ForcedEnd,
                format!("a {unit} ends here, in the midst of what belongs together"),
            ),
        };
        let mut found = Diagnostic::new(code, message);
        found.at = self.at;
        match (self.why, self.picture) {
            (Why::Short(_), Some(picture)) => found
                .related(picture, "this found no room on it")
                .help("move the picture a paragraph up or down, or make it smaller: `{width=60%}`"),
            (Why::Short(_), None) => found.help(
                "what comes next is kept together and finds no room on it: a word more or less in \
                 what stands before may help, or a picture, a table or a break in another place"
            ),
            (Why::Empty | Why::Orphan | Why::Widow | Why::Heading | Why::Parted, _) => found.help(
                "every other end would have been as bad: a word more or less before it may help, or \
                 a picture, a table or a break in another place",
            ),
        }
    }
}
