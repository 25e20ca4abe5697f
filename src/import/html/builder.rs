//! The nodes of a page as html5ever makes them while it parses; [`super::tree`] holds what comes of it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::tree::{Data, Element, MOST_ATTRIBUTES, Node, NodeId};

#[derive(Debug)]
pub(super) struct State {
    pub nodes: Vec<Node>,
    pub line: usize,
    pub deepest: usize,
}

impl Default for State {
    fn default() -> State {
        let root = Node {
            parent: None,
            children: Vec::new(),
            data: Data::Other,
            line: 0,
            depth: 0,
        };
        State { nodes: vec![root], line: 0, deepest: 0 }
    }
}

impl State {
    fn add(&mut self, data: Data) -> NodeId {
        let line = self.line;
        self.nodes.push(Node {
            parent: None,
            children: Vec::new(),
            data,
            line,
            depth: 0,
        });
        self.nodes.len() - 1
    }

    fn put(&mut self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let node = match child {
            NodeOrText::AppendText(text) => {
                let before = at.checked_sub(1).map(|at| self.nodes[parent].children[at]);
                if let Some(before) = before
                    && let Data::Text(last) = &mut self.nodes[before].data
                {
                    last.push_str(&text);
                    return;
                }
                self.add(Data::Text(text.to_string()))
            }
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
        };
        let at = at.min(self.nodes[parent].children.len());
        self.nodes[parent].children.insert(at, node);
        let depth = self.nodes[parent].depth + 1;
        self.nodes[node].parent = Some(parent);
        self.nodes[node].depth = depth;
        self.deepest = self.deepest.max(depth);
    }

    fn detach(&mut self, node: NodeId) {
        if let Some(parent) = self.nodes[node].parent.take() {
            let children = &mut self.nodes[parent].children;
            // What moves stands at the end, mostly.
            if let Some(at) = children.iter().rposition(|child| *child == node) {
                children.remove(at);
            }
        }
    }
}

pub(super) struct Builder {
    pub state: Rc<RefCell<State>>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
pub(super) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Builder {
    type Handle = (NodeId, Option<Rc<QualName>>);
    type Output = Vec<Node>;
    type ElemName<'a> = Name;

    fn finish(self) -> Vec<Node> {
        std::mem::take(&mut self.state.borrow_mut().nodes)
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Self::Handle {
        (0, None)
    }

    fn elem_name<'a>(&'a self, target: &'a Self::Handle) -> Name {
        let none = || QualName::new(None, Namespace::from(""), LocalName::from(""));
        Name(target.1.as_ref().map_or_else(none, |name| (**name).clone()))
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Self::Handle {
        let attributes = attributes.into_iter();
        let attributes =
            attributes.map(|it| (it.name.local, it.value.to_string())).collect();
        let element = Element { name: name.local.clone(), attributes };
        let node = self.state.borrow_mut().add(Data::Element(element));
        (node, Some(Rc::new(name)))
    }

    fn create_comment(&self, _: StrTendril) -> Self::Handle {
        (self.state.borrow_mut().add(Data::Other), None)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Self::Handle {
        (self.state.borrow_mut().add(Data::Other), None)
    }

    fn append(&self, parent: &Self::Handle, child: NodeOrText<Self::Handle>) {
        let mut state = self.state.borrow_mut();
        let at = state.nodes[parent.0].children.len();
        state.put(parent.0, at, bare(child));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Self::Handle,
        before: &Self::Handle,
        child: NodeOrText<Self::Handle>,
    ) {
        let has_parent = self.state.borrow().nodes[element.0].parent.is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(before, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Self::Handle) -> Self::Handle {
        // What stands in a template is never shown.
        target.clone()
    }

    fn same_node(&self, one: &Self::Handle, other: &Self::Handle) -> bool {
        one.0 == other.0
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(
        &self,
        sibling: &Self::Handle,
        child: NodeOrText<Self::Handle>,
    ) {
        let mut state = self.state.borrow_mut();
        let child = bare(child);
        if let NodeOrText::AppendNode(node) = &child {
            state.detach(*node);
        }
        let Some(parent) = state.nodes[sibling.0].parent else { return };
        let at = state.nodes[parent].children.iter().rposition(|node| *node == sibling.0);
        let at = at.unwrap_or(state.nodes[parent].children.len());
        state.put(parent, at, child);
    }

    fn add_attrs_if_missing(&self, target: &Self::Handle, attributes: Vec<Attribute>) {
        let mut state = self.state.borrow_mut();
        if let Data::Element(element) = &mut state.nodes[target.0].data {
            for attribute in attributes {
                let name = attribute.name.local;
                let is_full = element.attributes.len() >= MOST_ATTRIBUTES;
                if !is_full && !element.attributes.iter().any(|(own, _)| *own == name) {
                    element.attributes.push((name, attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Self::Handle) {
        self.state.borrow_mut().detach(target.0);
    }

    fn reparent_children(&self, node: &Self::Handle, parent: &Self::Handle) {
        let mut state = self.state.borrow_mut();
        let children = std::mem::take(&mut state.nodes[node.0].children);
        let depth = state.nodes[parent.0].depth + 1;
        for child in children {
            state.nodes[child].parent = Some(parent.0);
            state.nodes[child].depth = depth;
            state.nodes[parent.0].children.push(child);
        }
    }

    fn set_current_line(&self, line: u64) {
        self.state.borrow_mut().line =
            usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    }
}

fn bare(child: NodeOrText<(NodeId, Option<Rc<QualName>>)>) -> NodeOrText<NodeId> {
    match child {
        NodeOrText::AppendNode((node, _)) => NodeOrText::AppendNode(node),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}
