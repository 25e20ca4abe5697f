//! What looks like a slip of the author's, listed and not mended.
//!
//! Doubled words, brackets and quotation marks without a partner, spaces before points, one name
//! or one ending spelt in two ways. The place is that of the words in the input, where they stand
//! there as they do in the article, else that of their paragraph.

use std::collections::BTreeMap;

use super::manuscript::{Block, Manuscript, plain, runs_mut};
use super::report::{Report, short};
use crate::source::{Files, Span};

/// A text and where it stood.
struct Line {
    text: String,
    at: Span,
}

/// Looks through a manuscript.
pub(super) fn look(manuscript: &Manuscript, files: &Files, report: &mut Report) {
    let mut lines = Vec::new();
    let mut blocks: Vec<Block> = manuscript.blocks.clone();
    blocks.extend(manuscript.notes.iter().flatten().cloned());
    runs_mut(&mut blocks, &mut |runs, at| lines.push(Line { text: plain(runs), at }));
    let mut finder = Finder { files, from: BTreeMap::new() };
    for (at, line) in lines.iter().enumerate() {
        doubled(line, &mut finder, report);
        brackets(line, &mut finder, report);
        // A speech that goes on in the next paragraph is not closed in this.
        let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
        marks(line, next, &mut finder, report);
        points(line, &mut finder, report);
    }
    spellings(&lines, &mut finder, report);
}

/// Finds words of a line in the input.
struct Finder<'a> {
    files: &'a Files,
    /// Where the search goes on within a block.
    from: BTreeMap<Span, usize>,
}

impl Finder<'_> {
    fn place(&mut self, line: &Line, words: &str) -> Span {
        let source = self.files.slice(line.at);
        let from = self.from.get(&line.at).copied().unwrap_or(0);
        let found =
            source.get(from..).and_then(|rest| rest.find(words)).map(|at| at + from);
        match found.or_else(|| source.find(words)) {
            Some(at) => {
                let start = line.at.start as usize + at;
                Span::new(line.at.file, start..start + words.len())
            }
            None => line.at,
        }
    }
}

/// Words that may well stand twice.
const TWICE: &[&str] = &[
    "had",
    "that",
    "ha",
    "no",
    "yes",
    "so",
    "very",
    "nous",
    "vous",
    "sie",
    "die",
    "da",
    "bla",
    "blah",
    "long",
    "много",
    "да",
    "нет",
];

/// The most slips of a kind that are told of one paragraph.
const MOST_OF_A_LINE: usize = 10;

fn doubled(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let mut last: Option<(usize, &str)> = None;
    let mut told = 0;
    for (start, word) in words(&line.text) {
        if let Some((before, other)) = last
            && line.text[before + other.len()..start].chars().all(char::is_whitespace)
            && word == other
            && word.chars().all(char::is_alphabetic)
            && !TWICE.contains(&word.to_lowercase().as_str())
        {
            let both = &line.text[before..start + word.len()];
            told += 1;
            // One word over and over is no slip of the pen.
            if told > MOST_OF_A_LINE {
                return;
            }
            report.slip(
                finder.place(line, both),
                format!("`{word}` stands twice: {}", short(both)),
                "",
            );
        }
        last = Some((start, word));
    }
}

/// The words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(is_word)?;
        let end =
            text[start..].find(|c| !is_word(c)).map_or(text.len(), |end| start + end);
        at = end;
        Some((start, &text[start..end]))
    })
}

fn brackets(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut stray = Vec::new();
    for (at, c) in line.text.char_indices() {
        match c {
            '(' | '[' | '{' => open.push((c, at)),
            ')' | ']' | '}' => {
                let partner = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                if open.last().is_some_and(|(sign, _)| *sign == partner) {
                    open.pop();
                } else if !counts(&line.text[..at]) {
                    stray.push(at);
                }
            }
            _ => {}
        }
    }
    stray.extend(open.iter().map(|(_, at)| *at));
    for at in stray.into_iter().take(4) {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a bracket has no partner: {around}"),
            "",
        );
    }
}

