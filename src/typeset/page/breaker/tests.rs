//! What is found is the cheapest of all ways, whatever the pieces.

use proptest::prelude::*;

use super::super::cost::{EMPTY, SHY, last_cost, short_cost, way_cost};
use super::super::matter::{Beside, Piece, Segment, Way};
use super::*;
use crate::geom::Len;
use crate::typeset::galley::After;

const LINE: Len = Len::PT;

/// A paragraph of so many lines; the bits say which lines end in a divided word.
fn paragraph(lines: usize, above: i64, hyphens: u32) -> Vec<Piece> {
    let piece = |index: usize| Piece {
        above: if index == 0 { LINE * above } else { Len::ZERO },
        height: LINE,
        after: After::within(index, lines),
        hyphen: index + 1 < lines && hyphens >> index & 1 == 1,
        grid: (index == 0).then_some(Len::ZERO),
        ..Piece::default()
    };
    (0..lines).map(piece).collect()
}

prop_compose! {
    fn segment()(
        lines in 1usize..7,
        above in prop_oneof![4 => Just(0i64), 1 => Just(1)],
        hyphens in any::<u32>(),
        shorter in any::<bool>(),
        longer in any::<bool>(),
        cost in 0i64..50_000,
        shy in prop_oneof![4 => Just(false), 1 => Just(true)],
    ) -> Segment {
        let hyphens = hyphens & hyphens >> 3;
        let mut ways = vec![Way::new(0, 0, paragraph(lines, above, hyphens))];
        if shorter && lines > 2 {
            ways.push(Way::new(-1, cost, paragraph(lines - 1, above, hyphens >> 7)));
        }
        if longer && lines > 2 {
            ways.push(Way::new(1, cost / 2, paragraph(lines + 1, above, hyphens >> 9)));
        }
        ways.iter_mut().for_each(|way| way.pieces[0].shy = shy);
        Segment { ways }
    }
}

/// A paragraph, a heading, a picture or a box.
fn block(kind: usize, size: usize) -> Vec<Piece> {
    let height = LINE * size as i64;
    match kind {
        0 => vec![Piece {
            height: LINE,
            heading: true,
            after: After::MayNot,
            ..Piece::default()
        }],
        1 | 2 => {
            let gives = height / 5;
            vec![Piece { height, floats: true, gives, ..Piece::default() }]
        }
        3 => {
            let row = Piece { height: LINE, ..Piece::default() };
            let mut rows = vec![row; size + 2];
            rows[0].solid = true;
            rows
        }
        _ => paragraph(size, 0, 0),
    }
}

/// The lines of the brute force, without knowledge of the walk.
struct Lines<'a> {
    /// Segment, way, piece.
    all: Vec<(usize, usize, &'a Piece)>,
    segments: &'a [Segment],
}

impl Lines<'_> {
    /// What a column of the lines from one to another costs, and how short it is; `None`
    /// where it may not be.
    fn column(&self, from: usize, to: usize, column: Column) -> Option<(i64, i64)> {
        let room = column.room.count() / LINE.count();
        let (mut y, mut cost, mut swing) = (0, 0, 0i64);
        for (index, &(segment, way, piece)) in self.all[from..to].iter().enumerate() {
            let first = self.all.get((from + index).wrapping_sub(1));
            if first.is_none_or(|&(before, ..)| before != segment) {
                let way = &self.segments[segment].ways[way];
                swing += i64::from(way.delta);
                if way.delta != 0 {
                    cost += way_cost(way);
                    if swing.abs() > 2 {
                        return None;
                    }
                }
            }
            if index > 0 {
                y += piece.above.count() / LINE.count();
            }
            y += 1;
        }
        let (.., end) = self.all[to - 1];
        let last = to == self.all.len();
        if y > room + 1 || !last && end.after != After::May {
            return None;
        }
        if last {
            let over = if y > room { short_cost(-2) } else { 0 };
            let few = if column.first { last_cost(y) } else { 0 };
            return Some((cost + few + over, 0));
        }
        if self.all[to].2.shy {
            cost += SHY;
        }
        let short = room - y;
        (short <= 4).then(|| (cost + short_cost(2 * short), short))
    }
}

