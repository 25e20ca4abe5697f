//! Whose a quotation is: a line below it, behind a dash, in brackets or at the right edge; and quotations that
//! only their marks and such a line tell.

use super::super::manuscript::{Run, Runs, plain, tidy};
use super::super::pasted::quotation::source_alone;
use super::super::quotes::{Opened, closing, opener};
use super::super::report::{Fate, Report, short};
use super::super::{dates, lines, names};
use super::looks::{seen, take_for};
use super::opening;
use super::pieces::{Piece, Setting};
use super::styles::{Role, SET_IN};
use crate::source::Span;

/// The longest source that has no dash, in words, and the fewest of a quotation above a dash.
const MOST_WORDS: usize = 12;
const FEWEST_WORDS: usize = 10;

/// Finds sources, and tells of each.
pub(super) fn settle(pieces: &mut [Piece], body: Setting, report: &mut Report) {
    for at in 1..pieces.len() {
        let (above, rest) = pieces.split_at_mut(at);
        let (Some(above), Some((own, below))) =
            (above.last_mut(), rest.split_first_mut())
        else {
            continue;
        };
        if let Some(unsure) = ends_quotation(above, own, below.first()) {
            tell(own, unsure, report);
            unbracket(own, report);
            take_for(own, Role::Source);
        } else if let Some(unsure) = is_source(above, own, below.first(), body) {
            tell(own, unsure, report);
            unbracket(own, report);
            take_for(own, Role::Source);
        } else if is_marked(above, own) {
            quote(above, own, report);
        }
    }
}

pub(super) fn tell(own: &Piece, unsure: bool, report: &mut Report) {
    let Piece::Paragraph { runs, at, .. } = own else { return };
    let message = format!(
        "this is taken for the source of what is quoted above: {}",
        plain(runs).trim()
    );
    let help = "where it is none, take the line with `--` out, and make it a paragraph";
    match unsure {
        true => report.doubt(*at, message, help),
        false => report.guess(*at, message, help),
    }
}

/// Whether a line that is set just like the quotation above, and is its last, names its source, and whether it may well
/// not: `(Visitation Book, 1702)`.
fn ends_quotation(above: &Piece, own: &Piece, below: Option<&Piece>) -> Option<bool> {
    let quoted = |piece: &Piece| match piece {
        Piece::Paragraph { role: Role::Quote, set, item: None, runs, .. } => {
            Some(((set.left, set.right, set.at_end), plain(runs).trim().to_string()))
        }
        Piece::Paragraph { .. } | Piece::Table { .. } | Piece::Blocks(_) => None,
    };
    let ((set_above, said), (set, words)) = (quoted(above)?, quoted(own)?);
    let is_last = below.and_then(quoted).is_none();
    if !is_last || set_above != set || source_alone(&said).is_some() {
        return None;
    }
    let ended = said.ends_with(|c: char| !c.is_alphanumeric() && c != ',');
    cites(&words).filter(|_| ended)
}

/// Whether a line below a quotation names a work or a person, with brackets or without; and whether it may well not.
pub(super) fn cites(words: &str) -> Option<bool> {
    let bare = words.strip_prefix(['(', '[']).and_then(|it| it.strip_suffix([')', ']']));
    let named = bare.unwrap_or(words).trim();
    let fits = is_name(named) && !named.contains(['(', '[']);
    let cited = named.contains(|c: char| c.is_ascii_digit());
    match bare.is_some() && source_alone(words).is_some() {
        true => (fits && (cited || named.contains(',') || names::is_person(named)))
            .then_some(false),
        false => (fits && (cited || opening::is_name(named))).then_some(true),
    }
}

/// Takes the brackets off a source.
fn unbracket(own: &mut Piece, report: &mut Report) {
    if let Piece::Paragraph { runs, at, .. } = own
        && let Some(bare) = without_ends(runs, &['(', '['], &[')', ']'], *at, report)
    {
        *runs = bare;
    }
}

/// Whether a line is the source of a quotation or verse straight above it, and whether it may well be none.
fn is_source(
    above: &Piece,
    own: &Piece,
    below: Option<&Piece>,
    body: Setting,
) -> Option<bool> {
    let Piece::Paragraph {
        role: Role::Quote | Role::Verse,
        set: of_above,
        runs: said,
        ..
    } = above
    else {
        return None;
    };
    let Piece::Paragraph { role, runs, item: None, set, .. } = own else { return None };
    let words = plain(runs).trim().to_string();
    let aside = set.at_end && !of_above.at_end;
    match role {
        Role::Plain if is_dashed(&words) => {
            let apart = set.at_end || set.centred || set.left >= body.left + SET_IN;
            match apart {
                true => source_alone(&words).is_some().then_some(false),
                false => is_source_set_as_text(&plain(said), &words, below),
            }
        }
        Role::Plain if words.starts_with('(') => {
            let said = plain(said);
            cites(&words).filter(|_| source_alone(said.trim()).is_none())
        }
        Role::Plain if words.starts_with("- ") => {
            is_source_set_as_text(&plain(said), &words, below)
        }
        Role::Plain | Role::Quote if aside && !is_dashed(&words) => {
            is_name(&words).then_some(true)
        }
        Role::Plain
        | Role::Quote
        | Role::Title
        | Role::Subtitle
        | Role::Heading(_)
        | Role::Verse
        | Role::Source
        | Role::Caption
        | Role::Code
        | Role::Author
        | Role::Date
        | Role::Rule => None,
    }
}

