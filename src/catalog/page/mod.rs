//! The catalogue for people: pages of HTML that need no script, no server and no other site.
//!
//! One page lists everything, one is for each book, and one, plain, for the browsers of e-readers.
//! Addresses name files (`…/index.html`), so that all works from a stick as well.

mod book;
mod frame;
mod index;
mod plain;
mod qr;
mod schema;

use super::shelf::Shelf;
pub(super) use qr::drawing as code;

/// The paths of the style sheet and of the script that finds titles.
const STYLE: &str = "style.css";
const FIND: &str = "find.js";
/// The path of the plain page: its folder is its address, short enough to be typed.
const PLAIN: &str = "e/index.html";

/// All pages, with what they share, by their paths.
pub(super) fn files(shelf: &Shelf) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("index.html".to_owned(), index::write(shelf).into_bytes()),
        (PLAIN.to_owned(), plain::write(shelf).into_bytes()),
        (STYLE.to_owned(), include_bytes!("style.css").to_vec()),
        (FIND.to_owned(), include_bytes!("find.js").to_vec()),
    ];
    for (entry, book) in shelf.books() {
        let page = book::write(shelf, entry, book);
        files.push((book.page(), page.into_bytes()));
    }
    files
}