fn rest(
    lines: &Lines<'_>,
    from: usize,
    facing: Option<i64>,
    number: usize,
    columns: &Columns,
) -> Option<i64> {
    let mut best = None;
    let column = columns.column(number);
    for to in from + 1..=lines.all.len() {
        let Some((cost, short)) = lines.column(from, to, column) else { continue };
        let last = to == lines.all.len();
        let rest = if last {
            Some(0)
        } else {
            let unequal = facing.map_or(0, |facing| facing - short);
            let hyphen = match lines.all[to - 1].2.hyphen {
                false => 0,
                true if !column.last => HYPHEN_OVER_GUTTER,
                true if column.side == Side::Recto => HYPHEN_OVER_LEAF,
                true => HYPHEN_OVER_FOLD,
            };
            let seen = !column.last || column.side == Side::Verso;
            rest(lines, to, seen.then_some(short), number + 1, columns)
                .map(|rest| rest + unequal * unequal * UNEQUAL + hyphen)
        };
        if let Some(rest) = rest {
            let cost = cost + rest;
            best = Some(best.map_or(cost, |best: i64| best.min(cost)));
        }
    }
    best
}

/// The cheapest of all settings of all segments in all columns.
fn brute(segments: &[Segment], columns: &Columns) -> Option<i64> {
    let counts: Vec<usize> = segments.iter().map(|segment| segment.ways.len()).collect();
    let total: usize = counts.iter().product();
    (0..total)
        .filter_map(|mut number| {
            let mut all = Vec::new();
            for (index, segment) in segments.iter().enumerate() {
                let way = number % counts[index];
                number /= counts[index];
                let pieces = segment.ways[way].pieces.iter();
                all.extend(pieces.map(|piece| (index, way, piece)));
            }
            rest(&Lines { all, segments }, 0, None, 0, columns)
        })
        .min()
}

