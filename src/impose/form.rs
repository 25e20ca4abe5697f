//! Pages as form XObjects (ISO 32000-1, 8.10): what is on them stays what it is.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::intake::Error;
use crate::intake::{Leaf, unpack, weigh};

/// The most bytes that are unpacked, of one page and of all.
const MOST_PAGE: u64 = 64 << 20;
const MOST_ALL: u64 = 512 << 20;
/// The most bytes that pages share and that are written for each of them.
const MOST_SHARED: usize = 256 << 20;

/// Makes forms of the pages, in order: one for pages that are the same object.
///
/// # Errors
/// When a page's contents cannot be read, or unpack to more than can be held.
pub(super) fn forms(pdf: &mut Document, leaves: &[Leaf]) -> Result<Vec<ObjectId>, Error> {
    let mut made: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    let mut shared: BTreeMap<ObjectId, usize> = BTreeMap::new();
    let mut copied = 0;
    let mut room = MOST_ALL;
    let mut forms = Vec::with_capacity(leaves.len());
    for (index, leaf) in leaves.iter().enumerate() {
        if let Some(form) = made.get(&leaf.id) {
            forms.push(*form);
            continue;
        }
        let stream = match leaf.streams[..] {
            // As it was packed.
            [only] => {
                let stream = pdf.get_object(only).and_then(Object::as_stream);
                let stream = stream.map_err(|_| Error::Damaged(index + 1))?;
                let times = shared.entry(only).or_default();
                copied += stream.content.len() * usize::from(*times > 0);
                *times += 1;
                if copied > MOST_SHARED {
                    return Err(Error::Large);
                }
                let weight = weigh(pdf, stream, room.min(MOST_PAGE), index + 1)?;
                room -= weight.min(room);
                stream.clone()
            }
            _ => joined(pdf, leaf, index + 1, &mut room)?,
        };
        let form = pdf.add_object(form(leaf, stream));
        made.insert(leaf.id, form);
        forms.push(form);
    }
    Ok(forms)
}

/// A page as a form, clipped to what is printed.
fn form(leaf: &Leaf, mut stream: Stream) -> Stream {
    let numbers = |numbers: &[f64]| -> Object {
        let real = |&number: &f64| Object::Real(number as f32);
        Object::Array(numbers.iter().map(real).collect())
    };
    // Of its own dictionary only how it is packed is kept: contents may carry what a form must
    // not have, or has otherwise.
    let packed = ["Filter", "DecodeParms"].map(|key| {
        let value = stream.dict.get(key.as_bytes()).cloned();
        (key, value)
    });
    stream.dict = dictionary! {
        "Length" => stream.content.len() as i64,
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(&leaf.bleed),
        "Matrix" => numbers(&leaf.upright()),
        "Resources" => match leaf.resources {
            Some(id) => Object::Reference(id),
            None => Dictionary::new().into(),
        },
    };
    for (key, value) in packed {
        if let Ok(value) = value {
            stream.dict.set(key, value);
        }
    }
    if let Some(Object::Dictionary(group)) = &leaf.group {
        // A page is blended as a whole, whether or not it says so.
        let mut group = group.clone();
        group.set("I", true);
        stream.dict.set("Group", group);
    }
    stream
}

/// The streams of a page as one: they may be parted between any two words.
fn joined(
    pdf: &Document,
    leaf: &Leaf,
    page: usize,
    room: &mut u64,
) -> Result<Stream, Error> {
    let mut content = Vec::new();
    for &id in &leaf.streams {
        let stream = pdf.get_object(id).and_then(Object::as_stream);
        let stream = stream.map_err(|_| Error::Damaged(page))?;
        let before = content.len() as u64;
        let most = (*room).min(MOST_PAGE.saturating_sub(before));
        if !unpack(pdf, stream, most, page, &mut content)? {
            return Err(Error::Damaged(page));
        }
        content.push(b'\n');
        *room = room.saturating_sub(content.len() as u64 - before);
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = packed.write_all(&content).and_then(|()| packed.finish());
    Ok(match packed {
        Ok(packed) => Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed),
        Err(_) => Stream::new(Dictionary::new(), content),
    })
}
