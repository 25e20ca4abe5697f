//! What the page breaker is given: heights, and what must stay together. It knows no glyph,
//! document or style.

use crate::geom::Len;
use crate::typeset::galley::After;

/// A run of text that is broken into pages by itself.
pub(super) struct Matter<'a> {
    /// The distance of the text's baselines.
    pub(super) leading: Len,
    /// The run's segments, in order.
    pub(super) segments: Vec<Segment>,
    /// The book's notes.
    pub(super) notes: &'a [NoteShape],
    /// How notes stand to one another.
    pub(super) beside: Beside,
}

/// How notes at the foot of a page stand to one another.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Beside {
    /// The measure, in which short notes may share a line.
    pub(super) measure: Len,
    /// The space between two notes in one line.
    pub(super) space: Len,
    /// The space between the notes of the editor and those of the author.
    pub(super) series: Len,
}

/// A block of the run: its natural setting, and others with more or fewer lines.
#[derive(Debug)]
pub(super) struct Segment {
    /// The natural one first; never empty.
    pub(super) ways: Vec<Way>,
}

/// One way to set a block.
#[derive(Debug)]
pub(super) struct Way {
    /// How many lines it has more than the natural one.
    pub(super) delta: i8,
    /// What it costs more, in the breaker's demerits.
    pub(super) cost: i64,
    /// Its pieces, from top to bottom.
    pub(super) pieces: Vec<Piece>,
    /// How high it is below the space above it, when it is nothing but lines one below the
    /// other: no notes, no picture that floats, no break that must be.
    pub(super) plain: Option<Len>,
}

impl Way {
    pub(super) fn new(delta: i8, cost: i64, pieces: Vec<Piece>) -> Way {
        let plain = pieces.iter().enumerate().all(|(index, piece)| {
            piece.notes.is_empty()
                && !piece.floats
                && !piece.taken_out
                && !piece.last_call
                && !piece.heading
                && piece.after != After::Must
                && (index == 0 || piece.grid.is_none())
        });
        let height = |(index, piece): (usize, &Piece)| {
            piece.height + if index > 0 { piece.above } else { Len::ZERO }
        };
        let plain = plain.then(|| pieces.iter().enumerate().map(height).sum());
        Way { delta, cost, pieces, plain }
    }

    /// Whether pictures that wait have a say in where it stands.
    pub(super) fn heeds_waiting(&self) -> bool {
        self.pieces.first().is_some_and(|first| first.solid)
            || self.pieces.last().is_some_and(|last| last.closes)
    }
}

/// A strip, as far as the page breaker is concerned.
#[derive(Clone, Default, Debug)]
pub(super) struct Piece {
    /// Space above, which vanishes at the head of a page.
    pub(super) above: Len,
    pub(super) height: Len,
    /// How far below its top it returns to the grid.
    pub(super) grid: Option<Len>,
    /// Whether a heading begins in it.
    pub(super) heading: bool,
    /// Whether pictures that wait come before it: they belong to the article that ends.
    pub(super) last_call: bool,
    /// Whether it begins a block that no picture comes to stand in: a box, a table.
    pub(super) solid: bool,
    /// Whether it ends an article's text.
    pub(super) closes: bool,
    /// How much lower it can be set, where the page leaves it too little room.
    pub(super) gives: Len,
    /// Whether it should rather not begin a page.
    pub(super) shy: bool,
    /// Whether it may stand on a later page, with the text after it going before it.
    pub(super) floats: bool,
    /// Whether it has a page of its own.
    pub(super) plate: bool,
    /// The first page of the flow on which it may stand, if it floats.
    pub(super) earliest: usize,
    /// Whether a picture was called here that comes at the head of the next page, or on a page
    /// of its own before it: those behind it wait as well.
    pub(super) taken_out: bool,
    /// How much less space it has above it when the picture before it waits.
    pub(super) closer: Len,
    /// Whether a page may end after it.
    pub(super) after: After,
    /// Whether it ends in a divided word.
    pub(super) hyphen: bool,
    /// The height of what is set again above it at the head of a page.
    pub(super) head: Len,
    /// The notes whose markers stand in it, by their numbers.
    pub(super) notes: Box<[u32]>,
}