/// Whether a line behind a dash that is set as the text is a source, and no speech, and whether it may well be one.
fn is_source_set_as_text(said: &str, words: &str, below: Option<&Piece>) -> Option<bool> {
    let begins = |words: &str| is_dashed(words) || words.starts_with("- ");
    let speaks_on = below.and_then(seen).is_some_and(|one| begins(&one.words));
    let source = &words[source_alone(words)?];
    if speaks_on || begins(said.trim()) || source_alone(said.trim()).is_some() {
        return None;
    }
    let first = source.split([',', ':', '(']).next().unwrap_or("").trim();
    let named = names::is_person(first) || source.contains(|c: char| c.is_ascii_digit());
    let dashed =
        is_dashed(words) && !words.ends_with(['.', '…', ',', ';', '"', '”', '»']);
    (named || dashed).then_some(!named)
}

pub(super) fn is_dashed(words: &str) -> bool {
    words.starts_with(['—', '–', '―']) || words.starts_with("--")
}

/// Whether a line without a dash may name a person or a work.
pub(super) fn is_name(words: &str) -> bool {
    words.split_whitespace().count() <= MOST_WORDS
        && words.starts_with(|c: char| c.is_uppercase() || c == '(')
        && !words.ends_with(['.', ',', ';', ':', '!', '?', '”', '"'])
        && !dates::is_date(words)
        && !dates::is_dateline(words)
        && !lines::is_break(words)
}

/// Whether a paragraph is wholly in marks, and the line straight below it names its source.
fn is_marked(above: &Piece, own: &Piece) -> bool {
    let (Some(quoted), Some(source)) = (seen(above), seen(own)) else { return false };
    let words = quoted.words.as_str();
    let closed = matches!(
        closing(words),
        Some(Opened::Closed(_, past)) if past == words.len()
    );
    let long =
        words.split_whitespace().count() >= FEWEST_WORDS && !source.words.ends_with('.');
    let named = source.words.starts_with('(') && source.words.ends_with(')')
        || is_dashed(&source.words) && long;
    closed && named && source_alone(&source.words).is_some()
}

/// Makes a quotation and its source of a paragraph in marks and the line below it.
fn quote(above: &mut Piece, own: &mut Piece, report: &mut Report) {
    let (
        Piece::Paragraph { runs, at, .. },
        Piece::Paragraph { runs: source, at: below, .. },
    ) = (&mut *above, &mut *own)
    else {
        return;
    };
    let Some((mark, closers)) = opener(plain(runs).trim()) else { return };
    let quoted = without_ends(runs, &[mark], closers, *at, report);
    let named = match plain(source).trim().starts_with('(') {
        true => without_ends(source, &['('], &[')'], *below, report),
        false => Some(source.clone()),
    };
    let (Some(quoted), Some(named)) = (quoted, named) else { return };
    let message = format!(
        "this paragraph is taken for a block quotation, without its marks; its source is “{}”: {}",
        plain(&named).trim_start_matches(['—', '–', '―', '-', ' ']).trim(),
        short(&plain(&quoted))
    );
    let help = "where it is speech, take the `>` away and put the marks back";
    report.guess(*at, message, help);
    (*runs, *source) = (quoted, named);
    take_for(above, Role::Quote);
    take_for(own, Role::Source);
}

/// Runs without the signs at their ends; `None` where one is not the first or the last of their letters.
fn without_ends(
    runs: &Runs,
    open: &[char],
    close: &[char],
    at: Span,
    report: &mut Report,
) -> Option<Runs> {
    let mut runs = tidy(runs.clone());
    let mut first = runs.first_mut();
    while let Some(Run::Styled(_, within)) = first {
        first = within.first_mut();
    }
    let Some(Run::Text(text)) = first else { return None };
    let begins = text.chars().next().filter(|c| open.contains(c))?;
    text.drain(..begins.len_utf8());
    let mut last = runs.last_mut();
    while let Some(Run::Styled(_, within)) = last {
        last = within.last_mut();
    }
    let Some(Run::Text(text)) = last else { return None };
    let ends = text.chars().next_back().filter(|c| close.contains(c))?;
    text.pop();
    report.cut(at, &begins.to_string(), Fate::Markup);
    report.cut(at, &ends.to_string(), Fate::Markup);
    Some(tidy(runs))
}
