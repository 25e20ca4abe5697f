//! The space between the blocks of a flow.
//!
//! Between two blocks stands the larger of what the upper one asks for below it and the
//! lower one above it. Running text stands on the grid, and so does what a heading leads
//! to; what stands between two such places (a quotation, a list, code) has leadings and
//! spaces of its own, and what is missing to the grid, or too much, is shared evenly by the
//! gaps around its blocks. The space below a title or a heading never changes.

use super::join::Set;
use crate::geom::Len;
use crate::pages::{Mark, Placed};
use crate::typeset::galley::{After, Strip, baseline};

/// How much narrower gaps may become for the grid's sake: this part of them.
const NARROWER: i64 = 5;
/// How much smaller than others a picture may be set that a heading leads to, in halves.
const LED: i64 = 3;

/// Gives each block of a flow the space above it. Titles may stand `apart` from their text,
/// across the columns that it is set in.
pub(super) fn space(blocks: &mut [Set], leading: Len, room: Len, apart: bool) {
    pass_plates(blocks, room);
    lead_past(blocks, room);
    lead(blocks);
    stack(blocks);
    let mut row = Row::default();
    // What was asked for below the block before a picture that may wait.
    let mut before_picture: Option<Len> = None;
    for index in 0..blocks.len() {
        let upper = index.checked_sub(1).map(|before| Upper::of(&blocks[before]));
        let Some(first) = blocks[index].strips.first() else { continue };
        let asked = first.above;
        let owed = upper.as_ref().map_or(Len::ZERO, |upper| upper.below);
        let gap = match &upper {
            Some(upper) if upper.heading && !first.heading && !blocks[index].opening => {
                below_heading(owed, first, leading)
            }
            Some(_) | None => owed.max(asked),
        };
        let fixed = upper.as_ref().is_none_or(|upper| upper.heading || upper.opens);
        let closer = before_picture.map_or(Len::ZERO, |before| before.max(asked));
        // What a heading leads to is not set apart from it, unless there is no room for it.
        let leads = |upper: &Upper| upper.kept && !(apart && upper.opens);
        let led = upper.as_ref().is_some_and(leads);
        let picture = first.floats;
        let held = blocks[index].kept.is_some() || led && !goes_on(blocks, index);
        let floats = picture && !held;
        let meets = meets(&blocks[index], picture && !led);
        if let Some(first) = blocks[index].strips.first_mut() {
            (first.above, first.floats) = (gap, floats);
            if led {
                first.gives = first.gives * LED / 2;
            }
        }
        row.add(index, gap, fixed);
        if let Some(meets) = meets {
            row.close(blocks, meets, leading);
        }
        let Some(first) = blocks[index].strips.first_mut() else { continue };
        if before_picture.is_some() {
            first.closer = (first.above - closer).max(Len::ZERO);
        }
        before_picture = floats.then_some(before_picture.unwrap_or(owed));
        row.y += height(&blocks[index]);
    }
}

/// A heading leads to text: plates, which have pages of their own, and what finds no room below the
/// headings on any page, come behind the text that follows them, with the headings which lead to that.
fn pass_plates(blocks: &mut [Set], room: Len) {
    let leads = |set: &Set| set.strips.last().is_some_and(|s| s.after == After::MayNot);
    // How high the headings are.
    let (mut led, mut high) = (false, Len::ZERO);
    for index in 0..blocks.len() {
        let set = &blocks[index];
        let stands_alone = |first: &Strip| {
            let least = first.height - first.gives * LED / 2;
            set.is_plate() || first.floats && high + first.above + least > room
        };
        let passes = led && set.kept.is_none() && !goes_on(blocks, index);
        if (passes || led && set.is_plate())
            && set.strips.first().is_some_and(stands_alone)
        {
            let mut own =
                blocks[index..].iter().take_while(|next| !next.opening && !next.frames);
            let text = own.position(|set| !is_picture(set) && !leads(set));
            if let Some(text) = text {
                blocks[index..=index + text].sort_by_key(is_picture);
            }
        }
        high = if led { high } else { Len::ZERO } + height(&blocks[index]);
        led = leads(&blocks[index]);
    }
}

/// Whether it is nothing but pictures, which may wait or have pages of their own.
fn is_picture(set: &Set) -> bool {
    !set.strips.is_empty() && set.strips.iter().all(|strip| strip.floats || strip.plate)
}

/// Takes headings past what stands across and leaves no room for them on its page: they lead to the
/// text behind it, which goes before it where it waits.
fn lead_past(blocks: &mut [Set], room: Len) {
    let keeps = |set: &Set| set.strips.last().is_some_and(|s| s.after == After::MayNot);
    for at in 1..blocks.len() {
        let fills = blocks[at].across && blocks[at].is_alone();
        let text = blocks.get(at + 1).is_some_and(|next| !next.opening && !next.across);
        if !fills || !text {
            continue;
        }
        let before = blocks[..at].iter().rev();
        let led = before.take_while(|set| keeps(set) && !set.opening).count();
        let all: Len = blocks[at - led..=at].iter().map(height).sum();
        if led > 0 && all > room {
            blocks[at - led..=at].rotate_right(1);
        }
    }
}

