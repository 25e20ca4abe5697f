//! A side of a cover in the making: an SVG in points, from the upper left corner of the trimmed
//! page, with the bleed outside of it.

use super::words::Hand;
use crate::font::{Fonts, Slant, Weight};
use crate::image::{Picture, own};

/// What is drawn on.
#[derive(Clone, Copy)]
pub(super) struct Plane {
    /// The trimmed size.
    pub width: f64,
    pub height: f64,
    /// How far the ground reaches over the edges at the left and the right, above and below.
    pub left: f64,
    pub right: f64,
    pub bleed: f64,
    /// Whether its ground lies below it already.
    pub bare: bool,
}

impl Plane {
    /// A hundredth of the width, or of what the width would be on a page of five to eight: the
    /// unit of all that is drawn.
    pub fn unit(&self) -> f64 {
        self.width.min(self.height * 0.66) / 100.0
    }

    /// How far words stay from the edges: ten units, and never less than what an office
    /// printer leaves white and the knife may take.
    pub fn margin(&self) -> f64 {
        (self.unit() * 10.0).max(CLEAR)
    }
}

/// Ten millimetres.
pub(super) const CLEAR: f64 = 28.35;

/// How a line of words stands.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// Its left end at a place.
    Left(f64),
    /// Its middle.
    Middle(f64),
    /// Its right end.
    Right(f64),
}

pub(super) struct Drawing {
    svg: String,
}

impl Drawing {
    pub fn new(plane: Plane) -> Drawing {
        let Plane { width, height, left, right, bleed, bare: _ } = plane;
        let (w, h) = (width + left + right, height + 2.0 * bleed);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"-{left} -{bleed} {w} {h}\">"
        );
        Drawing { svg }
    }

    /// Fills a box.
    pub fn fill(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), colour: &str) {
        self.svg.push_str(&format!(
            "<rect x=\"{x:.3}\" y=\"{y:.3}\" width=\"{w:.3}\" height=\"{h:.3}\" fill=\"{colour}\"/>"
        ));
    }

    /// Draws the sides of a box, inward from its edges.
    pub fn frame(
        &mut self,
        (x, y): (f64, f64),
        (w, h): (f64, f64),
        thick: f64,
        colour: &str,
    ) {
        let half = thick / 2.0;
        self.svg.push_str(&format!(
            "<rect x=\"{:.3}\" y=\"{:.3}\" width=\"{:.3}\" height=\"{:.3}\" fill=\"none\" \
             stroke=\"{colour}\" stroke-width=\"{thick:.3}\"/>",
            x + half,
            y + half,
            w - thick,
            h - thick
        ));
    }

    /// Sets a line of words.
    pub fn words(
        &mut self,
        words: &str,
        at: At,
        y: f64,
        size: f64,
        hand: &Hand<'_>,
        colour: &str,
    ) {
        let space = hand.spacing * size;
        // The space behind the last letter is none of the line.
        let (x, anchor) = match at {
            At::Left(x) => (x, "start"),
            At::Middle(x) => (x + space / 2.0, "middle"),
            At::Right(x) => (x + space, "end"),
        };
        let weight = match hand.weight {
            Weight::Regular => 400,
            Weight::Bold => 700,
        };
        let slant = match hand.slant {
            Slant::Upright => "normal",
            Slant::Italic => "italic",
        };
        self.svg.push_str(&format!(
            "<text x=\"{x:.3}\" y=\"{y:.3}\" font-family=\"{}\" font-size=\"{size:.3}\" \
             font-weight=\"{weight}\" font-style=\"{slant}\" letter-spacing=\"{space:.3}\" \
             text-anchor=\"{anchor}\" fill=\"{colour}\">{}</text>",
            escaped(hand.family),
            escaped(words)
        ));
    }

    /// Turns what is drawn from here on by quarters, clockwise, about a point.
    pub fn turn(&mut self, quarters: i8, (x, y): (f64, f64)) {
        let angle = i32::from(quarters) * 90;
        self.svg.push_str(&format!(
            "<g transform=\"translate({x:.3} {y:.3}) rotate({angle})\">"
        ));
    }

    /// Ends a turn.
    pub fn turn_back(&mut self) {
        self.svg.push_str("</g>");
    }

    /// The picture.
    pub fn finish(mut self, name: &str, fonts: &Fonts) -> Option<Picture> {
        self.svg.push_str("</svg>");
        own(self.svg, name, Some(fonts))
    }
}

/// Words as XML has them.
fn escaped(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}
