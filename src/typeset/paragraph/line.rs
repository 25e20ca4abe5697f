//! Breaks → lines of glyphs. A justified line sums to its measure exactly: what its spaces
//! share is divided in integers, the remainder spread along them.

use std::sync::Arc;

use super::Room;
use super::breaker::{Chance, Fit, LineBreak, even};
use super::items::{Cut, Item, Items, scale};
use super::space::Give;
use crate::document::{AnchorId, NoteId, PictureId};
use crate::geom::{Len, Size};
use crate::pages::{Glyph, Goal, Ink, Line, NodeId, Run};
use crate::source::Span;
use crate::theme::Align;
use crate::typeset::text::{Cast, Flat, Shaper, Sort, Thing, Word};

/// A line ready to be placed, with what belongs to it. Distances count from the left end of
/// the paragraph's room and, downward, from the baseline.
#[derive(Clone, Debug)]
pub(crate) struct SetLine {
    /// Where it begins.
    pub(crate) x: Len,
    pub(crate) line: Line,
    /// What can be clicked.
    pub(crate) links: Vec<LinkBox>,
    /// Rules through struck words: place, width, ink.
    pub(crate) strikes: Vec<(Len, Len, Ink, Option<NodeId>)>,
    /// Small pictures.
    pub(crate) pictures: Vec<(Len, PictureId, Size, Option<NodeId>)>,
    /// Notes whose markers stand here, in order.
    pub(crate) notes: Vec<NoteId>,
    /// Places that links point at.
    pub(crate) anchors: Vec<AnchorId>,
    /// Where its text comes from.
    pub(crate) span: Option<Span>,
    /// How it fits, and the place of its first word in the flat text.
    pub(crate) fit: Fit,
    /// Whether it ends inside a word.
    pub(crate) hyphen: bool,
    /// The first byte of the word that is torn at its end, because no line has room for it.
    pub(crate) torn: Option<usize>,
    /// The first byte of the flat text on the line.
    pub(crate) start: usize,
    /// A character on the line that no face has, with its place in the flat text.
    pub(crate) missing: Vec<(char, usize)>,
    /// The place of small capitals that a face lacks.
    pub(crate) no_small_caps: Option<usize>,
}

/// A box that can be clicked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkBox {
    pub(crate) x: Len,
    pub(crate) width: Len,
    pub(crate) goal: Goal,
    pub(crate) node: Option<NodeId>,
}

pub(super) fn place(
    flat: &Flat,
    items: &Items,
    breaks: &[LineBreak],
    room: &Room,
    shaper: &mut Shaper<'_>,
) -> Vec<SetLine> {
    let mut breaks = breaks.to_vec();
    even(&items.chances, &|line| room.width(line), &room.setting(items), &mut breaks);
    let mut lines = Vec::with_capacity(breaks.len());
    let mut from = Cut { item: 0, division: None };
    for (number, taken) in breaks.iter().enumerate() {
        let to = items.cuts[taken.at];
        let Chance { cost, hyphen, .. } = items.chances[taken.at];
        let ended = cost == Chance::FORCED;
        let mut builder = Builder::new(flat, shaper);
        builder.quarters = quarters(taken.letters);
        builder.fill(items, from, to);
        let indent = room.moved_in(number);
        if number == 0 && !room.flush() {
            builder.out.0 = Len::ZERO;
        }
        let line = builder.finish(room, indent, taken.fit, ended);
        lines.push(SetLine { hyphen, torn: torn(items, to), ..line });
        from = skip(items, to);
    }
    lines
}

/// Where the word begins that a break tears.
fn torn(items: &Items, cut: Cut) -> Option<usize> {
    let Item::Word { word, at, .. } = items.items.get(cut.item)? else { return None };
    let division = word.divisions.get(cut.division?)?;
    (division.sort == Sort::Torn).then_some(*at)
}

/// Past the space or line end at which a line was broken.
fn skip(items: &Items, cut: Cut) -> Cut {
    if cut.division.is_some() {
        return cut;
    }
    let mut item = cut.item;
    if let Some(Item::Space { .. } | Item::End) = items.items.get(item) {
        item += 1;
    }
    Cut { item, division: None }
}

