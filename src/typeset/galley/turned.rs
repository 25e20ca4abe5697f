//! Turned tables: what is wider than a page is long stands on its side, the head at the left.

use super::{After, Strip};
use crate::geom::{Len, Point, Size};
use crate::pages::{Mark, Placed};

/// How many narrower pages are tried, so that the rows are shared out evenly.
const STEPS: i64 = 24;

/// Strips as wide as a page is high → pages of them, each a strip that fills its page. `room`
/// is the height of the text on a page, `across` its width.
pub(super) fn turn(strips: Vec<Strip>, room: Len, across: Len) -> Vec<Strip> {
    let units = units(strips);
    let full = starts(&units, across);
    let narrower = (1..STEPS).rev().map(|step| across.ratio(step, STEPS));
    let even = narrower.map(|across| starts(&units, across));
    let even = even.take_while(|starts| starts.len() == full.len()).last();
    let starts = even.unwrap_or(full);
    let mut pages: Vec<Strip> = Vec::new();
    let mut depth = Len::ZERO;
    for (index, unit) in units.into_iter().enumerate() {
        if starts.binary_search(&index).is_ok() || pages.is_empty() {
            pages.push(Strip { height: room, floats: true, ..Strip::default() });
            depth = Len::ZERO;
            let repeated = unit.first().and_then(|strip| strip.repeat.clone());
            let Some(page) = pages.last_mut() else { break };
            for strip in repeated.iter().filter(|_| index > 0).flat_map(|all| all.iter())
            {
                put(strip.clone(), &mut depth, room, page);
            }
        }
        let Some(page) = pages.last_mut() else { break };
        unit.into_iter().for_each(|strip| put(strip, &mut depth, room, page));
    }
    pages
}

/// How high strips are, with the space above them.
fn height(strips: &[Strip]) -> Len {
    strips.iter().map(|strip| strip.above + strip.height).sum()
}

/// The units that begin pages which are so wide.
fn starts(units: &[Vec<Strip>], across: Len) -> Vec<usize> {
    let mut starts = vec![0];
    let mut depth = Len::ZERO;
    for (index, unit) in units.iter().enumerate() {
        let height_of = height(unit);
        if depth > Len::ZERO && depth + height_of > across {
            starts.push(index);
            let head = unit.first().and_then(|strip| strip.repeat.as_ref());
            depth = head.map_or(Len::ZERO, |head| height(head));
        }
        depth += height_of;
    }
    starts
}

/// Strips that stay together.
fn units(strips: Vec<Strip>) -> Vec<Vec<Strip>> {
    let mut units: Vec<Vec<Strip>> = Vec::new();
    let mut kept = false;
    for strip in strips {
        let keeps = strip.after == After::MayNot;
        match units.last_mut().filter(|_| kept) {
            Some(unit) => unit.push(strip),
            None => units.push(vec![strip]),
        }
        kept = keeps;
    }
    units
}

/// Sets a strip on its side behind what a page holds up to a depth, which grows by it.
fn put(strip: Strip, depth: &mut Len, room: Len, page: &mut Strip) {
    if !page.placed.is_empty() {
        *depth += strip.above;
    }
    for placed in strip.placed {
        let (u, v) = (placed.at.x, placed.at.y + *depth);
        page.placed.push(turned(placed, u, v, room));
    }
    page.notes.extend(strip.notes);
    page.places.extend(strip.places);
    *depth += strip.height;
}

/// A thing at a place along and across the turned lines.
fn turned(placed: Placed, u: Len, v: Len, room: Len) -> Placed {
    // A box whose width runs up the page.
    let side = |size: Size| Size { width: size.height, height: size.width };
    let corner = |size: Size| Point { x: v, y: room - u - size.width };
    let (at, mark) = match placed.mark {
        Mark::Line(mut line) => {
            line.turned = true;
            (Point { x: v, y: room - u }, Mark::Line(line))
        }
        Mark::Rule(size, ink) => (corner(size), Mark::Rule(side(size), ink)),
        Mark::Link(size, goal) => (corner(size), Mark::Link(side(size), goal)),
        Mark::Picture(id, size) => {
            // Small pictures stay upright, their middle where it would be.
            let (x, y) = (v + size.height / 2, room - u - size.width / 2);
            let at = Point { x: x - size.width / 2, y: y - size.height / 2 };
            (at, Mark::Picture(id, size))
        }
    };
    Placed { at, mark, ..placed }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn rows_are_shared_out_to_pages_with_their_head() {
        let row = |repeat: bool, after: After| Strip {
            height: Len::pt(10),
            repeat: repeat.then(|| {
                Arc::new(vec![Strip { height: Len::pt(5), ..Strip::default() }])
            }),
            after,
            ..Strip::default()
        };
        let rows = vec![
            row(false, After::MayNot),
            row(false, After::May),
            row(true, After::May),
            row(true, After::MayNot),
            row(false, After::May),
        ];
        let pages = turn(rows, Len::pt(300), Len::pt(25));
        assert_eq!(pages.len(), 3);
        assert!(pages.iter().all(|page| page.height == Len::pt(300)));
    }

    #[test]
    fn a_line_begins_at_the_foot_and_runs_up() {
        let rule = Placed {
            at: Point { x: Len::pt(10), y: Len::pt(2) },
            node: None,
            span: None,
            mark: Mark::Rule(
                Size { width: Len::pt(100), height: Len::PT },
                crate::pages::Ink::Black(1000),
            ),
        };
        let turned = turned(rule, Len::pt(10), Len::pt(2), Len::pt(300));
        assert_eq!(turned.at, Point { x: Len::pt(2), y: Len::pt(190) });
        let Mark::Rule(size, _) = turned.mark else { panic!("still a rule") };
        assert_eq!(size, Size { width: Len::PT, height: Len::pt(100) });
    }
}
