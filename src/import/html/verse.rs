//! Verse of a page.

use super::super::lines;
use super::super::manuscript::{
    Block, Kind, Run, Runs, VerseLine, is_blank, tidy, undashed, unwrapped,
};
use super::inline::words;
use super::tree::{Data, NodeId};
use super::walk::Walker;

impl Walker<'_> {
    /// Whether a node is called verse.
    fn is_named_verse(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        class.split_whitespace().any(|class| {
            matches!(
                class,
                "poem"
                    | "verse"
                    | "stanza"
                    | "poetry"
                    | "lyrics"
                    | "poem-text"
                    | "wp-block-verse"
                    | "indentb-poem"
                    | "quotepoem"
                    | "o-poem"
                    | "line-block"
                    | "linegroup"
                    | "line-group"
            )
        })
    }

    /// Whether a node is verse: by its class, or by short lines in one paragraph.
    pub fn is_verse(&self, node: NodeId) -> bool {
        let named = self.is_named_verse(node);
        let name = self.tree.name(node);
        // The verse of Substack.
        let around = self.tree.nodes[node].parent;
        let named = named
            || name == "pre"
                && around
                    .and_then(|around| self.tree.attribute(around, "class"))
                    .is_some_and(|it| it.contains("preformatted-block"));
        let only_lines = !self.tree.below(node).any(|below| {
            below != node
                && matches!(
                    self.tree.name(below),
                    "img"
                        | "table"
                        | "ul"
                        | "ol"
                        | "h1"
                        | "h2"
                        | "h3"
                        | "figure"
                        | "form"
                )
        });
        if named && only_lines {
            return true;
        }
        if name != "p" {
            return false;
        }
        let breaks = self
            .tree
            .children(node)
            .iter()
            .filter(|child| self.tree.name(**child) == "br")
            .count();
        if breaks < 2
            || self.tree.children(node).iter().any(|child| self.is_block(*child))
        {
            return false;
        }
        let lines = self.plain_lines(node);
        let text: String = lines.join("\n");
        let mut start = 0;
        let ranges: Vec<std::ops::Range<usize>> = lines
            .iter()
            .map(|line| {
                let range = start..start + line.len();
                start += line.len() + 1;
                range
            })
            .filter(|range| !range.is_empty())
            .collect();
        // `Written: 1931`, `Translated: by Ann Hill`
        let labelled = |range: &&std::ops::Range<usize>| {
            text[(*range).clone()].split_once(": ").is_some_and(|(label, _)| {
                label.split_whitespace().count() <= 3
                    && label.starts_with(char::is_uppercase)
            })
        };
        let labels = ranges.iter().filter(labelled).count();
        ranges.len() > 2
            && labels * 2 < ranges.len()
            && lines::are_verse(&text, &ranges, 0)
    }

    /// The lines of a paragraph, by its `br`.
    fn plain_lines(&self, node: NodeId) -> Vec<String> {
        let mut lines = vec![String::new()];
        for child in self.tree.below(node) {
            match (&self.tree.nodes[child].data, self.tree.name(child)) {
                (Data::Text(text), _) => {
                    if let Some(last) = lines.last_mut() {
                        last.push_str(text);
                    }
                }
                (_, "br") => lines.push(String::new()),
                _ => {}
            }
        }
        let squeezed = lines
            .iter()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        squeezed.collect()
    }

    pub fn verse(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        let pre = self.tree.name(node) == "pre";
        if self.tree.name(node) == "p" && !self.is_named_verse(node) {
            let help = "where it is prose, take `::: verse` and `:::` away";
            self.report.guess(at, "these short lines are taken for verse", help);
        }
        // What is called its source stands last.
        let parts = self.tree.children(node);
        let shown = |part: &NodeId| !self.tree.text(*part).trim().is_empty();
        let source = parts.iter().copied().rfind(shown).filter(|last| {
            !pre && (self.is_called_source(*last)
                || matches!(self.tree.name(*last), "cite" | "footer"))
                && self.tree.text(*last).trim() != self.tree.text(node).trim()
                && !self.skipped.contains(last)
        });
        let attribution = source.map(|source| {
            let runs = tidy(self.flat(source));
            self.skipped.insert(source);
            unwrapped(undashed(runs, at, self.report))
        });
        let mut stanzas: Vec<Vec<VerseLine>> = vec![Vec::new()];
        let mut gather = |runs: Runs, indent: usize| {
            let runs = tidy(runs);
            match is_blank(&runs) {
                true if stanzas.last().is_some_and(|stanza| !stanza.is_empty()) => {
                    stanzas.push(Vec::new())
                }
                true => {}
                false => {
                    if let Some(last) = stanzas.last_mut() {
                        last.push(VerseLine { indent, runs });
                    }
                }
            }
        };
        if pre {
            let text: String = self
                .tree
                .below(node)
                .filter_map(|below| match &self.tree.nodes[below].data {
                    Data::Text(own) => Some(own.as_str()),
                    Data::Element(_) if self.tree.name(below) == "br" => Some("\n"),
                    Data::Element(_) | Data::Other => None,
                })
                .collect();
            for line in text.lines() {
                let indent = line.len() - line.trim_start().len();
                gather(words(line), (indent / 2).min(8));
            }
        } else {
            self.stanza_lines(node, &mut gather);
        }
        stanzas.retain(|stanza| !stanza.is_empty());
        if stanzas.is_empty() {
            return;
        }
        if self.tree.name(node) == "p" && !self.is_named_verse(node) {
            self.report.guess(
                at,
                "these short lines are taken for verse",
                "where it is prose, take `::: verse` and `:::` away",
            );
        }
        if let Some(Block {
            kind: Kind::Verse { stanzas: known, attribution: source @ None },
            ..
        }) = out.last_mut()
        {
            known.append(&mut stanzas);
            *source = attribution;
            return;
        }
        self.add(Block::new(Kind::Verse { stanzas, attribution }, at), out);
    }

    /// Gives the lines of a node to `gather`, and nothing between stanzas: lines parted by `br`, or one in each block.
    fn stanza_lines(&mut self, node: NodeId, gather: &mut dyn FnMut(Runs, usize)) {
        let children = self.tree.children(node).to_vec();
        let parted = children.iter().any(|child| self.is_block(*child));
        let parts = if parted { children } else { vec![node] };
        let nested = |walker: &Self, part: NodeId| {
            part != node
                && walker.tree.children(part).iter().any(|child| walker.is_block(*child))
        };
        // A block is a line where most are, and a stanza where they hold several.
        let shown: Vec<NodeId> = parts
            .iter()
            .copied()
            .filter(|part| !self.tree.text(*part).trim().is_empty())
            .collect();
        let is_line = |walker: &Self, part: NodeId| {
            let breaks = walker.plain_lines(part);
            let lines = breaks.iter().filter(|line| !line.is_empty()).count();
            walker.tree.element(part).is_some() && lines == 1 && !nested(walker, part)
        };
        let lines = shown.iter().filter(|part| is_line(self, **part)).count();
        let by_line = parted && lines > 1 && lines * 2 > shown.len();
        for part in parts {
            if self.skipped.contains(&part) || self.tree.element(part).is_none() {
                continue;
            }
            if self.tree.text(part).trim().is_empty() {
                if by_line {
                    gather(Vec::new(), 0);
                }
                continue;
            }
            if nested(self, part) {
                self.stanza_lines(part, gather);
                gather(Vec::new(), 0);
                continue;
            }
            let mut runs = self.flat(part);
            while by_line && runs.last() == Some(&Run::Break) {
                runs.pop();
            }
            let mut line = Vec::new();
            for run in runs {
                match run == Run::Break {
                    true => gather(std::mem::take(&mut line), 0),
                    false => line.push(run),
                }
            }
            gather(line, 0);
            if !by_line {
                gather(Vec::new(), 0);
            }
        }
    }
}
