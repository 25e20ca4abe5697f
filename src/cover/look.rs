//! How a book's cover looks when it is drawn: its design, its colours, its letters.

use super::words::Hand;
use crate::font::{Fonts, Slant, Weight};
use crate::info::Info;
use crate::theme::{CoverDesign, Theme};

/// Dark colours: light letters on them, and they as letters on light, have a contrast above
/// 7:1 (WCAG 2.2, 1.4.6).
pub(super) const DARK: [&str; 6] =
    ["#7a1f1b", "#1f3a4d", "#2f4032", "#3d2b4a", "#5a3a1a", "#22303c"];
/// The light that goes with them.
pub(super) const LIGHT: &str = "#f6f1e6";
/// Small letters on light: black ink alone.
pub(super) const BLACK: &str = "#000000";

/// What a cover is drawn from.
pub(super) struct Look<'a> {
    pub info: &'a Info,
    pub fonts: &'a Fonts,
    pub design: CoverDesign,
    /// The dark colour of the book.
    pub dark: &'static str,
    serif: &'a str,
    sans: &'a str,
}

impl<'a> Look<'a> {
    pub fn new(info: &'a Info, theme: &'a Theme, fonts: &'a Fonts) -> Look<'a> {
        let families = &theme.families;
        Look {
            info,
            fonts,
            design: theme.cover,
            dark: DARK[choice(&info.title)],
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
    pub fn ground(&self) -> &'static str {
        match self.design {
            CoverDesign::Plain | CoverDesign::Banner => self.dark,
            CoverDesign::Framed => LIGHT,
        }
    }

    /// The colour of large letters on it.
    pub fn letters(&self) -> &'static str {
        match self.design {
            CoverDesign::Plain | CoverDesign::Banner => LIGHT,
            CoverDesign::Framed => self.dark,
        }
    }

    /// The colour of text on it.
    pub fn text(&self) -> &'static str {
        match self.design {
            CoverDesign::Plain | CoverDesign::Banner => LIGHT,
            CoverDesign::Framed => BLACK,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How much light a colour gives (WCAG 2.2, relative luminance).
    fn light(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("it is hex");
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn letters_stand_out_from_every_ground() {
        for dark in DARK {
            let contrast = (light(LIGHT) + 0.05) / (light(dark) + 0.05);
            assert!(contrast >= 7.0, "{dark}: {contrast}");
        }
    }
}
