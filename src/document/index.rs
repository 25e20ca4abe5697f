//! The index: entries in their order, with the places they lead to.

use super::{AnchorId, Inlines};

/// One entry of the index, with those below it.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexEntry {
    /// The words.
    pub words: Inlines,
    /// Where links to the entry go, if another sends its readers here.
    pub anchor: Option<AnchorId>,
    /// Whether it is of the first level, and begins with another letter than the one before it.
    pub parted: bool,
    /// Where the book speaks of it, in reading order.
    pub places: Vec<IndexPlace>,
    /// The entries that stand for this one.
    pub see: Vec<IndexSee>,
    /// The entries to look at besides.
    pub also: Vec<IndexSee>,
    /// The entries below it.
    pub entries: Vec<IndexEntry>,
}

/// Where the book speaks of something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IndexPlace {
    /// Where it begins to.
    pub from: AnchorId,
    /// Where it ends; the same for a single place.
    pub to: AnchorId,
}

/// Another entry.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexSee {
    /// Its words, from the first level to its own.
    pub words: Inlines,
    /// Where it stands; `None` where there is none, which is reported.
    pub to: Option<AnchorId>,
}

impl IndexEntry {
    /// Every run of words of the entry and of those below it, in the order of reading.
    pub(super) fn runs<'a>(&'a self, visit: &mut dyn FnMut(&'a Inlines)) {
        visit(&self.words);
        self.see.iter().chain(&self.also).for_each(|see| visit(&see.words));
        self.entries.iter().for_each(|entry| entry.runs(visit));
    }

    /// The same, to be changed.
    pub(super) fn runs_mut(&mut self, visit: &mut dyn FnMut(&mut Inlines)) {
        visit(&mut self.words);
        self.see.iter_mut().chain(&mut self.also).for_each(|see| visit(&mut see.words));
        self.entries.iter_mut().for_each(|entry| entry.runs_mut(visit));
    }
}
