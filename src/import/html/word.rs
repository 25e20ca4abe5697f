//! What word processors write that is no element of its own: items of Word, whose sign stands in a
//! span, quotations by a class, lists of Google Docs in pieces by their levels.

use super::super::items::{Item, lists};
use super::super::manuscript::{Block, Kind};
use super::super::pictures::decoded;
use super::super::report::short;
use super::tree::{Data, NodeId, Tree};
use super::walk::Walker;

impl Walker<'_> {
    /// Adds the list that begins with an item of Word; says how many of the children it takes.
    pub fn word_list(&mut self, children: &[NodeId], out: &mut Vec<Block>) -> usize {
        let mut items: Vec<(Item, Vec<Block>)> = Vec::new();
        let mut taken = 0;
        for (at, child) in children.iter().enumerate() {
            let Some((item, signs)) = item(self.tree, *child) else {
                match self.tree.text(*child).trim().is_empty() {
                    true => continue,
                    false => break,
                }
            };
            let sign: String = signs.iter().map(|sign| self.tree.text(*sign)).collect();
            signs.iter().for_each(|sign| self.cut(*sign));
            if item.number.is_some() && !sign.contains(|c: char| c.is_ascii_digit()) {
                let message = format!(
                    "the items of this list have letters, and get numbers: {}",
                    short(&self.tree.text(*child))
                );
                let at = self.place(*child);
                self.report.doubt(at, message, "look whether the text names them");
            }
            self.skipped.extend(signs);
            let mut blocks = Vec::new();
            self.block(*child, &mut blocks);
            items.push((item, blocks));
            taken = at + 1;
        }
        for list in lists(items) {
            self.add(list, out);
        }
        taken
    }

    /// Puts a list into the one before it that it goes on with, as Google Docs writes them: a list
    /// of its own for each change of level.
    pub fn join_list(&mut self, node: NodeId, list: Block, out: &mut Vec<Block>) {
        let classes = self.tree.attribute(node, "class").unwrap_or("");
        let own = classes.split_whitespace().find_map(|class| {
            let (name, level) = class.strip_prefix("lst-kix_")?.rsplit_once('-')?;
            Some((name.to_string(), level.parse::<usize>().ok()?))
        });
        let before = std::mem::replace(
            &mut self.pieces,
            own.as_ref().map(|(name, _)| name.clone()),
        );
        let Some((name, level)) = own.filter(|(name, _)| before.as_ref() == Some(name))
        else {
            return self.add(list, out);
        };
        debug_assert!(!name.is_empty());
        let Kind::List { items: more, start } = &list.kind else {
            return self.add(list, out);
        };
        let Some(Block { kind: Kind::List { items, start: known }, .. }) = out.last_mut()
        else {
            return self.add(list, out);
        };
        if level == 0 {
            match start.is_some() == known.is_some() {
                true => items.extend(more.iter().cloned()),
                false => self.add(list, out),
            }
            return;
        }
        let mut items = items;
        for _ in 1..level {
            let deeper = items.last().and_then(|blocks| blocks.last());
            if !matches!(deeper, Some(Block { kind: Kind::List { .. }, .. })) {
                break;
            }
            if let Some(Block { kind: Kind::List { items: inner, .. }, .. }) =
                items.last_mut().and_then(|blocks| blocks.last_mut())
            {
                items = inner;
            } else {
                return;
            }
        }
        // A list of that level that is open goes on.
        if let Some(blocks) = items.last_mut() {
            match blocks.last_mut().map(|block| &mut block.kind) {
                Some(Kind::List { items, .. }) => items.extend(more.iter().cloned()),
                Some(_) | None => blocks.push(list),
            }
        }
    }

    /// A quotation by the class of its paragraph; those that follow one another are one.
    pub fn word_quote(&mut self, node: NodeId, out: &mut Vec<Block>) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("");
        if !matches!(class, "MsoQuote" | "MsoIntenseQuote" | "MsoBlockText") {
            return false;
        }
        let at = self.place(node);
        let runs = self.runs(node);
        let mut blocks = Vec::new();
        self.paragraph(runs, node, &mut blocks);
        let before = self.tree.nodes[node]
            .parent
            .and_then(|parent| {
                let siblings = self.tree.children(parent);
                let own = siblings.iter().position(|sibling| *sibling == node)?;
                siblings[..own].iter().rev().find(|it| self.tree.element(**it).is_some())
            })
            .and_then(|before| self.tree.attribute(*before, "class"));
        if before == Some(class)
            && let Some(Block {
                kind: Kind::Quote { blocks: known, .. }, at: whole, ..
            }) = out.last_mut()
        {
            *whole = whole.to(at);
            known.append(&mut blocks);
        } else if !blocks.is_empty() {
            self.add(Block::new(Kind::Quote { blocks, attribution: None }, at), out);
        }
        true
    }

    /// The address that a link leads to which goes by way of a service that counts.
    pub fn direct(&mut self, node: NodeId, to: &str) -> Option<String> {
        let asked = ["https://www.google.com/url?", "http://www.google.com/url?"]
            .iter()
            .find_map(|lead| to.strip_prefix(lead))?;
        let own = asked.split('&').find_map(|part| part.strip_prefix("q="))?;
        let direct = decoded(own);
        if !direct.starts_with("http") {
            return None;
        }
        let message =
            format!("a link by way of Google leads to {} itself", short(&direct));
        let at = self.place(node);
        self.report.change(at, message, "");
        Some(direct)
    }
}

