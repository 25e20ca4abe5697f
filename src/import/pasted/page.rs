//! What within the text is a page's rather than the author's, as far as can be told.

use std::collections::{BTreeSet, HashMap};

use super::super::paragraphs::{Paragraph, Short};
use super::super::report::{Report, short};
use super::super::{credit, dates, names, trailer};
use super::heading::Sure;
use super::{figure, heading, stamp};

/// The button that encyclopedias have behind each heading.
const EDIT: &[&str] = &[
    "[edit]",
    "[edit source]",
    "[edit | edit source]",
    "[Bearbeiten]",
    "[Bearbeiten | Quelltext bearbeiten]",
    "[editar]",
    "[editar código]",
    "[modifier]",
    "[modifier | modifier le code]",
    "[modifica]",
    "[править]",
    "[править | править код]",
];

/// Whether a line ends with that button, as headings alone do.
pub(in super::super) fn has_edit(line: &str) -> bool {
    EDIT.iter().any(|sign| line.trim_end().ends_with(sign))
}

/// The paragraph without that button, which is told: it is a heading.
pub(super) fn without_edit(paragraph: Paragraph, report: &mut Report) -> Paragraph {
    let words = paragraph.text.trim_end();
    let Some(sign) = EDIT.iter().find(|sign| words.ends_with(**sign)) else {
        return paragraph;
    };
    let at = words.len() - sign.len();
    if at == 0 {
        return paragraph;
    }
    let range = at..words.len();
    report.drop(paragraph.span(range), "a button of the page is left out", sign);
    let end = paragraph.text[..at].trim_end().len();
    let mut heading = paragraph.part(0..end);
    heading.headed = true;
    heading
}

/// Whether a line is the number of a page: `12`, `- 12 -`, `Page 3 of 9`.
pub(in super::super) fn is_number(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim_matches(['-', '–', '—', '[', ']', ' ']);
    let number = |word: &str| {
        (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let parts: Vec<&str> = bare.split([' ', '/']).filter(|it| !it.is_empty()).collect();
    let is_word = |word: &str| {
        [
            "page",
            "seite",
            "página",
            "pagina",
            "p.",
            "s.",
            "стр.",
            "страница",
            "sida",
            "strona",
        ]
        .contains(&word)
    };
    match parts.as_slice() {
        [one] => number(one),
        [word, one] => is_word(word) && number(one),
        [word, one, rest @ ..] => {
            is_word(word)
                && number(one)
                && rest.len() <= 2
                && rest.last().is_some_and(|it| number(it))
        }
        [] => false,
    }
}

/// Whether a line is the head of a page with its number: `4 The Fell Press Bulletin`, `The Last Compositor 5`.
pub(in super::super) fn is_running_head(line: &str) -> bool {
    const LINKS: [&str; 14] = [
        "of", "the", "and", "a", "in", "de", "la", "der", "die", "und", "et", "y", "van",
        "di",
    ];
    let line = line.trim();
    let number =
        |it: &str| (1..=3).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit());
    let words = match (line.split_once(' '), line.rsplit_once(' ')) {
        (Some((first, rest)), _) if number(first) => rest,
        (_, Some((rest, last))) if number(last) => rest,
        (_, _) => return false,
    };
    let named =
        |word: &str| word.starts_with(char::is_uppercase) || LINKS.contains(&word);
    line.chars().count() <= LONGEST_HEAD
        && words.split_whitespace().count() >= 2
        && words.split_whitespace().all(named)
        && words
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '&'))
}

/// The longest line at the head of a page.
const LONGEST_HEAD: usize = 80;

