//! Drawings as pages: a PDF of nothing else.

use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

use super::Error;
use super::page::points;
use super::picture::Pictures;
use crate::geom::{Point, Size};
use crate::id::Arena;
use crate::image::Picture;

/// Writes a PDF of pages of one size, each filled by a picture. It claims no standard.
///
/// # Errors
/// When a picture cannot be embedded, or no page has this size.
pub fn drawings(pictures: &Arena<Picture>, size: Size) -> Result<Vec<u8>, Error> {
    let mut pdf = Document::new_with(SerializeSettings::default());
    let mut all = Pictures::new(pictures);
    for (id, _) in pictures.iter() {
        let (width, height) = (points(size.width), points(size.height));
        let settings = PageSettings::from_wh(width, height).ok_or(Error::PageSize)?;
        let mut sheet = pdf.start_page_with(settings);
        let mut surface = sheet.surface();
        let drawn = all.draw(id, Point::default(), size, &mut surface);
        surface.finish();
        sheet.finish();
        drawn?;
    }
    pdf.finish().map_err(Error::Krilla)
}
