//! The label of a picture's file, which pages run into the caption: `Garden3 Image own workThe courtyard`.

use std::ops::Range;

use super::{FILES, WORDS};
use crate::import::letters::small;

/// A label: the name of the file, and where all of it ends.
pub(super) struct Label {
    pub name: Range<usize>,
    pub end: usize,
    /// Whether it was told by a capital in a word, or by a part of the credit, alone.
    pub unsure: bool,
}

/// The label of a file at the beginning of a caption: `Garden3 Image own workThe courtyard`.
pub(super) fn label(text: &str, credit: &str) -> Option<Label> {
    let lower = small(text);
    let credited = small(credit);
    // The credit stands in it once more.
    for word in WORDS {
        for (at, _) in lower.match_indices(word) {
            let rest = &lower[at + word.len()..];
            let bare = rest.trim_start_matches([' ', ':', '_']);
            let bare = ["by ", "von ", "de "]
                .iter()
                .find_map(|by| bare.strip_prefix(by))
                .unwrap_or(bare);
            let skipped = rest.len() - bare.len();
            // `Mole2Bild gemeinfreiDie Mole`: a capital begins it, too.
            let glued = text[at..].starts_with(char::is_uppercase)
                && lower[..at].ends_with(|c: char| c.is_alphanumeric());
            let apart = at == 0 || glued || lower[..at].ends_with([' ', '_', '-', '/']);
            if skipped > 0 && apart && rest[skipped..].starts_with(&credited) {
                let end = at + word.len() + skipped + credited.len();
                let next = text[end..].trim_start().chars().next();
                if next.is_none_or(|c| !c.is_lowercase()) {
                    let name = text[..at].trim_end_matches([' ', '/', '-', '_']).len();
                    return Some(Label { name: 0..name, end, unsure: false });
                }
            }
        }
    }
    // A part of it does, where the next words run into it: `Photo: A. HandThe house`.
    for word in WORDS {
        for (at, _) in lower.match_indices(word) {
            let rest = &lower[at + word.len()..];
            let skipped = rest.len() - rest.trim_start_matches([' ', ':', '_']).len();
            let apart = at == 0 || lower[..at].ends_with([' ', '_', '-', '/']);
            let parts = credited.match_indices([',', ' ', '/', '(']).map(|(at, _)| at);
            let behind = at + word.len() + skipped;
            let part = parts.filter(|part| *part > 3).filter(|part| {
                rest[skipped..].starts_with(&credited[..*part])
                    && text
                        .get(behind + part..)
                        .is_some_and(|next| next.starts_with(char::is_uppercase))
            });
            let part = part.max();
            if let Some(part) = part.filter(|_| skipped > 0 && apart) {
                let end = at + word.len() + skipped + part;
                let name = text[..at].trim_end_matches([' ', '/', '-', '_']).len();
                return Some(Label { name: 0..name, end, unsure: true });
            }
        }
    }
    // The name of a file.
    for ending in FILES {
        if let Some(at) = lower.find(ending)
            && at > 0
            && !text[..at].contains(' ')
        {
            let end = at + ending.len();
            return Some(Label { name: 0..end, end, unsure: false });
        }
    }
    // A word that a capital stands in, where the next begins.
    let glued =
        text.char_indices().zip(text.chars().skip(1)).find_map(|((at, c), next)| {
            let capital = next.is_uppercase() && (c.is_lowercase() || c.is_ascii_digit());
            capital.then(|| at + c.len_utf8())
        })?;
    let head = &text[..glued];
    let word = head.rsplit([' ', '_']).next().unwrap_or(head);
    let digits = word.ends_with(|c: char| c.is_ascii_digit());
    let keyword = WORDS.iter().find_map(|word| {
        let at = lower[..glued].find(&format!(" {word} "))?;
        Some((at, at + word.len() + 2))
    });
    if let Some((at, _)) = keyword {
        return Some(Label { name: 0..at, end: glued, unsure: true });
    }
    let short = head.split_whitespace().count() <= 3 && head.chars().count() <= 40;
    let name = word.chars().take_while(|c| c.is_lowercase()).count() >= 4
        || word.chars().filter(|c| c.is_lowercase()).count() >= 4;
    // McDonald, DeLeon: names have capitals within.
    (short && (digits || name)).then_some(Label {
        name: 0..glued,
        end: glued,
        unsure: true,
    })
}