/// One stretch of a line: a word or a part of one, a space, a picture.
struct Builder<'a, 'f> {
    flat: &'a Flat,
    shaper: &'a mut Shaper<'f>,
    runs: Vec<Run>,
    /// The passage of each run.
    passages: Vec<u32>,
    /// The stretching spaces: run, glyph, what they can give.
    spaces: Vec<(usize, usize, Give)>,
    width: Len,
    /// How many quarters of what they can give its letters are widened by.
    quarters: i32,
    /// How far its first and last word stand out.
    out: (Len, Len),
    pictures: Vec<(Len, PictureId, Size, Option<NodeId>, usize)>,
    anchors: Vec<AnchorId>,
    notes: Vec<NoteId>,
    start: Option<usize>,
    missing: Vec<(char, usize)>,
    no_small_caps: Option<usize>,
}

impl<'a, 'f> Builder<'a, 'f> {
    fn new(flat: &'a Flat, shaper: &'a mut Shaper<'f>) -> Self {
        Builder {
            flat,
            shaper,
            runs: Vec::with_capacity(2),
            passages: Vec::with_capacity(2),
            spaces: Vec::with_capacity(12),
            width: Len::ZERO,
            quarters: 0,
            out: (Len::ZERO, Len::ZERO),
            pictures: Vec::new(),
            anchors: Vec::new(),
            notes: Vec::new(),
            start: None,
            missing: Vec::new(),
            no_small_caps: None,
        }
    }

    fn fill(&mut self, items: &Items, from: Cut, to: Cut) {
        let last = if to.division.is_some() { to.item + 1 } else { to.item };
        for index in from.item..last {
            match &items.items[index] {
                Item::Word { word, cast, rise, passage, at } => {
                    let begin = from.division.filter(|_| index == from.item);
                    let end = to.division.filter(|_| index == to.item);
                    let part = self.part(word, cast, begin, end);
                    let (left, right) = items.edges.out(part.out, cast);
                    if self.empty() {
                        self.out.0 = left;
                    }
                    self.out.1 = right;
                    let offset = begin.map_or(0, |d| usize::from(word.divisions[d].at));
                    self.start.get_or_insert(at + offset);
                    let until = end.map_or(usize::MAX, |d| word.divisions[d].at.into());
                    let here = word.missing.iter().map(|&(at, c)| (usize::from(at), c));
                    let here = here.filter(|&(at, _)| offset <= at && at < until);
                    self.missing.extend(here.map(|(within, c)| (c, at + within)));
                    if word.no_small_caps {
                        self.no_small_caps.get_or_insert(*at);
                    }
                    if let Thing::Marker { note, first: true, .. } =
                        &self.flat.passages[*passage as usize].thing
                    {
                        self.notes.push(*note);
                    }
                    self.push(&part, cast, *rise, *passage);
                }
                Item::Space { width, give, cast, passage, character } => {
                    self.out.1 = Len::ZERO;
                    self.space(*width, *give, cast, *passage, *character);
                }
                Item::Picture { picture, size, passage } => {
                    self.out.1 = Len::ZERO;
                    let node = self.flat.passages[*passage as usize].node;
                    self.pictures.push((
                        self.width,
                        *picture,
                        *size,
                        node,
                        self.spaces.len(),
                    ));
                    self.width += size.width;
                    // The run after the picture begins behind it.
                    self.passages.push(u32::MAX);
                    self.runs.push(empty_run(self.width));
                }
                Item::Anchor { passage } => {
                    if let Thing::Anchor(anchor) =
                        self.flat.passages[*passage as usize].thing
                    {
                        self.anchors.push(anchor);
                    }
                }
                Item::End => {}
            }
        }
    }

    /// Whether nothing has been set yet.
    fn empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The word between two of its divisions, shaped alone where it is cut.
    fn part(
        &mut self,
        word: &Arc<Word>,
        cast: &Cast,
        begin: Option<usize>,
        end: Option<usize>,
    ) -> Arc<Word> {
        if begin.is_none() && end.is_none() {
            return Arc::clone(word);
        }
        let from = begin.map_or(0, |d| usize::from(word.divisions[d].at));
        let (to, hyphen) = end.map_or((word.text.len(), false), |d| {
            (usize::from(word.divisions[d].at), word.divisions[d].sort.hyphenates())
        });
        Arc::new(self.shaper.part(&word.text[from..to], cast, hyphen))
    }

