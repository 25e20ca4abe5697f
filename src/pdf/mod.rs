//! Pages to PDF.
//!
//! Walks finished [`Pages`] and writes what stands there: glyphs, rules, pictures, links,
//! with the structure, the outline and the page labels. It places nothing itself and knows
//! no document, theme or Markdown.
//!
//! Every glyph copies as its text without `ActualText`, which not every reader heeds: a
//! glyph that stands for several texts gets a character code for each (`font.rs`).
//!
//! How each clause of PDF/UA-1 and PDF/A-2a is met is told in `pdfua.md` and `pdfa.md`.

mod conformance;
mod drawings;
mod error;
mod font;
mod metadata;
mod outline;
mod page;
mod picture;
mod press;
mod tags;
mod text;

pub use drawings::drawings;
pub use error::Error;
pub use press::{Fact, Inks, Plates, Pressed, Seen, Setup, plates, press};

use krilla::error::KrillaError;
use krilla::{Document, SerializeSettings};

use crate::font::Fonts;
use crate::pages::Pages;
use conformance::Conformance;

/// Writes the pages as a PDF: tagged, with outline, links and page labels.
///
/// Claims PDF/UA-1 and PDF/A-2a where the book lives up to them, and less where it does
/// not: a picture without alternative text costs the first, a letter that no font has both.
/// The same pages give the same bytes, whatever the number of threads.
///
/// # Errors
/// When a font or a picture cannot be embedded.
pub fn write(pages: &Pages, fonts: &Fonts) -> Result<Written, Error> {
    let conformance = Conformance::of(pages);
    let plain = match conformance {
        Conformance::Accessible | Conformance::Archival => None,
        Conformance::Plain => conformance::unknown(pages),
    };
    match write_as(conformance, pages, fonts) {
        // What can only be seen while writing costs the claim, never the file.
        Err(Error::Krilla(KrillaError::Validation(why)))
            if conformance != Conformance::Plain =>
        {
            let bytes = write_as(Conformance::Plain, pages, fonts)?;
            let why = why.first().map(|(why, _)| conformance::in_words(why));
            Ok(Written { bytes, plain: why })
        }
        done => done.map(|bytes| Written { bytes, plain }),
    }
}

/// A PDF for the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why it claims no standard at all, where that is so.
    pub plain: Option<String>,
}

fn write_as(
    conformance: Conformance,
    pages: &Pages,
    fonts: &Fonts,
) -> Result<Vec<u8>, Error> {
    let mut pdf = Document::new_with(SerializeSettings {
        configuration: conformance.configuration(),
        ..SerializeSettings::default()
    });
    pdf.set_metadata(metadata::metadata(&pages.info));
    let structure = page::write_all(&mut pdf, pages, fonts)?;
    pdf.set_tag_tree(structure.into_tree(&pages.info.lang));
    pdf.set_outline(outline::outline(pages));
    pdf.finish().map_err(|error| blame(error, fonts))
}

/// What the writer gave up for, with the name of the font's file where it was a font.
fn blame(error: KrillaError, fonts: &Fonts) -> Error {
    let KrillaError::Font(font, _) = &error else { return Error::Krilla(error) };
    // krilla tells fonts apart by sums that damage leaves as they are: the book's own, which
    // come last, are meant.
    let like = fonts.faces.iter().filter(|(_, face)| font::is_of(font, face));
    match like.last() {
        Some((_, face)) => Error::Font(face.file_name.clone()),
        None => Error::Krilla(error),
    }
}

#[cfg(test)]
mod tests;
