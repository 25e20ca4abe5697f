//! Notes of pasted text: a number in the text, and a paragraph that begins with it.
//!
//! Numbers are written in many ways: `[1]`, `[i]`, `(1)`, `¹`, `1`. Which of them lead to notes is
//! certain where those of the text and those before the notes match one to one and in order; all
//! others stay as they are typed, and are told.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::manuscript::{Manuscript, Run, runs_mut};
use super::super::note_signs::{MOST, Sign, calls, is_heading, token};
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report, short};

/// The most paragraphs of a note but the first.
const MOST_FURTHER: usize = 3;

/// The most runs of notes.
const MOST_GROUPS: usize = 60;

/// A run of paragraphs that begin with numbers of one kind, one below the other.
struct Group {
    rows: Range<usize>,
    sign: Sign,
    notes: Vec<Note>,
    /// They stand below a heading of notes.
    headed: bool,
}

/// A note of a run.
struct Note {
    /// Its paragraphs.
    rows: Range<usize>,
    /// Where the words of the first begin, behind the number.
    words: usize,
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
    /// The paragraphs of each note.
    pub notes: Vec<Vec<Paragraph>>,
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
        tell_further(&group, row, report);
        let first = out.notes.len();
        for note in &group.notes {
            let (begins, words) = (&row[note.rows.start], note.words);
            report.cut(begins.span(0..words), &begins.text[..words], Fate::Markup);
            let mut own = vec![begins.part(words..begins.text.len())];
            own.extend_from_slice(&row[note.rows.start + 1..note.rows.end]);
            out.notes.push(own);
            taken[note.rows.clone()].fill(true);
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
    let rest = row.iter().zip(&taken).filter(|(_, taken)| !**taken);
    out.row = rest.map(|(paragraph, _)| paragraph.clone()).collect();
    out
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
        let headed = at > 0 && is_heading(&row[at - 1].text);
        let first = Note { rows: at..at + 1, words };
        let mut group = Group { rows: at..at + 1, sign, notes: vec![first], headed };
        while let Some(next) = following(row, &group) {
            if let Some(last) = group.notes.last_mut() {
                last.rows.end = next.rows.start;
            }
            group.rows.end = next.rows.end;
            group.notes.push(next);
        }
        let further = of_last(row, &group);
        group.rows.end += further;
        if let Some(last) = group.notes.last_mut() {
            last.rows.end += further;
        }
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
            Sign::Bare => group.headed || group.notes.len() > 1 || last(group, &out),
            Sign::Bracket | Sign::Roman | Sign::Round | Sign::Raised => true,
        })
        .collect();
    let mut keep = keep.into_iter();
    out.retain(|_| keep.next().unwrap_or(false));
    // The whole text is looked through for each.
    out.truncate(MOST_GROUPS);
    out
}

/// The note below those of a group, where its number is the next. Further paragraphs may stand between, of the note above.
fn following(row: &[Paragraph], group: &Group) -> Option<Note> {
    let from = group.rows.end;
    let of_group =
        |at: usize| row.get(at).and_then(number).filter(|(own, ..)| *own == group.sign);
    let further = (from..row.len())
        .take(MOST_FURTHER)
        .take_while(|at| {
            of_group(*at).is_none() && row[*at].is_plain() && !is_heading(&row[*at].text)
        })
        .count();
    let (_, count, words) = of_group(from + further)?;
    // Below other signs what stands between may be the text.
    let sure =
        group.headed || matches!(group.sign, Sign::Bracket | Sign::Roman | Sign::Raised);
    let at = from + further;
    (count == group.notes.len() + 1 && (further == 0 || sure))
        .then_some(Note { rows: at..at + 1, words })
}

