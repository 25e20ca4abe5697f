//! Pictures, and tables with captions, stand in the order in which they are called: what comes
//! before one that was called earlier is set again, on a later page.

use super::builder::Flow;
use super::join::Set;

/// How often a flow is set at the most until its pictures stand in order.
pub(super) const ROUNDS: usize = 12;

/// What is numbered by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Series {
    Picture,
    Table,
}

/// What of a flow keeps its order, and where it was set.
pub(super) struct Order {
    /// By the numbers of blocks.
    series: Vec<Option<Series>>,
    /// In the order of the pages: blocks, and their pages, the first of the flow as 0.
    set: Vec<(usize, usize)>,
}

impl Order {
    pub(super) fn of(flow: &Flow) -> Order {
        let series = |set: &Set| {
            let picture = set.strips.iter().any(|strip| strip.floats || strip.plate);
            match (set.captioned, picture) {
                (true, _) => Some(Series::Table),
                (false, true) => Some(Series::Picture),
                (false, false) => None,
            }
        };
        Order { series: flow.blocks.iter().map(series).collect(), set: Vec::new() }
    }

    /// Whether there is nothing that could overtake anything.
    pub(super) fn is_sure(&self) -> bool {
        self.series.iter().flatten().count() < 2
    }

    /// Forgets where it was set.
    pub(super) fn clear(&mut self) {
        self.set.clear();
    }

    /// Takes down that a block, or a part of it, is set on a page; whether it keeps an order.
    pub(super) fn take(&mut self, block: usize, page: usize) -> bool {
        let counts = self.series.get(block).is_some_and(Option::is_some);
        if counts && self.set.last().is_none_or(|last| last.0 != block) {
            self.set.push((block, page));
        }
        counts
    }

    /// Puts off what came before others that were called earlier, to the last of their pages, or
    /// behind it if it stands there already. What cannot be put off ends the page, and those wait for
    /// nothing. Whether there was anything.
    pub(super) fn put_off(&self, blocks: &mut [Set]) -> bool {
        let mut some = false;
        for (at, &(block, page)) in self.set.iter().enumerate() {
            let overtaken = self.set[at..].iter().filter(|other| {
                other.0 < block && self.series[other.0] == self.series[block]
            });
            let Some(last) = overtaken.clone().map(|other| other.1).max() else {
                continue;
            };
            let set = &mut blocks[block];
            // In a column a picture waits with its notes; across all of them it stays.
            let waits = !set.across && set.strips.iter().all(|strip| strip.floats);
            if waits || set.is_alone() || set.is_plate() {
                set.earliest = set.earliest.max(last.max(page + 1));
                some = true;
                continue;
            }
            some |= !blocks[block].queues;
            blocks[block].queues = true;
            for &(other, _) in overtaken {
                some |= !blocks[other].prompt;
                blocks[other].prompt = true;
            }
        }
        some
    }
}
