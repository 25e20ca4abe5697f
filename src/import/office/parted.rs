//! Paragraphs that hold several: empty lines of their own part them, and so does a picture above words.

use super::super::manuscript::{Run, Runs, is_blank, only_pictures, plain, tidy};
use super::super::report::{Report, short};
use super::pieces::Piece;
use super::styles::Role;

/// Makes several paragraphs of each that holds several.
pub(super) fn settle(pieces: Vec<Piece>, report: &mut Report) -> Vec<Piece> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph {
                role: role @ (Role::Plain | Role::Verse),
                runs,
                item: None,
                mut id,
                set,
                at,
            } => {
                let mut runs = match role == Role::Verse || may_be_verse(&runs) {
                    true => tidy(with_leads(runs)),
                    false => tidy(runs),
                };
                let end = runs.iter().position(|run| *run == Run::Break).unwrap_or(0);
                if role == Role::Plain
                    && only_pictures(&runs[..end])
                    && !only_pictures(&runs[end..])
                {
                    let below = runs.split_off(end);
                    out.push(Piece::of(Role::Plain, runs, at));
                    runs = tidy(below);
                }
                let parts = by_empty_lines(&runs);
                if parts.len() > 1 && role == Role::Plain {
                    let message = format!(
                        "empty lines, or a new page, part this paragraph into {}: {}",
                        parts.len(),
                        short(&plain(&runs))
                    );
                    report.guess(at, message, "");
                }
                let parts = if parts.len() > 1 { parts } else { vec![runs] };
                for runs in parts {
                    let id = id.take();
                    out.push(Piece::Paragraph { role, runs, item: None, id, set, at });
                }
            }
            Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => {
                out.push(piece);
            }
        }
    }
    out
}

/// Whether a paragraph is short lines alone, some of them set in.
fn may_be_verse(runs: &[Run]) -> bool {
    const LONGEST: usize = 64;
    let lines: Vec<String> = runs.split(|run| *run == Run::Break).map(plain).collect();
    let set_in = |line: &String| line.starts_with([' ', '\t', '\u{a0}']);
    lines.len() > 1
        && lines.iter().all(|line| line.trim().chars().count() <= LONGEST)
        && lines.iter().any(set_in)
}

/// The lines of verse with spaces before them that stay, as wide as those and the tabs that stood there.
fn with_leads(runs: Runs) -> Runs {
    let mut begins = true;
    let mut out = Vec::new();
    for mut run in runs {
        if let Run::Text(text) = &mut run
            && begins
        {
            let words = text.trim_start();
            let lead = text[..text.len() - words.len()].chars();
            let width: usize = lead.map(|c| if c == '\t' { 4 } else { 1 }).sum();
            *text = "\u{a0}".repeat(width) + words;
        }
        begins = run == Run::Break;
        out.push(run);
    }
    out
}

/// The stretches of runs between two breaks or more that follow one another.
fn by_empty_lines(runs: &[Run]) -> Vec<Runs> {
    let mut out = parts(runs);
    out.iter_mut().for_each(|runs| *runs = tidy(std::mem::take(runs)));
    out.retain(|runs| !is_blank(runs));
    out
}

fn parts(runs: &[Run]) -> Vec<Runs> {
    let mut out: Vec<Runs> = vec![Vec::new()];
    let add = |out: &mut Vec<Runs>, run: Run| match out.last_mut() {
        Some(last) => last.push(run),
        None => out.push(vec![run]),
    };
    for (at, run) in runs.iter().enumerate() {
        match run {
            Run::Break => {
                let after = at.checked_sub(1).and_then(|before| runs.get(before));
                match after == Some(&Run::Break) {
                    true => out.push(Vec::new()),
                    false => add(&mut out, Run::Break),
                }
            }
            Run::Styled(style, within) => {
                for (number, part) in parts(within).into_iter().enumerate() {
                    if number > 0 {
                        out.push(Vec::new());
                    }
                    add(&mut out, Run::Styled(style.clone(), part));
                }
            }
            Run::Text(_)
            | Run::Code(_)
            | Run::Link { .. }
            | Run::Note(_)
            | Run::Picture(_) => add(&mut out, run.clone()),
        }
    }
    out
}
