//! What stands at the top of a document: title, subtitle and author, by where they stand and how they are set.

use super::super::manuscript::{Style, plain, text};
use super::super::pasted::counting;
use super::super::report::Report;
use super::super::{dates, names};
use super::looks::{Seen, is_empty, is_figure, is_line, is_wholly, seen, take_for};
use super::pieces::{Piece, Setting};
use super::styles::Role;

/// How many lines may stand above the title of a typescript, and how long they are.
const MOST_ABOVE: usize = 7;
const LONGEST_ABOVE: usize = 60;

/// As many lines at the top are looked at for a byline in any case.
const NEAR: usize = 5;

/// How far from the top a title stands, in paragraphs.
const FARTHEST: usize = 12;

/// How long a paragraph of the text is, in letters.
const LONG: usize = 120;

const HELP: &str = "where it is none, take it out of the front matter";

/// Finds the title, if no style names it, and what stands below it; `creator` made the file, and may be the author.
pub(super) fn settle(
    pieces: &mut [Piece],
    body: Setting,
    creator: &str,
    report: &mut Report,
) {
    let styled = pieces.iter().position(|piece| match piece {
        Piece::Paragraph { role, runs, .. } => {
            *role == Role::Title && !plain(runs).trim().is_empty()
        }
        Piece::Table { .. } | Piece::Blocks(_) => false,
    });
    let found = match styled {
        Some(at) => Some(at).filter(|at| *at <= FARTHEST),
        None => title(pieces, body, report),
    };
    if let Some(at) = found {
        below(pieces, at + 1, body, creator, report);
    }
}

/// The title of a document without styles: a first line that is large, or bold and in the middle; or a line in the
/// middle below the address of a typescript.
fn title(pieces: &mut [Piece], body: Setting, report: &mut Report) -> Option<usize> {
    let first = pieces.iter().position(|piece| !is_empty(piece) && !is_figure(piece))?;
    let one = seen(pieces.get(first)?)?;
    let large = body.size > 0 && one.set.size * 4 >= body.size * 5;
    let centred = one.set.centred && !body.centred;
    let bold = is_wholly(one.runs, &Style::Strong) || is_shouted(&one.words);
    let first_fits = may_be_title(&one.words) && (large || centred && bold);
    let at = match first_fits {
        true => first,
        false => below_address(pieces, first, body)?,
    };
    let one = seen(pieces.get(at)?)?;
    let message = format!("this is taken for the title, by how it is set: {}", one.words);
    match first_fits && large && (centred || bold) {
        true => report.guess(one.at, message, HELP),
        false => report.doubt(one.at, message, HELP),
    }
    take_for(&mut pieces[at], Role::Title);
    Some(at)
}

fn may_be_title(words: &str) -> bool {
    is_line(words)
        && !dates::is_date(words)
        && !dates::is_dateline(words)
        && names::byline(words).is_none()
}

/// The line in the middle below the name and the address of whoever sent a typescript in.
fn below_address(pieces: &[Piece], first: usize, body: Setting) -> Option<usize> {
    let mut above = 0;
    let mut is_address = false;
    for (at, piece) in pieces.iter().enumerate().skip(first) {
        if is_empty(piece) {
            continue;
        }
        let one = seen(piece)?;
        if one.set.centred && !body.centred {
            return (above > 0 && is_address && may_be_title(&one.words)).then_some(at);
        }
        above += 1;
        is_address |= one.words.contains(|c: char| c == '@' || c.is_ascii_digit());
        if above > MOST_ABOVE
            || one.words.chars().count() > LONGEST_ABOVE
            || one.words.ends_with(['.', '!', '?', ':', '”'])
        {
            return None;
        }
    }
    None
}

