//! Columns as they are to be made, from where a walk ended.

use crate::geom::Len;

use super::end::End;
use super::foot::{self, Foot};
use super::matter::{Carried, Place};
use super::walk::{State, Walk};
use crate::typeset::galley::After;

/// A column as it is to be made.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Filled {
    pub(super) taken: Vec<Taken>,
    pub(super) foot: Foot,
    /// How deep text and notes together go: where the last note ends.
    pub(super) depth: Len,
    /// Where what stands in it ends.
    pub(super) bottom: Len,
    /// How many half lines it is shorter than it should be, where the text goes on.
    pub(super) short: Option<i64>,
    /// By how many half lines that leaves its foot white.
    pub(super) lacks: i64,
    /// By how many half lines it is deeper than the column before it, where columns should end
    /// at one height and cannot: a line more or less is none.
    pub(super) uneven: Option<Box<Uneven>>,
    /// What it costs by itself.
    pub(super) cost: i64,
}

/// A column that does not end at one height with the one before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Uneven {
    /// By how many half lines it is deeper.
    pub(super) by: i64,
    /// Columns of the same matter that end at one height, and how much dearer they are, where
    /// there are any.
    pub(super) even: Option<(i64, Vec<Filled>)>,
}

/// A piece in a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Taken {
    pub(super) place: Place,
    /// Where it stands, from the head of the text.
    pub(super) top: Len,
    /// Whether what belongs above it at the head of a page is set again.
    pub(super) repeat: bool,
    /// How high it is to be, where that is lower than it is set.
    pub(super) lower: Option<Len>,
}

/// What moves down in a column, and by how much.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Drop {
    /// The first segment that does.
    pub(super) segment: u32,
    pub(super) by: Len,
}

impl Walk<'_> {
    /// The foot of a page whose text ends where the state stands.
    pub(super) fn notes(&self, state: &State, foot: &Foot, room: Len) -> Foot {
        let called = self.called_before(state.step);
        // As the page is filled: below a picture less stands free than the walk leaves.
        let text = self.bottom(&self.taken(state.step));
        let room = room - text - foot::gap(self.matter);
        foot::finish(self.matter, foot.clone(), &called, room)
    }

    /// Where pieces end.
    fn bottom(&self, taken: &[Taken]) -> Len {
        let bottoms = taken.iter().filter_map(|taken| {
            let piece = self.matter.piece(taken.place)?;
            Some(taken.top + taken.lower.unwrap_or(piece.height))
        });
        bottoms.max().unwrap_or_default()
    }

    /// The notes called in the pieces taken, in order.
    fn called_before(&self, step: u32) -> Vec<u32> {
        let taken = self.taken(step);
        let pieces = taken.iter().filter_map(|taken| self.matter.piece(taken.place));
        pieces.flat_map(|piece| piece.notes.iter().copied()).collect()
    }

    /// How the blocks that end a column off the grid come down to it, so that it ends level
    /// with the one beside it: by the space above the first of them, unless it stands below a
    /// heading, or at the head.
    pub(super) fn drop(&self, bottom: Len, step: u32) -> Option<Drop> {
        let leading = self.matter.leading;
        let by = bottom.round_up_to(leading) - bottom;
        if by == Len::ZERO || by > leading * 3 / 4 || bottom + by > self.column.room {
            return None;
        }
        let mut drop = None;
        let mut at = step;
        while let Some(step) = self.steps.get(at as usize) {
            let piece = self.matter.piece(step.first)?;
            let meets = Place { piece: 0, ..step.first };
            let meets =
                self.matter.piece(meets).is_some_and(|first| first.grid.is_some());
            if meets || piece.heading || piece.floats {
                break;
            }
            at = step.before;
            let upper = self.steps.get(at as usize).and_then(|upper| {
                let last =
                    Place { piece: upper.first.piece + upper.count - 1, ..upper.first };
                self.matter.piece(last)
            });
            let free =
                upper.is_some_and(|upper| !upper.heading && upper.after != After::MayNot);
            if step.first.piece == 0 && piece.above > Len::ZERO && free {
                drop = Some(Drop { segment: step.first.segment, by });
            }
        }
        drop
    }

    /// The pieces taken up to a step.
    pub(super) fn taken(&self, step: u32) -> Vec<Taken> {
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
                let (repeat, lower) = (step.repeat, step.lower);
                taken.push(Taken { place, top, repeat, lower });
                top += piece.height;
            }
        }
        taken
    }

    /// The page that an end of the last walk stands for.
    pub(super) fn fill(&self, end: &End, carried: &Carried) -> Filled {
        let mut taken = self.taken(end.step);
        let mut text = self.bottom(&taken);
        let free = end.open && self.called_before(end.step).is_empty();
        if free
            && carried.notes.is_empty()
            && let Some(drop) = self.drop(text, end.step)
        {
            let below = taken.iter_mut().filter(|t| t.place.segment >= drop.segment);
            below.for_each(|taken| taken.top += drop.by);
            text += drop.by;
        }
        let room = end.depth - text - foot::gap(self.matter);
        let called = self.called_before(end.step);
        let foot = foot::begin(self.matter, &carried.notes, self.column);
        let foot = foot::finish(self.matter, foot, &called, room);
        let short = end.open.then_some(end.short);
        let bottom = if foot.set.is_empty() { text } else { end.depth };
        let (depth, lacks, cost) = (end.depth, end.lacks, end.cost);
        Filled { taken, foot, depth, bottom, short, lacks, uneven: None, cost }
    }
}
