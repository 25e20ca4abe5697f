//! Words at the ends of pages: none is divided there whose block can be set as well without that,
//! in the same lines. Paragraphs of running text have other numbers of lines to offer before;
//! what stands in a box, a quotation or a list has nothing but this.

use super::column::Columns;
use super::fill::Filled;
use super::join::Set;
use crate::pages::{Mark, Placed, Side};
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{Strip, set_keeping};
use crate::typeset::text::Place;

/// As far as spaces may be stretched for it where they were less before, in thousandths of what
/// they can give: half as wide again before the page that faces this one, more before the turn
/// of the leaf.
const LOOSEST: i32 = 1000;
const LOOSEST_OVER_LEAF: i32 = 1600;

/// Sets the blocks anew whose words are divided at the ends of pages, where that helps; whether it
/// did anywhere.
pub(super) fn keep_whole(
    blocks: &mut [Set],
    columns: &Columns,
    planned: &[Filled],
    all: &Compositor<'_>,
) -> bool {
    let sections = all.document.all_sections();
    let shapers = all.shapers();
    let mut changed = false;
    for (number, filled) in planned.iter().enumerate() {
        let Some(last) = filled.taken.last().map(|taken| taken.place) else { continue };
        // Other numbers of lines are set later.
        let column = columns.column(number);
        if !column.last || last.way > 0 {
            continue;
        }
        let loosest = match column.side {
            Side::Verso => LOOSEST,
            Side::Recto => LOOSEST_OVER_LEAF,
        };
        let (segment, piece) = (last.segment as usize, last.piece as usize);
        let Some(set) = blocks.get_mut(segment) else { continue };
        let Some(place) = divided(&set.strips, piece) else { continue };
        let section = sections.get(set.section as usize);
        let again = section
            .and_then(|section| set_keeping(section, set.galley, place, all, &shapers));
        let ends = planned.iter().filter_map(|filled| filled.taken.last());
        let ends = ends.filter(|taken| taken.place.segment == last.segment);
        let ends = ends.map(|taken| taken.place.piece as usize);
        if let Some(again) = again
            && is_as_good(&set.strips, &again, piece, ends, loosest)
        {
            set.take_over(again);
            changed = true;
        }
    }
    changed
}

/// Where the rest of a word stands in the source that is divided at the end of a strip.
fn divided(strips: &[Strip], piece: usize) -> Option<Place> {
    let next = strips.get(piece + 1).filter(|_| strips[piece].hyphen)?;
    next.placed.iter().find_map(|Placed { mark, span, .. }| match mark {
        Mark::Line(line) => Some(Place { span: (*span)?, from: line.from }),
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    })
}

/// Whether strips can stand for others: as many, as high, with the same notes, no looser, and with
/// no more words divided at the ends of columns.
fn is_as_good(
    old: &[Strip],
    new: &[Strip],
    piece: usize,
    mut ends: impl Iterator<Item = usize>,
    most: i32,
) -> bool {
    let alike = |(old, new): (&Strip, &Strip)| {
        (old.height, &old.notes) == (new.height, &new.notes)
    };
    let divides = |strips: &[Strip], at: usize| strips.get(at).is_some_and(|s| s.hyphen);
    old.len() == new.len()
        && old.iter().zip(new).all(alike)
        && !divides(new, piece)
        && ends.all(|at| divides(old, at) || !divides(new, at))
        && loosest(new) <= loosest(old).max(most)
}

/// How far the spaces of the loosest line are stretched.
fn loosest(strips: &[Strip]) -> i32 {
    let placed = strips.iter().flat_map(|strip| &strip.placed);
    let ratios = placed.filter_map(|placed| match &placed.mark {
        Mark::Line(line) => Some(line.ratio),
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    });
    ratios.max().unwrap_or(0)
}
