//! Verse in documents without styles: lines of one paragraph, paragraphs that are set in, or, in doubt, short
//! paragraphs one below the other.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::manuscript::{Block, Kind, Run, Runs, Style, plain};
use super::super::report::{Report, short};
use super::super::{lines, names, paragraphs};
use super::looks::{Seen, is_empty, is_wholly, seen, take_for};
use super::page_lines::{are_wrapped, going_on};
use super::pieces::{Piece, Setting};
use super::styles::{Role, SET_IN};
use crate::source::Span;

/// The longest line.
const LONGEST: usize = 64;

/// The longest of free verse.
const LONGEST_FREE: usize = 50;

/// The most lines that are set in and may be verse, though they do not sound so.
const MOST_DOUBTED: usize = 12;

/// Gives verse its role, and tells of it; what may as well be prose stays prose.
pub(super) fn settle(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    let mut at = 0;
    while at < pieces.len() {
        let Some(one) = seen(&pieces[at]).filter(|one| !one.words.is_empty()) else {
            at += 1;
            continue;
        };
        at = if words_by_breaks(one.runs).len() > 1 {
            stanzas(pieces, at, report)
        } else if one.set.left >= body.left + SET_IN {
            set_in(pieces, at, one.set.left, report)
        } else {
            match typed(pieces, at, report) {
                Some(end) => end,
                None => doubt_typed(pieces, at, report),
            }
        };
    }
}

/// What is told, and what to do where it is wrong.
const TOLD: &str = "these short lines are taken for verse";
const HELP: &str = "where it is prose, take `::: verse` and `:::` away";

/// How many lines, or stanzas, are sure to be verse where their sentences run on.
const SURE_LINES: usize = 6;
const SURE_STANZAS: usize = 2;

/// Of so few lines nobody can say whether they were wrapped.
const FEWEST_WRAPPED: usize = 4;