/// Whether a bracket behind this closes a number or a letter that counts: `1)`, `a)`, or a face.
fn counts(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or("");
    word.chars().count() <= 2 && word.chars().all(char::is_alphanumeric)
        || word.ends_with([':', ';', '-'])
}

/// A few words around a place.
fn around(text: &str, at: usize) -> &str {
    let start = text[..at].char_indices().rev().filter(|(_, c)| *c == ' ').nth(1);
    let start = start.map_or(0, |(at, _)| at + 1);
    let end = text[at..].char_indices().filter(|(_, c)| *c == ' ').nth(2);
    let end = end.map_or(text.len(), |(end, _)| at + end);
    &text[start..end]
}

/// Double marks that have no partner in their paragraph. (A single one may be an apostrophe.)
fn marks(line: &Line, next: &str, finder: &mut Finder<'_>, report: &mut Report) {
    let goes_on =
        |marks: &[char]| line.text.starts_with(marks) && next.starts_with(marks);
    let mut last = None;
    let mut straight = 0;
    let mut depth = 0_i32;
    let mut stray = None;
    for (at, c) in line.text.char_indices() {
        match c {
            // 6'2" and 40°26'46" are no quotations.
            '"' if !line.text[..at].ends_with(|c: char| c.is_ascii_digit())
                || straight % 2 == 1 =>
            {
                straight += 1;
                last = Some(at);
            }
            '“' | '«' | '„' => {
                // „ and “ are a pair of the one, “ and ” of the other.
                if c == '“' && depth > 0 && line.text.contains('„') {
                    depth -= 1;
                } else {
                    depth += 1;
                    stray = Some(at);
                }
            }
            '”' | '»' => {
                depth -= 1;
                if depth < 0 {
                    stray = Some(at);
                }
            }
            _ => {}
        }
    }
    let mixed = straight % 2 == 1 && depth.abs() == 1;
    if straight % 2 == 1
        && !mixed
        && !goes_on(&['"'])
        && let Some(at) = last
    {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a quotation mark has no partner: {around}"),
            "",
        );
    }
    // »…« of German books opens with what closes elsewhere.
    let reversed =
        line.text.find('»').zip(line.text.find('«')).is_some_and(|(a, b)| a < b);
    if depth != 0
        && !mixed
        && !reversed
        && !goes_on(&['“', '«', '„'])
        && let Some(at) = stray
    {
        let around = around(&line.text, at);
        report.slip(
            finder.place(line, around),
            format!("a quotation mark has no partner: {around}"),
            "",
        );
    }
}

/// A space before a comma or a stop, two commas or stops, a stop without a space behind it.
fn points(line: &Line, finder: &mut Finder<'_>, report: &mut Report) {
    let signs: Vec<(usize, char)> = line.text.char_indices().collect();
    let mut told = 0;
    for at in 1..signs.len() {
        let (place, c) = signs[at];
        let prev = signs[at - 1].1;
        let next = signs.get(at + 1).map_or(' ', |sign| sign.1);
        let twice = c == ',' && prev == ','
            || c == '.'
                && prev == '.'
                && next != '.'
                && (at < 2 || signs[at - 2].1 != '.');
        let spaced = prev == ' '
            && matches!(c, ',' | '.')
            && next == ' '
            && at > 1
            && signs[at - 2].1.is_alphabetic();
        let joined = matches!(c, '.' | ',')
            && prev.is_lowercase()
            && next.is_uppercase()
            && !line.text[..place].ends_with("www")
            && at > 2
            && signs[at - 2].1.is_alphabetic()
            && !around(&line.text, place).contains(['/', '@']);
        let what = match (twice, spaced, joined) {
            (true, ..) => "a point stands twice",
            (_, true, _) => "a space stands before a point",
            (.., true) => "no space stands behind a point",
            (false, false, false) => continue,
        };
        told += 1;
        if told <= 3 {
            let around = around(&line.text, place);
            report.slip(finder.place(line, around), format!("{what}: {around}"), "");
        }
    }
}

