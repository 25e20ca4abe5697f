//! One name, or one ending, spelt in two ways.

use std::collections::BTreeMap;

use super::endings::ending;
use super::{Finder, Line, words};
use crate::import::letters::small;
use crate::import::report::Report;

/// How often a spelling stands, and where first.
struct Spelt {
    count: usize,
    line: usize,
}

/// What the language of a text says of its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tongue {
    /// Every noun has a capital.
    pub nouns: bool,
    /// Words end in -ise or -ize.
    pub english: bool,
}

pub(super) fn spellings(
    lines: &[Line],
    tongue: Tongue,
    finder: &mut Finder<'_>,
    report: &mut Report,
) {
    let mut names: BTreeMap<String, Spelt> = BTreeMap::new();
    let mut common: BTreeMap<String, Spelt> = BTreeMap::new();
    let mut first: BTreeMap<String, Spelt> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        for (start, word) in words(&line.text) {
            let word = bare(word);
            let is_word = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’');
            if word.chars().count() < 3 || !word.chars().all(is_word) {
                continue;
            }
            let new = || Spelt { count: 0, line: number };
            let (map, key) = match word.starts_with(char::is_uppercase) {
                true if begins_sentence(&line.text, start) => {
                    (&mut first, word.to_string())
                }
                true => (&mut names, word.to_string()),
                false => (&mut common, word.to_lowercase()),
            };
            map.entry(key).or_insert_with(new).count += 1;
        }
    }
    // A first word of a sentence is a name where it is one within another sentence, and may be one
    // where it never stands small.
    let mut perhaps: BTreeMap<String, Spelt> = BTreeMap::new();
    for (word, spelt) in first {
        match names.get_mut(&word) {
            Some(name) => {
                name.count += spelt.count;
                name.line = name.line.min(spelt.line);
            }
            None if common.contains_key(&word.to_lowercase()) => {}
            None => {
                perhaps.insert(word, spelt);
            }
        }
    }
    mixed_names(&names, &perhaps, &common, tongue.nouns, lines, finder, report);
    mixed_persons(&names, lines, finder, report);
    if tongue.english {
        names.append(&mut perhaps);
        mixed_endings(&common, &names, lines, finder, report);
    }
}

/// A word without the ending of a possessive.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(['\'', '’', '-']);
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([
        ' ', '"', '“', '‘', '\'', '«', '„', '(', '[', '—', '–', '¿', '¡',
    ]);
    // A short word with a capital before a stop is most likely cut short: Dr., Mrs., A.
    let last = before.trim_end_matches('.').rsplit(' ').next().unwrap_or("");
    let cut_short = before.ends_with('.')
        && last.starts_with(char::is_uppercase)
        && last.chars().count() <= 3;
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':']) && !cut_short
}

/// The most names that are held against one another.
const MOST_NAMES: usize = 1500;

