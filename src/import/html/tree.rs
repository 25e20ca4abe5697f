//! A page as a tree, built by html5ever as browsers build it, within bounds.
//!
//! A tree of our own, since of those that are published none keeps the lines of the source, which
//! the report needs, and none can be stopped while it grows.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, parse_document};

use super::tags;

/// Which node.
pub(super) type NodeId = usize;

/// The most nodes of a page, and how deep they may nest: browsers stop at 512, too.
const MOST_NODES: usize = 1 << 20;
const DEEPEST: usize = 512;

/// The most attributes of an element. The parser holds each against all before it.
const MOST_ATTRIBUTES: usize = 1000;

/// How much is parsed between two looks at the bounds: a hostile page may make a node of every
/// few bytes for each that is open.
const PIECE: usize = 4096;

/// A page that breaks the bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Bounds {
    Nodes,
    Depth,
    Attributes,
}

/// The root is node 0.
#[derive(Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// Of each node, whether it is furniture of the page; [`super::furniture`] says.
    pub furniture: Vec<bool>,
    /// What is none, though its class says so, for it is prose.
    pub spared: Vec<NodeId>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub data: Data,
    /// The line of the source, from 0.
    pub line: usize,
    depth: usize,
}

#[derive(Debug)]
pub(super) enum Data {
    Element(Element),
    Text(String),
    /// The document, comments, and the like.
    Other,
}

