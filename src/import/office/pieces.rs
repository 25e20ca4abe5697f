//! What a word processor's file is a row of: paragraphs with their roles, and tables.

use super::super::items::Item;
use super::super::manuscript::{Block, Run, Runs, Table, is_blank, runs_mut, text, tidy};
use super::styles::Role;
use crate::source::Span;

/// What stands one below the other.
#[derive(Debug)]
pub(super) enum Piece {
    Paragraph {
        role: Role,
        runs: Runs,
        item: Option<Item>,
        /// A place that links of the document lead to.
        id: Option<String>,
        /// A caption that stands with a picture.
        caption: bool,
        at: Span,
    },
    Table {
        table: Table,
        at: Span,
    },
    /// Blocks that were read from a page within the document.
    Blocks(Vec<Block>),
}

impl Piece {
    /// The place that links lead to.
    pub fn id(&self) -> Option<String> {
        match self {
            Piece::Paragraph { id, .. } => id.clone(),
            Piece::Table { .. } | Piece::Blocks(_) => None,
        }
    }
}

/// The paragraphs of a cell, one line below the other.
pub(super) fn joined(pieces: Vec<Piece>) -> Runs {
    let mut out: Runs = Vec::new();
    for piece in pieces {
        let lines = match piece {
            Piece::Paragraph { runs, .. } => vec![runs],
            Piece::Blocks(mut blocks) => {
                let mut lines = Vec::new();
                runs_mut(&mut blocks, &mut |runs, _| lines.push(std::mem::take(runs)));
                lines
            }
            Piece::Table { .. } => continue,
        };
        for runs in lines.into_iter().filter(|runs| !is_blank(runs)) {
            if !out.is_empty() {
                out.push(Run::Break);
            }
            out.extend(runs);
        }
    }
    tidy(out)
}

/// The blocks of a note.
pub(super) fn blocks(pieces: Vec<Piece>, at: Span) -> Vec<Block> {
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph { runs, at, .. } => {
                let runs = tidy(runs);
                if !is_blank(&runs) {
                    out.push(Block::paragraph(runs, at));
                }
            }
            Piece::Blocks(mut blocks) => out.append(&mut blocks),
            Piece::Table { table, at } => {
                let head = Some(table.head).filter(|head| !head.is_empty());
                for row in head.into_iter().chain(table.rows) {
                    let cells = row
                        .into_iter()
                        .flat_map(|cell| cell.into_iter().chain([Run::Text(" ".into())]));
                    out.push(Block::paragraph(tidy(cells.collect()), at));
                }
            }
        }
    }
    if out.is_empty() {
        out.push(Block::paragraph(text("…"), at));
    }
    out
}
