//! Joining galleys: one structure for the book, one flow of strips for each run of text.

use super::builder::{Flow, Start, height};
use super::queue::queue;
use super::space::space;
use super::{node, start_of};
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Block, Kind, Role, Section};
use crate::geom::Len;
use crate::pages::{DestinationId, Mark, NodeId, Structure, Tag};
use crate::source::Span;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Galley, Hand, Strip, TOO_TALL_TO_KEEP};
use crate::typeset::leaf::Leaf;
use crate::typeset::paragraph::Alternative;

/// A block of a flow: its strips as they are set by themselves, and what else it can be.
#[derive(Clone)]
pub(super) struct Set {
    pub(super) strips: Vec<Strip>,
    /// Space it asks for below.
    pub(super) below: Len,
    /// Whether an article opens with it.
    pub(super) opening: bool,
    /// Whether it stands across all columns.
    pub(super) across: bool,
    /// Whether it stands around an article's text: its title, or the lines at its end.
    pub(super) frames: bool,
    /// Whether no picture that waits comes to stand in its midst.
    pub(super) solid: bool,
    /// Whether it is a list.
    pub(super) lists: bool,
    /// Whether it is a table with a caption: such tables keep their order.
    pub(super) captioned: bool,
    /// Whether what waits comes before it.
    pub(super) queues: bool,
    /// Whether it waits for nothing, though it may wait.
    pub(super) prompt: bool,
    /// The first page of the flow on which it may stand, if it may wait.
    pub(super) earliest: usize,
    /// Whether an article's text ends with it.
    pub(super) closes: bool,
    /// Where it stands in the source, if it is kept together by hand.
    pub(super) kept: Option<Span>,
    /// The other numbers of lines it can be set in.
    pub(super) alternatives: Vec<Alternative>,
    /// Which section it comes from, and which of its galleys it is.
    pub(super) section: u32,
    pub(super) galley: u32,
    /// Where its nodes begin in the structure of the book.
    nodes: Nodes,
}

/// Where the nodes of a galley stand in the structure of the book.
#[derive(Clone, Copy)]
struct Nodes {
    /// The node they hang on.
    own: NodeId,
    /// The index of the first.
    base: usize,
}

impl Set {
    /// Whether it is nothing but what may wait, a picture or the pages of a turned table, and
    /// calls no notes.
    pub(super) fn is_alone(&self) -> bool {
        let waits = |strip: &Strip| strip.floats && strip.notes.is_empty();
        !self.strips.is_empty() && self.strips.iter().all(waits)
    }

    /// A block that is set in one way only, whose strips belong to the book's structure
    /// already.
    pub(super) fn of(strips: Vec<Strip>, below: Len) -> Set {
        let nodes = Nodes { own: node(0), base: 0 };
        let (alternatives, section, galley) = (Vec::new(), 0, 1);
        let (opening, across, frames) = (false, false, false);
        let (solid, lists, closes, kept) = (false, false, false, None);
        let (captioned, queues) = (false, false);
        Set {
            strips,
            below,
            opening,
            across,
            frames,
            solid,
            lists,
            captioned,
            queues,
            prompt: false,
            earliest: 0,
            closes,
            kept,
            alternatives,
            section,
            galley,
            nodes,
        }
    }

    /// Whether it is a picture that has a page of its own.
    pub(super) fn is_plate(&self) -> bool {
        matches!(&self.strips[..], [strip] if strip.plate)
    }

    /// Its strips as a block of its own; in its place stands one without height.
    pub(super) fn take(&mut self) -> Set {
        let left = Strip { taken_out: true, ..Strip::default() };
        let strips = std::mem::replace(&mut self.strips, vec![left]);
        let taken = Set::of(strips, std::mem::take(&mut self.below));
        Set { prompt: self.prompt, earliest: self.earliest, ..taken }
    }

