//! The catalogue for programs: OPDS 1.2 (Atom) and 2.0 (JSON), both from one model of feeds.
//!
//! Every address is relative to its feed, every identifier is made from that of the catalogue or
//! of a book, every date is that of a book: the same list gives the same bytes. Only entries that
//! have a book stand in these feeds, since what an entry of OPDS is for is its files.

mod atom;
mod facet;
mod feed;
mod json;

use super::shelf::Shelf;

/// All feeds, by their paths.
pub(super) fn files(shelf: &Shelf) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for feed in feed::feeds(shelf) {
        for page in feed.pages(feed::ATOM) {
            files.push((page.path.clone(), atom::write(shelf, &page).into_bytes()));
        }
        for page in feed.pages(feed::JSON) {
            files.push((page.path.clone(), json::write(shelf, &page)));
        }
    }
    files
}
