//! Notes of pasted text: a number in the text, and a paragraph that begins with it.
//!
//! Numbers are written in many ways: `[1]`, `[i]`, `(1)`, `¹`, `1`. Which of them lead to notes is
//! certain where those of the text and those before the notes match one to one and in order; all
//! others stay as they are typed, and are told.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::manuscript::{Manuscript, Run, runs_mut};
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report, short};

/// What stands above notes.
const HEADINGS: &[&str] = &[
    "notes",
    "footnotes",
    "endnotes",
    "references",
    "citations",
    "referencias",
    "références",
    "einzelnachweise",
    "notes and references",
    "references and notes",
    "notes et références",
    "notas",
    "anmerkungen",
    "fußnoten",
    "note",
    "примечания",
    "сноски",
    "noter",
    "fotnoter",
    "przypisy",
];

/// How the number of a note is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    /// `[1]`
    Bracket,
    /// `[i]`
    Roman,
    /// `(1)`
    Round,
    /// `¹`
    Raised,
    /// `1`, straight behind a word in the text.
    Bare,
    /// `1.`, before a note alone.
    Dotted,
    /// `*`
    Star,
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The most notes, and the most runs of them.
const MOST: usize = 999;
const MOST_GROUPS: usize = 60;

/// A run of paragraphs that begin with numbers of one kind, one below the other.
struct Group {
    rows: Range<usize>,
    sign: Sign,
    /// Where the words of each begin.
    words: Vec<usize>,
    /// They stand below a heading of notes.
    headed: bool,
}

/// How the text leads to a run of notes.
pub(super) struct Marks {
    sign: Sign,
    /// The notes, in the order of their numbers.
    notes: Range<usize>,
    /// Each is marked once, in order.
    once: bool,
}

/// A text, and the notes that were part of it.
pub(super) struct Parted {
    pub row: Vec<Paragraph>,
    pub notes: Vec<Paragraph>,
    pub marks: Vec<Marks>,
}

/// Parts the notes of a text from it.
pub(super) fn parted(row: &[Paragraph], report: &mut Report) -> Parted {
    let mut out = Parted { row: Vec::new(), notes: Vec::new(), marks: Vec::new() };
    let mut taken = vec![false; row.len()];
    for group in groups(row) {
        let Some((sign, once, places)) = calls_of(&group, row) else { continue };
        // Two kinds of notes with one kind of marker: nobody knows which is which.
        if out.marks.iter().any(|marks| marks.sign == sign) {
            continue;
        }
        for (at, place) in places {
            let mark = &row[at].text[place.clone()];
            report.cut(row[at].span(place), mark, Fate::Markup);
        }
        tell(&group, row, report);
        let first = out.notes.len();
        for (at, words) in group.rows.clone().zip(&group.words) {
            let note = &row[at];
            report.cut(note.span(0..*words), &note.text[..*words], Fate::Markup);
            out.notes.push(note.part(*words..note.text.len()));
            taken[at] = true;
        }
        out.marks.push(Marks { sign, notes: first..out.notes.len(), once });
        if group.headed
            && let Some(heading) = group.rows.start.checked_sub(1)
        {
            report.drop(
                row[heading].at(),
                "the heading of the notes is left out, as the notes have their own",
                &row[heading].text,
            );
            taken[heading] = true;
        }
    }
    tell_unmarked(row, &taken, report);
    let rest = row.iter().zip(&taken).filter(|(_, taken)| !**taken);
    out.row = rest.map(|(paragraph, _)| paragraph.clone()).collect();
    out
}

/// Whether a line stands above notes.
pub(in super::super) fn is_heading(text: &str) -> bool {
    HEADINGS.contains(&text.trim().trim_end_matches(':').to_lowercase().as_str())
}

/// The runs of paragraphs that may be notes, each counted from 1.
fn groups(row: &[Paragraph]) -> Vec<Group> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let Some((sign, 1, words)) = number(&row[at]) else {
            at += 1;
            continue;
        };
        let mut group =
            Group { rows: at..at + 1, sign, words: vec![words], headed: false };
        while let Some((own, count, words)) = row.get(group.rows.end).and_then(number)
            && own == sign
            && count == group.words.len() + 1
        {
            group.words.push(words);
            group.rows.end += 1;
        }
        group.headed = at > 0 && is_heading(&row[at - 1].text);
        at = group.rows.end;
        out.push(group);
    }
    let last = |group: &Group, groups: &[Group]| {
        group.rows.end == row.len()
            || groups.iter().any(|other| other.rows.start == group.rows.end)
    };
    // Numbers with stops or without a sign count items, unless they stand at the end or below a heading.
    let keep: Vec<bool> = out
        .iter()
        .map(|group| match group.sign {
            Sign::Dotted | Sign::Star => group.headed || last(group, &out),
            Sign::Bare => group.headed || group.words.len() > 1 || last(group, &out),
            Sign::Bracket | Sign::Roman | Sign::Round | Sign::Raised => true,
        })
        .collect();
    let mut keep = keep.into_iter();
    out.retain(|_| keep.next().unwrap_or(false));
    // The whole text is looked through for each.
    out.truncate(MOST_GROUPS);
    out
}

