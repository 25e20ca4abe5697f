//! How a line fits its measure, and how bad that is.

use super::{Pass, Setting, Totals};
use crate::geom::Len;

/// How a line fits its measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Its spaces and letters are changed by this many thousandths of what they can give; the last line
    /// and ragged lines keep theirs: 0.
    Good(i32),
    /// They are stretched by more than they should be, in thousandths.
    Loose(i32),
    /// They would have to be stretched beyond all measure, by so many thousandths, so that
    /// the line is better left short; 0 where it has none.
    Short(i32),
    /// It is too wide by this much, all at its narrowest.
    Overfull(Len),
}

/// How a line is weighed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Judged {
    pub(super) badness: i64,
    /// Tight, decent, loose, very loose: TeX's classes.
    pub(super) class: u8,
    pub(super) fit: Fit,
}

/// The class of lines whose spaces are about what they should be.
pub(super) const DECENT: u8 = 1;

/// The unit of ratios in TeX's badness: 297³ is about 100 · 2¹⁸ (TeX: The Program, §108).
const UNIT: i64 = 297;
/// The largest ratio that is counted; beyond it all lines are equally bad.
const CAP: i64 = 10 * UNIT;
/// The largest ratio to which a line is filled: with spaces of three times their width it
/// falls apart, and a short line is the lesser evil.
const FILLED: i64 = 4 * UNIT;
/// What a short line may lack before it counts as bad, as a part of the measure.
const SHORT: i64 = 10;

/// TeX's badness of a ratio, 100 r³, rounded as there, but not capped at 10 000.
fn cube(ratio: i64) -> i64 {
    (ratio * ratio * ratio + (1 << 17)) >> 18
}

/// The largest ratio within a tolerance, if it is one that forbids anything.
pub(super) fn limit(tolerance: i64) -> Option<i64> {
    let (mut low, mut high) = (0, CAP);
    if cube(CAP) <= tolerance {
        return None;
    }
    while high - low > 1 {
        let middle = (low + high) / 2;
        if cube(middle) <= tolerance { low = middle } else { high = middle }
    }
    Some(low)
}

/// Whether a line that lacks so much, and can stretch so much, is looser than `limit`.
pub(super) fn looser(missing: Len, stretch: Len, limit: i64) -> bool {
    missing > Len::ZERO && missing.count() * UNIT >= (limit + 1) * stretch.count()
}

/// How a line fits its measure, and how bad that is. `forced` lines keep their spaces.
pub(super) fn judge(
    line: Totals,
    measure: Len,
    setting: &Setting,
    pass: &Pass,
    forced: bool,
) -> Judged {
    let missing = measure - line.width;
    if missing < Len::ZERO {
        let shrink =
            if setting.ragged.is_some() { Len::ZERO } else { line.shrink + line.give };
        let most = shrink - line.shrink + line.shrink.ratio(pass.shrink, 1000);
        let most = if setting.ragged.is_some() { Len::ZERO } else { most };
        if -missing > most {
            let fit = Fit::Overfull(-missing - most);
            return Judged { badness: 0, class: 0, fit };
        }
        let badness = cube(-missing.count() * UNIT / shrink.count().max(1));
        let class = if badness > 12 { 0 } else { DECENT };
        return Judged { badness, class, fit: Fit::Good(share(missing, shrink)) };
    }
    // The last line of a paragraph, or one that an author ends, keeps its spaces.
    if forced || missing == Len::ZERO {
        return Judged { badness: 0, class: DECENT, fit: Fit::Good(0) };
    }
    let stretch = setting.ragged.unwrap_or(line.stretch + line.give);
    let ratio = |stretch: Len| {
        let missing = missing.count().saturating_mul(UNIT);
        if stretch <= Len::ZERO { CAP } else { (missing / stretch.count()).min(CAP) }
    };
    let own = ratio(stretch);
    let short = own > FILLED && setting.ragged.is_none();
    // Where nothing else is left, short lines are weighed by what they lack.
    let badness = if short && pass.tolerance == i64::MAX {
        let lacking = cube(ratio(measure / SHORT));
        if line.stretch == Len::ZERO { lacking } else { lacking.max(cube(FILLED)) }
    } else {
        cube(own)
    };
    let class = match badness {
        ..=12 => DECENT,
        13..=99 => 2,
        100.. => 3,
    };
    let told = share(missing, stretch);
    let fit = match setting.ragged {
        Some(_) => Fit::Good(0),
        None if short && line.stretch == Len::ZERO => Fit::Short(0),
        None if short => Fit::Short(told),
        None if told > 2000 => Fit::Loose(told),
        None => Fit::Good(told),
    };
    Judged { badness, class, fit }
}

/// A part of what can be given, in thousandths.
fn share(missing: Len, give: Len) -> i32 {
    (missing.count().saturating_mul(1000) / give.count().max(1)) as i32
}
