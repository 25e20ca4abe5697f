//! What a word processor's file is a row of: paragraphs with their roles, and tables.

use super::super::items::Item;
use super::super::manuscript::{Block, Run, Runs, Table, is_blank, text, tidy};
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
}

impl Piece {
    /// The place that links lead to.
    pub fn id(&self) -> Option<String> {
        match self {
            Piece::Paragraph { id, .. } => id.clone(),
            Piece::Table { .. } => None,
        }
    }
}

/// The paragraphs of a cell, one line below the other.
pub(super) fn joined(pieces: Vec<Piece>) -> Runs {
    let mut out: Runs = Vec::new();
    for piece in pieces {
        if let Piece::Paragraph { runs, .. } = piece
            && !is_blank(&runs)
        {
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