/// The number that a paragraph begins with, and where its words begin.
fn number(paragraph: &Paragraph) -> Option<(Sign, usize, usize)> {
    let text = &paragraph.text;
    let (sign, number, past) = token(text)?;
    let words = text.len() - text[past..].trim_start().len();
    let fits =
        words < text.len() && (1..=MOST).contains(&number) && paragraph.quoted == 0;
    let spaced = words > past;
    let sure = match sign {
        Sign::Bracket | Sign::Roman | Sign::Raised => true,
        Sign::Round | Sign::Dotted | Sign::Star => spaced,
        Sign::Bare => spaced && !text[words..].starts_with(char::is_lowercase),
    };
    (fits && sure).then_some((sign, number, words))
}

/// The number at the beginning of a text, and where it ends.
fn token(text: &str) -> Option<(Sign, usize, usize)> {
    let first = text.chars().next()?;
    let digits = |from: usize| {
        let rest = text[from..].bytes().take(4);
        let count = rest.take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&count).then_some(from + count)
    };
    let count = |range: Range<usize>| text[range].parse::<usize>().ok();
    match first {
        '[' | '(' => {
            let close = if first == '[' { ']' } else { ')' };
            if let Some(end) = digits(1) {
                let sign = if first == '[' { Sign::Bracket } else { Sign::Round };
                return text[end..].starts_with(close).then_some((
                    sign,
                    count(1..end)?,
                    end + 1,
                ));
            }
            let inner = text[1..].bytes().take(6);
            let end = 1 + inner.take_while(u8::is_ascii_lowercase).count();
            let fits = first == '[' && text[end..].starts_with(close);
            fits.then_some((Sign::Roman, roman(&text[1..end])?, end + 1))
        }
        '*' => (!text[1..].starts_with('*')).then_some((Sign::Star, 1, 1)),
        c if RAISED.contains(&c) => {
            let mut number = 0_usize;
            let mut end = 0;
            for sign in text.chars() {
                let Some(digit) = RAISED.iter().position(|it| *it == sign) else { break };
                number = (number * 10 + digit).min(MOST + 1);
                end += sign.len_utf8();
            }
            Some((Sign::Raised, number, end))
        }
        c if c.is_ascii_digit() => {
            let end = digits(0)?;
            let number = count(0..end)?;
            match text[end..].starts_with(['.', ')']) {
                true => Some((Sign::Dotted, number, end + 1)),
                false => Some((Sign::Bare, number, end)),
            }
        }
        _ => None,
    }
}

fn roman(text: &str) -> Option<usize> {
    const NUMBERS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii",
        "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    NUMBERS.iter().position(|number| *number == text).map(|at| at + 1)
}

/// A number in the text: its paragraph, and where it stands in that.
type Place = (usize, Range<usize>);

/// By which signs the text leads to the notes of a group, whether to each once, and where; `None`
/// where that is not certain.
fn calls_of(group: &Group, row: &[Paragraph]) -> Option<(Sign, bool, Vec<Place>)> {
    let count = group.words.len();
    // Its own signs first; others where programs changed those in the text.
    let others: &[Sign] = match group.sign {
        Sign::Raised => &[Sign::Bare],
        Sign::Bare => &[Sign::Raised, Sign::Bracket, Sign::Round],
        Sign::Dotted => &[Sign::Round, Sign::Bracket, Sign::Raised, Sign::Bare],
        Sign::Round => &[Sign::Raised, Sign::Bracket],
        Sign::Bracket => &[Sign::Raised, Sign::Bare],
        Sign::Roman | Sign::Star => &[],
    };
    let own = std::iter::once(group.sign).filter(|sign| *sign != Sign::Dotted);
    own.chain(others.iter().copied()).find_map(|sign| {
        let mut places = Vec::new();
        let mut numbers = Vec::new();
        for (at, paragraph) in row.iter().enumerate() {
            if group.rows.contains(&at) {
                continue;
            }
            // What begins a note leads to none.
            let from = number(paragraph).map_or(0, |(_, _, words)| words);
            for (place, number) in calls(&paragraph.text, sign) {
                if place.start >= from {
                    places.push((at, place));
                    numbers.push(number);
                }
            }
        }
        let once = numbers.len() == count
            && numbers.iter().enumerate().all(|(at, number)| *number == at + 1);
        // Numbers in square brackets lead to a note again.
        let again = sign == Sign::Bracket
            && group.sign == Sign::Bracket
            && (1..=count).all(|note| numbers.contains(&note));
        if again && !once {
            let mut known = numbers.iter().map(|number| *number <= count);
            places.retain(|_| known.next().unwrap_or(false));
        }
        (once || again).then_some((sign, once, places))
    })
}

