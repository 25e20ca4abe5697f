//! What paragraphs are that no style names, by how they are set: captions and quotations here, all else in the
//! files beside.
//!
//! Nothing here changes a word; each guess is told, and what may as well be prose stays prose.

use std::collections::BTreeMap;

use super::super::manuscript::{
    Kind, Run, Runs, Style, is_blank, only_pictures, plain, tidy,
};
use super::super::report::{Report, short};
use super::super::{credit, lines};
use super::pieces::{Piece, Setting};
use super::styles::{Role, SET_IN};
use super::{
    continued, headings, mottoes, opening, page_lines, parted, quoted_verse, scenes,
    sources, verse,
};
use crate::source::Span;

/// The longest title, and the longest caption.
const LONGEST_TITLE: usize = 150;
const LONGEST_CAPTION: usize = 250;

/// Gives roles to paragraphs that have none, and tells of each; `creator` made the file, by its own words.
pub(super) fn settle(
    pieces: Vec<Piece>,
    creator: &str,
    report: &mut Report,
) -> Vec<Piece> {
    let mut pieces = parted::settle(pieces, report);
    let body = usual(&pieces);
    continued::settle(&mut pieces, body, report);
    opening::settle(&mut pieces, body, creator, report);
    captions(&mut pieces, body, report);
    verse::settle(&mut pieces, body, report);
    page_lines::doubt(&pieces, report);
    quotations(&mut pieces, body, report);
    quoted_verse::settle(&mut pieces, report);
    mottoes::below_title(&mut pieces, report);
    sources::settle(&mut pieces, body, report);
    headings::settle(&mut pieces, body, report);
    mottoes::doubt_below_headings(&pieces, report);
    doubt_set_in(&pieces, body, report);
    scenes::doubt(&pieces, body, report);
    pieces
}

/// Whether the text begins with a line at the right edge, as letters do.
pub(super) fn opens_at_edge(pieces: &[Piece]) -> bool {
    let first = pieces.iter().find(|piece| !is_empty(piece) && !is_figure(piece));
    first.and_then(seen).is_some_and(|one| one.set.at_end)
}

/// A paragraph that is nothing yet, as this module sees it.
pub(super) struct Seen<'a> {
    pub runs: &'a Runs,
    pub set: Setting,
    pub at: Span,
    pub words: String,
}

pub(super) fn seen(piece: &Piece) -> Option<Seen<'_>> {
    if let Piece::Paragraph { role: Role::Plain, runs, item: None, set, at, .. } = piece {
        let words = plain(runs).trim().to_string();
        Some(Seen { runs, set: *set, at: *at, words })
    } else {
        None
    }
}

pub(super) fn take_for(piece: &mut Piece, as_role: Role) {
    if let Piece::Paragraph { role, .. } = piece {
        *role = as_role;
    }
}

pub(super) fn is_empty(piece: &Piece) -> bool {
    match piece {
        Piece::Paragraph { role: Role::Plain, runs, item: None, .. } => is_blank(runs),
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => false,
    }
}

/// Whether a piece is nothing but pictures, or one that is to come.
pub(super) fn is_figure(piece: &Piece) -> bool {
    match piece {
        Piece::Paragraph { runs, .. } => only_pictures(runs),
        Piece::Blocks(blocks) => {
            blocks.last().is_some_and(|block| matches!(block.kind, Kind::Figure(_)))
        }
        Piece::Table { .. } => false,
    }
}

/// How most of the text is set.
fn usual(pieces: &[Piece]) -> Setting {
    let plain = || pieces.iter().filter_map(seen);
    let most = |of: &dyn Fn(&Setting) -> i32| {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for one in plain() {
            *counts.entry(of(&one.set)).or_default() += one.words.len();
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(value, _)| value)
    };
    Setting {
        centred: most(&|set| i32::from(set.centred)) == 1,
        left: most(&|set| set.left),
        right: most(&|set| set.right),
        size: most(&|set| set.size),
        ..Setting::default()
    }
}

/// Whether runs are of one style as a whole.
pub(super) fn is_wholly(runs: &Runs, style: &Style) -> bool {
    let runs = tidy(runs.clone());
    let mut at = runs.as_slice();
    while let [Run::Styled(own, within)] = at {
        if own == style {
            return true;
        }
        at = within;
    }
    false
}

