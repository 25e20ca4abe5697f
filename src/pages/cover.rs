//! Covers: pages that are not set but filled.

use super::{Ink, Mark, NodeId, Placed};
use crate::geom::{Point, Size};
use crate::id::Arena;
use crate::image::Picture;
use crate::source::Span;

/// The covers that a book carries as its first and its last page.
#[derive(Clone, PartialEq, Debug)]
pub struct Covers {
    /// What fills the first page.
    pub front: Panel,
    /// What fills the last.
    pub back: Panel,
    /// What the number of all pages is made a multiple of, by empty ones before the last.
    pub multiple: usize,
}

/// One side of a cover.
#[derive(Clone, PartialEq, Debug)]
pub struct Panel {
    /// What stands on it, from its upper left corner; what comes later lies above.
    pub items: Vec<Item>,
    /// What it shows, or the words that stand on it.
    pub alt: String,
    /// Where the manifest speaks of it.
    pub span: Option<Span>,
}

/// What can stand on a cover.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// A picture, scaled into a box.
    Picture(Box<Picture>, Point, Size),
    /// A filled box.
    Rule(Point, Size, Ink),
}

impl Covers {
    /// How many pages they are: front, its inside, and back. The inside of the back is the text's.
    pub const PAGES: usize = 3;
}

impl Panel {
    /// The panel as marks whose corner stands at a point; its first picture belongs to a node,
    /// all else is furniture. Its pictures join the others.
    pub fn placed(
        &self,
        at: Point,
        node: Option<NodeId>,
        pictures: &mut Arena<Picture>,
    ) -> Vec<Placed> {
        let mut node = node;
        let place = |from: &Point, mark: Mark, node| {
            let at = Point { x: at.x + from.x, y: at.y + from.y };
            Placed { at, node, span: self.span, mark }
        };
        let placed = self.items.iter().map(|item| match item {
            Item::Picture(picture, from, size) => {
                let id = pictures.push(picture.as_ref().clone());
                place(from, Mark::Picture(id, *size), node.take())
            }
            Item::Rule(from, size, ink) => place(from, Mark::Rule(*size, *ink), None),
        });
        placed.collect()
    }
}
