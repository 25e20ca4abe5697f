//! The outline beside the pages, and the places that it and the links go to.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use super::page::points;
use crate::pages::{DestinationId, OutlineItem, Pages};

/// The outline, its first level open.
pub(super) fn outline(pages: &Pages) -> Outline {
    let mut outline = Outline::new();
    for item in &pages.outline {
        outline.push_child(node(item, pages).with_open(true));
    }
    outline
}

fn node(item: &OutlineItem, pages: &Pages) -> OutlineNode {
    let mut entry = OutlineNode::new(item.title.clone(), destination(pages, item.to));
    for child in &item.children {
        entry.push_child(node(child, pages));
    }
    entry
}

/// A place in the file.
pub(super) fn destination(pages: &Pages, id: DestinationId) -> XyzDestination {
    let place = pages.destinations[id];
    // A place beyond the last page would make the writer panic.
    let page = place.page.min(pages.pages.len().saturating_sub(1));
    XyzDestination::new(page, Point::from_xy(points(place.at.x), points(place.at.y)))
}
