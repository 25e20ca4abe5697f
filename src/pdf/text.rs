//! Runs of glyphs, gathered into as few drawing operations as the page allows.
//!
//! krilla wraps each operation in its own state, colour and font. Lines of one font, size
//! and ink that follow one another are therefore drawn as one: the jump to the next line is
//! put into the last glyph's advance and the next line's rise.

use std::ops::Range;

use krilla::geom::{Point, Transform};
use krilla::surface::{Location, Surface};
use krilla::text::{Glyph as DrawnGlyph, GlyphId};

use super::Error;
use super::font::Typefaces;
use super::page::points;
use super::press::Palette;
use crate::geom::Len;
use crate::pages::{Glyph, Ink, Run};

/// Glyphs waiting to be drawn, all of one font, size and ink.
pub(super) struct Batch {
    palette: Palette,
    style: Option<Style>,
    start: (f32, f32),
    /// Where krilla's pen will stand: summed up as krilla does, so that jumps land exactly.
    pen: f32,
    glyphs: Vec<Shape>,
    text: String,
    /// Glyphs without text of their own, drawn as outlines, and where.
    drawings: Vec<(f32, f32, Shape)>,
}

#[derive(Clone, Copy, PartialEq)]
struct Style {
    typeface: usize,
    font: usize,
    size: Len,
    /// How wide letters are drawn, in thousandths. Everything else is in their units.
    stretch: i32,
    ink: Ink,
}

/// A glyph as krilla asks for it.
#[derive(Default)]
struct Shape {
    id: u16,
    range: Range<u32>,
    /// In ems.
    advance: f32,
    dx: f32,
    dy: f32,
    /// In points: of the last glyph of a piece, up to where the next piece begins.
    advance_pt: f32,
}

impl DrawnGlyph for Shape {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id.into())
    }
    fn text_range(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }
    fn x_advance(&self, size: f32) -> f32 {
        if size == 1.0 { self.advance } else { self.advance_pt }
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<Location> {
        None
    }
}

/// The text of a glyph that stands for none: it must have one, and this is not seen.
const NOTHING: &str = "\u{200b}";
/// The text of a compound's own hyphen at a line's end: a plain one is taken for one that
/// was added, and lost in a copy, by poppler.
const OWN_HYPHEN: &str = "\u{2010}";

impl Batch {
    /// Nothing to draw yet; inks are told as the palette does.
    pub(super) fn new(palette: Palette) -> Batch {
        Batch {
            palette,
            style: None,
            start: (0.0, 0.0),
            pen: 0.0,
            glyphs: Vec::new(),
            text: String::new(),
            drawings: Vec::new(),
        }
    }

    /// Adds a run whose line begins at `x` and has its baseline at `y`; `ends` where it is the
    /// line's last.
    pub(super) fn add(
        &mut self,
        run: &Run,
        ends: bool,
        (x, y): (Len, Len),
        faces: &mut Typefaces<'_>,
        surface: &mut Surface<'_>,
    ) -> Result<(), Error> {
        if run.size <= Len::ZERO {
            return Ok(());
        }
        let typeface = faces.place(run.face)?;
        let wide = f64::from(run.stretch) / 1000.0;
        let left = (f64::from(points(x + run.x)) / wide) as f32;
        let baseline = points(y - run.rise);
        let size = points(run.size);
        // Lengths in thousandths of an em, the unit of PDF's text operators.
        let unit = 1000.0 / (run.size.count() as f64 * wide);
        if run.text.is_empty() {
            // A run without text, such as an initial, whose letter is told by what follows.
            let (size, stretch, ink) = (run.size, run.stretch, run.ink);
            self.flush(faces, surface);
            self.style = Some(Style { typeface, font: 0, size, stretch, ink });
            let mut ahead = 0_i64;
            for glyph in &run.glyphs {
                let x = (ahead + i64::from(glyph.dx)) as f64 / 65536.0 / wide;
                let y = f64::from(glyph.dy) / 65536.0;
                let place = (left + x as f32, baseline - y as f32);
                ahead += i64::from(glyph.advance);
                let shape = Shape { id: glyph.id, ..Shape::default() };
                self.drawings.push((place.0, place.1, shape));
            }
            self.flush(faces, surface);
            return Ok(());
        }
        let mut counts = 0_i64;
        // Where the pen stands by the typesetter's sums, and by the whole thousandths
        // written: each step is rounded, and the rest carried to the next.
        let mut pen = 0.0_f64;
        let mut at = 0;
        let mut fresh = true;
        let mut rest = run.glyphs.as_slice();
        while !rest.is_empty() {
            let (cluster, later) = rest.split_at(cluster_len(rest));
            rest = later;
            let bytes: usize = cluster.iter().map(|glyph| usize::from(glyph.bytes)).sum();
            let text = run.text.get(at..at + bytes).filter(|text| !text.is_empty());
            let text = match text.unwrap_or(NOTHING) {
                "-" if ends && rest.is_empty() => OWN_HYPHEN,
                text => text,
            };
            at += bytes;
            let font =
                faces.font_for(typeface, cluster[0].id, head(text, cluster.len()))?;
            let style = Style {
                typeface,
                font,
                size: run.size,
                stretch: run.stretch,
                ink: run.ink,
            };
            if self.style != Some(style) {
                self.flush(faces, surface);
                self.style = Some(style);
                fresh = true;
            }
            if fresh {
                self.jump(left + (pen / 1000.0) as f32 * size, baseline, size);
                fresh = false;
            }
            let raise = (self.start.1 - baseline) / size;
            let mut slices = Slices::new(text, cluster.len());
            // One character set with several glyphs: the first stands for it; the others
            // are drawn as outlines, since a code without text copies as rubbish and one
            // with the same text copies it twice.
            let (coded, drawn) =
                cluster.split_at(if slices.whole { 1 } else { cluster.len() });
            let mut ahead =
                counts + coded.iter().map(|g| i64::from(g.advance)).sum::<i64>();
            for glyph in drawn {
                let x = (ahead as f64 + f64::from(glyph.dx)) / 65536.0 / wide;
                let y = f64::from(glyph.dy) / 65536.0;
                let place = (left + x as f32, baseline - y as f32);
                let shape = Shape { id: glyph.id, ..Shape::default() };
                self.drawings.push((place.0, place.1, shape));
                ahead += i64::from(glyph.advance);
            }
            let trailing: i64 = drawn.iter().map(|glyph| i64::from(glyph.advance)).sum();
            for (index, glyph) in coded.iter().enumerate() {
                counts += i64::from(glyph.advance);
                if index + 1 == coded.len() {
                    counts += trailing;
                }
                let own = f64::from(faces.at(typeface).advance(glyph.id));
                let step = own + whole(counts as f64 * unit - pen - own);
                pen += step;
                let slice = slices.next_slice();
                let base = self.text.len();
                let advance = (step / 1000.0) as f32;
                self.glyphs.push(Shape {
                    id: glyph.id,
                    range: (base + slice.start) as u32..(base + slice.end) as u32,
                    advance,
                    dx: (whole(f64::from(glyph.dx) * unit) / 1000.0) as f32,
                    dy: raise + (whole(f64::from(glyph.dy) * unit) / 1000.0) as f32,
                    advance_pt: advance * size,
                });
                self.pen += advance * size;
            }
            self.text.push_str(text);
        }
        Ok(())
    }

