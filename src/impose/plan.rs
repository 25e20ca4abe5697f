//! Plans: which page stands where on which sheet, as numbers alone.

/// How the pages of a book stand on its sheets. All sheets are parted alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// How many cells stand side by side on a sheet.
    pub columns: usize,
    /// How many stand above one another.
    pub rows: usize,
    /// The sheets, in the order in which they are printed.
    pub sheets: Vec<Sheet>,
    /// How many empty pages were added.
    pub blanks: usize,
}

/// A sheet of paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// The side that is printed first.
    pub front: Side,
    /// The other side, as it is seen when the sheet is turned like the leaf of a book;
    /// `None` where only one is printed.
    pub back: Option<Side>,
    /// How many sheets lie around it when it is folded: pages farther in move toward the
    /// spine.
    pub depth: usize,
}

/// One side: its cells row by row, each from the left.
pub type Side = Vec<Cell>;

/// What stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The page, from 0; `None` for one that stays empty.
    pub page: Option<usize>,
    /// Whether it stands on its head.
    pub turned: bool,
    /// At which of its edges the page is folded, as it is read.
    pub spine: Spine,
}

/// The edge at which a page is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spine {
    /// The left one: right-hand pages.
    Left,
    /// The right one: left-hand pages.
    Right,
    /// None: pages that are cut apart.
    None,
}

impl Plan {
    /// The sides in the order in which they are printed.
    pub fn sides(&self) -> impl Iterator<Item = (&Sheet, &Side)> {
        self.sheets.iter().flat_map(|sheet| {
            std::iter::once(&sheet.front)
                .chain(&sheet.back)
                .map(move |side| (sheet, side))
        })
    }
}
