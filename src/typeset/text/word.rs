//! A shaped word, as lines are made of it.

use super::division::Division;
use crate::font::FaceId;

/// A glyph of a shaped word. Lengths are in 1/65536 em.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ShapedGlyph {
    pub(crate) id: u16,
    /// Bytes of the word's text that it stands for; 0 for the later glyphs of a cluster.
    pub(crate) bytes: u16,
    pub(crate) advance: i32,
    pub(crate) dx: i32,
    pub(crate) dy: i32,
    /// The face, by its place in [`Word::faces`].
    pub(crate) face: u8,
}

/// A shaped word: letters without spaces, in one cast.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Word {
    /// The text that the glyphs stand for, soft hyphens taken out; a hyphen that ends a
    /// part of a divided word stands as U+00AD.
    pub(crate) text: Box<str>,
    pub(crate) glyphs: Box<[ShapedGlyph]>,
    pub(crate) faces: Box<[FaceId]>,
    pub(crate) advance: i32,
    /// How far it stands out into the margin where it begins a line, and where it ends one.
    pub(crate) out: (i32, i32),
    pub(crate) divisions: Box<[Division]>,
    /// The characters that no face has, and where in the text.
    pub(crate) missing: Box<[(u16, char)]>,
    /// Small capitals were asked for, and a letter has none.
    pub(crate) no_small_caps: bool,
}

impl Word {
    /// The glyph that begins at a byte, with its face; none within a ligature.
    pub(super) fn glyph_at(&self, at: usize) -> Option<(FaceId, u16)> {
        let mut bytes = 0;
        let glyph = self.glyphs.iter().find(|glyph| {
            let begins = bytes;
            bytes += usize::from(glyph.bytes);
            begins == at && glyph.bytes > 0
        })?;
        Some((self.faces[usize::from(glyph.face)], glyph.id))
    }

    /// How many letters it has that spacing sets apart.
    pub(crate) fn letters(&self) -> i64 {
        self.glyphs.iter().filter(|glyph| glyph.bytes > 0).count() as i64
    }
}
