//! Quotation marks and apostrophes: which straight mark opens, which closes, and which
//! is no quotation mark at all (what stands beside it tells: see `elision`).
//!
//! Marks are paired over the whole run first, since `'` can be told from an apostrophe
//! only by whether something closes it. The outermost pair gets the language's outer
//! marks, a pair inside it the inner ones, whichever marks were typed. Typed curly marks
//! take part in the nesting and stay as they are; a straight mark that closes or opens
//! together with one becomes its partner.

use super::elision;
use super::marks::{APOSTROPHE, Mark, Start, find, is_mark, opens_before};
use super::rules::Rules;
use super::segments::{NOTHING, Segment};

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

/// Pairs the marks. `true` if single marks turned out to be apostrophes, so that the
/// levels of the others must be found again.
fn pair(marks: &mut [Mark], row: &[Segment<'_>]) -> bool {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut again = false;
    let straight_closes = closes_later(marks, false);
    let any_closes = closes_later(marks, true);
    for at in 0..marks.len() {
        let behind_opener = at > 0 && marks[at].adjacent && marks[at - 1].opened;
        let joined = at > 0 && marks[at].adjacent && marks[at - 1].joins;
        let mark = &marks[at];
        let Segment::Text { rules, .. } = &row[mark.segment] else { continue };
        let free = !waiting.iter().any(|w| match mark.sign {
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
                // Nothing at all between two marks.
                let ends_empty = behind_opener
                    && mark.prev == '"'
                    && (!words_after || ".,;:!?)]}-–—".contains(mark.next));
                let opens = room_before && words_after && !ends_empty;
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
                let closable = !opens && waiting.last().is_some_and(Waiting::is_single);
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
        let ends = m.only_closes();
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
