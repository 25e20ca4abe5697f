//! The index: entries that hang, with the pages on which the book speaks of them.
//!
//! One column, ragged. A theme that sets the index in two would ask for them here: an entry
//! knows no more of its measure than the frame says.

use super::After;
use super::frame::Frame;
use super::setter::Setter;
use crate::document::{AnchorId, IndexEntry, IndexPlace, IndexSee};
use crate::geom::Len;
use crate::info::Word;
use crate::pages::{NodeId, Stretch, Tag, stretches};
use crate::theme::Role;
use crate::typeset::text::{Cast, Flat, Thing};

/// How many numbers stand for pages that are not known yet: no entry needs more room.
const UNKNOWN: usize = 12;

/// How deep entries go.
fn depth(entries: &[IndexEntry]) -> i64 {
    entries.iter().map(|entry| 1 + depth(&entry.entries)).max().unwrap_or(0)
}

impl Setter<'_, '_, '_> {
    pub(super) fn index(&mut self, entries: &[IndexEntry], frame: &Frame) {
        let apart = self.all.theme.style_within(&frame.style, Role::Index).above;
        let inner = self.open(frame, Role::Index, Tag::Index);
        // Turned lines stand further in than the deepest entry.
        let hang = inner.style.indent * depth(entries);
        self.entries(entries, &inner, hang, apart);
        self.close(&inner);
    }

    /// Entries of one level, with those below them.
    fn entries(&mut self, entries: &[IndexEntry], frame: &Frame, hang: Len, apart: Len) {
        let list = self.leaf.add(frame.node, Tag::Entries, None);
        for entry in entries {
            if entry.parted {
                self.space(apart);
            }
            let item = self.leaf.add(list, Tag::ListItem, None);
            let body = self.leaf.add(item, Tag::ListBody, None);
            let own = Frame { node: body, ..*frame };
            let first = self.strips.len();
            let flat = self.entry(entry, &own);
            self.set(&flat, &own, Len::ZERO, hang);
            if let (Some(anchor), Some(strip)) =
                (entry.anchor, self.strips.get_mut(first))
            {
                strip.places.push(self.all.refs.anchor_place(anchor));
            }
            if !entry.entries.is_empty() {
                self.keep();
                let step = frame.style.indent;
                let below = Frame {
                    x: frame.x + step,
                    measure: (frame.measure - step).max(frame.style.size * 2),
                    ..own
                };
                self.entries(&entry.entries, &below, (hang - step).max(step), Len::ZERO);
                self.keep_ends(first);
            }
        }
    }

    /// An entry and those below it, from a strip on, are parted with two lines at least on
    /// both sides.
    fn keep_ends(&mut self, first: usize) {
        let strips = self.strips.get_mut(first..).unwrap_or_default();
        let count = strips.len();
        for (index, strip) in strips.iter_mut().enumerate() {
            if After::within(index, count) == After::MayNot {
                strip.after = After::MayNot;
            }
        }
    }

    /// An entry's words, pages and other entries, as one text.
    fn entry(&mut self, entry: &IndexEntry, frame: &Frame) -> Flat {
        let mut flat = self.flat(&entry.words, frame, frame.node);
        let cast = Cast::of(&frame.style, frame.lang);
        let lang = &self.all.langs[usize::from(frame.lang)];
        let plain = |flat: &mut Flat, text: &str| {
            flat.push(text, cast, Some(frame.node), None, Thing::Text);
        };
        for (label, at) in self.pages_of(&entry.places) {
            plain(&mut flat, ", ");
            let node = self.leaf.add(frame.node, Tag::Link(label.clone()), None);
            let cast = Cast { hyphens: false, ..cast };
            let goal = Thing::Link(self.all.refs.anchor(at));
            flat.push(&label, cast, Some(node), None, goal);
        }
        let sent = [(Word::See, ", ", &entry.see), (Word::SeeAlso, "; ", &entry.also)];
        for (word, between, others) in sent {
            for (number, see) in others.iter().enumerate() {
                if number == 0 {
                    plain(&mut flat, between);
                    let word = word.in_language(lang);
                    flat.push(word, cast.stressed(), Some(frame.node), None, Thing::Text);
                    plain(&mut flat, " ");
                } else {
                    plain(&mut flat, "; ");
                }
                let other = self.other(see, frame);
                flat.append(other);
            }
        }
        flat
    }

    /// Another entry, with the way to it.
    fn other(&mut self, see: &IndexSee, frame: &Frame) -> Flat {
        let Some(to) = see.to else { return self.flat(&see.words, frame, frame.node) };
        let words = crate::document::inline_text(&see.words);
        let node: NodeId = self.leaf.add(frame.node, Tag::Link(words), None);
        let mut flat = self.flat(&see.words, frame, node);
        for passage in &mut flat.passages {
            passage.thing = Thing::Link(self.all.refs.anchor(to));
        }
        flat
    }

    /// The pages of some places as they are printed, with the place that each leads to; until
    /// the pages are known, unknown ones, as many as there are places or as any entry needs.
    fn pages_of(&self, places: &[IndexPlace]) -> Vec<(String, AnchorId)> {
        let refs = &self.all.refs;
        let all = places.iter().map(|place| {
            let (from, to) = (refs.folio(place.from)?, refs.folio(place.to)?);
            Some(Stretch { from, to, at: place.from })
        });
        match all.collect::<Option<Vec<Stretch<AnchorId>>>>() {
            Some(all) => stretches(all).into_iter().map(|s| (s.label(), s.at)).collect(),
            None => places
                .iter()
                .take(UNKNOWN)
                .map(|place| (refs.page(place.from).to_string(), place.from))
                .collect(),
        }
    }
}
