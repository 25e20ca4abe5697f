//! Fenced containers: how they nest, and what closes them.

use super::super::fence::{self, Fence};
use super::{Builder, Frame, Open};
use crate::diag::Code;
use crate::document::Kind;

impl Builder<'_> {
    /// A line of `:::`: opens a container, or closes the ones it ends.
    pub fn fence(&mut self, at: usize) {
        let Fence { range, colons, opens } = &mut self.fences[at];
        let (range, colons, opens) = (range.clone(), *colons, opens.take());
        let leaf_before = std::mem::take(&mut self.last_fence_was_leaf);
        let Some(opening) = opens else {
            if self.unopened > 0 {
                self.unopened -= 1;
                return;
            }
            let colons_of = |frame: &Frame| {
                let Open::Container { colons, .. } = &frame.open else { return None };
                Some(*colons)
            };
            let open: Vec<usize> =
                self.frames.iter().rev().map_while(colons_of).collect();
            if open.is_empty() {
                if !leaf_before {
                    let message = "`:::` closes nothing";
                    self.report(Code::UnknownBlock, message, range);
                }
                return;
            }
            let above = open.iter().position(|&c| c == colons).unwrap_or(0);
            let keep = self.frames.len() - above;
            while self.frames.len() > keep {
                self.close_container(range.start, false);
            }
            self.close_container(range.end, true);
            return;
        };
        if let Some(braces) = opening.malformed {
            self.report_malformed(braces);
        }
        if opening.name == "page-break" {
            self.last_fence_was_leaf = true;
            self.add(Kind::PageBreak, range);
            self.apply_to_last(opening.attributes);
            return;
        }
        let is_verse = fence::is_verse(&opening.name);
        let open = Open::Container {
            name: opening.name,
            attributes: opening.attributes,
            argument: opening.argument,
            colons,
        };
        self.any_block = true;
        match self.push_frame(open, range.start) {
            true => self.verses += usize::from(is_verse),
            false => self.unopened += 1,
        }
    }

    /// Closes the containers on top of the stack; they were left open.
    pub(super) fn close_containers(&mut self) {
        while matches!(self.top().open, Open::Container { .. }) {
            let end = self.top_end();
            self.close_container(end, false);
        }
    }

    fn top_end(&mut self) -> usize {
        let (base, start) = (self.base, self.top().start);
        self.top().blocks.last().map_or(start, |b| b.span.end as usize - base)
    }

    fn close_container(&mut self, end: usize, closed: bool) {
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        if let Open::Container { name, attributes, argument, colons } = frame.open {
            self.verses -= usize::from(fence::is_verse(&name));
            let line = frame.start..frame.start + colons;
            if !closed {
                let what = if name.is_empty() { "block" } else { name.as_str() };
                let message = format!("`::: {what}` is never closed");
                let help = "put `:::` on a line of its own where it ends".to_string();
                self.report_with(Code::UnclosedBlock, message, line.clone(), Some(help));
            }
            let range = frame.start..end.max(line.end);
            self.container(&name, attributes, argument, frame.blocks, range);
        }
    }
}
