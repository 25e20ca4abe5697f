//! The words of notes, without what numbers and heads them.

use super::super::manuscript::{Block, Kind, Manuscript, Run, is_blank, plain, tidy};
use super::super::report::{Fate, Report};

/// The heading above notes that have gone to their places.
pub(super) fn drop_note_heading(manuscript: &mut Manuscript, report: &mut Report) {
    if manuscript.notes.is_empty() {
        return;
    }
    while let Some(last) = manuscript.blocks.last() {
        let words = match (last.line(), last.kind == Kind::Break) {
            (Some(runs), _) => plain(runs),
            (None, true) => String::new(),
            (None, false) => return,
        };
        let bare = words.trim().trim_end_matches(':').to_lowercase();
        let known = [
            "notes",
            "footnotes",
            "endnotes",
            "references",
            "note",
            "notas",
            "anmerkungen",
            "fußnoten",
            "примечания",
            "notes and references",
            "sources",
        ];
        if !bare.is_empty() && !known.contains(&bare.as_str()) {
            return;
        }
        if !bare.is_empty() {
            report.drop(
                last.at,
                "the heading of the notes is left out, as the notes have their own",
                &words,
            );
        }
        manuscript.blocks.pop();
    }
}

/// Takes the number off that a note begins with.
pub(super) fn without_number(note: &mut [Block], report: &mut Report) {
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
        if digits > 0
            && digits <= 4
            && rest.len() < start.len() - digits
            && rest.starts_with([' ', '\u{a0}'])
        {
            report.cut(at, &words[..words.len() - rest.len()], Fate::Markup);
            *words = rest.to_string();
        } else if digits == 0 && start.len() < words.len() {
            *words = start.to_string();
        }
    }
    *runs = tidy(held);
}
