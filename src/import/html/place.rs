//! Where a node of a page stands in its source, and what is told of it.

use super::super::report::{Fate, short};
use super::furniture;
use super::tree::NodeId;
use super::walk::Walker;
use crate::source::Span;

impl Walker<'_> {
    /// Where a node stands in the source: its first words, or its line.
    pub fn place(&self, node: NodeId) -> Span {
        let start = self.start_of(node);
        const LONGEST: usize = 24;
        let text = self.tree.beginning(node, LONGEST * 4);
        let words: String = text
            .trim_start()
            .chars()
            .take_while(|c| !matches!(c, '\n' | '&' | '<'))
            .take(LONGEST)
            .collect();
        let words = words.trim_end();
        self.words_from(start, words).unwrap_or_else(|| self.line_at(start))
    }

    /// Where a node begins, or its line.
    fn start_of(&self, node: NodeId) -> usize {
        let line = self.tree.nodes[node].line.min(self.lines.len().saturating_sub(1));
        let known = || {
            let mut below = self.tree.below(node);
            below.find_map(|below| self.starts.get(&below)).copied()
        };
        if self.starts.is_empty() { None } else { known() }.unwrap_or(self.lines[line])
    }

    /// Where in what a page says of itself these words stand; else the line of the node.
    pub fn place_of(&self, node: NodeId, words: &str) -> Span {
        let start = self.start_of(node);
        self.words_from(start, words).unwrap_or_else(|| self.line_at(start))
    }

    fn words_from(&self, start: usize, words: &str) -> Option<Span> {
        let mut end = (start + 20_000).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        let at = (!words.is_empty()).then(|| self.source[start..end].find(words))??;
        Some(Span::new(self.file, start + at..start + at + words.len()))
    }

    /// The beginning of the line that begins here.
    fn line_at(&self, start: usize) -> Span {
        let stop =
            self.source[start..].find('\n').map_or(self.source.len(), |at| start + at);
        let mut stop = stop.min(start + 80);
        while !self.source.is_char_boundary(stop) {
            stop -= 1;
        }
        let lead =
            self.source[start..stop].len() - self.source[start..stop].trim_start().len();
        Span::new(self.file, start + lead..stop)
    }

    /// Remembers the words of a node that markup says.
    pub fn cut(&mut self, node: NodeId) {
        let at = self.place(node);
        let words = self.tree.text(node);
        self.report.cut(at, &words, Fate::Markup);
    }

    /// Leaves out what is shown only where scripts do not run, or only by them, and tells its words.
    pub fn leave_out_unseen(&mut self, node: NodeId) {
        let name = self.tree.name(node).to_string();
        let words = self.tree.unseen_text(node);
        if !matches!(name.as_str(), "noscript" | "template") || words.trim().is_empty() {
            return;
        }
        let at = self.place(node);
        let what = format!("what stands in `{name}`, which few readers see, is left out");
        self.report.drop_furniture(at, &what, &words);
    }

    /// Leaves out a part of the article; prose is doubted.
    pub fn leave_out_within(&mut self, node: NodeId) {
        let name = self.tree.name(node);
        let plain = furniture::is_machine(name)
            || matches!(name, "nav" | "footer")
            || furniture::holds_comments(self.tree, node)
            || !furniture::is_prose(self.tree, node);
        if !plain {
            let at = self.place(node);
            let count = self.tree.text(node).split_whitespace().count();
            let message = format!(
                "this stands in the article, and is left out as none of it ({count} words): {}",
                short(&self.tree.text(node))
            );
            self.report.doubt(
                at,
                message,
                "copy it from the page, if it belongs to the article",
            );
        }
        self.leave_out(node);
    }

    /// Leaves a node out, and tells its words.
    pub fn leave_out(&mut self, node: NodeId) {
        let hidden: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| matches!(self.tree.name(*below), "noscript" | "template"))
            .collect();
        hidden.into_iter().for_each(|node| self.leave_out_unseen(node));
        let words = self.tree.text(node);
        let at = self.place(node);
        let name = self.tree.name(node).to_string();
        let what = match name.as_str() {
            "form" | "input" | "select" | "textarea" | "fieldset" | "label" => "a form",
            "button" => "a button",
            "nav" | "menu" => "navigation",
            "ul" | "ol" | "dl" if furniture::is_links(self.tree, node) => {
                "a list of links"
            }
            "ul" | "ol" | "dl" => "a list",
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" => {
                let address = self.tree.attribute(node, "src").unwrap_or("");
                let message = match address.is_empty() {
                    true => format!("what only works on a screen, `{name}`, is left out"),
                    false => format!(
                        "what only works on a screen, `{name}` of {address}, is left out"
                    ),
                };
                match words.trim().is_empty() {
                    true if name == "svg" => {}
                    true => self.report.leave_out(at, message, ""),
                    false => self.report.drop(at, &message, &words),
                }
                return;
            }
            "rt" | "rp" => "the reading of signs",
            "footer" => "the foot of the page",
            "header" => "the head of the page",
            "aside" => "what stands beside the text",
            _ => "a part of the page that is none of the article",
        };
        if !words.trim().is_empty() {
            self.report.drop_furniture(at, &format!("{what} is left out"), &words);
        }
    }
}
