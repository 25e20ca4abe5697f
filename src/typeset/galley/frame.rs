//! Frames: where blocks stand, and in what style.

use super::setter::Setter;
use crate::geom::Len;
use crate::info::Lang;
use crate::pages::{NodeId, Tag};
use crate::theme::{Role, Style};

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

impl Frame {
    /// A frame in this one for what is set in a style of its own: moved in as the style says,
    /// off the grid.
    pub(super) fn within(&self, style: Style, node: NodeId) -> Frame {
        Frame {
            x: self.x + style.left,
            measure: (self.measure - style.left - style.right).max(style.size * 2),
            style,
            lang: self.lang,
            node,
            flush: true,
            running: false,
        }
    }
}

impl Setter<'_, '_, '_> {
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
            flush: frame.flush,
            // With spaces and a leading of its own, it has to be brought back to the grid.
            running: frame.running && style.keeps_the_grid_of(&frame.style),
            ..frame.within(style, frame.node)
        }
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

    /// Opens a frame for a role under a node of its own: moved in, cast on top of the frame
    /// around it, with the space above it.
    pub(super) fn open(&mut self, frame: &Frame, role: Role, tag: Tag) -> Frame {
        let style = self.style(frame, role);
        self.space(style.above);
        frame.within(style, self.leaf.add(frame.node, tag, None))
    }

    /// Closes a frame: the space below it.
    pub(super) fn close(&mut self, inner: &Frame) {
        self.space(inner.style.below);
    }

    /// A language's frame inside a frame.
    pub(super) fn in_language(&mut self, frame: &Frame, lang: &Lang) -> Frame {
        let node = self.leaf.add(frame.node, Tag::Section, Some(lang.clone()));
        Frame { lang: self.all.lang(lang), node, ..*frame }
    }
}