/// How many paragraphs right below the last note of a group, without an empty line, go on with it.
fn of_last(row: &[Paragraph], group: &Group) -> usize {
    let sure =
        group.headed || matches!(group.sign, Sign::Bracket | Sign::Roman | Sign::Raised);
    let goes_on = |at: &usize| {
        row[*at - 1].line_above(&row[*at])
            && row[*at].is_plain()
            && number(&row[*at]).is_none()
    };
    match sure && group.notes.len() > 1 {
        true => {
            (group.rows.end..row.len()).take(MOST_FURTHER).take_while(goes_on).count()
        }
        false => 0,
    }
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

/// A number in the text: its paragraph, and where it stands in that.
type Place = (usize, Range<usize>);

/// By which signs the text leads to the notes of a group, whether to each once, and where; `None`
/// where that is not certain.
fn calls_of(group: &Group, row: &[Paragraph]) -> Option<(Sign, bool, Vec<Place>)> {
    let count = group.notes.len();
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

/// Tells of notes that were found.
fn tell(group: &Group, row: &[Paragraph], report: &mut Report) {
    let first = row[group.rows.start].at();
    let message = match group.notes.len() {
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

/// Tells of what stands below the last note and is taken for part of it.
fn tell_further(group: &Group, row: &[Paragraph], report: &mut Report) {
    let Some(last) = group.notes.last() else { return };
    for paragraph in &row[last.rows.start + 1..last.rows.end] {
        let message = format!(
            "this line below the last note is taken for part of it: {}",
            short(&paragraph.text)
        );
        let help = "where it is of the text, put it there, without the four spaces";
        report.doubt(paragraph.at(), message, help);
    }
}

/// Tells of numbers in brackets to which no paragraph answers, as in what is copied from an encyclopedia.
fn tell_unanswered(row: &[Paragraph], report: &mut Report) {
    const MOST_NAMED: usize = 5;
    if row.iter().any(|it| matches!(number(it), Some((Sign::Bracket, ..)))) {
        return;
    }
    let found: Vec<(&Paragraph, Range<usize>, usize)> = row
        .iter()
        .flat_map(|it| {
            calls(&it.text, Sign::Bracket)
                .into_iter()
                .map(move |(at, count)| (it, at, count))
        })
        .collect();
    let counts = |count: usize| found.iter().any(|(_, _, own)| *own == count);
    let Some((first, at, _)) = found.first().filter(|_| counts(1) && counts(2)) else {
        return;
    };
    let mut named: Vec<&str> = Vec::new();
    for (paragraph, at, _) in &found {
        let mark = &paragraph.text[at.clone()];
        if !named.contains(&mark) && named.len() < MOST_NAMED {
            named.push(mark);
        }
    }
    let all_named = found.iter().all(|(it, at, _)| named.contains(&&it.text[at.clone()]));
    let more = if all_named { "" } else { ", …" };
    let message = format!(
        "numbers of notes stand in the text, but no note below has a number; they stay as they are typed: {}{more}",
        named.join(", ")
    );
    let help =
        "where they are notes, write `[^1]` in place of each, and `[^1]: …` for its note";
    report.doubt(first.span(at.clone()), message, help);
}

/// Tells of what looks like notes and their numbers in a text that has none of them any more.
pub(super) fn tell_others(found: &Parted, headings: &[bool], report: &mut Report) {
    tell_unmarked(&found.row, headings, report);
    // The numbers of notes that were found still stand in the text.
    if found.marks.iter().all(|marks| marks.sign != Sign::Bracket) {
        tell_unanswered(&found.row, report);
    }
}

/// Tells of paragraphs that begin as notes do and are none.
fn tell_unmarked(row: &[Paragraph], headings: &[bool], report: &mut Report) {
    let mut below = false;
    let (mut told, mut returned) = (false, false);
    let called: BTreeSet<usize> = row
        .iter()
        .flat_map(|it| calls(&it.text, Sign::Bare))
        .map(|(_, number)| number)
        .collect();
    let starred = row.iter().any(|it| !calls(&it.text, Sign::Star).is_empty());
    for (paragraph, heading) in row.iter().zip(headings) {
        let text = &paragraph.text;
        below |= is_heading(text);
        if *heading || !paragraph.is_plain() {
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
