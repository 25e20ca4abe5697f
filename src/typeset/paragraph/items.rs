//! A flat text → words and spaces, and the chances to break among them.

use std::sync::Arc;

use super::breaker::{Chance, Totals};
use super::space::{self, Give, Stops};
use crate::document::PictureId;
use crate::geom::{Len, Size};
use crate::typeset::text::{Cast, Flat, Passage, Position, Shaper, Sort, Thing, Word};

/// The sizes that small pictures take in a line of a size.
pub(crate) type PictureSizes<'a> = &'a dyn Fn(PictureId, Len) -> Size;

/// One item of a paragraph.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A shaped word, or a part of one where the cast changes inside it.
    Word {
        word: Arc<Word>,
        /// Its cast, with superior and inferior letters settled.
        cast: Cast,
        rise: Len,
        passage: u32,
        /// Where it begins in the text.
        at: usize,
    },
    /// A space.
    Space { width: Len, give: Give, cast: Cast, passage: u32, character: char },
    /// A line end that the author wants.
    End,
    /// A small picture.
    Picture { picture: PictureId, size: Size, passage: u32 },
    /// A place that links point at.
    Anchor { passage: u32 },
}

/// Where a line ends: before an item, or within a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Cut {
    pub(crate) item: usize,
    /// The division of that word, by its place.
    pub(crate) division: Option<usize>,
}

/// A paragraph's items, its chances to break, and the cut that each chance stands for.
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    pub(crate) chances: Vec<Chance>,
    pub(crate) cuts: Vec<Cut>,
    /// What the first word adds to the first line by standing out: nothing or less.
    pub(crate) head: Len,
    pub(super) edges: Edges,
    /// A place in a word that is not to be divided.
    whole: Option<usize>,
}

/// Which edges of a text are straight, so that signs stand out from them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Edges {
    pub(crate) left: bool,
    pub(crate) right: bool,
}

impl Edges {
    /// How far a word in a cast stands out from them.
    pub(crate) fn out(self, (left, right): (i32, i32), cast: &Cast) -> (Len, Len) {
        let side = |straight: bool, out: i32| {
            if straight && cast.protrudes { scale(out, cast.size) } else { Len::ZERO }
        };
        (side(self.left, left), side(self.right, right))
    }
}

/// What a hyphen costs, as TeX's `\hyphenpenalty`.
const HYPHEN: i32 = 70;
/// A break that the text itself shows: cheaper than a hyphen that must be added, dearer
/// than a space.
const SHOWN: i32 = 30;
/// A second hyphen in a compound reads badly, "co-op-eration": only where spaces would be nearly
/// twice as wide as they should be.
const COMPOUND: i32 = 430;
/// An address or code goes on after a sign; it breaks at a joint only where lines would be
/// loose, and is cut only where they would be very loose.
const SIGN: i32 = 80;
const JOINT: i32 = 150;
const CUT: i32 = 1000;

/// A title is parted from its name ("Mr. Collins") only where spaces would be nearly twice
/// as wide as they should be.
const TITLE: i32 = 420;

/// A name is read at a glance, and divided badly by patterns made for words.
const NAME: i32 = 250;

/// Two letters at a line's beginning, in languages that avoid them: only where spaces would be
/// half as wide again as they should be.
const TWO: i32 = 280;

/// A syllable that is not sounded at a line's beginning: only where spaces would be nearly twice
/// as wide as they should be.
const MUTE: i32 = 430;

/// The longest word that is shaped in one piece, in bytes.
const LONGEST: usize = 240;

impl Items {
    pub(crate) fn collect(
        flat: &Flat,
        edges: Edges,
        shaper: &mut Shaper<'_>,
        pictures: PictureSizes<'_>,
    ) -> Items {
        let mut items = Items {
            items: Vec::with_capacity(flat.text.len() / 3),
            chances: Vec::new(),
            cuts: Vec::new(),
            head: Len::ZERO,
            edges,
            whole: flat.whole,
        };
        let mut at = Totals::default();
        for (index, passage) in flat.passages.iter().enumerate() {
            items.passage(flat, passage, index as u32, &mut at, shaper, pictures);
        }
        if items.items.is_empty() {
            return items;
        }
        items.end(at);
        items
    }