proptest! {
    #[test]
    fn columns_are_the_cheapest_of_all(
        segments in prop::collection::vec(segment(), 1..6),
        room in 5i64..9,
        taken in 0i64..3,
        count in 1usize..4,
        recto in any::<bool>(),
    ) {
        let side = if recto { Side::Recto } else { Side::Verso };
        let (first, full) = (LINE * (room - taken), LINE * room);
        let columns = Columns { side, before: 0, count, first, across: Default::default(), full, even: false, level: None, filled: None, whole: None, facing: None };
        let Some(best) = brute(&segments, &columns) else { return Ok(()) };
        let matter = Matter { leading: LINE, segments, notes: &[], beside: Beside::default() };
        let start = Key::start(Place::default(), Carried::default(), None);
        let found = search(&matter, &columns, start, usize::MAX, NODES);
        let last = found.last.expect("what brute force can break can be broken");
        prop_assert_eq!(found.nodes[last as usize].cost, best);
        let filled = break_columns(&matter, &columns, Carried::default(), NODES);
        prop_assert!(filled.iter().all(|filled| filled.cost < EMPTY));
        whole(&matter, &filled)?;
    }

    #[test]
    fn pictures_wait_no_longer_than_they_must(
        blocks in prop::collection::vec((0usize..6, 1usize..9), 1..12),
        room in 9i64..14,
    ) {
        let mut blocks: Vec<Vec<Piece>> =
            blocks.into_iter().map(|(kind, size)| block(kind, size)).collect();
        blocks.push(paragraph(2, 0, 0));
        let ways = |pieces| Segment { ways: vec![Way::new(0, 0, pieces)] };
        let segments: Vec<Segment> = blocks.into_iter().map(ways).collect();
        let beside = Beside::default();
        let matter = Matter { leading: LINE, segments, notes: &[], beside };
        let (side, full) = (Side::Recto, LINE * room);
        let columns = Columns { side, before: 0, count: 1, first: full, across: Default::default(), full, even: false, level: None, filled: None, whole: None, facing: None };
        let filled = break_columns(&matter, &columns, Carried::default(), NODES);
        let taken: Vec<Place> =
            filled.iter().flat_map(|page| &page.taken).map(|t| t.place).collect();
        let floats = |&place: &Place| matter.piece(place).is_some_and(|p| p.floats);
        // Everything stands once, pictures and text each in their order.
        let (pictures, text): (Vec<Place>, Vec<Place>) =
            taken.iter().partition(|place| floats(place));
        prop_assert!(pictures.is_sorted() && text.is_sorted());
        let all = matter.segments.iter().map(|segment| segment.ways[0].pieces.len());
        prop_assert_eq!(taken.len(), all.sum::<usize>());
        for (at, picture) in taken.iter().enumerate().filter(|(_, p)| floats(p)) {
            let passed = |place: &&Place| {
                place.segment > picture.segment
                    && matter.piece(**place).is_some_and(|piece| piece.heading)
            };
            let headings: Vec<u32> =
                taken[..at].iter().filter(passed).map(|place| place.segment).collect();
            // Headings that follow each other, or have nothing but pictures between them, are
            // one: no page ends there.
            let text_before = |segment: u32| {
                let floats = |&at: &u32| {
                    matter.segments[at as usize].ways[0].pieces[0].floats
                };
                (0..segment).rev().find(|at| !floats(at))
            };
            let follows = |at: &u32| {
                text_before(*at).is_some_and(|before| headings.contains(&before))
            };
            let passed = headings.iter().filter(|at| !follows(at)).count();
            prop_assert!(passed <= 1, "{:?} behind {:?}", picture, headings);
            let parted = at > 0
                && taken.get(at + 1).is_some_and(|next| {
                    next.segment == taken[at - 1].segment
                        && matter.segments[next.segment as usize].ways[0].pieces[0].solid
                });
            prop_assert!(!parted, "{:?} parts {:?}", picture, taken[at - 1]);
        }
    }

    #[test]
    fn columns_never_cost_more_than_the_greedy_ones(
        segments in prop::collection::vec(segment(), 1..40),
        room in 5i64..30,
        count in 1usize..4,
        recto in any::<bool>(),
    ) {
        let side = if recto { Side::Recto } else { Side::Verso };
        let full = LINE * room;
        let columns = Columns { side, before: 0, count, first: full, across: Default::default(), full, even: false, level: None, filled: None, whole: None, facing: None };
        let matter = Matter { leading: LINE, segments, notes: &[], beside: Beside::default() };
        let cost = |keep: usize| {
            let start = Key::start(Place::default(), Carried::default(), None);
            let found = search(&matter, &columns, start, usize::MAX, keep);
            found.last.map(|last| found.nodes[last as usize].cost)
        };
        let (best, greedy) = (cost(NODES), cost(1));
        prop_assert!(best.is_some() && greedy.is_some());
        prop_assert!(best <= greedy, "{best:?} {greedy:?}");
    }

    #[test]
    fn what_would_be_level_is_level_and_dearer(
        segments in prop::collection::vec(segment(), 1..20),
        room in 5i64..12,
    ) {
        let (side, full) = (Side::Recto, LINE * room);
        let columns = Columns { side, before: 0, count: 1, first: full, across: Default::default(), full, even: false, level: None, filled: None, whole: None, facing: None };
        let matter = Matter { leading: LINE, segments, notes: &[], beside: Beside::default() };
        let planned = break_columns(&matter, &columns, Carried::default(), NODES);
        for number in (2..planned.len()).step_by(2) {
            let level = |planned: &[Filled]| {
                let depths = planned[number - 1].short.zip(planned[number].short);
                depths.is_none_or(|(before, this)| before == this)
            };
            let found = break_otherwise(&matter, &Columns { level: Some(number), ..columns }, &Carried::default());
            if level(&planned) {
                prop_assert_eq!(found.map(|found| found.0), Some(0));
            } else if let Some((dearer, other)) = found {
                prop_assert!(dearer >= 0 && other.len() > number && level(&other), "{dearer}");
                whole(&matter, &other)?;
            }
        }
    }

    #[test]
    fn the_last_columns_end_at_one_height(
        counts in prop::collection::vec(4usize..9, 1..8),
        count in 2usize..4,
    ) {
        let ways = |&lines: &usize| vec![Way::new(0, 0, paragraph(lines, 0, 0))];
        let segments = counts.iter().map(|lines| Segment { ways: ways(lines) });
        let matter = Matter { leading: LINE, segments: segments.collect(), notes: &[], beside: Beside::default() };
        let full = LINE * 12;
        let side = Side::Recto;
        let columns = Columns { side, before: 0, count, first: full, across: Default::default(), full, even: false, level: None, filled: None, whole: None, facing: None };
        let filled = break_columns(&matter, &columns, Carried::default(), NODES);
        whole(&matter, &filled)?;
        let first = (filled.len() - 1) / count * count;
        let depth = |at: usize| filled.get(at).map_or(Len::ZERO, |last| last.bottom);
        let depths: Vec<i64> =
            (first..first + count).map(|at| matter.lines(depth(at))).collect();
        let pieces: Vec<Piece> = filled[first..]
            .iter()
            .flat_map(|column| &column.taken)
            .filter_map(|taken| matter.piece(taken.place).cloned())
            .collect();
        // A few lines may stand together in one column.
        if pieces.len() < 4 * count {
            return Ok(());
        }
        let best = least_spread(&pieces, &mut vec![], count, 12);
        prop_assert!(spread(&depths) <= best.unwrap_or(12) + 1, "{:?}", depths);
    }
}

