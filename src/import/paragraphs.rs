//! Lines of a text → paragraphs, hard-wrapped or not.

use std::ops::Range;

mod groups;
mod rhyme;
mod stanzas;
mod verse;
mod wrapping;

pub(super) use rhyme::is_rhymed;
pub(super) use verse::{has_source, is_poem, is_quoted_verse};

use super::rows::{self, Shape};
use super::{credit, dates, names, trailer};
use crate::source::{FileId, Span};
use groups::with_notes;
use stanzas::with_stanzas;
use verse::{
    is_numbered_stanza, is_set_in, is_stepwise, is_verse, may_be_lines,
    may_be_short_verse, may_be_verse,
};
use wrapping::{
    fullness, goes_on, has_closed_dashes, is_compound, is_divided, is_wrapped, width,
};

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
    /// A sign behind it said that it is a heading.
    pub headed: bool,
    /// All its lines are set in where others of the text stand flush, and it is no verse.
    pub set_in: bool,
    /// It and those below it are short lines that stood together, and no verse as far as can be told.
    pub short: Option<Short>,
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

    /// Takes out a hyphen at which a line ended.
    pub fn remove_hyphen(&mut self, at: usize) {
        self.text.remove(at);
        self.hyphens.retain(|own| *own != at);
        let shift = |own: &mut usize| {
            if *own > at {
                *own -= 1;
            }
        };
        self.hyphens.iter_mut().for_each(shift);
        self.starts.iter_mut().for_each(|(own, _)| shift(own));
        if let Shape::Alike(rows) = &mut self.shape {
            for row in rows {
                shift(&mut row.start);
                shift(&mut row.end);
            }
        }
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
            headed: false,
            set_in: false,
            short: None,
            lines: Vec::new(),
            shape: Shape::Words,
            quoted: self.quoted,
        }
    }

    /// Whether it is words alone: no table, no row of lines, and not quoted by signs.
    pub fn is_plain(&self) -> bool {
        self.quoted == 0 && matches!(self.shape, Shape::Words | Shape::Apart)
    }

    /// Whether it is lines of verse.
    pub fn is_verse(&self) -> bool {
        self.quoted == 0 && matches!(self.shape, Shape::Words) && self.lines.len() > 1
    }

    /// Whether the next begins on the line below its last.
    pub fn line_above(&self, next: &Paragraph) -> bool {
        next.below && self.file == next.file
    }

    /// The paragraph that lines make.
    pub fn of(text: &str, lines: &[Range<usize>], file: FileId) -> Paragraph {
        let mut joined = String::new();
        let mut starts = Vec::new();
        let mut hyphens = Vec::new();
        let closed = has_closed_dashes(text, lines);
        for line in lines {
            let own = &text[line.clone()];
            let divided = is_divided(&joined, own);
            if divided {
                hyphens.push(joined.len() - 1);
            } else if !joined.is_empty() && !is_compound(&joined, own, closed) {
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
            headed: false,
            set_in: false,
            short: None,
            lines: lines.to_vec(),
            shape: Shape::Words,
            quoted: 0,
        }
    }
}

/// Short lines that stood together, and are a paragraph each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Short {
    /// Where the last of them ends in the text.
    pub end: usize,
    /// They may be verse.
    pub verse: bool,
}

/// Lines that stand together.
struct Stretch {
    lines: Vec<Range<usize>>,
    /// How many `>` stood before each; the lines are without them.
    quoted: usize,
}

/// The most `>` one inside the other.
const DEEPEST: usize = 8;

/// How far a paragraph is set in, at least, that is more than one line wide of the others.
const SET_IN: usize = 3;

/// Lines longer than this were not broken by hand.
const WIDEST: usize = 110;

