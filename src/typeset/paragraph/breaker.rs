//! Where lines end: Knuth and Plass's total fit over a whole paragraph ("Breaking
//! Paragraphs into Lines", Software: Practice and Experience 11, 1981), over plain
//! integers. It knows no font, document or diagnostic; it returns facts.
//!
//! The paragraph comes as its chances to break, with running totals up to each, so that a
//! line's width is a difference of two totals. What hyphens and kerning change at a break
//! stands with the chance.

use std::ops::Sub;

use crate::geom::Len;

/// Running totals from the paragraph's beginning.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Totals {
    /// Natural width.
    pub width: Len,
    /// How much the spaces can stretch.
    pub stretch: Len,
    /// How much they can shrink.
    pub shrink: Len,
}

impl Sub for Totals {
    type Output = Totals;
    fn sub(self, other: Totals) -> Totals {
        Totals {
            width: self.width - other.width,
            stretch: self.stretch - other.stretch,
            shrink: self.shrink - other.shrink,
        }
    }
}

/// One chance to break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chance {
    /// Totals where a line that breaks here ends.
    pub end: Totals,
    /// Totals where the next line begins: past a space that vanishes in the break.
    pub next: Totals,
    /// What breaking adds to the line's end: a hyphen, and what kerning loses.
    pub tail: Len,
    /// What breaking adds to the next line's beginning.
    pub head: Len,
    /// What breaking here costs; a [`Chance::FORCED`] break costs nothing and must be taken.
    pub cost: i32,
    /// Whether a hyphen is set here.
    pub hyphen: bool,
}

impl Chance {
    /// The cost of a break that must be taken: the end of a paragraph or a wanted line end.
    pub const FORCED: i32 = i32::MIN;
}

/// How a paragraph is to be set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Whether lines end where the paper's measure says, or where the words do. Ragged
    /// lines may fall short by this much before they count as bad.
    pub ragged: Option<Len>,
    /// The shortest last line that is not a stub.
    pub stub: Len,
    /// How many lines from the first have measures of their own; all later ones share one.
    pub special: u32,
}

/// One line of the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineBreak {
    /// The chance at its end.
    pub at: usize,
    /// How it fits.
    pub fit: Fit,
}

/// How a line fits its measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Its spaces are changed by this many thousandths of what they can give; the last line
    /// and ragged lines keep theirs: 0.
    Good(i32),
    /// Its spaces are stretched by more than they should be, in thousandths.
    Loose(i32),
    /// It is too wide by this much, its spaces at their narrowest.
    Overfull(Len),
}

/// Ratios are in 1/65536.
const ONE: i64 = 1 << 16;
/// TeX's `\linepenalty`: each line costs something, so that fewer lines win.
const LINE: i64 = 10;
/// TeX's `\doublehyphendemerits`, higher: two hyphens running are seen at once.
const DOUBLE_HYPHEN: i64 = 20_000;
/// A third hyphen running: only where nothing else will do.
const TRIPLE_HYPHEN: i64 = 4_000_000;
/// TeX's `\adjdemerits`: a tight line beside a loose one.
const ADJACENT: i64 = 10_000;
/// TeX's `\finalhyphendemerits`: a hyphen on the last line but one.
const FINAL_HYPHEN: i64 = 5_000;
/// A last line that is a stub.
const STUB: i64 = 60_000;
/// The badness beyond which a line is not considered, pass by pass: TeX's `\tolerance` of
/// 200 first (a stretch of 1.26), then whatever it takes.
const TOLERANCE: [i64; 4] = [200, 1_000, 10_000, 100_000];
/// The pass from which a third hyphen running is taken rather than lines that loose.
const LADDERS_FROM: usize = 2;
/// The largest ratio that is counted; beyond it all lines are equally bad.
const RATIO_CAP: i64 = 10 * ONE;

/// A way to reach a chance: the best one among those of its line number, its fitness and its
/// run of hyphens.
#[derive(Clone, Copy)]
struct Node {
    /// The chance where the line ended; `None` at the paragraph's beginning.
    chance: Option<usize>,
    line: u32,
    fitness: u8,
    hyphens: u8,
    demerits: i64,
    before: Option<u32>,
    fit: Fit,
}

