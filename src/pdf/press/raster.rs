//! Pictures of pixels: to device gray or CMYK, or, where they come in CMYK, as they are.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::profile::Converter;

/// The most that decoding may take, as when pictures are read.
const MEMORY: u64 = 512 << 20;

/// A picture ready for the press.
pub(super) struct Ready {
    pub image: Image,
    /// The most ink it lays on a spot, in per cent, where that was not ours to decide.
    pub ink: Option<u16>,
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
    convert(&pixels, profile.as_deref(), wanted, converter)
}

/// Converts pixels in sRGB, or in the colours of a profile.
pub(super) fn convert(
    pixels: &DynamicImage,
    profile: Option<&[u8]>,
    wanted: Wanted,
    converter: &mut Converter,
) -> Result<Ready, String> {
    let size = (pixels.width(), pixels.height());
    let (colours, alpha) = parted(pixels, wanted.alpha);
    let gray = |pixels: &[u8]| {
        let (pixels, _) = pixels.as_chunks::<3>();
        pixels.iter().all(|[red, green, blue]| red == green && green == blue)
    };
    let (space, inks) = if wanted.black || gray(&colours) {
        (ImageColorspace::Luma, converter.gray_pixels(&colours, profile))
    } else {
        match converter.pixels(&colours, profile) {
            Some(inks) => (ImageColorspace::Cmyk, inks),
            None => (ImageColorspace::Luma, converter.gray_pixels(&colours, None)),
        }
    };
    let raw = Raw(Arc::new(Pixels { size, space, inks, alpha }));
    let image = Image::from_custom(raw, false)?;
    Ok(Ready { image, ink: None })
}

/// Colours, three bytes each, and, where it is wanted and there is any, what is seen through.
fn parted(pixels: &DynamicImage, keep: bool) -> (Vec<u8>, Option<Vec<u8>>) {
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
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&data[..]), options);
    decoder.decode_headers().map_err(|error| format!("{error:?}"))?;
    if !matches!(decoder.input_colorspace(), Some(ColorSpace::CMYK | ColorSpace::YCCK)) {
        return Ok(None);
    }
    decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::CMYK));
    let raw = decoder.decode().map_err(|error| format!("{error:?}"))?;
    // As Photoshop writes them, and everybody since: 255 is no ink.
    let (pixels, _) = raw.as_chunks::<4>();
    if wanted.black {
        let rgb = pixels.iter().flat_map(|&[c, m, y, k]| {
            [c, m, y].map(|ink| (u32::from(ink) * u32::from(k) / 255) as u8)
        });
        let gray = converter.gray_pixels(&rgb.collect::<Vec<u8>>(), None);
        let (width, height) = decoder.dimensions().ok_or("it has no size")?;
        let size = (width as u32, height as u32);
        let space = ImageColorspace::Luma;
        let raw = Raw(Arc::new(Pixels { size, space, inks: gray, alpha: None }));
        let image = Image::from_custom(raw, false)?;
        return Ok(Some(Ready { image, ink: None }));
    }
    let sum = |pixel: &[u8; 4]| pixel.iter().map(|&v| 255 - u32::from(v)).sum::<u32>();
    let most = pixels.iter().map(sum).max().unwrap_or(0);
    let data: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(data));
    let image = Image::from_jpeg_with_icc(data.into(), None, false)?;
    let ink = Some((most * 100).div_ceil(255) as u16);
    Ok(Some(Ready { image, ink }))
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
