//! Elements of a page → blocks.

use std::collections::{BTreeMap, BTreeSet};

use super::super::lines;
use super::super::manuscript::{
    Block, Figure, Kind, PictureFile, Run, Runs, Style, is_blank, only_pictures,
    pictures, plain, tidy, unwrapped,
};
use super::super::report::{Fate, Report};
use super::furniture;
use super::inline::paragraphs;
use super::lost_links::LostLink;
use super::notes::Notes;
use super::sheet::Sheet;
use super::tree::{Data, NodeId, Tree, is_apart};
use super::word;
use crate::source::FileId;

/// Everything known while a page is read.
pub(super) struct Walker<'a> {
    pub tree: &'a Tree,
    pub notes: &'a Notes,
    pub report: &'a mut Report,
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The name of the page's file without its ending.
    pub stem: &'a str,
    pub source: &'a str,
    pub file: FileId,
    /// Where each line of the source begins.
    pub lines: Vec<usize>,
    /// Where nodes begin in lines that are very long.
    pub starts: BTreeMap<NodeId, usize>,
    pub language: String,
    pub pictures: Vec<PictureFile>,
    /// The ids that links of the article lead to.
    pub wanted: BTreeSet<&'a str>,
    /// The places within notes, where no links lead.
    pub note_places: BTreeSet<&'a str>,
    /// Nodes that were read already.
    pub skipped: BTreeSet<NodeId>,
    pub in_note: bool,
    /// The ids of nodes whose first block has not come yet.
    pub ids: Vec<String>,
    /// Those of them that hold nothing: they mark a place.
    pub anchors: BTreeSet<String>,
    /// Ids of blocks that have another one already, with that.
    pub same_place: BTreeMap<String, String>,
    pub sheet: Sheet,
    /// The list of Google Docs that the last block is a piece of.
    pub pieces: Option<String>,
    /// It was told that addresses get the scheme that they lack.
    pub told_scheme: bool,
    /// How many pull quotes were looked for in the text.
    pub pull_quotes: usize,
    /// Links that lead nowhere, and are told when it is known what stays.
    pub lost_links: Vec<LostLink>,
}

/// Parts of the addresses by which pages are sent on.
const SHARES: &[&str] = &[
    "facebook.com/share",
    "facebook.com/dialog/",
    "twitter.com/share",
    "twitter.com/intent",
    "x.com/intent",
    "linkedin.com/share",
    "pinterest.com/pin/create",
    "reddit.com/submit",
    "tumblr.com/share",
    "t.me/share",
    "wa.me/?text",
    "whatsapp.com/send",
    "whatsapp://send",
    "bsky.app/intent",
    "getpocket.com/save",
    "mailto:?",
];

/// An id of a page as one of ours.
pub(super) fn plain_id(id: &str) -> String {
    let id: String = id
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .collect();
    match id.starts_with(char::is_alphabetic) {
        true => id,
        false => format!("p{id}"),
    }
}

