//! Lists, questions and definitions: labels that hang beside what they mark.

use super::frame::Frame;
use super::line::RULE;
use super::setter::Setter;
use super::{After, Strip};
use crate::document::{Block, Definition, Item};
use crate::geom::{Len, Point, Size};
use crate::pages::{Mark, NodeId, Placed, Tag};
use crate::theme::{Family, Figures, Role};
use crate::typeset::text::Cast;

/// The distance of lines to write on.
const WRITING: Len = Len::pt(21);
/// How many of them stay together with their question.
const LINES_KEPT: u8 = 8;
/// How thin they are.
const HAIRLINE: Len = Len::raw(16384);

/// What stands before the items of a list without numbers.
const BULLET: &str = "•";

/// How labels are cast: in figures of one width, so that numbers stand below each other;
/// bullets in the face of the text, for those of other faces are smaller or larger.
fn label_cast(label: &str, inner: &Frame) -> Cast {
    let cast = Cast::of(&inner.style, inner.lang);
    let family = if label == BULLET { Family::Serif } else { cast.family };
    Cast { family, figures: Figures::Tabular, hyphens: false, ..cast }
}

/// The space between a label and its text.
fn gap(inner: &Frame) -> Len {
    inner.style.size / 2
}

/// A list of so many lines is not parted.
const FEW: usize = 3;

impl Setter<'_, '_, '_> {
    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        tight: bool,
        items: &[Item],
        frame: &Frame,
    ) {
        let label = |index: usize| match start {
            Some(start) => format!("{}.", start.saturating_add(index as u64)),
            None => BULLET.to_string(),
        };
        let mut style = self.style(frame, Role::List);
        if self.tight {
            // In a list without space between its items there is none around another.
            (style.above, style.below) = (Len::ZERO, Len::ZERO);
        }
        // Within an item or a box it stays with the line that leads to it.
        if !frame.running {
            self.keep();
        }
        self.space(style.above);
        let first = self.strips.len();
        let node = self.leaf.add(frame.node, Tag::List(start.is_some()), None);
        let inner = frame.within(style, node);
        let inner = self.beside(&label(items.len().saturating_sub(1)), inner);
        let outer = std::mem::replace(&mut self.tight, tight);
        for (index, item) in items.iter().enumerate() {
            if index > 0 && !tight {
                self.space(inner.style.leading / 2);
            }
            self.item(&label(index), &item.blocks, &inner);
        }
        self.keep_edges(first);
        self.tight = outer;
        self.close(&inner);
    }

    /// No line of a list stands alone at the edge of a page; and so few lines as FEW are seen as
    /// one.
    fn keep_edges(&mut self, first: usize) {
        let count = self.strips.len() - first;
        if count <= FEW {
            return self.keep_together(first);
        }
        for edge in [first, self.strips.len() - 2] {
            let strip = &mut self.strips[edge];
            if strip.after == After::May {
                strip.after = After::MayNot;
            }
        }
    }

    /// One item: its label hangs before its first line.
    fn item(&mut self, label: &str, blocks: &[Block], inner: &Frame) {
        let item = self.leaf.add(inner.node, Tag::ListItem, None);
        let node = self.leaf.add(item, Tag::Label, None);
        let body = self.leaf.add(item, Tag::ListBody, None);
        let first = self.strips.len();
        self.blocks(blocks, &Frame { node: body, flush: true, running: false, ..*inner });
        if self.strips.len() == first {
            self.strip(Strip { height: inner.style.leading, ..Strip::default() });
        }
        self.hang(label, node, inner, first);
    }

    /// The frame moved in as far as its widest label asks. That is the last one: figures are
    /// of one width, and the last number has the most of them.
    fn beside(&mut self, last: &str, inner: Frame) -> Frame {
        let (_, width) = self.label(last, label_cast(last, &inner), None);
        let more = (width + gap(&inner) - inner.style.left).max(Len::ZERO);
        let measure = (inner.measure - more).max(inner.style.size * 2);
        Frame { x: inner.x + more, measure, ..inner }
    }

    /// Sets a label to the left of the strip `at`, ending a gap before the text.
    fn hang(&mut self, label: &str, node: NodeId, inner: &Frame, at: usize) {
        let (line, width) = self.label(label, label_cast(label, inner), Some(node));
        let x = (inner.x - gap(inner) - width).max(Len::ZERO);
        let baseline =
            self.strips[at].placed.iter().find_map(|placed| match &placed.mark {
                Mark::Line(_) => Some(placed.at.y),
                Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
            });
        let y = baseline.unwrap_or(inner.style.leading.ratio(74, 100));
        let label =
            Placed { at: Point { x, y }, node: None, span: None, mark: Mark::Line(line) };
        self.strips[at].placed.insert(0, label);
    }

    pub(super) fn questions(
        &mut self,
        start: u32,
        items: &[Vec<Block>],
        room: u8,
        frame: &Frame,
    ) {
        let list = self.leaf.add(frame.node, Tag::List(true), None);
        let label = |index: usize| format!("{}.", start.saturating_add(index as u32));
        let style = self.style(frame, Role::Question);
        let inner = frame.within(style, list);
        let inner = self.beside(&label(items.len().saturating_sub(1)), inner);
        let from = self.strips.len();
        for (index, item) in items.iter().enumerate() {
            self.space(style.above);
            let first = self.strips.len();
            self.item(&label(index), item, &inner);
            for _ in 0..room {
                self.keep();
                self.writing_line(&inner);
            }
            // A question stays with its lines, unless they would fill a page.
            if room <= LINES_KEPT {
                self.keep_together(first);
            }
            self.space(style.below);
        }
        if room == 0 {
            self.keep_edges(from);
        }
    }

    /// A thin line to write on.
    fn writing_line(&mut self, inner: &Frame) {
        let size = Size { width: inner.measure, height: HAIRLINE };
        let rule = Placed {
            at: Point { x: inner.x, y: WRITING - HAIRLINE },
            node: None,
            span: None,
            mark: Mark::Rule(size, RULE),
        };
        self.strip(Strip { height: WRITING, placed: vec![rule], ..Strip::default() });
    }

    pub(super) fn definitions(&mut self, definitions: &[Definition], frame: &Frame) {
        let list = self.leaf.add(frame.node, Tag::List(false), None);
        for definition in definitions {
            let item = self.leaf.add(list, Tag::ListItem, None);
            let label = self.leaf.add(item, Tag::Label, None);
            let outer = Frame { node: label, running: false, ..*frame };
            for term in &definition.terms {
                self.line_of(term, &outer, Role::Term, Tag::Span);
                self.keep();
            }
            // A term and a line of its meaning are two lines, as a title asks for.
            self.led = false;
            let body = self.leaf.add(item, Tag::ListBody, None);
            for meaning in &definition.meanings {
                let style = self.all.theme.style_within(&frame.style, Role::Meaning);
                self.space(style.above);
                let inner = frame.within(style, body);
                self.blocks(meaning, &inner);
                self.space(style.below);
            }
        }
        let below = self.all.theme.leading / 2;
        self.space(below);
    }
}
