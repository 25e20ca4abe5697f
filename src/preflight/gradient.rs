//! Gradients: their space, and the most ink along them (ISO 32000-1, 8.7.4.5 and 7.10).

use lopdf::{Dictionary, Document, Object};

use super::colour::{Paint, Space};
use super::picture::Ink;
use crate::intake::{number, unpack};

/// How many places of a gradient are looked at.
const STEPS: u32 = 64;
/// How deep functions are stitched together.
const DEEPEST: usize = 4;
/// The most inks of a colour.
const MOST_INKS: usize = 32;
/// The most bytes of samples.
const MOST_SAMPLES: u64 = 1 << 18;

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
                let places: Vec<f64> = (0..=STEPS)
                    .map(|step| f64::from(step) / f64::from(STEPS))
                    .map(|part| from + (to - from) * part)
                    .collect();
                let Some(colours) = colours(pdf, function, &places) else {
                    return unknown(space, "whose function is not known");
                };
                let mut most = None;
                let mut coloured = false;
                for parts in colours {
                    let Some([c, m, y, k]) = Paint::of(space.clone(), parts).inks()
                    else {
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

/// The colours that a function, or one for each ink, gives at some places.
fn colours(pdf: &Document, function: &Object, places: &[f64]) -> Option<Vec<Vec<f64>>> {
    let Ok(parts) = function.as_array() else {
        return values(pdf, function, places, DEEPEST);
    };
    if parts.len() > MOST_INKS {
        return None;
    }
    let mut all = vec![Vec::new(); places.len()];
    for part in parts {
        let values = values(pdf, part, places, DEEPEST)?;
        for (all, value) in all.iter_mut().zip(values) {
            all.extend(value);
        }
    }
    Some(all)
}

/// What a function of one number gives at each of some places; `None` where it is not of a known
/// kind.
fn values(
    pdf: &Document,
    function: &Object,
    places: &[f64],
    depth: usize,
) -> Option<Vec<Vec<f64>>> {
    let function = pdf.dereference(function).ok()?.1;
    let dict = function.as_dict().or(function.as_stream().map(|stream| &stream.dict));
    let dict = dict.ok()?;
    let get = |key: &[u8]| dict.get_deref(key, pdf).ok();
    let list = |key: &[u8]| get(key).and_then(|list| numbers(pdf, list));
    let &[from, to] = list(b"Domain")?.as_slice() else { return None };
    if from > to {
        return None;
    }
    let places: Vec<f64> = places.iter().map(|at| at.clamp(from, to)).collect();
    match get(b"FunctionType")?.as_i64().ok()? {
        0 => {
            let parts = places.iter().map(|at| (at - from) / (to - from).max(1e-9));
            sampled(pdf, function, parts)
        }
        2 => {
            let first = list(b"C0").unwrap_or_else(|| vec![0.0]);
            let last = list(b"C1").unwrap_or_else(|| vec![1.0]);
            let power = number(get(b"N")?)?;
            let at = |at: &f64| {
                let part = at.powf(power);
                let between = first.iter().zip(&last).take(MOST_INKS);
                between.map(|(first, last)| first + part * (last - first)).collect()
            };
            Some(places.iter().map(at).collect())
        }
        3 if depth > 0 => {
            let parts = get(b"Functions")?.as_array().ok()?;
            let (bounds, encode) = (list(b"Bounds")?, list(b"Encode")?);
            let mut all = Vec::new();
            // Places go up, so that those of one function are beside each other.
            let index = |at: f64| {
                let index = bounds.iter().take_while(|bound| at >= **bound).count();
                index.min(parts.len().saturating_sub(1))
            };
            for stretch in places.chunk_by(|one, other| index(*one) == index(*other)) {
                let index = index(*stretch.first()?);
                let low = match index {
                    0 => from,
                    _ => *bounds.get(index - 1)?,
                };
                let high = bounds.get(index).copied().unwrap_or(to);
                let (&first, &last) =
                    (encode.get(2 * index)?, encode.get(2 * index + 1)?);
                let within: Vec<f64> = stretch
                    .iter()
                    .map(|at| if high > low { (at - low) / (high - low) } else { 0.0 })
                    .map(|part| first + part * (last - first))
                    .collect();
                all.extend(values(pdf, parts.get(index)?, &within, depth - 1)?);
            }
            Some(all)
        }
        _ => None,
    }
}

/// A function by samples of 8 bits, at some parts of its length.
fn sampled(
    pdf: &Document,
    function: &Object,
    parts: impl Iterator<Item = f64>,
) -> Option<Vec<Vec<f64>>> {
    let stream = function.as_stream().ok()?;
    let get = |key: &[u8]| stream.dict.get_deref(key, pdf).ok();
    let bits = get(b"BitsPerSample").and_then(|bits| bits.as_i64().ok())?;
    let size = numbers(pdf, get(b"Size")?)?;
    let range = numbers(pdf, get(b"Range")?)?;
    let (&[size], 8) = (&size[..], bits) else { return None };
    let decode = get(b"Decode").and_then(|decode| numbers(pdf, decode)).unwrap_or(range);
    let count = decode.len() / 2;
    if count > MOST_INKS {
        return None;
    }
    let mut samples = Vec::new();
    unpack(pdf, stream, MOST_SAMPLES, 0, &mut samples).ok()?;
    let at = |part: f64| {
        let at = (part * (size - 1.0)).round().max(0.0) as usize;
        let sample = samples.get(at.checked_mul(count)?..)?.get(..count)?;
        let ends = decode.chunks_exact(2);
        let decoded = sample.iter().zip(ends).map(|(&sample, ends)| {
            ends[0] + f64::from(sample) / 255.0 * (ends[1] - ends[0])
        });
        Some(decoded.collect())
    };
    parts.map(at).collect()
}
