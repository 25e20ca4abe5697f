//! Drafts: pages with the strips and notes that the page breaker planned for them, in place.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::document::{NoteId, Role as Place};
use crate::geom::{Len, Point, Size};
use crate::pages::{DestinationId, Ink, Mark, Placed};
use crate::source::Span;
use crate::theme::Role;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Strip, between_series, set_again};
use crate::typeset::paragraph::Alternative;
use crate::typeset::refs::Refs;

use super::ended::Ending;
use super::fill::Filled;
use super::join::Set;
use super::level::Unequal;
use super::matter::{Beside, NoteShape, Piece, Segment, Way};

/// A run of text that is made up into pages by itself.
#[derive(Clone)]
pub(super) struct Flow {
    pub(super) role: Place,
    pub(super) start: Start,
    /// Its blocks, in order.
    pub(super) blocks: Vec<Set>,
    /// Which sections open, and at which block.
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
    /// Where links lead, from the left and the top of the text.
    pub(super) places: Vec<(DestinationId, Point)>,
    /// The section that its text belongs to; `None` for pages that stay silent.
    pub(super) section: Option<u32>,
    /// Whether an article opens on it.
    pub(super) opening: bool,
    /// Whether it begins with a picture, or with a table that has a caption.
    pub(super) called: bool,
    /// Whether a picture covers it to its edges, which leaves no room for furniture.
    pub(super) bleeds: bool,
    /// Whether it carries a page number.
    pub(super) numbered: bool,
    /// Notes that found no room below their markers.
    pub(super) moved: Vec<NoteId>,
    /// What the page costs by itself, in the page breaker's demerits.
    pub(super) cost: i64,
    /// The columns in it that do not end level with those beside them before them.
    pub(super) unequal: Vec<Unequal>,
    /// The columns in it that end where they should not.
    pub(super) ended: Vec<Ending>,
    /// The notes at its foot, or the pieces of them.
    pub(super) pieces: Vec<NotePiece>,
    /// What is kept by hand and need not be, or cannot be: it goes over the page's end.
    pub(super) needless: Vec<Span>,
    pub(super) parted: Vec<Span>,
    /// What was too tall for the page, by its place in the source.
    pub(super) too_tall: Vec<Option<Span>>,
}

/// What stands of a note at a foot.
pub(super) struct NotePiece {
    pub(super) note: NoteId,
    /// Whether it is one line of several.
    pub(super) lonely: bool,
    /// Whether it ends inside a word.
    pub(super) in_word: bool,
}

/// The strips of the notes, and their heights.
#[derive(Clone)]
pub(super) struct Notes {
    pub(super) strips: Vec<Vec<Option<Strip>>>,
    pub(super) shapes: Arc<[NoteShape]>,
    pub(super) beside: Beside,
}

/// The space between notes that share a line, in ems of the notes.
const SPACE: i64 = 2;

/// How wide a note is that is nothing but one line.
fn short(strips: &[Strip], leading: Len) -> Option<Len> {
    let [only] = strips else { return None };
    let mut width = Len::ZERO;
    for placed in &only.placed {
        match &placed.mark {
            Mark::Line(line) => width = width.max(placed.at.x + line.width),
            Mark::Rule(size, _) | Mark::Link(size, _) => {
                width = width.max(placed.at.x + size.width);
            }
            Mark::Picture(..) => return None,
        }
    }
    let plain = only.above == Len::ZERO && only.height == leading && width > Len::ZERO;
    plain.then_some(width)
}

impl Notes {
    pub(super) fn new(notes: Vec<Vec<Strip>>, all: &Compositor<'_>) -> Notes {
        let style = all.style(Role::Note);
        let shape = |(index, strips): (usize, &Vec<Strip>)| NoteShape {
            lines: strips.iter().map(|strip| (strip.above, strip.height)).collect(),
            held: (0..strips.len())
                .filter(|&at| strips[at].hyphen || strips[at].after == After::MayNot)
                .collect(),
            editors: all.refs.is_editors(NoteId::new(index)),
            short: short(strips, style.leading).filter(|_| all.theme.notes.share_lines),
        };
        let shapes = notes.iter().enumerate().map(shape).collect();
        let beside = Beside {
            measure: all.theme.measure(),
            space: style.size * SPACE,
            series: between_series(all),
        };
        let strips = notes.into_iter().map(|note| note.into_iter().map(Some).collect());
        Notes { strips: strips.collect(), shapes, beside }
    }
}

