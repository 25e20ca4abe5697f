//! Pictures made anew with fewer pixels and fewer bytes, for devices that take no larger ones.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, RgbImage,
};

use super::{Format, Picture, Shapes, Turn};

/// How large a picture may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// Its file, in bytes.
    pub bytes: usize,
    /// Its longer side, in pixels.
    pub side: u32,
    /// The quality of JPEG, 1 to 100.
    pub quality: u8,
}

/// How often a picture is made smaller until its bytes are few enough.
const ATTEMPTS: u32 = 8;

/// A picture of pixels within limits, from its bytes as a screen shows it (see
/// [`super::upright`]): JPEG, or PNG where it was and stays small enough. `None` where it is
/// within them already, is a drawing, or cannot be read.
pub fn reduce(picture: &Picture, upright: &[u8], limit: Limit) -> Option<Picture> {
    let format = match picture.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Svg => return None,
    };
    let side = picture.width.max(picture.height);
    if upright.len() <= limit.bytes && side <= limit.side {
        return None;
    }
    let reader = ImageReader::with_format(Cursor::new(upright), format);
    let mut decoder = reader.into_decoder().ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).ok()?;
    let mut side = limit.side.min(side);
    for _ in 0..ATTEMPTS {
        let small = match pixels.width().max(pixels.height()) > side {
            true => pixels.resize(side, side, FilterType::CatmullRom),
            false => pixels.clone(),
        };
        let png = (picture.format == Format::Png)
            .then(|| super::raster::encode_png(&small).ok())
            .flatten()
            .filter(|png| png.len() <= limit.bytes);
        let (format, data) = match png {
            Some(png) => (Format::Png, png),
            None => (Format::Jpeg, encoded(&small, limit.quality, profile.clone())?),
        };
        if data.len() <= limit.bytes {
            let stem = picture.name.rsplit_once('.').map_or(&*picture.name, |(s, _)| s);
            return Some(Picture {
                name: format!("{stem}.{}", format.extension()),
                written: picture.written.clone(),
                format,
                data: Arc::from(data),
                width: small.width(),
                height: small.height(),
                density: None,
                turn: Turn::default(),
                shapes: Shapes::default(),
            });
        }
        side = side * 3 / 4;
    }
    None
}

/// JPEG on white: it knows no transparency.
fn encoded(
    pixels: &DynamicImage,
    quality: u8,
    profile: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let flat = match pixels.color().has_alpha() {
        true => DynamicImage::ImageRgb8(on_white(pixels)),
        false if pixels.color().has_color() => DynamicImage::ImageRgb8(pixels.to_rgb8()),
        false => DynamicImage::ImageLuma8(pixels.to_luma8()),
    };
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    if let Some(profile) = profile {
        // A profile that the encoder refuses is lost, not the picture.
        let _ = encoder.set_icc_profile(profile);
    }
    encoder.encode_image(&flat).ok()?;
    Some(out)
}

fn on_white(pixels: &DynamicImage) -> RgbImage {
    let from = pixels.to_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [red, green, blue, alpha] = from.get_pixel(x, y).0;
        let over = |c: u8| {
            ((u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255)
                as u8
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// Whether bytes are those of a JPEG in cyan, magenta, yellow and black, which screens of
/// e-readers do not show.
pub fn is_cmyk(jpeg: &[u8]) -> bool {
    components(jpeg) == Some(4)
}

/// How many components a JPEG has (ITU-T T.81, B.2.2).
fn components(data: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let &[0xff, marker, high, low] = data.get(at..at + 4)? else { return None };
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return data.get(at + 9).copied();
            }
            0xda => return None,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: Format, data: Vec<u8>, (width, height): (u32, u32)) -> Picture {
        Picture {
            name: format!("a.{}", format.extension()),
            written: String::new(),
            format,
            data: Arc::from(data),
            width,
            height,
            density: None,
            turn: Turn::default(),
            shapes: Shapes::default(),
        }
    }

    fn noise(width: u32, height: u32) -> DynamicImage {
        let value =
            |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8;
        let pixel = |x, y| image::Rgb([value(x, y), value(y, x), value(x + y, x)]);
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
    }

    #[test]
    fn pictures_become_as_small_as_they_must() {
        let jpeg = encoded(&noise(800, 600), 95, None).expect("encodes");
        let photograph = picture(Format::Jpeg, jpeg.clone(), (800, 600));
        let limit = Limit { bytes: jpeg.len(), side: 800, quality: 85 };
        assert_eq!(reduce(&photograph, &jpeg, limit), None, "it is small enough");
        let small =
            reduce(&photograph, &jpeg, Limit { side: 400, ..limit }).expect("smaller");
        assert_eq!((small.width, small.height, small.format), (400, 300, Format::Jpeg));
        let few = Limit { bytes: 20_000, ..limit };
        assert!(reduce(&photograph, &jpeg, few).expect("smaller").data.len() <= 20_000);
        let png = super::super::raster::encode_png(&noise(800, 600)).expect("encodes");
        let drawing = picture(Format::Png, png.clone(), (800, 600));
        let small = reduce(&drawing, &png, few).expect("smaller");
        assert_eq!((&*small.name, small.format), ("a.jpg", Format::Jpeg));
        assert!(small.data.len() <= 20_000);
    }

    #[test]
    fn four_inks_are_known_and_become_three() {
        let mut jpeg = Vec::new();
        let ink = [0, 200, 200, 0].repeat(32 * 32);
        let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
        encoder.encode(&ink, 32, 32, jpeg_encoder::ColorType::Cmyk).expect("encodes");
        assert!(is_cmyk(&jpeg));
        let seen = super::super::upright(&picture(Format::Jpeg, jpeg, (32, 32)));
        assert!(!is_cmyk(&seen));
    }
}
