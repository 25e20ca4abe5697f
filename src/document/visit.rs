//! The one walk over blocks and inlines, for readers and for changes in place.

use super::{Alt, Block, Document, Inline, Inlines, Kind, PictureId};
use crate::source::Span;

/// The blocks directly inside a block, to be changed, in reading order.
pub fn children_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Block>)) {
    match &mut block.kind {
        Kind::Quote { blocks, .. }
        | Kind::Epigraph { blocks, .. }
        | Kind::Box { blocks, .. } => {
            visit(blocks);
        }
        Kind::Letter(letter) => visit(&mut letter.blocks),
        Kind::Questions { items, .. } => items.iter_mut().for_each(&mut *visit),
        Kind::List { items, .. } => {
            items.iter_mut().for_each(|item| visit(&mut item.blocks))
        }
        Kind::Definitions(definitions) => {
            definitions.iter_mut().flat_map(|d| &mut d.meanings).for_each(&mut *visit);
        }
        Kind::Paragraph(_)
        | Kind::Heading { .. }
        | Kind::Verse { .. }
        | Kind::Figure(_)
        | Kind::Table(_)
        | Kind::Code { .. }
        | Kind::Index(_)
        | Kind::Dateline(_)
        | Kind::SceneBreak
        | Kind::PageBreak => {}
    }
}

/// The blocks directly inside a block, in reading order.
pub fn children<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a [Block])) {
    match &block.kind {
        Kind::Quote { blocks, .. }
        | Kind::Epigraph { blocks, .. }
        | Kind::Box { blocks, .. } => {
            visit(blocks);
        }
        Kind::Letter(letter) => visit(&letter.blocks),
        Kind::Questions { items, .. } => items.iter().for_each(|item| visit(item)),
        Kind::List { items, .. } => items.iter().for_each(|item| visit(&item.blocks)),
        Kind::Definitions(definitions) => {
            definitions
                .iter()
                .flat_map(|d| &d.meanings)
                .for_each(|meaning| visit(meaning));
        }
        Kind::Paragraph(_)
        | Kind::Heading { .. }
        | Kind::Verse { .. }
        | Kind::Figure(_)
        | Kind::Table(_)
        | Kind::Code { .. }
        | Kind::Index(_)
        | Kind::Dateline(_)
        | Kind::SceneBreak
        | Kind::PageBreak => {}
    }
}

/// Every run of inlines that belongs to a block itself (not to blocks inside it), to be
/// changed, in reading order except that a tail (attribution, signature) comes here too.
pub fn runs_mut(block: &mut Block, visit: &mut dyn FnMut(&mut Inlines)) {
    match &mut block.kind {
        Kind::Paragraph(content)
        | Kind::Heading { content, .. }
        | Kind::Dateline(content) => visit(content),
        Kind::Quote { attribution: tail, .. } | Kind::Epigraph { source: tail, .. } => {
            tail.iter_mut().for_each(&mut *visit);
        }
        Kind::Verse { stanzas, attribution } => {
            stanzas.iter_mut().flatten().for_each(|line| visit(&mut line.content));
            attribution.iter_mut().for_each(&mut *visit);
        }
        Kind::Letter(letter) => {
            letter.title.iter_mut().for_each(&mut *visit);
            letter.dateline.iter_mut().for_each(&mut *visit);
            letter.signature.iter_mut().for_each(&mut *visit);
        }
        Kind::Box { title, .. } => title.iter_mut().for_each(&mut *visit),
        Kind::Figure(figure) => {
            figure.caption.iter_mut().for_each(&mut *visit);
            figure.credit.iter_mut().for_each(&mut *visit);
        }
        Kind::Definitions(definitions) => {
            definitions.iter_mut().flat_map(|d| &mut d.terms).for_each(&mut *visit);
        }
        Kind::Table(table) => {
            table.caption.iter_mut().for_each(&mut *visit);
            let rows = table.head.iter_mut().chain(&mut table.rows);
            rows.flat_map(|row| &mut row.cells).for_each(&mut *visit);
        }
        Kind::Index(entries) => {
            entries.iter_mut().for_each(|entry| entry.runs_mut(visit));
        }
        Kind::Questions { .. }
        | Kind::List { .. }
        | Kind::Code { .. }
        | Kind::SceneBreak
        | Kind::PageBreak => {}
    }
}

