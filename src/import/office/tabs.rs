//! Paragraphs with tabs that stand one below the other, as tables are typed.

use std::ops::Range;

use super::super::manuscript::{Run, Runs, is_blank, only_pictures, plain, tidy};
use super::super::report::{Report, short};
use super::pieces::Piece;
use super::styles::Role;
use super::tables::{self, Row};
use crate::source::Span;

/// The fewest rows of a table that is typed with tabs, and the longest cell of one.
const FEWEST_ROWS: usize = 3;
const LONGEST_CELL: usize = 60;

/// What may be told of, but is never taken for a cell.
const LONGEST_DOUBTED: usize = 240;

/// The cells of a line.
type Cells = Vec<Runs>;

/// Makes tables of lines that have three cells each, or more, whether each is a paragraph or breaks part them; of two
/// cells it may as well be a list of names or of contents, which is told, and so is what has gaps that say nothing sure.
pub(super) fn settle(pieces: Vec<Piece>, report: &mut Report) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut group: Vec<(Piece, Vec<Cells>)> = Vec::new();
    for piece in pieces {
        match rows(&piece) {
            Some(rows) => group.push((piece, rows)),
            None => {
                close(std::mem::take(&mut group), &mut out, report);
                out.push(piece);
            }
        }
    }
    close(group, &mut out, report);
    out
}

/// What lines with tabs are.
enum Shape {
    Table {
        rows: Vec<Cells>,
        /// The last has fewer cells than the others.
        short: bool,
    },
    /// They may be a table of so many columns, or of several.
    Perhaps(Option<usize>),
    Words,
}

