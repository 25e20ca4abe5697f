use proptest::prelude::*;

use super::active::{START, extend};
use super::fit::judge;
use super::*;

/// Chances for words of these widths (in pt) with spaces of 3 ± (1.5, 1) pt between; words
/// of an odd width may be divided in their middle.
fn words(widths: &[i64]) -> Vec<Chance> {
    let space = Totals {
        width: Len::pt(3),
        stretch: Len::pt(3) / 2,
        shrink: Len::pt(1),
        give: Len::ZERO,
    };
    let mut at = Totals::default();
    let mut chances = Vec::new();
    let zero = Len::ZERO;
    for (index, &width) in widths.iter().enumerate() {
        if width % 2 == 1 {
            let mut here = at;
            here.width += Len::pt(width / 2);
            let (tail, head) = (Len::pt(2), -Len::PT / 2);
            chances.push(Chance {
                end: here,
                next: here,
                tail,
                head,
                cost: 50,
                hyphen: true,
            });
        }
        at.width += Len::pt(width);
        at.give += Len::pt(width) / 50;
        let end = at;
        at.width += space.width;
        at.stretch += space.stretch;
        at.shrink += space.shrink;
        let last = index + 1 == widths.len();
        let cost = if last { Chance::FORCED } else { 0 };
        let (tail, head) = (zero, zero);
        chances.push(Chance { end, next: at, tail, head, cost, hyphen: false });
    }
    chances
}

fn plain() -> Setting {
    let demerits = Demerits::default();
    let stubs = Stubs { least: Len::pt(10), short: Len::pt(16) };
    Setting { ragged: None, stubs, head: Len::ZERO, special: 0, demerits }
}

/// Every set of breaks that a pass allows, with its demerits.
fn every(
    chances: &[Chance],
    measure: Len,
    setting: &Setting,
    pass: &Pass,
) -> Vec<(Vec<usize>, i64, Option<Stub>)> {
    let n = chances.len() - 1;
    let all = (0u32..1 << n).filter_map(|bits| {
        let ends = (0..n).filter(|i| bits >> i & 1 == 1).chain([n]).collect();
        let (demerits, stub) = weigh(chances, measure, setting, pass, &ends)?;
        Some((ends, demerits, stub))
    });
    all.collect()
}

fn weigh(
    chances: &[Chance],
    measure: Len,
    setting: &Setting,
    pass: &Pass,
    ends: &Vec<usize>,
) -> Option<(i64, Option<Stub>)> {
    let (mut node, mut stub) = (START, None);
    for &at in ends {
        let chance = &chances[at];
        let mut line = chance.end;
        line.width += chance.tail;
        if let Some(from) = node.chance {
            line = line - chances[from].next;
            line.width += chances[from].head;
            let fragment = chances[from].hyphen && at == from + 1;
            let last = at + 1 == chances.len();
            let Stubs { least, short } = setting.stubs;
            stub = match last {
                true if line.width < least => Some(Stub::Worst),
                true if fragment && line.width < short => Some(Stub::Worst),
                true if fragment => Some(Stub::Fragment),
                true if line.width < short => Some(Stub::Short),
                true | false => None,
            };
        }
        let judged = judge(line, measure, setting, pass, chance.cost == Chance::FORCED);
        let ladder = chance.hyphen && node.hyphens >= 2;
        if matches!(judged.fit, Fit::Overfull(_))
            || judged.badness > pass.tolerance && line.width <= measure
            || ladder && !pass.ladders
            || stub > pass.stubs
        {
            return None;
        }
        node = extend(0, &node, at, chance, judged, setting);
    }
    let Demerits { fragment, short, stub: worst, .. } = setting.demerits;
    let cost = match stub {
        None => 0,
        Some(Stub::Fragment) => fragment,
        Some(Stub::Short) => short,
        Some(Stub::Worst) => worst,
    };
    Some((node.demerits + cost, stub))
}

fn ends(lines: &[LineBreak]) -> Vec<usize> {
    lines.iter().map(|line| line.at).collect()
}

proptest! {
    #[test]
    fn total_fit_equals_brute_force(
        widths in prop::collection::vec(4i64..40, 2..9),
        measure in 60i64..160,
    ) {
        let (chances, setting) = (words(&widths), plain());
        let measure = Len::pt(measure);
        let found = ends(&break_lines(&chances, &|_| measure, &setting));
        prop_assert_eq!(found.last(), Some(&(chances.len() - 1)));
        // The first pass that answers wins; within it the answer is the best.
        let passes = setting.demerits.passes;
        let first = passes.iter().find_map(|pass| {
            let all = every(&chances, measure, &setting, pass);
            Some((pass, all.iter().map(|&(_, demerits, _)| demerits).min()?))
        });
        if let Some((pass, best)) = first {
            let cost = weigh(&chances, measure, &setting, pass, &found);
            prop_assert_eq!(cost.map(|(demerits, _)| demerits), Some(best));
        }
    }

    #[test]
    fn each_count_of_lines_has_its_best(
        widths in prop::collection::vec(4i64..24, 4..11),
        measure in 40i64..90,
    ) {
        let (chances, setting) = (words(&widths), plain());
        prop_assume!(chances.len() < 15);
        let measure = Len::pt(measure);
        let counts = break_counts(&chances, &|_| measure, &setting, 1);
        let natural = break_lines(&chances, &|_| measure, &setting);
        let own = counts.iter().find(|count| count.delta == 0).expect("it is always there");
        prop_assert_eq!(own.cost, 0);
        let pass = &setting.demerits.passes[0];
        let all = every(&chances, measure, &setting, pass);
        let Some(&(_, least, _)) = all.iter().min_by_key(|(_, demerits, _)| demerits) else {
            prop_assert_eq!(counts.len(), 1);
            prop_assert_eq!(&own.lines, &natural);
            return Ok(());
        };
        for delta in [-1i8, 1] {
            let lines = own.lines.len() as i64 + i64::from(delta);
            let best = all
                .iter()
                .filter(|(ends, _, stub)| ends.len() as i64 == lines && stub.is_none())
                .map(|&(_, demerits, _)| demerits - least)
                .min();
            let found = counts.iter().find(|count| count.delta == delta);
            prop_assert_eq!(found.map(|count| count.cost), best);
            if let Some(found) = found {
                let (demerits, _) =
                    weigh(&chances, measure, &setting, pass, &ends(&found.lines))
                        .expect("it is within the pass");
                prop_assert_eq!(demerits - least, found.cost);
            }
        }
    }
}

