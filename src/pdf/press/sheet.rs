//! The page and what is around it: boxes and marks. Lengths in points, from the upper left
//! corner of the medium.

use krilla::color::separation::{Color as Spot, SeparationColorant, SeparationSpace};
use krilla::color::{Color, cmyk};
use krilla::geom::{PathBuilder, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Paint, Stroke};
use krilla::surface::Surface;

use super::super::page::points;
use super::Setup;
use crate::geom::{Len, Size};
use crate::pages::Side;
use crate::printer::Mark;

/// How long a crop mark is, how thick, and how far from the cut it begins at the least: 5 mm,
/// a quarter of a point, 3 mm; and how far from what bleeds, so that no ink lies on another.
const MARK: f32 = 14.17;
const HAIR: f32 = 0.25;
const CLEAR: f32 = 8.5;
const APART: f32 = 1.0;
/// How large a registration mark is across, and a patch of the colour strip.
const CROSS: f32 = 14.0;
const PATCH: f32 = 12.0;

/// One page as it lies on its medium.
pub(super) struct Sheet {
    /// The whole.
    pub media: (f32, f32),
    /// What remains after the cut.
    pub trim: Rect,
    /// What is printed.
    pub bleed: Rect,
}

impl Sheet {
    /// The sheet of a page; none if it has no area.
    pub fn of(size: Size, side: Side, setup: &Setup) -> Option<Sheet> {
        let (width, height) = (points(size.width), points(size.height));
        let bleed = points(setup.bleed);
        let gutter = if setup.gutter_bleed { bleed } else { 0.0 };
        let (left, right) = match side {
            Side::Recto => (gutter, bleed),
            Side::Verso => (bleed, gutter),
        };
        let around = match setup.marks.is_empty() && setup.folds.is_empty() {
            true => 0.0,
            false => near(setup.bleed) - bleed + MARK + CROSS / 2.0,
        };
        let whole = |length: f32| (length * 1000.0).round() / 1000.0;
        let (x, y) = (whole(around + left), whole(around + bleed));
        let trim = Rect::from_xywh(x, y, width, height)?;
        let bleed = Rect::from_ltrb(
            whole(x - left),
            whole(y - bleed),
            whole(x + width + right),
            whole(y + height + bleed),
        )?;
        let media = (whole(bleed.right() + around), whole(bleed.bottom() + around));
        Some(Sheet { media, trim, bleed })
    }

    /// Draws the marks.
    pub fn mark(&self, setup: &Setup, surface: &mut Surface<'_>) {
        for mark in &setup.marks {
            match mark {
                Mark::Crop => self.crop(setup, surface),
                Mark::Registration => self.registration(setup, surface),
                Mark::ColourStrip => self.strip(setup, surface),
            }
        }
        if !setup.folds.is_empty() {
            self.fold(setup, surface);
        }
    }

    /// Where the sheet is folded: short dashes above and below, clear of the bleed.
    fn fold(&self, setup: &Setup, surface: &mut Surface<'_>) {
        let near = near(setup.bleed);
        let dash = MARK / 5.0;
        let mut lines = Vec::new();
        for fold in &setup.folds {
            let x = self.trim.left() + points(*fold);
            for step in [0.0, 2.0, 4.0] {
                let (from, to) = (near + step * dash, near + (step + 1.0) * dash);
                lines.push([(x, self.trim.top() - from), (x, self.trim.top() - to)]);
                lines
                    .push([(x, self.trim.bottom() + from), (x, self.trim.bottom() + to)]);
            }
        }
        for line in lines {
            stroke(&[line], cmyk::Color::new(0, 0, 0, 255).into(), surface);
        }
    }

