//! Quotation marks and apostrophes: which straight mark opens, which closes, and which
//! is no quotation mark at all (what stands beside it tells: see `elision`).
//!
//! Marks are paired over the whole run first, since `'` can be told from an apostrophe
//! only by whether something closes it. The outermost pair gets the language's outer
//! marks, a pair inside it the inner ones, whichever marks were typed. Typed curly marks
//! take part in the nesting and stay as they are; a straight mark that closes or opens
//! together with one becomes its partner.

use super::rules::Rules;
use super::segments::{self, NOTHING, Segment};
use super::{address, elision};

const APOSTROPHE: &str = "’";

/// One mark in the run.
struct Mark {
    segment: usize,
    byte: usize,
    sign: char,
    prev: char,
    next: char,
    /// Stands directly behind the mark before it in the row.
    adjacent: bool,
    /// Stands for letters left out before a word.
    elides: bool,
    /// Rather begins a quotation than that, if none is open.
    figures: bool,
    /// Behind a word that may end with an apostrophe.
    may_end: bool,
    /// Known to be no quotation mark, but this.
    known: Option<&'static str>,
    /// What it becomes; `None` to leave it.
    becomes: Option<&'static str>,
    opened: bool,
}

/// A mark that waits for its partner.
struct Waiting {
    mark: usize,
    straight: Option<char>,
    glyphs: (&'static str, &'static str),
}

impl Waiting {
    /// Whether a straight double mark can close it.
    fn is_double(&self) -> bool {
        match self.straight {
            Some(sign) => sign == '"',
            None => matches!(self.glyphs.0, "“" | "„" | "«" | "»"),
        }
    }

    /// Whether a straight single mark can close it.
    fn is_single(&self) -> bool {
        match self.straight {
            Some(sign) => sign == '\'',
            None => matches!(self.glyphs.0, "‘" | "‚"),
        }
    }
}

/// How many marks are looked at for one that closes.
const FARTHEST: usize = 32;

/// Whether a typed mark that closes comes before another of its kind.
fn typed_closes_later(marks: &[Mark], at: usize, closer: &str) -> bool {
    let mut later = marks[at + 1..].iter().take(FARTHEST);
    let next = later.find(|m| matches!(m.sign, '"' | '“' | '”' | '„' | '«' | '»'));
    next.is_some_and(|m| m.sign != '"' && glyph(m.sign) == closer)
}

/// The mark that closes what a typed one opens.
fn partner(typed: char, rules: &Rules) -> &'static str {
    let pairs = [rules.outer, rules.inner];
    let own = pairs.iter().find(|pair| pair.0 == glyph(typed));
    own.map_or_else(
        || match typed {
            '„' => "“",
            '“' => "”",
            '«' => "»",
            '»' => "«",
            '‹' => "›",
            '›' => "‹",
            _ => "’",
        },
        |pair| pair.1,
    )
}

/// The mark that opens what a typed one closes.
fn opener(typed: char, rules: &Rules) -> &'static str {
    let pairs = [rules.outer, rules.inner];
    let own = pairs.iter().find(|pair| pair.1 == glyph(typed));
    own.map_or_else(
        || match typed {
            '“' => "„",
            '”' => "“",
            '»' => "«",
            _ => "‘",
        },
        |pair| pair.0,
    )
}

/// Sets all straight marks of a run.
pub(super) fn set(row: &mut [Segment<'_>]) {
    let mut marks = find(row);
    if !marks.iter().any(|m| matches!(m.sign, '"' | '\'')) {
        return;
    }
    if pair(&mut marks, row) {
        pair(&mut marks, row);
    }
    write(&marks, row);
}

fn find(row: &[Segment<'_>]) -> Vec<Mark> {
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
                let doubled = elision::doubled_prime(left, right);
                let known = match sign {
                    '\'' if doubled.is_some() => doubled,
                    '\'' if prev.is_ascii_digit() && elision::is_prime(left, right) => {
                        Some("′")
                    }
                    '\'' if prev.is_alphanumeric() && next.is_alphanumeric()
                        || elision::ends_and(left, next) =>
                    {
                        Some(APOSTROPHE)
                    }
                    '"' if elision::follows_prime(left) => Some("″"),
                    _ => None,
                };
                let elides = sign == '\'' && elision::elides(right, next, rules);
                marks.push(Mark {
                    segment,
                    byte,
                    sign,
                    prev,
                    next,
                    adjacent: is_mark(prev),
                    elides,
                    figures: elides && elision::quotes_figures(right),
                    may_end: single && elision::may_end(left, rules),
                    known,
                    becomes: None,
                    opened: false,
                });
            }
            byte = end;
        }
    }
    marks
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›')
}