/// The paragraphs of a text. Those that keep more than one line in [`Paragraph::lines`] were not
/// wrapped: they are lines that stand together.
pub(super) fn paragraphs(text: &str, file: FileId) -> Vec<Paragraph> {
    let stretches = stretches(text);
    let width = width(text, &stretches);
    let flush =
        stretches.iter().any(|it| it.lines.iter().all(|line| lead(text, line) == 0));
    let mut out = Vec::new();
    let mut places = Vec::new();
    for stretch in &stretches {
        places.push(out.len());
        let lines = &stretch.lines;
        for (range, shape) in rows::parts(text, lines) {
            let from = out.len();
            let own = &lines[range.clone()];
            match shape {
                // Below the title stands who wrote it.
                Shape::Words if out.is_empty() && signed(text, own) => {
                    for line in own {
                        words(
                            text,
                            std::slice::from_ref(line),
                            (width, flush),
                            file,
                            &mut out,
                        );
                    }
                }
                Shape::Words => words(text, own, (width, flush), file, &mut out),
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
    let mut out = with_stanzas(text, &stretches, &places, width == 0, out, file);
    mark_short(text, &stretches, &mut out);
    out
}

/// Marks short lines that stood together, and are a paragraph each: they may be verse of which no look tells, or belong
/// together as those of an inscription do.
fn mark_short(text: &str, stretches: &[Stretch], paragraphs: &mut [Paragraph]) {
    let mut row = paragraphs.iter_mut().peekable();
    for stretch in stretches.iter().filter(|it| it.quoted == 0) {
        let [first, second, ..] = stretch.lines.as_slice() else { continue };
        let Some(last) = stretch.lines.last() else { continue };
        while row.next_if(|it| it.source(0) < first.start).is_some() {}
        let Some(head) = row.next_if(|it| it.source(0) < last.start) else { continue };
        let parted = row.peek().is_some_and(|it| it.source(0) == second.start);
        if !parted || !head.is_plain() {
            continue;
        }
        let verse = may_be_short_verse(text, &stretch.lines);
        if verse || may_belong_together(text, &stretch.lines) {
            head.short = Some(Short { end: last.end, verse });
        }
    }
}

/// Whether lines are short and end no sentence, as those of labels, addresses and programmes do.
fn may_belong_together(text: &str, lines: &[Range<usize>]) -> bool {
    const LONGEST: usize = 64;
    const MOST: usize = 24;
    let last = lines.len() - 1;
    let fits = |at: usize| {
        let own = &text[lines[at].clone()];
        let ended = own.ends_with(['.', '!', '?', '…', '"', '”', '»', ':']);
        count(text, &lines[at]) <= LONGEST
            && (!ended || at == last && !own.ends_with(':'))
            && own.chars().any(char::is_alphabetic)
            && !super::lines::begins_item(own)
            && !super::lines::is_break(own)
            && credit::caption(own).is_none()
            && !credit::is_label(own)
            && !dates::is_dateline(own)
            && !own.starts_with(credit::MAKER)
            && !trailer::is_button(own)
            && !trailer::is_furniture(own)
    };
    (2..=MOST).contains(&lines.len()) && (0..lines.len()).all(fits)
}

/// Whether the first lines of a text are a title and, on the last, who wrote it or when it was.
fn signed(text: &str, lines: &[Range<usize>]) -> bool {
    let last = lines.last().map_or("", |line| &text[line.clone()]);
    (2..=3).contains(&lines.len())
        && (names::byline(last).is_some()
            || names::byline_with_office(last).is_some()
            || dates::is_date(last)
            || dates::is_dateline(last)
            || dates::after_lead(last).is_some()
            || dates::is_occasion(last))
}

/// Adds the paragraphs of lines that stand together and are no rows. Known of the text are its width and whether
/// any of it stands flush.
fn words(
    text: &str,
    lines: &[Range<usize>],
    (width, flush): (usize, bool),
    file: FileId,
    out: &mut Vec<Paragraph>,
) {
    let set_in = flush && is_set_in(text, lines, width);
    let song = is_numbered_stanza(text, lines);
    let whole = set_in || song || is_stepwise(text, lines) || are_capitals(text, lines);
    // The number of a stanza on the line above it.
    let numbered = lines.len() > 3
        && text[lines[0].clone()]
            .trim_end_matches('.')
            .bytes()
            .all(|b| b.is_ascii_digit())
        && is_verse(text, &lines[1..], width);
    let groups = match whole {
        _ if numbered => vec![0..1, 1..lines.len()],
        true => std::iter::once(0..lines.len()).collect(),
        false => with_notes(text, lines, width),
    };
    for group in groups {
        let mut paragraph = Paragraph::of(text, &lines[group.clone()], file);
        let is_item = super::lines::begins_item(&text[lines[group.start].clone()]);
        let own = &lines[group.clone()];
        let is_verse =
            set_in || is_stepwise(text, own) || song || is_verse(text, own, width);
        // Stanzas of songs are numbered.
        let words = if is_item { &own[1..] } else { own };
        paragraph.joined = !is_verse
            && (words.len() > 2 && own.len() > 3 && may_be_verse(text, words)
                || !is_item && may_be_lines(text, own, width));
        paragraph.set_in = flush
            && !is_verse
            && !is_item
            && own.len() > 1
            && own.iter().all(|line| lead(text, line) >= SET_IN);
        if is_item && !song || !is_verse {
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

/// Whether lines are one heading in capitals that was too long for one.
fn are_capitals(text: &str, lines: &[Range<usize>]) -> bool {
    const SHORTEST: usize = 30;
    const MOST: usize = 3;
    let shouts = |line: &Range<usize>| {
        let own = &text[line.clone()];
        own.chars().any(char::is_alphabetic)
            && !own.contains(char::is_lowercase)
            && names::byline(own).is_none()
            && !super::lines::begins_item(own)
    };
    (2..=MOST).contains(&lines.len())
        && lines.iter().all(shouts)
        && lines[..lines.len() - 1].iter().all(|line| {
            count(text, line) >= SHORTEST
                && !text[line.clone()].ends_with(['.', '!', '?', ':'])
        })
}

/// The lines of a text that stand together, and the paragraph that some of them are.
pub(super) fn together(text: &str) -> Vec<Vec<Range<usize>>> {
    stretches(text).into_iter().map(|stretch| stretch.lines).collect()
}

/// How many of some runs of lines begin with one that goes on in the second, as wrapped lines do.
pub(super) fn wrapped(text: &str, rows: &[Vec<Range<usize>>]) -> usize {
    let width = width(text, &stretches(text));
    let goes_on =
        |lines: &&Vec<Range<usize>>| fullness(text, lines, width).first() == Some(&true);
    rows.iter().filter(goes_on).count()
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

/// How far a line is set in.
fn lead(text: &str, line: &Range<usize>) -> usize {
    let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
    text[start..line.start].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}
