//! Marks beside the pages: where to cut and to fold, whether both sides meet, and in which
//! order signatures are gathered.

use super::plan::Line;
use super::sheet::Block;
use crate::geom::{Len, Point, Size};

/// A mark on a sheet, its points from the lower left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Where to cut.
    Crop(Block),
    /// Where to fold: a broken line.
    Fold(Block),
    /// A cross in a circle, at its middle, which must meet that of the other side.
    Register(Point),
    /// A bar over the spine.
    Collation(Block),
}

/// What marks are drawn around.
pub(super) struct Frame {
    /// The paper.
    pub paper: Size,
    /// Where the pages begin and end, from the left.
    pub across: (Len, Len),
    /// Where they begin and end, from the top.
    pub down: (Len, Len),
    /// What lies between columns, from the left.
    pub columns: Vec<Between>,
    /// What lies between rows, from the top.
    pub rows: Vec<Between>,
    /// How wide the first column is.
    pub cell: Len,
    /// How far the bleed reaches beyond pages.
    pub bleed: Len,
    /// How much of the paper is not printed at its edges.
    pub unprinted: Len,
    /// Whether the booklet is trimmed after folding.
    pub trimmed: bool,
}

impl Frame {
    /// What is left of the paper when it is trimmed, and what of it is printed.
    pub(super) fn boxes(&self) -> (Block, Block) {
        let Size { width, height } = self.paper;
        let within = |over: Len| {
            let along = |at: Len, end: Len| at.max(Len::ZERO).min(end);
            let (left, right) = self.across;
            // From the bottom up.
            let (bottom, top) = (height - self.down.1, height - self.down.0);
            Block {
                from: Point {
                    x: along(left - over, width),
                    y: along(bottom - over, height),
                },
                to: Point { x: along(right + over, width), y: along(top + over, height) },
            }
        };
        (within(Len::ZERO), within(self.bleed))
    }
}

/// What lies between two columns, or rows.
#[derive(Clone, Copy)]
pub(super) struct Between {
    pub line: Line,
    /// Where the one ends.
    pub from: Len,
    /// Where the other begins.
    pub to: Len,
}

/// How long marks are, and the least that is seen.
const LENGTH_MM: f64 = 5.0;
const LEAST_MM: f64 = 2.0;
/// How far they keep from pages, bleed or none.
const AWAY_MM: f64 = 2.0;
/// The radius of a register mark with the ends of its cross.
pub(super) const REGISTER_MM: f64 = 3.0;
/// A bar on a spine: how wide and high, how far from the head the first stands, and how far
/// from one to the next.
const BAR_MM: (f64, f64) = (4.0, 5.0);
const HEAD_MM: f64 = 15.0;
const STEP_MM: f64 = 6.0;

impl Mark {
    /// The mark on a sheet that is turned by half.
    pub(super) fn turn(&mut self, paper: Size) {
        let across =
            |point: Point| Point { x: paper.width - point.x, y: paper.height - point.y };
        match self {
            Mark::Crop(block) | Mark::Fold(block) | Mark::Collation(block) => {
                *block = Block { from: across(block.to), to: across(block.from) };
            }
            Mark::Register(at) => *at = across(*at),
        }
    }
}

/// A strip of paper between its edge and the pages, in which marks run from `near` to `far`.
#[derive(Clone, Copy)]
struct Strip {
    near: Len,
    far: Len,
    /// How wide the strip is that can be printed on.
    room: Len,
}

