//! Paragraphs that go on with the item of a list above them: set in as its text, between two items.

use super::super::lines;
use super::super::report::{Report, short};
use super::looks::{is_empty, seen};
use super::pieces::{Piece, Setting};
use super::styles::SET_IN;
use crate::import::items::Item;

/// The most paragraphs between two items.
const MOST: usize = 4;

/// Puts them into their items, and tells of each.
pub(super) fn settle(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    let mut above: Option<Item> = None;
    for at in 0..pieces.len() {
        if is_empty(&pieces[at]) {
            continue;
        }
        if let Some(item) = item(&pieces[at]) {
            above = Some(item);
            continue;
        }
        let next = pieces[at + 1..].iter().take(2 * MOST).find_map(item);
        let between = pieces[at + 1..].iter().take_while(|piece| item(piece).is_none());
        let own = above.filter(|above| next.is_some_and(|next| next.list == above.list));
        let fits = is_set_in(&pieces[at], body)
            && between.take(MOST).all(|it| is_empty(it) || is_set_in(it, body));
        let Some(own) = own.filter(|_| fits) else {
            above = None;
            continue;
        };
        if let Piece::Paragraph { item, runs, at, .. } = &mut pieces[at] {
            let message = format!(
                "this paragraph is set in as the item above it, and stands within that: {}",
                short(&crate::import::manuscript::plain(runs))
            );
            report.guess(*at, message, "");
            *item = Some(Item { continues: true, ..own });
        }
    }
}

fn item(piece: &Piece) -> Option<Item> {
    match piece {
        Piece::Paragraph { item, .. } => *item,
        Piece::Table { .. } | Piece::Blocks(_) => None,
    }
}

/// Whether a paragraph is set in from the left alone, as the text of an item is.
fn is_set_in(piece: &Piece, body: Setting) -> bool {
    seen(piece).is_some_and(|one| {
        let by_hand =
            one.set.left >= body.left + SET_IN && one.set.right < body.right + SET_IN;
        (one.set.of_item || by_hand)
            && !one.set.centred
            && !one.words.is_empty()
            && !lines::begins_item(&one.words)
    })
}
