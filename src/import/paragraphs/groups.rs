//! Lines that stand together → those of one paragraph each.

use std::ops::Range;

use super::super::note_signs;
use super::super::{lines, quotes};
use super::verse::{self, is_song, is_stanza};
use super::wrapping::{fullness, is_hanging, is_wrapped};
use super::{count, lead};

/// Parts lines that stand together into paragraphs, of which notes begin one each.
pub(super) fn with_notes(
    text: &str,
    lines: &[Range<usize>],
    width: usize,
) -> Vec<Range<usize>> {
    let of = |at: usize| &text[lines[at].clone()];
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…', '"', '”', '»', ')', ':']);
    let mut starts = Vec::new();
    let mut number = None;
    for at in 0..lines.len() {
        let bare = note_signs::bare(of(at));
        let counts = match bare {
            Some(1) => at == 0 || note_signs::is_heading(of(at - 1)),
            Some(count) => number == Some(count - 1),
            None => false,
        };
        let below = !starts.is_empty() || at == 0 || ends(of(at - 1));
        if counts || below && note_signs::begins(of(at)) {
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
    // A sentence of a note may end where its line is full.
    let full = match width {
        0 => Vec::new(),
        _ => fullness(text, lines, width),
    };
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        let goes_on = (start + 1..end).take_while(|at| {
            !lines::begins_item(of(*at))
                && (!ends(of(at - 1))
                    || full.get(at - 1) == Some(&true)
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

/// Where paragraphs begin that are told by their first lines alone, which are set in; two of them at least.
fn set_in(text: &str, lines: &[Range<usize>]) -> Option<Vec<usize>> {
    const LEAST: usize = 2;
    const MOST: usize = 12;
    const NARROWEST: usize = 40;
    let leads: Vec<usize> = lines.iter().map(|line| lead(text, line)).collect();
    let flush = *leads.iter().min()?;
    let longest = lines.iter().map(|line| count(text, line)).max()?;
    let mut starts: Vec<usize> =
        (0..lines.len()).filter(|at| leads[*at] >= flush + LEAST).collect();
    // A speech may be one line.
    let whole = |at: usize| {
        text[lines[at].clone()]
            .ends_with(['.', '!', '?', '…', '"', '”', '“', '’', '»', '«'])
    };
    let sound = starts.len() > 1
        && starts.windows(2).all(|two| two[1] > two[0] + 1 || whole(two[0]))
        && starts.windows(2).any(|two| two[1] > two[0] + 1)
        && starts.iter().all(|at| leads[*at] <= flush + MOST)
        && starts.iter().all(|at| {
            let own = &text[lines[*at].clone()];
            !lines::begins_item(own) && !own.starts_with(char::is_lowercase)
        })
        && longest >= NARROWEST
        && starts.last().is_some_and(|last| last + 1 < lines.len() || whole(*last));
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    sound.then_some(starts)
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
    if let Some(starts) =
        set_in(text, lines).filter(|_| !verse::is_verse(text, lines, width))
    {
        let ends = starts.iter().copied().skip(1).chain([lines.len()]);
        return starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    }
    if lines.len() == 1
        || is_wrapped(text, lines, width)
        || verse::is_verse(text, lines, width)
    {
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
            lines::begins_item(&text[item.clone()])
                && lead(text, &lines[at]) > lead(text, item)
        });
        // A speech begins a paragraph of its own where the sentence before it has ended.
        let speaks = at > 0
            && quotes::opener(own).is_some()
            && text[lines[at - 1].clone()]
                .ends_with(['.', '!', '?', '"', '”', '»', '«', '“', '’']);
        let hangs = at > 0 && hanging && lead(text, &lines[at]) > lead(text, &lines[0]);
        let joins = at > 0
            && (full[at - 1] || below_item || hangs)
            && !speaks
            && !lines::begins_item(own);
        match groups.last_mut() {
            Some(group) if joins => group.end = at + 1,
            Some(_) | None => groups.push(at..at + 1),
        }
    }
    groups
}
