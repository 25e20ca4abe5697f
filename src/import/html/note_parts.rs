//! Notes of several paragraphs of which only the first has a number, as old pages and archives have
//! them: what stands between one note and the next belongs to the former.

use std::collections::BTreeMap;

use super::notes::Notes;
use super::tree::{Data, NodeId, Tree};

/// The most blocks of a note behind its first.
const MOST: usize = 12;

/// The most paragraphs behind the last note that are doubted; more are text.
const MOST_DOUBTED: usize = 3;

/// Adds what stands between notes to them; `order` is where each node stands in the page.
pub(super) fn gather(tree: &Tree, order: &[usize], notes: &mut Notes) {
    let mut called: BTreeMap<usize, usize> = BTreeMap::new();
    for (marker, number) in &notes.markers {
        let first = called.entry(*number).or_insert(usize::MAX);
        *first = order[*marker].min(*first);
    }
    let mut by_parent: BTreeMap<NodeId, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, nodes) in notes.bodies.iter().enumerate() {
        let Some(first) = nodes.first().filter(|node| is_block(tree, **node)) else {
            continue;
        };
        if let Some(parent) = tree.nodes[*first].parent {
            by_parent.entry(parent).or_default().push((order[*first], number));
        }
    }
    for (parent, mut row) in by_parent {
        row.sort_unstable();
        let siblings = tree.children(parent);
        let places: BTreeMap<NodeId, usize> =
            siblings.iter().enumerate().map(|(at, node)| (*node, at)).collect();
        let place =
            |node: Option<&NodeId>| node.and_then(|node| places.get(node)).copied();
        let mut parts: Vec<NodeId> = Vec::new();
        for pair in row.windows(2) {
            let [(stands, number), (_, next)] = pair else { continue };
            let from = place(notes.bodies[*number].last());
            let to = place(notes.bodies[*next].first());
            let (Some(from), Some(to)) = (from, to) else { continue };
            // A note that is called further down stands behind more of the text.
            let is_called_above = called.get(next).is_some_and(|at| at < stands);
            if !is_called_above || from + 1 >= to {
                continue;
            }
            let between = before_another(tree, &siblings[from + 1..to]);
            if let Some(between) = whole(tree, between, notes) {
                parts.extend(&between);
                add(*number, between, notes);
            }
        }
        let Some((_, last)) = row.last().copied() else { continue };
        let Some(from) = place(notes.bodies[last].last()) else { continue };
        let class = |node: NodeId| tree.attribute(node, "class");
        let body = notes.bodies[last][0];
        let fits = |node: &NodeId| match parts.is_empty() {
            true => {
                tree.name(body) == "p"
                    && (tree.name(*node) == "blockquote"
                        || tree.name(*node) == "p" && class(*node) == class(body))
            }
            false => {
                let alike = |part: &NodeId| class(*part) == class(*node);
                matches!(tree.name(*node), "p" | "blockquote")
                    && (tree.name(*node) != "p" || parts.iter().any(alike))
            }
        };
        let is_shown = |node: &NodeId| !tree.text(*node).trim().is_empty();
        let behind = before_another(tree, &siblings[from + 1..]);
        let shown = behind.iter().copied().filter(is_shown);
        let behind: Vec<NodeId> = shown.take_while(fits).take(MOST + 1).collect();
        let Some(behind) = whole(tree, &behind, notes) else { continue };
        match parts.is_empty() {
            true if behind.len() <= MOST_DOUBTED => notes.behind.extend(behind),
            true => {}
            false => {
                notes.behind.extend(behind.first());
                add(last, behind, notes);
            }
        }
    }
}

fn add(number: usize, parts: Vec<NodeId>, notes: &mut Notes) {
    notes.taken.extend(&parts);
    notes.bodies[number].extend(parts);
}

fn is_block(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.name(node), "p" | "div")
}

/// The nodes before one that begins with a number, which is a note that nothing calls.
fn before_another<'a>(tree: &Tree, nodes: &'a [NodeId]) -> &'a [NodeId] {
    let is_numbered = |node: &NodeId| {
        let text = tree.text(*node);
        let words = text.trim_start().trim_start_matches(['[', '(', '^']);
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = words.len() - rest.len();
        (1..=3).contains(&digits)
            && (rest.starts_with(['.', ']', ')', ':'])
                || tree.children(*node).iter().any(|child| tree.name(*child) == "sup")
                    && rest.starts_with(' '))
    };
    let end = nodes.iter().position(is_numbered).unwrap_or(nodes.len());
    &nodes[..end]
}

/// The blocks of a row where all of it may belong to a note: no heading, no rule, nothing that calls notes.
fn whole(tree: &Tree, row: &[NodeId], notes: &Notes) -> Option<Vec<NodeId>> {
    let blocks: Vec<NodeId> = row
        .iter()
        .copied()
        .filter(|node| match &tree.nodes[*node].data {
            Data::Text(words) => !words.trim().is_empty(),
            Data::Element(_) => true,
            Data::Other => false,
        })
        .collect();
    let belongs = |node: &NodeId| {
        matches!(
            tree.name(*node),
            "p" | "div" | "blockquote" | "ul" | "ol" | "dl" | "table" | "pre"
        ) && !tree.below(*node).any(|below| {
            notes.taken.contains(&below)
                || notes.markers.contains_key(&below)
                || matches!(
                    tree.name(below),
                    "h1" | "h2"
                        | "h3"
                        | "h4"
                        | "h5"
                        | "h6"
                        | "hr"
                        | "form"
                        | "nav"
                        | "article"
                )
        })
    };
    (!blocks.is_empty() && blocks.len() <= MOST && blocks.iter().all(belongs))
        .then_some(blocks)
}
