//! Pictures of pixels: to device gray or CMYK, or, where they come in CMYK, as they are.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};

use super::profile::Converter;
use crate::image::{Inked, inks};

/// The most that decoding may take, as when pictures are read.
const MEMORY: u64 = 512 << 20;

/// A picture ready for the press.
pub(super) struct Ready {
    pub image: Image,
    /// The most ink it lays on a spot, in per cent, where that was not ours to decide.
    pub ink: Option<u16>,
    /// Whether parts that were seen through were laid on white.
    pub on_white: bool,
}

/// What pixels are converted to.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Black alone.
    pub black: bool,
    /// Whether parts may be seen through; else they are laid on white.
    pub alpha: bool,
}

/// Converts a JPEG or PNG.
pub(super) fn read(
    data: &Arc<[u8]>,
    jpeg: bool,
    wanted: Wanted,
    converter: &mut Converter,
) -> Result<Ready, String> {
    if jpeg && let Some(ready) = own_inks(data, wanted, converter)? {
        return Ok(ready);
    }
    let format = if jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
    let mut reader = ImageReader::with_format(Cursor::new(&data[..]), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let profile = decoder.icc_profile().ok().flatten();
    let pixels =
        DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    if jpeg
        && let Some(image) = photograph(&pixels, profile.as_deref(), wanted, converter)
    {
        return Ok(Ready { image, ink: None, on_white: false });
    }
    convert(&pixels, profile.as_deref(), wanted, converter)
}

/// How well photographs are packed, of 100: what is lost is not seen.
const QUALITY: u8 = 95;
/// By how much less ink, in per cent, photographs are tried to be converted with, since packing
/// makes some spots darker than they were.
const SPARE: [u16; 2] = [5, 15];

/// A photograph packed again as one: a book of them would be huge otherwise. `None` if it would
/// not hold the limit of ink.
fn photograph(
    pixels: &DynamicImage,
    profile: Option<&[u8]>,
    wanted: Wanted,
    converter: &mut Converter,
) -> Option<Image> {
    let size =
        (u16::try_from(pixels.width()).ok()?, u16::try_from(pixels.height()).ok()?);
    let (colours, _) = parted(pixels, false);
    let pack = |inks: &[u8], space| {
        let mut packed = Vec::new();
        let mut encoder = Encoder::new(&mut packed, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.encode(inks, size.0, size.1, space).ok()?;
        Some(packed)
    };
    if wanted.black || gray(&colours) {
        let grays = converter.gray_pixels(&colours, profile);
        return embed(pack(&grays, ColorType::Luma)?).ok();
    }
    SPARE.iter().find_map(|spare| {
        let inks = converter.pixels(&colours, profile, *spare)?;
        let packed = pack(&inks, ColorType::Cmyk)?;
        let packed_inks = crate::image::inks(&packed).ok()??.inks;
        (most_ink(&packed_inks) <= converter.limit()).then(|| embed(packed).ok())?
    })
}

/// A JPEG as it is, whatever profile it has.
fn embed(data: Vec<u8>) -> Result<Image, String> {
    Image::from_jpeg_with_icc(data.into(), None, false)
}

fn gray(pixels: &[u8]) -> bool {
    let (pixels, _) = pixels.as_chunks::<3>();
    pixels.iter().all(|[red, green, blue]| red == green && green == blue)
}

/// Whitens pixels that nobody sees, where all that is seen is gray: whatever colour a program has
/// left in them, black alone prints the picture.
fn clear(colours: &mut [u8], alpha: &[u8]) {
    let (pixels, _) = colours.as_chunks_mut::<3>();
    let seen = |(_, alpha): &(&[u8; 3], &u8)| **alpha > 0;
    let mut seen = pixels.iter().zip(alpha).filter(seen);
    if !seen.all(|(pixel, _)| gray(pixel)) {
        return;
    }
    for (pixel, _) in pixels.iter_mut().zip(alpha).filter(|(_, alpha)| **alpha == 0) {
        *pixel = [u8::MAX; 3];
    }
}

/// Converts pixels in sRGB, or in the colours of a profile.
pub(super) fn convert(
    pixels: &DynamicImage,
    profile: Option<&[u8]>,
    wanted: Wanted,
    converter: &mut Converter,
) -> Result<Ready, String> {
    let size = (pixels.width(), pixels.height());
    let (mut colours, alpha) = parted(pixels, wanted.alpha);
    if let Some(alpha) = &alpha {
        clear(&mut colours, alpha);
    }
    let on_white = !wanted.alpha && pixels.color().has_alpha();
    let (space, inks) = if wanted.black || gray(&colours) {
        (ImageColorspace::Luma, converter.gray_pixels(&colours, profile))
    } else {
        match converter.pixels(&colours, profile, 0) {
            Some(inks) => (ImageColorspace::Cmyk, inks),
            None => (ImageColorspace::Luma, converter.gray_pixels(&colours, None)),
        }
    };
    let raw = Raw(Arc::new(Pixels { size, space, inks, alpha }));
    let image = Image::from_custom(raw, false)?;
    Ok(Ready { image, ink: None, on_white })
}

/// Converts the pixels of a drawing: as in its shapes, grays are black ink alone, so that no letter
/// is printed with four.
pub(super) fn convert_drawing(
    pixels: &DynamicImage,
    wanted: Wanted,
    converter: &mut Converter,
) -> Result<Ready, String> {
    let (colours, _) = parted(pixels, false);
    if wanted.black || gray(&colours) {
        return convert(pixels, None, wanted, converter);
    }
    let inks = drawn(&colours, converter).ok_or("its colours cannot be converted")?;
    let size = (pixels.width(), pixels.height());
    let raw =
        Raw(Arc::new(Pixels { size, space: ImageColorspace::Cmyk, inks, alpha: None }));
    Ok(Ready { image: Image::from_custom(raw, false)?, ink: None, on_white: false })
}

/// The inks of the pixels of a drawing, three bytes each.
pub(super) fn drawn(colours: &[u8], converter: &mut Converter) -> Option<Vec<u8>> {
    let mut inks = converter.pixels(colours, None, 0)?;
    let (seen, _) = colours.as_chunks::<3>();
    let (laid, _) = inks.as_chunks_mut::<4>();
    for (inks, &[red, green, blue]) in laid.iter_mut().zip(seen) {
        if red == green && green == blue {
            *inks = converter.colour([red, green, blue]);
        }
    }
    Some(inks)
}

/// Colours, three bytes each, and, where it is wanted and there is any, what is seen through.
fn parted(pixels: &DynamicImage, keep: bool) -> (Vec<u8>, Option<Vec<u8>>) {
    // As most pictures are; a conversion would look at every pixel.
    if let DynamicImage::ImageRgb8(pixels) = pixels {
        return (pixels.as_raw().clone(), None);
    }
    if let DynamicImage::ImageLuma8(pixels) = pixels {
        let grays = pixels.as_raw().iter().flat_map(|&gray| [gray; 3]);
        return (grays.collect(), None);
    }
    if !pixels.color().has_alpha() {
        return (pixels.to_rgb8().into_raw(), None);
    }
    let all = pixels.to_rgba8().into_raw();
    let (all, _) = all.as_chunks::<4>();
    if keep && all.iter().any(|&[.., alpha]| alpha < 255) {
        let colours = all.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]);
        let alpha = all.iter().map(|&[.., alpha]| alpha).collect();
        return (colours.collect(), Some(alpha));
    }
    let on_white = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let colours = all.iter().flat_map(|&[red, green, blue, alpha]| {
        [red, green, blue].map(|value| on_white(value, alpha))
    });
    (colours.collect(), None)
}

