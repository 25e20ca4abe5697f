//! Columns as they are to be made, from where a walk ended.

use crate::geom::Len;

use super::end::End;
use super::foot::{self, Foot};
use super::matter::{Carried, Place};
use super::walk::{State, Walk};

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
    pub(super) uneven: Option<i64>,
    /// What it costs by itself.
    pub(super) cost: i64,
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
        let taken = self.taken(end.step);
        let text = self.bottom(&taken);
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
