//! Where pages begin, in the words of the source.

use std::collections::BTreeSet;

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
    /// The same of its notes.
    pub notes: Vec<(Span, u32)>,
    /// Whether a note stands before all text.
    pub noted: bool,
    /// The first entry of the index that begins before all text, the first of all as 0.
    pub entry: Option<u32>,
}

/// Where each page begins, in order.
pub fn starts(pages: &Pages) -> Vec<Start> {
    let mut entries = BTreeSet::new();
    pages.pages.iter().map(|page| start(page, &pages.structure, &mut entries)).collect()
}

/// Where a page begins, behind pages on which some entries of the index began.
fn start(page: &Page, structure: &Structure, entries: &mut BTreeSet<NodeId>) -> Start {
    let label = page.folio.label();
    let (places, notes) = (Vec::new(), Vec::new());
    let mut start = Start { label, places, notes, noted: false, entry: None };
    for placed in &page.placed {
        let (from, kind) = match &placed.mark {
            Mark::Line(line) => match line.role {
                LineRole::Body | LineRole::Note => {
                    let node = line.runs.first().and_then(|run| run.node);
                    (line.from, node.map_or(Kind::Contents, |node| kind(node, structure)))
                }
                LineRole::Head | LineRole::Folio => continue,
            },
            Mark::Picture(..) => (0, Kind::Text),
            Mark::Rule(..) | Mark::Link(..) => continue,
        };
        let first = start.places.is_empty();
        match (kind, placed.span) {
            (Kind::Entry(node), _) => {
                let before = entries.len() as u32;
                if entries.insert(node) && first {
                    start.entry = start.entry.or(Some(before));
                }
            }
            (Kind::Text, Some(span)) => start.places.push((span, from)),
            (Kind::Note, Some(span)) => {
                start.noted |= first;
                start.notes.push((span, from));
            }
            (Kind::Text | Kind::Note | Kind::Contents, _) => {}
        }
    }
    start
}

/// What a node is part of.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Note,
    /// Contents, which tell again what stands elsewhere.
    Contents,
    /// An entry of the index, by its node.
    Entry(NodeId),
}

fn kind(node: NodeId, structure: &Structure) -> Kind {
    let (mut at, mut entry) = (Some(node), None);
    while let Some(id) = at {
        let node = &structure.0[id];
        match node.tag {
            Tag::Toc => return Kind::Contents,
            Tag::Index => return entry.map_or(Kind::Contents, Kind::Entry),
            Tag::Note => return Kind::Note,
            // Entries below others stand inside them.
            Tag::ListBody => entry = entry.or(Some(id)),
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
    Kind::Text
}
