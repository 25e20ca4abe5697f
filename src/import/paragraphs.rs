//! Lines of a text → paragraphs, hard-wrapped or not.

use std::ops::Range;

use super::pasted::{notes, quotation};
use super::rows::{self, Shape};
use super::{dates, names};
use crate::source::{FileId, Span};

/// A paragraph on one line, with the way back to its lines.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub text: String,
    /// Where each of its lines begins, in its text and in the file's.
    starts: Vec<(usize, usize)>,
    file: FileId,
    /// Whether empty lines stand around it.
    pub apart: bool,
    /// Whether it begins on the line below the paragraph before it.
    below: bool,
    /// The hyphens at which lines ended: the word's own, or there only to divide it.
    pub hyphens: Vec<usize>,
    /// Lines were put together that may be verse.
    pub joined: bool,
    /// It was parted from the line above it, with which its sentence may go on.
    pub parted: bool,
    /// The lines as they were, where they may be verse or a table.
    pub lines: Vec<Range<usize>>,
    /// What its lines are. Rows that begin alike are ranges of its text.
    pub shape: Shape,
    /// How many `>` stand before each of its lines.
    pub quoted: usize,
}

impl Paragraph {
    /// The place in the file of a range of its text.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.source(range.start)..self.end(range.end))
    }

    /// The place of the whole.
    pub fn at(&self) -> Span {
        self.span(0..self.text.len())
    }

    fn source(&self, at: usize) -> usize {
        let after = self.starts.partition_point(|(own, _)| *own <= at);
        let (own, source) = self.starts[after.saturating_sub(1)];
        source + (at - own)
    }

    fn end(&self, at: usize) -> usize {
        // The end of a line is not the beginning of the next.
        let after = self.starts.partition_point(|(own, _)| *own < at.max(1));
        let (own, source) = self.starts[after.saturating_sub(1)];
        source + at.saturating_sub(own)
    }

    /// A part of it as a paragraph of its own.
    pub fn part(&self, range: Range<usize>) -> Paragraph {
        let mut starts = vec![(0, self.source(range.start))];
        for (own, source) in &self.starts {
            if *own > range.start && *own < range.end {
                starts.push((own - range.start, *source));
            }
        }
        let text = self.text[range].to_string();
        Paragraph {
            text,
            starts,
            file: self.file,
            apart: self.apart,
            below: self.below,
            hyphens: Vec::new(),
            joined: false,
            parted: false,
            lines: Vec::new(),
            shape: Shape::Words,
            quoted: self.quoted,
        }
    }

    /// Whether it is words alone: no table, no row of lines, and not quoted by signs.
    pub fn is_plain(&self) -> bool {
        self.quoted == 0 && matches!(self.shape, Shape::Words | Shape::Apart)
    }

    /// Whether the next begins on the line below its last.
    pub fn line_above(&self, next: &Paragraph) -> bool {
        next.below && self.file == next.file
    }

    fn of(text: &str, lines: &[Range<usize>], file: FileId) -> Paragraph {
        let mut joined = String::new();
        let mut starts = Vec::new();
        let mut hyphens = Vec::new();
        for line in lines {
            let divided = is_divided(&joined, &text[line.clone()]);
            if divided {
                hyphens.push(joined.len() - 1);
            } else if !joined.is_empty() {
                joined.push(' ');
            }
            starts.push((joined.len(), line.start));
            joined.push_str(&text[line.clone()]);
        }
        Paragraph {
            text: joined,
            starts,
            file,
            apart: true,
            below: false,
            hyphens,
            joined: false,
            parted: false,
            lines: lines.to_vec(),
            shape: Shape::Words,
            quoted: 0,
        }
    }
}

/// Lines that stand together.
struct Stretch {
    lines: Vec<Range<usize>>,
    /// How many `>` stood before each; the lines are without them.
    quoted: usize,
}

/// The most `>` one inside the other.
const DEEPEST: usize = 8;

/// Lines longer than this were not broken by hand.
const WIDEST: usize = 110;

