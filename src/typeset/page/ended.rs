//! Columns that end where they should not: above their foot, or where none may end.

use std::collections::BTreeMap;

use super::builder::Draft;
use super::column::{Columns, LINES_BELOW};
use super::cost::{EMPTY, RESCUE, last_cost};
use super::fill::{Filled, Taken};
use super::foot;
use super::join::Set;
use super::level::is_unlevel;
use super::matter::{Carried, Matter, Place};
use super::rejected::{Other, rejected};
use crate::diag::{Code, Diagnostic};
use crate::geom::Len;
use crate::pages::{Mark, Placed, Side};
use crate::source::Span;
use crate::typeset::galley::{After, Strip};

/// From how many half lines on it is told that a column is short: one line, on both of two
/// that stand beside one another, is what compositors do first.
const SHORT: i64 = 3;
/// From how many lines on it is told that text ends above its notes: notes are seldom as high as
/// whole lines, and two of them are what keeping lines together costs.
const HOLE: i64 = 3;
/// For how many short columns of a band it is sought what would fill them.
const SOUGHT: usize = 12;

/// A column that ends where it should not.
pub(super) struct Ending {
    why: Why,
    /// The last line in it, or what comes next if there is none.
    at: Option<Span>,
    /// What comes next, if that is a picture or a table which finds no room, and whether it is a
    /// picture.
    picture: Option<(Span, bool)>,
    /// What would have been better.
    other: Other,
}

/// What is wrong with the end of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Why {
    /// It is so many half lines short.
    Short(i64),
    /// Nothing stands in it.
    Empty,
    /// The first line of a paragraph ends it.
    Orphan,
    /// The last line of a paragraph comes to stand behind it.
    Widow,
    /// A heading ends it.
    Heading,
    /// Something else is parted that belongs together.
    Parted,
    /// A page of this side ends in a divided word.
    Divided(Side),
    /// It is the last, and so few lines stand on it.
    Few(i64),
    /// So many lines are left white between its text and its notes.
    Hole(i64),
    /// The same behind all text, since the notes stand level with what ends lower beside it.
    Level(i64),
    /// So many lines below it are left white, half the page and more, behind all text.
    White(i64),
}

