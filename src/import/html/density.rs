//! How much of each node of a page is running text, and how much of it links.

use super::furniture::{is_furniture, is_unseen};
use super::tree::{Data, NodeId, Tree, is_apart};

/// A block with fewer letters outside of links is none that carries an article on.
const SHORTEST: usize = 60;

/// Counts by node, of the node and all below it; furniture and what nobody sees counts nothing.
/// Letters of scripts that write a word with one or two of them count double.
pub(super) struct Density {
    /// Letters outside of links.
    plain: Vec<usize>,
    /// Letters of links.
    linked: Vec<usize>,
    /// Letters of paragraphs, beyond the first [`SHORTEST`] of each.
    prose: Vec<usize>,
    /// How much prose stands in the node itself or close below it: an article has its paragraphs
    /// side by side, a list of teasers each in a box of its own.
    score: Vec<usize>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<NodeId>,
}

impl Density {
    pub fn of(tree: &Tree) -> Density {
        let none = || vec![0; tree.nodes.len()];
        let mut density = Density {
            plain: none(),
            linked: none(),
            prose: none(),
            score: none(),
            paragraphs: Vec::new(),
        };
        let mut own = none();
        density.count(tree, 0, None, false, &mut own);
        for node in tree.below(0) {
            let letters = own[node];
            // A paragraph of links leads away from the text.
            if letters <= SHORTEST || density.linked[node] > density.plain[node] {
                continue;
            }
            density.paragraphs.push(node);
            let weight = letters - SHORTEST;
            let holds = matches!(
                tree.name(node),
                "div" | "section" | "article" | "main" | "td" | "body" | "center"
            );
            density.prose[node] += weight;
            if holds {
                density.score[node] += weight;
            }
            for (level, above) in tree.above(node).enumerate() {
                density.prose[above] += weight;
                let level = level + usize::from(holds);
                density.score[above] += match level {
                    0 => weight,
                    1 => weight / 2,
                    2..=4 => weight / (level * 3),
                    _ => 0,
                };
            }
        }
        density
    }

    /// Counts what is below a node; `block` is the one that its words stand in.
    fn count(
        &mut self,
        tree: &Tree,
        node: NodeId,
        block: Option<NodeId>,
        linked: bool,
        own: &mut Vec<usize>,
    ) {
        let (mut block, mut in_link) = (block, linked);
        match &tree.nodes[node].data {
            Data::Text(text) => {
                let letters = letters(text);
                match linked {
                    true => self.linked[node] = letters,
                    false => self.plain[node] = letters,
                }
                if let Some(block) = block.filter(|_| !linked) {
                    own[block] += letters;
                }
                return;
            }
            Data::Element(element) => {
                let name = &*element.name;
                if is_unseen(name)
                    || is_furniture(tree, node)
                    || matches!(name, "footer" | "aside")
                {
                    return;
                }
                if is_apart(name) && name != "br" {
                    block = Some(node);
                }
                if name == "a" {
                    in_link = true;
                }
            }
            Data::Other => {}
        }
        for child in tree.children(node) {
            self.count(tree, *child, block, in_link, own);
            self.plain[node] += self.plain[*child];
            self.linked[node] += self.linked[*child];
        }
    }

    pub fn prose(&self, node: NodeId) -> usize {
        self.prose[node]
    }

    /// The score of a node, less what it has of links.
    pub fn score(&self, node: NodeId) -> usize {
        let all = self.plain[node] + self.linked[node];
        self.score[node] * self.plain[node] / all.max(1)
    }

    /// Whether at least so many of a hundred letters are links.
    pub fn is_linked(&self, node: NodeId, percent: usize) -> bool {
        let all = self.plain[node] + self.linked[node];
        all > 0 && self.linked[node] * 100 >= all * percent
    }
}

fn letters(text: &str) -> usize {
    let weight = |c: char| match c {
        c if !c.is_alphanumeric() => 0,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => 2,
        _ => 1,
    };
    text.chars().map(weight).sum()
}
