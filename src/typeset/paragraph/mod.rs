//! One paragraph: shaped words and spaces → the best lines → glyphs in their places.

mod breaker;
mod items;
mod line;

pub use breaker::{Chance, Fit, LineBreak, Setting, Totals, break_lines};
use items::{Item, Items};
pub(super) use items::{PictureSizes, scale};
pub(super) use line::SetLine;

use super::text::{Flat, Shaper};
use crate::geom::Len;
use crate::pages::LineRole;
use crate::theme::Align;

/// The room a paragraph is set in, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Room {
    /// The measure.
    pub(super) measure: Len,
    /// How far the first line is moved in.
    pub(super) indent: Len,
    /// How far the other lines are moved in: hanging lines, turned-over verse.
    pub(super) hang: Len,
    /// How lines are aligned.
    pub(super) align: Align,
    /// What the lines are.
    pub(super) role: LineRole,
}

/// The widest ragged edge that is not ugly: a part of the measure.
const RAG: i64 = 5;
/// The narrowest rag in which a breaker can still choose.
const RAG_LEAST: Len = Len::pt(24);

/// Sets a paragraph.
pub(super) fn set(
    flat: &Flat,
    room: &Room,
    shaper: &mut Shaper<'_>,
    pictures: PictureSizes<'_>,
) -> Vec<SetLine> {
    let items = Items::collect(flat, shaper, pictures);
    if items.chances.is_empty() {
        return Vec::new();
    }
    let width =
        |line: usize| room.measure - if line == 0 { room.indent } else { room.hang };
    let ragged = match room.align {
        Align::Justified => None,
        Align::Left | Align::Centre | Align::Right => {
            let least =
                if RAG_LEAST < room.measure / 2 { RAG_LEAST } else { room.measure / 2 };
            Some((room.measure / RAG).max(least))
        }
    };
    let setting = Setting { ragged, stub: Len::pt(14).min(room.measure / 4), special: 1 };
    let breaks = break_lines(&items.chances, &width, &setting);
    line::place(flat, &items, &breaks, room, shaper)
}

/// How wide a text is: its widest piece that cannot be broken, and all in one line.
pub(super) fn extent(flat: &Flat, shaper: &mut Shaper<'_>) -> (Len, Len) {
    let items = Items::collect(flat, shaper, &|_, size| crate::geom::Size {
        width: size,
        height: size,
    });
    let (mut widest, mut here) = (Len::ZERO, Len::ZERO);
    let (mut longest, mut line) = (Len::ZERO, Len::ZERO);
    for item in &items.items {
        match item {
            Item::Word { word, cast, .. } => {
                let width =
                    scale(word.advance, cast.size) + cast.letter_space * word.letters();
                here += width;
                line += width;
            }
            Item::Space { width, character, .. } => {
                line += *width;
                here = if *character == ' ' { Len::ZERO } else { here + *width };
            }
            Item::Picture { size, .. } => {
                here += size.width;
                line += size.width;
            }
            Item::End => (here, line) = (Len::ZERO, Len::ZERO),
            Item::Anchor { .. } => {}
        }
        widest = widest.max(here);
        longest = longest.max(line);
    }
    // A hair of room against rounding in the parts of words.
    (widest + Len::PT / 8, longest + Len::PT / 8)
}
