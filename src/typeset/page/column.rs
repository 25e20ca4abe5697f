//! The columns that a run of text is set in, one after the other. A page of a single column
//! is one of them.

use crate::geom::Len;
use crate::pages::Side;
use crate::source::Span;

/// The columns of a run, from the first page it stands on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// The side of the first page.
    pub(super) side: Side,
    /// How many pages of the flow stand before that.
    pub(super) before: usize,
    /// How many stand side by side.
    pub(super) count: usize,
    /// How much room those of the first page have, below what stands there already.
    pub(super) first: Len,
    /// The pictures that stand across all of them at the heads of pages, since they found no room
    /// before; in order.
    pub(super) across: [Option<Across>; ACROSS],
    /// How much room those of all other pages have.
    pub(super) full: Len,
    /// How many half lines the column on the page that faces the first is short, when the first
    /// one should be as deep.
    pub(super) facing: Option<i64>,
    /// Whether the run is to end in columns of one height.
    pub(super) even: bool,
    /// The number of one that is to end level with the one beside it before it, whatever it
    /// costs.
    pub(super) level: Option<usize>,
    /// The number of one that is to be filled to its foot, whatever it costs.
    pub(super) filled: Option<usize>,
    /// The number of one that is to end with a whole word, whatever it costs.
    pub(super) whole: Option<usize>,
}

/// Columns of so many lines below what stands across are worth their place: a title stands at the
/// foot of a page only above them, and a page with fewer may as well end.
pub(super) const LINES_BELOW: i64 = 4;
/// How many pictures across may wait in one run.
pub(super) const ACROSS: usize = 3;

/// A picture that stands across all columns at the head of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Across {
    /// The page, the first as 0.
    pub(super) page: usize,
    /// How much room it takes there, and below another.
    pub(super) head: Len,
    pub(super) below: Len,
    /// The segment that stands where it is called.
    pub(super) segment: u32,
    /// Where the source has it.
    pub(super) at: Option<Span>,
}

/// How much of a page is taken by the pictures across at its head.
pub(super) fn taken(across: &[Option<Across>], page: usize) -> Len {
    let here = across.iter().flatten().filter(|across| across.page == page);
    let taken = here.enumerate().map(|(at, across)| match at {
        0 => across.head,
        _ => across.below,
    });
    taken.sum()
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// The side of its page.
    pub(super) side: Side,
    /// Whether it is the first of its page, and the last.
    pub(super) first: bool,
    pub(super) last: bool,
    /// Whether it is to end level with the one beside it, whatever it costs.
    pub(super) level: bool,
    /// Whether it is to be filled to its foot, whatever it costs.
    pub(super) filled: bool,
    /// Whether it is to end with a whole word, whatever it costs.
    pub(super) whole: bool,
    /// How much room it has for text and notes.
    pub(super) room: Len,
    /// Whether others have more.
    pub(super) narrow: bool,
    /// Its page, the first as 0.
    pub(super) page: usize,
    /// How many pages of the flow stand before that.
    pub(super) before: usize,
    /// The pictures that stand across all columns of pages.
    pub(super) across: [Option<Across>; ACROSS],
    /// Whether it is to end at one height with the others; then no picture is set lower for
    /// its sake.
    pub(super) even: bool,
}

impl Columns {
    /// The same columns from one on that is the first of its page; what stands at the head of that
    /// page already takes none of its room.
    pub(super) fn beginning_at(&self, first: Column) -> Columns {
        let across = self.across.map(|across| {
            across.map(|across| match across.page.checked_sub(first.page) {
                Some(page @ 1..) => Across { page, ..across },
                Some(0) | None => {
                    Across { page: 0, head: Len::ZERO, below: Len::ZERO, ..across }
                }
            })
        });
        Columns {
            side: first.side,
            before: first.before,
            first: first.room,
            across,
            ..*self
        }
    }

    /// The column of a number, from 0.
    pub(super) fn column(&self, number: usize) -> Column {
        let (page, at) = (number / self.count, number % self.count);
        let room = match taken(&self.across, page) {
            Len::ZERO if page == 0 => self.first,
            taken => self.full - taken,
        };
        Column {
            side: if page.is_multiple_of(2) { self.side } else { self.side.other() },
            first: at == 0,
            last: at + 1 == self.count,
            level: self.level == Some(number),
            filled: self.filled == Some(number),
            whole: self.whole == Some(number),
            room,
            narrow: room < self.full,
            page,
            before: self.before + page,
            across: self.across,
            even: self.even,
        }
    }
}

impl Column {
    /// Whether the column that follows is seen beside it: on its page, or on the one facing
    /// it.
    pub(super) fn faces_next(&self) -> bool {
        !self.last || self.side == Side::Verso
    }
}
