//! The blocks: each kind set in its role.

use super::begins_flush;
use super::frame::Frame;
use super::setter::Setter;
use super::{After, Hand, Strip};
use crate::diag::{Code, Diagnostic};
use crate::document::{Block, Inlines, Kind, Letter, VerseLine, inline_text};
use crate::geom::Len;
use crate::pages::{Mark, Placed, Tag};
use crate::theme::{Align, Role, Style};
use crate::typeset::text::{Cast, Flat};

/// How far turned-over verse stands in, and each step of indented verse, in ems.
const VERSE_STEP: f64 = 1.5;
const VERSE_TURN: f64 = 2.5;
/// A stanza of so many lines is not parted.
const QUATRAIN: usize = 4;
/// A motto of so many lines stays whole; of a longer one so many lines at its ends.
const MOTTO: usize = 8;
const ENDS: usize = 3;

impl Setter<'_, '_, '_> {
    /// Blocks, one below the other.
    pub(super) fn blocks(&mut self, blocks: &[Block], frame: &Frame) {
        for (index, block) in blocks.iter().enumerate() {
            let flush = match index.checked_sub(1) {
                Some(before) => begins_flush(&blocks[before].kind),
                None => frame.flush,
            };
            self.block(block, &Frame { flush, ..*frame });
        }
    }

    /// One block.
    pub(in crate::typeset) fn block(&mut self, block: &Block, frame: &Frame) {
        let frame = match &block.lang {
            Some(lang) => &self.in_language(frame, lang),
            None => frame,
        };
        let first = self.strips.len();
        self.wear(&block.classes);
        let hand = Hand::of(&block.classes);
        self.ask(hand);
        if hand.lines != 0 && block.paragraph().is_none() {
            self.ask(Hand { lines: 0, ..hand });
            let message = "only a paragraph can be set a line shorter or longer";
            let help = "put the class on one of its paragraphs";
            let found = Diagnostic::new(Code::ImpossibleByHand, message);
            self.leaf.sink.report(found.at(block.span).help(help));
        }
        if Hand::contradicts(&block.classes) {
            let message = "a paragraph cannot be set a line shorter and a line longer";
            let found = Diagnostic::new(Code::ImpossibleByHand, message);
            self.leaf
                .sink
                .report(found.at(block.span).help("take one of the classes away"));
        }
        let mut on_grid = false;
        match &block.kind {
            Kind::Paragraph(content) => {
                let inner = self.dressed(frame);
                on_grid = inner.running;
                self.paragraph(content, &inner, Tag::Paragraph);
                self.close_dressed(frame, &inner);
            }
            Kind::Heading { level, content } => self.heading(*level, content, frame),
            Kind::Quote { blocks, attribution } => {
                self.quote(blocks, attribution.as_ref(), frame);
            }
            Kind::Epigraph { blocks, source } => {
                self.epigraph(blocks, source.as_ref(), frame)
            }
            Kind::Verse { stanzas, attribution } => {
                self.verse(stanzas, attribution.as_ref(), frame);
            }
            Kind::Letter(letter) => self.letter(letter, frame),
            Kind::Box { title, blocks } => self.boxed(title.as_ref(), blocks, frame),
            Kind::Questions { start, items, room } => {
                self.questions(*start, items, *room, frame);
            }
            Kind::Figure(figure) => {
                let inner = self.dressed(frame);
                self.figure(
                    figure,
                    block.span,
                    &Frame { running: frame.running, ..inner },
                );
                self.close_dressed(frame, &inner);
            }
            Kind::List { start, tight, items } => self.list(*start, *tight, items, frame),
            Kind::Definitions(definitions) => {
                let inner = self.dressed(frame);
                self.definitions(definitions, &inner);
                self.close_dressed(frame, &inner);
            }
            Kind::Table(table) => self.table(table, block.span, frame),
            Kind::Code { text, .. } => self.code(text, block.span, frame),
            Kind::Index(entries) => self.index(entries, frame),
            Kind::Dateline(content) => {
                self.line_of(content, frame, Role::Dateline, Tag::Paragraph);
            }
            Kind::SceneBreak => self.scene_break(frame),
            Kind::PageBreak => self.page_break(),
        }
        self.wear(&[]);
        self.ask(Hand::default());
        if hand.keep {
            self.keep_whole(first, block.span);
        }
        if frame.running && !on_grid {
            self.settle(first);
        }
        if let Some(anchor) = block.anchor {
            let place = self.all.refs.anchor_place(anchor);
            match self.strips.get_mut(first) {
                Some(strip) => strip.places.push(place),
                None => self.strip(Strip { places: vec![place], ..Strip::default() }),
            }
        }
    }

    fn heading(&mut self, level: u8, content: &Inlines, frame: &Frame) {
        let role = match level {
            0 | 1 => Role::Heading1,
            2 => Role::Heading2,
            3..=u8::MAX => Role::Heading3,
        };
        let level = level.saturating_add(u8::from(!self.untitled));
        let tag = Tag::Heading(level.clamp(1, 6), inline_text(content));
        let first = self.strips.len();
        self.line_of(content, frame, role, tag);
        self.keep_together(first);
        self.keep();
        if let Some(strip) = self.strips.get_mut(first) {
            strip.heading = true;
        }
    }

    fn quote(&mut self, blocks: &[Block], attribution: Option<&Inlines>, frame: &Frame) {
        let inner = self.open(frame, Role::Quote, Tag::BlockQuote);
        self.blocks(blocks, &inner);
        self.tail(attribution, &inner, Role::Attribution);
        self.close(&inner);
    }

    fn epigraph(&mut self, blocks: &[Block], source: Option<&Inlines>, frame: &Frame) {
        let inner = self.open(frame, Role::Epigraph, Tag::BlockQuote);
        let first = self.strips.len();
        self.blocks(blocks, &inner);
        self.tail(source, &inner, Role::EpigraphSource);
        let lines = self.strips.len() - first;
        if lines <= MOTTO {
            self.keep_together(first);
        } else {
            // A long one may be parted, but not close to its ends.
            let last = self.strips.len() - ENDS;
            self.hold(first..first + ENDS - 1);
            self.hold(last..last + ENDS);
        }
        self.keep();
        self.close(&inner);
    }

    /// A line that belongs to what stands above it.
    fn tail(&mut self, content: Option<&Inlines>, inner: &Frame, role: Role) {
        if let Some(content) = content {
            self.keep();
            self.line_of(content, inner, role, Tag::Paragraph);
        }
    }

    fn verse(
        &mut self,
        stanzas: &[Vec<VerseLine>],
        attribution: Option<&Inlines>,
        frame: &Frame,
    ) {
        let mut inner = self.open(frame, Role::Verse, Tag::BlockQuote);
        if !frame.running {
            // Inside an epigraph or a quotation it stands where they stand.
            (inner.x, inner.measure) = (frame.x, frame.measure);
        }
        for (index, stanza) in stanzas.iter().enumerate() {
            if index > 0 {
                self.space(inner.style.leading / 2);
            }
            let node = self.leaf.add(inner.node, Tag::Paragraph, None);
            for (number, line) in stanza.iter().enumerate() {
                let flat = self.flat(&line.content, &inner, node);
                let indent =
                    inner.style.size.scale(VERSE_STEP * f64::from(line.indent.min(12)));
                let turn = indent + inner.style.size.scale(VERSE_TURN);
                self.set(
                    &flat,
                    &inner,
                    indent.min(inner.measure / 2),
                    turn.min(inner.measure / 2),
                );
                // A quatrain stays whole; of longer stanzas no single line stands at a
                // page's edge.
                let ends = number == 0 || number + 2 == stanza.len();
                if number + 1 < stanza.len() && (ends || stanza.len() <= QUATRAIN) {
                    self.keep();
                }
            }
            // Nor one that is a stanza, at the poem's beginning and end.
            let next = stanzas.get(index + 1).filter(|_| index + 2 == stanzas.len());
            let (first, last) = (index == 0 && stanzas.len() > 1, next.map(Vec::len));
            if first && stanza.len() == 1 || last == Some(1) {
                self.keep();
            }
        }
        self.tail(attribution, &inner, Role::Attribution);
        self.close(&inner);
    }

    fn letter(&mut self, letter: &Letter, frame: &Frame) {
        let inner = self.open(frame, Role::Letter, Tag::BlockQuote);
        if let Some(title) = &letter.title {
            self.line_of(title, &inner, Role::LetterTitle, Tag::Paragraph);
        }
        if let Some(dateline) = &letter.dateline {
            let right = Frame { flush: true, ..inner };
            self.line_of(dateline, &right, Role::Dateline, Tag::Paragraph);
        }
        self.blocks(&letter.blocks, &inner);
        // A closing of one line goes with the lines before it, as the signature goes with it.
        if let (Some(_), [.., before, _]) = (&letter.signature, &mut self.strips[..])
            && before.after == After::May
        {
            before.after = After::MayNot;
        }
        self.tail(letter.signature.as_ref(), &inner, Role::Signature);
        self.close(&inner);
    }

    fn boxed(&mut self, title: Option<&Inlines>, blocks: &[Block], frame: &Frame) {
        let inner = self.open(frame, Role::Box, Tag::Aside);
        // What stands in the box is smaller by as much as the box.
        let base = (inner.style.size, inner.style.leading);
        let inner = Frame { style: Style { base, ..inner.style }, ..inner };
        let edge = frame.x;
        self.rule(edge, frame.measure, Len::PT / 2);
        self.keep();
        self.space(inner.style.leading / 2);
        if let Some(title) = title {
            self.line_of(title, &inner, Role::BoxTitle, Tag::Paragraph);
        }
        self.blocks(blocks, &inner);
        self.keep();
        let lined = self.strips.last().is_some_and(|last| match last.placed.last() {
            Some(Placed { mark: Mark::Rule(..), .. }) => true,
            Some(Placed {
                mark: Mark::Line(_) | Mark::Picture(..) | Mark::Link(..),
                ..
            })
            | None => false,
        });
        // A line to write on stands off, lest it be taken for a part of the rule.
        let leading = inner.style.leading;
        self.space(if lined { leading } else { leading / 2 });
        self.rule(edge, frame.measure, Len::PT / 2);
        self.close(&inner);
    }

    /// A rule as a strip of its own height.
    pub(super) fn rule(&mut self, x: Len, width: Len, height: Len) {
        let strip = self.rule_strip(x, width, height);
        self.strip(strip);
    }

    fn scene_break(&mut self, frame: &Frame) {
        let inner = self.open(frame, Role::SceneBreak, Tag::Paragraph);
        let cast = Cast::of(&inner.style, inner.lang);
        let flat = Flat::plain(&self.all.theme.ornament, cast, None);
        self.keep();
        let first = self.strips.len();
        let inner = Frame {
            style: crate::theme::Style { align: Align::Centre, ..inner.style },
            ..inner
        };
        self.set(&flat, &inner, Len::ZERO, Len::ZERO);
        self.keep();
        if let Some(strip) = self.strips.get_mut(first) {
            strip.shy = true;
        }
        self.close(&inner);
    }

    fn page_break(&mut self) {
        match self.strips.last_mut() {
            Some(last) => last.after = After::Must,
            None => self.strip(Strip { after: After::Must, ..Strip::default() }),
        }
    }
}
