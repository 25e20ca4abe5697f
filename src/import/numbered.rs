//! Notes of pages and documents that no links lead to, but numbers: those in the text and those before the notes
//! match one to one, in order. All others stay as they are, and are told (`unlinked`).

use std::ops::Range;

use super::manuscript::{
    Block, Kind, Manuscript, Run, Runs, Style, is_blank, plain, retidy, runs_mut, tidy,
};
use super::note_signs::{MOST, Sign, calls, is_heading, token};
use super::report::{Fate, Report};

/// What a measure is raised by, and no note: `40 m²`.
const UNITS: [&str; 8] = ["m", "cm", "km", "mm", "dm", "ft", "yd", "mi"];

/// The blocks that are notes.
struct Group {
    blocks: Range<usize>,
    sign: Sign,
    notes: Vec<Note>,
    /// The line above them, if it is a heading of notes.
    heading: Option<usize>,
}

struct Note {
    blocks: Vec<Block>,
    /// What it was numbered with; a list counts by itself.
    sign: String,
}

/// Makes markers of the numbers that lead to notes, and notes of what they lead to.
pub(super) fn settle(manuscript: &mut Manuscript, report: &mut Report) {
    let Some(group) = group(&manuscript.blocks) else { return };
    let Some(sign) = sign_of_marks(&group, &manuscript.blocks) else { return };
    let first = manuscript.notes.len();
    let from = group.heading.unwrap_or(group.blocks.start);
    let at = manuscript.blocks[group.blocks.start].at;
    let message = match group.notes.len() {
        1 => "this paragraph is taken for a note, by its number".to_string(),
        count => {
            format!("these {count} paragraphs are taken for notes, by their numbers")
        }
    };
    report.guess(at, message, "");
    if let Some(heading) = group.heading {
        let words =
            manuscript.blocks[heading].line().map_or(String::new(), |it| plain(it));
        report.drop(
            manuscript.blocks[heading].at,
            "the heading of the notes is left out, as the notes have their own",
            &words,
        );
    }
    manuscript.blocks.drain(from..group.blocks.end);
    for note in group.notes {
        let at = note.blocks.first().map_or(at, |block| block.at);
        report.cut(at, &note.sign, Fate::Markup);
        manuscript.notes.push(note.blocks);
    }
    runs_mut(&mut manuscript.blocks, &mut |runs, at| {
        let marked = each_mark(std::mem::take(runs), sign, &mut |mark, number| {
            report.cut(at, mark, Fate::Markup);
            Some(first + number - 1)
        });
        *runs = retidy(marked);
    });
}

/// The notes: paragraphs or items counted from 1, below a heading of notes or at the end of the text.
fn group(blocks: &[Block]) -> Option<Group> {
    let headed = (0..blocks.len()).rev().find(|at| {
        let words = blocks[*at].line().map(|runs| plain(runs));
        words.is_some_and(|words| is_heading(&words))
    });
    if let Some(heading) = headed {
        let below = heading + 1;
        if let Some(Block { kind: Kind::List { start: Some(1), items }, .. }) =
            blocks.get(below)
        {
            let note =
                |item: &Vec<Block>| Note { blocks: item.clone(), sign: String::new() };
            return Some(Group {
                blocks: below..below + 1,
                sign: Sign::Dotted,
                notes: items.iter().map(note).collect(),
                heading: Some(heading),
            });
        }
        return row(blocks, below, Some(heading));
    }
    let before = blocks
        .iter()
        .rposition(|block| block.words().is_none_or(|runs| numbered(runs).is_none()));
    let from = before.map_or(0, |at| at + 1);
    let certain = |group: &Group| match group.sign {
        Sign::Bracket | Sign::Raised | Sign::Star => true,
        Sign::Roman | Sign::Round | Sign::Bare | Sign::Dotted => false,
    };
    row(blocks, from, None).filter(certain).filter(|it| it.blocks.end == blocks.len())
}

/// The paragraphs from there on that are counted from 1 with one sign.
fn row(blocks: &[Block], from: usize, heading: Option<usize>) -> Option<Group> {
    let mut group =
        Group { blocks: from..from, sign: Sign::Bare, notes: Vec::new(), heading };
    for block in &blocks[from..] {
        let Some(notes) = block.words().and_then(|runs| notes_of(runs, block, &group))
        else {
            break;
        };
        for (sign, note) in notes {
            group.sign = sign;
            group.notes.push(note);
        }
        group.blocks.end += 1;
    }
    (!group.notes.is_empty() && group.notes.len() <= MOST).then_some(group)
}

/// The notes of a paragraph, one in each line or one in all; `None` where they do not go on with those before.
fn notes_of(runs: &[Run], block: &Block, before: &Group) -> Option<Vec<(Sign, Note)>> {
    let mut out: Vec<(Sign, Note)> = Vec::new();
    let mut known = before.notes.len();
    let mut sign_before = (known > 0).then_some(before.sign);
    for line in runs.split(|run| *run == Run::Break) {
        match numbered(line) {
            Some((sign, number, mark, words))
                if number == known + 1 && sign_before.is_none_or(|own| own == sign) =>
            {
                known += 1;
                sign_before = Some(sign);
                let note = Block::paragraph(tidy(words), block.at);
                out.push((sign, Note { blocks: vec![note], sign: mark }));
            }
            // A line without a number goes on with the note above it.
            Some(_) | None => {
                let (_, note) = out.last_mut()?;
                let Some(Block { kind: Kind::Paragraph(words), .. }) =
                    note.blocks.last_mut()
                else {
                    return None;
                };
                words.push(Run::Break);
                words.extend(line.iter().cloned());
            }
        }
    }
    Some(out)
}

