//! Bands: what stands across all columns, and the columns below it.
//!
//! A flow in several columns is a row of bands: an article's title stands across, its text in
//! columns below, which end at one height; the next title stands below them, or on a new
//! page. In a single column a flow is one band, its titles are blocks like others.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::document::NoteId;
use crate::geom::Len;
use crate::pages::Side;
use crate::typeset::Pagination;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Strip};
use crate::typeset::refs::Refs;

use super::breaker::{NODES, break_columns};
use super::builder::{Draft, Flow, Notes, height, numbers, segment};
use super::column::{ACROSS, Columns};
use super::ended::{Ending, endings, tell_white};
use super::fill::Filled;
use super::join::Set;
use super::level::levels;
use super::matter::{Carried, Matter, NoteShape};
use super::order::{Order, ROUNDS};
use super::rejected::Other;
use super::whole::keep_whole;
use room::unset;
use waiting::{Waiting, across, plates};

mod room;
mod setting;
mod waiting;

/// By how many pages a picture across is set later at the most, for the sake of others.
const LATER: usize = 4;

/// What stands across all columns, and what stands in columns below it.
struct Band {
    /// Blocks, and their numbers in the flow.
    across: Vec<(usize, Set)>,
    blocks: Vec<Set>,
    /// The number of the first of those in the flow.
    first: usize,
    /// Whether it must begin a page.
    turned: bool,
}

/// The bands of a flow on pages with so much room.
fn bands(blocks: Vec<Set>, columns: usize, room: Len) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut turned = true;
    for (index, mut block) in blocks.into_iter().enumerate() {
        let opens = block.opening && height(&block.strips) > Len::ZERO;
        if columns > 1 && (opens || block.across) {
            let mut across = vec![(index, block)];
            if let Some(band) = bands.last_mut().filter(|_| !opens && !turned) {
                gather(band, &mut across, room);
                if band.is_empty() {
                    turned = band.turned;
                    bands.pop();
                }
            }
            let ends = across.last_mut().is_some_and(|(_, set)| set.ends_page());
            bands.push(Band { across, blocks: Vec::new(), first: index + 1, turned });
            turned = ends;
            continue;
        }
        if turned {
            let (across, blocks) = (Vec::new(), Vec::new());
            bands.push(Band { across, blocks, first: index, turned });
        }
        // A break that must be ends a band, so that its columns are balanced.
        turned = columns > 1 && block.ends_page();
        if let Some(band) = bands.last_mut() {
            band.blocks.push(block);
        }
    }
    bands
}

impl Band {
    fn is_empty(&self) -> bool {
        self.across.is_empty() && self.blocks.is_empty()
    }
}

impl Set {
    /// Whether a page must end behind it, which is then left to who asks.
    fn ends_page(&mut self) -> bool {
        match self.strips.last_mut() {
            Some(last) if last.after == After::Must => {
                last.after = After::May;
                true
            }
            Some(_) | None => false,
        }
    }
}

/// Takes from the end of a band what is kept with a block that stands across below it: the
/// headings that lead to it, and the title above them. Those of a picture that leaves no room for
/// them lead to the text behind it.
fn gather(band: &mut Band, across: &mut Vec<(usize, Set)>, room: Len) {
    let keeps = |set: &Set| set.strips.last().is_some_and(|s| s.after == After::MayNot);
    let high = |sets: &[(usize, Set)]| {
        sets.iter().map(|(_, set)| height(&set.strips)).sum::<Len>()
    };
    let kept = band.blocks.iter().rev().take_while(|set| keeps(set));
    let kept: Len = kept.map(|set| height(&set.strips)).sum();
    if across.iter().all(|(_, set)| set.is_alone()) && kept + high(across) > room {
        return;
    }
    while band.blocks.last().is_some_and(keeps)
        && let Some(block) = band.blocks.pop()
    {
        across.insert(0, (band.first + band.blocks.len(), block));
    }
    // A band that holds nothing else goes with it.
    if band.blocks.is_empty() && high(&band.across) + high(across) <= room {
        across.splice(0..0, std::mem::take(&mut band.across));
    }
}

/// Breaks a flow into pages, the first of which stands on a side, and makes them. In columns
/// again and again, until its pictures stand in order.
pub(super) fn make(
    mut flow: Flow,
    side: Side,
    notes: &mut Notes,
    all: &Compositor<'_>,
) -> Vec<Draft> {
    let mut order = Order::of(&flow);
    if all.theme.columns < 2 || order.is_sure() {
        return compose(flow, side, notes, all, &mut order);
    }
    for _ in 1..ROUNDS {
        let mut left = notes.clone();
        let drafts = compose(flow.clone(), side, &mut left, all, &mut order);
        if !order.put_off(&mut flow.blocks) {
            *notes = left;
            return drafts;
        }
        order.clear();
    }
    compose(flow, side, notes, all, &mut order)
}

