//! Faces as the file embeds them: one character code for each text of each glyph.
//!
//! A PDF font maps a code to one text. The glyph of the hyphen stands for `-`, for U+2011
//! and, at a line's end, for U+00AD; the space for U+0020 and U+00A0. krilla would wrap the
//! second text in `ActualText`, which mutool and others ignore. So a glyph's second text is
//! drawn from a second font of the same face, its third from a third.

use std::sync::Arc;

use krilla::text::Font;
use rustc_hash::FxHashMap;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::Error;
use crate::font::{Face, FaceId, Fonts};

/// How many fonts of one face there may be; a glyph's further texts fall back to
/// `ActualText`. Books need three.
const MOST_FONTS: usize = 8;

/// The faces that the pages use, loaded when first asked for.
pub(super) struct Typefaces<'a> {
    fonts: &'a Fonts,
    loaded: Vec<Typeface>,
    /// The place in `loaded` of each face.
    places: Vec<Option<usize>>,
}

/// One face in the file.
pub(super) struct Typeface {
    face: FaceId,
    /// The advances of its glyphs in thousandths of an em.
    advances: Vec<f32>,
    fonts: Vec<Font>,
    /// The first text of each glyph; [`Key::NONE`] before it has one.
    first: Vec<Key>,
    /// Which font draws a glyph for its further texts.
    further: FxHashMap<(u16, Key), usize>,
    /// How many texts a glyph has, where more than one.
    counts: FxHashMap<u16, usize>,
    /// Texts too long for a [`Key`] to hold.
    long: FxHashMap<String, u64>,
}

/// A text of up to seven bytes, or the number of a longer one: no allocation per glyph.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key(u64);

impl Key {
    const NONE: Key = Key(u64::MAX);
}

impl<'a> Typefaces<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Typefaces<'a> {
        Typefaces { fonts, loaded: Vec::new(), places: vec![None; fonts.faces.len()] }
    }

    /// The place of a face among the loaded ones.
    pub(super) fn place(&mut self, id: FaceId) -> Result<usize, Error> {
        if let Some(place) = self.places[id.index()] {
            return Ok(place);
        }
        let face = &self.fonts.faces[id];
        // krilla takes equal files for one font, so their texts must be kept together.
        let twin = self.loaded.iter().position(|other| {
            let other = &self.fonts.faces[other.face];
            other.index == face.index
                && (Arc::ptr_eq(&other.data, &face.data) || other.data == face.data)
        });
        let place = match twin {
            Some(place) => place,
            None => {
                self.loaded.push(Typeface::load(id, face)?);
                self.loaded.len() - 1
            }
        };
        self.places[id.index()] = Some(place);
        Ok(place)
    }

    /// The loaded face at a place.
    pub(super) fn at(&self, place: usize) -> &Typeface {
        &self.loaded[place]
    }

    /// The number of the face's font in which this glyph copies as this text.
    #[inline]
    pub(super) fn font_for(
        &mut self,
        place: usize,
        glyph: u16,
        text: &str,
    ) -> Result<usize, Error> {
        let typeface = &mut self.loaded[place];
        let key = typeface.key(text);
        match typeface.first.get_mut(usize::from(glyph)) {
            Some(first) if *first == key => Ok(0),
            Some(first) if *first == Key::NONE && !is_second(text) => {
                *first = key;
                Ok(0)
            }
            Some(_) => {
                typeface.further_font(&self.fonts.faces[typeface.face], glyph, key)
            }
            None => Ok(0),
        }
    }
}

/// Whether a text is the seldom one of two that a glyph stands for: it leaves the first font to
/// the other, lest every space of a book is drawn from a second.
fn is_second(text: &str) -> bool {
    matches!(
        text,
        "\u{a0}" | "\u{202f}" | "\u{ad}" | "\u{2010}" | "\u{2011}" | "\u{200b}"
    )
}

/// Whether a font of the file is a face's.
pub(super) fn is_of(font: &Font, face: &Face) -> bool {
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = face.data.clone();
    Font::new(data.into(), face.index).as_ref() == Some(font)
}

impl Typeface {
    fn load(id: FaceId, face: &Face) -> Result<Typeface, Error> {
        let broken = || Error::Font(face.file_name.clone());
        let font = FontRef::from_index(&face.data, face.index).map_err(|_| broken())?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let count = metrics.glyph_count().min(u32::from(u16::MAX) + 1);
        let upem = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        let em = f32::from(upem.max(1));
        // The same sum as krilla's, so that the difference of the two is no noise.
        let advance = |glyph| {
            metrics.advance_width(GlyphId::new(glyph)).unwrap_or(0.0) / em * 1000.0
        };
        let data: Arc<dyn AsRef<[u8]> + Send + Sync> = face.data.clone();
        Ok(Typeface {
            face: id,
            advances: (0..count).map(advance).collect(),
            fonts: vec![Font::new(data.into(), face.index).ok_or_else(broken)?],
            first: vec![Key::NONE; count as usize],
            further: FxHashMap::default(),
            counts: FxHashMap::default(),
            long: FxHashMap::default(),
        })
    }

    /// One of the face's fonts.
    pub(super) fn font(&self, number: usize) -> &Font {
        &self.fonts[number]
    }

    /// A glyph's own advance in thousandths of an em.
    #[inline]
    pub(super) fn advance(&self, glyph: u16) -> f32 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0.0)
    }

    #[inline]
    fn key(&mut self, text: &str) -> Key {
        let bytes = text.as_bytes();
        if bytes.len() <= 7 {
            let packed = bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            return Key((bytes.len() as u64) << 56 | packed);
        }
        if let Some(number) = self.long.get(text) {
            return Key(8 << 56 | number);
        }
        let number = self.long.len() as u64;
        self.long.insert(text.to_string(), number);
        Key(8 << 56 | number)
    }

    fn further_font(
        &mut self,
        face: &Face,
        glyph: u16,
        key: Key,
    ) -> Result<usize, Error> {
        if let Some(number) = self.further.get(&(glyph, key)) {
            return Ok(*number);
        }
        let count = self.counts.entry(glyph).or_insert(1);
        let number = (*count).min(MOST_FONTS - 1);
        *count = number + 1;
        self.further.insert((glyph, key), number);
        while self.fonts.len() <= number {
            // krilla knows a font by its checksum, length and measures. Zeros after the last
            // table change the length and nothing that is embedded.
            let mut data = face.data.to_vec();
            data.resize(data.len() + self.fonts.len(), 0);
            let font = Font::new(data.into(), face.index);
            self.fonts.push(font.ok_or_else(|| Error::Font(face.file_name.clone()))?);
        }
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_between_words_is_drawn_from_the_first_font() {
        let fonts = Fonts::embedded();
        let (id, face) = fonts.faces.iter().next().expect("a face");
        let font = FontRef::from_index(&face.data, face.index).expect("a font");
        let space = font.charmap().map(' ').expect("it has a space").to_u32() as u16;
        let mut faces = Typefaces::new(&fonts);
        let place = faces.place(id).expect("it loads");
        let drawn = ["\u{a0}", " ", "\u{a0}", " "]
            .map(|text| faces.font_for(place, space, text).expect("there are fonts"));
        assert_eq!(drawn, [1, 0, 1, 0]);
    }
}
