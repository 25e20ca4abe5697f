//! What is painted with: colour spaces and the colours in them (ISO 32000-1, 8.6).

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use super::gradient::Gradient;

/// How deep spaces are built on each other.
const DEEPEST: usize = 4;

/// A space of colours, as far as the press is concerned.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Space {
    Gray,
    Cmyk,
    /// Red, green and blue, of whatever make.
    Rgb,
    /// Lab.
    Lab,
    /// Inks by their names.
    Inks(Vec<String>),
    /// Colours of a space by number, with their table.
    Indexed(Box<Space>, Vec<u8>),
    /// Patterns; those without colours of their own are painted in a space.
    Pattern(Option<Box<Space>>),
    /// What nobody knows.
    Unknown,
}

/// What is painted with.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Paint {
    pub(super) space: Space,
    pub(super) parts: Vec<f64>,
    /// The pattern, where it is one.
    pub(super) pattern: Option<Rc<Pattern>>,
}

/// What is painted instead of one colour.
#[derive(PartialEq, Debug)]
pub(super) enum Pattern {
    Gradient(Gradient),
    /// Something drawn again and again.
    Repeated,
}

impl Paint {
    /// One colour.
    pub(super) fn of(space: Space, parts: Vec<f64>) -> Paint {
        Paint { space, parts, pattern: None }
    }

    /// Black, with which every page begins.
    pub(super) fn black() -> Paint {
        Paint::of(Space::Gray, vec![0.0])
    }

    /// The inks of the press in per cent: cyan, magenta, yellow, black.
    pub(super) fn inks(&self) -> Option<[f64; 4]> {
        match (&self.space, &self.parts[..]) {
            (Space::Gray, [gray]) => Some([0.0, 0.0, 0.0, (1.0 - gray) * 100.0]),
            (Space::Cmyk, [c, m, y, k]) => Some([c, m, y, k].map(|ink| ink * 100.0)),
            (Space::Inks(names), parts) if names.len() == parts.len() => {
                let mut inks = [0.0; 4];
                for (name, part) in names.iter().zip(parts) {
                    inks[process(name)?] += part * 100.0;
                }
                Some(inks)
            }
            (Space::Indexed(base, table), [number]) => {
                let count = base.count();
                let from = (number.max(0.0) as usize).checked_mul(count)?;
                let parts = table.get(from..from + count)?;
                let parts = parts.iter().map(|&part| f64::from(part) / 255.0).collect();
                Paint::of((**base).clone(), parts).inks()
            }
            _ => None,
        }
    }

    /// Whether it leaves the paper as it is.
    pub(super) fn is_white(&self) -> bool {
        self.inks().is_some_and(|inks| inks.iter().all(|ink| *ink < 0.5))
    }
}

/// Which of the four inks a name is.
fn process(name: &str) -> Option<usize> {
    ["Cyan", "Magenta", "Yellow", "Black"].iter().position(|ink| *ink == name)
}

impl Space {
    /// Whether a name is that of a space that every program knows, or one of the file's.
    pub(super) fn is_known(
        pdf: &Document,
        name: &Option<Vec<u8>>,
        resources: &Dictionary,
    ) -> bool {
        match name.as_deref() {
            None => true,
            Some(b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern") => true,
            Some(name) => {
                let own = resources.get_deref(b"ColorSpace", pdf);
                own.and_then(Object::as_dict).is_ok_and(|own| own.has(name))
            }
        }
    }

    /// How many numbers a colour has.
    pub(super) fn count(&self) -> usize {
        match self {
            Space::Gray | Space::Indexed(..) => 1,
            Space::Cmyk => 4,
            Space::Rgb | Space::Lab => 3,
            Space::Inks(names) => names.len(),
            Space::Pattern(_) | Space::Unknown => 0,
        }
    }

    /// The colour it begins with when it is chosen.
    pub(super) fn first(self) -> Paint {
        let parts = match &self {
            Space::Gray | Space::Indexed(..) => vec![0.0],
            Space::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Space::Rgb | Space::Lab => vec![0.0; 3],
            Space::Inks(names) => vec![1.0; names.len()],
            Space::Pattern(_) | Space::Unknown => Vec::new(),
        };
        Paint::of(self, parts)
    }

    /// What it is called where it does not belong on the press.
    pub(super) fn foreign(&self) -> Option<&'static str> {
        match self {
            Space::Rgb => Some("RGB"),
            Space::Lab => Some("Lab"),
            Space::Indexed(base, _) => base.foreign(),
            Space::Pattern(Some(base)) => base.foreign(),
            Space::Gray
            | Space::Cmyk
            | Space::Inks(_)
            | Space::Pattern(None)
            | Space::Unknown => None,
        }
    }

