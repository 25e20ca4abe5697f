//! Drawings: our own walk of the tree of shapes, with converted colours. What shapes in device
//! colours cannot show is turned into pixels, the whole drawing at once, so that it is of one piece.

use krilla::geom::{Path, PathBuilder, Rect, Size as Area, Transform};
use krilla::graphic::Graphic;
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient,
    SpreadMethod, Stop, Stroke, StrokeDash,
};
use krilla::surface::Surface;
use usvg::tiny_skia_path::PathSegment;
use usvg::{Group, ImageKind, Node};

use super::ink::paint;
use super::profile::Converter;
use super::raster::{self, Ready, Wanted};
use crate::geom::Len;
use crate::image::{Fit, Picture, rasterise};

/// How fine drawings are that become pixels, an inch.
const FINE: f64 = 300.0;

/// Into how many parts the way from one colour of a gradient to the next is cut, and from how
/// many colours on it is not.
const BETWEEN: usize = 8;
const MANY_STOPS: usize = 64;
/// How many places are told apart that others lie on.
const LAID: usize = 1000;

/// A drawing ready for the press.
pub(super) enum Drawn {
    Shapes(Box<Shapes>),
    Pixels(Ready),
}

/// A drawing as shapes.
pub(super) struct Shapes {
    pub width: f32,
    pub height: f32,
    /// The most ink on a spot, in per cent, of pictures in it that come in CMYK.
    pub ink: Option<u16>,
    steps: Vec<Step>,
}

/// What is done to draw it.
enum Step {
    Push(Transform),
    Clip(Path, FillRule),
    Fade(NormalizedF32),
    Pop,
    Shape(Box<(Path, Option<Fill>, Option<Stroke>)>),
    Picture(krilla::image::Image, Area),
}

/// Reads a drawing that stands nowhere larger than `size`.
pub(super) fn read(
    picture: &Picture,
    size: (Len, Len),
    wanted: Wanted,
    mut converter: Converter,
) -> Result<Drawn, String> {
    if picture.tree().is_none() {
        return Err("the drawing cannot be read".into());
    }
    if let Some(shapes) = shapes(picture, wanted, &mut converter) {
        return Ok(Drawn::Shapes(shapes));
    }
    let pixels =
        |length: Len| (length.to_pt() / 72.0 * FINE).ceil().clamp(1.0, 1e5) as u32;
    let fit = Fit { width: pixels(size.0), height: pixels(size.1) };
    let drawn =
        rasterise(picture, fit).ok_or("it is too large to be turned into pixels")?;
    let pixels =
        image::load_from_memory(&drawn.data).map_err(|error| error.to_string())?;
    raster::convert_drawing(&pixels, wanted, &mut converter).map(Drawn::Pixels)
}

/// A drawing as shapes, if they can show it.
pub(super) fn shapes(
    picture: &Picture,
    wanted: Wanted,
    converter: &mut Converter,
) -> Option<Box<Shapes>> {
    let tree = picture.press_tree()?;
    let mut walk = Walk::new(converter, wanted);
    walk.group(tree.root())?;
    let (size, steps, ink) = (tree.size(), walk.steps, walk.ink);
    Some(Box::new(Shapes { width: size.width(), height: size.height(), ink, steps }))
}

/// Draws shapes, once for all their places.
pub(super) fn graphic(shapes: &Shapes, surface: &mut Surface<'_>) -> Graphic {
    let mut builder = surface.stream_builder();
    let mut sheet = builder.surface();
    let mut open = 0;
    if let Some(clip) = whole(shapes) {
        sheet.push_clip_path(&clip, &FillRule::NonZero);
        open += 1;
    }
    for step in &shapes.steps {
        match step {
            Step::Push(transform) => sheet.push_transform(transform),
            Step::Clip(path, rule) => sheet.push_clip_path(path, rule),
            Step::Fade(opacity) => {
                sheet.push_opacity(*opacity);
                sheet.push_isolated();
            }
            Step::Pop => sheet.pop(),
            Step::Shape(shape) => {
                let (path, fill, stroke) = shape.as_ref();
                sheet.set_fill(fill.clone());
                sheet.set_stroke(stroke.clone());
                sheet.draw_path(path);
            }
            Step::Picture(image, size) => sheet.draw_image(image.clone(), *size),
        }
    }
    for _ in 0..open {
        sheet.pop();
    }
    sheet.finish();
    Graphic::new(builder.finish(), false)
}