    /// Takes over what stands in the strips of another setting of the same block, with as many
    /// of them and as high.
    pub(super) fn take_over(&mut self, mut strips: Vec<Strip>) {
        self.nodes.number(&mut strips);
        for (own, new) in self.strips.iter_mut().zip(strips) {
            (own.placed, own.places, own.hyphen) = (new.placed, new.places, new.hyphen);
        }
    }

    /// Exchanges the strips for those of another setting of the same block.
    pub(super) fn exchange(&mut self, mut strips: Vec<Strip>) {
        self.nodes.number(&mut strips);
        if let (Some(old), Some(new)) = (self.strips.first(), strips.first_mut()) {
            (new.above, new.closer) = (old.above, old.closer);
        }
        self.strips = strips;
    }
}

/// The flows of the sections and the strips of the notes, numbered in one structure.
pub(super) fn join(
    sections: &[&Section],
    galleys: Vec<Vec<Galley>>,
    mut notes: Vec<Option<Galley>>,
    structure: &mut Structure,
    all: &Compositor<'_>,
    sink: &mut Sink,
) -> (Vec<Flow>, Vec<Vec<Strip>>) {
    let mut flows: Vec<Flow> = Vec::new();
    let mut nodes: Vec<NodeId> = Vec::with_capacity(sections.len());
    let parents = parents(sections);
    let mut note_strips: Vec<Vec<Strip>> = notes.iter().map(|_| Vec::new()).collect();
    for (index, (section, galleys)) in sections.iter().zip(galleys).enumerate() {
        let parent = parents[index].map_or(structure.root(), |parent| nodes[parent]);
        let tag = match section.role {
            Role::Part => Tag::Part,
            Role::FrontMatter
            | Role::Chapter
            | Role::Appendix
            | Role::BackMatter
            | Role::Index => Tag::Section,
        };
        let lang = (section.lang != all.document.info.lang).then(|| section.lang.clone());
        let own = structure.add(parent, tag, lang);
        nodes.push(own);
        let after_part = index > 0 && sections[index - 1].role == Role::Part;
        let role = match (section.role, flows.last()) {
            // Front matter ends where the text begins.
            (Role::FrontMatter, Some(last)) if last.role != Role::FrontMatter => {
                Role::Chapter
            }
            (role, _) => role,
        };
        let start = start_of(section, all).or(after_part.then_some(Start::Page));
        let runs_on = start.is_none()
            && flows.last().is_some_and(|last| {
                (last.role == Role::FrontMatter) == (role == Role::FrontMatter)
            });
        if !runs_on {
            let start = start.unwrap_or(Start::Page);
            flows.push(Flow { role, start, blocks: Vec::new(), openings: Vec::new() });
        }
        let Some(flow) = flows.last_mut() else { continue };
        flow.openings.push((flow.blocks.len(), section.index));
        let mut owed: Vec<DestinationId> = Vec::new();
        for (number, galley) in galleys.into_iter().enumerate() {
            for id in galley.strips.iter().flat_map(|strip| &strip.notes) {
                // A note hangs on the section of its marker.
                if let Some(note) = notes[id.index()].take() {
                    note_strips[id.index()] =
                        adopt(note.strips, note.leaf, own, structure, sink);
                }
            }
            let nodes = Nodes { own, base: structure.0.len() };
            let mut strips = adopt(galley.strips, galley.leaf, own, structure, sink);
            // A forced break at the beginning of a galley ends the page before it.
            if let [only] = &strips[..]
                && only.after == After::Must
                && only.placed.is_empty()
                && let Some(last) =
                    flow.blocks.last_mut().and_then(|block| block.strips.last_mut())
            {
                last.after = After::Must;
                // Links to the break lead to what comes after it.
                owed.extend(strips.into_iter().flat_map(|strip| strip.places));
                continue;
            }
            if let Some(first) = strips.first_mut() {
                first.places.append(&mut owed);
            }
            if strips.is_empty() {
                if let Some(last) = flow.blocks.last_mut() {
                    last.below = last.below.max(galley.below);
                }
                continue;
            }
            let kept = kept(section, number).filter(|_| is_whole(&strips));
            flow.blocks.push(Set {
                strips,
                below: galley.below,
                opening: number == 0,
                across: galley.across,
                kept,
                frames: number == 0 || number > section.blocks.len(),
                solid: block_of(section, number).is_some_and(is_solid),
                lists: block_of(section, number)
                    .is_some_and(|block| matches!(block.kind, Kind::List { .. })),
                captioned: block_of(section, number).is_some_and(is_captioned),
                queues: false,
                prompt: false,
                earliest: 0,
                closes: number == section.blocks.len() && number > 0,
                alternatives: galley.alternatives,
                section: index as u32,
                galley: number as u32,
                nodes,
            });
        }
    }
    let (leading, apart) = (all.theme.leading, all.theme.columns > 1);
    let room = leading * all.theme.lines();
    flows.iter_mut().for_each(|flow| release(&mut flow.blocks, room, sink));
    flows.iter_mut().for_each(|flow| raise_openings(&mut flow.blocks, room, leading));
    flows.iter_mut().for_each(|flow| part_openings(&mut flow.blocks, room, leading));
    flows.iter_mut().for_each(|flow| queue(&mut flow.blocks, leading));
    flows.iter_mut().for_each(|flow| space(&mut flow.blocks, leading, room, apart));
    (flows, note_strips)
}

