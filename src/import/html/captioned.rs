//! Figures without a picture: quotations, tables and programs, each with its caption.

use super::super::manuscript::{
    Block, Kind, Run, Runs, is_blank, plain, tidy, undashed, unwrapped,
};
use super::super::report::short;
use super::tree::{Data, NodeId};
use super::walk::Walker;

/// The most letters of a source.
const LONGEST_SOURCE: usize = 200;

impl Walker<'_> {
    /// Adds what a figure holds. The caption of a quotation is its source, that of a table its own; the
    /// source language has none for the rest.
    pub fn captioned(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let captions = self.captions(node);
        let Some(first) = captions.first().copied() else {
            return self.children(node, out);
        };
        let at = self.place(first);
        let leads = self
            .tree
            .below(node)
            .take_while(|below| *below != first)
            .all(|below| !matches!(&self.tree.nodes[below].data, Data::Text(words) if !words.trim().is_empty()));
        let mut runs: Runs = Vec::new();
        for caption in &captions {
            let mut line = self.flat(*caption);
            if !is_blank(&runs) && !is_blank(&line) {
                runs.push(Run::Break);
            }
            runs.append(&mut line);
        }
        let runs = tidy(runs);
        self.skipped.extend(captions);
        let mut blocks = self.blocks(node);
        if is_blank(&runs) {
            return out.append(&mut blocks);
        }
        let words = plain(&runs);
        let is_short = words.chars().count() <= LONGEST_SOURCE;
        if let [block] = blocks.as_mut_slice() {
            if let Kind::Quote { attribution: source @ None, .. }
            | Kind::Verse { attribution: source @ None, .. } = &mut block.kind
                && is_short
            {
                self.report.guess(
                    at,
                    format!(
                        "this is taken for the source of a quotation: {}",
                        words.trim()
                    ),
                    "",
                );
                *source = Some(unwrapped(undashed(runs, at, self.report)));
                return out.append(&mut blocks);
            }
            if let Kind::Table(table) = &mut block.kind
                && table.caption.is_none()
            {
                table.caption = Some(runs);
                return out.append(&mut blocks);
            }
        }
        let message = format!(
            "this is the caption of what is no picture, and a paragraph here: {}",
            short(&words)
        );
        let help = "look whether what it belongs to is there; else delete it";
        self.report.doubt(at, message, help);
        let place = if leads { 0 } else { blocks.len() };
        blocks.insert(place, Block::paragraph(runs, at));
        out.append(&mut blocks);
    }
}
