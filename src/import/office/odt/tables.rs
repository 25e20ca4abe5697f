//! Tables of OpenDocument.

use roxmltree::Node;

use super::super::package::{attribute, is};
use super::super::pieces::{self, Piece};
use super::super::tables::{self, Row};
use super::Reader;
use crate::import::cells::{tell_opened, tell_span};

impl<'a, 't> Reader<'a, 't> {
    /// A table; one that only lays out a page is what it holds.
    pub fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let at = self.first_place(node);
        let own = |row: &Node<'a, 't>| {
            row.ancestors().skip(1).find(|above| is(*above, "table")) == Some(node)
        };
        let rows: Vec<Node<'a, 't>> =
            node.descendants().filter(|row| is(*row, "table-row")).filter(own).collect();
        let widest = rows.iter().map(|row| cells(*row).len()).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "table")).count() > 1;
        if !tables::is_one(widest) || nested {
            if tables::is_one(widest) && rows.len() > 1 {
                tell_opened(at, self.reading.report);
            }
            for cell in rows.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell, out);
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
                let runs = pieces::joined(pieces);
                let span = |name| {
                    attribute(cell, name)
                        .and_then(|it| it.parse::<usize>().ok())
                        .unwrap_or(1)
                };
                let (columns, down) =
                    (span("number-columns-spanned"), span("number-rows-spanned"));
                tell_span(&runs, columns, down, at, self.reading.report);
                line.push(runs);
            }
            let in_head = row.ancestors().any(|above| is(above, "table-header-rows"));
            let headed = row.descendants().filter(|node| is(*node, "p")).all(|node| {
                attribute(node, "style-name")
                    .is_some_and(|name| self.styles.is_table_heading(name))
            });
            read.push(Row { cells: line, head: in_head || headed });
        }
        out.extend(tables::table(read, at, &mut self.reading));
    }
}

/// The cells of a row, and those that another reaches over.
fn cells<'a, 't>(row: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    row.children()
        .filter(|cell| is(*cell, "table-cell") || is(*cell, "covered-table-cell"))
        .collect()
}
