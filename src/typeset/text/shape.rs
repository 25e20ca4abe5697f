//! Shaped words: each word of a cast is shaped and divided once, in units of its em, and
//! kept for as long as the book is set.

use std::borrow::Cow;
use std::sync::Arc;

use harfrust::{
    Buffer, BufferFlags, Direction, Feature, Language, Script, ShapeOptions, ShapePlan,
    ShaperFont, Tag,
};
use rustc_hash::FxHashMap;

use super::division::{self, Division, SOFT_HYPHEN, Sort};
use super::features::{apart, cases, drawn, features, script, signs, space, unjoined};
use super::protrude::protrusion;
use super::word::{ShapedGlyph, Word};
use super::{Cast, Dividers, Position};
use crate::font::{Face, FaceId, Fonts, Slant, Weight, is_silent};
use crate::info::Lang;
use crate::theme::{Caps, Families, Family, Figures};

/// What distinguishes shapes of one text: everything of a cast but size and place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Kind {
    family: Family,
    weight: Weight,
    slant: Slant,
    caps: Caps,
    figures: Figures,
    position: Position,
    hyphens: bool,
    lang: u16,
    apart: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PlanKey {
    face: FaceId,
    apart: bool,
    caps: Caps,
    figures: Figures,
    position: Position,
    script: [u8; 4],
    lang: u16,
}

/// How many bytes of a word on either side of a division are shaped again to learn what it
/// changes.
const AROUND: usize = 8;

/// Languages in which i keeps its dot as a capital.
const DOTTED: [&str; 6] = ["tr", "az", "crh", "gag", "tt", "ba"];

/// Whether a language's small capitals are its own. Fonts exchange letters by language before
/// they look for small capitals, and have none for what they put there: EB Garamond's short f
/// of German stays a small letter. Only an i without its dot would be another letter.
fn dots_i(lang: &Lang) -> bool {
    DOTTED.contains(&lang.primary().as_str())
}

/// The longest word that is kept; longer ones are shaped each time.
const KEPT: usize = 64;

