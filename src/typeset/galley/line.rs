//! Lines as strips of a galley, and lines of plain text.

use super::Strip;
use super::frame::Frame;
use super::setter::Setter;
use crate::document::PictureId;
use crate::geom::{Len, Point, Size};
use crate::pages::{Ink, Line, Mark, NodeId, Placed};
use crate::typeset::compositor::Compositor;
use crate::typeset::paragraph::{self, SetLine};
use crate::typeset::text::{Cast, Flat};

/// Where the baseline stands in a line's height: the same part of every leading, so that
/// lines of one leading register whatever their size.
pub(in crate::typeset) fn baseline(leading: Len) -> Len {
    leading.ratio(74, 100)
}

impl Setter<'_, '_, '_> {
    /// A line as a strip.
    pub(super) fn line_strip(&self, line: SetLine, frame: &Frame) -> Strip {
        let leading = frame.style.leading;
        let baseline = baseline(leading);
        let mut strip = Strip { height: leading, ..Strip::default() };
        let x = frame.x + line.x;
        let place = |x: Len, y: Len, node: Option<NodeId>, mark: Mark| Placed {
            at: Point { x, y },
            node,
            span: line.span,
            mark,
        };
        for (at, id, size, node) in &line.pictures {
            let top = baseline - size.height;
            strip.placed.push(place(
                frame.x + *at,
                top,
                *node,
                Mark::Picture(*id, *size),
            ));
        }
        for (at, width, ink, node) in &line.strikes {
            let size = Size { width: *width, height: frame.style.size.scale(0.05) };
            let y = baseline - frame.style.size.scale(0.22);
            strip.placed.push(place(frame.x + *at, y, *node, Mark::Rule(size, *ink)));
        }
        for link in &line.links {
            let height = frame.style.size.scale(1.1);
            let top = baseline - frame.style.size.scale(0.85);
            let mark = Mark::Link(Size { width: link.width, height }, link.goal.clone());
            strip.placed.push(place(frame.x + link.x, top, link.node, mark));
        }
        strip
            .places
            .extend(line.anchors.iter().map(|&id| self.all.refs.anchor_place(id)));
        strip.places.extend(line.notes.iter().map(|&id| self.all.refs.marker_place(id)));
        strip.notes =
            line.notes.into_iter().filter(|&id| self.all.refs.at_foot(id)).collect();
        strip.hyphen = line.hyphen;
        if !line.line.runs.is_empty() {
            let mark = Mark::Line(line.line);
            strip.placed.push(Placed {
                at: Point { x, y: baseline },
                node: None,
                span: line.span,
                mark,
            });
        }
        strip
    }

    /// A line of plain text as furniture or label, at its natural width.
    pub(super) fn label(
        &mut self,
        text: &str,
        cast: Cast,
        node: Option<NodeId>,
    ) -> (Line, Len) {
        let cast = Cast { protrudes: false, ..cast };
        let flat = Flat::plain(text, cast, node);
        let line = paragraph::set_line(&flat, self.line_role, self.shaper);
        let line = line.unwrap_or_else(|| Line {
            role: self.line_role,
            width: Len::ZERO,
            out: (Len::ZERO, Len::ZERO),
            ratio: 0,
            turned: false,
            from: 0,
            runs: Vec::new(),
        });
        let width = line.width;
        (line, width)
    }
}

/// A small picture stands on the line and is as high as its capitals, unless it is smaller.
pub(super) fn small_picture(all: &Compositor<'_>, id: PictureId, size: Len) -> Size {
    let picture = &all.document.pictures[id];
    let height = size.scale(0.72);
    let width = height.ratio(picture.width.into(), i64::from(picture.height).max(1));
    Size { width, height }
}

/// The ink of rules.
pub(super) const RULE: Ink = Ink::Black(1000);
