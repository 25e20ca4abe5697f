//! Why a PDF cannot be laid on sheets, in words for those who made it.

use std::fmt;

use super::scheme::Unfit;
use crate::geom::Size;
use crate::intake;

/// Why a PDF cannot be laid on sheets.
#[derive(Debug)]
pub enum Error {
    /// It cannot be read.
    Pdf(intake::Error),
    /// A page, counted from 1, is not as large as the first.
    Mixed {
        /// The page.
        page: usize,
        /// How large it is.
        size: Size,
        /// How large the first is.
        first: Size,
    },
    /// The scheme does not hold its pages.
    Unfit(Unfit),
    /// The sheets, read again, are not what was laid out.
    Unproved,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mm = |size: &Size| {
            format!("{:.0} × {:.0} mm", size.width.to_mm(), size.height.to_mm())
        };
        match self {
            Error::Pdf(error) => error.fmt(f),
            Error::Mixed { page, size, first } => {
                write!(f, "page {page} is {} and page 1 {}", mm(size), mm(first))
            }
            Error::Unproved => f.write_str(
                "its sheets, read again as they were written, are not what was laid out",
            ),
            Error::Unfit(Unfit::NoPages) => f.write_str("this PDF has no pages"),
            Error::Unfit(Unfit::TooMany { pages, most }) => {
                write!(f, "this PDF has {pages} pages, and this scheme holds {most}")
            }
            Error::Unfit(Unfit::Signature(pages)) => {
                write!(f, "a signature of {pages} pages cannot be folded")
            }
            Error::Unfit(Unfit::Folded(pages)) => {
                write!(f, "no sheet folds to {pages} pages")
            }
            Error::Unfit(Unfit::Cells(most)) => {
                write!(
                    f,
                    "a sheet has 1 to {most} pages side by side and above one another"
                )
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<intake::Error> for Error {
    fn from(error: intake::Error) -> Error {
        Error::Pdf(error)
    }
}
