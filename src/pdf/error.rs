//! What can go wrong on the way to a PDF.

use std::error;
use std::fmt;

use krilla::error::KrillaError;

/// Why no PDF could be written.
#[derive(Debug)]
pub enum Error {
    /// A font cannot be read; its file name.
    Font(String),
    /// A picture cannot be read; its name and the reason.
    Picture(String, String),
    /// A page has no area, or one beyond what PDF can hold.
    PageSize,
    /// The file could not be finished for the press; the reason.
    Finish(String),
    /// The writer gave up.
    Krilla(KrillaError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Font(name) => write!(f, "the font {name} cannot be read"),
            Error::Picture(name, why) => {
                write!(f, "the picture {name} cannot be embedded: {why}")
            }
            Error::PageSize => f.write_str("a page of this size cannot be written"),
            Error::Finish(why) => write!(f, "the file cannot be finished: {why}"),
            Error::Krilla(error) => write!(f, "the PDF cannot be written: {error}"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Error::Font(_) | Error::Picture(..) | Error::PageSize | Error::Finish(_) => {
                None
            }
            Error::Krilla(error) => Some(error),
        }
    }
}
