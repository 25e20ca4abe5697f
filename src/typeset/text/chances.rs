//! Where a word may be divided: by the author's soft hyphens, else by the patterns of its
//! language; and at the breaks that the text itself shows.

use super::word::SOFT_HYPHEN;
use super::{Cast, Dividers};

/// Where a word may be divided, and whether a hyphen is set there.
pub(super) fn chances(
    text: &str,
    cast: &Cast,
    dividers: &Dividers,
) -> Vec<(usize, bool)> {
    let mut points: Vec<(usize, bool)> = Vec::new();
    if text.contains(SOFT_HYPHEN) {
        // The author's own soft hyphens are the only ones; they are counted out of the text.
        let softs = text.match_indices(SOFT_HYPHEN).enumerate();
        points.extend(softs.map(|(n, (at, soft))| (at - n * soft.len(), true)));
        return points;
    } else if cast.hyphens {
        let divider = dividers.get(cast.lang);
        let mut found = Vec::new();
        let mut start = None;
        for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
            let letter =
                character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character);
            match (letter, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    divider.divide(&text[from..at], from, &mut found);
                    start = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        points.extend(found.into_iter().map(|at| (at, true)));
    }
    points.extend(explicit_breaks(text).into_iter().map(|at| (at, false)));
    points.sort_unstable();
    points.dedup_by_key(|&mut (at, _)| at);
    points
}

/// Breaks that the text itself shows: after hyphens and dashes between words, at slashes,
/// and in addresses by sense.
fn explicit_breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let address = text.contains("://") || text.starts_with("www.");
    let mut previous: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = at + character.len_utf8();
        let next = characters.peek().map(|&(_, next)| next);
        if let Some(next) = next {
            let inside =
                previous.is_some_and(char::is_alphanumeric) && next.is_alphanumeric();
            let may = match character {
                '-' | '\u{2010}' => inside && !(address || next.is_ascii_digit()),
                '–' | '—' => previous.is_some() && !is_closing(next),
                '/' => address && next != '/' || inside && !next.is_ascii_digit(),
                '\u{200b}' => true,
                '?' | '&' | '=' | '.' | '_' if address => inside && character != '.',
                '…' => next.is_alphabetic() && previous.is_some(),
                _ => false,
            };
            if may {
                breaks.push(after);
            }
            // An address breaks before a full stop, never after it, lest it end a sentence.
            if address && next == '.' && character.is_alphanumeric() && at > 8 {
                breaks.push(after);
            }
        }
        previous = Some(character);
    }
    breaks
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '’' | '”' | '»' | '›' | ')' | ']' | ',' | '.' | ';' | ':' | '!' | '?' | '–' | '—'
    )
}
