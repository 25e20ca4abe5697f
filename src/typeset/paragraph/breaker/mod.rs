//! Where lines end: Knuth and Plass's total fit over a whole paragraph ("Breaking
//! Paragraphs into Lines", Software: Practice and Experience 11, 1981), over plain
//! integers. It knows no font, document or diagnostic; it returns facts.
//!
//! The paragraph comes as its chances to break, with running totals up to each, so that a
//! line's width is a difference of two totals. What hyphens, kerning and protrusion change
//! at a break stands with the chance.

mod active;
mod demerits;
mod even;
mod fit;
mod stub;
#[cfg(test)]
mod tests;

use std::ops::Sub;

pub use demerits::{Demerits, Pass};
pub use even::even;
pub use fit::Fit;
pub use stub::{Stub, Stubs};

use active::search;

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
    /// How much the letters can give, either way.
    pub give: Len,
}

impl Sub for Totals {
    type Output = Totals;
    fn sub(self, other: Totals) -> Totals {
        Totals {
            width: self.width - other.width,
            stretch: self.stretch - other.stretch,
            shrink: self.shrink - other.shrink,
            give: self.give - other.give,
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
    /// Which last lines are too short.
    pub stubs: Stubs,
    /// What the first line's beginning adds to it.
    pub head: Len,
    /// How many lines from the first have measures of their own; all later ones share one.
    pub special: u32,
    /// What is good and bad.
    pub demerits: Demerits,
}

/// One line of the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineBreak {
    /// The chance at its end.
    pub at: usize,
    /// How it fits.
    pub fit: Fit,
    /// What its letters take, in thousandths of what they can give: widened or, below 0,
    /// narrowed.
    pub letters: i32,
}

/// A paragraph's best lines among those of one number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// How many lines it has more than the best of all.
    pub delta: i8,
    /// Its demerits over those of the best of all.
    pub cost: i64,
    /// Its lines.
    pub lines: Vec<LineBreak>,
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
    let first = setting.demerits.passes.iter().find_map(|pass| {
        let found = search(chances, measure, setting, pass, setting.special)?;
        Some(found.lines(found.best()?.0))
    });
    // The last pass always answers; this keeps the function total without a panic.
    first.unwrap_or_else(|| {
        let forced = chances.iter().enumerate().filter(|(_, c)| c.cost == Chance::FORCED);
        forced.map(|(at, _)| LineBreak { at, fit: Fit::Good(0), letters: 0 }).collect()
    })
}

/// The best breaks for a paragraph in so many lines more than [`break_lines`] gives it, at
/// whatever price short of an overfull line or a stub; `None` where there are none.
pub fn break_by(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    delta: i8,
) -> Option<Vec<LineBreak>> {
    let natural = break_lines(chances, measure, setting).len();
    break_in(chances, measure, setting, natural.checked_add_signed(delta.into())?)
}

/// The best breaks for a paragraph in just so many lines, at whatever price short of an
/// overfull line or a stub; `None` where there are none.
pub fn break_in(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    lines: usize,
) -> Option<Vec<LineBreak>> {
    let lines = u32::try_from(lines).ok()?;
    let passes = setting.demerits.passes.iter().filter(|pass| !pass.rescue);
    passes.into_iter().find_map(|pass| {
        let found = search(chances, measure, setting, pass, u32::MAX)?;
        Some(found.lines(found.best_of(lines)?))
    })
}

/// The best breaks for a paragraph, as [`break_lines`] finds them, and before and after
/// them the best ones with up to `span` lines fewer and more.
///
/// The others are offered only where they are good: within the tolerance of the first pass,
/// without an overfull line, a third hyphen running or a stub. Where the paragraph itself
/// needs a later pass, it is alone.
pub fn break_counts(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    span: u8,
) -> Vec<Count> {
    let counted = setting.demerits.passes.first().and_then(|pass| {
        // A number of lines is told from every other, where it is asked for.
        let special = if span == 0 { setting.special } else { u32::MAX };
        let found = search(chances, measure, setting, pass, special)?;
        let (best, least) = found.best()?;
        let natural = i64::from(best.line);
        let counts = (-i64::from(span)..=i64::from(span)).filter_map(|delta| {
            let end = if delta == 0 {
                best
            } else {
                found.best_of(u32::try_from(natural + delta).ok()?)?
            };
            let (delta, cost) = (delta as i8, end.demerits - least);
            Some(Count { delta, cost, lines: found.lines(end) })
        });
        Some(counts.collect())
    });
    counted.unwrap_or_else(|| {
        let lines = break_lines(chances, measure, setting);
        vec![Count { delta: 0, cost: 0, lines }]
    })
}
