//! Pictures: read once, made safe once, for every output.
//!
//! A picture is decoded once to prove it whole, beside other work and within limits of memory; camera data,
//! places, comments and thumbnails are taken out; what no output embeds becomes PNG.
//! Drawings are parsed and written anew, so that neither scripts nor outside references
//! survive. Nothing here knows where a picture stands in a book.

mod exif;
mod fonts;
mod inks;
mod jpeg;
mod png;
mod raster;
mod reduce;
mod svg;

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Sink};
use crate::font;
use crate::geom::{Len, Size};
use crate::source::Span;

pub use inks::{COATED, Inked, inks};
pub use raster::{on_screen, upright};
pub use reduce::{Limit, is_cmyk, reduce};
use svg::Doubts;
pub(crate) use svg::own;
pub use svg::{Fit, Shapes, rasterise};

/// A picture ready for every output: decoded once to prove it whole, and free of camera
/// data, places and thumbnails.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// A name fit for a file, unique in the book, with its extension: `garden.jpg`.
    pub name: String,
    /// The file as the article or the manifest names it, for messages: `pictures/Garden.tif`.
    pub written: String,
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
    /// What a drawing shows; nothing of other pictures.
    pub shapes: Shapes,
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

impl Turn {
    /// The turn of an EXIF orientation (1 to 8); anything else is upright.
    pub fn from_exif(orientation: u16) -> Turn {
        let (mirrored, quarters) = match orientation {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Turn { mirrored, quarters }
    }

    /// Whether width and height change places.
    pub fn swaps(self) -> bool {
        self.quarters % 2 == 1
    }
}

impl Picture {
    /// Whether what lies below may be seen through it: pixels with a channel for that.
    pub fn is_seen_through(&self) -> bool {
        match self.format {
            Format::Png => png::has_alpha(&self.data),
            Format::Jpeg | Format::Svg => false,
        }
    }

    /// How many pixels an inch it has where it stands so large, or the coarsest picture in it if
    /// it is a drawing; `None` of drawings without any.
    pub fn per_inch(&self, size: Size) -> Option<u32> {
        let units =
            |count: u32, length: Len| f64::from(count) * 72.0 / length.to_pt().max(0.001);
        let least = units(self.width, size.width).min(units(self.height, size.height));
        let each = match self.format {
            Format::Jpeg | Format::Png => 1.0,
            Format::Svg => svg::coarsest(self.tree()?.root())?,
        };
        Some((least * each).round() as u32)
    }
}

impl Format {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Svg => "image/svg+xml",
        }
    }

    /// The extension of file names, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Svg => "svg",
        }
    }
}

/// The most bytes a decoded picture may take: 64 megapixels in four channels.
const MEMORY: u64 = 256 << 20;

/// Why a picture cannot be used.
enum Fault {
    /// It is damaged, or nothing that is known; the text completes "the picture NAME …".
    Broken(String),
    /// It is whole, and of a kind that is not read; the text completes "the picture NAME …".
    Unread(String),
    /// It is not what its name says; the text completes "the picture NAME …".
    Misnamed(String),
    /// It would need too much memory; the text says how large it is.
    Huge(String),
    /// It is a drawing of more parts than can be drawn; the text says which.
    Intricate(String),
}

impl Fault {
    fn broken(text: impl Into<String>) -> Fault {
        Fault::Broken(text.into())
    }

    /// What a decoder could not read; its own words stand last.
    fn damaged(why: impl std::fmt::Display) -> Fault {
        Fault::Broken(format!("is damaged (its decoder says: {why})"))
    }
}

