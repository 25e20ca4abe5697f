//! Leaflets: one sheet that is folded, and neither bound nor trimmed.

use super::loose::loose;
use super::plan::{Cell, Sheet, Side, Spine};

/// Six panels, the third of the inside tucked between the other two. Outside, from the left:
/// the flap, the back cover, the front cover; inside the three panels that are read at once.
pub(super) fn letter(order: &[Option<usize>]) -> Sheet {
    sheet(order, [4, 5, 0], [1, 2, 3])
}

/// Six panels to and fro: one side is read to its end, then the other.
pub(super) fn zigzag(order: &[Option<usize>]) -> Sheet {
    sheet(order, [0, 1, 2], [3, 4, 5])
}

fn sheet(order: &[Option<usize>], front: [usize; 3], back: [usize; 3]) -> Sheet {
    let side = |places: [usize; 3]| -> Side {
        let page = |at: usize| loose(order.get(at).copied().flatten());
        places.map(page).to_vec()
    };
    Sheet { front: side(front), back: Some(side(back)), collation: None }
}

/// The sheet of a zine: slit along its midst between the outer pages, folded lengthways and
/// pushed together.
pub(super) fn zine(order: &[Option<usize>]) -> Sheet {
    let page = |at: usize| order.get(at).copied().flatten();
    let cell = |at: usize, turned: bool| {
        let spine = if at.is_multiple_of(2) { Spine::Left } else { Spine::Right };
        Cell { page: page(at), turned, spine, depth: 0 }
    };
    let above = [4, 3, 2, 1].map(|at| cell(at, true));
    let below = [5, 6, 7, 0].map(|at| cell(at, false));
    Sheet { front: above.into_iter().chain(below).collect(), back: None, collation: None }
}
