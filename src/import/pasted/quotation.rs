//! Quotations in paragraphs of their own → block quotations.
//!
//! A paragraph is one if the mark that it opens with is closed at its end and nowhere before; so
//! speech in a narrating paragraph stays in its line, as does speech with a narrator's words in the
//! same marks. Over several paragraphs each opens with a
//! mark and the last closes, or none; or the first opens and the last closes.

use super::super::credit;
use super::super::manuscript::{Block, Kind, text};
use super::super::paragraphs::Paragraph;
use super::super::quotes::{Opened, closes_at_end, closing, opener};
use super::super::report::{Fate, Report, short};
use super::narrator::narrates;
use crate::source::Span;

/// The most paragraphs of one quotation that only its first and last marks hold together.
const FARTHEST: usize = 12;

/// A speech of fewer words is short.
const SHORT_SPEECH: usize = 20;

/// A quotation of fewer words is doubtful, where no source stands behind it and nothing leads to it.
const FEWEST_WORDS: usize = 10;

/// One of fewer words is a speech, where neither is.
const FEWEST_OF_ALONE: usize = 4;
const FEWEST_OF_ASKING: usize = 8;

/// The longest source of a quotation.
const LONGEST_SOURCE: usize = 160;

/// A quotation that begins a row of paragraphs, and how many of them it takes.
pub(super) struct Quotation {
    pub block: Block,
    pub taken: usize,
}

/// What stands behind a closing mark.
enum Behind {
    /// Nothing, or a stop.
    Nothing,
    /// Its source: where the words stand that name it.
    Source(std::ops::Range<usize>),
    /// More of the sentence.
    Words,
}

/// Looks whether `row` begins with a quotation; `before` is the paragraph before it.
pub(super) fn quotation(
    row: &[Paragraph],
    before: Option<&Paragraph>,
    (is_tale, of_row): (bool, bool),
    is_name: &dyn Fn(&str) -> bool,
    report: &mut Report,
) -> Option<Quotation> {
    let first = row.first()?;
    let (mark, closers) = opener(&first.text)?;
    // A speech that a narrator's paragraph began goes on.
    if before.is_some_and(|before| is_open(&before.text, mark)) {
        return None;
    }
    let led = before.is_some_and(|before| before.text.trim_end().ends_with(':'));
    match closing(&first.text)? {
        Opened::Closed(close, past) => {
            let behind = behind(&first.text, past);
            // "No," — a sentence goes on behind it, in the next paragraph at the latest.
            let goes_on = first.text[..close].ends_with(',');
            let sourced = matches!(behind, Behind::Source(_))
                || row
                    .get(1)
                    .is_some_and(|next| source_below(&next.text, is_name).is_some());
            // `"Sheep."` is a speech.
            let said = &first.text[..close];
            let words = said.split_whitespace().count();
            let asks = words < FEWEST_OF_ASKING && said.ends_with(['?', '!']);
            if matches!(behind, Behind::Words)
                || goes_on
                || !sourced && !led && (words < FEWEST_OF_ALONE || asks)
                || !sourced
                    && (is_tale
                        || !led && narrates(&first.text[..close])
                        || !of_row
                            && (among_speeches(row, before) || in_dialogue(row, before)))
            {
                return None;
            }
            let parts = vec![(first, mark.len_utf8()..close)];
            Some(build(
                row,
                led,
                parts,
                Some((close, past)),
                behind,
                (true, is_name),
                report,
            ))
        }
        Opened::Open => {
            let count = length(row, closers)?;
            let mut parts = Vec::new();
            let mut end = None;
            let mut source = Behind::Nothing;
            for (at, paragraph) in row[..count].iter().enumerate() {
                let text = &paragraph.text;
                let from = match opener(text) {
                    Some((own, _))
                        if at == 0 || continues(own, mark) || resumes(own, mark) =>
                    {
                        own.len_utf8()
                    }
                    Some(_) | None => 0,
                };
                let mut to = text.len();
                if at + 1 == count {
                    let resumed = at > 0 && text.starts_with('»');
                    let closed = match from {
                        0 => last_close(text, closers),
                        _ if resumed => {
                            last_close(text, closers).filter(|(at, _)| *at > 0)
                        }
                        _ => match closing(text) {
                            Some(Opened::Closed(close, past)) => Some((close, past)),
                            Some(Opened::Open) | None => None,
                        },
                    };
                    if let Some((close, past)) = closed {
                        source = behind(text, past);
                        to = close;
                        end = closed;
                    }
                }
                parts.push((paragraph, from..to));
            }
            let closed = end.is_some();
            // One paragraph that never closes is a quotation where it is led to, or long.
            if !closed && count == 1 {
                let long = first.text.split_whitespace().count() >= 25;
                if !led && !long {
                    return None;
                }
            }
            Some(build(row, led, parts, end, source, (closed, is_name), report))
        }
    }
}

