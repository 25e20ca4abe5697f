//! Formulas in MathML: letters that are raised or lowered; what else they show is told.

use super::super::manuscript::{Run, Runs, Style};
use super::super::report::short;
use super::tree::{Data, NodeId, Tree};
use super::walk::Walker;

/// Whether letters alone do not say what an element of a formula shows.
fn is_shown(name: &str) -> bool {
    matches!(
        name,
        "mfrac"
            | "mover"
            | "munder"
            | "munderover"
            | "msqrt"
            | "mroot"
            | "mtable"
            | "menclose"
            | "mmultiscripts"
    )
}

/// The parts of the formulas of MediaWiki: letters that nobody sees, and a picture of them. Where letters say all,
/// they are shown, and the picture is not; else the picture has the formula as its alternative text.
pub(super) fn choose(tree: &mut Tree) {
    let nodes: Vec<NodeId> = tree.below(0).collect();
    for node in nodes.iter().copied() {
        if tree.name(node) == "math" {
            without_blanks(tree, node);
        }
        let class = tree.attribute(node, "class").unwrap_or("");
        if !class.split_whitespace().any(|it| it == "mwe-math-element") {
            continue;
        }
        let find = |name: &str| tree.below(node).find(|it| tree.name(*it) == name);
        let (Some(math), Some(image)) = (find("math"), find("img")) else { continue };
        if tree.below(math).any(|it| is_shown(tree.name(it))) {
            continue;
        }
        let hidden: Vec<NodeId> = tree.above(math).take_while(|it| *it != node).collect();
        for above in hidden {
            if let Data::Element(element) = &mut tree.nodes[above].data {
                element.attributes.retain(|(name, _)| &**name != "style");
            }
        }
        if let Some(parent) = tree.nodes[image].parent {
            tree.nodes[parent].children.retain(|child| *child != image);
        }
    }
}

/// Blanks between the letters of a formula are none of it, nor are signs that are never seen.
fn without_blanks(tree: &mut Tree, math: NodeId) {
    let below: Vec<NodeId> = tree.below(math).collect();
    for node in below {
        // Words within a formula have the blanks that part them from it.
        let are_words =
            tree.nodes[node].parent.is_some_and(|above| tree.name(above) == "mtext");
        if let Data::Text(text) = &mut tree.nodes[node].data {
            if !are_words || text.trim().is_empty() {
                *text = text.trim().to_string();
            }
            text.retain(|c| !matches!(c, '\u{2061}'..='\u{2064}'));
        }
    }
}

impl Walker<'_> {
    /// Adds the letters of a formula. Of fractions, roots and the like nothing but the letters is left.
    pub fn formula(&mut self, node: NodeId, out: &mut Runs) {
        if self.tree.below(node).any(|it| is_shown(self.tree.name(it))) {
            let message = format!(
                "a formula is kept as its letters alone: {}",
                short(&self.tree.text(node))
            );
            let help =
                "write it in the line, with `/` and brackets, or put a picture there";
            let at = self.place(node);
            self.report.doubt(at, message, help);
        }
        let runs = self.runs(node);
        out.extend(runs);
    }

    /// Adds what has letters above or below it: the first part, and the others raised or lowered.
    pub fn scripts(&mut self, node: NodeId, name: &str, out: &mut Runs) {
        let styles: &[Style] = match name {
            "msup" => &[Style::Superscript],
            "msub" => &[Style::Subscript],
            _ => &[Style::Subscript, Style::Superscript],
        };
        let parts: Vec<NodeId> = self
            .tree
            .children(node)
            .iter()
            .copied()
            .filter(|part| self.tree.element(*part).is_some())
            .collect();
        for (at, part) in parts.into_iter().enumerate() {
            let mut runs = Vec::new();
            self.inline(part, &mut runs);
            match at.checked_sub(1).and_then(|at| styles.get(at)) {
                Some(style) => out.push(Run::Styled(style.clone(), runs)),
                None => out.extend(runs),
            }
        }
    }
}
