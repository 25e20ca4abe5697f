//! Rivers: wide spaces that stand one below the other over several lines, so that white
//! runs down through a paragraph.

use crate::geom::Len;
use crate::pages::Line;
use crate::typeset::paragraph::SetLine;

/// How many lines a river runs over before it is seen.
const LONG: usize = 4;
/// How far the spaces of its lines are stretched, in thousandths of what they can give:
/// those of lines as they should be are too narrow to be seen as one.
const WIDE: i32 = 300;
/// The part of the narrower space that two of them have in common, in hundredths.
const SHARED: i64 = 50;

/// A space between words, by its edges.
#[derive(Clone, Copy)]
struct Gap {
    left: Len,
    right: Len,
    /// Over how many lines the white has come down to it.
    length: usize,
}

impl Gap {
    fn meets(&self, other: &Gap) -> bool {
        let shared = self.right.min(other.right) - self.left.max(other.left);
        let narrower = (self.right - self.left).min(other.right - other.left);
        shared > Len::ZERO && shared >= narrower.ratio(SHARED, 100)
    }
}

/// The longest river of a paragraph: its first line and how many it runs over.
pub(super) fn find(lines: &[SetLine]) -> Option<(usize, usize)> {
    let mut above: Vec<Gap> = Vec::new();
    let mut longest: Option<(usize, usize)> = None;
    for (index, line) in lines.iter().enumerate() {
        let mut gaps = if line.line.ratio >= WIDE { gaps(line) } else { Vec::new() };
        // Both rows go from left to right: what ends before a gap begins meets no later one.
        let mut from = 0;
        for gap in &mut gaps {
            from += above[from..].iter().take_while(|a| a.right <= gap.left).count();
            let near = above[from..].iter().take_while(|a| a.left < gap.right);
            let come = near.filter(|a| a.meets(gap)).map(|a| a.length).max();
            gap.length = come.unwrap_or(0) + 1;
        }
        let here = gaps.iter().map(|gap| gap.length).max().unwrap_or(0);
        if here >= LONG && longest.is_none_or(|(_, length)| here > length) {
            longest = Some((index + 1 - here, here));
        }
        above = gaps;
    }
    longest
}

/// The spaces of a line, from left to right.
fn gaps(set: &SetLine) -> Vec<Gap> {
    let Line { runs, .. } = &set.line;
    let mut gaps: Vec<Gap> = Vec::new();
    for run in runs {
        let (mut x, mut byte) = (set.x + run.x, 0);
        for glyph in &run.glyphs {
            let next = x + Len::raw(glyph.advance.into());
            let to = byte + usize::from(glyph.bytes);
            if run.text.get(byte..to) == Some(" ") {
                gaps.push(Gap { left: x, right: next, length: 0 });
            }
            (x, byte) = (next, to);
        }
    }
    gaps
}