/// The lines that number pages and what heads these beside them: none of them is a heading. Numbers that count from 1
/// are those of sections, unless the title or the author stands beside one, as `known` at the heads of pages.
pub(super) fn numbers(row: &[Paragraph], known: &[String]) -> BTreeSet<usize> {
    let words = |at: usize| row[at].text.trim();
    let ends =
        |at: usize| words(at).ends_with(['.', '!', '?', ':', '…', '”', '"', '»', ')']);
    let heads = |at: usize| {
        let goes_on = |next: &Paragraph| next.text.starts_with(char::is_lowercase);
        is_running_head(words(at))
            && at > 0
            && !ends(at - 1)
            && row.get(at + 1).is_some_and(goes_on)
    };
    let numbers: Vec<usize> = (0..row.len()).filter(|at| is_number(words(*at))).collect();
    let is_known = |at: usize| {
        let words = row.get(at).map_or("", |it| it.text.trim());
        !words.is_empty() && known.iter().any(|it| it.eq_ignore_ascii_case(words))
    };
    let headed = |at: &usize| is_known(at.wrapping_sub(1)) || is_known(at + 1);
    let counts = numbers.first().is_some_and(|at| words(*at) == "1")
        && !numbers.iter().any(headed);
    let numbers = numbers.into_iter().filter(|_| !counts);
    let found: Vec<usize> =
        numbers.chain((0..row.len()).filter(|at| heads(*at))).collect();
    let mut often: HashMap<&str, usize> = HashMap::new();
    row.iter().for_each(|it| *often.entry(it.text.trim()).or_default() += 1);
    let mut out: BTreeSet<usize> = found.iter().copied().collect();
    for at in found {
        // Below the number of a page stands the head of the next, where a sentence goes on behind both.
        let broken = at > 0 && !ends(at - 1);
        for beside in [at.wrapping_sub(1), at + 1] {
            if beside < row.len()
                && (beside > at && broken || often[words(beside)] > 1 || is_known(beside))
                && words(beside).chars().count() <= LONGEST_HEAD
                && !words(beside).starts_with(char::is_lowercase)
            {
                out.insert(beside);
            }
        }
    }
    out
}

/// Tells of lines that empty lines part in the middle of their sentences, as some viewers of PDFs copy them.
pub(super) fn tell_parted(row: &[Paragraph], report: &mut Report) {
    const FEWEST: usize = 6;
    let goes_on = |two: &[Paragraph]| {
        let above = two[0].text.trim_end();
        two[0].is_plain()
            && two[0].lines.len() == 1
            && !above.ends_with(['.', '!', '?', ':', ';', '…', '”', '"', '»', ')', '’'])
            && two[1].text.starts_with(char::is_lowercase)
    };
    let parted: Vec<&Paragraph> =
        row.windows(2).filter(|two| goes_on(two)).map(|two| &two[1]).collect();
    if let Some(first) =
        parted.first().filter(|_| parted.len() >= FEWEST && parted.len() * 3 > row.len())
    {
        let message = format!(
            "{} paragraphs begin in the middle of a sentence: empty lines seem to stand between the lines of this text",
            parted.len()
        );
        let help = "take those empty lines out of the text that is imported, but those between its paragraphs";
        report.doubt(first.at(), message, help);
    }
}

/// Tells of short lines that stood together and are a paragraph each; what is a heading is told as such.
pub(super) fn tell_short(
    source: &str,
    row: &[Paragraph],
    sure: &[Sure],
    report: &mut Report,
) {
    for (at, paragraph) in row.iter().enumerate() {
        let Some(Short { end, verse }) = paragraph.short else { continue };
        let start = paragraph.at().range().start;
        let inner = row[at..].iter().take_while(|it| it.at().range().start < end).count();
        if sure[at..at + inner].iter().any(|it| *it != Sure::No) {
            continue;
        }
        let lines: Vec<&str> = source
            .get(start..end)
            .map_or(Vec::new(), |own| own.lines().map(str::trim).collect());
        let (what, help) = match verse {
            true => (
                "may be verse",
                "where they are, put them between `::: verse` and `:::`, without empty lines",
            ),
            false => (
                "may belong together",
                "where they do, take the empty lines away, and put `\\` behind each but the last",
            ),
        };
        let message = format!(
            "these {} short lines are a paragraph each, and {what}: {}",
            lines.len(),
            short(&lines.join(" / "))
        );
        report.doubt(paragraph.at(), message, help);
    }
}

