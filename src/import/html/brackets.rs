//! Brackets around the marker of a note, which is raised in a book and needs none.

use super::super::manuscript::{Block, Run, Runs, runs_mut, tidy};
use super::super::report::{Fate, Report};

/// Takes the brackets off that stand straight around markers.
pub(super) fn take_off(blocks: &mut [Block], report: &mut Report) {
    runs_mut(blocks, &mut |runs, at| {
        let mut signs = String::new();
        bare(runs, &mut signs);
        if !signs.is_empty() {
            report.cut(at, &signs, Fate::Markup);
            *runs = tidy(std::mem::take(runs));
        }
    });
}

/// Takes them off within one row; what is taken is added to `signs`.
fn bare(runs: &mut Runs, signs: &mut String) {
    for run in runs.iter_mut() {
        match run {
            Run::Styled(_, inner) | Run::Link { runs: inner, .. } => bare(inner, signs),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            }
        }
    }
    *runs = joined(std::mem::take(runs));
    let mut at = 0;
    while at < runs.len() {
        if let Some(end) = row(&runs[at..]).map(|count| at + count) {
            at = end.max(at + 1);
            // The row stands between two texts.
            let Some(start) = runs[..end].iter().rposition(is_word) else {
                continue;
            };
            let (before, behind) = runs.split_at_mut(end);
            let (Some(Run::Text(left)), Some(Run::Text(right))) =
                (before.get_mut(start), behind.first_mut())
            else {
                continue;
            };
            for (open, close) in [('[', ']'), ('(', ')')] {
                let end = left.trim_end_matches([' ', '\u{a0}']);
                let begin = right.trim_start_matches([' ', '\u{a0}']);
                if end.ends_with(open) && begin.starts_with(close) {
                    let end = end.trim_end_matches(open).trim_end();
                    let taken = left[end.len()..].trim().chars().count();
                    let begin = right.len() - begin.len();
                    // As many close as open.
                    let closing: usize = right[begin..]
                        .chars()
                        .take_while(|c| *c == close)
                        .take(taken)
                        .count();
                    if closing != taken {
                        break;
                    }
                    let rest = right[begin + closing..].to_string();
                    signs.extend(std::iter::repeat_n(open, taken));
                    signs.extend(std::iter::repeat_n(close, closing));
                    left.truncate(end.len());
                    *right = rest;
                    break;
                }
            }
        } else {
            at += 1;
        }
    }
}

/// Whether a run is a text that has more than what parts markers.
fn is_word(run: &Run) -> bool {
    matches!(run, Run::Text(text) if !is_between(text))
}

/// Whether a text parts two markers in one pair of brackets.
fn is_between(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '–'))
}

/// How many runs from here on are markers, with what parts them.
fn row(runs: &[Run]) -> Option<usize> {
    let is_part = |run: &Run| match run {
        Run::Note(_) => true,
        Run::Text(text) => is_between(text),
        Run::Code(_)
        | Run::Styled(..)
        | Run::Link { .. }
        | Run::Picture(_)
        | Run::Break => false,
    };
    let first = runs.first()?;
    matches!(first, Run::Note(_))
        .then(|| runs.iter().take_while(|run| is_part(run)).count())
}

/// Texts that follow one another, as one.
fn joined(runs: Runs) -> Runs {
    let mut out: Runs = Vec::new();
    for run in runs {
        match (out.last_mut(), run) {
            (Some(Run::Text(before)), Run::Text(text)) => before.push_str(&text),
            (_, run) => out.push(run),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::manuscript::plain;
    use super::*;

    #[test]
    fn brackets_around_markers_go_with_them() {
        let text = |words: &str| Run::Text(words.into());
        for (runs, expected, signs) in [
            (vec![text("money ["), Run::Note(0), text("]. It")], "money. It", "[]"),
            (vec![text("money\u{a0}("), Run::Note(0), text("), he")], "money, he", "()"),
            (
                vec![text("a ["), Run::Note(0), text(", "), Run::Note(1), text("] b")],
                "a,  b",
                "[]",
            ),
            (vec![text("(as he says"), Run::Note(0), text(")")], "(as he says)", ""),
            (vec![text("x ["), Run::Note(0), text(" and y]")], "x [ and y]", ""),
        ] {
            let (mut runs, mut taken) = (runs, String::new());
            bare(&mut runs, &mut taken);
            assert_eq!(plain(&runs), expected);
            assert_eq!(taken, signs);
        }
    }
}
