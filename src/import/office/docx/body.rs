//! Paragraphs of a .docx.

use roxmltree::Node;

use super::super::super::items::Item;
use super::super::package::{self, attribute, child, is};
use super::super::pieces::{Piece, Setting};
use super::super::styles::{Look, Role};
use super::Reader;
use super::numbering::Listed;
use super::parts::BODY;
use super::styles::{Named, list_of, setting_of, size_of};
use crate::import::manuscript::{Run, Runs, is_blank, plain};
use crate::import::report::short;
use crate::source::Span;

impl<'a, 't> Reader<'a, 't> {
    /// The paragraphs and tables below a node.
    pub fn blocks(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let mut joined: Option<Piece> = None;
        self.blocks_within(node, &mut joined, out);
        out.extend(joined);
    }

    /// The same, where a paragraph may go on with one whose mark is deleted, which `joined` is.
    fn blocks_within(
        &mut self,
        node: Node<'a, 't>,
        joined: &mut Option<Piece>,
        out: &mut Vec<Piece>,
    ) {
        for child in node.children().filter(Node::is_element) {
            // Nothing but a paragraph goes on with such a one.
            if matches!(child.tag_name().name(), "tbl" | "altChunk") {
                out.extend(joined.take());
            }
            match child.tag_name().name() {
                "p" => self.paragraph(child, joined, out),
                "tbl" => self.table(child, out),
                "sdt" => {
                    let gallery = child.descendants().any(|node| {
                        is(node, "docPartGallery")
                            && attribute(node, "val") == Some("Table of Contents")
                    });
                    if let Some(content) = package::child(child, "sdtContent") {
                        match gallery {
                            true => self.drop_part(content, "the table of contents is left out, as publish makes its own"),
                            false => self.blocks_within(content, joined, out),
                        }
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => {
                    self.blocks_within(child, joined, out);
                }
                "altChunk" => self.chunk(child, out),
                "del" | "moveFrom" => self.drop_part(
                    child,
                    "what was deleted, by a tracked change, is left out",
                ),
                "AlternateContent" => {
                    let part = package::child(child, "Choice")
                        .or(package::child(child, "Fallback"));
                    if let Some(part) = part {
                        self.blocks_within(part, joined, out);
                    }
                }
                _ => {}
            }
        }
    }

    /// Leaves a part out, and tells its words.
    pub fn drop_part(&mut self, node: Node<'a, 't>, what: &str) {
        let at = self.first_place(node);
        let words = self.words_with_notes(node);
        self.reading.drop(at, what, &words);
    }

    fn paragraph(
        &mut self,
        node: Node<'a, 't>,
        joined: &mut Option<Piece>,
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
            self.pass_fields(node);
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
        if matches!(role, Role::Heading(_) | Role::Title) {
            self.end_indexes();
        }
        self.is_left_out(" ");
        let mut pieces = Vec::new();
        let (mut runs, before) = match joined.take() {
            Some(Piece::Paragraph { runs, id, .. }) => (runs, id),
            Some(Piece::Table { .. } | Piece::Blocks(_)) | None => (Runs::new(), None),
        };
        self.inlines(node, own, role != Role::Plain, &mut runs, &mut pieces);
        self.reading.at = at;
        self.reading.tell_floating(&runs, &pieces);
        if list.is_some() || !is_blank(&runs) {
            pieces.retain(|piece| !piece.is_pending());
        }
        let mark = properties.and_then(|it| child(it, "rPr"));
        let unmarked = mark.is_some_and(|it| {
            child(it, "del").is_some() || child(it, "moveFrom").is_some()
        });
        let initial = properties
            .and_then(|it| child(it, "framePr"))
            .and_then(|it| attribute(it, "dropCap"))
            .is_some_and(|it| it != "none");
        if unmarked || initial {
            let id =
                before.or(self.bookmarks.id(node.id()).filter(|_| self.part == BODY));
            if !is_blank(&runs) {
                let what = match initial {
                    true => "a drop cap is joined with the paragraph behind it",
                    false => {
                        "a tracked change that deleted the end of this paragraph was accepted; it goes on with the paragraph behind it, if there is one"
                    }
                };
                let message = format!("{what}: {}", short(&plain(&runs)));
                self.reading.report.change(at, message, "");
            }
            let set = Setting::default();
            *joined = Some(Piece::Paragraph { role, runs, item: None, id, set, at });
            out.append(&mut pieces);
            return;
        }
        if mark.is_some_and(|it| child(it, "ins").is_some()) {
            self.reading.inserted += 1;
        }
        let set = self.setting(node, properties, &named);
        if role == Role::Plain && set.ruled && is_blank(&runs) {
            role = Role::Rule;
        }
        let item = list.filter(|_| role.fits_list()).map(|(list, level)| {
            let Listed { item, ticked, label } = self.numbering.item(list, level);
            if let Some(sign) = ticked {
                runs.insert(0, Run::Text(format!("{sign} ")));
            }
            if let Some(label) = label {
                self.reading.at = at;
                self.reading.tell_labels(&label);
            }
            match named.depth {
                Some(depth) if item.level == 0 => Item { level: depth, ..item },
                Some(_) | None => item,
            }
        });
        let counts =
            list.is_some_and(|(list, level)| self.numbering.is_numbered(list, level));
        if counts && matches!(role, Role::Heading(_)) {
            self.numbered_heading.get_or_insert(at);
        }
        let id = before.or(self.bookmarks.id(node.id()).filter(|_| self.part == BODY));
        out.push(Piece::Paragraph { role, runs, item, id, set, at });
        // What stands in frames comes behind the paragraph that holds them, within its item.
        for piece in &mut pieces {
            if let (Piece::Paragraph { item: own @ None, .. }, Some(item)) = (piece, item)
            {
                *own = Some(Item { continues: true, ..item });
            }
        }
        out.append(&mut pieces);
    }

    /// How a paragraph is set, by its style and by hand; its letters are as large as the smallest of them.
    fn setting(
        &self,
        node: Node<'a, 't>,
        properties: Option<Node<'a, 't>>,
        named: &Named,
    ) -> Setting {
        let own = properties.map(setting_of).unwrap_or_default();
        let set = own.over(named.set);
        let runs = node.descendants().filter(|part| {
            is(*part, "r") && part.children().any(|it| is(it, "t") && it.text().is_some())
        });
        let sizes: Vec<i32> = runs
            .map(|run| {
                let own = child(run, "rPr").and_then(size_of);
                own.or(set.size).unwrap_or(self.size)
            })
            .collect();
        let of = |found: Option<&i32>| found.copied().unwrap_or(0);
        set.setting(of(sizes.iter().min()), of(sizes.iter().max()))
    }

    /// The place of the first paragraph of a node.
    pub fn first_place(&self, node: Node<'a, 't>) -> Span {
        let first = node.descendants().find(|node| is(*node, "p"));
        first.map_or(self.reading.at, |node| self.reading.place(self.part, node.id()))
    }
}
