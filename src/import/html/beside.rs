//! Notes whose words stand beside their marker: in windows that open on it, as some plugins of
//! WordPress make them, or in the margin. A list below may say the same once more.

use std::collections::BTreeMap;

use super::notes::{Notes, body_of, is_marker};
use super::tree::{NodeId, Tree};

/// What is told of words that are left out with their notes.
const TWICE: &str = "the words of a note stand twice on the page, and are left out here";
pub(super) const HEADING: &str =
    "the heading of the notes is left out, as the notes have their own";

/// Finds them; `places` are the nodes by their ids.
pub(super) fn find(tree: &Tree, places: &BTreeMap<&str, NodeId>, notes: &mut Notes) {
    for node in tree.below(0) {
        if has_class(tree, node, "footnote_plugin_tooltip_text") {
            window(tree, node, places, notes);
        } else if has_class(tree, node, "modern-footnotes-footnote__note") {
            let marker = before(tree, node, |node| {
                has_class(tree, node, "modern-footnotes-footnote")
            });
            add(marker, node, notes);
        } else if has_class(tree, node, "sidenote") && tree.name(node) == "span" {
            // The marker is a label that opens the note on narrow screens.
            let label =
                before(tree, node, |node| has_class(tree, node, "sidenote-number"));
            let switch = before(tree, node, |node| tree.name(node) == "input");
            notes.taken.extend(switch);
            match label {
                Some(_) => add(label, node, notes),
                None => sidenote(tree, node, notes),
            }
        } else if has_class(tree, node, "marginnote") && tree.name(node) == "span" {
            let marker = before(tree, node, |node| {
                tree.name(node) == "label" && has_class(tree, node, "margin-toggle")
            });
            let switch = before(tree, node, |node| tree.name(node) == "input");
            notes.taken.extend(switch);
            add(marker, node, notes);
        } else if has_class(tree, node, "ltx_note_content") {
            // The marker stands before the window, and in it once more.
            let is_mark = |node: NodeId| has_class(tree, node, "ltx_note_mark");
            let window = tree.nodes[node].parent.unwrap_or(node);
            let again = tree
                .below(node)
                .filter(|node| is_mark(*node) || has_class(tree, *node, "ltx_tag_note"));
            notes.back.extend(again);
            add(before(tree, window, is_mark), node, notes);
        } else if has_class(tree, node, "footnote_container_prepare") {
            notes.left_out.push((node, HEADING));
            notes.taken.insert(node);
        }
    }
}

/// A note in the margin behind a number that is no switch: that of a note below says the same once more.
fn sidenote(tree: &Tree, node: NodeId, notes: &mut Notes) {
    let is_number = |sibling: NodeId| {
        matches!(tree.name(sibling), "sup" | "label" | "a")
            && is_marker(&tree.text(sibling))
    };
    let blank = |node: &NodeId| tree.text(*node).trim().is_empty();
    let siblings = tree.nodes[node].parent.map_or(&[][..], |above| tree.children(above));
    let behind = siblings.iter().rev().skip_while(|sibling| **sibling != node).skip(1);
    let beside = behind.copied().find(|sibling| !blank(sibling));
    let Some(number) = beside.filter(|sibling| is_number(*sibling)) else {
        return notes.loose.push(node);
    };
    let known = tree.below(number).find_map(|below| notes.markers.get(&below)).copied();
    match known {
        None => add(Some(number), node, notes),
        Some(known) => {
            let letters = |node: NodeId| -> String {
                let text = tree.text(node);
                text.chars().filter(|c| c.is_alphabetic()).collect()
            };
            let below: String =
                notes.bodies[known].iter().map(|node| letters(*node)).collect();
            match below.contains(&letters(node)) {
                true => {
                    notes.left_out.push((node, TWICE));
                    notes.taken.insert(node);
                }
                false => notes.loose.push(node),
            }
        }
    }
}

/// A marker with a window of the plugin “footnotes”, and mostly a row of its list.
fn window(
    tree: &Tree,
    marker: NodeId,
    places: &BTreeMap<&str, NodeId>,
    notes: &mut Notes,
) {
    let id = tree.attribute(marker, "id").unwrap_or("");
    let number = id.strip_prefix("footnote_plugin_tooltip_").unwrap_or("");
    let shown = places.get(format!("footnote_plugin_tooltip_text_{number}").as_str());
    let shown =
        shown.copied().filter(|shown| has_class(tree, *shown, "footnote_tooltip"));
    let listed = places.get(format!("footnote_plugin_reference_{number}").as_str());
    // The link around the marker may have been found with its row.
    let known = tree.above(marker).any(|above| notes.markers.contains_key(&above));
    let row = listed.and_then(|listed| body_of(tree, *listed));
    match (known, row, shown) {
        (true, _, _) => {}
        (false, Some(row), _) => {
            let back = tree
                .below(row)
                .filter(|below| has_class(tree, *below, "footnote_backlink"));
            notes.back.extend(back);
            add(Some(marker), row, notes);
        }
        (false, None, Some(shown)) => return add(Some(marker), shown, notes),
        (false, None, None) => return,
    }
    if let Some(shown) = shown {
        notes.left_out.push((shown, TWICE));
        notes.taken.insert(shown);
    }
}

/// Adds a note with its marker; the note itself hangs where it stands, if there is none.
fn add(marker: Option<NodeId>, body: NodeId, notes: &mut Notes) {
    let Some(marker) = marker else { return };
    notes.bodies.push(vec![body]);
    notes.taken.insert(body);
    notes.markers.insert(marker, notes.bodies.len() - 1);
}

/// The sibling before a node, with nothing but the switch of a window between.
fn before(tree: &Tree, node: NodeId, fits: impl Fn(NodeId) -> bool) -> Option<NodeId> {
    let siblings = tree.children(tree.nodes[node].parent?);
    let at = siblings.iter().position(|sibling| *sibling == node)?;
    siblings[..at].iter().rev().take(4).copied().find(|sibling| fits(*sibling))
}

fn has_class(tree: &Tree, node: NodeId, class: &str) -> bool {
    tree.attribute(node, "class")
        .is_some_and(|own| own.split_whitespace().any(|own| own == class))
}

/// The block of a comment that a word processor has put below the text, by the place that its
/// marker leads to.
pub(super) fn comment(tree: &Tree, place: &str, target: NodeId) -> Option<NodeId> {
    let known = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let named = place.strip_prefix("cmnt").or(place.strip_prefix("_msocom_"));
    if !named.is_some_and(known) {
        return None;
    }
    let own = |node: &NodeId| matches!(tree.name(*node), "div" | "p");
    let block = std::iter::once(target).chain(tree.above(target)).find(own)?;
    // Its other paragraphs stand in a block with it.
    let around = tree.nodes[block].parent.filter(|above| {
        let is_place = |node: NodeId| {
            let place = tree.attribute(node, "id").or(tree.attribute(node, "name"));
            place.is_some_and(|it| it.starts_with("cmnt") || it.starts_with("_msocom_"))
        };
        tree.name(*above) == "div"
            && tree.name(block) == "p"
            && tree.below(*above).filter(|node| is_place(*node)).count() == 1
    });
    Some(around.unwrap_or(block))
}
