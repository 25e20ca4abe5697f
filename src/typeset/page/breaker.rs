//! Where pages end: the best ends for a whole run of text, by dynamic programming over its
//! spreads (after M. F. Plass, "Optimal Pagination Techniques for Automatic Typesetting
//! Systems", Stanford 1981), over plain numbers.
//!
//! A node is a place where a page can begin, with what is carried to it and, on a
//! right-hand page, how deep the page facing it is. Time is linear in pages: on each page
//! only the cheapest nodes go on.

use std::collections::BTreeMap;

use crate::pages::Side;

use super::fill::{End, Filled, Walk};
use super::matter::{Carried, Matter, Place};

/// Facing pages that end at different heights, for each line's square.
const UNEQUAL: i64 = 100_000;
/// A word divided over the turn of the leaf, and from a page to the one facing it.
const HYPHEN_OVER_LEAF: i64 = 400_000;
const HYPHEN_OVER_FOLD: i64 = 250_000;
/// How many nodes go on from a page.
const NODES: usize = 28;

/// Where a page can begin.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Key {
    at: Place,
    carried: Carried,
    /// How many half lines the facing page is short, when this one should be as deep.
    facing: Option<i64>,
}

/// The cheapest way to a key.
struct Node {
    key: Key,
    cost: i64,
    /// The node that its page begins at, and how that page ends.
    before: Option<(u32, Ended)>,
}

/// What tells an end of a page from its others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ended {
    short: i64,
    open: bool,
}

/// The pages of a run that begins on a page of a side, in order.
pub(super) fn break_pages(matter: &Matter<'_>, first: Side) -> Vec<Filled> {
    let (nodes, last) = search(matter, first, NODES);
    trace(matter, &nodes, last)
}

