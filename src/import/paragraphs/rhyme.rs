//! Lines that rhyme: verse, though each may end a sentence.
//!
//! Rhymes are told by letters, roughly: what counts is that the lines of four answer one another where those of
//! stanzas do, and are of one length.

use std::ops::Range;

use super::super::lines;
use super::count;

/// The longest line of a stanza that rhymes, and its shortest.
const LONGEST: usize = 64;
const SHORTEST: usize = 12;

/// Whether lines are a stanza by their rhymes: four or more of about one length, each a clause or a sentence.
pub(in crate::import) fn is_rhymed(
    text: &str,
    lines: &[Range<usize>],
    width: usize,
) -> bool {
    let of = |at: usize| &text[lines[at].clone()];
    let counts = || lines.iter().map(|line| count(text, line));
    let (longest, shortest) = (counts().max().unwrap_or(0), counts().min().unwrap_or(0));
    let even = shortest >= SHORTEST && longest <= LONGEST && longest * 2 <= shortest * 3;
    let points = (0..lines.len()).filter(|at| {
        of(*at).ends_with([',', ';', ':', '.', '!', '?', '—', '…', '”', '"'])
    });
    // A line begins small only within a sentence.
    let ended = |line: &str| line.ends_with(['.', '!', '?']);
    let begins = (0..lines.len()).all(|at| {
        let first = of(at).chars().find(|c| c.is_alphanumeric());
        let small = first.is_some_and(char::is_lowercase);
        !small || at > 0 && !ended(of(at - 1)) && (width == 0 || longest + 8 <= width)
    });
    let fits = |line: &str| {
        line.split_whitespace().count() >= 3
            && !lines::begins_item(line)
            && !line.contains(|c: char| c.is_ascii_digit() || c == '\t' || c == '@')
    };
    lines.len() >= 4
        && even
        && begins
        && points.count() * 2 >= lines.len()
        && (0..lines.len()).all(|at| fits(of(at)))
        && answer(&(0..lines.len()).map(of).collect::<Vec<_>>())
}

/// Whether lines answer one another as those of stanzas do: of four the second the fourth, or the first the third,
/// or each the one beside it or around the others; of more half have one that they answer not far above or below.
fn answer(lines: &[&str]) -> bool {
    const FARTHEST: usize = 4;
    let ends: Vec<Option<(String, String)>> = lines.iter().map(|it| ending(it)).collect();
    let rhyme = |one: usize, other: usize| match (&ends[one], &ends[other]) {
        (Some((word, sound)), Some((other, beside))) => word != other && sound == beside,
        (_, _) => false,
    };
    if lines.len() == 4 {
        return rhyme(1, 3)
            || rhyme(0, 2)
            || rhyme(0, 1) && rhyme(2, 3)
            || rhyme(0, 3) && rhyme(1, 2);
    }
    let answered = (0..lines.len()).filter(|at| {
        let near = at.saturating_sub(FARTHEST)..lines.len().min(at + FARTHEST + 1);
        near.into_iter().any(|other| rhyme(*at, other))
    });
    answered.count() * 2 >= lines.len()
}

/// The last word of a line, and how it sounds from its last vowel on, by its letters.
fn ending(line: &str) -> Option<(String, String)> {
    let line = line.trim_end_matches(|c: char| !c.is_alphabetic());
    let start = line
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    let word = line[start..].to_lowercase();
    let sound = sound(&word)?;
    Some((word, sound))
}

/// A word from its last vowel on, as it sounds: vowels that stand together are the first of them, what is doubled
/// stands once, and neither an `e` at the end nor `gh` is heard.
fn sound(word: &str) -> Option<String> {
    let is_vowel = |c: char| "aeiouyäöüåæøáéíóúàèìòùâêîôûãõаеёиоуыэюя".contains(c);
    let plain = word.replace("gh", "");
    let mut heard: Vec<char> = Vec::new();
    for c in plain.chars() {
        let vowel =
            is_vowel(c) || c == 'w' && heard.last().is_some_and(|it| is_vowel(*it));
        match heard.last() {
            Some(last) if *last == c => {}
            Some(last) if vowel && is_vowel(*last) => {}
            Some(_) | None => heard.push(if c == 'y' { 'i' } else { c }),
        }
    }
    let silent = heard.len() > 2
        && plain.ends_with('e')
        && heard.last() == Some(&'e')
        && !is_vowel(heard[heard.len() - 2]);
    if silent && heard[..heard.len() - 1].iter().any(|c| is_vowel(*c)) {
        heard.pop();
    }
    let from = heard.iter().rposition(|c| is_vowel(*c))?;
    Some(heard[from..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_rhyme_by_their_sound() {
        for (one, other) in [
            ("name", "game"),
            ("dim", "him"),
            ("read", "seed"),
            ("more", "door"),
            ("dry", "high"),
            ("right", "white"),
            ("Stand", "Sand"),
            ("verzogen", "belogen"),
            ("fall", "crawl"),
            ("светла", "была"),
        ] {
            assert_eq!(sound(&one.to_lowercase()), sound(&other.to_lowercase()), "{one}");
        }
        assert_ne!(sound("law"), sound("light"));
        assert_eq!(sound("tss"), None);
    }

    #[test]
    fn stanzas_answer() {
        let told = |text: &str| {
            let mut start = 0;
            let mut rows = Vec::new();
            for line in text.split('\n') {
                rows.push(start..start + line.len());
                start += line.len() + 1;
            }
            is_rhymed(text, &rows, 0)
        };
        let crows = "The crows come down upon the stack.\nThey do not care what it has cost.\nThey take the corn. They give none back.\nThey never count what we have lost.";
        assert!(told(crows));
        for text in [
            "The gate is shut at six o'clock.\nThe dogs are kept upon a lead.\nThe cups are washed by those who drink.\nThe last one out puts off the lamp.",
            "He was a baker.\nHis brother, who had gone to sea when he was twelve, came home.\nShe was a baker.\nNobody had seen it all the while that she was here.",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
