//! Why a PDF cannot be laid on sheets, in words for those who made it.

use std::fmt;

use super::scheme::Unfit;
use crate::geom::Size;

/// Why a PDF cannot be laid on sheets.
#[derive(Debug)]
pub enum Error {
    /// It cannot be read.
    Unreadable(String),
    /// It is encrypted.
    Encrypted,
    /// It has more pages than so many.
    Pages(usize),
    /// Unpacked, it is larger than any book.
    Large,
    /// Its pages hold one another in a circle.
    Circle,
    /// A page, counted from 1, has no size that can be printed.
    NoSize(usize),
    /// What stands on a page, counted from 1, cannot be read.
    Damaged(usize),
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
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mm = |size: &Size| {
            format!("{:.0} × {:.0} mm", size.width.to_mm(), size.height.to_mm())
        };
        match self {
            Error::Unreadable(why) => write!(f, "this PDF cannot be read: {why}"),
            Error::Encrypted => f.write_str("this PDF is encrypted"),
            Error::Pages(most) => write!(f, "this PDF has more than {most} pages"),
            Error::Large => f.write_str("this PDF unpacks to more than any book holds"),
            Error::Circle => {
                f.write_str("this PDF is damaged: its pages hold one another")
            }
            Error::NoSize(page) => write!(f, "page {page} has no size"),
            Error::Damaged(page) => {
                write!(f, "page {page} is damaged: what stands on it cannot be read")
            }
            Error::Mixed { page, size, first } => {
                write!(f, "page {page} is {} and page 1 {}", mm(size), mm(first))
            }
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
