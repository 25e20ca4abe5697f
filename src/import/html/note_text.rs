//! The words of notes, without what numbers and heads them.

use std::collections::BTreeSet;

use super::super::manuscript::{Block, Kind, Manuscript, Run, is_blank, plain, tidy};
use super::super::note_signs::is_heading;
use super::super::report::{Fate, Report, short};
use super::notes::Notes;
use super::tree::{NodeId, Tree};
use super::walk::Walker;

/// Whether a sign stands with the number of a note.
fn is_sign(c: char) -> bool {
    matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '^' | '↑' | '*' | '\u{a0}' | ' ')
}

/// The headings above notes that have gone to their places, and above nothing else.
pub(super) fn drop_note_heading(manuscript: &mut Manuscript, report: &mut Report) {
    if manuscript.notes.is_empty() {
        return;
    }
    while let Some(last) = manuscript.blocks.last() {
        let words = match (last.line(), last.kind == Kind::Break) {
            (Some(runs), _) => plain(runs),
            (None, true) => String::new(),
            (None, false) => break,
        };
        if !words.trim().is_empty() && !is_heading(&words) {
            break;
        }
        if !words.trim().is_empty() {
            report.drop(last.at, super::beside::HEADING, &words);
        }
        manuscript.blocks.pop();
    }
    for at in (0..manuscript.blocks.len()).rev() {
        let blocks = &manuscript.blocks;
        let Some((level, runs)) = blocks[at].heading() else { continue };
        let next = blocks.get(at + 1).and_then(Block::heading);
        let words = plain(runs);
        if next.is_some_and(|(next, _)| next <= level) && is_heading(&words) {
            report.drop(blocks[at].at, super::beside::HEADING, &words);
            manuscript.blocks.remove(at);
        }
    }
}

/// Whether a heading stands above notes that go to their places, and above nothing else.
fn heads(tree: &Tree, notes: &Notes, heading: NodeId) -> bool {
    let Some(parent) = tree.nodes[heading].parent else { return false };
    if notes.taken.is_empty() || !is_heading(&tree.text(heading)) {
        return false;
    }
    let siblings = tree.children(parent).iter();
    let behind = siblings.skip_while(|node| **node != heading).skip(1);
    let next = behind.copied().find(|node| !tree.text(*node).trim().is_empty());
    next.is_some_and(|next| notes.taken.contains(&next))
}

/// The ids of headings above notes, and of blocks that hold nothing but notes and such a heading: of all this
/// nothing stays in its place.
pub(super) fn places_around<'a>(tree: &'a Tree, notes: &Notes) -> BTreeSet<&'a str> {
    let mut found: BTreeSet<NodeId> = BTreeSet::new();
    let mut open: BTreeSet<NodeId> = notes
        .bodies
        .iter()
        .flatten()
        .filter_map(|body| tree.nodes[*body].parent)
        .collect();
    while let Some(holder) = open.pop_last() {
        let headings = tree.children(holder).iter().copied();
        found.extend(headings.clone().filter(|node| heads(tree, notes, *node)));
        let is_gone = |node: &NodeId| {
            notes.taken.contains(node)
                || found.contains(node)
                || tree.text(*node).trim().is_empty()
        };
        if headings.clone().all(|node| is_gone(&node)) && found.insert(holder) {
            open.extend(tree.nodes[holder].parent);
        }
        // The heading may stand outside of what holds the notes.
        open.extend(
            tree.nodes[holder]
                .parent
                .filter(|above| notes.taken.contains(&holder) && !found.contains(above)),
        );
    }
    let below = found.iter().flat_map(|node| match heads(tree, notes, *node) {
        true => tree.below(*node).collect(),
        false => vec![*node],
    });
    below
        .flat_map(|node| [tree.attribute(node, "id"), tree.attribute(node, "name")])
        .flatten()
        .collect()
}

