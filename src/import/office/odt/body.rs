//! Paragraphs of OpenDocument.

use roxmltree::Node;

use super::super::super::items::Item;
use super::super::package::{attribute, is};
use super::super::pieces::Piece;
use super::super::styles::{Look, Role};
use super::frames::is_shape;
use super::styles::length;
use super::{Reader, words};
use crate::import::manuscript::{is_blank, plain};
use crate::import::report::short;
use crate::source::Span;

impl<'a, 't> Reader<'a, 't> {
    /// The paragraphs, lists and tables below a node.
    pub fn blocks(&mut self, node: Node<'a, 't>, out: &mut Vec<Piece>) {
        let mut loose = Vec::new();
        for part in node.children() {
            if is_loose(part) {
                loose.push(part);
                continue;
            }
            self.loose_words(std::mem::take(&mut loose), out);
            match part.tag_name().name() {
                "p" | "h" => self.paragraph(part, None, out),
                "list" => {
                    let list = self.list_number(part);
                    self.list(part, 0, None, list, out);
                }
                "table" => self.table(part, out),
                "numbered-paragraph" => self.numbered(part, out),
                "section" if attribute(part, "display") == Some("none") => {
                    let at = self.first_place(part);
                    self.reading.drop(at, "hidden text is left out", &words(part));
                }
                "section" | "index-body" | "index-title" => self.blocks(part, out),
                // Works that are cited are the author's; no book makes the list of them.
                "bibliography" => {
                    let at = self.first_place(part);
                    let words = words(part);
                    let message = format!(
                        "a list of works cited is kept as it stands: {}",
                        short(&words)
                    );
                    self.reading.report.guess(at, message, "");
                    self.blocks(part, out);
                }
                "table-of-content" | "alphabetical-index" | "illustration-index"
                | "table-index" | "object-index" | "user-index" => {
                    let at = self.first_place(part);
                    self.reading.report.drop(at, "a table of contents or an index is left out, as publish makes its own", &words(part));
                }
                "change" => self.deletion(part),
                "a" => self.blocks(part, out),
                shape if is_shape(shape) => {
                    let mut runs = Vec::new();
                    let mut pieces = Vec::new();
                    self.frame(part, &mut runs, &mut pieces);
                    let at = self.reading.at;
                    if !runs.is_empty() {
                        out.push(Piece::of(Role::Plain, runs, at));
                    }
                    out.append(&mut pieces);
                }
                _ => {}
            }
        }
        self.loose_words(loose, out);
    }

    /// Words outside of any paragraph, as other programs may write them: a paragraph of their own.
    fn loose_words(&mut self, parts: Vec<Node<'a, 't>>, out: &mut Vec<Piece>) {
        let (mut runs, mut pieces) = (Vec::new(), Vec::new());
        if let Some(first) = parts.iter().find(|part| part.is_text()) {
            self.reading.at = self.reading.place(0, first.id());
        }
        for part in parts {
            self.inline(part, &mut runs, &mut pieces);
        }
        if is_blank(&runs) && pieces.is_empty() {
            return;
        }
        let at = self.reading.at;
        let message = format!(
            "these words stand in no paragraph of the file, and are one of their own now: {}",
            short(&plain(&runs))
        );
        self.reading.report.doubt(at, message, "look whether they belong there");
        out.push(Piece::of(Role::Plain, runs, at));
        out.append(&mut pieces);
    }

    /// Tells what a tracked change deleted here.
    pub fn deletion(&mut self, change: Node<'a, 't>) {
        let id = attribute(change, "change-id").unwrap_or("");
        if let Some(deletion) = self.deleted.remove(id) {
            let words: String = deletion
                .children()
                .filter(|node| {
                    matches!(node.tag_name().name(), "p" | "h" | "list" | "table")
                })
                .map(words)
                .collect::<Vec<_>>()
                .join(" ");
            self.reading.deleted(self.reading.at, &words);
        }
    }

    pub fn paragraph(
        &mut self,
        node: Node<'a, 't>,
        item: Option<Item>,
        out: &mut Vec<Piece>,
    ) {
        self.reading.at = self.reading.place(0, node.id());
        let at = self.reading.at;
        let style = self.styles.style("paragraph", attribute(node, "style-name"));
        if style.look.hidden == Some(true) {
            return self.reading.drop(at, "hidden text is left out", &words(node));
        }
        let mut role = style.role.unwrap_or(Role::Plain);
        if is(node, "h") {
            let level = attribute(node, "outline-level")
                .and_then(|it| it.parse::<u8>().ok())
                .unwrap_or(1);
            if !matches!(role, Role::Title | Role::Subtitle) {
                role = Role::Heading(level.clamp(1, 9));
            }
        }
        let mut runs = Vec::new();
        let mut pieces = Vec::new();
        self.inlines(node, &mut runs, &mut pieces);
        self.reading.at = at;
        self.reading.tell_floating(&runs, &pieces);
        if item.is_some() || !is_blank(&runs) {
            pieces.retain(|piece| !piece.is_pending());
        }
        if matches!(role, Role::Plain | Role::Caption) {
            // What a style of captions looks like is no emphasis of theirs.
            let look = match role == Role::Plain {
                true => style.look,
                false => Look::default(),
            };
            runs = self.reading.dressed(look, style.language.as_deref(), runs);
        }
        let id = self.bookmarks.id(node.id());
        let (smallest, largest) = self.styles.sizes(node, style.set.size);
        let set = style.set.setting(smallest, largest);
        let drawn = set.ruled || pieces.is_empty() && draws_rule(node);
        if role == Role::Plain && drawn && is_blank(&runs) {
            role = Role::Rule;
        }
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

    /// The place of the first paragraph of a node.
    pub fn first_place(&self, node: Node<'a, 't>) -> Span {
        let first = node.descendants().find(|node| is(*node, "p"));
        first.map_or(self.reading.at, |node| self.reading.place(0, node.id()))
    }
}

/// Whether a part of a text is words, or what stands among words, and in no paragraph.
fn is_loose(part: Node<'_, '_>) -> bool {
    let among_words = ["span", "s", "tab", "line-break"];
    is_loose_text(part) || among_words.contains(&part.tag_name().name())
}

/// Whether a part is words that stand in the text itself.
pub(super) fn is_loose_text(part: Node<'_, '_>) -> bool {
    part.is_text()
        && part.text().is_some_and(|text| !text.trim().is_empty())
        && part.parent().is_some_and(|it| is(it, "text") || is(it, "section"))
}

/// Whether a paragraph holds nothing but a shape that is a line from edge to edge.
fn draws_rule(paragraph: Node<'_, '_>) -> bool {
    // In twentieths of a point.
    const WIDE: i32 = 5000;
    const LOW: i32 = 120;
    let mut shapes =
        paragraph.descendants().filter(|part| is_shape(part.tag_name().name()));
    let (Some(shape), None) = (shapes.next(), shapes.next()) else { return false };
    let of = |name| attribute(shape, name).and_then(length);
    let (wide, low) = match shape.tag_name().name() {
        "rect" | "custom-shape" => {
            let whole = attribute(shape, "rel-width") == Some("100%");
            (whole || of("width").is_some_and(|it| it >= WIDE), of("height"))
        }
        "line" => {
            let side = |from, to| Some((of(to)? - of(from)?).abs());
            (side("x1", "x2").is_some_and(|it| it >= WIDE), side("y1", "y2"))
        }
        _ => return false,
    };
    wide && low.is_some_and(|it| it <= LOW)
}