    /// How wide all is in one line.
    pub(super) fn width(&self) -> Len {
        self.chances.last().map_or(Len::ZERO, |last| last.end.width)
    }

    fn passage(
        &mut self,
        flat: &Flat,
        passage: &Passage,
        index: u32,
        at: &mut Totals,
        shaper: &mut Shaper<'_>,
        pictures: PictureSizes<'_>,
    ) {
        match &passage.thing {
            Thing::Anchor(_) => {
                self.items.push(Item::Anchor { passage: index });
                return;
            }
            Thing::Picture(picture) => {
                let size = pictures(*picture, passage.cast.size);
                at.width += size.width;
                self.items.push(Item::Picture {
                    picture: *picture,
                    size,
                    passage: index,
                });
                return;
            }
            Thing::Text | Thing::Link(_) | Thing::Marker { .. } => {}
        }
        let text = &flat.text[passage.start..passage.end];
        let (cast, rise) = settle(&passage.cast, text, shaper);
        let mut start = 0;
        for (byte, character) in text.char_indices() {
            if !matches!(character, ' ' | '\u{a0}' | '\n') {
                continue;
            }
            self.word(
                &text[start..byte],
                &cast,
                rise,
                index,
                passage.start + start,
                at,
                shaper,
            );
            start = byte + character.len_utf8();
            if character == '\n' {
                self.end(*at);
                self.items.push(Item::End);
            } else {
                let named = text[start..].starts_with(char::is_uppercase);
                self.space(character, named, &cast, index, at, shaper);
            }
        }
        self.word(&text[start..], &cast, rise, index, passage.start + start, at, shaper);
    }