impl Walker<'_> {
    /// Whether a heading stands above notes that have gone to their places, and above nothing else.
    pub fn heads_notes(&self, heading: NodeId) -> bool {
        heads(self.tree, self.notes, heading)
    }
}

/// Tells of what stands behind the last note or in the margin.
pub(super) fn tell_doubts(walker: &mut Walker<'_>, root: NodeId) {
    for node in &walker.notes.loose {
        if walker.tree.above(*node).any(|above| above == root) {
            let (at, words) = (walker.place(*node), short(&walker.tree.text(*node)));
            let message = format!(
                "this stands in the margin of the page, and in the line here: {words}"
            );
            let help = "where it is a note, write `[^1]` in its place, and `[^1]: …` with its words below";
            walker.report.doubt(at, message, help);
        }
    }
    for node in &walker.notes.behind {
        let (at, words) = (walker.place(*node), short(&walker.tree.text(*node)));
        let (message, help) = match walker.notes.taken.contains(node) {
            true => (
                format!(
                    "this stands behind the last note, and is taken for part of it: {words}"
                ),
                "put it behind the text, if it is none of the note",
            ),
            false => (
                format!(
                    "this stands behind the last note, and may be part of it: {words}"
                ),
                "set it in below the note, if it is",
            ),
        };
        walker.report.doubt(at, message, help);
    }
}

/// Takes the number off that a note begins with; `marker` is that in the text.
pub(super) fn without_number(
    note: &mut Vec<Block>,
    marker: Option<&str>,
    report: &mut Report,
) {
    // The brackets of a number in a line of its own.
    if note.len() > 1
        && let Some(words) = note[0].words().map(|runs| plain(runs))
        && words.chars().all(|c| !c.is_alphabetic() && (c.is_ascii_digit() || is_sign(c)))
    {
        let first = note.remove(0);
        report.cut(first.at, &words, Fate::Markup);
    }
    let Some(first) = note.first_mut() else { return };
    let at = first.at;
    let Kind::Paragraph(runs) = &mut first.kind else { return };
    let mut held = std::mem::take(runs);
    // It may stand in emphasis or raised by itself.
    while let Some(run) = held.first() {
        let words = plain(std::slice::from_ref(run));
        let bare = words.trim().trim_matches([
            '[', ']', '(', ')', '.', ':', '^', '↑', '*', '†', '‡', '\u{a0}', ' ',
        ]);
        let counts = bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit());
        let alone = counts && (!words.trim().is_empty() || held.len() > 1);
        if !alone || is_blank(&held[1..]) {
            break;
        }
        report.cut(at, &words, Fate::Markup);
        held.remove(0);
    }
    if let Some(Run::Text(words)) = held.first_mut() {
        let start = words.trim_start_matches(['[', '(', ' ', '^', '↑', '\u{a0}']);
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let rest = start[digits..].trim_start_matches([']', ')', '.', ':', '↑', '^']);
        let is_own = marker.is_some_and(|marker| *marker == start[..digits]);
        if digits > 0
            && digits <= 4
            && (rest.len() < start.len() - digits || is_own)
            && rest.starts_with([' ', '\u{a0}'])
        {
            report.cut(at, &words[..words.len() - rest.len()], Fate::Markup);
            *words = rest.to_string();
        } else if digits == 0 {
            // What stood behind a number that led back: `1. The note.`
            let signs = [".", ")", "]", "].", "):", ":"];
            let blank = ['\u{a0}', ' '];
            let rest = signs.iter().find_map(|sign| {
                let rest = start.strip_prefix(sign)?;
                rest.starts_with(blank).then(|| rest.trim_start_matches(blank))
            });
            let loose = words.trim_start_matches([' ', '^', '↑', '\u{a0}']);
            let rest = rest.unwrap_or(loose);
            if rest.len() < words.len() {
                report.cut(at, &words[..words.len() - rest.len()], Fate::Markup);
                *words = rest.to_string();
            }
        }
    }
    *runs = tidy(held);
}
