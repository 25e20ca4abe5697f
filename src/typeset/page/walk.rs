//! One column: every way to end it that is worth weighing.
//!
//! The column is walked from its head, segment by segment. Where a segment can be set in
//! several ways the walk forks; forks that stand at the same height join again, and the
//! cheaper one goes on. Ends are weighed near the foot only, so that a column costs a few
//! hundred steps whatever is on it.

use crate::geom::Len;
use crate::typeset::galley::After;

use super::column::Column;
use super::cost::{CROWDED, LOWER, PASSED, SPLIT, WAIT, way_cost};
use super::end::{End, WINDOW};
use super::foot::{self, Foot, Tally};
use super::matter::{Carried, Matter, Piece, Place, Way};

/// How far ways of setting may move the foot of the text, in lines.
const SWING: i64 = 2;
/// An article's last lines wait for a picture that leaves room for so many below it.
const LINES_BELOW: i64 = 3;
/// How many pictures may wait.
const WAITING: usize = 16;

/// A step of the walk: pieces of one segment taken at once.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) before: u32,
    pub(super) first: Place,
    /// How many.
    pub(super) count: u32,
    /// Where the first stands.
    pub(super) top: Len,
    pub(super) repeat: bool,
    pub(super) lower: Option<Len>,
}

const NO_STEP: u32 = u32::MAX;

/// Where the walk has come to.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Where the next piece may stand.
    pub(super) y: Len,
    /// The notes so far.
    pub(super) notes: Tally,
    /// What ways of setting have added, in lines.
    swing: i64,
    pub(super) cost: i64,
    pub(super) waiting: Vec<Place>,
    pub(super) step: u32,
    /// Whether pictures that waited are all that stands on the page.
    landed: bool,
    /// Whether the pictures that wait have been passed by a heading, or by a page.
    passed: bool,
    /// The segment behind which pictures wait for the next page.
    pub(super) held: Option<u32>,
}

/// The space above a piece: less where the picture before it waits.
fn above(piece: &Piece, place: Place, state: &State) -> Len {
    let follows = |waiting: &Place| waiting.segment + 1 == place.segment;
    let waits = place.piece == 0 && state.waiting.last().is_some_and(follows);
    if waits { piece.above - piece.closer } else { piece.above }
}

/// Walks columns of one matter; keeps its memory from one to the next.
pub(super) struct Walk<'a> {
    pub(super) matter: &'a Matter<'a>,
    /// The column that is walked.
    pub(super) column: Column,
    pub(super) steps: Vec<Step>,
    pub(super) ends: Vec<End>,
    /// The least bad end outside the window.
    pub(super) fallback: Option<End>,
    /// By how much the column may be longer.
    pub(super) give: Len,
}