impl Walker<'_> {
    /// The blocks of what is below a node.
    pub fn blocks(&mut self, node: NodeId) -> Vec<Block> {
        let mut out = Vec::new();
        self.children(node, &mut out);
        out
    }

    /// Adds the blocks of what is below a node; loose text between blocks is paragraphs.
    pub fn children(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let mut line: Runs = Vec::new();
        let mut first = None;
        let children = self.tree.children(node).to_vec();
        let mut taken = 0;
        for (at, child) in children.iter().copied().enumerate() {
            if self.skipped.contains(&child) || at < taken {
                continue;
            }
            if word::item(self.tree, child).is_some() {
                self.paragraph(
                    std::mem::take(&mut line),
                    first.take().unwrap_or(node),
                    out,
                );
                taken = at + self.word_list(&children[at..], out);
                continue;
            }
            let (below, guessed) =
                match self.is_block(child) || self.is_alone(&children, at) {
                    true => self.captions_below(&children, at),
                    false => (Vec::new(), false),
                };
            if !below.is_empty() {
                let from = first.take().unwrap_or(node);
                self.paragraph(std::mem::take(&mut line), from, out);
                if guessed {
                    below.iter().for_each(|caption| self.tell_caption(*caption));
                }
                self.figure(child, &below, out);
                continue;
            }
            if self.is_alone(&children, at) && self.is_missing(child) {
                self.paragraph(
                    std::mem::take(&mut line),
                    first.take().unwrap_or(node),
                    out,
                );
                self.figure(child, &[], out);
                continue;
            }
            if self.is_block(child) {
                self.paragraph(
                    std::mem::take(&mut line),
                    first.take().unwrap_or(node),
                    out,
                );
                self.block(child, out);
            } else {
                if first.is_none() && !self.tree.text(child).trim().is_empty() {
                    first = Some(child);
                }
                self.note_id(child);
                self.inline(child, &mut line);
            }
        }
        self.paragraph(line, first.unwrap_or(node), out);
    }

    /// Whether a picture stands in a line of its own, between line ends or blocks.
    fn is_alone(&self, children: &[NodeId], at: usize) -> bool {
        let ends = |mut row: &mut dyn Iterator<Item = &NodeId>| {
            let next = (&mut row).find(|node| match &self.tree.nodes[**node].data {
                Data::Text(text) => !text.trim().is_empty(),
                Data::Element(_) => true,
                Data::Other => false,
            });
            next.is_none_or(|node| self.tree.name(*node) == "br" || self.is_block(*node))
        };
        self.lone_picture(children[at])
            && ends(&mut children[..at].iter().rev())
            && ends(&mut children[at + 1..].iter())
    }

    /// Whether a node stands in a box beside the text.
    fn is_in_box(&self, node: NodeId) -> bool {
        self.tree
            .above(node)
            .take_while(|above| !matches!(self.tree.name(*above), "article" | "main"))
            .any(|above| self.tree.name(above) == "aside")
    }

    /// Whether a node has blocks: it is one, or something in it is.
    pub fn is_block(&self, node: NodeId) -> bool {
        let name = self.tree.name(node);
        // A button may stand in the middle of a sentence.
        if matches!(name, "br" | "button") {
            return false;
        }
        if is_apart(name) {
            return true;
        }
        let holds = matches!(
            name,
            "a" | "span"
                | "font"
                | "ins"
                | "del"
                | "em"
                | "i"
                | "b"
                | "strong"
                | "picture"
                | "u"
                | "small"
                | "big"
                | "section"
        ) || name.contains('-');
        holds && self.tree.children(node).iter().any(|child| self.is_block(*child))
    }

    /// Remembers the id of a node, if a link leads there.
    pub fn note_id(&mut self, node: NodeId) {
        let ids = [self.tree.attribute(node, "id"), self.tree.attribute(node, "name")];
        for id in ids.into_iter().flatten() {
            let plain = plain_id(id);
            if self.wanted.contains(id) && !self.ids.contains(&plain) {
                if self.is_empty(node) {
                    self.anchors.insert(plain.clone());
                }
                self.ids.push(plain);
            }
        }
    }

    fn is_empty(&self, node: NodeId) -> bool {
        let mut below = self.tree.below(node).skip(1);
        self.tree.name(node) != "img"
            && below.all(|below| match &self.tree.nodes[below].data {
                Data::Text(text) => text.trim().is_empty(),
                Data::Element(element) => &*element.name == "br",
                Data::Other => true,
            })
    }

    /// Adds a block, with the id that links lead to; one has one, and to the others of it lead the same links.
    pub fn add(&mut self, mut block: Block, out: &mut Vec<Block>) {
        // A picture that is not there is in no book, and what marks a place marks that of the block behind it, too.
        let is_pending =
            matches!(&block.kind, Kind::Figure(figure) if figure.pictures.is_empty());
        for id in std::mem::take(&mut self.ids) {
            if is_pending && self.anchors.contains(&id) {
                self.ids.push(id);
                continue;
            }
            match &block.id {
                None => block.id = Some(id),
                Some(first) if *first != id => {
                    self.same_place.entry(id).or_insert_with(|| first.clone());
                }
                Some(_) => {}
            }
        }
        out.push(block);
    }

    /// Adds a line as paragraphs, or as a figure where it is a picture alone.
    pub fn paragraph(&mut self, runs: Runs, node: NodeId, out: &mut Vec<Block>) {
        if is_blank(&runs) {
            return;
        }
        let at = self.place(node);
        for runs in paragraphs(runs) {
            let runs = tidy(runs);
            if runs.is_empty() {
                continue;
            }
            if only_pictures(&runs) {
                let figure = Figure { pictures: pictures(&runs), ..Figure::default() };
                self.add(Block::new(Kind::Figure(figure), at), out);
                continue;
            }
            if lines::is_break(&plain(&runs)) {
                self.report.cut(at, &plain(&runs), Fate::Markup);
                self.add(Block::new(Kind::Break, at), out);
                continue;
            }
            self.add(Block::paragraph(runs, at), out);
        }
    }

    /// Adds the blocks of an element that stands in lines of its own.
    pub fn block(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let name = self.tree.name(node).to_string();
        if self.notes.taken.contains(&node) && !self.in_note {
            return;
        }
        if furniture::is_unseen(&name) {
            return self.leave_out_unseen(node);
        }
        let within_quote = self
            .tree
            .above(node)
            .take(3)
            .any(|above| self.tree.name(above) == "blockquote");
        let furniture = furniture::is_furniture(self.tree, node)
            || matches!(name.as_str(), "aside" | "footer")
                && !within_quote
                && (name == "footer" && !self.follows_title(node)
                    || furniture::is_links(self.tree, node));
        if furniture && !self.holds_notes(node) {
            return self.leave_out_within(node);
        }
        if self.repeats(node) {
            return;
        }
        self.note_id(node);
        let from = out.len();
        match name.as_str() {
            "p" | "div" | "section"
                if self.is_called_quote(node) && !self.is_verse(node) =>
            {
                self.called_quote(node, out);
            }
            "p" if self.heads_notes(node) => {
                let (at, words) = (self.place(node), self.tree.text(node));
                self.report.drop(at, super::beside::HEADING, &words);
            }
            "p" => self.paragraph_element(node, out),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let runs = tidy(self.flat(node));
                for below in self.tree.below(node).collect::<Vec<_>>() {
                    self.note_id(below);
                }
                // The whole of a heading is bold; nobody needs to say so.
                let runs = unwrapped(runs);
                if self.heads_notes(node) {
                    let (at, words) = (self.place(node), plain(&runs));
                    self.report.drop(at, super::beside::HEADING, &words);
                } else if !is_blank(&runs) && self.is_in_box(node) {
                    let at = self.place(node);
                    let message =
                        format!("the heading of a box is a bold line: {}", plain(&runs));
                    let help = "what stands below the box would stand below it, too";
                    self.report.guess(at, message, help);
                    let runs = vec![Run::Styled(Style::Strong, runs)];
                    self.add(Block::paragraph(runs, at), out);
                } else if !is_blank(&runs) {
                    let at = self.place(node);
                    self.add(Block::new(Kind::Heading { level, runs }, at), out);
                }
            }
            "blockquote" => self.quote(node, out),
            "ul" if self.is_gallery(node) => {
                for item in self.parts(node, &["li"]) {
                    if !self.captioned_block(item, out) {
                        self.children(item, out);
                    }
                }
            }
            "ul" | "ol" if self.is_of_sharing(node) => self.leave_out(node),
            "ul" | "ol" | "menu" | "dir" => self.list(node, &name, out),
            "dl" => self.definitions(node, out),
            "table"
                if self.is_captioned(node).is_empty()
                    && self.small_caption(node).is_none() =>
            {
                self.table(node, out);
            }
            "pre" => self.preformatted(node, out),
            "hr" => {
                let at = self.place(node);
                if !matches!(
                    out.last().map(|block| &block.kind),
                    Some(Kind::Break) | None
                ) {
                    self.add(Block::new(Kind::Break, at), out);
                }
            }
            "figure" => {
                let has_picture =
                    self.tree.below(node).any(|node| self.tree.name(node) == "img");
                match has_picture {
                    true => {
                        let captions = self.captions_beside_picture(node);
                        self.figure(node, &captions, out);
                    }
                    false => self.captioned(node, out),
                }
            }
            _ if self.captioned_block(node, out) => {}
            "a" if self.tree.attribute(node, "href").is_some() => {
                self.link_around(node, out);
            }
            _ if self.is_verse(node) => self.verse(node, out),
            _ => self.children(node, out),
        }
        if let Some(tag) = self.language_of(node) {
            for block in &mut out[from..] {
                block.language.get_or_insert_with(|| tag.clone());
            }
        }
    }

    /// Whether a foot stands straight behind the title: it says who wrote the text, and when.
    fn follows_title(&self, foot: NodeId) -> bool {
        let row =
            self.tree.nodes[foot].parent.map_or(&[][..], |it| self.tree.children(it));
        let before = row.iter().copied().take_while(|it| *it != foot);
        let last = before.filter(|it| !self.tree.text(*it).trim().is_empty()).last();
        last.is_some_and(|it| self.skipped.contains(&it) && self.tree.name(it) == "h1")
    }

    /// Whether a list has nothing but links by which a page is sent on in networks.
    fn is_of_sharing(&self, node: NodeId) -> bool {
        let shares = |link: NodeId| {
            let to = self.tree.attribute(link, "href").unwrap_or("").to_lowercase();
            SHARES.iter().any(|share| to.contains(share))
        };
        let mut links =
            self.tree.below(node).filter(|it| self.tree.name(*it) == "a").peekable();
        links.peek().is_some()
            && furniture::is_links(self.tree, node)
            && links.all(shares)
    }

    /// Whether a list is called a gallery, and each of its items has a picture.
    fn is_gallery(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        class.contains("gallery")
            && self.tree.children(node).iter().all(|child| match self.tree.name(*child) {
                "" => self.tree.text(*child).trim().is_empty(),
                "li" => self.tree.below(*child).any(|it| self.tree.name(it) == "img"),
                _ => false,
            })
    }

    /// Adds a block that is a figure by its captions; says whether it is one.
    fn captioned_block(&mut self, node: NodeId, out: &mut Vec<Block>) -> bool {
        let mut captions = self.is_captioned(node);
        if captions.is_empty() {
            let Some(caption) = self.small_caption(node) else { return false };
            self.tell_caption(caption);
            captions.push(caption);
        }
        self.figure(node, &captions, out);
        true
    }

    fn holds_notes(&self, node: NodeId) -> bool {
        self.tree.below(node).any(|node| self.notes.taken.contains(&node))
            && !matches!(self.tree.name(node), "nav" | "form")
    }

    fn paragraph_element(&mut self, node: NodeId, out: &mut Vec<Block>) {
        if self.is_verse(node) {
            return self.verse(node, out);
        }
        if self.word_quote(node, out) || self.captioned_block(node, out) {
            return;
        }
        if self.tree.children(node).iter().any(|child| self.is_block(*child)) {
            return self.children(node, out);
        }
        let children = self.tree.children(node).to_vec();
        if children.len() > 1
            && (0..children.len())
                .any(|at| self.is_alone(&children, at) && self.is_missing(children[at]))
        {
            return self.children(node, out);
        }
        // A paragraph that is one picture, and whose file may not be there.
        let images: Vec<NodeId> =
            self.tree.below(node).filter(|node| self.tree.name(*node) == "img").collect();
        let emoji = images.iter().all(|image| {
            self.tree.attribute(*image, "class").unwrap_or("").contains("emoji")
        });
        if !images.is_empty() && !emoji && self.tree.text(node).trim().is_empty() {
            return self.figure(node, &[], out);
        }
        // What stands beside a paragraph on the page stands before it here, as long as it is not there.
        for image in images {
            if self.floats(image) && self.is_missing(image) {
                self.figure(image, &[], out);
            }
        }
        let runs = self.runs(node);
        self.paragraph(runs, node, out);
    }
}
