//! Galleys: set matter in one column, before it is made up into pages.

mod blocks;
mod code;
mod decimal;
mod end_notes;
mod figure;
mod frame;
mod hand;
mod index;
mod initial;
mod line;
mod list;
mod matter;
mod note;
mod opening;
mod paragraph;
mod plate;
mod report;
mod river;
mod setter;
mod table;
mod turned;

use std::sync::Arc;

use rayon::prelude::*;

pub(super) use end_notes::between_series;
pub(super) use hand::Hand;
pub(super) use line::baseline;
use setter::Wanted;
pub(super) use setter::{Setter, TOO_TALL_TO_KEEP};

use super::compositor::{Compositor, Shapers};
use super::leaf::Leaf;
use super::paragraph::Alternative;
use super::text::Place;
use crate::document::{Block, FigureWidth, Inlines, Kind, NoteId, Section};
use crate::geom::Len;
use crate::pages::{DestinationId, Placed, Tag};
use crate::theme::Initial;

/// A horizontal strip of set matter: a line, a row, a picture with its caption.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    /// Space above, which vanishes at the head of a page.
    pub(super) above: Len,
    /// How much less of it there is when the picture before it waits for another page.
    pub(super) closer: Len,
    /// How tall it is.
    pub(super) height: Len,
    /// What stands in it: `x` from the left edge of the text, `y` from its top.
    pub(super) placed: Vec<Placed>,
    /// The notes whose markers stand in it.
    pub(super) notes: Vec<NoteId>,
    /// The places in it that links point at.
    pub(super) places: Vec<DestinationId>,
    /// Whether a page may end after it.
    pub(super) after: After,
    /// Whether it ends in a divided word.
    pub(super) hyphen: bool,
    /// How far below its top the grid is met again: by a paragraph of running text at once,
    /// by a heading where what it leads to begins.
    pub(super) grid: Option<Len>,
    /// Whether a heading begins in it.
    pub(super) heading: bool,
    /// Whether it should rather not begin a page: a scene break, which divides nothing there.
    pub(super) shy: bool,
    /// Whether it may stand on the next page, with the text after it going before it.
    pub(super) floats: bool,
    /// Whether it has a page of its own.
    pub(super) plate: bool,
    /// Whether it stands for a picture that was taken out of its place in the columns and
    /// comes on a later page.
    pub(super) taken_out: bool,
    /// Whether the picture in it covers that page to its edges.
    pub(super) bleeds: bool,
    /// How much lower it can be set: a picture, where the page leaves it too little room.
    pub(super) gives: Len,
    /// What is set again above it when it comes to begin a page: the head of a table.
    pub(super) repeat: Option<Arc<Vec<Strip>>>,
}

/// Whether a page may end after a strip.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum After {
    /// It may.
    #[default]
    May,
    /// It may not: it belongs to what follows.
    MayNot,
    /// It must.
    Must,
}

impl After {
    /// Whether a page may end after a line of a paragraph: no widow, no orphan, so the first
    /// two lines stay together, and the last two.
    pub(super) fn within(index: usize, count: usize) -> After {
        let alone = count > 1 && (index == 0 || index + 2 == count);
        if alone { After::MayNot } else { After::May }
    }
}

/// Set matter with its structure; node 0 of the leaf stands for what it hangs on.
#[derive(Debug)]
pub(super) struct Galley {
    pub(super) strips: Vec<Strip>,
    /// The other numbers of lines it can be set in, where it is one paragraph of running
    /// text.
    pub(super) alternatives: Vec<Alternative>,
    /// Space below the last strip.
    pub(super) below: Len,
    /// Whether it stands across all columns.
    pub(super) across: bool,
    pub(super) leaf: Leaf,
}

/// The blocks of every section, in order, set in parallel; the first galley of each section
/// is its opening.
pub(super) fn set_sections(
    sections: &[&Section],
    all: &Compositor<'_>,
) -> Vec<Vec<Galley>> {
    let shapers = all.shapers();
    sections
        .par_iter()
        .map(|section| {
            let opening = opening::set(section, all, &shapers);
            let blocks: Vec<Galley> = section
                .blocks
                .par_iter()
                .with_min_len(8)
                .enumerate()
                .map(|(index, _)| {
                    set_block(section, index, Wanted::Survey, all, &shapers)
                })
                .collect();
            let closing = opening::close(section, all, &shapers);
            let mut galleys = vec![opening];
            galleys.extend(blocks);
            galleys.extend(closing);
            galleys.extend(end_notes::set(section, all, &shapers));
            galleys
        })
        .collect()
}

