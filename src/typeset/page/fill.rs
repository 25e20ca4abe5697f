//! One page: every way to end it that is worth weighing.
//!
//! The page is walked from its head, segment by segment. Where a segment can be set in
//! several ways the walk forks; forks that stand at the same height join again, and the
//! cheaper one goes on. Ends are weighed near the foot only, so that a page costs a few
//! hundred steps whatever is on it.

use crate::geom::Len;
use crate::typeset::galley::After;

use super::cost::{
    PASSED, SHY, SLACK, SPLIT, WAIT, given_way, last_cost, short_cost, way_cost,
};
use super::foot::{self, Foot};
use super::matter::{Carried, Matter, Piece, Place, Way};

/// How a page can end.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Where the next page begins.
    pub(super) next: Place,
    pub(super) carried: Carried,
    /// How many half lines the page is shorter than it should be; negative when longer.
    pub(super) short: i64,
    /// Whether the text goes on, so that the facing page should end at the same height.
    pub(super) open: bool,
    /// Whether the page ends in a divided word.
    pub(super) hyphen: bool,
    /// How deep text and notes together go.
    depth: Len,
    /// What it costs, but for what depends on the facing page.
    pub(super) cost: i64,
    /// The last step of the walk, in [`Walk::steps`].
    step: u32,
}

/// A page as it is to be made.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Filled {
    pub(super) taken: Vec<Taken>,
    pub(super) foot: Foot,
    /// How deep text and notes together go: where the last note ends.
    pub(super) depth: Len,
    /// How many half lines it is shorter than it should be, where the text goes on.
    pub(super) short: Option<i64>,
    /// What it costs by itself.
    pub(super) cost: i64,
}

/// A piece on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    pub(super) place: Place,
    /// Where it stands, from the head of the text.
    pub(super) top: Len,
    /// Whether what belongs above it at the head of a page is set again.
    pub(super) repeat: bool,
}

/// How far ways of setting may move the foot of the text, in lines.
const SWING: i64 = 2;
/// How many lines short a page may be and still be weighed.
const WINDOW: i64 = 4;
/// How many pictures may wait.
const WAITING: usize = 4;

/// A step of the walk: pieces of one segment taken at once.
#[derive(Clone, Copy)]
struct Step {
    before: u32,
    first: Place,
    /// How many.
    count: u32,
    /// Where the first stands.
    top: Len,
    repeat: bool,
}

const NO_STEP: u32 = u32::MAX;

/// Where the walk has come to.
#[derive(Clone, Debug)]
struct State {
    /// Where the next piece may stand.
    y: Len,
    /// The height of the notes so far.
    notes: Len,
    /// What ways of setting have added, in lines.
    swing: i64,
    cost: i64,
    waiting: Vec<Place>,
    step: u32,
    /// Whether pictures that waited are all that stands on the page.
    landed: bool,
}

/// The space above a piece: less where the picture before it waits.
fn above(piece: &Piece, place: Place, state: &State) -> Len {
    let follows = |waiting: &Place| waiting.segment + 1 == place.segment;
    let waits = place.piece == 0 && state.waiting.last().is_some_and(follows);
    if waits { piece.above - piece.closer } else { piece.above }
}

/// Walks pages of one matter; keeps its memory from page to page.
pub(super) struct Walk<'a> {
    matter: &'a Matter<'a>,
    steps: Vec<Step>,
    ends: Vec<End>,
    /// The least bad end outside the window.
    fallback: Option<End>,
    /// Whether the page may be a line longer.
    give: Len,
}

