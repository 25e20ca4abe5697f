//! Folding and cutting in thought: what a reader of the finished booklet turns over, found
//! from the sheets alone. For tests.

use super::plan::{Cell, Plan, Sheet};

/// A leaf: its face and its back, each upright as it is read.
type Leaf = [Option<usize>; 2];

/// The cell behind one: the sheet was turned like the leaf of a book.
fn behind(sheet: &Sheet, columns: usize, cell: usize) -> Cell {
    let mirrored = cell / columns * columns + columns - 1 - cell % columns;
    sheet.back.as_ref().expect("both sides are printed")[mirrored]
}

/// The leaf of a cell.
fn leaf(sheet: &Sheet, columns: usize, cell: usize) -> Leaf {
    let (face, back) = (sheet.front[cell], behind(sheet, columns, cell));
    assert!(!face.turned && !back.turned, "a leaf stands on its head");
    [face.page, back.page]
}

/// Sheets in a pile, the first at the bottom with its front down, folded in the middle: read
/// from the first leaf of the outermost sheet to its last.
pub(super) fn fold_nested(sheets: &[Sheet]) -> Vec<Option<usize>> {
    let first = sheets.iter().flat_map(|sheet| leaf(sheet, 2, 1));
    // The other half of a sheet is read from its inside to its outside.
    let second = sheets.iter().rev().flat_map(|sheet| {
        let [face, back] = leaf(sheet, 2, 0);
        [back, face]
    });
    first.chain(second).collect()
}

/// Sheets in a pile, the first on top, cut into piles that are laid on one another.
pub(super) fn cut_and_stack(plan: &Plan) -> Vec<Option<usize>> {
    let pile = |cell: usize| {
        plan.sheets.iter().flat_map(move |sheet| leaf(sheet, plan.columns, cell))
    };
    (0..plan.columns * plan.rows).flat_map(pile).collect()
}

/// A sheet of four by two cells, slit between the four in its midst. Lengthways folded, the
/// lower row is seen from the front and the upper one from behind; pushed together, the
/// pairs of cells beside the slit become leaves that stand out to both sides.
pub(super) fn push_together(sheet: &Sheet) -> Vec<Option<usize>> {
    let cell = |row: usize, column: usize| {
        let cell = sheet.front[row * 4 + column];
        assert_eq!(cell.turned, row == 0, "the upper row is folded over the head");
        cell.page
    };
    // From the front cover on around the cross that the pushed sheet makes.
    let corners = [(1, 3), (0, 3), (0, 2), (0, 1), (0, 0), (1, 0), (1, 1), (1, 2)];
    corners.map(|(row, column)| cell(row, column)).to_vec()
}