/// What is kept by hand in a run of text.
pub(super) struct Keeps {
    /// Where each block stands in the source, if it is.
    kept: Vec<Option<Span>>,
    /// Whether a page begins with the block in any case, behind a break by hand.
    begins: Vec<bool>,
}

impl Keeps {
    pub(super) fn of(blocks: &[Set]) -> Keeps {
        let ends = |set: &Set| {
            set.strips.last().is_some_and(|last| match last.after {
                After::Must => true,
                After::May | After::MayNot => false,
            })
        };
        let kept = blocks.iter().map(|set| set.kept).collect();
        let ends = blocks.iter().map(ends);
        Keeps { kept, begins: std::iter::once(false).chain(ends).collect() }
    }

    /// Tells of what is kept in a column: needlessly in its midst, and at its head where it
    /// begins there in any case; in vain where it goes over its end.
    pub(super) fn tell(&self, filled: &Filled, draft: &mut Draft) {
        let segments = filled.taken.iter().map(|taken| taken.place.segment as usize);
        let (Some(first), Some(last)) = (segments.clone().min(), segments.clone().max())
        else {
            return;
        };
        let begun = |segment: usize| {
            filled.taken.iter().any(|taken| {
                (taken.place.segment as usize, taken.place.piece) == (segment, 0)
            })
        };
        let is_kept = |segment: usize| self.kept.get(segment).copied().flatten();
        if let Some(span) = is_kept(first).filter(|_| !begun(first)) {
            draft.parted.push(span);
        }
        // Those that follow each other are kept as one.
        let mut at = first;
        while at <= last {
            let end = (at..=last)
                .find(|&segment| is_kept(segment).is_none())
                .unwrap_or(last + 1);
            let needless = first < at || begun(at) && self.begins[at];
            if let Some(span) = is_kept(at).filter(|_| needless && end <= last) {
                draft.needless.push(span);
            }
            at = end.max(at + 1);
        }
    }
}

/// Sets the blocks anew that the plan wants longer or shorter.
pub(super) fn reset(blocks: &mut [Set], planned: &[Filled], all: &Compositor<'_>) {
    let mut wanted: BTreeMap<usize, usize> = BTreeMap::new();
    for taken in planned.iter().flat_map(|filled| &filled.taken) {
        if taken.place.way > 0 {
            wanted.insert(taken.place.segment as usize, usize::from(taken.place.way) - 1);
        }
    }
    if wanted.is_empty() {
        return;
    }
    let sections = all.document.all_sections();
    let shapers = all.shapers();
    let anew: Vec<(usize, Vec<Strip>)> = wanted
        .into_iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .with_min_len(8)
        .filter_map(|(block, way)| {
            let set = &blocks[block];
            let section = sections.get(set.section as usize)?;
            let delta = set.alternatives.get(way)?.delta;
            Some((block, set_again(section, set.galley, delta, all, &shapers)?))
        })
        .collect();
    for (block, strips) in anew {
        blocks[block].exchange(strips);
    }
}

/// A block as the page breaker sees it.
pub(super) fn segment(set: &Set, refs: &Refs) -> Segment {
    let pieces = set.strips.iter().enumerate().map(|(index, strip)| Piece {
        last_call: index == 0 && (set.frames || set.queues),
        solid: index == 0 && set.solid && !strip.floats,
        closes: index + 1 == set.strips.len() && set.closes,
        gives: strip.gives,
        above: strip.above,
        height: strip.height,
        grid: strip.grid,
        floats: strip.floats && !set.prompt,
        plate: strip.plate,
        earliest: set.earliest,
        taken_out: strip.taken_out,
        closer: strip.closer,
        heading: strip.heading,
        shy: strip.shy,
        after: strip.after,
        hyphen: strip.hyphen,
        head: strip.repeat.as_ref().map_or(Len::ZERO, |head| height(head)),
        notes: numbers(&strip.notes, refs),
    });
    let mut ways = vec![Way::new(0, 0, pieces.collect())];
    if let (Some(first), Some(last)) = (set.strips.first(), set.strips.last()) {
        let others = set.alternatives.iter();
        ways.extend(others.map(|other| {
            let mut way = way(other, first, last.after, refs);
            if let Some(last) = way.pieces.last_mut() {
                last.closes = set.closes;
            }
            way
        }));
    }
    Segment { ways }
}

