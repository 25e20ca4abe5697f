//! Verse in documents without styles: lines of one paragraph, paragraphs that are set in, or, in doubt, short
//! paragraphs one below the other.

use std::ops::Range;

use super::super::manuscript::{Run, Runs, Style, plain};
use super::super::report::{Report, short};
use super::super::{lines, names, paragraphs};
use super::looks::{Seen, is_empty, is_wholly, seen, take_for};
use super::pieces::{Piece, Setting};
use super::styles::{Role, SET_IN};

/// The longest line.
const LONGEST: usize = 64;

/// Gives verse its role, and tells of it; what may as well be prose stays prose.
pub(super) fn settle(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    let mut at = 0;
    while at < pieces.len() {
        let Some(one) = seen(&pieces[at]).filter(|one| !one.words.is_empty()) else {
            at += 1;
            continue;
        };
        at = if broken(one.runs).len() > 1 {
            stanzas(pieces, at, report)
        } else if one.set.left >= body.left + SET_IN {
            set_in(pieces, at, one.set.left, report)
        } else {
            doubt_typed(pieces, at, report)
        };
    }
}

/// What is told, and what to do where it is wrong.
const TOLD: &str = "these short lines are taken for verse";
const HELP: &str = "where it is prose, take `::: verse` and `:::` away";

/// Paragraphs of several lines each, by their breaks; empty ones may stand between them. Returns where they end.
fn stanzas(pieces: &mut [Piece], from: usize, report: &mut Report) -> usize {
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    let mut sure = false;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if is_empty(piece) {
            continue;
        }
        let Some(one) = seen(piece) else { break };
        let rows = broken(one.runs);
        let is_verse = are_verse(&rows);
        if !is_verse && !may_be_stanza(&rows) {
            break;
        }
        sure |= is_verse;
        found.push((at, rows));
    }
    let all: Vec<String> = found.iter().flat_map(|(_, rows)| rows.clone()).collect();
    let last = found.last().map_or(from, |(at, _)| *at);
    let place = pieces.get(from).and_then(seen).map(|one| one.at);
    if !(sure || are_verse(&all)) {
        if let (true, Some(place), Some(first)) = (may_be_verse(&all), place, all.first())
        {
            let message = format!(
                "these short lines may be verse; they are paragraphs: {}",
                short(first)
            );
            let help = "put them between `::: verse` and `:::`, if they are";
            report.doubt(place, message, help);
        }
        return last + 1;
    }
    match place {
        Some(place) if sure => report.guess(place, TOLD, HELP),
        Some(place) => report.doubt(place, TOLD, HELP),
        None => {}
    }
    for (at, _) in found {
        take_for(&mut pieces[at], Role::Verse);
    }
    last + 1
}

/// Whether two lines or more may belong to verse that stands above or below.
fn may_be_stanza(rows: &[String]) -> bool {
    rows.len() > 1 && rows.iter().all(|row| may_be_line(row))
}

/// Whether a line is short, and no name, label or work that is cited.
fn may_be_line(row: &str) -> bool {
    row.chars().count() <= LONGEST
        && row.split_whitespace().count() >= 2
        && !row.ends_with(':')
        && !row.contains(|c: char| c.is_ascii_digit() || matches!(c, '\t' | '@'))
        && !lines::begins_item(row)
        && names::byline(row).is_none()
        && !names::is_person(row)
}

/// Whether lines that belong together have as many points and commas as verse, though it is no sure one.
fn may_be_verse(rows: &[String]) -> bool {
    const FEWEST: usize = 4;
    let pauses = rows.iter().filter(|row| row.ends_with([',', ';', '.', '!', '?', '—']));
    rows.len() >= FEWEST && pauses.count() * 2 >= rows.len()
}

/// Paragraphs that are set in from the left alike.
fn set_in(pieces: &mut [Piece], from: usize, left: i32, report: &mut Report) -> usize {
    let fits = |one: &Seen<'_>| one.set.left == left && !one.words.is_empty();
    let row = pieces[from..].iter().map_while(|piece| seen(piece).filter(fits));
    let rows: Vec<Vec<String>> = row.map(|one| broken(one.runs)).collect();
    let end = from + rows.len().max(1);
    if are_verse(&rows.concat())
        && let Some(one) = seen(&pieces[from])
    {
        report.guess(one.at, TOLD, HELP);
        for piece in &mut pieces[from..end] {
            take_for(piece, Role::Verse);
        }
    }
    end
}

/// Tells of short paragraphs that read as lines of verse; they stay what they are, as much else is typed so.
fn doubt_typed(pieces: &[Piece], from: usize, report: &mut Report) -> usize {
    /// A title may stand above them.
    const MOST_ABOVE: usize = 1;
    let lines_from = |from: usize| {
        let row = pieces[from..].iter().map_while(seen);
        row.take_while(|one| {
            may_be_line(&one.words)
                && broken(one.runs).len() == 1
                && !is_wholly(one.runs, &Style::Strong)
        })
        .collect::<Vec<_>>()
    };
    let found = lines_from(from);
    let rows: Vec<String> = found.iter().map(|one| one.words.clone()).collect();
    let above = (0..=MOST_ABOVE.min(rows.len())).find(|above| are_verse(&rows[*above..]));
    let mut end = from + rows.len().max(1);
    let Some(first) = above.and_then(|above| found.get(above)) else { return end };
    let message = format!(
        "these short paragraphs may be verse; they are paragraphs: {}",
        short(&first.words)
    );
    let help = "where they are verse, put `::: verse` above them and `:::` below, with no empty lines between the lines of a stanza";
    report.doubt(first.at, message, help);
    // Its other stanzas need no word of their own.
    while let Some(piece) = pieces.get(end) {
        let more = if is_empty(piece) { 1 } else { lines_from(end).len() };
        if more == 0 {
            break;
        }
        end += more;
    }
    end
}

/// The lines of a paragraph, by its breaks.
fn broken(runs: &Runs) -> Vec<String> {
    let mut out = vec![String::new()];
    for run in runs {
        match (*run == Run::Break, out.last_mut()) {
            (true, _) => out.push(String::new()),
            (false, Some(last)) => last.push_str(&plain(std::slice::from_ref(run))),
            (false, None) => {}
        }
    }
    let lines = out.iter().map(|line| line.trim().to_string());
    lines.filter(|line| !line.is_empty()).collect()
}

fn are_verse(rows: &[String]) -> bool {
    let is_address = |row: &String| row.contains('@') || row.contains("://");
    if rows.len() < 3 || rows.iter().any(is_address) {
        return false;
    }
    let text = rows.join("\n");
    let mut start = 0;
    let ranges: Vec<Range<usize>> = rows
        .iter()
        .map(|row| {
            let range = start..start + row.len();
            start = range.end + 1;
            range
        })
        .collect();
    lines::are_verse(&text, &ranges, 0) || paragraphs::is_poem(&text, &ranges, 0)
}
