//! Quotations and lists within one another deeper than a book can have them.

use super::manuscript::{Block, Kind, Manuscript};
use super::report::Report;
use crate::source::Span;

/// The most levels. A book has more, of which words in emphasis, notes and boxes need some.
const DEEPEST: usize = 40;

/// Puts what is nested deeper one beside the other, and tells of it.
pub(super) fn flatten(manuscript: &mut Manuscript, report: &mut Report) {
    let mut first = None;
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        flatten_blocks(blocks, 0, &mut first);
    }
    if let Some(at) = first {
        let message = format!(
            "quotations or lists are nested deeper than {DEEPEST} levels; what is deeper stands on the last of them"
        );
        report.doubt(at, message, "look whether it reads as it should");
    }
}

fn flatten_blocks(blocks: &mut Vec<Block>, depth: usize, first: &mut Option<Span>) {
    if depth < DEEPEST {
        for block in blocks {
            for within in block.within_mut() {
                flatten_blocks(within, depth + 1, first);
            }
        }
        return;
    }
    let mut open: Vec<Block> = std::mem::take(blocks);
    open.reverse();
    while let Some(mut block) = open.pop() {
        let attribution = if let Kind::Quote { attribution, .. } = &mut block.kind {
            attribution.take()
        } else {
            None
        };
        let mut within: Vec<Block> =
            block.within_mut().into_iter().flat_map(std::mem::take).collect();
        if within.is_empty() && attribution.is_none() {
            blocks.push(block);
            continue;
        }
        first.get_or_insert(block.at);
        if let Kind::Definitions(definitions) = &mut block.kind {
            let terms = std::mem::take(definitions);
            let terms =
                terms.into_iter().map(|(term, _)| Block::paragraph(term, block.at));
            within.splice(0..0, terms);
        }
        within.extend(attribution.map(|runs| Block::paragraph(runs, block.at)));
        open.extend(within.into_iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn what_nests_without_end_stands_on_the_deepest_level() {
        let at = Span::head(FileId::new(0));
        let mut block = Block::paragraph(super::super::manuscript::text("x"), at);
        for _ in 0..100 {
            let kind = Kind::Quote { blocks: vec![block], attribution: None };
            block = Block::new(kind, at);
        }
        let mut manuscript = Manuscript { blocks: vec![block], ..Manuscript::default() };
        let mut report = Report::default();
        flatten(&mut manuscript, &mut report);
        let mut depth = 0;
        let mut blocks = &manuscript.blocks;
        while let Kind::Quote { blocks: within, .. } = &blocks[0].kind {
            depth += 1;
            blocks = within;
        }
        assert_eq!(depth, DEEPEST);
        assert_eq!(report.sink.found().len(), 1);
    }
}
