//! The marks of the index among the words: those that stand alone join others, and in a book
//! without an index they go.

use std::collections::BTreeSet;

use crate::document::{AnchorId, Block, Inline, InlineStyle, Inlines, Kind, visit};
use crate::markdown::{Article, Extent};

/// Takes the marks of the index out of an article of a book that has none; the words stay.
pub(super) fn forget(article: &mut Article) {
    let marks: BTreeSet<AnchorId> =
        article.marks.iter().filter_map(|mark| mark.place).collect();
    if marks.is_empty() {
        return;
    }
    fn strip(run: &mut Inlines, marks: &BTreeSet<AnchorId>) {
        for inline in std::mem::take(run) {
            match inline {
                Inline::Styled {
                    style: InlineStyle::Anchor(at), mut content, ..
                } if marks.contains(&at) => {
                    strip(&mut content, marks);
                    run.append(&mut content);
                }
                Inline::Styled { style, mut content, span } => {
                    strip(&mut content, marks);
                    run.push(Inline::Styled { style, content, span });
                }
                Inline::Link { to, mut content, span } => {
                    strip(&mut content, marks);
                    run.push(Inline::Link { to, content, span });
                }
                other @ (Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Note { .. }
                | Inline::Picture { .. }
                | Inline::Break { .. }) => run.push(other),
            }
        }
    }
    let ends = ends(article);
    gather_lone(&mut article.blocks, &ends);
    let heads = article.title.iter_mut().chain(&mut article.subtitle);
    heads.for_each(|head| strip(head, &marks));
    visit::reading_mut(&mut article.blocks, &mut |run| strip(run, &marks));
    for note in article.notes.iter_mut() {
        visit::reading_mut(&mut note.blocks, &mut |run| strip(run, &marks));
    }
    drop_empty(&mut article.blocks);
}

/// The marks with which matter ends.
pub(super) fn ends(article: &Article) -> BTreeSet<AnchorId> {
    let ends = article.marks.iter().filter(|mark| mark.extent == Extent::End);
    ends.filter_map(|mark| mark.place).collect()
}

/// Joins paragraphs that hold nothing but marks to the paragraph or heading after them, or to
/// the words before them: they have no line of their own. What `ends` goes to the words before it,
/// where there are any.
pub(super) fn gather_lone(blocks: &mut Vec<Block>, ends: &BTreeSet<AnchorId>) {
    let mut owed: Inlines = Vec::new();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        visit::children_mut(&mut block, &mut |blocks| gather_lone(blocks, ends));
        let (anchor, span) = (block.anchor, block.span);
        if let Some(mark) = block.paragraph_mut().filter(|content| is_mark(content)) {
            let closes = mark.iter().all(|mark| is_one_of(mark, ends));
            // An id of its own goes where the mark goes.
            owed.extend(anchor.map(|at| Inline::Styled {
                style: InlineStyle::Anchor(at),
                content: Vec::new(),
                span,
            }));
            owed.append(mark);
            if let Some(last) = kept.last_mut().and_then(last_run).filter(|_| closes) {
                last.append(&mut owed);
            }
            continue;
        }
        if let Kind::Paragraph(content) | Kind::Heading { content, .. } = &mut block.kind
        {
            content.splice(..0, owed.drain(..));
        }
        kept.push(block);
    }
    if let (false, Some(span)) = (owed.is_empty(), owed.first().map(Inline::span)) {
        match kept.iter_mut().rev().find_map(last_run) {
            Some(content) => content.append(&mut owed),
            None => kept.push(Block {
                kind: Kind::Paragraph(owed),
                span,
                lang: None,
                anchor: None,
                classes: Vec::new(),
            }),
        }
    }
    *blocks = kept;
}

/// The last words of a block.
fn last_run(block: &mut Block) -> Option<&mut Inlines> {
    fn last(blocks: &mut [Block]) -> Option<&mut Inlines> {
        blocks.iter_mut().rev().find_map(last_run)
    }
    match &mut block.kind {
        Kind::Paragraph(content)
        | Kind::Heading { content, .. }
        | Kind::Dateline(content) => Some(content),
        Kind::Quote { blocks, attribution: tail }
        | Kind::Epigraph { blocks, source: tail } => {
            tail.as_mut().or_else(|| last(blocks))
        }
        Kind::Verse { stanzas, attribution } => attribution
            .as_mut()
            .or_else(|| stanzas.last_mut()?.last_mut().map(|line| &mut line.content)),
        Kind::Letter(letter) => {
            letter.signature.as_mut().or_else(|| last(&mut letter.blocks))
        }
        Kind::Box { blocks, .. } => last(blocks),
        Kind::Questions { items, .. } => {
            items.iter_mut().rev().find_map(|blocks| last(blocks))
        }
        Kind::List { items, .. } => {
            items.iter_mut().rev().find_map(|item| last(&mut item.blocks))
        }
        Kind::Definitions(definitions) => definitions
            .last_mut()?
            .meanings
            .iter_mut()
            .rev()
            .find_map(|blocks| last(blocks)),
        Kind::Figure(figure) => figure.credit.as_mut().or(figure.caption.as_mut()),
        Kind::Table(table) => table.rows.last_mut()?.cells.last_mut(),
        Kind::Code { .. } | Kind::Index(_) | Kind::SceneBreak | Kind::PageBreak => None,
    }
}

/// Whether an inline is one of some places, or nothing.
fn is_one_of(inline: &Inline, places: &BTreeSet<AnchorId>) -> bool {
    match inline {
        Inline::Styled { style: InlineStyle::Anchor(at), .. } => places.contains(at),
        Inline::Text { text, .. } => text.trim().is_empty(),
        Inline::Styled { .. }
        | Inline::Code { .. }
        | Inline::Link { .. }
        | Inline::Note { .. }
        | Inline::Picture { .. }
        | Inline::Break { .. } => false,
    }
}

/// Whether a run holds places and nothing else.
fn is_mark(run: &[Inline]) -> bool {
    !run.is_empty()
        && run.iter().all(|inline| match inline {
            Inline::Styled { style: InlineStyle::Anchor(_), content, .. } => {
                content.is_empty()
            }
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::Styled { .. }
            | Inline::Code { .. }
            | Inline::Link { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. } => false,
        })
}

fn drop_empty(blocks: &mut Vec<Block>) {
    blocks.retain_mut(|block| {
        visit::children_mut(block, &mut drop_empty);
        !matches!(&block.kind, Kind::Paragraph(content) if content.is_empty())
    });
}
