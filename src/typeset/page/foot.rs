//! The foot of a page: what is carried to it, then the notes called on it; what finds no
//! room is carried on.
//!
//! Note invariant: a note begins on the page of its marker; of one that is divided, the rest
//! goes first at the foot of the next page. The invariant is broken only where the first
//! lines of a line's notes do not fit under it even on a page of its own.
//!
//! A note is divided between lines, never inside a word, with two lines at least on both
//! sides; what cannot be divided so, and is higher than a page, is divided anywhere.

use crate::geom::Len;

use super::column::Column;
use super::matter::{Beside, Matter, NoteShape};

/// Lines of text that stay on a page under a long note; and in a column with less room than
/// others, or where nothing of the note is left to carry then.
const TEXT_UNDER_NOTE: i64 = 6;
const TEXT_AT_LEAST: i64 = 2;

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
    /// Notes of what stands across the columns: they are set with those called in them.
    fresh: Vec<u32>,
    /// What is carried on: which notes, and from which line.
    pub(super) rest: Vec<(u32, u32)>,
    /// Notes that found no room on the page of their markers.
    pub(super) moved: Vec<u32>,
}

impl Foot {
    /// Whether nothing is to be set there yet.
    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.fresh.is_empty()
    }

    /// How high it is with what is to be set there.
    pub(super) fn tally(&self, matter: &Matter<'_>) -> Tally {
        let mut tally = Tally { lines: self.height, ..Tally::default() };
        for &id in &self.fresh {
            tally.add(&matter.notes[id as usize], matter.beside);
        }
        tally
    }

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

/// The foot of a column as it begins: what is carried to it, as far as it leaves room for
/// text.
pub(super) fn begin(matter: &Matter<'_>, carried: &[(u32, u32)], column: Column) -> Foot {
    let room = |text: i64| column.room - matter.leading * text - gap(matter);
    let mut foot = Foot::default();
    for (index, &(id, from)) in carried.iter().enumerate() {
        let note = &matter.notes[id as usize];
        let from = from as usize;
        let mut with = foot.tally(matter);
        with.add(note, matter.beside);
        if from == 0 && with.height(matter.beside) <= room(TEXT_UNDER_NOTE) {
            foot.fresh.push(id);
            continue;
        }
        let to = piece(note, from, &foot, column.narrow, &room);
        foot.put(id, (from, to), note.height(from, to), Len::ZERO);
        if to < note.lines.len() {
            foot.rest.push((id, to as u32));
            foot.rest.extend(&carried[index + 1..]);
            break;
        }
    }
    foot
}

/// Before which line the piece of a note ends that is carried to a column: with so many lines
/// of text it has so much room.
fn piece(
    note: &NoteShape,
    from: usize,
    foot: &Foot,
    narrow: bool,
    room: &impl Fn(i64) -> Len,
) -> usize {
    let count = note.lines.len();
    let fits = |to: usize, text: i64| foot.height + note.height(from, to) <= room(text);
    let mut ends = (from..count).rev();
    let largest = |to: &usize, text: i64| note.parts(from, *to) && fits(*to, text);
    let text = if narrow { TEXT_AT_LEAST } else { TEXT_UNDER_NOTE };
    if fits(count, TEXT_AT_LEAST) {
        return count;
    }
    if let Some(to) = ends.clone().find(|to| largest(to, text)) {
        return to;
    }
    // The next column may have more room.
    if narrow || foot.height > Len::ZERO {
        return from;
    }
    // One line at least, so that every page brings the end nearer.
    let any = |to: &usize| *to > from && fits(*to, TEXT_AT_LEAST);
    let found = ends.clone().find(|to| largest(to, TEXT_AT_LEAST));
    found.or_else(|| ends.find(any)).unwrap_or(from + 1)
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
    let mut called = [&std::mem::take(&mut foot.fresh), called].concat();
    called.sort_by_key(|&id| !notes[id as usize].editors);
    let mut tally = foot.tally(matter);
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

/// How many lines of a note stand on the page of its marker, below so much
/// that is set, with room left for the beginnings of those `later`.
fn lines_that_fit(note: &NoteShape, set: Len, room: Len, later: Len) -> usize {
    let count = note.lines.len();
    let mut most = 0;
    for to in (1..=count).filter(|&to| to == count || note.parts(0, to)) {
        let used = set + note.height(0, to);
        // Nothing is set over the text; a note for which no line is left moves on.
        if used > room {
            break;
        }
        if most == 0 || used + later <= room {
            most = to;
        }
    }
    most
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
                held: Vec::new(),
                editors,
                short: width.filter(|_| count == 1).map(Len::pt),
            },
        )
    }

    fn column(lines: i64, narrow: bool) -> Column {
        let (side, room) = (crate::pages::Side::Recto, Len::pt(14) * lines);
        let (first, last, level, even) = (true, true, false, false);
        Column {
            side,
            first,
            last,
            level,
            filled: false,
            whole: false,
            room,
            narrow,
            page: 0,
            before: 0,
            across: Default::default(),
            even,
        }
    }

    #[test]
    fn the_editors_notes_stand_above_those_of_a_title() {
        let note = |editors| NoteShape {
            lines: vec![(Len::ZERO, LINE)],
            editors,
            ..NoteShape::default()
        };
        let notes = &[note(false), note(true), note(false)][..];
        let (leading, segments, beside) = (Len::pt(14), Vec::new(), Beside::default());
        let matter = Matter { leading, segments, notes, beside };
        let foot = begin(&matter, &[(0, 0)], column(20, false));
        let foot = finish(&matter, foot, &[1, 2], LINE * 9);
        assert_eq!(foot.set.iter().map(|s| s.note).collect::<Vec<_>>(), [1, 0, 2]);
    }

    proptest! {
        #[test]
        fn a_note_is_divided_between_two_lines_and_two_and_in_no_word(
            words in prop::collection::vec(any::<bool>(), 1..80),
            rooms in prop::collection::vec((4..30i64, any::<bool>()), 1..9),
        ) {
            let count = words.len();
            // No more than two lines running end in a divided word.
            let held = (0..count).filter(|&at| words[at] && at % 3 != 0).collect();
            let lines = vec![(Len::ZERO, LINE); count];
            let note = NoteShape { lines, held, ..NoteShape::default() };
            let notes = std::slice::from_ref(&note);
            let (leading, segments, beside) = (Len::pt(14), Vec::new(), Beside::default());
            let matter = Matter { leading, segments, notes, beside };
            let mut carried = vec![(0, 0)];
            let mut next = 0;
            for number in 0.. {
                let (lines, narrow) = rooms.get(number).copied().unwrap_or((20, false));
                let column = column(if narrow { lines } else { lines.max(14) }, narrow);
                let foot = begin(&matter, &carried, column);
                let text = matter.leading * 2 + gap(&matter);
                let foot = finish(&matter, foot, &[], column.room - text);
                prop_assert!(foot.moved.is_empty() || narrow);
                for stretch in &foot.set {
                    prop_assert_eq!(stretch.from, next);
                    next = stretch.to;
                    let ends = stretch.to as usize == count;
                    let (from, to) = (stretch.from as usize, stretch.to as usize);
                    prop_assert!(ends || note.parts(from, to), "{:?}", stretch);
                    prop_assert!(!ends || to - from >= count.min(2), "{:?}", stretch);
                }
                carried = foot.rest.clone();
                if carried.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(next as usize, count);
        }

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
