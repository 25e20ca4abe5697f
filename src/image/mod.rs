//! Pictures: read once, made safe once, for every output.

use std::sync::Arc;

/// A picture ready for every output: decoded once to prove it whole, and free of camera
/// data, places and thumbnails.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// A name fit for a file, unique in the book, with its extension: `garden.jpg`.
    pub name: String,
    /// What the bytes are.
    pub format: Format,
    /// The bytes, as an output may embed them.
    pub data: Arc<[u8]>,
    /// Width in pixels (for drawings, in CSS pixels), after turning.
    pub width: u32,
    /// Height in pixels, after turning.
    pub height: u32,
    /// Pixels per inch as the file states them.
    pub density: Option<u32>,
    /// How an output that embeds `data` must turn it.
    pub turn: Turn,
}

/// What a picture's bytes are. Other formats are converted to PNG when read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// JPEG: the scan data is as delivered.
    Jpeg,
    /// PNG.
    Png,
    /// SVG without scripts or outside references.
    Svg,
}

/// The eight orientations of EXIF: first mirrored left to right or not, then turned
/// clockwise by quarters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Turn {
    /// Mirrored left to right, before turning.
    pub mirrored: bool,
    /// Quarter turns clockwise, 0 to 3.
    pub quarters: u8,
}
