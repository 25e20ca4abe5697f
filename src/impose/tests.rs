//! Plans are folded and cut in thought: the result reads from 1 to the last page.

use super::fold::{cut_and_stack, fold_nested, push_together};
use super::{Blanks, Plan, Scheme, Spine, Unfit};

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
    let depths: Vec<usize> = booklet.sheets.iter().map(|sheet| sheet.depth).collect();
    assert_eq!(depths, [0, 1, 2]);
}

#[test]
fn what_cannot_be_laid_out_is_refused() {
    for (scheme, pages, why) in [
        (Scheme::Saddle, 0, Unfit::NoPages),
        (Scheme::Signatures { pages: 6 }, 9, Unfit::Signature(6)),
        (Scheme::Signatures { pages: 0 }, 9, Unfit::Signature(0)),
        (Scheme::NUp { columns: 0, rows: 2 }, 9, Unfit::Cells(16)),
        (Scheme::CutAndStack { columns: 17, rows: 2 }, 9, Unfit::Cells(16)),
    ] {
        assert_eq!(Plan::new(scheme, pages, Blanks::End), Err(why));
    }
}
