//! Notes of pasted text: `[1]` in the text, and at its end a paragraph that begins with `[1]`.

use super::super::manuscript::{Manuscript, Run, runs_mut};
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report, short};

/// What stands above notes.
const HEADINGS: &[&str] =
    &["notes", "footnotes", "endnotes", "notas", "anmerkungen", "note", "примечания"];

/// Parts the notes at the end from the text, where their numbers begin with 1 and each is cited.
pub(super) fn parted<'a>(
    row: &'a [Paragraph],
    report: &mut Report,
) -> (&'a [Paragraph], Vec<Paragraph>) {
    let mut start = row.len();
    while start > 0 && number(&row[start - 1].text).is_some() {
        start -= 1;
    }
    let notes = &row[start..];
    let numbered = notes
        .iter()
        .enumerate()
        .all(|(at, note)| number(&note.text).is_some_and(|(number, _)| number == at + 1));
    let cited = (1..=notes.len()).all(|number| {
        let marker = format!("[{number}]");
        row[..start].iter().any(|paragraph| paragraph.text.contains(&marker))
    });
    if notes.is_empty() || !numbered || !cited {
        for note in notes {
            let Some((number, _)) = number(&note.text) else { continue };
            let marker = format!("[{number}]");
            if !row[..start].iter().any(|paragraph| paragraph.text.contains(&marker)) {
                report.doubt(
                    note.at(),
                    format!("this looks like a note, but no `{marker}` stands in the text: {}", short(&note.text)),
                    "put the marker where the note belongs, `[^1]`, and `[^1]: ` before the note",
                );
            }
        }
        tell_unmarked(row, report);
        return (row, Vec::new());
    }
    let mut text = &row[..start];
    if let Some((last, others)) = text.split_last() {
        let word = last.text.trim().trim_end_matches(':').to_lowercase();
        if HEADINGS.contains(&word.as_str()) {
            report.drop(
                last.at(),
                "the heading of the notes is left out, as the notes have their own",
                &last.text,
            );
            text = others;
        }
    }
    let first = notes[0].at();
    let message = match notes.len() {
        1 => "this paragraph is taken for a note, by its number".to_string(),
        count => {
            format!("these {count} paragraphs are taken for notes, by their numbers")
        }
    };
    report.guess(first, message, "");
    let parts = notes.iter().map(|note| {
        let words = number(&note.text).map_or(0, |(_, words)| words);
        report.cut(note.span(0..words), &note.text[..words], Fate::Markup);
        note.part(words..note.text.len())
    });
    (text, parts.collect())
}

/// Tells of the first paragraph that begins as a note does, but with a number that says nothing of its
/// marker: a raised one, or any below a heading of notes.
fn tell_unmarked(row: &[Paragraph], report: &mut Report) {
    let raised = |text: &str| {
        let rest =
            text.trim_start_matches(['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']);
        rest.len() < text.len() && rest.trim_start().starts_with(char::is_alphabetic)
    };
    let counted = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=3).contains(&(text.len() - rest.len()))
            && rest.starts_with([' ', ')', '\u{a0}'])
    };
    let mut below = false;
    for paragraph in row {
        let text = paragraph.text.trim();
        if raised(text) || below && counted(text) {
            return report.doubt(
                paragraph.at(),
                format!("this looks like a note, and stays a paragraph: {}", short(text)),
                "put its marker where the note belongs, `[^1]`, and `[^1]: ` before the note; look for those behind it, too",
            );
        }
        below |= HEADINGS.contains(&text.trim_end_matches(':').to_lowercase().as_str());
    }
}

/// The number of a note and where its words begin.
fn number(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix('[')?;
    let (digits, words) = rest.split_once(']')?;
    if digits.is_empty() || digits.len() > 3 || words.trim().is_empty() {
        return None;
    }
    let number = digits.parse().ok()?;
    Some((number, text.len() - words.trim_start().len()))
}

/// Makes the markers in the text markers of the notes that were found.
pub(super) fn mark(manuscript: &mut Manuscript, report: &mut Report) {
    let count = manuscript.notes.len();
    if count == 0 {
        return;
    }
    runs_mut(&mut manuscript.blocks, &mut |runs, at| {
        let mut out = Vec::new();
        for run in std::mem::take(runs) {
            if let Run::Text(text) = run {
                parted_at(&text, count, &mut out, &mut |marker| {
                    report.cut(at, marker, Fate::Markup);
                });
            } else {
                out.push(run);
            }
        }
        *runs = out;
    });
}

fn parted_at(text: &str, count: usize, out: &mut Vec<Run>, told: &mut dyn FnMut(&str)) {
    let mut from = 0;
    for (at, _) in text.match_indices('[') {
        let Some(end) = text[at..].find(']').map(|end| at + end) else { break };
        let Ok(number) = text[at + 1..end].parse::<usize>() else { continue };
        if number == 0 || number > count || at < from {
            continue;
        }
        told(&text[at..=end]);
        out.push(Run::Text(text[from..at].trim_end().to_string()));
        out.push(Run::Note(number - 1));
        from = end + 1;
    }
    out.push(Run::Text(text[from..].to_string()));
}
