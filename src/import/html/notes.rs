//! Notes of a page: markers that lead to a place further down which leads back, or which begins with
//! the same sign. The markups of Markdown converters, WordPress, MediaWiki, Word and the archives.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{NodeId, Tree, is_apart};
use super::{beside, note_parts};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The note that a link is the marker of.
    pub markers: BTreeMap<NodeId, usize>,
    /// The nodes that a note consists of, in order of the notes.
    pub bodies: Vec<Vec<NodeId>>,
    /// Nodes that are notes, or belong to them and are not shown again.
    pub taken: BTreeSet<NodeId>,
    /// Links within notes that lead back.
    pub back: BTreeSet<NodeId>,
    /// Terms that are the numbers of notes.
    pub terms: Vec<NodeId>,
    /// What is left out with the notes, and what is told of it.
    pub left_out: Vec<(NodeId, &'static str)>,
    /// What stands behind the last note, and may be part of it or none of it.
    pub behind: Vec<NodeId>,
    /// What stands in the margin, and nothing shows whose note it is.
    pub loose: Vec<NodeId>,
}

impl Notes {
    /// The places within notes.
    pub fn places<'a>(&self, tree: &'a Tree) -> BTreeSet<&'a str> {
        let below = self.bodies.iter().flatten().flat_map(|body| tree.below(*body));
        let ids = below
            .flat_map(|node| [tree.attribute(node, "id"), tree.attribute(node, "name")]);
        ids.flatten().collect()
    }

    /// The signs of the notes in the text, without brackets.
    pub fn signs(&self, tree: &Tree) -> BTreeMap<usize, String> {
        let mut signs = BTreeMap::new();
        for (marker, number) in &self.markers {
            let own = || sign(&tree.text(*marker)).to_string();
            signs.entry(*number).or_insert_with(own);
        }
        signs
    }
}

/// The most paragraphs and items of a note.
const MOST_PARAGRAPHS: usize = 12;

/// The most signs of a marker.
const LONGEST: usize = 8;

pub(super) fn find(tree: &Tree) -> Notes {
    let mut places: BTreeMap<&str, NodeId> = BTreeMap::new();
    let mut order = vec![0; tree.nodes.len()];
    let mut links: Vec<(NodeId, &str)> = Vec::new();
    for (at, node) in tree.below(0).enumerate() {
        order[node] = at;
        let Some(element) = tree.element(node) else { continue };
        if let Some(id) = element.attribute("id") {
            places.entry(id).or_insert(node);
        }
        if &*element.name == "a" {
            if let Some(name) = element.attribute("name") {
                places.entry(name).or_insert(node);
            }
            if let Some(to) = element.attribute("href").and_then(own_place) {
                links.push((node, to));
            }
        }
    }
    let targets: BTreeSet<NodeId> =
        links.iter().filter_map(|(_, to)| places.get(to).copied()).collect();
    let mut notes = Notes::default();
    let mut by_body: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (link, to) in &links {
        let marker = tree.text(*link);
        let Some(target) = places.get(*to).copied() else { continue };
        if let Some(comment) = beside::comment(tree, to, target) {
            if notes.taken.insert(comment) {
                notes.left_out.push((comment, "a comment is left out"));
            }
            notes.back.insert(*link);
            continue;
        }
        // A marker leads down the page, and is short.
        if !is_marker(&marker)
            || order[target] <= order[*link]
            || notes.back.contains(link)
        {
            continue;
        }
        let Some(body) = body_of(tree, target) else { continue };
        let body = whole(tree, body, *link, &targets);
        if tree.above(*link).any(|above| above == body) {
            continue;
        }
        let (ids, others) = (ids_around(tree, *link), ids_in_line(tree, *link));
        // The number of a note may stand before what it consists of.
        let beside = std::iter::once(target).filter(|target| *target != body);
        let within = beside.flat_map(|target| tree.below(target)).chain(tree.below(body));
        let leads_back: Vec<NodeId> = within
            .filter(|node| {
                let to = tree.attribute(*node, "href").and_then(own_place);
                let is_called = tree
                    .attribute(*node, "class")
                    .is_some_and(|it| it.contains("backlink"));
                to.is_some_and(|to| {
                    let words = tree.text(*node);
                    is_called
                        || ids.contains(&to)
                        || is_back_sign(&words)
                        || others.contains(&to) && sign(&words) == sign(&marker)
                })
            })
            .collect();
        let begins = begins_with(&tree.text(body), sign(&marker));
        let counted = is_item(tree, body, sign(&marker));
        if leads_back.is_empty() && !begins && !counted && !is_note_like(tree, body, to) {
            continue;
        }
        let number = *by_body.entry(body).or_insert_with(|| {
            let mut nodes = vec![body];
            // In Word's pages and archives a note's other paragraphs follow without a number.
            if tree.name(body) == "p"
                && tree.element(target).is_some_and(|it| &*it.name == "a")
            {
                nodes.extend(continued(tree, body));
            }
            notes.taken.extend(nodes.iter().copied());
            let mut around = std::iter::once(target).chain(tree.above(target)).take(4);
            let is_term = |node: &NodeId| match tree.name(*node) {
                "dt" => tree.name(body) == "dd",
                _ => is_heading(tree, *node) && is_marker(&tree.text(*node)),
            };
            if let Some(term) = around.find(is_term) {
                if is_heading(tree, term) {
                    let rest = before_heading(tree, body);
                    nodes.extend(rest.into_iter().filter(|it| notes.taken.insert(*it)));
                }
                notes.terms.push(term);
                notes.taken.insert(term);
            }
            notes.bodies.push(nodes);
            notes.bodies.len() - 1
        });
        notes.markers.insert(*link, number);
        notes.back.extend(leads_back);
        // The place may be an anchor around the words of the note.
        let words = tree.text(target);
        let is_sign =
            words.trim().is_empty() || is_marker(&words) || is_back_sign(&words);
        if target != body && tree.name(target) == "a" && is_sign {
            notes.back.insert(target);
        }
    }
    note_parts::gather(tree, &order, &mut notes);
    beside::find(tree, &places, &mut notes);
    empty_holders(tree, &mut notes);
    notes
}

