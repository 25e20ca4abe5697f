//! The search: every good way to reach a chance, from left to right, kept as long as a
//! line can still begin there.

use super::fit::{DECENT, Judged, LOOSE, judge, limit, looser};
use super::{Chance, Fit, LineBreak, Pass, Setting, Stub, Totals};
use crate::geom::Len;

/// A way to reach a chance: the best one among those of its line number, its fitness and its
/// run of hyphens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The chance where the line ended; `None` at the paragraph's beginning.
    pub(super) chance: Option<usize>,
    /// How many lines end up to here.
    pub(super) line: u32,
    pub(super) fitness: u8,
    pub(super) hyphens: u8,
    pub(super) demerits: i64,
    /// What kind of stub the last line is.
    pub(super) stub: Option<Stub>,
    pub(super) before: Option<u32>,
    pub(super) fit: Fit,
    /// What the letters of the line take, in thousandths of what they can give.
    pub(super) letters: i32,
}

/// The paragraph's beginning.
pub(super) const START: Node = Node {
    chance: None,
    line: 0,
    fitness: DECENT,
    hyphens: 0,
    demerits: 0,
    stub: None,
    before: None,
    fit: Fit::Good(0),
    letters: 0,
};

/// A node from which lines can begin.
struct Active {
    id: u32,
    /// Totals where its line begins, less what breaking there adds.
    start: Totals,
    measure: Len,
}

/// What a search found.
pub(super) struct Found {
    nodes: Vec<Node>,
    /// The ways to reach the last chance.
    ends: Vec<u32>,
}

impl Found {
    /// The best way to the end, and its demerits.
    pub(super) fn best(&self) -> Option<(Node, i64)> {
        let best = self.ends().min_by_key(|node| node.demerits)?;
        Some((best, best.demerits))
    }

    /// The best way to the end in so many lines, without a stub.
    pub(super) fn best_of(&self, lines: u32) -> Option<Node> {
        let ends = self.ends().filter(|node| node.line == lines && node.stub.is_none());
        ends.min_by_key(|node| node.demerits)
    }

    fn ends(&self) -> impl Iterator<Item = Node> {
        self.ends.iter().map(|&id| self.nodes[id as usize])
    }

    /// The lines up to a node.
    pub(super) fn lines(&self, end: Node) -> Vec<LineBreak> {
        let mut lines = Vec::with_capacity(end.line as usize);
        let mut node = end;
        while let (Some(at), Some(before)) = (node.chance, node.before) {
            lines.push(LineBreak { at, fit: node.fit, letters: node.letters });
            node = self.nodes[before as usize];
        }
        lines.reverse();
        lines
    }
}

