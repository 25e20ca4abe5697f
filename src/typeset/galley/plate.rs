//! Plates: pictures that have a page of their own, within its margins or to its edges.

use super::figure::Parts;
use super::frame::Frame;
use super::setter::Setter;
use super::{After, Strip};
use crate::diag::{Code, Diagnostic};
use crate::document::{Figure, FigureWidth};
use crate::geom::{Len, Point, Size};
use crate::pages::{Mark, Placed};
use crate::source::Span;

/// How much of a picture may be lost at the edges without a word, in thousandths.
const LOST: i64 = 250;

impl Setter<'_, '_, '_> {
    /// A strip that fills a page: the picture, and its caption below it.
    pub(super) fn plate(&mut self, figure: &Figure, span: Span, frame: &Frame) {
        let frame = &Frame { measure: self.all.theme.page.measure(), ..*frame };
        let Parts { nodes, captions, below, notes } = self.figure_parts(figure, frame);
        let page = self.all.theme.leading * self.all.theme.lines().max(1);
        let gap =
            if captions.is_empty() { Len::ZERO } else { self.all.theme.leading / 2 };
        let foot = page - notes - below;
        let bleeds = figure.width == FigureWidth::Bleed && figure.beside.is_empty();
        let mut strip =
            Strip { height: page - notes, floats: true, bleeds, ..Strip::default() };
        strip.plate = true;
        let mut head = foot;
        if bleeds {
            let open = captions.is_empty();
            let (at, size) = self.over_the_edges(figure, span, foot - gap, open);
            let mark = Mark::Picture(figure.picture, size);
            let node = nodes.first().copied().flatten();
            strip.placed.push(Placed { at, node, span: Some(span), mark });
        } else {
            let apart = frame.style.size;
            let room = (foot - gap).max(self.all.theme.leading * 2);
            let (sizes, _) = self.picture_sizes(figure, frame.measure, apart, room);
            let height = sizes.iter().map(|size| size.height).max().unwrap_or_default();
            // What is left over is shared so that the plate stands a little above the middle.
            let top = (foot - gap - height) * 2 / 5;
            head = top + height + gap;
            let left = !captions.is_empty();
            let at = Point { x: frame.x, y: top };
            Self::side_by_side(figure, span, sizes, nodes, (at, left), frame, &mut strip);
        }
        let mut y = head;
        for (index, caption) in captions.into_iter().enumerate() {
            y += if index == 0 { Len::ZERO } else { caption.above };
            let height = caption.height;
            strip.take(caption, y);
            y += height;
        }
        strip.after = After::Must;
        self.strip(strip);
    }

    /// Where a picture stands, and how large, that covers a page to its edges and a little
    /// beyond, down to `foot` or, if it is `open` below, over the foot as well; from the left
    /// and the top of the text on a recto.
    fn over_the_edges(
        &mut self,
        figure: &Figure,
        span: Span,
        foot: Len,
        open: bool,
    ) -> (Point, Size) {
        let (page, bleed) = (&self.all.theme.page, self.all.theme.bleed);
        let picture = &self.all.document.pictures[figure.picture];
        let (wide, high) =
            (i64::from(picture.width.max(1)), i64::from(picture.height.max(1)));
        let bottom = if open { page.size.height - page.top + bleed } else { foot };
        let cover = Size {
            width: page.size.width + bleed * 2,
            height: bottom + page.top + bleed,
        };
        let by_width = cover.width.ratio(high, wide);
        let size = if by_width >= cover.height {
            Size { width: cover.width, height: by_width }
        } else {
            Size { width: cover.height.ratio(wide, high), height: cover.height }
        };
        let x = -page.inner - bleed - (size.width - cover.width) / 2;
        let over = size.height - cover.height;
        // Above a caption the foot of the picture is its edge, and all that is too much goes
        // over the head.
        let y = bottom - size.height + if open { over / 2 } else { Len::ZERO };
        let kept = (cover.width.count() * 1000 / size.width.count().max(1))
            * (cover.height.count() * 1000 / size.height.count().max(1))
            / 1000;
        if 1000 - kept > LOST {
            let lost = (1000 - kept) / 10;
            let message =
                format!("{} loses {lost} % where it fills the page", picture.written);
            let help = "cut it to the form of the page, or write `.full-page`, which shows all of it";
            let found =
                Diagnostic::new(Code::CroppedPicture, message).at(span).help(help);
            self.leaf.sink.report(found);
        }
        (Point { x, y }, size)
    }
}