/// The columns of a run that end where they should not, by their numbers; what would have been
/// better is looked for where they are `proofread`.
pub(super) fn endings(
    (matter, columns, carried): (&Matter<'_>, &Columns, &Carried),
    planned: &[Filled],
    blocks: &[Set],
    // Whether the page ends with the run, and whether other ends are looked for.
    (alone, proofread): (bool, bool),
) -> BTreeMap<usize, Vec<Ending>> {
    let mut endings: BTreeMap<usize, Vec<Ending>> = BTreeMap::new();
    let mut sought = if proofread { SOUGHT } else { 0 };
    for (number, filled) in planned.iter().enumerate() {
        let level = |number| !is_unlevel(columns, planned, number);
        let last = filled.taken.last().map(|taken| taken.place);
        let next = planned.iter().skip(number + 1).find_map(|next| next.taken.first());
        let floats = |next: &&Taken| matter.piece(next.place).is_some_and(|p| p.floats);
        let picture = next.filter(floats).and_then(|next| {
            // Which it may have had, if one across had not been called before it.
            let before = columns.across.iter().flatten().find(|across| {
                across.page > number / columns.count
                    && across.segment < next.place.segment
            });
            if let Some(at) = before.and_then(|across| across.at) {
                return Some((at, true));
            }
            let strips = &blocks.get(next.place.segment as usize)?.strips;
            let placed = strips.iter().flat_map(|strip| &strip.placed);
            Some((span(blocks, next.place)?, shows(placed)))
        });
        let mut tell = |why, at: Option<Place>, other| {
            let at = at.and_then(|at| span(blocks, at));
            let ending = Ending { why, at, picture, other };
            endings.entry(number).or_default().push(ending);
        };
        let either = last.or(next.map(|next| next.place));
        match last {
            Some(last) if filled.cost >= RESCUE => {
                tell(parted(matter, last), Some(last), Other::Unsought);
            }
            // Below a picture that leaves little of the page nothing is missed.
            None if filled.cost >= EMPTY => {
                if columns.column(number).room >= matter.leading * LINES_BELOW {
                    tell(Why::Empty, either, Other::Unsought);
                }
            }
            Some(_) | None
                if filled.lacks >= SHORT && level(number) && level(number + 1) =>
            {
                let other = match sought.checked_sub(1).filter(|_| picture.is_none()) {
                    Some(left) => {
                        sought = left;
                        let asked = Columns { filled: Some(number), ..*columns };
                        rejected(matter, &asked, carried, planned, (number, blocks))
                    }
                    None => Other::Unsought,
                };
                tell(Why::Short(filled.lacks), either, other);
            }
            Some(_) | None => {}
        }
        let column = columns.column(number);
        let page = &planned[number - number % columns.count..=number];
        let divided = divided(matter, page).filter(|_| column.last && next.is_some());
        if divided.is_some() {
            let other = match sought.checked_sub(1) {
                Some(left) => {
                    sought = left;
                    let asked = Columns { whole: Some(number), ..*columns };
                    rejected(matter, &asked, carried, planned, (number, blocks))
                }
                None => Other::Unsought,
            };
            tell(Why::Divided(column.side), divided, other);
        }
        if let Some(lines) = hole(matter, filled) {
            match filled.short {
                Some(_) => tell(Why::Hole(lines), last, Other::Unsought),
                // In one column notes stand at the foot of the last page.
                None if columns.count > 1 => {
                    tell(Why::Level(lines), last, Other::Unsought);
                }
                None => {}
            }
        }
        if let Some((lines, last)) =
            few(matter, columns, planned, number).filter(|_| alone)
        {
            tell(Why::Few(lines), Some(last), Other::Unsought);
        }
    }
    endings
}

/// The last line of text on a page, if a word is divided in it: pictures may fill the columns behind
/// that.
fn divided(matter: &Matter<'_>, page: &[Filled]) -> Option<Place> {
    let taken = page.iter().rev().flat_map(|filled| filled.taken.iter().rev());
    let mut text =
        taken.filter_map(|taken| Some((taken.place, matter.piece(taken.place)?)));
    let (last, piece) = text.find(|(_, piece)| !piece.floats)?;
    piece.hyphen.then_some(last)
}

/// How many lines are left white between text and the notes below it, where that is seen.
fn hole(matter: &Matter<'_>, filled: &Filled) -> Option<i64> {
    if filled.foot.set.is_empty() {
        return None;
    }
    let bottoms = filled.taken.iter().filter_map(|taken| {
        let height = taken.lower.or(Some(matter.piece(taken.place)?.height))?;
        Some(taken.top + height)
    });
    let white = filled.depth - filled.foot.height - foot::gap(matter) - bottoms.max()?;
    Some(matter.lines(white)).filter(|lines| *lines >= HOLE)
}

/// How many lines stand on the last of several pages, where they are few, and the last of what
/// stands there.
fn few(
    matter: &Matter<'_>,
    columns: &Columns,
    planned: &[Filled],
    number: usize,
) -> Option<(i64, Place)> {
    let first = number / columns.count * columns.count;
    let ends = first > 0 && number + 1 == planned.len();
    let page = planned.get(first..=number).filter(|_| ends)?;
    // Behind a break that must be a page is as long as it is meant to be.
    planned.get(first - 1)?.short?;
    let bottom = |taken: &Taken| Some(taken.top + matter.piece(taken.place)?.height);
    let mut ends = page.iter().filter_map(|column| column.taken.last());
    let lines = matter
        .lines(ends.clone().filter_map(bottom).max()? + matter.leading - Len::raw(1));
    (last_cost(lines) > 0).then_some((lines, ends.next_back()?.place))
}

/// What is parted behind a piece.
fn parted(matter: &Matter<'_>, last: Place) -> Why {
    let way = matter.segments.get(last.segment as usize);
    let way = way.and_then(|segment| segment.ways.get(usize::from(last.way)));
    let pieces = way.map_or(&[][..], |way| &way.pieces);
    let (at, count) = (last.piece as usize, pieces.len());
    let Some(piece) = pieces.get(at).filter(|piece| piece.after == After::MayNot) else {
        return Why::Parted;
    };
    let running = pieces[0].grid == Some(Len::ZERO) && !pieces[0].heading;
    match running {
        _ if piece.heading || pieces[0].heading => Why::Heading,
        true if count > 1 && at == 0 => Why::Orphan,
        true if at + 2 == count => Why::Widow,
        true | false => Why::Parted,
    }
}

/// Where a piece stands in the source; of what has no place there, what stands before it.
pub(super) fn span(blocks: &[Set], place: Place) -> Option<Span> {
    let (segment, piece) = (place.segment as usize, place.piece as usize);
    let last = |strips: &[Strip]| {
        strips.iter().rev().find_map(|strip| strip.placed.iter().find_map(begins))
    };
    let strips = &blocks.get(segment)?.strips;
    let here = &strips[..(piece + 1).min(strips.len())];
    let before = || blocks[..segment].iter().rev().find_map(|set| last(&set.strips));
    last(here).or_else(before)
}

/// Whether a picture is among what is placed.
pub(super) fn shows<'a>(mut placed: impl Iterator<Item = &'a Placed>) -> bool {
    placed.any(|placed| matches!(placed.mark, Mark::Picture(..)))
}