/// Whether a node is the item of a numbered list that has this number.
fn is_item(tree: &Tree, node: NodeId, number: &str) -> bool {
    let Some(list) = tree.nodes[node].parent else { return false };
    let is_item = |node: &&NodeId| tree.name(**node) == "li";
    let place = || tree.children(list).iter().filter(is_item).position(|it| *it == node);
    tree.name(list) == "ol"
        && tree.name(node) == "li"
        && number.len() <= 3
        && number.parse().is_ok_and(|number: usize| {
            tree.attribute(list, "start").is_none() && place() == number.checked_sub(1)
        })
}

/// The place in the page that an address leads to: `#fn1`, also behind the page's own name.
fn own_place(address: &str) -> Option<&str> {
    let (page, place) = address.split_once('#')?;
    let own = page.is_empty()
        || !page.contains("://") && page.ends_with(".html") && !page.contains('/')
        || page.starts_with("file:");
    (own && !place.is_empty()).then_some(place)
}

/// The sign of a marker without brackets.
fn sign(marker: &str) -> &str {
    marker.trim().trim_matches(|c: char| {
        matches!(c, '[' | ']' | '(' | ')' | '.') || c.is_whitespace()
    })
}

/// Whether a note begins with its sign, also in brackets: `[1] See`.
fn begins_with(note: &str, sign: &str) -> bool {
    let note = note.trim_start();
    let within = note.strip_prefix(['[', '(']).and_then(|rest| rest.strip_prefix(sign));
    note.starts_with(sign) || within.is_some_and(|rest| rest.starts_with([']', ')']))
}

pub(super) fn is_marker(text: &str) -> bool {
    let text = text.trim();
    let sign = sign(text).trim_start_matches("note ").trim_start_matches("n ");
    let count = sign.chars().count();
    if count == 0 || text.chars().count() > LONGEST {
        return false;
    }
    sign.chars().all(|c| c.is_ascii_digit())
        || sign.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶'))
        || sign.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'))
        || count == 1 && sign.chars().all(char::is_alphabetic)
        || sign.chars().all(|c| {
            matches!(c, '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁰')
        })
}

fn is_back_sign(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['\u{fe0e}', '\u{fe0f}']);
    matches!(
        text,
        "↩" | "↑"
            | "^"
            | "↵"
            | "⤴"
            | "⏎"
            | "back"
            | "Back"
            | "Return"
            | "return"
            | "⇑"
            | "▲"
    )
}

