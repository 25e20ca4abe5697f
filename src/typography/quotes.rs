//! Quotation marks and apostrophes: which straight mark opens, which closes, and which
//! is no quotation mark at all.
//!
//! Marks are paired over the whole run first, since `'` can be told from an apostrophe
//! only by whether something closes it. The outermost pair gets the language's outer
//! marks, a pair inside it the inner ones, whichever marks were typed. Typed curly marks
//! take part in the nesting and stay as they are.

use super::rules::Rules;
use super::segments::{self, NOTHING, Segment};

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
    elides: bool,
    /// Known to be an apostrophe.
    apostrophe: bool,
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
        let mut byte = 0;
        while byte < bytes.len() {
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
                let adjacent = is_mark(prev);
                let elides = sign == '\'' && elides(&text[end..], next, rules);
                marks.push(Mark {
                    segment,
                    byte,
                    sign,
                    prev,
                    next,
                    adjacent,
                    elides,
                    apostrophe: sign == '\''
                        && prev.is_alphanumeric()
                        && next.is_alphanumeric(),
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

/// Whether an apostrophe stands for letters left out before a word: ’tis, ’36.
fn elides(rest: &str, next: char, rules: &Rules) -> bool {
    if next.is_ascii_digit() {
        // ’36, ’20s; but '1984' is a title.
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        return digits == 2 && !rest[2..].starts_with('\'');
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest[..end].to_lowercase();
    rules.elided.contains(&word.as_str())
}

/// Pairs the marks. `true` if single marks turned out to be apostrophes, so that the
/// levels of the others must be found again.
fn pair(marks: &mut [Mark], row: &[Segment<'_>]) -> bool {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut again = false;
    // Whether, from here on, a `'` that can only close comes before one that can open.
    let mut closes_later = vec![false; marks.len() + 1];
    for at in (0..marks.len()).rev() {
        let m = &marks[at];
        closes_later[at] = match m.sign {
            '\'' if m.apostrophe || m.elides => closes_later[at + 1],
            '\'' => !opens_before(m.prev) && !m.next.is_alphanumeric(),
            _ => closes_later[at + 1],
        };
    }
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
        let words_after = !(mark.next == NOTHING || mark.next.is_whitespace());
        let mut opened = false;
        let mut becomes = None;
        match mark.sign {
            '"' => {
                let dash_before = matches!(mark.prev, '-' | '–' | '—');
                let opens = room_before
                    && words_after
                    && !(dash_before
                        && !mark.next.is_alphanumeric()
                        && !is_mark(mark.next));
                let open = waiting.iter().rposition(|w| w.straight == Some('"'));
                match (opens, open) {
                    (false, Some(open)) => {
                        becomes = Some(waiting[open].glyphs.1);
                        for above in waiting.drain(open..).skip(1) {
                            again |= give_up(&mut marks[above.mark], above.straight);
                        }
                    }
                    (false, None) if mark.prev.is_ascii_digit() => becomes = Some("″"),
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
            '\'' if mark.apostrophe || mark.elides => {
                becomes = Some(APOSTROPHE);
                // The second half of rock 'n' roll.
            }
            '\'' => {
                let opens = room_before && words_after;
                let closable = !room_before
                    && waiting.last().is_some_and(|w| w.straight == Some('\''));
                let possessive = matches!(mark.prev, 's' | 'S' | 'x' | 'z')
                    && mark.next == ' '
                    && closes_later[at + 1];
                if closable && !possessive {
                    if let Some(open) = waiting.pop() {
                        becomes = Some(open.glyphs.1);
                    }
                } else if opens {
                    let glyphs = level(&waiting, rules);
                    becomes = Some(glyphs.0);
                    opened = true;
                    waiting.push(Waiting { mark: at, straight: Some('\''), glyphs });
                } else if mark.prev.is_ascii_digit() && mark.next != 's' {
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
                let is_opener = matches!(typed, '«' | '»') || room_before;
                if closes {
                    let open = waiting.iter().rposition(typed_open);
                    if let Some(open) = open {
                        for above in waiting.drain(open..).skip(1) {
                            again |= give_up(&mut marks[above.mark], above.straight);
                        }
                    }
                } else if is_opener && typed != '’' && words_after {
                    opened = true;
                    let glyphs = (glyph(typed), "");
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

/// A single mark that nothing closes is an apostrophe; an opening double mark stays one,
/// as in a quotation of several paragraphs.
fn give_up(mark: &mut Mark, straight: Option<char>) -> bool {
    if straight == Some('\'') {
        mark.apostrophe = true;
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
