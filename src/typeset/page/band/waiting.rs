//! Pictures that wait for a page of their own, or for the head of the next one: those across
//! all columns that find no room below the text before them. Text goes on before them.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{Band, Forme, Found};
use crate::geom::Len;
use crate::typeset::galley::After;
use crate::typeset::page::column::{ACROSS, Across, LINES_BELOW, taken};
use crate::typeset::page::ended::begins;
use crate::typeset::page::fill::Filled;
use crate::typeset::page::join::Set;
use crate::typeset::page::matter::{Carried, Matter, Place};

/// A picture that waits.
pub(super) struct Waiting {
    /// For the head of which page, counted from the one on which its band's columns begin, and how
    /// much room it leaves there.
    pub(super) across: Across,
    /// Its block, with its number in the flow.
    pub(super) picture: (usize, Set),
}

impl Band {
    /// Whether nothing but a picture stands across in it, one without notes, so that text
    /// may go before it.
    pub(super) fn floats(&self) -> bool {
        let waits = |set: &Set| set.is_alone() && !set.prompt && !self.turned;
        matches!(&self.across[..], [(_, set)] if waits(set))
    }

    /// Whether it comes behind pictures that wait: there is one in it.
    pub(super) fn follows(&self) -> bool {
        self.queues() || self.across.iter().any(|(_, set)| set.is_alone())
    }

    /// Whether what stands across in it comes behind pictures that wait, whatever it costs.
    fn queues(&self) -> bool {
        self.across.iter().any(|(_, set)| set.queues)
    }
}

/// Where pictures that wait stand, in order.
pub(super) fn across(waiting: &[Waiting]) -> [Option<Across>; ACROSS] {
    std::array::from_fn(|at| waiting.get(at).map(|waiting| waiting.across))
}

/// Takes the plates from blocks, with their numbers.
pub(super) fn plates(blocks: &mut [Set]) -> VecDeque<(usize, Set)> {
    let plates = blocks.iter_mut().enumerate().filter(|(_, set)| set.is_plate());
    let plates = plates.map(|(index, set)| (index, set.take())).collect();
    hold(blocks);
    plates
}

/// What stands for a picture that was taken out stays with what it is called behind: the page
/// of its call would not be known otherwise. A heading above it leads to what stands below it.
fn hold(blocks: &mut [Set]) {
    let mut leads = false;
    for index in 1..blocks.len() {
        let out = blocks[index].strips.first().is_some_and(|first| first.taken_out);
        let Some(above) = blocks[index - 1].strips.last_mut() else { continue };
        if !out {
            continue;
        }
        if !above.taken_out {
            leads = above.heading && above.after == After::MayNot;
        }
        if above.after == After::May {
            above.after = After::MayNot;
        }
        if leads {
            blocks[index].strips.iter_mut().for_each(|own| own.after = After::MayNot);
        }
    }
}

impl Forme<'_, '_> {
    /// Sets plates up to the last block that is set, each on a page; but none before a picture
    /// that was called before it.
    pub(super) fn plates(&mut self) {
        let done = self.done;
        let most = done.min(self.unset.unwrap_or(done));
        // Behind the text nothing is to be waited for.
        let comes = |(index, set): &(usize, Set), next: usize| {
            *index <= most && (set.earliest <= next || done == usize::MAX)
        };
        while self.plates.front().is_some_and(|plate| comes(plate, self.drafts.len()))
            && let Some((index, set)) = self.plates.pop_front()
        {
            self.page();
            let count = std::mem::replace(&mut self.columns, 1);
            let shapes = Arc::clone(&self.notes.shapes);
            let blocks = vec![set];
            let matter = self.matter(&blocks, &shapes);
            let columns = self.columns_from(Len::ZERO);
            let planned = self.plan(&matter, &columns, &Carried::default());
            self.columns(blocks, index, &planned, Found::default(), Vec::new());
            self.columns = count;
            self.facing = None;
        }
        self.done = done;
    }

