//! One paragraph: shaped words and spaces → the best lines → glyphs in their places.

mod breaker;
mod items;
mod line;
mod space;

pub use breaker::{
    Chance, Count, Demerits, Fit, LineBreak, Pass, Setting, Stub, Stubs, Totals,
    break_by, break_counts, break_in, break_lines,
};
use items::{Edges, Item, Items};
pub(super) use items::{PictureSizes, scale};
pub(super) use line::SetLine;

use super::text::{Flat, Shaper, Sort, Thing};
use crate::document::NoteId;
use crate::geom::{Len, Size};
use crate::pages::{Line, LineRole};
use crate::theme::Align;

/// The room a paragraph is set in, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Room {
    /// The measure.
    pub(super) measure: Len,
    /// How far the first line is moved in.
    pub(super) indent: Len,
    /// How many lines are the first: more than one beside an initial.
    pub(super) indented: u8,
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

/// The shortest last line that is none too short, as a part of the measure: more than a lone
/// short word.
const STUB: i64 = 12;
/// The same on an axis, where nothing but the line itself holds the eye.
const STUB_CENTRED: i64 = 4;

/// The most lines by which a paragraph is offered shorter or longer than it would be.
const SPAN: u8 = 1;
/// The fewest lines in which a paragraph has anything to choose, and the most in which it is
/// asked: ways with different numbers of lines multiply with its length.
const CAN_CHANGE: i64 = 3;
const ASKED: i64 = 60;
/// The most lines of a paragraph that is set in another number of them when that is asked for.
const CHANGED: i64 = 400;

/// Another number of lines that a paragraph can be set in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Alternative {
    /// How many lines more than when it is set as it likes best.
    pub(super) delta: i8,
    /// What it costs: demerits over those of the best setting.
    pub(super) cost: i64,
    /// What pages must know of its lines.
    pub(super) lines: Vec<LineFacts>,
}

/// What pages must know of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct LineFacts {
    /// Whether it ends inside a word.
    pub(super) hyphen: bool,
    /// The notes whose markers stand in it, in order.
    pub(super) notes: Vec<NoteId>,
}

/// Sets a paragraph as it likes best.
pub(super) fn set(
    flat: &Flat,
    room: &Room,
    shaper: &mut Shaper<'_>,
    pictures: PictureSizes<'_>,
) -> Vec<SetLine> {
    let items = Items::collect(flat, room.edges(), shaper, pictures);
    let breaks =
        break_lines(&items.chances, &|line| room.width(line), &room.setting(&items));
    line::place(flat, &items, &breaks, room, shaper)
}

/// In how many lines a paragraph is wanted that is not set as it likes best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lines {
    /// In so many more than it likes best: as its [`Alternative`] promises, where it has one.
    More(i8),
    /// In just so many.
    Just(usize),
}

/// Sets a paragraph in another number of lines, as well as that can be done; `None` where it
/// cannot be done.
pub(super) fn set_otherwise(
    wanted: Lines,
    flat: &Flat,
    room: &Room,
    shaper: &mut Shaper<'_>,
    pictures: PictureSizes<'_>,
) -> Option<Vec<SetLine>> {
    let items = Items::collect(flat, room.edges(), shaper, pictures);
    if items.width() > room.measure * CHANGED {
        return None;
    }
    let (width, setting) = (|line: usize| room.width(line), room.setting(&items));
    let breaks = match wanted {
        Lines::More(delta) => break_by(&items.chances, &width, &setting, delta),
        Lines::Just(count) => break_in(&items.chances, &width, &setting, count),
    };
    Some(line::place(flat, &items, &breaks?, room, shaper))
}

/// Sets a paragraph as it likes best, and tells what else it can be.
pub(super) fn survey(
    flat: &Flat,
    room: &Room,
    shaper: &mut Shaper<'_>,
    pictures: PictureSizes<'_>,
) -> (Vec<SetLine>, Vec<Alternative>) {
    let items = Items::collect(flat, room.edges(), shaper, pictures);
    let counts = count(&items, room);
    let own = counts.iter().find(|count| count.delta == 0);
    let breaks = own.map_or(&[][..], |count| &count.lines);
    (line::place(flat, &items, breaks, room, shaper), facts(flat, &items, &counts))
}

/// Sets a text in one line at its natural width, however long it is; `None` where it is
/// empty.
pub(super) fn set_line(
    flat: &Flat,
    role: LineRole,
    shaper: &mut Shaper<'_>,
) -> Option<Line> {
    let edges = Edges { left: false, right: false };
    let items = Items::collect(flat, edges, shaper, &|_, _| Size::default());
    let at = items.chances.len().checked_sub(1)?;
    let (indent, hang, align) = (Len::ZERO, Len::ZERO, Align::Left);
    let room = Room { measure: Len::ZERO, indent, indented: 1, hang, align, role };
    let all = [LineBreak { at, fit: Fit::Good(0), letters: 0 }];
    line::place(flat, &items, &all, &room, shaper).pop().map(|set| set.line)
}