impl<'a> Walk<'a> {
    pub(super) fn new(matter: &'a Matter<'a>, column: Column) -> Walk<'a> {
        let (steps, ends) = (Vec::new(), Vec::new());
        Walk { matter, column, steps, ends, fallback: None, give: matter.leading }
    }

    /// Every end worth weighing of a column that begins at a place; never empty unless there
    /// is nothing left.
    pub(super) fn ends(
        &mut self,
        from: Place,
        carried: &Carried,
        column: Column,
    ) -> &[End] {
        self.column = column;
        self.steps.clear();
        self.ends.clear();
        self.fallback = None;
        let foot = foot::begin(self.matter, &carried.notes, column);
        let mut state = State {
            y: Len::ZERO,
            notes: foot.tally(self.matter),
            swing: 0,
            // What is divided once more.
            cost: if foot.rest.is_empty() { 0 } else { SPLIT },
            waiting: carried.waiting.clone(),
            step: NO_STEP,
            landed: false,
            passed: false,
            held: carried.held,
        };
        let filled = self.land(&mut state);
        if state.landed && from != self.matter.end() {
            self.leave(&state, from, &foot);
        }
        if column.narrow && from != self.matter.end() {
            self.pass_over(&state, from, &foot);
        }
        if filled && from != self.matter.end() {
            // Nothing else comes on the page.
        } else if carried.barred {
            self.bar(from, &state, &foot);
        } else {
            self.walk(from, state, &foot);
        }
        if self.ends.is_empty() {
            self.ends.extend(self.fallback.take());
        }
        &self.ends
    }

    /// Whether a piece belongs to a later page of the flow.
    fn is_early(&self, piece: &Piece) -> bool {
        piece.earliest > self.column.before
    }

    /// Pictures that wait come first, in order, as far as they fit. Whether the page belongs
    /// to one of them.
    fn land(&mut self, state: &mut State) -> bool {
        let mut filled = false;
        while let Some(&place) = state.waiting.first() {
            if state.held.is_some_and(|held| place.segment > held) {
                break;
            }
            let Some(piece) = self.matter.piece(place) else { break };
            if self.is_early(piece) {
                break;
            }
            let empty = state.y == Len::ZERO;
            let top = state.y + if empty { Len::ZERO } else { piece.above };
            let room = self.column.room - top - self.foot_height(state.notes);
            // Below the rest of a note it waits on, unless it stands alone.
            let alone =
                empty && self.height(state.notes) == Len::ZERO && !self.column.narrow;
            let lower = (piece.height > room).then(|| self.lower(piece, room)).flatten();
            if filled || !alone && (piece.plate || piece.height > room && lower.is_none())
            {
                break;
            }
            filled = piece.plate;
            state.step = self.step(state.step, place, 1, top, false, lower);
            state.cost += lower.map_or(0, |_| LOWER);
            state.notes = self.called(state.notes, piece).0;
            let leading = self.matter.leading;
            let height = lower.unwrap_or(piece.height);
            state.y = (top + height + leading / 2).round_up_to(leading);
            state.landed = true;
            state.waiting.remove(0);
        }
        state.passed = !state.waiting.is_empty();
        state.cost += WAIT * state.waiting.len() as i64;
        filled
    }

    /// How high a piece is that is set lower for so much room, if it can be.
    fn lower(&self, piece: &Piece, room: Len) -> Option<Len> {
        let enough = piece.gives > Len::ZERO && piece.height - piece.gives <= room;
        (!self.column.even && enough).then_some(room)
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
        let (matter, column) = (self.matter, self.column);
        let most = column.room + self.give;
        // Far from the foot nothing needs to be weighed; but what follows may find no room
        // and no end, and then the page ends here.
        if let Some(bottom) = self.bottom_of(way, first, &state)
            && (state.waiting.is_empty() || !way.heeds_waiting())
            && bottom + self.foot_height(state.notes)
                < column.room - matter.leading * (WINDOW + 1)
        {
            let top = state.y
                + way
                    .pieces
                    .first()
                    .map_or(Len::ZERO, |piece| above(piece, first, &state));
            state.step =
                self.step(state.step, first, way.pieces.len() as u32, top, false, None);
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
            if piece.taken_out {
                state.held.get_or_insert(place.segment);
            }
            let held = state.held.is_some();
            let empty = self.is_empty(&state);
            if !state.waiting.is_empty() && self.waits_for(way, place, &mut state, foot) {
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
            let (whole, least) = self.called(state.notes, piece);
            let notes = self.foot_height(whole);
            // What fills a page by itself has the page to itself.
            let fills = piece.floats && piece.height + matter.leading > column.room;
            let most = if fills { column.room } else { most };
            let too_high = top + piece.height + notes > most;
            // Pictures keep their order: where one waits, the next waits behind it.
            let early = self.is_early(piece);
            let lower = Some(column.room - notes)
                .filter(|_| !empty && !held && !early && state.waiting.is_empty())
                .and_then(|foot| self.lower_for(place, top, foot, too_high));
            let bottom = top + lower.unwrap_or(piece.height);
            let fits = lower.is_some() || !too_high;
            let may_wait = !empty || column.narrow;
            let follows = !fits || !state.waiting.is_empty();
            let waits = piece.floats && (held || early || may_wait && follows);
            if waits && state.waiting.len() == WAITING {
                self.stop(&state, place, foot);
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
            let splits = self.height(whole) > self.height(state.notes)
                && bottom + self.foot_height(least) <= column.room;
            if !fits && !splits && (!empty || column.narrow) {
                self.rescue(&state, place, foot);
                return None;
            }
            // What is too tall to stand above the rest of a note comes behind it.
            if !fits && !splits && !foot.is_empty() {
                self.give_way(&state, place, foot);
                return None;
            }
            if !foot.rest.is_empty() && !piece.notes.is_empty() {
                state.cost += CROWDED;
            }
            state.step = self.step(state.step, place, 1, top, repeat, lower);
            state.cost += lower.map_or(0, |_| LOWER);
            state.y = bottom;
            state.notes = whole;
            let next = matter.behind(place);
            let last = next == matter.end();
            // What waits would come to stand in its midst.
            let parts = index + 1 < way.pieces.len()
                && way.pieces.first().is_some_and(|first| first.solid)
                && !state.waiting.is_empty();
            match piece.after {
                After::May if parts => {}
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

    /// How high a picture at a height is that is set lower, so that the column holds it down
    /// to `foot`, with the last line or two of its article below it.
    fn lower_for(
        &self,
        place: Place,
        top: Len,
        foot: Len,
        too_high: bool,
    ) -> Option<Len> {
        let piece = self.matter.piece(place).filter(|piece| piece.gives > Len::ZERO)?;
        let next = self.matter.segments.get(place.segment as usize + 1);
        let lines = next.and_then(|next| next.ways.first()).map(|way| &way.pieces[..]);
        let last = match lines {
            Some(lines @ ([last] | [_, last]))
                if last.closes && lines[0].grid.is_some() =>
            {
                let (leading, above) = (self.matter.leading, lines[0].above);
                let high = lines.iter().map(|line| line.above + line.height).sum::<Len>();
                let lines = high - above;
                let deep = (top + piece.height + above).round_up_to(leading) + lines;
                let room = (foot - lines - leading + Len::raw(1)).round_up_to(leading);
                Some(room - above - top).filter(|_| deep > foot + self.give)
            }
            Some(_) | None => None,
        };
        let whole = || self.lower(piece, foot - top).filter(|_| too_high);
        last.and_then(|room| self.lower(piece, room)).or_else(whole)
    }

    /// Whether the column ends before a piece for the sake of pictures that wait.
    fn waits_for(
        &mut self,
        way: &Way,
        place: Place,
        state: &mut State,
        foot: &Foot,
    ) -> bool {
        let Some(piece) = way.pieces.get(place.piece as usize) else { return false };
        let empty = self.is_empty(state);
        // An article's pictures come before the next one, and before the lines at its end.
        if piece.last_call && !empty {
            self.stop(state, place, foot);
            return true;
        }
        // The next column is on the same page.
        if piece.heading && !empty && self.column.last {
            let filled = state.y + self.foot_height(state.notes);
            let enough = state.passed || filled >= self.column.room / 2;
            if enough && self.call_last(state, place, foot) {
                return true;
            }
            state.passed = true;
        }
        let begins = piece.solid && place.piece == 0;
        if begins && (!empty || self.column.narrow) && !self.holds(way, place, state) {
            self.stop(state, place, foot);
            return true;
        }
        // The last lines stand behind the pictures, if there is room for them there and the
        // page can end before them.
        let ends = !self.ends.is_empty() || self.fallback.is_some();
        piece.closes && !empty && ends && self.lands_next(state)
    }

    /// Whether all pictures that wait find room on the next page, and a few lines below them.
    fn lands_next(&self, state: &State) -> bool {
        let pieces: Option<Vec<&Piece>> =
            state.waiting.iter().map(|&place| self.matter.piece(place)).collect();
        let Some(pieces) = pieces.filter(|pieces| !pieces.is_empty()) else {
            return false;
        };
        // A page that belongs to one of them comes between.
        let early = |piece: &&Piece| piece.earliest > self.column.before + 1;
        let between = state.held.is_some() || pieces.iter().any(|p| p.plate || early(p));
        let high: Len = pieces.iter().map(|piece| piece.above + piece.height).sum();
        let below = self.matter.leading * LINES_BELOW;
        !between && high - pieces[0].above + below <= self.column.room
    }

    /// Whether the column has room for a whole way.
    fn holds(&self, way: &Way, first: Place, state: &State) -> bool {
        let (mut y, mut notes) = (state.y, state.notes);
        for (index, piece) in way.pieces.iter().enumerate() {
            let mut top =
                y + if index == 0 { above(piece, first, state) } else { piece.above };
            if let Some(below) = piece.grid {
                top = (top + below).round_up_to(self.matter.leading) - below;
            }
            y = top + piece.height;
            notes = self.called(notes, piece).0;
        }
        let closes = way.pieces.last().is_some_and(|last| last.closes);
        !closes && y + self.foot_height(notes) <= self.column.room
    }

    /// Where a whole way ends that is nothing but lines, below other matter.
    fn bottom_of(&self, way: &Way, first: Place, state: &State) -> Option<Len> {
        let height = way
            .plain
            .filter(|_| first.piece == 0 && !self.is_empty(state) && !state.landed)?;
        let top = state.y + above(way.pieces.first()?, first, state);
        let on_grid = top == top.round_up_to(self.matter.leading);
        on_grid.then_some(top + height)
    }

    /// Whether nothing stands in the column yet: what holds the place of a picture is nothing.
    pub(super) fn is_empty(&self, state: &State) -> bool {
        let mut at = state.step;
        while let Some(step) = self.steps.get(at as usize) {
            if state.y > Len::ZERO || !self.matter.takes_out(step.first.segment) {
                return false;
            }
            at = step.before;
        }
        true
    }

    fn step(
        &mut self,
        before: u32,
        first: Place,
        count: u32,
        top: Len,
        repeat: bool,
        lower: Option<Len>,
    ) -> u32 {
        self.steps.push(Step { before, first, count, top, repeat, lower });
        self.steps.len() as u32 - 1
    }

    /// Notes with those of a piece: whole, and the beginning of each.
    fn called(&self, notes: Tally, piece: &Piece) -> (Tally, Tally) {
        let (mut whole, mut least) = (notes, notes);
        for &id in &piece.notes {
            let note = &self.matter.notes[id as usize];
            whole.add(note, self.matter.beside);
            least.add_least(note, self.matter.beside);
        }
        (whole, least)
    }

    /// How high notes are.
    pub(super) fn height(&self, notes: Tally) -> Len {
        notes.height(self.matter.beside)
    }

    /// What notes take at the foot, with the gap above them.
    pub(super) fn foot_height(&self, notes: Tally) -> Len {
        let height = self.height(notes);
        if height == Len::ZERO { Len::ZERO } else { height + foot::gap(self.matter) }
    }
}

/// Adds a state; of two that stand alike, the cheaper one goes on, the earlier when equal.
fn join(states: &mut Vec<State>, state: State) {
    let same = states.iter_mut().find(|known| {
        (known.y, known.notes, known.swing) == (state.y, state.notes, state.swing)
            && (known.landed, known.passed) == (state.landed, state.passed)
            && known.held == state.held
            && known.waiting == state.waiting
    });
    match same {
        Some(known) if state.cost < known.cost => *known = state,
        Some(_) => {}
        None => states.push(state),
    }
}
