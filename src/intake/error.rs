//! Why a PDF cannot be read, in words for those who made it.

use std::fmt;

/// Why a PDF cannot be read.
#[derive(Debug)]
pub enum Error {
    /// It is no PDF, or so damaged that nothing can be done with it.
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
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        }
    }
}

impl std::error::Error for Error {}
