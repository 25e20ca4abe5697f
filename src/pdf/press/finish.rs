//! From krilla's file to PDF/X: intent, metadata and identity added, what the standard does not
//! know taken away, black made to overprint.

use std::collections::BTreeSet;
use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use uuid::Uuid;

use super::super::Error;
use super::Setup;
use super::content::{Overprint, overprinted};
use super::profile::{CONDITION, CONDITION_NAME, INTENT};
use super::xmp;
use crate::info::Info;
use crate::printer::Standard;

/// Finishes a file.
pub(super) fn finish(
    bytes: Vec<u8>,
    info: &Info,
    setup: &Setup,
) -> Result<Vec<u8>, Error> {
    let failed = |error: lopdf::Error| Error::Finish(error.to_string());
    let mut pdf = Document::load_mem(&bytes).map_err(failed)?;
    let (length, sum) = (bytes.len(), sum(&bytes));
    // Long books are large before they are packed.
    drop(bytes);
    let content = content(&pdf);
    overprint(&mut pdf, &content, setup.inks.limit);
    match setup.inks.standard {
        Standard::X4 => blend_in_cmyk(&mut pdf),
        Standard::X1a => opaque(&mut pdf),
    }
    pack(&mut pdf);
    let intent = intent(&mut pdf);
    let pages = pdf.catalog().and_then(|catalog| catalog.get(b"Pages")).cloned();
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => pages.map_err(failed)?,
        "OutputIntents" => vec![intent],
    };
    // The book's own identity, and that of these very bytes.
    let book = Uuid::new_v5(&Uuid::NAMESPACE_URL, info.uuid.as_bytes());
    let own = Uuid::new_v5(&book, format!("{length} {sum:08x}").as_bytes());
    if setup.inks.standard == Standard::X4 {
        let packet = xmp::packet(info, &format!("uuid:{own}"));
        // Not packed, so that every program finds it.
        let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        let stream = Stream::new(dict, packet.into_bytes()).with_compression(false);
        catalog.set("Metadata", pdf.add_object(stream));
    }
    let catalog = pdf.add_object(catalog);
    let information = pdf.add_object(xmp::information(info, setup.inks.standard));
    pdf.trailer.set("Root", catalog);
    pdf.trailer.set("Info", information);
    let half =
        |id: Uuid| Object::String(id.as_bytes().to_vec(), StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![half(book), half(own)]);
    pdf.version = match setup.inks.standard {
        Standard::X4 => "1.6",
        Standard::X1a => "1.3",
    }
    .to_string();
    pdf.prune_objects();
    pdf.renumber_objects();
    let mut out = Vec::with_capacity(length / 4 + INTENT.len());
    pdf.save_to(&mut out).map_err(|error| Error::Finish(error.to_string()))?;
    Ok(out)
}

/// The streams that draw: the contents of pages, forms and patterns.
fn content(pdf: &Document) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let named = |dict: &Dictionary, key: &[u8], name: &[u8]| {
        dict.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    for (id, object) in &pdf.objects {
        if let Ok(stream) = object.as_stream() {
            let form = named(&stream.dict, b"Subtype", b"Form");
            if form || stream.dict.has(b"PatternType") {
                found.insert(*id);
            }
        } else if let Ok(dict) = object.as_dict()
            && named(dict, b"Type", b"Page")
            && let Ok(contents) = dict.get(b"Contents")
        {
            found.extend(contents.as_reference());
            let parts = contents.as_array().into_iter().flatten();
            found.extend(parts.filter_map(|part| part.as_reference().ok()));
        }
    }
    found
}

/// Makes black overprint in these streams, and names the states of graphics for it in their
/// resources.
fn overprint(pdf: &mut Document, content: &BTreeSet<ObjectId>, limit: u16) {
    let ids: Vec<ObjectId> = content.iter().copied().collect();
    let done: Vec<(ObjectId, Option<Vec<u8>>)> = ids
        .par_iter()
        .map(|id| {
            let stream = pdf.get_object(*id).and_then(Object::as_stream);
            let plain = stream.ok().filter(|stream| !stream.dict.has(b"Filter"));
            (*id, plain.and_then(|stream| overprinted(&stream.content, limit)))
        })
        .collect();
    let mut changed = BTreeSet::new();
    for (id, content) in done {
        let stream = pdf.get_object_mut(id).and_then(Object::as_stream_mut);
        if let (Some(content), Ok(stream)) = (content, stream) {
            stream.set_plain_content(content);
            changed.insert(id);
        }
    }
    let states = Overprint::ALL.map(|state| {
        let dict = dictionary! {
            "Type" => "ExtGState",
            "OP" => state.stroke,
            "op" => state.fill,
            "OPM" => 1,
        };
        (state.name(), pdf.add_object(dict))
    });
    let owners: Vec<ObjectId> = pdf
        .objects
        .iter()
        .filter(|(id, object)| {
            let contents = object.as_dict().and_then(|dict| dict.get(b"Contents"));
            let content = contents.and_then(Object::as_reference);
            changed.contains(id)
                || content.is_ok_and(|content| changed.contains(&content))
        })
        .map(|(id, _)| *id)
        .collect();
    for owner in owners {
        name_states(pdf, owner, &states);
    }
}

