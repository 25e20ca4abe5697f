//! Pictures: how many dots they have where they stand, their colours and their ink.

use hayro_syntax::object::Stream as Inline;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::colour::{Paint, Space};
use super::content::{Budget, Page};
use super::matrix::Extent;
use super::walk::State;
use super::{Checked, Rule};
use crate::diag::Severity;
use crate::intake::{number, unpack};

/// The dots an inch that shops ask for: of pictures, and of drawings in black and white.
const DOTS: f64 = 300.0;
const DOTS_LINE: f64 = 600.0;
/// Fewer than this part of them are seen by everybody.
const FEW: f64 = 0.5;
/// What is a rounding, and what is an ornament too small to matter, in inches.
const ABOUT: f64 = 0.97;
const TINY: f64 = 0.1;
/// The most bytes of a picture that are looked at for its ink.
const MOST_PICTURE: u64 = 256 << 20;

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
        let Some(space) = get(b"ColorSpace") else { return };
        let space = Space::read(self.pdf, space, resources);
        self.space(&space, "a picture", page.number);
        if self.printer.ink_limit.is_none() && self.printer.colour.is_none() {
            return;
        }
        let ink = match budget.pictures.get(&id) {
            Some(ink) => *ink,
            None => {
                let ink = most_ink(self.pdf, stream, &space, bits);
                budget.pictures.insert(id, ink);
                ink
            }
        };
        if let Some(ink) = ink {
            self.inked(ink, "a picture", page.number);
        }
        self.coloured(&space, page.number);
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
        let name = |key: &[u8]| dict.get::<hayro_syntax::object::Name<'_>>(key);
        if let Some(name) = name(b"CS").or_else(|| name(b"ColorSpace")) {
            let name = Object::Name(name.as_ref().to_vec());
            let space = Space::read(self.pdf, &name, resources);
            self.space(&space, "a picture", page.number);
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
        let (width, height) = state.place.sides();
        let inches = |points: f64| points * page.leaf.unit / 72.0;
        let (width, height) = (inches(width), inches(height));
        if width.max(height) < TINY {
            return;
        }
        let dots = (wide / width).min(high / height);
        let wanted = if line_art { DOTS_LINE } else { DOTS };
        if !dots.is_finite() || dots >= wanted * ABOUT {
            return;
        }
        let severity = if dots < wanted * FEW {
            Severity::Error
        } else {
            Rule::Resolution.severity()
        };
        let what = format!(
            "a picture of {wide:.0} × {high:.0} dots at {dots:.0} dots an inch; {wanted:.0} are wanted"
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

/// The most ink in a picture, in per cent; `None` where it cannot be told.
fn most_ink(pdf: &Document, stream: &Stream, space: &Space, bits: f64) -> Option<f64> {
    match space {
        Space::Indexed(base, table) => {
            let colours = table.chunks_exact(base.count().max(1));
            let sums = colours.filter_map(|parts| {
                let parts = parts.iter().map(|&part| f64::from(part) / 255.0).collect();
                let paint = Paint { space: (**base).clone(), parts };
                Some(paint.inks()?.iter().sum::<f64>())
            });
            return sums.max_by(f64::total_cmp);
        }
        Space::Cmyk if bits == 8.0 => {}
        Space::Cmyk
        | Space::Gray
        | Space::Rgb
        | Space::Lab
        | Space::Inks(_)
        | Space::Pattern(_)
        | Space::Unknown => return None,
    }
    let filters = stream.filters().unwrap_or_default();
    let mut dots = Vec::new();
    match filters.split_last() {
        Some((&b"DCTDecode", [])) => {
            let options =
                DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::CMYK);
            let bytes = ZCursor::new(&stream.content);
            let mut decoder = JpegDecoder::new_with_options(bytes, options);
            decoder.decode_headers().ok()?;
            let (wide, high) = decoder.dimensions()?;
            if wide as u64 * high as u64 * 4 > MOST_PICTURE {
                return None;
            }
            dots = decoder.decode().ok()?;
        }
        Some((&b"DCTDecode" | &b"JPXDecode", _)) => return None,
        Some(_) | None => unpack(pdf, stream, MOST_PICTURE, 0, &mut dots).ok()?,
    }
    // Where the numbers are turned about, white is 255.
    let decode = stream.dict.get_deref(b"Decode", pdf).and_then(Object::as_array);
    let turned = decode.is_ok_and(|decode| {
        decode.first().and_then(number).is_some_and(|first| first > 0.5)
    });
    let sum = |dot: &[u8]| dot.iter().map(|&ink| u32::from(ink)).sum::<u32>();
    let sums = dots.chunks_exact(4).map(sum);
    let most = if turned { 4 * 255 - sums.min()? } else { sums.max()? };
    Some(f64::from(most) * 100.0 / 255.0)
}
