//! Where a column can end, and what it costs to end it there.

use crate::geom::Len;
use crate::typeset::galley::After;

use super::cost::{
    EMPTY, LONE, RESCUE, SHY, SPLIT, THIN, given_way, last_cost, short_cost, slack_cost,
};
use super::foot::Foot;
use super::matter::{Carried, Piece, Place};
use super::queue::held_behind;
use super::walk::{State, Walk};

/// How a column can end.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// Where the next column begins.
    pub(super) next: Place,
    pub(super) carried: Carried,
    /// How many half lines the column is shorter than it could be; negative when longer.
    pub(super) short: i64,
    /// How many half lines of white are left at its foot though the text goes on.
    pub(super) lacks: i64,
    /// Whether the text goes on, so that the column beside it should end at the same height.
    pub(super) open: bool,
    /// Whether the rest of the page stays empty.
    pub(super) turns: bool,
    /// Whether the column ends in a divided word.
    pub(super) hyphen: bool,
    /// How deep text and notes together go.
    pub(super) depth: Len,
    /// What it costs, but for what depends on the column beside it.
    pub(super) cost: i64,
    /// The last step of the walk, in [`Walk::steps`].
    pub(super) step: u32,
}

/// How many lines short a page may be and still be weighed.
pub(super) const WINDOW: i64 = 4;

