//! What stands in a list or a figure without being one of its parts. Browsers show it, so it is kept.

use super::super::manuscript::{Block, Runs, plain, runs_mut};
use super::super::report::short;
use super::furniture;
use super::tree::NodeId;
use super::walk::Walker;
use crate::source::Span;

/// What was found since the last part.
#[derive(Default)]
pub(super) struct Loose {
    line: Runs,
    blocks: Vec<Block>,
}

impl Walker<'_> {
    /// The parts of a list by their names, and all that stands between them. A box around parts is
    /// what it holds.
    pub fn parts(&self, list: NodeId, names: &[&str]) -> Vec<NodeId> {
        let is_list =
            |node| matches!(self.tree.name(node), "ul" | "ol" | "dl" | "menu" | "dir");
        let own = |below: &NodeId| {
            names.contains(&self.tree.name(*below))
                && self.tree.above(*below).find(|above| is_list(*above)) == Some(list)
        };
        let mut boxes: Vec<NodeId> = self
            .tree
            .below(list)
            .filter(own)
            .filter_map(|part| self.tree.nodes[part].parent)
            .flat_map(|above| {
                std::iter::once(above)
                    .chain(self.tree.above(above))
                    .take_while(|node| *node != list)
                    .collect::<Vec<_>>()
            })
            .filter(|node| !names.contains(&self.tree.name(*node)))
            .collect();
        boxes.sort_unstable();
        boxes.dedup();
        let mut out = Vec::new();
        let mut open: Vec<NodeId> =
            self.tree.children(list).iter().rev().copied().collect();
        while let Some(node) = open.pop() {
            let taken = self.notes.taken.contains(&node) && !self.in_note;
            if self.skipped.contains(&node) || taken {
                continue;
            }
            let is_box = boxes.binary_search(&node).is_ok()
                && !furniture::is_furniture(self.tree, node);
            match is_box {
                true => open.extend(self.tree.children(node).iter().rev()),
                false => out.push(node),
            }
        }
        out
    }

    /// Adds what is no part of a list.
    pub fn loose(&mut self, list: NodeId, node: NodeId, loose: &mut Loose) {
        if !self.is_block(node) {
            return self.inline(node, &mut loose.line);
        }
        self.end_line(list, loose);
        self.block(node, &mut loose.blocks);
    }

    /// Ends a line between the parts of a list.
    pub fn end_line(&mut self, list: NodeId, loose: &mut Loose) {
        let line = std::mem::take(&mut loose.line);
        self.paragraph(line, list, &mut loose.blocks);
    }

    /// The blocks that were found, of which is told where they stand now.
    pub fn told(&mut self, list: NodeId, loose: &mut Loose, place: &str) -> Vec<Block> {
        let blocks = std::mem::take(&mut loose.blocks);
        if blocks.is_empty() {
            return blocks;
        }
        let help = "put it where it belongs";
        let what =
            format!("this stands in a list and in none of its items, and is {place}");
        self.tell_loose(self.place(list), &what, help, &blocks);
        blocks
    }

    /// Tells of blocks that were no part of what they stood in.
    pub fn tell_loose(&mut self, at: Span, what: &str, help: &str, blocks: &[Block]) {
        let Some(first) = blocks.first() else { return };
        let mut words = String::new();
        runs_mut(&mut blocks.to_vec(), &mut |runs, _| {
            words += &format!("{} ", plain(runs));
        });
        let at = if words.trim().is_empty() { at } else { first.at };
        self.report.doubt(at, format!("{what}: {}", short(&words)), help);
    }
}
