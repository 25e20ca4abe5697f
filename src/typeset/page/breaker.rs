//! Where columns end: the best ends for a whole run of text, by dynamic programming over its
//! spreads (after M. F. Plass, "Optimal Pagination Techniques for Automatic Typesetting
//! Systems", Stanford 1981), over plain numbers.
//!
//! A node is a place where a column can begin, with what is carried to it and, where the
//! column before it is seen beside it, how deep that is. Time is linear in columns: in each
//! of them only the cheapest nodes go on.

use std::collections::BTreeMap;

use crate::pages::Side;

use super::balance::{balance, uneven};
use super::column::{Column, Columns};
use super::end::End;
use super::fill::Filled;
use super::matter::{Carried, Matter, Place};
use super::walk::Walk;

/// Columns beside one another that end at different heights, for each line's square.
pub(super) const UNEQUAL: i64 = 320_000;
/// What it costs that a column does not keep to what is asked of it whatever it costs, for each
/// line's square.
const STRICT: i64 = 1_000_000_000;
/// A word divided over the turn of the leaf, from a page to the one facing it, and from a
/// column to the next.
const HYPHEN_OVER_LEAF: i64 = 700_000;
const HYPHEN_OVER_FOLD: i64 = 500_000;
const HYPHEN_OVER_GUTTER: i64 = 200_000;
/// How many nodes go on from a column.
pub(super) const NODES: usize = 28;

/// Where a column can begin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    pub(super) at: Place,
    pub(super) carried: Carried,
    /// How many half lines the column beside it is short, when this one should be as deep.
    facing: Option<i64>,
    /// Whether it must be the first of a page.
    turned: bool,
}

/// The cheapest way to a key.
pub(super) struct Node {
    pub(super) key: Key,
    pub(super) cost: i64,
    /// The node that its column begins at, and how that column ends.
    before: Option<(u32, Ended)>,
}

/// What tells an end of a column from its others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ended {
    short: i64,
    open: bool,
}

/// Everything that was weighed.
pub(super) struct Searched {
    pub(super) nodes: Vec<Node>,
    /// The node that ends the run at the least cost.
    pub(super) last: Option<u32>,
}

impl Key {
    /// A place where a run begins.
    pub(super) fn start(at: Place, carried: Carried, facing: Option<i64>) -> Key {
        Key { at, carried, facing, turned: false }
    }

    fn behind(end: &End, column: Column, columns: &Columns) -> Key {
        let facing = (column.faces_next() && end.open).then_some(end.short);
        let turned = end.turns && columns.count > 1;
        Key { at: end.next, carried: end.carried.clone(), facing, turned }
    }
}

/// The columns of a run, in order; so many nodes go on from each.
pub(super) fn break_columns(
    matter: &Matter<'_>,
    columns: &Columns,
    carried: Carried,
    keep: usize,
) -> Vec<Filled> {
    let start = Key::start(Place::default(), carried, columns.facing);
    let found = search(matter, columns, start, usize::MAX, keep);
    let path = found.path();
    let mut filled = trace(matter, columns, &found, &path);
    if columns.count > 1 {
        balance(matter, columns, &found, &path, &mut filled);
    }
    filled
}

/// The best columns of a run of which one keeps to what is asked of it, and by how much they are
/// dearer than the best of all; `None` where nothing keeps to it.
pub(super) fn break_otherwise(
    matter: &Matter<'_>,
    asked: &Columns,
    carried: &Carried,
) -> Option<(i64, Vec<Filled>)> {
    let columns = Columns { level: None, filled: None, whole: None, ..*asked };
    let start = || Key::start(Place::default(), carried.clone(), columns.facing);
    let cost = |found: &Searched| found.last.map(|last| found.nodes[last as usize].cost);
    let best = cost(&search(matter, &columns, start(), usize::MAX, NODES))?;
    let found = search(matter, asked, start(), usize::MAX, NODES);
    let dearer = cost(&found)? - best;
    if dearer >= STRICT / 4 {
        return None;
    }
    Some((dearer, trace(matter, asked, &found, &found.path())))
}

/// Looks for the best ends of a run in so many columns at most.
pub(super) fn search(
    matter: &Matter<'_>,
    columns: &Columns,
    start: Key,
    most: usize,
    keep: usize,
) -> Searched {
    let done = start.at == matter.end() && start.carried.is_empty();
    let mut nodes = vec![Node { key: start, cost: 0, before: None }];
    let mut walk = Walk::new(matter, columns.column(0));
    let mut frontier: Vec<u32> = if done { vec![] } else { vec![0] };
    let mut best: Option<u32> = None;
    for number in 0..most {
        if frontier.is_empty() {
            break;
        }
        let column = columns.column(number);
        let mut reached: BTreeMap<Key, Node> = BTreeMap::new();
        for &id in &frontier {
            let Node { key, cost, .. } = &nodes[id as usize];
            if key.turned && !column.first {
                let ended = Ended { short: 0, open: false };
                let node =
                    Node { key: key.clone(), cost: *cost, before: Some((id, ended)) };
                reach(&mut reached, node);
                continue;
            }
            for end in walk.ends(key.at, &key.carried, column) {
                let node = Node {
                    key: Key::behind(end, column, columns),
                    cost: cost + cost_of(matter, end, key.facing, column, columns),
                    before: Some((id, Ended { short: end.short, open: end.open })),
                };
                reach(&mut reached, node);
            }
        }
        frontier.clear();
        let mut reached: Vec<Node> = reached.into_values().collect();
        reached.sort_by_key(|node| node.cost);
        for node in reached {
            let dearest = best.map(|best| nodes[best as usize].cost);
            if dearest.is_some_and(|dearest| node.cost >= dearest) {
                break;
            }
            let id = nodes.len() as u32;
            if node.key.at == matter.end() && node.key.carried.is_empty() {
                best = Some(id);
            } else if frontier.len() < keep {
                frontier.push(id);
            } else {
                continue;
            }
            nodes.push(node);
        }
    }
    Searched { nodes, last: best }
}

