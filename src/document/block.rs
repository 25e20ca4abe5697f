//! Blocks: what stands one below the other.

use super::{AnchorId, IndexEntry, Inlines, PictureId};
use crate::info::Lang;
use crate::source::Span;

/// One block: what it is, and what every block may carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the source.
    pub span: Span,
    /// Its language, where it differs from what surrounds it.
    pub lang: Option<Lang>,
    /// Where links to it go, if any does or the source names it; every heading has one.
    pub anchor: Option<AnchorId>,
    /// Classes from the source, for themes.
    pub classes: Vec<String>,
}

impl Block {
    /// Its words, if it is a paragraph.
    pub fn paragraph(&self) -> Option<&Inlines> {
        if let Kind::Paragraph(content) = &self.kind { Some(content) } else { None }
    }

    /// Its words, to be changed, if it is a paragraph.
    pub fn paragraph_mut(&mut self) -> Option<&mut Inlines> {
        if let Kind::Paragraph(content) = &mut self.kind { Some(content) } else { None }
    }
}

/// The kinds of blocks: a closed list that both outputs match in full.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A paragraph.
    Paragraph(Inlines),
    /// A heading inside an article.
    Heading {
        /// 1 for the article's first level of sub-heads, up to 5.
        level: u8,
        /// The words.
        content: Inlines,
    },
    /// A quotation set off from the text.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// Who said it, and where.
        attribution: Option<Inlines>,
    },
    /// A motto before the text.
    Epigraph {
        /// The motto.
        blocks: Vec<Block>,
        /// Where it comes from.
        source: Option<Inlines>,
    },
    /// Lines of verse in stanzas.
    Verse {
        /// Stanzas of lines.
        stanzas: Vec<Vec<VerseLine>>,
        /// Who wrote it.
        attribution: Option<Inlines>,
    },
    /// A letter or another document, quoted whole.
    Letter(Letter),
    /// Matter set apart from the running text in a box.
    Box {
        /// Its heading.
        title: Option<Inlines>,
        /// What is in it.
        blocks: Vec<Block>,
    },
    /// Study questions, numbered.
    Questions {
        /// The number of the first.
        start: u32,
        /// Each question's blocks.
        items: Vec<Vec<Block>>,
        /// How many empty lines to write on follow each, in print.
        room: u8,
    },
    /// A picture with its caption.
    Figure(Figure),
    /// A bulleted or numbered list.
    List {
        /// The first number, for a numbered list.
        start: Option<u64>,
        /// Whether the items are set without space between them.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A list of terms with what they mean.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// Code, as typed.
    Code {
        /// The programming language, where the source names one.
        language: Option<String>,
        /// The text with its line ends, without the last.
        text: String,
    },
    /// The entries of the index, in order.
    Index(Vec<IndexEntry>),
    /// Place and date at the head of a report or letter.
    Dateline(Inlines),
    /// A pause in the text.
    SceneBreak,
    /// A new page, in print.
    PageBreak,
}

/// A line of verse.
#[derive(Clone, Debug, PartialEq)]
pub struct VerseLine {
    /// How many steps it is set in.
    pub indent: u8,
    /// The words.
    pub content: Inlines,
    /// Where it stands in the source.
    pub span: Span,
}

/// A letter or document: head and foot apart from the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// What it is: "Letter to …", "Resolution of …".
    pub title: Option<Inlines>,
    /// Where and when it was written.
    pub dateline: Option<Inlines>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Who signed.
    pub signature: Option<Inlines>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// Terms that share a meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Inlines>,
    /// What they mean: each meaning's blocks.
    pub meanings: Vec<Vec<Block>>,
}

/// A picture with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The picture.
    pub picture: PictureId,
    /// What a reader who cannot see it gets.
    pub alt: Alt,
    /// Pictures that stand beside it in a row, from left to right.
    pub beside: Vec<(PictureId, Alt)>,
    /// The caption.
    pub caption: Option<Inlines>,
    /// Who made the picture.
    pub credit: Option<Inlines>,
    /// How wide it stands.
    pub width: FigureWidth,
}

impl Figure {
    /// Its pictures with their alternatives, from left to right.
    pub fn pictures(&self) -> impl Iterator<Item = (PictureId, &Alt)> {
        let beside = self.beside.iter().map(|(picture, alt)| (*picture, alt));
        std::iter::once((self.picture, &self.alt)).chain(beside)
    }
}

/// What a reader who cannot see a picture gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alt {
    /// These words.
    Text(String),
    /// Nothing: the picture is an ornament.
    Decorative,
    /// Nothing, though it should have something; reported.
    Missing,
}

/// How wide a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureWidth {
    /// As its own size says, at most the measure.
    Natural,
    /// A part of the measure, in thousandths.
    Measure(u16),
    /// A part of all columns together, in thousandths.
    Across(u16),
    /// As large as a page of its own allows.
    Page,
    /// Over the whole of a page of its own, to the edges of the paper.
    Bleed,
}

/// A table: all rows have as many cells as there are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The caption.
    pub caption: Option<Inlines>,
    /// How each column is aligned.
    pub columns: Vec<Column>,
    /// The head rows.
    pub head: Vec<Row>,
    /// The body rows.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Inlines>,
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// As the text runs.
    Start,
    /// In the middle.
    Centre,
    /// At the far side, for numbers.
    End,
}