/// One block of a section.
fn set_block(
    section: &Section,
    index: usize,
    wanted: Wanted,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Galley {
    let stands_beside = is_beside(section, index, all, shapers);
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, all.lang(&section.lang));
    if stands_beside {
        return setter.finish();
    }
    let before = section.blocks[..index].iter().rev().map(|block| &block.kind);
    let before = before.into_iter().find(|kind| !is_plate(kind));
    let flush = before.is_none_or(begins_flush);
    let frame = setter.body(flush);
    setter.untitled = section.title.is_empty();
    setter.want(wanted);
    if section.first_paragraph() == Some(index) {
        setter.begin();
        setter.next = next_paragraph(section, index);
    }
    setter.block(&section.blocks[index], &frame);
    if setter.beside.is_some() && setter.next.is_some() {
        setter.keep();
        let frame = setter.body(false);
        setter.block(&section.blocks[index + 1], &frame);
    }
    let keep = |block: &Block| Hand::of(&block.classes).keep;
    let next = section.blocks.get(index + 1);
    if keep(&section.blocks[index]) && next.is_some_and(keep) {
        setter.keep();
    }
    setter.finish()
}

/// The paragraph that follows a block at once, without anything asked of it.
fn next_paragraph(section: &Section, index: usize) -> Option<&Inlines> {
    let next = section.blocks.get(index + 1)?;
    match &next.kind {
        Kind::Paragraph(content) if next.classes.is_empty() && next.lang.is_none() => {
            Some(content)
        }
        Kind::Paragraph(_)
        | Kind::Heading { .. }
        | Kind::Quote { .. }
        | Kind::Epigraph { .. }
        | Kind::Verse { .. }
        | Kind::Letter(_)
        | Kind::Box { .. }
        | Kind::Questions { .. }
        | Kind::Figure(_)
        | Kind::List { .. }
        | Kind::Definitions(_)
        | Kind::Table(_)
        | Kind::Code { .. }
        | Kind::Index(_)
        | Kind::Dateline(_)
        | Kind::SceneBreak
        | Kind::PageBreak => None,
    }
}

/// Whether a block is set with the one before it, since it stands beside the large letter of
/// that one as well.
fn is_beside(
    section: &Section,
    index: usize,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> bool {
    let Some(before) =
        index.checked_sub(1).filter(|_| all.theme.initial == Initial::Drop)
    else {
        return false;
    };
    if section.first_paragraph() != Some(before) {
        return false;
    }
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, all.lang(&section.lang));
    let frame = setter.body(true);
    setter.begin();
    setter.next = next_paragraph(section, before);
    setter.block(&section.blocks[before], &frame);
    setter.beside.is_some()
}

/// The strips of a section's galley, set in so many lines more than it likes best.
pub(super) fn set_again(
    section: &Section,
    galley: u32,
    delta: i8,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Vec<Strip>> {
    set_as(section, galley, Wanted::By(delta), all, shapers)
}

/// The same, set as it likes best with one word kept whole.
pub(super) fn set_keeping(
    section: &Section,
    galley: u32,
    place: Place,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Vec<Strip>> {
    set_as(section, galley, Wanted::Keeping(place), all, shapers)
}

fn set_as(
    section: &Section,
    galley: u32,
    wanted: Wanted,
    all: &Compositor<'_>,
    shapers: &Shapers<'_>,
) -> Option<Vec<Strip>> {
    // The first galley is the opening.
    let index = (galley as usize).checked_sub(1)?;
    section.blocks.get(index)?;
    Some(set_block(section, index, wanted, all, shapers).strips)
}

/// Whether a block has a page of its own, so that text goes on around it.
fn is_plate(kind: &Kind) -> bool {
    let Kind::Figure(figure) = kind else { return false };
    matches!(figure.width, FigureWidth::Page | FigureWidth::Bleed)
}

/// Whether a paragraph after this block begins without an indent.
pub(super) fn begins_flush(before: &Kind) -> bool {
    match before {
        Kind::Heading { .. }
        | Kind::SceneBreak
        | Kind::PageBreak
        | Kind::Epigraph { .. }
        | Kind::Dateline(_)
        | Kind::Box { .. }
        | Kind::Questions { .. } => true,
        Kind::Paragraph(_)
        | Kind::Quote { .. }
        | Kind::Verse { .. }
        | Kind::Letter(_)
        | Kind::Figure(_)
        | Kind::List { .. }
        | Kind::Definitions(_)
        | Kind::Table(_)
        | Kind::Index(_)
        | Kind::Code { .. } => false,
    }
}

/// The notes that stand at the foot of pages, set to the full measure, in parallel; `None`
/// for those that do not.
pub(super) fn set_notes(all: &Compositor<'_>) -> Vec<Option<Galley>> {
    let shapers: Shapers<'_> = all.shapers();
    let notes: Vec<_> = all.document.notes.iter().collect();
    let sections = all.document.all_sections();
    notes
        .par_iter()
        .with_min_len(8)
        .map(|(id, note)| {
            if !all.refs.at_foot(*id) {
                return None;
            }
            let mut shaper = shapers.mine();
            let lang = sections
                .get(note.section as usize)
                .map_or(0, |section| all.lang(&section.lang));
            let mut setter = Setter::new(all, &mut shaper, lang);
            let root = setter.leaf.root();
            let node = setter.leaf.add(root, Tag::Note, None);
            setter.note(*id, note, node);
            Some(setter.finish())
        })
        .collect()
}