/// Adds the states to the resources of a page or a form, which may be shared with others.
fn name_states(pdf: &mut Document, owner: ObjectId, states: &[(&str, ObjectId)]) {
    let Some(dict) = dict_mut(pdf, owner) else { return };
    let resources = match dict.get(b"Resources") {
        Ok(Object::Reference(id)) => Some(*id),
        Ok(_) => None,
        Err(_) => {
            dict.set("Resources", Dictionary::new());
            None
        }
    };
    let resources = match resources {
        Some(id) => dict_mut(pdf, id),
        None => dict_mut(pdf, owner).and_then(|dict| {
            dict.get_mut(b"Resources").and_then(Object::as_dict_mut).ok()
        }),
    };
    let Some(resources) = resources else { return };
    let known = match resources.get(b"ExtGState") {
        Ok(Object::Reference(id)) => Some(*id),
        Ok(_) => None,
        Err(_) => {
            resources.set("ExtGState", Dictionary::new());
            None
        }
    };
    let put = |named: &mut Dictionary| {
        for (name, id) in states {
            named.set(*name, Object::Reference(*id));
        }
    };
    match known {
        Some(id) => dict_mut(pdf, id).map(put),
        None => {
            resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut).ok().map(put)
        }
    };
}

/// The dictionary that an object is, or that its stream has.
fn dict_mut(pdf: &mut Document, id: ObjectId) -> Option<&mut Dictionary> {
    dict_of(pdf.get_object_mut(id).ok()?)
}

fn dict_of(object: &mut Object) -> Option<&mut Dictionary> {
    if object.as_stream().is_ok() {
        return object.as_stream_mut().ok().map(|stream| &mut stream.dict);
    }
    object.as_dict_mut().ok()
}

/// Parts that are seen through are mixed in the press's inks, not in the screen's colours: their
/// groups, and the pages that they lie on.
fn blend_in_cmyk(pdf: &mut Document) {
    let mut seen_through = false;
    for object in pdf.objects.values_mut() {
        let Some(dict) = dict_of(object) else { continue };
        seen_through |= dict.has(b"SMask") || dict.has(b"ca") || dict.has(b"CA");
        if let Ok(group) = dict.get_mut(b"Group").and_then(Object::as_dict_mut) {
            group.set("CS", "DeviceCMYK");
            seen_through = true;
        }
    }
    if !seen_through {
        return;
    }
    for object in pdf.objects.values_mut() {
        let Object::Dictionary(dict) = object else { continue };
        let page =
            dict.get(b"Type").and_then(Object::as_name).is_ok_and(|t| t == b"Page");
        if page && !dict.has(b"Group") {
            let group =
                dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true };
            dict.set("Group", group);
        }
    }
}

/// Takes away the keys of transparency, which say nothing where everything is opaque.
fn opaque(pdf: &mut Document) {
    for object in pdf.objects.values_mut() {
        if let Object::Dictionary(dict) = object {
            for key in [&b"ca"[..], b"CA", b"BM", b"AIS"] {
                dict.remove(key);
            }
            if dict.get(b"SMask").and_then(Object::as_name).is_ok_and(|n| n == b"None") {
                dict.remove(b"SMask");
            }
        }
    }
}

/// Packs every stream that is not packed.
fn pack(pdf: &mut Document) {
    let mut open: Vec<&mut Stream> = pdf
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| !stream.dict.has(b"Filter"))
        .collect();
    open.par_iter_mut().for_each(|stream| {
        if let Some(packed) = packed(&stream.content) {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    });
}

/// A sum of bytes: enough to tell files of one book apart, and quick.
fn sum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// How hard streams are packed: a file for the press is sent once, and made often.
const LEVEL: u32 = 3;

/// Bytes packed; `None` if they are no shorter then.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() + 24 < bytes.len()).then_some(packed)
}

/// The printing condition that the file is made for (ISO 15930-7, 6.2.4; ISO 15930-1, 6.3).
fn intent(pdf: &mut Document) -> Object {
    let dict = dictionary! { "N" => 4 };
    let stream = match packed(INTENT) {
        Some(packed) => {
            let mut stream = Stream::new(dict, packed);
            stream.dict.set("Filter", "FlateDecode");
            stream
        }
        None => Stream::new(dict, INTENT.to_vec()),
    };
    let profile = pdf.add_object(stream);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => xmp::text(CONDITION),
        "OutputCondition" => xmp::text(CONDITION_NAME),
        "RegistryName" => xmp::text("http://www.color.org"),
        "Info" => xmp::text(CONDITION_NAME),
        "DestOutputProfile" => profile,
    };
    Object::Reference(pdf.add_object(intent))
}
