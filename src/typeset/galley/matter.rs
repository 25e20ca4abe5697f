//! Plain words set for pages made by hand: title page, imprint, contents.

use super::Strip;
use super::frame::Frame;
use super::setter::Setter;
use crate::document::{Inline, inline_text, retold};
use crate::geom::{Len, Size};
use crate::pages::{Line, LineRole, NodeId, Tag};
use crate::source::Span;
use crate::theme::{Align, Role, Style, Theme, Weight};
use crate::typeset::page::Dots;
use crate::typeset::paragraph::{self, Room};
use crate::typeset::refs::Refs;
use crate::typeset::text::{Cast, Flat, Thing};

/// What stands between an entry's title and authors beside it.
const BESIDE: &str = "\u{2003}";

impl Setter<'_, '_, '_> {
    /// Paragraphs of plain words, each in its role, with the places they come from.
    pub(in crate::typeset) fn plain(&mut self, words: &[(Role, String, Option<Span>)]) {
        self.plain_tagged(words, Tag::Paragraph);
    }

    /// The same, tagged as asked.
    pub(in crate::typeset) fn plain_tagged(
        &mut self,
        words: &[(Role, String, Option<Span>)],
        tag: Tag,
    ) {
        let frame = self.across();
        for (role, words, span) in words {
            let style = self.all.style(*role);
            self.space(style.above);
            let inner = Frame { style, ..frame };
            let node = self.leaf.add(frame.node, tag.clone(), None);
            let mut flat = Flat::default();
            let cast = Cast::of(&style, frame.lang);
            flat.push(words, cast, Some(node), *span, Thing::Text);
            let title = [
                Role::BookTitle,
                Role::BookSubtitle,
                Role::BookAuthor,
                Role::ContentsTitle,
            ];
            let inner =
                if title.contains(role) { self.balance(&flat, &inner) } else { inner };
            self.set(&flat, &inner, Len::ZERO, Len::ZERO);
            self.space(style.below);
        }
    }

    /// An entry's words in a room that keeps the page number free; says its node. Authors
    /// stand behind the title, in italics, or below it where they do not fit in its last line.
    pub(in crate::typeset) fn entry_words(
        &mut self,
        title: &[Inline],
        authors: &str,
        reserve: Len,
        part: bool,
    ) -> NodeId {
        let across = self.across();
        let style = self.all.style(Role::Contents);
        let cast = Cast::of(&style, 0);
        let item = self.leaf.add(across.node, Tag::TocItem, None);
        let spoken = inline_text(title);
        let words = [&spoken, authors].join(" ").trim_end().to_string();
        let reference = self.leaf.add(item, Tag::Reference, None);
        let node = self.leaf.add(reference, Tag::Link(words), None);
        let frame = Frame { style, measure: across.measure - reserve, ..across };
        // Lines on an axis stay on it.
        let hang = match style.align {
            Align::Left | Align::Justified => style.size,
            Align::Centre | Align::Right => Len::ZERO,
        };
        let weight = if part { Weight::Bold } else { style.weight };
        let strong = Frame { style: Style { weight, ..style }, lang: 0, ..frame };
        let alone = self.flat(&retold(title), &strong, node);
        let signed = |gap: &str| {
            let mut flat = alone.clone();
            flat.push(gap, cast, Some(node), None, Thing::Text);
            flat.push(authors, cast.stressed(), Some(node), None, Thing::Text);
            flat
        };
        let mut count = |flat: &Flat| {
            let align = style.align;
            let (measure, indent, role) = (frame.measure, Len::ZERO, LineRole::Body);
            let room = Room { measure, indent, indented: 1, hang, align, role };
            paragraph::set(flat, &room, self.shaper, &|_, _| Size::default()).len()
        };
        let flat = match authors {
            "" => alone,
            _ if count(&signed(BESIDE)) == count(&alone) => signed(BESIDE),
            _ => signed("\n"),
        };
        self.set(&flat, &frame, Len::ZERO, hang);
        node
    }

    /// An entry's page number.
    pub(in crate::typeset) fn entry_label(
        &mut self,
        label: &str,
        node: NodeId,
    ) -> (Line, Len) {
        let style = self.all.style(Role::Contents);
        let cast = Cast { hyphens: false, ..Cast::of(&style, 0) };
        self.label(label, cast, Some(node))
    }

    /// A dot to lead the eye to the number; entries of parts go without.
    pub(in crate::typeset) fn dots(&mut self, part: bool) -> Option<Dots> {
        if part {
            return None;
        }
        let cast = Cast::of(&self.all.style(Role::Contents), 0);
        let (line, _) = self.label(".", cast, None);
        Some(Dots(line))
    }

    /// Space that stays at the head of a page.
    pub(in crate::typeset) fn sink_by(&mut self, height: Len) {
        self.blank(height);
    }

    /// Space before what comes next.
    pub(in crate::typeset) fn gap(&mut self, space: Len) {
        self.space(space);
    }

    pub(in crate::typeset) fn theme(&self) -> &Theme {
        self.all.theme
    }

    pub(in crate::typeset) fn refs(&self) -> &Refs {
        &self.all.refs
    }

    pub(in crate::typeset) fn role_style(&self, role: Role) -> Style {
        self.all.style(role)
    }

    pub(in crate::typeset) fn strips_len(&self) -> usize {
        self.strips.len()
    }

    pub(in crate::typeset) fn strip_mut(&mut self, index: usize) -> &mut Strip {
        &mut self.strips[index]
    }
}