/// The best breaks for a paragraph. `measure` gives the width of each line, from 0.
///
/// Total: it always answers with lines that cover all chances, the last at the last chance
/// (which should be forced). Lines that cannot fit come back as [`Fit::Overfull`]. Equal
/// costs go to the earlier break. Time is linear in chances times the lines that can end
/// near one place.
pub fn break_lines(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
) -> Vec<LineBreak> {
    if chances.is_empty() {
        return Vec::new();
    }
    for (pass, &tolerance) in TOLERANCE.iter().enumerate() {
        let effort = Effort {
            tolerance,
            ladders: pass >= LADDERS_FROM,
            rescue: pass + 1 == TOLERANCE.len(),
        };
        if let Some(lines) = try_pass(chances, measure, setting, &effort) {
            return lines;
        }
    }
    // The last pass always answers; this line keeps the function total without a panic.
    chances
        .iter()
        .enumerate()
        .filter(|(_, chance)| chance.cost == Chance::FORCED)
        .map(|(at, _)| LineBreak { at, fit: Fit::Good(0) })
        .collect()
}

/// What one pass may do.
struct Effort {
    /// The worst line it takes.
    tolerance: i64,
    /// Whether it takes three hyphens running.
    ladders: bool,
    /// Whether it answers in any case, with overfull lines where it must.
    rescue: bool,
}

fn try_pass(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    effort: &Effort,
) -> Option<Vec<LineBreak>> {
    let start = Node {
        chance: None,
        line: 0,
        fitness: 1,
        hyphens: 0,
        demerits: 0,
        before: None,
        fit: Fit::Good(0),
    };
    let mut nodes: Vec<Node> = vec![start];
    let mut active: Vec<u32> = vec![0];
    let mut reached: Vec<Node> = Vec::new();
    for (at, chance) in chances.iter().enumerate() {
        let forced = chance.cost == Chance::FORCED;
        let last_chance = at + 1 == chances.len();
        reached.clear();
        let mut rescued: Option<(u32, Len)> = None;
        active.retain(|&id| {
            let from = nodes[id as usize];
            let line = line_from(chances, from.chance, at);
            let width = measure(from.line as usize);
            let (badness, fit) = judge(line, width, setting, forced);
            if let Fit::Overfull(by) = fit {
                // Later lines from this node are wider still: it is done, but remembered in
                // case nothing else is left.
                if rescued.is_none_or(|(_, least)| by < least) {
                    rescued = Some((id, by));
                }
                return false;
            }
            let ladder = chance.hyphen && from.hyphens >= 2 && !effort.ladders;
            if badness <= effort.tolerance && !ladder {
                let stub = last_chance && line.width < setting.stub;
                let node = extend(id, &from, at, chance, badness, fit, stub);
                keep_best(&mut reached, node, setting.special);
            }
            // A forced break ends every line before it.
            !forced
        });
        if reached.is_empty() && active.is_empty() {
            if !effort.rescue {
                return None;
            }
            let (id, by) = rescued?;
            let from = nodes[id as usize];
            reached.push(extend(id, &from, at, chance, 10_000, Fit::Overfull(by), false));
        }
        for node in reached.drain(..) {
            active.push(nodes.len() as u32);
            nodes.push(node);
        }
    }
    let best = active
        .iter()
        .copied()
        .filter(|&id| nodes[id as usize].chance == Some(chances.len() - 1))
        .min_by_key(|&id| nodes[id as usize].demerits)?;
    Some(trace(&nodes, best))
}

/// The totals of the line between two breaks.
fn line_from(chances: &[Chance], from: Option<usize>, to: usize) -> Totals {
    let chance = &chances[to];
    let mut line = match from {
        Some(from) => {
            let mut line = chance.end - chances[from].next;
            line.width += chances[from].head;
            line
        }
        None => chance.end,
    };
    line.width += chance.tail;
    line
}

