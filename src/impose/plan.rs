//! Plans: which page stands where on which sheet, as numbers alone.

/// How the pages of a book stand on its sheets. All sheets are parted alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    /// What lies between the columns of a sheet, from the left; it reads the same from the
    /// right.
    pub across: Vec<Line>,
    /// What lies between its rows, from the top.
    pub down: Vec<Line>,
    /// Whether the leftmost column of fronts, the rightmost of backs, is a panel that is
    /// tucked between the others.
    pub tucked: bool,
    /// The sheets, in the order in which they are printed.
    pub sheets: Vec<Sheet>,
    /// How many signatures they are, to be gathered; 0 where none are.
    pub signatures: usize,
    /// How many empty pages were added.
    pub blanks: usize,
}

/// What lies between two cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Line {
    /// A fold that stays: a spine, or that of a leaflet.
    Fold,
    /// A fold at the head or the fore-edge, which is cut open when the book is trimmed.
    Bolt,
    /// A cut.
    Cut,
    /// Nothing: the sheet is read as it is.
    Open,
}

/// A sheet of paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// The side that is printed first.
    pub front: Side,
    /// The other side, as it is seen when the sheet is turned like the leaf of a book;
    /// `None` where only one is printed.
    pub back: Option<Side>,
    /// The outermost sheet of a signature among others.
    pub collation: Option<Collation>,
}

/// Where the mark of a signature stands: on the spine, where it is seen when all are gathered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Collation {
    /// Which signature, from 0.
    pub signature: usize,
    /// The cell of the sheet's front whose inner edge is the outside of the spine.
    pub cell: usize,
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
    /// How many folded sheets lie around it: pages farther in move toward the spine.
    pub depth: usize,
}

/// The edge at which a page is bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spine {
    /// The left one: right-hand pages.
    Left,
    /// The right one: left-hand pages.
    Right,
    /// None: pages that are cut apart, or folded without being bound.
    None,
}

impl Plan {
    /// How many cells stand side by side on a sheet.
    pub fn columns(&self) -> usize {
        self.across.len() + 1
    }

    /// How many stand above one another.
    pub fn rows(&self) -> usize {
        self.down.len() + 1
    }

    /// The sides in the order in which they are printed.
    pub fn sides(&self) -> impl Iterator<Item = (&Sheet, &Side)> {
        self.sheets.iter().flat_map(|sheet| {
            std::iter::once(&sheet.front)
                .chain(&sheet.back)
                .map(move |side| (sheet, side))
        })
    }

    /// Whether any sheet is printed on both sides.
    pub fn is_two_sided(&self) -> bool {
        self.sheets.iter().any(|sheet| sheet.back.is_some())
    }

    /// How many sheets lie around the innermost one.
    pub fn deepest(&self) -> usize {
        let cells = self.sides().flat_map(|(_, side)| side);
        cells.map(|cell| cell.depth).max().unwrap_or_default()
    }
}

/// Whether the next fold of a sheet of so many columns and rows of cells, its first page down,
/// lays the left half over the right one, or else the upper over the lower. The last one is the
/// spine.
pub(super) fn folds_left(columns: usize, rows: usize) -> bool {
    columns > rows
}
