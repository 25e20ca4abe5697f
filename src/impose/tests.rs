//! Plans are folded and cut in thought: the result reads from 1 to the last page.

use super::fold::{
    cut_and_stack, fold_at_right_angles, fold_nested, letter_fold, push_together,
};
use super::{Blanks, Line, Plan, Scheme, Spine, Unfit};

const MOST: usize = 200;

fn plan(scheme: Scheme, pages: usize, blanks: Blanks) -> Plan {
    Plan::new(scheme, pages, blanks).expect("the scheme holds them")
}

/// Every page once and in order; the blanks as many as are told, and where they may be.
fn check(read: &[Option<usize>], pages: usize, blanks: Blanks, told: usize) {
    let seen: Vec<usize> = read.iter().copied().flatten().collect();
    assert_eq!(seen, (0..pages).collect::<Vec<_>>());
    assert_eq!(read.len() - pages, told);
    let full = match blanks {
        Blanks::End => &read[..pages],
        Blanks::BeforeLast => {
            assert_eq!(read.last(), Some(&Some(pages - 1)));
            &read[..pages - 1]
        }
    };
    assert!(full.iter().all(Option::is_some), "{pages}: {read:?}");
}

#[test]
fn booklets_read_in_order() {
    for blanks in [Blanks::End, Blanks::BeforeLast] {
        for pages in 1..=MOST {
            let saddle = plan(Scheme::Saddle, pages, blanks);
            check(&fold_nested(&saddle.sheets), pages, blanks, saddle.blanks);
            assert!(saddle.blanks < 4);
            for signature in [4, 8, 16, 32] {
                let scheme = Scheme::Signatures { pages: signature };
                let sewn = plan(scheme, pages, blanks);
                let read = sewn.sheets.chunks(signature / 4).flat_map(fold_nested);
                check(&read.collect::<Vec<_>>(), pages, blanks, sewn.blanks);
                assert!(sewn.blanks < 4);
                let scheme = Scheme::Folded { pages: signature };
                let folded = plan(scheme, pages, blanks);
                let read =
                    folded.sheets.iter().flat_map(|s| fold_at_right_angles(&folded, s));
                check(&read.collect::<Vec<_>>(), pages, blanks, folded.blanks);
                assert!(folded.blanks < signature);
            }
        }
    }
}