/// The best lines of each number, where there is anything to choose.
fn count(items: &Items, room: &Room) -> Vec<Count> {
    let (width, setting) = (|line: usize| room.width(line), room.setting(items));
    let total = items.width();
    let asked = total > room.measure * (CAN_CHANGE - 1) && total < room.measure * ASKED;
    let span = if asked { SPAN } else { 0 };
    break_counts(&items.chances, &width, &setting, span)
}

fn facts(flat: &Flat, items: &Items, counts: &[Count]) -> Vec<Alternative> {
    let others = counts.iter().filter(|count| count.delta != 0);
    let others = others.map(|count| {
        let mut from = 0;
        let lines = count.lines.iter().map(|line| {
            // A marker is never divided: it stands where its item does.
            let to = items.cuts[line.at].item;
            let here = items.items.get(from..to).unwrap_or_default();
            from = to;
            let notes = here.iter().filter_map(|item| marked(flat, item)).collect();
            LineFacts { hyphen: items.chances[line.at].hyphen, notes }
        });
        let lines = lines.collect();
        Alternative { delta: count.delta, cost: count.cost, lines }
    });
    others.collect()
}

/// The note that an item marks for the first time.
fn marked(flat: &Flat, item: &Item) -> Option<NoteId> {
    let Item::Word { passage, .. } = item else { return None };
    match &flat.passages[*passage as usize].thing {
        Thing::Marker { note, first: true, .. } => Some(*note),
        Thing::Marker { first: false, .. }
        | Thing::Text
        | Thing::Link(_)
        | Thing::Anchor(_)
        | Thing::Picture(_) => None,
    }
}

impl Room {
    /// The measure of a line.
    pub(super) fn width(&self, line: usize) -> Len {
        self.measure - self.moved_in(line)
    }

    /// How far a line is moved in.
    fn moved_in(&self, line: usize) -> Len {
        if line < usize::from(self.indented) { self.indent } else { self.hang }
    }

    /// Which edges are straight. Running heads and page numbers stand by themselves.
    fn edges(&self) -> Edges {
        let text = match self.role {
            LineRole::Body | LineRole::Note => true,
            LineRole::Head | LineRole::Folio => false,
        };
        let (left, right) = match self.align {
            Align::Justified => (true, true),
            Align::Left => (true, false),
            Align::Centre | Align::Right => (false, false),
        };
        Edges { left: text && left, right: text && right }
    }

    /// Whether the first line begins at the edge, and not at an indent.
    fn flush(&self) -> bool {
        self.indent <= self.hang
    }

    /// What is too short for a last line.
    fn short(&self) -> Len {
        match self.align {
            Align::Justified | Align::Left | Align::Right => self.measure / STUB,
            Align::Centre => short_on_axis(self.measure),
        }
    }

    pub(super) fn setting(&self, items: &Items) -> Setting {
        let ragged = match self.align {
            Align::Justified => None,
            Align::Left | Align::Centre | Align::Right => {
                let half = self.measure / 2;
                Some((self.measure / RAG).max(RAG_LEAST.min(half)))
            }
        };
        let least = Len::pt(14).min(self.measure / 4);
        let stubs = Stubs { least, short: self.short().max(least) };
        let head = if self.flush() { items.head } else { Len::ZERO };
        let special = u32::from(self.indented);
        Setting { ragged, stubs, head, special, demerits: Demerits::default() }
    }
}

/// What is too short for the last line of a centred paragraph.
pub(super) fn short_on_axis(measure: Len) -> Len {
    measure / STUB_CENTRED
}

/// Which pieces of a text stay whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whole {
    /// Words, save compounds.
    Words,
    /// Words, save compounds, addresses and code.
    Names,
    /// What lies between two places where a word can be divided.
    Syllables,
}

/// How wide a text is: its widest piece that stays whole, and all in one line.
pub(super) fn extent(flat: &Flat, whole: Whole, shaper: &mut Shaper<'_>) -> (Len, Len) {
    let edges = Edges { left: false, right: false };
    let items = Items::collect(flat, edges, shaper, &|_, size| Size {
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
                let mut from = Len::ZERO;
                for division in word.divisions.iter().filter(|d| whole.ends(d.sort)) {
                    let at = scale(division.before, cast.size)
                        + items::spaced(word, division.at, cast);
                    let tail = scale(division.tail, cast.size);
                    widest = widest.max(here + at - from + tail);
                    (here, from) = (Len::ZERO, at);
                }
                here += width - from;
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

impl Whole {
    /// Whether a piece ends at a division.
    fn ends(self, sort: Sort) -> bool {
        match sort {
            Sort::Shown => true,
            Sort::Sign | Sort::Joint => self != Whole::Words,
            Sort::Hyphen | Sort::Mute => self == Whole::Syllables,
            Sort::Cut | Sort::Torn => false,
        }
    }
}
