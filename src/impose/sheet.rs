//! Sheets as they are printed: where on the paper a plan's cells lie.

use super::marks::{self, Mark};
use super::plan::{Cell, Line, Plan, Sheet, Side, Spine};
use super::press::{Flip, Press};
use crate::geom::{Len, Point, Size};

/// A page on a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placement {
    /// The page, from 0.
    pub page: usize,
    /// Its lower left corner as it is printed, from the lower left of the sheet; of one that
    /// stands on its head, the corner that was its upper right.
    pub at: Point,
    /// How large it is printed.
    pub size: Size,
    /// Whether it stands on its head.
    pub turned: bool,
    /// What of the sheet it may print on: its cell, and the bleed beyond it where that is cut.
    pub clip: Block,
}

/// A part of a sheet, from its lower left.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Block {
    /// The lower left corner.
    pub from: Point,
    /// The upper right corner.
    pub to: Point,
}

/// One side of a sheet, as it is printed.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Printed {
    /// The pages.
    pub placed: Vec<Placement>,
    /// What is drawn besides them.
    pub marks: Vec<Mark>,
    /// What is left when the sheet is trimmed: from the first of its pages to the last.
    pub trim: Block,
    /// What of it is printed, but for marks: the same, and the bleed around it.
    pub bleed: Block,
    /// Whether it is the second side of its sheet.
    pub back: bool,
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
    /// The sides, in the order in which they are printed.
    pub sides: Vec<Printed>,
    /// Whether marks were asked for and the paper has no room for any.
    pub no_room: bool,
    /// Whether some of the bleed is lost between pages for want of room.
    pub bleed_lost: bool,
}

/// The pages as they are to be laid on sheets: their trimmed sizes, as they are read.
#[derive(Clone, Copy, Debug)]
pub struct Formats<'a> {
    /// Of each page.
    pub sizes: &'a [Size],
    /// How far the bleed reaches beyond them.
    pub bleed: Len,
}

/// The whole of a page's size, in the unit of [`Sheets::scale`], and what is as good.
pub(super) const WHOLE: i64 = 1000;
const HAIR: i64 = 997;

/// How much narrower the panel is that is tucked between others.
const TUCK_MM: f64 = 2.0;
/// What is cut off at bolts where the pages have no bleed.
const TRIM_MM: f64 = 3.0;
/// What sizes may differ by and still be the same.
pub(super) const SAME: Len = Len::PT;

impl Sheets {
    /// Lays a plan on paper: in the middle, and smaller where the paper is too small, never
    /// larger.
    pub fn new(plan: &Plan, formats: Formats<'_>, press: &Press) -> Sheets {
        let whole = columns(plan, formats.sizes);
        let height = tallest(formats.sizes);
        let all = Size {
            width: whole.iter().copied().sum(),
            height: height * plan.rows() as i64,
        };
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
        let scaled = |len: Len| len.ratio(scale, WHOLE);
        let bleed = scaled(formats.bleed);
        let trimmed = press.creep.is_some();
        let widths: Vec<Len> = whole.iter().copied().map(scaled).collect();
        let heights = vec![scaled(height); plan.rows()];
        let across = Axis::new(&widths, &plan.across, paper.width, bleed, trimmed);
        let down = Axis::new(&heights, &plan.down, paper.height, bleed, trimmed);
        let grid = Grid { paper, across, down, scale, formats, press };
        // Plans turn sheets like leaves, over an upright edge.
        let leaf = if paper.height >= paper.width { Flip::Long } else { Flip::Short };
        let flip = press.flip.unwrap_or(leaf);
        let mut sides = Vec::new();
        let mut no_room = press.marks;
        // Centred on the paper, and whatever the creep: all sides have the same.
        let (trim, bleed) = grid.frame(plan, Len::ZERO).boxes();
        for sheet in &plan.sheets {
            let mut around = Vec::new();
            if press.marks {
                let depths = sheet.front.iter().map(|cell| cell.depth);
                let creep = press.creep.unwrap_or_default();
                let shift = creep * depths.min().unwrap_or_default() as i64;
                around = marks::around(&grid.frame(plan, shift));
                no_room &= around.is_empty();
            }
            let boxed = |side| Printed { trim, bleed, ..side };
            let mut front = boxed(grid.side(&sheet.front, false));
            front.marks = around.clone();
            if press.collation && plan.signatures > 1 {
                front.marks.extend(grid.collation(sheet));
            }
            sides.push(front);
            if let Some(back) = &sheet.back {
                let mut back = boxed(grid.side(back, true));
                back.marks = around;
                if (flip != leaf) != press.turn_backs {
                    turn(&mut back, paper);
                }
                sides.push(back);
            }
        }
        let bleed_lost = grid.across.is_tight || grid.down.is_tight;
        Sheets { paper, scale, flip, sides, no_room, bleed_lost }
    }
}

