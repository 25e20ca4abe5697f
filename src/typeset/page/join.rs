//! Joining galleys: one structure for the book, one flow of strips for each run of text.

use super::builder::{Flow, Start};
use super::{node, start_of};
use crate::diag::Sink;
use crate::document::{Role, Section};
use crate::geom::Len;
use crate::pages::{Mark, NodeId, Structure, Tag};
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Galley, Strip, baseline};
use crate::typeset::leaf::Leaf;
use crate::typeset::paragraph::Alternative;

/// A block of a flow: its strips as they are set by themselves, and what else it can be.
pub(super) struct Set {
    pub(super) strips: Vec<Strip>,
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
    notes: Vec<Galley>,
    structure: &mut Structure,
    all: &Compositor<'_>,
    sink: &mut Sink,
) -> (Vec<Flow>, Vec<Vec<Strip>>) {
    let mut flows: Vec<Flow> = Vec::new();
    let mut nodes: Vec<NodeId> = Vec::with_capacity(sections.len());
    let parents = parents(sections);
    let mut notes: Vec<Option<Galley>> = notes.into_iter().map(Some).collect();
    let mut note_strips: Vec<Vec<Strip>> = notes.iter().map(|_| Vec::new()).collect();
    let mut owed = Len::ZERO;
    // What was owed before a picture that may wait.
    let mut owed_before: Option<Len> = None;
    for (index, (section, galleys)) in sections.iter().zip(galleys).enumerate() {
        let parent = parents[index].map_or(structure.root(), |parent| nodes[parent]);
        let tag = match section.role {
            Role::Part => Tag::Part,
            Role::FrontMatter | Role::Chapter | Role::Appendix | Role::BackMatter => {
                Tag::Section
            }
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
            owed = Len::ZERO;
            owed_before = None;
        }
        let Some(flow) = flows.last_mut() else { continue };
        flow.openings.push((flow.blocks.len(), section.index));
        for (number, galley) in galleys.into_iter().enumerate() {
            for id in galley.strips.iter().flat_map(|strip| &strip.notes) {
                // A note hangs on the section of its marker.
                if let Some(note) = notes[id.index()].take() {
                    note_strips[id.index()] =
                        adopt(note.strips, note.leaf, own, structure, sink);
                }
            }
            let mut below = galley.below;
            let nodes = Nodes { own, base: structure.0.len() };
            let mut strips = adopt(galley.strips, galley.leaf, own, structure, sink);
            let kept = flow
                .blocks
                .last()
                .and_then(|block| block.strips.last())
                .is_some_and(|last| last.after == After::MayNot);
            let heading = number > 0
                && flow
                    .blocks
                    .last()
                    .and_then(|block| block.strips.first())
                    .is_some_and(|first| first.heading);
            match strips.first_mut() {
                Some(first) => {
                    let (above, rest) = match (heading, first.heading) {
                        (true, false) => below_heading(owed, first, all.theme.leading),
                        // Headings return to the grid by themselves.
                        (_, true) => (owed.max(first.above), Len::ZERO),
                        (false, false) => {
                            distance(owed, first.above, all.theme.leading, kept)
                        }
                    };
                    first.closer = owed_before.map_or(Len::ZERO, |before| {
                        let (without, _) =
                            distance(before, first.above, all.theme.leading, false);
                        above - without.min(above)
                    });
                    first.above = above;
                    // What a heading leads to is not set apart from it.
                    first.floats &= !kept;
                    owed_before = first.floats.then_some(owed_before.unwrap_or(owed));
                    below += rest;
                    owed = below;
                }
                None => owed = owed.max(below),
            }
            // A forced break at the beginning of a galley ends the page before it.
            if let [only] = &strips[..]
                && only.after == After::Must
                && only.placed.is_empty()
                && let Some(last) =
                    flow.blocks.last_mut().and_then(|block| block.strips.last_mut())
            {
                last.after = After::Must;
                continue;
            }
            if !strips.is_empty() {
                let (section, galley_number) = (index as u32, number as u32);
                flow.blocks.push(Set {
                    strips,
                    alternatives: galley.alternatives,
                    section,
                    galley: galley_number,
                    nodes,
                });
            }
        }
    }
    flows.iter_mut().for_each(|flow| stack(&mut flow.blocks));
    (flows, note_strips)
}

/// Headings that follow each other meet the grid where the last of them does.
fn stack(blocks: &mut [Set]) {
    let mut next: Option<Len> = None;
    for block in blocks.iter_mut().rev() {
        let height: Len = block.strips.iter().skip(1).map(|s| s.above + s.height).sum();
        next = block.strips.first_mut().filter(|first| first.heading).and_then(|first| {
            if let Some(next) = next {
                first.grid = Some(first.height + height + next);
            }
            first.grid.map(|grid| first.above + grid)
        });
    }
}

/// The space between a heading and what it leads to, and what brings the grid back behind
/// that: the first line stands as far below the heading as running text does, whatever
/// space and leading it has elsewhere.
fn below_heading(owed: Len, first: &Strip, leading: Len) -> (Len, Len) {
    let line = first.placed.first().and_then(|placed| match &placed.mark {
        Mark::Line(_) => Some(placed.at.y),
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    });
    let higher = line.map_or(Len::ZERO, |y| baseline(leading) - y);
    let space = (owed + higher).max(Len::ZERO);
    (space, modulo(owed + first.above - space, leading))
}

/// What is left of a length when whole lines are taken off.
fn modulo(length: Len, leading: Len) -> Len {
    Len::raw(length.count().rem_euclid(leading.count().max(1)))
}

/// The space between two blocks, of which the one owes space below it and the other asks
/// for space above: the larger of both, and what brings the grid back. Each block returns
/// to the grid by its own space; where two spaces fall together, the difference goes
/// between the blocks, but behind the second one where it is kept with the first: nothing
/// comes between a heading and its text.
fn distance(owed: Len, above: Len, leading: Len, kept: bool) -> (Len, Len) {
    let larger = owed.max(above);
    let rest = modulo(owed + above - larger, leading);
    if kept { (larger, rest) } else { (larger + rest, Len::ZERO) }
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

#[cfg(test)]
mod tests {
    use super::distance;
    use crate::geom::Len;

    #[test]
    fn spaces_fall_together_and_keep_the_grid() {
        let half = |count: i64| Len::pt(7) * count;
        let line = Len::pt(14);
        // A paragraph, then a heading: nothing is lost.
        assert_eq!(distance(half(0), half(3), line, false), (half(3), half(0)));
        // A quotation, then a heading: the grid is brought back before the heading.
        assert_eq!(distance(half(1), half(3), line, false), (half(4), half(0)));
        // A heading, then a list: behind the list.
        assert_eq!(distance(half(1), half(1), line, true), (half(1), half(1)));
        // A quotation, then a list: between them.
        assert_eq!(distance(half(1), half(1), line, false), (half(2), half(0)));
    }
}
