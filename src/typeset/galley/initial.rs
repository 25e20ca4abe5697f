//! How the text of an article begins: a first line in small capitals, and before it a letter
//! of several lines.
//!
//! The letter's foot stands on the last of its lines, its head as high as the capitals of
//! the first. Quotation marks before it hang in the margin in the size of the text. In the
//! text of the page it belongs to the word that it begins: it is drawn without text of its
//! own, and the first letter behind it stands for both.

use super::frame::Frame;
use super::line::small_picture;
use super::setter::Setter;
use crate::document::PictureId;
use crate::geom::Len;
use crate::pages::{Glyph, Ink, Run};
use crate::theme::{Caps, Initial};
use crate::typeset::leaf::Leaf;
use crate::typeset::paragraph::{self, Fit, Lines, Room, SetLine, scale};
use crate::typeset::text::{Cast, Flat, Position, Thing};

/// The space between the letter and the lines beside it, in ems of the text.
const GAP: f64 = 0.28;
/// The widest letter, as a part of the measure.
const WIDEST: i64 = 3;
/// How far a letter may hang below its last line, in hundredths of the leading.
const DEEP: i64 = 30;
/// Space between the letters of the small capitals, in ems: as it should be, and what it may
/// become so that whole words fill the line.
const SPACED: [f64; 5] = [0.05, 0.065, 0.035, 0.08, 0.02];
/// How many words in small capitals lead into a line that they cannot fill.
const LEAD: usize = 3;

/// A letter that is to be set large: what stands before it, and where it ends.
struct Letter {
    /// The quotation marks before it end here.
    from: usize,
    to: usize,
}

/// A large letter.
struct Versal {
    /// The letter, without text.
    run: Run,
    /// How far it moves lines in.
    width: Len,
    /// Into how many lines below its last it hangs down.
    deep: u8,
}

/// Lines that are left beside a letter for the paragraph after its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Beside {
    /// How far they are moved in.
    pub(super) width: Len,
    /// How many there are.
    pub(super) lines: u8,
}