#[derive(Debug)]
pub(super) struct Element {
    /// Its name, in lower case.
    pub name: LocalName,
    pub attributes: Vec<(LocalName, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| &**own == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Tree {
    /// Parses a page.
    pub fn parse(text: &str) -> Result<Tree, Bounds> {
        if tags::is_crowded(text, MOST_ATTRIBUTES) {
            return Err(Bounds::Attributes);
        }
        let state = Rc::new(RefCell::new(State::default()));
        let builder = Builder { state: Rc::clone(&state) };
        let mut parser = parse_document(builder, html5ever::ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(PIECE);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            parser.process(StrTendril::from_slice(&rest[..end]));
            rest = &rest[end..];
            let state = state.borrow();
            if state.nodes.len() > MOST_NODES {
                return Err(Bounds::Nodes);
            }
            if state.deepest > DEEPEST {
                return Err(Bounds::Depth);
            }
        }
        let tree =
            Tree { nodes: parser.finish(), furniture: Vec::new(), spared: Vec::new() };
        // Nodes may have moved since they were put in.
        let mut open = vec![(0, 0)];
        while let Some((node, depth)) = open.pop() {
            if depth > DEEPEST {
                return Err(Bounds::Depth);
            }
            open.extend(
                tree.nodes[node].children.iter().map(|child| (*child, depth + 1)),
            );
        }
        Ok(tree)
    }

    pub fn element(&self, node: NodeId) -> Option<&Element> {
        match &self.nodes[node].data {
            Data::Element(element) => Some(element),
            Data::Text(_) | Data::Other => None,
        }
    }

    /// The name of an element; of others nothing.
    pub fn name(&self, node: NodeId) -> &str {
        self.element(node).map_or("", |element| &element.name)
    }

    pub fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        self.element(node)?.attribute(name)
    }

    pub fn children(&self, node: NodeId) -> &[NodeId] {
        &self.nodes[node].children
    }

    /// A node and all below it, in order.
    pub fn below(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut open = vec![node];
        std::iter::from_fn(move || {
            let node = open.pop()?;
            open.extend(self.nodes[node].children.iter().rev());
            Some(node)
        })
    }

    /// The nodes above, from the parent on.
    pub fn above(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut at = node;
        std::iter::from_fn(move || {
            at = self.nodes[at].parent?;
            Some(at)
        })
    }

    /// Puts an element among the children of a node, at a place.
    pub fn insert(&mut self, parent: NodeId, at: usize, element: Element) -> NodeId {
        let (line, depth) = (self.nodes[parent].line, self.nodes[parent].depth + 1);
        let (data, children) = (Data::Element(element), Vec::new());
        self.nodes.push(Node { parent: Some(parent), children, data, line, depth });
        let node = self.nodes.len() - 1;
        self.nodes[parent].children.insert(at, node);
        node
    }

    /// The text of what is shown only where scripts do not run, or only by them.
    pub fn unseen_text(&self, node: NodeId) -> String {
        let mut out = String::new();
        for below in self.below(node) {
            let Data::Text(text) = &self.nodes[below].data else { continue };
            // The parser leaves what stands in `noscript` as it is, with its tags.
            for (at, piece) in text.split('<').enumerate() {
                let words = match at {
                    0 => piece,
                    _ => piece.split_once('>').map_or("", |(_, words)| words),
                };
                out.push_str(words);
                out.push(' ');
            }
        }
        out
    }

    /// The text below a node that a reader sees, white space as it is.
    pub fn text(&self, node: NodeId) -> String {
        let mut out = String::new();
        self.add_text(node, &mut out);
        out
    }

    /// The first words of that text: no more than the text that holds the byte `most`, and what is before it. A
    /// node may have very many below it.
    pub fn beginning(&self, node: NodeId, most: usize) -> String {
        let mut out = String::new();
        self.add_beginning(node, most, &mut out);
        out
    }

    fn add_beginning(&self, node: NodeId, most: usize, out: &mut String) {
        if let Data::Text(text) = &self.nodes[node].data {
            match out.is_empty() {
                true => out.push_str(text.trim_start()),
                false => out.push_str(text),
            }
            return;
        }
        if is_hidden(self.name(node)) {
            return;
        }
        let apart = is_apart(self.name(node));
        let part = |out: &mut String| {
            if apart && !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        };
        part(out);
        for child in &self.nodes[node].children {
            if out.len() >= most {
                return;
            }
            self.add_beginning(*child, most, out);
        }
        part(out);
    }

    fn add_text(&self, node: NodeId, out: &mut String) {
        match &self.nodes[node].data {
            Data::Text(text) => out.push_str(text),
            Data::Element(element) => {
                if is_hidden(&element.name) {
                    return;
                }
                let apart = is_apart(&element.name);
                if apart && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
                for child in &self.nodes[node].children {
                    self.add_text(*child, out);
                }
                if apart && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
            }
            Data::Other => {
                for child in &self.nodes[node].children {
                    self.add_text(*child, out);
                }
            }
        }
    }
}

/// Elements whose text no reader sees.
fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template" | "noscript")
}

/// Whether an element stands in lines of its own.
pub(super) fn is_apart(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "caption"
            | "button"
    )
}

#[derive(Debug)]
struct State {
    nodes: Vec<Node>,
    line: usize,
    deepest: usize,
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

struct Builder {
    state: Rc<RefCell<State>>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
struct Name(QualName);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_know_their_lines() {
        let tree = Tree::parse("<p>One\n<p>Two <b>three").expect("within bounds");
        let bold =
            (0..tree.nodes.len()).find(|node| tree.name(*node) == "b").expect("there");
        assert_eq!(tree.nodes[bold].line, 1);
        assert_eq!(
            tree.text(0).split_whitespace().collect::<Vec<_>>(),
            ["One", "Two", "three"]
        );
    }

    #[test]
    fn what_nests_without_end_is_refused() {
        assert_eq!(Tree::parse(&"<div>".repeat(100_000)).err(), Some(Bounds::Depth));
        let fonts: String =
            (0..50_000).map(|number| format!("<font a{number}><p>")).collect();
        assert!(Tree::parse(&fonts).is_err());
        let names: String = (0..50_000).map(|number| format!(" a{number}")).collect();
        assert_eq!(Tree::parse(&format!("<p{names}>")).err(), Some(Bounds::Attributes));
    }
}