/// What a note consists of whose place is `target`: the item, the paragraph or the block of it.
pub(super) fn body_of(tree: &Tree, target: NodeId) -> Option<NodeId> {
    let fits = |node: &NodeId| {
        matches!(
            tree.name(*node),
            "li" | "p" | "div" | "aside" | "dd" | "td" | "th" | "section" | "blockquote"
        )
    };
    let around = || std::iter::once(target).chain(tree.above(target));
    // A term that is the number of a note, whose meaning is the note.
    let term = around().take(4).find(|node| tree.name(*node) == "dt");
    if let Some(term) = term.filter(|term| is_marker(&tree.text(*term))) {
        let siblings = tree.children(tree.nodes[term].parent?);
        let behind = siblings.iter().skip_while(|node| **node != term).skip(1);
        let next = behind.copied().find(|node| tree.element(*node).is_some())?;
        return (tree.name(next) == "dd").then_some(next);
    }
    // A heading that is the number of a note, which stands below.
    let heading = around().take(4).find(|node| is_heading(tree, *node));
    if let Some(heading) = heading.filter(|it| is_marker(&tree.text(*it))) {
        let siblings = tree.children(tree.nodes[heading].parent?);
        let behind = siblings.iter().skip_while(|node| **node != heading).skip(1);
        let next = behind.copied().find(|node| tree.element(*node).is_some())?;
        return matches!(tree.name(next), "p" | "div" | "blockquote").then_some(next);
    }
    // A table that is a note alone has one row.
    if tree.name(target) == "table" {
        let mut rows = tree.below(target).filter(|node| tree.name(*node) == "tr");
        return rows.next().filter(|_| rows.next().is_none());
    }
    let found = around().find(fits)?;
    // A row of a table of notes.
    if matches!(tree.name(found), "td" | "th") {
        return tree.above(found).find(|node| tree.name(*node) == "tr");
    }
    // Not the block that has all notes, and not one that has the article.
    let others =
        tree.below(found).filter(|node| matches!(tree.name(*node), "p" | "li")).count();
    (others <= MOST_PARAGRAPHS).then_some(found)
}

/// The block that a note has for itself, as Google Docs makes one for each: the paragraph `body` with the place
/// of the note is the first in it, and no link leads to the others.
fn whole(tree: &Tree, body: NodeId, link: NodeId, targets: &BTreeSet<NodeId>) -> NodeId {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let Some(around) = tree.nodes[body].parent else { return body };
    let has_words = |node: &NodeId| !tree.text(*node).trim().is_empty();
    let is_first = tree.children(around).iter().copied().find(has_words) == Some(body);
    // "footnotes" are several.
    let is_of_all = tree
        .attribute(around, "class")
        .is_some_and(|it| it.to_lowercase().contains("notes"));
    let others = || {
        let below = tree.below(around).skip_while(|node| *node != body);
        below.filter(|node| !tree.above(*node).any(|above| above == body))
    };
    let is_block = |node: &NodeId| matches!(tree.name(*node), "p" | "li");
    let fits = tree.name(body) == "p"
        && matches!(tree.name(around), "div" | "li")
        && is_first
        && !is_of_all
        && !tree.above(link).any(|above| above == around)
        && tree.below(around).filter(is_block).count() <= MOST_PARAGRAPHS
        && !others().any(|node| {
            node != body && targets.contains(&node) || HEADINGS.contains(&tree.name(node))
        });
    if fits { around } else { body }
}

/// The ids of a link, of what it stands in, up to its block, and of what stands straight beside it.
fn ids_around(tree: &Tree, link: NodeId) -> Vec<&str> {
    let up = tree.above(link).take_while(|node| !is_apart(tree.name(*node)));
    let mut around: Vec<NodeId> = std::iter::once(link).chain(up).collect();
    let row = tree.nodes[link].parent.map_or(&[][..], |parent| tree.children(parent));
    let place = row.iter().position(|node| *node == link).unwrap_or(0);
    let (before, behind) = row.split_at(place);
    // Up to the first words.
    let add = |row: &mut dyn Iterator<Item = &NodeId>, around: &mut Vec<NodeId>| {
        for node in row {
            around.push(*node);
            if !tree.text(*node).trim().is_empty() {
                break;
            }
        }
    };
    add(&mut before.iter().rev(), &mut around);
    add(&mut behind.iter().skip(1), &mut around);
    let ids = around
        .iter()
        .flat_map(|node| [tree.attribute(*node, "id"), tree.attribute(*node, "name")]);
    ids.flatten().collect()
}

