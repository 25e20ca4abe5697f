//! Tables, row by row, of both formats.

use super::super::cells::MOST_COLUMNS;
use super::super::manuscript::{Run, Runs, Style, Table, is_blank, tidy, unwrapped};
use super::pieces::Piece;
use crate::import::report::Report;
use crate::source::Span;

/// Whether something with rows of so many cells is a table, and does not only lay out a page.
pub(super) fn is_one(widest: usize) -> bool {
    (2..=MOST_COLUMNS).contains(&widest)
}

/// Tells of a table that is none: one of a single column or row, as letters are laid out with.
pub(super) fn tell_laid_out(at: Span, report: &mut Report) {
    let message =
        "a table that only lays out a page is taken apart; its cells are paragraphs";
    report.guess(at, message, "where it is a table, write it anew");
}

/// A row as it is read.
pub(super) struct Row {
    pub cells: Vec<Runs>,
    /// It is marked as the head.
    pub head: bool,
}

/// The words of a cell, its lines one below the other, without those that are empty.
pub(super) fn joined(lines: &[Runs]) -> Runs {
    let said: Vec<Runs> = lines.iter().filter(|runs| !is_blank(runs)).cloned().collect();
    tidy(said.join(&Run::Break))
}

/// The cells of a row, by their lines. Beside a cell of several lines an empty one keeps those below it in their
/// places; what is empty above all cells, or below one, says nothing.
pub(super) fn cells(row: Vec<Vec<Runs>>) -> Vec<Runs> {
    // No-break spaces alone are an empty line, too.
    let line = |runs: &Runs| match is_blank(runs) {
        true => runs.iter().filter(|run| **run == Run::Break).cloned().collect(),
        false => runs.clone(),
    };
    let lines = |cell: &Vec<Runs>| cell.iter().map(line).collect::<Vec<Runs>>();
    let whole: Vec<Runs> = row.iter().map(|cell| lines(cell).join(&Run::Break)).collect();
    let leads: Vec<usize> = whole.iter().map(|runs| breaks(runs, true)).collect();
    let tidied: Vec<Runs> = whole.into_iter().map(tidy).collect();
    let of_words = tidied.iter().zip(&leads).filter(|(runs, _)| !is_blank(runs));
    let least = of_words.map(|(_, lead)| *lead).min().unwrap_or(0);
    let several: Vec<bool> =
        row.iter().map(|lines| breaks(&joined(lines), false) > 0).collect();
    let beside = |at: usize| (0..several.len()).any(|it| it != at && several[it]);
    let cell = |(at, runs): (usize, &Runs)| match beside(at) && !is_blank(runs) {
        true => [vec![Run::Break; leads[at] - least], runs.clone()].concat(),
        false => joined(&row[at]),
    };
    tidied.iter().enumerate().map(cell).collect()
}

/// How many line ends runs have, or only those `before` their first words.
fn breaks(runs: &[Run], before: bool) -> usize {
    let mut count = 0;
    for run in runs {
        if before && !is_blank(std::slice::from_ref(run)) {
            return match run {
                Run::Styled(_, within) | Run::Link { runs: within, .. } => {
                    count + breaks(within, before)
                }
                Run::Text(_)
                | Run::Code(_)
                | Run::Note(_)
                | Run::Picture(_)
                | Run::Break => count,
            };
        }
        count += match run {
            Run::Break => 1,
            Run::Styled(_, within) | Run::Link { runs: within, .. } => {
                breaks(within, before)
            }
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) => 0,
        };
    }
    count
}

/// Makes a table of its rows. A first row that is bold is the head, and told.
pub(super) fn table(rows: Vec<Row>, at: Span, report: &mut Report) -> Option<Piece> {
    let bold = |runs: &Runs| {
        is_blank(runs) || matches!(lowered(runs), [Run::Styled(Style::Strong, _)])
    };
    let mut table = Table::default();
    let many = rows.len() > 1;
    for (number, row) in rows.into_iter().enumerate() {
        let looks = many
            && row.cells.iter().all(bold)
            && row.cells.iter().any(|runs| !is_blank(runs));
        if number > 0 || !row.head && !looks {
            table.rows.push(row.cells);
            continue;
        }
        if !row.head {
            let message =
                "the first row of this table is bold, and is taken for its head";
            report.guess(at, message, "");
        }
        let words = |runs: &Runs| unwrapped(lowered(runs).to_vec());
        table.head = row.cells.iter().map(words).collect();
    }
    (!table.rows.is_empty() || !table.head.is_empty())
        .then_some(Piece::Table { table, at })
}

/// The words of a cell without the empty lines above them.
fn lowered(runs: &Runs) -> &[Run] {
    let empty = runs.iter().take_while(|run| **run == Run::Break).count();
    &runs[empty..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::manuscript::text;

    #[test]
    fn empty_lines_keep_places_beside_several() {
        let shown = |runs: &Runs| {
            let sign = |run: &Run| {
                if let Run::Text(text) = run { text.clone() } else { "/".to_string() }
            };
            runs.iter().map(sign).collect::<String>()
        };
        for (row, expected) in [
            (&[&["", "a", "b"][..], &["£", "1", "2"]][..], "/a/b|£/1/2"),
            (&[&["a", "", "b", ""], &["1", "2", "3"]], "a//b|1/2/3"),
            (&[&["", "a"], &["1"], &[""]], "a|1|"),
            (&[&["", "a"], &["", "1"], &["x"]], "a|1|x"),
            (&[&["", "a"], &["", "1"]], "a|1"),
            (&[&["", "a", "", "b"], &["1"]], "a/b|1"),
        ] {
            let lines = |cell: &&[&str]| cell.iter().map(|line| text(*line)).collect();
            let row = cells(row.iter().map(lines).collect());
            let row: Vec<String> = row.iter().map(shown).collect();
            assert_eq!(row.join("|"), expected);
        }
    }
}
