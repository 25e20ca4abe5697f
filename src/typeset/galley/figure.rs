//! Figures: a picture with its caption and credit, kept together.

use super::setter::{Frame, RULE, Setter};
use super::{After, Strip};
use crate::diag::{Code, Diagnostic};
use crate::document::{Alt, Figure, FigureWidth, Inline};
use crate::geom::{Len, Point, Size};
use crate::pages::{Mark, Placed, Tag};
use crate::source::Span;
use crate::theme::Role;

/// The resolution of pictures that state none: CSS's reference pixel.
const DENSITY: i64 = 96;

/// How much smaller a picture may be set to find room on a page, in thousandths.
const GIVES: i64 = 200;

/// How many lines of each note of a caption a picture leaves room for.
const NOTE: i64 = 2;

impl Strip {
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
        let alone = self.placed.len() == 1;
        for placed in &mut self.placed {
            match &mut placed.mark {
                Mark::Picture(_, size) => {
                    let wide = size.width.ratio(part, whole);
                    size.height = size.height.ratio(part, whole);
                    // One that stands on the axis, alone, stays there.
                    if alone {
                        placed.at.x += (size.width - wide) / 2;
                    }
                    size.width = wide;
                }
                Mark::Line(_) | Mark::Rule(..) | Mark::Link(..) => placed.at.y -= by,
            }
        }
        self.height = height;
    }
}

impl Setter<'_, '_, '_> {
    pub(super) fn figure(&mut self, figure: &Figure, span: Span, frame: &Frame) {
        let alt = match &figure.alt {
            Alt::Text(text) => Some(Some(text.clone())),
            Alt::Missing => Some(None),
            Alt::Decorative => None,
        };
        let node = self.leaf.add(frame.node, Tag::Section, None);
        let picture_node = alt.map(|alt| self.leaf.add(node, Tag::Figure(alt), None));
        let space = self.all.theme.leading;
        let owed = self.owe(Len::ZERO);
        let first = self.strips.len();
        self.caption(figure, &Frame { node, ..*frame });
        let captions = self.strips.split_off(first);
        self.owe(owed);
        self.space(space);
        let below: Len = captions.iter().map(|strip| strip.above + strip.height).sum();
        let page = self.all.theme.leading * self.all.theme.lines();
        let gap = self.all.theme.leading / 2;
        // The notes of the caption begin on its page.
        let notes = captions.iter().flat_map(|strip| &strip.notes).count() as i64;
        let note = self.all.style(Role::Note).leading * NOTE;
        let notes = if notes > 0 { note * notes + gap * 2 } else { Len::ZERO };
        let room = (page - below - gap - notes).max(self.all.theme.leading * 2);
        let (size, cut) = self.picture_size(figure, frame.measure, room);
        if cut {
            let name = &self.all.document.pictures[figure.picture].name;
            let message = format!("{name} is taller than the page and is set smaller");
            let found = Diagnostic::new(Code::TooTallForPage, message).at(span);
            self.leaf.sink.report(found);
        }
        // In a list, a quotation or a box it stays where it is.
        let mut strip = Strip { floats: frame.running, ..Strip::default() };
        if frame.running {
            strip.gives = size.height.ratio(GIVES, 1000);
        }
        // A picture shares its left edge with its caption; one without stands on the axis.
        let spare = frame.measure - size.width;
        let aside = if captions.is_empty() { spare / 2 } else { Len::ZERO };
        strip.placed.push(Placed {
            at: Point { x: frame.x + aside, y: Len::ZERO },
            node: picture_node,
            span: None,
            mark: Mark::Picture(figure.picture, size),
        });
        strip.height = size.height;
        for (index, caption) in captions.into_iter().enumerate() {
            strip.height += if index == 0 { gap } else { caption.above };
            for mut placed in caption.placed {
                placed.at.y += strip.height;
                strip.placed.push(placed);
            }
            strip.height += caption.height;
            strip.notes.extend(caption.notes);
            strip.places.extend(caption.places);
        }
        strip.after = After::May;
        self.strip(strip);
        self.space(space);
    }

    /// The size of a figure's picture, and whether the page was too low for it.
    fn picture_size(&self, figure: &Figure, measure: Len, room: Len) -> (Size, bool) {
        let picture = &self.all.document.pictures[figure.picture];
        let (wide, high) =
            (i64::from(picture.width.max(1)), i64::from(picture.height.max(1)));
        let density = picture.density.map_or(DENSITY, i64::from).max(1);
        let width = match figure.width {
            FigureWidth::Natural => Len::pt(72).ratio(wide, density),
            FigureWidth::Measure(part) => measure.ratio(part.into(), 1000),
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