/// Whether words are a line as titles are.
pub(super) fn is_line(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
        && words.chars().count() <= LONGEST_TITLE
        && !words.ends_with(['.', ',', ';', ':'])
        && !lines::begins_item(words)
}

/// Short lines below pictures that say what these show, and labels of tables.
fn captions(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    for at in 0..pieces.len() {
        label_of_table(pieces, at, report);
    }
    for at in 1..pieces.len() {
        if !is_figure(&pieces[at - 1]) {
            continue;
        }
        let Some(one) = seen(&pieces[at]).filter(|one| !one.words.is_empty()) else {
            continue;
        };
        if one.words.chars().count() > LONGEST_CAPTION || only_pictures(one.runs) {
            continue;
        }
        let smaller = one.set.size > 0 && one.set.size < body.size;
        let sure = credit::is_numbered(&one.words)
            || credit::caption(&one.words).is_some_and(|found| !found.unsure)
            || is_wholly(one.runs, &Style::Emphasis) && (smaller || one.set.centred)
            || smaller && one.set.centred && !body.centred;
        let may_be = is_line(&one.words)
            && (one.set.centred && !body.centred
                || smaller
                || is_wholly(one.runs, &Style::Emphasis)
                || one.words.chars().count() <= 100)
            && !is_wholly(one.runs, &Style::Strong)
            || is_sentence_below(&one.words, pieces.get(at + 1));
        let quoted = short(&one.words);
        if sure {
            let message =
                format!("this is taken for the caption of the picture above: {quoted}");
            report.guess(one.at, message, "where it is none, put it below the figure");
            take_for(&mut pieces[at], Role::Caption);
        } else if may_be {
            let message = format!(
                "this stands below a picture and may be its caption; it is a paragraph: {quoted}"
            );
            let help = "put both between `::: figure` and `:::`, if it is";
            report.doubt(one.at, message, help);
        }
    }
}

/// Whether words are one short sentence, and no speech, between a picture and a long paragraph.
fn is_sentence_below(words: &str, next: Option<&Piece>) -> bool {
    const LONGEST: usize = 100;
    const LONG: usize = 120;
    let above_text =
        next.and_then(seen).is_some_and(|next| next.words.chars().count() >= LONG);
    words.chars().count() <= LONGEST
        && words.starts_with(char::is_uppercase)
        && words.strip_suffix('.').is_some_and(|words| !words.contains(". "))
        && !lines::begins_item(words)
        && above_text
}

/// A line above or below a table that counts it, `Table 1: Ships`, is its caption.
fn label_of_table(pieces: &mut [Piece], at: usize, report: &mut Report) {
    const LABELS: [&str; 6] =
        ["Table ", "Tabelle ", "Tableau ", "Tabla ", "Tabella ", "Таблица "];
    let is_table = |at: Option<usize>| {
        let piece = at.and_then(|at| pieces.get(at));
        piece.is_some_and(|piece| matches!(piece, Piece::Table { .. }))
    };
    if !is_table(at.checked_sub(1)) && !is_table(Some(at + 1)) {
        return;
    }
    let Some(one) = seen(&pieces[at]) else { return };
    let rest = LABELS.iter().find_map(|label| one.words.strip_prefix(label));
    let is_label = rest.is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits)
            && rest[digits..].starts_with([':', '.', ' ', '\u{2003}'])
            && one.words.chars().count() <= LONGEST_CAPTION
            && !rest[digits..].trim_start().starts_with(char::is_lowercase)
    });
    if is_label {
        let message = format!(
            "this is taken for the caption of the table beside it: {}",
            short(&one.words)
        );
        report.guess(one.at, message, "where it is none, make it a paragraph");
        take_for(&mut pieces[at], Role::Caption);
    }
}

