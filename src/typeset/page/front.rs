//! Front matter made from what is said about the book: half-title, title page, imprint;
//! and the contents behind them.

use super::builder::{Draft, Start};
use super::folio::folios;
use super::{Made, contents};
use crate::diag::Sink;
use crate::document::Role as Place;
use crate::geom::Len;
use crate::pages::{FolioStyle, NodeId, Structure, Tag};
use crate::theme::{Front, Role};
use crate::typeset::compositor::{Compositor, Shapers};
use crate::typeset::galley::{Setter, Strip};
use crate::typeset::page::join;
use crate::typeset::refs::Folios;

/// Pages of text from which a book gets a half-title.
const HALF_TITLE_FROM: usize = 64;

/// The nodes that front matter hangs on.
pub(super) struct Nodes {
    pub(super) title: NodeId,
    imprint: NodeId,
}

/// Makes the nodes of the front matter, before all others.
pub(super) fn nodes(structure: &mut Structure) -> Nodes {
    let root = structure.root();
    let title = structure.add(root, Tag::Section, None);
    let imprint = structure.add(root, Tag::Section, None);
    Nodes { title, imprint }
}

/// Sets the front matter that the book asks for. A pamphlet of one article has no contents
/// and no half-title. Says on which pages the places of the book stand.
pub(super) fn set(
    made: &mut Made<'_>,
    front: &[Draft],
    body: &[Draft],
    nodes: &Nodes,
    structure: &mut Structure,
    all: &Compositor<'_>,
    sink: &mut Sink,
) -> Folios {
    let shapers = all.shapers();
    if all.theme.front == Front::Head {
        return folios(all, made.pages.len(), front, body);
    }
    let sections = all.document.all_sections();
    let parts = sections.iter().any(|section| section.role == Place::Part);
    let entries = sections.iter().filter(|section| !section.title.is_empty()).count();
    if entries > 1 && (parts || body.len() >= HALF_TITLE_FROM) {
        made.add(
            half_title(Sheet::new(nodes.title, structure, all, &shapers, sink)),
            FolioStyle::Roman,
        );
        made.add(Draft::default(), FolioStyle::Roman);
    }
    made.add(
        title_page(Sheet::new(nodes.title, structure, all, &shapers, sink)),
        FolioStyle::Roman,
    );
    made.add(
        imprint(Sheet::new(nodes.imprint, structure, all, &shapers, sink)),
        FolioStyle::Roman,
    );
    let contents = if entries > 1 { contents::count(all, &shapers) } else { 0 };
    let folios = folios(all, made.pages.len() + contents, front, body);
    if entries > 1 {
        for draft in contents::set(&folios, structure, all, &shapers) {
            made.add(draft, FolioStyle::Roman);
        }
    }
    if front.first().is_some_and(|draft| draft.start == Some(Start::Recto)) {
        made.pad_to_recto();
    }
    folios
}

/// How many pages stand before the book's own front matter, but for a half-title and its
/// blank back.
pub(super) fn count(all: &Compositor<'_>) -> usize {
    if all.theme.front == Front::Head {
        return 0;
    }
    let entries =
        all.document.all_sections().iter().filter(|s| !s.title.is_empty()).count();
    2 + if entries > 1 { contents::count(all, &all.shapers()) } else { 0 }
}

/// A page that words are put on by hand.
struct Sheet<'a, 'b> {
    draft: Draft,
    node: NodeId,
    structure: &'b mut Structure,
    all: &'b Compositor<'a>,
    shapers: &'b Shapers<'a>,
    sink: &'b mut Sink,
}

/// Words for a sheet: their role, and the key of the manifest that says them.
pub(super) type Words = (Role, String, &'static str);

/// Sets paragraphs of plain words under a node.
pub(super) fn strips<'a>(
    words: Vec<Words>,
    node: NodeId,
    structure: &mut Structure,
    all: &Compositor<'a>,
    shapers: &Shapers<'a>,
    sink: &mut Sink,
) -> Vec<Strip> {
    let mut shaper = shapers.mine();
    let mut setter = Setter::new(all, &mut shaper, 0);
    let said = &all.document.said;
    let words: Vec<_> = words
        .into_iter()
        .map(|(role, words, key)| (role, words, said.get(key).copied()))
        .collect();
    setter.plain(&words);
    let galley = setter.finish();
    join::adopt(galley.strips, galley.leaf, node, structure, sink)
}