/// How wide the columns of fronts are.
fn columns(plan: &Plan, sizes: &[Size]) -> Vec<Len> {
    let widest = sizes.iter().map(|size| size.width).max().unwrap_or_default();
    let mut widths = vec![widest; plan.columns()];
    if plan.tucked {
        let tucked = sizes.get(4).map_or(widest, |flap| flap.width);
        let given = widest - tucked;
        if given > SAME {
            widths[0] = tucked;
        } else {
            // All pages are alike: half of it is cut off at either side.
            widths[0] -= Len::from_mm(TUCK_MM);
        }
    }
    widths
}

fn tallest(sizes: &[Size]) -> Len {
    sizes.iter().map(|size| size.height).max().unwrap_or_default()
}

/// Cells in one direction.
pub(super) struct Axis {
    /// Where each begins and ends, the first first.
    pub cells: Vec<(Len, Len)>,
    /// How far each may print before its beginning and behind its end.
    pub beyond: Vec<(Len, Len)>,
    /// Whether there is less room between cells than their bleed takes.
    pub is_tight: bool,
}

impl Axis {
    /// Lays cells in the middle of the paper, with room for the bleed where they are cut.
    fn new(cells: &[Len], lines: &[Line], paper: Len, bleed: Len, trimmed: bool) -> Axis {
        let wanted = |line: &Line| match line {
            Line::Fold | Line::Open => Len::ZERO,
            Line::Cut => bleed * 2,
            Line::Bolt if trimmed => bleed.max(Len::from_mm(TRIM_MM)) * 2,
            Line::Bolt => Len::ZERO,
        };
        let full: Len = cells.iter().copied().sum();
        let gaps: Vec<Len> = lines.iter().map(wanted).collect();
        let all: Len = gaps.iter().copied().sum();
        let room = (paper - full).max(Len::ZERO);
        let gap = |gap: Len| match all > room {
            true => gap.ratio(room.count(), all.count()),
            false => gap,
        };
        let gaps: Vec<Len> = gaps.into_iter().map(gap).collect();
        let taken = full + gaps.iter().copied().sum();
        let mut at = (paper - taken) / 2;
        let mut placed = Vec::with_capacity(cells.len());
        let mut beyond = Vec::with_capacity(cells.len());
        for (index, cell) in cells.iter().enumerate() {
            let between = |line: Option<usize>| {
                let gap = line.and_then(|line| gaps.get(line));
                gap.map_or(bleed, |gap| bleed.min(*gap / 2))
            };
            placed.push((at, at + *cell));
            beyond.push((between(index.checked_sub(1)), between(Some(index))));
            at += *cell + gaps.get(index).copied().unwrap_or_default();
        }
        let is_tight = lines.iter().zip(&gaps).any(|(line, gap)| match line {
            Line::Cut => *gap < bleed * 2,
            Line::Bolt => trimmed && *gap < bleed * 2,
            Line::Fold | Line::Open => false,
        });
        Axis { cells: placed, beyond, is_tight }
    }

    /// The same, seen from the other end of the paper.
    fn mirrored(&self, index: usize, paper: Len) -> ((Len, Len), (Len, Len)) {
        let other = self.cells.len() - 1 - index;
        let (from, to) = self.cells[other];
        let (before, behind) = self.beyond[other];
        ((paper - to, paper - from), (behind, before))
    }
}

/// The cells on a sheet.
struct Grid<'a> {
    paper: Size,
    across: Axis,
    /// From the top down, in lengths from the top.
    down: Axis,
    scale: i64,
    formats: Formats<'a>,
    press: &'a Press,
}