/// Whether a mark goes on with a quotation that another began.
fn continues(own: char, mark: char) -> bool {
    let double = |c: char| matches!(c, '"' | '“' | '„' | '«' | '”');
    own == mark || double(own) && double(mark)
}

/// Whether a quotation that began within a text is still open at its end.
fn is_open(text: &str, mark: char) -> bool {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    match mark {
        // 6'2" and 40°26'46" are no quotations.
        '"' => {
            let signs: Vec<char> = text.chars().collect();
            let inch = |at: usize| at > 0 && signs[at - 1].is_ascii_digit();
            let marks = (0..signs.len()).filter(|at| signs[*at] == '"' && !inch(*at));
            marks.count() % 2 == 1
        }
        '“' => count(&['“']) > count(&['”', '"']),
        '„' => count(&['„']) > count(&['“', '”', '"']),
        '«' => count(&['«']) > count(&['»']),
        _ => false,
    }
}

/// Whether a mark that closes elsewhere goes on with a quotation, as in Spanish: « … / » … ».
fn resumes(own: char, mark: char) -> bool {
    own == '»' && mark == '«'
}

/// How many paragraphs a quotation has that is not closed in its first.
fn length(row: &[Paragraph], closers: &[char]) -> Option<usize> {
    let (mark, _) = opener(&row[0].text)?;
    let mut count = 1;
    while let Some(next) = row.get(count) {
        match opener(&next.text) {
            Some((own, _)) if resumes(own, mark) => {
                count += 1;
                let closed = last_close(&next.text, closers).filter(|(at, _)| *at > 0);
                if closed.is_some_and(|(_, past)| {
                    !matches!(behind(&next.text, past), Behind::Words)
                }) {
                    return Some(count);
                }
            }
            Some((own, _)) if continues(own, mark) => {
                match closing(&next.text)? {
                    Opened::Open => count += 1,
                    Opened::Closed(_, past) => {
                        // A speech of its own does not close this one.
                        return match behind(&next.text, past) {
                            Behind::Words => Some(count),
                            Behind::Nothing | Behind::Source(_) => Some(count + 1),
                        };
                    }
                }
            }
            Some(_) | None => break,
        }
    }
    if count > 1 {
        return Some(count);
    }
    // The first opens, the last closes; between the marks of a French dialogue each speech has a dash.
    for (at, paragraph) in row.iter().enumerate().take(FARTHEST).skip(1) {
        let text = &paragraph.text;
        if text.starts_with(['—', '–', '―']) {
            return None;
        }
        if opener(text).is_some() && closing(text) != Some(Opened::Open) {
            break;
        }
        let closed = last_close(text, closers);
        if let Some((_, past)) = closed
            && closes_at_end(&text[..past], closers)
            && !matches!(behind(text, past), Behind::Words)
        {
            return Some(at + 1);
        }
    }
    Some(1)
}

/// The closing mark nearest the end of a text.
fn last_close(text: &str, closers: &[char]) -> Option<(usize, usize)> {
    let (at, mark) = text.char_indices().rev().find(|(_, c)| closers.contains(c))?;
    Some((at, at + mark.len_utf8()))
}

