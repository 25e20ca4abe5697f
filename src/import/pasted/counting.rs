//! Headings that count: chapters, scenes, `I`, `II`, `III`.

use std::collections::BTreeMap;

use super::super::paragraphs::Paragraph;
use super::super::{dates, lines, names};
use super::heading::{LONGEST, MOST_WORDS, Sure, ends_sentence, in_capitals};
use super::signature::Common;

/// Whether a line counts a chapter, alone or above its title, whatever sign ends it: `CHAPTER II. THE BELL.`
pub(super) fn is_chapter(words: &str) -> bool {
    const CHAPTERS: [&str; 17] = [
        "top",
        "chapter",
        "part",
        "book",
        "kapitel",
        "teil",
        "chapitre",
        "partie",
        "livre",
        "capítulo",
        "parte",
        "libro",
        "capitolo",
        "hoofdstuk",
        "rozdział",
        "глава",
        "часть",
    ];
    const MOST_WORDS: usize = 10;
    let mut parts = words.split_whitespace();
    let word = parts.next().unwrap_or("").to_lowercase();
    let sign = parts.next().unwrap_or("");
    let number = sign.trim_end_matches(['.', ':', ',', '—', '–']);
    let lower = number.to_lowercase();
    let counts = ROMAN.contains(&number)
        || number.parse::<u8>().is_ok()
        || COUNTED.iter().any(|row| row.contains(&lower.as_str()));
    let rest = parts.next();
    CHAPTERS.contains(&word.as_str())
        && words.starts_with(char::is_uppercase)
        && counts
        && words.split_whitespace().count() <= MOST_WORDS
        && rest.is_none_or(|rest| {
            in_capitals(words)
                || sign.len() > number.len() && rest.starts_with(char::is_uppercase)
        })
}

/// Short lines with numbers that count on, each with its text on the line below: `1. Planning`.
pub(super) fn numbered_lines(row: &[Paragraph]) -> Vec<usize> {
    const FEWEST: usize = 3;
    let fits = |at: usize| {
        let words = row[at].text.trim();
        row[at].is_plain()
            && words.chars().count() <= LONGEST
            && words.split_whitespace().count() <= MOST_WORDS
            && !ends_sentence(words)
            && row.get(at + 1).is_some_and(|next| {
                row[at].line_above(next) && lines::marker(&next.text).is_none()
            })
    };
    let mut found: Vec<usize> = Vec::new();
    for (at, paragraph) in row.iter().enumerate() {
        let next = found.len() as u64 + 1;
        match lines::marker(&paragraph.text) {
            Some((lines::Marker::Number(number), _)) if number == next && fits(at) => {
                found.push(at);
            }
            // Items of another list, or sentences: the numbers say nothing.
            Some((lines::Marker::Number(_), _)) => return Vec::new(),
            Some((lines::Marker::Bullet | lines::Marker::Dash, _)) | None => {}
        }
    }
    if found.len() < FEWEST { Vec::new() } else { found }
}

/// Parts that are counted, each with its title on the line below, and the text below both: `Room 1` above
/// `The world before the world`. The lines of both.
pub(super) fn titled(row: &[Paragraph]) -> Vec<usize> {
    const FEWEST: usize = 2;
    const SHORTEST_TEXT: usize = 60;
    let is_title = |paragraph: &Paragraph| {
        let words = paragraph.text.trim();
        paragraph.is_plain()
            && paragraph.lines.len() == 1
            && words.chars().count() <= LONGEST
            && words.split_whitespace().count() <= MOST_WORDS
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !words.ends_with(['.', ',', ';', ':'])
    };
    let fits = |at: &usize| {
        let [first, second, text, ..] = &row[*at..] else { return false };
        is_title(first)
            && is_title(second)
            && (count(first.text.trim()).is_some_and(|(kind, _)| kind >= 20)
                || is_chapter(first.text.trim()))
            && first.line_above(second)
            && !second.line_above(text)
            && text.text.chars().count() >= SHORTEST_TEXT
    };
    let found: Vec<usize> = (0..row.len()).filter(fits).collect();
    let chapter = found.first().is_some_and(|at| is_chapter(row[*at].text.trim()));
    match found.len() < FEWEST && !chapter {
        true => Vec::new(),
        false => found.into_iter().flat_map(|at| [at, at + 1]).collect(),
    }
}

/// The titles of pieces with the name of who wrote each on the line below, as anthologies have them.
pub(super) fn signed(row: &[Paragraph], common: &Common<'_>) -> Vec<usize> {
    const FEWEST: usize = 2;
    let fits = |at: &usize| {
        let [title, name, text, ..] = &row[*at..] else { return false };
        let words = title.text.trim();
        title.is_plain()
            && title.lines.len() == 1
            && words.chars().count() <= LONGEST
            && words.split_whitespace().count() <= MOST_WORDS
            && words.starts_with(|c: char| c.is_alphanumeric())
            && !ends_sentence(words)
            && title.line_above(name)
            && !name.line_above(text)
            && !common.are_names(words)
            && (common.are_names(name.text.trim())
                || names::byline(name.text.trim()).is_some())
            && (text.is_verse() || text.text.chars().count() > LONGEST)
    };
    let found: Vec<usize> = (0..row.len()).filter(fits).collect();
    if found.len() < FEWEST { Vec::new() } else { found }
}

