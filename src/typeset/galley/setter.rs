//! Sets blocks into a galley: the frame they stand in, paragraphs, and the space between.

use super::{After, Galley, Hand, Strip};
use crate::diag::Code;
use crate::document::{Inline, PictureId};
use crate::geom::{Len, Point, Size};
use crate::info::Lang;
use crate::pages::{Ink, Line, LineRole, Mark, NodeId, Placed, Tag};
use crate::theme::{Align, Role, Style};
use crate::typeset::compositor::{Compositor, Pagination};
use crate::typeset::leaf::Leaf;
use crate::typeset::paragraph::{self, Alternative, Fit, Room, SetLine};
use crate::typeset::text::{Cast, Context, Flat, Shaper, flatten};

/// Sets blocks, one below the other.
pub(in crate::typeset) struct Setter<'a, 's, 'f> {
    pub(super) all: &'a Compositor<'a>,
    pub(super) shaper: &'s mut Shaper<'f>,
    pub(in crate::typeset) leaf: Leaf,
    pub(super) strips: Vec<Strip>,
    /// Space owed below the last strip.
    below: Len,
    /// The language of the section.
    lang: u16,
    /// What lines are.
    pub(super) line_role: LineRole,
    /// How running paragraphs are wanted.
    wanted: Wanted,
    /// What else the running paragraph can be.
    alternatives: Vec<Alternative>,
    /// What would set a loose paragraph better, and was rejected for the page's sake or for
    /// its length's.
    pub(super) rejected: Option<String>,
    /// Whether the paragraph that is set next begins an article's text.
    begins: bool,
    /// Whether what is set stands across all columns.
    pub(super) across: bool,
    /// Whether a title that keeps with what follows was set last.
    led: bool,
    /// What is asked by hand of the block that is set.
    hand: Hand,
    /// The classes of the block that is being set, until its own style takes them.
    pub(super) classes: Vec<String>,
}

/// How running paragraphs are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    /// As they like best.
    Natural,
    /// As they like best; and it is asked what else they can be.
    Survey,
    /// In so many lines more.
    By(i8),
}

/// Where blocks stand: how far in, how wide, how cast, and what they belong to.
#[derive(Clone, Copy, Debug)]
pub(in crate::typeset) struct Frame {
    pub(super) x: Len,
    pub(super) measure: Len,
    pub(super) style: Style,
    pub(super) lang: u16,
    pub(super) node: NodeId,
    /// Whether the first paragraph begins without an indent.
    pub(super) flush: bool,
    /// Whether paragraphs return to the grid of the running text.
    pub(super) running: bool,
}

/// Where the baseline stands in a line's height: the same part of every leading, so that
/// lines of one leading register whatever their size.
pub(in crate::typeset) fn baseline(leading: Len) -> Len {
    leading.ratio(74, 100)
}

impl<'a, 's, 'f> Setter<'a, 's, 'f> {
    pub(in crate::typeset) fn new(
        all: &'a Compositor<'a>,
        shaper: &'s mut Shaper<'f>,
        lang: u16,
    ) -> Self {
        let (leaf, strips) = (Leaf::new(), Vec::new());
        Setter {
            all,
            shaper,
            leaf,
            strips,
            below: Len::ZERO,
            lang,
            line_role: LineRole::Body,
            wanted: Wanted::Natural,
            alternatives: Vec::new(),
            rejected: None,
            begins: false,
            across: false,
            led: false,
            hand: Hand::default(),
            classes: Vec::new(),
        }
    }

    /// Says what is asked by hand of the block that is set next.
    pub(super) fn ask(&mut self, hand: Hand) {
        self.hand = hand;
    }

    /// Keeps what was set from strip `from` on together, in the setting it has.
    pub(super) fn keep_whole(&mut self, from: usize) {
        self.keep_together(from);
        self.alternatives.clear();
    }

    /// Says which classes the block has that is set next.
    pub(super) fn wear(&mut self, classes: &[String]) {
        self.classes = classes.to_vec();
    }

    /// The style of a role in a frame. The first that is asked for is the block's own, and
    /// wears its classes.
    pub(super) fn style(&mut self, frame: &Frame, role: Role) -> Style {
        let style = self.all.theme.style_within(&frame.style, role);
        self.all.theme.style_of_classes(style, &std::mem::take(&mut self.classes))
    }

