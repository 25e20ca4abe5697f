//! What a word processor's file is a row of: paragraphs with their roles, and tables.

use super::super::items::{self, Item};
use super::super::manuscript::{
    Block, Kind, Run, Runs, Table, is_blank, plain, runs_mut, text, tidy,
};
use super::super::report::{Report, short};
use super::super::signs;
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
        set: Setting,
        at: Span,
    },
    Table {
        table: Table,
        at: Span,
    },
    /// Blocks that were read from a page within the document.
    Blocks(Vec<Block>),
}

/// How a paragraph is set, whether by its style or by hand; lengths are twentieths of a point.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Setting {
    pub centred: bool,
    /// It stands at the right edge.
    pub at_end: bool,
    /// How far it is set in from the left and from the right.
    pub left: i32,
    pub right: i32,
    /// The size of its letters; 0 where it is not known. Of several it is the smallest, and here the largest.
    pub size: i32,
    pub largest: i32,
    /// Its style is one of items, though it has no sign.
    pub of_item: bool,
    /// A line is drawn above or below it.
    pub ruled: bool,
}

impl Piece {
    /// A paragraph of which nothing more is known.
    pub fn of(role: Role, runs: Runs, at: Span) -> Piece {
        Piece::Paragraph { role, runs, item: None, id: None, set: Setting::default(), at }
    }

    /// Whether it is nothing but a figure that is to come, for which there is no room within a sentence.
    pub fn is_pending(&self) -> bool {
        let is_to_come = |block: &Block| match &block.kind {
            Kind::Figure(figure) => figure.pictures.is_empty(),
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::Quote { .. }
            | Kind::Verse { .. }
            | Kind::List { .. }
            | Kind::Definitions(_)
            | Kind::Table(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Break => false,
        };
        match self {
            Piece::Blocks(blocks) => blocks.iter().all(is_to_come),
            Piece::Paragraph { .. } | Piece::Table { .. } => false,
        }
    }

    pub fn is_caption(&self) -> bool {
        match self {
            Piece::Paragraph { role, .. } => *role == Role::Caption,
            Piece::Table { .. } | Piece::Blocks(_) => false,
        }
    }

    pub fn is_subtitle(&self) -> bool {
        match self {
            Piece::Paragraph { role, .. } => *role == Role::Subtitle,
            Piece::Table { .. } | Piece::Blocks(_) => false,
        }
    }

    /// The place that links lead to.
    pub fn id(&self) -> Option<String> {
        match self {
            Piece::Paragraph { id, .. } => id.clone(),
            Piece::Table { .. } | Piece::Blocks(_) => None,
        }
    }
}

/// The paragraphs of a cell, each a line of it. The signs of a list, which no cell can hold, are typed before its
/// items, and told.
pub(super) fn lines(pieces: Vec<Piece>, report: &mut Report) -> Vec<Runs> {
    let mut out: Vec<Runs> = Vec::new();
    let mut told = false;
    for piece in pieces {
        match piece {
            Piece::Paragraph { mut runs, item, at, .. } => {
                if let Some(item) = item.filter(|it| !it.continues && !is_blank(&runs)) {
                    let sign = match item.number {
                        Some(number) => format!("{number}. "),
                        None => "• ".to_string(),
                    };
                    runs.insert(0, Run::Text(sign));
                    if !std::mem::replace(&mut told, true) {
                        let message = format!(
                            "a list within a cell of a table is lines with their signs: {}",
                            short(&plain(&runs))
                        );
                        report.guess(at, message, "");
                    }
                }
                signs::settle_cell(&mut runs, at, report);
                out.push(runs);
            }
            Piece::Blocks(mut blocks) => {
                runs_mut(&mut blocks, &mut |runs, _| out.push(std::mem::take(runs)));
            }
            Piece::Table { .. } => {}
        }
    }
    out
}

/// The blocks of a note: paragraphs, quotations and lists; a table is told, and its rows are paragraphs.
pub(super) fn blocks(pieces: Vec<Piece>, at: Span, report: &mut Report) -> Vec<Block> {
    let mut out = Vec::new();
    let mut gathered: Vec<(Item, Vec<Block>)> = Vec::new();
    for piece in pieces {
        let (item, block) = match piece {
            Piece::Paragraph { role, runs, item, at, .. } => {
                let runs = tidy(runs);
                if is_blank(&runs) {
                    continue;
                }
                let block = Block::paragraph(runs, at);
                match (item, role) {
                    (None, Role::Quote) => {
                        let kind = Kind::Quote { blocks: vec![block], attribution: None };
                        (None, Block::new(kind, at))
                    }
                    (item, _) => (item.filter(|_| role.fits_list()), block),
                }
            }
            Piece::Blocks(mut blocks) => {
                out.extend(items::lists(std::mem::take(&mut gathered)));
                out.append(&mut blocks);
                continue;
            }
            Piece::Table { table, at } => {
                out.extend(items::lists(std::mem::take(&mut gathered)));
                report.doubt(
                    at,
                    "a table within a note has no place in a book; its rows are paragraphs",
                    "put it into the text, or write it as sentences",
                );
                let head = Some(table.head).filter(|head| !head.is_empty());
                for row in head.into_iter().chain(table.rows) {
                    let cells = row
                        .into_iter()
                        .flat_map(|cell| cell.into_iter().chain([Run::Text(" ".into())]));
                    out.push(Block::paragraph(tidy(cells.collect()), at));
                }
                continue;
            }
        };
        match (item, gathered.last_mut()) {
            (Some(item), Some((last, blocks)))
                if item.continues && item.level == last.level =>
            {
                blocks.push(block);
            }
            (Some(item), _) => gathered.push((item, vec![block])),
            (None, _) => {
                out.extend(items::lists(std::mem::take(&mut gathered)));
                out.push(block);
            }
        }
    }
    out.extend(items::lists(gathered));
    if out.is_empty() {
        out.push(Block::paragraph(text("…"), at));
    }
    out
}
