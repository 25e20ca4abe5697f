//! Titles: what of them is a subtitle, and what stands below them.

use std::ops::Range;

use super::manuscript::{Block, Figure, Kind, Manuscript, Picture, Run, Runs, tidy};
use super::report::Report;
use crate::source::Span;

/// Parts a title from a subtitle behind its first colon; the ranges of both.
pub(super) fn subtitle(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    let at = title.find(": ")?;
    let (head, tail) = (&title[..at], &title[at + 2..]);
    let even = |text: &str| {
        let count = |signs: &[char]| text.chars().filter(|c| signs.contains(c)).count();
        count(&['"']) % 2 == 0
            && count(&['“', '„', '«', '('])
                == count(&['”', '»', ')']) + count(&['“']).min(count(&['„']))
    };
    let lead = tail.len() - tail.trim_start().len();
    let fits = even(head)
        && !head.trim().is_empty()
        && tail.split_whitespace().count() >= 2
        && head.chars().any(char::is_alphabetic);
    fits.then(|| (0..head.trim_end().len(), at + 2 + lead..title.len()))
}

/// Puts pictures of the title and the subtitle below them, as both are lines of words.
pub(super) fn lift_pictures(manuscript: &mut Manuscript, at: Span, report: &mut Report) {
    let mut taken = Vec::new();
    for runs in manuscript.title.iter_mut().chain(&mut manuscript.subtitle) {
        *runs = tidy(without_pictures(std::mem::take(runs), &mut taken));
    }
    if !taken.is_empty() {
        report.guess(at, "a picture within the title stands below it now", "");
        let figure = Figure { pictures: taken, ..Figure::default() };
        manuscript.blocks.insert(0, Block::new(Kind::Figure(figure), at));
    }
}

/// Runs without their pictures, which are taken.
fn without_pictures(runs: Runs, taken: &mut Vec<Picture>) -> Runs {
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Picture(picture) => taken.push(picture),
            Run::Styled(style, runs) => {
                out.push(Run::Styled(style, without_pictures(runs, taken)));
            }
            Run::Link { to, runs } => {
                out.push(Run::Link { to, runs: without_pictures(runs, taken) });
            }
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Break => out.push(run),
        }
    }
    out
}