/// What a picture file is, by its first bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    Gif,
    WebP,
    Tiff,
    Svg,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Kind::Png),
            [b'G', b'I', b'F', b'8', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
                Some(Kind::WebP)
            }
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Kind::Tiff),
            _ => svg::looks_like(bytes).then_some(Kind::Svg),
        }
    }

    fn of_extension(extension: &str) -> Option<Kind> {
        match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Kind::Jpeg),
            "png" => Some(Kind::Png),
            "gif" => Some(Kind::Gif),
            "webp" => Some(Kind::WebP),
            "tif" | "tiff" => Some(Kind::Tiff),
            "svg" => Some(Kind::Svg),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Gif => "GIF",
            Kind::WebP => "WebP",
            Kind::Tiff => "TIFF",
            Kind::Svg => "SVG",
        }
    }
}

/// Reads a picture and proves it whole at once.
///
/// `name` is the file's name or path, as messages show it; the picture's own name is made
/// from its last part. Findings are reported at `at`; a picture that cannot be used is
/// `None`, with an error.
pub fn load(bytes: Vec<u8>, name: &str, at: Span, sink: &mut Sink) -> Option<Picture> {
    let picture = look(bytes, name, at, sink)?;
    let whole =
        Unproved::of(&picture, name, at).is_none_or(|unproved| unproved.prove(sink));
    whole.then_some(picture)
}

/// Reads a picture: takes out what is private, and says what it is. What has to be decoded to
/// know it whole is left to [`Unproved::prove`].
pub fn look(bytes: Vec<u8>, name: &str, at: Span, sink: &mut Sink) -> Option<Picture> {
    let mut doubts = Doubts::default();
    match read(bytes, name, &mut doubts) {
        Ok(picture) => {
            if !doubts.letters.is_empty() {
                let letters = font::named(&doubts.letters);
                let message = format!("no font for words in drawings has {letters}");
                let help = format!(
                    "turn the words of {name} into outlines in the program that made it"
                );
                let finding = Diagnostic::new(Code::MissingGlyph, message);
                sink.report(finding.at(at).help(help));
            }
            if doubts.lost > 0 {
                let what = match doubts.lost {
                    1 => "a picture that is".to_string(),
                    many => format!("{many} pictures that are"),
                };
                let message = format!(
                    "the drawing {name} holds {what} damaged, too large or of a kind that is not read"
                );
                let help = "place it in the drawing once more, as PNG or JPEG";
                let finding = Diagnostic::new(Code::BrokenPicture, message);
                sink.report(finding.at(at).help(help));
            }
            if !doubts.parts.is_empty() {
                let what = doubts.parts.join(", ");
                sink.report(
                    Diagnostic::new(
                        Code::UnsafeSvg,
                        format!("the drawing {name} holds {what}"),
                    )
                    .at(at)
                    .help("they are left out; take them out of the file to silence this"),
                );
            }
            if doubts.moves {
                let message = format!(
                    "the picture {name} moves, and only its first frame is shown"
                );
                let help = "choose the frame that says most, and save it as a picture of its own";
                sink.report(
                    Diagnostic::new(Code::MovingPicture, message).at(at).help(help),
                );
            }
            Some(picture)
        }
        Err(fault) => {
            fault.report(name, at, sink);
            None
        }
    }
}

/// A picture whose pixels have not been decoded yet: the longest part of reading it, which can
/// go on beside other work.
#[derive(Clone, Debug)]
pub struct Unproved {
    data: Arc<[u8]>,
    format: Format,
    name: String,
    at: Span,
}

impl Unproved {
    /// What is left to prove of a picture that was looked at; nothing of a drawing, nor of
    /// what was decoded to convert it.
    pub fn of(picture: &Picture, name: &str, at: Span) -> Option<Unproved> {
        let (data, name) = (Arc::clone(&picture.data), name.to_string());
        match picture.format {
            Format::Jpeg | Format::Png => {
                Some(Unproved { data, format: picture.format, name, at })
            }
            Format::Svg => None,
        }
    }

    /// Decodes it; whether it is whole. What is not is reported.
    pub fn prove(&self, sink: &mut Sink) -> bool {
        let proved = prove(self.format, &self.data);
        proved.map_err(|fault| fault.report(&self.name, self.at, sink)).is_ok()
    }
}