/// What stands behind the closing mark that ends at `past`.
fn behind(text: &str, past: usize) -> Behind {
    let rest = text[past..].trim_end();
    let lead = rest.len()
        - rest.trim_start_matches([' ', '\u{a0}', '.', ',', ';', '…', '!', '?']).len();
    let inner = &rest[lead..];
    // A marker of a note.
    let marker = inner
        .trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '*' | '†'));
    if inner.is_empty() || marker.is_empty() && inner.chars().count() <= 6 {
        return Behind::Nothing;
    }
    if inner.chars().count() > LONGEST_SOURCE {
        return Behind::Words;
    }
    let whole = inner.trim_end_matches('.');
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(source) =
            whole.strip_prefix(open).and_then(|it| it.strip_suffix(close))
            && balanced(source, open, close)
        {
            let start = past + lead + 1;
            return Behind::Source(start..start + source.len());
        }
    }
    // A dash and a name; a narrator goes on in lower case.
    let dash = ["---", "--", "—", "–", "-", "―"]
        .iter()
        .find_map(|dash| inner.strip_prefix(dash));
    if let Some(source) = dash.map(str::trim_start)
        && source.starts_with(char::is_uppercase)
        && source.split_whitespace().count() <= 14
        && !has_sentences(source)
    {
        let start = past + rest.len() - source.len();
        return Behind::Source(start..past + rest.len());
    }
    Behind::Words
}

/// Whether a text has a sentence that ends within it; `3. Mai`, `J. Doe` and `vol. 2` end none.
fn has_sentences(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(' ').next().unwrap_or("");
        word.chars().filter(|c| c.is_alphabetic()).count() > 3
    })
}

/// Whether the brackets are one pair and not two: `(a) and (b)`.
fn balanced(inside: &str, open: char, close: char) -> bool {
    let mut depth = 0_i32;
    inside.chars().all(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth >= 0
    }) && depth == 0
}

/// Whether a paragraph in marks stands beside others, and one of them is short: persons that talk.
fn among_speeches(row: &[Paragraph], before: Option<&Paragraph>) -> bool {
    let spoken = |paragraph: &Paragraph| {
        matches!(closing(&paragraph.text), Some(Opened::Closed(..)))
    };
    let short =
        |paragraph: &Paragraph| paragraph.text.split_whitespace().count() < SHORT_SPEECH;
    let beside = before.into_iter().chain(row.get(1));
    beside.filter(|other| spoken(other)).any(|other| short(other) || short(&row[0]))
}

/// Whether a short speech stands among speeches with a narrator's words.
fn in_dialogue(row: &[Paragraph], before: Option<&Paragraph>) -> bool {
    let short = row[0].text.split_whitespace().count() <= 40;
    let narrated = |paragraph: Option<&Paragraph>| {
        paragraph.is_some_and(|paragraph| match closing(&paragraph.text) {
            Some(Opened::Closed(_, past)) => {
                matches!(behind(&paragraph.text, past), Behind::Words)
            }
            Some(Opened::Open) | None => false,
        })
    };
    short && (narrated(before) || narrated(row.get(1)))
}

