//! How a line fits its measure, and how bad that is.

use super::{Pass, Setting, Totals};
use crate::geom::Len;

/// How a line fits its measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fit {
    /// Its spaces are changed by this many thousandths of what they can give; the last line
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
    /// What its letters take, in thousandths of what they can give.
    pub(super) letters: i32,
}

/// The class of lines whose spaces are about what they should be.
pub(super) const DECENT: u8 = 1;
/// The class of lines whose spaces are wider than they should be.
pub(super) const LOOSE: u8 = 3;

/// The unit of ratios in TeX's badness: 297³ is about 100 · 2¹⁸ (TeX: The Program, §108).
const UNIT: i64 = 297;
/// The largest ratio that is counted; beyond it all lines are equally bad.
const CAP: i64 = 10 * UNIT;
/// The largest ratio to which a line is filled: with spaces of three times their width it
/// falls apart, and a short line is the lesser evil.
const FILLED: i64 = 4 * UNIT;
/// What spaces hide alone, as a part of what they can give; where a line needs more its
/// letters give first, and spaces what is left: a space half as wide again is seen, letters
/// wider by a fiftieth are not.
const UNSEEN: i64 = 6;
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

/// Whether a line that lacks so much is looser than `limit`, which is more than spaces hide.
pub(super) fn looser(line: Totals, missing: Len, setting: &Setting, limit: i64) -> bool {
    let (missing, stretch) = match setting.ragged {
        Some(rag) => (missing, rag),
        None => (missing - line.give, line.stretch),
    };
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
        return squeezed(line, -missing, setting, pass);
    }
    // The last line of a paragraph, or one that an author ends, keeps its spaces.
    if forced || missing == Len::ZERO {
        return Judged { badness: 0, class: DECENT, fit: Fit::Good(0), letters: 0 };
    }
    let (left, stretch) = match setting.ragged {
        Some(rag) => (missing, rag),
        None => (for_spaces(missing, line.stretch, line.give), line.stretch),
    };
    let own = ratio(left, stretch);
    let short = own > FILLED && setting.ragged.is_none();
    // Where nothing else is left, short lines are weighed by what they lack.
    let badness = if short && pass.tolerance == i64::MAX {
        let lacking = cube(ratio(missing, measure / SHORT));
        // The fuller of two is the better one.
        if line.stretch == Len::ZERO { lacking } else { cube(FILLED) + lacking }
    } else {
        cube(own)
    };
    let class = match badness {
        100.. => LOOSE,
        _ => match cube(ratio(missing, stretch + give(&line, setting))) {
            ..=12 => DECENT,
            13.. => 2,
        },
    };
    let told = share(left, stretch);
    let letters = share(missing - left, line.give);
    let (fit, letters) = match setting.ragged {
        Some(_) => (Fit::Good(0), 0),
        None if short && line.stretch == Len::ZERO => (Fit::Short(0), 0),
        None if short => (Fit::Short(told), 0),
        None if told > 2000 => (Fit::Loose(told), letters),
        None => (Fit::Good(told), letters),
    };
    Judged { badness, class, fit, letters }
}

/// A line that is too wide by so much.
fn squeezed(line: Totals, over: Len, setting: &Setting, pass: &Pass) -> Judged {
    let give = give(&line, setting);
    let shrink = if setting.ragged.is_some() { Len::ZERO } else { line.shrink };
    let most = give + shrink.ratio(pass.shrink, 1000);
    if over > most {
        let fit = Fit::Overfull(over - most);
        return Judged { badness: 0, class: 0, fit, letters: -1000 };
    }
    let left = for_spaces(over, shrink, give);
    let badness = cube(ratio(left, shrink));
    let class = if cube(ratio(over, shrink + give)) > 12 { 0 } else { DECENT };
    let (fit, letters) = (Fit::Good(-share(left, shrink)), -share(over - left, give));
    Judged { badness, class, fit, letters }
}

/// What letters can give, where edges are straight.
fn give(line: &Totals, setting: &Setting) -> Len {
    if setting.ragged.is_some() { Len::ZERO } else { line.give }
}

/// What is left for spaces of what a line needs: what they hide, and what letters have not.
fn for_spaces(needed: Len, spaces: Len, letters: Len) -> Len {
    (needed - letters).max(needed.min(spaces / UNSEEN))
}

/// A part of what can be given, in the unit of ratios.
fn ratio(needed: Len, given: Len) -> i64 {
    match needed.count().saturating_mul(UNIT) {
        ..=0 => 0,
        needed if given > Len::ZERO => (needed / given.count()).min(CAP),
        _ => CAP,
    }
}

/// A part of what can be given, in thousandths.
fn share(missing: Len, give: Len) -> i32 {
    (missing.count().saturating_mul(1000) / give.count().max(1)) as i32
}
