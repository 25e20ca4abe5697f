//! Inks: what the theme's colours, grays and converted colours become on the press.

use krilla::color::{cmyk, luma, rgb};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Paint};

use crate::pages::Ink;

/// How a file says its colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::pdf) enum Palette {
    /// For the screen: gray and sRGB.
    Screen,
    /// For the press.
    Press {
        /// Whether everything is printed with black alone.
        black: bool,
        /// The most ink on a spot, in per cent.
        limit: u16,
    },
}

impl Palette {
    /// An ink as paint. On the press black and its tints are black ink alone; a colour is the CMYK
    /// that is stated with it, or, where there is black alone, the tint that is as light.
    pub fn fill(self, ink: Ink) -> Fill {
        let paint: Paint = match (self, ink) {
            (Palette::Screen, Ink::Black(tint)) => {
                let white = 1000 - u32::from(tint.min(1000));
                luma::Color::new(((white * 255 + 500) / 1000) as u8).into()
            }
            (Palette::Screen, Ink::Colour { rgb: [red, green, blue], cmyk: _ }) => {
                rgb::Color::new(red, green, blue).into()
            }
            (Palette::Press { .. }, Ink::Black(tint)) => {
                let black = (u32::from(tint.min(1000)) * 255 + 500) / 1000;
                paint([0, 0, 0, black as u8])
            }
            (Palette::Press { black: true, .. }, Ink::Colour { rgb, cmyk: _ }) => {
                paint([0, 0, 0, black_for(lightness(rgb))])
            }
            (Palette::Press { black: false, limit }, Ink::Colour { rgb: _, cmyk }) => {
                let part =
                    |percent: u8| ((u32::from(percent.min(100)) * 255 + 50) / 100) as u8;
                paint(limited(cmyk.map(part), limit))
            }
        };
        Fill { paint, opacity: NormalizedF32::ONE, rule: Default::default() }
    }
}

/// Four inks as paint.
pub(super) fn paint([cyan, magenta, yellow, black]: [u8; 4]) -> Paint {
    cmyk::Color::new(cyan, magenta, yellow, black).into()
}

/// Holds a limit of ink, in per cent: what the three colours have in common is printed with black
/// as far as there is room for it (gray component replacement), then the colours are thinned.
pub(super) fn limited([c, m, y, k]: [u8; 4], limit: u16) -> [u8; 4] {
    let most = u32::from(limit) * 255 / 100;
    let sum = |inks: [u32; 4]| inks.iter().sum::<u32>();
    let mut inks = [c, m, y, k].map(u32::from);
    if sum(inks) <= most {
        return [c, m, y, k];
    }
    // Each step takes one part of three colours and adds one of black.
    let over = (sum(inks) - most).div_ceil(2);
    let common = inks[0].min(inks[1]).min(inks[2]);
    let step = over.min(common).min(255 - inks[3]);
    for ink in &mut inks[..3] {
        *ink -= step;
    }
    inks[3] += step;
    let colours = inks[0] + inks[1] + inks[2];
    let room = most.saturating_sub(inks[3]);
    if colours > room {
        for ink in &mut inks[..3] {
            *ink = *ink * room / colours.max(1);
        }
    }
    inks.map(|ink| ink.min(255) as u8)
}

/// How light black ink is on coated paper, by parts of a hundred: L* of FOGRA39L, from the
/// characterisation data that the profile is made from.
const BLACK: [(f32, f32); 13] = [
    (0.0, 95.0),
    (5.0, 92.03),
    (10.0, 88.97),
    (20.0, 82.79),
    (30.0, 76.12),
    (40.0, 69.28),
    (50.0, 61.82),
    (60.0, 54.14),
    (70.0, 45.53),
    (80.0, 36.62),
    (90.0, 26.69),
    (95.0, 21.46),
    (100.0, 16.0),
];

/// How light a gray of the screen is: L*, 0 to 100.
fn lightness_of(gray: u8) -> f32 {
    light(linear(gray))
}

/// How much light a value of the screen gives, 0 to 1.
pub(super) fn linear(value: u8) -> f32 {
    let value = f32::from(value) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// How light that is: L*, 0 to 100.
pub(super) fn light(y: f32) -> f32 {
    if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
}

/// How light a colour of the screen is: L*, 0 to 100.
pub(super) fn lightness([red, green, blue]: [u8; 3]) -> f32 {
    light(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// How much black ink is as light, from the white of the paper to full black, which stand for the
/// screen's white and black.
pub(super) fn black_for(lightness: f32) -> u8 {
    let (white, full) = (BLACK[0].1, BLACK[BLACK.len() - 1].1);
    let wanted = full + (white - full) * lightness.clamp(0.0, 100.0) / 100.0;
    for pair in BLACK.windows(2) {
        let [(from, lighter), (to, darker)] = pair else { continue };
        if wanted >= *darker {
            let part = ((lighter - wanted) / (lighter - darker)).clamp(0.0, 1.0);
            return ((from + (to - from) * part) * 2.55).round() as u8;
        }
    }
    255
}

/// The black ink for each gray of the screen.
pub(super) fn blacks() -> [u8; 256] {
    std::array::from_fn(|gray| black_for(lightness_of(gray as u8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_colour_lays_on_more_ink_than_the_limit() {
        for limit in [100, 220, 240, 280, 300] {
            for colour in 0..8_u32.pow(4) {
                let part = |shift: u32| (((colour >> shift) & 7) * 255 / 7) as u8;
                let inks = [part(0), part(3), part(6), part(9)];
                let held = limited(inks, limit);
                let sum: u32 = held.iter().map(|&ink| u32::from(ink)).sum();
                assert!(sum * 100 <= u32::from(limit) * 255, "{inks:?} {held:?} {limit}");
                let before: u32 = inks.iter().map(|&ink| u32::from(ink)).sum();
                assert!(before * 100 > u32::from(limit) * 255 || held == inks);
            }
        }
    }

    #[test]
    fn black_and_white_are_themselves() {
        let blacks = blacks();
        assert_eq!((blacks[0], blacks[255]), (255, 0));
        assert!(blacks.windows(2).all(|pair| pair[0] >= pair[1]), "{blacks:?}");
        assert!((120..150).contains(&black_for(50.0)), "{}", black_for(50.0));
    }
}