/// The paragraphs of a text. Those that keep more than one line in [`Paragraph::lines`] were not
/// wrapped: they are lines that stand together.
pub(super) fn paragraphs(text: &str, file: FileId) -> Vec<Paragraph> {
    let stretches = stretches(text);
    let width = width(text, &stretches);
    let mut out = Vec::new();
    let mut places = Vec::new();
    for stretch in &stretches {
        places.push(out.len());
        let lines = &stretch.lines;
        for (range, shape) in rows::parts(text, lines) {
            let from = out.len();
            let own = &lines[range.clone()];
            match shape {
                Shape::Words => words(text, own, width, file, &mut out),
                Shape::Table(_) => {
                    let mut paragraph = Paragraph::of(text, own, file);
                    paragraph.shape = shape;
                    out.push(paragraph);
                }
                Shape::Alike(rows) => {
                    let mut paragraph = Paragraph::of(text, own, file);
                    let starts =
                        |row: &Range<usize>| paragraph.starts[row.start - range.start].0;
                    let ends = rows.iter().skip(1).map(starts);
                    let ends: Vec<usize> = ends.chain([paragraph.text.len()]).collect();
                    let rows = rows.iter().zip(ends);
                    let rows = rows.map(|(row, end)| starts(row)..end);
                    let rows = rows.collect();
                    paragraph.shape = Shape::Alike(rows);
                    out.push(paragraph);
                }
                Shape::Apart => {
                    let mut paragraph = Paragraph::of(text, own, file);
                    paragraph.lines.truncate(1);
                    out.push(paragraph);
                }
            }
            for paragraph in &mut out[from..] {
                paragraph.quoted = stretch.quoted;
                paragraph.apart &= range == (0..lines.len());
                paragraph.below |= range.start > 0;
            }
        }
    }
    with_couplets(text, &stretches, &places, out, file)
}

/// Makes verse of two lines that stand above or below verse, and look as those do; `places` says with which
/// paragraph each stretch begins.
fn with_couplets(
    text: &str,
    stretches: &[Stretch],
    places: &[usize],
    paragraphs: Vec<Paragraph>,
    file: FileId,
) -> Vec<Paragraph> {
    let end = |at: usize| places.get(at + 1).copied().unwrap_or(paragraphs.len());
    let mut verse: Vec<bool> = (0..stretches.len())
        .map(|at| match &paragraphs[places[at]..end(at)] {
            [one] => {
                one.lines.len() > 2
                    && matches!(one.shape, Shape::Words)
                    && one.quoted == 0
            }
            _ => false,
        })
        .collect();
    let fits = |at: usize, beside: usize| {
        let (own, known) = (&stretches[at], &stretches[beside].lines);
        let longest = known.iter().map(|line| count(text, line)).max().unwrap_or(0);
        let set_in =
            |lines: &[Range<usize>]| lines.iter().all(|line| lead(text, line) >= 2);
        own.quoted == 0
            && own.lines.len() == 2
            && set_in(known) == set_in(&own.lines)
            && own.lines.iter().all(|line| {
                let words = &text[line.clone()];
                let first = words.chars().find(|c| c.is_alphanumeric());
                first.is_some_and(char::is_uppercase)
                    && count(text, line) <= longest + 8
                    && words.split_whitespace().count() >= 2
                    && !words.ends_with(':')
                    && !super::lines::begins_item(words)
                    && names::byline(words).is_none()
                    && !words.contains(|c: char| c.is_ascii_digit())
            })
    };
    let mut couplets = vec![false; stretches.len()];
    let row: Vec<usize> = (0..stretches.len()).collect();
    let below = row.windows(2).map(|two| (two[1], two[0]));
    let above = row.windows(2).rev().map(|two| (two[0], two[1]));
    for (at, beside) in below.chain(above) {
        if verse[beside] && !verse[at] && fits(at, beside) {
            (verse[at], couplets[at]) = (true, true);
        }
    }
    let mut out = Vec::new();
    let mut row = paragraphs.into_iter();
    for (at, stretch) in stretches.iter().enumerate() {
        let next = places.get(at + 1).map_or(usize::MAX, |next| *next);
        let own = row.by_ref().take(next.saturating_sub(places[at]));
        match couplets[at] {
            true => {
                own.for_each(drop);
                out.push(Paragraph::of(text, &stretch.lines, file));
            }
            false => out.extend(own),
        }
    }
    out
}

