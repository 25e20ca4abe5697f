//! What stands above the title on the page, and behind it in a book: it is told.

use super::super::manuscript::{Block, Manuscript, plain, runs_mut};
use super::super::report::{Report, short};
use super::furniture;
use super::tree::{Data, NodeId};
use super::walk::Walker;
use crate::source::Span;

/// What stands above the title on the page, piece by piece.
#[derive(Default)]
pub(super) struct Before {
    /// Where the title stands.
    title: Option<Span>,
    pieces: Vec<(Span, String)>,
}

/// The most pieces above a title that are told of.
const MOST_PIECES: usize = 50;

/// Finds what stands above the title.
pub(super) fn before(walker: &Walker<'_>, root: NodeId, title: Option<NodeId>) -> Before {
    let tree = walker.tree;
    let Some(title) = title else { return Before::default() };
    let below: Vec<NodeId> = tree.below(root).collect();
    let at = below.iter().position(|node| *node == title).unwrap_or(0);
    let shown = below[..at].iter().filter(|node| {
        matches!(&tree.nodes[**node].data, Data::Text(words) if !words.trim().is_empty())
            && !tree.above(**node).any(|above| {
                furniture::is_unseen(tree.name(above))
                    || furniture::is_furniture(tree, above)
                    || walker.skipped.contains(&above)
            })
    });
    let pieces = shown
        .take(MOST_PIECES)
        .map(|node| (walker.place(*node), spaced(&tree.text(*node))))
        .collect();
    Before { title: Some(walker.place(title)), pieces }
}

/// Tells what stood above the title, and stands behind it in the article.
pub(super) fn tell_before(before: Before, manuscript: &Manuscript, report: &mut Report) {
    let Before { title: Some(title), mut pieces } = before else { return };
    let is_above = |block: &&Block| block.at.start < title.start;
    let above = manuscript.blocks.iter().take_while(is_above);
    let mut kept = String::new();
    runs_mut(&mut above.cloned().collect::<Vec<_>>(), &mut |runs, _| {
        kept += &format!("{}\n", spaced(&plain(runs)));
    });
    pieces.retain(|(_, words)| kept.contains(words.as_str()));
    let Some((place, _)) = pieces.first() else { return };
    let words: Vec<&str> = pieces.iter().map(|(_, words)| words.as_str()).collect();
    let message = format!(
        "this stands above the title on the page, and behind it here: {}",
        short(&words.join(" "))
    );
    report.guess(*place, message, "delete it, if it is none of the text");
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
