//! Pictures: how many dots they have where they stand, their colours and their ink.

use std::io::Read;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Name, Stream as Inline};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::colour::{Paint, Space};
use super::content::{Budget, Page};
use super::matrix::Extent;
use super::page::sure;
use super::walk::State;
use super::{Checked, Rule};
use crate::geom::Len;
use crate::intake::{Error, number, unpack};
use crate::printer::Grain;

/// The most bytes of a picture that are looked at for its ink.
const MOST_PICTURE: u64 = 256 << 20;
const MOST_INLINE: u64 = 16 << 20;

/// The most ink that something lays on a spot.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Ink {
    /// So much, in per cent.
    Most(f64),
    /// What has no limit to keep: grays, and colours that are told of as such.
    NotOfPress,
    /// It cannot be told: the picture is cut short, or cannot be unpacked.
    Damaged,
    /// It was not looked at, and why not.
    NotLookedAt(&'static str),
}

impl Checked<'_> {
    /// A picture, placed.
    pub(super) fn picture(
        &mut self,
        id: ObjectId,
        stream: &Stream,
        resources: &Dictionary,
        state: &State,
        page: &mut Page<'_>,
        budget: &mut Budget,
    ) {
        let get = |key: &[u8]| stream.dict.get_deref(key, self.pdf).ok();
        let dots = |key: &[u8]| get(key).and_then(number).unwrap_or(0.0);
        let (wide, high) = (dots(b"Width"), dots(b"Height"));
        let mask =
            get(b"ImageMask").and_then(|mask| mask.as_bool().ok()).unwrap_or(false);
        let bits = get(b"BitsPerComponent").and_then(number).unwrap_or(8.0);
        self.placed((wide, high), mask || bits < 2.0, state, page);
        if get(b"SMask").is_some_and(|mask| mask.as_stream().is_ok()) {
            self.seen_through("a picture", page.number);
        }
        if mask {
            return;
        }
        let Some(space) = get(b"ColorSpace") else {
            // A picture in JPEG 2000 may state its colours in itself.
            if packed(stream).last().is_some_and(|last| last == b"JPXDecode") {
                self.not_looked_at("a picture in JPEG 2000", page.number);
            }
            return;
        };
        let space = Space::read(self.pdf, space, resources);
        self.space(&space, "a picture", page.number);
        self.coloured(&space, page.number);
        // Only a limit makes anybody ask for the ink.
        if self.printer.ink_limit.is_none() {
            return;
        }
        let ink = match budget.pictures.get(&id) {
            Some(ink) => *ink,
            None => {
                let ink = most_ink(self.pdf, stream, &space, bits, &mut budget.dots);
                budget.pictures.insert(id, ink);
                ink
            }
        };
        self.dyed(ink, "a picture", page.number);
    }

    /// A picture within the contents of a page.
    pub(super) fn inline(
        &mut self,
        stream: &Inline<'_>,
        resources: &Dictionary,
        state: &State,
        page: &mut Page<'_>,
    ) {
        let dict = stream.dict();
        let dots = |short: &[u8], long: &[u8]| {
            dict.get::<f64>(short).or_else(|| dict.get::<f64>(long)).unwrap_or(0.0)
        };
        let (wide, high) = (dots(b"W", b"Width"), dots(b"H", b"Height"));
        let mask = dict.get::<bool>(&b"IM"[..]).or(dict.get::<bool>(&b"ImageMask"[..]));
        let bits = dots(b"BPC", b"BitsPerComponent");
        let mask = mask.unwrap_or(false);
        self.placed((wide, high), mask || bits < 2.0, state, page);
        let name = |key: &[u8]| dict.get::<Name<'_>>(key);
        if let Some(name) = name(b"CS").or_else(|| name(b"ColorSpace")) {
            let name = Object::Name(name.as_ref().to_vec());
            let space = Space::read(self.pdf, &name, resources);
            self.space(&space, "a picture", page.number);
            self.dyed(inline_ink(stream, &space, bits), "a picture", page.number);
            self.coloured(&space, page.number);
        }
    }

    /// A picture of so many dots where it stands.
    fn placed(
        &mut self,
        (wide, high): (f64, f64),
        line_art: bool,
        state: &State,
        page: &mut Page<'_>,
    ) {
        let extent = Extent::of_unit(state.place);
        if extent.and(page.leaf.bleed).0.is_none() || wide < 1.0 || high < 1.0 {
            return;
        }
        page.bled.push(extent);
        page.laid.lay(extent, state.clip, None);
        let (width, height) = state.place.sides();
        let inches = |points: f64| points * page.leaf.unit / 72.0;
        let (width, height) = (inches(width), inches(height));
        let dots = (wide / width).min(high / height);
        if !dots.is_finite() {
            return;
        }
        let (dots, side) = (dots.round() as u32, Len::from_pt(width.max(height) * 72.0));
        let printer = self.printer;
        // Of drawings in black and white twice as many are wanted.
        let finer = || printer.grain(dots / 2, side).map(|_| Grain::Few);
        let grain = printer.grain(dots, side);
        let Some(grain) = grain.or_else(|| line_art.then(finer).flatten()) else {
            return;
        };
        let wanted = printer.resolution() * if line_art { 2 } else { 1 };
        let (severity, asked) = match grain {
            Grain::Refused(least) => {
                (sure(least), format!("{} are the fewest", least.value))
            }
            Grain::Coarse => (
                Rule::Resolution.severity(),
                format!("{wanted} are wanted: it will look coarse"),
            ),
            Grain::Few => (Rule::Resolution.severity(), format!("{wanted} are wanted")),
        };
        let what = format!(
            "a picture of {wide:.0} × {high:.0} dots at {dots} dots an inch; {asked}"
        );
        self.report.find_as(Rule::Resolution, severity, Some(page.number), what);
    }

    /// A picture in colours, where black alone is printed.
    fn coloured(&mut self, space: &Space, page: usize) {
        let black = self.printer.colour.as_ref().map(|colour| colour.value);
        let colours = match space {
            Space::Cmyk | Space::Lab | Space::Rgb => true,
            Space::Indexed(base, _) => **base != Space::Gray,
            Space::Gray | Space::Inks(_) | Space::Pattern(_) | Space::Unknown => false,
        };
        if black == Some(crate::printer::Colour::Black) && colours {
            let what = "a picture in colour".to_string();
            self.report.find(Rule::BlackOnly, Some(page), what);
        }
    }
}

