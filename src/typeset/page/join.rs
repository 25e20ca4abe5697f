//! Joining galleys: one structure for the book, one flow of strips for each run of text.

use super::builder::{Flow, Start};
use super::{node, start_of};
use crate::diag::Sink;
use crate::document::{Role, Section};
use crate::geom::Len;
use crate::pages::{Mark, NodeId, Structure, Tag};
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Galley, Strip};
use crate::typeset::leaf::Leaf;

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
            flows.push(Flow { role, start, strips: Vec::new(), openings: Vec::new() });
            owed = Len::ZERO;
        }
        let Some(flow) = flows.last_mut() else { continue };
        flow.openings.push((flow.strips.len(), section.index));
        for galley in galleys {
            for id in galley.strips.iter().flat_map(|strip| &strip.notes) {
                // A note hangs on the section of its marker.
                if let Some(note) = notes[id.index()].take() {
                    note_strips[id.index()] =
                        adopt(note.strips, note.leaf, own, structure, sink);
                }
            }
            let below = galley.below;
            let mut strips = adopt(galley.strips, galley.leaf, own, structure, sink);
            match strips.first_mut() {
                Some(first) => {
                    first.above = first.above.max(owed);
                    owed = below;
                }
                None => owed = owed.max(below),
            }
            // A forced break at the beginning of a galley ends the page before it.
            if let [only] = &strips[..]
                && only.after == After::Must
                && only.placed.is_empty()
                && let Some(last) = flow.strips.last_mut()
            {
                last.after = After::Must;
                continue;
            }
            flow.strips.extend(strips);
        }
    }
    (flows, note_strips)
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
    let base = structure.0.len();
    let global = |local: NodeId| match local.index() {
        0 => own,
        local => node(base + local - 1),
    };
    for added in leaf.nodes.into_vec().into_iter().skip(1) {
        let parent = added.parent.map_or(own, global);
        structure.add(parent, added.tag, added.lang);
    }
    for strip in &mut strips {
        for placed in &mut strip.placed {
            placed.node = placed.node.map(global);
            if let Mark::Line(line) = &mut placed.mark {
                for run in &mut line.runs {
                    run.node = run.node.map(global);
                }
            }
        }
    }
    strips
}
