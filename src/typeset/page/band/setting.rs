//! Setting a band: its strips across all columns, and its columns as they are planned.

use super::waiting::Waiting;
use super::{Blocks, Forme, Found};
use crate::geom::{Len, Point};
use crate::typeset::galley::{After, Strip};
use crate::typeset::page::builder::{Keeps, foot, height, put, reset};
use crate::typeset::page::ended::{Ending, begins};
use crate::typeset::page::fill::Filled;
use crate::typeset::page::join::Set;
use crate::typeset::page::level::Unequal;
use crate::typeset::page::rejected::Other;

impl Forme<'_, '_> {
    /// Says which sections have opened when a block of the flow is set; whether it opens one.
    fn opens(&mut self, block: usize) -> bool {
        let mut opens = false;
        // A picture that waited comes behind text that was set before.
        self.done = self.done.max(block);
        while let Some(&(at, opened)) = self.openings.peek()
            && at <= block
        {
            self.section = Some(opened);
            self.openings.next();
            opens = true;
        }
        opens
    }

    /// Sets blocks across all columns; what finds no room goes on on the next page.
    pub(super) fn across(&mut self, across: Vec<(usize, Set)>) {
        let (Some(below), (top, _)) =
            (across.last().map(|(_, set)| set.below), self.extent(self.y, &across))
        else {
            return;
        };
        let head = self.y == Len::ZERO;
        self.y = top;
        for (index, (block, set)) in across.into_iter().enumerate() {
            let opens = self.opens(block);
            let keeps = self.order.take(block, self.drafts.len().saturating_sub(1));
            if let Some(draft) = self.drafts.last_mut() {
                draft.called |= keeps && draft.placed.is_empty();
                draft.opening |= opens && head && index == 0;
                draft.section = self.section;
            }
            let mut strips = set.strips.into_iter().peekable();
            let mut begins = index == 0;
            while strips.peek().is_some() {
                let mut kept = Vec::new();
                for strip in strips.by_ref() {
                    let goes_on = strip.after == After::MayNot;
                    kept.push(strip);
                    if !goes_on {
                        break;
                    }
                }
                self.kept(kept, begins);
                begins = false;
            }
        }
        self.y = (self.y + below).round_up_to(self.leading);
    }

    /// Sets strips that are kept together, across all columns.
    fn kept(&mut self, strips: Vec<Strip>, mut begins: bool) {
        let first = strips.first().map_or(Len::ZERO, |first| first.above);
        let all = height(&strips);
        let too_tall = all - first > self.room;
        if !begins && self.y + all > self.room {
            self.turn();
            begins = true;
            let again = strips.first().and_then(|first| first.repeat.clone());
            for strip in again.iter().flat_map(|again| again.iter()) {
                self.strip(strip.clone(), false);
            }
        }
        if let Some(draft) = self.drafts.last_mut().filter(|_| too_tall) {
            let mut placed = strips.iter().flat_map(|strip| &strip.placed);
            draft.too_tall.push(placed.find_map(|placed| placed.span));
        }
        for (index, strip) in strips.into_iter().enumerate() {
            self.strip(strip, begins && index == 0);
        }
    }

    /// Sets a strip across all columns; without the space above it where it `begins` a page.
    fn strip(&mut self, strip: Strip, begins: bool) {
        let Some(draft) = self.drafts.last_mut() else { return };
        self.y += if begins { Len::ZERO } else { strip.above };
        let bottom = self.y + strip.height;
        put(draft, strip, Point { x: Len::ZERO, y: self.y });
        self.y = bottom;
    }

