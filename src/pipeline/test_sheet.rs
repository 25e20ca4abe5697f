//! A test sheet as a file.

use crate::geom::Size;
use crate::id::Arena;
use crate::impose::{Blanks, Job, Mixed, Press, Scheme, impose};
use crate::{pdf, test_sheet};

/// Makes the test sheet for a printer of this name: a PDF of two sides, which asks for the
/// printing that booklets ask for. `None` if that fails, which is a fault of ours.
pub fn test_sheet(name: &str, sheet: Size) -> Option<Vec<u8>> {
    let wide = Size {
        width: sheet.width.max(sheet.height),
        height: sheet.width.min(sheet.height),
    };
    let mut pictures = Arena::default();
    for side in test_sheet::draw(name, wide)? {
        pictures.push(side);
    }
    let pages = pdf::drawings(&pictures, wide).ok()?;
    let job = Job {
        scheme: Scheme::NUp { columns: 1, rows: 1 },
        blanks: Blanks::End,
        mixed: Mixed::Refused,
        press: Press::on(wide),
    };
    Some(impose(&pages, &job).ok()?.bytes)
}
