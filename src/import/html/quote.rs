//! Quotations of a page, with their sources.

use super::super::manuscript::{Block, Kind, is_blank, plain, tidy, undashed, unwrapped};
use super::tree::{Data, NodeId, is_apart};
use super::walk::Walker;

impl Walker<'_> {
    /// A quotation; its source is the `cite` that stands by itself, or what a dash leads.
    pub fn quote(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        // Who said it: the last `cite` or `footer` that stands by itself.
        let shown = |node: &NodeId| !self.tree.text(*node).trim().is_empty();
        let last = self.tree.children(node).iter().copied().rfind(shown);
        let source = self.tree.children(node).iter().copied().rfind(|child| {
            let own = |node: NodeId| {
                matches!(self.tree.name(node), "cite" | "footer" | "figcaption")
                    || last == Some(node) && self.is_called_source(node)
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
        let mut blocks = Vec::new();
        match self.is_verse(node) {
            true => self.verse(node, &mut blocks),
            false => self.children(node, &mut blocks),
        }
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

    /// The text of a quotation without who said it.
    fn text_without_source(&self, node: NodeId) -> String {
        let is_source = |node: NodeId| {
            matches!(self.tree.name(node), "cite" | "footer" | "figcaption")
                || self.is_called_source(node)
        };
        let mut out = String::new();
        for below in self.tree.below(node) {
            let mut around = self.tree.above(below).take_while(|above| *above != node);
            if is_apart(self.tree.name(below)) {
                out.push(' ');
            }
            if let Data::Text(text) = &self.tree.nodes[below].data
                && !around.any(is_source)
            {
                out.push_str(text);
            }
        }
        out
    }

    /// Whether a node is called the source of what stands before it.
    pub fn is_called_source(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        class.split_whitespace().any(|class| {
            matches!(
                class,
                "attribution"
                    | "author"
                    | "source"
                    | "quote-author"
                    | "quote-source"
                    | "cite"
                    | "quelle"
                    | "attr"
                    | "poem-author"
                    | "quote-attribution"
            )
        }) && self.tree.text(node).chars().count() <= LONGEST_SOURCE
    }

    /// Whether a block is called a quotation, and is none by its element.
    pub fn is_called_quote(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        let called = class.split_whitespace().any(|class| CALLED.contains(&class));
        let is_none = |below: NodeId| {
            matches!(
                self.tree.name(below),
                "blockquote" | "h1" | "h2" | "h3" | "figure" | "article" | "form" | "img"
            )
        };
        called
            && matches!(self.tree.name(node), "p" | "div" | "section")
            && !self.tree.below(node).any(is_none)
            && !self.tree.above(node).any(|above| self.tree.name(above) == "blockquote")
            && self.tree.text(node).split_whitespace().take(MOST_WORDS + 1).count()
                <= MOST_WORDS
    }

    /// A quotation by what its block is called; paragraphs that are called so one after the other are one.
    pub fn called_quote(&mut self, node: NodeId, out: &mut Vec<Block>) {
        if self.tree.name(node) != "p" {
            return self.quote(node, out);
        }
        let class = self.tree.attribute(node, "class");
        let siblings =
            self.tree.nodes[node].parent.map_or(&[][..], |it| self.tree.children(it));
        let before = siblings.iter().take_while(|it| **it != node);
        let before = before.filter(|it| self.tree.element(**it).is_some()).last();
        let goes_on = before.is_some_and(|it| self.tree.attribute(*it, "class") == class);
        let at = self.place(node);
        let mut blocks = Vec::new();
        let runs = self.runs(node);
        self.paragraph(runs, node, &mut blocks);
        if goes_on
            && let Some(Block {
                kind: Kind::Quote { blocks: known, attribution: None },
                ..
            }) = out.last_mut()
        {
            known.append(&mut blocks);
        } else if !blocks.is_empty() {
            self.add(Block::new(Kind::Quote { blocks, attribution: None }, at), out);
        }
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
        let said = spaced(self.text_without_source(node));
        let bare = said.trim_matches(|c: char| !c.is_alphanumeric());
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

/// Classes of quotations.
const CALLED: &[&str] = &[
    "quote",
    "quoteb",
    "blockquote",
    "blockquot",
    "block-quote",
    "quotation",
    "epigraph",
    "epigraphe",
    "zitat",
    "cita",
    "citazione",
];

/// The most letters of a source, and the most words of what is called a quotation.
const LONGEST_SOURCE: usize = 200;
const MOST_WORDS: usize = 600;

/// The most pull quotes of a page that are looked for in it.
const MOST_PULL_QUOTES: usize = 50;

/// The fewest words of one.
const FEWEST_PULLED: usize = 4;
