//! The logical structure of the pages: what a screen reader walks.

use crate::id::{Arena, Id};
use crate::info::Lang;

/// Which node of the structure.
pub type NodeId = Id<Node>;

/// The tree, as nodes that know their parents. Node 0 is the document.
#[derive(Clone, Debug)]
pub struct Structure(pub Arena<Node>);

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The node it lies in; `None` for the document alone.
    pub parent: Option<NodeId>,
    /// What it is.
    pub tag: Tag,
    /// Its language, where it differs from its parent's.
    pub lang: Option<Lang>,
}

/// What a node is; PDF's standard structure types (ISO 32000-1, 14.8.4).
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// The whole book.
    Document,
    /// A part.
    Part,
    /// An article, or a piece of one.
    Section,
    /// A box or aside.
    Aside,
    /// A heading with its level, from 1, and its words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A quotation.
    BlockQuote,
    /// A list; whether it is numbered.
    List(bool),
    /// An item of a list.
    ListItem,
    /// The number or bullet of an item, the number of a note.
    Label,
    /// What an item says.
    ListBody,
    /// A table.
    Table,
    /// A row.
    TableRow,
    /// A head cell of a column.
    TableHead,
    /// A head cell of a row.
    RowHead,
    /// A cell.
    TableCell,
    /// A picture; `None` when no alternative text is known.
    Figure(Option<String>),
    /// The caption of a figure or table.
    Caption,
    /// A foot- or endnote.
    Note,
    /// A link; what it says.
    Link(String),
    /// What leads to another place of the book: the marker of a note, an entry of the contents.
    /// Its link lies in it.
    Reference,
    /// The contents.
    Toc,
    /// An entry of the contents.
    TocItem,
    /// The index.
    Index,
    /// Its entries, or those below one of them: a list without marks.
    Entries,
    /// Code.
    Code,
    /// A passage, for its language.
    Span,
}

impl Default for Structure {
    fn default() -> Structure {
        let mut nodes = Arena::default();
        nodes.push(Node { parent: None, tag: Tag::Document, lang: None });
        Structure(nodes)
    }
}

impl Structure {
    /// The document node.
    pub fn root(&self) -> NodeId {
        Id::new(0)
    }

    /// Adds a node below another.
    pub fn add(&mut self, parent: NodeId, tag: Tag, lang: Option<Lang>) -> NodeId {
        self.0.push(Node { parent: Some(parent), tag, lang })
    }

    /// The link that a node is, or stands in as words in another language do.
    pub fn link_of(&self, node: NodeId) -> Option<NodeId> {
        let mut around = std::iter::successors(Some(node), |&id| self.0[id].parent);
        around.find(|&id| matches!(self.0[id].tag, Tag::Link(_)))
    }
}