    fn push(&mut self, word: &Word, cast: &Cast, rise: Len, passage: u32) {
        let mut byte = 0;
        for glyph in &word.glyphs {
            let face = word.faces[usize::from(glyph.face)];
            let stretch = i64::from(cast.stretch(self.quarters));
            let wide = |em: i32| scale(em, cast.size).ratio(stretch, 1000);
            let advance = wide(glyph.advance)
                + if glyph.bytes > 0 { cast.letter_space } else { Len::ZERO };
            let run = self.run(face, cast, rise, passage);
            let end = byte + usize::from(glyph.bytes);
            run.text.push_str(word.text.get(byte..end).unwrap_or(""));
            byte = end;
            run.glyphs.push(Glyph {
                id: glyph.id,
                bytes: glyph.bytes,
                advance: advance.count() as i32,
                dx: wide(glyph.dx).count() as i32,
                dy: scale(glyph.dy, cast.size).count() as i32,
            });
            self.width += advance;
        }
    }

    fn space(
        &mut self,
        width: Len,
        give: Give,
        cast: &Cast,
        passage: u32,
        character: char,
    ) {
        let face = self.shaper.face(cast);
        let (id, _) = self.shaper.space(face);
        let run = self.run(face, cast, Len::ZERO, passage);
        run.text.push(character);
        run.glyphs.push(Glyph {
            id,
            bytes: character.len_utf8() as u16,
            advance: width.count() as i32,
            dx: 0,
            dy: 0,
        });
        let place =
            (self.runs.len() - 1, self.runs[self.runs.len() - 1].glyphs.len() - 1);
        if give != Give::default() {
            self.spaces.push((place.0, place.1, give));
        }
        self.width += width;
    }

    /// The run to add to: the last one where nothing changes.
    fn run(
        &mut self,
        face: crate::font::FaceId,
        cast: &Cast,
        rise: Len,
        passage: u32,
    ) -> &mut Run {
        let node = self.flat.passages[passage as usize].node;
        let ink = Ink::Black(cast.tint);
        let stretch = cast.stretch(self.quarters);
        let joins =
            self.runs.last().zip(self.passages.last()).is_some_and(|(run, &known)| {
                let same = known == passage || {
                    let thing = &self.flat.passages[passage as usize].thing;
                    known != u32::MAX
                        && *thing == Thing::Text
                        && self.flat.passages[known as usize].thing == Thing::Text
                        && self.flat.passages[known as usize].cast.strike == cast.strike
                };
                same && (run.face, run.size, run.rise, run.stretch, run.ink, run.node)
                    == (face, cast.size, rise, stretch, ink, node)
            });
        if !joins {
            let x = self.width;
            self.passages.push(passage);
            let (text, glyphs) = (String::new(), Vec::new());
            self.runs.push(Run {
                x,
                rise,
                face,
                size: cast.size,
                stretch,
                ink,
                node,
                text,
                glyphs,
            });
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last]
    }

    fn finish(mut self, room: &Room, indent: Len, fit: Fit, ended: bool) -> SetLine {
        let (left, right) = self.out;
        let measure = room.measure - indent + left + right;
        let justified = room.align == Align::Justified && !matches!(fit, Fit::Short(_));
        // The last line is squeezed where it must be, never stretched.
        let fill = justified && (!ended || self.width > measure);
        let mut ratio = 0;
        if fill && !matches!(fit, Fit::Overfull(_)) {
            ratio = self.ratio(measure - self.width, fit);
            self.justify(measure - self.width);
        } else if fill {
            let shrink = self.spaces.iter().map(|&(.., give)| give.shrink).sum::<Len>();
            ratio = -1000;
            self.justify(-shrink);
        }
        // Where the line is not filled its end is no edge.
        self.out.1 = if fill { right } else { Len::ZERO };
        let x = indent - left
            + match room.align {
                Align::Justified | Align::Left => Len::ZERO,
                Align::Centre => (measure - self.width) / 2,
                Align::Right => measure - self.width,
            };
        let (links, strikes) = self.boxes(x);
        let spans = self.passages.iter().filter(|&&p| p != u32::MAX);
        let mut named = spans.map(|&p| &self.flat.passages[p as usize]);
        let first = named.find(|passage| passage.span.is_some());
        let start = self.start.unwrap_or(0);
        let from =
            first.map_or(0, |passage| start.max(passage.start) as isize - passage.base);
        let span = first.and_then(|passage| passage.span);
        let pictures =
            self.pictures.iter().map(|&(at, id, size, node, _)| (x + at, id, size, node));
        let pictures = pictures.collect();
        self.runs.retain(|run| !run.glyphs.is_empty());
        SetLine {
            x,
            line: Line {
                role: room.role,
                width: self.width,
                out: self.out,
                ratio,
                turned: false,
                from: u32::try_from(from).unwrap_or(0),
                runs: self.runs,
            },
            links,
            strikes,
            pictures,
            notes: self.notes,
            anchors: self.anchors,
            span,
            fit,
            hyphen: false,
            torn: None,
            start,
            missing: self.missing,
            no_small_caps: self.no_small_caps,
        }
    }

