//! The manifest of a library: the books, and what is announced, of one publisher's list.
//!
//! It is read as the manifest of a book is, key by key, and says all that is wrong at once. The
//! books that it names are looked for, not read.

mod entries;
mod example;
mod raw;
mod read;
mod schema;

pub use read::read_library;
pub use schema::{LIBRARY_SCHEMA, library_schema};

use std::path::PathBuf;

use super::Output;
use crate::info::{Date, Lang};
use crate::source::{FileId, Span};

/// A checked library: every book is a file below its root, and is named once.
#[derive(Clone, Debug)]
pub struct Library {
    /// The library's own file, for messages.
    pub file: FileId,
    /// The name of its catalogue: the file name without its extension.
    pub name: String,
    /// What the list is called.
    pub title: Option<String>,
    /// The language of the catalogue's own words.
    pub lang: Lang,
    /// Whose list it is.
    pub publisher: Option<String>,
    /// What stands below the title. Blank lines part paragraphs.
    pub description: Option<String>,
    /// The address that the catalogue will have, with a slash at its end.
    pub url: Option<String>,
    /// The catalogue's identifier, `urn:uuid:…`, where it is stated.
    pub uuid: Option<String>,
    /// The parts of the list, in order; those that are not listed by first mention.
    pub sections: Vec<Section>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// What is made of every book, instead of what their own manifests say.
    pub outputs: Option<Vec<Output>>,
}

/// A part of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// What it is called.
    pub title: String,
    /// What stands below that.
    pub description: Option<String>,
}

/// One entry of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it is listed.
    pub span: Span,
    /// What it is.
    pub listed: Listed,
    /// The section, by its place among [`Library::sections`].
    pub section: Option<usize>,
    /// What makes one want to read it; of a book, instead of its description.
    pub teaser: Option<String>,
    /// Where it, or more about it, is found elsewhere.
    pub link: Option<String>,
    /// When it came onto the list; of a book, instead of its own date.
    pub date: Option<Date>,
}

/// What an entry lists.
#[derive(Clone, Debug)]
pub enum Listed {
    /// A book, by its manifest.
    Book {
        /// The manifest, absolute.
        path: PathBuf,
        /// The path from the library's folder, for messages.
        written: String,
    },
    /// What has no file here.
    Title {
        /// Its title.
        title: String,
        /// Who wrote it.
        authors: Vec<String>,
    },
}
