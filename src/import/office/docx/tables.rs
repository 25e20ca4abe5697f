//! Tables of a .docx.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::{self, Piece};
use super::super::tables::{self, Row};
use super::Reader;
use super::styles::toggle;

impl<'a, 't> Reader<'a, 't> {
    /// A table; one that only lays out a page is what it holds.
    pub fn table(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let rows: Vec<Node<'a, 't>> =
            node.children().filter(|node| is(*node, "tr")).collect();
        let at = self.first_place(node);
        let widest = rows.iter().map(|row| cells(*row).len()).max().unwrap_or(0);
        let nested = node.descendants().filter(|inner| is(*inner, "tbl")).count() > 1;
        if !tables::is_one(widest) || nested {
            for cell in rows.iter().flat_map(|row| cells(*row)) {
                self.blocks(cell, out);
            }
            return;
        }
        let mut read = Vec::new();
        let mut spanned = false;
        for row in rows {
            let properties = child(row, "trPr");
            if properties.is_some_and(|it| child(it, "del").is_some()) {
                self.drop_part(
                    row,
                    "a row of a table that was deleted, by a tracked change, is left out",
                );
                continue;
            }
            let mut line = Vec::new();
            for cell in cells(row) {
                let mut pieces = Vec::new();
                self.blocks(cell, &mut pieces);
                line.push(pieces::joined(pieces));
                let properties = child(cell, "tcPr");
                let columns = properties
                    .and_then(|it| child(it, "gridSpan"))
                    .and_then(|it| attribute(it, "val")?.parse::<usize>().ok())
                    .unwrap_or(1);
                spanned |= columns > 1
                    || properties.is_some_and(|it| child(it, "vMerge").is_some());
                line.extend((1..columns.min(60)).map(|_| Vec::new()));
            }
            let head = properties.is_some_and(|it| toggle(it, "tblHeader") == Some(true));
            read.push(Row { cells: line, head });
        }
        out.extend(tables::table(read, spanned, at, &mut self.reading));
    }
}

/// The cells of a row, those in controls too.
fn cells<'a, 't>(row: Node<'a, 't>) -> Vec<Node<'a, 't>> {
    let direct = row.children().filter(|node| is(*node, "tc"));
    let held = row
        .children()
        .filter(|node| is(*node, "sdt"))
        .filter_map(|node| child(node, "sdtContent"))
        .flat_map(|node| node.children().filter(|node| is(*node, "tc")));
    direct.chain(held).collect()
}
