//! Schemes: the ways in which pages are laid on sheets, so that they come in order when the
//! sheets are folded, cut and gathered.

use super::plan::{Collation, Line, Plan, Sheet};
use super::{leaflet, loose, section};

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
    /// Signatures that are one large sheet each, folded one to four times, every time at right
    /// angles to the fold before: 4, 8, 16 or 32 pages.
    Folded {
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
    /// Six pages on a sheet that is folded like a letter, a panel tucked between the others.
    LetterFold,
    /// Six pages on a sheet that is folded to and fro.
    ZFold,
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
    /// A signature of so many pages cannot be folded from sheets that are folded once.
    Signature(usize),
    /// Nor can one of so many from one sheet.
    Folded(usize),
    /// A sheet without cells, or with more than so many a side.
    Cells(usize),
}

/// The most cells in a row or column: smaller pages nobody reads.
const MOST_CELLS: usize = 16;
/// The most pages of a signature: more do not fold.
const MOST_FOLDED: usize = 64;

impl Scheme {
    /// The same for pages that are wider than tall: those side by side stand above one another.
    pub fn for_wide(self) -> Scheme {
        match self {
            Scheme::NUp { columns, rows } => Scheme::NUp { columns: rows, rows: columns },
            Scheme::Saddle
            | Scheme::Signatures { .. }
            | Scheme::Folded { .. }
            | Scheme::CutAndStack { .. }
            | Scheme::Zine
            | Scheme::LetterFold
            | Scheme::ZFold => self,
        }
    }

    /// Refuses what nobody can fold or cut.
    fn check(self, pages: usize) -> Result<(), Unfit> {
        if pages == 0 {
            return Err(Unfit::NoPages);
        }
        let few = 1..=MOST_CELLS;
        let holds = |most: usize| match pages > most {
            true => Err(Unfit::TooMany { pages, most }),
            false => Ok(()),
        };
        match self {
            Scheme::Signatures { pages }
                if pages == 0 || !pages.is_multiple_of(4) || pages > MOST_FOLDED =>
            {
                Err(Unfit::Signature(pages))
            }
            Scheme::Folded { pages } if !matches!(pages, 4 | 8 | 16 | 32) => {
                Err(Unfit::Folded(pages))
            }
            Scheme::NUp { columns, rows } | Scheme::CutAndStack { columns, rows }
                if !few.contains(&columns) || !few.contains(&rows) =>
            {
                Err(Unfit::Cells(MOST_CELLS))
            }
            Scheme::Zine => holds(8),
            Scheme::LetterFold | Scheme::ZFold => holds(6),
            Scheme::Saddle
            | Scheme::Signatures { .. }
            | Scheme::Folded { .. }
            | Scheme::NUp { .. }
            | Scheme::CutAndStack { .. } => Ok(()),
        }
    }

    /// What its number of pages is a multiple of.
    fn multiple(self) -> usize {
        match self {
            Scheme::Saddle | Scheme::Signatures { .. } => 4,
            Scheme::Folded { pages } => pages,
            Scheme::NUp { .. } => 1,
            Scheme::CutAndStack { columns, rows } => columns * rows * 2,
            Scheme::Zine => 8,
            Scheme::LetterFold | Scheme::ZFold => 6,
        }
    }
}

impl Plan {
    /// Lays so many pages on sheets.
    ///
    /// # Errors
    /// When the scheme cannot hold them.
    pub fn new(scheme: Scheme, pages: usize, blanks: Blanks) -> Result<Plan, Unfit> {
        scheme.check(pages)?;
        let order = padded(pages, scheme.multiple(), blanks);
        let alike = |line: Line, cells: usize| vec![line; cells - 1];
        let (across, down, sheets) = match scheme {
            Scheme::Saddle => (vec![Line::Fold], Vec::new(), section::nested(&order)),
            Scheme::Signatures { pages } => {
                let sheets = signatures(&order, pages, section::nested);
                (vec![Line::Fold], Vec::new(), sheets)
            }
            Scheme::Folded { pages } => {
                let sheets = signatures(&order, pages, section::folded);
                let (columns, rows) = section::cells(pages);
                let across = (1..columns).map(|at| match at % 2 {
                    1 => Line::Fold,
                    _ => Line::Bolt,
                });
                (across.collect(), alike(Line::Bolt, rows), sheets)
            }
            Scheme::NUp { columns, rows } => {
                let sheets = loose::side_by_side(&order, columns * rows);
                (alike(Line::Open, columns), alike(Line::Open, rows), sheets)
            }
            Scheme::CutAndStack { columns, rows } => {
                let sheets = loose::stacked(&order, columns, rows);
                (alike(Line::Cut, columns), alike(Line::Cut, rows), sheets)
            }
            Scheme::Zine => {
                (alike(Line::Fold, 4), vec![Line::Fold], vec![leaflet::zine(&order)])
            }
            Scheme::LetterFold => {
                (alike(Line::Fold, 3), Vec::new(), vec![leaflet::letter(&order)])
            }
            Scheme::ZFold => {
                (alike(Line::Fold, 3), Vec::new(), vec![leaflet::zigzag(&order)])
            }
        };
        let marked = sheets.iter().filter(|sheet| sheet.collation.is_some());
        Ok(Plan {
            across,
            down,
            tucked: scheme == Scheme::LetterFold,
            signatures: marked.count(),
            sheets,
            blanks: order.len() - pages,
        })
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

/// The sheets of signatures of so many pages at the most, the outermost of each first.
fn signatures(
    order: &[Option<usize>],
    pages: usize,
    fold: fn(&[Option<usize>]) -> Vec<Sheet>,
) -> Vec<Sheet> {
    let mut all = Vec::new();
    for (signature, pages) in order.chunks(pages).enumerate() {
        let mut sheets = fold(pages);
        if let Some(outermost) = sheets.first_mut() {
            let cell = section::first(outermost);
            outermost.collation = Some(Collation { signature, cell });
        }
        all.extend(sheets);
    }
    all
}