/// Whether a line ends with a name in brackets, or says from whom a picture is: `The wheel in its pit (Marco Ruiz)`.
pub(super) fn is_credited(words: &str) -> bool {
    const LONGEST: usize = 120;
    const FEWEST: usize = 4;
    let lower = words.to_lowercase();
    let named = words
        .trim_end_matches('.')
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .is_some_and(|(before, name)| {
            names::is_person(name) && before.split_whitespace().count() >= FEWEST
        });
    words.chars().count() <= LONGEST
        && (named
            || lower.starts_with("courtesy of ")
            || lower.starts_with("mit freundlicher genehmigung"))
}

/// Whether a line says of all pictures who made them: `Photo credits: A. Moss (1, 3), T. Rook (2)`.
pub(super) fn is_list_of_credits(words: &str) -> bool {
    let lower = words.trim_start().to_lowercase();
    [
        "photo credits:",
        "picture credits:",
        "image credits:",
        "bildnachweis:",
        "crédits photo",
    ]
    .iter()
    .any(|lead| lower.starts_with(lead))
}

/// Whether a line says where a text was printed first.
pub(super) fn is_first_print(words: &str) -> bool {
    const LONGEST: usize = 160;
    let lower = words.to_lowercase();
    words.chars().count() <= LONGEST
        && [
            "first published in ",
            "first printed in ",
            "originally published in ",
            "originally appeared in ",
            "first appeared in ",
            "reprinted from ",
            "reprinted by permission",
            "zuerst erschienen ",
            "erstmals erschienen ",
            "zuerst veröffentlicht ",
            "erschienen in ",
            "paru dans ",
            "publié dans ",
            "publié pour la première fois ",
            "publicado originalmente ",
            "publicado en ",
            "publicado por primera vez ",
            "pubblicato in ",
            "eerder verschenen ",
        ]
        .iter()
        .any(|lead| lower.starts_with(lead))
}

/// What a paragraph may be that stays one.
pub(super) fn doubtful(words: &str) -> Option<&'static str> {
    if credit::is_numbered(words) && words.chars().count() <= figure::LONGEST_CAPTION {
        return Some("this may be the caption of a picture");
    }
    if credit::has_licence(words) && words.chars().count() <= figure::LONGEST_CAPTION {
        return Some("this may be the credit of a picture");
    }
    let posted = words.starts_with("Posted by ") && words.chars().count() <= 80;
    if names::is_nameless(words) || heading::is_signed(words) || posted {
        return Some("this may say who wrote the article");
    }
    if names::is_editors(words) {
        return Some("this may say who edited the text");
    }
    if is_first_print(words) {
        return Some("this may say where the text was printed first");
    }
    if words.chars().count() <= figure::LONGEST_CAPTION
        && (heading::has_words_behind(words) || is_credited(words))
    {
        return Some("this may be the caption of a picture");
    }
    let stamped = stamp::pieces(words, &[]).is_some();
    if credit::may_be_caption(words) && !credit::has_label(words) {
        return Some("this may be the caption of a picture");
    }
    let more = words.to_lowercase().starts_with("read more:");
    if trailer::is_furniture(words)
        || trailer::is_button(words)
        || stamped
        || more
        || dates::after_lead(words).is_some()
    {
        return Some("this may be a button of a web page, or what it says of itself");
    }
    if credit::is_source(words) {
        return Some("this may say where the text, or a picture, is from");
    }
    if names::is_role(words) || names::is_about(words) && words.chars().count() <= 120 {
        return Some("this may say what the author is");
    }
    if words.starts_with("* ") {
        return Some("this may be a note, or an item of a list");
    }
    dates::is_place_and_day(words).then_some("this may be place and date")
}