/// Adds the paragraphs of lines that stand together and are no rows.
fn words(
    text: &str,
    lines: &[Range<usize>],
    width: usize,
    file: FileId,
    out: &mut Vec<Paragraph>,
) {
    for group in with_notes(text, lines, width) {
        let mut paragraph = Paragraph::of(text, &lines[group.clone()], file);
        let is_item = super::lines::begins_item(&text[lines[group.start].clone()]);
        let own = &lines[group.clone()];
        let is_verse = super::lines::are_verse(text, own, width)
            && !is_wrapped(text, own, width)
            || is_stanza(text, own)
            || is_song(text, own, width)
            || is_quoted_verse(text, own)
            || is_poem(text, own, width);
        paragraph.joined =
            !is_verse && !is_item && own.len() > 3 && may_be_verse(text, own);
        if is_item || !is_verse {
            paragraph.lines.truncate(1);
        }
        paragraph.below = group.start > 0;
        let above = group.start.checked_sub(1).map(|above| &text[lines[above].clone()]);
        paragraph.parted = !is_item
            && names::byline(&paragraph.text).is_none()
            && above.is_some_and(|above| goes_on(above, &paragraph.text));
        paragraph.apart = group == (0..lines.len());
        out.push(paragraph);
    }
}

/// The pairs of a list whose entries stand apart, each with its title on the first line; `None`
/// where it is not written so.
pub(super) fn pairs(
    text: &str,
    file: FileId,
) -> Option<Vec<(Paragraph, Option<Paragraph>)>> {
    let stretches = stretches(text);
    let together = stretches.iter().filter(|stretch| stretch.lines.len() > 1).count();
    if stretches.len() < 2 || together * 10 < stretches.len() * 7 {
        return None;
    }
    let pair = |stretch: &Stretch| {
        let (first, rest) = stretch.lines.split_at(1);
        let rest = (!rest.is_empty()).then(|| Paragraph::of(text, rest, file));
        (Paragraph::of(text, first, file), rest)
    };
    Some(stretches.iter().map(pair).collect())
}

/// The paragraphs of a list: what stands between empty lines is one each; without any each line is.
pub(super) fn of_list(text: &str, file: FileId) -> Vec<Paragraph> {
    let stretches = stretches(text);
    match stretches.as_slice() {
        [one] if !is_wrapped(text, &one.lines, 0) => {
            let lines = one.lines.iter();
            lines
                .map(|line| Paragraph::of(text, std::slice::from_ref(line), file))
                .collect()
        }
        _ => {
            let parts = stretches.iter();
            parts.map(|stretch| Paragraph::of(text, &stretch.lines, file)).collect()
        }
    }
}

fn stretches(text: &str) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let lead = trimmed.len() - trimmed.trim_start().len();
        let range = start + lead..start + trimmed.len();
        start += line.len();
        let (range, quoted) = unquoted(text, range);
        if range.is_empty() {
            open = false;
            continue;
        }
        match stretches.last_mut() {
            Some(stretch) if open && stretch.quoted == quoted => {
                stretch.lines.push(range);
            }
            Some(_) | None => stretches.push(Stretch { lines: vec![range], quoted }),
        }
        open = true;
    }
    stretches
}

/// A line without the `>` that letters set before what they quote, and how many they were.
fn unquoted(text: &str, line: Range<usize>) -> (Range<usize>, usize) {
    let (mut start, mut depth) = (line.start, 0);
    while let Some(rest) = text[start..line.end].strip_prefix('>') {
        start = line.end - rest.trim_start().len();
        depth += 1;
    }
    (start..line.end, depth.min(DEEPEST))
}

fn count(text: &str, line: &Range<usize>) -> usize {
    text[line.clone()].chars().count()
}