/// Every run of inlines that belongs to a block itself, as [`runs_mut`] has them.
pub fn runs<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Inlines)) {
    match &block.kind {
        Kind::Paragraph(content)
        | Kind::Heading { content, .. }
        | Kind::Dateline(content) => visit(content),
        Kind::Quote { attribution: tail, .. } | Kind::Epigraph { source: tail, .. } => {
            tail.iter().for_each(&mut *visit);
        }
        Kind::Verse { stanzas, attribution } => {
            stanzas.iter().flatten().for_each(|line| visit(&line.content));
            attribution.iter().for_each(&mut *visit);
        }
        Kind::Letter(letter) => {
            letter.title.iter().for_each(&mut *visit);
            letter.dateline.iter().for_each(&mut *visit);
            letter.signature.iter().for_each(&mut *visit);
        }
        Kind::Box { title, .. } => title.iter().for_each(&mut *visit),
        Kind::Figure(figure) => {
            figure.caption.iter().for_each(&mut *visit);
            figure.credit.iter().for_each(&mut *visit);
        }
        Kind::Definitions(definitions) => {
            definitions.iter().flat_map(|d| &d.terms).for_each(&mut *visit);
        }
        Kind::Table(table) => {
            table.caption.iter().for_each(&mut *visit);
            let rows = table.head.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).for_each(&mut *visit);
        }
        Kind::Index(entries) => entries.iter().for_each(|entry| entry.runs(visit)),
        Kind::Questions { .. }
        | Kind::List { .. }
        | Kind::Code { .. }
        | Kind::SceneBreak
        | Kind::PageBreak => {}
    }
}

/// Every run of inlines in blocks and in all they hold, to be changed, in the order in
/// which a reader meets them in both outputs.
pub fn reading_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inlines)) {
    for block in blocks {
        match &mut block.kind {
            Kind::Paragraph(content)
            | Kind::Heading { content, .. }
            | Kind::Dateline(content) => visit(content),
            Kind::Quote { blocks, attribution: tail }
            | Kind::Epigraph { blocks, source: tail } => {
                reading_mut(blocks, visit);
                tail.iter_mut().for_each(&mut *visit);
            }
            Kind::Letter(letter) => {
                letter.title.iter_mut().for_each(&mut *visit);
                letter.dateline.iter_mut().for_each(&mut *visit);
                reading_mut(&mut letter.blocks, visit);
                letter.signature.iter_mut().for_each(&mut *visit);
            }
            Kind::Box { title, blocks } => {
                title.iter_mut().for_each(&mut *visit);
                reading_mut(blocks, visit);
            }
            Kind::Questions { items, .. } => {
                items.iter_mut().for_each(|item| reading_mut(item, visit));
            }
            Kind::List { items, .. } => {
                items.iter_mut().for_each(|item| reading_mut(&mut item.blocks, visit));
            }
            Kind::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter_mut().for_each(&mut *visit);
                    let meanings = definition.meanings.iter_mut();
                    meanings.for_each(|blocks| reading_mut(blocks, visit));
                }
            }
            // Their runs stand in reading order, and they hold no blocks.
            Kind::Verse { .. }
            | Kind::Figure(_)
            | Kind::Table(_)
            | Kind::Code { .. }
            | Kind::Index(_)
            | Kind::SceneBreak
            | Kind::PageBreak => runs_mut(block, visit),
        }
    }
}

/// Every block and all that it holds, parents before children.
pub fn blocks<'a>(all: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in all {
        visit(block);
        children(block, &mut |inner| blocks(inner, visit));
    }
}

/// Every block and all that it holds, parents before children, to be changed.
pub fn blocks_mut(all: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in all {
        visit(block);
        children_mut(block, &mut |inner| blocks_mut(inner, visit));
    }
}

/// Every inline below a run, parents before children.
pub fn inlines<'a>(run: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in run {
        visit(inline);
        match inline {
            Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                inlines(content, visit);
            }
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. } => {}
        }
    }
}

/// Every inline below a run, parents before children, to be changed.
pub fn inlines_mut(run: &mut Inlines, visit: &mut dyn FnMut(&mut Inline)) {
    for inline in run {
        visit(inline);
        match inline {
            Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                inlines_mut(content, visit);
            }
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Note { .. }
            | Inline::Picture { .. }
            | Inline::Break { .. } => {}
        }
    }
}

/// A picture where it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// Which it is.
    pub picture: PictureId,
    /// What is said for those who cannot see it.
    pub alt: &'a Alt,
    /// The caption below it.
    pub caption: Option<&'a Inlines>,
    /// Where the source shows it.
    pub span: Span,
}

/// Every picture of the text where it is shown: those of the articles, then those of the notes.
pub fn pictures<'a>(document: &'a Document, visit: &mut dyn FnMut(Sight<'a>)) {
    let mut see = |block: &'a Block| {
        if let Kind::Figure(figure) = &block.kind {
            let (caption, span) = (figure.caption.as_ref(), block.span);
            for (picture, alt) in figure.pictures() {
                visit(Sight { picture, alt, caption, span });
            }
        }
        runs(block, &mut |run| {
            inlines(run, &mut |inline| {
                if let Inline::Picture { picture, alt, span } = inline {
                    let (picture, span) = (*picture, *span);
                    visit(Sight { picture, alt, caption: None, span });
                }
            });
        });
    };
    for section in document.all_sections() {
        blocks(&section.blocks, &mut see);
    }
    document.notes.iter().for_each(|(_, note)| blocks(&note.blocks, &mut see));
}