/// One pass over the chances. Line numbers are told apart below `special`: where measures
/// differ, or wherever the number itself is asked for. `None` where the pass allows no way;
/// the last pass always has one.
pub(super) fn search(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    pass: &Pass,
    special: u32,
) -> Option<Found> {
    let limit = limit(pass.tolerance);
    // No line that begins later is longer than one that begins here by more than this.
    let heads = chances.iter().map(|chance| chance.head.abs());
    let slack = heads.max()?.max(setting.head.abs()) * 2;
    let least =
        (0..=setting.special as usize).map(measure).min().unwrap_or_default() - slack;
    let start = Totals { width: -setting.head, ..Totals::default() };
    let mut nodes: Vec<Node> = vec![START];
    let mut active = vec![Active { id: 0, start, measure: measure(0) }];
    let mut reached: Vec<Node> = Vec::new();
    let mut ends = Vec::new();
    for (at, chance) in chances.iter().enumerate() {
        if chance.cost > pass.dearest {
            continue;
        }
        let forced = chance.cost == Chance::FORCED;
        let last = at + 1 == chances.len();
        let mut rescued: Option<(u32, Len)> = None;
        let mut end = chance.end;
        end.width += chance.tail;
        let mut known: Option<(Totals, Len, Judged)> = None;
        // What stays active is moved up over what does not.
        let (mut seen, mut kept) = (0, 0);
        while seen < active.len() {
            let Active { id, start, measure } = active[seen];
            let line = end - start;
            if !forced
                && limit.is_some_and(|l| looser(line, least - line.width, setting, l))
            {
                break;
            }
            seen += 1;
            // Ways that differ in their history alone begin the same line.
            let judged = match known {
                Some((from, width, judged)) if (from, width) == (start, measure) => {
                    judged
                }
                Some(_) | None => judge(line, measure, setting, pass, forced),
            };
            known = Some((start, measure, judged));
            if let Fit::Overfull(by) = judged.fit {
                // Later lines from this node are wider still: it is done, but remembered in
                // case nothing else is left.
                if rescued.is_none_or(|(_, least)| by < least) {
                    rescued = Some((id, by));
                }
                continue;
            }
            let from = nodes[id as usize];
            let ladder = chance.hyphen && from.hyphens >= 2;
            let stub = match from.chance {
                Some(from) if last => setting.stubs.kind(line, chances, from),
                Some(_) | None => None,
            };
            if (judged.badness <= pass.tolerance || line.width > measure)
                && (pass.ladders || !ladder)
                && stub <= pass.stubs
            {
                let mut node = extend(id, &from, at, chance, judged, setting);
                node.stub = stub;
                node.demerits += setting.demerits.of_stub(stub);
                keep_best(&mut reached, node, special);
            }
            // A forced break ends every line before it.
            if !forced {
                active.swap(seen - 1, kept);
                kept += 1;
            }
        }
        if kept < seen {
            active.drain(kept..seen);
        }
        if reached.is_empty() && active.is_empty() {
            if !pass.rescue {
                return None;
            }
            let (id, by) = rescued?;
            let from = nodes[id as usize];
            let fit = Fit::Overfull(by);
            let judged = Judged { badness: 10_000, class: 0, fit, letters: -1000 };
            reached.push(extend(id, &from, at, chance, judged, setting));
        }
        for node in reached.drain(..) {
            let id = nodes.len() as u32;
            if last {
                ends.push(id);
            } else {
                let mut start = chance.next;
                start.width -= chance.head;
                active.push(Active { id, start, measure: measure(node.line as usize) });
            }
            nodes.push(node);
        }
    }
    Some(Found { nodes, ends })
}

/// The node at the end of a line from another.
pub(super) fn extend(
    id: u32,
    from: &Node,
    at: usize,
    chance: &Chance,
    judged: Judged,
    setting: &Setting,
) -> Node {
    let costs = &setting.demerits;
    let base = costs.line + judged.badness;
    let mut demerits = base * base;
    if chance.cost != Chance::FORCED {
        let cost = i64::from(chance.cost);
        demerits += cost * cost * cost.signum();
    } else if from.hyphens > 0 {
        demerits += costs.final_hyphen;
    }
    let hyphens = if chance.hyphen { from.hyphens.saturating_add(1).min(3) } else { 0 };
    if chance.hyphen {
        demerits += match from.hyphens {
            0 => 0,
            1 => costs.double_hyphen,
            2.. => costs.triple_hyphen,
        };
    }
    // Ragged lines keep their spaces, and the more unlike they are in length the better:
    // only hyphens are seen.
    match setting.ragged {
        Some(_) if chance.hyphen => demerits += costs.ragged_hyphen,
        Some(_) => {}
        None => {
            if judged.class == LOOSE {
                demerits += costs.loose;
            }
            if judged.class.abs_diff(from.fitness) > 1 {
                demerits += costs.adjacent;
            }
        }
    }
    Node {
        chance: Some(at),
        line: from.line + 1,
        fitness: judged.class,
        hyphens,
        demerits: from.demerits + demerits,
        stub: None,
        before: Some(id),
        fit: judged.fit,
        letters: judged.letters,
    }
}

/// Keeps the cheapest node of each fitness and run of hyphens; the earlier one when equal.
/// The number of the line tells nodes apart only below `special`.
fn keep_best(reached: &mut Vec<Node>, node: Node, special: u32) {
    let key =
        |node: &Node| (node.line.min(special), node.fitness, node.hyphens, node.stub);
    let same = |other: &&mut Node| key(other) == key(&node);
    match reached.iter_mut().find(same) {
        Some(other) if node.demerits < other.demerits => *other = node,
        Some(_) => {}
        None => reached.push(node),
    }
}