#[test]
fn pages_that_are_cut_apart_read_in_order() {
    for pages in 1..=MOST {
        for (columns, rows) in [(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (4, 4)] {
            let scheme = Scheme::CutAndStack { columns, rows };
            let cut = plan(scheme, pages, Blanks::End);
            check(&cut_and_stack(&cut), pages, Blanks::End, cut.blanks);
        }
        for (columns, rows) in [(1, 1), (2, 1), (2, 2), (3, 3)] {
            let sheets = plan(Scheme::NUp { columns, rows }, pages, Blanks::End);
            let read = sheets.sides().flat_map(|(_, side)| side).filter_map(|c| c.page);
            assert_eq!(read.collect::<Vec<_>>(), (0..pages).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_zine_reads_in_order() {
    for pages in 1..=8 {
        let zine = plan(Scheme::Zine, pages, Blanks::End);
        check(&push_together(&zine.sheets[0]), pages, Blanks::End, zine.blanks);
        assert!(zine.sheets.len() == 1 && zine.sheets[0].back.is_none());
    }
    let many = Plan::new(Scheme::Zine, 9, Blanks::End);
    assert_eq!(many, Err(Unfit::TooMany { pages: 9, most: 8 }));
}

#[test]
fn pages_lie_at_the_spine_they_are_bound_at() {
    let booklet = plan(Scheme::Saddle, 12, Blanks::End);
    for (_, side) in booklet.sides() {
        let spines: Vec<Spine> = side.iter().map(|cell| cell.spine).collect();
        assert_eq!(spines, [Spine::Right, Spine::Left]);
        // Odd pages, counted from 1, are right-hand ones.
        assert!(
            side.iter()
                .enumerate()
                .all(|(at, cell)| cell.page.is_none_or(|page| { page % 2 == 1 - at }))
        );
    }
    let depths: Vec<usize> =
        booklet.sheets.iter().map(|sheet| sheet.front[0].depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[test]
fn what_cannot_be_laid_out_is_refused() {
    for (scheme, pages, why) in [
        (Scheme::Saddle, 0, Unfit::NoPages),
        (Scheme::Signatures { pages: 6 }, 9, Unfit::Signature(6)),
        (Scheme::Signatures { pages: 0 }, 9, Unfit::Signature(0)),
        (Scheme::Folded { pages: 12 }, 9, Unfit::Folded(12)),
        (Scheme::LetterFold, 7, Unfit::TooMany { pages: 7, most: 6 }),
        (Scheme::NUp { columns: 0, rows: 2 }, 9, Unfit::Cells(16)),
        (Scheme::CutAndStack { columns: 17, rows: 2 }, 9, Unfit::Cells(16)),
    ] {
        assert_eq!(Plan::new(scheme, pages, Blanks::End), Err(why));
    }
}

/// A side as it is written in books on binding: pages from 1, those on their heads negative.
fn written(side: &[super::Cell]) -> Vec<i64> {
    let number = |cell: &super::Cell| {
        let page = cell.page.map_or(0, |page| page as i64 + 1);
        if cell.turned { -page } else { page }
    };
    side.iter().map(number).collect()
}

#[test]
fn large_sheets_lie_head_to_head() {
    let eight = plan(Scheme::Folded { pages: 8 }, 8, Blanks::End);
    let [front, back] = [0, 1].map(|at| eight.sides().nth(at).expect("a side").1);
    assert_eq!(written(front), [-5, -4, 8, 1]);
    assert_eq!(written(back), [-3, -6, 2, 7]);
    assert_eq!((eight.across, eight.down), (vec![Line::Fold], vec![Line::Bolt]));
    let sixteen = plan(Scheme::Folded { pages: 16 }, 16, Blanks::End);
    let [front, back] = [0, 1].map(|at| sixteen.sides().nth(at).expect("a side").1);
    assert_eq!(written(front), [-9, -8, -5, -12, 16, 1, 4, 13]);
    assert_eq!(written(back), [-11, -6, -7, -10, 14, 3, 2, 15]);
    assert_eq!(sixteen.across, [Line::Fold, Line::Bolt, Line::Fold]);
    let depths: Vec<usize> = sixteen.sheets[0].front.iter().map(|c| c.depth).collect();
    assert_eq!(depths, [3, 3, 2, 2, 0, 0, 1, 1]);
}

#[test]
fn leaflets_open_in_order() {
    for pages in 1..=6 {
        let folded = plan(Scheme::LetterFold, pages, Blanks::End);
        let there = |page: usize| (page <= pages).then(|| page - 1);
        let [front, opened, inside, back] = letter_fold(&folded.sheets[0]);
        assert_eq!(front, [there(1)]);
        assert_eq!(opened, [there(2), there(5)]);
        assert_eq!(inside, [there(2), there(3), there(4)]);
        assert_eq!(back, [there(6)]);
        assert_eq!(folded.blanks, 6 - pages);
        let zigzag = plan(Scheme::ZFold, pages, Blanks::End);
        let read = zigzag.sides().flat_map(|(_, side)| side).map(|cell| cell.page);
        check(&read.collect::<Vec<_>>(), pages, Blanks::End, zigzag.blanks);
    }
}

#[test]
fn signatures_are_marked_to_be_gathered() {
    for scheme in [Scheme::Signatures { pages: 16 }, Scheme::Folded { pages: 16 }] {
        let sewn = plan(scheme, 40, Blanks::End);
        assert_eq!(sewn.signatures, 3);
        let marks =
            sewn.sheets.iter().filter_map(|sheet| Some((sheet, sheet.collation?)));
        for (index, (sheet, mark)) in marks.enumerate() {
            assert_eq!(mark.signature, index);
            // Between the last page of the signature and its first.
            assert_eq!(sheet.front[mark.cell].page, Some(index * 16));
        }
    }
    assert_eq!(plan(Scheme::Saddle, 40, Blanks::End).signatures, 0);
}