fn whole(shapes: &Shapes) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(0.0, 0.0, shapes.width, shapes.height)?);
    path.finish()
}

/// The walk; `None` anywhere in it means that shapes cannot show the drawing.
struct Walk<'a> {
    converter: &'a mut Converter,
    wanted: Wanted,
    steps: Vec<Step>,
    /// The most ink of pictures whose inks are their own.
    ink: Option<u16>,
    /// Where shapes and pictures lie so far.
    laid: Vec<usvg::Rect>,
    /// How many of them lie below the group that is seen through, if one is open.
    below: Option<usize>,
    /// Whether what is drawn is seen through, and others lie below it.
    shades: bool,
}

impl<'a> Walk<'a> {
    fn new(converter: &'a mut Converter, wanted: Wanted) -> Walk<'a> {
        let (steps, laid) = (Vec::new(), Vec::new());
        Walk { converter, wanted, steps, ink: None, laid, below: None, shades: false }
    }
}

impl Walk<'_> {
    fn group(&mut self, group: &Group) -> Option<()> {
        let plain = group.filters().is_empty()
            && group.mask().is_none()
            && group.blend_mode() == usvg::BlendMode::Normal;
        if !plain {
            return None;
        }
        self.steps.push(Step::Push(transform(group.transform())));
        let mut open = 1;
        if let Some(clip) = group.clip_path() {
            open += self.clip(clip)?;
        }
        let opacity = group.opacity().get();
        if opacity < 1.0 {
            self.steps.push(Step::Fade(self.faded(opacity)?));
            open += 2;
        }
        let outside = self.below;
        if opacity < 1.0 {
            self.below = outside.or(Some(self.laid.len()));
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path)?,
                Node::Image(image) => self.image(image)?,
                Node::Text(text) => self.group(text.flattened())?,
            }
        }
        self.below = outside;
        self.steps.extend((0..open).map(|_| Step::Pop));
        Some(())
    }

    /// A part that is seen through, if the standard knows any.
    fn faded(&self, opacity: f32) -> Option<NormalizedF32> {
        if self.wanted.alpha || opacity >= 1.0 {
            NormalizedF32::new(opacity)
        } else {
            None
        }
    }

    /// A clip of shapes that each cut by the same rule; how many steps it opens.
    fn clip(&mut self, clip: &usvg::ClipPath) -> Option<usize> {
        let mut open = 0;
        if let Some(outer) = clip.clip_path() {
            open += self.clip(outer)?;
        }
        let mut path = PathBuilder::new();
        let mut rules = Vec::new();
        outline(clip.root(), clip.transform(), &mut path, &mut rules)?;
        let even = rules.contains(&usvg::FillRule::EvenOdd);
        if even && rules.len() > 1 {
            return None;
        }
        let rule = if even { FillRule::EvenOdd } else { FillRule::NonZero };
        // Without an outline everything is cut away: that is left to pixels.
        self.steps.push(Step::Clip(path.finish()?, rule));
        Some(open + 1)
    }

    /// Notes where something lies; of very many things the last are taken as one.
    fn lay(&mut self, at: usvg::Rect) {
        // What lies in a group that is open is not below it.
        let (count, below) = (self.laid.len(), self.below.unwrap_or(0));
        match self.laid.last_mut() {
            Some(last) if below < count && count >= LAID => {
                let left = last.left().min(at.left());
                let top = last.top().min(at.top());
                let (right, bottom) =
                    (last.right().max(at.right()), last.bottom().max(at.bottom()));
                *last = usvg::Rect::from_ltrb(left, top, right, bottom).unwrap_or(*last);
            }
            Some(_) | None => self.laid.push(at),
        }
    }

    fn path(&mut self, path: &usvg::Path) -> Option<()> {
        if !path.is_visible() {
            return Some(());
        }
        let (at, opacity) =
            (path.abs_bounding_box(), |part: Option<f32>| part.unwrap_or(1.0));
        let through = opacity(path.fill().map(|fill| fill.opacity().get())) < 1.0
            || opacity(path.stroke().map(|stroke| stroke.opacity().get())) < 1.0;
        let below = self.below.or(through.then_some(self.laid.len()));
        let meets = |other: &usvg::Rect| {
            other.left() < at.right()
                && at.left() < other.right()
                && other.top() < at.bottom()
                && at.top() < other.bottom()
        };
        self.shades = below.is_some_and(|below| self.laid[..below].iter().any(meets));
        self.lay(at);
        let fill = match path.fill() {
            Some(fill) => Some(self.fill(fill)?),
            None => None,
        };
        let stroke = match path.stroke() {
            Some(stroke) => Some(self.stroke(stroke)?),
            None => None,
        };
        let outline = || {
            let mut outline = PathBuilder::new();
            add(path.data(), usvg::Transform::identity(), &mut outline);
            outline.finish()
        };
        let mut shape = |fill, stroke| {
            self.steps.extend(
                outline().map(|path| Step::Shape(Box::new((path, fill, stroke)))),
            );
        };
        match (path.paint_order(), fill, stroke) {
            (_, None, None) => {}
            (usvg::PaintOrder::StrokeAndFill, Some(fill), Some(stroke)) => {
                shape(None, Some(stroke));
                shape(Some(fill), None);
            }
            (
                usvg::PaintOrder::FillAndStroke | usvg::PaintOrder::StrokeAndFill,
                fill,
                stroke,
            ) => shape(fill, stroke),
        }
        Some(())
    }

    fn fill(&mut self, fill: &usvg::Fill) -> Option<Fill> {
        let rule = match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        };
        let opacity = self.faded(fill.opacity().get())?;
        Some(Fill { paint: self.paint(fill.paint())?, opacity, rule })
    }

    fn stroke(&mut self, stroke: &usvg::Stroke) -> Option<Stroke> {
        let dash = stroke.dasharray().map(|array| StrokeDash {
            array: array.to_vec(),
            offset: stroke.dashoffset(),
        });
        let opacity = self.faded(stroke.opacity().get())?;
        Some(Stroke {
            paint: self.paint(stroke.paint())?,
            width: stroke.width().get(),
            miter_limit: stroke.miterlimit().get(),
            line_cap: match stroke.linecap() {
                usvg::LineCap::Butt => LineCap::Butt,
                usvg::LineCap::Round => LineCap::Round,
                usvg::LineCap::Square => LineCap::Square,
            },
            line_join: match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
                usvg::LineJoin::Round => LineJoin::Round,
                usvg::LineJoin::Bevel => LineJoin::Bevel,
            },
            opacity,
            dash,
        })
    }

    fn paint(&mut self, from: &usvg::Paint) -> Option<Paint> {
        match from {
            usvg::Paint::Color(colour) => Some(paint(self.colour(*colour))),
            usvg::Paint::LinearGradient(gradient) => Some(
                LinearGradient {
                    x1: gradient.x1(),
                    y1: gradient.y1(),
                    x2: gradient.x2(),
                    y2: gradient.y2(),
                    transform: transform(gradient.transform()),
                    spread_method: spread(gradient.spread_method())?,
                    stops: self.stops(gradient.stops())?,
                    anti_alias: false,
                }
                .into(),
            ),
            usvg::Paint::RadialGradient(gradient) => Some(
                RadialGradient {
                    fx: gradient.fx(),
                    fy: gradient.fy(),
                    fr: 0.0,
                    cx: gradient.cx(),
                    cy: gradient.cy(),
                    cr: gradient.r().get(),
                    transform: transform(gradient.transform()),
                    spread_method: spread(gradient.spread_method())?,
                    stops: self.stops(gradient.stops())?,
                    anti_alias: false,
                }
                .into(),
            ),
            usvg::Paint::Pattern(_) => None,
        }
    }

    /// The colours of a gradient, if none is seen through. Between two of them others are taken,
    /// for inks mixed in equal parts are not what light is: the midst of red and blue would be
    /// brown. One of grays alone stays in black ink.
    fn stops(&mut self, stops: &[usvg::Stop]) -> Option<Vec<Stop>> {
        if stops.iter().any(|stop| stop.opacity().get() < 1.0) {
            return None;
        }
        let rgb = |stop: &usvg::Stop| {
            let colour = stop.color();
            [colour.red, colour.green, colour.blue]
        };
        let gray =
            stops.iter().map(rgb).all(|[red, green, blue]| red == green && green == blue);
        let mut convert = |rgb: [u8; 3], offset: f32| {
            let [c, m, y, k] = match gray && !self.shades {
                true => self.converter.colour(rgb),
                false => self.converter.solid_colour(rgb),
            };
            Some(Stop {
                offset: NormalizedF32::new(offset)?,
                color: krilla::color::cmyk::Color::new(c, m, y, k).into(),
                opacity: NormalizedF32::ONE,
            })
        };
        let steps = if stops.len() > MANY_STOPS { 1 } else { BETWEEN };
        let mut converted = Vec::new();
        for pair in stops.windows(2) {
            let (from, to) = (rgb(&pair[0]), rgb(&pair[1]));
            let (start, end) = (pair[0].offset().get(), pair[1].offset().get());
            let steps = if from == to || start >= end { 1 } else { steps };
            for step in 0..steps {
                let part = step as f32 / steps as f32;
                let mixed = std::array::from_fn(|at| {
                    let (from, to) = (f32::from(from[at]), f32::from(to[at]));
                    (from + (to - from) * part).round() as u8
                });
                converted.push(convert(mixed, start + (end - start) * part)?);
            }
        }
        if let Some(last) = stops.last() {
            converted.push(convert(rgb(last), last.offset().get())?);
        }
        Some(converted)
    }

    fn colour(&mut self, colour: usvg::Color) -> [u8; 4] {
        let rgb = [colour.red, colour.green, colour.blue];
        if self.shades {
            self.converter.solid_colour(rgb)
        } else {
            self.converter.colour(rgb)
        }
    }

    /// A picture of pixels in the drawing.
    fn image(&mut self, image: &usvg::Image) -> Option<()> {
        if !image.is_visible() {
            return Some(());
        }
        let (data, jpeg) = match image.kind() {
            ImageKind::JPEG(data) => (data, true),
            ImageKind::PNG(data) => (data, false),
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => return None,
        };
        let data: std::sync::Arc<[u8]> = std::sync::Arc::from(data.as_slice());
        let ready = raster::read(&data, jpeg, self.wanted, self.converter).ok()?;
        // What lies below it in the drawing is not white.
        if ready.on_white {
            return None;
        }
        self.ink = self.ink.max(ready.ink);
        self.lay(image.abs_bounding_box());
        let size = Area::from_wh(image.size().width(), image.size().height())?;
        self.steps.push(Step::Picture(ready.image, size));
        Some(())
    }
}