/// All nodes that were reached, and the one that ends the run at the least cost.
fn search(matter: &Matter<'_>, first: Side, keep: usize) -> (Vec<Node>, Option<u32>) {
    let start = Key { at: Place::default(), carried: Carried::default(), facing: None };
    let mut nodes = vec![Node { key: start, cost: 0, before: None }];
    let mut walk = Walk::new(matter);
    let mut frontier: Vec<u32> =
        if matter.segments.is_empty() { vec![] } else { vec![0] };
    let mut side = first;
    let mut best: Option<u32> = None;
    while !frontier.is_empty() {
        let mut reached: BTreeMap<Key, Node> = BTreeMap::new();
        for &id in &frontier {
            let Node { key, cost, .. } = &nodes[id as usize];
            for end in walk.ends(key.at, &key.carried) {
                let node = Node {
                    key: key_behind(end, side),
                    cost: cost + cost_of(end, key.facing, side),
                    before: Some((id, Ended { short: end.short, open: end.open })),
                };
                match reached.get_mut(&node.key) {
                    Some(known) if node.cost < known.cost => *known = node,
                    Some(_) => {}
                    None => {
                        reached.insert(node.key.clone(), node);
                    }
                }
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
        side = side.other();
    }
    (nodes, best)
}

fn key_behind(end: &End, side: Side) -> Key {
    let facing = (side == Side::Verso && end.open).then_some(end.short);
    Key { at: end.next, carried: end.carried.clone(), facing }
}

fn cost_of(end: &End, facing: Option<i64>, side: Side) -> i64 {
    let unequal =
        facing.filter(|_| end.open).map_or(0, |facing| (facing - end.short).abs());
    let hyphen = match (end.hyphen, side) {
        (false, _) => 0,
        (true, Side::Recto) => HYPHEN_OVER_LEAF,
        (true, Side::Verso) => HYPHEN_OVER_FOLD,
    };
    end.cost + unequal * unequal * UNEQUAL / 4 + hyphen
}

/// The pages on the way to a node: each is walked once more, from where it begins.
fn trace(matter: &Matter<'_>, nodes: &[Node], last: Option<u32>) -> Vec<Filled> {
    let mut walk = Walk::new(matter);
    let mut pages = Vec::new();
    let mut at = last;
    while let Some(id) = at {
        let node = &nodes[id as usize];
        let Some((before, ended)) = node.before else { break };
        let key = &nodes[before as usize].key;
        let ends = walk.ends(key.at, &key.carried);
        let taken = ends.iter().find(|end| {
            (end.next, end.short, end.open) == (node.key.at, ended.short, ended.open)
                && end.carried == node.key.carried
        });
        if let Some(end) = taken.cloned() {
            pages.push(walk.fill(&end, &key.carried));
        }
        at = Some(before);
    }
    pages.reverse();
    pages
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cost::{SHY, last_cost, short_cost, way_cost};
    use super::super::matter::{Beside, Piece, Segment, Way};
    use super::*;
    use crate::geom::Len;
    use crate::typeset::galley::After;

    const LINE: Len = Len::PT;

    /// A paragraph of so many lines; the bits say which lines end in a divided word.
    fn paragraph(lines: usize, above: i64, hyphens: u32) -> Vec<Piece> {
        let piece = |index: usize| Piece {
            above: if index == 0 { LINE * above } else { Len::ZERO },
            height: LINE,
            after: After::within(index, lines),
            hyphen: index + 1 < lines && hyphens >> index & 1 == 1,
            grid: (index == 0).then_some(Len::ZERO),
            ..Piece::default()
        };
        (0..lines).map(piece).collect()
    }

    prop_compose! {
        fn segment()(
            lines in 1usize..7,
            above in prop_oneof![4 => Just(0i64), 1 => Just(1)],
            hyphens in any::<u32>(),
            shorter in any::<bool>(),
            longer in any::<bool>(),
            cost in 0i64..50_000,
            shy in prop_oneof![4 => Just(false), 1 => Just(true)],
        ) -> Segment {
            let hyphens = hyphens & hyphens >> 3;
            let mut ways = vec![Way::new(0, 0, paragraph(lines, above, hyphens))];
            if shorter && lines > 2 {
                ways.push(Way::new(-1, cost, paragraph(lines - 1, above, hyphens >> 7)));
            }
            if longer && lines > 2 {
                ways.push(Way::new(1, cost / 2, paragraph(lines + 1, above, hyphens >> 9)));
            }
            ways.iter_mut().for_each(|way| way.pieces[0].shy = shy);
            Segment { ways }
        }
    }

    /// A page of the brute force: its lines, without knowledge of the walk.
    struct Lines<'a> {
        /// Segment, way, piece.
        all: Vec<(usize, usize, &'a Piece)>,
        segments: &'a [Segment],
    }

    impl Lines<'_> {
        /// What the page of the lines from one to another costs, and how short it is; `None`
        /// where it may not be.
        fn page(&self, from: usize, to: usize, room: i64) -> Option<(i64, i64)> {
            let (mut y, mut cost, mut swing) = (0, 0, 0i64);
            for (index, &(segment, way, piece)) in self.all[from..to].iter().enumerate() {
                let first = self.all.get((from + index).wrapping_sub(1));
                if first.is_none_or(|&(before, ..)| before != segment) {
                    let way = &self.segments[segment].ways[way];
                    swing += i64::from(way.delta);
                    if way.delta != 0 {
                        cost += way_cost(way);
                        if swing.abs() > 2 {
                            return None;
                        }
                    }
                }
                if index > 0 {
                    y += piece.above.count() / LINE.count();
                }
                y += 1;
            }
            let (.., end) = self.all[to - 1];
            let last = to == self.all.len();
            if y > room + 1 || !last && end.after != After::May {
                return None;
            }
            if last {
                let over = if y > room { short_cost(-2) } else { 0 };
                return Some((cost + last_cost(y) + over, 0));
            }
            if self.all[to].2.shy {
                cost += SHY;
            }
            let short = room - y;
            (short <= 4).then(|| (cost + short_cost(2 * short), short))
        }
    }

    fn pages(
        lines: &Lines<'_>,
        from: usize,
        facing: Option<i64>,
        side: Side,
        room: i64,
    ) -> Option<i64> {
        let mut best = None;
        for to in from + 1..=lines.all.len() {
            let Some((cost, short)) = lines.page(from, to, room) else { continue };
            let last = to == lines.all.len();
            let rest = if last {
                Some(0)
            } else {
                let unequal = facing.map_or(0, |facing| facing - short);
                let hyphen = match (lines.all[to - 1].2.hyphen, side) {
                    (false, _) => 0,
                    (true, Side::Recto) => HYPHEN_OVER_LEAF,
                    (true, Side::Verso) => HYPHEN_OVER_FOLD,
                };
                let facing = (side == Side::Verso).then_some(short);
                pages(lines, to, facing, side.other(), room)
                    .map(|rest| rest + unequal * unequal * UNEQUAL + hyphen)
            };
            if let Some(rest) = rest {
                let cost = cost + rest;
                best = Some(best.map_or(cost, |best: i64| best.min(cost)));
            }
        }
        best
    }

    /// The cheapest of all settings of all segments on all pages.
    fn brute(segments: &[Segment], side: Side, room: i64) -> Option<i64> {
        let counts: Vec<usize> =
            segments.iter().map(|segment| segment.ways.len()).collect();
        let total: usize = counts.iter().product();
        (0..total)
            .filter_map(|mut number| {
                let mut all = Vec::new();
                for (index, segment) in segments.iter().enumerate() {
                    let way = number % counts[index];
                    number /= counts[index];
                    let pieces = segment.ways[way].pieces.iter();
                    all.extend(pieces.map(|piece| (index, way, piece)));
                }
                pages(&Lines { all, segments }, 0, None, side, room)
            })
            .min()
    }

    proptest! {
        #[test]
        fn pages_are_the_cheapest_of_all(
            segments in prop::collection::vec(segment(), 1..6),
            room in 5i64..9,
            recto in any::<bool>(),
        ) {
            let side = if recto { Side::Recto } else { Side::Verso };
            let Some(best) = brute(&segments, side, room) else { return Ok(()) };
            let room = LINE * room;
            let beside = Beside::default();
            let matter = Matter { leading: LINE, room, segments, notes: &[], beside };
            let (nodes, last) = search(&matter, side, NODES);
            let last = last.expect("what brute force can break can be broken");
            prop_assert_eq!(nodes[last as usize].cost, best);
            let pages = break_pages(&matter, side);
            let taken: usize = pages.iter().map(|page| page.taken.len()).sum();
            prop_assert!(taken >= matter.segments.len());
        }
    }
}
