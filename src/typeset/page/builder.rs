//! Where pages end: strips of a flow are taken until the page is full, and the best of the
//! places seen is chosen.
//!
//! Note invariant: a note begins on the page of its marker; of one that is split, the rest
//! goes first at the foot of the next page. The invariant is broken only where the first
//! two lines of a line's notes do not fit under it even on a page of its own.

use std::collections::VecDeque;

use crate::document::{NoteId, Role};
use crate::geom::{Len, Point, Size};
use crate::pages::{DestinationId, Ink, Mark, Placed};
use crate::source::Span;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Strip};

/// A run of text that is made up into pages by itself.
pub(super) struct Flow {
    pub(super) role: Role,
    pub(super) start: Start,
    pub(super) strips: Vec<Strip>,
    /// Which sections open, and at which strip.
    pub(super) openings: Vec<(usize, u32)>,
}

/// Where a flow begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    /// On a new page.
    Page,
    /// On a right-hand page.
    Recto,
}

/// A page without its margins and furniture.
#[derive(Default)]
pub(super) struct Draft {
    /// Where it must stand, when it begins a flow.
    pub(super) start: Option<Start>,
    /// What stands on it; from the left and the top of the text.
    pub(super) placed: Vec<Placed>,
    /// Where links lead, from the top of the text.
    pub(super) places: Vec<(DestinationId, Len)>,
    /// The section that its text belongs to; `None` for pages that stay silent.
    pub(super) section: Option<u32>,
    /// Whether an article opens on it.
    pub(super) opening: bool,
    /// Whether it carries a page number.
    pub(super) numbered: bool,
    /// Notes that found no room below their markers.
    pub(super) moved: Vec<NoteId>,
    /// What was too tall for the page, by its place in the source.
    pub(super) too_tall: Vec<Option<Span>>,
}

/// The strips of the notes.
pub(super) struct Notes(Vec<Vec<Strip>>);

/// The fewest lines of a note on a page, when it must be split.
const SPLIT: usize = 2;
/// Lines of text that stay on a page under a long note.
const TEXT_UNDER_NOTE: i64 = 6;
/// What it costs to split a note: as much as a page three lines short.
const SPLIT_COST: i64 = 9;

impl Notes {
    pub(super) fn new(notes: Vec<Vec<Strip>>) -> Notes {
        Notes(notes)
    }

    fn take(&mut self, id: NoteId) -> Vec<Strip> {
        std::mem::take(&mut self.0[id.index()])
    }

    fn height(&self, id: NoteId) -> Len {
        height(&self.0[id.index()])
    }

    /// The least of a note that can stand on the page of its marker.
    fn least(&self, id: NoteId) -> Len {
        height(&self.0[id.index()][..self.0[id.index()].len().min(SPLIT)])
    }
}

fn height(strips: &[Strip]) -> Len {
    strips.iter().map(|strip| strip.above + strip.height).sum()
}

/// A place where the page may end.
struct Candidate {
    /// How many of the taken strips stay.
    taken: usize,
    cost: i64,
}

/// A strip taken for the page.
struct Taken {
    strip: usize,
    top: Len,
    /// Whether the head of its table is set again above it.
    repeat: bool,
}

/// Fills pages with a flow.
pub(super) fn fill(flow: Flow, notes: &mut Notes, all: &Compositor<'_>) -> Vec<Draft> {
    let leading = all.theme.leading;
    let room = leading * all.theme.lines().max(1);
    let mut strips: Vec<Option<Strip>> = flow.strips.into_iter().map(Some).collect();
    let mut filler =
        Filler { room, leading, carried: VecDeque::new(), floats: VecDeque::new() };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut next = 0;
    let mut section = flow.openings.first().map(|&(_, section)| section);
    while next < strips.len() || !filler.carried.is_empty() || !filler.floats.is_empty() {
        let (taken, upto) = filler.take(&strips, next, notes);
        let mut draft = Draft {
            start: drafts.is_empty().then_some(flow.start),
            numbered: true,
            ..Draft::default()
        };
        for &(at, opening) in &flow.openings {
            if at >= next && at < upto.max(next + 1) {
                draft.opening |= at == next || drafts.is_empty();
                section = Some(opening);
            }
        }
        draft.section = section;
        filler.make(&mut draft, taken, &mut strips, notes, all);
        drafts.push(draft);
        next = upto;
    }
    drafts
}

