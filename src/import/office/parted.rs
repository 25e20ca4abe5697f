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
                let mut runs = tidy(runs);
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
                        "empty lines part this paragraph into {}: {}",
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