/// Lines below the title, in the middle or larger than the text: subtitle and author.
fn below(
    pieces: &mut [Piece],
    from: usize,
    body: Setting,
    creator: &str,
    report: &mut Report,
) {
    let (mut has_subtitle, mut has_author) = (false, false);
    for at in from..pieces.len() {
        if is_empty(&pieces[at]) {
            continue;
        }
        if let Piece::Paragraph { role, .. } = &pieces[at]
            && matches!(role, Role::Title | Role::Subtitle | Role::Author | Role::Date)
        {
            has_subtitle |= *role == Role::Subtitle;
            has_author |= *role == Role::Author;
            continue;
        }
        let Some(next) = seen(&pieces[at]) else { return };
        let larger = body.size > 0
            && next.set.size * 5 >= body.size * 6
            && !is_wholly(next.runs, &Style::Strong);
        let known = !creator.is_empty() && creator.eq_ignore_ascii_case(&next.words);
        let signed = !has_author && !next.set.at_end && stands_as_name(pieces, at, &next);
        if !(next.set.centred && !body.centred || larger || known || signed) {
            return;
        }
        if dates::is_date(&next.words) || dates::is_dateline(&next.words) {
            continue;
        }
        if let Some(byline) = names::byline(&next.words) {
            has_author |= !byline.translator;
            // Below an address nobody looks for it any more.
            if pieces[..from].iter().filter(|piece| !is_empty(piece)).count() > NEAR {
                let key = if byline.translator { "translator" } else { "author" };
                let message = format!("this is taken for the {key}: {}", next.words);
                report.guess(next.at, message, HELP);
                take_for(&mut pieces[at], Role::Author);
            }
            continue;
        }
        // `by` on a line of its own, above the name: they are one line.
        if names::byline(&format!("{} Ann Hill", next.words)).is_some()
            && let Some(below) = (at + 1..pieces.len()).find(|at| !is_empty(&pieces[*at]))
            && let Some(name) = seen(&pieces[below]).filter(|one| is_named(&one.words))
        {
            let joined = format!("{} {}", next.words, name.words);
            let translator =
                names::byline(&joined).is_some_and(|byline| byline.translator);
            let key = if translator { "translator" } else { "author" };
            let message = format!(
                "these two lines are put together, and say who the {key} is: {joined}"
            );
            report.guess(next.at, message, HELP);
            if !translator {
                has_author = true;
                take_for(&mut pieces[below], Role::Author);
            }
            if let Piece::Paragraph { runs, .. } = &mut pieces[below] {
                *runs = text(joined);
            }
            if let Piece::Paragraph { runs, .. } = &mut pieces[at] {
                runs.clear();
            }
            continue;
        }
        if !known && is_of_text(pieces, at, &next) {
            return;
        }
        let named = next.set.centred && !body.centred && is_named(&next.words);
        let named = named || signed;
        let (what, role) = if !has_author && (known || named) {
            has_author = true;
            ("author", Role::Author)
        } else if !has_subtitle && !has_author && is_line(&next.words) {
            has_subtitle = true;
            ("subtitle", Role::Subtitle)
        } else {
            return;
        };
        let message =
            format!("this is taken for the {what}, by where it stands: {}", next.words);
        match known {
            true => report.guess(next.at, message, HELP),
            false => report.doubt(next.at, message, HELP),
        }
        take_for(&mut pieces[at], role);
    }
}

/// Whether a line is nothing but who wrote the text: `Ann Hill and Tom Moor`, `Dr Ann Hill, University of Lowick`.
fn is_named(words: &str) -> bool {
    const DEGREES: [&str; 6] = ["Dr ", "Dr. ", "Prof ", "Prof. ", "Professor ", "Rev. "];
    if is_name(words) {
        return true;
    }
    let titled = DEGREES.iter().any(|degree| words.starts_with(degree));
    let who = match titled {
        true => words.split(',').next().unwrap_or(""),
        false => words.split(" (").next().unwrap_or(""),
    };
    names::people(who).is_some_and(|all| all.iter().all(|name| is_name(name)))
        && (titled || !who.contains(',') || all_short(who))
}

/// Whether a line is a person's name, and does not begin as titles do.
pub(super) fn is_name(words: &str) -> bool {
    const ARTICLES: [&str; 16] = [
        "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un",
        "une", "el", "los", "il",
    ];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    names::is_person(words) && !ARTICLES.contains(&first.as_str())
}

/// Whether the names that commas part have two words or three each.
fn all_short(names: &str) -> bool {
    names.split(',').all(|name| (2..=3).contains(&name.split_whitespace().count()))
}

/// Whether a line heads the text below it, as another further down does, or by its number.
fn is_of_text(pieces: &[Piece], at: usize, one: &Seen<'_>) -> bool {
    if counting::is_counted(&one.words) {
        return true;
    }
    let above_text = |at: usize| {
        let next = pieces[at + 1..].iter().find(|piece| !is_empty(piece));
        next.and_then(seen).is_some_and(|next| next.words.chars().count() >= LONG)
    };
    let alike = |other: &Seen<'_>| {
        (other.set.centred, other.set.size) == (one.set.centred, one.set.size)
            && is_line(&other.words)
    };
    above_text(at)
        && (at + 1..pieces.len())
            .any(|at| seen(&pieces[at]).is_some_and(|it| alike(&it)) && above_text(at))
}

/// Whether a line that is set as the text is a name alone, straight above a long paragraph, a heading or a motto.
fn stands_as_name(pieces: &[Piece], at: usize, one: &Seen<'_>) -> bool {
    let is_date =
        |piece: &Piece| seen(piece).is_some_and(|one| dates::is_date(&one.words));
    let next = pieces[at + 1..].iter().find(|piece| !is_empty(piece) && !is_date(piece));
    let above_text = match next {
        Some(Piece::Paragraph { role: Role::Heading(_), .. }) => true,
        Some(next) => seen(next).is_some_and(|next| {
            next.words.chars().count() >= LONG
                || next.set.at_end
                || is_wholly(next.runs, &Style::Emphasis)
        }),
        None => false,
    };
    above_text && is_name(&one.words) && !is_wholly(one.runs, &Style::Strong)
}

/// Whether all letters are capitals.
fn is_shouted(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !words.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn lines_of_names_alone_are_authors() {
        for words in [
            "Ann Hill",
            "Ann Hill and Tom Moor",
            "Ann Hill, Tom Moor",
            "Dr Ann Hill, University of Lowick",
            "Ann Hill (translated by Tom Moor)",
        ] {
            assert!(is_named(words), "{words}");
        }
        for words in
            ["The Clerk", "A Story", "Annual Report 2023", "Salt, Rope, Bells", "Lowick"]
        {
            assert!(!is_named(words), "{words}");
        }
    }
}
