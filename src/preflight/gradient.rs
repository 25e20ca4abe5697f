//! Gradients: their space, and the most ink along them (ISO 32000-1, 8.7.4.5 and 7.10).

use lopdf::{Dictionary, Document, Object};

use super::colour::{Paint, Space};
use super::picture::Ink;
use crate::intake::{number, unpack};

/// How many places of a gradient are looked at.
const STEPS: u32 = 64;
/// How deep functions are stitched together.
const DEEPEST: usize = 4;
/// The most bytes of samples.
const MOST_SAMPLES: u64 = 1 << 20;

/// A gradient.
#[derive(PartialEq, Debug)]
pub(super) struct Gradient {
    pub(super) space: Space,
    pub(super) ink: Ink,
    /// Whether it has other inks than black.
    pub(super) coloured: bool,
}

impl Gradient {
    pub(super) fn read(
        pdf: &Document,
        shading: &Dictionary,
        resources: &Dictionary,
    ) -> Gradient {
        let get = |key: &[u8]| shading.get_deref(key, pdf).ok();
        let space = get(b"ColorSpace")
            .map_or(Space::Unknown, |space| Space::read(pdf, space, resources));
        let kind = get(b"ShadingType").and_then(|kind| kind.as_i64().ok());
        if space.foreign().is_some() {
            return Gradient { space, ink: Ink::NotOfPress, coloured: true };
        }
        let unknown = |space, why| {
            let coloured = space == Space::Cmyk;
            Gradient { space, ink: Ink::NotLookedAt(why), coloured }
        };
        match (kind, get(b"Function")) {
            (Some(2 | 3), Some(function)) => {
                let ends = get(b"Domain").and_then(|ends| numbers(pdf, ends));
                let (from, to) = match ends.as_deref() {
                    Some(&[from, to]) => (from, to),
                    Some(_) | None => (0.0, 1.0),
                };
                let mut most = None;
                let mut coloured = false;
                for step in 0..=STEPS {
                    let at = from + (to - from) * f64::from(step) / f64::from(STEPS);
                    let parts = value(pdf, function, at, DEEPEST);
                    let inks =
                        parts.and_then(|parts| Paint::of(space.clone(), parts).inks());
                    let Some([c, m, y, k]) = inks else {
                        return unknown(space, "whose function is not known");
                    };
                    coloured |= c.max(m).max(y) > 0.5;
                    most = Some((c + m + y + k).max(most.unwrap_or(0.0)));
                }
                let ink = most.map_or(Ink::NotOfPress, Ink::Most);
                Gradient { space, ink, coloured }
            }
            _ => unknown(space, "which is a mesh"),
        }
    }
}

fn numbers(pdf: &Document, object: &Object) -> Option<Vec<f64>> {
    let items = object.as_array().ok()?.iter();
    items.map(|item| number(pdf.dereference(item).ok()?.1)).collect()
}

/// What a function of one number gives; `None` where it is not of a known kind.
fn value(pdf: &Document, function: &Object, at: f64, depth: usize) -> Option<Vec<f64>> {
    let function = pdf.dereference(function).ok()?.1;
    if let Ok(parts) = function.as_array() {
        // One function for each ink.
        if depth == 0 || parts.len() > 32 {
            return None;
        }
        let parts = parts.iter().map(|part| value(pdf, part, at, depth - 1));
        return Some(parts.collect::<Option<Vec<_>>>()?.concat());
    }
    let dict = function.as_dict().or(function.as_stream().map(|stream| &stream.dict));
    let dict = dict.ok()?;
    let get = |key: &[u8]| dict.get_deref(key, pdf).ok();
    let list = |key: &[u8]| get(key).and_then(|list| numbers(pdf, list));
    let domain = list(b"Domain")?;
    let (&from, &to) = (domain.first()?, domain.get(1)?);
    if domain.len() != 2 || !(from <= to) {
        return None;
    }
    let at = at.clamp(from, to);
    match get(b"FunctionType")?.as_i64().ok()? {
        0 => sampled(pdf, function, (at - from) / (to - from).max(1e-9)),
        2 => {
            let first = list(b"C0").unwrap_or_else(|| vec![0.0]);
            let last = list(b"C1").unwrap_or_else(|| vec![1.0]);
            let part = at.powf(number(get(b"N")?)?);
            let between = first.iter().zip(&last);
            Some(between.map(|(first, last)| first + part * (last - first)).collect())
        }
        3 if depth > 0 => {
            let parts = get(b"Functions")?.as_array().ok()?;
            let bounds = list(b"Bounds")?;
            let encode = list(b"Encode")?;
            let index = bounds.iter().take_while(|bound| at >= **bound).count();
            let index = index.min(parts.len().checked_sub(1)?);
            let low = if index == 0 { from } else { *bounds.get(index - 1)? };
            let high = bounds.get(index).copied().unwrap_or(to);
            let (&first, &last) = (encode.get(2 * index)?, encode.get(2 * index + 1)?);
            let part = if high > low { (at - low) / (high - low) } else { 0.0 };
            value(pdf, &parts[index], first + part * (last - first), depth - 1)
        }
        _ => None,
    }
}

/// A function by samples of 8 bits, at a part of its length.
fn sampled(pdf: &Document, function: &Object, part: f64) -> Option<Vec<f64>> {
    let stream = function.as_stream().ok()?;
    let get = |key: &[u8]| stream.dict.get_deref(key, pdf).ok();
    let bits = get(b"BitsPerSample").and_then(|bits| bits.as_i64().ok())?;
    let size = numbers(pdf, get(b"Size")?)?;
    let range = numbers(pdf, get(b"Range")?)?;
    let (&[size], 8) = (&size[..], bits) else { return None };
    let decode = get(b"Decode").and_then(|decode| numbers(pdf, decode)).unwrap_or(range);
    let count = decode.len() / 2;
    let mut samples = Vec::new();
    unpack(pdf, stream, MOST_SAMPLES, 0, &mut samples).ok()?;
    let at = (part * (size - 1.0)).round().max(0.0) as usize;
    let sample = samples.get(at.checked_mul(count)?..)?.get(..count)?;
    let ends = decode.chunks_exact(2);
    let decoded = sample
        .iter()
        .zip(ends)
        .map(|(&sample, ends)| ends[0] + f64::from(sample) / 255.0 * (ends[1] - ends[0]));
    Some(decoded.collect())
}
