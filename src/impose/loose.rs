//! Pages that are not bound: read where they stand, or cut apart.

use super::plan::{Cell, Sheet, Side, Spine};

/// A cell that is cut out, or read where it stands.
pub(super) fn loose(page: Option<usize>) -> Cell {
    Cell { page, turned: false, spine: Spine::None, depth: 0 }
}

/// Sides filled one after the other.
pub(super) fn side_by_side(order: &[Option<usize>], cells: usize) -> Vec<Sheet> {
    let side = |pages: &[Option<usize>]| -> Side {
        let pages = pages.iter().copied().chain(std::iter::repeat(None));
        pages.take(cells).map(loose).collect()
    };
    let sheet = |pages: &[Option<usize>]| {
        let (front, back) = pages.split_at(pages.len().min(cells));
        let back = (!back.is_empty()).then(|| side(back));
        Sheet { front: side(front), back, collation: None }
    };
    order.chunks(cells * 2).map(sheet).collect()
}

/// Sheets that are cut into piles, each of which goes on where the one before it ends.
pub(super) fn stacked(
    order: &[Option<usize>],
    columns: usize,
    rows: usize,
) -> Vec<Sheet> {
    let cells = columns * rows;
    let count = order.len() / (cells * 2);
    let page = |at: usize| loose(order.get(at).copied().flatten());
    let sheet = |number: usize| {
        let leaf = |cell: usize| (cell * count + number) * 2;
        let front = (0..cells).map(|cell| page(leaf(cell))).collect();
        // Behind a cell stands what is seen in its place when the sheet is turned.
        let behind =
            |cell: usize| cell / columns * columns + columns - 1 - cell % columns;
        let back = (0..cells).map(|cell| page(leaf(behind(cell)) + 1)).collect();
        Sheet { front, back: Some(back), collation: None }
    };
    (0..count).map(sheet).collect()
}
