//! Drawings that draw themselves, at once or through others: no program draws them to their end.

use std::collections::{BTreeMap, BTreeSet};

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object as Operand;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::intake::{Leaf, unpack};

/// The most bytes of drawings that are looked at, unpacked.
const MOST: u64 = 64 << 20;

/// What leads to what: a drawing to the names it may use, those to drawings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Form(ObjectId),
    /// The names of a dictionary, wherever that is held: many drawings may share them.
    Names(usize),
}

type Edges = BTreeMap<Node, Vec<Node>>;

/// The first page, counted from 1, with a drawing that draws itself.
pub(super) fn page(pdf: &Document, leaves: &[Leaf]) -> Option<usize> {
    let forms: BTreeMap<ObjectId, &Stream> = (pdf.objects.iter())
        .filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)))
        .filter(|(_, stream)| {
            let kind = stream.dict.get_deref(b"Subtype", pdf).and_then(Object::as_name);
            matches!(kind, Ok(b"Form"))
        })
        .collect();
    let mut edges = Edges::new();
    for (id, form) in &forms {
        let names = names(pdf, &form.dict);
        let at = names.map(|names| link(names, &forms, &mut edges));
        edges.insert(Node::Form(*id), at.into_iter().collect());
    }
    // Most drawings share names with themselves and do not use them: what may be in a circle is
    // looked into.
    let may = left(&edges);
    if may.is_empty() {
        return None;
    }
    let mut drawn = Edges::new();
    let mut room = MOST;
    for node in &may {
        let Node::Form(id) = node else { continue };
        let form = forms.get(id)?;
        let names = names(pdf, &form.dict)?;
        let mut content = Vec::new();
        // What cannot be read draws nothing.
        if unpack(pdf, form, room, 0, &mut content).is_err() {
            continue;
        }
        room = room.saturating_sub(content.len() as u64);
        drawn.insert(*node, used(&content, names));
    }
    let round = left(&drawn);
    if round.is_empty() {
        return None;
    }
    let mut seen = BTreeSet::new();
    for (index, leaf) in leaves.iter().enumerate() {
        let resources = leaf.resources.and_then(|id| pdf.get_dictionary(id).ok());
        let names = resources.and_then(|own| own.get_deref(b"XObject", pdf).ok());
        let Some(names) = names.and_then(|names| names.as_dict().ok()) else { continue };
        let mut ahead = vec![link(names, &forms, &mut edges)];
        while let Some(node) = ahead.pop() {
            if round.contains(&node) {
                return Some(index + 1);
            }
            if seen.insert(node) {
                ahead.extend(edges.get(&node).into_iter().flatten());
            }
        }
    }
    None
}

/// The names of drawings and pictures that a drawing has for itself.
fn names<'a>(pdf: &'a Document, form: &'a Dictionary) -> Option<&'a Dictionary> {
    let own = form.get_deref(b"Resources", pdf).and_then(Object::as_dict).ok()?;
    own.get_deref(b"XObject", pdf).and_then(Object::as_dict).ok()
}

/// Names as a node that leads to the drawings among them.
fn link(
    names: &Dictionary,
    forms: &BTreeMap<ObjectId, &Stream>,
    edges: &mut Edges,
) -> Node {
    let node = Node::Names(std::ptr::from_ref(names).addr());
    edges.entry(node).or_insert_with(|| {
        let ids = names.iter().filter_map(|(_, value)| value.as_reference().ok());
        ids.filter(|id| forms.contains_key(id)).map(Node::Form).collect()
    });
    node
}

/// The drawings that contents draw.
fn used(content: &[u8], names: &Dictionary) -> Vec<Node> {
    let mut used = BTreeSet::new();
    let mut operators = UntypedIter::new(content);
    while let Some(step) = operators.next() {
        if step.operator[..] != *b"Do" {
            continue;
        }
        for operand in step.operands() {
            if let Operand::Name(name) = operand
                && let Ok(id) = names.get(name.as_ref()).and_then(Object::as_reference)
            {
                used.insert(Node::Form(id));
            }
        }
    }
    used.into_iter().collect()
}

/// What is left when all that leads nowhere is taken away, again and again: what lies in a circle,
/// or leads to one.
fn left(edges: &Edges) -> BTreeSet<Node> {
    let mut from: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    let mut open: BTreeMap<Node, usize> = BTreeMap::new();
    for (node, next) in edges {
        let next = next.iter().filter(|next| edges.contains_key(next));
        let mut count = 0;
        for next in next {
            from.entry(*next).or_default().push(*node);
            count += 1;
        }
        open.insert(*node, count);
    }
    let mut ends: Vec<Node> =
        open.iter().filter(|(_, count)| **count == 0).map(|(node, _)| *node).collect();
    while let Some(end) = ends.pop() {
        open.remove(&end);
        for node in from.get(&end).into_iter().flatten() {
            if let Some(count) = open.get_mut(node) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*node);
                }
            }
        }
    }
    open.into_keys().collect()
}
