//! What setting one block leaves behind besides lines: its structure and its findings.
//!
//! Blocks are set in parallel, so each numbers its own nodes from 0, the node it hangs on,
//! and is renumbered when the galleys are joined.

use crate::diag::Sink;
use crate::id::{Arena, Id};
use crate::info::Lang;
use crate::pages::{Node, NodeId, Tag};

/// The structure and the findings of one block.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) nodes: Arena<Node>,
    pub(crate) sink: Sink,
}

impl Leaf {
    /// A leaf whose node 0 stands for whatever it will hang on.
    pub(crate) fn new() -> Leaf {
        let mut nodes = Arena::default();
        nodes.push(Node { parent: None, tag: Tag::Section, lang: None });
        Leaf { nodes, sink: Sink::default() }
    }

    /// The node that the block hangs on.
    pub(crate) fn root(&self) -> NodeId {
        Id::new(0)
    }

    /// Adds a node below another.
    pub(crate) fn add(&mut self, parent: NodeId, tag: Tag, lang: Option<Lang>) -> NodeId {
        self.nodes.push(Node { parent: Some(parent), tag, lang })
    }
}
