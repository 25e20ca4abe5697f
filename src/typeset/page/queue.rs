//! Tables with captions keep their order: one that is turned has a page of its own and may wait
//! for it, and then those behind it wait as well.

use super::builder::height;
use super::join::{Set, is_whole};
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
            set.queues = set.across || !is_whole(&set.strips);
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
