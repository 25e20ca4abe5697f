//! Items one below the other → lists within lists.

use super::manuscript::{Block, Kind};
use crate::source::Span;

/// Where a paragraph stands in lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Item {
    /// From 0.
    pub level: usize,
    /// Its number, in a numbered list.
    pub number: Option<u64>,
    /// It goes on with the item before it.
    pub continues: bool,
    /// Which list it is of.
    pub list: u64,
}

/// The lists that items make, one after the other.
pub(super) fn lists(items: Vec<(Item, Vec<Block>)>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut row = items.into_iter().peekable();
    while let Some((item, _)) = row.peek() {
        let level = item.level;
        out.extend(list(&mut row, level, 0));
    }
    out
}

/// One list of the items of a level, with those below it inside.
fn list(
    row: &mut std::iter::Peekable<std::vec::IntoIter<(Item, Vec<Block>)>>,
    level: usize,
    depth: usize,
) -> Option<Block> {
    let (first, _) = row.peek()?;
    let (kind, start) = (first.list, first.number);
    let mut items: Vec<Vec<Block>> = Vec::new();
    let mut at: Option<Span> = None;
    while let Some((item, _)) = row.peek() {
        if item.level < level
            || item.level == level
                && (item.number.is_some() != start.is_some()
                    || item.list != kind && depth == 0)
        {
            break;
        }
        if item.level > level && depth < 8 {
            let deeper = item.level;
            let Some(inner) = list(row, deeper, depth + 1) else { break };
            match items.last_mut() {
                Some(last) => last.push(inner),
                None => items.push(vec![inner]),
            }
            continue;
        }
        let Some((item, mut blocks)) = row.next() else { break };
        if let Some(block) = blocks.first() {
            at = Some(at.map_or(block.at, |at| at.to(block.at)));
            match items.last_mut() {
                // Behind a list within the item.
                Some(last) if item.continues => last.append(&mut blocks),
                Some(_) | None => items.push(blocks),
            }
        }
    }
    let at = at.or_else(|| items.first()?.first().map(|block| block.at))?;
    Some(Block::new(Kind::List { start, items }, at))
}
