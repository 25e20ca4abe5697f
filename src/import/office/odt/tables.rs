//! Tables of OpenDocument.

use roxmltree::Node;

use super::super::package::{attribute, is};
use super::super::pieces::{self, Piece};
use super::super::tables::{self, Row};
use super::{Reader, words};
use crate::import::cells::{MOST_COLUMNS, tell_opened, tell_span};
use crate::import::manuscript::{Runs, is_blank, plain};
use crate::import::report::{Report, short};
use crate::source::Span;

impl<'a, 't> Reader<'a, 't> {
    /// A table; one that only lays out a page is what it holds.
    pub fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let at = self.first_place(node);
        let own = |row: &Node<'a, 't>| {
            row.ancestors().skip(1).find(|above| is(*above, "table")) == Some(node)
        };
        let rows: Vec<Node<'a, 't>> =
            node.descendants().filter(|row| is(*row, "table-row")).filter(own).collect();
        let width = |row: &Node<'a, 't>| cells(*row).into_iter().map(times).sum();
        let widest = rows.iter().map(width).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "table")).count() > 1;
        if !tables::is_one(widest) || nested {
            match tables::is_one(widest) && rows.len() > 1 {
                true => tell_opened(at, self.reading.report),
                false => tables::tell_laid_out(at, self.reading.report),
            }
            for row in rows {
                let (words, again) = (row_words(row), rows_again(row));
                if again > 0 && !words.trim().is_empty() {
                    let at = self.first_place(row);
                    tell_row_once(&words, again + 1, at, self.reading.report);
                }
                for cell in cells(row) {
                    self.blocks(cell, out);
                }
            }
            return;
        }
        let mut read = Vec::new();
        for row in rows {
            let mut line = Vec::new();
            for cell in cells(row) {
                let mut pieces = Vec::new();
                let at = self.first_place(cell);
                self.blocks(cell, &mut pieces);
                let lines = pieces::lines(pieces, self.reading.report);
                let runs = tables::joined(&lines);
                let span = |name| {
                    attribute(cell, name)
                        .and_then(|it| it.parse::<usize>().ok())
                        .unwrap_or(1)
                };
                let (columns, down) =
                    (span("number-columns-spanned"), span("number-rows-spanned"));
                tell_span(&runs, columns, down, at, self.reading.report);
                let again = times(cell) - 1;
                // A document that swells by its cells is none of a writer's.
                let swells = again > MOST_TIMES || plain(&runs).len() > LONGEST_REPEATED;
                if again > 0 && swells && !is_blank(&runs) {
                    tell_once(&runs, again + 1, at, self.reading.report);
                    line.push(lines);
                    line.extend(std::iter::repeat_n(Vec::new(), again));
                } else {
                    line.extend(std::iter::repeat_n(lines, again + 1));
                }
            }
            let line = tables::cells(line);
            let in_head = row.ancestors().any(|above| is(above, "table-header-rows"));
            let headed = row.descendants().filter(|node| is(*node, "p")).all(|node| {
                attribute(node, "style-name")
                    .is_some_and(|name| self.styles.is_table_heading(name))
            });
            let length: usize = line.iter().map(|cell| plain(cell).len()).sum();
            let again = rows_again(row);
            let swells = again > MOST_TIMES || length > LONGEST_REPEATED;
            if again > 0 && swells && length > 0 {
                let at = self.first_place(row);
                tell_row_once(&row_words(row), again + 1, at, self.reading.report);
            } else if length > 0 {
                let once = || Row { cells: line.clone(), head: in_head || headed };
                read.extend(std::iter::repeat_with(once).take(again));
            }
            read.push(Row { cells: line, head: in_head || headed });
        }
        out.extend(tables::table(read, at, self.reading.report));
    }
}

/// The most times that the words of one cell or row are repeated beside or below it, and how many bytes they may have.
const MOST_TIMES: usize = 16;
const LONGEST_REPEATED: usize = 200;

/// Tells of a cell that stands several times side by side, and of which the words are kept once.
fn tell_once(runs: &Runs, times: usize, at: Span, report: &mut Report) {
    let message = format!(
        "this cell stands {times} times side by side, and its words stand once now: {}",
        short(&plain(runs))
    );
    report.doubt(at, message, "copy them to where they are wanted");
}

/// Tells of a row that stands several times, and of which the words are kept once.
fn tell_row_once(words: &str, times: usize, at: Span, report: &mut Report) {
    let message = format!(
        "this row stands {times} times one below the other, and its words stand once now: {}",
        short(words)
    );
    report.doubt(at, message, "copy it to where it is wanted");
}

/// How often a row stands below itself.
fn rows_again(row: Node) -> usize {
    attribute(row, "number-rows-repeated")
        .and_then(|count| count.parse::<usize>().ok())
        .unwrap_or(1)
        .saturating_sub(1)
}

fn row_words(row: Node) -> String {
    cells(row).into_iter().map(words).collect::<Vec<_>>().join(" ")
}

/// How often a cell stands side by side; the last of a row that is empty fills a sheet.
fn times(cell: Node) -> usize {
    let count = attribute(cell, "number-columns-repeated")
        .and_then(|count| count.parse::<usize>().ok())
        .unwrap_or(1)
        .max(1);
    let last = cell.next_siblings().skip(1).all(|node| !node.is_element());
    match last && cell.descendants().all(|node| !node.is_text()) {
        true => 1,
        false => count.min(MOST_COLUMNS + 1),
    }
}

/// The cells of a row, and those that another reaches over.
fn cells<'a, 't>(row: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    row.children()
        .filter(|cell| is(*cell, "table-cell") || is(*cell, "covered-table-cell"))
        .collect()
}
