//! Numbers that look like markers of notes in a text where nothing links them: they are told.

use std::collections::BTreeSet;

use super::manuscript::{Block, Kind, Manuscript, Run, Style, plain};
use super::note_signs::is_heading;
use super::report::Report;
use crate::source::Span;

/// The most numbers that a message names.
const MOST_NAMED: usize = 10;

/// The longest sign in brackets, with them.
const LONGEST_SIGN: usize = 6;

/// What looks like a note.
struct Note {
    sign: String,
    at: Span,
    /// The list counts it, and nothing else shows its number.
    counted: bool,
}

/// Tells of markers and notes that nothing links.
pub(super) fn tell(manuscript: &Manuscript, report: &mut Report) {
    let mut markers: BTreeSet<String> = BTreeSet::new();
    let mut notes: Vec<Note> = Vec::new();
    // The level of the heading of notes above; a rule across the page stands above them as well.
    let mut below: Option<u8> = None;
    for block in &manuscript.blocks {
        if let Some(runs) = block.line() {
            let level = block.heading().map(|(level, _)| level);
            if is_heading(&plain(runs)) {
                below = Some(level.unwrap_or(u8::MAX));
            } else if level.is_some_and(|level| below.is_some_and(|own| level <= own)) {
                below = None;
            }
        }
        if block.kind == Kind::Break {
            below = Some(u8::MAX);
        }
        match &block.kind {
            Kind::Paragraph(runs) => match begins(runs, below.is_some()) {
                Some(sign) => notes.push(Note { sign, at: block.at, counted: false }),
                None => gather(runs, &mut markers),
            },
            Kind::List { items, .. } if below.is_some() => {
                let numbered = items.iter().enumerate();
                notes.extend(numbered.map(|(at, item)| Note {
                    sign: (at + 1).to_string(),
                    at: item.first().map_or(block.at, |first| first.at),
                    counted: true,
                }));
            }
            Kind::Quote { .. } | Kind::List { .. } => within(block, &mut markers),
            Kind::Heading { .. }
            | Kind::Verse { .. }
            | Kind::Definitions(_)
            | Kind::Table(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Figure(_)
            | Kind::Break => {}
        }
    }
    // `m²` above a list of books is no marker.
    let counts = markers.contains("1");
    let fits = |note: &&Note| markers.contains(&note.sign) && (counts || !note.counted);
    let found: Vec<&Note> = notes.iter().filter(fits).collect();
    let Some(first) = found.first() else { return };
    let mut named = BTreeSet::new();
    let mut signs: Vec<&str> = found.iter().map(|note| note.sign.as_str()).collect();
    signs.retain(|sign| named.insert(*sign));
    let more = if signs.len() > MOST_NAMED { ", …" } else { "" };
    signs.truncate(MOST_NAMED);
    let message = format!(
        "these look like markers of notes, and what begins with them below like the notes, but no links lead there; all stay as they are: {}{more}",
        signs.join(", ")
    );
    let help = "where they are notes, write `[^1]` in place of each marker, and `[^1]: …` for its note";
    report.doubt(first.at, message, help);
}

/// Gathers what looks like markers in blocks that hold others.
fn within(block: &Block, markers: &mut BTreeSet<String>) {
    let mut block = block.clone();
    for blocks in block.within_mut() {
        for inner in blocks.iter() {
            match inner.words() {
                Some(runs) => gather(runs, markers),
                None => within(inner, markers),
            }
        }
    }
}

/// Gathers raised and bracketed numbers, and stars behind words.
fn gather(runs: &[Run], markers: &mut BTreeSet<String>) {
    for run in runs {
        match run {
            Run::Styled(Style::Superscript, inner) => {
                let linked = |run: &Run| matches!(run, Run::Link { .. });
                if !inner.iter().any(linked) {
                    markers.extend(bare(&plain(inner)));
                }
            }
            Run::Text(words) => {
                for (at, _) in words.match_indices('[') {
                    let mut signs = words[at..].char_indices().take(LONGEST_SIGN);
                    let end = signs.find(|(_, c)| *c == ']').map(|(end, _)| at + end);
                    markers.extend(end.and_then(|end| bare(&words[at..=end])));
                }
                let starred = words.split_whitespace().filter_map(|word| {
                    let word = word.trim_end_matches(['.', ',', ';', ':', '”', '"']);
                    let rest = word.trim_end_matches(is_star);
                    (rest.ends_with(|c: char| !is_star(c)) && rest.len() < word.len())
                        .then(|| word[rest.len()..].to_string())
                });
                markers.extend(starred);
            }
            Run::Styled(_, inner) => gather(inner, markers),
            Run::Link { .. }
            | Run::Code(_)
            | Run::Note(_)
            | Run::Picture(_)
            | Run::Break => {}
        }
    }
}

/// The sign that a paragraph begins with as notes do: raised, in brackets, or a star; a number alone only `below` what
/// stands above notes.
fn begins(runs: &[Run], below: bool) -> Option<String> {
    match runs {
        [Run::Styled(Style::Superscript, inner), _, ..] => bare(&plain(inner)),
        [Run::Text(words), ..] => {
            let words = words.trim_start();
            if words.starts_with('[') {
                return words.find(']').and_then(|end| bare(&words[..=end]));
            }
            // Without a sign, or with a stop: `1 Vestry book, fol. 12.`
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            if below && words[digits..].starts_with([' ', '.', ')', '\u{a0}']) {
                return bare(&words[..digits]);
            }
            let rest = words.trim_start_matches(is_star);
            let star = &words[..words.len() - rest.len()];
            (!star.is_empty() && star.chars().count() <= 3 && rest.contains(' '))
                .then(|| star.to_string())
        }
        [Run::Styled(_, inner), ..] => begins(inner, below),
        [..] => None,
    }
}

fn is_star(c: char) -> bool {
    matches!(c, '*' | '†' | '‡')
}

/// A number of up to three digits, or a star, without brackets.
fn bare(text: &str) -> Option<String> {
    let sign = text.trim().trim_matches(['[', ']', '(', ')', '.', ':']);
    let counts =
        (1..=3).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_digit());
    let stars =
        !sign.is_empty() && sign.chars().count() <= 3 && sign.chars().all(is_star);
    (counts || stars).then(|| sign.to_string())
}