/// What is carried from page to page.
struct Filler {
    room: Len,
    leading: Len,
    /// The rest of a note that was split.
    carried: VecDeque<Strip>,
    /// Figures that found no room where they are called.
    floats: VecDeque<usize>,
}

impl Filler {
    /// What separates notes from text: half a line and a rule.
    fn gap(&self) -> Len {
        self.leading
    }

    /// Takes strips for one page: which, and where the rest begins.
    fn take(
        &mut self,
        strips: &[Option<Strip>],
        from: usize,
        notes: &Notes,
    ) -> (Vec<Taken>, usize) {
        let mut taken: Vec<Taken> = Vec::new();
        let mut y = Len::ZERO;
        let carried = self.carried_height();
        let mut foot = if carried > Len::ZERO { carried + self.gap() } else { Len::ZERO };
        // Figures that wait come first, in order.
        while let Some(&waiting) = self.floats.front() {
            let Some(strip) = &strips[waiting] else { break };
            let above = if taken.is_empty() { Len::ZERO } else { strip.above };
            if !taken.is_empty() && y + above + strip.height + foot > self.room {
                break;
            }
            taken.push(Taken { strip: waiting, top: y + above, repeat: false });
            y += above + strip.height;
            y = y.round_up_to(self.leading);
            self.floats.pop_front();
        }
        let floated = taken.len();
        let mut best: Option<Candidate> = None;
        let mut forced = false;
        let mut deferred: Vec<usize> = Vec::new();
        let mut at = from;
        // The end of the strips that are on the page, counted past those that wait.
        let mut ends: Vec<usize> = Vec::new();
        while at < strips.len() {
            let Some(strip) = &strips[at] else {
                at += 1;
                continue;
            };
            let repeat = taken.is_empty() && strip.repeat.is_some();
            let head = if repeat {
                strip.repeat.as_ref().map_or(Len::ZERO, |r| height(r))
            } else {
                Len::ZERO
            };
            let mut top = if taken.is_empty() { head } else { y + strip.above };
            if strip.on_grid {
                top = top.round_up_to(self.leading);
            }
            let bottom = top + strip.height;
            let (whole, least) = note_heights(strip, notes);
            let gap = if foot == Len::ZERO && whole > Len::ZERO {
                self.gap()
            } else {
                Len::ZERO
            };
            let fits = bottom + foot + gap + whole <= self.room;
            let fits_split = bottom + foot + gap + least <= self.room;
            if !fits && strip.floats && !taken.is_empty() && deferred.len() < 4 {
                deferred.push(at);
                at += 1;
                continue;
            }
            if !fits && !fits_split && !taken.is_empty() {
                break;
            }
            taken.push(Taken { strip: at, top, repeat });
            ends.push(at + 1);
            y = bottom;
            foot += gap + whole;
            at += 1;
            let last = at == strips.len();
            if strip.after != After::MayNot || last {
                let short = ((self.room - y - foot).max(Len::ZERO)).count()
                    / self.leading.count().max(1);
                let mut cost = if last { 0 } else { short * short };
                if !fits {
                    cost += SPLIT_COST;
                }
                forced = strip.after == After::Must;
                if forced || best.as_ref().is_none_or(|best| cost <= best.cost) {
                    best = Some(Candidate { taken: taken.len(), cost });
                }
            }
            if forced || !fits {
                break;
            }
        }
        // Where no break is allowed, the page is filled as far as it goes.
        let keep = match &best {
            Some(best) => best.taken,
            None => taken.len(),
        };
        let upto = match keep.checked_sub(floated + 1) {
            Some(last) => ends[last],
            None => from,
        };
        taken.truncate(keep);
        // Figures called before the break wait for the next page; later ones come again.
        for figure in deferred {
            if figure < upto {
                self.floats.push_back(figure);
            }
        }
        (taken, upto)
    }

    /// How high the carried note stands on this page.
    fn carried_height(&self) -> Len {
        let most = self.room - self.leading * TEXT_UNDER_NOTE - self.gap();
        let mut sum = Len::ZERO;
        for strip in &self.carried {
            // At least one line, so that every page brings the end nearer.
            if sum > Len::ZERO && sum + strip.above + strip.height > most {
                break;
            }
            sum += strip.above + strip.height;
        }
        sum
    }