/// How bad a line is, from 0, and how it fits.
fn judge(line: Totals, measure: Len, setting: &Setting, forced: bool) -> (i64, Fit) {
    let missing = measure - line.width;
    if missing < Len::ZERO {
        if setting.ragged.is_some() || -missing > line.shrink {
            let by =
                if setting.ragged.is_some() { -missing } else { -missing - line.shrink };
            return (0, Fit::Overfull(by));
        }
        let ratio = missing.count() * ONE / line.shrink.count();
        return (cube(-ratio), Fit::Good(thousandths(ratio)));
    }
    // The last line of a paragraph, or one that an author ends, keeps its spaces.
    if forced {
        return (0, Fit::Good(0));
    }
    if let Some(give) = setting.ragged {
        let ratio = missing.count().saturating_mul(ONE) / give.count().max(1);
        return (cube(ratio.min(RATIO_CAP)), Fit::Good(0));
    }
    if missing == Len::ZERO {
        return (0, Fit::Good(0));
    }
    let ratio = if line.stretch <= Len::ZERO {
        RATIO_CAP
    } else {
        (missing.count() * ONE / line.stretch.count()).min(RATIO_CAP)
    };
    let told = thousandths(ratio);
    let fit = if ratio > 2 * ONE { Fit::Loose(told) } else { Fit::Good(told) };
    (cube(ratio), fit)
}

/// TeX's badness: 100 r³.
fn cube(ratio: i64) -> i64 {
    (100 * (ratio * ratio / ONE) * ratio) / ONE / ONE
}

fn thousandths(ratio: i64) -> i32 {
    (ratio * 1000 / ONE) as i32
}

/// Tight, normal, loose, very loose: TeX's classes.
fn fitness(fit: Fit) -> u8 {
    match fit {
        Fit::Good(ratio) if ratio < -500 => 0,
        Fit::Good(ratio) if ratio <= 500 => 1,
        Fit::Good(ratio) if ratio <= 1000 => 2,
        Fit::Good(_) | Fit::Loose(_) => 3,
        Fit::Overfull(_) => 0,
    }
}

fn extend(
    id: u32,
    from: &Node,
    at: usize,
    chance: &Chance,
    badness: i64,
    fit: Fit,
    stub: bool,
) -> Node {
    let base = LINE + badness;
    let mut demerits = base * base;
    if chance.cost != Chance::FORCED {
        let cost = i64::from(chance.cost);
        demerits += cost * cost * cost.signum();
    } else if from.hyphens > 0 {
        demerits += FINAL_HYPHEN;
    }
    let hyphens = if chance.hyphen { from.hyphens.saturating_add(1).min(3) } else { 0 };
    if chance.hyphen {
        demerits += match from.hyphens {
            0 => 0,
            1 => DOUBLE_HYPHEN,
            _ => TRIPLE_HYPHEN,
        };
    }
    let class = fitness(fit);
    if from.chance.is_some() && class.abs_diff(from.fitness) > 1 {
        demerits += ADJACENT;
    }
    if stub {
        demerits += STUB;
    }
    Node {
        chance: Some(at),
        line: from.line + 1,
        fitness: class,
        hyphens,
        demerits: from.demerits + demerits,
        before: Some(id),
        fit,
    }
}

/// Keeps the cheapest node of each fitness and run of hyphens; the earlier one when equal.
/// The number of the line tells nodes apart only while measures differ.
fn keep_best(reached: &mut Vec<Node>, node: Node, special: u32) {
    let key = |node: &Node| (node.line.min(special), node.fitness, node.hyphens);
    let same = |other: &&mut Node| key(other) == key(&node);
    match reached.iter_mut().find(same) {
        Some(other) if node.demerits < other.demerits => *other = node,
        Some(_) => {}
        None => reached.push(node),
    }
}