/// One worker's shaper: fonts, plans and the words it has met. What it returns does not
/// depend on what it met before.
pub(crate) struct Shaper<'a> {
    fonts: &'a Fonts,
    /// The faces of the three families, by weight and slant.
    faces: [[[FaceId; 2]; 2]; 3],
    /// Each face's space: its glyph and, in 1/65536 em, its advance.
    spaces: Vec<(u16, i32)>,
    dividers: &'a Dividers,
    languages: Vec<Option<Language>>,
    /// The languages as small capitals are told of them.
    of_small_caps: Vec<Option<Language>>,
    plans: FxHashMap<PlanKey, Arc<(ShapePlan, Vec<Feature>)>>,
    words: FxHashMap<Kind, FxHashMap<Box<str>, Arc<Word>>>,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    pub(crate) fn new(
        fonts: &'a Fonts,
        families: &'a Families,
        langs: &[Lang],
        dividers: &'a Dividers,
    ) -> Shaper<'a> {
        Shaper {
            fonts,
            faces: cases(fonts, families),
            spaces: fonts.faces.iter().map(|(_, face)| space(face)).collect(),
            dividers,
            languages: langs.iter().map(|lang| Language::new(lang.tag())).collect(),
            of_small_caps: langs
                .iter()
                .map(|lang| Language::new(lang.tag()).filter(|_| dots_i(lang)))
                .collect(),
            plans: FxHashMap::default(),
            words: FxHashMap::default(),
            buffer: Buffer::new(),
        }
    }

    /// The shaped word. `text` has no space in it.
    pub(crate) fn word(&mut self, text: &str, cast: &Cast) -> Arc<Word> {
        let kind = Kind {
            family: cast.family,
            weight: cast.weight,
            slant: cast.slant,
            caps: cast.caps,
            figures: cast.figures,
            position: cast.position,
            hyphens: cast.hyphens,
            lang: cast.lang,
            apart: apart(cast),
        };
        if let Some(word) = self.words.get(&kind).and_then(|words| words.get(text)) {
            return Arc::clone(word);
        }
        let word = Arc::new(self.make(text, cast));
        if text.len() <= KEPT {
            self.words.entry(kind).or_default().insert(text.into(), Arc::clone(&word));
        }
        word
    }

    /// The face a cast asks for.
    pub(crate) fn face(&self, cast: &Cast) -> FaceId {
        let (weight, slant) = (cast.weight as usize, cast.slant as usize);
        self.faces[cast.family as usize][weight][slant]
    }

    /// A face.
    pub(crate) fn face_of(&self, id: FaceId) -> &Face {
        &self.fonts.faces[id]
    }

    /// The glyph of a face's space and its advance in 1/65536 em.
    pub(crate) fn space(&self, face: FaceId) -> (u16, i32) {
        self.spaces[face.index()]
    }

    /// Whether a capital within a sentence makes a name in the cast's language.
    pub(crate) fn tells_names(&self, cast: &Cast) -> bool {
        self.dividers.get(cast.lang).names
    }

    /// Whether the cast's language avoids two letters after a division.
    pub(crate) fn avoids_two(&self, cast: &Cast) -> bool {
        self.dividers.get(cast.lang).avoids_two
    }

    /// Whether a line in the cast's language is spaced out behind its sentences most of all.
    pub(crate) fn spaces_sentences(&self, cast: &Cast) -> bool {
        self.dividers.get(cast.lang).sentences
    }

    /// Whether the cast's face draws its own superior figures.
    pub(crate) fn has_superiors(&self, cast: &Cast) -> bool {
        self.fonts.faces[self.face(cast)].superiors
    }

    fn make(&mut self, text: &str, cast: &Cast) -> Word {
        let points = division::points(text, cast, self.dividers);
        let clean: Cow<'_, str> = if text.contains(SOFT_HYPHEN) {
            Cow::Owned(text.replace(SOFT_HYPHEN, ""))
        } else {
            Cow::Borrowed(text)
        };
        let mut word = self.part(&clean, cast, false);
        word.no_small_caps = cast.caps.are_small() && self.stays_small(&word, cast);
        word.divisions = points
            .into_iter()
            .filter(|&(at, _)| at > 0 && at < clean.len() && at < usize::from(u16::MAX))
            .map(|(at, sort)| self.division(&word, cast, at, sort))
            .collect();
        word
    }

    /// Whether a letter of a word in small capitals is drawn as it is in running text. A
    /// face may have them for one script and not for another.
    fn stays_small(&mut self, word: &Word, cast: &Cast) -> bool {
        let has_case = |c: char| match cast.caps {
            Caps::Normal | Caps::Small => c.is_lowercase() && !c.to_uppercase().eq([c]),
            Caps::AllSmall => !c.to_uppercase().eq(c.to_lowercase()),
        };
        if !word.text.contains(has_case) {
            return false;
        }
        if !self.fonts.faces[self.face(cast)].small_caps {
            return true;
        }
        let plain = Cast { caps: Caps::Normal, ..*cast };
        let plain = self.part(&word.text, &plain, false);
        let mut letters = word.text.char_indices().filter(|(_, c)| has_case(*c));
        letters.any(|(at, _)| {
            word.glyph_at(at).is_some_and(|glyph| plain.glyph_at(at) == Some(glyph))
        })
    }

    /// A part of a divided word, shaped by itself, with the hyphen that ends it.
    pub(crate) fn part(&mut self, text: &str, cast: &Cast, hyphen: bool) -> Word {
        let mut faces = Vec::new();
        let (glyphs, missing) = self.glyphs(text, cast, hyphen, &mut faces);
        let mut text = String::from(text);
        if hyphen {
            text.push(SOFT_HYPHEN);
        }
        let out = self.out(&text, cast, &glyphs, &faces);
        Word {
            text: text.into(),
            out,
            advance: glyphs.iter().map(|glyph| glyph.advance).sum(),
            glyphs: glyphs.into(),
            faces: faces.into(),
            divisions: Box::default(),
            missing: missing.into(),
            no_small_caps: false,
        }
    }

    /// Measures a division: the parts as they are when shaped alone.
    fn division(&mut self, word: &Word, cast: &Cast, at: usize, sort: Sort) -> Division {
        // The letters around it that can lean on each other over it: from a glyph before
        // it to one behind, in a word of any length.
        let (mut bytes, mut total) = (0, 0);
        let (mut from, mut before, mut to) = ((0, 0), None, None);
        for glyph in &word.glyphs {
            if glyph.bytes > 0 {
                if bytes >= at {
                    before.get_or_insert(total);
                }
                if bytes + AROUND <= at {
                    from = (bytes, total);
                }
                if bytes >= at + AROUND {
                    to = Some((bytes, total));
                    break;
                }
            }
            bytes += usize::from(glyph.bytes);
            total += glyph.advance;
        }
        let before = before.unwrap_or(total);
        let to = to.unwrap_or((word.text.len(), word.advance));
        let mut division = Division {
            at: at as u16,
            sort,
            before,
            tail: 0,
            head: 0,
            out_right: 0,
            out_left: 0,
        };
        // Letters of one width neither lean on each other nor stand out.
        if cast.family != Family::Mono || sort.hyphenates() {
            let first = self.part(&word.text[from.0..at], cast, sort.hyphenates());
            let rest = self.part(&word.text[at..to.0], cast, false);
            division.tail = first.advance - (before - from.1);
            division.head = rest.advance - (to.1 - before);
            (division.out_right, division.out_left) = (first.out.1, rest.out.0);
        }
        division
    }

    /// How far a text stands out on both sides.
    fn out(
        &self,
        text: &str,
        cast: &Cast,
        glyphs: &[ShapedGlyph],
        faces: &[FaceId],
    ) -> (i32, i32) {
        let side = |character: Option<char>, glyph: Option<&ShapedGlyph>| {
            let (Some(character), Some(glyph)) = (character, glyph) else {
                return (0, 0);
            };
            // A small capital is not the letter that the table means.
            let is_small = match cast.caps {
                Caps::Normal => false,
                Caps::Small => character.is_lowercase(),
                Caps::AllSmall => character.is_alphabetic(),
            };
            if is_small {
                return (0, 0);
            }
            let face = &self.fonts.faces[faces[usize::from(glyph.face)]];
            protrusion(character, face, cast.family, glyph.advance)
        };
        let left = side(text.chars().next(), glyphs.first());
        let right = side(text.chars().next_back(), glyphs.last());
        (left.0, right.1)
    }

    /// Shapes a text without spaces, face by face.
    fn glyphs(
        &mut self,
        text: &str,
        cast: &Cast,
        hyphen: bool,
        faces: &mut Vec<FaceId>,
    ) -> (Vec<ShapedGlyph>, Vec<(u16, char)>) {
        let asked = self.face(cast);
        let mut missing = Vec::new();
        let mut glyphs = Vec::with_capacity(text.len() + 1);
        let mut start = 0;
        let mut current = None;
        for (at, character) in text.char_indices() {
            let face =
                self.face_for(character, asked, current, cast).unwrap_or_else(|| {
                    missing.push((u16::try_from(at).unwrap_or(u16::MAX), character));
                    asked
                });
            if let Some(current) = current.filter(|&current| current != face) {
                let part = &text[start..at];
                if !self.shape(part, current, cast, false, faces, &mut glyphs) {
                    missing.extend(unshaped(part, start));
                }
                start = at;
            }
            current = Some(face);
        }
        let (last, part) = (current.unwrap_or(asked), &text[start..]);
        if !self.shape(part, last, cast, hyphen, faces, &mut glyphs) {
            missing.extend(unshaped(part, start));
        }
        (glyphs, missing)
    }

    /// The face for a character: the asked one, else the one of its neighbour, else any that
    /// has it.
    fn face_for(
        &self,
        character: char,
        asked: FaceId,
        current: Option<FaceId>,
        cast: &Cast,
    ) -> Option<FaceId> {
        let fonts = self.fonts;
        let has = |face: FaceId| {
            let face = &fonts.faces[face];
            face.covers(drawn(character, face))
        };
        if has(asked) || is_silent(character) {
            return Some(current.filter(|_| is_silent(character)).unwrap_or(asked));
        }
        if let Some(current) = current.filter(|&face| has(face)) {
            return Some(current);
        }
        let wanted = drawn(character, &fonts.faces[asked]);
        fonts.fallback(wanted, cast.weight, cast.slant)
    }

    /// Shapes a text in one face; `false` where the shaper gave up and nothing was added.
    fn shape(
        &mut self,
        text: &str,
        face: FaceId,
        cast: &Cast,
        hyphen: bool,
        faces: &mut Vec<FaceId>,
        glyphs: &mut Vec<ShapedGlyph>,
    ) -> bool {
        let place = faces.iter().position(|&known| known == face).unwrap_or_else(|| {
            faces.push(face);
            faces.len() - 1
        });
        let place = place.min(255) as u8;
        let plan = self.plan(text, face, cast);
        let fonts = self.fonts;
        let font = &fonts.faces[face];
        let shaper = ShaperFont::new(&font.shaping);
        self.buffer.reset();
        for (at, character) in text.char_indices() {
            let drawn = drawn(character, font);
            let character =
                if font.covers(drawn) || is_silent(character) { drawn } else { '?' };
            self.buffer.push(u32::from(character), at as u32);
        }
        if hyphen {
            // A glyph of its own, where the font has one, so that it copies as U+00AD.
            let sign = if font.covers('\u{2010}') { '\u{2010}' } else { '-' };
            self.buffer.push(u32::from(sign), text.len() as u32);
        }
        self.buffer.set_direction(Direction::LeftToRight);
        self.buffer.set_script(plan.0.script());
        self.buffer.set_language(self.languages[usize::from(cast.lang)].clone());
        // A word's edges are no paragraph's edges, but nothing joins over a space here.
        self.buffer.set_flags(BufferFlags::empty());
        let mut features = Cow::Borrowed(&plan.1);
        for sign in signs(text) {
            features.to_mut().extend(unjoined(sign));
        }
        let options = ShapeOptions::new().plan(Some(&plan.0)).features(&features);
        if harfrust::shape(&shaper, &mut self.buffer, options).is_err() {
            return false;
        }
        let upem = i64::from(font.shaping.units_per_em());
        let em = |units: i32| ((i64::from(units) << 16) / upem) as i32;
        let infos = self.buffer.glyph_infos();
        let whole = text.len() + if hyphen { SOFT_HYPHEN.len_utf8() } else { 0 };
        for (index, (info, position)) in
            infos.iter().zip(self.buffer.glyph_positions()).enumerate()
        {
            let first = index == 0 || infos[index - 1].cluster != info.cluster;
            let bytes = if first {
                let next = infos[index..].iter().find(|i| i.cluster > info.cluster);
                next.map_or(whole, |next| next.cluster as usize) - info.cluster as usize
            } else {
                0
            };
            glyphs.push(ShapedGlyph {
                id: info.glyph_id as u16,
                bytes: bytes as u16,
                advance: em(position.x_advance),
                dx: em(position.x_offset),
                dy: em(position.y_offset),
                face: place,
            });
        }
        true
    }

    fn plan(
        &mut self,
        text: &str,
        face: FaceId,
        cast: &Cast,
    ) -> Arc<(ShapePlan, Vec<Feature>)> {
        let script = script(text);
        let key = PlanKey {
            face,
            apart: apart(cast),
            caps: cast.caps,
            figures: cast.figures,
            position: cast.position,
            script,
            lang: cast.lang,
        };
        if let Some(plan) = self.plans.get(&key) {
            return Arc::clone(plan);
        }
        let features = features(cast);
        let languages = match cast.caps {
            Caps::Normal => &self.languages,
            Caps::Small | Caps::AllSmall => &self.of_small_caps,
        };
        // A plan has to know which features may be off somewhere.
        let known: Vec<Feature> =
            features.iter().copied().chain(unjoined(0..1)).collect();
        let plan = ShapePlan::new(
            &self.fonts.faces[face].shaping,
            Direction::LeftToRight,
            Script::from_iso15924_tag(Tag::new(&script)),
            languages[usize::from(cast.lang)].as_ref(),
            &known,
        );
        let plan = Arc::new((plan, features));
        self.plans.insert(key, Arc::clone(&plan));
        plan
    }
}

/// The characters of a text that the shaper gave up, as those that no face has.
fn unshaped(text: &str, start: usize) -> impl Iterator<Item = (u16, char)> {
    let place =
        move |(at, character)| (u16::try_from(start + at).unwrap_or(u16::MAX), character);
    text.char_indices().map(place)
}