/// A heading leads to two lines at least: a paragraph, an item or a quotation of one line below
/// it stays with what follows. And a list that a colon leads to should rather not begin a page.
fn lead(blocks: &mut [Set]) {
    for index in (1..blocks.len()).rev() {
        let upper = blocks[index - 1].strips.last();
        let led = upper.is_some_and(|s| s.after == After::MayNot && !s.shy);
        let (promised, lists) = (upper.is_some_and(ends_in_colon), blocks[index].lists);
        let goes_on = blocks.get(index + 1).and_then(|next| next.strips.first());
        let goes_on = goes_on.is_some_and(|next| !next.heading && !next.floats);
        let goes_on = goes_on || blocks[index].strips.len() > 1;
        let Some(first) = blocks[index].strips.first_mut() else { continue };
        if led && goes_on && first.after == After::May && is_line(first) {
            first.after = After::MayNot;
        }
        first.shy |= promised && lists;
    }
}

/// Whether nothing but a line of words stands in a strip.
fn is_line(strip: &Strip) -> bool {
    let line = matches!(&strip.placed[..], [.., Placed { mark: Mark::Line(_), .. }]);
    let lines = strip.placed.iter().filter(|p| matches!(p.mark, Mark::Line(_))).count();
    line && lines <= 2 && !strip.heading && !strip.floats
}

/// Whether the last line in a strip ends in a colon.
fn ends_in_colon(strip: &Strip) -> bool {
    let Some(Placed { mark: Mark::Line(line), .. }) = strip.placed.last() else {
        return false;
    };
    line.runs.last().is_some_and(|run| run.text.trim_end().ends_with(':'))
}

/// Whether running text follows a picture that a heading leads to, and can stand in its
/// place below the heading.
fn goes_on(blocks: &[Set], picture: usize) -> bool {
    let next = blocks.get(picture + 1);
    let first = next.and_then(|next| next.strips.first());
    next.is_some_and(|next| !next.opening && !next.frames && !next.solid)
        && first
            .is_some_and(|first| !first.heading && !first.floats && first.grid.is_some())
}

/// What stands above a gap.
struct Upper {
    below: Len,
    heading: bool,
    /// Whether it is the title of an article.
    opens: bool,
    /// Whether no page may end behind it.
    kept: bool,
}

impl Upper {
    fn of(block: &Set) -> Upper {
        Upper {
            below: block.below,
            heading: block.strips.first().is_some_and(|first| first.heading),
            opens: block.opening && height(block) > Len::ZERO,
            kept: block.strips.last().is_some_and(|last| last.after == After::MayNot),
        }
    }
}

/// Blocks between two places on the grid.
#[derive(Default)]
struct Row {
    /// How far it goes below the grid's line at its beginning.
    y: Len,
    /// The blocks whose gap above them may change.
    free: Vec<usize>,
    /// Their gaps together.
    gaps: Len,
}

impl Row {
    fn add(&mut self, block: usize, gap: Len, fixed: bool) {
        self.y += gap;
        if !fixed {
            self.free.push(block);
            self.gaps += gap;
        }
    }

    /// Brings a place so far below the last block's top to the grid, by equal shares.
    fn close(&mut self, blocks: &mut [Set], below: Len, leading: Len) {
        let over = modulo(self.y + below, leading);
        let narrower = over <= self.gaps / NARROWER;
        let rest = match (over == Len::ZERO, narrower) {
            (true, _) => Len::ZERO,
            (false, true) => Len::ZERO - over,
            (false, false) => leading - over,
        };
        let count = self.free.len() as i64;
        for (number, &block) in self.free.iter().enumerate() {
            let number = number as i64;
            let share = rest.ratio(number + 1, count) - rest.ratio(number, count);
            if let Some(first) = blocks[block].strips.first_mut() {
                first.above += share;
            }
        }
        *self = Row { y: Len::ZERO - below, ..Row::default() };
    }
}

/// How far below its top a block meets the grid: running text at its first line, a heading
/// where what it leads to begins, pictures and titles, which are as high as whole lines with
/// the space around them, where that space begins; other blocks do not by themselves.
fn meets(block: &Set, floats: bool) -> Option<Len> {
    let first = block.strips.first()?;
    if floats || block.opening {
        return Some(Len::ZERO - first.above);
    }
    first.grid
}

