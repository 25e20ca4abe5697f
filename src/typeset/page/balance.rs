//! The pages on which text in columns ends, or ends early: they end at one height.

use super::breaker::{Key, NODES, Searched, UNEQUAL, search, trace};
use super::column::{Column, Columns};
use super::cost::EMPTY;
use super::end::WINDOW;
use super::fill::{Filled, Uneven};
use super::matter::{Carried, Matter};

/// How many lines deeper than they must be columns are tried.
const DEEPER: i64 = 3;
/// What columns that end far from each other cost: less than what may not be, and a little more
/// for each half line, since the nearer is the better all the same.
const UNEVEN_MOST: i64 = 2_000_000;
const FARTHER: i64 = 4_000;
/// What it costs that the last column is a line deeper than the one before it.
const DEEPER_LAST: i64 = 20_000;

/// Sets the columns anew of the page on which text ends, and of those that end early because
/// what comes next waits for another page: as deep as they must be to hold what stands in them
/// between them. They stay as they are where they cannot be set otherwise.
pub(super) fn balance(
    matter: &Matter<'_>,
    columns: &Columns,
    found: &Searched,
    path: &[u32],
    filled: &mut Vec<Filled>,
) {
    let key = |number: usize| path.get(number).map(|&id| &found.nodes[id as usize].key);
    let over = Key::start(matter.end(), Carried::default(), None);
    for page in 0..filled.len().div_ceil(columns.count) {
        let (first, behind) = (page * columns.count, (page + 1) * columns.count);
        let Some(start) = key(first).filter(|start| start.at != matter.end()) else {
            return;
        };
        let end = key(behind).unwrap_or(&over);
        let behind = behind.min(filled.len());
        if end.at == matter.end() || filled[first..behind].iter().any(ends_early) {
            let page = columns.column(first);
            if let Some(best) = level(matter, columns, page, (start, end)) {
                filled.splice(first..behind, best);
            }
        }
    }
}

/// Whether a column ends far above its foot, though the text goes on.
fn ends_early(column: &Filled) -> bool {
    column.lacks > 2 * WINDOW || column.taken.is_empty() && column.cost >= EMPTY
}

/// The columns of a page from one key to another, all of one height if they can be.
fn level(
    matter: &Matter<'_>,
    columns: &Columns,
    page: Column,
    (start, end): (&Key, &Key),
) -> Option<Vec<Filled>> {
    let set = |lines: i64| {
        let first = matter.leading * lines;
        let own = Columns { first, even: true, ..columns.beginning_at(page) };
        Page::set(matter, &own, start, end)
    };
    // The fewest lines in which the text finds room: fewer are too few by all experience,
    // and what is missed by a block that cannot be parted is found again below.
    let deepest = matter.lines(page.room);
    let (mut few, mut enough) =
        (0, (1..=deepest).rev().find(|&lines| set(lines).is_some())?);
    while enough - few > 1 {
        let middle = (few + enough) / 2;
        if set(middle).is_some() { enough = middle } else { few = middle }
    }
    let most = deepest.min(enough + DEEPER);
    let set = |lines: i64| set(lines).map(|page| (page, lines));
    let mut tried: Vec<(Page, i64)> = (enough..=most).filter_map(set).collect();
    tried.sort_by_key(|(page, _)| page.cost);
    let mut tried = tried.into_iter();
    let (Page { mut filled, cost }, lines) = tried.next()?;
    let apart = |filled: &[Filled], at: usize| {
        let by = matter.half_lines(filled[at].bottom - filled[at - 1].bottom);
        Some(by).filter(|by| by.abs() > 2 && !filled[at].taken.is_empty())
    };
    let is_even =
        |page: &Page| (1..page.filled.len()).all(|at| apart(&page.filled, at).is_none());
    let even = tried.map(|(page, _)| page).find(is_even);
    let even = even.map(|page| (page.cost - cost, page.filled));
    for at in 1..filled.len() {
        let uneven = apart(&filled, at).map(|by| Uneven { by, even: even.clone() });
        filled[at].uneven = uneven.map(Box::new);
    }
    // The white below them is told of where the text goes on.
    if let Some(last) = filled.last_mut().filter(|_| end.at != matter.end()) {
        last.lacks = matter.half_lines(page.room - matter.leading * lines);
    }
    Some(filled)
}

/// The columns of a page by themselves.
struct Page {
    filled: Vec<Filled>,
    cost: i64,
}

impl Page {
    /// What stands between two keys in the columns of one page, if they hold it.
    fn set(
        matter: &Matter<'_>,
        columns: &Columns,
        start: &Key,
        end: &Key,
    ) -> Option<Page> {
        let start = Key::start(start.at, start.carried.clone(), None);
        let found = search(matter, columns, start, columns.count, NODES);
        let found = found.ending(matter, end, columns.count);
        let cost = found.nodes.get(found.last? as usize)?.cost;
        if cost >= EMPTY {
            return None;
        }
        let mut filled = trace(matter, columns, &found, &found.path());
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
