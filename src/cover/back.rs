//! The back as the theme draws it: what the book is about, who made it.

use super::card::{band, fit, frames, ground};
use super::drawing::{At, Drawing, Plane};
use super::look::Look;
use crate::font::{Slant, Weight};
use crate::geom::Size;
use crate::image::Picture;
use crate::theme::CoverDesign;

/// The sizes of the text in units, and the smallest in points.
const SIZES: [f64; 8] = [4.0, 3.6, 3.3, 3.1, 2.9, 2.7, 2.5, 2.3];
const SMALLEST: f64 = 8.5;
/// The distance of baselines, in sizes.
const LEADING: f64 = 1.36;

/// Draws the back; `free` is what the barcode takes from the right
/// and from the lower edge.
/// Says too whether the text had to be cut.
pub(super) fn draw(
    look: &Look<'_>,
    blurb: &str,
    plane: Plane,
    free: Option<Size>,
) -> Option<(Picture, bool)> {
    let Plane { width, height, .. } = plane;
    let unit = plane.unit();
    let mut drawing = Drawing::new(plane);
    ground(look.ground(), plane, &mut drawing);
    let mut margin = plane.margin();
    match look.design {
        CoverDesign::Plain => {}
        CoverDesign::Framed => {
            margin = frames(plane, look.letters(), &mut drawing) + unit * 6.0;
        }
        CoverDesign::Banner => {
            band(plane, &mut drawing);
            let size = (unit * 22.0, unit * 2.2);
            drawing.fill((margin, margin), size, look.letters());
        }
    }
    let hand = look.hand(Weight::Regular, Slant::Upright);
    let bold = look.hand(Weight::Bold, Slant::Upright);
    let italic = look.hand(Weight::Regular, Slant::Italic);
    let measure = width - 2.0 * margin;
    // The words at the foot share their lines with the barcode.
    let free = free.map(|free| (free.width.to_pt(), free.height.to_pt()));
    let narrow = free.map_or(measure, |(wide, _)| width - margin - wide - unit * 3.0);
    let foot = foot(look);
    let small = (unit * 2.7).max(SMALLEST);
    let high = (foot.len() as f64 * small * LEADING)
        .max(free.map_or(0.0, |(_, high)| high - margin));
    let top = match look.design {
        CoverDesign::Plain => margin + unit * 3.0,
        CoverDesign::Framed => margin + unit * 5.0,
        CoverDesign::Banner => margin + unit * 8.0,
    };
    let bottom = match look.design {
        CoverDesign::Plain | CoverDesign::Framed => height - margin - high - unit * 6.0,
        CoverDesign::Banner => {
            (height * 0.76 - unit * 4.0).min(height - margin - high - unit * 6.0)
        }
    };
    let dark = match look.design {
        CoverDesign::Plain | CoverDesign::Framed => look.text(),
        CoverDesign::Banner => look.letters_on_light(),
    };

    let mut cut = false;
    let sizes = SIZES.map(|size| (size * unit).max(SMALLEST));
    let set = sizes.iter().map(|&size| (size, paragraphs(look, blurb, size, measure)));
    let deep = |(size, lines): &(f64, Vec<Option<String>>)| {
        top + lines.iter().map(|line| advance(line, *size)).sum::<f64>() <= bottom
    };
    let mut set: Vec<_> = set.collect();
    let chosen = set.iter().position(deep).unwrap_or(set.len() - 1);
    let (size, lines) = set.swap_remove(chosen);
    let mut y = top + size * 0.8;
    let mut last: Option<(String, f64)> = None;
    for line in lines {
        if y > bottom {
            cut = true;
            break;
        }
        let step = advance(&line, size);
        if let Some(line) = line
            && let Some((before, at)) = last.replace((line, y))
        {
            drawing.words(&before, At::Left(margin), at, size, &hand, look.text());
        }
        y += step;
    }
    if let Some((mut line, at)) = last {
        if cut {
            line.push_str(" …");
        }
        drawing.words(&line, At::Left(margin), at, size, &hand, look.text());
    }

    let mut y = height - margin - (foot.len().saturating_sub(1)) as f64 * small * LEADING;
    for (index, words) in foot.iter().enumerate() {
        let hand = match (index, look.design) {
            (0, CoverDesign::Banner) => &bold,
            (0, CoverDesign::Plain | CoverDesign::Framed) => &hand,
            _ => &italic,
        };
        let size = fit(hand, words, small, narrow);
        drawing.words(words, At::Left(margin), y, size, hand, dark);
        y += small * LEADING;
    }
    Some((drawing.finish("back-cover.svg", look.fonts)?, cut))
}

/// How far down the next line stands; an empty one is half as high.
fn advance(line: &Option<String>, size: f64) -> f64 {
    match line {
        Some(_) => size * LEADING,
        None => size * LEADING / 2.0,
    }
}

/// The lines of all paragraphs, with nothing between two of them.
fn paragraphs(
    look: &Look<'_>,
    blurb: &str,
    size: f64,
    measure: f64,
) -> Vec<Option<String>> {
    let hand = look.hand(Weight::Regular, Slant::Upright);
    // Long lines are hard to read without leading: about 66 letters.
    let measure = measure.min(size * 30.0);
    let mut lines = Vec::new();
    for part in blurb.split("\n\n").filter(|part| !part.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(None);
        }
        lines.extend(hand.full_lines(part, size, measure).into_iter().map(Some));
    }
    lines
}

/// The words at the foot: the publisher and the place, the series.
fn foot(look: &Look<'_>) -> Vec<String> {
    let info = look.info;
    let house: Vec<&str> = [info.publisher.as_deref(), info.place.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let house = Some(house.join(" · ")).filter(|house| !house.is_empty());
    house.into_iter().chain(look.series()).collect()
}