    /// A space; `named` where a capital follows it.
    fn space(
        &mut self,
        character: char,
        named: bool,
        cast: &Cast,
        passage: u32,
        at: &mut Totals,
        shaper: &mut Shaper<'_>,
    ) {
        let stretches = cast.family != crate::theme::Family::Mono;
        let (_, advance) = shaper.space(shaper.face(cast));
        let width = scale(advance, cast.size) + cast.letter_space;
        let end = *at;
        at.width += width;
        let titled = self.after_title();
        let stops = if shaper.spaces_sentences(cast) { Stops::WIDE } else { Stops::EVEN };
        let give = match self.items.last() {
            _ if !stretches => Give::default(),
            // What the text holds together behind a point is a shortened word.
            Some(Item::Word { word, .. }) => {
                space::give(width, &word.text, character == '\u{a0}', stops)
            }
            Some(_) | None => space::give(width, "", false, stops),
        };
        at.stretch += give.stretch;
        at.shrink += give.shrink;
        let cost = match character {
            ' ' if !self.items.is_empty() => Some(0),
            '\u{a0}' if named && titled => Some(TITLE),
            _ => None,
        };
        if let Some(cost) = cost {
            let (tail, head) = (self.tail(), Len::ZERO);
            let hyphen = self.after_hyphen();
            let chance = Chance { end, next: *at, tail, head, cost, hyphen };
            self.chance(chance, None);
        }
        self.items.push(Item::Space { width, give, cast: *cast, passage, character });
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one word of a passage, with its place"
    )]
    fn word(
        &mut self,
        text: &str,
        cast: &Cast,
        rise: Len,
        passage: u32,
        start: usize,
        at: &mut Totals,
        shaper: &mut Shaper<'_>,
    ) {
        if text.is_empty() {
            return;
        }
        // A word beyond all measure (an address, an attack) is shaped in pieces, so that
        // the work grows with its length and no faster.
        if text.len() > LONGEST {
            let mut end = LONGEST;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let (mut first, mut rest) = text.split_at(end);
            let mut start = start;
            loop {
                self.word(first, cast, rise, passage, start, at, shaper);
                start += first.len();
                if rest.is_empty() {
                    return;
                }
                let mut end = rest.len().min(LONGEST);
                while !rest.is_char_boundary(end) {
                    end -= 1;
                }
                (first, rest) = rest.split_at(end);
            }
        }
        if self.may_part_before(text) {
            let (tail, head) = (self.tail(), Len::ZERO);
            let chance =
                Chance { end: *at, next: *at, tail, head, cost: SHOWN, hyphen: false };
            self.chance(chance, None);
        }
        let word = shaper.word(text, cast);
        // Lower case that has no small capitals is not spaced as they are.
        let letter_space = if word.no_small_caps { Len::ZERO } else { cast.letter_space };
        let cast = &Cast { letter_space, ..*cast };
        self.begin(&word, cast);
        let name = self.is_name(text) && shaper.tells_names(cast);
        let avoids_two = shaper.avoids_two(cast);
        let compound = word.divisions.iter().any(|d| d.sort == Sort::Shown);
        let whole =
            self.whole.is_some_and(|at| (start..start + text.len()).contains(&at));
        for (place, division) in word.divisions.iter().enumerate() {
            if whole && division.sort.hyphenates() {
                continue;
            }
            let out = (division.out_left, division.out_right);
            let (left, right) = self.edges.out(out, cast);
            let mut here = *at;
            let before = scale(division.before, cast.size);
            here.width += before + spaced(&word, division.at, cast);
            here.give += cast.give(before);
            let cost = match division.sort {
                Sort::Shown => SHOWN,
                Sort::Sign => SIGN,
                Sort::Joint => JOINT,
                Sort::Hyphen if compound => COMPOUND,
                Sort::Hyphen if avoids_two && two_left(&word, division.at) => TWO,
                Sort::Hyphen if name => NAME,
                Sort::Hyphen => HYPHEN,
                Sort::Mute if compound => CUT,
                Sort::Mute => MUTE,
                Sort::Cut | Sort::Torn => CUT,
            };
            let hyphen = division.sort.hyphenates()
                || word.text[..division.at.into()].ends_with('-');
            let chance = Chance {
                end: here,
                next: here,
                tail: scale(division.tail, cast.size) - right,
                head: scale(division.head, cast.size) - left,
                cost,
                hyphen,
            };
            self.chance(chance, Some(place));
        }
        let width = scale(word.advance, cast.size);
        at.width += width + spaced(&word, u16::MAX, cast);
        at.give += cast.give(width);
        self.items.push(Item::Word { word, cast: *cast, rise, passage, at: start });
    }

    /// Whether the last word ends in a hyphen ("Kriegs- und Friedenszeiten"): at a line's end it
    /// is seen as any other.
    fn after_hyphen(&self) -> bool {
        let Some(Item::Word { word, .. }) = self.items.last() else { return false };
        word.text.ends_with('-')
    }

    /// Whether the last word is the title of a person, shortened: a capital, more letters, a
    /// full stop.
    fn after_title(&self) -> bool {
        let Some(Item::Word { word, .. }) = self.items.last() else { return false };
        let opening = |c: char| matches!(c, '“' | '‘' | '«' | '„' | '(' | '[');
        let word = word.text.trim_start_matches(opening);
        let Some(title) = word.strip_suffix('.') else { return false };
        let mut letters = title.chars();
        letters.next().is_some_and(char::is_uppercase)
            && title.len() > 1
            && letters.all(char::is_lowercase)
    }

    /// Whether a word is written as a name: with a capital, though no sentence begins.
    fn is_name(&self, text: &str) -> bool {
        let first = text.chars().find(|c| c.is_alphabetic());
        if !first.is_some_and(char::is_uppercase) {
            return false;
        }
        let words = self.items.iter().rev().find_map(|item| match item {
            Item::Word { word, .. } => Some(&word.text),
            Item::Space { .. }
            | Item::End
            | Item::Picture { .. }
            | Item::Anchor { .. } => None,
        });
        let closing = |c: char| matches!(c, '’' | '”' | '»' | '\'' | '"' | ')' | ']');
        let end =
            words.and_then(|word| word.trim_end_matches(closing).chars().next_back());
        end.is_some_and(|c| !matches!(c, '.' | '!' | '?' | '…' | ':' | '—'))
    }

    /// Whether a line may end between the word before and a word that begins with `text`
    /// in another cast: after a dash or hyphen that joins them.
    fn may_part_before(&self, text: &str) -> bool {
        let Some(Item::Word { word, .. }) = self.items.last() else { return false };
        let mut ends = word.text.chars().rev();
        let (last, before) = (ends.next(), ends.next());
        matches!(last, Some('-' | '–' | '—'))
            && before.is_some_and(char::is_alphanumeric)
            && text.chars().next().is_some_and(char::is_alphanumeric)
    }

    fn end(&mut self, at: Totals) {
        let (tail, head) = (self.tail(), Len::ZERO);
        let cost = Chance::FORCED;
        self.chance(Chance { end: at, next: at, tail, head, cost, hyphen: false }, None);
    }

    /// What the last word adds to a line that ends with it: it stands out.
    fn tail(&self) -> Len {
        let before = self.items.iter().rev().find(|i| !matches!(i, Item::Anchor { .. }));
        let Some(Item::Word { word, cast, .. }) = before else { return Len::ZERO };
        -self.edges.out(word.out, cast).1
    }

    /// Tells the chance before a word, if there is one, that the word would begin its line.
    fn begin(&mut self, word: &Word, cast: &Cast) {
        let (left, _) = self.edges.out(word.out, cast);
        if left == Len::ZERO {
            return;
        }
        let anchors =
            self.items.iter().rev().take_while(|i| matches!(i, Item::Anchor { .. }));
        let here = self.items.len() - anchors.count();
        let broken = match here.checked_sub(1).map(|before| &self.items[before]) {
            None => {
                self.head = -left;
                return;
            }
            Some(Item::Space { .. } | Item::End) => here - 1,
            Some(Item::Word { .. } | Item::Picture { .. } | Item::Anchor { .. }) => here,
        };
        if let Some((chance, cut)) = self.chances.last_mut().zip(self.cuts.last())
            && cut.division.is_none()
            && (broken..=self.items.len()).contains(&cut.item)
        {
            chance.head = -left;
        }
    }

    fn chance(&mut self, chance: Chance, division: Option<usize>) {
        self.chances.push(chance);
        self.cuts.push(Cut { item: self.items.len(), division });
    }
}