    /// The frame of a block that has no role of its own, such as a paragraph, with its
    /// classes; the frame itself, where the theme says nothing of them.
    pub(super) fn dressed(&mut self, frame: &Frame) -> Frame {
        let classes = std::mem::take(&mut self.classes);
        if !classes.iter().any(|class| self.all.theme.blocks.contains_key(class)) {
            return *frame;
        }
        let plain = frame.style.without_space();
        let style = self.all.theme.style_of_classes(plain, &classes);
        self.space(style.above);
        Frame {
            x: frame.x + style.left,
            measure: (frame.measure - style.left - style.right).max(style.size * 2),
            style,
            // With spaces and a leading of its own, it has to be brought back to the grid.
            running: frame.running && style.keeps_the_grid_of(&frame.style),
            ..*frame
        }
    }

    /// Says how running paragraphs are wanted.
    pub(super) fn want(&mut self, wanted: Wanted) {
        self.wanted = wanted;
    }

    /// Says that the paragraph which is set next begins an article's text.
    pub(super) fn begin(&mut self) {
        self.begins = true;
    }

    /// The frame of running text.
    pub(in crate::typeset) fn body(&self, flush: bool) -> Frame {
        Frame {
            x: Len::ZERO,
            measure: self.all.theme.measure(),
            style: self.all.style(Role::Body),
            lang: self.lang,
            node: self.leaf.root(),
            flush,
            running: true,
        }
    }

    /// The frame of what stands across all columns.
    pub(in crate::typeset) fn across(&self) -> Frame {
        let measure = self.all.theme.page.measure();
        Frame { measure, running: false, ..self.body(true) }
    }

    pub(in crate::typeset) fn finish(self) -> Galley {
        let Setter { strips, alternatives, below, across, leaf, .. } = self;
        Galley { strips, alternatives, below, across, leaf }
    }

    /// Closes a frame that was dressed.
    pub(super) fn close_dressed(&mut self, frame: &Frame, inner: &Frame) {
        if inner.style != frame.style {
            if inner.style.keep_with_next {
                self.keep();
            }
            self.space(inner.style.below);
        }
    }

    /// Opens a frame for a role under a node of its own: moved in, cast on top of the frame
    /// around it, with the space above it.
    pub(super) fn open(&mut self, frame: &Frame, role: Role, tag: Tag) -> Frame {
        let style = self.style(frame, role);
        self.space(style.above);
        Frame {
            x: frame.x + style.left,
            measure: (frame.measure - style.left - style.right).max(style.size * 2),
            style,
            flush: true,
            running: false,
            node: self.leaf.add(frame.node, tag, None),
            lang: frame.lang,
        }
    }

    /// Closes a frame: the space below it.
    pub(super) fn close(&mut self, inner: &Frame) {
        self.space(inner.style.below);
    }

    /// Asks for space before whatever comes next; the larger of two wishes wins.
    pub(super) fn space(&mut self, space: Len) {
        self.below = self.below.max(space);
    }

    /// Exchanges the space that is owed.
    pub(super) fn owe(&mut self, space: Len) -> Len {
        std::mem::replace(&mut self.below, space)
    }

    /// Adds a strip, with the space owed above it.
    pub(super) fn strip(&mut self, mut strip: Strip) {
        strip.above += self.below;
        self.below = Len::ZERO;
        self.strips.push(strip);
    }

    /// A strip of empty height that stays at the head of a page.
    pub(super) fn blank(&mut self, height: Len) {
        self.strip(Strip { height, after: After::MayNot, ..Strip::default() });
    }

    /// Rounds the height of a heading or a figure, set from strip `first` on, with the space
    /// above and below it, up to whole lines: the text after it returns to the grid. What is
    /// added is shared by both sides; but the space below a heading is always the same.
    pub(super) fn settle(&mut self, first: usize) {
        let Some(strips) = self.strips.get_mut(first..) else { return };
        let height: Len = strips.iter().map(|strip| strip.above + strip.height).sum();
        let total = height + self.below;
        let rest = total.round_up_to(self.all.theme.leading) - total;
        let Some(strip) =
            strips.first_mut().filter(|strip| strip.heading || strip.floats)
        else {
            return;
        };
        let below = if strip.heading { Len::ZERO } else { rest - rest / 2 };
        strip.above += rest - below;
        self.below += below;
        if strip.heading {
            strip.grid = Some(total + rest - strip.above);
        }
    }