/// How a stream is packed, the last filter last.
fn packed(stream: &Stream) -> Vec<Vec<u8>> {
    let filters = stream.filters().unwrap_or_default();
    filters.into_iter().map(<[u8]>::to_vec).collect()
}

/// How many inks a dot has in a space whose numbers are inks; what is known of the others.
fn inks(space: &Space) -> Result<usize, Ink> {
    match space {
        Space::Cmyk | Space::Inks(_) => Ok(space.count()),
        Space::Indexed(base, table) => {
            let colours = table.chunks_exact(base.count().max(1));
            let sums = colours.filter_map(|parts| {
                let parts = parts.iter().map(|&part| f64::from(part) / 255.0).collect();
                Some(Paint::of((**base).clone(), parts).inks()?.iter().sum::<f64>())
            });
            let most = sums.max_by(f64::total_cmp);
            Err(most.map_or(Ink::NotOfPress, Ink::Most))
        }
        Space::Gray | Space::Rgb | Space::Lab => Err(Ink::NotOfPress),
        Space::Pattern(_) | Space::Unknown => {
            Err(Ink::NotLookedAt("whose colours are not known"))
        }
    }
}

/// The most ink of dots with so many inks, so many bits each, where white is nothing or, turned
/// about, everything.
fn most_of(dots: &[u8], inks: usize, bits: f64, turned: bool) -> Ink {
    let bytes = match bits as u8 {
        8 => 1,
        16 => 2,
        _ => return Ink::NotLookedAt("whose dots have neither 8 bits nor 16"),
    };
    // Of two bytes the first is enough.
    let sum =
        |dot: &[u8]| dot.iter().step_by(bytes).map(|&ink| u64::from(ink)).sum::<u64>();
    let sums = dots.chunks_exact(inks.max(1) * bytes).map(sum);
    let most = match turned {
        true => sums.min().map(|least| inks as u64 * 255 - least),
        false => sums.max(),
    };
    most.map_or(Ink::NotOfPress, |most| Ink::Most(most as f64 * 100.0 / 255.0))
}