    /// Puts the taken strips and their notes on the page.
    fn make(
        &mut self,
        draft: &mut Draft,
        taken: Vec<Taken>,
        strips: &mut [Option<Strip>],
        notes: &mut Notes,
        all: &Compositor<'_>,
    ) {
        let mut bottom = Len::ZERO;
        let mut called: Vec<NoteId> = Vec::new();
        for item in taken {
            let Some(strip) = strips[item.strip].take() else { continue };
            if let Some(head) = strip.repeat.as_ref().filter(|_| item.repeat) {
                let mut y = Len::ZERO;
                for again in head.iter() {
                    y += again.above;
                    put(draft, again.clone(), y);
                    y += again.height;
                }
            }
            called.extend(&strip.notes);
            bottom = bottom.max(item.top + strip.height);
            if strip.height > self.room {
                draft.too_tall.push(strip.placed.iter().find_map(|placed| placed.span));
            }
            put(draft, strip, item.top);
        }
        self.foot(draft, bottom, called, notes, all);
    }

    /// Sets the notes at the foot: what was carried, then the page's own; what finds no
    /// room is carried on.
    fn foot(
        &mut self,
        draft: &mut Draft,
        bottom: Len,
        called: Vec<NoteId>,
        notes: &mut Notes,
        all: &Compositor<'_>,
    ) {
        let carried = self.carried_height();
        let mut set: Vec<Strip> = Vec::new();
        let mut used = Len::ZERO;
        while let Some(strip) = self.carried.front() {
            if used + strip.above + strip.height > carried {
                break;
            }
            used += strip.above + strip.height;
            set.extend(self.carried.pop_front());
        }
        let room = self.room - bottom - self.gap();
        for (index, id) in called.iter().enumerate() {
            let mut later: Len =
                called[index + 1..].iter().map(|&id| notes.least(id)).sum();
            let mut strips: VecDeque<Strip> = notes.take(*id).into();
            if index + 1 == called.len() {
                later = Len::ZERO;
            }
            let count = strips.len();
            let mut put_lines = 0;
            while let Some(strip) = strips.front() {
                let need = strip.above + strip.height;
                let rest = count - put_lines;
                // Nothing is set over the text; a note for which no line is left moves on.
                if used + need > room && !set.is_empty() {
                    break;
                }
                let fits = used + need + later <= room;
                // Two lines begin a note; and no single line is carried.
                let whole_rest: Len = height(strips.make_contiguous());
                let lonely = rest == SPLIT
                    && used + whole_rest + later > room
                    && put_lines >= SPLIT;
                if (!fits || lonely) && put_lines >= SPLIT.min(count) {
                    break;
                }
                used += need;
                put_lines += 1;
                set.extend(strips.pop_front());
            }
            if put_lines == 0 && count > 0 {
                draft.moved.push(*id);
            }
            self.carried.extend(strips);
        }
        if set.is_empty() {
            return;
        }
        let mut y = self.room - used;
        let rule = Size { width: all.theme.leading * 4, height: Len::PT / 2 };
        draft.placed.push(Placed {
            at: Point { x: Len::ZERO, y: y - self.gap() / 2 },
            node: None,
            span: None,
            mark: Mark::Rule(rule, Ink::Black(1000)),
        });
        for strip in set {
            y += strip.above;
            let height = strip.height;
            put(draft, strip, y);
            y += height;
        }
    }
}

/// The height of the notes called in a strip: whole, and when only the beginning of each
/// stands here.
fn note_heights(strip: &Strip, notes: &Notes) -> (Len, Len) {
    let whole = strip.notes.iter().map(|&id| notes.height(id)).sum();
    let least = strip.notes.iter().map(|&id| notes.least(id)).sum();
    (whole, least)
}

/// Puts a strip on a page at a height.
fn put(draft: &mut Draft, strip: Strip, y: Len) {
    draft.places.extend(strip.places.into_iter().map(|place| (place, y)));
    for mut placed in strip.placed {
        placed.at.y += y;
        draft.placed.push(placed);
    }
}
