//! Whether a page has room for a band, and what is told where it has none.

use super::{Band, Forme, opens};
use crate::geom::Len;
use crate::source::Span;
use crate::typeset::galley::{After, Strip};
use crate::typeset::page::column::LINES_BELOW;
use crate::typeset::page::cost::EMPTY;
use crate::typeset::page::ended::{Ending, begins, shows};
use crate::typeset::page::fill::{Filled, Taken};
use crate::typeset::page::join::Set;
use crate::typeset::page::matter::Carried;

impl Forme<'_, '_> {
    /// Whether what stands across is parted rather than moved to the next page whole: a table
    /// higher than half a page, where a quarter of one is left.
    pub(super) fn parts(&self, across: &[(usize, Set)]) -> bool {
        let opens = opens(across);
        let (top, bottom) = self.extent(self.y, across);
        let parted = bottom > self.room && bottom - top > self.room / 2;
        let strips: Vec<&Strip> =
            across.iter().flat_map(|(_, set)| &set.strips).collect();
        let first = strips.iter().position(|strip| strip.after != After::MayNot);
        let first = &strips[..first.map_or(strips.len(), |last| last + 1)];
        let fits = self.room - top >= first.iter().map(|strip| strip.height).sum();
        let parted = parted && fits && first.len() < strips.len();
        !opens && parted && self.room - top >= self.room / 4
    }

    /// Whether the last page has room for a band to begin, no column stays empty for what is
    /// too tall, and no note goes on overleaf from the few lines that stand below a title.
    pub(super) fn holds(
        &self,
        band: &Band,
        bottom: Len,
        (planned, carried): (&[Filled], &Carried),
    ) -> bool {
        let opens = opens(&band.across);
        if unset(carried, planned, self.columns).next().is_some() {
            return false;
        }
        // Below a table the columns may begin on the next page.
        if !opens && (band.blocks.is_empty() || self.leaves_little(bottom, carried)) {
            let below = band.across.last().map_or(Len::ZERO, |(_, set)| set.below);
            return (bottom - below).round_up_to(self.leading) <= self.room;
        }
        let below = self.leading * LINES_BELOW;
        let few = opens && self.room - bottom < self.room / 4;
        let last = planned.get(..self.columns).and_then(<[Filled]>::last);
        let carries = last.is_some_and(|last| !last.foot.rest.is_empty());
        bottom + below <= self.room
            && !self.fails(planned)
            && !(few && carries)
            && !(opens && planned.len() > self.columns && self.slices(band, planned))
    }

    /// Whether so few lines are left below what stands across that the page can as well end
    /// there; but not if it calls notes.
    pub(super) fn leaves_little(&self, bottom: Len, carried: &Carried) -> bool {
        self.room - bottom < self.leading * LINES_BELOW && carried.notes.is_empty()
    }

    /// Whether a column of the page stays empty, or ends where none may end.
    pub(super) fn fails(&self, planned: &[Filled]) -> bool {
        planned.iter().take(self.columns).any(|filled| filled.cost >= EMPTY)
    }

    /// Says that the page is left to be white below what stands on it, for the sake of a table or
    /// a picture that finds no room there.
    pub(super) fn leave(&mut self, across: &[(usize, Set)]) {
        let white = (self.room - self.y) * 2;
        let by = white.count().div_euclid(self.leading.count().max(1));
        let Some(draft) = self.drafts.last_mut() else { return };
        let last = draft.placed.iter().rev().find_map(begins);
        draft.ended.extend(Ending::before(by, last, next(across)));
    }

    /// Says that half the page and more is left white below what stands on it, since an article
    /// which opens with what stands `across` finds no room there.
    pub(super) fn leave_white(&mut self, across: &[(usize, Set)]) {
        let white = self.room - self.y;
        let lines = white.count().div_euclid(self.leading.count().max(1));
        let Some(draft) = self.drafts.last_mut().filter(|_| white >= self.room / 2)
        else {
            return;
        };
        let last = draft.placed.iter().rev().find_map(begins);
        draft.ended.extend(next(across).map(|next| Ending::white(lines, last, next)));
    }

    /// Whether a column of the page holds a single line, out of the midst of a text.
    fn slices(&self, band: &Band, planned: &[Filled]) -> bool {
        let line = |taken: &Taken| {
            let set = band.blocks.get(taken.place.segment as usize);
            let strip = set.and_then(|set| set.strips.get(taken.place.piece as usize));
            strip.is_some_and(|strip| strip.height <= self.leading)
        };
        let mut page = planned.iter().take(self.columns);
        page.any(|filled| matches!(&filled.taken[..], [only] if line(only)))
    }
}

/// Where what stands across begins in the source, and whether it is a picture; the picture, if one
/// stands below a title.
fn next(across: &[(usize, Set)]) -> Option<(Span, bool)> {
    let placed = |strip: &&Strip| strip.placed.iter().find_map(begins);
    let mut strips = across.iter().flat_map(|(_, set)| &set.strips);
    let picture = strips.clone().filter(|strip| shows(strip.placed.iter()));
    let picture = picture.filter_map(|strip| placed(&strip)).next();
    picture
        .map(|at| (at, true))
        .or_else(|| Some((strips.find_map(|s| placed(&s))?, false)))
}

/// Those notes of what stands across that do not begin on its page.
pub(super) fn unset<'a>(
    carried: &'a Carried,
    planned: &'a [Filled],
    columns: usize,
) -> impl Iterator<Item = u32> + 'a {
    let last = planned.get(..columns).unwrap_or(planned).last();
    let rest = last.map_or(&carried.notes, |last| &last.foot.rest);
    let begins = move |note: u32| rest.iter().all(|&it| it != (note, 0));
    carried.notes.iter().map(|note| note.0).filter(move |&note| !begins(note))
}