/// The ids of what stands elsewhere in the line of a link; the anchor of a note may be there, and so may that of
/// something else.
fn ids_in_line(tree: &Tree, link: NodeId) -> Vec<&str> {
    let row = tree.nodes[link].parent.map_or(&[][..], |parent| tree.children(parent));
    let ids = row
        .iter()
        .flat_map(|node| [tree.attribute(*node, "id"), tree.attribute(*node, "name")]);
    ids.flatten().collect()
}

fn is_heading(tree: &Tree, node: NodeId) -> bool {
    matches!(tree.name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What stands behind the first block of a note and before the heading of the next; nothing behind the last.
fn before_heading(tree: &Tree, body: NodeId) -> Vec<NodeId> {
    let row = tree.nodes[body].parent.map_or(&[][..], |parent| tree.children(parent));
    let behind = row.iter().copied().skip_while(|node| *node != body).skip(1);
    let mut found = Vec::new();
    for node in behind.filter(|node| tree.element(*node).is_some()) {
        if is_heading(tree, node) {
            let is_next = is_marker(&tree.text(node)) && found.len() <= MOST_PARAGRAPHS;
            return if is_next { found } else { Vec::new() };
        }
        found.push(node);
    }
    Vec::new()
}

fn is_note_like(tree: &Tree, body: NodeId, id: &str) -> bool {
    let role = |node: NodeId| {
        tree.attribute(node, "role").unwrap_or("").contains("doc-")
            || tree.attribute(node, "epub:type").is_some_and(|it| it.ends_with("note"))
            || tree
                .attribute(node, "class")
                .is_some_and(|it| it.contains("footnote") || it.contains("endnote"))
    };
    let named = ["fn", "note", "ftn", "footnote", "endnote", "edn", "cite_note"]
        .iter()
        .any(|name| id.trim_start_matches('_').to_lowercase().starts_with(name));
    named || role(body) || tree.above(body).take(3).any(role)
}

/// The paragraphs behind a note that belong to it: those before the next with a place of its own.
fn continued(tree: &Tree, body: NodeId) -> Vec<NodeId> {
    let Some(parent) = tree.nodes[body].parent else { return Vec::new() };
    let siblings = tree.children(parent);
    let at = siblings.iter().position(|node| *node == body).unwrap_or(siblings.len());
    let blank = |node: &&NodeId| tree.element(**node).is_none();
    let mut out = Vec::new();
    for node in
        siblings[(at + 1).min(siblings.len())..].iter().filter(|node| !blank(node))
    {
        let has_place = tree.below(*node).any(|node| {
            tree.attribute(node, "id").is_some() || tree.attribute(node, "name").is_some()
        });
        let class = |node: NodeId| tree.attribute(node, "class");
        if tree.name(*node) != "p"
            || has_place
            || class(*node) != class(body)
            || class(body).is_none()
            || out.len() >= 8
        {
            break;
        }
        out.push(*node);
    }
    out
}

/// Marks the lists and tables that hold nothing but notes.
fn empty_holders(tree: &Tree, notes: &mut Notes) {
    let mut holders: BTreeSet<NodeId> =
        notes.taken.iter().filter_map(|node| tree.nodes[*node].parent).collect();
    while let Some(holder) = holders.pop_last() {
        let name = tree.name(holder);
        if !matches!(name, "ol" | "ul" | "dl" | "tbody" | "table")
            || notes.taken.contains(&holder)
        {
            continue;
        }
        let is_caption = |node: NodeId| name == "table" && tree.name(node) == "caption";
        let all = tree.children(holder).iter().all(|child| {
            notes.taken.contains(child)
                || is_caption(*child)
                || tree.text(*child).trim().is_empty()
        });
        if all {
            let captions = tree.children(holder).iter().filter(|node| is_caption(**node));
            notes.left_out.extend(captions.map(|node| (*node, beside::HEADING)));
            notes.taken.insert(holder);
            holders.extend(tree.nodes[holder].parent);
        }
    }
}
