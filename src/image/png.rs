//! PNG: pixels stay as delivered, chunks that speak of people and cameras go.

use std::io::Cursor;
use std::sync::Arc;

use super::{Fault, Format, MEMORY, Picture, Shapes, Turn, check_size, exif};

/// The chunks that make the picture look as it does (PNG 3, 11.2 and 11.3).
const KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs", b"IDAT", b"IEND",
];

/// Whether a PNG has a channel of what is seen through it, or colours that are (PNG 3, 11.2.1 and
/// 11.3.1.1).
pub(super) fn has_alpha(data: &[u8]) -> bool {
    const COLOUR_TYPE: usize = 25;
    const WITH_ALPHA: u8 = 4;
    let pixels = data.windows(4).position(|name| name == b"IDAT").unwrap_or(data.len());
    data.get(COLOUR_TYPE).is_some_and(|kind| kind & WITH_ALPHA > 0)
        || data[..pixels].windows(4).any(|name| name == b"tRNS")
}

/// Whether a PNG has frames behind its first (PNG 3, 11.3.6.1): before its pixels it says how many.
pub(super) fn moves(data: &[u8]) -> bool {
    let pixels = data.windows(4).position(|name| name == b"IDAT").unwrap_or(data.len());
    let head = &data[..pixels];
    let at = head.windows(4).position(|name| name == b"acTL");
    at.and_then(|at| head.get(at + 4..at + 8)).is_some_and(|frames| be(frames) > 1)
}

/// Keeps of a PNG, not yet proved whole, only the chunks of its looks.
pub(super) fn read(bytes: &[u8]) -> Result<Picture, Fault> {
    let truncated = || Fault::broken("is truncated");
    let mut data = Vec::with_capacity(bytes.len());
    data.extend_from_slice(bytes.get(..8).ok_or_else(truncated)?);
    let mut density = None;
    let mut turn = Turn::default();
    let (mut width, mut height) = (0, 0);
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8).ok_or_else(truncated)?;
        let length = be(&head[..4]) as usize;
        let end = at
            .checked_add(12)
            .and_then(|n| n.checked_add(length))
            .ok_or_else(truncated)?;
        let chunk = bytes.get(at..end).ok_or_else(truncated)?;
        let (name, payload) = (&chunk[4..8], &chunk[8..8 + length]);
        match name {
            b"IHDR" if length >= 13 => {
                (width, height) = (be(&payload[..4]), be(&payload[4..8]));
                let channels = match payload[9] {
                    0 | 3 => 1,
                    2 => 3,
                    4 => 2,
                    _ => 4,
                };
                let depth = if payload[8] == 16 { 2 } else { 1 };
                check_size(u64::from(width), u64::from(height), channels * depth)?;
            }
            b"pHYs" if length >= 9 && payload[8] == 1 => {
                density = super::raster::density(f64::from(be(&payload[..4])) * 0.0254);
            }
            b"eXIf" => turn = Turn::from_exif(exif::read(payload).orientation),
            _ => {}
        }
        if KEPT.iter().any(|kept| *kept == name) {
            data.extend_from_slice(chunk);
        }
        at = end;
        if name == b"IEND" {
            break;
        }
    }
    Ok(Picture {
        name: String::new(),
        written: String::new(),
        format: Format::Png,
        data: Arc::from(data),
        width,
        height,
        density,
        turn,
        shapes: Shapes::default(),
    })
}

fn be(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// Decodes all rows, one at a time, and keeps none.
pub(super) fn prove(data: &[u8]) -> Result<(), Fault> {
    let limits = png::Limits { bytes: usize::try_from(MEMORY).unwrap_or(usize::MAX) };
    let decoder = png::Decoder::new_with_limits(Cursor::new(data), limits);
    let mut rows = decoder.read_info().map_err(Fault::damaged)?;
    while rows.next_row().map_err(Fault::damaged)?.is_some() {}
    rows.finish().map_err(Fault::damaged)
}