    /// Moves to where the next piece begins.
    fn jump(&mut self, x: f32, y: f32, size: f32) {
        match self.glyphs.last_mut() {
            None => (self.start, self.pen) = ((x, y), x),
            Some(last) => {
                let before = self.pen - last.advance_pt;
                last.advance_pt = x - before;
                last.advance = last.advance_pt / size;
                self.pen = before + last.advance_pt;
            }
        }
    }

    /// Draws what has been gathered.
    pub(super) fn flush(&mut self, faces: &Typefaces<'_>, surface: &mut Surface<'_>) {
        let Some(style) = self.style.take() else { return };
        if !self.glyphs.is_empty() || !self.drawings.is_empty() {
            let font = faces.at(style.typeface).font(style.font);
            let (start, size) = (Point::from_xy(self.start.0, self.start.1), style.size);
            surface.set_fill(Some(self.palette.fill(style.ink)));
            let scaled = style.stretch != 1000;
            if scaled {
                // krilla has no horizontal scaling of text (PDF's Tz).
                let wide = style.stretch as f32 / 1000.0;
                surface.push_transform(&Transform::from_scale(wide, 1.0));
            }
            if !self.glyphs.is_empty() {
                surface.draw_glyphs(
                    start,
                    &self.glyphs,
                    font.clone(),
                    &self.text,
                    points(size),
                    false,
                );
            }
            for (x, y, shape) in self.drawings.drain(..) {
                let place = Point::from_xy(x, y);
                surface.draw_glyphs(
                    place,
                    &[shape],
                    font.clone(),
                    "",
                    points(size),
                    true,
                );
            }
            if scaled {
                surface.pop();
            }
        }
        self.glyphs.clear();
        self.text.clear();
    }
}

/// Rounds to the nearest whole number; `f64::round` is a call for each glyph where the
/// processor's own rounding may not be assumed.
#[inline]
fn whole(value: f64) -> f64 {
    let half = if value < 0.0 { -0.5 } else { 0.5 };
    (value + half) as i64 as f64
}

/// How many glyphs make up the first cluster: one that has text and all after it that have
/// none; those without text at the very front belong to the first that has some.
fn cluster_len(glyphs: &[Glyph]) -> usize {
    let front = glyphs.iter().take_while(|glyph| glyph.bytes == 0).count();
    let after = glyphs.iter().skip(front + 1).take_while(|glyph| glyph.bytes == 0);
    (front + 1 + after.count()).min(glyphs.len())
}

/// The part of a cluster's text that its first glyph stands for.
fn head(text: &str, glyphs: usize) -> &str {
    if glyphs == 1 { text } else { &text[Slices::new(text, glyphs).next_slice()] }
}

/// A cluster's text shared out among its glyphs: a character each, the last one the rest.
/// With fewer characters than glyphs the first stands for the whole.
struct Slices<'t> {
    text: &'t str,
    left: usize,
    at: usize,
    whole: bool,
}

impl<'t> Slices<'t> {
    fn new(text: &'t str, glyphs: usize) -> Slices<'t> {
        let whole = glyphs == 1 || text.chars().take(glyphs).count() < glyphs;
        Slices { text, left: glyphs, at: 0, whole }
    }

    fn next_slice(&mut self) -> Range<usize> {
        if self.whole {
            return 0..self.text.len();
        }
        self.left -= 1;
        let from = self.at;
        self.at = match self.text[from..].chars().next() {
            Some(c) if self.left > 0 => from + c.len_utf8(),
            _ => self.text.len(),
        };
        from..self.at
    }
}
