//! Pages to a PDF for the press: PDF/X-4 or PDF/X-1a:2001, from the same pages as the screen's.
//!
//! krilla writes the content, in device CMYK and gray, without tags, links or outline; the finish
//! (`finish.rs`) adds what makes it PDF/X. How each clause is met is told in `pdfx.md`.

mod content;
mod drawing;
mod finish;
mod ink;
mod page;
mod plate;
mod profile;
mod raster;
mod sheet;
mod token;
mod xmp;

pub(super) use ink::Palette;
pub use plate::{Plates, plates};

use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::{Document, SerializeSettings};

use super::Error;
use crate::font::Fonts;
use crate::geom::Len;
use crate::pages::Pages;
use crate::printer::{Mark, Standard};
use crate::source::Span;

/// What the printer asks of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Setup {
    /// What it conforms to, and what colours become.
    pub inks: Inks,
    /// How far the pages reach over their edges.
    pub bleed: Len,
    /// Whether they do so at the fold as well.
    pub gutter_bleed: bool,
    /// What is drawn outside the bleed.
    pub marks: Vec<Mark>,
    /// Where the page is folded, from its left edge; marked outside the bleed.
    pub folds: Vec<Len>,
    /// How many empty pages follow the last.
    pub blanks: usize,
}

/// What the inks of a file depend on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Inks {
    /// What the file conforms to.
    pub standard: Standard,
    /// Whether everything is printed with black alone.
    pub black: bool,
    /// The most ink that a converted picture may lay on a spot, in per cent.
    pub limit: u16,
}

/// A file for the press, and what was seen of its pictures.
#[derive(Clone, PartialEq, Debug)]
pub struct Pressed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What is to be told.
    pub facts: Vec<Fact>,
}

/// What is to be told of a picture where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// The page, from 0.
    pub page: usize,
    /// Where the picture comes from.
    pub span: Option<Span>,
    /// The file as its article names it.
    pub picture: String,
    /// What is seen.
    pub what: Seen,
}

/// What can be seen of a picture on its way to the press.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// It has so many pixels an inch as it is placed, its longer side so long.
    Resolution(u32, Len),
    /// It came in CMYK, is printed as it is, and lays on so much ink, in per cent: too much.
    Ink(u16),
    /// A drawing that was turned into pixels, because the standard knows no transparency, or
    /// because it holds what only pixels can show.
    Flattened,
}

/// Writes the pages as a PDF for the press; their pictures are converted if that was not done
/// before ([`plates`]). The same pages and the same setup give the same bytes, whatever the number
/// of threads.
///
/// # Errors
/// When a font or a picture cannot be embedded.
pub fn press(
    pages: &Pages,
    fonts: &Fonts,
    setup: &Setup,
    plates: Plates,
) -> Result<Pressed, Error> {
    let version = match setup.inks.standard {
        Standard::X4 => PdfVersion::Pdf16,
        Standard::X1a => PdfVersion::Pdf14,
    };
    let configuration = ConfigurationBuilder::new().with_version(version).finish();
    let mut pdf = Document::new_with(SerializeSettings {
        // Content is looked through once more, and packed then.
        compress_content_streams: false,
        xmp_metadata: false,
        enable_tagging: false,
        configuration: configuration.unwrap_or_default(),
        ..SerializeSettings::default()
    });
    let facts = page::write_all(&mut pdf, pages, fonts, setup, plates)?;
    let bytes = pdf.finish().map_err(|error| super::blame(error, fonts))?;
    let bytes = finish::finish(bytes, &pages.info, setup)?;
    Ok(Pressed { bytes, facts })
}
