//! On which pages the places of a book stand, before the pages are made.

use super::builder::{Draft, Start};
use crate::pages::{Folio, FolioStyle};
use crate::typeset::compositor::Compositor;
use crate::typeset::refs::Folios;

/// The pages of all places of a book, whose own front matter begins at page `first`, counted
/// from 0.
pub(super) fn folios(
    all: &Compositor<'_>,
    first: usize,
    front: &[Draft],
    body: &[Draft],
) -> Folios {
    let mut folios = Folios::new(all.refs.len());
    let mut meet = |drafts: &[Draft], first: usize, style: FolioStyle| {
        let mut index = first;
        for draft in drafts {
            if draft.start == Some(Start::Recto) && !index.is_multiple_of(2) {
                index += 1;
            }
            let folio = Folio { number: index as u32 + 1, style };
            draft.places.iter().for_each(|&(place, _)| folios.meet(place, folio));
            index += 1;
        }
        index
    };
    match all.covers {
        // With the covers counted, numbers run on.
        Some(_) => {
            let behind = meet(front, first, FolioStyle::Arabic);
            meet(body, behind.next_multiple_of(2), FolioStyle::Arabic);
        }
        None => {
            meet(front, first, FolioStyle::Roman);
            meet(body, 0, FolioStyle::Arabic);
        }
    }
    folios
}