fn spread(method: usvg::SpreadMethod) -> Option<SpreadMethod> {
    match method {
        usvg::SpreadMethod::Pad => Some(SpreadMethod::Pad),
        // Their functions are not all of PDF 1.3.
        usvg::SpreadMethod::Reflect | usvg::SpreadMethod::Repeat => None,
    }
}

fn transform(from: usvg::Transform) -> Transform {
    Transform::from_row(from.sx, from.ky, from.kx, from.sy, from.tx, from.ty)
}

/// The outline of all shapes of a clip and the rules they are filled by; `None` if one of them is
/// itself clipped.
fn outline(
    group: &Group,
    at: usvg::Transform,
    path: &mut PathBuilder,
    rules: &mut Vec<usvg::FillRule>,
) -> Option<()> {
    for node in group.children() {
        match node {
            Node::Path(shape) => {
                if shape.is_visible() {
                    rules.extend(shape.fill().map(usvg::Fill::rule));
                    add(shape.data(), at, path);
                }
            }
            Node::Group(inner) => {
                if inner.clip_path().is_some() {
                    return None;
                }
                outline(inner, at.pre_concat(inner.transform()), path, rules)?;
            }
            Node::Text(text) => outline(text.flattened(), at, path, rules)?,
            // A clip holds no pictures (SVG 1.1, 14.3.5).
            Node::Image(_) => {}
        }
    }
    Some(())
}

fn add(data: &usvg::tiny_skia_path::Path, at: usvg::Transform, path: &mut PathBuilder) {
    let place = |mut point: usvg::tiny_skia_path::Point| {
        at.map_point(&mut point);
        point
    };
    for segment in data.segments() {
        match segment {
            PathSegment::MoveTo(p) => {
                let p = place(p);
                path.move_to(p.x, p.y);
            }
            PathSegment::LineTo(p) => {
                let p = place(p);
                path.line_to(p.x, p.y);
            }
            PathSegment::QuadTo(p, q) => {
                let (p, q) = (place(p), place(q));
                path.quad_to(p.x, p.y, q.x, q.y);
            }
            PathSegment::CubicTo(p, q, r) => {
                let (p, q, r) = (place(p), place(q), place(r));
                path.cubic_to(p.x, p.y, q.x, q.y, r.x, r.y);
            }
            PathSegment::Close => path.close(),
        }
    }
}

#[cfg(test)]
mod tests;
