//! Where a word may be divided, and how gladly: at its hyphens and dashes, by its
//! language's patterns, and addresses and code by sense.

use super::{Cast, Dividers};
use crate::theme::Family;

/// What a hyphen that the typesetter adds stands for in the text.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// A place where a word may be divided. Lengths are in 1/65536 em.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Division {
    /// The byte before which the word is divided.
    pub(crate) at: u16,
    /// What divides it.
    pub(crate) sort: Sort,
    /// The advance of the word up to here.
    pub(crate) before: i32,
    /// What dividing adds to the first part: kerning lost, the hyphen.
    pub(crate) tail: i32,
    /// What dividing adds to the second part: kerning lost.
    pub(crate) head: i32,
    /// How far the first part stands out on its right, hyphen and all.
    pub(crate) out_right: i32,
    /// How far the second part stands out on its left.
    pub(crate) out_left: i32,
}

/// What divides a word. The order is that in which they are wanted where two fall together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Sort {
    /// Its own hyphen or dash.
    Shown,
    /// A sign of an address or of code after which a reader expects more.
    Sign,
    /// A joint of an address or of code: before a full stop, between the words of a name.
    Joint,
    /// A hyphen that must be added.
    Hyphen,
    /// The same, before a syllable that is not sounded.
    Mute,
    /// Nothing: an address or code is cut where no better place is near.
    Cut,
    /// Nothing: a word wider than any line is torn.
    Torn,
}

impl Sort {
    /// Whether a hyphen is added.
    pub(crate) fn hyphenates(self) -> bool {
        match self {
            Sort::Hyphen | Sort::Mute => true,
            Sort::Shown | Sort::Sign | Sort::Joint | Sort::Cut | Sort::Torn => false,
        }
    }
}

/// The longest stretch of letters that stays whole, longer than any syllable or name.
const ENDLESS: usize = 40;
/// The longest word that is torn: what is longer is no text.
const MOST: usize = 200;
/// The longest stretch of an address or of code that stays whole, and the length of the
/// pieces that a longer one is cut into, in characters.
const WHOLE: usize = 12;
const PIECE: usize = 4;

/// The bytes, in the text without its soft hyphens, before which a word may be divided.
pub(super) fn points(text: &str, cast: &Cast, dividers: &Dividers) -> Vec<(usize, Sort)> {
    let mut points: Vec<(usize, Sort)> = Vec::new();
    if text.contains(SOFT_HYPHEN) {
        // The author's own soft hyphens are the only ones; they are counted out of the text.
        let softs = text.match_indices(SOFT_HYPHEN).enumerate();
        points.extend(softs.map(|(n, (at, soft))| (at - n * soft.len(), Sort::Hyphen)));
        return points;
    }
    if cast.family == Family::Mono && !cast.hyphens {
        by_sense(text, in_code, &mut points);
    } else if text.contains("://") || text.starts_with("www.") || is_mail(text) {
        by_sense(text, in_address, &mut points);
    } else {
        if cast.hyphens {
            by_patterns(text, cast, dividers, &mut points);
        }
        shown(text, &mut points);
    }
    points.sort_unstable();
    points.dedup_by_key(|&mut (at, _)| at);
    if cast.hyphens && (ENDLESS..MOST).contains(&text.len()) {
        tear_endless(text, &mut points);
    }
    points
}

/// Tears the stretches of a word that are longer than any line, which would run off the page.
fn tear_endless(text: &str, points: &mut Vec<(usize, Sort)>) {
    let ends: Vec<usize> = points.iter().map(|&(at, _)| at).chain([text.len()]).collect();
    let mut from = 0;
    for end in ends {
        let characters: Vec<(usize, char)> = text[from..end].char_indices().collect();
        if characters.len() > ENDLESS {
            let pieces = characters[..characters.len() - PIECE + 1].chunks_exact(PIECE);
            points.extend(pieces.skip(1).map(|piece| (from + piece[0].0, Sort::Torn)));
        }
        from = end;
    }
    points.sort_unstable();
}

/// Whether a word is the address of a person: words on both sides of an `@`, and a full stop
/// behind it.
fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        let dot = host.find('.').is_some_and(|at| {
            at > 0 && host[at + 1..].starts_with(char::is_alphanumeric)
        });
        name.ends_with(char::is_alphanumeric) && dot
    })
}

/// Divisions of each run of letters by its language's patterns.
fn by_patterns(
    text: &str,
    cast: &Cast,
    dividers: &Dividers,
    points: &mut Vec<(usize, Sort)>,
) {
    let divider = dividers.get(cast.lang);
    let (mut found, mut mute) = (Vec::new(), Vec::new());
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let letter =
            character.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&character);
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let joined = if divider.elides { joined(text, from, at) } else { (0, 0) };
                divider.divide(&text[from..at], from, joined, &mut found);
                mute.extend(divider.mute(&text[from..at], joined).map(|at| from + at));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    points.extend(found.into_iter().map(|at| (at, Sort::Hyphen)));
    points.extend(mute.into_iter().map(|at| (at, Sort::Mute)));
}

/// How many letters stand before and behind a run of letters, beyond an apostrophe.
fn joined(text: &str, from: usize, to: usize) -> (usize, usize) {
    let letters = |run: &mut dyn Iterator<Item = char>| match run.next() {
        Some('’' | '\'') => run.take_while(|c| c.is_alphabetic()).count(),
        Some(_) | None => 0,
    };
    (letters(&mut text[..from].chars().rev()), letters(&mut text[to..].chars()))
}

