//! Pictures of a page as figures.

use std::collections::BTreeSet;

use super::super::manuscript::{Block, Figure, Kind, Run, Runs, is_blank};
use super::super::pictures;
use super::caption::{is_called_caption, is_called_credit};
use super::furniture;
use super::picture::{NoPicture, is_tracker};
use super::tree::{NodeId, is_apart};
use super::walk::Walker;
use crate::source::Span;

impl Walker<'_> {
    /// A figure of the pictures below a node, with the captions that stand there; what else is in it
    /// comes behind.
    pub fn figure(&mut self, node: NodeId, captions: &[NodeId], out: &mut Vec<Block>) {
        let at = self.place(node);
        let ids = std::mem::take(&mut self.ids);
        self.captioned_within(node, out);
        let is_image = |walker: &Self, image: &NodeId| {
            walker.tree.name(*image) == "img"
                && !std::iter::once(*image)
                    .chain(walker.tree.above(*image))
                    .any(|it| captions.contains(&it) || walker.skipped.contains(&it))
        };
        let images: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|node| is_image(self, node))
            .filter(|node| {
                !self.tree.above(*node).any(|above| self.tree.name(above) == "noscript")
            })
            .collect();
        self.ids.splice(0..0, ids);
        if images.is_empty() {
            // What has a caption but no picture is a quotation, a table or code.
            let mut rest = self.blocks(node);
            if out.last().is_some_and(|block| matches!(block.kind, Kind::Figure(_))) {
                self.tell_beside_picture(at, &rest);
            }
            return out.append(&mut rest);
        }
        let mut pictures = Vec::new();
        let (mut absent, mut missing) = (Vec::new(), Vec::new());
        let mut known = BTreeSet::new();
        for image in &images {
            self.note_id(*image);
            match self.picture_file(*image) {
                Ok(picture) if pictures.contains(&picture) => {}
                Ok(picture) => pictures.push(picture),
                Err(_) if is_tracker(self.tree, *image) => {
                    let at = self.place(*image);
                    self.report.leave_out(
                        at,
                        "a picture of one pixel, which only counts readers, is left out",
                        "",
                    );
                }
                Err(why) => {
                    let name = self.name_of_missing(*image);
                    if known.insert(name.clone()) {
                        if why == NoPicture::Missing {
                            missing.push(name.clone());
                        }
                        absent.push(name);
                    }
                    let alt = self.tree.attribute(*image, "alt").unwrap_or("").trim();
                    if !alt.is_empty() && !pictures::is_label(alt) {
                        let place = self.place(*image);
                        self.report.leave_out(place, format!("the picture that is not there has the alternative text “{alt}”"), "put it between the brackets of the picture");
                    }
                }
            }
        }
        let (words, credit) = self.caption(captions);
        self.skipped.extend(captions);
        self.skipped.extend(&images);
        let ids = std::mem::take(&mut self.ids);
        let mut rest = self.blocks(node);
        self.ids.splice(0..0, ids);
        if pictures.is_empty() && words.is_none() && credit.is_none() && absent.is_empty()
        {
            return out.append(&mut rest);
        }
        if !missing.is_empty() || pictures.is_empty() && absent.is_empty() {
            self.tell_missing(at, &missing, !pictures.is_empty());
        }
        absent.retain(|name| !name.is_empty());
        let hint = (pictures.is_empty() && !absent.is_empty()).then(|| absent.join(", "));
        let figure = Figure { pictures, caption: words, credit, hint };
        self.add(Block::new(Kind::Figure(figure), at), out);
        self.tell_beside_picture(at, &rest);
        out.append(&mut rest);
    }

    /// Tells of the pictures of a figure that are not there; it may have `others`.
    fn tell_missing(&mut self, at: Span, missing: &[String], others: bool) {
        let quoted = |name: &String| format!("`{name}`");
        let named: Vec<String> =
            missing.iter().filter(|name| !name.is_empty()).map(quoted).collect();
        let help = "save the page with its pictures, or put the picture there and take `pending` out";
        let (message, help) = match (named.as_slice(), others) {
            // What has no address of its own is the one that is there, once more.
            ([], true) => return,
            ([], false) => (
                "`a picture` is not beside the page; its figure is `pending`".to_string(),
                help,
            ),
            ([name], false) => {
                (format!("{name} is not beside the page; its figure is `pending`"), help)
            }
            (names, false) => {
                let message = format!(
                    "{} are not beside the page; they have one figure, which is `pending`",
                    names.join(" and ")
                );
                (message, help)
            }
            (names, true) => {
                let message = format!(
                    "not beside the page: {}; the figure has its other pictures alone",
                    names.join(", ")
                );
                (message, "save the page with its pictures, or put the picture there")
            }
        };
        self.report.doubt(at, message, help);
    }

    /// The captions of a figure's own; those of the figures in it are theirs.
    pub fn captions(&self, figure: NodeId) -> Vec<NodeId> {
        let own = |node: &NodeId| {
            let within = |above: NodeId| self.tree.name(above) == "figcaption";
            self.tree.name(*node) == "figcaption"
                && self.figure_around(*node) == Some(figure)
                && !self.tree.above(*node).take_while(|it| *it != figure).any(within)
        };
        self.tree.below(figure).filter(own).collect()
    }

    /// The captions of a figure with a picture: its own, and what is called a caption or a credit beside them.
    pub fn captions_beside_picture(&self, figure: NodeId) -> Vec<NodeId> {
        let mut found = self.captions(figure);
        let holds = |node: NodeId, name: &str| {
            self.tree.below(node).any(|it| self.tree.name(it) == name)
        };
        for node in self.tree.below(figure).skip(1) {
            let called =
                is_called_caption(self.tree, node) || is_called_credit(self.tree, node);
            if called
                && self.tree.name(node) != "figcaption"
                && self.figure_around(node) == Some(figure)
                && !self.tree.above(node).take_while(|it| *it != figure).any(|above| {
                    found.contains(&above)
                        || matches!(self.tree.name(above), "blockquote" | "table" | "pre")
                        || furniture::is_furniture(self.tree, above)
                })
                && !["img", "figcaption", "table", "blockquote"]
                    .iter()
                    .any(|name| holds(node, name))
                && !furniture::is_furniture(self.tree, node)
                && !self.notes.taken.contains(&node)
                && self.is_short(node)
            {
                let credits = |it: NodeId| is_called_credit(self.tree, it);
                // One caption and one credit; what else is called so stays where it was.
                let known = match credits(node) {
                    true => found.iter().any(|it| credits(*it)),
                    false => found.iter().any(|it| !credits(*it)),
                };
                if !known && !self.has_label(node) {
                    found.push(node);
                }
            }
        }
        found
    }

    /// Whether a credit has words straight before it in its line, without which it says less: `Image
    /// copyright`.
    fn has_label(&self, credit: NodeId) -> bool {
        let siblings =
            self.tree.nodes[credit].parent.map_or(&[][..], |it| self.tree.children(it));
        let before = siblings.iter().take_while(|it| **it != credit).copied();
        let shown = |node: &NodeId| !self.tree.text(*node).trim().is_empty();
        let last = before.filter(shown).last();
        is_called_credit(self.tree, credit)
            && !is_apart(self.tree.name(credit))
            && last.is_some_and(|last| {
                !is_apart(self.tree.name(last)) && !is_called_caption(self.tree, last)
            })
    }

    pub fn figure_around(&self, node: NodeId) -> Option<NodeId> {
        self.tree.above(node).find(|above| self.tree.name(*above) == "figure")
    }

    fn tell_beside_picture(&mut self, at: Span, rest: &[Block]) {
        let what =
            "this stands in a figure beside its picture, and behind the figure here";
        let help = "make it part of the caption, or put it where it belongs";
        self.tell_loose(at, what, help, rest);
    }

    /// Adds the figures in a figure that have captions of their own.
    fn captioned_within(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let figures: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| {
                *below != node
                    && self.tree.name(*below) == "figure"
                    && self.figure_around(*below) == Some(node)
                    && self.tree.below(*below).any(|it| {
                        self.tree.name(it) == "figcaption"
                            && !self.tree.text(it).trim().is_empty()
                    })
            })
            .collect();
        for figure in figures {
            self.block(figure, out);
            self.skipped.insert(figure);
        }
    }

    /// The runs of a caption, whose paragraphs are lines.
    pub fn flat(&mut self, node: NodeId) -> Runs {
        let mut out: Runs = Vec::new();
        for child in self.tree.children(node).to_vec() {
            if self.skipped.contains(&child) {
                continue;
            }
            let name = self.tree.name(child).to_string();
            if name == "pre" {
                if !is_blank(&out) {
                    out.push(Run::Break);
                }
                self.typed_line(child, &mut out);
            } else if super::tree::is_apart(&name)
                && !matches!(name.as_str(), "br" | "button")
            {
                if !is_blank(&out) {
                    out.push(Run::Break);
                }
                let runs = self.flat(child);
                out.extend(runs);
            } else {
                self.inline(child, &mut out);
            }
        }
        out
    }
}
