//! The last page of a run in columns: they end at one height.

use super::breaker::{Key, NODES, Searched, UNEQUAL, search, trace};
use super::column::Columns;
use super::cost::EMPTY;
use super::fill::Filled;
use super::matter::{Carried, Matter};

/// How many lines deeper than they must be columns are tried.
const DEEPER: i64 = 3;
/// What columns that end far from each other cost: less than what may not be, and a little more
/// for each half line, since the nearer is the better all the same.
const UNEVEN_MOST: i64 = 2_000_000;
const FARTHER: i64 = 4_000;
/// What it costs that the last column is a line deeper than the one before it.
const DEEPER_LAST: i64 = 20_000;

/// Sets the columns of the last page of text anew, as deep as they must be to hold it between
/// them. They stay as they are where they cannot be set otherwise. Behind that page come none
/// but those of pictures that wait.
pub(super) fn balance(
    matter: &Matter<'_>,
    columns: &Columns,
    found: &Searched,
    path: &[u32],
    filled: &mut Vec<Filled>,
) {
    let key = |number: usize| path.get(number).map(|&id| &found.nodes[id as usize].key);
    let ends = |page: &usize| {
        key((page + 1) * columns.count).is_none_or(|key| key.at == matter.end())
    };
    let Some(page) = (0..filled.len().div_ceil(columns.count)).find(ends) else { return };
    let (first, behind) = (page * columns.count, (page + 1) * columns.count);
    let Some(start) = key(first) else { return };
    let carried = key(behind).map_or_else(Carried::default, |key| key.carried.clone());
    let page = columns.column(first);
    let set = |lines: i64| {
        let room = matter.leading * lines;
        let page = Columns { side: page.side, first: room, even: true, ..*columns };
        Page::set(matter, &page, start, &carried)
    };
    // The fewest lines in which the text finds room: fewer are too few by all experience,
    // and what is missed by a block that cannot be parted is found again below.
    let (mut few, mut enough) = (0, matter.lines(page.room));
    if set(enough).is_none() {
        return;
    }
    while enough - few > 1 {
        let middle = (few + enough) / 2;
        if set(middle).is_some() { enough = middle } else { few = middle }
    }
    let most = matter.lines(page.room).min(enough + DEEPER);
    let best = (enough..=most).filter_map(set).min_by_key(|page| page.cost);
    if let Some(best) = best {
        let behind = behind.min(filled.len());
        filled.splice(first..behind, best.filled);
    }
}

/// A page on which a run ends.
struct Page {
    filled: Vec<Filled>,
    cost: i64,
}

impl Page {
    /// The rest of a run in the columns of one page, if they hold it but for what is carried
    /// over it.
    fn set(
        matter: &Matter<'_>,
        columns: &Columns,
        start: &Key,
        carried: &Carried,
    ) -> Option<Page> {
        let start = Key::start(start.at, start.carried.clone());
        let found = search(matter, columns, start, columns.count, NODES);
        let found = found.ending(matter.end(), carried, columns.count);
        let cost = found.nodes.get(found.last? as usize)?.cost;
        if cost >= EMPTY {
            return None;
        }
        let mut filled = trace(matter, columns, &found, &found.path());
        // The next page begins where it did.
        while !carried.is_empty() && filled.len() < columns.count {
            filled.push(Filled::default());
        }
        // What was compared with a page before it would mislead.
        filled.iter_mut().for_each(|f| (f.short, f.lacks) = (None, 0));
        Some(Page { filled, cost })
    }
}

/// What it costs that the last column is so many half lines short, and the one before it so
/// many: a line more in that one is what an odd number of lines takes.
pub(super) fn uneven(before: i64, last: i64) -> i64 {
    let over = ((before - last).abs() - 2).max(0);
    let deeper = (before - last).max(0);
    (over * over * UNEQUAL / 4).min(UNEVEN_MOST)
        + over * FARTHER
        + deeper * DEEPER_LAST / 2
}
