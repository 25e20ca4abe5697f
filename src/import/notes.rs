//! Notes of a manuscript in the order of their markers.

use super::manuscript::{Figure, Kind, Manuscript, Run, Runs, plain, runs_mut};
use super::report::Report;

/// What is known of notes that nothing in a manuscript cites.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Uncited {
    /// Nothing ever did.
    Never,
    /// Each had its marker, which went with a byline, a date or a credit.
    WithItsMarker,
}

/// Numbers the notes as they are cited. Those that nothing cites are left out and told; where the marker went
/// into the front matter, the title leads to them.
pub(super) fn renumber(
    manuscript: &mut Manuscript,
    uncited: Uncited,
    report: &mut Report,
) {
    from_credits(manuscript, report);
    let mut order: Vec<usize> = Vec::new();
    let count = manuscript.notes.len();
    if uncited == Uncited::WithItsMarker {
        lead_from_title(manuscript, report);
    }
    let mut seen = |runs: &mut Runs| cite(runs, count, &mut order);
    manuscript.title.iter_mut().for_each(&mut seen);
    manuscript.subtitle.iter_mut().for_each(&mut seen);
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

/// Lets the title lead to the notes that nothing cites.
fn lead_from_title(manuscript: &mut Manuscript, report: &mut Report) {
    let mut cited: Vec<usize> = Vec::new();
    let count = manuscript.notes.len();
    let seen = |runs: &mut Runs, cited: &mut Vec<usize>| {
        cite(&mut runs.clone(), count, cited);
    };
    manuscript.title.iter_mut().for_each(|runs| seen(runs, &mut cited));
    manuscript.subtitle.iter_mut().for_each(|runs| seen(runs, &mut cited));
    runs_mut(&mut manuscript.blocks, &mut |runs, _| seen(runs, &mut cited));
    let Some(title) = &mut manuscript.title else { return };
    for (number, note) in manuscript.notes.iter().enumerate() {
        if let Some(first) = note.first().filter(|_| !cited.contains(&number)) {
            let message = "the marker of this note stood with what went into the front matter, and stands behind the title now";
            report.doubt(first.at, message, "put it where it belongs");
            title.push(Run::Note(number));
        }
    }
}

/// Moves the markers of notes from credits, which have none, to the captions above them.
fn from_credits(manuscript: &mut Manuscript, report: &mut Report) {
    for block in &mut manuscript.blocks {
        let Kind::Figure(Figure { caption, credit: Some(credit), .. }) = &mut block.kind
        else {
            continue;
        };
        let (notes, words) = std::mem::take(credit)
            .into_iter()
            .partition::<Vec<Run>, _>(|run| matches!(run, Run::Note(_)));
        *credit = words;
        if !notes.is_empty() {
            let message = "the marker of a note stood in the credit of this picture, and stands in its caption now";
            report.doubt(block.at, message, "put it where it belongs");
            caption.get_or_insert_with(Vec::new).extend(notes);
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
