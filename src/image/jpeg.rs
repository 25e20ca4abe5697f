//! JPEG: the scan data stays as delivered, the segments around it are chosen.

use std::sync::Arc;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Fault, Format, Picture, Shapes, Turn, check_size, exif};

/// A progressive picture has about ten scans; each costs a pass over all of it.
const SCANS: usize = 64;

/// Takes out of a JPEG, not yet proved whole, everything but the picture, its colour profile and
/// its density.
pub(super) fn read(bytes: &[u8]) -> Result<Picture, Fault> {
    let kept = choose(bytes)?;
    Ok(Picture {
        name: String::new(),
        written: String::new(),
        format: Format::Jpeg,
        data: Arc::from(kept.data),
        width: u32::from(kept.width),
        height: u32::from(kept.height),
        density: kept.density,
        turn: kept.turn,
        shapes: Shapes::default(),
    })
}

struct Kept {
    data: Vec<u8>,
    width: u16,
    height: u16,
    density: Option<u32>,
    turn: Turn,
}

/// Copies the segments that belong to the picture (ITU-T T.81, annex B): frames, tables,
/// scans, JFIF without its thumbnail, ICC profiles, and Adobe's colour transform.
fn choose(bytes: &[u8]) -> Result<Kept, Fault> {
    let truncated = || Fault::broken("is truncated");
    let mut data = Vec::with_capacity(bytes.len());
    data.extend_from_slice(&bytes[..2]);
    let (mut width, mut height, mut scans) = (0, 0, 0);
    let (mut jfif_density, mut found) = (None, exif::Exif::default());
    let mut at = 2;
    loop {
        at += bytes[at..].iter().position(|&b| b == 0xff).ok_or_else(truncated)?;
        while bytes.get(at) == Some(&0xff) {
            at += 1;
        }
        let marker = *bytes.get(at).ok_or_else(truncated)?;
        at += 1;
        match marker {
            0xd9 => {
                data.extend_from_slice(&[0xff, 0xd9]);
                break;
            }
            0x00 | 0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = match bytes.get(at..at + 2) {
            Some(&[high, low]) => usize::from(u16::from_be_bytes([high, low])),
            _ => return Err(truncated()),
        };
        let payload = bytes.get(at + 2..at + length.max(2)).ok_or_else(truncated)?;
        let keep = match marker {
            0xe0 if payload.starts_with(b"JFIF\0") && payload.len() >= 14 => {
                jfif_density = density_of(payload);
                data.extend_from_slice(&[0xff, 0xe0, 0, 16]);
                data.extend_from_slice(&payload[..12]);
                data.extend_from_slice(&[0, 0]);
                false
            }
            0xe1 => {
                if let Some(tiff) = payload.strip_prefix(b"Exif\0\0") {
                    found = exif::read(tiff);
                }
                false
            }
            0xe2 => payload.starts_with(b"ICC_PROFILE\0"),
            0xee => payload.starts_with(b"Adobe"),
            0xe0..=0xef | 0xfe => false,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let [_, h1, h0, w1, w0, components, ..] = *payload else {
                    return Err(truncated());
                };
                (width, height) =
                    (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                let progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                let each = u64::from(components) * if progressive { 2 } else { 1 };
                check_size(u64::from(width), u64::from(height), each)?;
                true
            }
            _ => true,
        };
        if keep {
            data.extend_from_slice(&[0xff, marker]);
            data.extend_from_slice(&bytes[at..at + length.max(2)]);
        }
        at += length.max(2);
        if marker == 0xda {
            scans += 1;
            if scans > SCANS {
                return Err(Fault::Huge("has too many scans".to_owned()));
            }
            let end = scan_end(bytes, at).ok_or_else(truncated)?;
            data.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
    if scans == 0 || width == 0 {
        return Err(Fault::broken("has no image data"));
    }
    let turn = Turn::from_exif(found.orientation);
    Ok(Kept { data, width, height, density: jfif_density.or(found.density), turn })
}

/// Where entropy-coded data ends: at the first marker that is no restart.
fn scan_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|&b| b == 0xff)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// Pixels per inch of a JFIF header (JFIF 1.02, page 5).
fn density_of(jfif: &[u8]) -> Option<u32> {
    let x = f64::from(u16::from_be_bytes([jfif[8], jfif[9]]));
    match jfif[7] {
        1 => super::raster::density(x),
        2 => super::raster::density(x * 2.54),
        _ => None,
    }
}

/// Decodes the picture strictly; of colour pictures, only the lightness is computed.
pub(super) fn prove(data: &[u8]) -> Result<(), Fault> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().map_err(|error| Fault::damaged(format!("{error:?}")))?;
    let out = match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(out));
    decoder.decode().map_err(|error| Fault::damaged(format!("{error:?}")))?;
    Ok(())
}