#[test]
fn a_word_wider_than_the_measure_is_overfull_and_the_rest_goes_on() {
    let chances = words(&[20, 200, 20, 20]);
    let lines = break_lines(&chances, &|_| Len::pt(100), &plain());
    assert!(
        lines.iter().any(|line| matches!(line.fit, Fit::Overfull(by) if by > Len::ZERO))
    );
    assert_eq!(lines.last().map(|line| line.at), Some(3));
}

#[test]
fn ragged_lines_keep_their_spaces() {
    let chances = words(&[30, 30, 30, 30, 30]);
    let setting = Setting { ragged: Some(Len::pt(30)), ..plain() };
    let lines = break_lines(&chances, &|_| Len::pt(100), &setting);
    assert!(lines.iter().all(|line| line.fit == Fit::Good(0)));
    assert_eq!(lines.len(), 2);
}

/// Lines recorded from TeX: see `tests/oracle/README.md`.
#[test]
fn lines_end_where_tex_ends_them() {
    const PARAGRAPHS: &str = include_str!("../../../../tests/oracle/paragraphs.csv");
    const BREAKS: &str = include_str!("../../../../tests/oracle/breaks.csv");
    let numbers = |row: &str| -> Vec<i64> {
        row.split(' ').map(|n| n.parse().expect("a number")).collect()
    };
    let paragraphs: Vec<_> = PARAGRAPHS.lines().skip(1).map(numbers).collect();
    let setting =
        Setting { stubs: Stubs::NONE, demerits: Demerits::tex(5_000), ..plain() };
    let pass = &setting.demerits.passes[0];
    let mut cases = 0;
    for row in BREAKS.lines().skip(1) {
        let columns: Vec<&str> = row.split(',').collect();
        let [number, measure, ends] = columns[..] else { panic!("{row}") };
        let widths = &paragraphs[number.parse::<usize>().expect("a number")];
        let measure = Len::pt(measure.parse().expect("a number"));
        let chances = spaced(widths.iter().map(|&width| Len::raw(width)));
        let theirs = numbers(ends).iter().map(|&end| end as usize - 1).collect();
        let lines = break_lines(&chances, &|_| measure, &setting);
        let ours: Vec<usize> = lines.iter().map(|line| line.at).collect();
        if ours != theirs {
            // Of two ways that cost the same TeX takes the later, we the earlier.
            let cost = |ends| weigh(&chances, measure, &setting, pass, ends);
            assert_eq!(cost(&ours), cost(&theirs), "{row}");
        }
        cases += 1;
    }
    assert!(cases > 900, "{cases}");
}

/// Chances between words of these widths.
fn spaced(widths: impl Iterator<Item = Len>) -> Vec<Chance> {
    let mut at = Totals::default();
    let chances = widths.map(|width| {
        at.width += width;
        let end = at;
        at.width += Len::pt(3);
        at.stretch += Len::pt(3) / 2;
        at.shrink += Len::pt(1);
        let (tail, head) = (Len::ZERO, Len::ZERO);
        Chance { end, next: at, tail, head, cost: 0, hyphen: false }
    });
    let mut chances: Vec<Chance> = chances.collect();
    if let Some(last) = chances.last_mut() {
        last.cost = Chance::FORCED;
    }
    chances
}

/// Where a line needs more than its spaces hide, its letters give before they do.
#[test]
fn letters_give_before_spaces() {
    let line = Totals {
        width: Len::pt(300),
        stretch: Len::pt(12),
        shrink: Len::pt(6),
        give: Len::pt(6),
    };
    let setting = plain();
    let weigh = |measure: i64| {
        let pass = &setting.demerits.passes[0];
        let judged = judge(line, Len::pt(measure), &setting, pass, false);
        (judged.fit, judged.letters)
    };
    // Two points are a sixth of what spaces give, and not seen.
    assert_eq!(weigh(302), (Fit::Good(166), 0));
    assert_eq!(weigh(305), (Fit::Good(166), 500));
    assert_eq!(weigh(308), (Fit::Good(166), 1000));
    assert_eq!(weigh(318), (Fit::Good(1000), 1000));
    assert_eq!(weigh(299), (Fit::Good(-166), 0));
    assert_eq!(weigh(296), (Fit::Good(-166), -500));
    assert_eq!(weigh(288), (Fit::Good(-1000), -1000));
    assert_eq!(weigh(287), (Fit::Overfull(Len::pt(1)), -1000));
}