impl Setter<'_, '_, '_> {
    /// Sets the paragraph as the theme lets articles begin; whether it does.
    pub(super) fn initial(&mut self, flat: &Flat, frame: &Frame) -> bool {
        let dropped = match self.all.theme.initial {
            Initial::None => return false,
            Initial::FirstLine => false,
            Initial::Drop => true,
        };
        if dropped && self.dropped(flat, frame) {
            return true;
        }
        let lines = self.first_line(flat, frame, Len::ZERO, 1);
        self.lines(flat, lines, frame, 0);
        true
    }

    /// Sets the paragraph around a large letter, where it has one and is long enough.
    fn dropped(&mut self, flat: &Flat, frame: &Frame) -> bool {
        let Some(letter) = letter(flat) else { return false };
        let high = self.all.theme.initial_lines;
        let Some(Versal { mut run, width, deep }) =
            self.versal(flat, &letter, frame, high)
        else {
            return false;
        };
        // A tail that hangs below the last line is given room as well.
        let high = high + deep;
        let marks = self.marks(flat, &letter, frame);
        let behind = next_word(&flat.text, letter.to);
        let rest = flat.from(behind);
        let mut lines = self.first_line(&rest, frame, width, high);
        if let Some(more) = high.checked_sub(lines.len() as u8).filter(|more| *more > 0) {
            // The next paragraph stands beside the letter as well, if it is long enough.
            let beside = Beside { width, lines: more };
            if !self.next_fills(beside, frame) {
                return false;
            }
            self.beside = Some(beside);
        }
        let Some(first) = lines.first_mut() else { return false };
        let Some(next) = first.line.runs.first_mut() else { return false };
        // The letter's own text goes to the first glyph that follows it.
        let own = &flat.text[..behind];
        let Some(glyph) = next.glyphs.first_mut() else { return false };
        glyph.bytes += own.len() as u16;
        next.text.insert_str(0, own);
        run.x -= width;
        run.node = next.node;
        first.line.runs.insert(0, run);
        if let Some((mut marks, wide)) = marks {
            marks.x = -width - wide;
            first.line.runs.insert(0, marks);
        }
        self.lines(&rest, lines, frame, usize::from(high));
        true
    }

    /// Whether the paragraph that follows fills the lines that are left beside a letter.
    fn next_fills(&mut self, beside: Beside, frame: &Frame) -> bool {
        let Some(next) = self.next else { return false };
        let root = self.leaf.root();
        let mut scratch = Leaf::new();
        std::mem::swap(&mut scratch, &mut self.leaf);
        let flat = self.flat(next, frame, root);
        std::mem::swap(&mut scratch, &mut self.leaf);
        let indent = beside.width + frame.style.indent;
        let room = self.room_beside(frame, indent, beside.lines);
        self.set_beside(&flat, &room).len() >= beside.lines.into()
    }

    /// The letter as it hangs from the first line.
    fn versal(
        &mut self,
        flat: &Flat,
        letter: &Letter,
        frame: &Frame,
        high: u8,
    ) -> Option<Versal> {
        // It is a capital, whatever the word that it begins is set in.
        let cast = cast_at(flat, letter.from)?;
        let cast = Cast { caps: Caps::Normal, letter_space: Len::ZERO, ..cast };
        let word = self.shaper.part(&flat.text[letter.from..letter.to], &cast, false);
        let [glyph] = &word.glyphs[..] else { return None };
        let id = *word.faces.first()?;
        let face = self.shaper.face_of(id);
        let ink = face.ink(glyph.id)?;
        let below = frame.style.leading * i64::from(high.max(1) - 1);
        let capital = i64::from(face.metrics.cap_height.max(1));
        let size = frame.style.size + below.ratio(1000, capital);
        let edge = |part: i32| size.ratio(part.into(), 1000);
        let width = edge(ink.right - ink.left) + frame.style.size.scale(GAP);
        if !word.missing.is_empty() || width > frame.measure / WIDEST {
            return None;
        }
        let (tail, leading) = (-edge(ink.bottom), frame.style.leading);
        let over = (tail - leading.ratio(DEEP, 100)).max(Len::ZERO);
        let deep = (over.round_up_to(leading).count() / leading.count().max(1)) as u8;
        let advance = scale(glyph.advance, size);
        let glyph = Glyph {
            id: glyph.id,
            bytes: 0,
            advance: advance.count() as i32,
            dx: -edge(ink.left).count() as i32,
            dy: 0,
        };
        let (rise, stretch, ink) = (Len::ZERO - below, 1000, Ink::Black(cast.tint));
        let (x, node, text, glyphs) = (Len::ZERO, None, String::new(), vec![glyph]);
        let run = Run { x, rise, face: id, size, stretch, ink, node, text, glyphs };
        Some(Versal { run, width, deep })
    }

    /// The quotation marks before the letter, and how far they stand out.
    fn marks(
        &mut self,
        flat: &Flat,
        letter: &Letter,
        frame: &Frame,
    ) -> Option<(Run, Len)> {
        let cast = cast_at(flat, 0).filter(|_| letter.from > 0)?;
        let node = flat.passages.first()?.node;
        let plain = Flat::plain(
            &flat.text[..letter.from],
            Cast { protrudes: false, ..cast },
            node,
        );
        let line = paragraph::set_line(&plain, self.line_role, self.shaper)?;
        let wide = line.width + frame.style.size.scale(0.02);
        let mut run = line.runs.into_iter().next()?;
        // Like the letter, they are told by what follows.
        run.text.clear();
        run.glyphs.iter_mut().for_each(|glyph| glyph.bytes = 0);
        Some((run, wide))
    }

    /// Sets the paragraph with words in small capitals in its first line; where it is asked for
    /// by hand, in a line more or less than it would have.
    fn first_line(
        &mut self,
        flat: &Flat,
        frame: &Frame,
        indent: Len,
        indented: u8,
    ) -> Vec<SetLine> {
        let room = self.room_beside(frame, indent, indented);
        let own = self.led_in(flat, frame, &room, None);
        let own = own.unwrap_or_else(|| self.set_beside(flat, &room));
        match std::mem::take(&mut self.hand.lines) {
            0 => own,
            by => {
                // Words in small capitals are wider: the lines are counted with them, as the
                // editor sees them.
                let asked = own.len().checked_add_signed(by.into());
                let found = asked.and_then(|count| {
                    self.led_in(flat, frame, &room, Some(count))
                        .or_else(|| self.set_beside_in(count, flat, &room))
                });
                found.unwrap_or_else(|| {
                    self.report_impossible(by, flat);
                    own
                })
            }
        }
    }

    /// Sets the paragraph as it likes best or in just so many lines, with the words of its first
    /// line in small capitals: those, and no others, that then fill it; where none do, the first
    /// few.
    fn led_in(
        &mut self,
        flat: &Flat,
        frame: &Frame,
        room: &Room,
        count: Option<usize>,
    ) -> Option<Vec<SetLine>> {
        const TRIES: usize = 8;
        let set = |setter: &mut Self, flat: &Flat| match count {
            None => Some(setter.set_beside(flat, room)),
            Some(count) => setter.set_beside_in(count, flat, room),
        };
        let plain = set(self, flat).unwrap_or_else(|| self.set_beside(flat, room));
        // Small capitals are wider: no word more than plain letters leave room for.
        let most = plain.get(1).map_or(flat.text.len(), |line| line.start);
        let ends: Vec<usize> = ends(&flat.text, most);
        let good = |lines: &[SetLine]| {
            lines.first().is_some_and(|line| match line.fit {
                Fit::Good(_) => true,
                Fit::Loose(_) | Fit::Short(_) | Fit::Overfull(_) => false,
            })
        };
        for ems in SPACED {
            let space = frame.style.size.scale(ems);
            for &end in ends.iter().take(TRIES) {
                let cast = flat.recast(end, |cast| small_caps(cast, space));
                let Some(lines) = set(self, &cast) else { continue };
                let fits = match lines.get(1) {
                    Some(second) => second.start == next_word(&flat.text, end),
                    None => end == flat.text.len(),
                };
                if fits && good(&lines) {
                    return Some(lines);
                }
            }
        }
        let end = *ends.get(ends.len().checked_sub(LEAD)?)?;
        let space = frame.style.size.scale(SPACED[0]);
        let cast = flat.recast(end, |cast| small_caps(cast, space));
        set(self, &cast).filter(|lines| good(lines))
    }

    /// The lines of the paragraph in a room whose first lines are moved in.
    fn set_beside(&mut self, flat: &Flat, room: &Room) -> Vec<SetLine> {
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        paragraph::set(flat, room, self.shaper, &pictures)
    }

    /// The same in just so many lines, if it can be set so.
    fn set_beside_in(
        &mut self,
        count: usize,
        flat: &Flat,
        room: &Room,
    ) -> Option<Vec<SetLine>> {
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        paragraph::set_otherwise(Lines::Just(count), flat, room, self.shaper, &pictures)
    }

    fn room_beside(&self, frame: &Frame, indent: Len, indented: u8) -> Room {
        let (measure, align, role) = (frame.measure, frame.style.align, self.line_role);
        Room { measure, indent, indented, hang: Len::ZERO, align, role }
    }
}

