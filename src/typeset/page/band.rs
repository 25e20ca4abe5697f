//! Bands: what stands across all columns, and the columns below it.
//!
//! A flow in several columns is a row of bands: an article's title stands across, its text in
//! columns below, which end at one height; the next title stands below them, or on a new
//! page. In a single column a flow is one band, its titles are blocks like others.

use crate::geom::{Len, Point};
use crate::pages::Side;
use crate::source::Span;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Strip};

use super::breaker::break_columns;
use super::builder::{
    Draft, Flow, Notes, foot, height, keeps, numbers, put, reset, segment,
};
use super::column::Columns;
use super::cost::EMPTY;
use super::fill::Filled;
use super::join::Set;
use super::matter::{Carried, Matter};

/// A title stands at the foot of a page only with so many lines of columns below it.
const LINES_BELOW: i64 = 4;

/// What stands across all columns, and what stands in columns below it.
struct Band {
    across: Option<Set>,
    blocks: Vec<Set>,
    /// The number of its first block in the flow.
    first: usize,
    /// Whether it must begin a page.
    turned: bool,
}

/// The bands of a flow.
fn bands(blocks: Vec<Set>, columns: usize) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut turned = true;
    for (index, mut block) in blocks.into_iter().enumerate() {
        if columns > 1 && block.opening && height(&block.strips) > Len::ZERO {
            let first = index + 1;
            bands.push(Band { across: Some(block), blocks: Vec::new(), first, turned });
            turned = false;
            continue;
        }
        if turned {
            bands.push(Band { across: None, blocks: Vec::new(), first: index, turned });
        }
        turned = false;
        // A break that must be ends a band, so that its columns are balanced.
        if let Some(last) = block.strips.last_mut().filter(|_| columns > 1)
            && last.after == After::Must
        {
            last.after = After::May;
            turned = true;
        }
        if let Some(band) = bands.last_mut() {
            band.blocks.push(block);
        }
    }
    bands
}

/// Breaks a flow into pages, the first of which stands on a side, and makes them.
pub(super) fn make(
    flow: Flow,
    side: Side,
    notes: &mut Notes,
    all: &Compositor<'_>,
) -> Vec<Draft> {
    let columns = usize::from(all.theme.columns.max(1));
    let leading = all.theme.leading;
    let room = leading * all.theme.lines().max(1);
    let openings = flow.openings.into_iter().peekable();
    let mut forme = Forme {
        all,
        notes,
        columns,
        leading,
        room,
        side,
        y: Len::ZERO,
        openings,
        section: None,
        facing: None,
        drafts: Vec::new(),
    };
    forme.section = forme.openings.peek().map(|&(_, section)| section);
    for band in bands(flow.blocks, columns) {
        forme.band(band);
    }
    let mut drafts = forme.drafts;
    if let Some(first) = drafts.first_mut() {
        (first.start, first.opening) = (Some(flow.start), true);
    }
    drafts
}

/// The pages of a flow as they are filled.
struct Forme<'a, 'n> {
    all: &'a Compositor<'a>,
    notes: &'n mut Notes,
    /// How many columns stand side by side.
    columns: usize,
    leading: Len,
    /// How much of a page is for text and notes: whole lines.
    room: Len,
    /// The side of the last page.
    side: Side,
    /// How far down it is filled.
    y: Len,
    /// The sections that open, and at which block of the flow.
    openings: std::iter::Peekable<std::vec::IntoIter<(usize, u32)>>,
    /// The one that opened last.
    section: Option<u32>,
    /// How short the column before is, when the next one should be as deep.
    facing: Option<i64>,
    drafts: Vec<Draft>,
}

impl Forme<'_, '_> {
    /// Sets a band on the last page, or on a new one.
    fn band(&mut self, band: Band) {
        if band.turned {
            self.turn();
        }
        let segments = band.blocks.iter().map(segment).collect();
        let shapes = std::mem::take(&mut self.notes.shapes);
        let matter = Matter { leading: self.leading, segments, notes: &shapes };
        let mut planned = self.plan(&matter, band.across.as_ref());
        if self.y > Len::ZERO && !self.holds(&band, &planned) {
            self.turn();
            planned = self.plan(&matter, band.across.as_ref());
        }
        self.notes.shapes = shapes;
        if let Some(across) = band.across {
            self.across(across, band.first - 1);
        }
        self.columns(band.blocks, band.first, &planned);
    }

    /// Begins a new page.
    fn turn(&mut self) {
        if !self.drafts.is_empty() {
            self.side = self.side.other();
        }
        let section = self.section;
        self.drafts.push(Draft { numbered: true, section, ..Draft::default() });
        self.y = Len::ZERO;
    }

    /// Where what stands across begins and ends.
    fn extent(&self, across: Option<&Set>) -> (Len, Len) {
        let Some(set) = across else { return (self.y, self.y) };
        let above = set.strips.first().map_or(Len::ZERO, |first| first.above);
        let top = match self.y {
            Len::ZERO => Len::ZERO,
            y => (y + above).round_up_to(self.leading),
        };
        let bottom = top + height(&set.strips) - above + set.below;
        (top, bottom.round_up_to(self.leading))
    }

