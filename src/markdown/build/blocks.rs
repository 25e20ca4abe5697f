//! Blocks as they are added: paragraphs, headings, and the places that links lead to.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::frame::Open;
use super::{Builder, trim};
use crate::diag::Code;
use crate::document::{AnchorId, Block, Inline, Inlines, Kind, inline_text};
use crate::id::Id;
use crate::markdown::attributes::Attributes;
use crate::markdown::braces::Whole;
use crate::markdown::{AnchorRef, ident};
use crate::source::Span;

impl Builder<'_> {
    /// Makes a paragraph of inlines that stand directly in a block (in tight lists).
    pub fn flush(&mut self) {
        let frame = self.top();
        let holds_blocks = matches!(
            frame.open,
            Open::Root
                | Open::Quote
                | Open::Item
                | Open::Note { .. }
                | Open::Meaning
                | Open::Container { .. }
        );
        if !holds_blocks || frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        frame.brackets.clear();
        frame.beyond = 0;
        let (first, last) = (inlines[0].span(), inlines[inlines.len() - 1].span());
        let range = first.start as usize - self.base..last.end as usize - self.base;
        self.paragraph(inlines, range);
    }

    pub(super) fn paragraph(&mut self, mut inlines: Inlines, range: Range<usize>) {
        if self.verses == 0 {
            // In verse, the spaces before the first line are its indent.
            trim(&mut inlines);
        }
        if inlines.is_empty() {
            return;
        }
        if self.verses == 0 {
            self.check_no_table(&range);
        }
        let found = match self.verses {
            0 => self.take_trailing(&mut inlines, Whole::Other),
            _ => None,
        };
        if let [Inline::Picture { picture, alt, .. }] = &inlines[..] {
            let (picture, alt) = (*picture, alt.clone());
            self.lone_picture(picture, alt, range, found.unwrap_or_default());
            return;
        }
        if let Some(inlines) = self.table_caption(inlines) {
            self.add(Kind::Paragraph(inlines), range);
        }
        if let Some(found) = found {
            // Those of a caption are its table's.
            self.apply_to_last(found);
        }
    }

    pub fn add(&mut self, kind: Kind, range: Range<usize>) {
        let span = self.block_span(range);
        self.any_block = true;
        let block = Block { kind, span, lang: None, anchor: None, classes: Vec::new() };
        self.top().blocks.push(block);
    }

    /// The place of a block, without the line end behind it.
    fn block_span(&self, range: Range<usize>) -> Span {
        self.span(range.start..self.block_end(&range))
    }

    fn block_end(&self, range: &Range<usize>) -> usize {
        self.src[..range.end].trim_end().len().max(range.start)
    }

    pub fn anchor(&mut self, id: String, stated: bool, range: Range<usize>) -> AnchorId {
        let span = self.block_span(range);
        self.anchors.push(AnchorRef { id, stated, span, left_out: false });
        Id::new(self.anchors.len() - 1)
    }

    pub(super) fn heading(
        &mut self,
        level: u8,
        mut content: Inlines,
        range: Range<usize>,
    ) {
        let found = self.take_trailing(&mut content, Whole::Heading).unwrap_or_default();
        if content.is_empty() {
            // A heading that says nothing heads nothing.
            return;
        }
        let Attributes { id, classes, keys, .. } = found;
        let stated = id.is_some();
        // Made from the words in the end, when all stated ids are known.
        let id = id.map_or_else(|| inline_text(&content), |(id, _)| id);
        let anchor = self.anchor(id, stated, range.clone());
        let first = !self.any_block && self.frames.len() == 1 && self.title.is_none();
        let rest = Attributes { classes, keys, ..Attributes::default() };
        if level == 1 && first {
            let at = range.start..self.block_end(&range);
            content = self.span_of(content, rest, at);
            self.title = Some((content, anchor));
            return;
        }
        let untitled = self.title.is_none() && self.stated.0.is_none();
        if level == 1 && untitled {
            let span = self.span(range.clone());
            self.late_title.get_or_insert(span);
        }
        let written = if untitled { level } else { level.max(2) };
        while self.levels.last().is_some_and(|&open| open >= written) {
            self.levels.pop();
        }
        let above = self.levels.last().copied().unwrap_or(1);
        if written > above + 1 {
            self.tell_skipped(above, written, range.clone());
        }
        self.levels.push(written);
        let level = self.levels.len().min(5) as u8;
        self.add(Kind::Heading { level, content }, range);
        if let Some(block) = self.top().blocks.last_mut() {
            block.anchor = Some(anchor);
        }
        self.apply_to_last(rest);
    }
}

impl Builder<'_> {
    /// A heading stands deeper than the one above it leads to (WCAG 2.2, 1.3.1). The gap is
    /// closed; who wrote it may have meant another level.
    fn tell_skipped(&mut self, above: u8, written: u8, range: Range<usize>) {
        let sign = |level: u8| "#".repeat(usize::from(level));
        let message = match above {
            1 => format!(
                "this heading has `{}`, and none with `##` stands above it",
                sign(written)
            ),
            above => format!(
                "this heading has `{}` and stands below one with `{}`: a level is skipped",
                sign(written),
                sign(above)
            ),
        };
        let help = format!("write `{}`, as which it is set", sign(above + 1));
        self.report_with(Code::SkippedLevel, message, range, Some(help));
    }
}

/// Gives headings without a stated id one from their words, unique in the article.
pub(super) fn name_anchors(anchors: &mut [AnchorRef]) {
    let stated = anchors.iter().filter(|a| a.stated).map(|a| (a.id.clone(), 1u32));
    let mut used: FxHashMap<String, u32> = stated.collect();
    for anchor in anchors.iter_mut().filter(|a| !a.stated) {
        let name = ident::name(&anchor.id);
        let mut id = Cow::Borrowed(&name);
        let mut count = used.get(name.as_str()).copied().unwrap_or(0);
        while used.contains_key(id.as_str()) {
            count += 1;
            id = Cow::Owned(format!("{name}-{count}"));
        }
        let id = id.into_owned();
        used.insert(name, count.max(1));
        used.entry(id.clone()).or_insert(1);
        anchor.id = id;
    }
}