fn build(
    row: &[Paragraph],
    led: bool,
    parts: Vec<(&Paragraph, std::ops::Range<usize>)>,
    end: Option<(usize, usize)>,
    behind: Behind,
    (closed, is_name): (bool, &dyn Fn(&str) -> bool),
    report: &mut Report,
) -> Quotation {
    let taken = parts.len();
    let mut blocks = Vec::new();
    let mut marks = Vec::new();
    let last = parts.last().map(|(paragraph, _)| *paragraph);
    for (at, (paragraph, range)) in parts.iter().enumerate() {
        let own = &paragraph.text;
        let mut words = own[range.clone()].trim().to_string();
        if range.start > 0 {
            cut(paragraph, 0..range.start, &mut marks, report);
        }
        if at + 1 == taken
            && let Some((close, past)) = end
        {
            cut(paragraph, close..past, &mut marks, report);
            // A stop or a marker behind the mark stays, unless one stands before it.
            let to = match &behind {
                Behind::Source(source) => opening_of(own, past, source.start),
                Behind::Nothing | Behind::Words => own.len(),
            };
            words.push_str(own[past..to].trim());
            // The stop behind the source is that of the quotation.
            if let Behind::Source(source) = &behind
                && own[source.end..].contains('.')
                && !words.ends_with(['.', '!', '?', '…', ':'])
            {
                words.push('.');
            }
        }
        blocks.push(Block::paragraph(text(words), paragraph.at()));
    }
    let mut attribution = None;
    let mut more = 0;
    if let (Behind::Source(source), Some(last)) = (&behind, last) {
        attribution = Some(text(last.text[source.clone()].trim()));
        let past = end.map_or(0, |end| end.1);
        let from = opening_of(&last.text, past, source.start);
        cut_sign(last, from..source.start, report);
        cut_sign(last, source.end..last.text.len(), report);
    } else if let Some(next) = row.get(taken)
        && let Some(source) = source_below(&next.text, is_name)
    {
        attribution = Some(text(next.text[source.clone()].trim()));
        cut_sign(next, 0..source.start, report);
        cut_sign(next, source.end..next.text.len(), report);
        more = 1;
    }
    let first = row[0].at();
    let at = row[taken - 1 + more].at();
    let at = first.to(at);
    let attributed = match &attribution {
        Some(runs) => {
            format!("; its source is “{}”", super::super::manuscript::plain(runs))
        }
        None => String::new(),
    };
    let marks = marks.join(" ");
    let message = match taken {
        1 => format!(
            "this paragraph is taken for a block quotation, without its marks {marks}{attributed}"
        ),
        count => format!(
            "these {count} paragraphs are taken for one block quotation, without their marks {marks}{attributed}"
        ),
    };
    let help = "where it is speech, take the `>` away and put the marks back";
    // A few words in marks may be somebody's answer.
    let words = row[0].text.split_whitespace().count();
    match taken == 1 && attribution.is_none() && words < FEWEST_WORDS && !led {
        true => report.doubt(first, message, help),
        false => report.guess(first, message, help),
    }
    if !closed {
        report.doubt(
            row[taken - 1].at(),
            format!("this quotation is never closed: {}", short(&row[taken - 1].text)),
            "look where it ends, and move what follows it out of the `>` lines",
        );
    }
    let block = Block::new(Kind::Quote { blocks, attribution }, at);
    Quotation { block, taken: taken + more }
}

/// Where the bracket or dash before a source stands.
fn opening_of(text: &str, past: usize, source: usize) -> usize {
    let before =
        text[..source].trim_end_matches(['(', '[', '—', '–', '-', '―', ' ', '\u{a0}']);
    before.len().max(past)
}

/// A source below a quotation: in brackets, behind a dash, or a name alone.
fn source_below(
    text: &str,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<std::ops::Range<usize>> {
    source_alone(text).or_else(|| is_name(text.trim()).then_some(0..text.len()))
}

/// A source in a paragraph of its own: in brackets, or behind a dash.
pub(in crate::import) fn source_alone(text: &str) -> Option<std::ops::Range<usize>> {
    if credit::credit(text).is_some() {
        return None;
    }
    let whole = text.trim_end_matches('.');
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(source) =
            whole.strip_prefix(open).and_then(|it| it.strip_suffix(close))
            && balanced(source, open, close)
            && source.chars().count() <= LONGEST_SOURCE
            && source.chars().any(char::is_alphabetic)
        {
            return Some(1..1 + source.len());
        }
    }
    let source =
        ["--", "—", "–", "―", "-"].iter().find_map(|dash| text.strip_prefix(dash))?;
    let source = source.trim_start_matches(['-', ' ', '\u{a0}']);
    let count = source.split_whitespace().count();
    // What somebody goes on to say begins small as well, but ends as a sentence does: "– old saying".
    let named = source.starts_with(char::is_uppercase) && count <= 14;
    let small = source.starts_with(char::is_lowercase)
        && count <= 6
        && !text.ends_with(['.', '…', ',', ';', '"', '”', '»']);
    let fits = (named || small) && !source.ends_with(['!', '?', ':']);
    fits.then(|| text.len() - source.len()..text.len())
}

fn cut(
    paragraph: &Paragraph,
    range: std::ops::Range<usize>,
    marks: &mut Vec<String>,
    report: &mut Report,
) {
    let mark = paragraph.text[range.clone()].to_string();
    report.cut(paragraph.span(range), &mark, Fate::Markup);
    marks.push(mark);
}

fn cut_sign(paragraph: &Paragraph, range: std::ops::Range<usize>, report: &mut Report) {
    if range.is_empty() {
        return;
    }
    let at: Span = paragraph.span(range.clone());
    report.cut(at, &paragraph.text[range], Fate::Markup);
}