    /// The picture with which the next band begins, if it finds no room below the columns of
    /// this one, planned from `top` on, or behind others that wait; the text of that band becomes
    /// this one's.
    pub(super) fn waiting(
        &self,
        band: &mut Band,
        (planned, others): (&[Filled], &[Waiting]),
        top: Len,
        after: &mut VecDeque<Band>,
    ) -> Option<Waiting> {
        let next = after.front().filter(|next| next.floats())?;
        let pages: Vec<&[Filled]> = planned.chunks(self.columns).collect();
        let last = pages.last().into_iter().copied().flatten();
        let last = last.map(|filled| filled.bottom).max().unwrap_or_default();
        let top = if pages.len() > 1 { Len::ZERO } else { top };
        let y = (top + last).round_up_to(self.leading);
        let below = self.leading * LINES_BELOW;
        let high = |y: Len| self.extent(y, &next.across).1 - y;
        let (head, beneath) = (high(Len::ZERO), high(self.leading));
        let fits = self.extent(y, &next.across).1 + below <= self.room;
        let behind = others.last().map_or(0, |other| other.across.page + 1);
        let before = self.drafts.len().saturating_sub(1);
        let earliest = next.across.first().map_or(0, |(_, set)| set.earliest);
        let earliest = earliest.saturating_sub(before);
        // Where pictures alone stand on the last page, the text behind this one fills those before.
        let words = |page: &&[Filled]| {
            let mut taken = page.iter().flat_map(|filled| &filled.taken);
            taken.any(|taken| {
                let set = band.blocks.get(taken.place.segment as usize);
                let strip =
                    set.and_then(|set| set.strips.get(taken.place.piece as usize));
                strip.is_some_and(|strip| !strip.floats)
            })
        };
        let fits = fits
            && behind <= pages.len()
            && earliest < pages.len().max(1)
            && pages.last().is_none_or(words);
        if fits && !self.awaits_plate(next) || next.blocks.is_empty() {
            return None;
        }
        let mut next = after.pop_front()?;
        let (index, mut set) = next.across.pop()?;
        let picture = (index, set.take());
        if let Some(first) =
            next.blocks.first_mut().and_then(|set| set.strips.first_mut())
        {
            first.above -= first.closer;
        }
        // A picture behind which all text went before it has none of its own.
        if band.blocks.is_empty() {
            band.first = index;
        }
        let segment = band.blocks.len() as u32;
        band.blocks.push(set);
        hold(&mut band.blocks);
        band.blocks.append(&mut next.blocks);
        let least = pages.len().max(1).max(earliest);
        // Below the one before, where there is room for both and for columns.
        let shared = others.last().map(|other| other.across.page);
        let shared = shared.filter(|&page| {
            page >= least && taken(&across(others), page) + beneath + below <= self.room
        });
        let page = shared.unwrap_or(least.max(behind));
        let at = picture.1.strips.iter().flat_map(|strip| &strip.placed).find_map(begins);
        let across = Across { page, head, below: beneath, segment, at };
        Some(Waiting { across, picture })
    }

    /// Whether what stands across in a band comes behind a picture that waits for a page of its
    /// own.
    pub(super) fn awaits_plate(&self, band: &Band) -> bool {
        let called = band.across.last().map_or(0, |across| across.0);
        self.plates.front().is_some_and(|plate| plate.0 < called)
    }

    /// Whether a picture across comes before one that was called before it, in the columns or for a
    /// page of its own.
    pub(super) fn overtakes(
        &self,
        matter: &Matter<'_>,
        planned: &[Filled],
        across: &Across,
    ) -> bool {
        let later = planned.iter().skip(across.page * self.columns);
        let mut places = later.flat_map(|filled| &filled.taken).map(|taken| taken.place);
        let is_picture = |place: Place| {
            let piece = matter.piece(place);
            piece.is_some_and(|piece| piece.floats || piece.taken_out)
        };
        places.any(|place| place.segment < across.segment && is_picture(place))
    }

    /// Whether it has the page to itself, which it then gets as plates do.
    pub(super) fn is_plate(&self, waiting: &Waiting) -> bool {
        self.room - waiting.across.head < self.leading * LINES_BELOW
    }
}