fn prove(format: Format, data: &[u8]) -> Result<(), Fault> {
    match format {
        Format::Jpeg => jpeg::prove(data),
        Format::Png => png::prove(data),
        Format::Svg => Ok(()),
    }
}

/// A picture proved whole.
fn proved(picture: Picture) -> Result<Picture, Fault> {
    prove(picture.format, &picture.data).map(|()| picture)
}

impl Fault {
    fn report(self, name: &str, at: Span, sink: &mut Sink) {
        let (code, why, help) = match self {
            Fault::Broken(why) => (
                Code::BrokenPicture,
                why,
                "open it in a picture editor and save it again",
            ),
            Fault::Unread(why) => (
                Code::BrokenPicture,
                why,
                "save it in RGB, gray or CMYK with 8 bits a channel, as TIFF, PNG or JPEG",
            ),
            Fault::Misnamed(why) => {
                (Code::BrokenPicture, why, "rename the file, and in the article too")
            }
            Fault::Huge(why) => (
                Code::HugePicture,
                why,
                "scale it down; print needs no more than 300 pixels per inch",
            ),
            Fault::Intricate(why) => (
                Code::HugePicture,
                why,
                "simplify the drawing, or export it as a PNG picture",
            ),
        };
        let message = format!("the picture {name} {why}");
        sink.report(Diagnostic::new(code, message).at(at).help(help));
    }
}

fn read(bytes: Vec<u8>, name: &str, doubts: &mut Doubts) -> Result<Picture, Fault> {
    if bytes.is_empty() {
        return Err(Fault::broken("is an empty file"));
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let Some(kind) = Kind::of(&bytes) else {
        return Err(Fault::broken("is not a JPEG, PNG, GIF, WebP, TIFF or SVG file"));
    };
    if let Some(claimed) = Kind::of_extension(extension)
        && claimed != kind
    {
        let (is, says) = (kind.name(), claimed.name());
        return Err(Fault::Misnamed(format!("is {is}, though its name says {says}")));
    }
    doubts.moves = match kind {
        Kind::Gif | Kind::WebP => raster::moves(&bytes, kind),
        Kind::Png => png::moves(&bytes),
        Kind::Jpeg | Kind::Tiff | Kind::Svg => false,
    };
    let mut picture = match kind {
        Kind::Jpeg => jpeg::read(&bytes)?,
        Kind::Png => png::read(&bytes)?,
        Kind::Gif => raster::convert(&bytes, image::ImageFormat::Gif)?,
        Kind::WebP => raster::convert(&bytes, image::ImageFormat::WebP)?,
        Kind::Tiff => match inks::from_tiff(&bytes) {
            Some(inks) => jpeg::read(&inks)?,
            None => raster::convert(&bytes, image::ImageFormat::Tiff)
                .map_err(|fault| inks::unread(&bytes).map_or(fault, Fault::Unread))?,
        },
        Kind::Svg => svg::read(&bytes, doubts)?,
    };
    picture.name = file_name(name, picture.format);
    picture.written = name.to_owned();
    if picture.turn.swaps() {
        std::mem::swap(&mut picture.width, &mut picture.height);
    }
    Ok(picture)
}

/// The last part of a path as a name that every file system and reader takes.
fn file_name(path: &str, format: Format) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let mut name: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    name.truncate(60);
    let name = name.trim_matches('-');
    let name = if name.is_empty() { "picture" } else { name };
    format!("{name}.{}", format.extension())
}

/// Whether a decoded picture stays within the limit.
fn check_size(width: u64, height: u64, bytes_per_pixel: u64) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::broken("has no pixels"));
    }
    if width.saturating_mul(height).saturating_mul(bytes_per_pixel) > MEMORY {
        let most = MEMORY / bytes_per_pixel.max(1) / 1_000_000;
        let why =
            format!("is too large: {width} × {height} pixels, of {most} million at most");
        return Err(Fault::Huge(why));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
