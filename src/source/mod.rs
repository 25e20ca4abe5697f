//! Source files, spans into them, and the way from a byte to a line and a column.

mod file;
mod locate;
mod read;
mod syntax;

pub use file::{File, Files, Place};
pub use locate::locate;
pub use read::{
    BYTES_LIMIT, TEXT_LIMIT, add_text, read_bytes, read_text, read_text_bytes, reason,
    resolve, resolve_any, tidy,
};
pub use syntax::{Syntax, syntax};

use crate::id::Id;

/// Which source file.
pub type FileId = Id<File>;

/// A stretch of a source file, in bytes from its beginning. `start <= end`, both on
/// character boundaries of the file's text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `file` from a byte range. Files are limited to 4 GiB when they are read.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The empty span at the beginning of a file: for what concerns the file as a whole.
    pub fn head(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both; `other` must be of the same file.
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}