/// A paragraph in another number of lines, each as high as its natural first; a page may end
/// after it as after the natural one.
fn way(alternative: &Alternative, first: &Strip, after: After, refs: &Refs) -> Way {
    let count = alternative.lines.len();
    let pieces = alternative.lines.iter().enumerate().map(|(index, line)| Piece {
        above: if index == 0 { first.above } else { Len::ZERO },
        closer: if index == 0 { first.closer } else { Len::ZERO },
        height: first.height,
        grid: first.grid.filter(|_| index == 0),
        after: if index + 1 == count { after } else { After::within(index, count) },
        hyphen: line.hyphen,
        notes: numbers(&line.notes, refs),
        ..Piece::default()
    });
    Way::new(alternative.delta, alternative.cost, pieces.collect())
}

/// The notes that stand at the foot, by their numbers.
pub(super) fn numbers(notes: &[NoteId], refs: &Refs) -> Box<[u32]> {
    let at_foot = notes.iter().filter(|&&note| refs.at_foot(note));
    at_foot.map(|note| note.index() as u32).collect()
}

/// How high strips are, with the space above them.
pub(super) fn height(strips: &[Strip]) -> Len {
    strips.iter().map(|strip| strip.above + strip.height).sum()
}

/// Sets the notes at the foot of a column that begins at a point, below a rule.
pub(super) fn foot(
    draft: &mut Draft,
    filled: &Filled,
    at: Point,
    notes: &mut [Vec<Option<Strip>>],
    leading: Len,
) {
    draft.moved.extend(filled.foot.moved.iter().map(|&id| NoteId::new(id as usize)));
    if filled.foot.set.is_empty() {
        return;
    }
    let mut y = at.y + filled.depth - filled.foot.height;
    let rule = Size { width: leading * 4, height: Len::PT / 2 };
    draft.placed.push(Placed {
        at: Point { x: at.x, y: y - leading / 2 },
        node: None,
        span: None,
        mark: Mark::Rule(rule, Ink::Black(1000)),
    });
    // Where the line stands that was set last.
    let mut top = y;
    for stretch in &filled.foot.set {
        y += stretch.above;
        let strips = &mut notes[stretch.note as usize];
        let (from, to) = (stretch.from as usize, stretch.to as usize);
        let ends = |strip: &Option<Strip>| strip.as_ref().is_some_and(|s| s.hyphen);
        draft.pieces.push(NotePiece {
            note: NoteId::new(stretch.note as usize),
            lonely: to - from == 1 && strips.len() > 1,
            in_word: strips[from..to].last().is_some_and(ends),
        });
        for strip in &mut strips[from..to] {
            let Some(mut strip) = strip.take() else { continue };
            if let Some(x) = stretch.beside {
                strip.placed.iter_mut().for_each(|placed| placed.at.x += x);
                put(draft, strip, Point { x: at.x, y: top });
                continue;
            }
            y += strip.above;
            top = y;
            y += strip.height;
            put(draft, strip, Point { x: at.x, y: top });
        }
    }
}

/// Puts a strip on a page.
pub(super) fn put(draft: &mut Draft, strip: Strip, at: Point) {
    draft.bleeds |= strip.bleeds;
    draft.places.extend(strip.places.into_iter().map(|place| (place, at)));
    for mut placed in strip.placed {
        placed.at.x += at.x;
        placed.at.y += at.y;
        draft.placed.push(placed);
    }
}