/// The days of a diary: lines of their own, each above what was written on it.
pub(super) fn days(row: &[Paragraph]) -> Vec<usize> {
    const FEWEST: usize = 3;
    let is_day = |at: usize| is_day(&row[at]);
    let heads = |at: &usize| is_day(*at) && *at + 1 < row.len() && !is_day(*at + 1);
    let found: Vec<usize> = (0..row.len()).filter(heads).collect();
    if found.len() < FEWEST { Vec::new() } else { found }
}

/// Whether a paragraph is a day and nothing else.
pub(super) fn is_day(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.trim();
    paragraph.is_plain()
        && paragraph.lines.len() == 1
        && !words.contains(':')
        && (dates::is_day(words) || dates::is_date(words))
}

/// Numbers in words, as parts of a text are counted by.
const COUNTED: &[&[&str]] = &[
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    &["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"],
    &["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    &["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"],
    &["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci"],
];

/// The number that a line is, in figures, in Roman ones or in words, or that it begins with: `II.`, `Two`,
/// `2 Three objections`; and which of these it is.
fn count(words: &str) -> Option<(usize, usize)> {
    let bare = words.trim_end_matches(['.', ':']);
    if !bare.contains(' ') {
        if let Some(at) = ROMAN.iter().position(|it| *it == bare) {
            return Some((0, at + 1));
        }
        let lower = bare.to_lowercase();
        let word = |list: &&[&str]| list.iter().position(|it| *it == lower);
        if let Some((kind, at)) =
            COUNTED.iter().enumerate().find_map(|(kind, it)| Some((kind, word(it)?)))
        {
            return Some((kind + 1, at + 1));
        }
    }
    // `Scene 2`, `Kapitel 3`
    if let Some((word, number)) = bare.split_once(' ')
        && let Some(at) = PARTS.iter().position(|it| *it == word.to_lowercase())
    {
        let roman = ROMAN.iter().position(|it| *it == number).map(|at| at + 1);
        return Some((20 + at, number.parse().ok().or(roman)?));
    }
    let (first, rest) = bare.split_once(' ').unwrap_or((bare, ""));
    let rest = rest.trim_start();
    let figures = first.trim_end_matches('.');
    let number = figures.parse().ok().filter(|it| (1..=99).contains(it))?;
    let kind = match (rest.is_empty(), figures.len() < first.len()) {
        (true, _) => 10,
        (false, true) => 11,
        (false, false) => 12,
    };
    (rest.is_empty() || rest.starts_with(char::is_uppercase)).then_some((kind, number))
}

/// Whether a line is the number of a part of a text, or begins with one.
pub(in crate::import) fn is_counted(words: &str) -> bool {
    count(words).is_some() || is_chapter(words)
}

/// What parts of a text are called.
const PARTS: &[&str] = &[
    "scene",
    "act",
    "chapter",
    "part",
    "stop",
    "day",
    "letter",
    "week",
    "kapitel",
    "teil",
    "szene",
    "akt",
    "brief",
    "chapitre",
    "partie",
    "scène",
    "acte",
    "lettre",
    "capítulo",
    "parte",
    "escena",
    "acto",
    "carta",
    "capitolo",
    "scena",
    "atto",
    "глава",
    "часть",
    "сцена",
    "действие",
    "письмо",
    "room",
    "station",
    "panel",
    "raum",
    "saal",
    "salle",
    "sala",
    "stanza",
    "zaal",
];

const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII",
    "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// Whether words are a Roman number and nothing else.
pub(super) fn is_numeral(words: &str) -> bool {
    ROMAN.contains(&words.trim_end_matches(['.', ':']))
}

/// Lines that count on where others of their row are headings: of `I`, `II`, `III` all are, or none.
pub(in crate::import) fn counted(row: &[Paragraph], sure: &[Sure]) -> Vec<usize> {
    // The rows of each kind that goes on, and those that have ended.
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (at, paragraph) in row.iter().enumerate() {
        let words = paragraph.text.trim();
        let fits = paragraph.is_plain()
            && paragraph.lines.len() == 1
            && words.chars().count() <= LONGEST
            && words.split_whitespace().count() <= MOST_WORDS
            && !words.ends_with([',', ';', '!', ':'])
            && (!words.contains(' ') || !words.ends_with('.'))
            && at + 1 < row.len();
        let Some((kind, number)) = count(words).filter(|_| fits) else { continue };
        match open.get_mut(&kind) {
            Some(places) if places.len() + 1 == number => places.push(at),
            Some(_) | None if number == 1 => rows.extend(open.insert(kind, vec![at])),
            Some(_) | None => {}
        }
    }
    rows.extend(open.into_values());
    let found = rows.into_iter().filter(|places| {
        let known = places.iter().filter(|at| sure[**at] != Sure::No).count();
        places.len() > 1 && known > 0
    });
    found.flatten().collect()
}
