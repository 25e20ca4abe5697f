//! How fine pictures are to be: one judgement of a book that is made and of a file that is checked.

use super::{Printer, Stated};
use crate::geom::Len;

/// The pixels an inch that shops ask for, where an entry says nothing.
const ENOUGH: u32 = 300;
/// What is a rounding, in per cent of what is asked for.
const ABOUT: u32 = 97;
/// An ornament this small is too small to matter: a tenth of an inch.
const TINY: Len = Len::raw(Len::PT.count() * 72 / 10);

/// What is wrong with the pixels of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grain<'a> {
    /// The printer takes none with so few.
    Refused(&'a Stated<u32>),
    /// There are less than half of what is asked for: it will look coarse.
    Coarse,
    /// There are less than what is asked for.
    Few,
}

impl Printer {
    /// The pixels an inch that it asks of pictures.
    pub fn resolution(&self) -> u32 {
        self.resolution.as_ref().map_or(ENOUGH, |stated| stated.value)
    }

    /// What it has against a picture with so many pixels an inch, whose longer side is so long
    /// where it stands; nothing of one that is fine.
    pub fn grain(&self, per_inch: u32, side: Len) -> Option<Grain<'_>> {
        if side < TINY {
            return None;
        }
        let refuses = |stated: &&Stated<u32>| per_inch < stated.value;
        if let Some(stated) = self.least_resolution.as_ref().filter(refuses) {
            return Some(Grain::Refused(stated));
        }
        let asked = u64::from(self.resolution());
        if u64::from(per_inch) * 100 >= asked * u64::from(ABOUT) {
            None
        } else if u64::from(per_inch) * 2 >= asked {
            Some(Grain::Few)
        } else {
            Some(Grain::Coarse)
        }
    }
}