/// A cast in small capitals, unless it has capitals or a height of its own.
fn small_caps(cast: Cast, space: Len) -> Cast {
    match (cast.position, cast.caps) {
        (Position::Normal, Caps::Normal) => {
            Cast { caps: Caps::Small, letter_space: space, hyphens: false, ..cast }
        }
        (Position::Normal | Position::Superior | Position::Inferior, _) => cast,
    }
}

/// The most quotation marks and spaces before a large letter.
const MARKS: usize = 4;

/// The letter that a text begins with, behind quotation marks; `None` where it begins with
/// anything else: a dash of speech, a figure, a note, code.
fn letter(flat: &Flat) -> Option<Letter> {
    let is_mark = |c: char| {
        matches!(c, '\u{2018}'..='\u{201f}' | '«' | '‹' | '¿' | '¡')
            || c == '\u{a0}'
            || c == '\u{202f}'
    };
    let from = flat.text.find(|c: char| !is_mark(c))?;
    if flat.text[..from].chars().count() > MARKS {
        return None;
    }
    let first = flat.text[from..].chars().next().filter(|c| c.is_uppercase())?;
    let to = from + first.len_utf8();
    // A mark that combines with the letter belongs to it, and the two are left alone.
    let follows = flat.text[to..].chars().next()?;
    let plain =
        follows.is_alphabetic() || matches!(follows, ' ' | '\u{a0}' | '\u{2019}' | '.');
    let text = |p: &crate::typeset::text::Passage| match p.thing {
        Thing::Text | Thing::Anchor(_) => true,
        Thing::Link(_) | Thing::Marker { .. } | Thing::Picture(_) => false,
    };
    let alone = flat.passages.iter().take_while(|p| p.start <= from).all(text);
    (plain && alone).then_some(Letter { from, to })
}

/// The cast of a byte of a text.
fn cast_at(flat: &Flat, at: usize) -> Option<Cast> {
    let passage = flat.passages.iter().find(|p| p.start <= at && at < p.end)?;
    Some(passage.cast)
}

/// The ends of the words up to a byte, the last first.
fn ends(text: &str, most: usize) -> Vec<usize> {
    let whole = (most == text.len()).then_some(most);
    let spaces = text[..most].char_indices().filter(|&(_, c)| c == ' ');
    let mut ends: Vec<usize> = spaces.map(|(at, _)| at).chain(whole).collect();
    ends.reverse();
    ends
}

/// Where the word behind a space begins.
fn next_word(text: &str, end: usize) -> usize {
    end + text[end..].chars().take_while(|&c| c == ' ').count()
}