/// Tells of pages with so much room of which half and more stays white before what has no room on
/// them, where nothing else says so.
pub(super) fn tell_white(drafts: &mut [Draft], room: Len, leading: Len) {
    for at in 1..drafts.len() {
        let (before, after) = drafts.split_at_mut(at);
        let (Some(draft), Some(next)) = (before.last_mut(), after.first()) else {
            return;
        };
        let (white, last) = white(draft, room, leading);
        let lines = white.count().div_euclid(leading.count().max(1));
        let silent = draft.ended.iter().all(|ending| ending.is_hole_below(lines));
        if !next.called || !silent || draft.bleeds || white < room / 2 {
            continue;
        }
        let Some(place) = next.placed.iter().find_map(begins) else { continue };
        draft.ended.push(Ending::white(lines, last, (place, shows(next.placed.iter()))));
    }
}

/// How much of a page with so much room stays white, in one piece: below what stands on it, or
/// above its notes; and what stands there.
fn white(draft: &Draft, room: Len, leading: Len) -> (Len, Option<Span>) {
    let extent = |placed: &Placed| match &placed.mark {
        Mark::Line(line) if line.turned => (Len::ZERO, room),
        Mark::Line(_) => (placed.at.y - leading, placed.at.y),
        Mark::Rule(size, _) | Mark::Picture(_, size) | Mark::Link(size, _) => {
            (placed.at.y, placed.at.y + size.height)
        }
    };
    let mut extents: Vec<_> =
        draft.placed.iter().map(|placed| (extent(placed), begins(placed))).collect();
    extents.sort_by_key(|&(extent, _)| extent);
    let (mut filled, mut last, mut white) = (Len::ZERO, None, (Len::ZERO, None));
    for ((top, bottom), at) in extents {
        if top - filled > white.0 {
            white = (top - filled, last);
        }
        filled = filled.max(bottom);
        last = at.or(last);
    }
    if room - filled > white.0 { (room - filled, last) } else { white }
}

/// Where a thing begins in the source: of a paragraph, the line.
pub(super) fn begins(placed: &Placed) -> Option<Span> {
    let span = placed.span?;
    Some(match &placed.mark {
        Mark::Line(line) if (span.start..span.end).contains(&line.from) => {
            Span { start: line.from, ..span }
        }
        Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => span,
    })
}

impl Ending {
    /// A page that ends so many half lines short below a place, since what comes `next`, across
    /// all columns, finds no room; if that is so many that it is told.
    pub(super) fn before(
        by: i64,
        at: Option<Span>,
        next: Option<(Span, bool)>,
    ) -> Option<Ending> {
        let (why, picture, other) = (Why::Short(by), next, Other::Unsought);
        let at = at.or(next.map(|(next, _)| next));
        (by >= SHORT).then_some(Ending { why, at, picture, other })
    }

    /// Whether it is white above notes, of fewer lines.
    fn is_hole_below(&self, lines: i64) -> bool {
        match self.why {
            Why::Hole(own) | Why::Level(own) => own + 2 < lines,
            Why::Short(_)
            | Why::Empty
            | Why::Orphan
            | Why::Widow
            | Why::Heading
            | Why::Parted
            | Why::Divided(_)
            | Why::Few(_)
            | Why::White(_) => false,
        }
    }

