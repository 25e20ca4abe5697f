//! The structure tree: which content belongs to which node, in reading order.

use std::num::NonZeroU16;

use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node as Child, TableHeaderScope, Tag as Kind,
    TagGroup, TagKind, TagTree,
};

use rustc_hash::FxHashMap;

use crate::info::Lang;
use crate::pages::{Node, NodeId, Structure, Tag};

/// Collects content while the pages are written. Children stand in the order in which
/// their content first appears.
pub(super) struct Tags<'a> {
    structure: &'a Structure,
    children: Vec<Vec<Entry>>,
    attached: Vec<bool>,
    /// Where figures stand; `None` for one in several pieces.
    boxes: FxHashMap<NodeId, Option<BBox>>,
}

enum Entry {
    Node(NodeId),
    Content(Identifier),
}

impl<'a> Tags<'a> {
    pub(super) fn new(structure: &'a Structure) -> Tags<'a> {
        let count = structure.0.len();
        let mut attached = vec![false; count];
        attached[structure.root().index()] = true;
        let children = (0..count).map(|_| Vec::new()).collect();
        Tags { structure, children, attached, boxes: FxHashMap::default() }
    }

    /// Gives content to its node.
    pub(super) fn add(&mut self, node: NodeId, content: Identifier) {
        self.attach(node);
        self.children[node.index()].push(Entry::Content(content));
    }

    /// Says where a picture stands: a figure that lies on one page states its box
    /// (ISO 32000-1, 14.8.5.4.3).
    pub(super) fn picture(&mut self, node: NodeId, area: BBox) {
        self.boxes.entry(node).and_modify(|known| *known = None).or_insert(Some(area));
    }

    /// Hangs a node and its ancestors into the tree, each at the end of its parent.
    fn attach(&mut self, node: NodeId) {
        let mut child = node;
        while !self.attached[child.index()] {
            self.attached[child.index()] = true;
            let Some(parent) = self.structure.0[child].parent else { return };
            self.children[parent.index()].push(Entry::Node(child));
            child = parent;
        }
    }

    /// The whole tree.
    pub(super) fn into_tree(mut self, lang: &Lang) -> TagTree {
        self.attach_empty_cells();
        let structure = self.structure;
        let mut groups: Vec<Option<TagGroup>> = Vec::new();
        groups.resize_with(self.children.len(), || None);
        // A node is added after its parent, so from the last to the first every child is
        // ready before its parent asks for it, without recursion.
        let mut tree = TagTree::new().with_lang(Some(lang.tag().to_string()));
        for (index, entries) in self.children.into_iter().enumerate().rev() {
            if !self.attached[index] {
                continue;
            }
            let content = entries.into_iter().filter_map(|entry| match entry {
                Entry::Content(id) => Some(Child::Leaf(id)),
                Entry::Node(id) => groups[id.index()].take().map(Child::Group),
            });
            let content: Vec<Child> = content.collect();
            if index == structure.root().index() {
                tree.children = content;
            } else {
                let id = NodeId::new(index);
                let area = self.boxes.get(&id).copied().flatten();
                let kind = kind(&structure.0[id], area);
                groups[index] = Some(TagGroup::with_children(kind, content));
            }
        }
        tree
    }

    /// A cell without content appears nowhere, yet its row needs it: a table whose rows
    /// differ in length is read out wrong (ISO 14289-1, 7.5).
    fn attach_empty_cells(&mut self) {
        for (id, node) in self.structure.0.iter() {
            if self.attached[id.index()]
                || !matches!(node.tag, Tag::TableHead | Tag::RowHead | Tag::TableCell)
            {
                continue;
            }
            let Some(row) = node.parent else { continue };
            if !self.attached[row.index()] {
                continue;
            }
            self.attached[id.index()] = true;
            let cells = &mut self.children[row.index()];
            let later = |entry: &Entry| matches!(entry, Entry::Node(cell) if *cell > id);
            let place = cells.iter().position(later).unwrap_or(cells.len());
            cells.insert(place, Entry::Node(id));
        }
    }
}

/// The standard structure type of a node, with what is said about it.
fn kind(node: &Node, area: Option<BBox>) -> TagKind {
    let kind: TagKind = match &node.tag {
        // The root is written by krilla; one below it would be a book in the book.
        Tag::Document | Tag::Part => Kind::Part.into(),
        Tag::Section => Kind::Section.into(),
        // PDF 1.7 has no type for an aside.
        Tag::Aside => Kind::Div.into(),
        Tag::Heading(level, words) => {
            let level = NonZeroU16::new((*level).into()).unwrap_or(NonZeroU16::MIN);
            Kind::Hn(level, Some(words.clone())).into()
        }
        Tag::Paragraph => Kind::P.into(),
        Tag::BlockQuote => Kind::BlockQuote.into(),
        Tag::List(true) => Kind::L(ListNumbering::Decimal).into(),
        Tag::List(false) => Kind::L(ListNumbering::Disc).into(),
        Tag::ListItem => Kind::LI.into(),
        Tag::Label => Kind::Lbl.into(),
        Tag::ListBody => Kind::LBody.into(),
        Tag::Table => Kind::Table.into(),
        Tag::TableRow => Kind::TR.into(),
        Tag::TableHead => Kind::TH(TableHeaderScope::Column).into(),
        Tag::RowHead => Kind::TH(TableHeaderScope::Row).into(),
        Tag::TableCell => Kind::TD.into(),
        Tag::Figure(alt) => Kind::Figure(alt.clone()).with_bbox(area).into(),
        Tag::Caption => Kind::Caption.into(),
        Tag::Note => Kind::Note.into(),
        Tag::Link(_) => Kind::Link.into(),
        Tag::Reference => Kind::Reference.into(),
        Tag::Toc => Kind::TOC.into(),
        Tag::TocItem => Kind::TOCI.into(),
        Tag::Index => Kind::Index.into(),
        Tag::Entries => Kind::L(ListNumbering::None).into(),
        Tag::Code => Kind::Code.into(),
        Tag::Span => Kind::Span.into(),
    };
    match &node.lang {
        Some(lang) => kind.with_lang(Some(lang.tag().to_string())),
        None => kind,
    }
}