fn mixed_names(
    names: &BTreeMap<String, Spelt>,
    perhaps: &BTreeMap<String, Spelt>,
    common: &BTreeMap<String, Spelt>,
    nouns: bool,
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
    let perhaps: Vec<(&String, &Spelt)> = perhaps
        .iter()
        .filter(|(name, _)| name.chars().count() >= 5)
        .take(MOST_NAMES)
        .collect();
    for (at, (one, first)) in long.iter().enumerate() {
        for (other, second) in long[at + 1..].iter().chain(&perhaps) {
            let found = match nouns {
                true => sounds_alike(one, other),
                false => alike(one, other),
            };
            if !found {
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

/// The most last names to one first name that are held against one another.
const MOST_LAST_NAMES: usize = 40;

/// One first name with two last names that differ in a letter: `Eva Brandt`, `Eva Brand`.
fn mixed_persons(
    names: &BTreeMap<String, Spelt>,
    lines: &[Line],
    finder: &mut Finder<'_>,
    report: &mut Report,
) {
    let mut persons: BTreeMap<&str, BTreeMap<&str, Spelt>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        let mut last: Option<(usize, &str)> = None;
        for (start, word) in words(&line.text) {
            if let Some((before, first)) = last
                && &line.text[before + first.len()..start] == " "
                && word.starts_with(char::is_uppercase)
                && names.contains_key(first)
            {
                let new = || Spelt { count: 0, line: number };
                let others = persons.entry(first).or_default();
                others.entry(bare(word)).or_insert_with(new).count += 1;
            }
            last = Some((start, word));
        }
    }
    for (first, others) in &persons {
        let others: Vec<(&&str, &Spelt)> = others.iter().take(MOST_LAST_NAMES).collect();
        for (at, (one, known)) in others.iter().enumerate() {
            for (other, second) in &others[at + 1..] {
                let least = one.chars().count().min(other.chars().count());
                let ending = one.strip_suffix('s') == Some(**other)
                    || other.strip_suffix('s') == Some(**one);
                if least < 4
                    || ending
                    || alike(one, other)
                    || strsim::levenshtein(one, other) != 1
                {
                    continue;
                }
                let (rare, often, line) = match known.count < second.count {
                    true => (one, other, known.line),
                    false => (other, one, second.line),
                };
                let place = finder.place(&lines[line], &format!("{first} {rare}"));
                let message = format!(
                    "a name may be spelt in two ways: `{first} {rare}` and `{first} {often}`"
                );
                report.slip(place, message, "");
            }
        }
    }
}

/// Whether two words are most likely one name: the same but for accents, or for one letter that is
/// no ending.
fn alike(one: &str, other: &str) -> bool {
    let fold = |text: &str| deunicode::deunicode(text).to_lowercase();
    let (a, b) = (fold(one), fold(other));
    if a == b {
        let plain = |text: &str| text.to_lowercase().replace('’', "'");
        return plain(one) != plain(other);
    }
    // One name of another script, or of Scotland, in two spellings: Trotsky, Trotzki; MacFee, McFee.
    let heard = |text: &str| {
        let mut heard = match text.strip_prefix("mac") {
            Some(rest) if rest.len() > 2 => format!("mc{rest}"),
            Some(_) | None => text.to_string(),
        };
        for (written, sound) in [
            ("tsch", "ch"),
            ("tch", "ch"),
            ("shch", "sch"),
            ("kh", "h"),
            ("ph", "v"),
            ("ck", "k"),
            ("th", "t"),
            ("ca", "ka"),
            ("co", "ko"),
            ("cu", "ku"),
            ("cl", "kl"),
            ("cr", "kr"),
            ("ts", "s"),
            ("tz", "s"),
            ("z", "s"),
            ("ks", "x"),
            ("w", "v"),
            ("f", "v"),
            ("y", "i"),
            ("j", "i"),
            ("ij", "i"),
        ] {
            heard = heard.replace(written, sound);
        }
        let heard = single(&heard);
        let long = heard.strip_suffix('e').filter(|it| it.len() > 6);
        long.map_or(heard.clone(), str::to_string)
    };
    if a.len().min(b.len()) >= 5 && heard(&a) == heard(&b) {
        return true;
    }
    // A letter is doubled in one of them.
    if a.len().min(b.len()) >= 5 && single(&a) == single(&b) {
        return true;
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
            // The last letter is missing, and none that makes a word of another.
            (
                _,
                Some(
                    'b' | 'c' | 'f' | 'g' | 'h' | 'k' | 'p' | 't' | 'v' | 'w' | 'x' | 'z',
                ),
            ) if long.strip_prefix(short.as_str()).is_some() => true,
            (a, b) => a == b && strsim::levenshtein(short, long) == 1,
        };
    }
    // Not the first letter, which parts names more than it misspells them.
    shared >= 1 && strsim::levenshtein(&a, &b) == 1
}

/// Whether two German words are the same but for how one sound is written: Meier and Meyer, Schmid and
/// Schmidd. Apfel and Äpfel are two words, and so are Saite and Seite, Lehre and Leere.
fn sounds_alike(one: &str, other: &str) -> bool {
    let sound = |word: &str| {
        let mut sound = word.to_lowercase().replace('y', "i");
        for (written, heard) in [("th", "t"), ("ph", "f"), ("ck", "k"), ("tz", "z")] {
            sound = sound.replace(written, heard);
        }
        single(&sound)
    };
    one != other && sound(one) == sound(other)
}

/// A word with each letter that is doubled once.
fn single(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
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
    let at = small(&line.text).find(word.as_str()).map(|at| at..at + word.len());
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
    use super::alike;

    #[test]
    fn names_are_alike_but_not_words_of_one_stem() {
        for (one, other) in [
            ("Coyoacan", "Coyoacán"),
            ("Trotski", "Trotsky"),
            ("Mandelstam", "Mandelstahm"),
            ("Brekke", "Breke"),
            ("O'Hara", "O'Harra"),
            ("Battersby", "Batterby"),
            ("Maunder", "Mauder"),
            ("Lowestoft", "Lowestof"),
            ("Trotsky", "Trotzki"),
            ("Trotskii", "Trotsky"),
            ("MacFee", "McFee"),
            ("Katherine", "Catherine"),
            ("Stephen", "Steven"),
            ("Sinclair", "Sinclaire"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Russian", "Russians"),
            ("Mexico", "Mexican"),
            ("O'Hara", "O’Hara"),
            ("Marx", "Mark"),
            ("Stalin", "Stalins"),
            ("Rivera", "Riviera2"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }
}