/// Pairs the marks. `true` if single marks turned out to be apostrophes, so that the
/// levels of the others must be found again.
fn pair(marks: &mut [Mark], row: &[Segment<'_>]) -> bool {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut again = false;
    let straight_closes = closes_later(marks, false);
    let any_closes = closes_later(marks, true);
    for at in 0..marks.len() {
        let behind_opener = at > 0 && marks[at].adjacent && marks[at - 1].opened;
        let mark = &marks[at];
        let Segment::Text { rules, .. } = &row[mark.segment] else { continue };
        let room_before = match is_mark(mark.prev) {
            // dell'"Iskra": behind an apostrophe a mark may open, if none is open.
            true => {
                behind_opener
                    || mark.sign == '"'
                        && matches!(mark.prev, '\'' | '’')
                        && mark.next.is_alphanumeric()
                        && !waiting.iter().any(|w| w.straight == Some('"'))
            }
            false => opens_before(mark.prev),
        };
        // Behind "the workers" a mark is an apostrophe if another closes what is open.
        let possessive = mark.may_end
            && mark.next == ' '
            && match waiting.last().map(|open| open.straight) {
                Some(None) => any_closes[at + 1],
                Some(Some(_)) | None => straight_closes[at + 1],
            };
        let words_after = !(mark.next == NOTHING || mark.next.is_whitespace());
        let mut opened = false;
        let mut becomes = mark.known;
        match mark.sign {
            _ if becomes.is_some() => {}
            '"' => {
                let dash_before = matches!(mark.prev, '-' | '–' | '—');
                // Nothing at all between two marks.
                let ends_empty = behind_opener
                    && mark.prev == '"'
                    && (!words_after || ".,;:!?)]}-–—".contains(mark.next));
                let opens = room_before
                    && words_after
                    && !ends_empty
                    && !(dash_before
                        && !mark.next.is_alphanumeric()
                        && !is_mark(mark.next));
                let open = waiting.iter().rposition(Waiting::is_double);
                match (opens, open) {
                    // A 12″ gun, in a quotation that ends with a typed mark.
                    (false, Some(open))
                        if elision::is_figure(mark.prev)
                            && waiting[open].straight.is_none()
                            && typed_closes_later(marks, at, waiting[open].glyphs.1) =>
                    {
                        becomes = Some("″");
                    }
                    (false, Some(open)) => {
                        becomes = Some(waiting[open].glyphs.1);
                        for above in waiting.drain(open..).skip(1) {
                            again |= give_up(&mut marks[above.mark], above.straight);
                        }
                    }
                    (false, None) if elision::is_figure(mark.prev) => becomes = Some("″"),
                    (false, None) if mark.prev != NOTHING => {
                        becomes = Some(rules.outer.1)
                    }
                    (true, _) | (false, None) => {
                        let glyphs = level(&waiting, rules);
                        becomes = Some(glyphs.0);
                        opened = true;
                        waiting.push(Waiting { mark: at, straight: Some('"'), glyphs });
                    }
                }
            }
            '\'' if mark.elides
                && !(mark.figures
                    && room_before
                    && waiting.iter().all(|w| w.straight != Some('\''))) =>
            {
                becomes = Some(APOSTROPHE);
            }
            '\'' => {
                let opens = room_before && words_after;
                let closable =
                    !room_before && waiting.last().is_some_and(Waiting::is_single);
                if closable && !possessive {
                    if let Some(open) = waiting.pop() {
                        becomes = Some(open.glyphs.1);
                    }
                } else if opens {
                    let glyphs = level(&waiting, rules);
                    becomes = Some(glyphs.0);
                    opened = true;
                    waiting.push(Waiting { mark: at, straight: Some('\''), glyphs });
                } else if elision::is_figure(mark.prev) && mark.next != 's' {
                    becomes = Some("′");
                } else {
                    becomes = Some(APOSTROPHE);
                }
            }
            typed => {
                let typed_open = |w: &Waiting| w.straight.is_none();
                let closes = match typed {
                    '»' | '«' => waiting.iter().rev().any(|w| {
                        typed_open(w)
                            && matches!((w.glyphs.0, typed), ("«", '»') | ("»", '«'))
                    }),
                    '’' => {
                        !mark.next.is_alphanumeric()
                            && waiting.last().is_some_and(|w| {
                                typed_open(w) && matches!(w.glyphs.0, "‘" | "‚")
                            })
                    }
                    _ => !room_before && waiting.last().is_some_and(typed_open),
                };
                // Behind a straight mark that is open, a typed one may close.
                let mixed = match typed {
                    '’' => {
                        !room_before
                            && !mark.next.is_alphanumeric()
                            && !possessive
                            && waiting.last().is_some_and(|w| w.straight == Some('\''))
                    }
                    '”' | '“' | '»' => {
                        let ends = [rules.outer.1, rules.inner.1].contains(&glyph(typed));
                        (ends || typed == '”')
                            && (!room_before || typed == '»')
                            && waiting.last().is_some_and(|w| w.straight == Some('"'))
                    }
                    _ => false,
                };
                let is_opener = matches!(typed, '«' | '»') || room_before;
                if closes {
                    let open = waiting.iter().rposition(typed_open);
                    if let Some(open) = open {
                        for above in waiting.drain(open..).skip(1) {
                            again |= give_up(&mut marks[above.mark], above.straight);
                        }
                    }
                } else if mixed {
                    if let Some(open) = waiting.pop() {
                        marks[open.mark].becomes = Some(opener(typed, rules));
                    }
                } else if is_opener
                    && typed != '’'
                    && (words_after || typed == '«' && mark.next != NOTHING)
                {
                    opened = true;
                    let glyphs = (glyph(typed), partner(typed, rules));
                    waiting.push(Waiting { mark: at, straight: None, glyphs });
                }
            }
        }
        marks[at].becomes = becomes;
        marks[at].opened = opened;
    }
    for left in waiting {
        again |= give_up(&mut marks[left.mark], left.straight);
    }
    again
}

/// Whether, from each mark on, a single mark that can only close comes before one that
/// can open; `typed` marks may count too.
fn closes_later(marks: &[Mark], typed: bool) -> Vec<bool> {
    let mut later = vec![false; marks.len() + 1];
    for (at, m) in marks.iter().enumerate().rev() {
        let ends = !opens_before(m.prev) && !m.next.is_alphanumeric();
        later[at] = match m.sign {
            '\'' if m.known.is_none() && !m.elides => ends,
            '’' if typed && ends => true,
            _ => later[at + 1],
        };
    }
    later
}

/// A single mark that nothing closes is an apostrophe; an opening double mark stays one,
/// as in a quotation of several paragraphs.
fn give_up(mark: &mut Mark, straight: Option<char>) -> bool {
    if straight == Some('\'') {
        mark.known = Some(APOSTROPHE);
        mark.becomes = Some(APOSTROPHE);
        return true;
    }
    false
}

/// The marks for a new pair inside those that are open.
fn level(waiting: &[Waiting], rules: &Rules) -> (&'static str, &'static str) {
    match waiting.last() {
        Some(parent) if parent.glyphs.0 == rules.outer.0 => rules.inner,
        Some(_) | None => rules.outer,
    }
}

fn glyph(sign: char) -> &'static str {
    match sign {
        '“' => "“",
        '”' => "”",
        '„' => "„",
        '‘' => "‘",
        '‚' => "‚",
        '«' => "«",
        '»' => "»",
        '‹' => "‹",
        _ => "›",
    }
}

/// Whether a mark behind this character may open.
fn opens_before(prev: char) -> bool {
    prev == NOTHING
        || prev.is_whitespace()
        || matches!(
            prev,
            '(' | '[' | '{' | '/' | '-' | '–' | '—' | '¿' | '¡' | '=' | '\u{200a}'
        )
}

fn write(marks: &[Mark], row: &mut [Segment<'_>]) {
    let mut at = 0;
    while at < marks.len() {
        let segment = marks[at].segment;
        let end = at + marks[at..].iter().take_while(|m| m.segment == segment).count();
        let here = &marks[at..end];
        at = end;
        let Segment::Text { text, .. } = &mut row[segment] else { continue };
        if here.iter().all(|m| m.becomes.is_none()) {
            continue;
        }
        let mut set = String::with_capacity(text.len() + 2 * here.len());
        let mut from = 0;
        for mark in here {
            if let Some(glyph) = mark.becomes {
                set.push_str(&text[from..mark.byte]);
                set.push_str(glyph);
                from = mark.byte + 1;
            }
        }
        set.push_str(&text[from..]);
        **text = set;
    }
}