/// The place of a section's block, counted behind its opening, that is kept together by hand.
fn kept(section: &Section, number: usize) -> Option<Span> {
    let block = block_of(section, number)?;
    Hand::of(&block.classes).keep.then_some(block.span)
}

/// Lets blocks go that are kept together by hand and are too tall for a page together.
fn release(blocks: &mut [Set], room: Len, sink: &mut Sink) {
    for group in
        blocks.chunk_by_mut(|one, other| one.kept.is_some() && other.kept.is_some())
    {
        let tall: Len = group.iter().map(|set| height(&set.strips)).sum();
        let Some(at) = group.first().and_then(|set| set.kept) else { continue };
        if tall <= room || group.len() < 2 {
            continue;
        }
        for set in group {
            set.kept = None;
            if let Some(last) =
                set.strips.last_mut().filter(|last| last.after == After::MayNot)
            {
                last.after = After::May;
            }
        }
        let found = Diagnostic::new(Code::ImpossibleByHand, TOO_TALL_TO_KEEP);
        sink.report(found.at(at).help("keep less together"));
    }
}

/// Takes from the white above a title what the page has no room for together with what the title
/// is kept with: text below its title is worth more than white above it.
fn raise_openings(blocks: &mut [Set], room: Len, leading: Len) {
    for at in 0..blocks.len() {
        if !blocks[at].opening {
            continue;
        }
        let needed = kept_height(&blocks[at..], leading);
        let Some(white) = blocks[at].strips.first_mut() else { continue };
        if white.placed.is_empty() && needed > room {
            let over = (needed - room).round_up_to(leading);
            white.height = (white.height - over).max(Len::ZERO);
        }
    }
}

/// How high blocks are that are kept together from the first on, and what they are kept with, at
/// the most: the spaces between blocks are rounded to the grid later.
fn kept_height(blocks: &[Set], leading: Len) -> Len {
    let mut filled = Len::ZERO;
    // Text stands in the place of pictures that find no room.
    let is_picture = |set: &&Set| set.strips.first().is_some_and(|s| s.floats || s.plate);
    for set in blocks.iter().filter(|set| !is_picture(set)) {
        let ends = set.strips.iter().position(|s| s.after != After::MayNot);
        let last = ends.map_or(set.strips.len(), |end| end + 1);
        filled += height(&set.strips[..last]) + leading;
        if ends.is_some() {
            break;
        }
    }
    filled
}