    /// Where the sheet is cut, at its four corners, clear of the bleed.
    fn crop(&self, setup: &Setup, surface: &mut Surface<'_>) {
        let near = near(setup.bleed);
        let far = near + MARK;
        let (trim, mut lines) = (self.trim, Vec::new());
        for x in [trim.left(), trim.right()] {
            lines.push([(x, trim.top() - near), (x, trim.top() - far)]);
            lines.push([(x, trim.bottom() + near), (x, trim.bottom() + far)]);
        }
        for y in [trim.top(), trim.bottom()] {
            lines.push([(trim.left() - near, y), (trim.left() - far, y)]);
            lines.push([(trim.right() + near, y), (trim.right() + far, y)]);
        }
        for line in lines {
            stroke(&[line], cmyk::Color::new(0, 0, 0, 255).into(), surface);
        }
    }

    /// A cross in a circle at the middle of each side, in all inks.
    fn registration(&self, setup: &Setup, surface: &mut Surface<'_>) {
        let away = near(setup.bleed) + CROSS / 2.0;
        let (trim, arm, ring) = (self.trim, CROSS / 2.0, CROSS / 4.0);
        let (x, y) =
            ((trim.left() + trim.right()) / 2.0, (trim.top() + trim.bottom()) / 2.0);
        let middles = [
            (x, trim.top() - away),
            (x, trim.bottom() + away),
            (trim.left() - away, y),
            (trim.right() + away, y),
        ];
        let black = cmyk::Color::new(0, 0, 0, 255);
        let ink: Paint = match setup.inks.black {
            true => black.into(),
            false => {
                let all = SeparationColorant::AllColorants;
                Paint::from(Color::from(Spot::new(
                    255,
                    SeparationSpace::new(all, black.into()),
                )))
            }
        };
        // Each by itself: together they would seem to lie over the whole page.
        for (x, y) in middles {
            let mut lines =
                vec![[(x - arm, y), (x + arm, y)], [(x, y - arm), (x, y + arm)]];
            // Sixteen chords are a circle at this size.
            let at = |step: usize| {
                let angle = std::f32::consts::TAU * step as f32 / 16.0;
                (x + ring * angle.cos(), y + ring * angle.sin())
            };
            lines.extend((0..16).map(|step| [at(step), at(step + 1)]));
            stroke(&lines, ink.clone(), surface);
        }
    }

    /// Patches of each ink, full and half, above the page.
    fn strip(&self, setup: &Setup, surface: &mut Surface<'_>) {
        let near = near(setup.bleed);
        let top = self.trim.top() - near - PATCH;
        let inks: &[[u8; 4]] = match setup.inks.black {
            true => &[[0, 0, 0, 255], [0, 0, 0, 128]],
            false => &[
                [255, 0, 0, 0],
                [0, 255, 0, 0],
                [0, 0, 255, 0],
                [0, 0, 0, 255],
                [128, 0, 0, 0],
                [0, 128, 0, 0],
                [0, 0, 128, 0],
                [0, 0, 0, 128],
            ],
        };
        let mut x = self.trim.left() + PATCH;
        for &[c, m, y, k] in inks {
            let mut path = PathBuilder::new();
            if let Some(patch) = Rect::from_xywh(x, top, PATCH, PATCH) {
                path.push_rect(patch);
            }
            if let Some(path) = path.finish() {
                let paint = cmyk::Color::new(c, m, y, k).into();
                let opacity = NormalizedF32::ONE;
                surface.set_stroke(None);
                surface.set_fill(Some(Fill { paint, opacity, rule: Default::default() }));
                surface.draw_path(&path);
            }
            x += PATCH;
        }
    }
}

/// How far from the cut marks begin.
fn near(bleed: Len) -> f32 {
    (points(bleed) + APART).max(CLEAR)
}

fn stroke(lines: &[[(f32, f32); 2]], paint: Paint, surface: &mut Surface<'_>) {
    let mut path = PathBuilder::new();
    for [from, to] in lines {
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint, width: HAIR, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// Whether something that stands in a box reaches over the edge of a page.
pub(super) fn over_edge(at: crate::geom::Point, size: Size, page: Size) -> bool {
    at.x < Len::ZERO
        || at.y < Len::ZERO
        || at.x + size.width > page.width
        || at.y + size.height > page.height
}
