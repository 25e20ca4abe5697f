//! Quotation marks and apostrophes as they stand in a row, each with what stands around
//! it; which of them belong together is found in `quotes`.

use super::segments::{self, NOTHING, Segment};
use super::{address, elision};

pub(super) const APOSTROPHE: &str = "’";

/// One mark in the run.
pub(super) struct Mark {
    pub segment: usize,
    pub byte: usize,
    pub sign: char,
    pub prev: char,
    pub next: char,
    /// What stands behind it, past other marks.
    pub start: Start,
    /// Stands directly behind the mark before it in the row.
    pub adjacent: bool,
    /// An apostrophe between a word and the mark that opens the next: dell'"Opera".
    pub joins: bool,
    /// Stands for letters left out before a word.
    pub elides: bool,
    /// Rather begins a quotation than that, if none is open.
    pub figures: bool,
    /// Behind a word that may end with an apostrophe.
    pub may_end: bool,
    /// Known to be no quotation mark, but this.
    pub known: Option<&'static str>,
    /// What it becomes; `None` to leave it.
    pub becomes: Option<&'static str>,
    pub opened: bool,
    /// Which mark closes it.
    pub closer: Option<usize>,
    /// With a space behind a word before it.
    pub behind_word: bool,
}

/// What stands behind a mark, which tells where what is before it does not: a dash may
/// break a speech off or lead to one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    /// A word, or what begins one: a quotation may open here.
    Word,
    /// An ellipsis: either.
    Dots,
    /// The end, a space, or what stands behind words.
    Nothing,
}

impl Mark {
    /// Whether a dash stands before it.
    pub fn behind_dash(&self) -> bool {
        matches!(self.prev, '-' | '–' | '—')
    }

    /// Whether a speech can begin with it: it stands at the beginning or behind a stop.
    pub fn begins_speech(&self) -> bool {
        self.prev == NOTHING || !self.behind_word
    }

    /// Whether it can stand for a letter left out before an unknown word.
    pub fn may_elide(&self) -> bool {
        self.prev.is_whitespace() && (self.behind_word || self.next.is_lowercase())
    }

    /// Whether nothing but two figures stands between it and the mark that closes it.
    pub fn quotes_a_year(&self, closer: &Mark) -> bool {
        closer.segment == self.segment
            && closer.byte == self.byte + "'42".len()
            && self.next.is_ascii_digit()
            && closer.prev.is_ascii_digit()
    }

    /// Whether it can close a quotation, but open none.
    pub fn only_closes(&self) -> bool {
        match self.behind_dash() {
            true => self.start == Start::Nothing,
            false => {
                !opens_before(self.prev) && !self.next.is_alphanumeric() && !self.joins
            }
        }
    }
}

/// Finds the marks of a row.
pub(super) fn find(row: &[Segment<'_>]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (segment, piece) in row.iter().enumerate() {
        let Segment::Text { text, rules } = piece else { continue };
        let bytes = text.as_bytes();
        let addresses = address::find(text);
        let mut addresses = addresses.iter().peekable();
        let mut byte = 0;
        while byte < bytes.len() {
            if let Some(address) = addresses.next_if(|address| byte >= address.start) {
                byte = byte.max(address.end);
                continue;
            }
            if !matches!(bytes[byte], b'"' | b'\'' | 0xC2 | 0xE2) {
                byte += 1;
                continue;
            }
            let sign = text[byte..].chars().next().unwrap_or(NOTHING);
            let end = byte + sign.len_utf8();
            if is_mark(sign) {
                let before = text[..byte].chars().next_back();
                let prev = before.unwrap_or_else(|| segments::before(row, segment));
                let after = text[end..].chars().next();
                let next = after.unwrap_or_else(|| segments::after(row, segment));
                let single = matches!(sign, '\'' | '’');
                let (left, right) = (&text[..byte], &text[end..]);
                let word = left.trim_end().chars().next_back();
                let word = word.unwrap_or_else(|| segments::before(row, segment));
                let doubled = elision::doubled_prime(left, right);
                let known = match sign {
                    '\'' if doubled.is_some() => doubled,
                    '\'' if prev.is_ascii_digit() && elision::is_prime(left, right) => {
                        Some("′")
                    }
                    '\'' if prev.is_alphanumeric() && next.is_alphanumeric()
                        || elision::ends_and(left, right) =>
                    {
                        Some(APOSTROPHE)
                    }
                    '"' if elision::follows_prime(left) => Some("″"),
                    _ => None,
                };
                let elides = sign == '\'' && elision::elides(left, right, next, rules);
                marks.push(Mark {
                    segment,
                    byte,
                    sign,
                    prev,
                    next,
                    start: starts(next, right),
                    adjacent: is_mark(prev),
                    joins: false,
                    elides,
                    figures: elides && elision::quotes_figures(right, rules),
                    may_end: single && elision::may_end(left, rules),
                    known,
                    becomes: None,
                    opened: false,
                    closer: None,
                    behind_word: prev.is_whitespace() && word.is_alphanumeric(),
                });
            }
            byte = end;
        }
    }
    look_on(&mut marks);
    marks
}

/// Lets each mark know what stands behind the marks that follow it directly.
fn look_on(marks: &mut [Mark]) {
    let mut beyond = NOTHING;
    for at in (0..marks.len()).rev() {
        let follows = marks.get(at + 1).filter(|next| next.adjacent);
        let follows = follows.filter(|next| next.sign == marks[at].next);
        let Some((start, sign)) = follows.map(|next| (next.start, next.sign)) else {
            beyond = marks[at].next;
            continue;
        };
        let mark = &mut marks[at];
        mark.start = start;
        mark.joins = matches!(mark.sign, '\'' | '’')
            && mark.prev.is_alphabetic()
            && matches!(sign, '"' | '\'' | '“' | '„' | '«' | '‘')
            && start == Start::Word
            && beyond.is_alphabetic();
        if mark.joins && mark.sign == '\'' {
            mark.known = Some(APOSTROPHE);
        }
    }
}

fn starts(next: char, rest: &str) -> Start {
    match next {
        '…' => Start::Dots,
        '.' if rest.starts_with("..") => Start::Dots,
        NOTHING
        | '.'
        | ','
        | ';'
        | ':'
        | '!'
        | '?'
        | ')'
        | ']'
        | '}'
        | '-'
        | '–'
        | '—'
        | '/'
        | '*'
        | '†'
        | '‡'
        | '¹'
        | '²'
        | '³'
        | '⁰'..='⁹' => Start::Nothing,
        c if c.is_whitespace() || is_mark(c) => Start::Nothing,
        _ => Start::Word,
    }
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

/// Whether a mark behind this character may open.
pub(super) fn opens_before(prev: char) -> bool {
    prev == NOTHING
        || prev.is_whitespace()
        || matches!(
            prev,
            '(' | '['
                | '{'
                | '<'
                | '/'
                | '-'
                | '–'
                | '—'
                | '¿'
                | '¡'
                | '='
                | '#'
                | '|'
                | '\u{200a}'
        )
}
