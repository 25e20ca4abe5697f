//! The foot of a page: what is carried to it, then the notes called on it; what finds no
//! room is carried on.
//!
//! Note invariant: a note begins on the page of its marker; of one that is split, the rest
//! goes first at the foot of the next page. The invariant is broken only where the first
//! two lines of a line's notes do not fit under it even on a page of its own.

use crate::geom::Len;

use super::matter::{Beside, Matter, NoteShape};

/// Lines of text that stay on a page under a long note.
const TEXT_UNDER_NOTE: i64 = 6;

/// Some lines of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) note: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    /// Space above it.
    pub(super) above: Len,
    /// How far in it stands, if it shares the line of the note before it.
    pub(super) beside: Option<Len>,
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
    fn put(&mut self, note: u32, (from, to): (usize, usize), height: Len, above: Len) {
        self.height += height;
        if to > from {
            let (from, to) = (from as u32, to as u32);
            self.height += above;
            self.set.push(Stretch { note, from, to, above, beside: None });
        }
    }

    fn put_beside(&mut self, note: u32, x: Len) {
        let (above, beside) = (Len::ZERO, Some(x));
        self.set.push(Stretch { note, from: 0, to: 1, above, beside });
    }
}

/// How high notes are as they are called one after the other: the editor's stand before the
/// author's, and a short one shares the line of a short one before it, where both fit.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Tally {
    /// The height of their lines, with what is carried to the page.
    lines: Len,
    /// How far the last line of the author's notes goes that may be shared, and of the
    /// editor's.
    ends: [Len; 2],
    /// Whether there are any of the author's, and of the editor's.
    any: [bool; 2],
}

impl Tally {
    /// What is carried to a page.
    pub(super) fn carried(lines: Len) -> Tally {
        Tally { lines, ..Tally::default() }
    }

    /// How high all of them are.
    pub(super) fn height(&self, beside: Beside) -> Len {
        let both = self.any == [true, true];
        self.lines + if both { beside.series } else { Len::ZERO }
    }

    /// Adds a note; how far in it stands in the line of the note before it, if it shares it.
    pub(super) fn add(&mut self, note: &NoteShape, beside: Beside) -> Option<Len> {
        self.add_part(note, note.whole(), beside)
    }

    /// Adds as much of a note as must stand on the page of its marker.
    pub(super) fn add_least(&mut self, note: &NoteShape, beside: Beside) {
        self.add_part(note, note.least(), beside);
    }

    fn add_part(&mut self, note: &NoteShape, part: Len, beside: Beside) -> Option<Len> {
        let series = usize::from(note.editors);
        self.any[series] |= part > Len::ZERO;
        let end = &mut self.ends[series];
        let x = *end + beside.space;
        match note.short {
            Some(width) if *end > Len::ZERO && x + width <= beside.measure => {
                *end = x + width;
                Some(x)
            }
            short => {
                *end = short.unwrap_or_default();
                self.lines += part;
                None
            }
        }
    }

    /// Closes the line that notes of a series could have shared.
    fn close(&mut self, note: &NoteShape) {
        self.ends[usize::from(note.editors)] = Len::ZERO;
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
        while let Some(&(above, line)) = note.lines.get(to) {
            // At least one line, so that every page brings the end nearer.
            let any = foot.height > Len::ZERO || height > Len::ZERO;
            if any && foot.height + height + above + line > most {
                break;
            }
            height += above + line;
            to += 1;
        }
        foot.put(id, (from as usize, to), height, Len::ZERO);
        if to < note.lines.len() {
            foot.rest.push((id, to as u32));
            foot.rest.extend(&carried[index + 1..]);
            break;
        }
    }
    foot
}

/// Adds the notes called on a page to its foot, which may be as high as `room`: the editor's
/// first.
pub(super) fn finish(
    matter: &Matter<'_>,
    mut foot: Foot,
    called: &[u32],
    room: Len,
) -> Foot {
    let (notes, beside) = (matter.notes, matter.beside);
    let mut called = called.to_vec();
    called.sort_by_key(|&id| !notes[id as usize].editors);
    let mut tally = Tally::carried(foot.height);
    for (index, &id) in called.iter().enumerate() {
        let note = &notes[id as usize];
        let before = tally;
        let joins = tally.add(note, beside);
        if let Some(x) = joins {
            foot.put_beside(id, x);
            continue;
        }
        let mut least = tally;
        for &later in &called[index + 1..] {
            least.add_least(&notes[later as usize], beside);
        }
        let later = least.height(beside) - tally.height(beside);
        let above = tally.height(beside) - before.height(beside) - note.whole();
        let to = lines_that_fit(note, foot.height + above, room, later);
        if to == 0 && !note.lines.is_empty() {
            foot.moved.push(id);
        }
        foot.put(id, (0, to), note.height(0, to), above);
        if to < note.lines.len() {
            foot.rest.push((id, to as u32));
            tally.close(note);
        }
    }
    foot
}

/// How many lines of a note stand on the page of its marker, below so much that
/// is set, with room left for the beginnings of those `later`.
fn lines_that_fit(note: &NoteShape, set: Len, room: Len, later: Len) -> usize {
    let count = note.lines.len();
    let mut to = 0;
    let mut height = Len::ZERO;
    while let Some(&(above, line)) = note.lines.get(to) {
        let need = above + line;
        let used = set + height;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: Len = Len::pt(10);

    fn note() -> impl Strategy<Value = NoteShape> {
        (1..6usize, any::<bool>(), prop::option::of(1..90i64)).prop_map(
            |(count, editors, width)| NoteShape {
                lines: vec![(Len::ZERO, LINE); count],
                editors,
                short: width.filter(|_| count == 1).map(Len::pt),
            },
        )
    }

    proptest! {
        #[test]
        fn what_was_counted_is_what_is_set(
            notes in prop::collection::vec(note(), 1..9),
            lines in 0..30i64,
        ) {
            let space = Len::pt(5);
            let beside = Beside { measure: Len::pt(100), space, series: Len::pt(3) };
            let (leading, segments) = (Len::pt(14), Vec::new());
            let (notes, room) = (&notes[..], LINE * lines);
            let matter = Matter { leading, segments, notes, beside };
            let (mut whole, mut least) = (Tally::default(), Tally::default());
            for (index, note) in notes.iter().enumerate() {
                whole.add(note, beside);
                if index + 1 < notes.len() {
                    least = whole;
                } else {
                    least.add_least(note, beside);
                }
            }
            let called: Vec<u32> = (0..notes.len() as u32).collect();
            let foot = finish(&matter, Foot::default(), &called, room);
            prop_assert!(foot.height <= room);
            if whole.height(beside) <= room {
                prop_assert_eq!(foot.height, whole.height(beside));
                prop_assert!(foot.rest.is_empty() && foot.moved.is_empty());
            }
            // Where the beginning of the last one fits under the others, each begins here.
            if least.height(beside) <= room {
                prop_assert!(foot.moved.is_empty(), "{:?}", foot);
            }
            // The editor's stand first, and a line holds what it can.
            let order: Vec<bool> =
                foot.set.iter().map(|s| notes[s.note as usize].editors).collect();
            prop_assert!(order.is_sorted_by(|one, next| one >= next));
            for stretch in &foot.set {
                if let Some(x) = stretch.beside {
                    let width = notes[stretch.note as usize].short.unwrap_or_default();
                    prop_assert!(x + width <= beside.measure);
                }
            }
        }
    }
}
