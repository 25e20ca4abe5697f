//! Lines that may belong to a picture, as far as their words tell.

use super::super::letters::small;
use super::LONGEST;
use super::words::{AGENCIES, PICTURES, WORDS};

/// Whether a line begins as captions do that are counted: `Fig. 3: …`.
pub(in crate::import) fn is_numbered(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let rest = [
        "fig.",
        "fig",
        "figure",
        "abb.",
        "abbildung",
        "foto",
        "photo",
        "image",
        "bild",
        "рис.",
        "ill.",
        "figura",
        "plate",
        "map",
        "karte",
    ]
    .iter()
    .find_map(|lead| lower.strip_prefix(lead)?.strip_prefix([' ', '\u{a0}']));
    rest.is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits) && rest[digits..].starts_with([':', '.', ' ', ')'])
    })
}

/// Whether a line that is no caption for certain may be one: a sentence or more, and behind it a word for a picture,
/// or who sells it.
pub(in crate::import) fn may_be_caption(text: &str) -> bool {
    const LONGEST_LAST: usize = 80;
    let text = text.trim();
    if text.chars().count() > LONGEST {
        return false;
    }
    let lower = small(text);
    let agency =
        lower.rsplit([',', '/', '|', '(', '.', '–', '—', '-']).next().unwrap_or("");
    if is_agency(agency) || is_agency(&lower) {
        return true;
    }
    let points = [
        "left to right",
        "from left",
        "clockwise from",
        "pictured:",
        "von links",
        "v. l. n. r.",
        "v.l.n.r.",
        "de gauche à droite",
        "de izquierda a derecha",
        "da sinistra",
        "слева направо",
    ];
    if points.iter().any(|lead| lower.starts_with(lead)) {
        return true;
    }
    let labelled = PICTURES.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let rest = lower[at + word.len()..].trim_start();
            at > 0 && lower[..at].ends_with(' ') && rest.starts_with(':')
        })
    });
    let Some(at) = text.rfind(['(', '[']).or_else(|| text.rfind(". ").map(|at| at + 1))
    else {
        return labelled;
    };
    let last = small(text[at..].trim_matches(['(', ')', '[', ']', ' ', '.']));
    let shared = text.ends_with(')')
        && last.split_once('/').is_some_and(|(who, paper)| {
            let count = |it: &str| it.split_whitespace().count();
            (1..=4).contains(&count(who))
                && (1..=4).contains(&count(paper))
                && text[at..].contains(char::is_uppercase)
                && !last.contains(|c: char| c.is_ascii_digit())
        });
    let mut first = last.split(|c: char| !c.is_alphabetic()).take(2);
    labelled
        || at > 0 && shared
        || at > 0
            && last.chars().count() <= LONGEST_LAST
            && last.contains(' ')
            && first.any(|word| PICTURES.contains(&word))
}

/// Whether words name nothing but who sells or sends pictures.
pub(in crate::import) fn is_agency(words: &str) -> bool {
    AGENCIES.contains(&words.trim_matches([' ', ')', ']', '.']))
}

/// Whether a line names a picture's file and says whose it is, with nothing else: `Garden6 Image own work`.
pub(in crate::import) fn is_label(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let mut parts = line.split_whitespace();
    let name = parts.next().unwrap_or("");
    let word = parts.next().unwrap_or("").to_lowercase();
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() < name.len()
        && letters.chars().count() > 1
        && letters.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'))
        && WORDS.contains(&word.as_str())
        && (1..=MOST_WORDS - 2).contains(&parts.count())
        && !line.trim_end().ends_with(['.', '!', '?', ':'])
}

/// Whether a line counts the pictures of a gallery: `Image 1 of 3`.
pub(in crate::import) fn is_counter(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| word.len() <= 3 && word.parse::<u16>().is_ok();
    match words.as_slice() {
        // `1/5`
        [one] => one.split_once('/').is_some_and(|(at, all)| {
            number(at) && number(all) && at.len() <= all.len() && all.len() <= 2
        }),
        [word, one, of, all] => {
            WORDS.contains(word)
                && number(one)
                && ["of", "von", "de", "di", "из", "/"].contains(of)
                && number(all)
        }
        _ => false,
    }
}
