//! The catalogue of a library: one folder that a web server, or a stick, hands to readers.
//!
//! A [`Shelf`] holds the entries of the list and the finished editions of its books. From it come
//! feeds for programs ([`opds`]), pages for people ([`page`]) and a feed of news; [`Folder`] puts
//! them in the place of the catalogue that stood there, whole. How books are made is not known
//! here, and no clock: all dates are those of the books.

mod address;
mod card;
mod edition;
mod folder;
mod list;
mod news;
pub mod opds;
pub mod page;
mod shelf;
mod words;

pub use card::{Card, Chapter, Person, Sample};
pub use edition::{Edition, Kind};
pub use folder::{ASIDE, Change, Content, Folder, Unsafe};
pub use list::{Row, Source, also_published, leaflet};
pub use shelf::{Book, Entry, Section, Shelf, Sight};

/// The file by which a folder is known as a catalogue of ours: the root of its feeds.
pub const MARK: &str = "opds.atom";

/// All files of the catalogue that are not those of books, by their paths.
pub fn files(shelf: &Shelf) -> Vec<(String, Vec<u8>)> {
    let mut files = opds::files(shelf);
    files.extend(page::files(shelf));
    files.push((news::PATH.to_owned(), news::write(shelf).into_bytes()));
    files
}
