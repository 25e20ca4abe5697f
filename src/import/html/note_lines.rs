//! Notes that are lines of one block, as old pages have them, made paragraphs.

use std::collections::BTreeSet;

use html5ever::LocalName;

use super::tree::{Data, Element, NodeId, Tree, is_apart};

/// What may hold lines.
const HOLDERS: &[&str] = &[
    "p",
    "div",
    "td",
    "dd",
    "li",
    "body",
    "center",
    "font",
    "small",
    "blockquote",
    "article",
    "main",
    "section",
];

/// Makes paragraphs of lines that begin with a place that links lead to, where there are several of them, or a
/// rule stands above.
pub(super) fn part(tree: &mut Tree) {
    let wanted: BTreeSet<String> = tree
        .below(0)
        .filter_map(|node| tree.attribute(node, "href")?.strip_prefix('#'))
        .map(str::to_string)
        .collect();
    let holders: Vec<NodeId> =
        tree.below(0).filter(|node| HOLDERS.contains(&tree.name(*node))).collect();
    for holder in holders {
        let rows = rows(tree, holder, &wanted);
        if rows.is_empty() {
            continue;
        }
        let children = std::mem::take(&mut tree.nodes[holder].children);
        let mut kept = Vec::new();
        let mut at = 0;
        for (start, end) in rows {
            kept.extend(&children[at..start]);
            let element = Element { name: LocalName::from("p"), attributes: Vec::new() };
            let paragraph = tree.insert(holder, 0, element);
            tree.nodes[holder].children.clear();
            tree.nodes[paragraph].line = tree.nodes[children[start]].line;
            for child in &children[start..end] {
                tree.nodes[*child].parent = Some(paragraph);
                tree.nodes[paragraph].children.push(*child);
            }
            kept.push(paragraph);
            at = end;
        }
        kept.extend(&children[at..]);
        tree.nodes[holder].children = kept;
    }
}

/// The children of a block that are such lines: from where each begins to before the next, or to a block.
fn rows(tree: &Tree, holder: NodeId, wanted: &BTreeSet<String>) -> Vec<(usize, usize)> {
    let is_target = |node: NodeId| {
        let stated = [tree.attribute(node, "id"), tree.attribute(node, "name")];
        tree.name(node) == "a"
            && stated.into_iter().flatten().any(|place| wanted.contains(place))
    };
    // The anchor is the first of what it stands in.
    let begins_note = |node: NodeId| {
        let first = tree.below(node).find(|below| {
            tree.name(*below) == "a"
                || matches!(&tree.nodes[*below].data, Data::Text(text) if !text.trim().is_empty())
        });
        first.is_some_and(is_target)
    };
    let is_plain = matches!(tree.name(holder), "p" | "div" | "td" | "dd" | "li");
    let children = tree.children(holder);
    let mut rows: Vec<(usize, usize)> = Vec::new();
    let (mut begins, mut open) = (true, false);
    let (mut beside, mut below_rule) = (0, rule_before(tree, holder));
    let mut ruled = false;
    for (at, child) in children.iter().copied().enumerate() {
        let name = tree.name(child);
        if name == "br" {
            begins = true;
            continue;
        }
        if is_block(tree, child) {
            if open && let Some((_, end)) = rows.last_mut() {
                *end = at;
            }
            (begins, open) = (true, false);
            beside += usize::from(name != "hr" && begins_note(child));
            below_rule = name == "hr";
            continue;
        }
        let blank = tree.text(child).trim().is_empty();
        if begins && begins_note(child) {
            if open && let Some((_, end)) = rows.last_mut() {
                *end = at;
            }
            rows.push((at, children.len()));
            ruled |= below_rule;
            open = true;
        }
        begins &= blank;
        below_rule &= blank;
    }
    let several = rows.len() > 1 || !rows.is_empty() && beside > 0 && !is_plain;
    // What is one line already needs no paragraph.
    let alone = rows == [(0, children.len())] && tree.name(holder) == "p";
    if (several || ruled) && !alone { rows } else { Vec::new() }
}

fn is_block(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    is_apart(name)
        || matches!(name, "font" | "small" | "span")
            && tree
                .below(node)
                .skip(1)
                .take(200)
                .any(|below| is_apart(tree.name(below)) && tree.name(below) != "br")
}

/// Whether a rule stands straight before a block.
fn rule_before(tree: &Tree, node: NodeId) -> bool {
    let siblings = tree.nodes[node].parent.map_or(&[][..], |it| tree.children(it));
    let at = siblings.iter().position(|it| *it == node).unwrap_or(0);
    let before = siblings[..at]
        .iter()
        .rev()
        .find(|it| !tree.text(**it).trim().is_empty() || tree.name(**it) == "hr");
    before.is_some_and(|before| tree.name(*before) == "hr")
}