/// Makes a flow's pages; where its pictures come to stand is taken down in `order`.
fn compose(
    flow: Flow,
    side: Side,
    notes: &mut Notes,
    all: &Compositor<'_>,
    order: &mut Order,
) -> Vec<Draft> {
    let columns = usize::from(all.theme.columns.max(1));
    let leading = all.theme.leading;
    let room = leading * all.theme.lines().max(1);
    let openings = flow.openings.into_iter().peekable();
    let mut forme = Forme {
        all,
        notes,
        order,
        columns,
        leading,
        room,
        side,
        y: Len::ZERO,
        openings,
        section: None,
        facing: None,
        verso: None,
        drafts: Vec::new(),
        plates: VecDeque::new(),
        done: 0,
        unset: None,
    };
    forme.section = forme.openings.peek().map(|&(_, section)| section);
    let mut blocks = flow.blocks;
    if columns > 1 {
        forme.plates = plates(&mut blocks);
    }
    let mut bands = VecDeque::from(bands(blocks, columns, room));
    while let Some(band) = bands.pop_front() {
        forme.band(band, &mut bands);
    }
    forme.done = usize::MAX;
    forme.plates();
    let mut drafts = forme.drafts;
    if columns > 1 {
        tell_white(&mut drafts, room, leading);
    }
    if let Some(first) = drafts.first_mut() {
        (first.start, first.opening) = (Some(flow.start), true);
    }
    drafts
}

/// The pages of a flow as they are filled.
struct Forme<'a, 'n> {
    all: &'a Compositor<'a>,
    notes: &'n mut Notes,
    order: &'n mut Order,
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
    /// The same of the last one on the page that faces the last page.
    verso: Option<i64>,
    drafts: Vec<Draft>,
    /// Plates that wait for a page of their own, with their numbers in the flow: text in
    /// columns goes on before them.
    plates: VecDeque<(usize, Set)>,
    /// The last block that is set.
    done: usize,
    /// A picture that was called and is not set yet, by its number in the flow: plates called
    /// behind it come after it.
    unset: Option<usize>,
}

impl Forme<'_, '_> {
    /// Sets a band on the last page, or on a new one; and with it the text of the one after
    /// it, if that begins with a picture which waits.
    fn band(&mut self, mut band: Band, after: &mut VecDeque<Band>) {
        let awaits = band.follows() && self.awaits_plate(&band);
        // Everything before it is set, or waits.
        if let Some((called, _)) =
            band.across.last().filter(|_| awaits && !opens(&band.across))
        {
            self.done = self.done.max(called.saturating_sub(1));
            // What was put off for the sake of those waits no longer.
            let next = self.drafts.len();
            let before = self.plates.iter_mut().filter(|plate| plate.0 < *called);
            before.for_each(|(_, plate)| plate.earliest = plate.earliest.min(next));
        }
        if band.turned || awaits {
            if !band.turned && self.y > Len::ZERO {
                self.leave(&band.across);
            }
            self.turn();
        }
        let shapes = Arc::clone(&self.notes.shapes);
        let mut matter = self.matter(&band.blocks, &shapes);
        let carried = called(&band.across, &self.all.refs);
        let mut planned = None;
        if self.y > Len::ZERO && !self.parts(&band.across) {
            let bottom = self.extent(self.y, &band.across).1;
            let tried = self.plan(&matter, &self.columns_from(bottom), &carried);
            if self.holds(&band, bottom, (&tried, &carried)) {
                planned = Some(tried);
            } else {
                let goes_on = after.front().is_some_and(|next| !opens(&next.across));
                if opens(&band.across) {
                    self.leave_white(&band.across);
                } else if goes_on || !band.blocks.is_empty() {
                    self.leave(&band.across);
                }
                self.turn();
            }
        }
        let opens = opens(&band.across);
        self.across(std::mem::take(&mut band.across));
        // What fills the page leaves no columns below it.
        if self.room - self.y < self.leading && !band.blocks.is_empty() {
            self.turn();
            planned = None;
        }
        let mut planned = planned
            .unwrap_or_else(|| self.plan(&matter, &self.columns_from(self.y), &carried));
        if !opens && self.leaves_little(self.y, &carried) && self.fails(&planned) {
            self.turn();
            planned = self.plan(&matter, &self.columns_from(self.y), &carried);
        }
        if let Some(draft) = self.drafts.last_mut() {
            let unset = unset(&carried, &planned, self.columns);
            draft.moved.extend(unset.map(|note| NoteId::new(note as usize)));
        }
        let top = self.y;
        let mut columns = self.columns_from(top);
        let mut waiting: Vec<Waiting> = Vec::new();
        while waiting.len() < ACROSS
            && let Some(found) = self.waiting(&mut band, (&planned, &waiting), top, after)
        {
            if self.is_plate(&found) {
                let at = self.plates.partition_point(|plate| plate.0 < found.picture.0);
                self.plates.insert(at, found.picture);
            } else {
                waiting.push(found);
            }
            matter = self.matter(&band.blocks, &shapes);
            // Pictures called before one across come on pages before it.
            for _ in 0..LATER {
                columns.across = across(&waiting);
                planned = self.plan(&matter, &columns, &carried);
                let overtakes = |waiting: &Waiting| {
                    self.overtakes(&matter, &planned, &waiting.across)
                };
                let Some(first) = waiting.iter().position(overtakes) else { break };
                waiting[first..].iter_mut().for_each(|later| later.across.page += 1);
            }
        }
        if keep_whole(&mut band.blocks, &columns, &planned, self.all) {
            matter = self.matter(&band.blocks, &shapes);
        }
        let levels = match self.all.proofread {
            true => levels(&matter, &columns, &carried, &planned, &band.blocks),
            false => BTreeMap::new(),
        };
        let endings = endings(
            (&matter, &columns, &carried),
            &planned,
            &band.blocks,
            (after.front().is_none_or(|next| next.turned), self.all.proofread),
        );
        let found = Found { levels, endings };
        let waiting = self.columns(band.blocks, band.first, &planned, found, waiting);
        // The text ended before.
        let last = waiting.len().saturating_sub(1);
        for (index, Waiting { picture, .. }) in waiting.into_iter().enumerate() {
            let (blocks, first) = (Vec::new(), picture.0 + 1);
            self.unset = Some(picture.0);
            let band = Band { across: vec![picture], blocks, first, turned: false };
            match index == last {
                true => self.band(band, after),
                false => self.band(band, &mut VecDeque::new()),
            }
            self.unset = None;
        }
    }