/// A JPEG that comes in CMYK: its inks are its maker's choice, and stay.
fn own_inks(
    data: &Arc<[u8]>,
    wanted: Wanted,
    converter: &mut Converter,
) -> Result<Option<Ready>, String> {
    let Some(Inked { inks: raw, width, height, .. }) = inks(data)? else {
        return Ok(None);
    };
    let (pixels, _) = raw.as_chunks::<4>();
    if wanted.black {
        let rgb = pixels.iter().flat_map(|&[c, m, y, k]| {
            [c, m, y].map(|ink| (u32::from(ink) * u32::from(k) / 255) as u8)
        });
        let gray = converter.gray_pixels(&rgb.collect::<Vec<u8>>(), None);
        let size = (width, height);
        let space = ImageColorspace::Luma;
        let raw = Raw(Arc::new(Pixels { size, space, inks: gray, alpha: None }));
        let image = Image::from_custom(raw, false)?;
        return Ok(Some(Ready { image, ink: None, on_white: false }));
    }
    let ink = Some(most_ink(&raw));
    let image = embed(data.to_vec())?;
    Ok(Some(Ready { image, ink, on_white: false }))
}

/// The most ink on a spot, in per cent, of pixels as a JPEG has them. All programs write them as
/// Photoshop does: 255 is no ink.
fn most_ink(pixels: &[u8]) -> u16 {
    let (pixels, _) = pixels.as_chunks::<4>();
    let sum = |pixel: &[u8; 4]| pixel.iter().map(|&v| 255 - u32::from(v)).sum::<u32>();
    let most = pixels.iter().map(sum).max().unwrap_or(0);
    (most * 100).div_ceil(255) as u16
}

/// Pixels as krilla asks for them.
#[derive(Clone, Hash)]
struct Raw(Arc<Pixels>);

#[derive(Hash)]
struct Pixels {
    size: (u32, u32),
    space: ImageColorspace,
    inks: Vec<u8>,
    alpha: Option<Vec<u8>>,
}

impl CustomImage for Raw {
    fn color_channel(&self) -> &[u8] {
        &self.0.inks
    }
    fn alpha_channel(&self) -> Option<&[u8]> {
        self.0.alpha.as_deref()
    }
    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }
    fn size(&self) -> (u32, u32) {
        self.0.size
    }
    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }
    fn color_space(&self) -> ImageColorspace {
        self.0.space
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_does_not_make_a_gray_picture_four_coloured() {
        let mut colours = vec![9, 9, 9, 255, 0, 0];
        clear(&mut colours, &[255, 0]);
        assert_eq!(colours, [9, 9, 9, 255, 255, 255]);
        // Beside a colour that is seen nothing changes.
        let mut colours = vec![9, 9, 0, 255, 0, 0];
        clear(&mut colours, &[1, 0]);
        assert_eq!(colours, [9, 9, 0, 255, 0, 0]);
    }
}
