//! Notes of a manuscript in the order of their markers.

use super::manuscript::{Manuscript, Run, Runs, plain, runs_mut};
use super::report::Report;

/// Numbers the notes as they are cited; those that nothing cites are left out, and told.
pub(super) fn renumber(manuscript: &mut Manuscript, report: &mut Report) {
    let mut order: Vec<usize> = Vec::new();
    let count = manuscript.notes.len();
    let mut seen = |runs: &mut Runs| cite(runs, count, &mut order);
    manuscript.title.iter_mut().for_each(&mut seen);
    runs_mut(&mut manuscript.blocks, &mut |runs, _| seen(runs));
    let mut old: Vec<Option<_>> =
        std::mem::take(&mut manuscript.notes).into_iter().map(Some).collect();
    for number in &order {
        manuscript.notes.push(old[*number].take().unwrap_or_default());
    }
    for mut note in old.into_iter().flatten() {
        let mut words = String::new();
        let at = note.first().map(|block| block.at);
        runs_mut(&mut note, &mut |runs, _| words += &format!("{} ", plain(runs)));
        if let Some(at) = at {
            report.drop(
                at,
                "nothing in the text leads to this note, and it is left out",
                &words,
            );
        }
    }
}

fn cite(runs: &mut Runs, count: usize, order: &mut Vec<usize>) {
    for run in runs.iter_mut() {
        match run {
            Run::Note(number) if *number < count => {
                let at =
                    order.iter().position(|known| known == number).unwrap_or_else(|| {
                        order.push(*number);
                        order.len() - 1
                    });
                *number = at;
            }
            Run::Styled(_, runs) | Run::Link { runs, .. } => cite(runs, count, order),
            Run::Note(_) | Run::Text(_) | Run::Code(_) | Run::Picture(_) | Run::Break => {
            }
        }
    }
}
