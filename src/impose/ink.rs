//! With which inks marks are drawn: with all of them where the pages take more than black, so
//! that they show whether the plates meet.

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::Object as Operand;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::intake::{Leaf, unpack};

/// The most bytes of contents that are looked at, unpacked.
const MOST: u64 = 512 << 20;

/// What pages are painted with.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Inks beside black, of the press or by their names.
    inks: bool,
    /// Red, green and blue.
    rgb: bool,
}

/// The space of a colour that prints with every ink (ISO 32000-1, 8.6.6.4), where the pages
/// are made for a press and have more than black; else none, and marks are black.
pub(super) fn of_marks(pdf: &mut Document, leaves: &[Leaf]) -> Option<ObjectId> {
    let seen = seen(pdf, leaves);
    let many = seen.inks || (seen.rgb && is_for_press(pdf));
    if !many {
        return None;
    }
    let numbers = |numbers: &[i64]| -> Object {
        Object::Array(numbers.iter().copied().map(Object::from).collect())
    };
    // Who shows it and prints nothing sees black.
    let shown = pdf.add_object(dictionary! {
        "FunctionType" => 2,
        "Domain" => numbers(&[0, 1]),
        "C0" => numbers(&[0, 0, 0, 0]),
        "C1" => numbers(&[0, 0, 0, 1]),
        "N" => 1,
    });
    Some(pdf.add_object(Object::Array(vec![
        "Separation".into(),
        "All".into(),
        "DeviceCMYK".into(),
        shown.into(),
    ])))
}

/// Whether the file says of what press its colours are.
fn is_for_press(pdf: &Document) -> bool {
    let intents =
        pdf.catalog().and_then(|catalog| catalog.get_deref(b"OutputIntents", pdf));
    let intents = intents.and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
    intents.iter().any(|intent| {
        let intent = pdf.dereference(intent).and_then(|(_, intent)| intent.as_dict());
        intent.is_ok_and(|intent| {
            matches!(intent.get(b"S").and_then(Object::as_name), Ok(b"GTS_PDFX"))
        })
    })
}

/// Looks at pictures and inks with names first, then at what is drawn, until more than black
/// is found.
fn seen(pdf: &Document, leaves: &[Leaf]) -> Seen {
    let mut seen = Seen::default();
    for object in pdf.objects.values() {
        match object {
            Object::Array(space) => named(pdf, space, &mut seen),
            Object::Dictionary(dictionary) => spaces(pdf, dictionary, &mut seen),
            Object::Stream(stream) => spaces(pdf, &stream.dict, &mut seen),
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..)
            | Object::Reference(_) => {}
        }
    }
    let forms = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let forms = forms.filter(|stream| {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        matches!(kind, Ok(b"Form")) || stream.dict.has(b"PatternType")
    });
    let pages = leaves.iter().flat_map(|leaf| &leaf.streams);
    let pages =
        pages.filter_map(|id| pdf.get_object(*id).and_then(Object::as_stream).ok());
    let mut room = MOST;
    for stream in pages.chain(forms) {
        if seen.inks || room == 0 {
            break;
        }
        drawn(pdf, stream, &mut room, &mut seen);
    }
    seen
}

/// What an array is a space of, if it is one of inks by their names.
fn named(pdf: &Document, space: &[Object], seen: &mut Seen) {
    let [kind, names, ..] = space else { return };
    let names = pdf.dereference(names).map_or(names, |(_, names)| names);
    let other = |name: &Object| {
        let name = name.as_name();
        name.is_ok_and(|name| !matches!(name, b"Black" | b"All" | b"None"))
    };
    seen.inks |= match (kind.as_name(), names) {
        (Ok(b"Separation"), name) => other(name),
        (Ok(b"DeviceN"), Object::Array(names)) => names.iter().any(other),
        _ => false,
    };
}

/// The spaces that a dictionary states: of a picture or a gradient, or by names.
fn spaces(pdf: &Document, dictionary: &Dictionary, seen: &mut Seen) {
    let Ok(stated) = dictionary.get_deref(b"ColorSpace", pdf) else { return };
    match stated {
        Object::Dictionary(all) => {
            for (_, space) in all {
                let space =
                    pdf.dereference(space).and_then(|(_, space)| space.as_array());
                if let Ok(space) = space {
                    named(pdf, space, seen);
                }
            }
        }
        Object::Name(name) => parts(name, seen),
        Object::Array(space) => {
            named(pdf, space, seen);
            // A table of colours has them from the space that it names.
            let table = space.first().and_then(|kind| kind.as_name().ok());
            let table = matches!(table, Some(b"Indexed" | b"I"));
            let base = space.get(1).filter(|_| table);
            let base = base.and_then(|base| Some(pdf.dereference(base).ok()?.1));
            match base {
                Some(Object::Name(name)) => parts(name, seen),
                Some(Object::Array(base)) => {
                    named(pdf, base, seen);
                    profiled(pdf, base, seen);
                }
                Some(_) | None => profiled(pdf, space, seen),
            }
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::String(..)
        | Object::Stream(_)
        | Object::Reference(_) => {}
    }
}

fn parts(name: &[u8], seen: &mut Seen) {
    seen.inks |= name == b"DeviceCMYK";
    seen.rgb |= name == b"DeviceRGB";
}

/// The same of a space with a profile.
fn profiled(pdf: &Document, space: &[Object], seen: &mut Seen) {
    let [kind, profile, ..] = space else { return };
    let Ok(b"ICCBased") = kind.as_name() else { return };
    let profile = pdf.dereference(profile).and_then(|(_, profile)| profile.as_stream());
    let count = profile.and_then(|profile| profile.dict.get(b"N")?.as_i64());
    seen.inks |= matches!(count, Ok(4));
    seen.rgb |= matches!(count, Ok(3));
}

/// What a stream paints with.
fn drawn(pdf: &Document, stream: &Stream, room: &mut u64, seen: &mut Seen) {
    let mut content = Vec::new();
    // What cannot be read is refused where it is placed.
    if unpack(pdf, stream, *room, 0, &mut content).is_err() {
        return;
    }
    *room = room.saturating_sub(content.len() as u64);
    let mut operators = UntypedIter::new(&content);
    while let Some(step) = operators.next() {
        let painted = matches!(
            &step.operator[..],
            b"k" | b"K" | b"rg" | b"RG" | b"sc" | b"SC" | b"scn" | b"SCN"
        );
        if !painted {
            continue;
        }
        let numbers = step.operands().filter_map(|operand| match operand {
            Operand::Number(number) => Some(number.as_f64()),
            Operand::Name(_)
            | Operand::Stream(_)
            | Operand::Boolean(_)
            | Operand::Null(_)
            | Operand::String(_)
            | Operand::Dict(_)
            | Operand::Array(_) => None,
        });
        match numbers.collect::<Vec<f64>>()[..] {
            [c, m, y, _] if c.max(m).max(y) > 0.0 => {
                seen.inks = true;
                return;
            }
            [_, _, _] => seen.rgb = true,
            _ => {}
        }
    }
}