/// How high a block is without the space above it.
fn height(block: &Set) -> Len {
    let above = block.strips.first().map_or(Len::ZERO, |first| first.above);
    let strips = block.strips.iter();
    strips.map(|strip| strip.above + strip.height).sum::<Len>() - above
}

/// Headings that follow each other meet the grid where the last of them does.
fn stack(blocks: &mut [Set]) {
    let mut next: Option<Len> = None;
    for index in (0..blocks.len()).rev() {
        let owed = index.checked_sub(1).map_or(Len::ZERO, |before| blocks[before].below);
        let height = height(&blocks[index]);
        next = blocks[index].strips.first_mut().filter(|first| first.heading).and_then(
            |first| {
                if let Some(next) = next {
                    first.grid = Some(height + next);
                }
                first.grid.map(|grid| owed.max(first.above) + grid)
            },
        );
    }
}

/// The space between a heading and what it leads to: the first line stands as far below the
/// heading as running text does, whatever space and leading it has elsewhere. A rule or a picture
/// keeps clear of the heading's descenders by half a line at the least.
fn below_heading(owed: Len, first: &Strip, leading: Len) -> Len {
    // The place of a link is nothing that is seen.
    let seen = first.placed.iter().find(|placed| !matches!(placed.mark, Mark::Link(..)));
    let line = seen.and_then(|placed| match &placed.mark {
        Mark::Line(_) => Some(placed.at.y),
        Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    });
    match line {
        Some(y) => (owed + baseline(leading) - y).max(Len::ZERO),
        None => owed.max(leading / 2),
    }
}

/// What is left of a length when whole lines are taken off.
fn modulo(length: Len, leading: Len) -> Len {
    Len::raw(length.count().rem_euclid(leading.count().max(1)))
}

#[cfg(test)]
mod tests {
    use super::super::join::Set;
    use super::space;
    use crate::geom::Len;
    use crate::typeset::galley::Strip;

    const LINE: Len = Len::pt(14);

    fn running() -> Set {
        let first = Strip { height: LINE, grid: Some(Len::ZERO), ..Strip::default() };
        Set::of(vec![first], Len::ZERO)
    }

    fn display(height: i64, around: i64) -> Set {
        let (above, height) = (Len::pt(around), Len::pt(height));
        Set::of(vec![Strip { above, height, ..Strip::default() }], above)
    }

    fn heading() -> Set {
        let (above, height) = (Len::pt(21), LINE);
        let grid = Some(Len::pt(21));
        let first = Strip { above, height, grid, heading: true, ..Strip::default() };
        Set::of(vec![first], Len::pt(7))
    }

    /// The spaces between blocks, in points and tenths.
    fn gaps(mut blocks: Vec<Set>) -> Vec<f64> {
        space(&mut blocks, LINE, LINE * 40, false);
        let above = |set: &Set| set.strips[0].above.count() as f64;
        let tenths = |raw: f64| (raw / Len::PT.count() as f64 * 10.0).round() / 10.0;
        blocks.iter().skip(1).map(|set| tenths(above(set))).collect()
    }

    #[test]
    fn what_is_missing_to_the_grid_is_shared_by_the_gaps() {
        // A quotation of whole lines with half a line on both sides needs nothing.
        assert_eq!(gaps(vec![running(), display(28, 7), running()]), [7.0, 7.0]);
        // Code of ten points a line: 30 + 14 points are 2 too much for three lines.
        assert_eq!(gaps(vec![running(), display(30, 7), running()]), [6.0, 6.0]);
        // 34 + 14 are 8 too few for four.
        assert_eq!(gaps(vec![running(), display(34, 7), running()]), [11.0, 11.0]);
        // Between two such blocks stands one space, and three gaps share.
        let two = vec![running(), display(28, 7), display(28, 7), running()];
        assert_eq!(gaps(two), [9.3, 9.3, 9.3]);
    }

    #[test]
    fn a_title_below_a_heading_keeps_its_space() {
        let mut title = display(28, 28);
        title.opening = true;
        assert_eq!(gaps(vec![running(), heading(), title]), [21.0, 28.0]);
    }

    #[test]
    fn the_space_below_a_heading_never_changes() {
        assert_eq!(gaps(vec![running(), heading(), running()]), [21.0, 7.0]);
        // 28 points behind 7: the gap below the list makes up for it.
        let list = vec![running(), heading(), display(28, 7), running()];
        assert_eq!(gaps(list), [21.0, 7.0, 14.0]);
        let code = vec![running(), heading(), display(30, 7), running()];
        assert_eq!(gaps(code), [21.0, 7.0, 12.0]);
        // A heading below a quotation: nothing is lost, nothing is owed twice.
        assert_eq!(gaps(vec![running(), display(28, 7), heading()]), [10.5, 24.5]);
        assert_eq!(gaps(vec![heading(), heading(), running()]), [21.0, 7.0]);
    }
}