/// Where in lists a paragraph of Word stands, and the nodes of its sign.
pub(super) fn item(tree: &Tree, node: NodeId) -> Option<(Item, Vec<NodeId>)> {
    if tree.name(node) != "p" {
        return None;
    }
    let style = tree.attribute(node, "style").unwrap_or("").replace(['\n', '\r'], " ");
    let class = tree.attribute(node, "class").unwrap_or("");
    let stated = style
        .split(';')
        .find_map(|part| part.trim().strip_prefix("mso-list:"))
        .map(str::trim);
    if stated.is_none() && !class.starts_with("MsoListParagraph") {
        return None;
    }
    let styled = |node: NodeId, what: &str| {
        tree.name(node) == "span"
            && tree.attribute(node, "style").is_some_and(|it| it.contains(what))
    };
    let signs = match tree.below(node).find(|it| styled(*it, "mso-list:Ignore")) {
        Some(sign) => vec![sign],
        None => {
            // All before the gap, and the gap.
            let gap = tree.below(node).find(|it| {
                styled(*it, "font:7.0pt") && tree.text(*it).trim().is_empty()
            })?;
            let before = tree.below(node).take_while(|it| *it != gap);
            let mut signs: Vec<NodeId> = before
                .filter(|it| matches!(tree.nodes[*it].data, Data::Text(_)))
                .collect();
            signs.push(gap);
            signs
        }
    };
    let text: String = signs.iter().map(|sign| tree.text(*sign)).collect();
    let words = text.trim();
    if words.is_empty() || words.chars().count() > 8 {
        return None;
    }
    let bare = words.trim_matches(['.', ')', '(']);
    let counts = bare.len() < words.len()
        && !bare.is_empty()
        && bare.chars().all(char::is_alphanumeric);
    // `Step 1:` is none: its words would be lost.
    let is_bullet = !words.contains(char::is_alphanumeric) || words == "o";
    if !counts && !is_bullet {
        return None;
    }
    let number = counts.then(|| bare.parse().unwrap_or(1));
    let level = stated
        .and_then(|stated| {
            let level =
                stated.split_whitespace().find_map(|it| it.strip_prefix("level"))?;
            level.parse::<usize>().ok()
        })
        .or_else(|| {
            // Each level is set in by half an inch.
            let margin = style
                .split(';')
                .find_map(|part| part.trim().strip_prefix("margin-left:"))?
                .trim()
                .strip_suffix("pt")?
                .parse::<f64>()
                .ok()?;
            Some((margin / 36.0).round().clamp(1.0, 9.0) as usize)
        });
    let list = stated
        .and_then(|stated| stated.split_whitespace().next())
        .and_then(|list| list.strip_prefix('l')?.parse().ok())
        .unwrap_or(0);
    let level = level.unwrap_or(1).clamp(1, 9) - 1;
    Some((Item { level, number, continues: false, list }, signs))
}