/// Paragraphs of several lines each, by their breaks; empty ones may stand between them. Returns where they end.
fn stanzas(pieces: &mut [Piece], from: usize, report: &mut Report) -> usize {
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    let mut sure = false;
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if is_empty(piece) {
            continue;
        }
        let Some(one) = seen(piece) else { break };
        let rows = words_by_breaks(one.runs);
        let is_verse = are_verse(&rows);
        let runs_on = may_run_on(&rows) && !is_wholly(one.runs, &Style::Strong);
        if !is_verse && !runs_on && !may_be_stanza(&rows) {
            break;
        }
        sure |= is_verse;
        found.push((at, rows));
    }
    let parts: Vec<Vec<String>> = found.iter().map(|(_, rows)| rows.clone()).collect();
    let all = parts.concat();
    let last = found.last().map_or(from, |(at, _)| *at);
    let place = pieces.get(from).and_then(seen).map(|one| one.at);
    // Stanzas of one paragraph are sure together.
    let places = found.iter().filter_map(|(at, _)| Some(seen(&pieces[*at])?.at));
    let sure_together = places.collect::<BTreeSet<_>>().len() == 1;
    sure |= sure_together && are_verse(&all);
    let free = run_on(&parts) && all.iter().any(|row| row.contains(PAUSES));
    sure |= free && (found.len() >= SURE_STANZAS || all.len() >= SURE_LINES);
    if !(sure || free || are_verse(&all)) {
        let parted = found.len() > 1 && sure_together;
        let goes_on = parts.iter().any(|rows| may_run_on(rows))
            && (all.len() <= FEWEST_WRAPPED || !are_wrapped(&parts));
        if may_be_verse(&all) || parted || are_few_lines(&all) || goes_on {
            doubt_lines(place, &all, report);
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

/// How lines that were set as a quotation sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sounds {
    AsVerse,
    Perhaps,
    AsProse,
}

/// How stanzas sound of which it is not known whether they are any.
pub(super) fn sounds(stanzas: &[Vec<String>]) -> Sounds {
    let all = stanzas.concat();
    let free = run_on(stanzas) && all.iter().any(|row| row.contains(PAUSES));
    if are_verse(&all) || free {
        return Sounds::AsVerse;
    }
    let short = all.iter().all(|row| may_be_line(row));
    match short && (may_be_verse(&all) && !is_speech(&all) || are_few_lines(&all)) {
        true => Sounds::Perhaps,
        false => Sounds::AsProse,
    }
}

/// Whether each line is a sentence, as speeches and lists of them are.
fn is_speech(rows: &[String]) -> bool {
    rows.iter().all(|row| row.ends_with(['.', '!', '?', '”', '"', '»']))
}

/// What sentences end with, or pause at.
const PAUSES: &[char] = &[',', ';', '.', '!', '?', '—', '…'];

/// Whether a sentence runs on from one short line to the next, and ends or pauses with the last.
fn may_run_on(rows: &[String]) -> bool {
    let short = |row: &String| {
        row.chars().count() <= LONGEST_FREE
            && !row.contains(is_no_verse)
            && !lines::begins_item(row)
            && names::byline(row).is_none()
    };
    rows.iter().all(short)
        && going_on(rows) > 0
        && rows.last().is_some_and(|row| row.ends_with(PAUSES))
}

/// Tells of lines that may be verse; they stay what they are.
fn doubt_lines(place: Option<Span>, rows: &[String], report: &mut Report) {
    if let (Some(place), Some(first)) = (place, rows.first()) {
        let message = format!(
            "these short lines may be verse; they are paragraphs: {}",
            short(first)
        );
        let help = "put them between `::: verse` and `:::`, if they are";
        report.doubt(place, message, help);
    }
}

/// Whether few lines are a couplet or the like, and no speeches, clauses or greetings.
fn are_few_lines(rows: &[String]) -> bool {
    const FEWEST_WORDS: usize = 3;
    let is_line = |row: &String| {
        may_be_line(row)
            && row.split_whitespace().count() >= FEWEST_WORDS
            && !row.starts_with(['“', '"', '„', '«', '‘', '—', '–', '-', '(', '['])
    };
    let small = rows.iter().filter(|row| row.starts_with(char::is_lowercase)).count();
    let pauses = rows.iter().filter(|row| row.ends_with([',', ';', '.', '!', '?', '—']));
    let ends = |row: &String| row.ends_with(['.', '!', '?']);
    let sentences = rows.iter().rev().skip(1).filter(|row| ends(row)).count() + 1;
    let clauses = rows.iter().filter(|row| row.ends_with(';')).count() + 1;
    rows.len() > 1
        && rows.iter().all(is_line)
        && (pauses.count() * 2 >= rows.len()
            && small == 0
            && clauses < rows.len()
            && sentences < rows.len()
            || small == rows.len() && rows.len() == 3)
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
        && !row.get(1..).is_some_and(|rest| rest.starts_with(") "))
        && names::byline(row).is_none()
        && !names::is_person(row)
}

/// Whether lines that belong together have as many points and commas as verse, though it is no sure one.
fn may_be_verse(rows: &[String]) -> bool {
    const FEWEST: usize = 4;
    let pauses = rows.iter().filter(|row| row.ends_with([',', ';', '.', '!', '?', '—']));
    rows.len() >= FEWEST && pauses.count() * 2 >= rows.len()
}

/// Paragraphs that are set in from the left alike; empty ones part stanzas.
fn set_in(pieces: &mut [Piece], from: usize, left: i32, report: &mut Report) -> usize {
    let fits = |one: &Seen<'_>| one.set.left == left && !one.words.is_empty();
    let all = stanzas_of(pieces, from, &fits);
    let first: Vec<Vec<usize>> = all.iter().take(1).cloned().collect();
    // Where not all are verse, those may be that stand together.
    for found in [all, first] {
        let rows = words_of(pieces, &found);
        let is_verse = are_verse(&rows.concat()) || run_on(&rows);
        if is_verse && let Some(one) = seen(&pieces[from]) {
            report.guess(one.at, TOLD, HELP);
            return take(pieces, &found, from);
        }
    }
    let row = pieces[from..].iter().map_while(|piece| seen(piece).filter(fits));
    let row: Vec<Seen<'_>> = row.collect();
    let rows: Vec<String> = row.iter().map(|one| one.words.clone()).collect();
    if rows.len() <= MOST_DOUBTED && are_few_lines(&rows) {
        doubt_lines(row.first().map(|one| one.at), &rows, report);
    }
    from + row.len().max(1)
}

/// Gives the lines of stanzas their role; returns where they end.
fn take(pieces: &mut [Piece], stanzas: &[Vec<usize>], from: usize) -> usize {
    let mut end = from + 1;
    for at in stanzas.iter().flatten() {
        take_for(&mut pieces[*at], Role::Verse);
        end = at + 1;
    }
    end
}

/// The paragraphs from there on that fit, in groups that empty ones part.
fn stanzas_of(
    pieces: &[Piece],
    from: usize,
    fits: &dyn Fn(&Seen<'_>) -> bool,
) -> Vec<Vec<usize>> {
    // They are looked at from each place anew, so not too far.
    const MOST_LINES: usize = 400;
    const LONGEST_OF_ANY: usize = 1000;
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut parted = true;
    for (at, piece) in pieces.iter().enumerate().skip(from).take(MOST_LINES) {
        if is_empty(piece) {
            parted = true;
            continue;
        }
        if !seen(piece).is_some_and(|one| one.words.len() < LONGEST_OF_ANY && fits(&one))
        {
            break;
        }
        match out.last_mut().filter(|_| !std::mem::take(&mut parted)) {
            Some(last) => last.push(at),
            None => out.push(vec![at]),
        }
        parted = false;
    }
    out
}

/// The lines of stanzas.
fn words_of(pieces: &[Piece], stanzas: &[Vec<usize>]) -> Vec<Vec<String>> {
    let lines = |at: &usize| {
        seen(&pieces[*at]).map_or(Vec::new(), |one| words_by_breaks(one.runs))
    };
    stanzas.iter().map(|stanza| stanza.iter().flat_map(lines).collect()).collect()
}

/// Whether most lines go on with the sentence of the line above, in small letters, and were not broken for want
/// of room: so only verse is typed.
fn run_on(stanzas: &[Vec<String>]) -> bool {
    const FEWEST: usize = 3;
    let lines: usize = stanzas.iter().map(Vec::len).sum();
    let mut all = stanzas.iter().flatten();
    let begins =
        all.clone().next().is_some_and(|line| !line.starts_with(char::is_lowercase));
    // One word alone is an item rather than a line.
    let words = all.clone().filter(|line| line.contains(' ')).count() * 3 >= lines * 2;
    let short = all
        .all(|line| line.chars().count() <= LONGEST_FREE && !line.contains(is_no_verse));
    let joints: usize = stanzas.iter().map(|stanza| stanza.len().saturating_sub(1)).sum();
    let going_on: usize = stanzas.iter().map(|stanza| going_on(stanza)).sum();
    lines >= FEWEST
        && begins
        && words
        && short
        && going_on > 1
        && going_on * 2 > joints
        && !are_wrapped(stanzas)
}

/// Signs of tables, formulas and programs.
fn is_no_verse(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\t' | '=' | '<' | '{' | '/' | '_' | '@')
}

/// Lines of a paragraph each in stanzas that empty paragraphs part: two stanzas or more.
/// Returns where they end.
fn typed(pieces: &mut [Piece], from: usize, report: &mut Report) -> Option<usize> {
    let set = seen(&pieces[from])?.set;
    let fits = |one: &Seen<'_>| {
        let is_line = may_be_line(&one.words)
            || one.words.starts_with(char::is_lowercase) && !one.words.ends_with(':');
        is_line
            && (one.set.left, one.set.centred) == (set.left, set.centred)
            && words_by_breaks(one.runs).len() == 1
            && !is_wholly(one.runs, &Style::Strong)
    };
    let mut found = stanzas_of(pieces, from, &fits);
    let rows = words_of(pieces, &found);
    let ends =
        |at: usize| rows[at].last().is_none_or(|line| line.ends_with(['.', '!', '?']));
    // A line alone is a title, or a sentence of the text.
    let is_alone = |at: usize| {
        let begins =
            rows[at].first().is_some_and(|line| line.starts_with(char::is_lowercase));
        rows[at].len() == 1 && !begins && (at == 0 || ends(at - 1))
    };
    let end = (0..rows.len()).find(|at| is_alone(*at)).unwrap_or(rows.len());
    found.truncate(end);
    let rows = &rows[..end];
    // Or stanzas of as many lines each, every one of them like verse.
    let even =
        rows.iter().all(|stanza| stanza.len() == rows[0].len() && are_verse(stanza));
    let at = seen(&pieces[from])?.at;
    match run_on(rows) {
        _ if found.len() < 2 => return None,
        true => report.guess(at, TOLD, HELP),
        false if even => report.doubt(at, TOLD, HELP),
        false => return None,
    }
    Some(take(pieces, &found, from))
}

/// Tells of short paragraphs that read as lines of verse; they stay what they are, as much else is typed so.
fn doubt_typed(pieces: &[Piece], from: usize, report: &mut Report) -> usize {
    /// A title may stand above them.
    const MOST_ABOVE: usize = 1;
    let lines_from = |from: usize| {
        let row = pieces[from..].iter().map_while(seen);
        row.take_while(|one| {
            may_be_line(&one.words)
                && words_by_breaks(one.runs).len() == 1
                && !is_wholly(one.runs, &Style::Strong)
        })
        .collect::<Vec<_>>()
    };
    let found = lines_from(from);
    let rows: Vec<String> = found.iter().map(|one| one.words.clone()).collect();
    let is_verse = |rows: &[String]| are_verse(rows) || run_on(&[rows.to_vec()]);
    let above = (0..=MOST_ABOVE.min(rows.len())).find(|above| is_verse(&rows[*above..]));
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

/// Verse of which every line stands between empty ones is one stanza.
pub(super) fn close_up(blocks: &mut [Block], report: &mut Report) {
    const FEWEST: usize = 4;
    for block in blocks {
        let at = block.at;
        if let Kind::Verse { stanzas, .. } = &mut block.kind
            && stanzas.len() >= FEWEST
            && stanzas.iter().all(|stanza| stanza.len() == 1)
        {
            *stanzas = vec![std::mem::take(stanzas).into_iter().flatten().collect()];
            let message = "every line of this verse stands between empty paragraphs; all are one stanza now";
            report.guess(at, message, "begin each stanza with an empty line");
        }
    }
}

/// The lines of a paragraph, by its breaks.
pub(super) fn words_by_breaks(runs: &Runs) -> Vec<String> {
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
    lines::are_verse(&text, &ranges, 0)
        || paragraphs::is_poem(&text, &ranges, 0)
        || paragraphs::is_rhymed(&text, &ranges, 0)
}

#[cfg(test)]
mod tests {
    use super::run_on;

    #[test]
    fn lines_that_run_on_are_verse_unless_they_were_wrapped() {
        let stanza = |lines: &[&str]| {
            vec![lines.iter().map(|line| line.to_string()).collect::<Vec<_>>()]
        };
        let heron =
            ["The heron stands", "on one thin leg", "and does not count the hours."];
        assert!(run_on(&stanza(&heron)));
        for lines in [
            ["Rope.", "Bells.", "A barrel, which was wet."],
            ["the rope is wet", "the bell is cast", "the book is lost"],
            ["Rope and bell", "weigh 12 pounds", "or 13 at most"],
            [
                "The harbour of the valley was",
                "begun in spring and finished in",
                "the autumn of that year, when",
            ],
        ] {
            assert!(!run_on(&stanza(&lines)), "{lines:?}");
        }
    }
}
