//! Making a book fit a number of pages: of all settings that the theme allows, the one that
//! differs least from its own.
//!
//! Pages are counted by setting the whole book, so few settings are tried: each tells what
//! looser ones and tighter ones cannot give.

use std::cmp::Ordering;

use crate::diag::{Code, Diagnostic, Sink};
use crate::geom::Len;
use crate::source::Span;
use crate::theme::Theme;

/// The steps of sizes and leadings, and of margins in thousandths.
const STEP: Len = Len::raw(16384);
const MARGIN: u16 = 25;
/// What a step costs: type is changed last.
const SIZE_COST: i64 = 4;
const LEADING_COST: i64 = 1;
const MARGIN_COST: i64 = 1;
/// What it costs, for each pair of steps, that one makes the page hold more and another less:
/// larger type on a larger measure.
const OPPOSED_COST: i64 = 4;
/// By how many hundredths the leading may depart from its own part of the size.
const RATIO: i64 = 9;
/// How much less a page may hold and still give fewer pages, for its lines fall otherwise.
const SLACK: f64 = 0.012;
/// How many settings are tried, and how many once one is found, for one that differs less.
const TRIES: usize = 40;
const MORE: usize = 8;

/// How many pages a book has, and how many empty ones before the back cover are among them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub pages: usize,
    pub blanks: usize,
}

impl Count {
    fn used(self) -> usize {
        self.pages - self.blanks
    }

    /// Whether they are as many as are wished for, and none is missed.
    fn is_full(self, wanted: usize) -> bool {
        self.pages == wanted && self.blanks <= 1
    }
}

/// A setting: its type, its margins in thousandths of the theme's.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Way {
    size: Len,
    leading: Len,
    margins: u16,
    /// How far from the theme's own.
    cost: i64,
    /// How much text a page holds, in lines of ems.
    holds: f64,
}

/// The book set in the theme varied so that it has the pages that are wished for at a place;
/// in the theme as it is, where that cannot be, with an error that names what can. `set`
/// gives a book in a theme and how many pages it has.
///
/// A book of folded sheets has a number of pages that comes in steps: one with as few empty pages
/// as can be is chosen, and the inside of the back cover is not missed.
pub(super) fn fit<Book>(
    theme: &Theme,
    (wanted, at): (usize, Span),
    set: &dyn Fn(&Theme) -> (Count, Book),
    sink: &mut Sink,
) -> Book {
    let (mut count, own) = set(theme);
    let mut way = way(theme, theme.size, theme.leading, 1000);
    if count.is_full(wanted) {
        report(theme, way, wanted, at, sink);
        return own;
    }
    let mut left = ways(theme);
    // What was tried: how much a page held, and how many were used.
    let mut tried: Vec<(f64, usize)> = Vec::new();
    let mut totals = vec![count.pages];
    // The one with the fewest empty pages of those that have the right number; its book, unless
    // that is the first.
    let mut best =
        (count.pages == wanted).then(|| (count.blanks, way, theme.clone(), None));
    let mut tries = TRIES;
    loop {
        tried.push((way.holds, count.used()));
        // A page that holds less gives no fewer pages, or hardly ever, and the other way round.
        left.retain(|other| {
            let more = other.holds / way.holds.max(1.0);
            let may = match count.used().cmp(&wanted) {
                _ if count.is_full(wanted) => other.cost < way.cost,
                Ordering::Greater => more > 1.0 - SLACK,
                Ordering::Less | Ordering::Equal => more < 1.0 + SLACK,
            };
            *other != way && may
        });
        let next = choose(&left, &tried, wanted).filter(|_| tried.len() < tries);
        let Some(next) = next else { break };
        way = next;
        let varied = theme.varied(way.size, way.leading, way.margins);
        let (found, book) = set(&varied);
        count = found;
        totals.push(count.pages);
        // No page is missed, or one: then the setting that differs least.
        let empty = count.blanks.max(1);
        let fewer = best.as_ref().is_none_or(|(blanks, other, ..)| {
            (empty, way.cost) < ((*blanks).max(1), other.cost)
        });
        if count.pages == wanted && fewer {
            best = Some((count.blanks, way, varied, Some(book)));
        }
        if count.is_full(wanted) {
            tries = tries.min(tried.len() + MORE);
        }
    }
    if let Some((_, way, varied, book)) = best {
        report(&varied, way, wanted, at, sink);
        return book.unwrap_or(own);
    }
    let fewer = totals.iter().copied().filter(|&pages| pages < wanted).max();
    let more = totals.iter().copied().filter(|&pages| pages > wanted).min();
    let near = match (fewer, more) {
        (Some(fewer), Some(more)) => format!("{fewer} or {more} can be had"),
        (Some(only), None) => format!("it takes {only} at the most"),
        (None, Some(only)) => format!("it takes {only} at the least"),
        (None, None) => "nothing may be varied".into(),
    };
    let message = format!("the book cannot be set on {wanted} pages: {near}");
    let help = "ask for what can be had, state less of size, leading and margins, or widen the ranges in the theme's `[fit]`";
    sink.report(Diagnostic::new(Code::CannotFit, message).at(at).help(help));
    own
}

/// The cheapest setting that should give the pages, as far as the nearest one tried tells; else
/// the one that comes nearest.
fn choose(left: &[Way], tried: &[(f64, usize)], wanted: usize) -> Option<Way> {
    let expected = |way: &Way| {
        let gap = |&(holds, _): &(f64, usize)| (holds - way.holds).abs();
        let nearest = tried.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)));
        nearest.map_or(0.0, |&(holds, pages)| pages as f64 * holds / way.holds.max(1.0))
    };
    let off = |way: &Way| (expected(way) - wanted as f64).abs();
    let likely = left.iter().filter(|way| off(way) <= 0.6).min_by_key(|way| way.cost);
    likely.or_else(|| left.iter().min_by(|a, b| off(a).total_cmp(&off(b)))).copied()
}