fn trace(nodes: &[Node], last: u32) -> Vec<LineBreak> {
    let mut lines = Vec::new();
    let mut at = Some(last);
    while let Some(id) = at {
        let node = &nodes[id as usize];
        if let Some(chance) = node.chance {
            lines.push(LineBreak { at: chance, fit: node.fit });
        }
        at = node.before;
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chances for words of these widths (in pt) with spaces of 3 ± (1.5, 1) pt between.
    fn words(widths: &[i64]) -> Vec<Chance> {
        let space =
            Totals { width: Len::pt(3), stretch: Len::pt(3) / 2, shrink: Len::pt(1) };
        let mut at = Totals::default();
        let mut chances = Vec::new();
        for (index, &width) in widths.iter().enumerate() {
            at.width += Len::pt(width);
            let end = at;
            at.width += space.width;
            at.stretch += space.stretch;
            at.shrink += space.shrink;
            let last = index + 1 == widths.len();
            let cost = if last { Chance::FORCED } else { 0 };
            let (tail, head) = (Len::ZERO, Len::ZERO);
            chances.push(Chance { end, next: at, tail, head, cost, hyphen: false });
        }
        chances
    }

    const PLAIN: Setting = Setting { ragged: None, stub: Len::ZERO, special: 0 };

    fn total(chances: &[Chance], measure: Len, ends: &[usize]) -> Option<i64> {
        let mut node = Node {
            chance: None,
            line: 0,
            fitness: 1,
            hyphens: 0,
            demerits: 0,
            before: None,
            fit: Fit::Good(0),
        };
        for &at in ends {
            let line = line_from(chances, node.chance, at);
            let forced = chances[at].cost == Chance::FORCED;
            let (badness, fit) = judge(line, measure, &PLAIN, forced);
            if matches!(fit, Fit::Overfull(_)) || badness > TOLERANCE[3] {
                return None;
            }
            node = extend(0, &node, at, &chances[at], badness, fit, false);
        }
        Some(node.demerits)
    }

    proptest::proptest! {
        #[test]
        fn total_fit_equals_brute_force(
            widths in proptest::collection::vec(4i64..40, 2..13),
            measure in 60i64..160,
        ) {
            let chances = words(&widths);
            let measure = Len::pt(measure);
            let found = break_lines(&chances, &|_| measure, &PLAIN);
            let ends: Vec<usize> = found.iter().map(|line| line.at).collect();
            proptest::prop_assert_eq!(ends.last(), Some(&(chances.len() - 1)));
            let n = chances.len() - 1;
            let best = (0u32..1 << n).filter_map(|bits| {
                let mut ends: Vec<usize> = (0..n).filter(|i| bits >> i & 1 == 1).collect();
                ends.push(n);
                total(&chances, measure, &ends)
            }).min();
            if let Some(best) = best {
                // The first pass that answers wins; within its tolerance it is the best.
                let cost = total(&chances, measure, &ends);
                let within = |limit: i64| (0u32..1 << n).filter_map(|bits| {
                    let mut ends: Vec<usize> = (0..n).filter(|i| bits >> i & 1 == 1).collect();
                    ends.push(n);
                    let mut from = None;
                    for &at in &ends {
                        let forced = chances[at].cost == Chance::FORCED;
                        let line = line_from(&chances, from, at);
                        let (badness, fit) = judge(line, measure, &PLAIN, forced);
                        if matches!(fit, Fit::Overfull(_)) || badness > limit {
                            return None;
                        }
                        from = Some(at);
                    }
                    total(&chances, measure, &ends)
                }).min();
                let expected =
                    TOLERANCE.iter().find_map(|&limit| within(limit)).unwrap_or(best);
                proptest::prop_assert_eq!(cost, Some(expected));
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_measure_is_overfull_and_the_rest_goes_on() {
        let chances = words(&[20, 200, 20, 20]);
        let lines = break_lines(&chances, &|_| Len::pt(100), &PLAIN);
        assert!(
            lines
                .iter()
                .any(|line| matches!(line.fit, Fit::Overfull(by) if by > Len::ZERO))
        );
        assert_eq!(lines.last().map(|line| line.at), Some(3));
    }

    #[test]
    fn ragged_lines_keep_their_spaces() {
        let chances = words(&[30, 30, 30, 30, 30]);
        let setting = Setting { ragged: Some(Len::pt(30)), stub: Len::ZERO, special: 0 };
        let lines = break_lines(&chances, &|_| Len::pt(100), &setting);
        assert!(lines.iter().all(|line| line.fit == Fit::Good(0)));
        assert_eq!(lines.len(), 2);
    }
}
