//! Paragraphs of a .docx.

use roxmltree::Node;

use super::super::super::items::Item;
use super::super::package::{self, attribute, child, is};
use super::super::pieces::Piece;
use super::super::styles::{Look, Role};
use super::parts::BODY;
use super::styles::list_of;
use super::{Reader, words};
use crate::import::manuscript::Runs;
use crate::source::Span;

impl<'a, 't> Reader<'a, 't> {
    /// The paragraphs and tables below a node.
    pub fn blocks(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let mut joined: Option<Runs> = None;
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "p" => self.paragraph(child, &mut joined, out),
                "tbl" => self.table(child, out),
                "sdt" => {
                    let gallery = child.descendants().any(|node| {
                        is(node, "docPartGallery")
                            && attribute(node, "val") == Some("Table of Contents")
                    });
                    if let Some(content) = package::child(child, "sdtContent") {
                        match gallery {
                            true => self.drop_part(content, "the table of contents is left out, as publish makes its own"),
                            false => self.blocks(content, out),
                        }
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(child, out),
                "del" | "moveFrom" => self.drop_part(
                    child,
                    "what was deleted, by a tracked change, is left out",
                ),
                "AlternateContent" => {
                    let part = package::child(child, "Choice")
                        .or(package::child(child, "Fallback"));
                    if let Some(part) = part {
                        self.blocks(part, out);
                    }
                }
                _ => {}
            }
        }
        if let Some(runs) = joined {
            let at = self.reading.at;
            out.push(Piece::Paragraph {
                role: Role::Plain,
                runs,
                item: None,
                id: None,
                caption: false,
                at,
            });
        }
    }

    /// Leaves a part out, and tells its words.
    pub fn drop_part(&mut self, node: Node<'a, 't>, what: &str) {
        let at = self.first_place(node);
        self.reading.drop(at, what, &words(node));
    }

    fn paragraph(
        &mut self,
        node: Node<'a, 't>,
        joined: &mut Option<Runs>,
        out: &mut Vec<Piece>,
    ) {
        self.reading.at = self.reading.place(self.part, node.id());
        let at = self.reading.at;
        let properties = child(node, "pPr");
        let style = properties
            .and_then(|it| child(it, "pStyle"))
            .and_then(|it| attribute(it, "val"));
        let named = style.and_then(|id| self.styles.get(id)).cloned().unwrap_or_default();
        let level = properties
            .and_then(|it| child(it, "outlineLvl"))
            .and_then(|it| attribute(it, "val")?.parse::<u8>().ok());
        let mut role = named.role.unwrap_or(Role::Plain);
        if let (Some(level @ 0..=8), Role::Plain) = (level, role) {
            role = Role::Heading(level + 1);
        }
        if style.is_some_and(|id| id.to_lowercase().starts_with("toc")) {
            return self.drop_part(
                node,
                "a line of the table of contents is left out, as publish makes its own",
            );
        }
        let list =
            properties.and_then(list_of).or(named.list).filter(|(list, _)| *list != 0);
        // What a style of headings or captions looks like is no emphasis of theirs.
        let own = match role == Role::Plain {
            true => named.look,
            false => Look::default(),
        };
        let mut pieces = Vec::new();
        let mut runs = joined.take().unwrap_or_default();
        self.inlines(node, own, role != Role::Plain, &mut runs, &mut pieces);
        // The mark of the paragraph is deleted: it goes on in the next.
        let mark = properties.and_then(|it| child(it, "rPr"));
        if mark.is_some_and(|it| {
            child(it, "del").is_some() || child(it, "moveFrom").is_some()
        }) {
            *joined = Some(runs);
            out.append(&mut pieces);
            return;
        }
        if mark.is_some_and(|it| child(it, "ins").is_some()) {
            self.reading.inserted += 1;
        }
        let item = list
            .filter(|_| !matches!(role, Role::Heading(_) | Role::Title | Role::Subtitle))
            .map(|(list, level)| self.numbering.item(list, level))
            .map(|item| match named.depth {
                Some(depth) if item.level == 0 => Item { level: depth, ..item },
                Some(_) | None => item,
            });
        let counts =
            list.is_some_and(|(list, level)| self.numbering.is_numbered(list, level));
        if counts && matches!(role, Role::Heading(_)) {
            self.numbered_headings = true;
        }
        let id = self.bookmarks.id(node.id()).filter(|_| self.part == BODY);
        out.push(Piece::Paragraph { role, runs, item, id, caption: false, at });
        // What stands in frames comes behind the paragraph that holds them.
        out.append(&mut pieces);
    }

    /// The place of the first paragraph of a node.
    pub fn first_place(&self, node: Node<'a, 't>) -> Span {
        let first = node.descendants().find(|node| is(*node, "p"));
        first.map_or(self.reading.at, |node| self.reading.place(self.part, node.id()))
    }
}
