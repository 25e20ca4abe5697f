//! Tables of a .docx.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::{self, Piece};
use super::super::tables::{self, Row};
use super::Reader;
use super::styles::toggle;
use crate::import::cells::{MOST_COLUMNS, tell_opened, tell_span};
use crate::import::manuscript::Runs;

impl<'a, 't> Reader<'a, 't> {
    /// A table; one that only lays out a page is what it holds.
    pub fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let rows = held(node, "tr");
        let at = self.first_place(node);
        for cell in rows.iter().flat_map(|row| held(*row, "tc")) {
            if is_deleted(cell) {
                self.drop_part(
                    cell,
                    "a cell of a table that was deleted, by a tracked change, is left out",
                );
            }
        }
        let widest = rows.iter().map(|row| cells(*row).len()).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "tbl")).count() > 1;
        if !tables::is_one(widest) || nested {
            match tables::is_one(widest) && rows.len() > 1 {
                true => tell_opened(at, self.reading.report),
                false => tables::tell_laid_out(at, self.reading.report),
            }
            for cell in rows.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell, out);
            }
            return;
        }
        let spans: Vec<Vec<Span>> = rows.iter().map(|row| spans(*row)).collect();
        let mut read = Vec::new();
        for (number, row) in rows.into_iter().enumerate() {
            let properties = child(row, "trPr");
            if properties.is_some_and(|it| child(it, "del").is_some()) {
                self.drop_part(
                    row,
                    "a row of a table that was deleted, by a tracked change, is left out",
                );
                continue;
            }
            let mut line: Vec<Vec<Runs>> = vec![Vec::new(); before(row)];
            for (cell, span) in cells(row).into_iter().zip(&spans[number]) {
                let mut pieces = Vec::new();
                let at = self.first_place(cell);
                self.blocks(cell, &mut pieces);
                let lines = pieces::lines(pieces, self.reading.report);
                let down = match span.merge {
                    Merge::Begins => {
                        1 + spans[number + 1..]
                            .iter()
                            .take_while(|row| goes_on(row, span.column))
                            .count()
                    }
                    Merge::None | Merge::GoesOn => 1,
                };
                let words = tables::joined(&lines);
                tell_span(&words, span.columns, down, at, self.reading.report);
                line.push(lines);
                line.extend((1..span.columns).map(|_| Vec::new()));
            }
            let head = properties.is_some_and(|it| toggle(it, "tblHeader") == Some(true));
            read.push(Row { cells: tables::cells(line), head });
        }
        out.extend(tables::table(read, at, self.reading.report));
    }
}

/// The cells of a row.
fn cells<'a, 't>(row: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    let cells = held(row, "tc").into_iter();
    cells.filter(|cell| !is_deleted(*cell)).collect()
}

/// Whether a tracked change deleted a cell.
fn is_deleted(cell: Node<'_, '_>) -> bool {
    child(cell, "tcPr").is_some_and(|it| child(it, "cellDel").is_some())
}

/// The parts of a name in a node, those in controls and tracked changes too, in order.
fn held<'a, 't>(node: Node<'a, 't>, name: &str) -> Vec<Node<'a, 't>> {
    let mut out = Vec::new();
    for part in node.children().filter(Node::is_element) {
        match part.tag_name().name() {
            own if own == name => out.push(part),
            "sdt" => {
                let content = child(part, "sdtContent");
                out.extend(content.into_iter().flat_map(|content| held(content, name)));
            }
            "customXml" | "ins" | "moveTo" => out.extend(held(part, name)),
            _ => {}
        }
    }
    out
}

/// Where a cell stands, and what it reaches over.
struct Span {
    /// Its first column, from 0.
    column: usize,
    columns: usize,
    merge: Merge,
}

/// How a cell belongs to the one above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

/// How many columns a row leaves empty before its first cell.
fn before(row: Node<'_, '_>) -> usize {
    child(row, "trPr")
        .and_then(|it| child(it, "gridBefore"))
        .and_then(|it| attribute(it, "val")?.parse::<usize>().ok())
        .map_or(0, |count| count.min(MOST_COLUMNS))
}

fn spans(row: Node<'_, '_>) -> Vec<Span> {
    let mut column = before(row);
    let mut out = Vec::new();
    for cell in cells(row) {
        let properties = child(cell, "tcPr");
        let columns = properties
            .and_then(|it| child(it, "gridSpan"))
            .and_then(|it| attribute(it, "val")?.parse::<usize>().ok())
            .unwrap_or(1);
        let columns = columns.clamp(1, MOST_COLUMNS.saturating_sub(column).max(1));
        let merge = properties.and_then(|it| child(it, "vMerge"));
        let merge = merge.map_or(Merge::None, |it| match attribute(it, "val") {
            Some("restart") => Merge::Begins,
            Some(_) | None => Merge::GoesOn,
        });
        out.push(Span { column, columns, merge });
        column += columns;
    }
    out
}

/// Whether a cell of a row goes on with one above it.
fn goes_on(row: &[Span], column: usize) -> bool {
    row.iter().any(|span| span.column == column && span.merge == Merge::GoesOn)
}
