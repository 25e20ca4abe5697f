//! What is open while an article is built.

use std::ops::Range;

use crate::document::{Block, Column, Definition, InlineStyle, Inlines, Item, Row};
use crate::markdown::attributes::Attributes;
use crate::markdown::inline::Bracket;

/// What is open.
#[derive(Debug)]
pub(in crate::markdown) enum Open {
    Root,
    Paragraph,
    Heading {
        level: u8,
    },
    Quote,
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
    },
    Item,
    Note {
        label: String,
    },
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table {
        columns: Vec<Column>,
        head: Vec<Row>,
        rows: Vec<(Row, usize)>,
    },
    Row {
        cells: Vec<Inlines>,
        /// Where the last of them ends.
        end: usize,
    },
    Cell,
    Code {
        language: Option<String>,
        fenced: bool,
        text: String,
    },
    Html,
    Container {
        name: String,
        attributes: Attributes,
        argument: Option<Range<usize>>,
        colons: usize,
    },
    Style(InlineStyle),
    Link {
        to: String,
        bare: bool,
    },
    Image {
        path: String,
        title: String,
    },
    Scratch,
}

/// One open thing, with what it holds so far.
#[derive(Debug)]
pub(in crate::markdown) struct Frame {
    pub open: Open,
    pub start: usize,
    pub blocks: Vec<Block>,
    pub inlines: Inlines,
    pub brackets: Vec<Bracket>,
    /// How many brackets are open that stand too deep to be one of them.
    pub beyond: usize,
    pub depth: usize,
}

/// Whether something cannot hold its like, so that it may open at any depth.
pub(super) fn is_leaf(open: &Open) -> bool {
    matches!(
        open,
        Open::Heading { .. }
            | Open::Table { .. }
            | Open::Code { .. }
            | Open::Html
            | Open::Term
            | Open::Meaning
            | Open::Note { .. }
    )
}
