//! Folding and cutting in thought: what a reader of the finished booklet turns over, found
//! from the sheets alone. For tests.

use super::plan::{Cell, Line, Plan, Sheet, folds_left};

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
        plan.sheets.iter().flat_map(move |sheet| leaf(sheet, plan.columns(), cell))
    };
    (0..plan.columns() * plan.rows()).flat_map(pile).collect()
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

/// What lies on top of a pile and what below it, each with its cell as it is seen from there.
type Layer = [Cell; 2];

/// One sheet, its first page down, folded until one cell is left: the left half over the right
/// if that is the next to come to the spine, the upper half over the lower if not. Read from
/// the top of the pile to the bottom.
pub(super) fn fold_at_right_angles(plan: &Plan, sheet: &Sheet) -> Vec<Option<usize>> {
    let (columns, rows) = (plan.columns(), plan.rows());
    let under = |cell: usize| -> Layer {
        let mirrored = cell / columns * columns + columns - 1 - cell % columns;
        [
            sheet.back.as_ref().expect("both sides are printed")[cell],
            sheet.front[mirrored],
        ]
    };
    let row = |row: usize| {
        (0..columns).map(|column| vec![under(row * columns + column)]).collect()
    };
    let mut piles: Vec<Vec<Vec<Layer>>> = (0..rows).map(row).collect();
    while piles.len() * piles[0].len() > 1 {
        let (wide, tall) = (piles[0].len(), piles.len());
        if folds_left(wide, tall) {
            assert_eq!(plan.across[0], Line::Fold);
            for row in &mut piles {
                let right = row.split_off(wide / 2);
                let left = std::mem::replace(row, right);
                for (pile, over) in row.iter_mut().zip(left.into_iter().rev()) {
                    pile.splice(0..0, swung(over, false));
                }
            }
        } else {
            let lower = piles.split_off(tall / 2);
            let upper = std::mem::replace(&mut piles, lower);
            for (row, over) in piles.iter_mut().zip(upper.into_iter().rev()) {
                for (pile, over) in row.iter_mut().zip(over) {
                    pile.splice(0..0, swung(over, true));
                }
            }
        }
    }
    let read = piles[0][0].iter().flatten();
    read.map(|cell| {
        assert!(!cell.turned, "a leaf stands on its head");
        cell.page
    })
    .collect()
}

/// A pile turned over, about an upright edge or over the head.
fn swung(pile: Vec<Layer>, over_the_head: bool) -> Vec<Layer> {
    let turn = |cell: Cell| Cell { turned: cell.turned != over_the_head, ..cell };
    pile.into_iter().rev().map(|[up, down]| [turn(down), turn(up)]).collect()
}

/// Three panels, the left one of the outside folded in first and the right one over it: the
/// front, what is seen when it is opened, what is seen when the flap is, the back.
pub(super) fn letter_fold(sheet: &Sheet) -> [Vec<Option<usize>>; 4] {
    let page = |cell: &Cell| cell.page;
    let inside = sheet.back.as_ref().expect("both sides are printed");
    let [flap, back, front] = [0, 1, 2].map(|at| page(&sheet.front[at]));
    let inside: Vec<Option<usize>> = inside.iter().map(page).collect();
    [vec![front], vec![inside[0], flap], inside, vec![back]]
}