    /// Sets blocks in the columns that are planned for them, page by page, below pictures that
    /// wait for these; those for which there is none are given back.
    pub(super) fn columns(
        &mut self,
        mut blocks: Vec<Set>,
        first: usize,
        planned: &[Filled],
        mut found: Found,
        mut waiting: Vec<Waiting>,
    ) -> Vec<Waiting> {
        let kept = Keeps::of(&blocks);
        reset(&mut blocks, planned, self.all);
        let strips = |set: Set| set.strips.into_iter().map(Some).collect();
        let mut blocks: Blocks = blocks.into_iter().map(strips).collect();
        // The first block that is not set as a whole.
        let mut begun = 0;
        for (number, page) in planned.chunks(self.columns).enumerate() {
            // Where pictures that are put off wait for others alone.
            let is_empty =
                |filled: &Filled| filled.taken.is_empty() && filled.foot.set.is_empty();
            let across = waiting.first().is_some_and(|first| first.across.page <= number);
            if number > 0 && !across && page.iter().all(is_empty) {
                continue;
            }
            if number > 0 {
                let set = self.done.saturating_sub(first).min(blocks.len());
                let is_whole =
                    |strips: &Vec<Option<Strip>>| strips.iter().all(Option::is_none);
                begun += blocks[begun.min(set)..set]
                    .iter()
                    .take_while(|b| is_whole(b))
                    .count();
                let waits = waiting.first().map(|waiting| waiting.picture.0);
                let waits = waits.filter(|&picture| picture <= self.done);
                let left = (begun < set).then_some(first + begun);
                self.unset = left.into_iter().chain(waits).min();
                self.turn();
                self.unset = None;
            }
            let here = waiting.partition_point(|waiting| waiting.across.page <= number);
            for Waiting { picture, .. } in waiting.drain(..here) {
                self.across(vec![picture]);
            }
            for (at, filled) in page.iter().enumerate() {
                let found = found.take(number * self.columns + at);
                self.column(filled, at, first, &mut blocks, &kept, found);
            }
            let Some(draft) = self.drafts.last_mut() else { return waiting };
            for (at, filled) in page.iter().enumerate() {
                let x = (self.all.theme.measure() + self.all.theme.gutter()) * at as i64;
                let at = Point { x, y: self.y };
                foot(draft, filled, at, &mut self.notes.strips, self.leading);
            }
            let bottom = page.iter().map(|filled| filled.bottom).max();
            self.y = (self.y + bottom.unwrap_or_default()).round_up_to(self.leading);
        }
        waiting
    }

    /// Sets the text of a column of the last page, the first as 0.
    fn column(
        &mut self,
        filled: &Filled,
        at: usize,
        first: usize,
        blocks: &mut Blocks,
        kept: &Keeps,
        (level, ending): (Option<Other>, Vec<Ending>),
    ) {
        let x = (self.all.theme.measure() + self.all.theme.gutter()) * at as i64;
        let head = self.y == Len::ZERO && at == 0;
        let before = self.drafts.last().map_or(0, |draft| draft.placed.len());
        let page = self.drafts.len().saturating_sub(1);
        for (index, taken) in filled.taken.iter().enumerate() {
            let segment = taken.place.segment as usize;
            let opens = self.opens(first + segment);
            let Some(draft) = self.drafts.last_mut() else { return };
            draft.opening |= opens && head && index == 0;
            let strip = blocks.get_mut(segment);
            let strip =
                strip.and_then(|strips| strips.get_mut(taken.place.piece as usize));
            let Some(mut strip) = strip.and_then(Option::take) else { continue };
            if !strip.taken_out {
                let keeps = self.order.take(first + segment, page);
                draft.called |= keeps && draft.placed.is_empty();
            }
            if let Some(height) = taken.lower {
                strip.lower(height);
            }
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
        let beside = if at > 0 { self.facing } else { self.verso };
        let facing = beside.zip(filled.short);
        let unequal = facing.map(|(facing, short)| facing - short).filter(|&by| by != 0);
        let unequal = unequal.or(filled.uneven.as_ref().map(|uneven| uneven.by));
        self.facing = filled.short;
        let Some(draft) = self.drafts.last_mut() else { return };
        kept.tell(filled, draft);
        draft.cost += filled.cost;
        draft.section = self.section;
        let faces = at == 0;
        let at = draft.placed.iter().skip(before).find_map(begins);
        let level = level.unwrap_or(Other::Unsought);
        draft.ended.extend(ending);
        draft.unequal.extend(unequal.map(|by| Unequal { by, faces, at, level }));
    }
}
