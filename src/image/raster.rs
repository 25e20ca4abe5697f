//! Pixels decoded and encoded: what no output embeds, and pictures that lie on their side.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegEncoder, PixelDensity};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader,
    Limits,
};

use rustc_hash::FxHashMap;

use super::{Fault, Format, Kind, MEMORY, Picture, Shapes, Turn, check_size};

/// A density as files state it, if it can be meant.
pub(super) fn density(per_inch: f64) -> Option<u32> {
    let rounded = per_inch.round();
    (10.0..=10_000.0).contains(&rounded).then_some(rounded as u32)
}

/// Decodes a GIF (its first frame), WebP or TIFF, upright, and writes it as PNG.
pub(super) fn convert(bytes: &[u8], format: ImageFormat) -> Result<Picture, Fault> {
    let broken = |error: image::ImageError| Fault::damaged(error);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY * 2);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let each = u64::from(decoder.color_type().bytes_per_pixel());
    check_size(u64::from(width), u64::from(height), each)?;
    let orientation =
        decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    if matches!(picture, DynamicImage::ImageRgb32F(_)) {
        picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    } else if matches!(picture, DynamicImage::ImageRgba32F(_)) {
        picture = DynamicImage::ImageRgba8(picture.to_rgba8());
    }
    let data = encode_png(&picture).map_err(broken)?;
    Ok(Picture {
        name: String::new(),
        written: String::new(),
        format: Format::Png,
        data: Arc::from(data),
        width: picture.width(),
        height: picture.height(),
        density: None,
        turn: Turn::default(),
        shapes: Shapes::default(),
    })
}

/// Whether a GIF or a WebP has frames behind its first. What cannot be read does not move.
pub(super) fn moves(bytes: &[u8], kind: Kind) -> bool {
    let data = Cursor::new(bytes);
    match kind {
        Kind::Gif => {
            let decoder = GifDecoder::new(data).and_then(|mut decoder| {
                let mut limits = Limits::default();
                limits.max_alloc = Some(MEMORY * 2);
                decoder.set_limits(limits).map(|()| decoder)
            });
            decoder
                .is_ok_and(|d| d.into_frames().take(2).filter(Result::is_ok).count() > 1)
        }
        Kind::WebP => WebPDecoder::new(data).is_ok_and(|decoder| decoder.has_animation()),
        Kind::Jpeg | Kind::Png | Kind::Tiff | Kind::Svg => false,
    }
}

/// A picture's bytes for a screen, not yet turned: those of one in CMYK as RGB, which is what
/// readers know, and standards for archives ask for.
pub fn on_screen(picture: &Picture) -> Arc<[u8]> {
    let rgb = || {
        let seen = seen(picture)?;
        encode_seen(&seen, picture, None).ok()
    };
    rgb().map_or_else(|| Arc::clone(&picture.data), Arc::from)
}

/// What a picture in CMYK looks like.
fn seen(picture: &Picture) -> Option<DynamicImage> {
    match picture.format {
        Format::Jpeg => super::inks(&picture.data).ok()??.seen(),
        Format::Png | Format::Svg => None,
    }
}

/// A picture's bytes for a screen, turned upright, for outputs that cannot turn it themselves;
/// the bytes as they are where nothing is to turn.
pub fn upright(picture: &Picture) -> Arc<[u8]> {
    if picture.turn == Turn::default() {
        return on_screen(picture);
    }
    // The bytes were decoded when they were read; should it fail now, they serve as is.
    turned(picture).map_or_else(|_| Arc::clone(&picture.data), Arc::from)
}

fn turned(picture: &Picture) -> image::ImageResult<Vec<u8>> {
    let format = match picture.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Svg => return Ok(picture.data.to_vec()),
    };
    let mut decoder = ImageReader::with_format(Cursor::new(&picture.data[..]), format)
        .into_decoder()?;
    let inked = seen(picture);
    let profile = if inked.is_some() { None } else { decoder.icc_profile()? };
    let mut pixels = match inked {
        Some(seen) => seen,
        None => DynamicImage::from_decoder(decoder)?,
    };
    if picture.turn.mirrored {
        pixels = pixels.fliph();
    }
    pixels = match picture.turn.quarters % 4 {
        1 => pixels.rotate90(),
        2 => pixels.rotate180(),
        3 => pixels.rotate270(),
        _ => pixels,
    };
    if format == ImageFormat::Png {
        return encode_png(&pixels);
    }
    encode_seen(&pixels, picture, profile)
}