/// How often a spelling stands, and where first.
struct Spelt {
    count: usize,
    line: usize,
}

fn spellings(lines: &[Line], finder: &mut Finder<'_>, report: &mut Report) {
    let mut names: BTreeMap<String, Spelt> = BTreeMap::new();
    let mut common: BTreeMap<String, Spelt> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        for (start, word) in words(&line.text) {
            let word = bare(word);
            if word.chars().count() < 4 || !word.chars().all(char::is_alphabetic) {
                continue;
            }
            let new = || Spelt { count: 0, line: number };
            let begins = begins_sentence(&line.text, start);
            let (map, key) = match word.starts_with(char::is_uppercase) && !begins {
                true => (&mut names, word.to_string()),
                false => (&mut common, word.to_lowercase()),
            };
            map.entry(key).or_insert_with(new).count += 1;
        }
    }
    mixed_names(&names, &common, lines, finder, report);
    mixed_endings(&common, &names, lines, finder, report);
}

/// A word without the ending of a possessive.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(['\'', '’', '-']);
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at]
        .trim_end_matches([' ', '"', '“', '‘', '\'', '«', '„', '(', '[', '—', '–']);
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':'])
}

/// The most names that are held against one another.
const MOST_NAMES: usize = 1500;

fn mixed_names(
    names: &BTreeMap<String, Spelt>,
    common: &BTreeMap<String, Spelt>,
    lines: &[Line],
    finder: &mut Finder<'_>,
    report: &mut Report,
) {
    let long: Vec<(&String, &Spelt)> = names
        .iter()
        .filter(|(name, _)| {
            name.chars().count() >= 5 && !common.contains_key(&name.to_lowercase())
        })
        .take(MOST_NAMES)
        .collect();
    for (at, (one, first)) in long.iter().enumerate() {
        for (other, second) in &long[at + 1..] {
            if !alike(one, other) {
                continue;
            }
            // The rarer is the one to look at.
            let (rare, often, line) = match first.count < second.count {
                true => (one, other, first.line),
                false => (other, one, second.line),
            };
            let place = finder.place(&lines[line], rare);
            report.slip(
                place,
                format!("a name may be spelt in two ways: `{rare}` and `{often}`"),
                "",
            );
        }
    }
}

