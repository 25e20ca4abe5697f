//! Figures: a picture with its caption and credit, kept together.

use super::frame::Frame;
use super::line::RULE;
use super::setter::Setter;
use super::{After, Strip};
use crate::diag::{Code, Diagnostic};
use crate::document::{Alt, Figure, FigureWidth, Inline};
use crate::geom::{Len, Point, Size};
use crate::pages::{Mark, NodeId, Placed, Tag};
use crate::source::Span;
use crate::theme::Role;

/// The resolution of pictures that state none: CSS's reference pixel.
const DENSITY: i64 = 96;

/// How many lines of each note of a caption a picture leaves room for.
const NOTE: i64 = 2;

/// What a figure consists of.
pub(super) struct Parts {
    /// The nodes of its pictures, but for ornaments.
    pub(super) nodes: Vec<Option<NodeId>>,
    /// The lines of the caption.
    pub(super) captions: Vec<Strip>,
    /// How high they are.
    pub(super) below: Len,
    /// The room that the notes of the caption want.
    pub(super) notes: Len,
}

impl Strip {
    /// Takes the lines of a caption to a height.
    pub(in crate::typeset) fn take(&mut self, caption: Strip, y: Len) {
        for mut placed in caption.placed {
            placed.at.y += y;
            self.placed.push(placed);
        }
        self.notes.extend(caption.notes);
        self.places.extend(caption.places);
    }

    /// Sets what is in it lower, so that it is of a height: its pictures smaller, the rest
    /// nearer to its top.
    pub(in crate::typeset) fn lower(&mut self, height: Len) {
        let pictures = self.placed.iter().filter_map(|placed| match &placed.mark {
            Mark::Picture(_, size) => Some(size.height),
            Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => None,
        });
        let Some(high) = pictures.max().filter(|&high| high > Len::ZERO) else { return };
        let by = self.height - height;
        let (part, whole) = ((high - by).count(), high.count());
        // What pictures lose in width, those beside them move to the left.
        let (mut lost, mut caption) = (Len::ZERO, false);
        for placed in &mut self.placed {
            match &mut placed.mark {
                Mark::Picture(_, size) => {
                    let width = size.width.ratio(part, whole);
                    placed.at.x -= lost;
                    lost += size.width - width;
                    *size = Size { width, height: size.height.ratio(part, whole) };
                }
                Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => {
                    placed.at.y -= by;
                    caption = true;
                }
            }
        }
        // Without a caption they stay on the axis.
        if !caption {
            self.placed.iter_mut().for_each(|placed| placed.at.x += lost / 2);
        }
        self.height = height;
    }
}

