//! Pages as an index tells them: in order, each once, those in a row as a range.

use super::{Folio, FolioStyle};

/// The pages from one to another, and what they are told for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stretch<T> {
    /// The first.
    pub from: Folio,
    /// The last; the same for a single page.
    pub to: Folio,
    /// Where a link to them goes.
    pub at: T,
}

/// So many pages one after the other are told as a range.
const RUN: u32 = 3;

/// Where a page stands in the book, as far as numbers say: the roman ones come first.
fn rank(folio: Folio) -> (bool, u32) {
    (folio.style == FolioStyle::Arabic, folio.number)
}

impl<T> Stretch<T> {
    /// The numbers as printed: `12`, `12–14`.
    pub fn label(&self) -> String {
        match self.from == self.to {
            true => self.from.label(),
            false => format!("{}–{}", self.from.label(), self.to.label()),
        }
    }

    /// How many pages there are, where they are numbered in one series.
    fn len(&self) -> u32 {
        self.to.number.saturating_sub(self.from.number) + 1
    }

    /// Whether another one begins on the page after its last.
    fn meets(&self, next: &Stretch<T>) -> bool {
        self.to.style == next.from.style && self.to.number + 1 == next.from.number
    }
}

/// Pages in order, each once; three or more in a row as a range.
pub fn stretches<T: Copy>(mut all: Vec<Stretch<T>>) -> Vec<Stretch<T>> {
    for stretch in &mut all {
        if rank(stretch.to) < rank(stretch.from) {
            std::mem::swap(&mut stretch.from, &mut stretch.to);
        }
    }
    all.sort_by_key(|stretch| (rank(stretch.from), rank(stretch.to)));
    let mut apart: Vec<Stretch<T>> = Vec::with_capacity(all.len());
    for stretch in all {
        match apart.last_mut() {
            Some(last) if rank(stretch.from) <= rank(last.to) => {
                if rank(stretch.to) > rank(last.to) {
                    last.to = stretch.to;
                }
            }
            Some(_) | None => apart.push(stretch),
        }
    }
    let mut runs: Vec<Stretch<T>> = Vec::with_capacity(apart.len());
    let mut at = 0;
    while at < apart.len() {
        let mut end = at + 1;
        while end < apart.len() && apart[end - 1].meets(&apart[end]) {
            end += 1;
        }
        let run = &apart[at..end];
        let count: u32 = run.iter().map(Stretch::len).sum();
        if let ([first, .., last], true) = (run, count >= RUN) {
            runs.push(Stretch { to: last.to, ..*first });
        } else {
            runs.extend_from_slice(run);
        }
        at = end;
    }
    runs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn page(number: i32) -> Folio {
        let style = if number < 0 { FolioStyle::Roman } else { FolioStyle::Arabic };
        Folio { number: number.unsigned_abs(), style }
    }

    fn told(pages: &[(i32, i32)]) -> String {
        let at = ();
        let all = pages.iter().map(|&(from, to)| Stretch {
            from: page(from),
            to: page(to),
            at,
        });
        stretches(all.collect()).iter().map(Stretch::label).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn pages_in_a_row_are_a_range() {
        assert_eq!(told(&[(14, 14), (12, 12), (13, 13), (12, 12)]), "12–14");
        assert_eq!(told(&[(12, 12), (13, 13), (20, 20)]), "12, 13, 20");
        assert_eq!(told(&[(5, 5), (-4, -4), (3, 8), (9, 9)]), "iv, 3–9");
        assert_eq!(told(&[(-4, 2), (1, 1), (3, 3)]), "iv–2, 3");
    }

    proptest! {
        #[test]
        fn the_same_pages_are_told_once_and_in_order(
            all in prop::collection::vec((1u32..40, 0u32..4), 0..12)
        ) {
            let at = ();
            let folio = |number| Folio { number, style: FolioStyle::Arabic };
            let given: Vec<Stretch<()>> = all.iter()
                .map(|&(from, more)| Stretch { from: folio(from), to: folio(from + more), at })
                .collect();
            let pages = |all: &[Stretch<()>]| -> BTreeSet<u32> {
                all.iter().flat_map(|s| s.from.number..=s.to.number).collect()
            };
            let told = stretches(given.clone());
            prop_assert_eq!(pages(&told), pages(&given));
            for pair in told.windows(2) {
                prop_assert!(pair[0].to.number < pair[1].from.number);
                prop_assert!(!pair[0].meets(&pair[1]) || pair[0].len() + pair[1].len() < RUN);
            }
            prop_assert_eq!(stretches(told.clone()), told);
        }
    }
}