/// Divisions that the text itself shows: after hyphens and dashes between words, at slashes.
fn shown(text: &str, points: &mut Vec<(usize, Sort)>) {
    let mut previous: Option<char> = None;
    // How many letters stand before, without another sign than an apostrophe between.
    let mut run = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if let Some(&(_, next)) = characters.peek() {
            let inside =
                previous.is_some_and(char::is_alphanumeric) && next.is_alphanumeric();
            let may = match character {
                // One letter is too little to end a line with: e-mail, X-ray.
                '-' | '\u{2010}' => inside && run > 1 && !next.is_ascii_digit(),
                '/' => inside && !next.is_ascii_digit(),
                '–' | '—' => previous.is_some() && !is_closing(next),
                '\u{200b}' => true,
                '…' => next.is_alphabetic() && previous.is_some(),
                _ => false,
            };
            // The ends of a range stay together unless no other line can be set.
            let range = character == '–'
                && next.is_ascii_digit()
                && previous.is_some_and(|before| before.is_ascii_digit());
            if may {
                let sort = if range { Sort::Cut } else { Sort::Shown };
                points.push((at + character.len_utf8(), sort));
            }
        }
        previous = Some(character);
        run = match character {
            '’' | '\'' => run,
            _ if character.is_alphanumeric() => run + 1,
            _ => 0,
        };
    }
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '’' | '”' | '»' | '›' | ')' | ']' | ',' | '.' | ';' | ':' | '!' | '?' | '–' | '—'
    )
}

/// The characters around a place in a text: two before, two after.
type Around = (Option<char>, char, char, Option<char>);

/// Divisions by what stands around each place; and cuts where none is near.
fn by_sense(
    text: &str,
    sense: fn(Around) -> Option<Sort>,
    points: &mut Vec<(usize, Sort)>,
) {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut whole = 0;
    for here in 1..characters.len() {
        let at = |index: usize| characters.get(index).map(|&(_, c)| c);
        let (Some(last), Some(next)) = (at(here - 1), at(here)) else { continue };
        let before = here.checked_sub(2).and_then(at);
        if let Some(sort) = sense((before, last, next, at(here + 1))) {
            cut(&characters[whole..here], points);
            points.push((characters[here].0, sort));
            whole = here;
        }
    }
    cut(&characters[whole..], points);
}

/// Cuts a stretch that is too long to stay whole.
fn cut(stretch: &[(usize, char)], points: &mut Vec<(usize, Sort)>) {
    if stretch.len() > WHOLE {
        let cuts = stretch[..stretch.len() - PIECE + 1].chunks_exact(PIECE).skip(1);
        points.extend(cuts.map(|piece| (piece[0].0, Sort::Cut)));
    }
}

/// Addresses are divided after a slash, a colon and a sign that equates, and before every
/// other sign, so that none seems to end a sentence or to be a hyphen (The Chicago Manual
/// of Style, 17th edition, 7.46).
fn in_address((before, last, next, after): Around) -> Option<Sort> {
    match (last, next) {
        ('\u{200b}', _) => Some(Sort::Shown),
        ('–' | '—', next) => (!is_closing(next)).then_some(Sort::Shown),
        ('/', '/') | (':', _) => None,
        ('/' | '=', _) => Some(Sort::Sign),
        (_, '?' | '&' | '#') => Some(Sort::Sign),
        // Not after "www", nor before what only closes the address.
        (_, '.' | '-' | '_' | '~' | ',' | '%' | '@')
            if last.is_alphanumeric() && after.is_some_and(char::is_alphanumeric) =>
        {
            ((before, last) != (Some('w'), 'w')).then_some(Sort::Joint)
        }
        _ => None,
    }
}

/// Code is divided after signs that ask for more, before a full stop, and between the words
/// of a name.
fn in_code((before, last, next, after): Around) -> Option<Sort> {
    let word = |c: char| c.is_alphanumeric();
    let ends = |c: char| matches!(c, ')' | ']' | '}' | '"' | '\'' | ',' | ';' | '.');
    match (last, next) {
        ('\u{200b}', _) => Some(Sort::Shown),
        (':', next) if before == Some(':') && word(next) => Some(Sort::Sign),
        ('>', next) if matches!(before, Some('-' | '=')) && !ends(next) => {
            Some(Sort::Sign)
        }
        ('/' | '\\' | ',' | ';' | '(' | '[' | '{' | '=' | '&' | '|' | '+', next)
            if before.is_some() && (word(next) || matches!(next, '_' | '"' | '\'')) =>
        {
            Some(Sort::Sign)
        }
        ('-' | '_' | ':' | '@', next) if before.is_some_and(word) && word(next) => {
            Some(Sort::Joint)
        }
        (last, '.') if word(last) && after.is_some_and(char::is_alphabetic) => {
            Some(Sort::Joint)
        }
        // A hump: `extendFromSlice`.
        (last, next)
            if last.is_lowercase()
                && next.is_uppercase()
                && after.is_some_and(char::is_lowercase) =>
        {
            Some(Sort::Joint)
        }
        _ => None,
    }
}
