//! Verse that has the style of a quotation, or is set in as one.

use super::super::manuscript::plain;
use super::super::pasted::quotation::source_alone;
use super::super::report::{Report, short};
use super::looks::{is_empty, take_for};
use super::pieces::Piece;
use super::sources::{is_dashed, tell};
use super::styles::Role;
use super::verse::{Sounds, sounds, words_by_breaks};
use crate::source::Span;

const HELP: &str = "where it is prose, take `::: verse` and `:::` away, and begin its paragraphs with `> `";

/// Makes verse of quotations that are nothing else, with the source below, and tells of those that may be.
pub(super) fn settle(pieces: &mut [Piece], report: &mut Report) {
    let mut at = 0;
    while at < pieces.len() {
        if quoted(&pieces[at]).is_none() {
            at += 1;
            continue;
        }
        let goes_on = |piece: &&Piece| quoted(piece).is_some() || is_empty(piece);
        let end = at + pieces[at..].iter().take_while(goes_on).count();
        one(&mut pieces[at..end], report);
        at = end;
    }
}

/// The lines of a paragraph of a quotation, none where it is empty.
fn quoted(piece: &Piece) -> Option<(Vec<String>, Span)> {
    match piece {
        Piece::Paragraph { role: Role::Quote, runs, item: None, at, .. } => {
            Some((words_by_breaks(runs), *at))
        }
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => None,
    }
}

fn one(pieces: &mut [Piece], report: &mut Report) {
    let is_source = |piece: &Piece| match piece {
        Piece::Paragraph { runs, .. } => {
            let words = plain(runs).trim().to_string();
            is_dashed(&words) && source_alone(&words).is_some()
        }
        Piece::Table { .. } | Piece::Blocks(_) => false,
    };
    let has_words =
        |piece: &Piece| quoted(piece).is_some_and(|(rows, _)| !rows.is_empty());
    let Some(last) = pieces.iter().rposition(has_words) else { return };
    let end = if is_source(&pieces[last]) { last } else { last + 1 };
    let mut stanzas: Vec<Vec<String>> = vec![Vec::new()];
    let mut place: Option<Span> = None;
    for piece in &pieces[..end] {
        let (rows, at) = match quoted(piece).filter(|(rows, _)| !rows.is_empty()) {
            Some((rows, at)) => (rows, Some(at)),
            None => (Vec::new(), None),
        };
        place = place.or(at);
        // A paragraph is a stanza, or a line of one.
        match stanzas.last_mut().filter(|_| rows.len() == 1) {
            Some(stanza) => stanza.extend(rows),
            None => stanzas.extend([rows, Vec::new()]),
        }
    }
    stanzas.retain(|stanza| !stanza.is_empty());
    let Some(place) = place else { return };
    let first = stanzas.first().and_then(|rows| rows.first()).map_or("", String::as_str);
    match sounds(&stanzas) {
        Sounds::AsVerse => {
            let message = format!(
                "this quotation is taken for verse, as its lines are short: {}",
                short(first)
            );
            report.guess(place, message, HELP);
        }
        Sounds::Perhaps => {
            let message = format!(
                "these short lines may be verse; they are a quotation: {}",
                short(first)
            );
            let help =
                "put them between `::: verse` and `:::`, without the `>`, if they are";
            report.doubt(place, message, help);
            return;
        }
        Sounds::AsProse => return,
    }
    for piece in &mut pieces[..end] {
        if quoted(piece).is_some() {
            take_for(piece, Role::Verse);
        }
    }
    if end == last {
        tell(&pieces[last], false, report);
        take_for(&mut pieces[last], Role::Source);
    }
}
