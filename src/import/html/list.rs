//! Lists of a page, and terms with their meanings.

use super::super::manuscript::{Block, Kind, Runs, is_blank, tidy};
use super::tree::{Data, NodeId};
use super::walk::Walker;

impl Walker<'_> {
    pub fn list(&mut self, node: NodeId, name: &str, out: &mut Vec<Block>) {
        let at = self.place(node);
        let start = match name {
            "ol" => {
                let stated = self
                    .tree
                    .attribute(node, "start")
                    .and_then(|it| it.trim().parse().ok());
                Some(stated.unwrap_or(1).min(999_999_999))
            }
            _ => None,
        };
        let mut items = Vec::new();
        for child in self.tree.children(node).to_vec() {
            if self.skipped.contains(&child)
                || self.notes.taken.contains(&child) && !self.in_note
            {
                continue;
            }
            match &self.tree.nodes[child].data {
                Data::Element(_) if self.tree.name(child) == "li" => {
                    self.note_id(child);
                    let blocks = self.blocks(child);
                    if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                Data::Element(_) => {
                    let mut blocks = Vec::new();
                    self.block(child, &mut blocks);
                    if let Some(last) = items.last_mut() {
                        last.append(&mut blocks);
                    } else if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                Data::Text(_) | Data::Other => {}
            }
        }
        if !items.is_empty() {
            self.join_list(node, Block::new(Kind::List { start, items }, at), out);
        }
    }

    pub fn definitions(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        let mut found: Vec<(Runs, Vec<Block>)> = Vec::new();
        let parts: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| {
                matches!(self.tree.name(*below), "dt" | "dd")
                    && self
                        .tree
                        .above(*below)
                        .find(|above| self.tree.name(*above) == "dl")
                        == Some(node)
            })
            .collect();
        for part in parts {
            if self.notes.taken.contains(&part) && !self.in_note {
                continue;
            }
            self.note_id(part);
            match self.tree.name(part) {
                "dt" => {
                    let runs = tidy(self.flat(part));
                    if !is_blank(&runs) {
                        found.push((runs, Vec::new()));
                    }
                }
                _ => {
                    let mut blocks = self.blocks(part);
                    match found.last_mut() {
                        Some((_, meaning)) => meaning.append(&mut blocks),
                        None => out.append(&mut blocks),
                    }
                }
            }
        }
        // A term that means nothing is a paragraph.
        if found.iter().all(|(_, meaning)| meaning.is_empty()) {
            for (runs, _) in found {
                self.add(Block::paragraph(runs, at), out);
            }
            return;
        }
        let mut kept: Vec<(Runs, Vec<Block>)> = Vec::new();
        for (term, meaning) in found {
            if meaning.is_empty() {
                if !kept.is_empty() {
                    self.add(
                        Block::new(Kind::Definitions(std::mem::take(&mut kept)), at),
                        out,
                    );
                }
                self.add(Block::paragraph(term, at), out);
                continue;
            }
            kept.push((term, meaning));
        }
        if !kept.is_empty() {
            self.add(Block::new(Kind::Definitions(kept), at), out);
        }
    }
}
