//! Captions as they are copied from pages: the words, who made the picture, and the label of a file
//! that ran into them.

mod label;
mod likely;
mod words;

use std::ops::Range;

use super::letters::small;
use label::label;
pub(super) use likely::{is_agency, is_counter, is_label, is_numbered, may_be_caption};
use words::{FILES, WORDS};

/// What a caption consists of, as ranges of its text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Caption {
    /// What the picture's file was called.
    pub label: Option<Range<usize>>,
    /// All that stands before the words.
    pub before: Range<usize>,
    pub words: Range<usize>,
    /// Who made the picture.
    pub credit: Option<Range<usize>>,
    /// Whether the label was told by a capital in a word alone.
    pub unsure: bool,
}

impl Caption {
    /// What leads to the credit and what ends it, which markup says.
    pub fn signs(&self, length: usize) -> Vec<Range<usize>> {
        let Some(credit) = &self.credit else { return Vec::new() };
        match self.words.start >= credit.end {
            // The words stand behind it.
            true => vec![0..credit.start, credit.end..self.words.start],
            false => {
                vec![self.words.end.min(credit.start)..credit.start, credit.end..length]
            }
        }
    }
}

/// The most words of a label.
const MOST_OF_A_LABEL: usize = 8;

/// The longest text that is taken for a caption, and the longest credit.
const LONGEST: usize = 420;
const LONGEST_CREDIT: usize = 110;

/// Reads a paragraph as a caption; `None` if it has no credit.
pub(super) fn caption(text: &str) -> Option<Caption> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let (end, credit) = credit(text).or_else(|| signed(text))?;
    // A source alone is that of the text, as likely as of a picture.
    if end == 0 && is_source(text) {
        return None;
    }
    let mut words = 0..end;
    let mut credit = credit;
    // `Photo by A. Hand: The house in the snow`
    let named = text[credit.clone()].split_once(": ");
    if let Some((who, what)) = named.filter(|_| end == 0)
        && super::names::people(who).is_some()
    {
        words = credit.end - what.len()..credit.end;
        credit.end = credit.start + who.len();
    }
    // `Photo: The house in the snow (A. Hand)`
    let mut bracketed = None;
    if end == 0
        && let Some(open) = text[credit.clone()].rfind(" (")
        && text[credit.clone()].ends_with(')')
        && text[credit.clone()][..open].contains(' ')
        && super::names::people(&text[credit.clone()][..open]).is_none()
    {
        words = credit.start..credit.start + open;
        credit = credit.start + open + 2..credit.end - 1;
        bracketed = Some(0..words.start);
    }
    // `Photo: the mayor, Mr Hill, at breakfast` says what is seen.
    if end == 0
        && bracketed.is_none()
        && words.is_empty()
        && (describes(&text[credit.clone()])
            || is_set_in_brackets(text, &text[credit.clone()]))
    {
        let inner = self::credit(&text[credit.clone()]).filter(|(end, _)| *end > 0);
        let (words, who) = match inner {
            Some((end, who)) => (
                credit.start..credit.start + end,
                Some(credit.start + who.start..credit.start + who.end),
            ),
            None => (credit.clone(), None),
        };
        return Some(Caption {
            before: 0..credit.start,
            words,
            credit: who,
            unsure: true,
            ..Caption::default()
        });
    }
    let credited = &text[credit.clone()];
    let mut found = Caption { words, credit: Some(credit.clone()), ..Caption::default() };
    let label = label(&text[..end], credited).filter(|_| end > 0);
    // A label is a few words; what is more is text that ran into it.
    if label.as_ref().is_some_and(|label| {
        text[label.name.clone()].split_whitespace().count() > MOST_OF_A_LABEL
    }) {
        return None;
    }
    if let Some(label) = label {
        found.unsure = label.unsure;
        found.label = Some(label.name).filter(|name| !name.is_empty());
        found.before = 0..label.end;
        found.words.start = label.end;
    }
    if let Some(lead) = bracketed {
        found.unsure = true;
        found.before = lead;
    }
    let inner = &text[found.words.clone()];
    found.words.start += inner.len() - inner.trim_start().len();
    Some(found)
}