    /// A page on which so many lines stay white below a place, since what comes `next` finds no
    /// room.
    pub(super) fn white(lines: i64, at: Option<Span>, next: (Span, bool)) -> Ending {
        let other = Other::Unsought;
        Ending {
            why: Why::White(lines),
            at: at.or(Some(next.0)),
            picture: Some(next),
            other,
        }
    }

    /// What is said of it, on pages with several `columns` or with one.
    pub(super) fn told(&self, columns: bool) -> Diagnostic {
        let unit = if columns { "column" } else { "page" };
        let (code, message) = match self.why {
            Why::Short(by) => {
                let lines = by as f64 / 2.0;
                // Pictures alone may follow the one that finds no room.
                let goes_on = match self.picture {
                    Some(_) => "",
                    None => ", though the text goes on",
                };
                let message = format!("this {unit} ends {lines} lines short{goes_on}");
                (Code::ShortPage, message)
            }
            Why::Empty => (
                Code::ForcedEnd,
                format!("the {unit} before this stays empty: it has no room for it"),
            ),
            Why::Orphan => (
                Code::ForcedEnd,
                format!(
                    "the first line of a paragraph stands alone at the end of a {unit}"
                ),
            ),
            Why::Widow => (
                Code::ForcedEnd,
                format!(
                    "the last line of a paragraph stands alone at the head of a {unit}"
                ),
            ),
            Why::Heading => (
                Code::ForcedEnd,
                format!("a heading ends a {unit}, parted from what it leads to"),
            ),
            Why::Parted => (
                Code::ForcedEnd,
                format!("a {unit} ends here, in the midst of what belongs together"),
            ),
            Why::Divided(side) => {
                let over = match side {
                    Side::Recto => "a word is divided over the turn of the leaf",
                    Side::Verso => {
                        "a word is divided from this page to the one facing it"
                    }
                };
                (Code::DividedOver, over.to_string())
            }
            Why::Hole(lines) | Why::Level(lines) => {
                let message = format!(
                    "{lines} lines are left white between the text and its notes"
                );
                (Code::ShortPage, message)
            }
            Why::White(lines) => {
                let message = format!("{lines} lines of this page stay white");
                (Code::ShortPage, message)
            }
            Why::Few(lines) => {
                let lines = if lines == 1 {
                    "a line stands".into()
                } else {
                    format!("{lines} lines stand")
                };
                (Code::ShortPage, format!("only {lines} on the last page"))
            }
        };
        let mut found = Diagnostic::new(code, message);
        found.at = self.at;
        match (self.why, self.picture) {
            (Why::Short(_) | Why::White(_), Some((picture, shown))) => found
                .related(picture, "this found no room on it")
                .help(if shown {
                    "move it a paragraph up or down, or make it smaller: `{width=60%}`"
                } else {
                    "move it a paragraph up or down"
                }),
            (Why::White(_), None) => found,
            (Why::Short(_), None) => self.other.told(
                found,
                "end lower here",
                "no other end serves: what comes next is kept together, or brings a note that finds no \
                 room, or would leave too little for the last page; a word more or less in what \
                 stands before may help, or a picture, a table or a break in another place",
                columns,
            ),
            (Why::Divided(_), _) => self.other.told(
                found,
                "end with a whole word here",
                "no end with a whole word was found: a word more or less before it may help",
                columns,
            ),
            (Why::Hole(_), _) => found.help(
                "what comes next is kept together, or brings a note that finds no room: a word more or \
                 less before it may help, or a shorter note",
            ),
            (Why::Level(_), _) => found.help(
                "a picture or a table in another place may help, or notes behind the article: `[design.notes] \
                 print = \"article\"`",
            ),
            (Why::Few(_), _) => found.help(
                "take a few words out or put some in, or let `fit` look for a number of pages",
            ),
            (Why::Empty | Why::Orphan | Why::Widow | Why::Heading | Why::Parted, _) => found.help(
                "every other end would have been as bad: a word more or less before it may help, or \
                 a picture, a table or a break in another place",
            ),
        }
    }
}
