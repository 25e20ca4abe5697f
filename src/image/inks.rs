//! Pictures in CMYK: their inks, and what they look like on a screen.

use std::io::Cursor;

use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};
use tiff::ColorType as TiffColour;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Offset on coated paper: what pictures in CMYK are for that do not say it (profiles/README.md).
pub const COATED: &[u8] = include_bytes!("../../profiles/fogra39l.icc");

/// How well inks are packed, of 100.
const QUALITY: u8 = 95;

/// The inks of a picture.
pub struct Inked {
    /// Four bytes a pixel, as programs for pictures write them into JPEGs: 255 is no ink.
    pub inks: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    profile: Option<Vec<u8>>,
}

/// The inks of a JPEG in CMYK; `None` of any other.
///
/// # Errors
/// When it cannot be decoded.
pub fn inks(jpeg: &[u8]) -> Result<Option<Inked>, String> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers().map_err(|error| format!("{error:?}"))?;
    if !matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK)) {
        return Ok(None);
    }
    decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::CMYK));
    let inks = decoder.decode().map_err(|error| format!("{error:?}"))?;
    let (width, height) = decoder.dimensions().ok_or("it has no size")?;
    let profile = decoder.icc_profile();
    Ok(Some(Inked { inks, width: width as u32, height: height as u32, profile }))
}

impl Inked {
    /// What it looks like on a screen; `None` if it cannot be told.
    pub fn seen(&self) -> Option<DynamicImage> {
        let own = self.profile.as_deref().and_then(|icc| {
            let profile = ColorProfile::new_from_slice(icc).ok()?;
            (profile.color_space == DataColorSpace::Cmyk).then_some(profile)
        });
        let own = own.and_then(|profile| self.through(&profile));
        own.or_else(|| self.through(&ColorProfile::new_from_slice(COATED).ok()?))
    }

    fn through(&self, profile: &ColorProfile) -> Option<DynamicImage> {
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let srgb = ColorProfile::new_srgb();
        let seen =
            profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgb, options);
        let inks: Vec<u8> = self.inks.iter().map(|ink| 255 - ink).collect();
        let mut rgb = vec![0; inks.len() / 4 * 3];
        seen.ok()?.transform(&inks, &mut rgb).ok()?;
        RgbImage::from_raw(self.width, self.height, rgb).map(DynamicImage::ImageRgb8)
    }
}

/// A TIFF in CMYK as a JPEG with the same inks; `None` of any other, and of what this reader does
/// not know.
pub(super) fn from_tiff(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?;
    let colour = decoder.colortype().ok()?;
    if !matches!(colour, TiffColour::CMYK(8 | 16)) {
        return None;
    }
    let (width, height) = decoder.dimensions().ok()?;
    let each = if colour == TiffColour::CMYK(16) { 8 } else { 4 };
    super::check_size(u64::from(width), u64::from(height), each).ok()?;
    let size = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
    let profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let inks = match decoder.read_image().ok()? {
        DecodingResult::U8(inks) => inks,
        // Of two bytes the first is as much as a press can print.
        DecodingResult::U16(inks) => inks.iter().map(|ink| (ink >> 8) as u8).collect(),
        DecodingResult::U32(_)
        | DecodingResult::U64(_)
        | DecodingResult::F16(_)
        | DecodingResult::F32(_)
        | DecodingResult::F64(_)
        | DecodingResult::I8(_)
        | DecodingResult::I16(_)
        | DecodingResult::I32(_)
        | DecodingResult::I64(_) => return None,
    };
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    if let Some(profile) = profile {
        // A profile that the encoder refuses is lost, not the picture.
        let _ = encoder.add_icc_profile(&profile);
    }
    encoder.encode(&inks, size.0, size.1, ColorType::Cmyk).ok()?;
    Some(jpeg)
}

/// What of a TIFF that could not be read is no damage, but a kind that is not known: in words that
/// complete "the picture NAME …".
pub(super) fn unread(bytes: &[u8]) -> Option<String> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?;
    // TIFF 6.0, sections 8, 21 and 23, and what Adobe added.
    let colours = match decoder.get_tag_u32(Tag::PhotometricInterpretation).ok()? {
        3 => "indexed colours",
        6 => "YCbCr colours",
        8..=10 => "Lab colours",
        0 | 1 | 2 | 5 => {
            let bits = decoder.colortype().ok()?.bit_depth();
            return (!matches!(bits, 1 | 8 | 16)).then(|| {
                format!("is a TIFF with {bits} bits a channel, which are not read")
            });
        }
        _ => "rare colours",
    };
    Some(format!("is a TIFF in {colours}, which are not read"))
}
