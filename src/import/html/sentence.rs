//! What of a page is part of a sentence, whatever its class says.

use super::tree::{Data, NodeId, Tree, is_apart};

/// Elements of a line.
const INLINE: [&str; 14] = [
    "a", "span", "font", "em", "i", "b", "strong", "u", "small", "big", "mark", "ins",
    "abbr", "bdi",
];

/// The fewest letters that a node has of its own where it has words.
const FEWEST_LETTERS: usize = 20;

/// Of each node of a page what tells whether there is a sentence around it; found once, as a line may have very
/// many parts.
pub(super) struct Sentences {
    /// How many letters stand in it, and not only in what is below it.
    letters: Vec<usize>,
    /// The last sign of its text.
    last: Vec<Option<char>>,
    /// Whether it holds, or is, what is no part of a line.
    apart: Vec<bool>,
}

impl Sentences {
    pub fn of(tree: &Tree) -> Sentences {
        let count = tree.nodes.len();
        let mut found = Sentences {
            letters: vec![0; count],
            last: vec![None; count],
            apart: vec![false; count],
        };
        let order: Vec<NodeId> = tree.below(0).collect();
        for node in order.into_iter().rev() {
            match &tree.nodes[node].data {
                Data::Text(text) => {
                    found.last[node] = text.trim_end().chars().next_back()
                }
                Data::Element(_) | Data::Other => found.gather(tree, node),
            }
        }
        found
    }

    /// Puts together what is known of the nodes below one.
    fn gather(&mut self, tree: &Tree, node: NodeId) {
        let name = tree.name(node);
        self.apart[node] = is_apart(name);
        for child in tree.children(node) {
            self.apart[node] |= self.apart[*child];
            if let Data::Text(text) = &tree.nodes[*child].data {
                self.letters[node] += text.chars().filter(|c| c.is_alphabetic()).count();
            }
        }
        if !matches!(name, "script" | "style" | "template" | "noscript") {
            let mut children = tree.children(node).iter().rev();
            self.last[node] = children.find_map(|child| self.last[*child]);
        }
    }

    /// Whether a node is part of a line that has other words, and enough of them or a stop at its end.
    pub fn hold(&self, tree: &Tree, node: NodeId) -> bool {
        let inline = |node: NodeId| INLINE.contains(&tree.name(node));
        if !inline(node) || self.apart[node] {
            return false;
        }
        // What is emphasised in a line may be all of a link.
        let around =
            tree.above(node).find(|above| !inline(*above) || self.letters[*above] > 0);
        let Some(around) = around else { return false };
        let line = matches!(
            tree.name(around),
            "p" | "li"
                | "dd"
                | "td"
                | "blockquote"
                | "figcaption"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
        );
        let stopped = self.last[around].is_some_and(|sign| {
            matches!(sign, '.' | '!' | '?' | '…' | ':' | '"' | '”' | '»' | '“')
        });
        self.letters[around] >= FEWEST_LETTERS
            || self.letters[around] > 0 && (line || inline(around)) && stopped
    }
}