/// A note, as far as the foot of a page is concerned.
#[derive(Clone, Default, Debug)]
pub(super) struct NoteShape {
    /// Its lines: the space above each, and its height.
    pub(super) lines: Vec<(Len, Len)>,
    /// The lines behind which it may not be divided: they end in a divided word, or belong to
    /// the next.
    pub(super) held: Vec<usize>,
    /// Whether it stands before those that are not the editor's.
    pub(super) editors: bool,
    /// How wide its one line is, where it may share it with other short notes.
    pub(super) short: Option<Len>,
}

/// The fewest lines of a piece of a note, when it must be divided.
const PIECE: usize = 2;

impl NoteShape {
    /// How high the lines from one to another are.
    pub(super) fn height(&self, from: usize, to: usize) -> Len {
        let lines = self.lines.get(from..to).unwrap_or_default();
        lines.iter().map(|&(above, height)| above + height).sum()
    }

    /// How high it is.
    pub(super) fn whole(&self) -> Len {
        self.height(0, self.lines.len())
    }

    /// Whether a piece of it that begins with one line may end before another.
    pub(super) fn parts(&self, from: usize, to: usize) -> bool {
        let enough = to >= from + PIECE && to + PIECE <= self.lines.len();
        enough && !self.held.contains(&(to - 1))
    }

    /// How many lines must stand on the page of its marker.
    pub(super) fn fewest(&self) -> usize {
        let count = self.lines.len();
        (PIECE..count).find(|&to| self.parts(0, to)).unwrap_or(count)
    }

    /// How high those are.
    pub(super) fn least(&self) -> Len {
        self.height(0, self.fewest())
    }
}

/// A place in a run: before a piece. Before a segment's first piece its way is still open
/// and stands as 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub(super) struct Place {
    pub(super) segment: u32,
    pub(super) way: u8,
    pub(super) piece: u32,
}

/// What is carried from one page to the next.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub(super) struct Carried {
    /// Rests of notes: which, and from which line on.
    pub(super) notes: Vec<(u32, u32)>,
    /// Pieces that found no room where they are called, in order.
    pub(super) waiting: Vec<Place>,
    /// Whether nothing but what waits may stand on the page: a break that must be comes
    /// behind it.
    pub(super) barred: bool,
    /// The segment behind which pictures do not come to stand on the same page, since one that
    /// was called there stands on none of its columns.
    pub(super) held: Option<u32>,
}

impl Carried {
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.waiting.is_empty()
    }
}

impl Matter<'_> {
    /// The piece at a place.
    pub(super) fn piece(&self, place: Place) -> Option<&Piece> {
        let segment = self.segments.get(place.segment as usize)?;
        segment.ways.get(usize::from(place.way))?.pieces.get(place.piece as usize)
    }

    /// The place behind a piece.
    pub(super) fn behind(&self, place: Place) -> Place {
        let pieces = self
            .segments
            .get(place.segment as usize)
            .and_then(|segment| segment.ways.get(usize::from(place.way)))
            .map_or(0, |way| way.pieces.len());
        if place.piece as usize + 1 < pieces {
            Place { piece: place.piece + 1, ..place }
        } else {
            Place { segment: place.segment + 1, way: 0, piece: 0 }
        }
    }

    /// Whether a picture was called in a segment that stands elsewhere.
    pub(super) fn takes_out(&self, segment: u32) -> bool {
        let place = Place { segment, way: 0, piece: 0 };
        self.piece(place).is_some_and(|piece| piece.taken_out)
    }

    /// The place behind everything.
    pub(super) fn end(&self) -> Place {
        Place { segment: self.segments.len() as u32, way: 0, piece: 0 }
    }

    /// How many half lines are in a height.
    pub(super) fn half_lines(&self, height: Len) -> i64 {
        (height * 2).count().div_euclid(self.leading.count().max(1))
    }

    /// How many whole lines are in a height.
    pub(super) fn lines(&self, height: Len) -> i64 {
        height.count().div_euclid(self.leading.count().max(1))
    }
}
