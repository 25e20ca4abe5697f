//! What stands around the article, and is left out.

use super::super::manuscript::{Block, Kind, Manuscript, Run, plain, runs_mut};
use super::super::report::Report;
use super::furniture;
use super::tree::{Data, NodeId};
use super::walk::Walker;

/// Tells what of the page stands outside of the article.
pub(super) fn left_out(walker: &mut Walker<'_>, root: NodeId) {
    let mut at = root;
    let mut others = Vec::new();
    while let Some(parent) = walker.tree.nodes[at].parent {
        for child in walker.tree.children(parent) {
            let name = walker.tree.name(*child);
            if *child != at
                && !furniture::is_unseen(name)
                && !walker.skipped.contains(child)
            {
                others.push(*child);
            }
        }
        at = parent;
    }
    others.sort_unstable();
    for node in others {
        if walker.notes.taken.contains(&node) {
            continue;
        }
        let has_title =
            walker.tree.below(node).any(|below| walker.skipped.contains(&below));
        if !has_title {
            let has_notes =
                walker.tree.below(node).any(|below| walker.notes.taken.contains(&below));
            if !has_notes {
                walker.leave_out(node);
            }
            continue;
        }
        for child in walker.tree.below(node) {
            let leaf = matches!(walker.tree.nodes[child].data, Data::Text(_));
            let titled = walker.skipped.contains(&child)
                || walker.tree.above(child).any(|above| walker.skipped.contains(&above));
            if leaf && !titled {
                walker.leave_out(child);
            }
        }
    }
}

/// Lists of nothing but links above the first paragraph are menus.
pub(super) fn drop_lists_of_links(manuscript: &mut Manuscript, report: &mut Report) {
    let linked = |run: &Run| matches!(run, Run::Link { .. });
    let is_link = |block: &Block| match block.words() {
        Some(runs) => runs.iter().all(linked),
        None => matches!(block.kind, Kind::List { .. }),
    };
    let mut at = 0;
    while let Some(block) = manuscript.blocks.get(at) {
        if block.words().is_some_and(|runs| plain(runs).chars().count() >= 80) {
            return;
        }
        let menu = if let Kind::List { items, .. } = &block.kind {
            items.len() > 1 && items.iter().flatten().all(is_link)
        } else {
            false
        };
        if !menu {
            at += 1;
            continue;
        }
        let mut block = manuscript.blocks.remove(at);
        let mut words = String::new();
        let place = block.at;
        runs_mut(std::slice::from_mut(&mut block), &mut |runs, _| {
            words += &format!("{} ", plain(runs));
        });
        report.drop_furniture(
            place,
            "a list of links above the text is left out",
            &words,
        );
    }
}

/// Lines that part the text around what is sold beside it.
const SALES: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "continue reading below",
    "continue reading the main story",
    "article continues below",
    "story continues below advertisement",
    "anzeige",
    "werbung",
    "publicidad",
    "publicité",
    "pubblicità",
    "реклама",
];

/// Leaves out lines that say nothing but that something else was for sale here.
pub(super) fn drop_sales(manuscript: &mut Manuscript, report: &mut Report) {
    manuscript.blocks.retain(|block| {
        let words = block.line().map_or(String::new(), |runs| plain(runs));
        let sales = SALES.contains(&words.trim().to_lowercase().as_str());
        if sales {
            report.drop(block.at, "the label of an advertisement is left out", &words);
        }
        !sales
    });
}