/// Keeps a node, if there is no cheaper one for its key, or one as cheap before it.
fn reach(reached: &mut BTreeMap<Key, Node>, node: Node) {
    match reached.get_mut(&node.key) {
        Some(known) if node.cost < known.cost => *known = node,
        Some(_) => {}
        None => {
            reached.insert(node.key.clone(), node);
        }
    }
}

fn cost_of(
    matter: &Matter<'_>,
    end: &End,
    facing: Option<i64>,
    column: Column,
    columns: &Columns,
) -> i64 {
    let unequal = match facing {
        Some(facing) if end.open => {
            let by = facing - end.short;
            by * by * if column.level { STRICT } else { UNEQUAL } / 4
        }
        Some(facing) if columns.even => uneven(facing, end.short),
        Some(_) | None => 0,
    };
    let ends = columns.even && end.next == matter.end() && end.carried.is_empty();
    let empty = if ends && !column.last {
        uneven(0, matter.half_lines(column.room) - end.short)
    } else {
        0
    };
    let hyphen = if end.hyphen { hyphen_cost(column) } else { 0 };
    let short = end.lacks.max(if end.open { end.short } else { 0 });
    let white = if column.filled { short * short * STRICT / 4 } else { 0 };
    end.cost + unequal + empty + hyphen + white
}

/// What it costs to divide a word at the end of a column.
fn hyphen_cost(column: Column) -> i64 {
    match (column.last, column.side) {
        _ if column.whole => STRICT,
        (false, Side::Recto | Side::Verso) => HYPHEN_OVER_GUTTER,
        (true, Side::Recto) => HYPHEN_OVER_LEAF,
        (true, Side::Verso) => HYPHEN_OVER_FOLD,
    }
}

impl Searched {
    /// The same, to end behind so many columns where a key has it; where nothing is left, behind
    /// any number of them.
    pub(super) fn ending(
        self,
        matter: &Matter<'_>,
        end: &Key,
        columns: usize,
    ) -> Searched {
        if end.at == matter.end() && end.carried.is_empty() {
            return self;
        }
        let ids = 0..self.nodes.len() as u32;
        let ends = |&id: &u32| {
            let key = &self.nodes[id as usize].key;
            (key.at, &key.carried) == (end.at, &end.carried)
                && self.path_to(id).len() == columns + 1
        };
        let last = ids.filter(ends).min_by_key(|&id| self.nodes[id as usize].cost);
        Searched { last, ..self }
    }

    /// The nodes on the way to the last one, from the start.
    pub(super) fn path(&self) -> Vec<u32> {
        self.last.map_or_else(Vec::new, |last| self.path_to(last))
    }

    fn path_to(&self, id: u32) -> Vec<u32> {
        let mut path = Vec::new();
        let mut at = Some(id);
        while let Some(id) = at {
            path.push(id);
            at = self.nodes[id as usize].before.map(|(before, _)| before);
        }
        path.reverse();
        path
    }
}

/// The columns on a path: each is walked once more, from where it begins.
pub(super) fn trace(
    matter: &Matter<'_>,
    columns: &Columns,
    found: &Searched,
    path: &[u32],
) -> Vec<Filled> {
    let mut walk = Walk::new(matter, columns.column(0));
    let mut filled = Vec::new();
    for (number, ids) in path.windows(2).enumerate() {
        let (from, node) = (&found.nodes[ids[0] as usize], &found.nodes[ids[1] as usize]);
        let column = columns.column(number);
        let Some((_, ended)) = node.before else { break };
        if from.key.turned && !column.first {
            filled.push(Filled::default());
            continue;
        }
        let ends = walk.ends(from.key.at, &from.key.carried, column);
        let taken = ends.iter().find(|end| {
            (end.next, end.short, end.open) == (node.key.at, ended.short, ended.open)
                && end.carried == node.key.carried
        });
        debug_assert!(taken.is_some(), "a column that is walked again ends where it did");
        if let Some(end) = taken.cloned() {
            filled.push(walk.fill(&end, &from.key.carried));
        }
    }
    filled
}

#[cfg(test)]
mod tests;
