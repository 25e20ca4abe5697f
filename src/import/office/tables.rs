//! Tables, row by row, of both formats.

use super::super::cells::MOST_COLUMNS;
use super::super::manuscript::{Run, Runs, Style, Table, is_blank, unwrapped};
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

/// Makes a table of its rows. A first row that is bold is the head, and told.
pub(super) fn table(rows: Vec<Row>, at: Span, report: &mut Report) -> Option<Piece> {
    let bold = |runs: &Runs| {
        is_blank(runs) || matches!(runs.as_slice(), [Run::Styled(Style::Strong, _)])
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
        table.head = row.cells.into_iter().map(unwrapped).collect();
    }
    (!table.rows.is_empty() || !table.head.is_empty())
        .then_some(Piece::Table { table, at })
}
