//! Quotations of a page, with their sources.

use super::super::manuscript::{Block, Kind, is_blank, plain, tidy, undashed, unwrapped};
use super::tree::NodeId;
use super::walk::Walker;

impl Walker<'_> {
    /// A quotation; its source is the `cite` that stands by itself, or what a dash leads.
    pub fn quote(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        // Who said it: the last `cite` or `footer` that stands by itself.
        let source = self.tree.children(node).iter().copied().rfind(|child| {
            let own = |node: NodeId| {
                matches!(self.tree.name(node), "cite" | "footer" | "figcaption")
            };
            let only = self.tree.name(*child) == "p" && {
                let mut texts = self
                    .tree
                    .children(*child)
                    .iter()
                    .filter(|child| !self.tree.text(**child).trim().is_empty());
                texts.clone().count() == 1
                    && texts.all(|child| self.tree.name(*child) == "cite")
            };
            own(*child) || only
        });
        let mut attribution = None;
        if let Some(source) = source {
            let runs = tidy(self.flat(source));
            attribution = Some(unwrapped(undashed(runs, at, self.report)))
                .filter(|runs| !is_blank(runs));
            self.skipped.insert(source);
        }
        let mut blocks = self.blocks(node);
        // Or a last paragraph that begins with a dash.
        if attribution.is_none()
            && blocks.len() > 1
            && let Some(Kind::Paragraph(runs)) = blocks.last().map(|block| &block.kind)
        {
            let words = plain(runs);
            if words.starts_with(['—', '–', '―']) || words.starts_with("--") {
                let runs = runs.clone();
                self.report.guess(
                    at,
                    format!(
                        "this is taken for the source of a quotation: {}",
                        words.trim()
                    ),
                    "",
                );
                attribution = Some(undashed(runs, at, self.report));
                blocks.pop();
            }
        }
        if blocks.is_empty() {
            if let Some(runs) = attribution {
                self.add(Block::paragraph(runs, at), out);
            }
            return;
        }
        if let [Block { kind: Kind::Verse { attribution: own, .. }, .. }] =
            blocks.as_mut_slice()
        {
            *own = attribution;
            out.append(&mut blocks);
            return;
        }
        // A source in a block of its own behind the quotation.
        if let ([Block { kind: Kind::Paragraph(runs), .. }], None) =
            (blocks.as_slice(), &attribution)
            && plain(runs).starts_with(['—', '–', '―'])
            && let Some(Block {
                kind: Kind::Quote { attribution: known @ None, .. }, ..
            }) = out.last_mut()
        {
            let runs = runs.clone();
            self.report.guess(
                at,
                format!(
                    "this is taken for the source of the quotation before it: {}",
                    plain(&runs).trim()
                ),
                "",
            );
            *known = Some(undashed(runs, at, self.report));
            return;
        }
        self.add(Block::new(Kind::Quote { blocks, attribution }, at), out);
    }
}