/// The width that lines were wrapped to: that of the longest of three or more that stand together
/// and are full.
fn width(text: &str, stretches: &[Stretch]) -> usize {
    // Lines that each end a sentence, or are items, were not wrapped.
    let ended = |lines: &[Range<usize>]| {
        let inner = &lines[..lines.len() - 1];
        let own = |line: &&Range<usize>| {
            let line = &text[(*line).clone()];
            line.ends_with(['.', '!', '?']) || super::lines::begins_item(line)
        };
        inner.iter().filter(own).count() * 2 >= lines.len()
    };
    let together = stretches.iter().filter(|stretch| {
        stretch.lines.len() > 2
            && is_wrapped(text, &stretch.lines, 0)
            && !ended(&stretch.lines)
            && !is_stanza(text, &stretch.lines)
            && !is_song(text, &stretch.lines, 0)
    });
    let lengths =
        together.flat_map(|stretch| &stretch.lines).map(|line| count(text, line));
    lengths.filter(|length| *length <= WIDEST).max().unwrap_or(0)
}

/// Whether each line but the last is as full as the next word lets it be.
fn is_wrapped(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    let full = fullness(text, lines, width);
    lines.len() > 1 && full.iter().filter(|full| **full).count() * 10 >= full.len() * 8
}

/// Lines shorter than this were not broken for want of room.
const NARROWEST: usize = 30;

/// Of each line but the last, whether the next goes on with it.
fn fullness(text: &str, lines: &[Range<usize>], width: usize) -> Vec<bool> {
    let longest = lines.iter().map(|line| count(text, line)).max().unwrap_or(0);
    // One that was not broken shows that none was.
    if longest > WIDEST {
        return vec![false; lines.len().saturating_sub(1)];
    }
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .map(|(line, next)| {
            let (words, below) = (&text[line.clone()], &text[next.clone()]);
            let length = count(text, line);
            // A word that is divided goes on.
            if is_divided(words, below) {
                return true;
            }
            if length < NARROWEST
                || names::byline(below).is_some()
                || dates::is_date(below)
                || dates::is_dateline(below)
                || is_address(below)
                || super::pasted::stamp::pieces(below).is_some()
            {
                return false;
            }
            let word = below.split_whitespace().next().unwrap_or("").chars().count();
            let wide = match (lines.len(), width) {
                // Two lines do not tell how wide they could be; but a sentence goes on in the next.
                (2, 0) => {
                    return below.starts_with(char::is_lowercase)
                        && !words.ends_with(['.', '!', '?', ':']);
                }
                (2 | 3, width) => longest.max(width),
                _ => longest,
            };
            length + 1 + word + 6 > wide
        })
        .collect()
}

/// Whether a line is a telephone number or the address of a page, as signatures have them.
fn is_address(line: &str) -> bool {
    let call = line
        .strip_prefix('+')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    call || line.starts_with("http://") || line.starts_with("https://")
}

/// Whether lines are verse though they are of one length: four or more, and each has a capital, as no
/// lines of prose have that were broken for want of room.
fn is_stanza(text: &str, lines: &[Range<usize>]) -> bool {
    let capital = |line: &Range<usize>| {
        let first = text[line.clone()].chars().find(|c| c.is_alphanumeric());
        first.is_some_and(char::is_uppercase)
    };
    lines.len() >= 4
        && lines.iter().all(capital)
        && super::lines::are_verse(text, lines, 0)
}

/// Whether lines are verse between quotation marks, three at least, and its source below it.
pub(super) fn is_quoted_verse(text: &str, lines: &[Range<usize>]) -> bool {
    let [verse @ .., last, source] = lines else { return false };
    let of = |line: &Range<usize>| &text[line.clone()];
    let own = &lines[..lines.len() - 1];
    let closes = |line: &str| {
        let line = line.trim_end_matches(['.', '!', '?', ',']);
        line.ends_with(['"', '”', '“', '’', '»', '«'])
    };
    verse.len() >= 2
        && super::quotes::opener(of(&verse[0])).is_some()
        && closes(of(last))
        && quotation::source_alone(of(source)).is_some()
        && (is_stanza(text, own)
            || super::lines::are_verse(text, own, 0) && !is_wrapped(text, own, 0))
}

