//! What is good and bad about a page, in demerits.

use super::matter::Way;

/// What it costs that a page is short by so many lines, whether or not its neighbour is.
/// One line less or more, on both pages together, is what compositors do first.
const SHORT: [i64; 5] = [0, 3_000, 60_000, 150_000, 300_000];
/// Each further line.
const SHORTER: i64 = 60_000;
/// White between text and notes, for the square of its half lines: two lines are what keeping
/// lines together costs.
const SLACK: i64 = 100;
const SLACK_MOST: i64 = 4;
/// Each further half line: more is a hole.
const HOLE: i64 = 19_200;
/// A note that is split.
pub(super) const SPLIT: i64 = 150_000;
/// A note that begins below one which goes on over the page: readers lose the thread of it.
pub(super) const CROWDED: i64 = 400_000;
/// What should rather not begin a page, and does.
pub(super) const SHY: i64 = 120_000;
/// A line alone between a picture and the end of the page.
pub(super) const LONE: i64 = 50_000;
/// A column of one line, where columns are to end at one height: more than a column beside it
/// that ends far above.
pub(super) const THIN: i64 = 2_500_000;
/// A picture that waits for the next page, for each page; and for each heading that goes
/// before it.
pub(super) const WAIT: i64 = 20_000;
pub(super) const PASSED: i64 = 40_000;
/// A picture that is set lower to find room.
pub(super) const LOWER: i64 = 10_000;
/// A last page of fewer lines than this, for each line that it lacks.
const LAST_LINES: i64 = 5;
const LAST: i64 = 100_000;
/// A column that is left empty because what comes next is too tall for it, and one that is
/// broken where it may not be, because nothing else can be done.
pub(super) const EMPTY: i64 = 5_000_000;
pub(super) const RESCUE: i64 = 10_000_000;
/// Each segment that is not set in its natural way, besides what its lines cost.
const UNNATURAL: i64 = 4_000;
/// And no more than so much: less than facing pages of unequal depth.
const UNNATURAL_MOST: i64 = 60_000;
/// What it costs to set a segment in a way that is not its natural one.
pub(super) fn way_cost(way: &Way) -> i64 {
    UNNATURAL + way.cost.min(UNNATURAL_MOST)
}

/// What it costs that so few lines stand on the last page.
pub(super) fn last_cost(lines: i64) -> i64 {
    (LAST_LINES - lines).max(0) * LAST
}

/// What it costs that a page is short by so many half lines.
pub(super) fn short_cost(short: i64) -> i64 {
    let lines = short.unsigned_abs().div_ceil(2) as usize;
    match SHORT.get(lines) {
        Some(&cost) => cost,
        None => SHORT[SHORT.len() - 1] + SHORTER * (lines + 1 - SHORT.len()) as i64,
    }
}

/// What it costs that so many half lines are white between text and notes.
pub(super) fn slack_cost(half_lines: i64) -> i64 {
    let hole = (half_lines - SLACK_MOST).max(0);
    (half_lines - hole) * (half_lines - hole) * SLACK + hole * HOLE
}

/// What it costs to leave a page to the rests of notes.
pub(super) fn given_way() -> i64 {
    SHORT[SHORT.len() - 1]
}