/// Paragraphs that are set in from both sides, where most are not. Short ones are of the quotation whose longer ones
/// stand beside them and are set alike, as a letter has them.
fn quotations(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    let is_narrow = |one: &Seen<'_>| {
        one.words.split_whitespace().count() >= 4
            // Lines of a table of contents end with the numbers of their pages.
            && one.words.ends_with(|c: char| !c.is_alphanumeric())
    };
    let mut begun = false;
    let mut at = 0;
    while at < pieces.len() {
        let row = set_in_alike(&pieces[at..], body);
        let length = |at: &usize| seen(&pieces[*at]).map_or(0, |one| one.words.len());
        let all: Vec<usize> = row.iter().map(|own| at + own).collect();
        let narrow = |at: &usize| seen(&pieces[*at]).is_some_and(|one| is_narrow(&one));
        let narrow: Vec<usize> = all.iter().copied().filter(narrow).collect();
        let said: usize = narrow.iter().map(length).sum();
        // Among many short lines a sentence says nothing of those.
        let together = said * 2 > all.iter().map(length).sum();
        let cites = |at: &usize| {
            let named = seen(&pieces[*at]).and_then(|one| sources::cites(&one.words));
            named.is_some() && at.checked_sub(1).is_some_and(|at| narrow.contains(&at))
        };
        let fits = |at: &usize| together || narrow.contains(at) || cites(at);
        let found: Vec<usize> = all.iter().copied().filter(fits).collect();
        if let Some(one) = found.first().and_then(|at| seen(&pieces[*at]))
            && !begun
        {
            let message = format!(
                "this is set in from both sides, and is taken for a quotation: {}",
                short(&one.words)
            );
            report.guess(one.at, message, "where it is none, take the `>` away");
        }
        begun = found.last().is_some() && found.last() == all.last()
            || found.is_empty() && begun && is_empty(&pieces[at]);
        for at in found {
            take_for(&mut pieces[at], Role::Quote);
        }
        at = all.last().map_or(at, |last| *last) + 1;
    }
}

/// The paragraphs from the first on that are set in from both sides as that is; empty ones may stand between them.
fn set_in_alike(pieces: &[Piece], body: Setting) -> Vec<usize> {
    let is_bold_line =
        |one: &Seen<'_>| is_wholly(one.runs, &Style::Strong) && is_line(&one.words);
    let fits = |one: &Seen<'_>| {
        one.set.left >= body.left + SET_IN
            && one.set.right >= body.right + SET_IN
            && !one.set.centred
            && !one.words.is_empty()
            && !only_pictures(one.runs)
            && !is_bold_line(one)
    };
    let Some(first) = pieces.first().and_then(seen).filter(fits) else {
        return Vec::new();
    };
    let sides = |set: Setting| (set.left, set.right, set.at_end);
    let mut out = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match seen(piece) {
            Some(one) if fits(&one) && sides(one.set) == sides(first.set) => out.push(at),
            _ if is_empty(piece) => {}
            Some(_) | None => break,
        }
    }
    out
}

/// Tells of sentences that are set in from the left alone, between others that are not: quotations are
/// often typed so, but so is much else.
fn doubt_set_in(pieces: &[Piece], body: Setting, report: &mut Report) {
    const FEWEST_WORDS: usize = 8;
    let is_set_in = |one: &Seen<'_>| one.set.left >= body.left + SET_IN;
    let all: usize = pieces.iter().filter_map(seen).map(|one| one.words.len()).sum();
    let of_them = pieces.iter().filter_map(seen).filter(is_set_in);
    if of_them.map(|one| one.words.len()).sum::<usize>() * 4 > all {
        return;
    }
    let mut before: Option<&Piece> = None;
    for piece in pieces.iter().filter(|piece| !is_empty(piece)) {
        let beside_text = before.and_then(seen).is_some_and(|one| {
            one.set.left == body.left && !lines::begins_item(&one.words)
        });
        if let Some(one) = seen(piece).filter(is_set_in)
            && beside_text
            && one.words.split_whitespace().count() >= FEWEST_WORDS
            && one.words.ends_with(|c: char| !c.is_alphanumeric())
            && !lines::begins_item(&one.words)
        {
            let message = format!(
                "this is set in from the left, and may be a quotation; it is a paragraph: {}",
                short(&one.words)
            );
            report.doubt(one.at, message, "begin it with `> `, if it is");
        }
        before = Some(piece);
    }
}