/// The marks around pages, in those of the four strips that have room for them.
pub(super) fn around(frame: &Frame) -> Vec<Mark> {
    let away = frame.bleed.max(Len::from_mm(AWAY_MM));
    let strip = |edge: Len, toward: i64, inner: Len| {
        let room = (inner - edge) * toward - away - frame.unprinted;
        let length = room.min(Len::from_mm(LENGTH_MM));
        let near = inner - away * toward;
        (length >= Len::from_mm(LEAST_MM)).then_some(Strip {
            near,
            far: near - length * toward,
            room,
        })
    };
    let Size { width, height } = frame.paper;
    let (left, right) = frame.across;
    // From the bottom up.
    let (bottom, top) = (height - frame.down.1, height - frame.down.0);
    let mut marks = Vec::new();
    for strip in
        [strip(Len::ZERO, 1, bottom), strip(height, -1, top)].into_iter().flatten()
    {
        let upright = |x: Len| {
            let (low, high) = (strip.near.min(strip.far), strip.near.max(strip.far));
            Block { from: Point { x, y: low }, to: Point { x, y: high } }
        };
        for (x, fold) in lines(frame, frame.across, &frame.columns, |x| x) {
            let block = upright(x);
            marks.push(if fold { Mark::Fold(block) } else { Mark::Crop(block) });
        }
        if let Some(y) = middle(strip) {
            let half = frame.cell / 2;
            marks.extend(
                [left + half, right - half].map(|x| Mark::Register(Point { x, y })),
            );
        }
    }
    for strip in
        [strip(Len::ZERO, 1, left), strip(width, -1, right)].into_iter().flatten()
    {
        let level = |y: Len| {
            let (low, high) = (strip.near.min(strip.far), strip.near.max(strip.far));
            Block { from: Point { x: low, y }, to: Point { x: high, y } }
        };
        for (y, fold) in lines(frame, frame.down, &frame.rows, |y| height - y) {
            let block = level(y);
            marks.push(if fold { Mark::Fold(block) } else { Mark::Crop(block) });
        }
        if let Some(x) = middle(strip) {
            let quarter = (top - bottom) / 4;
            marks.extend(
                [bottom + quarter, top - quarter].map(|y| Mark::Register(Point { x, y })),
            );
        }
    }
    marks
}

/// Where in a strip a register mark stands, if it has room for one.
fn middle(strip: Strip) -> Option<Len> {
    let radius = Len::from_mm(REGISTER_MM);
    let toward = if strip.far < strip.near { -1 } else { 1 };
    (strip.room >= radius * 2).then_some(strip.near + radius * toward)
}

/// The lines between which cells lie, and whether each is a fold.
fn lines(
    frame: &Frame,
    ends: (Len, Len),
    between: &[Between],
    place: impl Fn(Len) -> Len,
) -> Vec<(Len, bool)> {
    let mut lines = vec![(place(ends.0), false)];
    for &Between { line, from, to } in between {
        let cut = [(place(from), false), (place(to), false)];
        let fold = (place((from + to) / 2), true);
        match line {
            Line::Open => {}
            Line::Fold => lines.push(fold),
            Line::Cut if from == to => lines.push(cut[0]),
            Line::Cut => lines.extend(cut),
            Line::Bolt if frame.trimmed && from < to => {
                lines.extend([cut[0], fold, cut[1]]);
            }
            Line::Bolt => lines.push(fold),
        }
    }
    lines.push((place(ends.1), false));
    lines
}

/// The bar of a signature over the left edge of the cell of its first page.
pub(super) fn collation(cell: Block, turned: bool, signature: usize) -> Mark {
    let (width, height) = (Len::from_mm(BAR_MM.0), Len::from_mm(BAR_MM.1));
    let (head, step) = (Len::from_mm(HEAD_MM), Len::from_mm(STEP_MM));
    let room = (cell.to.y - cell.from.y - head * 2).max(step);
    // From the foot on it begins at the head again.
    let steps = (room.count() / step.count()).max(1);
    let down = head + step * (signature as i64 % steps);
    let (x, top) = match turned {
        true => (cell.to.x, cell.from.y + down + height),
        false => (cell.from.x, cell.to.y - down),
    };
    Mark::Collation(Block {
        from: Point { x: x - width / 2, y: top - height },
        to: Point { x: x + width / 2, y: top },
    })
}
