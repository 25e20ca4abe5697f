//! The objects that sheets need, and no others, numbered anew.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

/// A document of what a catalogue leads to. References to what is `left` behind, and to what
/// is not there, lead nowhere.
pub(super) fn carry(
    mut pdf: Document,
    catalog: ObjectId,
    left: &BTreeSet<ObjectId>,
) -> Document {
    let mut numbers = FxHashMap::default();
    let mut order = Vec::new();
    let mut reach = |id: ObjectId, order: &mut Vec<ObjectId>| {
        if pdf.objects.contains_key(&id) && !left.contains(&id) {
            numbers.entry(id).or_insert_with(|| {
                order.push(id);
                order.len() as u32
            });
        }
    };
    reach(catalog, &mut order);
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info {
        reach(info, &mut order);
    }
    let mut next = 0;
    while let Some(object) = order.get(next).and_then(|id| pdf.objects.get(id)) {
        references(object, &mut |id| reach(id, &mut order));
        next += 1;
    }
    let mut trailer = Dictionary::new();
    let reference = |id: &ObjectId| numbers.get(id).map(|number| (*number, 0));
    if let Some(root) = reference(&catalog) {
        trailer.set("Root", root);
    }
    if let Some(info) = info.ok().as_ref().and_then(reference) {
        trailer.set("Info", info);
    }
    if let Ok(id) = pdf.trailer.get_deref(b"ID", &pdf).and_then(Object::as_array)
        && let [first @ Object::String(..), last @ Object::String(..)] = &id[..]
    {
        trailer.set("ID", vec![first.clone(), last.clone()]);
    }
    let mut out = Document::with_version(pdf.version.max("1.7".into()));
    for (index, id) in order.iter().enumerate() {
        if let Some(mut object) = pdf.objects.remove(id) {
            renumber(&mut object, &numbers);
            out.objects.insert((index as u32 + 1, 0), object);
        }
    }
    out.max_id = order.len() as u32;
    out.trailer = trailer;
    out
}

/// Tells what an object refers to. Objects are nested no deeper than the reader lets them.
fn references(object: &Object, tell: &mut dyn FnMut(ObjectId)) {
    let mut all = |dictionary: &Dictionary| {
        dictionary.iter().for_each(|(_, value)| references(value, tell));
    };
    match object {
        Object::Reference(id) => tell(*id),
        Object::Dictionary(dictionary) => all(dictionary),
        Object::Stream(stream) => all(&stream.dict),
        Object::Array(items) => items.iter().for_each(|item| references(item, tell)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}

fn renumber(object: &mut Object, numbers: &FxHashMap<ObjectId, u32>) {
    let all = |dictionary: &mut Dictionary| {
        dictionary.iter_mut().for_each(|(_, value)| renumber(value, numbers));
    };
    match object {
        Object::Reference(id) => {
            *object = match numbers.get(id) {
                Some(number) => Object::Reference((*number, 0)),
                None => Object::Null,
            };
        }
        Object::Dictionary(dictionary) => all(dictionary),
        Object::Stream(stream) => all(&mut stream.dict),
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
}
