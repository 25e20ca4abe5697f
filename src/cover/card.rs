//! The front as the theme draws it: title, subtitle, authors, publisher.

use super::drawing::{At, Drawing, Plane};
use super::look::{LIGHT, Look};
use super::words::{Hand, Room, Set};
use crate::font::{Slant, Weight};
use crate::image::Picture;
use crate::theme::CoverDesign;

/// Draws the front.
pub(super) fn draw(look: &Look<'_>, plane: Plane) -> Option<Picture> {
    let mut drawing = Drawing::new(plane);
    match look.design {
        CoverDesign::Plain => plain(look, plane, &mut drawing),
        CoverDesign::Framed => framed(look, plane, &mut drawing),
        CoverDesign::Banner => banner(look, plane, &mut drawing),
    }
    drawing.finish("front-cover.svg", look.fonts)
}

/// Fills the whole with a colour, unless that is done.
pub(super) fn ground(colour: &str, plane: Plane, drawing: &mut Drawing) {
    let Plane { width, height, left, right, bleed, bare } = plane;
    if !bare {
        let size = (width + left + right, height + 2.0 * bleed);
        drawing.fill((-left, -bleed), size, colour);
    }
}

/// Lines one below the other from a baseline on; where the next would stand.
fn lines(
    set: &Set,
    at: At,
    from: f64,
    leading: f64,
    (hand, colour): (&Hand<'_>, &str),
    drawing: &mut Drawing,
) -> f64 {
    let mut y = from;
    for line in &set.lines {
        drawing.words(line, at, y, set.size, hand, colour);
        y += set.size * leading;
    }
    y
}

/// The sizes of a subtitle: never more than this part of the size of the title above it, however
/// small a long word makes that.
const BELOW_TITLE: f64 = 0.7;

/// Sizes in units as points, for what stands below a title.
fn smaller<const N: usize>(unit: f64, title: f64, sizes: [f64; N]) -> [f64; N] {
    sizes.map(|size| (size * unit).min(title * BELOW_TITLE))
}

/// Sizes in units as points.
fn sizes<const N: usize>(unit: f64, sizes: [f64; N]) -> [f64; N] {
    sizes.map(|size| size * unit)
}

/// To the left, between two rules: a sober pamphlet.
fn plain(look: &Look<'_>, plane: Plane, drawing: &mut Drawing) {
    let Plane { width, height, .. } = plane;
    let (unit, margin) = (plane.unit(), plane.margin());
    let measure = width - 2.0 * margin;
    let ink = look.letters();
    ground(look.ground(), plane, drawing);
    let upright = look.hand(Weight::Regular, Slant::Upright);
    let small = look.hand(Weight::Regular, Slant::Upright).spaced(0.035);
    let italic = look.hand(Weight::Regular, Slant::Italic);
    let thick = unit * 0.25;
    let rule =
        |y: f64, drawing: &mut Drawing| drawing.fill((margin, y), (measure, thick), ink);

    let room = Room { measure, lines: 3, height };
    let authors = look.authors();
    let set = small.fitted(&authors, &sizes(unit, [5.0, 4.5, 3.75, 3.2]), room);
    let top = margin + unit * 6.0;
    let end = lines(&set, At::Left(margin), top, 1.3, (&small, ink), drawing);
    let head = if authors.is_empty() { margin } else { end - set.size * 0.55 };
    rule(head, drawing);

    let large = [15.6, 13.7, 11.9, 10.3, 8.75, 7.5, 6.25, 5.0];
    let room = Room { measure, lines: 6, height: height * 0.36 };
    let set = upright.fitted(&look.info.title, &sizes(unit, large), room);
    let title = set.size;
    let from = head + unit * 2.0 + set.size * 1.1;
    let mut y = lines(&set, At::Left(margin), from, 1.06, (&upright, ink), drawing);
    if let Some(subtitle) = &look.info.subtitle {
        let room = Room { measure, lines: 5, height: height * 0.2 };
        let set =
            italic.fitted(subtitle, &smaller(unit, title, [5.75, 5.0, 4.25, 3.5]), room);
        y += set.size * 1.0 - title * 0.62;
        lines(&set, At::Left(margin), y, 1.25, (&italic, ink), drawing);
    }

    let foot = height - margin;
    let size = unit * 3.8;
    let series = look.series();
    if look.info.publisher.is_some() || series.is_some() {
        rule(foot - size * 2.1, drawing);
    }
    let publisher = look.info.publisher.as_deref().unwrap_or_default();
    let series = series.unwrap_or_default();
    let both = small.width(publisher) + small.width(&series) + 2.0;
    let size = fit(&small, publisher, size, measure);
    drawing.words(publisher, At::Left(margin), foot, size, &small, ink);
    let at =
        if publisher.is_empty() { At::Left(margin) } else { At::Right(width - margin) };
    if both * size <= measure {
        drawing.words(&series, at, foot, size, &small, ink);
    }
}

/// A size that a line has at the most so that it fits.
pub(super) fn fit(hand: &Hand<'_>, words: &str, size: f64, measure: f64) -> f64 {
    let width = hand.width(words) * size;
    if width > measure { size * measure / width } else { size }
}

/// On the axis, in a frame: a book for reading.
fn framed(look: &Look<'_>, plane: Plane, drawing: &mut Drawing) {
    let Plane { width, height, .. } = plane;
    let unit = plane.unit();
    let ink = look.letters();
    ground(look.ground(), plane, drawing);
    let inset = frames(plane, ink, drawing);
    let measure = width - 2.0 * (inset + unit * 7.0);
    let axis = At::Middle(width / 2.0);
    let upright = look.hand(Weight::Regular, Slant::Upright);
    let capitals = look.hand(Weight::Regular, Slant::Upright).spaced(0.14);
    let italic = look.hand(Weight::Regular, Slant::Italic);

    let authors = look.authors().to_uppercase();
    let room = Room { measure, lines: 3, height };
    let set = capitals.fitted(&authors, &sizes(unit, [3.9, 3.4, 3.0, 2.6]), room);
    let top = inset + unit * 13.0;
    lines(&set, axis, top, 1.5, (&capitals, look.text()), drawing);

    let large = [13.5, 12.0, 10.5, 9.25, 8.0, 7.0, 6.0, 5.0];
    let room = Room { measure, lines: 6, height: height * 0.34 };
    let set = upright.fitted(&look.info.title, &sizes(unit, large), room);
    let title = set.size;
    // The block of the title hangs about a line above the middle.
    let high = set.lines.len() as f64 * set.size * 1.12;
    let from = (height * 0.42 - high / 2.0).max(height * 0.22) + set.size * 0.8;
    let mut y = lines(&set, axis, from, 1.12, (&upright, ink), drawing);
    if let Some(subtitle) = &look.info.subtitle {
        let room = Room { measure, lines: 5, height: height * 0.18 };
        let set =
            italic.fitted(subtitle, &smaller(unit, title, [5.0, 4.4, 3.8, 3.3]), room);
        y += set.size * 1.0 - title * 0.55;
        y = lines(&set, axis, y, 1.3, (&italic, look.text()), drawing);
    }
    let foot = height - inset - unit * 9.0;
    let room = foot - unit * 6.0 - y;
    if room > unit * 12.0 {
        drawing.words(
            "❦",
            axis,
            y + (room * 0.4).min(unit * 22.0),
            unit * 6.5,
            &upright,
            ink,
        );
    }
    if let Some(publisher) = &look.info.publisher {
        let publisher = publisher.to_uppercase();
        let size = fit(&capitals, &publisher, unit * 3.0, measure);
        drawing.words(&publisher, axis, foot, size, &capitals, look.text());
    }
}

/// How far from the edges a frame stands, in margins, and the thin one from the thick, in units.
const FRAME: f64 = 0.8;
const THIN: f64 = 1.7;

/// How far from the edges things stand that keep clear of the frames.
pub(super) fn inside(plane: Plane) -> f64 {
    plane.margin() * FRAME + plane.unit() * (THIN + 3.0)
}

/// A thick and a thin frame; how far from the edges the thin one stands.
pub(super) fn frames(plane: Plane, ink: &str, drawing: &mut Drawing) -> f64 {
    let Plane { width, height, .. } = plane;
    let (unit, outer) = (plane.unit(), plane.margin() * FRAME);
    let mut frame = |inset: f64, thick: f64| {
        let size = (width - 2.0 * inset, height - 2.0 * inset);
        drawing.frame((inset, inset), size, thick, ink);
    };
    let inner = outer + unit * THIN;
    frame(outer, unit * 0.75);
    frame(inner, unit * 0.2);
    inner
}

/// Large letters above a band: a broadside.
fn banner(look: &Look<'_>, plane: Plane, drawing: &mut Drawing) {
    let Plane { width, height, .. } = plane;
    let (unit, margin) = (plane.unit(), plane.margin());
    let measure = width - 2.0 * margin;
    let (ink, dark) = (look.letters(), look.letters_on_light());
    ground(look.ground(), plane, drawing);
    let band = self::band(plane, drawing);
    drawing.fill((margin, margin), (unit * 22.0, unit * 2.2), ink);

    let bold = look.hand(Weight::Bold, Slant::Upright);
    let upright = look.hand(Weight::Regular, Slant::Upright);
    let large = [19.0, 17.0, 15.0, 13.0, 11.25, 9.75, 8.25, 7.0, 5.75];
    let room = Room { measure, lines: 6, height: height * 0.45 };
    let set = bold.fitted(&look.info.title, &sizes(unit, large), room);
    let title = set.size;
    let from = margin + unit * 5.5 + set.size * 0.85;
    let mut y = lines(&set, At::Left(margin), from, 0.98, (&bold, ink), drawing);
    if let Some(subtitle) = &look.info.subtitle {
        let left = (band - unit * 4.0 - y).max(unit * 4.0);
        let room = Room { measure, lines: 5, height: left / 1.2 };
        let set = upright.fitted(
            subtitle,
            &smaller(unit, title, [6.0, 5.25, 4.5, 3.8, 3.2]),
            room,
        );
        y += set.size * 1.0 - title * 0.62;
        lines(&set, At::Left(margin), y, 1.2, (&upright, ink), drawing);
    }

    let room = Room { measure, lines: 3, height: height * 0.1 };
    let authors = look.authors();
    let set = bold.fitted(&authors, &sizes(unit, [5.0, 4.3, 3.7, 3.2]), room);
    let from = band + unit * 4.0 + set.size * 0.8;
    lines(&set, At::Left(margin), from, 1.15, (&bold, dark), drawing);
    if let Some(publisher) = &look.info.publisher {
        let size = fit(&upright, publisher, unit * 3.6, measure);
        drawing.words(publisher, At::Left(margin), height - margin, size, &upright, dark);
    }
}

/// The light band at the foot of all sides of a broadside; where it begins.
pub(super) fn band(plane: Plane, drawing: &mut Drawing) -> f64 {
    let Plane { width, height, left, right, bleed, bare } = plane;
    let top = height * 0.76;
    if !bare {
        let size = (width + left + right, height - top + bleed);
        drawing.fill((-left, top), size, LIGHT);
    }
    top
}