impl Setter<'_, '_, '_> {
    pub(super) fn figure(&mut self, figure: &Figure, span: Span, frame: &Frame) {
        match figure.width {
            // In a list, a quotation or a box it stays where it is.
            FigureWidth::Page | FigureWidth::Bleed if frame.running => {
                self.plate(figure, span, frame);
            }
            FigureWidth::Across(_) if frame.running => {
                let frame = self.go_across(frame);
                self.figure_in_text(figure, span, &frame);
            }
            FigureWidth::Page | FigureWidth::Bleed => {
                let message = "a picture in another block cannot have a page of its own";
                let help = "let it stand by itself, before the block or behind it";
                let found = Diagnostic::new(Code::InvalidAttribute, message);
                self.leaf.sink.report(found.at(span).help(help));
                self.figure_in_text(figure, span, frame);
            }
            FigureWidth::Natural | FigureWidth::Measure(_) | FigureWidth::Across(_) => {
                self.figure_in_text(figure, span, frame);
            }
        }
    }

    fn figure_in_text(&mut self, figure: &Figure, span: Span, frame: &Frame) {
        let space = self.all.theme.leading;
        let Parts { nodes, captions, below, notes } = self.figure_parts(figure, frame);
        self.space(space);
        let page = self.all.theme.leading * self.all.theme.lines();
        let gap = self.all.theme.leading / 2;
        let room = (page - below - gap - notes).max(self.all.theme.leading * 2);
        let apart = frame.style.size;
        let (sizes, cut) = self.picture_sizes(figure, frame.measure, apart, room);
        let height = sizes.iter().map(|size| size.height).max().unwrap_or_default();
        if cut {
            let name = &self.all.document.pictures[figure.picture].written;
            let message = format!("{name} is taller than the page and is set smaller");
            let found = Diagnostic::new(Code::TooTallForPage, message).at(span);
            self.leaf.sink.report(found);
        }
        // In a list, a quotation or a box it stays where it is.
        let mut strip = Strip { floats: frame.running, ..Strip::default() };
        if frame.running {
            strip.gives = height.ratio(self.all.theme.picture_shrink.into(), 100);
        }
        let at = Point { x: frame.x, y: Len::ZERO };
        let left = !captions.is_empty();
        Self::side_by_side(figure, span, sizes, nodes, (at, left), frame, &mut strip);
        strip.height = height;
        for (index, caption) in captions.into_iter().enumerate() {
            strip.height += if index == 0 { gap } else { caption.above };
            let (y, height) = (strip.height, caption.height);
            strip.take(caption, y);
            strip.height += height;
        }
        strip.after = After::May;
        self.strip(strip);
        self.space(space);
    }

    /// The nodes of a figure's pictures, and its caption set.
    pub(super) fn figure_parts(&mut self, figure: &Figure, frame: &Frame) -> Parts {
        let node = self.leaf.add(frame.node, Tag::Section, None);
        let nodes = figure
            .pictures()
            .map(|(_, alt)| match alt {
                Alt::Text(text) => Some(Some(text.clone())),
                Alt::Missing => Some(None),
                Alt::Decorative => None,
            })
            .map(|alt| alt.map(|alt| self.leaf.add(node, Tag::Figure(alt), None)))
            .collect();
        let owed = self.owe(Len::ZERO);
        let first = self.strips.len();
        self.caption(figure, &Frame { node, ..*frame });
        let captions = self.strips.split_off(first);
        self.owe(owed);
        let below = captions.iter().map(|strip| strip.above + strip.height).sum();
        // The notes of the caption begin on its page.
        let notes = captions.iter().flat_map(|strip| &strip.notes).count() as i64;
        let note = self.all.style(Role::Note).leading * NOTE;
        let gap = self.all.theme.leading / 2;
        let notes = if notes > 0 { note * notes + gap * 2 } else { Len::ZERO };
        Parts { nodes, captions, below, notes }
    }

    /// Puts pictures side by side into a strip, from a point on: at the left edge, which they
    /// share with their caption, or on the axis of the measure.
    pub(super) fn side_by_side(
        figure: &Figure,
        span: Span,
        sizes: Vec<Size>,
        nodes: Vec<Option<NodeId>>,
        (mut at, left): (Point, bool),
        frame: &Frame,
        strip: &mut Strip,
    ) {
        let apart = frame.style.size;
        let gaps = apart * (sizes.len() as i64 - 1);
        let width = sizes.iter().map(|size| size.width).sum::<Len>() + gaps;
        at.x += if left { Len::ZERO } else { (frame.measure - width) / 2 };
        for (((picture, _), size), node) in figure.pictures().zip(sizes).zip(nodes) {
            let mark = Mark::Picture(picture, size);
            strip.placed.push(Placed { at, node, span: Some(span), mark });
            at.x += size.width + apart;
        }
    }

    /// The sizes of a figure's pictures, which stand so far apart from each other, and
    /// whether the page was too low for them.
    pub(super) fn picture_sizes(
        &self,
        figure: &Figure,
        measure: Len,
        apart: Len,
        room: Len,
    ) -> (Vec<Size>, bool) {
        if figure.beside.is_empty() {
            let (size, cut) = self.picture_size(figure, measure, room);
            return (vec![size], cut);
        }
        // Of one height: no picture is larger than it is, and the row no wider than the text.
        const WHOLE: i64 = 10_000;
        let (mut high, mut wide) = (Len::default(), 0);
        let mut parts = Vec::new();
        for (index, (id, _)) in figure.pictures().enumerate() {
            let picture = &self.all.document.pictures[id];
            let height = i64::from(picture.height.max(1));
            let density = picture.density.map_or(DENSITY, i64::from).max(1);
            let own = Len::pt(72).ratio(height, density);
            high = if index == 0 { own } else { high.min(own) };
            let part = (i64::from(picture.width.max(1)) * WHOLE / height).max(1);
            parts.push(part);
            wide += part;
        }
        let measure = match figure.width {
            FigureWidth::Natural => measure,
            FigureWidth::Measure(part) | FigureWidth::Across(part) => {
                measure.ratio(part.into(), 1000)
            }
            FigureWidth::Page | FigureWidth::Bleed => measure,
        };
        let gaps = apart * (parts.len() as i64 - 1);
        let fits = (measure - gaps).max(apart).ratio(WHOLE, wide);
        let high = match figure.width {
            FigureWidth::Natural => high.min(fits),
            FigureWidth::Measure(_)
            | FigureWidth::Across(_)
            | FigureWidth::Page
            | FigureWidth::Bleed => fits,
        };
        let height = high.min(room);
        let size = |part: i64| Size { width: height.ratio(part, WHOLE), height };
        (parts.into_iter().map(size).collect(), high > room)
    }

    /// The size of a figure's picture, and whether the page was too low for it.
    fn picture_size(&self, figure: &Figure, measure: Len, room: Len) -> (Size, bool) {
        let picture = &self.all.document.pictures[figure.picture];
        let (wide, high) =
            (i64::from(picture.width.max(1)), i64::from(picture.height.max(1)));
        let density = picture.density.map_or(DENSITY, i64::from).max(1);
        let width = match figure.width {
            FigureWidth::Natural => Len::pt(72).ratio(wide, density),
            FigureWidth::Measure(part) | FigureWidth::Across(part) => {
                measure.ratio(part.into(), 1000)
            }
            FigureWidth::Page | FigureWidth::Bleed => measure,
        };
        let width = width.min(measure);
        let height = width.ratio(high, wide);
        if height > room {
            (Size { width: room.ratio(wide, high), height: room }, true)
        } else {
            (Size { width, height }, false)
        }
    }

    /// The caption with the credit behind it.
    fn caption(&mut self, figure: &Figure, frame: &Frame) {
        let style = self.all.theme.style_within(&frame.style, Role::Caption);
        let inner = Frame { style, flush: true, running: false, ..*frame };
        let content: Vec<Inline> = figure.caption.clone().unwrap_or_default();
        if content.is_empty() && figure.credit.is_none() {
            return;
        }
        let node = self.leaf.add(frame.node, Tag::Caption, None);
        let mut flat = self.flat(&content, &inner, node);
        if let Some(credit) = &figure.credit {
            let style = self.all.theme.style_within(&inner.style, Role::Credit);
            let cast = crate::typeset::text::Cast::of(&style, inner.lang);
            if !content.is_empty() {
                let thing = crate::typeset::text::Thing::Text;
                flat.push(" ", cast, Some(node), None, thing);
            }
            flat.append(self.flat(credit, &Frame { style, ..inner }, node));
        }
        self.set(&flat, &inner, Len::ZERO, Len::ZERO);
    }

    /// A rule as a strip of its own height.
    pub(super) fn rule_strip(&self, x: Len, width: Len, height: Len) -> Strip {
        let at = Point { x, y: Len::ZERO };
        let mark = Mark::Rule(Size { width, height }, RULE);
        let placed = vec![Placed { at, node: None, span: None, mark }];
        Strip { height, placed, ..Strip::default() }
    }
}