impl Walk<'_> {
    fn held_behind(&self, state: &State, next: Place) -> Option<u32> {
        held_behind(self.matter, self.column, (state.held, &state.waiting), next)
    }

    /// Ends a page behind what waited for it, before a break that must be.
    pub(super) fn bar(&mut self, next: Place, state: &State, foot: &Foot) {
        let depth = self.column.room;
        let made = self.notes(state, foot, depth);
        let waiting = state.waiting.clone();
        let turns = waiting.is_empty();
        let held = self.held_behind(state, next);
        let carried = Carried { notes: made.rest, barred: !turns, waiting, held };
        let (short, lacks, open, hyphen) = (0, 0, false, false);
        let (cost, step) = (state.cost, state.step);
        self.offer(End {
            next,
            carried,
            short,
            lacks,
            open,
            turns,
            hyphen,
            depth,
            cost,
            step,
        });
    }

    /// Leaves the column to the rests of notes.
    pub(super) fn give_way(&mut self, state: &State, next: Place, foot: &Foot) {
        let end = self.without_text(state, next, foot, given_way());
        self.offer(end);
    }

    /// Leaves a column that has less room than others to what is carried to it, and those beside it
    /// that follow, if nothing else helps: what is too tall for it is not too tall for those of the
    /// next page.
    pub(super) fn pass_over(&mut self, state: &State, next: Place, foot: &Foot) {
        let end = self.without_text(state, next, foot, EMPTY);
        self.fall_back(End { turns: end.carried.notes.is_empty(), ..end });
    }

    /// Leaves the column to pictures that waited, if what comes next finds no end below them; or
    /// beside another column, which ends better for it.
    pub(super) fn leave(&mut self, state: &State, next: Place, foot: &Foot) {
        let short = self.matter.half_lines(self.column.room - state.y);
        let end = self.without_text(state, next, foot, short_cost(short.max(0)));
        let end = End { lacks: short.max(0), ..end };
        if self.column.first { self.fall_back(end) } else { self.offer(end) }
    }

    fn without_text(&self, state: &State, next: Place, foot: &Foot, cost: i64) -> End {
        let next = if next.piece == 0 { Place { way: 0, ..next } } else { next };
        // The captions of pictures call notes.
        let notes = self.notes(state, foot, self.column.room).rest;
        let held = self.held_behind(state, next);
        let waiting = state.waiting.clone();
        let carried = Carried { notes, waiting, barred: false, held };
        let (short, lacks, open, turns) = (0, 0, false, false);
        // The text goes on behind this column.
        let before = next.piece.checked_sub(1).map(|piece| Place { piece, ..next });
        let hyphen =
            before.and_then(|at| self.matter.piece(at)).is_some_and(|p| p.hyphen);
        let (depth, step) = (self.column.room, state.step);
        let cost = state.cost + cost;
        End { next, carried, short, lacks, open, turns, hyphen, depth, cost, step }
    }

    /// Ends the column before a piece that pictures which wait come before, or at the last
    /// place before it where that is allowed.
    pub(super) fn stop(&mut self, state: &State, next: Place, foot: &Foot) {
        if !self.call_last(state, next, foot) {
            self.rescue(state, next, foot);
        }
    }

    /// Ends the column before a picture, or a piece that pictures which wait come before;
    /// whether it may end there.
    pub(super) fn call_last(&mut self, state: &State, next: Place, foot: &Foot) -> bool {
        let last = self.taken(state.step).last().map(|taken| taken.place);
        let Some(piece) = last.and_then(|place| self.matter.piece(place)) else {
            return false;
        };
        let may = piece.after == After::May;
        if may {
            let next = if next.piece == 0 { Place { way: 0, ..next } } else { next };
            self.end(state, next, piece, foot, true, true);
        }
        may
    }

    /// Weighs the end of a column behind a piece.
    pub(super) fn end(
        &mut self,
        state: &State,
        next: Place,
        piece: &Piece,
        foot: &Foot,
        fits: bool,
        open: bool,
    ) {
        if open && self.is_empty(state) {
            return;
        }
        let (matter, room) = (self.matter, self.column.room);
        let turns = !open && state.waiting.is_empty();
        let begins_shy = matter.piece(next).is_some_and(|next| next.shy);
        let shy = if begins_shy && open { SHY } else { 0 };
        let shy = shy + if open && self.is_lone(state) { LONE } else { 0 };
        let thin = self.thin(state);
        let end = |short: i64, cost: i64, carried: Carried| End {
            next,
            carried,
            depth: room - matter.leading * short / 2,
            short,
            lacks: if open { short.max(0) } else { 0 },
            open,
            turns,
            hyphen: piece.hyphen,
            cost: state.cost
                + cost
                + shy
                + thin
                + if open { short_cost(short) } else { 0 },
            step: state.step,
        };
        let waiting = state.waiting.clone();
        let barred = !open && !waiting.is_empty();
        let held = self.held_behind(state, next);
        if self.height(state.notes) == Len::ZERO {
            let drop = if open { self.drop(state.y, state.step) } else { None };
            let y = state.y + drop.map_or(Len::ZERO, |drop| drop.by);
            let short = matter.half_lines(room - y);
            // A column too low for what is carried to it passes it on.
            let notes = foot.rest.clone();
            let carried = Carried { notes, waiting, barred, held };
            self.offer(end(short, 0, carried));
        } else if fits {
            // Notes stand at the foot, wherever the text ends: the page can be as deep as
            // its neighbour, at the price of white between text and notes.
            let needed = state.y + self.foot_height(state.notes);
            for short in [0, 1, 2, -1, -2] {
                let room = room - matter.leading * short / 2;
                if needed > room {
                    continue;
                }
                let slack = matter.half_lines(room - needed);
                let (notes, waiting) = (foot.rest.clone(), waiting.clone());
                let carried = Carried { notes, waiting, barred, held };
                let end = end(short, slack_cost(slack), carried);
                if slack < WINDOW * 2 || !open {
                    self.offer(end);
                } else {
                    self.fall_back(end);
                }
            }
        } else {
            let made = self.notes(state, foot, room);
            let carried = Carried { notes: made.rest, waiting, barred, held };
            self.offer(end(0, SPLIT, carried));
        }
    }

    /// Whether a line stands alone between a picture and the end of the column.
    fn is_lone(&self, state: &State) -> bool {
        let step = |at: u32| self.steps.get(at as usize);
        let Some(last) = step(state.step).filter(|last| last.count == 1) else {
            return false;
        };
        let floats = |at: Place| self.matter.piece(at).is_some_and(|piece| piece.floats);
        let before = step(last.before).is_some_and(|before| floats(before.first));
        before && !floats(last.first)
    }

    /// What it costs that a single line stands in a column beside others, where all are to end
    /// at one height.
    fn thin(&self, state: &State) -> i64 {
        if self.column.even && state.y <= self.matter.leading { THIN } else { 0 }
    }

    /// The run ends in this column.
    pub(super) fn last(&mut self, state: &State, foot: &Foot) {
        let matter = self.matter;
        let needed = state.y + self.foot_height(state.notes);
        let over = needed > self.column.room;
        let room = self.column.room + if over { self.give } else { Len::ZERO };
        let made = self.notes(state, foot, room);
        let lines = matter.lines(state.y + matter.leading - Len::raw(1));
        let split = if made.rest.is_empty() { 0 } else { SPLIT };
        let over = if over && made.rest.is_empty() { short_cost(-2) } else { 0 };
        // Behind a full column a short one looks as it should.
        let few = if self.column.first { last_cost(lines) } else { 0 };
        let thin = if self.column.first { 0 } else { self.thin(state) };
        let bottom = if self.height(state.notes) > Len::ZERO { room } else { state.y };
        let end = End {
            next: matter.end(),
            short: matter.half_lines(self.column.room - bottom),
            lacks: 0,
            open: false,
            turns: false,
            hyphen: false,
            depth: room,
            cost: state.cost + few + split + over + thin,
            carried: Carried {
                notes: made.rest,
                waiting: state.waiting.clone(),
                barred: false,
                held: self.held_behind(state, matter.end()),
            },
            step: state.step,
        };
        self.offer(end);
    }

    /// Where no break is allowed, the column is filled as far as it goes.
    pub(super) fn rescue(&mut self, state: &State, next: Place, foot: &Foot) {
        if !self.ends.is_empty() || self.fallback.is_some() {
            return;
        }
        let made = self.notes(state, foot, self.column.room);
        let waiting = state.waiting.clone();
        let held = self.held_behind(state, next);
        let carried = Carried { notes: made.rest, waiting, barred: false, held };
        let (step, cost, depth) = (state.step, state.cost + RESCUE, self.column.room);
        // The way of a segment is chosen when its first piece is taken.
        let next = if next.piece == 0 { Place { way: 0, ..next } } else { next };
        let (short, lacks, open, turns, hyphen) = (0, 0, false, false, false);
        let end =
            End { next, carried, short, lacks, open, turns, hyphen, depth, cost, step };
        self.fall_back(end);
    }

    /// Keeps an end; of two that lead to the same, the cheaper one, the earlier when equal.
    pub(super) fn offer(&mut self, mut end: End) {
        if end.open && end.short > 2 * WINDOW {
            // A picture takes the white, and no column beside it should be as short.
            let picture = self.matter.piece(end.next).is_some_and(|next| next.floats);
            end.open = !picture && end.carried.waiting.is_empty();
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
}
