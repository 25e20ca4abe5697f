//! Cells of tables that reach over several: their words stand in the first, and the others are empty.

use super::manuscript::{Kind, Manuscript, Run, Runs, plain};
use super::report::{Report, short};
use crate::source::Span;

/// The most columns of a table; what has more lays out a page.
pub(super) const MOST_COLUMNS: usize = 60;

/// Tells of a table that holds another, which no table of ours can.
pub(super) fn tell_opened(at: Span, report: &mut Report) {
    report.doubt(
        at,
        "this table holds another, and its cells are paragraphs now, one after the other",
        "where it is a table, write it anew, with the inner one below it",
    );
}

/// Tells of a cell that reaches over several columns and rows, if it does.
pub(super) fn tell_span(
    runs: &Runs,
    columns: usize,
    rows: usize,
    at: Span,
    report: &mut Report,
) {
    let over = match (columns > 1, rows > 1) {
        (true, true) => format!("{columns} columns and {rows} rows"),
        (true, false) => format!("{columns} columns"),
        (false, true) => format!("{rows} rows"),
        (false, false) => return,
    };
    let words = plain(runs);
    let which = match words.trim().is_empty() {
        true => "an empty cell".to_string(),
        false => format!("the cell “{}”", short(&words)),
    };
    let message = format!("{which} reaches over {over}; the others are empty now");
    report.doubt(
        at,
        message,
        "put its words where they belong in a table without such cells",
    );
}

/// Tells of tables with pictures in their cells, which are as high as a line where they are printed.
pub(super) fn tell_pictures(manuscript: &Manuscript, report: &mut Report) {
    let is_picture = |run: &Run| matches!(run, Run::Picture(_));
    for block in &manuscript.blocks {
        let Kind::Table(table) = &block.kind else { continue };
        let mut cells = table.rows.iter().flatten().chain(&table.head);
        if cells.any(|runs| runs.iter().any(is_picture)) {
            report.doubt(
                block.at,
                "pictures stand in cells of this table, where they are printed as high as a line",
                "where they only stand side by side, make each a figure: `::: figure` … `:::`",
            );
        }
    }
}

/// A cell as it is read.
pub(super) struct Cell {
    pub runs: Runs,
    /// How many it reaches over, itself counted.
    pub columns: usize,
    pub rows: usize,
}

/// Puts rows of cells on a grid, where a cell that reaches down moves those of later rows aside.
#[derive(Default)]
pub(super) struct Grid {
    /// Of each column, how many rows a cell above reaches on.
    held: Vec<usize>,
}

impl Grid {
    /// The next row, with an empty cell for each that another reaches over.
    pub fn row(&mut self, cells: Vec<Cell>) -> Vec<Runs> {
        let mut row = Vec::new();
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() || row.len() < self.held.len() {
            if let Some(held) = self.held.get_mut(row.len()).filter(|held| **held > 0) {
                *held -= 1;
                row.push(Vec::new());
                continue;
            }
            let Some(cell) = cells.next() else {
                row.push(Vec::new());
                continue;
            };
            let room = MOST_COLUMNS.saturating_sub(row.len()).max(1);
            for column in 0..cell.columns.clamp(1, room) {
                let at = row.len();
                if self.held.len() <= at {
                    self.held.resize(at + 1, 0);
                }
                self.held[at] = cell.rows.saturating_sub(1);
                row.push(if column == 0 { cell.runs.clone() } else { Vec::new() });
            }
        }
        while row.last().is_some_and(Vec::is_empty) {
            row.pop();
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::super::manuscript::text;
    use super::*;

    fn cell(words: &str, columns: usize, rows: usize) -> Cell {
        Cell { runs: text(words), columns, rows }
    }

    #[test]
    fn cells_that_reach_down_move_others_aside() {
        let mut grid = Grid::default();
        let mut rows = Vec::new();
        for row in [
            vec![cell("a", 1, 2), cell("b", 2, 1), cell("c", 1, 3)],
            vec![cell("d", 1, 1), cell("e", 1, 1)],
            vec![cell("f", 3, 1)],
            vec![cell("g", 1, 1), cell("h", 1, 1), cell("i", 1, 1), cell("j", 1, 1)],
        ] {
            let row = grid.row(row);
            rows.push(row.iter().map(|runs| plain(runs)).collect::<Vec<_>>().join("|"));
        }
        assert_eq!(rows, ["a|b||c", "|d|e", "f", "g|h|i|j"]);
    }
}