    /// The inks by name that are none of the four, but for that of marks.
    pub(super) fn spots(&self) -> Vec<&str> {
        match self {
            Space::Inks(names) => {
                let own = |name: &&str| {
                    process(name).is_none() && !matches!(*name, "All" | "None")
                };
                names.iter().map(String::as_str).filter(own).collect()
            }
            Space::Indexed(base, _) | Space::Pattern(Some(base)) => base.spots(),
            Space::Gray
            | Space::Cmyk
            | Space::Rgb
            | Space::Lab
            | Space::Pattern(None)
            | Space::Unknown => Vec::new(),
        }
    }

    /// Whether it prints with every ink: the colour of marks.
    pub(super) fn is_registration(&self) -> bool {
        matches!(self, Space::Inks(names) if names.iter().any(|name| name == "All"))
    }

    /// The space that an object is, by its name in some resources or by itself.
    pub(super) fn read(pdf: &Document, object: &Object, resources: &Dictionary) -> Space {
        Space::at(pdf, object, resources, DEEPEST)
    }

    fn at(
        pdf: &Document,
        object: &Object,
        resources: &Dictionary,
        depth: usize,
    ) -> Space {
        let object = pdf.dereference(object).map_or(object, |(_, object)| object);
        if depth == 0 {
            return Space::Unknown;
        }
        let below = |object: &Object| Space::at(pdf, object, resources, depth - 1);
        if let Ok(name) = object.as_name() {
            let stated = |name: &[u8]| {
                let spaces = resources.get_deref(b"ColorSpace", pdf).ok()?;
                spaces.as_dict().ok()?.get_deref(name, pdf).ok()
            };
            return match name {
                b"DeviceGray" | b"G" | b"CalGray" => Space::Gray,
                b"DeviceRGB" | b"RGB" | b"CalRGB" => Space::Rgb,
                b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
                b"Pattern" => Space::Pattern(None),
                name => stated(name).map_or(Space::Unknown, below),
            };
        }
        let Ok([first, rest @ ..]) = object.as_array().map(Vec::as_slice) else {
            return Space::Unknown;
        };
        let first = pdf.dereference(first).map_or(first, |(_, object)| object);
        match (first.as_name().unwrap_or_default(), rest) {
            (b"ICCBased", [profile, ..]) => {
                let profile = pdf.dereference(profile).and_then(|(_, it)| it.as_stream());
                let count = profile.and_then(|stream| stream.dict.get_deref(b"N", pdf));
                match count.and_then(Object::as_i64) {
                    Ok(1) => Space::Gray,
                    Ok(3) => Space::Rgb,
                    Ok(4) => Space::Cmyk,
                    Ok(_) | Err(_) => Space::Unknown,
                }
            }
            (b"CalRGB", _) => Space::Rgb,
            (b"CalGray", _) => Space::Gray,
            (b"Lab", _) => Space::Lab,
            (b"Separation", [name, ..]) => Space::Inks(vec![spelt(pdf, name)]),
            (b"DeviceN", [names, ..]) => {
                let names =
                    pdf.dereference(names).and_then(|(_, names)| names.as_array());
                let names = names.map_or(&[][..], Vec::as_slice);
                Space::Inks(names.iter().map(|name| spelt(pdf, name)).collect())
            }
            (b"Indexed" | b"I", [base, _, table, ..]) => {
                let table = match pdf.dereference(table) {
                    Ok((_, Object::String(bytes, _))) => bytes.clone(),
                    Ok((_, Object::Stream(stream))) => {
                        // Of 256 colours there is no more.
                        let mut table = Vec::new();
                        let read =
                            crate::intake::unpack(pdf, stream, 1 << 14, 0, &mut table);
                        read.map(|_| table).unwrap_or_default()
                    }
                    Ok(_) | Err(_) => Vec::new(),
                };
                Space::Indexed(Box::new(below(base)), table)
            }
            (b"Pattern", [base, ..]) => Space::Pattern(Some(Box::new(below(base)))),
            (b"Pattern", []) => Space::Pattern(None),
            _ => below(first),
        }
    }
}

fn spelt(pdf: &Document, name: &Object) -> String {
    let name = pdf.dereference(name).map_or(name, |(_, object)| object);
    let mut bytes = name.as_name().unwrap_or_default();
    let mut out = Vec::with_capacity(bytes.len());
    // Two hexadecimal digits stand for a byte (ISO 32000-1, 7.3.5).
    while let [first, rest @ ..] = bytes {
        let digits = rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let coded = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        (bytes, _) = match (first, coded) {
            (b'#', Some(byte)) => (&rest[2..], out.push(byte)),
            (_, _) => (rest, out.push(*first)),
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}