/// Puts out the lines that stand one below the other.
fn close(group: Vec<(Piece, Vec<Cells>)>, out: &mut Vec<Piece>, report: &mut Report) {
    let rows: Vec<Cells> = group.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let Some(at) = group.iter().filter_map(|(piece, _)| place(piece)).reduce(Span::to)
    else {
        return;
    };
    let words = rows.first().map_or(String::new(), |cells| {
        short(&cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "))
    });
    let count = rows.len();
    let columns = match shape(rows) {
        Shape::Table { rows, short } => {
            let message =
                format!("these {count} lines with tabs are taken for a table: {words}");
            match short {
                false => report.guess(at, message, ""),
                true => report.doubt(
                    at,
                    message,
                    "look at its last row, which has fewer cells than the others",
                ),
            }
            let rows = rows.into_iter().map(|cells| Row { cells, head: false });
            out.extend(tables::table(rows.collect(), at, report));
            return;
        }
        Shape::Perhaps(columns) => columns,
        Shape::Words => {
            out.extend(group.into_iter().map(|(piece, _)| piece));
            return;
        }
    };
    // Those may be one that have as many cells.
    if let Some(part) = table_within(&group) {
        let mut before = group;
        let mut table = before.split_off(part.start);
        let after = table.split_off(part.len());
        for group in [before, table, after] {
            close(group, out, report);
        }
        return;
    }
    let message = match columns {
        Some(2) => format!(
            "these {count} lines have two cells each, and may be a table; they are paragraphs: {words}"
        ),
        Some(_) | None => format!(
            "these {count} lines with tabs may be a table; they are paragraphs: {words}"
        ),
    };
    report.doubt(at, message, "where it is a table, write `|` between the cells");
    out.extend(group.into_iter().map(|(piece, _)| piece));
}

/// The first paragraphs of a group that are a table for themselves.
fn table_within(group: &[(Piece, Vec<Cells>)]) -> Option<Range<usize>> {
    let count = |at: usize| {
        let counts = group[at].1.iter().map(|cells| match cells.iter().any(is_long) {
            true => 0,
            false => said(cells),
        });
        counts.reduce(|one, other| if one == other { one } else { 0 }).unwrap_or(0)
    };
    let mut start = 0;
    while start < group.len() {
        let own = count(start);
        let length = (start..group.len()).take_while(|at| count(*at) == own).count();
        let rows =
            || group[start..start + length].iter().flat_map(|(_, rows)| rows.clone());
        if own > 2
            && length < group.len()
            && matches!(shape(rows().collect()), Shape::Table { .. })
        {
            return Some(start..start + length);
        }
        start += length;
    }
    None
}

/// How many cells of a line are not empty.
fn said(cells: &[Runs]) -> usize {
    cells.iter().filter(|cell| !is_blank(cell)).count()
}

/// Whether a cell has more words than those of typed tables.
fn is_long(cell: &Runs) -> bool {
    plain(cell).chars().count() > LONGEST_CELL
}

fn shape(mut rows: Vec<Cells>) -> Shape {
    settle_leads(&mut rows);
    let first = rows.first().map_or(0, |cells| said(cells));
    let alike = rows.iter().all(|cells| said(cells) == first);
    if rows.len() < FEWEST_ROWS {
        return match alike && first > 2 && rows.len() > 1 {
            true => Shape::Perhaps(Some(first)),
            false => Shape::Words,
        };
    }
    if alike && first == 2 && is_numbered(&rows) {
        return Shape::Words;
    }
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    if rows.iter().flatten().any(is_long) {
        return match widest > 2 {
            true => Shape::Perhaps(None),
            false => Shape::Words,
        };
    }
    let of_length = |cells: &Cells| cells.len() == widest;
    let gaps =
        |cells: &Cells| cells.iter().map(|cell| is_blank(cell)).collect::<Vec<_>>();
    // Several tabs only make room where a column is empty in each row, or rows have more of them than others.
    let padded = !rows.iter().all(of_length)
        || rows.iter().all(|cells| gaps(cells) == gaps(&rows[0]));
    if alike && padded {
        rows.iter_mut().for_each(|cells| cells.retain(|cell| !is_blank(cell)));
        return match first {
            2 => Shape::Perhaps(Some(2)),
            _ => Shape::Table { rows, short: false },
        };
    }
    let full = rows.iter().filter(|cells| said(cells) == widest).count();
    let last = rows.len() - 1;
    if widest < 3
        || full < 2
        || full * 2 < rows.len()
        || !rows[..last].iter().all(of_length)
    {
        return Shape::Perhaps(None);
    }
    let short = rows[last].len() < widest;
    rows[last].resize(widest, Runs::new());
    Shape::Table { rows, short }
}

/// Takes away what is empty behind the last cell of a line, and before the first where the line is only set in: where
/// all are, or where it would have more cells than the others.
fn settle_leads(rows: &mut [Cells]) {
    let is_in = |cells: &Cells| cells.first().is_some_and(|cell| is_blank(cell));
    let ended = |cells: &Cells| {
        let row_ends = cells.iter().rposition(|cell| !is_blank(cell));
        row_ends.map_or(0, |last| last + 1)
    };
    // `Total` may have an empty cell behind its sum.
    let widest = rows.iter().filter(|cells| !is_in(cells)).map(&ended).max();
    for cells in rows {
        let end = ended(cells).max(cells.len().min(widest.unwrap_or(0)));
        cells.truncate(end);
        while is_in(cells) && widest.is_none_or(|widest| cells.len() > widest) {
            cells.remove(0);
        }
    }
}

/// Whether the first cells only count the lines, `i.`, `[3]`, or are signs before them.
fn is_numbered(rows: &[Cells]) -> bool {
    rows.iter().all(|cells| {
        let first = cells.first().map_or(String::new(), |cell| plain(cell));
        first.trim().ends_with(['.', ')', ']', '-', '–'])
            || !first.contains(char::is_alphanumeric)
    })
}

fn place(piece: &Piece) -> Option<Span> {
    match piece {
        Piece::Paragraph { at, .. } | Piece::Table { at, .. } => Some(*at),
        Piece::Blocks(_) => None,
    }
}

/// The lines of a paragraph, two cells in each at least, if it has nothing else.
fn rows(piece: &Piece) -> Option<Vec<Cells>> {
    let Piece::Paragraph { role: Role::Plain, runs, item: None, id: None, .. } = piece
    else {
        return None;
    };
    let lines = runs.split(|run| *run == Run::Break).filter(|line| !is_blank(line));
    let rows: Vec<Cells> =
        lines.map(|line| parted(line).into_iter().map(tidy).collect()).collect();
    let fits = |cell: &Runs| {
        !only_pictures(cell)
            && !cell.contains(&Run::Break)
            && plain(cell).chars().count() <= LONGEST_DOUBTED
    };
    let are_cells = |cells: &Cells| said(cells) > 1 && cells.iter().all(fits);
    (!rows.is_empty() && rows.iter().all(are_cells)).then_some(rows)
}

/// Runs parted at their tabs.
fn parted(runs: &[Run]) -> Vec<Runs> {
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
