//! Sections: what is folded and bound through the fold.

use super::plan::{Cell, Sheet, Side, Spine};

/// Sheets folded once and laid into each other, the outermost first.
pub(super) fn nested(order: &[Option<usize>]) -> Vec<Sheet> {
    let last = order.len().saturating_sub(1);
    let sheet = |depth: usize| {
        let first = depth * 2;
        let pair = |left: usize, right: usize| -> Side {
            vec![bound(order, left, false, depth), bound(order, right, false, depth)]
        };
        Sheet {
            front: pair(last - first, first),
            back: Some(pair(first + 1, last - first - 1)),
            collation: None,
        }
    };
    (0..order.len() / 4).map(sheet).collect()
}

/// The page at a place in the order of reading, counted from 0.
fn bound(order: &[Option<usize>], at: usize, turned: bool, depth: usize) -> Cell {
    let spine = if at.is_multiple_of(2) { Spine::Left } else { Spine::Right };
    Cell { page: order.get(at).copied().flatten(), turned, spine, depth }
}

/// How many cells one sheet for so many pages has side by side and above one another.
pub(super) fn cells(pages: usize) -> (usize, usize) {
    let mut cells = (1, 1);
    let mut upright = true;
    while cells.0 * cells.1 * 2 < pages {
        let way = if upright { &mut cells.0 } else { &mut cells.1 };
        *way *= 2;
        upright = !upright;
    }
    cells
}

/// A leaf in a pile: which, whether its second page is up, whether it lies on its head.
#[derive(Clone, Copy)]
struct Leaf {
    number: usize,
    verso: bool,
    turned: bool,
}

/// One sheet that is folded until it has the size of a page, each time at right angles to the
/// fold before and last along the spine. Found by unfolding it.
pub(super) fn folded(order: &[Option<usize>]) -> Vec<Sheet> {
    let leaves = order.len() / 2;
    let leaf = |number| Leaf { number, verso: false, turned: false };
    // Rows of piles, each from the top down.
    let mut rows: Vec<Vec<Vec<Leaf>>> = vec![vec![(0..leaves).map(leaf).collect()]];
    let mut upright = true;
    while rows[0][0].len() > 1 {
        rows = if upright { open_left(rows) } else { open_up(rows) };
        upright = !upright;
    }
    let deep = |number: usize| number.min(leaves - 1 - number);
    let side = |other: bool| -> Side {
        let row = |row: &Vec<Vec<Leaf>>| -> Side {
            let cell = |pile: &Vec<Leaf>| {
                let leaf = pile[0];
                let at = leaf.number * 2 + usize::from(leaf.verso != other);
                bound(order, at, leaf.turned, deep(leaf.number))
            };
            let mut cells: Side = row.iter().map(cell).collect();
            if other {
                cells.reverse();
            }
            cells
        };
        rows.iter().flat_map(row).collect()
    };
    // The first page lies below now.
    vec![Sheet { front: side(true), back: Some(side(false)), collation: None }]
}

/// Opens the upper half of all piles to the left, about their left edge.
fn open_left(rows: Vec<Vec<Vec<Leaf>>>) -> Vec<Vec<Vec<Leaf>>> {
    let open = |row: Vec<Vec<Leaf>>| {
        let (upper, lower) = halves(row);
        let over = upper.into_iter().rev().map(|pile| swung(pile, false));
        over.chain(lower).collect()
    };
    rows.into_iter().map(open).collect()
}

/// Opens the upper half of all piles upward, about their upper edge.
fn open_up(rows: Vec<Vec<Vec<Leaf>>>) -> Vec<Vec<Vec<Leaf>>> {
    let (upper, lower): (Vec<_>, Vec<_>) = rows.into_iter().map(halves).unzip();
    let over = upper
        .into_iter()
        .rev()
        .map(|row| row.into_iter().map(|pile| swung(pile, true)).collect());
    over.chain(lower).collect()
}

fn halves(row: Vec<Vec<Leaf>>) -> (Vec<Vec<Leaf>>, Vec<Vec<Leaf>>) {
    let half = |pile: Vec<Leaf>| {
        let (upper, lower) = pile.split_at(pile.len() / 2);
        (upper.to_vec(), lower.to_vec())
    };
    row.into_iter().map(half).unzip()
}

/// A pile that is swung over: what was on top is below.
fn swung(pile: Vec<Leaf>, over_the_head: bool) -> Vec<Leaf> {
    let turn = |leaf: Leaf| Leaf {
        verso: !leaf.verso,
        turned: leaf.turned != over_the_head,
        ..leaf
    };
    pile.into_iter().rev().map(turn).collect()
}

/// The cell of the first page on the outermost sheet: on its outside, at the spine.
pub(super) fn first(sheet: &Sheet) -> usize {
    let outermost = |cell: &Cell| cell.depth == 0 && cell.spine == Spine::Left;
    sheet.front.iter().position(outermost).unwrap_or_default()
}
