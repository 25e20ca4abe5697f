//! What keeps its order: tables with captions, where one that is turned has a page of its own and
//! waits for it, and pictures behind one that waits.

use super::builder::height;
use super::column::Column;
use super::join::{Set, is_whole};
use super::matter::{Matter, Place};
use crate::geom::Len;
use crate::typeset::galley::Strip;

/// Lets the tables of an article that come behind a turned one wait for it: those that are read
/// at a glance as pictures do, with the text going on before them; the others end the page.
pub(super) fn queue(blocks: &mut [Set], leading: Len) {
    let mut turned: Option<u32> = None;
    for set in blocks.iter_mut().filter(|set| set.captioned) {
        if set.is_alone() {
            turned = Some(set.section);
        } else if turned == Some(set.section) {
            set.queues = !is_whole(&set.strips);
            if !set.queues {
                float(set, leading);
            }
        }
    }
}

/// Makes one strip of a block, which may wait; as high as whole lines with the space around it.
fn float(set: &mut Set, leading: Len) {
    let Some(first) = set.strips.first() else { return };
    let (above, high) = (first.above, height(&set.strips));
    let mut whole = Strip { above, height: high - above, ..Strip::default() };
    (whole.floats, whole.grid) = (true, first.grid);
    let mut y = Len::ZERO;
    for (index, strip) in std::mem::take(&mut set.strips).into_iter().enumerate() {
        y += if index == 0 { Len::ZERO } else { strip.above };
        let (height, after) = (strip.height, strip.after);
        whole.take(strip, y);
        whole.after = after;
        y += height;
    }
    let total = high + set.below;
    let rest = total.round_up_to(leading) - total;
    whole.above += rest / 2;
    set.below += rest - rest / 2;
    set.strips.push(whole);
}

/// The segment behind which pictures wait still in the column that follows one which ends before
/// `next`, if they waited behind `held` in it. A picture that was taken out comes between its page
/// and the next if it has a page of its own, else at the head of a later page; those called
/// before it come first, and those called behind it after it.
pub(super) fn held_behind(
    matter: &Matter<'_>,
    column: Column,
    (held, waiting): (Option<u32>, &[Place]),
    next: Place,
) -> Option<u32> {
    let held = held?;
    let first = waiting.iter().any(|place| place.segment < held);
    if !column.last || first {
        return Some(held);
    }
    let mut comes_next = false;
    for segment in (held..next.segment).filter(|&segment| matter.takes_out(segment)) {
        let across = column.across.iter().flatten().find(|a| a.segment == segment);
        match across {
            Some(across) if column.page + 1 < across.page => return Some(segment),
            Some(_) => comes_next = true,
            // A plate comes behind the next page if a picture before it stands there.
            None if comes_next || waiting.iter().any(|place| place.segment < segment) => {
                return Some(segment);
            }
            None => {}
        }
    }
    None
}
