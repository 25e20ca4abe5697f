//! Formulas in MathML: letters that are raised or lowered; what else they show is told.

use super::super::manuscript::{Run, Runs, Style};
use super::super::report::short;
use super::tree::NodeId;
use super::walk::Walker;

impl Walker<'_> {
    /// Adds the letters of a formula. Of fractions, roots and the like nothing but the letters is left.
    pub fn formula(&mut self, node: NodeId, out: &mut Runs) {
        let is_shown = |node: NodeId| {
            matches!(
                self.tree.name(node),
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
        };
        if self.tree.below(node).any(is_shown) {
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