    /// Rounds the height of all that was set up to whole lines, by space below it.
    pub(super) fn settle_below(&mut self) {
        let height: Len =
            self.strips.iter().map(|strip| strip.above + strip.height).sum();
        let total = height + self.below;
        self.below += total.round_up_to(self.all.theme.leading) - total;
    }

    /// Forbids a page to end after the last strip.
    pub(super) fn keep(&mut self) {
        if let Some(last) = self.strips.last_mut()
            && last.after == After::May
        {
            last.after = After::MayNot;
        }
    }

    /// Forbids pages to end between the strips from `from` on.
    pub(super) fn keep_together(&mut self, from: usize) {
        self.hold(from..self.strips.len().saturating_sub(1));
    }

    /// Forbids pages to end after any of some strips.
    pub(super) fn hold(&mut self, strips: std::ops::Range<usize>) {
        for strip in self.strips.get_mut(strips).unwrap_or_default() {
            if strip.after == After::May {
                strip.after = After::MayNot;
            }
        }
    }

    /// The flat text of some inlines in a frame.
    pub(super) fn flat(
        &mut self,
        content: &[Inline],
        frame: &Frame,
        node: NodeId,
    ) -> Flat {
        let cast = Cast::of(&frame.style, frame.lang);
        let (langs, refs, theme) = (&self.all.langs, &self.all.refs, self.all.theme);
        flatten(
            content,
            cast,
            Some(node),
            &mut Context { leaf: &mut self.leaf, langs, refs, theme },
        )
    }

    /// A paragraph of inlines under a node of its own.
    pub(super) fn paragraph(&mut self, content: &[Inline], frame: &Frame, tag: Tag) {
        let node = self.leaf.add(frame.node, tag, None);
        let flat = self.flat(content, frame, node);
        if std::mem::take(&mut self.begins) && self.initial(&flat, frame) {
            return;
        }
        let indent = if frame.flush { Len::ZERO } else { frame.style.indent };
        self.set(&flat, frame, indent, Len::ZERO);
    }

    /// A paragraph cast in a role of its own within the frame.
    pub(super) fn line_of(
        &mut self,
        content: &[Inline],
        frame: &Frame,
        role: Role,
        tag: Tag,
    ) {
        let style = self.style(frame, role);
        self.line_in(content, frame, style, tag);
    }

    /// A paragraph cast in a style of its own within the frame.
    pub(super) fn line_in(
        &mut self,
        content: &[Inline],
        frame: &Frame,
        style: Style,
        tag: Tag,
    ) {
        let inner = Frame {
            x: frame.x + style.left,
            measure: (frame.measure - style.left - style.right).max(style.size * 2),
            style,
            flush: true,
            running: false,
            ..*frame
        };
        self.space(style.above);
        let node = self.leaf.add(inner.node, tag, None);
        let flat = self.flat(content, &inner, node);
        let balanced = self.balance(&flat, &inner);
        self.set(&flat, &balanced, Len::ZERO, Len::ZERO);
        self.led = style.keep_with_next;
        if style.keep_with_next {
            self.keep();
        }
        self.space(style.below);
    }

