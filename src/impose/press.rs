//! How sheets are printed: on which paper, by which printer, with which marks.

use crate::geom::{Len, Size};

/// How a plan is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Press {
    /// The paper, in either direction.
    pub paper: Size,
    /// How the printer turns the sheet for its back; `None` if it can do what the sheets ask.
    pub flip: Option<Flip>,
    /// Whether backs are turned by half against that, for a printer that does otherwise than it
    /// is told.
    pub turn_backs: bool,
    /// How the paper goes back into a printer that prints one side at a time.
    pub hand: Option<Hand>,
    /// The thickness of the paper, where the booklet is trimmed after it is folded: pages
    /// farther in move toward the spine.
    pub creep: Option<Len>,
    /// Whether crop, fold and register marks are drawn around the pages.
    pub marks: bool,
    /// Whether signatures have marks on their spines.
    pub collation: bool,
    /// How far from its edges the paper stays white.
    pub unprinted: Len,
}

/// How a printer turns sheets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flip {
    /// Over their long edge.
    Long,
    /// Over their short edge.
    Short,
}

/// How a pile that is printed on one side goes back into the printer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hand {
    /// As it came out: the sheet that was printed last is printed first.
    AsItCame,
    /// Turned over: the sheet that was printed first is first again.
    TurnedOver,
}

impl Press {
    /// An ordinary printer that prints both sides.
    pub fn on(paper: Size) -> Press {
        Press {
            paper,
            flip: None,
            turn_backs: false,
            hand: None,
            creep: None,
            marks: false,
            collation: true,
            unprinted: Len::ZERO,
        }
    }
}