/// Whether lines have each a capital, are short, and are words rather than names or addresses.
fn may_be_verse(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 64;
    const FEWEST_WORDS: usize = 4;
    let fits = |line: &Range<usize>| {
        let own = &text[line.clone()];
        let first = own.chars().find(|c| c.is_alphanumeric());
        let small = own.split_whitespace().filter(|word| {
            word.starts_with(char::is_lowercase) && word.chars().count() > 1
        });
        first.is_some_and(char::is_uppercase)
            && own.chars().count() <= LONGEST
            && own.split_whitespace().count() >= FEWEST_WORDS
            && small.count() >= 2
            && !own.contains(|c: char| c.is_ascii_digit() || c == '\t')
            && !super::lines::begins_item(own)
    };
    lines.len() >= 3 && lines.iter().all(fits)
}

/// Whether such lines are verse though hardly any has a point: they are set in, or narrower than what
/// is wrapped around them, and few of their sentences end with a line.
fn is_song(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    let longest = lines.iter().map(|line| count(text, line)).max().unwrap_or(0);
    let inner = &lines[..lines.len().saturating_sub(1)];
    let ended =
        inner.iter().filter(|line| text[(*line).clone()].ends_with(['.', '!', '?']));
    let set_in = lines.iter().all(|line| lead(text, line) >= 2);
    may_be_verse(text, lines)
        && (lines.len() > 3 || set_in)
        && ended.count() * 2 < lines.len()
        && (width == 0 || longest + 8 <= width || set_in)
}

/// Whether lines are verse though few of them have capitals: in a text of which nothing is wrapped
/// four short lines or more that are one sentence were broken by their author.
fn is_poem(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    const LONGEST: usize = 50;
    let of = |at: usize| &text[lines[at].clone()];
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…', '"', '”', '’']);
    let last = lines.len().saturating_sub(1);
    let small = |at: usize| of(at).starts_with(char::is_lowercase);
    width == 0
        && lines.len() >= 4
        && of(0).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
        && (0..lines.len()).all(|at| {
            count(text, &lines[at]) <= LONGEST
                && of(at).split_whitespace().count() >= 2
                && !super::lines::begins_item(of(at))
                && !of(at).contains('\t')
        })
        && ends(of(last))
        && (1..lines.len()).filter(|at| small(*at)).count() * 2 >= last
        && (0..last).filter(|at| of(*at).ends_with([',', ';', ':', '—', '–'])).count() * 3
            >= last
}

/// Whether a sentence that a line does not end goes on in the next.
fn goes_on(line: &str, next: &str) -> bool {
    let ended = line.ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '»', '“']);
    !ended && next.starts_with(char::is_lowercase)
}

/// Whether a word is divided at the end of a line, or has a hyphen there.
fn is_divided(line: &str, next: &str) -> bool {
    let before = line.strip_suffix('-').and_then(|line| line.chars().next_back());
    before.is_some_and(char::is_lowercase) && next.starts_with(char::is_lowercase)
}

/// How far a line is set in.
fn lead(text: &str, line: &Range<usize>) -> usize {
    let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
    text[start..line.start].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Whether lines that are set in go on with the one above that is not, as those of plays do: the first
/// has the name of who speaks, or is long and ends no sentence.
fn is_hanging(text: &str, lines: &[Range<usize>]) -> bool {
    let first = lead(text, &lines[0]);
    let speaks = |line: &Range<usize>| {
        let own = &text[line.clone()];
        let name = own.split(['.', ':', '(']).next().unwrap_or("").trim_end();
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        name.len() < own.len()
            && letters > 1
            && name.chars().count() <= 40
            && !name.contains(char::is_lowercase)
    };
    let (flush, set_in): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| lead(text, line) == first);
    let deeper = set_in.iter().all(|line| lead(text, line) >= first + 2);
    let alone = flush.len() == 1 && {
        let ended = text[lines[0].clone()].ends_with(['.', '!', '?', ':', '…']);
        lines
            .get(1)
            .is_some_and(|next| text[next.clone()].starts_with(char::is_lowercase))
            || count(text, &lines[0]) >= NARROWEST && !ended
    };
    !set_in.is_empty() && deeper && (alone || flush.iter().all(|line| speaks(line)))
}

