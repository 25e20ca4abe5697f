//! Where pages begin, in the words of the source.

use super::{LineRole, Mark, NodeId, Page, Pages, Structure, Tag};
use crate::source::Span;

/// A page, and what stands on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
    /// Its number as printed.
    pub label: String,
    /// The places in the source that stand on it, in reading order: what the source says
    /// there, and how many bytes of its text stand on earlier pages. Notes and furniture do
    /// not count; a page made of nothing else has none.
    pub places: Vec<(Span, u32)>,
}

/// Where each page begins, in order.
pub fn starts(pages: &Pages) -> Vec<Start> {
    let start = |page: &Page| Start {
        label: page.folio.label(),
        places: places(page, &pages.structure),
    };
    pages.pages.iter().map(start).collect()
}

fn places(page: &Page, structure: &Structure) -> Vec<(Span, u32)> {
    let place = |placed: &super::Placed| {
        let from = match &placed.mark {
            Mark::Line(line) => match line.role {
                LineRole::Body if is_text(line.runs.first()?.node?, structure) => {
                    line.from
                }
                LineRole::Body | LineRole::Note | LineRole::Head | LineRole::Folio => {
                    return None;
                }
            },
            Mark::Picture(..) => 0,
            Mark::Rule(..) | Mark::Link(..) => return None,
        };
        Some((placed.span?, from))
    };
    page.placed.iter().filter_map(place).collect()
}

/// Whether a node is text, and does not tell again in contents or index what stands elsewhere.
fn is_text(node: NodeId, structure: &Structure) -> bool {
    let mut at = Some(node);
    while let Some(node) = at.map(|at| &structure.0[at]) {
        match node.tag {
            Tag::Toc | Tag::Index | Tag::Note => return false,
            Tag::Document
            | Tag::Part
            | Tag::Section
            | Tag::Aside
            | Tag::Heading(..)
            | Tag::Paragraph
            | Tag::BlockQuote
            | Tag::List(_)
            | Tag::ListItem
            | Tag::Label
            | Tag::ListBody
            | Tag::Table
            | Tag::TableRow
            | Tag::TableHead
            | Tag::RowHead
            | Tag::TableCell
            | Tag::Figure(_)
            | Tag::Caption
            | Tag::Link(_)
            | Tag::Reference
            | Tag::TocItem
            | Tag::Entries
            | Tag::Code
            | Tag::Span => {}
        }
        at = node.parent;
    }
    true
}
