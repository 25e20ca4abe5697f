//! Sheets as they are printed: where on the paper a plan's cells lie.

use super::plan::{Cell, Plan, Sheet, Side, Spine};
use crate::geom::{Len, Point, Size};

/// How a plan is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Press {
    /// The paper, in either direction.
    pub paper: Size,
    /// How the printer turns the sheet for its back; `None` if it can do what the sheets ask.
    pub flip: Option<Flip>,
    /// How much farther out the fold of a sheet lies than that of the sheet around it, where
    /// the booklet is trimmed after folding: the thickness of the paper.
    pub creep: Len,
}

/// How a printer turns sheets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flip {
    /// Over their long edge.
    Long,
    /// Over their short edge.
    Short,
}

/// A page on a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placement {
    /// The page, from 0.
    pub page: usize,
    /// Its lower left corner as it is printed, from the lower left of the sheet; of one that
    /// stands on its head, the corner that was its upper right.
    pub at: Point,
    /// Whether it stands on its head.
    pub turned: bool,
}

/// The sheets of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheets {
    /// The paper as it lies: wide or tall, as the cells ask.
    pub paper: Size,
    /// How large pages are printed, in thousandths of their size.
    pub scale: i64,
    /// How the printer is to turn sheets.
    pub flip: Flip,
    /// What stands on each side, in the order in which they are printed.
    pub sides: Vec<Vec<Placement>>,
}

/// The whole of a page's size, in the unit of [`Sheets::scale`], and what is as good.
const WHOLE: i64 = 1000;
const HAIR: i64 = 997;

impl Sheets {
    /// Lays a plan of pages of one size on paper: in the middle, and smaller where the paper
    /// is too small for them, never larger.
    pub fn new(plan: &Plan, page: Size, press: &Press) -> Sheets {
        let (columns, rows) = (plan.columns as i64, plan.rows as i64);
        let all = Size { width: page.width * columns, height: page.height * rows };
        let turned = Size { width: press.paper.height, height: press.paper.width };
        let fits = |paper: Size| {
            let part = |room: Len, wanted: Len| {
                (i128::from(room.count()) * i128::from(WHOLE)
                    / i128::from(wanted.count().max(1))) as i64
            };
            part(paper.width, all.width).min(part(paper.height, all.height)).min(WHOLE)
        };
        // Paper lies as its cells do, unless they find more room the other way.
        let wide = all.width > all.height;
        let lies = |paper: &Size| (paper.width > paper.height) == wide;
        let mut ways = [press.paper, turned];
        ways.sort_by_key(|paper| (-fits(*paper), !lies(paper)));
        let [paper, _] = ways;
        // A hair too large is as large as the paper.
        let scale = match fits(paper) {
            HAIR.. => WHOLE,
            less => less.max(1),
        };
        let cell = Size {
            width: page.width.ratio(scale, WHOLE),
            height: page.height.ratio(scale, WHOLE),
        };
        let grid = Grid {
            cell,
            columns: plan.columns,
            corner: Point {
                x: (paper.width - cell.width * columns) / 2,
                y: (paper.height - cell.height * rows) / 2,
            },
            rows: plan.rows,
        };
        // Plans turn sheets like leaves, over an upright edge.
        let leaf = if paper.height >= paper.width { Flip::Long } else { Flip::Short };
        let flip = press.flip.unwrap_or(leaf);
        let mut sides = Vec::new();
        for sheet in &plan.sheets {
            sides.push(grid.side(sheet, &sheet.front, press.creep));
            if let Some(back) = &sheet.back {
                let mut side = grid.side(sheet, back, press.creep);
                if flip != leaf {
                    turn(&mut side, paper, cell);
                }
                sides.push(side);
            }
        }
        Sheets { paper, scale, flip, sides }
    }
}

/// The cells on a sheet.
struct Grid {
    cell: Size,
    columns: usize,
    rows: usize,
    /// The lower left corner of them all.
    corner: Point,
}

impl Grid {
    fn side(&self, sheet: &Sheet, side: &Side, creep: Len) -> Vec<Placement> {
        let shift = creep * sheet.depth as i64;
        let cells = side.iter().enumerate();
        cells
            .filter_map(|(index, &Cell { page, turned, spine })| {
                let (row, column) = (index / self.columns, index % self.columns);
                let below = (self.rows - 1 - row) as i64;
                // Toward the edge at which it is bound.
                let toward = match (spine, turned) {
                    (Spine::Left, false) | (Spine::Right, true) => -shift,
                    (Spine::Right, false) | (Spine::Left, true) => shift,
                    (Spine::None, _) => Len::ZERO,
                };
                let at = Point {
                    x: self.corner.x + self.cell.width * column as i64 + toward,
                    y: self.corner.y + self.cell.height * below,
                };
                Some(Placement { page: page?, at, turned })
            })
            .collect()
    }
}

/// Turns a side by half, for a printer that turns the sheet the other way.
fn turn(side: &mut [Placement], paper: Size, cell: Size) {
    for placed in side {
        placed.at = Point {
            x: paper.width - placed.at.x - cell.width,
            y: paper.height - placed.at.y - cell.height,
        };
        placed.turned = !placed.turned;
    }
}