    /// The frame in which the lines of a title or heading are of like length: the narrowest
    /// one in which they are no more, on the same axis. Running text, which is divided, is
    /// left alone.
    pub(super) fn balance(&mut self, flat: &Flat, frame: &Frame) -> Frame {
        const MOST: usize = 6;
        const STEPS: usize = 7;
        if frame.style.hyphens || frame.style.align == Align::Justified {
            return *frame;
        }
        let all = self.all;
        let mut fits = |measure: Len| {
            let (indent, hang, align) = (Len::ZERO, Len::ZERO, frame.style.align);
            let role = self.line_role;
            let room = Room { measure, indent, indented: 1, hang, align, role };
            let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
            let lines = paragraph::set(flat, &room, self.shaper, &pictures);
            let over = lines.iter().any(|line| matches!(line.fit, Fit::Overfull(_)));
            (!over).then_some(lines.len())
        };
        let Some(count @ 2..=MOST) = fits(frame.measure) else { return *frame };
        let (mut narrow, mut wide) = (frame.measure / 2, frame.measure);
        for _ in 0..STEPS {
            let middle = (narrow + wide) / 2;
            if fits(middle) == Some(count) { wide = middle } else { narrow = middle }
        }
        let spare = frame.measure - wide;
        let x = match frame.style.align {
            Align::Justified | Align::Left => frame.x,
            Align::Centre => frame.x + spare / 2,
            Align::Right => frame.x + spare,
        };
        Frame { x, measure: wide, ..*frame }
    }

    /// Sets a flat text as a paragraph: lines that keep together at its beginning and end.
    pub(super) fn set(&mut self, flat: &Flat, frame: &Frame, indent: Len, hang: Len) {
        let align = frame.style.align;
        let (measure, role) = (frame.measure, self.line_role);
        let room = Room { measure, indent, indented: 1, hang, align, role };
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let lines = match (self.wanted, frame.running) {
            (Wanted::Natural, _) | (_, false) => {
                paragraph::set(flat, &room, self.shaper, &pictures)
            }
            (_, true) if self.hand.lines != 0 => {
                self.set_by_hand(self.hand.lines, flat, &room)
            }
            (Wanted::Survey, true) if self.all.pagination == Pagination::Greedy => {
                paragraph::set(flat, &room, self.shaper, &pictures)
            }
            (Wanted::Survey, true) => {
                let (lines, others) =
                    paragraph::survey(flat, &room, self.shaper, &pictures);
                self.alternatives = others;
                lines
            }
            (Wanted::By(delta), true) => {
                paragraph::set_by(delta, flat, &room, self.shaper, &pictures)
                    .unwrap_or_else(|| {
                        paragraph::set(flat, &room, self.shaper, &pictures)
                    })
            }
        };
        if frame.running && self.hand.lines == 0 {
            self.rejected = self.rejected(flat, &room, &lines);
        }
        self.lines(flat, lines, frame, 0);
    }

    /// Lines by so many more or fewer than a paragraph likes best, and no others.
    fn set_by_hand(&mut self, lines: i8, flat: &Flat, room: &Room) -> Vec<SetLine> {
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let forced = paragraph::set_by(lines, flat, room, self.shaper, &pictures);
        if let Some(forced) = forced {
            return forced;
        }
        let how = if lines < 0 { "shorter" } else { "longer" };
        let message = format!("the paragraph cannot be set a line {how}");
        let help = "take the class away, or change the words";
        self.find(Code::ImpossibleByHand, message, help, flat, 0);
        paragraph::set(flat, room, self.shaper, &pictures)
    }

    /// The lines of a paragraph, of which so many from the first stay together.
    pub(super) fn lines(
        &mut self,
        flat: &Flat,
        lines: Vec<SetLine>,
        frame: &Frame,
        together: usize,
    ) {
        let count = lines.len();
        // Below a title two lines at least: one line by itself stays with what follows.
        let led = std::mem::take(&mut self.led) && count == 1;
        self.report_loose(flat, &lines);
        if frame.style.align == Align::Justified {
            self.report_ladder(flat, &lines);
            self.report_river(flat, &lines);
        }
        for (index, line) in lines.into_iter().enumerate() {
            self.report(flat, &line);
            let mut strip = self.line_strip(line, frame);
            strip.after = match After::within(index, count) {
                After::May if index + 1 < together || led => After::MayNot,
                after => after,
            };
            strip.grid = (frame.running && index == 0).then_some(Len::ZERO);
            self.strip(strip);
        }
    }

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
            runs: Vec::new(),
        });
        let width = line.width;
        (line, width)
    }

    /// A language's frame inside a frame.
    pub(super) fn in_language(&mut self, frame: &Frame, lang: &Lang) -> Frame {
        let node = self.leaf.add(frame.node, Tag::Section, Some(lang.clone()));
        Frame { lang: self.all.lang(lang), node, ..*frame }
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