/// Whether two letters are left of a word behind a division.
fn two_left(word: &Word, at: u16) -> bool {
    let rest = word.text.get(usize::from(at)..).unwrap_or_default();
    rest.chars().take_while(|c| c.is_alphabetic()).count() == 2
}

/// A length in 1/65536 em, at a size.
pub(crate) fn scale(em: i32, size: Len) -> Len {
    Len::raw((i64::from(em) * size.count() + (1 << 15)) >> 16)
}

/// What letter-spacing adds to a word up to a byte.
pub(super) fn spaced(word: &Word, to: u16, cast: &Cast) -> Len {
    if cast.letter_space == Len::ZERO {
        return Len::ZERO;
    }
    let mut bytes = 0;
    let mut clusters = 0;
    for glyph in &word.glyphs {
        if bytes >= to {
            break;
        }
        bytes = bytes.saturating_add(glyph.bytes);
        clusters += i64::from(glyph.bytes > 0);
    }
    cast.letter_space * clusters
}

/// Superior and inferior letters: drawn ones where the face has them, else smaller ones
/// moved.
fn settle(cast: &Cast, text: &str, shaper: &mut Shaper<'_>) -> (Cast, Len) {
    const SMALL: f64 = 0.64;
    match cast.position {
        Position::Normal => (*cast, Len::ZERO),
        Position::Superior
            if shaper.has_superiors(cast) && text.bytes().all(|b| b.is_ascii_digit()) =>
        {
            (*cast, Len::ZERO)
        }
        Position::Superior | Position::Inferior => {
            let rise = if cast.position == Position::Superior { 0.34 } else { -0.14 };
            let small = Cast {
                position: Position::Normal,
                figures: crate::theme::Figures::Lining,
                size: cast.size.scale(SMALL),
                ..*cast
            };
            (small, cast.size.scale(rise))
        }
    }
}