/// Pixels as a JPEG with the density of a picture.
fn encode_seen(
    pixels: &DynamicImage,
    picture: &Picture,
    profile: Option<Vec<u8>>,
) -> image::ImageResult<Vec<u8>> {
    let mut out = Vec::with_capacity(picture.data.len());
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 92);
    if let Some(density) = picture.density.and_then(|d| u16::try_from(d).ok()) {
        encoder.set_pixel_density(PixelDensity::dpi(density));
    }
    if let Some(profile) = profile {
        // A profile that the encoder refuses is lost, not the picture.
        let _ = encoder.set_icc_profile(profile);
    }
    encoder.encode_image(pixels)?;
    Ok(out)
}

/// PNG in the encoder's fast mode: sizes are near the best for flat colours, and time
/// stays a few milliseconds per megapixel.
pub(super) fn encode_png(pixels: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(
        &mut out,
        CompressionType::Fast,
        FilterType::Adaptive,
    );
    pixels.write_with_encoder(encoder)?;
    Ok(out)
}

/// PNG of a drawing on white, each pixel red, green, blue and what was clear: with a palette of
/// as few bits as its colours need, in RGB where they are more than 256.
///
/// Drawings are long runs of the same: rows without filters pack best behind a palette, and the
/// fourth level of zlib is smaller than the encoder's fast mode by a factor of 3 to 300, and as fast
/// (1600 × 2560 pixels in 104 colours: 52 kB in 10 ms, by the fast mode 3,601 kB in 18 ms).
pub(super) fn encode_drawing(
    pixels: &[[u8; 4]],
    width: u32,
    height: u32,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_deflate_compression(png::DeflateCompression::Level(4));
    let rows = match indexed(pixels) {
        Some((palette, indices)) => {
            let (depth, bits) = match palette.len() / 3 {
                ..=2 => (png::BitDepth::One, 1),
                3..=4 => (png::BitDepth::Two, 2),
                5..=16 => (png::BitDepth::Four, 4),
                _ => (png::BitDepth::Eight, 8),
            };
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_depth(depth);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            let rows = indices.chunks(width as usize);
            rows.flat_map(|row| packed(row, bits)).collect()
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            pixels
                .iter()
                .flat_map(|[red, green, blue, _]| [*red, *green, *blue])
                .collect()
        }
    };
    let rows: Vec<u8> = rows;
    encoder.write_header().ok()?.write_image_data(&rows).ok()?;
    Some(out)
}

/// The colours of a drawing, three bytes each, and which of them each pixel has; `None` where they
/// are more than 256.
fn indexed(pixels: &[[u8; 4]]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette: Vec<u8> = Vec::new();
    let mut known: FxHashMap<[u8; 4], u8> = FxHashMap::default();
    let mut indices = Vec::with_capacity(pixels.len());
    let mut last = (*pixels.first()?, 0);
    for &pixel in pixels {
        if pixel != last.0 || palette.is_empty() {
            let index = match known.get(&pixel) {
                Some(&index) => index,
                None => {
                    let index = u8::try_from(known.len()).ok()?;
                    known.insert(pixel, index);
                    palette.extend_from_slice(&pixel[..3]);
                    index
                }
            };
            last = (pixel, index);
        }
        indices.push(last.1);
    }
    Some((palette, indices))
}

/// A row of indices of so many bits each, the first in the high bits (PNG 3, 7.2).
fn packed(row: &[u8], bits: usize) -> impl Iterator<Item = u8> {
    let place = move |(at, index): (usize, &u8)| index << (8 - bits * (at + 1));
    row.chunks(8 / bits)
        .map(move |all| all.iter().enumerate().map(place).fold(0, |a, b| a | b))
}

/// JPEG of a drawing that holds photographs.
pub(super) fn encode_jpeg(pixels: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(pixels)?;
    Ok(out)
}