/// The most ink in a picture; what is unpacked of it is taken from the room that is left.
fn most_ink(
    pdf: &Document,
    stream: &Stream,
    space: &Space,
    bits: f64,
    left: &mut u64,
) -> Ink {
    const LARGE: Ink = Ink::NotLookedAt("which is too large");
    const DAMAGED: Ink = Ink::Damaged;
    let inks = match inks(space) {
        Ok(inks) => inks,
        Err(known) => return known,
    };
    // Where the numbers are turned about, white is 255.
    let decode = stream.dict.get_deref(b"Decode", pdf).and_then(Object::as_array);
    let turned = decode.is_ok_and(|decode| {
        decode.first().and_then(number).is_some_and(|first| first > 0.5)
    });
    let filters = packed(stream);
    let side = |key: &[u8]| {
        let side = stream.dict.get_deref(key, pdf).ok().and_then(number).unwrap_or(0.0);
        side.clamp(0.0, 1e6)
    };
    let row = (side(b"Width") * inks as f64 * bits / 8.0).ceil();
    let least = (row * side(b"Height")) as usize;
    let room = MOST_PICTURE.min(*left);
    if room == 0 {
        return Ink::NotLookedAt("which follows as many as can be looked at");
    }
    let mut dots = Vec::new();
    match filters.last().map(Vec::as_slice) {
        Some(b"JPXDecode") => return Ink::NotLookedAt("in JPEG 2000"),
        Some(b"DCTDecode" | b"DCT") => {
            if filters.len() > 1 || inks != 4 {
                return Ink::NotLookedAt("packed in an unusual way");
            }
            let options =
                DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::CMYK);
            let bytes = ZCursor::new(&stream.content);
            let mut decoder = JpegDecoder::new_with_options(bytes, options);
            if decoder.decode_headers().is_err() {
                return DAMAGED;
            }
            let Some((wide, high)) = decoder.dimensions() else { return DAMAGED };
            let size = wide as u64 * high as u64 * 4;
            if size > room {
                return LARGE;
            }
            *left -= size;
            match decoder.decode() {
                Ok(decoded) => dots = decoded,
                Err(_) => return DAMAGED,
            }
            return most_of(&dots, inks, 8.0, turned);
        }
        Some(_) | None => {
            let read = unpack(pdf, stream, room, 0, &mut dots);
            *left = left.saturating_sub(dots.len() as u64);
            match read {
                Ok(true) => {}
                Ok(false) => return DAMAGED,
                Err(Error::Large) => {
                    *left = left.saturating_sub(room);
                    return LARGE;
                }
                Err(_) => return DAMAGED,
            }
        }
    }
    if dots.len() < least {
        return DAMAGED;
    }
    most_of(&dots, inks, bits, turned)
}

/// The most ink in a picture within contents.
fn inline_ink(stream: &Inline<'_>, space: &Space, bits: f64) -> Ink {
    let inks = match inks(space) {
        Ok(inks) => inks,
        Err(known) => return known,
    };
    let raw = stream.raw_data();
    let mut dots = Vec::new();
    let plain = stream.dict().get::<Dict<'_>>(&b"DP"[..]).is_none()
        && stream.dict().get::<Dict<'_>>(&b"DecodeParms"[..]).is_none();
    let filter = [&b"F"[..], b"Filter"].into_iter().find_map(|key| {
        let first = || stream.dict().get::<Array<'_>>(key)?.iter::<Name<'_>>().next();
        stream.dict().get::<Name<'_>>(key).or_else(first)
    });
    match filter.as_ref().map(AsRef::as_ref) {
        None => dots.extend_from_slice(&raw),
        Some(b"Fl" | b"FlateDecode") if plain && stream.filters().len() == 1 => {
            // What is within contents is small, or was meant to be.
            let mut from = ZlibDecoder::new(&raw[..]).take(MOST_INLINE);
            if from.read_to_end(&mut dots).is_err() {
                return Ink::NotLookedAt("which cannot be unpacked");
            }
        }
        Some(_) => return Ink::NotLookedAt("packed within contents"),
    }
    let decode = stream.dict().get::<Array<'_>>(&b"D"[..]);
    let decode = decode.or(stream.dict().get::<Array<'_>>(&b"Decode"[..]));
    let first = decode.and_then(|decode| decode.iter::<f64>().next());
    most_of(&dots, inks, bits, first.is_some_and(|first| first > 0.5))
}
