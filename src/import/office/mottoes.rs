//! Mottoes and dedications: lines at the right edge below the title or a heading, or slanted ones with a source.

use super::super::manuscript::Style;
use super::super::pasted::quotation::source_alone;
use super::super::report::{Report, short};
use super::super::{dates, names};
use super::looks::{Seen, is_empty, is_wholly, seen, take_for};
use super::pieces::Piece;
use super::sources::{is_dashed, is_name, tell};
use super::styles::Role;

/// The most lines of one, and the longest.
const MOST: usize = 8;
const LONGEST: usize = 300;

const HELP: &str = "put it between `::: epigraph` and `:::`, if it is";

/// Sentences at the right edge below the title: a motto with a source below is a quotation; else they are told.
pub(super) fn below_title(pieces: &mut [Piece], report: &mut Report) {
    let of_head = |piece: &Piece| match piece {
        Piece::Paragraph {
            role: Role::Title | Role::Subtitle | Role::Author | Role::Date,
            ..
        } => true,
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => {
            is_empty(piece)
                || seen(piece).is_some_and(|one| {
                    dates::is_date(&one.words) || names::byline(&one.words).is_some()
                })
        }
    };
    let Some(first) = pieces.iter().position(|piece| !of_head(piece)) else { return };
    if is_usual(pieces) {
        return;
    }
    // Without a head it may be a letter.
    if !pieces[..first].iter().any(|piece| !is_empty(piece)) {
        return;
    }
    let row: Vec<Seen<'_>> = pieces[first..]
        .iter()
        .map_while(|piece| seen(piece).filter(|one| one.set.at_end))
        .collect();
    let Some(motto) = row.first() else { return };
    let sourced = row.len() > 1
        && row.last().is_some_and(|last| {
            is_dashed(&last.words) && source_alone(&last.words).is_some()
        });
    if !sourced || !is_sentence(&motto.words) {
        doubt(&pieces[first..], "below the title", report);
        return;
    }
    let message = format!(
        "this stands at the right edge below the title, and is taken for a quotation: {}",
        short(&motto.words)
    );
    let help =
        "where it is a motto, put it between `::: epigraph` and `:::`, without the `>`";
    report.doubt(motto.at, message, help);
    let last = first + row.len() - 1;
    pieces[first..last].iter_mut().for_each(|piece| take_for(piece, Role::Quote));
    if let Some(source) = pieces.get_mut(last) {
        tell(source, false, report);
        take_for(source, Role::Source);
    }
}

/// Tells of those below headings; they stay paragraphs.
pub(super) fn doubt_below_headings(pieces: &[Piece], report: &mut Report) {
    if is_usual(pieces) {
        return;
    }
    // What begins the text may be its title, with a subtitle and a name below.
    let first = pieces.iter().position(|piece| !is_empty(piece)).map_or(0, |at| at + 1);
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        if let Piece::Paragraph { role: Role::Heading(_), .. } = piece {
            doubt(&pieces[at + 1..], "below a heading", report);
        }
    }
}

/// Whether much of the text stands at the right edge, as that of some scripts does.
fn is_usual(pieces: &[Piece]) -> bool {
    let length = |one: Seen<'_>| (one.words.len(), one.set.at_end);
    let all: Vec<(usize, bool)> = pieces.iter().filter_map(seen).map(length).collect();
    let aside: usize = all.iter().filter(|it| it.1).map(|it| it.0).sum();
    aside * 2 > all.iter().map(|it| it.0).sum()
}

/// Tells of lines that a text begins with which may be a motto or a dedication.
fn doubt(pieces: &[Piece], whence: &str, report: &mut Report) {
    let row: Vec<Seen<'_>> = pieces
        .iter()
        .filter(|piece| !is_empty(piece))
        .map_while(seen)
        .take_while(|one| one.words.chars().count() <= LONGEST)
        .take(MOST + 1)
        .collect();
    let aside = row.iter().take_while(|one| one.set.at_end).count();
    let slanted = slanted(&row[aside..]);
    let (count, how) = match (aside, slanted) {
        (0, 0) if row.first().is_some_and(is_dedication) => (1, "alone"),
        (0, 0) => return,
        (0, _) => (slanted, "in slanted letters"),
        (_, 0) => (aside, "at the right edge"),
        (_, _) => (aside + slanted, "at the right edge, and in slanted letters,"),
    };
    let found = &row[..count];
    let says =
        |one: &Seen<'_>| one.words.split_whitespace().count() >= 3 || is_dedication(one);
    let Some(first) = found.first().filter(|one| may_be_motto(&one.words)) else {
        return;
    };
    if count > MOST || !found.iter().any(says) || found.iter().any(is_other) {
        return;
    }
    let all: Vec<&str> = found.iter().map(|one| one.words.as_str()).collect();
    let (stands, is) = match count {
        1 => ("this stands".to_string(), "it is a paragraph"),
        _ => (format!("these {count} lines stand"), "they are paragraphs"),
    };
    let message = format!(
        "{stands} {how} {whence}, and may be a motto or a dedication; {is}: {}",
        all.join(" / ")
    );
    report.doubt(first.at, message, HELP);
}

/// How many lines are slanted, with a source below them, or dedications.
fn slanted(row: &[Seen<'_>]) -> usize {
    let is_slanted = |one: &&Seen<'_>| is_wholly(one.runs, &Style::Emphasis);
    let count = row.iter().take_while(is_slanted).count();
    let dedications = row[..count].iter().take_while(|one| is_dedication(one)).count();
    match row.get(count) {
        Some(below) if count > 0 && names_source(below) => count + 1,
        Some(_) | None if count > 1 && names_source(&row[count - 1]) => count,
        Some(_) | None => dedications,
    }
}

/// Whether a line says for whom a text is: `for Agnes`.
fn is_dedication(one: &Seen<'_>) -> bool {
    const LONGEST: usize = 60;
    const LEADS: [&str; 22] = [
        "for",
        "to",
        "in memory of",
        "in memoriam",
        "für",
        "meiner",
        "meinem",
        "meinen",
        "dem andenken",
        "zum andenken",
        "pour",
        "à",
        "para",
        "a la memoria de",
        "per",
        "alla",
        "al",
        "in memoria di",
        "для",
        "памяти",
        "моей",
        "моему",
    ];
    let lower = one.words.to_lowercase();
    let leads =
        |lead: &&str| lower.strip_prefix(*lead).is_some_and(|rest| rest.starts_with(' '));
    let named = LEADS.iter().any(leads) && one.words.chars().count() <= LONGEST;
    let apart =
        one.set.at_end || one.set.centred || is_wholly(one.runs, &Style::Emphasis);
    named && apart && !one.words.ends_with([':', '?', '!', ';'])
}

/// Whether a line below a motto says whose it is.
fn names_source(one: &Seen<'_>) -> bool {
    source_alone(&one.words).is_some()
        || one.set.at_end && is_name(&one.words)
        || names::is_person(&one.words)
}

/// Whether a line leads to what stands below it, or is a date, which no motto has.
fn is_other(one: &Seen<'_>) -> bool {
    one.words.ends_with(':') || dates::is_date(&one.words)
}

fn is_sentence(words: &str) -> bool {
    words.split_whitespace().count() >= 4 && may_be_motto(words)
}

/// Whether a line is none of those that letters and articles have at the right edge, too.
fn may_be_motto(words: &str) -> bool {
    !dates::is_date(words)
        && !dates::is_dateline(words)
        && names::byline(words).is_none()
        && !names::is_person(words)
        && !words.contains(|c: char| c == '@' || c.is_ascii_digit())
}
