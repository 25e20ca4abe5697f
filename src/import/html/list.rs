//! Lists of a page, and terms with their meanings.

use super::super::manuscript::{Block, Kind, Runs, is_blank, tidy};
use super::loose::Loose;
use super::tree::NodeId;
use super::walk::Walker;

impl Walker<'_> {
    pub fn list(&mut self, node: NodeId, name: &str, out: &mut Vec<Block>) {
        let at = self.place(node);
        let start = match name {
            "ol" => {
                let number = |node: NodeId, name: &str| {
                    let stated = self.tree.attribute(node, name)?;
                    stated.trim().parse::<u64>().ok()
                };
                let item = |child: &&NodeId| self.tree.name(**child) == "li";
                let mut items = self.tree.children(node).iter().filter(item);
                let first = items.next().and_then(|item| number(*item, "value"));
                let stated = first.or(number(node, "start")).unwrap_or(1);
                if let Some(label) = self.labels(node, stated) {
                    let message = format!("this list counts {label}, and 1, 2, 3 here");
                    let help =
                        "look whether the text speaks of its items by their labels";
                    self.report.doubt(at, message, help);
                }
                Some(stated.min(999_999_999))
            }
            _ => None,
        };
        let mut items: Vec<Vec<Block>> = Vec::new();
        let mut loose = Loose::default();
        for child in self.parts(node, &["li"]) {
            match self.tree.name(child) {
                "li" => {
                    self.end_line(node, &mut loose);
                    if let Some(last) = items.last_mut() {
                        last.append(&mut self.told(
                            node,
                            &mut loose,
                            "of the item before it",
                        ));
                    } else {
                        out.append(&mut self.told(node, &mut loose, "before the list"));
                    }
                    self.note_id(child);
                    let blocks = self.blocks(child);
                    if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                // A list right in a list is meant for the item before it.
                "ul" | "ol" | "menu" | "dir" => {
                    self.end_line(node, &mut loose);
                    let mut blocks = self.told(node, &mut loose, "of the item before it");
                    self.block(child, &mut blocks);
                    if let Some(last) = items.last_mut() {
                        last.append(&mut blocks);
                    } else if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                _ => self.loose(node, child, &mut loose),
            }
        }
        self.end_line(node, &mut loose);
        if !items.is_empty() {
            self.join_list(node, Block::new(Kind::List { start, items }, at), out);
        }
        out.append(&mut self.told(node, &mut loose, "behind the list"));
    }

    /// How a numbered list counts that does not count with figures, one after the other.
    fn labels(&self, node: NodeId, start: u64) -> Option<&'static str> {
        let style = self.tree.attribute(node, "style").unwrap_or("").to_lowercase();
        match self.tree.attribute(node, "type").map(str::trim) {
            Some("a") => return Some("a, b, c"),
            Some("A") => return Some("A, B, C"),
            Some("i") => return Some("i, ii, iii"),
            Some("I") => return Some("I, II, III"),
            Some(_) | None => {}
        }
        let named = [
            ("lower-alpha", "a, b, c"),
            ("lower-latin", "a, b, c"),
            ("upper-alpha", "A, B, C"),
            ("upper-latin", "A, B, C"),
            ("lower-roman", "i, ii, iii"),
            ("upper-roman", "I, II, III"),
            ("lower-greek", "α, β, γ"),
        ];
        if let Some((_, label)) = named.iter().find(|(name, _)| style.contains(name)) {
            return Some(label);
        }
        if self.tree.attribute(node, "reversed").is_some() {
            return Some("backwards");
        }
        let items = self
            .tree
            .children(node)
            .iter()
            .filter(|child| self.tree.name(**child) == "li");
        let leaps = items.enumerate().any(|(at, item)| {
            let value = self.tree.attribute(*item, "value");
            let value = value.and_then(|value| value.trim().parse::<u64>().ok());
            value.is_some_and(|value| value != start + at as u64)
        });
        leaps.then_some("with gaps")
    }

    /// The captions of a list whose terms are pictures, as galleries of WordPress are.
    fn captions_of_terms(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let named = |name: &'static str| {
            self.tree.below(node).filter(move |below| self.tree.name(*below) == name)
        };
        let is_picture = |term: NodeId| {
            self.tree.text(term).trim().is_empty()
                && self.tree.below(term).any(|below| self.tree.name(below) == "img")
        };
        let terms: Vec<NodeId> = named("dt").collect();
        let [term] = terms.as_slice() else { return None };
        let captions: Vec<NodeId> =
            named("dd").filter(|it| !self.tree.text(*it).trim().is_empty()).collect();
        (is_picture(*term) && captions.len() <= 1).then_some(captions)
    }

    pub fn definitions(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        if let Some(captions) = self.captions_of_terms(node) {
            return self.figure(node, &captions, out);
        }
        let mut found: Vec<(Runs, Vec<Block>)> = Vec::new();
        let mut loose = Loose::default();
        for part in self.parts(node, &["dt", "dd"]) {
            if !matches!(self.tree.name(part), "dt" | "dd") {
                self.loose(node, part, &mut loose);
                continue;
            }
            self.end_line(node, &mut loose);
            if let Some((_, meaning)) = found.last_mut() {
                meaning.append(&mut self.told(
                    node,
                    &mut loose,
                    "of the meaning before it",
                ));
            } else {
                out.append(&mut self.told(node, &mut loose, "before the list"));
            }
            self.note_id(part);
            match self.tree.name(part) {
                "dt" => {
                    let runs = tidy(self.flat(part));
                    if !is_blank(&runs) {
                        found.push((runs, Vec::new()));
                    }
                }
                _ => {
                    let mut blocks = self.blocks(part);
                    match found.last_mut() {
                        Some((_, meaning)) => meaning.append(&mut blocks),
                        None => out.append(&mut blocks),
                    }
                }
            }
        }
        self.end_line(node, &mut loose);
        let mut behind = self.told(node, &mut loose, "behind the list");
        // A term that means nothing is a paragraph.
        if found.iter().all(|(_, meaning)| meaning.is_empty()) {
            for (runs, _) in found {
                self.add(Block::paragraph(runs, at), out);
            }
            out.append(&mut behind);
            return;
        }
        let mut kept: Vec<(Runs, Vec<Block>)> = Vec::new();
        for (term, meaning) in found {
            if meaning.is_empty() {
                if !kept.is_empty() {
                    self.add(
                        Block::new(Kind::Definitions(std::mem::take(&mut kept)), at),
                        out,
                    );
                }
                self.add(Block::paragraph(term, at), out);
                continue;
            }
            kept.push((term, meaning));
        }
        if !kept.is_empty() {
            self.add(Block::new(Kind::Definitions(kept), at), out);
        }
        out.append(&mut behind);
    }
}