/// The signs that end a word or a sentence, before and behind the number of a note.
const ENDS: &[char] = &['.', ',', ';', ':', '!', '?', ')', '"', '”', '’', '»', '“', '…'];

/// The numbers of a text that may lead to notes, each with its place.
fn calls(text: &str, sign: Sign) -> Vec<(Range<usize>, usize)> {
    let mut out = Vec::new();
    let mut past = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let known = std::mem::replace(&mut before, c);
        if at < past {
            continue;
        }
        let begins = match sign {
            Sign::Bracket | Sign::Roman => c == '[',
            Sign::Round => c == '(',
            Sign::Raised => RAISED.contains(&c),
            Sign::Bare => c.is_ascii_digit() || c == '^',
            Sign::Star => c == '*',
            Sign::Dotted => false,
        };
        if !begins {
            continue;
        }
        let lead = usize::from(c == '^');
        let Some((own, number, length)) = token(&text[at + lead..]) else { continue };
        // The stop behind a bare number is that of the sentence.
        let length = length - usize::from(own == Sign::Dotted);
        let own = if own == Sign::Dotted { Sign::Bare } else { own };
        let end = at + lead + length;
        past = end;
        let after = text[end..].chars().next().unwrap_or(' ');
        let closes = |c: char| {
            c.is_whitespace() || matches!(c, '—' | '–' | ']') || ENDS.contains(&c)
        };
        let behind = |c: char| c.is_alphabetic() || ENDS.contains(&c);
        let fits = match sign {
            Sign::Bare => {
                let figure =
                    text[..at].chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
                behind(known) && closes(after) && !figure
            }
            Sign::Star => (behind(known) || known.is_ascii_digit()) && closes(after),
            Sign::Raised => behind(known) || known.is_ascii_digit(),
            Sign::Bracket | Sign::Roman | Sign::Round | Sign::Dotted => true,
        };
        if own == sign && fits && (1..=MOST).contains(&number) {
            out.push((at..end, number));
        }
    }
    out
}

/// Tells of notes that were found.
fn tell(group: &Group, row: &[Paragraph], report: &mut Report) {
    let first = row[group.rows.start].at();
    let message = match group.words.len() {
        1 => "this paragraph is taken for a note, by its number".to_string(),
        count => {
            format!("these {count} paragraphs are taken for notes, by their numbers")
        }
    };
    // Numbers with stops may count what they stand before.
    let sure =
        group.headed || !matches!(group.sign, Sign::Dotted | Sign::Star | Sign::Round);
    match sure {
        true => report.guess(first, message, ""),
        false => report.doubt(
            first,
            message,
            "where they are a list, look for `[^1]` in the text, and write the numbers there",
        ),
    }
}

