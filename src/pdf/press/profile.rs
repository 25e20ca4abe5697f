//! Colours through profiles: what the screen's become on paper.

use std::sync::Arc;

use moxcms::{
    ColorProfile, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ink::{black_for, blacks, light, lightness, limited, linear};

/// The printing condition that colours are converted to, and that the file says it is made for
/// (profiles/README.md).
pub(super) const INTENT: &[u8] = crate::image::COATED;
/// The same press and paper, parted into no more than 240 % of ink. Colours are converted with it
/// where the limit is below [`FULL`]; what the file says it is made for stays the same.
const SPARING: &[u8] = include_bytes!("../../../profiles/fogra39l-240.icc");
/// The limit, in per cent, from which the colours of the richer profile are reduced instead
/// (docs/decisions/0017).
const FULL: u16 = 280;
/// What it is called in the registry of the ICC, and in words.
pub(super) const CONDITION: &str = "FOGRA39";
pub(super) const CONDITION_NAME: &str =
    "Offset on coated paper, ISO 12647-2:2004/Amd 1, FOGRA39L";

/// How many pixels are converted at once.
const CHUNK: usize = 1 << 14;
/// The steps of light that are told apart in pictures.
const LIGHTS: usize = 4096;

/// Converts the screen's colours.
pub(super) struct Converter {
    black: bool,
    limit: u16,
    blacks: [u8; 256],
    /// How much light each value of the screen gives.
    light: [f32; 256],
    /// The black ink for light, in parts of [`LIGHTS`].
    dark: Vec<u8>,
    srgb: ColorProfile,
    press: Option<ColorProfile>,
    /// From sRGB, made when first needed.
    plain: Option<Arc<Transform8BitExecutor>>,
    known: FxHashMap<[u8; 3], [u8; 4]>,
}

impl Converter {
    /// The most ink on a spot, in per cent.
    pub fn limit(&self) -> u16 {
        self.limit
    }

    pub fn new(black: bool, limit: u16) -> Converter {
        Converter {
            black,
            limit,
            blacks: blacks(),
            light: std::array::from_fn(|value| linear(value as u8)),
            dark: (0..=LIGHTS)
                .map(|y| black_for(light(y as f32 / LIGHTS as f32)))
                .collect(),
            srgb: ColorProfile::new_srgb(),
            press: None,
            plain: None,
            known: FxHashMap::default(),
        }
    }

    /// One colour of a drawing. Grays are black ink alone: no thin line is printed with four.
    pub fn colour(&mut self, rgb: [u8; 3]) -> [u8; 4] {
        let [red, green, blue] = rgb;
        if red == green && green == blue {
            return [0, 0, 0, self.blacks[usize::from(red)]];
        }
        self.solid_colour(rgb)
    }

    /// One colour of what shades something below it. Black ink alone would take more colour away
    /// from that than it lays on: it has all the inks that it is made of on paper.
    pub fn solid_colour(&mut self, rgb: [u8; 3]) -> [u8; 4] {
        if self.black {
            return [0, 0, 0, black_for(lightness(rgb))];
        }
        if let Some(known) = self.known.get(&rgb) {
            return *known;
        }
        let mut inks = [0; 4];
        if let Some(transform) = self.screen_to_press() {
            // A colour that cannot be converted is black: it is seen.
            if transform.transform(&rgb, &mut inks).is_err() {
                inks = [0, 0, 0, 255];
            }
        }
        let inks = limited(inks, self.limit);
        self.known.insert(rgb, inks);
        inks
    }

    /// Pixels of a picture, three bytes each, in the colours of their own profile, to four inks;
    /// `None` if they cannot be converted.
    ///
    /// `spare` per cent less than the limit are laid on, for what comes after to err by.
    pub fn pixels(
        &mut self,
        rgb: &[u8],
        profile: Option<&[u8]>,
        spare: u16,
    ) -> Option<Vec<u8>> {
        let transform = match profile.and_then(|icc| self.profile_to_press(icc)) {
            Some(own) => own,
            None => self.screen_to_press()?,
        };
        let mut inks = vec![0; rgb.len() / 3 * 4];
        let limit = self.limit.saturating_sub(spare);
        let chunks = rgb.par_chunks(CHUNK * 3).zip(inks.par_chunks_mut(CHUNK * 4));
        let done = chunks.all(|(from, to)| {
            let done = transform.transform(from, to).is_ok();
            let (pixels, _) = to.as_chunks_mut::<4>();
            for pixel in pixels {
                *pixel = limited(*pixel, limit);
            }
            done
        });
        done.then_some(inks)
    }

    /// Pixels of a picture to what device gray holds.
    pub fn gray_pixels(&mut self, rgb: &[u8], profile: Option<&[u8]>) -> Vec<u8> {
        let mut own = Vec::new();
        let transform = profile.and_then(|icc| {
            let profile = ColorProfile::new_from_slice(icc).ok()?;
            let (to, options) = (&self.srgb, options());
            profile.create_transform_8bit(Layout::Rgb, to, Layout::Rgb, options).ok()
        });
        let rgb = match transform {
            Some(transform) => {
                own.resize(rgb.len(), 0);
                match transform.transform(rgb, &mut own) {
                    Ok(()) => &own,
                    Err(_) => rgb,
                }
            }
            None => rgb,
        };
        let (pixels, _) = rgb.as_chunks::<3>();
        pixels.iter().map(|&pixel| self.gray(pixel)).collect()
    }

    fn gray(&self, rgb: [u8; 3]) -> u8 {
        let [red, green, blue] = rgb;
        if red == green && green == blue {
            return 255 - self.blacks[usize::from(red)];
        }
        let [red, green, blue] = rgb.map(|value| self.light[usize::from(value)]);
        let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let black = self.dark.get((y * LIGHTS as f32 + 0.5) as usize);
        255 - black.copied().unwrap_or(0)
    }

    fn press(&mut self) -> Option<&ColorProfile> {
        if self.press.is_none() {
            let own = if self.limit < FULL { SPARING } else { INTENT };
            self.press = ColorProfile::new_from_slice(own).ok();
        }
        self.press.as_ref()
    }

    fn screen_to_press(&mut self) -> Option<Arc<Transform8BitExecutor>> {
        if self.plain.is_none() {
            let srgb = self.srgb.clone();
            let press = self.press()?;
            self.plain = srgb
                .create_transform_8bit(Layout::Rgb, press, Layout::Rgba, options())
                .ok();
        }
        self.plain.clone()
    }

    fn profile_to_press(&mut self, icc: &[u8]) -> Option<Arc<Transform8BitExecutor>> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        let press = self.press()?;
        profile.create_transform_8bit(Layout::Rgb, press, Layout::Rgba, options()).ok()
    }
}

