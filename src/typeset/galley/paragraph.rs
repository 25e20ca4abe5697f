//! Paragraphs in a galley: inlines broken into lines, and which of them keep together.

use super::After;
use super::frame::Frame;
use super::initial::Beside;
use super::line::small_picture;
use super::setter::{Setter, Wanted};
use crate::diag::Code;
use crate::document::{Inline, PictureId};
use crate::geom::{Len, Size};
use crate::pages::{NodeId, Tag};
use crate::theme::{Align, Family, Role, Style};
use crate::typeset::Pagination;
use crate::typeset::paragraph::{self, Fit, Lines, Room, SetLine};
use crate::typeset::text::{Cast, Context, Flat, flatten};

impl Setter<'_, '_, '_> {
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
        let mut flat = self.flat(content, frame, node);
        if let Some(mut lead) = self.lead.take() {
            lead.append(flat);
            flat = lead;
        }
        if std::mem::take(&mut self.begins) && self.initial(&flat, frame) {
            return;
        }
        // What stands on an axis would be moved off it by an indent.
        let flush = frame.flush || frame.style.align == Align::Centre;
        let indent = if flush { Len::ZERO } else { frame.style.indent };
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
        let inner = frame.within(style, frame.node);
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
        let kept = match self.wanted {
            Wanted::Keeping(place) => Some(flat.keeping(place)),
            Wanted::Natural | Wanted::Survey | Wanted::By(_) => None,
        };
        let flat = kept.as_ref().unwrap_or(flat);
        let align = frame.style.align;
        let (measure, role) = (frame.measure, self.line_role);
        let mut room = Room { measure, indent, indented: 1, hang, align, role };
        let mut together = 0;
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let beside = self.beside.take().filter(|_| frame.running);
        if let Some(Beside { width, lines }) = beside {
            (room.indent, room.indented) = (indent + width, lines);
            together = usize::from(lines) + 1;
        }
        let lines = match (self.wanted, frame.running) {
            _ if beside.is_some() => paragraph::set(flat, &room, self.shaper, &pictures),
            _ if self.hand.lines != 0 => self.set_by_hand(self.hand.lines, flat, &room),
            (Wanted::Natural | Wanted::Keeping(_), _) | (_, false) => {
                self.set_undivided(flat, &room, &pictures)
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
            (Wanted::By(delta), true) => paragraph::set_otherwise(
                Lines::More(delta),
                flat,
                &room,
                self.shaper,
                &pictures,
            )
            .unwrap_or_else(|| paragraph::set(flat, &room, self.shaper, &pictures)),
        };
        let seeks = frame.running && self.hand.lines == 0 && beside.is_none();
        self.rejected = seeks.then(|| self.rejected(flat, &room, &lines));
        self.lines(flat, lines, frame, together);
    }

    /// Sets a text as it likes best; where words that are not to be divided stand out of the
    /// measure (verse, a title), with these divided.
    fn set_undivided(
        &mut self,
        flat: &Flat,
        room: &Room,
        pictures: &dyn Fn(PictureId, Len) -> Size,
    ) -> Vec<SetLine> {
        let over = |lines: &[SetLine]| {
            lines.iter().filter(|line| matches!(line.fit, Fit::Overfull(_))).count()
        };
        let lines = paragraph::set(flat, room, self.shaper, pictures);
        let (count, divides) = (over(&lines), |cast: &Cast| cast.family != Family::Mono);
        if count == 0 || flat.passages.iter().all(|passage| passage.cast.hyphens) {
            return lines;
        }
        let divided = flat.recast(flat.text.len(), |cast| Cast {
            hyphens: cast.hyphens || divides(&cast),
            ..cast
        });
        let divided = paragraph::set(&divided, room, self.shaper, pictures);
        if over(&divided) < count { divided } else { lines }
    }

    /// Lines by so many more or fewer than a paragraph likes best, and no others.
    fn set_by_hand(&mut self, lines: i8, flat: &Flat, room: &Room) -> Vec<SetLine> {
        let all = self.all;
        let pictures = |id: PictureId, size: Len| small_picture(all, id, size);
        let forced = paragraph::set_otherwise(
            Lines::More(lines),
            flat,
            room,
            self.shaper,
            &pictures,
        );
        if let Some(forced) = forced {
            return forced;
        }
        self.report_impossible(lines, flat);
        paragraph::set(flat, room, self.shaper, &pictures)
    }

    /// Says that a paragraph cannot be set by so many lines more or fewer.
    pub(super) fn report_impossible(&mut self, lines: i8, flat: &Flat) {
        let how = if lines < 0 { "shorter" } else { "longer" };
        let message = format!("the paragraph cannot be set a line {how}");
        let help = "take the class away, or change the words";
        self.find(Code::ImpossibleByHand, message, help, flat, 0);
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
        self.report_torn(flat, &lines);
        self.report_loose(flat, &lines);
        match frame.style.align {
            Align::Justified => {
                self.report_ladder(flat, &lines);
                if self.all.proofread {
                    self.report_river(flat, &lines);
                    self.report_stub(flat, &lines);
                }
            }
            Align::Centre if self.all.proofread && frame.style.hyphens => {
                self.report_short_on_axis(flat, &lines, frame.measure);
            }
            Align::Centre | Align::Left | Align::Right => {}
        }
        for (index, line) in lines.into_iter().enumerate() {
            self.report(flat, &line);
            let mut strip = self.line_strip(line, frame);
            strip.after = After::within(index, count);
            if strip.after == After::May && (index + 1 < together || led) {
                strip.after = After::MayNot;
            }
            strip.grid = (frame.running && index == 0).then_some(Len::ZERO);
            self.strip(strip);
        }
    }
}