impl Grid<'_> {
    fn side(&self, side: &Side, back: bool) -> Printed {
        let cells = side.iter().enumerate();
        let placed = cells.filter_map(|(index, cell)| self.place(index, cell, back));
        Printed { placed: placed.collect(), back, ..Printed::default() }
    }

    /// A cell's place, and what it may print on.
    fn cell(&self, index: usize, back: bool) -> (Block, Block) {
        let columns = self.across.cells.len();
        let (row, column) = (index / columns, index % columns);
        let Size { width, height } = self.paper;
        let ((left, right), (before, behind)) = match back {
            true => self.across.mirrored(column, width),
            false => (self.across.cells[column], self.across.beyond[column]),
        };
        // Lengths from the top become lengths from the bottom.
        let (top, bottom) = self.down.cells[row];
        let (above, below) = self.down.beyond[row];
        let (bottom, top) = (height - bottom, height - top);
        let cell =
            Block { from: Point { x: left, y: bottom }, to: Point { x: right, y: top } };
        let clip = Block {
            from: Point { x: left - before, y: bottom - below },
            to: Point { x: right + behind, y: top + above },
        };
        (cell, clip)
    }

    fn place(&self, index: usize, cell: &Cell, back: bool) -> Option<Placement> {
        let page = cell.page?;
        let size = self.formats.sizes.get(page)?;
        let (block, clip) = self.cell(index, back);
        let shift = self.press.creep.unwrap_or_default() * cell.depth as i64;
        // Toward the edge at which it is bound.
        let toward = match (cell.spine, cell.turned) {
            (Spine::Left, false) | (Spine::Right, true) => -shift,
            (Spine::Right, false) | (Spine::Left, true) => shift,
            (Spine::None, _) => Len::ZERO,
        };
        let width = size.width.ratio(self.scale, WHOLE);
        let height = size.height.ratio(self.scale, WHOLE);
        let at = Point {
            x: (block.from.x + block.to.x - width) / 2 + toward,
            y: (block.from.y + block.to.y - height) / 2,
        };
        let size = Size { width, height };
        Some(Placement { page, at, size, turned: cell.turned, clip })
    }

    /// What marks are drawn around.
    fn frame(&self, plan: &Plan, shift: Len) -> marks::Frame {
        let lines = |axis: &Axis, kinds: &[Line]| -> Vec<marks::Between> {
            let pairs = axis.cells.iter().zip(axis.cells.iter().skip(1));
            let between = pairs.zip(kinds).map(|((before, behind), line)| {
                marks::Between { line: *line, from: before.1, to: behind.0 }
            });
            between.collect()
        };
        let ends = |axis: &Axis| {
            let (first, last) = (axis.cells.first(), axis.cells.last());
            let ends = first.zip(last).map(|(first, last)| (first.0, last.1));
            ends.unwrap_or_default()
        };
        let spine = plan.across.contains(&Line::Fold) && !plan.tucked;
        let (left, right) = ends(&self.across);
        let shift = if spine { shift } else { Len::ZERO };
        marks::Frame {
            paper: self.paper,
            across: (left + shift, right - shift),
            down: ends(&self.down),
            columns: lines(&self.across, &plan.across),
            rows: lines(&self.down, &plan.down),
            cell: self.across.cells.first().map_or(Len::ZERO, |(from, to)| *to - *from),
            bleed: self.formats.bleed.ratio(self.scale, WHOLE),
            unprinted: self.press.unprinted,
            trimmed: self.press.creep.is_some(),
        }
    }

    /// The mark on the spine of a signature: lower from one to the next.
    fn collation(&self, sheet: &Sheet) -> Option<Mark> {
        let collation = sheet.collation?;
        let cell = sheet.front.get(collation.cell)?;
        let (block, _) = self.cell(collation.cell, false);
        Some(marks::collation(block, cell.turned, collation.signature))
    }
}

/// Turns a side by half, for a printer that turns the sheet the other way.
fn turn(side: &mut Printed, paper: Size) {
    let across =
        |point: Point| Point { x: paper.width - point.x, y: paper.height - point.y };
    for placed in &mut side.placed {
        let Block { from, to } = placed.clip;
        placed.clip = Block { from: across(to), to: across(from) };
        let far = Point {
            x: placed.at.x + placed.size.width,
            y: placed.at.y + placed.size.height,
        };
        placed.at = across(far);
        placed.turned = !placed.turned;
    }
    for mark in &mut side.marks {
        mark.turn(paper);
    }
}
