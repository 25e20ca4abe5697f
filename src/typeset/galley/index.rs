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
use crate::pages::{Folio, FolioStyle, NodeId, Tag};
use crate::theme::Role;
use crate::typeset::text::{Cast, Flat, Thing};

/// The pages from one to another, and the first of the places on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stretch {
    from: Folio,
    to: Folio,
    at: AnchorId,
}

/// So many pages one after the other are told as a range.
const RUN: u32 = 3;

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
        let stretches = places.iter().map(|place| {
            let (from, to) = (refs.folio(place.from)?, refs.folio(place.to)?);
            Some(Stretch { from, to, at: place.from })
        });
        match stretches.collect::<Option<Vec<Stretch>>>() {
            Some(stretches) => {
                collapse(stretches).into_iter().map(|s| (s.label(), s.at)).collect()
            }
            None => places
                .iter()
                .take(UNKNOWN)
                .map(|place| (refs.page(place.from).to_string(), place.from))
                .collect(),
        }
    }
}

/// Where a page stands in the book, as far as numbers say: the roman ones come first.
fn rank(folio: Folio) -> (bool, u32) {
    (folio.style == FolioStyle::Arabic, folio.number)
}

impl Stretch {
    fn label(&self) -> String {
        match self.from == self.to {
            true => self.from.label(),
            false => format!("{}–{}", self.from.label(), self.to.label()),
        }
    }

    /// How many pages there are, where they are numbered in one series.
    fn len(&self) -> u32 {
        self.to.number.saturating_sub(self.from.number) + 1
    }

    /// Whether another one begins on the page after its last.
    fn meets(&self, next: &Stretch) -> bool {
        self.to.style == next.from.style && self.to.number + 1 == next.from.number
    }
}

/// Pages in order, each once; three or more in a row as a range.
fn collapse(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    for stretch in &mut stretches {
        if rank(stretch.to) < rank(stretch.from) {
            std::mem::swap(&mut stretch.from, &mut stretch.to);
        }
    }
    stretches.sort_by_key(|stretch| (rank(stretch.from), rank(stretch.to)));
    let mut apart: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        match apart.last_mut() {
            Some(last) if rank(stretch.from) <= rank(last.to) => {
                if rank(stretch.to) > rank(last.to) {
                    last.to = stretch.to;
                }
            }
            Some(_) | None => apart.push(stretch),
        }
    }
    let mut runs: Vec<Stretch> = Vec::with_capacity(apart.len());
    let mut at = 0;
    while at < apart.len() {
        let mut end = at + 1;
        while end < apart.len() && apart[end - 1].meets(&apart[end]) {
            end += 1;
        }
        let run = &apart[at..end];
        let count: u32 = run.iter().map(Stretch::len).sum();
        if let ([first, .., last], true) = (run, count >= RUN) {
            runs.push(Stretch { to: last.to, ..*first });
        } else {
            runs.extend_from_slice(run);
        }
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn page(number: i32) -> Folio {
        let style = if number < 0 { FolioStyle::Roman } else { FolioStyle::Arabic };
        Folio { number: number.unsigned_abs(), style }
    }

    fn told(pages: &[(i32, i32)]) -> String {
        let at = AnchorId::new(0);
        let all = pages.iter().map(|&(from, to)| Stretch {
            from: page(from),
            to: page(to),
            at,
        });
        collapse(all.collect()).iter().map(Stretch::label).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn pages_in_a_row_are_a_range() {
        assert_eq!(told(&[(14, 14), (12, 12), (13, 13), (12, 12)]), "12–14");
        assert_eq!(told(&[(12, 12), (13, 13), (20, 20)]), "12, 13, 20");
        assert_eq!(told(&[(5, 5), (-4, -4), (3, 8), (9, 9)]), "iv, 3–9");
        assert_eq!(told(&[(-4, 2), (1, 1), (3, 3)]), "iv–2, 3");
    }

    proptest! {
        #[test]
        fn the_same_pages_are_told_once_and_in_order(
            all in prop::collection::vec((1u32..40, 0u32..4), 0..12)
        ) {
            let at = AnchorId::new(0);
            let folio = |number| Folio { number, style: FolioStyle::Arabic };
            let stretches: Vec<Stretch> = all.iter()
                .map(|&(from, more)| Stretch { from: folio(from), to: folio(from + more), at })
                .collect();
            let pages = |all: &[Stretch]| -> BTreeSet<u32> {
                all.iter().flat_map(|s| s.from.number..=s.to.number).collect()
            };
            let told = collapse(stretches.clone());
            prop_assert_eq!(pages(&told), pages(&stretches));
            for pair in told.windows(2) {
                prop_assert!(pair[0].to.number < pair[1].from.number);
                prop_assert!(!pair[0].meets(&pair[1]) || pair[0].len() + pair[1].len() < RUN);
            }
            prop_assert_eq!(collapse(told.clone()), told);
        }
    }
}
