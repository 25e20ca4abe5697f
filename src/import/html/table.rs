//! Tables of a page: those of data stay tables, those that lay out a page are what they hold.

use super::super::cells::{Cell, Grid, MOST_COLUMNS, tell_opened, tell_span};
use super::super::manuscript::{
    Block, Kind, Run, Runs, Table, is_blank, tidy, unwrapped,
};
use super::tree::NodeId;
use super::walk::Walker;

impl Walker<'_> {
    pub fn table(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        let own = |walker: &Self, below: &NodeId, names: &[&str]| {
            names.contains(&walker.tree.name(*below))
                && walker
                    .tree
                    .above(*below)
                    .find(|above| walker.tree.name(*above) == "table")
                    == Some(node)
        };
        let rows: Vec<NodeId> =
            self.tree.below(node).filter(|below| own(self, below, &["tr"])).collect();
        let cells = |walker: &Self, row: NodeId| -> Vec<NodeId> {
            let cells = walker.tree.children(row).iter().copied();
            cells.filter(|cell| matches!(walker.tree.name(*cell), "td" | "th")).collect()
        };
        let widest = rows.iter().map(|row| cells(self, *row).len()).max().unwrap_or(0);
        let captions: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| own(self, below, &["caption"]))
            .collect();
        if captions.is_empty() && self.program_table(&rows, out) {
            return;
        }
        if self.lays_out(node, &rows, widest) {
            for caption in captions {
                out.append(&mut self.blocks(caption));
            }
            let headed = rows.iter().any(|row| {
                cells(self, *row).iter().any(|cell| self.tree.name(*cell) == "th")
            });
            let holds = self
                .tree
                .below(node)
                .any(|below| below != node && self.tree.name(below) == "table");
            if headed && holds && rows.len() > 1 {
                tell_opened(at, self.report);
            }
            for row in rows {
                for cell in cells(self, row) {
                    let mut blocks = self.blocks(cell);
                    out.append(&mut blocks);
                }
            }
            return;
        }
        let mut table = Table::default();
        let mut caption: Runs = Vec::new();
        for node in captions {
            caption.push(Run::Break);
            caption.append(&mut self.flat(node));
        }
        table.caption = Some(tidy(caption)).filter(|runs| !is_blank(runs));
        let mut grid = Grid::default();
        for (number, row) in rows.iter().enumerate() {
            if self.notes.taken.contains(row) && !self.in_note {
                continue;
            }
            let parts = cells(self, *row);
            // A link may lead to any place of it.
            for below in self.tree.below(*row).collect::<Vec<_>>() {
                self.note_id(below);
            }
            let mut read = Vec::new();
            for cell in &parts {
                let runs = joined(tidy(self.flat(*cell)));
                let span = |name, most: usize| {
                    let stated = self.tree.attribute(*cell, name);
                    let stated = stated.and_then(|it| it.trim().parse::<usize>().ok());
                    stated.unwrap_or(1).clamp(1, most)
                };
                let columns = span("colspan", MOST_COLUMNS);
                let down = span("rowspan", rows.len() - number);
                tell_span(&runs, columns, down, self.place(*cell), self.report);
                read.push(Cell { runs, columns, rows: down });
            }
            let line = grid.row(read);
            if line.iter().all(|cell| is_blank(cell)) {
                continue;
            }
            let heads = !parts.is_empty()
                && parts.iter().all(|cell| self.tree.name(*cell) == "th");
            let in_head = self.tree.nodes[*row]
                .parent
                .is_some_and(|it| self.tree.name(it) == "thead");
            if (heads || in_head)
                && table.head.is_empty()
                && table.rows.is_empty()
                && number == 0
            {
                table.head = line.into_iter().map(unwrapped).collect();
            } else {
                table.rows.push(line);
            }
        }
        if !table.rows.is_empty() || !table.head.is_empty() {
            self.add(Block::new(Kind::Table(table), at), out);
        }
    }

    /// Whether a table only lays out what it holds.
    fn lays_out(&self, node: NodeId, rows: &[NodeId], widest: usize) -> bool {
        if matches!(self.tree.attribute(node, "role"), Some("presentation" | "none"))
            || widest <= 1
            || widest > MOST_COLUMNS
        {
            return true;
        }
        let has = |names: &[&str]| {
            self.tree
                .below(node)
                .any(|below| below != node && names.contains(&self.tree.name(below)))
        };
        if has(&["th", "caption", "thead"]) && !has(&["h1", "h2", "table"]) {
            return false;
        }
        let long = rows.iter().flat_map(|row| self.tree.children(*row)).any(|cell| {
            let paragraphs = self
                .tree
                .children(*cell)
                .iter()
                .filter(|child| self.tree.name(**child) == "p")
                .count();
            paragraphs > 2 || self.tree.text(*cell).split_whitespace().count() > 150
        });
        long || has(&["table"])
    }
}

/// Breaks within a cell are few; a cell that has pictures alone keeps them.
fn joined(runs: Runs) -> Runs {
    let mut out: Runs = Vec::new();
    for run in runs {
        match (&run, out.last()) {
            (Run::Break, Some(Run::Break) | None) => {}
            _ => out.push(run),
        }
    }
    out
}