impl<'a> Walk<'a> {
    pub(super) fn new(matter: &'a Matter<'a>) -> Walk<'a> {
        let (steps, ends) = (Vec::new(), Vec::new());
        Walk { matter, steps, ends, fallback: None, give: matter.leading }
    }

    /// Every end worth weighing of a page that begins at a place; never empty unless there
    /// is nothing left.
    pub(super) fn ends(&mut self, from: Place, carried: &Carried) -> &[End] {
        self.steps.clear();
        self.ends.clear();
        self.fallback = None;
        let foot = foot::begin(self.matter, &carried.notes);
        let mut state = State {
            y: Len::ZERO,
            notes: foot.height,
            swing: 0,
            cost: 0,
            waiting: carried.waiting.clone(),
            step: NO_STEP,
            landed: false,
        };
        self.land(&mut state);
        if carried.barred {
            self.bar(from, &state, &foot);
        } else {
            self.walk(from, state, &foot);
        }
        if self.ends.is_empty() {
            self.ends.extend(self.fallback.take());
        }
        &self.ends
    }

    /// Pictures that wait come first, in order, as far as they fit.
    fn land(&mut self, state: &mut State) {
        while let Some(&place) = state.waiting.first() {
            let Some(piece) = self.matter.piece(place) else { break };
            let empty = state.y == Len::ZERO;
            let top = state.y + if empty { Len::ZERO } else { piece.above };
            let bottom = top + piece.height + self.foot_height(state.notes);
            // Below the rest of a note it waits on, unless it stands alone.
            let alone = empty && state.notes == Len::ZERO;
            if !alone && bottom > self.matter.room {
                break;
            }
            state.step = self.step(state.step, place, 1, top, false);
            state.notes += self.called(piece).0;
            let leading = self.matter.leading;
            state.y = (top + piece.height + leading / 2).round_up_to(leading);
            state.landed = true;
            state.waiting.remove(0);
        }
        state.cost += WAIT * state.waiting.len() as i64;
    }

    /// Ends a page behind what waited for it, before a break that must be.
    fn bar(&mut self, next: Place, state: &State, foot: &Foot) {
        let depth = self.matter.room;
        let made = self.notes(state, foot, depth);
        let waiting = state.waiting.clone();
        let carried = Carried { notes: made.rest, barred: !waiting.is_empty(), waiting };
        let (short, open, hyphen) = (0, false, false);
        let (cost, step) = (state.cost, state.step);
        self.offer(End { next, carried, short, open, hyphen, depth, cost, step });
    }

    fn walk(&mut self, from: Place, state: State, foot: &Foot) {
        let matter = self.matter;
        let mut states = vec![state];
        let mut at = from;
        while let Some(segment) = matter.segments.get(at.segment as usize) {
            let mut later: Vec<State> = Vec::new();
            for state in &states {
                let ways = if at.piece > 0 {
                    usize::from(at.way)..usize::from(at.way) + 1
                } else {
                    0..segment.ways.len()
                };
                for number in ways {
                    let way = &segment.ways[number];
                    let mut state = state.clone();
                    if at.piece == 0 && number > 0 {
                        state.swing += i64::from(way.delta);
                        if state.swing.abs() > SWING {
                            continue;
                        }
                        state.cost += way_cost(way);
                    }
                    let first = Place { way: number as u8, ..at };
                    if let Some(state) = self.take(way, first, state, foot) {
                        join(&mut later, state);
                    }
                }
            }
            states = later;
            if states.is_empty() {
                return;
            }
            at = Place { segment: at.segment + 1, way: 0, piece: 0 };
        }
        // The run ends here; what waits comes on pages of its own.
        for state in states {
            self.last(&state, foot);
        }
    }

    /// Takes a way's pieces from one on; the state behind the last, unless the page is full
    /// before.
    fn take(
        &mut self,
        way: &Way,
        first: Place,
        mut state: State,
        foot: &Foot,
    ) -> Option<State> {
        let matter = self.matter;
        let most = matter.room + self.give;
        // Far from the foot nothing needs to be weighed; but what follows may find no room
        // and no end, and then the page ends here.
        if let Some(bottom) = self.bottom_of(way, first, &state)
            && bottom + self.foot_height(state.notes)
                < matter.room - matter.leading * (WINDOW + 1)
        {
            let top = state.y
                + way
                    .pieces
                    .first()
                    .map_or(Len::ZERO, |piece| above(piece, first, &state));
            state.step =
                self.step(state.step, first, way.pieces.len() as u32, top, false);
            state.y = bottom;
            if let Some(piece) = way.pieces.last()
                && piece.after == After::May
            {
                let next = Place { segment: first.segment + 1, way: 0, piece: 0 };
                self.end(&state, next, piece, foot, true, true);
            }
            return Some(state);
        }
        let mut place = first;
        for (index, piece) in way.pieces.iter().enumerate().skip(first.piece as usize) {
            place.piece = index as u32;
            let empty = state.step == NO_STEP;
            // An article's pictures come before the next one, and before the lines at its end.
            if piece.last_call && !empty && !state.waiting.is_empty() {
                self.call_last(&state, place, foot);
                return None;
            }
            let begins = empty || state.landed;
            let repeat = begins && piece.head > Len::ZERO;
            let mut top = match (empty, begins) {
                (true, _) => piece.head,
                // The space below a picture is there already.
                (false, true) => {
                    let more = above(piece, place, &state) - matter.leading;
                    state.y + more.max(Len::ZERO) + piece.head
                }
                (false, false) => state.y + above(piece, place, &state),
            };
            state.landed = false;
            // At the head of a page the first lines stand level, and the text that follows
            // a heading returns to the grid by itself.
            if let Some(below) = piece.grid.filter(|_| !(empty && piece.heading)) {
                top = (top + below).round_up_to(matter.leading) - below;
            }
            let bottom = top + piece.height;
            let (whole, least) = self.called(piece);
            let fits = bottom + self.foot_height(state.notes + whole) <= most;
            // Pictures keep their order: where one waits, the next waits behind it.
            let waits = piece.floats && !empty && (!fits || !state.waiting.is_empty());
            if waits && state.waiting.len() == WAITING {
                self.call_last(&state, place, foot);
                return None;
            }
            if waits {
                state.waiting.push(place);
                state.cost += WAIT;
                continue;
            }
            if piece.heading {
                state.cost += PASSED * state.waiting.len() as i64;
            }
            let splits = whole > Len::ZERO
                && bottom + self.foot_height(state.notes + least) <= matter.room;
            if !fits && !splits && !empty {
                self.rescue(&state, place, foot);
                return None;
            }
            // What is too tall to stand above the rest of a note comes behind it.
            if !fits && !splits && !foot.set.is_empty() {
                self.give_way(&state, place, foot);
                return None;
            }
            state.step = self.step(state.step, place, 1, top, repeat);
            state.y = bottom;
            state.notes += whole;
            let next = matter.behind(place);
            let last = next == matter.end();
            match piece.after {
                After::Must => {
                    self.end(&state, next, piece, foot, fits, false);
                    return None;
                }
                After::May if !last => self.end(&state, next, piece, foot, fits, true),
                After::May | After::MayNot => {}
            }
            if !fits {
                if !last {
                    self.rescue(&state, next, foot);
                    return None;
                }
                self.last(&state, foot);
                return None;
            }
        }
        Some(state)
    }

    /// Leaves the page to the rests of notes.
    fn give_way(&mut self, state: &State, next: Place, foot: &Foot) {
        let next = if next.piece == 0 { Place { way: 0, ..next } } else { next };
        let (notes, waiting) = (foot.rest.clone(), state.waiting.clone());
        let carried = Carried { notes, waiting, barred: false };
        let (short, open, hyphen, depth) = (0, false, false, self.matter.room);
        let (cost, step) = (state.cost + given_way(), state.step);
        self.offer(End { next, carried, short, open, hyphen, depth, cost, step });
    }

    /// Ends the page before a piece that pictures which wait come before.
    fn call_last(&mut self, state: &State, next: Place, foot: &Foot) {
        let last = self.taken(state.step).last().map(|taken| taken.place);
        if let Some(piece) = last.and_then(|place| self.matter.piece(place)) {
            let next = Place { way: 0, ..next };
            self.end(state, next, piece, foot, true, true);
        }
    }

    /// Where a whole way ends that is nothing but lines, below other matter.
    fn bottom_of(&self, way: &Way, first: Place, state: &State) -> Option<Len> {
        let height = way
            .plain
            .filter(|_| first.piece == 0 && state.step != NO_STEP && !state.landed)?;
        let top = state.y + above(way.pieces.first()?, first, state);
        let on_grid = top == top.round_up_to(self.matter.leading);
        on_grid.then_some(top + height)
    }

    /// Weighs the end of a page behind a piece.
    fn end(
        &mut self,
        state: &State,
        next: Place,
        piece: &Piece,
        foot: &Foot,
        fits: bool,
        open: bool,
    ) {
        let matter = self.matter;
        let begins_shy = matter.piece(next).is_some_and(|next| next.shy);
        let shy = if begins_shy && open { SHY } else { 0 };
        let end = |short: i64, cost: i64, carried: Carried| End {
            next,
            carried,
            depth: matter.room - matter.leading * short / 2,
            short,
            open,
            hyphen: piece.hyphen,
            cost: state.cost + cost + shy + if open { short_cost(short) } else { 0 },
            step: state.step,
        };
        let waiting = state.waiting.clone();
        let barred = !open && !waiting.is_empty();
        if state.notes == Len::ZERO {
            let short = matter.half_lines(matter.room - state.y);
            let carried = Carried { notes: Vec::new(), waiting, barred };
            self.offer(end(short, 0, carried));
        } else if fits {
            // Notes stand at the foot, wherever the text ends: the page can be as deep as
            // its neighbour, at the price of white between text and notes.
            let needed = state.y + self.foot_height(state.notes);
            for short in [0, 1, 2, -1, -2] {
                let room = matter.room - matter.leading * short / 2;
                if needed > room {
                    continue;
                }
                let slack = matter.lines(room - needed);
                let (notes, waiting) = (foot.rest.clone(), waiting.clone());
                let carried = Carried { notes, waiting, barred };
                let end = end(short, slack * slack * SLACK, carried);
                if slack < WINDOW || !open {
                    self.offer(end);
                } else {
                    self.fall_back(end);
                }
            }
        } else {
            let made = self.notes(state, foot, matter.room);
            let carried = Carried { notes: made.rest, waiting, barred };
            self.offer(end(0, SPLIT, carried));
        }
    }

    /// The run ends on this page.
    fn last(&mut self, state: &State, foot: &Foot) {
        let matter = self.matter;
        let needed = state.y + self.foot_height(state.notes);
        let room =
            if needed > matter.room { matter.room + self.give } else { matter.room };
        let made = self.notes(state, foot, room);
        let lines = matter.lines(state.y + matter.leading - Len::raw(1));
        let split = if made.rest.is_empty() { 0 } else { SPLIT };
        let over =
            if needed > matter.room && made.rest.is_empty() { short_cost(-2) } else { 0 };
        let end = End {
            next: matter.end(),
            short: 0,
            open: false,
            hyphen: false,
            depth: room,
            cost: state.cost + last_cost(lines) + split + over,
            carried: Carried {
                notes: made.rest,
                waiting: state.waiting.clone(),
                barred: false,
            },
            step: state.step,
        };
        self.offer(end);
    }

    /// Where no break is allowed, the page is filled as far as it goes.
    fn rescue(&mut self, state: &State, next: Place, foot: &Foot) {
        const RESCUE: i64 = 10_000_000;
        if !self.ends.is_empty() || self.fallback.is_some() {
            return;
        }
        let made = self.notes(state, foot, self.matter.room);
        let waiting = state.waiting.clone();
        let carried = Carried { notes: made.rest, waiting, barred: false };
        let (step, cost, depth) = (state.step, state.cost + RESCUE, self.matter.room);
        // The way of a segment is chosen when its first piece is taken.
        let next = if next.piece == 0 { Place { way: 0, ..next } } else { next };
        let (short, open, hyphen) = (0, false, false);
        self.fall_back(End { next, carried, short, open, hyphen, depth, cost, step });
    }

    /// Keeps an end; of two that lead to the same, the cheaper one, the earlier when equal.
    fn offer(&mut self, end: End) {
        if end.open && end.short > 2 * WINDOW {
            self.fall_back(end);
            return;
        }
        let same = self.ends.iter_mut().find(|known| {
            (known.next, known.short, known.open) == (end.next, end.short, end.open)
                && known.carried == end.carried
        });
        match same {
            Some(known) if end.cost < known.cost => *known = end,
            Some(_) => {}
            None => self.ends.push(end),
        }
    }

    fn fall_back(&mut self, end: End) {
        if self.fallback.as_ref().is_none_or(|known| end.cost < known.cost) {
            self.fallback = Some(end);
        }
    }

    fn step(
        &mut self,
        before: u32,
        first: Place,
        count: u32,
        top: Len,
        repeat: bool,
    ) -> u32 {
        self.steps.push(Step { before, first, count, top, repeat });
        self.steps.len() as u32 - 1
    }

    /// The height of a piece's notes: whole, and of the beginning of each.
    fn called(&self, piece: &Piece) -> (Len, Len) {
        let notes = piece.notes.iter().map(|&id| &self.matter.notes[id as usize]);
        notes.fold((Len::ZERO, Len::ZERO), |(whole, least), note| {
            (whole + note.whole(), least + note.least())
        })
    }

    /// What notes take at the foot, with the gap above them.
    fn foot_height(&self, notes: Len) -> Len {
        if notes == Len::ZERO { Len::ZERO } else { notes + foot::gap(self.matter) }
    }

    /// The foot of a page whose text ends where the state stands.
    fn notes(&self, state: &State, foot: &Foot, room: Len) -> Foot {
        let called = self.called_before(state.step);
        let room = room - state.y - foot::gap(self.matter);
        foot::finish(self.matter, foot.clone(), &called, room)
    }

    /// The notes called in the pieces taken, in order.
    fn called_before(&self, step: u32) -> Vec<u32> {
        let taken = self.taken(step);
        let pieces = taken.iter().filter_map(|taken| self.matter.piece(taken.place));
        pieces.flat_map(|piece| piece.notes.iter().copied()).collect()
    }

    /// The pieces taken up to a step.
    fn taken(&self, step: u32) -> Vec<Taken> {
        let mut steps = Vec::new();
        let mut at = step;
        while let Some(step) = self.steps.get(at as usize) {
            steps.push(step);
            at = step.before;
        }
        let mut taken = Vec::new();
        for step in steps.into_iter().rev() {
            let mut top = step.top;
            for index in 0..step.count {
                let place = Place { piece: step.first.piece + index, ..step.first };
                let Some(piece) = self.matter.piece(place) else { break };
                if index > 0 {
                    top += piece.above;
                }
                taken.push(Taken { place, top, repeat: step.repeat });
                top += piece.height;
            }
        }
        taken
    }

    /// The page that an end of the last walk stands for.
    pub(super) fn fill(&self, end: &End, carried: &Carried) -> Filled {
        let taken = self.taken(end.step);
        let bottoms = taken.iter().filter_map(|taken| {
            self.matter.piece(taken.place).map(|piece| taken.top + piece.height)
        });
        let room = end.depth - bottoms.max().unwrap_or_default() - foot::gap(self.matter);
        let called = self.called_before(end.step);
        let foot = foot::begin(self.matter, &carried.notes);
        let foot = foot::finish(self.matter, foot, &called, room);
        let short = end.open.then_some(end.short);
        Filled { taken, foot, depth: end.depth, short, cost: end.cost }
    }
}

/// Adds a state; of two that stand alike, the cheaper one goes on, the earlier when equal.
fn join(states: &mut Vec<State>, state: State) {
    let same = states.iter_mut().find(|known| {
        (known.y, known.notes, known.swing) == (state.y, state.notes, state.swing)
            && known.landed == state.landed
            && known.waiting == state.waiting
    });
    match same {
        Some(known) if state.cost < known.cost => *known = state,
        Some(_) => {}
        None => states.push(state),
    }
}