    /// The columns from the last page on in which what is in a band is set best.
    fn plan(&self, matter: &Matter<'_>, across: Option<&Set>) -> Vec<Filled> {
        let (_, bottom) = self.extent(across);
        let first = (self.room - bottom).max(Len::ZERO);
        let (side, count, full) = (self.side, self.columns, self.room);
        let called = across.iter().flat_map(|set| &set.strips);
        let called = called.flat_map(|strip| numbers(&strip.notes));
        let notes = called.map(|note| (note, 0)).collect();
        let carried = Carried { notes, ..Carried::default() };
        break_columns(matter, &Columns { side, count, first, full, even: false }, carried)
    }

    /// Whether the last page has room for a band to begin, and no column stays empty for
    /// what is too tall.
    fn holds(&self, band: &Band, planned: &[Filled]) -> bool {
        let (_, bottom) = self.extent(band.across.as_ref());
        let mut page = planned.iter().take(self.columns);
        bottom + self.leading * LINES_BELOW <= self.room
            && page.all(|filled| filled.cost < EMPTY)
    }

    /// Says which sections have opened when a block of the flow is set; whether it opens one.
    fn opens(&mut self, block: usize) -> bool {
        let mut opens = false;
        while let Some(&(at, opened)) = self.openings.peek()
            && at <= block
        {
            self.section = Some(opened);
            self.openings.next();
            opens = true;
        }
        opens
    }

    /// Sets a block across all columns.
    fn across(&mut self, set: Set, block: usize) {
        let (top, bottom) = self.extent(Some(&set));
        let opens = self.opens(block);
        let Some(draft) = self.drafts.last_mut() else { return };
        draft.opening |= opens && self.y == Len::ZERO;
        draft.section = self.section;
        let too_tall = top + height(&set.strips) > self.room && self.y == Len::ZERO;
        let mut y = top;
        for (index, strip) in set.strips.into_iter().enumerate() {
            if index > 0 {
                y += strip.above;
            }
            let height = strip.height;
            let span = strip.placed.iter().find_map(|placed| placed.span);
            if too_tall && y + height > self.room && draft.too_tall.is_empty() {
                draft.too_tall.push(span);
            }
            put(draft, strip, Point { x: Len::ZERO, y });
            y += height;
        }
        self.y = bottom;
    }

    /// Sets blocks in the columns that are planned for them, page by page.
    fn columns(&mut self, mut blocks: Vec<Set>, first: usize, planned: &[Filled]) {
        let kept: Vec<Option<Span>> = blocks.iter().map(|set| set.kept).collect();
        reset(&mut blocks, planned, self.all);
        let strips = |set: Set| set.strips.into_iter().map(Some).collect();
        let mut blocks: Blocks = blocks.into_iter().map(strips).collect();
        for (number, page) in planned.chunks(self.columns).enumerate() {
            if number > 0 {
                self.turn();
            }
            for (at, filled) in page.iter().enumerate() {
                self.column(filled, at, first, &mut blocks, &kept);
            }
            let Some(draft) = self.drafts.last_mut() else { return };
            for (at, filled) in page.iter().enumerate() {
                let x = (self.all.theme.measure() + self.all.theme.gutter()) * at as i64;
                let at = Point { x, y: self.y };
                foot(draft, filled, at, &mut self.notes.strips, self.leading);
            }
            let bottom = page.iter().map(|filled| filled.bottom).max();
            self.y = (self.y + bottom.unwrap_or_default()).round_up_to(self.leading);
        }
    }

    /// Sets the text of a column of the last page, the first as 0.
    fn column(
        &mut self,
        filled: &Filled,
        at: usize,
        first: usize,
        blocks: &mut Blocks,
        kept: &[Option<Span>],
    ) {
        let x = (self.all.theme.measure() + self.all.theme.gutter()) * at as i64;
        let head = self.y == Len::ZERO && at == 0;
        let before = self.drafts.last().map_or(0, |draft| draft.placed.len());
        for (index, taken) in filled.taken.iter().enumerate() {
            let segment = taken.place.segment as usize;
            let opens = self.opens(first + segment);
            let Some(draft) = self.drafts.last_mut() else { return };
            draft.opening |= opens && head && index == 0;
            let strip = blocks.get_mut(segment);
            let strip =
                strip.and_then(|strips| strips.get_mut(taken.place.piece as usize));
            let Some(strip) = strip.and_then(Option::take) else { continue };
            let top = self.y + taken.top;
            if let Some(head) = strip.repeat.as_ref().filter(|_| taken.repeat) {
                let mut y = top - height(head);
                for again in head.iter() {
                    y += again.above;
                    put(draft, again.clone(), Point { x, y });
                    y += again.height;
                }
            }
            if strip.height > self.room {
                draft.too_tall.push(strip.placed.iter().find_map(|placed| placed.span));
            }
            put(draft, strip, Point { x, y: top });
        }
        let beside = at > 0 || self.side == Side::Recto;
        let facing = self.facing.filter(|_| beside).zip(filled.short);
        let unequal = facing.map(|(facing, short)| facing - short).filter(|&by| by != 0);
        self.facing = filled.short;
        let Some(draft) = self.drafts.last_mut() else { return };
        keeps(kept, filled, draft);
        draft.cost += filled.cost;
        draft.section = self.section;
        let span = || draft.placed.iter().skip(before).find_map(|placed| placed.span);
        draft.unequal.extend(unequal.map(|by| (by, span())));
    }
}

/// The strips of blocks, each until it is set.
type Blocks = Vec<Vec<Option<Strip>>>;
