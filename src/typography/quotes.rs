//! Quotation marks and apostrophes: which straight mark opens, which closes, and which
//! is no quotation mark at all (what stands beside it tells: see `elision`).
//!
//! Marks are paired over the whole run first, since `'` can be told from an apostrophe
//! only by whether something closes it. The outermost pair gets the language's outer
//! marks, a pair inside it the inner ones, whichever marks were typed. Typed curly marks
//! take part in the nesting and stay as they are; a straight mark that closes or opens
//! together with one becomes its partner.

use std::ops::Range;

use super::elision;
use super::marks::{APOSTROPHE, Mark, Start, find, is_mark, opens_before};
use super::rules::Rules;
use super::segments::{NOTHING, Segment};
use super::unclosed::{Unclosed, settle};

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

    /// A single mark that is not closed before the mark `end` may be an apostrophe; a
    /// double one opens all the same, as in a quotation of several paragraphs.
    fn left_at(&self, end: usize) -> Option<Unclosed> {
        let single = self.straight == Some('\'');
        single.then_some(Unclosed { mark: self.mark, end, goes_on: false })
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

/// How often marks are paired, until none more turns out to be an apostrophe.
const ROUNDS: usize = 16;

/// Sets all straight marks of a run; `lead` are the marks with which the next begins.
pub(super) fn set(row: &mut [Segment<'_>], lead: &[char]) {
    let mut marks = find(row);
    if !marks.iter().any(|m| matches!(m.sign, '"' | '\'')) {
        return;
    }
    for round in 0..ROUNDS {
        let mut unclosed = pair(&mut marks, row, lead);
        // The last two rounds find no more elisions, so that all levels come out right.
        if !settle(&mut marks, &mut unclosed, round + 2 >= ROUNDS) {
            break;
        }
    }
    write(&marks, row);
}

/// Pairs the marks, and tells which single ones nothing closes.
fn pair(marks: &mut [Mark], row: &[Segment<'_>], lead: &[char]) -> Vec<Unclosed> {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut unclosed: Vec<Unclosed> = Vec::new();
    let straight_closes = closes_later(marks, lead, false);
    let any_closes = closes_later(marks, lead, true);
    for at in 0..marks.len() {
        let behind_opener = at > 0 && marks[at].adjacent && marks[at - 1].opened;
        let joined = at > 0 && marks[at].adjacent && marks[at - 1].joins;
        let mark = &marks[at];
        let Segment::Text { rules, .. } = &row[mark.segment] else { continue };
        let shallow = waiting.len().saturating_sub(FARTHEST);
        let free = !waiting[shallow..].iter().any(|w| match mark.sign {
            '\'' => w.is_single(),
            _ => w.is_double(),
        });
        // What begins behind the mark: an ellipsis does where no speech can end.
        let begins = match mark.start {
            Start::Word => true,
            Start::Dots => free,
            Start::Nothing => false,
        };
        let room_before = match mark.prev {
            prev if is_mark(prev) => {
                // all'"8 marzo"
                let elided = mark.sign == '"' && matches!(prev, '\'' | '’');
                behind_opener || joined || elided && begins && free
            }
            _ if mark.behind_dash() => begins,
            prev => {
                opens_before(prev)
                    || matches!(mark.next, '¿' | '¡')
                    || mark.sign == '"' && ends_clause(prev) && begins && free
            }
        };
        // Behind "the workers" a mark is an apostrophe if another closes what is open.
        // So it is where only a stop parts it from that: the dogs','
        let before_closer = marks.get(at + 1).is_some_and(|next| {
            ends_clause(mark.next)
                && next.segment == mark.segment
                && next.byte == mark.byte + 1 + mark.next.len_utf8()
                && next.sign == '\''
                && next.only_closes()
        });
        let possessive = mark.may_end
            && (mark.next == ' ' || before_closer)
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
                // Nothing at all between two marks.
                let ends_empty = behind_opener
                    && mark.prev == '"'
                    && (!words_after || ".,;:!?)]}-–—".contains(mark.next));
                let opens = room_before && words_after && !ends_empty;
                let open = waiting[shallow..].iter().rposition(Waiting::is_double);
                let open = open.map(|open| shallow + open);
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
                        let above = waiting.drain(open..).skip(1);
                        unclosed.extend(above.filter_map(|w| w.left_at(at)));
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
                    && waiting[shallow..].iter().all(|w| w.straight != Some('\''))) =>
            {
                becomes = Some(APOSTROPHE);
            }
            '\'' => {
                let opens = room_before && words_after;
                let closable = !opens && waiting.last().is_some_and(Waiting::is_single);
                if closable && !possessive {
                    if let Some(open) = waiting.pop() {
                        becomes = Some(open.glyphs.1);
                        marks[open.mark].closer = Some(at);
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
                    '»' | '«' => waiting[shallow..].iter().any(|w| {
                        typed_open(w)
                            && matches!((w.glyphs.0, typed), ("«", '»') | ("»", '«'))
                    }),
                    '’' => {
                        !mark.next.is_alphanumeric()
                            && !mark.joins
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
                            && !mark.joins
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
                        let above = waiting.drain(open..).skip(1);
                        unclosed.extend(above.filter_map(|w| w.left_at(at)));
                    }
                } else if mixed {
                    if let Some(open) = waiting.pop() {
                        marks[open.mark].becomes = Some(opener(typed, rules));
                        marks[open.mark].closer = Some(at);
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
        marks[at].closer = None;
    }
    let on = taken_up(marks, &waiting, lead);
    let left = waiting.iter().enumerate().filter_map(|(level, w)| {
        Some(Unclosed { goes_on: on.contains(&level), ..w.left_at(marks.len())? })
    });
    unclosed.extend(left);
    unclosed
}

/// Which levels of what is open at the end of a run the next one takes up again, as a
/// speech does in each of its paragraphs.
fn taken_up(marks: &[Mark], waiting: &[Waiting], lead: &[char]) -> Range<usize> {
    let fits = |from: usize| {
        let levels =
            waiting[from..].iter().map(|w| if w.is_single() { '\'' } else { '"' });
        levels.zip(lead).all(|(sign, lead)| sign == *lead)
    };
    // What a paragraph begins with rather is a quotation than what stands in it.
    let first = waiting.first().filter(|w| marks[w.mark].prev == NOTHING && fits(0));
    let nearest = waiting.len().saturating_sub(lead.len());
    let from = match first {
        Some(_) => Some(0),
        None => (nearest..waiting.len()).find(|&from| fits(from)),
    };
    let Some(from) = from else { return 0..0 };
    let to = waiting.len().min(from + lead.len());
    // One mark behind a word may as well be an elision.
    match to - from == 1 && !marks[waiting[from].mark].begins_speech() {
        true => 0..0,
        false => from..to,
    }
}

/// Whether, from each mark on, a single mark that can only close comes before one that
/// can open; `typed` marks may count too. The next run closes what it takes up.
fn closes_later(marks: &[Mark], lead: &[char], typed: bool) -> Vec<bool> {
    let mut later = vec![false; marks.len() + 1];
    later[marks.len()] = lead.contains(&'\'');
    for (at, m) in marks.iter().enumerate().rev() {
        let ends = m.only_closes();
        later[at] = match m.sign {
            '\'' if m.known.is_none() && !m.elides => ends,
            '’' if typed && ends => true,
            _ => later[at + 1],
        };
    }
    later
}

/// The marks for a new pair inside those that are open.
fn level(waiting: &[Waiting], rules: &Rules) -> (&'static str, &'static str) {
    let mut open = waiting.iter().rev().map(|w| w.glyphs.0);
    match (open.next(), open.next()) {
        (Some(parent), _) if parent == rules.outer.0 => rules.inner,
        (Some(parent), Some(above))
            if parent == rules.inner.0 && above == rules.outer.0 =>
        {
            rules.third.unwrap_or(rules.outer)
        }
        _ => rules.outer,
    }
}

/// Whether a word behind this character begins anew, though no space was typed.
fn ends_clause(c: char) -> bool {
    matches!(c, '.' | '…' | ',' | ';' | ':' | '!' | '?')
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
