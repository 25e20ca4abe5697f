//! Rows of tables in plain text, by what parts their cells.

use std::ops::Range;

use super::super::lines;
use super::super::pasted::stamp;

/// What parts the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Parting {
    Bar,
    Tab,
    Semicolon,
    Comma,
    /// Two spaces or more.
    Gap,
}

/// A table in lines.
#[derive(Clone, Debug)]
pub(in super::super) struct Columns {
    /// Where each cell stands in the source; as many in each row.
    pub rows: Vec<Vec<Range<usize>>>,
    /// A line below the first row says that this is the head.
    pub head: bool,
    pub parting: Parting,
}

/// What a sentence may end with before two spaces of a typist.
const STOPS: [char; 8] = ['.', '!', '?', ':', ';', '"', '”', ')'];

/// The longest line of a table with wide gaps.
const WIDEST: usize = 200;

/// A gap of so many spaces parts cells wherever it stands.
const SURE_GAP: usize = 3;

/// The table that begins with the line `at`, and where it ends. `wide_from` is the first line that
/// has not been looked at for wide gaps.
pub(super) fn table(
    text: &str,
    rows: &[Range<usize>],
    at: usize,
    wide_from: &mut usize,
) -> Option<(usize, Columns)> {
    bars(text, rows, at)
        .or_else(|| parted(text, rows, at, Parting::Tab))
        .or_else(|| parted(text, rows, at, Parting::Semicolon))
        .or_else(|| parted(text, rows, at, Parting::Comma))
        .or_else(|| gaps(text, rows, at, wide_from))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let own = &text[range.clone()];
    let lead = own.len() - own.trim_start().len();
    let start = range.start + lead;
    start..start + own.trim().len()
}

/// The cells of a range, parted at a sign.
fn split(text: &str, range: Range<usize>, sign: char) -> Vec<Range<usize>> {
    let mut from = range.start;
    let mut cells = Vec::new();
    for (at, _) in text[range.clone()].match_indices(sign) {
        cells.push(trimmed(text, from..range.start + at));
        from = range.start + at + sign.len_utf8();
    }
    cells.push(trimmed(text, from..range.end));
    cells
}

/// Whether a line is nothing but the rule of a table: `|---|:--:|`, `+---+---+`.
fn is_rule(line: &str) -> bool {
    let signs = |c: char| matches!(c, '|' | '-' | ':' | '+' | '=' | ' ');
    line.chars().all(signs) && line.contains(['|', '+']) && line.contains(['-', '='])
}

fn bars(text: &str, rows: &[Range<usize>], at: usize) -> Option<(usize, Columns)> {
    let cells = |range: &Range<usize>| {
        let line = &text[range.clone()];
        if !line.contains('|') || is_rule(line) || stamp::pieces(line, &[]).is_some() {
            return None;
        }
        let outer = line.len() > 2 && line.starts_with('|') && line.ends_with('|');
        match outer {
            true => Some(split(text, range.start + 1..range.end - 1, '|')),
            false => line.contains(" | ").then(|| split(text, range.clone(), '|')),
        }
    };
    let mut found: Vec<Vec<Range<usize>>> = Vec::new();
    let mut rules = Vec::new();
    let mut end = at;
    while let Some(range) = rows.get(end) {
        if is_rule(&text[range.clone()]) {
            // Rules alone are no table.
            if rules.len() > found.len() {
                break;
            }
            rules.push(found.len());
        } else {
            match cells(range) {
                Some(row) if found.first().is_none_or(|it| it.len() == row.len()) => {
                    found.push(row);
                }
                Some(_) | None => break,
            }
        }
        end += 1;
    }
    let fits = found.len() >= 2 || found.len() == 1 && rules.contains(&1);
    let wide = found.first().is_some_and(|row| row.len() > 1 || !rules.is_empty());
    // With a rule below each row none of them tells the head.
    let head = found.len() >= 2
        && rules.contains(&1)
        && rules.iter().all(|rule| matches!(*rule, 0 | 1) || *rule == found.len());
    (fits && wide).then_some((end, Columns { rows: found, head, parting: Parting::Bar }))
}