    /// What is weighed of blocks in columns.
    fn matter<'m>(&self, blocks: &[Set], notes: &'m [NoteShape]) -> Matter<'m> {
        let segments = blocks.iter().map(|set| segment(set, &self.all.refs)).collect();
        Matter { leading: self.leading, segments, notes, beside: self.notes.beside }
    }

    /// Begins a new page, behind the plates whose place was on the last.
    fn turn(&mut self) {
        self.plates();
        self.page();
    }

    fn page(&mut self) {
        if !self.drafts.is_empty() {
            self.side = self.side.other();
        }
        let facing = self.facing.take();
        self.verso = facing.filter(|_| self.side == Side::Recto);
        let section = self.section;
        self.drafts.push(Draft { numbered: true, section, ..Draft::default() });
        self.y = Len::ZERO;
    }

    /// Where what stands across begins and ends, when all of it stands on a page that is
    /// filled down to `y`.
    fn extent(&self, y: Len, across: &[(usize, Set)]) -> (Len, Len) {
        let (Some((_, first)), Some((_, last))) = (across.first(), across.last()) else {
            return (y, y);
        };
        let above = first.strips.first().map_or(Len::ZERO, |first| first.above);
        let top = match y {
            Len::ZERO => Len::ZERO,
            y => (y + above).round_up_to(self.leading),
        };
        let all: Len = across.iter().map(|(_, set)| height(&set.strips)).sum();
        let bottom = top + all - above + last.below;
        (top, bottom.round_up_to(self.leading))
    }

    /// The columns in which matter is set best.
    fn plan(
        &self,
        matter: &Matter<'_>,
        columns: &Columns,
        carried: &Carried,
    ) -> Vec<Filled> {
        let keep = match self.all.pagination {
            Pagination::Optimal => NODES,
            Pagination::Greedy => 1,
        };
        break_columns(matter, columns, carried.clone(), keep)
    }

    /// The columns from the last page on, which is filled down to `y`.
    fn columns_from(&self, y: Len) -> Columns {
        let first = (self.room - y).max(Len::ZERO);
        let (side, count, full) = (self.side, self.columns, self.room);
        Columns {
            side,
            before: self.drafts.len().saturating_sub(1),
            count,
            first,
            across: Default::default(),
            full,
            facing: self.verso.filter(|_| self.side == Side::Recto),
            even: false,
            level: None,
            filled: None,
            whole: None,
        }
    }
}

/// Whether an article opens with what stands across.
fn opens(across: &[(usize, Set)]) -> bool {
    across.iter().any(|(_, set)| set.opening)
}

/// The notes that are called in what stands across: they stand below the first column.
fn called(across: &[(usize, Set)], refs: &Refs) -> Carried {
    let strips = across.iter().flat_map(|(_, set)| &set.strips);
    let notes = strips.flat_map(|strip| numbers(&strip.notes, refs));
    Carried { notes: notes.map(|note| (note, 0)).collect(), ..Carried::default() }
}

/// What is to be told of the columns of a band, by their numbers.
#[derive(Default)]
struct Found {
    levels: BTreeMap<usize, Other>,
    endings: BTreeMap<usize, Vec<Ending>>,
}

impl Found {
    fn take(&mut self, column: usize) -> (Option<Other>, Vec<Ending>) {
        let endings = self.endings.remove(&column).unwrap_or_default();
        (self.levels.remove(&column), endings)
    }
}

/// The strips of blocks, each until it is set.
type Blocks = Vec<Vec<Option<Strip>>>;