/// A word at the end of a column goes on overleaf where a picture fills the one beside it.
#[test]
fn no_word_is_divided_over_a_leaf_past_a_picture() {
    let picture = Piece { height: LINE * 12, floats: true, ..Piece::default() };
    let blocks = [paragraph(4, 0, 0), vec![picture], paragraph(30, 0, 0b1_1111_0000)];
    let segments = blocks.map(|pieces| Segment { ways: vec![Way::new(0, 0, pieces)] });
    let (beside, segments) = (Beside::default(), segments.into());
    let matter = Matter { leading: LINE, segments, notes: &[], beside };
    let full = LINE * 12;
    let columns = Columns {
        side: Side::Recto,
        before: 0,
        count: 2,
        first: full,
        across: Default::default(),
        full,
        even: false,
        level: None,
        filled: None,
        whole: None,
        facing: None,
    };
    let filled = break_columns(&matter, &columns, Carried::default(), NODES);
    let last = |column: &Filled| {
        let last = column.taken.last().and_then(|taken| matter.piece(taken.place));
        last.map(|piece| (piece.floats, piece.hyphen))
    };
    assert_eq!(last(&filled[0]), Some((false, false)), "{:?}", filled[0].taken);
    assert_eq!(last(&filled[1]), Some((true, false)));
}

fn spread(depths: &[i64]) -> i64 {
    let most = depths.iter().max().copied().unwrap_or(0);
    most - depths.iter().min().copied().unwrap_or(0)
}

/// By how many lines the columns differ at the least in which the rest of the lines can
/// be set, behind those that are set already.
fn least_spread(
    rest: &[Piece],
    set: &mut Vec<i64>,
    count: usize,
    room: usize,
) -> Option<i64> {
    if rest.is_empty() {
        let mut depths = set.clone();
        depths.resize(count, 0);
        return Some(spread(&depths));
    }
    if set.len() == count {
        return None;
    }
    let ends = (1..=rest.len().min(room))
        .filter(|&to| to == rest.len() || rest[to - 1].after == After::May);
    let spreads = ends.filter_map(|to| {
        set.push(to as i64);
        let spread = least_spread(&rest[to..], set, count, room);
        set.pop();
        spread
    });
    spreads.min()
}

/// Whether every piece stands in one column, in order, and none ends where it may not.
fn whole(matter: &Matter<'_>, filled: &[Filled]) -> Result<(), TestCaseError> {
    let mut next = Place::default();
    for (number, column) in filled.iter().enumerate() {
        for taken in &column.taken {
            let way = if taken.place.piece == 0 { taken.place.way } else { next.way };
            prop_assert_eq!(taken.place, Place { way, ..next });
            next = matter.behind(taken.place);
        }
        let last = column.taken.last().and_then(|taken| matter.piece(taken.place));
        let ends = last.is_none_or(|piece| piece.after == After::May);
        prop_assert!(ends || number + 1 == filled.len());
    }
    prop_assert_eq!(next, matter.end());
    Ok(())
}