/// Whether a line says where something is from, and nothing of a picture: `Source: …`.
pub(super) fn is_source(text: &str) -> bool {
    let lower = small(text.trim_start());
    text.chars().count() <= LONGEST_CREDIT
        && [
            "source",
            "sources",
            "quelle",
            "quellen",
            "fuente",
            "fuentes",
            "fonte",
            "fonti",
            "bron",
            "źródło",
            "källa",
            "источник",
            "πηγή",
        ]
        .iter()
        .any(|word| {
            lower
                .strip_prefix(word)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
}

/// Where the captions of several pictures stand that ran into one line, if they did: the credit of each is told from
/// the next label by the words that stand in its own label, too.
pub(super) fn in_one_line(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(end) = first_of_line(&text[from..]) {
        parts.push(from..from + end);
        from += end;
        from += text[from..].len() - text[from..].trim_start().len();
    }
    if !parts.is_empty() {
        parts.push(from..text.len());
    }
    parts
}

/// Where the first of several captions ends.
fn first_of_line(text: &str) -> Option<usize> {
    let found = caption(text)?;
    let credit = found.credit.filter(|_| found.label.is_some())?;
    let labelled = &text[found.before];
    text[credit.clone()].match_indices(' ').find_map(|(at, _)| {
        let end = credit.start + at;
        let again = || caption(&text[end..]).is_some_and(|next| next.label.is_some());
        (labelled.ends_with(&text[credit.start..end]) && again()).then_some(end)
    })
}

/// Whether a whole line in brackets says what is seen: `[Photo: the wheel]`, `[Illustration: _The Rocks_]`.
fn is_set_in_brackets(text: &str, words: &str) -> bool {
    let begins = words.starts_with(|c: char| c.is_lowercase() || c == '_')
        || words.starts_with("The ")
        || words.starts_with("A ");
    text.starts_with(['[', '(']) && begins && words.contains(' ')
}

/// Whether words behind `Photo:` describe a picture, and name nobody who made it.
fn describes(words: &str) -> bool {
    const OF_NAMES: &[&str] = &[
        "the", "and", "for", "with", "courtesy", "und", "der", "des", "von", "del",
        "los", "las", "les",
    ];
    let small = words.split_whitespace().filter(|word| {
        word.starts_with(char::is_lowercase)
            && word.chars().count() > 2
            && !OF_NAMES.contains(&word.trim_matches(','))
    });
    let known = [
        "own work",
        "public domain",
        "domain",
        "archive",
        "archiv",
        "courtesy",
        "rights",
        "license",
        "licence",
    ];
    let lower = self::small(words);
    words.split_whitespace().count() >= 4
        && (small.count() >= 2
            || words.starts_with(|c: char| c.is_lowercase())
            || words.contains(" at the ")
            || words.contains(" in the "))
        && !known.iter().any(|word| lower.contains(word))
        && super::names::people(words).is_none()
}

/// A credit behind a caption that has but the sign `©`, which stays part of it.
fn signed(text: &str) -> Option<(usize, Range<usize>)> {
    let trimmed = text.trim_end();
    let at = trimmed.rfind('©').filter(|at| *at > 0 && is_numbered(trimmed))?;
    let who = trimmed[at..].chars().count();
    let end =
        trimmed[..at].trim_end_matches([' ', '/', '|', '–', '—', '-', '\u{a0}']).len();
    (who > 3 && who <= LONGEST_CREDIT).then_some((end, at..trimmed.len()))
}

/// Whether a line is nothing but the label of a file with its credit, `Garden6 Image own work`; where
/// its name ends.
pub(super) fn label_alone(line: &str, credit: &str) -> Option<usize> {
    label(line, credit).filter(|label| !label.unsure && label.end == line.len())?;
    label(line, credit).map(|label| label.name.end)
}

/// Whether the label of a file and its credit stand behind other text, too far for a caption.
pub(super) fn has_label(text: &str) -> bool {
    let Some((end, credit)) = credit(text) else { return false };
    label(&text[..end], &text[credit]).is_some()
}

/// Whether a line names a licence or a holder of rights, as credits do.
pub(super) fn has_licence(text: &str) -> bool {
    // `rÃ©servÃ©` is a word that was read in the wrong encoding.
    if text.contains("Ã©") {
        return false;
    }
    let lower = small(text);
    ["cc by", "cc-by", "cc0", "©", "copyright "].iter().any(|word| lower.contains(word))
}

/// Whether a line is the name of a picture's file and nothing else.
pub(super) fn is_file(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_lowercase();
    let ending = FILES.iter().find(|ending| lower.ends_with(**ending));
    ending.is_some_and(|ending| {
        let name = &lower[..lower.len() - ending.len()];
        !name.is_empty() && name.len() <= 120 && !name.contains([' ', '/', ':', '\\'])
    })
}

/// What papers' pages write before who made a picture, and before what it shows.
pub(super) const MAKER: &str = "Image source,";
pub(super) const SHOWN: &str = "Image caption,";

/// Whether a line begins with the name of a picture's file, and goes on.
fn begins_with_file(text: &str) -> bool {
    text.split_once(' ')
        .is_some_and(|(first, rest)| is_file(first) && !rest.trim().is_empty())
}

/// What stands between a picture and who made it.
const BY: [&str; 7] = ["by ", "de ", "von ", "di ", "van ", "av ", "door "];

/// Whether words begin with a name, as those of `Foto de archivo` do not.
fn named(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

/// Whether words say from whom a picture is, and how it was come by: `courtesy of the museum`, `taken by A. Hand`.
fn owes(words: &str) -> bool {
    [
        "courtesy ",
        "taken by ",
        "made by ",
        "supplied by ",
        "provided by ",
        "reproduced by ",
        "used by ",
        "by kind permission",
        "by permission",
        "with permission",
        "with kind permission",
    ]
    .iter()
    .any(|lead| words.starts_with(lead))
}

/// Where a credit's lead-in begins and where its words stand: `… / Image: own work`,
/// `… (Photo: A. Hand)`, `… Photo by A. Hand`.
pub(super) fn credit(text: &str) -> Option<(usize, Range<usize>)> {
    let trimmed = text.trim_end();
    let lower = small(trimmed);
    let mut best = None;
    for word in WORDS {
        for (at, _) in lower.match_indices(word) {
            let before = &trimmed[..at];
            let after = &trimmed[at + word.len()..];
            let rest = after.trim_start();
            let spaced = rest.len() < after.len();
            let lead = match rest.chars().next() {
                Some(':') => after.len() - rest.len() + 1,
                // The sign is part of what is credited.
                Some('©') => after.len() - rest.len(),
                // `Credit...A. Hand`
                Some('.') if rest.starts_with("...") => after.len() - rest.len() + 3,
                Some('…') => after.len() - rest.len() + '…'.len_utf8(),
                // `Image courtesy of the museum`: what it owes is part of the credit.
                Some(_) if spaced && owes(rest) => after.len() - rest.len(),
                Some(_) if spaced => match BY.iter().find(|by| rest.starts_with(**by)) {
                    Some(by) if *by == "by " || named(&rest[by.len()..]) => {
                        after.len() - rest.len() + by.len()
                    }
                    Some(_) | None => continue,
                },
                Some(_) | None => continue,
            };
            // A slash or a bracket, a stop, or nothing at all stands before it.
            let kept = before.trim_end();
            let (end, bracket) = match kept.chars().next_back() {
                None => (0, None),
                Some('/' | '|' | '–' | '—' | '-' | '·' | '•') => {
                    let cut = kept.trim_end_matches(['/', '|', '–', '—', '-', '·', '•']);
                    (cut.trim_end().len(), None)
                }
                Some(open @ ('(' | '[')) => {
                    (kept[..kept.len() - 1].trim_end().len(), Some(open))
                }
                Some('.' | '!' | '?' | ')' | '”' | '"' | '…' | ']') => {
                    (kept.len(), None)
                }
                // Behind the name of its file anything may be the caption.
                Some(_) if after.starts_with(':') && begins_with_file(kept) => {
                    (kept.len(), None)
                }
                Some(_) => continue,
            };
            let words = &after[lead..];
            let start = at + word.len() + lead + (words.len() - words.trim_start().len());
            let close = match bracket {
                Some('(') => trimmed.strip_suffix(')'),
                Some(_) => trimmed.strip_suffix(']'),
                None => Some(trimmed),
            };
            let Some(close) = close else { continue };
            if start >= close.len() || close.len() - start > LONGEST_CREDIT {
                continue;
            }
            // The first lead-in that fits is the whole credit: "Image: A / Photo: B" is one.
            if best.as_ref().is_none_or(|(known, _)| end < *known) {
                best = Some((end, start..close.len()));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Option<&str>, &str, Option<&str>)> {
        let found = caption(text)?;
        Some((
            found.label.map(|at| &text[at]),
            &text[found.words],
            found.credit.map(|at| &text[at]),
        ))
    }

    #[test]
    fn captions_that_ran_together_are_parted() {
        let both = "Garden3 Image own workThe courtyard in 1939 / Image: own work Garden4 Image own workThe well / Image: own work";
        let parts: Vec<&str> =
            in_one_line(both).into_iter().map(|at| &both[at]).collect();
        assert_eq!(
            parts,
            [
                "Garden3 Image own workThe courtyard in 1939 / Image: own work",
                "Garden4 Image own workThe well / Image: own work"
            ]
        );
        let one = "Garden3 Image own workThe courtyard in 1939 / Image: own work";
        assert!(in_one_line(one).is_empty());
        assert!(in_one_line("The mill. Photo: A. Hand, at work in 1911").is_empty());
    }

    #[test]
    fn label_words_and_credit_are_told_apart() {
        for (text, label, words, credit) in [
            (
                "Garden3 Image own workThe courtyard in 1939 / Image: own work",
                Some("Garden3"),
                "The courtyard in 1939",
                "own work",
            ),
            (
                "The courtyard in 1939 / Image: own work",
                None,
                "The courtyard in 1939",
                "own work",
            ),
            (
                "house_front.jpgThe house / Photo: A. Hand",
                Some("house_front.jpg"),
                "The house",
                "A. Hand",
            ),
            ("The house (Photo: A. Hand)", None, "The house", "A. Hand"),
            ("The house. Photo by A. Hand", None, "The house.", "A. Hand"),
            (
                "Photo: The mill in 1911 (County Archive)",
                None,
                "The mill in 1911",
                "County Archive",
            ),
            ("Photo: Jane Doe (Reuters)", None, "", "Jane Doe (Reuters)"),
            ("Image: public domain", None, "", "public domain"),
            (
                "Wall.png Photo by Jane DoeJohn Marsh at sixty (Photo by Jane Doe)",
                Some("Wall.png"),
                "John Marsh at sixty",
                "Jane Doe",
            ),
            ("Photo © Tom Rook", None, "", "© Tom Rook"),
            ("The wall. Фото © Музей", None, "The wall.", "© Музей"),
            ("The wall (Bild ©Tom Rook)", None, "The wall", "©Tom Rook"),
            ("ẞ. Source: İstanbul", None, "ẞ.", "İstanbul"),
            ("Photo by A. Hand: The house", None, "The house", "A. Hand"),
            ("Сад в 1939 году / Фото: музей", None, "Сад в 1939 году", "музей"),
            (
                "hive.jpg Photo: Jane DoeThe hive in winter / Photo: Jane Doe, CC BY-SA 4.0",
                Some("hive.jpg"),
                "The hive in winter",
                "Jane Doe, CC BY-SA 4.0",
            ),
            (
                "Fig. 3: The hive, opened. © Jane Doe 2011",
                None,
                "Fig. 3: The hive, opened.",
                "© Jane Doe 2011",
            ),
            (
                "Trotsky Image Public DomainTrotsky in 1929 / Image: public domain",
                Some("Trotsky"),
                "Trotsky in 1929",
                "public domain",
            ),
            (
                "Old McDonald at his farm / Image: own work",
                None,
                "Old McDonald at his farm",
                "own work",
            ),
        ] {
            assert_eq!(parts(text), Some((label, words, Some(credit))), "{text}");
        }
    }

    #[test]
    fn running_text_has_no_credit() {
        for text in [
            "The image of the house stayed with him.",
            "He asked for a photo of the garden by noon, and got it.",
            "The source of the river: nobody knew it, and nobody had gone to look for it in all those years that they had lived on its banks and drunk of it, and that was how it stayed.",
        ] {
            assert_eq!(caption(text), None, "{text}");
        }
    }
}
