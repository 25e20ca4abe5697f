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

    /// Leaves out what is called a pull quote and stands in the text, too; tells of others.
    pub fn repeats(&mut self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        let called = class.split_whitespace().any(|class| {
            let class = class.replace(['-', '_'], "");
            class.ends_with("pullquote")
        });
        let within = self.tree.name(node) == "aside" || self.tree.name(node) == "div";
        if !called || self.pull_quotes >= MOST_PULL_QUOTES {
            return false;
        }
        self.pull_quotes += 1;
        let spaced = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = spaced(self.tree.text(node));
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let at = self.place(node);
        if bare.split(' ').count() >= FEWEST_PULLED
            && spaced(self.tree.text(0)).matches(bare).count() > 1
        {
            let what = "a pull quote, whose words stand in the text, is left out";
            self.report.drop(at, what, &words);
            return true;
        }
        let holds =
            |name: &str| self.tree.below(node).any(|it| self.tree.name(it) == name);
        if within && !holds("blockquote") {
            let message = format!(
                "the page calls this a pull quote, and it is taken for part of the text: {}",
                super::super::report::short(&words)
            );
            self.report.doubt(at, message, "delete it, if the text says it elsewhere");
        }
        false
    }
}

/// The most pull quotes of a page that are looked for in it.
const MOST_PULL_QUOTES: usize = 50;

/// The fewest words of one.
const FEWEST_PULLED: usize = 4;
