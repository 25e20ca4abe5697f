//! Letters evened out over neighbouring lines: one widened by all it can give above one that
//! is narrowed by as much is seen, where spaces take the difference unseen.

use super::{Chance, Fit, LineBreak, Setting, Totals};
use crate::geom::Len;

/// How much more of what they can give the letters of one line take than those of the next, in
/// thousandths, where spaces allow it.
const APART: i32 = 500;
/// How far spaces are stretched or shrunk for that, in thousandths of what they can give: to
/// thirteen and a half tenths, and to eight and a quarter, of what they should be.
const UNSEEN: i64 = 700;

/// How often the lines are gone through: what one pair gives is felt by the next.
const SWEEPS: usize = 8;

/// Evens out what the letters of a paragraph's lines take. Which lines are loose or tight
/// beyond what is allowed for that stays as it is, and so do lines that are not filled.
pub fn even(
    chances: &[Chance],
    measure: &dyn Fn(usize) -> Len,
    setting: &Setting,
    lines: &mut [LineBreak],
) {
    if setting.ragged.is_some() || lines.iter().all(|line| line.letters == 0) {
        return;
    }
    let mut start = Totals { width: -setting.head, ..Totals::default() };
    let mut ranges = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let chance = &chances[line.at];
        let mut end = chance.end;
        end.width += chance.tail;
        let forced = chance.cost == Chance::FORCED;
        ranges.push(match line.fit {
            Fit::Good(_) | Fit::Loose(_) => {
                range(end - start, measure(number), line.letters, forced)
            }
            Fit::Short(_) | Fit::Overfull(_) => (line.letters, line.letters),
        });
        start = chance.next;
        start.width -= chance.head;
    }
    for _ in 0..SWEEPS {
        for index in 1..lines.len() {
            draw(lines, index, &ranges);
        }
    }
}

/// Draws the letters of a line and of the one before towards each other, each half the way.
fn draw(lines: &mut [LineBreak], index: usize, ranges: &[(i32, i32)]) {
    let [before, here] = [lines[index - 1].letters, lines[index].letters];
    let excess = ((here - before).abs() - APART).max(0) * (here - before).signum();
    let within = |letters: i32, (least, most): (i32, i32)| letters.clamp(least, most);
    lines[index - 1].letters = within(before + excess / 2, ranges[index - 1]);
    lines[index].letters = within(here - (excess - excess / 2), ranges[index]);
}

/// The least and the most that the letters of a line can take, with what they take now among
/// it. A line that is not filled keeps its spaces, whatever its letters do.
fn range(line: Totals, measure: Len, letters: i32, forced: bool) -> (i32, i32) {
    let missing = measure - line.width;
    let give = line.give.count();
    if give <= 0 {
        return (letters, letters);
    }
    let of =
        |room: Len| (room.count().saturating_mul(1000) / give).clamp(-1000, 1000) as i32;
    let (least, most) = if forced && missing >= Len::ZERO {
        (-1000, of(missing))
    } else {
        (
            of(missing - line.stretch.ratio(UNSEEN, 1000)),
            of(missing + line.shrink.ratio(UNSEEN, 1000)),
        )
    };
    (least.min(letters), most.max(letters))
}

#[cfg(test)]
mod tests {
    use super::super::{Demerits, Stubs};
    use super::*;

    /// Lines of these widths in a measure of 100 pt, each with letters that give 2 pt and
    /// spaces that give 10 pt or 5 pt.
    fn evened(widths: &[i64]) -> Vec<i32> {
        let setting = Setting {
            ragged: None,
            stubs: Stubs::NONE,
            head: Len::ZERO,
            special: 0,
            demerits: Demerits::default(),
        };
        let mut at = Totals::default();
        let mut chances = Vec::new();
        for (index, &width) in widths.iter().enumerate() {
            at.width += Len::pt(width);
            at.stretch += Len::pt(10);
            at.shrink += Len::pt(5);
            at.give += Len::pt(2);
            let last = index + 1 == widths.len();
            let cost = if last { Chance::FORCED } else { 0 };
            let (tail, head, hyphen) = (Len::ZERO, Len::ZERO, false);
            chances.push(Chance { end: at, next: at, tail, head, cost, hyphen });
        }
        let letters = |width: i64| ((100 - width) * 500).clamp(-1000, 1000) as i32;
        let lines = widths.iter().enumerate();
        let mut lines: Vec<LineBreak> = lines
            .map(|(at, &width)| {
                let forced = at + 1 == widths.len();
                let letters = if forced { 0 } else { letters(width) };
                LineBreak { at, fit: Fit::Good(0), letters }
            })
            .collect();
        even(&chances, &|_| Len::pt(100), &setting, &mut lines);
        lines.iter().map(|line| line.letters).collect()
    }

    #[test]
    fn letters_of_neighbours_differ_little_where_spaces_allow_it() {
        let apart = |widths: &[i64]| {
            let letters = evened(widths);
            letters.windows(2).map(|pair| (pair[1] - pair[0]).abs()).max()
        };
        assert!(apart(&[98, 100, 102, 50]) < Some(520));
        assert!(apart(&[97, 103, 98, 102, 50]) < Some(560));
        // Spaces that would be seen keep their letters.
        assert_eq!(evened(&[90, 108, 50])[..2], [1000, -1000]);
        assert_eq!(evened(&[100, 100, 50]), [0, 0, 0]);
    }
}