/// Tells of paragraphs that begin as notes do and are none.
fn tell_unmarked(row: &[Paragraph], taken: &[bool], report: &mut Report) {
    let mut below = false;
    let (mut told, mut returned) = (false, false);
    let called: BTreeSet<usize> = row
        .iter()
        .flat_map(|it| calls(&it.text, Sign::Bare))
        .map(|(_, number)| number)
        .collect();
    let starred = row.iter().any(|it| !calls(&it.text, Sign::Star).is_empty());
    for (paragraph, taken) in row.iter().zip(taken) {
        let text = &paragraph.text;
        below |= is_heading(text);
        if *taken || !paragraph.is_plain() {
            continue;
        }
        // As encyclopedias write them, with a way back: `^ a b Tait, p. 3`.
        if let Some(rest) = text.strip_prefix(['^', '↑'])
            && rest.trim_start().starts_with(char::is_alphabetic)
        {
            if !returned {
                report.doubt(
                    paragraph.at(),
                    format!("this looks like a note, and stays a paragraph: {}", short(text)),
                    "put its marker where the note belongs, `[^1]`, and `[^1]: ` before the note; look for those behind it, too",
                );
            }
            returned = true;
            continue;
        }
        let Some((sign, count, _)) = number(paragraph) else { continue };
        let likely = match sign {
            Sign::Bracket | Sign::Roman | Sign::Raised => true,
            Sign::Bare => below || called.contains(&count),
            Sign::Round | Sign::Dotted => below,
            // A star behind a word of the text, and one before a paragraph.
            Sign::Star => starred,
        };
        // Of numbers that say nothing of their marker the first is enough.
        if !likely || told && sign != Sign::Bracket {
            continue;
        }
        told |= sign != Sign::Bracket;
        let end = token(text).map_or(0, |(.., end)| end);
        let mark = &text[..end];
        let marked = sign == Sign::Bracket
            && row.iter().any(|other| {
                let own = std::ptr::eq(other, paragraph);
                !own && other.text.contains(mark)
            });
        if sign == Sign::Bracket && !marked {
            report.doubt(
                paragraph.at(),
                format!("this looks like a note, but no `{mark}` stands in the text: {}", short(text)),
                "put the marker where the note belongs, `[^1]`, and `[^1]: ` before the note",
            );
        } else {
            report.doubt(
                paragraph.at(),
                format!("this looks like a note, and stays a paragraph: {}", short(text)),
                "put its marker where the note belongs, `[^1]`, and `[^1]: ` before the note; look for those behind it, too",
            );
        }
    }
}

/// Whether a line begins with the number of a note, which no prose does but where it is broken.
pub(in super::super) fn begins(line: &str) -> bool {
    let spaced = |past: usize| line[past..].starts_with([' ', '\u{a0}', '\t']);
    match token(line) {
        Some((Sign::Bracket | Sign::Roman | Sign::Raised, _, past)) => past < line.len(),
        Some((Sign::Round | Sign::Star, _, past)) => spaced(past),
        Some((Sign::Bare | Sign::Dotted, ..)) | None => false,
    }
}

/// The number without a sign that a line begins with.
pub(in super::super) fn bare(line: &str) -> Option<usize> {
    let (sign, number, past) = token(line)?;
    let words = line[past..].trim_start();
    let fits = words.len() < line.len() - past && words.starts_with(char::is_uppercase);
    (sign == Sign::Bare && fits).then_some(number)
}

/// Makes the numbers in the text markers of the notes that were found.
pub(super) fn mark(manuscript: &mut Manuscript, marks: &[Marks]) {
    for marks in marks {
        let mut next = 0;
        runs_mut(&mut manuscript.blocks, &mut |runs, _| {
            let mut out = Vec::new();
            for run in std::mem::take(runs) {
                match run {
                    Run::Text(text) => marked(&text, marks, &mut next, &mut out),
                    Run::Code(_)
                    | Run::Styled(..)
                    | Run::Link { .. }
                    | Run::Note(_)
                    | Run::Picture(_)
                    | Run::Break => out.push(run),
                }
            }
            *runs = out;
        });
    }
}

fn marked(text: &str, marks: &Marks, next: &mut usize, out: &mut Vec<Run>) {
    let mut from = 0;
    for (place, number) in calls(text, marks.sign) {
        let known = number <= marks.notes.len();
        if !known || marks.once && number != *next + 1 {
            continue;
        }
        *next = number;
        out.push(Run::Text(text[from..place.start].trim_end().to_string()));
        out.push(Run::Note(marks.notes.start + number - 1));
        from = place.end;
    }
    out.push(Run::Text(text[from..].to_string()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_texts_lead_to_notes() {
        for (sign, text, expected) in [
            (Sign::Bracket, "The mill [1] and the weir.[2]", &[1, 2][..]),
            (Sign::Round, "The chapter (1), and (1990), and (2).", &[1, 2]),
            (Sign::Raised, "The chapter¹, copied.²", &[1, 2]),
            (
                Sign::Bare,
                "The chapter1, as the guides repeat.2 In 1905 a copy.^3",
                &[1, 2, 3],
            ),
            (Sign::Bare, "It cost 3.5 pounds, at 10.30, in Room 4 of B12b.", &[]),
            (Sign::Roman, "The archive [i], and [sic], and [ii].", &[1, 2]),
            (Sign::Star, "Too much*, in 1998*. And 3 * 4, 3*4, and **bold**.", &[1, 1]),
        ] {
            let found: Vec<usize> =
                calls(text, sign).into_iter().map(|(_, number)| number).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
