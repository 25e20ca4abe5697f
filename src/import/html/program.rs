//! Programs and other text whose line ends count, as sites set them: in `pre`, line by line in blocks, or in
//! a table with the numbers of the lines beside.

use super::super::manuscript::{Block, Kind, Run, Runs};
use super::super::report::short;
use super::super::{lines, paragraphs};
use super::furniture;
use super::tree::{Data, NodeId, is_apart};
use super::walk::Walker;

impl Walker<'_> {
    pub fn preformatted(&mut self, node: NodeId, out: &mut Vec<Block>) {
        if self.is_verse(node) {
            return self.verse(node, out);
        }
        let at = self.place(node);
        let text = self.typed(node);
        if may_be_verse(&text) {
            let message = format!(
                "these lines are kept as those of a program, and may be verse: {}",
                short(&text)
            );
            let help = "where they are, put them between `::: verse` and `:::`";
            self.report.doubt(at, message, help);
        }
        if !text.trim().is_empty() {
            self.add(Block::new(Kind::Code(text), at), out);
        }
    }

    /// Adds a table as a program, if each of its rows has lines of one, and else numbers alone.
    pub fn program_table(&mut self, rows: &[NodeId], out: &mut Vec<Block>) -> bool {
        let tree = self.tree;
        let cells = |row: NodeId| {
            let cells = tree.children(row).iter().copied();
            cells.filter(|cell| matches!(tree.name(*cell), "td" | "th"))
        };
        let is_number = |cell: &NodeId| {
            let text = tree.text(*cell);
            text.split_whitespace().all(|word| word.bytes().all(|b| b.is_ascii_digit()))
        };
        let is_lines = |cell: &NodeId| {
            let called = tree.attribute(*cell, "class").unwrap_or("").to_lowercase();
            called.split([' ', '-', '_']).any(|word| word == "code")
                || tree.below(*cell).any(|below| tree.name(below) == "pre")
        };
        let fits = |row: &NodeId| {
            let mut lines = cells(*row).filter(|cell| !is_number(cell));
            cells(*row).count() > 1
                && lines.next().is_none_or(|cell| is_lines(&cell))
                && lines.next().is_none()
        };
        let Some(first) = rows.first() else { return false };
        let any = rows.iter().any(|row| cells(*row).any(|cell| !is_number(&cell)));
        if !any || !rows.iter().all(fits) {
            return false;
        }
        let at = self.place(*first);
        let mut text = String::new();
        for row in rows {
            // A line that has no words stands in the last cell.
            let line =
                cells(*row).find(|cell| !is_number(cell)).or(cells(*row).next_back());
            for cell in cells(*row).filter(|cell| Some(*cell) != line) {
                self.cut(cell);
            }
            let line = line.map_or(String::new(), |cell| self.typed(cell));
            text += &format!("{line}\n");
        }
        self.report.guess(
            at,
            "a table of numbered lines is a program here, without the numbers",
            "",
        );
        self.add(Block::new(Kind::Code(text.trim_end().to_string()), at), out);
        true
    }

    /// The lines of a `pre` in the line of a cell or a caption.
    pub fn typed_line(&mut self, node: NodeId, out: &mut Runs) {
        for (number, line) in self.typed(node).lines().enumerate() {
            if number > 0 {
                out.push(Run::Break);
            }
            out.push(Run::Code(line.to_string()));
        }
    }

    /// A text with its line ends, without the numbers of its lines.
    fn typed(&mut self, node: NodeId) -> String {
        let mut text = String::new();
        self.add_typed(node, &mut text);
        text.trim_matches('\n').trim_end().to_string()
    }

    fn add_typed(&mut self, node: NodeId, text: &mut String) {
        let tree = self.tree;
        for child in tree.children(node).iter().copied() {
            let name = match &tree.nodes[child].data {
                Data::Text(own) => {
                    text.push_str(own);
                    continue;
                }
                Data::Element(element) => &*element.name,
                Data::Other => continue,
            };
            if name == "br" {
                text.push('\n');
            } else if furniture::is_furniture(tree, child) {
                self.leave_out(child);
            } else if self.is_line_number(child) {
                self.cut(child);
            } else if is_apart(name) && !matches!(name, "td" | "th") {
                // Each line may have a block of its own.
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                self.add_typed(child, text);
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
            } else {
                self.add_typed(child, text);
            }
        }
    }

    /// Whether a node is the number of a line, and called so.
    fn is_line_number(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        let called = class.split_whitespace().any(|class| {
            ["lineno", "linenos", "line-number", "line-numbers", "gutter", "lnt", "ln"]
                .contains(&class)
                || class.ends_with("ln-numbers")
        });
        let text = self.tree.text(node);
        called
            && text
                .split_whitespace()
                .all(|word| word.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// Whether the lines of a program look like verse.
fn may_be_verse(text: &str) -> bool {
    let mut ranges = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let lead = line.len() - line.trim_start().len();
        if !words.is_empty() {
            ranges.push(start + lead..start + lead + words.len());
        }
        start += line.len();
    }
    let program = text.contains(['{', '}', '=', '<', '\\', ';']);
    // Short lines, some of them set in by steps.
    let leads = text.lines().map(|line| line.len() - line.trim_start().len());
    let short = ranges.iter().all(|line| (4..=48).contains(&text[line.clone()].len()));
    let stepped = short && leads.collect::<std::collections::BTreeSet<_>>().len() > 1;
    !program
        && ranges.len() > 2
        && (stepped
            || lines::are_verse(text, &ranges, 0)
            || paragraphs::is_poem(text, &ranges, 0))
}
