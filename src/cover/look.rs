//! How a book's cover looks when it is drawn: its design, its colours, its letters.

use super::words::Hand;
use crate::font::{Fonts, Slant, Weight};
use crate::info::Info;
use crate::theme::{CoverDesign, Theme};

/// Dark colours that letters stand out from.
const DARK: [[u8; 3]; 6] = [
    [0x7a, 0x1f, 0x1b],
    [0x1f, 0x3a, 0x4d],
    [0x2f, 0x40, 0x32],
    [0x3d, 0x2b, 0x4a],
    [0x5a, 0x3a, 0x1a],
    [0x22, 0x30, 0x3c],
];
/// The light that goes with them, and what is black ink alone.
const PAPER: [u8; 3] = [0xf6, 0xf1, 0xe6];
const INK: [u8; 3] = [0, 0, 0];
pub(super) const LIGHT: &str = "#f6f1e6";
const WHITE: &str = "#ffffff";
const BLACK: &str = "#000000";
/// How much letters stand out from what they stand on (WCAG 2.2, 1.4.6).
const CONTRAST: f64 = 7.0;

/// What a cover is drawn from.
pub(super) struct Look<'a> {
    pub info: &'a Info,
    pub fonts: &'a Fonts,
    pub design: CoverDesign,
    /// The colour of the book, and as SVG writes it.
    own: [u8; 3],
    colour: String,
    serif: &'a str,
    sans: &'a str,
}

impl<'a> Look<'a> {
    pub fn new(
        info: &'a Info,
        theme: &'a Theme,
        fonts: &'a Fonts,
        colour: Option<[u8; 3]>,
    ) -> Look<'a> {
        let families = &theme.families;
        let own = colour.unwrap_or(DARK[choice(&info.title)]);
        let [red, green, blue] = own;
        Look {
            info,
            fonts,
            design: theme.cover,
            own,
            colour: format!("#{red:02x}{green:02x}{blue:02x}"),
            serif: &families.serif,
            sans: &families.sans,
        }
    }

    /// The letters of the design.
    pub fn hand(&self, weight: Weight, slant: Slant) -> Hand<'a> {
        let family = match self.design {
            CoverDesign::Plain | CoverDesign::Framed => self.serif,
            CoverDesign::Banner => self.sans,
        };
        Hand::new(self.fonts, family, weight, slant)
    }

    /// The colour that fills front, back and spine.
    pub fn ground(&self) -> &str {
        if self.on_light() { LIGHT } else { &self.colour }
    }

    /// The colour of large letters on it.
    pub fn letters(&self) -> &str {
        match (self.on_light(), self.is_dark()) {
            (true, _) => &self.colour,
            (false, true) => LIGHT,
            (false, false) => BLACK,
        }
    }

    /// The colour of text on it: small letters are of black ink alone, or of none.
    pub fn text(&self) -> &'static str {
        if self.is_dark() && !self.on_light() { WHITE } else { BLACK }
    }

    fn is_dark(&self) -> bool {
        contrast(self.own, PAPER) >= contrast(self.own, INK)
    }

    /// The colour of letters on light.
    pub fn letters_on_light(&self) -> &str {
        if contrast(self.own, PAPER) >= CONTRAST { &self.colour } else { BLACK }
    }

    /// Whether the ground is the light and not the book's colour.
    fn on_light(&self) -> bool {
        match self.design {
            CoverDesign::Plain | CoverDesign::Banner => false,
            CoverDesign::Framed => contrast(self.own, PAPER) >= CONTRAST,
        }
    }

    /// The authors, in a line.
    pub fn authors(&self) -> String {
        self.info.authors().collect::<Vec<_>>().join(", ")
    }

    /// The words of a front that is drawn.
    pub fn front_words(&self) -> String {
        let Info { title, subtitle, publisher, .. } = self.info;
        let words = [
            Some(self.authors()),
            Some(title.clone()),
            subtitle.clone(),
            publisher.clone(),
        ];
        let words: Vec<String> =
            words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        words.join(". ")
    }

    /// The words of a back that is drawn.
    pub fn back_words(&self, blurb: &str) -> String {
        let mut words = blurb.replace("\n\n", " ");
        for more in self.info.publisher.iter().chain(&self.series()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(more);
        }
        if words.is_empty() { self.info.title.clone() } else { words }
    }

    /// The series, with the number in it.
    pub fn series(&self) -> Option<String> {
        let (name, number) = self.info.series.as_ref()?;
        Some(match number {
            Some(number) => format!("{name} {number}"),
            None => name.clone(),
        })
    }
}

/// Which colour: the same for the same title, for ever.
fn choice(title: &str) -> usize {
    let sum = title
        .bytes()
        .fold(5381u32, |sum, byte| sum.wrapping_mul(33).wrapping_add(u32::from(byte)));
    sum as usize % DARK.len()
}

/// Whether letters, dark ones or light, stand out from a colour.
pub fn is_readable(colour: [u8; 3]) -> bool {
    contrast(colour, PAPER).max(contrast(colour, INK)) >= CONTRAST
}

/// By how much the lighter of two colours gives more light than the other.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    one.max(other) / one.min(other)
}

/// How much light a colour gives (WCAG 2.2, relative luminance).
fn light(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_out_from_every_ground() {
        for dark in DARK {
            assert!(contrast(PAPER, dark) >= CONTRAST, "{dark:?}");
        }
        assert!(is_readable([0xcf, 0x8a, 0x2b]), "ochre, with black letters");
        assert!(!is_readable([0x80, 0x80, 0x80]), "a gray between");
    }
}