/// All settings that the theme allows.
fn ways(theme: &Theme) -> Vec<Way> {
    let lengths = |range: Option<(Len, Len)>, own: Len| -> Vec<Len> {
        let (least, most) = range.unwrap_or((own, own));
        let below = (1..).map(|n| own - STEP * n).take_while(|&len| len >= least);
        let above = (1..).map(|n| own + STEP * n).take_while(|&len| len <= most);
        std::iter::once(own).chain(below).chain(above).collect()
    };
    let sizes = lengths(theme.fit.size, theme.size);
    let leadings = lengths(theme.fit.leading, theme.leading);
    let (least, most) = theme.fit.margins.unwrap_or((1000, 1000));
    let below = (1..).map(|n| 1000 - n * MARGIN).take_while(|&part| part >= least);
    let above = (1..).map(|n| 1000 + n * MARGIN).take_while(|&part| part <= most);
    let margins: Vec<u16> = std::iter::once(1000).chain(below).chain(above).collect();
    let mut ways = Vec::new();
    for &size in &sizes {
        for &leading in &leadings {
            let own = theme.leading.count() * 100 / theme.size.count().max(1);
            let ratio = leading.count() * 100 / size.count().max(1);
            if (ratio - own).abs() > RATIO {
                continue;
            }
            ways.extend(
                margins.iter().map(|&margins| way(theme, size, leading, margins)),
            );
        }
    }
    ways
}

fn way(theme: &Theme, size: Len, leading: Len, margins: u16) -> Way {
    let steps = |a: Len, b: Len| (a - b).count() / STEP.count();
    let (by_size, by_leading) = (steps(size, theme.size), steps(leading, theme.leading));
    let by_margins = (i64::from(margins) - 1000) / i64::from(MARGIN);
    let cost = by_size * by_size * SIZE_COST
        + by_leading * by_leading * LEADING_COST
        + by_margins * by_margins * MARGIN_COST
        + [by_size * by_leading, by_size * by_margins, by_leading * by_margins]
            .map(|both| (-both).max(0) * OPPOSED_COST)
            .iter()
            .sum::<i64>();
    let varied = theme.varied(size, leading, margins);
    let ems = varied.measure().count() as f64 / size.count().max(1) as f64;
    let lines = varied.lines().max(0) * i64::from(varied.columns);
    Way { size, leading, margins, cost, holds: ems * lines as f64 }
}

/// Says what was chosen.
fn report(theme: &Theme, way: Way, wanted: usize, at: Span, sink: &mut Sink) {
    let (size, leading) = (way.size.to_pt(), way.leading.to_pt());
    let margins = f64::from(way.margins) / 10.0;
    let lines = theme.lines();
    let message = format!(
        "set on {wanted} pages: type of {size} on {leading} pt, margins of {margins} %, {lines} lines"
    );
    sink.report(Diagnostic::new(Code::Fitted, message).at(at));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    /// Fits a book of so many lines of ems, and says what is said.
    fn said(text: f64, wanted: usize) -> String {
        said_of(text, wanted, &|used| Count { pages: used, blanks: 0 })
    }

    fn said_of(text: f64, wanted: usize, counted: &dyn Fn(usize) -> Count) -> String {
        let theme = crate::theme::builtin("pamphlet").expect("it is built in");
        let tries = std::cell::Cell::new(0);
        let count = |theme: &Theme| {
            tries.set(tries.get() + 1);
            let holds = way(theme, theme.size, theme.leading, 1000).holds;
            (counted((text / holds).ceil() as usize), ())
        };
        let mut sink = Sink::default();
        let at = Span::head(FileId::new(0));
        fit(&theme, (wanted, at), &count, &mut sink);
        assert!(tries.get() <= TRIES, "{} tries", tries.get());
        sink.found().iter().map(|found| found.message.clone()).collect()
    }

    /// Folded sheets have four pages each, and the inside of the back cover may be empty.
    #[test]
    fn a_book_of_folded_sheets_fits_what_sheets_make() {
        let page = 25.2 * 33.0;
        let folded = |used: usize| {
            let pages = (used + 1).next_multiple_of(4);
            Count { pages, blanks: pages - used }
        };
        assert!(
            said_of(6.8 * page, 8, &folded)
                .starts_with("set on 8 pages: type of 11 on 14")
        );
        assert!(said_of(6.1 * page, 8, &folded).starts_with("set on 8 pages"));
        let odd = said_of(6.8 * page, 7, &folded);
        assert!(
            odd.starts_with("the book cannot be set on 7 pages") && odd.contains('8'),
            "{odd}"
        );
    }

    #[test]
    fn a_book_is_varied_as_little_as_it_takes() {
        let page = 25.2 * 33.0;
        let own = said(15.8 * page, 16);
        assert_eq!(
            own,
            "set on 16 pages: type of 11 on 14 pt, margins of 100 %, 33 lines"
        );
        let less = said(16.3 * page, 16);
        assert_eq!(
            less,
            "set on 16 pages: type of 11 on 14 pt, margins of 95 %, 33 lines"
        );
        let far = said(40.0 * page, 16);
        assert!(far.ends_with("it takes 31 at the least"), "{far}");
        let far = said(8.0 * page, 16);
        assert!(far.ends_with("at the most"), "{far}");
    }
}
