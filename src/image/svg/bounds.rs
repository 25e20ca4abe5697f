//! How much a drawing may be, and what in it is unsafe, found before it is drawn.

use rustc_hash::FxHashMap;
use usvg::roxmltree::{Document, Node};

use super::{Fault, SVG};

/// The most XML nodes a drawing may have.
pub(super) const NODES: u32 = 1_000_000;
/// The deepest that elements may be nested.
const DEPTH: u32 = 200;
/// The most elements when every reference is followed.
const SHAPES: u64 = 250_000;
/// The most bytes that entities may expand to.
const EXPANSION: usize = 4 << 20;

/// Refuses entities that refer to entities, and any that would expand beyond measure.
pub(super) fn entities(text: &str) -> Result<(), Fault> {
    let Some(start) = text.find("<!DOCTYPE") else { return Ok(()) };
    let subset = match (text[start..].find('['), text[start..].find('>')) {
        (Some(open), Some(close)) if open < close => &text[start + open..],
        _ => return Ok(()),
    };
    let end = subset.find("]>").or_else(|| subset.find(']')).unwrap_or(subset.len());
    let (subset, rest) = subset.split_at(end);
    if subset.replace("&#", "").contains('&') || subset.contains('%') {
        return Err(Fault::broken("defines entities by other entities"));
    }
    let references = rest.bytes().filter(|&byte| byte == b'&').count();
    if references.saturating_mul(subset.len()) > EXPANSION && subset.contains("<!ENTITY")
    {
        return Err(Fault::Intricate(
            "grows too large when its entities are filled in".into(),
        ));
    }
    Ok(())
}

/// Refuses drawings nested too deep, or too large once every reference is followed.
pub(super) fn check(xml: &Document) -> Result<(), Fault> {
    if !xml.root_element().has_tag_name((SVG, "svg")) {
        return Err(Fault::broken("has no SVG element at its root"));
    }
    let mut elements: Vec<Node> = Vec::new();
    let mut place = FxHashMap::default();
    let mut depths: Vec<u32> = Vec::new();
    for node in xml.root_element().descendants().filter(Node::is_element) {
        let above = node.parent_element().and_then(|parent| place.get(&parent.id()));
        let depth = above.map_or(0, |&parent: &usize| depths[parent] + 1);
        if depth > DEPTH {
            return Err(Fault::broken(format!("nests elements more than {DEPTH} deep")));
        }
        place.insert(node.id(), elements.len());
        elements.push(node);
        depths.push(depth);
    }
    let mut ids = FxHashMap::default();
    for (index, node) in elements.iter().enumerate() {
        if let Some(id) = node.attribute("id") {
            ids.insert(id, index);
        }
    }
    let edges: Vec<Vec<usize>> = elements
        .iter()
        .map(|node| {
            let children = node.children().filter_map(|child| place.get(&child.id()));
            let mut edges: Vec<usize> = children.copied().collect();
            for attribute in node.attributes() {
                let value = attribute.value();
                if attribute.name() == "href" {
                    let id = value.trim().strip_prefix('#');
                    edges.extend(id.and_then(|id| ids.get(id)));
                } else {
                    edges.extend(local_references(value).filter_map(|id| ids.get(id)));
                }
            }
            edges
        })
        .collect();
    let mut total = weight(&edges);
    // A style sheet may give any element such a reference, also inside what it refers to.
    for style in elements.iter().filter(|node| node.has_tag_name((SVG, "style"))) {
        let text = style.text().unwrap_or("");
        let mut seen: Vec<usize> =
            local_references(text).filter_map(|id| ids.get(id).copied()).collect();
        seen.sort_unstable();
        seen.dedup();
        for index in seen {
            let shapes = elements[index]
                .descendants()
                .filter(|node| node.is_element() && !node.has_tag_name((SVG, "stop")))
                .count() as u64;
            if shapes > 1 {
                total = total.saturating_mul(shapes);
            }
        }
    }
    if total > SHAPES {
        return Err(Fault::Intricate(
            "has too many shapes once its references are followed".into(),
        ));
    }
    Ok(())
}

/// The ids in `url(#id)`.
fn local_references(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inner.strip_prefix('#')
    })
}

/// How many elements the first one comes to when all edges are followed; edges back to
/// where one came from count nothing, since the parser breaks such circles.
fn weight(edges: &[Vec<usize>]) -> u64 {
    const UNSEEN: u64 = u64::MAX;
    const OPEN: u64 = u64::MAX - 1;
    let mut weights = vec![UNSEEN; edges.len()];
    let mut path = vec![(0, 0)];
    while let Some((node, next)) = path.pop() {
        weights[node] = OPEN;
        if let Some(&target) = edges[node].get(next) {
            path.push((node, next + 1));
            if weights[target] == UNSEEN {
                path.push((target, 0));
            }
            continue;
        }
        let sum =
            edges[node].iter().map(|&target| weights[target]).fold(1, |sum, each| {
                if each >= OPEN { sum } else { u64::min(sum + each, OPEN / 4) }
            });
        weights[node] = sum;
    }
    weights.first().copied().unwrap_or(0)
}

/// What is left out of a drawing because it is unsafe, in words.
pub(super) fn unsafe_parts(xml: &Document) -> Vec<String> {
    let (mut scripts, mut outside, mut html, mut nested) = (false, false, false, false);
    for node in xml.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "script" => scripts = true,
            "foreignObject" | "iframe" => html = true,
            "style" => outside |= refers_outside(node.text().unwrap_or("")),
            _ => {}
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value().trim());
            if name.starts_with("on") || value.starts_with("javascript:") {
                scripts = true;
            } else if name == "href" {
                nested |= value.starts_with("data:image/svg");
                outside |= node.tag_name().name() != "a"
                    && !value.starts_with('#')
                    && !value.starts_with("data:")
                    && !value.is_empty();
            } else {
                outside |= refers_outside(value);
            }
        }
    }
    let mut parts = Vec::new();
    for (found, what) in [
        (scripts, "scripts"),
        (outside, "references to things outside itself"),
        (html, "foreign content"),
        (nested, "drawings as pictures"),
    ] {
        if found {
            parts.push(what.to_owned());
        }
    }
    parts
}

/// How many pictures are written into a drawing in signs that no picture is written in: the
/// parser passes over them.
pub(super) fn garbled(xml: &Document) -> usize {
    let image = |node: &Node<'_, '_>| {
        node.tag_name().name() == "image"
            && node.attributes().any(|attribute| {
                let value = attribute.value().trim();
                attribute.name() == "href"
                    && value.split_once(";base64,").is_some_and(|(kind, coded)| {
                        let known = |byte: u8| {
                            byte.is_ascii_alphanumeric()
                                || byte.is_ascii_whitespace()
                                || b"+/=%".contains(&byte)
                        };
                        kind.starts_with("data:image/") && !coded.bytes().all(known)
                    })
            })
    };
    xml.descendants().filter(image).count()
}

fn refers_outside(text: &str) -> bool {
    text.contains("@import")
        || text.split("url(").skip(1).any(|rest| {
            let inner = rest.trim_start().trim_start_matches(['"', '\'']);
            !inner.starts_with('#') && !inner.starts_with("data:")
        })
}