/// The sign and the number that a paragraph begins with, as they stand there, and the words behind them.
fn numbered(runs: &[Run]) -> Option<(Sign, usize, String, Runs)> {
    let (first, rest) = runs.split_first()?;
    let (sign, number, mark, mut words) = match first {
        Run::Styled(Style::Superscript, inner) => {
            let mark = plain(inner);
            let digits = mark.trim().trim_matches(['[', ']', '(', ')', '.']);
            let sign = if digits == "*" { Sign::Star } else { Sign::Raised };
            let number = if digits == "*" { 1 } else { bare(digits)? };
            (sign, number, mark, Vec::new())
        }
        Run::Text(words) => {
            let lead = words.len() - words.trim_start().len();
            let (sign, number, length) = token(&words[lead..])?;
            let (mark, behind) = words.split_at(lead + length);
            let parted = behind.is_empty() && !rest.is_empty()
                || behind.starts_with(char::is_whitespace);
            let fits = match sign {
                Sign::Bracket | Sign::Raised => true,
                Sign::Dotted | Sign::Star | Sign::Round => parted,
                Sign::Roman | Sign::Bare => false,
            };
            let behind = vec![Run::Text(behind.trim_start().to_string())];
            fits.then(|| (sign, number, mark.trim().to_string(), behind))?
        }
        Run::Styled(style, inner) => {
            let (sign, number, mark, words) = numbered(inner)?;
            (sign, number, mark, vec![Run::Styled(style.clone(), words)])
        }
        Run::Link { .. } | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            return None;
        }
    };
    words.extend(rest.iter().cloned());
    (!is_blank(&words) && (1..=MOST).contains(&number))
        .then_some((sign, number, mark, words))
}

fn bare(digits: &str) -> Option<usize> {
    let counts =
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    counts.then(|| digits.parse().ok()).flatten()
}

/// By which signs the text leads to each note once, in order; `None` where none does.
fn sign_of_marks(group: &Group, blocks: &[Block]) -> Option<Sign> {
    let signs: &[Sign] = match group.sign {
        Sign::Raised => &[Sign::Raised],
        Sign::Bracket => &[Sign::Bracket, Sign::Raised],
        Sign::Round => &[Sign::Round, Sign::Raised],
        Sign::Dotted | Sign::Bare => &[Sign::Raised, Sign::Bracket],
        Sign::Star => &[Sign::Star],
        Sign::Roman => &[],
    };
    let mut rest = blocks.to_vec();
    rest.drain(group.blocks.clone());
    signs.iter().copied().find(|sign| {
        let mut numbers = Vec::new();
        runs_mut(&mut rest, &mut |runs, _| {
            each_mark(runs.clone(), *sign, &mut |_, number| {
                numbers.push(number);
                None
            });
        });
        numbers.iter().copied().eq(1..=group.notes.len())
    })
}

/// Finds the markers of one kind in a run; what `work` gives a note for becomes its marker.
fn each_mark(
    runs: Runs,
    sign: Sign,
    work: &mut dyn FnMut(&str, usize) -> Option<usize>,
) -> Runs {
    let mut out: Runs = Vec::new();
    for run in runs {
        match run {
            Run::Styled(Style::Superscript, inner) => {
                let words = plain(&inner);
                let mark = words.trim().trim_matches(['[', ']', '(', ')']);
                let counts = sign == Sign::Raised && !is_unit(&plain(&out));
                let stars = sign == Sign::Star && mark == "*";
                let number = if stars { Some(1) } else { bare(mark).filter(|_| counts) };
                match number.and_then(|number| work(&words, number)) {
                    Some(note) => {
                        close(&mut out);
                        out.push(Run::Note(note));
                    }
                    None => out.push(Run::Styled(Style::Superscript, inner)),
                }
            }
            Run::Text(text) => {
                let mut from = 0;
                for (place, number) in calls(&text, sign) {
                    if let Some(note) = work(&text[place.clone()], number) {
                        out.push(Run::Text(text[from..place.start].to_string()));
                        close(&mut out);
                        out.push(Run::Note(note));
                        from = place.end;
                    }
                }
                out.push(Run::Text(text[from..].to_string()));
            }
            Run::Styled(style, inner) => {
                let inner = each_mark(inner, sign, work);
                let (notes, words): (Runs, Runs) =
                    inner.iter().cloned().partition(|run| matches!(run, Run::Note(_)));
                // Nothing but a marker has no style.
                match is_blank(&words) && !notes.is_empty() {
                    true => {
                        close(&mut out);
                        out.extend(notes);
                    }
                    false => out.push(Run::Styled(style, inner)),
                }
            }
            Run::Link { to, runs } => {
                out.push(Run::Link { to, runs: each_mark(runs, sign, work) });
            }
            Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => out.push(run),
        }
    }
    out
}

/// Takes away the space before a marker.
fn close(out: &mut Runs) {
    if let Some(Run::Text(text)) = out.last_mut() {
        text.truncate(text.trim_end().len());
    }
}

/// Whether a text ends in the sign of a measure.
fn is_unit(text: &str) -> bool {
    text.rsplit(|c: char| !c.is_alphabetic())
        .next()
        .is_some_and(|word| UNITS.contains(&word))
}
