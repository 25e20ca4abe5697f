//! A title at the head of the first page, and the imprint at the end: what leaflets have
//! instead of pages for them.

use super::builder::Flow;
use super::front::{Nodes, Words, authors, strips};
use super::join::Set;
use crate::diag::Sink;
use crate::document::inline_text;
use crate::geom::{Len, Point, Size};
use crate::pages::{Ink, Mark, Placed, Structure, Tag};
use crate::theme::Role;
use crate::typeset::compositor::Compositor;
use crate::typeset::galley::{After, Strip};

/// The flows of a book with its title before the first and its imprint behind the last.
pub(super) fn set(
    mut flows: Vec<Flow>,
    nodes: &Nodes,
    structure: &mut Structure,
    all: &Compositor<'_>,
    sink: &mut Sink,
) -> Vec<Flow> {
    let (info, shapers) = (&all.document.info, all.shapers());
    let leading = all.theme.leading;
    if let Some(first) = flows.first_mut()
        && !is_titled(all)
    {
        let mut words: Vec<Words> = vec![(Role::BookTitle, info.title.clone(), "title")];
        let subtitle = info.subtitle.clone();
        words.extend(subtitle.map(|words| (Role::BookSubtitle, words, "subtitle")));
        words.extend(authors(all));
        let credits = info.main_credits().into_iter();
        words.extend(credits.map(|line| (Role::BookPublisher, line.text, line.key)));
        let mut head = strips(words, nodes.title, structure, all, &shapers, sink);
        head.iter_mut().for_each(|strip| strip.after = After::MayNot);
        head.push(rule(leading / 2, all));
        first.blocks.insert(0, across(head, leading));
        first.openings.iter_mut().for_each(|(block, _)| *block += 1);
    }
    let lines = info.imprint_lines().into_iter();
    let words: Vec<Words> =
        lines.map(|line| (Role::Imprint, line.text, line.key)).collect();
    if let Some(last) = flows.last_mut().filter(|_| !words.is_empty()) {
        let root = structure.root();
        let node = structure.add(root, Tag::Section, None);
        let mut foot = vec![rule(leading, all)];
        foot.extend(strips(words, node, structure, all, &shapers, sink));
        let count = foot.len();
        foot.iter_mut().take(count - 1).for_each(|strip| strip.after = After::MayNot);
        last.blocks.push(across(foot, Len::ZERO));
    }
    flows
}

/// Whether the only article is called what the book is called.
fn is_titled(all: &Compositor<'_>) -> bool {
    let sections = all.document.all_sections();
    let [only] = &sections[..] else { return false };
    inline_text(&only.title) == all.document.info.title
}

/// A rule across the page, below so much space.
fn rule(above: Len, all: &Compositor<'_>) -> Strip {
    let size = Size { width: all.theme.page.measure(), height: Len::PT / 2 };
    let height = all.theme.leading / 2;
    let placed = Placed {
        at: Point { x: Len::ZERO, y: Len::ZERO },
        node: None,
        span: None,
        mark: Mark::Rule(size, Ink::Black(1000)),
    };
    let after = After::MayNot;
    Strip { above, height, placed: vec![placed], after, ..Strip::default() }
}

fn across(strips: Vec<Strip>, below: Len) -> Set {
    let mut set = Set::of(strips, below);
    set.across = true;
    set
}
