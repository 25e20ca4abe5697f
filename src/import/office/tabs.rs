//! Paragraphs with tabs that stand one below the other, as tables are typed.

use super::super::manuscript::{Run, Runs, is_blank, only_pictures, plain, tidy};
use super::super::report::{Report, short};
use super::pieces::Piece;
use super::styles::Role;
use super::tables::{self, Row};
use crate::source::Span;

/// The fewest rows of a table that is typed with tabs, and the longest cell of one.
const FEWEST_ROWS: usize = 3;
const LONGEST_CELL: usize = 60;

/// Makes tables of paragraphs that have three cells each, or more; of two cells it may as well be a list of
/// names or of contents, which is told.
pub(super) fn settle(pieces: Vec<Piece>, report: &mut Report) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut row = pieces.into_iter().peekable();
    while let Some(piece) = row.next() {
        let Some(first) = cells(&piece) else {
            out.push(piece);
            continue;
        };
        let count = first.len();
        let mut group = vec![piece];
        while let Some(next) =
            row.next_if(|next| cells(next).is_some_and(|cells| cells.len() == count))
        {
            group.push(next);
        }
        if group.len() < FEWEST_ROWS {
            out.append(&mut group);
            continue;
        }
        let Some(at) = group.iter().filter_map(place).reduce(Span::to) else {
            out.append(&mut group);
            continue;
        };
        let words =
            short(&first.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
        if count == 2 && is_numbered(&group) {
            out.append(&mut group);
            continue;
        }
        if count == 2 {
            let message = format!(
                "these {} lines have two cells each, and may be a table; they are paragraphs: {words}",
                group.len()
            );
            report.doubt(at, message, "where it is a table, write `|` between the cells");
            out.append(&mut group);
            continue;
        }
        let message = format!(
            "these {} lines with tabs are taken for a table: {words}",
            group.len()
        );
        report.guess(at, message, "");
        let rows = group.iter().filter_map(cells).map(|cells| Row { cells, head: false });
        out.extend(tables::table(rows.collect(), at, report));
    }
    out
}

/// Whether the first cells only count the lines, `i.`, `[3]`.
fn is_numbered(group: &[Piece]) -> bool {
    group.iter().filter_map(cells).all(|cells| {
        cells.first().is_some_and(|cell| plain(cell).trim().ends_with(['.', ')', ']']))
    })
}

fn place(piece: &Piece) -> Option<Span> {
    match piece {
        Piece::Paragraph { at, .. } | Piece::Table { at, .. } => Some(*at),
        Piece::Blocks(_) => None,
    }
}

/// The cells of a paragraph, two at least, if it has nothing else.
fn cells(piece: &Piece) -> Option<Vec<Runs>> {
    let Piece::Paragraph { role: Role::Plain, runs, item: None, id: None, .. } = piece
    else {
        return None;
    };
    let mut cells: Vec<Runs> = parted(runs).into_iter().map(tidy).collect();
    // What is set in with a tab has no empty cell before it.
    if cells.first().is_some_and(|cell| is_blank(cell)) {
        cells.remove(0);
    }
    let fits = |cell: &Runs| {
        !is_blank(cell)
            && !only_pictures(cell)
            && !cell.contains(&Run::Break)
            && plain(cell).chars().count() <= LONGEST_CELL
    };
    (cells.len() > 1 && cells.iter().all(fits)).then_some(cells)
}

/// Runs parted at their tabs.
fn parted(runs: &Runs) -> Vec<Runs> {
    let mut out: Vec<Runs> = vec![Vec::new()];
    for run in runs {
        let parts: Vec<Runs> = match run {
            Run::Text(text) => {
                text.split('\t').map(|part| vec![Run::Text(part.to_string())]).collect()
            }
            Run::Styled(style, runs) => parted(runs)
                .into_iter()
                .map(|runs| vec![Run::Styled(style.clone(), runs)])
                .collect(),
            Run::Link { to, runs } => parted(runs)
                .into_iter()
                .map(|runs| vec![Run::Link { to: to.clone(), runs }])
                .collect(),
            Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
                vec![vec![run.clone()]]
            }
        };
        for (number, part) in parts.into_iter().enumerate() {
            match (number, out.last_mut()) {
                (0, Some(last)) => last.extend(part),
                _ => out.push(part),
            }
        }
    }
    out
}
