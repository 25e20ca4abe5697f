//! Font faces: embedded ones and the book's own; metrics, coverage, embedding permission.

use std::borrow::Cow;
use std::sync::Arc;

use crate::id::{Arena, Id};

/// Which face.
pub type FaceId = Id<Face>;

/// How bold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weight {
    /// As text.
    Regular,
    /// Bold.
    Bold,
}

/// Upright or italic.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slant {
    /// Upright.
    Upright,
    /// Italic.
    Italic,
}

/// One face: a font file and what it says of itself.
#[derive(Clone, Debug)]
pub struct Face {
    /// The family name.
    pub family: String,
    /// How bold.
    pub weight: Weight,
    /// Upright or italic.
    pub slant: Slant,
    /// The file's bytes.
    pub data: Arc<Cow<'static, [u8]>>,
    /// Which font of the file, for collections.
    pub index: u32,
    /// A name fit for a file, with its extension.
    pub file_name: String,
}

/// The faces of a book.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// All faces.
    pub faces: Arena<Face>,
}