/// Parts lines that stand together into paragraphs, of which notes begin one each.
fn with_notes(text: &str, lines: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
    let of = |at: usize| &text[lines[at].clone()];
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…', '"', '”', '»', ')', ':']);
    let mut starts = Vec::new();
    let mut number = None;
    for at in 0..lines.len() {
        let bare = notes::bare(of(at));
        let counts = match bare {
            Some(1) => at == 0 || notes::is_heading(of(at - 1)),
            Some(count) => number == Some(count - 1),
            None => false,
        };
        let below = !starts.is_empty() || at == 0 || ends(of(at - 1));
        if counts || below && notes::begins(of(at)) {
            starts.push(at);
            number = bare.filter(|_| counts);
        }
    }
    // A note alone is a paragraph like others.
    if matches!(starts.as_slice(), [] | [0]) {
        return groups(text, lines, width);
    }
    let mut out = Vec::new();
    let shifted = |range: Range<usize>, by: usize| range.start + by..range.end + by;
    if starts[0] > 0 {
        out.extend(groups(text, &lines[..starts[0]], width));
    }
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        let goes_on = (start + 1..end).take_while(|at| {
            !super::lines::begins_item(of(*at))
                && (!ends(of(at - 1))
                    || lead(text, &lines[*at]) > lead(text, &lines[*start]))
        });
        let past = start + 1 + goes_on.count();
        out.push(*start..past);
        if past < end {
            let rest = groups(text, &lines[past..end], width);
            out.extend(rest.into_iter().map(|range| shifted(range, past)));
        }
    }
    out
}

/// Parts lines that stand together into paragraphs: wrapped ones stay together, so do lines of
/// verse and rows of tables; of others each is one.
fn groups(text: &str, lines: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
    let all = || std::iter::once(0..lines.len()).collect();
    // Verse below the line that leads to it.
    let led = (0..lines.len().saturating_sub(3)).find(|at| {
        let below = &lines[at + 1..];
        text[lines[*at].clone()].ends_with(':')
            && (is_song(text, below, width) || is_stanza(text, below))
    });
    if let Some(at) = led {
        let mut groups = groups(text, &lines[..=at], width);
        groups.push(at + 1..lines.len());
        return groups;
    }
    if lines.len() == 1
        || is_song(text, lines, width)
        || is_quoted_verse(text, lines)
        || is_wrapped(text, lines, width)
        || is_stanza(text, lines)
        || is_poem(text, lines, width)
    {
        return all();
    }
    if super::lines::are_verse(text, lines, width) {
        return all();
    }
    // A wrapped paragraph with a short line or several before it, or after.
    let mut full = fullness(text, lines, width);
    // Where most are lines of their own, so is a long one, unless its sentence plainly goes on: signatories,
    // entries, years.
    if full.iter().filter(|full| **full).count() * 2 <= full.len() {
        for (at, full) in full.iter_mut().enumerate() {
            let next = &text[lines[at + 1].clone()];
            let word = next.split_whitespace().next().unwrap_or("").chars().count();
            let wide = width > 0 && count(text, &lines[at]) + 1 + word + 6 > width;
            *full &= wide || next.starts_with(char::is_lowercase);
        }
    }
    let hanging = is_hanging(text, lines);
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..lines.len() {
        let own = &text[lines[at].clone()];
        // A line set in below an item goes on with it.
        let below_item = groups.last().is_some_and(|group| {
            let item = &lines[group.start];
            super::lines::begins_item(&text[item.clone()])
                && lead(text, &lines[at]) > lead(text, item)
        });
        // A speech begins a paragraph of its own where the sentence before it has ended.
        let speaks = at > 0
            && super::quotes::opener(own).is_some()
            && text[lines[at - 1].clone()]
                .ends_with(['.', '!', '?', '"', '”', '»', '«', '“', '’']);
        let hangs = at > 0 && hanging && lead(text, &lines[at]) > lead(text, &lines[0]);
        let joins = at > 0
            && (full[at - 1] || below_item || hangs)
            && !speaks
            && !super::lines::begins_item(own);
        match groups.last_mut() {
            Some(group) if joins => group.end = at + 1,
            Some(_) | None => groups.push(at..at + 1),
        }
    }
    groups
}
