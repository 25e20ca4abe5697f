//! Notes: each with its number before its first words.

use super::Strip;
use super::frame::Frame;
use super::line::baseline;
use super::setter::Setter;
use crate::document::{Block, Kind, Note, NoteId};
use crate::geom::Len;
use crate::pages::{LineRole, Mark, NodeId, Tag};
use crate::theme::{Figures, Role};
use crate::typeset::text::{Cast, Flat, Thing};

impl Setter<'_, '_, '_> {
    /// A note, with its number before its first paragraph, or beside what it begins with.
    pub(in crate::typeset) fn note(&mut self, id: NoteId, note: &Note, node: NodeId) {
        self.line_role = LineRole::Note;
        let style = self.all.style(Role::Note);
        let frame = Frame { style, node, running: false, ..self.body(true) };
        let first = self.strips.len();
        let flat = self.number(id, &frame);
        let rest = match note.blocks.split_first() {
            Some((block @ Block { kind: Kind::Paragraph(_), .. }, rest)) => {
                self.lead = Some(flat);
                self.block(block, &frame);
                rest
            }
            Some((block, rest)) => {
                self.beside_number(&flat, block, &frame);
                rest
            }
            None => {
                self.set(&flat, &frame, Len::ZERO, Len::ZERO);
                &[]
            }
        };
        if let Some(strip) = self.strips.get_mut(first) {
            strip.places.push(self.all.refs.note_place(id));
        }
        self.blocks(rest, &Frame { flush: false, ..frame });
    }

    /// The number of a note, which leads back to its marker.
    fn number(&mut self, id: NoteId, frame: &Frame) -> Flat {
        let refs = &self.all.refs;
        let (label, spoken) = (refs.note_label(id), refs.note_spoken(id).to_string());
        let goal = refs.marker(id);
        let stop = self.all.theme.notes.stop(refs.is_editors(id));
        let node = self.leaf.add(frame.node, Tag::Label, None);
        let link = self.leaf.add(node, Tag::Link(spoken), None);
        let cast =
            Cast { figures: Figures::Lining, ..Cast::of(&frame.style, frame.lang) };
        let mut flat = Flat::default();
        flat.push(label, cast, Some(link), None, Thing::Link(goal));
        let stop = format!("{stop}\u{2002}");
        flat.push(&stop, cast, Some(node), None, Thing::Text);
        flat
    }

    /// A block that is no paragraph, moved in to make room for the number on its first line.
    fn beside_number(&mut self, number: &Flat, block: &Block, frame: &Frame) {
        let first = self.strips.len();
        self.set(number, frame, Len::ZERO, Len::ZERO);
        let Some(label) = self.strips.pop() else { return };
        let room = width(&label) + frame.style.size / 2;
        let measure = (frame.measure - room).max(frame.style.size * 2);
        self.blocks(
            std::slice::from_ref(block),
            &Frame { x: frame.x + room, measure, ..*frame },
        );
        match self.strips.get_mut(first) {
            Some(strip) => {
                strip.above = Len::ZERO;
                let down =
                    line(strip).map_or(Len::ZERO, |y| y - baseline(frame.style.leading));
                let moved = label.placed.into_iter().map(|mut placed| {
                    placed.at.y += down;
                    placed
                });
                strip.placed.splice(0..0, moved);
            }
            None => self.strips.push(label),
        }
    }
}

/// Where the first line in a strip stands.
fn line(strip: &Strip) -> Option<Len> {
    strip.placed.iter().find_map(|placed| match &placed.mark {
        Mark::Line(_) => Some(placed.at.y),
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    })
}

/// How far the lines in a strip go.
fn width(strip: &Strip) -> Len {
    let ends = strip.placed.iter().map(|placed| match &placed.mark {
        Mark::Line(line) => line.width,
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => Len::ZERO,
    });
    ends.max().unwrap_or_default()
}