/// Lines with as many signs each.
fn parted(
    text: &str,
    rows: &[Range<usize>],
    at: usize,
    parting: Parting,
) -> Option<(usize, Columns)> {
    let sign = match parting {
        Parting::Tab => '\t',
        Parting::Semicolon => ';',
        Parting::Comma => ',',
        Parting::Bar | Parting::Gap => return None,
    };
    let whole = |range: &Range<usize>| match parting {
        Parting::Tab => with_tabs(text, range),
        Parting::Semicolon | Parting::Comma | Parting::Bar | Parting::Gap => {
            range.clone()
        }
    };
    let count = |range: &Range<usize>| {
        let line = &text[whole(range)];
        let count = line.matches(sign).count();
        // In prose a space stands behind the sign.
        let tight = sign == '\t'
            || !line.contains('&')
                && line.match_indices(sign).all(|(at, _)| {
                    !line[at + 1..].starts_with([' ', '\u{a0}', '\u{202f}'])
                });
        if tight { count } else { 0 }
    };
    let first = count(rows.get(at)?);
    let (signs, fewest) = match parting {
        Parting::Tab => (1, 2),
        Parting::Semicolon if first == 1 => (1, 3),
        Parting::Semicolon | Parting::Comma | Parting::Bar | Parting::Gap => (2, 2),
    };
    let is_item = |range: &Range<usize>| lines::begins_item(&text[range.clone()]);
    let items = is_item(rows.get(at)?) && rows.get(at + 1).is_none_or(is_item);
    // Numbers alone have commas as well.
    let words = sign == '\t' || text[rows[at].clone()].contains(char::is_alphabetic);
    if first < signs || items || !words {
        return None;
    }
    let run = rows[at..].iter().take_while(|range| count(range) == first).count();
    if run < fewest {
        return None;
    }
    let own = rows[at..at + run].iter();
    let mut rows: Vec<Vec<Range<usize>>> =
        own.map(|range| split(text, whole(range), sign)).collect();
    // What is set in by tabs has no column there.
    while rows.iter().all(|row| row.first().is_some_and(Range::is_empty)) {
        for row in &mut rows {
            row.remove(0);
        }
    }
    while rows.iter().all(|row| row.last().is_some_and(Range::is_empty)) {
        for row in &mut rows {
            row.pop();
        }
    }
    let table = rows.first().is_some_and(|row| row.len() > 1);
    table.then_some((at + run, Columns { rows, head: false, parting }))
}

/// A line with the tabs at its ends, where cells may be empty.
fn with_tabs(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].trim_end_matches(['\t', ' ']).len();
    let rest = &text[range.end..];
    let end = range.end + rest.len() - rest.trim_start_matches(['\t', ' ']).len();
    start..end
}

/// The wide gaps of a line: two spaces or more, but for the two behind a sentence.
fn wide(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let line = &text[range.clone()];
    let mut gaps = Vec::new();
    let mut from = 0;
    while let Some(start) = line[from..].find("  ").map(|at| from + at) {
        let width = line[start..].len() - line[start..].trim_start_matches(' ').len();
        from = start + width;
        if width >= SURE_GAP || !line[..start].ends_with(STOPS) {
            gaps.push(range.start + start..range.start + from);
        }
    }
    gaps
}

/// Where a line begins with the spaces that it is set in by.
fn line_start(text: &str, range: &Range<usize>) -> usize {
    text[..range.start].trim_end_matches(' ').len()
}

fn gaps(
    text: &str,
    rows: &[Range<usize>],
    at: usize,
    wide_from: &mut usize,
) -> Option<(usize, Columns)> {
    if at < *wide_from {
        return None;
    }
    let found: Vec<Vec<Range<usize>>> = rows[at..]
        .iter()
        .map(|range| match range.len() <= WIDEST {
            true => wide(text, range),
            false => Vec::new(),
        })
        .take_while(|gaps| !gaps.is_empty())
        .collect();
    *wide_from = at + found.len().max(1);
    if found.len() < 2 {
        return None;
    }
    let own = &rows[at..at + found.len()];
    let most = found.iter().map(Vec::len).max().unwrap_or(0) + 1;
    let even = found.iter().all(|gaps| gaps.len() + 1 == most);
    let sure = found.iter().flatten().all(|gap| gap.len() >= SURE_GAP);
    let gutters = gutters(text, own);
    let rows = if gutters.len() + 1 == most && (even || own.len() > 2) {
        own.iter().map(|range| by_gutters(text, range, &gutters)).collect()
    } else if even && sure {
        own.iter().zip(&found).map(|(range, gaps)| by_gaps(range, gaps)).collect()
    } else {
        return None;
    };
    let columns = Columns { rows, head: false, parting: Parting::Gap };
    Some((at + found.len(), columns))
}

fn by_gaps(range: &Range<usize>, gaps: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut from = range.start;
    let mut cells = Vec::new();
    for gap in gaps {
        cells.push(from..gap.start);
        from = gap.end;
    }
    cells.push(from..range.end);
    cells
}

/// The columns of signs that are blank in every line, two wide at least, between such that are not.
fn gutters(text: &str, rows: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut blank = vec![true; 2 * WIDEST];
    let mut width = 0;
    for range in rows {
        let line = &text[line_start(text, range)..range.end];
        for (column, sign) in line.chars().enumerate().take(blank.len()) {
            blank[column] &= sign == ' ';
        }
        width = width.max(line.chars().count()).min(blank.len());
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    let first = blank.iter().position(|blank| !blank).unwrap_or(width);
    let columns = blank.iter().enumerate().take(width).skip(first);
    for (column, _) in columns.filter(|(_, blank)| **blank) {
        match out.last_mut() {
            Some(gutter) if gutter.end == column => gutter.end += 1,
            Some(_) | None => out.push(column..column + 1),
        }
    }
    out.retain(|gutter| gutter.len() >= 2 && gutter.end < width);
    out
}

fn by_gutters(
    text: &str,
    range: &Range<usize>,
    gutters: &[Range<usize>],
) -> Vec<Range<usize>> {
    let start = line_start(text, range);
    let line = &text[start..range.end];
    let byte = |column: usize| {
        line.char_indices().nth(column).map_or(range.end, |(at, _)| start + at)
    };
    let mut from = start;
    let mut cells = Vec::new();
    for gutter in gutters {
        cells.push(trimmed(text, from..byte(gutter.start).max(from)));
        from = byte(gutter.end);
    }
    cells.push(trimmed(text, from..range.end));
    cells
}