    /// How far the spaces must change to give what is missing, in thousandths of what they
    /// can.
    fn ratio(&self, missing: Len, fit: Fit) -> i32 {
        let give = self.give(missing);
        match fit {
            _ if give > 0 => (missing.count().saturating_mul(1000) / give) as i32,
            Fit::Good(ratio) | Fit::Loose(ratio) | Fit::Short(ratio) => ratio,
            Fit::Overfull(_) => -1000,
        }
    }

    /// What the spaces can give of what is missing or too much.
    fn give(&self, missing: Len) -> i64 {
        self.spaces.iter().map(|&(.., give)| give.of(missing).count()).sum()
    }

    /// Shares what is missing (or too much) among the spaces, exactly, by what they can give.
    fn justify(&mut self, missing: Len) {
        let total = self.give(missing);
        if total == 0 || missing == Len::ZERO {
            return;
        }
        let (mut seen, mut given) = (0, 0);
        let mut moved: Vec<(usize, Len)> = Vec::with_capacity(self.spaces.len());
        for &(run, glyph, give) in &self.spaces {
            seen += give.of(missing).count();
            let upto = Len::raw(missing.count()).ratio(seen, total).count();
            let share = upto - given;
            given = upto;
            self.runs[run].glyphs[glyph].advance += share as i32;
            moved.push((run, Len::raw(upto)));
        }
        // Runs and pictures behind a space move with it.
        let mut next = 0;
        let mut shift = Len::ZERO;
        for (index, run) in self.runs.iter_mut().enumerate() {
            while next < moved.len() && moved[next].0 < index {
                shift = moved[next].1;
                next += 1;
            }
            run.x += shift;
        }
        for (at, _, _, _, before) in &mut self.pictures {
            if let Some((_, upto)) =
                before.checked_sub(1).and_then(|last| moved.get(last))
            {
                *at += *upto;
            }
        }
        self.width += missing;
    }

    /// The boxes of links and the rules through struck words.
    #[expect(clippy::type_complexity, reason = "two lists, taken apart at once")]
    fn boxes(&self, x: Len) -> (Vec<LinkBox>, Vec<(Len, Len, Ink, Option<NodeId>)>) {
        let mut links: Vec<LinkBox> = Vec::new();
        let mut strikes = Vec::new();
        for (run, &passage) in self.runs.iter().zip(&self.passages) {
            if passage == u32::MAX || run.glyphs.is_empty() {
                continue;
            }
            let passage = &self.flat.passages[passage as usize];
            let width: Len = run.glyphs.iter().map(|g| Len::raw(g.advance.into())).sum();
            if passage.cast.strike {
                strikes.push((x + run.x, width, run.ink, run.node));
            }
            let goal = match &passage.thing {
                Thing::Link(goal) | Thing::Marker { goal, .. } => goal.clone(),
                Thing::Text | Thing::Anchor(_) | Thing::Picture(_) => continue,
            };
            match links.last_mut() {
                Some(last) if last.goal == goal && last.node == run.node => {
                    last.width = x + run.x + width - last.x;
                }
                _ => links.push(LinkBox { x: x + run.x, width, goal, node: run.node }),
            }
        }
        (links, strikes)
    }
}

/// How many quarters of what they can give a line's letters take: few steps, so that lines
/// side by side seldom differ.
fn quarters(letters: i32) -> i32 {
    (letters + 125 * letters.signum()) / 250
}

fn empty_run(x: Len) -> Run {
    Run {
        x,
        rise: Len::ZERO,
        face: crate::font::FaceId::new(0),
        size: Len::ZERO,
        stretch: 1000,
        ink: Ink::Black(1000),
        node: None,
        text: String::new(),
        glyphs: Vec::new(),
    }
}