/// Pictures are to look alike, not to measure alike; the profile's perceptual tables carry black
/// to black.
fn options() -> TransformOptions {
    TransformOptions {
        rendering_intent: RenderingIntent::Perceptual,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_their_inks() {
        let mut converter = Converter::new(false, 300);
        assert_eq!(converter.colour([0, 0, 0]), [0, 0, 0, 255]);
        assert_eq!(converter.colour([255, 255, 255]), [0, 0, 0, 0]);
        let [c, m, y, k] = converter.colour([200, 20, 20]);
        assert!(c < 60 && m > 200 && y > 190 && k < 60, "{:?}", [c, m, y, k]);
        let [c, _, y, _] = converter.colour([0, 150, 60]);
        assert!(c > 180 && y > 180, "green has cyan and yellow");
        let mut black = Converter::new(true, 300);
        assert_eq!(black.colour([200, 20, 20])[..3], [0, 0, 0]);
        // What is seen through darkens what lies below it by all inks, unless there is but one.
        let [c, m, y, k] = converter.solid_colour([0, 0, 0]);
        assert!(c > 100 && m > 100 && y > 100 && k > 150, "{:?}", [c, m, y, k]);
        assert_eq!(black.solid_colour([0, 0, 0])[..3], [0, 0, 0]);
    }

    /// Shadows of browns and greens look on a limit of 240 % as they do on 300 %.
    #[test]
    fn shadows_keep_their_colours_whatever_the_limit() {
        let press = ColorProfile::new_from_slice(INTENT).expect("ours");
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..Default::default()
        };
        let back = press.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgb, options);
        let back = back.expect("it goes both ways");
        let seen = |pixels: &[u8], limit: u16| {
            let inks = Converter::new(false, limit).pixels(pixels, None, 0);
            let inks = inks.expect("sRGB is known");
            let mut rgb = vec![0; inks.len() / 4 * 3];
            back.transform(&inks, &mut rgb).expect("as long");
            rgb
        };
        for to in [[30, 90, 40], [110, 70, 40], [80, 30, 90], [90, 90, 90]] {
            let pixels: Vec<u8> = (0..=64_u32)
                .flat_map(|step| to.map(|part: u32| (part * step / 64) as u8))
                .collect();
            let (full, held) = (seen(&pixels, 300), seen(&pixels, 240));
            let apart = full.iter().zip(&held).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(apart.is_some_and(|apart| apart <= 14), "{to:?}: {apart:?}");
        }
    }

    #[test]
    fn dark_saturated_pictures_hold_the_limit() {
        for limit in [220, 240, 280, 300] {
            let mut converter = Converter::new(false, limit);
            let mut pixels = Vec::new();
            for red in (0..=60).step_by(4) {
                for green in (0..=60).step_by(4) {
                    for blue in (0..=60).step_by(4) {
                        pixels.extend_from_slice(&[red, green, blue]);
                    }
                }
            }
            let inks = converter.pixels(&pixels, None, 0).expect("sRGB is known");
            let (inks, _) = inks.as_chunks::<4>();
            let sum =
                |inks: &[u8; 4]| inks.iter().map(|&ink| u32::from(ink)).sum::<u32>();
            let most = inks.iter().map(sum).max().unwrap_or(0);
            assert!(most * 100 <= u32::from(limit) * 255, "{limit}: {most}");
            assert!(most * 100 > (u32::from(limit) - 12) * 255, "{limit}: {most}");
            // Black stays dark.
            assert!(inks[0][3] > 200 && sum(&inks[0]) > 500, "{:?}", inks[0]);
        }
    }
}