/// The authors of a book, and the key of the manifest that names them.
pub(super) fn authors(all: &Compositor<'_>) -> Option<Words> {
    let authors: Vec<&str> = all.document.info.authors().collect();
    if authors.is_empty() {
        return None;
    }
    let said = &all.document.said;
    let key = *["author", "authors"]
        .iter()
        .find(|key| said.contains_key(*key))
        .unwrap_or(&"contributors");
    Some((Role::BookAuthor, authors.join(", "), key))
}

impl<'a, 'b> Sheet<'a, 'b> {
    fn new(
        node: NodeId,
        structure: &'b mut Structure,
        all: &'b Compositor<'a>,
        shapers: &'b Shapers<'a>,
        sink: &'b mut Sink,
    ) -> Sheet<'a, 'b> {
        Sheet { draft: Draft::default(), node, structure, all, shapers, sink }
    }

    /// Sets paragraphs of plain words.
    fn strips(&mut self, words: Vec<Words>) -> Vec<Strip> {
        strips(words, self.node, self.structure, self.all, self.shapers, self.sink)
    }

    /// Puts strips from a height downward; says where they end.
    fn put(&mut self, strips: Vec<Strip>, mut y: Len) -> Len {
        for (index, strip) in strips.into_iter().enumerate() {
            if index > 0 {
                y += strip.above;
            }
            for mut placed in strip.placed {
                placed.at.y += y;
                self.draft.placed.push(placed);
            }
            y += strip.height;
        }
        y
    }

    /// Puts strips so that they end at a height.
    fn put_up(&mut self, strips: Vec<Strip>, bottom: Len) {
        let height: Len = strips
            .iter()
            .enumerate()
            .map(|(index, strip)| {
                strip.height + if index > 0 { strip.above } else { Len::ZERO }
            })
            .sum();
        self.put(strips, bottom - height);
    }
}

fn half_title(mut sheet: Sheet<'_, '_>) -> Draft {
    let all = sheet.all;
    let words = vec![(Role::ContentsTitle, all.document.info.title.clone(), "title")];
    let strips = sheet.strips(words);
    sheet.put(strips, all.theme.leading * i64::from(all.theme.sink));
    sheet.draft
}

/// Authors at the head, the title below them, the publisher at the foot.
fn title_page(mut sheet: Sheet<'_, '_>) -> Draft {
    let all = sheet.all;
    let info = &all.document.info;
    let leading = all.theme.leading;
    let lines = all.theme.lines();
    if let Some(authors) = authors(all) {
        let strips = sheet.strips(vec![authors]);
        sheet.put(strips, leading * (lines / 11));
    }
    let mut words = vec![(Role::BookTitle, info.title.clone(), "title")];
    let subtitle = info.subtitle.clone();
    words.extend(subtitle.map(|subtitle| (Role::BookSubtitle, subtitle, "subtitle")));
    let others = info.main_credits();
    let strips = sheet.strips(words);
    let end = sheet.put(strips, leading * (lines / 5));
    if !others.is_empty() {
        let words = others
            .into_iter()
            .map(|line| (Role::BookPublisher, line.text, line.key))
            .collect();
        let strips = sheet.strips(words);
        sheet.put(strips, end + leading * 2);
    }
    let mut foot: Vec<Words> = Vec::new();
    let mut add = |line: Option<String>, key: &'static str| {
        foot.extend(line.map(|line| (Role::BookPublisher, line, key)));
    };
    add(info.edition.clone(), "edition");
    add(info.publisher.clone(), "publisher");
    add(info.place_and_year(), "place");
    let strips = sheet.strips(foot);
    sheet.put_up(strips, leading * lines);
    sheet.draft
}

/// The imprint, at the foot of its page.
fn imprint(mut sheet: Sheet<'_, '_>) -> Draft {
    let all = sheet.all;
    let info = &all.document.info;
    let lines = info.imprint_lines();
    let lines =
        lines.into_iter().map(|line| (Role::Imprint, line.text, line.key)).collect();
    let strips = sheet.strips(lines);
    sheet.put_up(strips, all.theme.leading * all.theme.lines());
    sheet.draft
}