/// Lets a page end behind a motto of an article whose title and mottoes leave the page no room
/// for what they are kept with: what would be torn otherwise is a motto, or the beginning of the
/// text.
fn part_openings(blocks: &mut [Set], room: Len, leading: Len) {
    let kept = |set: &Set| set.strips.last().is_some_and(|s| s.after == After::MayNot);
    let mut rest = blocks;
    while let Some(at) = rest.iter().position(|set| set.opening) {
        rest = &mut rest[at..];
        let led = rest.iter().take_while(|set| kept(set)).count();
        let mut filled = Len::ZERO;
        for index in 0..rest.len().min(led + 1) {
            let strips = &rest[index].strips;
            let ends = strips.iter().position(|s| s.after != After::MayNot);
            let first = ends.filter(|_| index == led).map_or(strips.len(), |end| end + 1);
            // The spaces between blocks are rounded to the grid later.
            let more = height(&strips[..first]) + leading;
            // Behind the title alone no page ends.
            let parts = index > 1 && filled + more > room;
            if let Some(last) = rest[index - usize::from(parts)].strips.last_mut()
                && parts
            {
                last.after = After::May;
                filled = Len::ZERO;
            }
            filled += more;
        }
        rest = &mut rest[1..];
    }
}

/// Whether no page may end between some strips.
pub(super) fn is_whole(strips: &[Strip]) -> bool {
    let between = strips.split_last().map_or(&[][..], |(_, strips)| strips);
    between.iter().all(|strip| strip.after == After::MayNot)
}

/// A section's block, counted behind its opening.
fn block_of(section: &Section, number: usize) -> Option<&Block> {
    section.blocks.get(number.checked_sub(1)?)
}

/// Whether a block is one thing that no picture comes to stand in.
fn is_solid(block: &Block) -> bool {
    match block.kind {
        Kind::Box { .. }
        | Kind::Table(_)
        | Kind::Questions { .. }
        | Kind::Letter(_)
        | Kind::Verse { .. }
        | Kind::Code { .. } => true,
        Kind::Paragraph(_)
        | Kind::Heading { .. }
        | Kind::Quote { .. }
        | Kind::Epigraph { .. }
        | Kind::Figure(_)
        | Kind::List { .. }
        | Kind::Definitions(_)
        | Kind::Dateline(_)
        | Kind::Index(_)
        | Kind::SceneBreak
        | Kind::PageBreak => false,
    }
}

/// Whether a block is a table with a caption.
fn is_captioned(block: &Block) -> bool {
    matches!(&block.kind, Kind::Table(table) if table.caption.is_some())
}

/// The place of each section's parent among the sections.
fn parents(sections: &[&Section]) -> Vec<Option<usize>> {
    let mut parents = vec![None; sections.len()];
    for (index, section) in sections.iter().enumerate() {
        for child in &section.children {
            if let Some(parent) = parents.get_mut(child.index as usize) {
                *parent = Some(index);
            }
        }
    }
    parents
}

/// Takes a galley's nodes into the book's structure below `own`, and renumbers its strips.
pub(super) fn adopt(
    mut strips: Vec<Strip>,
    leaf: Leaf,
    own: NodeId,
    structure: &mut Structure,
    sink: &mut Sink,
) -> Vec<Strip> {
    sink.merge(leaf.sink);
    let nodes = Nodes { own, base: structure.0.len() };
    for added in leaf.nodes.into_vec().into_iter().skip(1) {
        let parent = added.parent.map_or(own, |parent| nodes.global(parent));
        structure.add(parent, added.tag, added.lang);
    }
    nodes.number(&mut strips);
    strips
}

impl Nodes {
    /// A galley's own node as one of the book's.
    fn global(self, local: NodeId) -> NodeId {
        match local.index() {
            0 => self.own,
            local => node(self.base + local - 1),
        }
    }

    /// Renumbers what stands in strips.
    fn number(self, strips: &mut [Strip]) {
        for placed in strips.iter_mut().flat_map(|strip| &mut strip.placed) {
            placed.node = placed.node.map(|node| self.global(node));
            if let Mark::Line(line) = &mut placed.mark {
                for run in &mut line.runs {
                    run.node = run.node.map(|node| self.global(node));
                }
            }
        }
    }
}
