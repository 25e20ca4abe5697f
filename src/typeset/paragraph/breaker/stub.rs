//! Last lines that are too short, and how bad each kind of them is.

use super::{Chance, Demerits, Totals};
use crate::geom::Len;

/// A last line that is too short; the later, the worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stub {
    /// The longer end of a divided word, alone.
    Fragment,
    /// A short word alone, longer than an indent.
    Short,
    /// Shorter than an indent, or the short end of a divided word.
    Worst,
}

/// From which widths on a last line is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stubs {
    /// What is shorter is of the worst kind: the indent.
    pub least: Len,
    /// What is longer is none, unless it is nothing but the end of a word; and that is not of
    /// the worst kind.
    pub short: Len,
}

impl Stubs {
    /// No last line is a stub.
    pub const NONE: Stubs = Stubs { least: Len::ZERO, short: Len::ZERO };

    /// What kind of stub a last line is that begins at the chance `from`.
    pub(super) fn kind(
        &self,
        line: Totals,
        chances: &[Chance],
        from: usize,
    ) -> Option<Stub> {
        let last = chances.len() - 1;
        let word_end =
            chances[from].hyphen && chances[from + 1..last].iter().all(|c| c.hyphen);
        match line.width {
            width if width < self.least => Some(Stub::Worst),
            width if word_end && width < self.short => Some(Stub::Worst),
            _ if word_end => Some(Stub::Fragment),
            width if width < self.short => Some(Stub::Short),
            _ => None,
        }
    }
}

impl Demerits {
    /// What a stub costs.
    pub(super) fn of_stub(&self, stub: Option<Stub>) -> i64 {
        match stub {
            None => 0,
            Some(Stub::Fragment) => self.fragment,
            Some(Stub::Short) => self.short,
            Some(Stub::Worst) => self.stub,
        }
    }
}