/// Whether two words are most likely one name: the same but for accents, or for one letter that is
/// no ending.
fn alike(one: &str, other: &str) -> bool {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let (a, b) = (fold(one), fold(other));
    if a == b {
        return one != other && one.to_lowercase() != other.to_lowercase();
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 || short.len() < 6 {
        return false;
    }
    // Endings make other words: Russia, Russian, Russians.
    let shared = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    if shared + 2 >= long.len() {
        let last = |text: &str| text.chars().next_back();
        return match (last(short), last(long)) {
            (Some('i'), Some('y' | 'j'))
            | (Some('y'), Some('i' | 'j'))
            | (Some('j'), Some('i' | 'y')) => true,
            (a, b) => a == b && strsim::levenshtein(short, long) == 1,
        };
    }
    // Not the first letter, which parts names more than it misspells them.
    shared >= 1 && strsim::levenshtein(&a, &b) == 1
}

/// Words that end in -ise alone, or in -ize alone.
const FIXED: &[&str] = &[
    "advertis",
    "advis",
    "appris",
    "aris",
    "chastis",
    "circumcis",
    "compris",
    "compromis",
    "concis",
    "demis",
    "despis",
    "devis",
    "disguis",
    "enfranchis",
    "enterpris",
    "excis",
    "exercis",
    "expertis",
    "franchis",
    "improvis",
    "incis",
    "merchandis",
    "mis",
    "nois",
    "otherwis",
    "paradis",
    "practis",
    "pois",
    "prais",
    "precis",
    "premis",
    "prom",
    "promis",
    "rais",
    "ris",
    "revis",
    "supervis",
    "surmis",
    "surpris",
    "televis",
    "treatis",
    "wis",
    "vis",
    "likewis",
    "malais",
    "turquois",
    "tortois",
    "bruis",
    "cruis",
    "brais",
    "apprais",
    "uprais",
    "pra",
    "clockwis",
    "cris",
    "pros",
    "crois",
    "lis",
    "anis",
    "bis",
    "divis",
    "s",
    "pr",
    "se",
    "caps",
    "ass",
    "seiz",
    "pri",
    "siz",
    "overs",
    "downs",
    "ma",
    "res",
    "ama",
    "ga",
    "bla",
    "gra",
    "gla",
    "cra",
    "ha",
    "la",
    "ra",
];

/// The stem of a word in -ise or -ize, and which it is.
fn ending(word: &str) -> Option<(&str, char)> {
    let stem = ["ation", "ations", "ing", "ed", "es", "er", "ers", "e"]
        .iter()
        .filter_map(|end| word.strip_suffix(end))
        .find(|stem| stem.ends_with("is") || stem.ends_with("iz"))?;
    let letter = stem.chars().next_back()?;
    let bare = &stem[..stem.len() - 2];
    let s_form = &stem[..stem.len() - 1];
    let fixed = FIXED
        .iter()
        .any(|known| *known == bare || *known == stem || format!("{s_form}s") == *known);
    (bare.len() >= 3 && !fixed && word.is_ascii()).then_some((bare, letter))
}

fn mixed_endings(
    common: &BTreeMap<String, Spelt>,
    names: &BTreeMap<String, Spelt>,
    lines: &[Line],
    finder: &mut Finder<'_>,
    report: &mut Report,
) {
    let words = common.iter().chain(names);
    let (mut with_s, mut with_z): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for (word, spelt) in words {
        let lower = word.to_lowercase();
        if lower.ends_with("is") {
            continue;
        }
        match ending(&lower).map(|(_, letter)| letter) {
            Some('s') => with_s.push((word.clone(), spelt)),
            Some(_) => with_z.push((word.clone(), spelt)),
            None => {}
        }
    }
    if with_s.is_empty() || with_z.is_empty() {
        return;
    }
    let count = |words: &[(String, &Spelt)]| {
        words.iter().map(|(_, spelt)| spelt.count).sum::<usize>()
    };
    let (rare, often) = match count(&with_s) <= count(&with_z) {
        true => (&with_s, &with_z),
        false => (&with_z, &with_s),
    };
    let (word, spelt) = &rare[0];
    let names: Vec<&str> = rare.iter().take(4).map(|(word, _)| word.as_str()).collect();
    let line = &lines[spelt.line];
    let at = line.text.to_lowercase().find(word.as_str()).map(|at| at..at + word.len());
    let as_written = at.and_then(|at| line.text.get(at)).unwrap_or(word);
    report.slip(
        finder.place(line, as_written),
        format!(
            "words are spelt with -ise and with -ize: `{}` here, `{}` elsewhere",
            names.join("`, `"),
            often[0].0
        ),
        "",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_but_not_words_of_one_stem() {
        for (one, other) in [
            ("Coyoacan", "Coyoacán"),
            ("Trotski", "Trotsky"),
            ("Mandelstam", "Mandelstahm"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Russian", "Russians"),
            ("Mexico", "Mexican"),
            ("Marx", "Mark"),
            ("Stalin", "Stalins"),
            ("Rivera", "Riviera2"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn endings_are_told_from_words_that_have_but_one() {
        assert_eq!(ending("organised"), Some(("organ", 's')));
        assert_eq!(ending("organization"), Some(("organ", 'z')));
        for word in [
            "surprise",
            "exercised",
            "promise",
            "size",
            "prize",
            "raised",
            "otherwise",
            "revised",
        ] {
            assert_eq!(ending(word), None, "{word}");
        }
    }
}
