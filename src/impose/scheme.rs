//! Schemes: the ways in which pages are laid on sheets, so that they come in order when the
//! sheets are folded, cut and gathered.

use super::plan::{Cell, Plan, Sheet, Side, Spine};

/// A way to lay pages on sheets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scheme {
    /// Sheets folded once, one in the other, and stapled through the fold.
    Saddle,
    /// Several such booklets of so many pages at the most, one beside the other, to be sewn or
    /// glued: a multiple of 4.
    Signatures {
        /// How many pages one has.
        pages: usize,
    },
    /// Pages side by side in reading order, to be read as sheets.
    NUp {
        /// How many stand side by side.
        columns: usize,
        /// How many stand above one another.
        rows: usize,
    },
    /// Cells that are cut apart in a pile and stacked, the pile at the upper left on top.
    CutAndStack {
        /// How many stand side by side.
        columns: usize,
        /// How many stand above one another.
        rows: usize,
    },
    /// Eight pages on one side of a sheet that is folded three times and slit in its midst.
    Zine,
}

/// Where empty pages go that a scheme needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blanks {
    /// Behind the last page.
    End,
    /// Before it: it is the back cover.
    BeforeLast,
}

/// Why pages cannot be laid out by a scheme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// There are none.
    NoPages,
    /// There are more than one sheet holds.
    TooMany {
        /// How many there are.
        pages: usize,
        /// How many it holds.
        most: usize,
    },
    /// A signature of so many pages cannot be folded.
    Signature(usize),
    /// A sheet without cells, or with more than so many a side.
    Cells(usize),
}

/// The most cells in a row or column: smaller pages nobody reads.
const MOST_CELLS: usize = 16;
/// The most pages of a signature: more do not fold.
const MOST_FOLDED: usize = 64;

impl Plan {
    /// Lays so many pages on sheets.
    ///
    /// # Errors
    /// When the scheme cannot hold them.
    pub fn new(scheme: Scheme, pages: usize, blanks: Blanks) -> Result<Plan, Unfit> {
        if pages == 0 {
            return Err(Unfit::NoPages);
        }
        let (columns, rows, multiple) = match scheme {
            Scheme::Saddle => (2, 1, 4),
            Scheme::Signatures { pages } => {
                if pages == 0 || !pages.is_multiple_of(4) || pages > MOST_FOLDED {
                    return Err(Unfit::Signature(pages));
                }
                (2, 1, 4)
            }
            Scheme::NUp { columns, rows } => (columns, rows, 1),
            Scheme::CutAndStack { columns, rows } => (columns, rows, 1),
            Scheme::Zine if pages > 8 => return Err(Unfit::TooMany { pages, most: 8 }),
            Scheme::Zine => (4, 2, 8),
        };
        let few = 1..=MOST_CELLS;
        if !few.contains(&columns) || !few.contains(&rows) {
            return Err(Unfit::Cells(MOST_CELLS));
        }
        let cells = columns * rows;
        let multiple = match scheme {
            Scheme::CutAndStack { .. } => cells * 2,
            Scheme::Saddle
            | Scheme::Signatures { .. }
            | Scheme::NUp { .. }
            | Scheme::Zine => multiple,
        };
        let order = padded(pages, multiple, blanks);
        let added = order.len() - pages;
        let sheets = match scheme {
            Scheme::Saddle => nested(&order),
            Scheme::Signatures { pages } => {
                order.chunks(pages).flat_map(nested).collect()
            }
            Scheme::NUp { .. } => side_by_side(&order, cells),
            Scheme::CutAndStack { .. } => stacked(&order, columns, rows),
            Scheme::Zine => vec![zine(&order)],
        };
        Ok(Plan { columns, rows, sheets, blanks: added })
    }
}

/// The pages in reading order, with empty ones up to a multiple.
fn padded(pages: usize, multiple: usize, blanks: Blanks) -> Vec<Option<usize>> {
    let all = pages.next_multiple_of(multiple);
    let before = match blanks {
        Blanks::End => pages,
        Blanks::BeforeLast => pages - 1,
    };
    let first = (0..before).map(Some);
    let empty = std::iter::repeat_n(None, all - pages);
    first.chain(empty).chain((before..pages).map(Some)).collect()
}

/// Sheets folded once and laid into each other, the outermost first.
fn nested(order: &[Option<usize>]) -> Vec<Sheet> {
    let last = order.len().saturating_sub(1);
    let page = |at: usize| order.get(at).copied().flatten();
    let pair = |left: usize, right: usize| -> Side {
        let cell = |at, spine| Cell { page: page(at), turned: false, spine };
        vec![cell(left, Spine::Right), cell(right, Spine::Left)]
    };
    let sheet = |depth: usize| {
        let first = depth * 2;
        Sheet {
            front: pair(last - first, first),
            back: Some(pair(first + 1, last - first - 1)),
            depth,
        }
    };
    (0..order.len() / 4).map(sheet).collect()
}

/// A cell that is cut out, or read where it stands.
fn loose(page: Option<usize>) -> Cell {
    Cell { page, turned: false, spine: Spine::None }
}

/// Sides filled one after the other.
fn side_by_side(order: &[Option<usize>], cells: usize) -> Vec<Sheet> {
    let side = |pages: &[Option<usize>]| -> Side {
        let pages = pages.iter().copied().chain(std::iter::repeat(None));
        pages.take(cells).map(loose).collect()
    };
    let sheet = |pages: &[Option<usize>]| {
        let (front, back) = pages.split_at(pages.len().min(cells));
        let back = (!back.is_empty()).then(|| side(back));
        Sheet { front: side(front), back, depth: 0 }
    };
    order.chunks(cells * 2).map(sheet).collect()
}

/// Sheets that are cut into piles, each of which goes on where the one before it ends.
fn stacked(order: &[Option<usize>], columns: usize, rows: usize) -> Vec<Sheet> {
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
        Sheet { front, back: Some(back), depth: 0 }
    };
    (0..count).map(sheet).collect()
}

/// The sheet of a zine: slit along its midst between the outer pages, folded lengthways and
/// pushed together.
fn zine(order: &[Option<usize>]) -> Sheet {
    let page = |at: usize| order.get(at).copied().flatten();
    let cell = |at: usize, turned: bool| {
        let spine = if at.is_multiple_of(2) { Spine::Left } else { Spine::Right };
        Cell { page: page(at), turned, spine }
    };
    let above = [4, 3, 2, 1].map(|at| cell(at, true));
    let below = [5, 6, 7, 0].map(|at| cell(at, false));
    Sheet { front: above.into_iter().chain(below).collect(), back: None, depth: 0 }
}
