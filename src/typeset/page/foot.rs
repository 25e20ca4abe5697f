//! The foot of a page: what is carried to it, then the notes called on it; what finds no
//! room is carried on.
//!
//! Note invariant: a note begins on the page of its marker; of one that is split, the rest
//! goes first at the foot of the next page. The invariant is broken only where the first
//! two lines of a line's notes do not fit under it even on a page of its own.

use crate::geom::Len;

use super::matter::{Matter, NoteShape};

/// Lines of text that stay on a page under a long note.
const TEXT_UNDER_NOTE: i64 = 6;

/// Some lines of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) note: u32,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// The foot of a page.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Foot {
    /// What stands there, in order.
    pub(super) set: Vec<Stretch>,
    /// How high that is.
    pub(super) height: Len,
    /// What is carried on: which notes, and from which line.
    pub(super) rest: Vec<(u32, u32)>,
    /// Notes that found no room on the page of their markers.
    pub(super) moved: Vec<u32>,
}

impl Foot {
    fn put(&mut self, note: u32, from: usize, to: usize, height: Len) {
        self.height += height;
        if to > from {
            self.set.push(Stretch { note, from: from as u32, to: to as u32 });
        }
    }
}

/// What separates notes from text: half a line, a rule, half a line.
pub(super) fn gap(matter: &Matter<'_>) -> Len {
    matter.leading
}

/// The foot of a column of so much room as it begins: what is carried to it, as far as it
/// leaves room for text.
pub(super) fn begin(matter: &Matter<'_>, carried: &[(u32, u32)], room: Len) -> Foot {
    let most = room - matter.leading * TEXT_UNDER_NOTE - gap(matter);
    let mut foot = Foot::default();
    for (index, &(id, from)) in carried.iter().enumerate() {
        let note = &matter.notes[id as usize];
        let mut to = from as usize;
        let mut height = Len::ZERO;
        while let Some(&(above, line)) = note.0.get(to) {
            // At least one line, so that every page brings the end nearer.
            let any = foot.height > Len::ZERO || height > Len::ZERO;
            if any && foot.height + height + above + line > most {
                break;
            }
            height += above + line;
            to += 1;
        }
        foot.put(id, from as usize, to, height);
        if to < note.0.len() {
            foot.rest.push((id, to as u32));
            foot.rest.extend(&carried[index + 1..]);
            break;
        }
    }
    foot
}

/// Adds the notes called on a page to its foot, which may be as high as `room`.
pub(super) fn finish(
    matter: &Matter<'_>,
    mut foot: Foot,
    called: &[u32],
    room: Len,
) -> Foot {
    for (index, &id) in called.iter().enumerate() {
        let note = &matter.notes[id as usize];
        let later = called[index + 1..]
            .iter()
            .map(|&id| matter.notes[id as usize].least())
            .sum::<Len>();
        let to = lines_that_fit(note, &foot, room, later);
        if to == 0 && !note.0.is_empty() {
            foot.moved.push(id);
        }
        foot.put(id, 0, to, note.height(0, to));
        if to < note.0.len() {
            foot.rest.push((id, to as u32));
        }
    }
    foot
}

/// How many lines of a note stand on the page of its marker, with room left for the
/// beginnings of those `later`.
fn lines_that_fit(note: &NoteShape, foot: &Foot, room: Len, later: Len) -> usize {
    let count = note.0.len();
    let mut to = 0;
    let mut height = Len::ZERO;
    while let Some(&(above, line)) = note.0.get(to) {
        let need = above + line;
        let used = foot.height + height;
        // Nothing is set over the text; a note for which no line is left moves on.
        if used + need > room {
            break;
        }
        let fits = used + need + later <= room;
        // Two lines begin a note; and no single line is carried.
        let rest = note.height(to, count);
        let lonely = count - to == 2 && used + rest + later > room;
        if (!fits || lonely) && to >= note.fewest() {
            break;
        }
        height += need;
        to += 1;
    }
    to
}
