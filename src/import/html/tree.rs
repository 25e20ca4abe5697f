//! A page as a tree, built by html5ever as browsers build it, within bounds.
//!
//! A tree of our own, since of those that are published none keeps the lines of the source, which
//! the report needs, and none can be stopped while it grows.

use std::cell::RefCell;
use std::rc::Rc;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{LocalName, parse_document};

use super::builder::{Builder, State};
use super::tags;

/// Which node.
pub(super) type NodeId = usize;

/// The most nodes of a page, and how deep they may nest: browsers stop at 512, too.
const MOST_NODES: usize = 1 << 20;
const DEEPEST: usize = 512;

/// The most attributes of an element. The parser holds each against all before it.
pub(super) const MOST_ATTRIBUTES: usize = 1000;

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
    pub depth: usize,
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
