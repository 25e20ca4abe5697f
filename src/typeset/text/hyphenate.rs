//! Where words may be divided: patterns by language, their exceptions, and the book's own
//! list.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyphenation::{Hyphenator, Language, Load, Standard};

use crate::info::Lang;

/// hyphen.tex's own exceptions (D. E. Knuth), which the patterns' package leaves out.
const ENGLISH: [&str; 14] = [
    "as-so-ciate",
    "as-so-ciates",
    "dec-li-na-tion",
    "oblig-a-tory",
    "phil-an-thropic",
    "present",
    "presents",
    "project",
    "projects",
    "reci-procity",
    "re-cog-ni-zance",
    "ref-or-ma-tion",
    "ret-ri-bu-tion",
    "ta-ble",
];

/// The fewest letters before a division, whatever the patterns allow.
const BEFORE: usize = 2;
/// The fewest letters after a division: two at a line's beginning are not enough, save in
/// languages whose syllables are short and whose printers allow it, as the authors of their
/// patterns say (`\righthyphenmin` in hyph-utf8, 2022).
const AFTER: usize = 3;
const AFTER_TWO: [&str; 19] = [
    "be", "bg", "ca", "cs", "el", "es", "eu", "gl", "hr", "it", "la", "mk", "mn", "pl",
    "ru", "sk", "sl", "sr", "uk",
];
/// Languages whose rules allow two letters after a division, and whose printers avoid them:
/// it is taken only where spaces would be too wide without it (Forssman and de Jong,
/// "Detailtypografie", on divisions).
const AVOID_TWO: [&str; 2] = ["de", "lb"];
/// Languages in which an elided word is one with what follows it: `quel-qu’un`.
/// Letters on both sides of the apostrophe count (Lacroux, "Orthotypographie", s. v. Coupure).
const ELIDING: [&str; 4] = ["ca", "fr", "it", "oc"];
/// Languages whose words end in syllables that are not sounded, before which printers divide
/// only in narrow measures (Lacroux, s. v. Coupure); their patterns leave these divisions out.
const MUTE: [&str; 1] = ["fr"];
/// What a syllable that is not sounded begins with, before its `e`.
const ONSETS: [&str; 23] = [
    "bl", "br", "ch", "chr", "cl", "cr", "dr", "fl", "fr", "gl", "gn", "gr", "gu", "ph",
    "phr", "pl", "pr", "qu", "th", "thr", "tr", "vr", "phl",
];
/// Languages whose printers space a line out behind its sentences most of all (De Vinne, Correct
/// Composition, 1901; TeX's space factor of 3,000, which `\frenchspacing` takes away elsewhere).
const SENTENCES: [&str; 1] = ["en"];
/// Languages that write every noun with a capital.
const NOUNS: [&str; 2] = ["de", "lb"];
/// The shortest word that is divided at all.
const SHORTEST: usize = 5;
/// The longest run of letters that is looked up; no word of any language is longer.
const LONGEST: usize = 80;

/// Divides the words of one language.
pub(crate) struct Divider {
    patterns: Option<Standard>,
    exceptions: BTreeMap<String, Vec<usize>>,
    /// The fewest letters after a division.
    after: usize,
    /// Whether two letters after a division are allowed, but avoided.
    pub(crate) avoids_two: bool,
    /// Whether letters beyond an apostrophe count as the word's own.
    pub(crate) elides: bool,
    /// Whether words may end in a syllable that is not sounded.
    mute: bool,
    /// Whether a capital within a sentence makes a name.
    pub(crate) names: bool,
    /// Whether a line is spaced out behind its sentences most of all.
    pub(crate) sentences: bool,
}

/// The dividers of a book's languages, by index.
pub(crate) struct Dividers(Vec<Arc<Divider>>);

impl Dividers {
    /// A divider for each language. `house` holds the book's own words with their hyphens;
    /// its empty key stands for the first language.
    pub(crate) fn new(langs: &[Lang], house: &BTreeMap<String, Vec<String>>) -> Dividers {
        let dividers = langs.iter().enumerate().map(|(index, lang)| {
            let own = house.iter().filter(|(key, _)| {
                key.eq_ignore_ascii_case(lang.tag())
                    || key.eq_ignore_ascii_case(&lang.primary())
                    || (key.is_empty() && index == 0)
            });
            Arc::new(Divider::new(lang, own.flat_map(|(_, words)| words)))
        });
        Dividers(dividers.collect())
    }

    /// The divider of a language.
    pub(crate) fn get(&self, lang: u16) -> &Divider {
        &self.0[usize::from(lang)]
    }
}

impl Divider {
    fn new<'a>(lang: &Lang, house: impl Iterator<Item = &'a String>) -> Divider {
        let mut exceptions = BTreeMap::new();
        let english = lang.primary() == "en";
        let knuth = ENGLISH.iter().copied().filter(|_| english);
        for word in knuth.chain(house.map(String::as_str)) {
            let mut at = 0;
            let mut points = Vec::new();
            for part in word.split('-') {
                at += part.to_lowercase().len();
                points.push(at);
            }
            points.pop();
            exceptions.insert(word.replace('-', "").to_lowercase(), points);
        }
        let mut patterns =
            language(lang).and_then(|language| Standard::from_embedded(language).ok());
        // The letters are counted here.
        patterns.iter_mut().for_each(|patterns| patterns.minima = (1, 1));
        let primary = lang.primary();
        let avoids_two = AVOID_TWO.contains(&primary.as_str());
        let two = avoids_two || AFTER_TWO.contains(&primary.as_str());
        let after = if two { 2 } else { AFTER };
        let names = !NOUNS.contains(&primary.as_str());
        let elides = ELIDING.contains(&primary.as_str());
        let mute = MUTE.contains(&primary.as_str());
        let sentences = SENTENCES.contains(&primary.as_str());
        Divider {
            patterns,
            exceptions,
            after,
            avoids_two,
            elides,
            mute,
            names,
            sentences,
        }
    }

    /// Adds to `points` the bytes of `word`, counted from `offset`, before which it may be
    /// divided. `word` is letters only; so many letters are joined to it on both sides.
    pub(crate) fn divide(
        &self,
        word: &str,
        offset: usize,
        joined: (usize, usize),
        points: &mut Vec<usize>,
    ) {
        let length = word.chars().count() + joined.0 + joined.1;
        if !(SHORTEST..=LONGEST).contains(&length) {
            return;
        }
        let lower = word.to_lowercase();
        // A word whose bytes move when lowered (a dotted capital I) is left whole.
        if lower.len() != word.len() {
            return;
        }
        if let Some(known) = self.exceptions.get(&lower) {
            points.extend(known.iter().map(|&at| offset + at));
            return;
        }
        let Some(patterns) = &self.patterns else { return };
        for at in patterns.opportunities(&lower) {
            if word.is_char_boundary(at)
                && word[..at].chars().count() + joined.0 >= BEFORE
                && word[at..].chars().count() + joined.1 >= self.after
            {
                points.push(offset + at);
            }
        }
    }

    /// The byte before which `word` ends in a syllable of two consonants and an `e` that is not
    /// sounded, behind a vowel or one more consonant: `éten-dre`, `nota-bles`.
    pub(crate) fn mute(&self, word: &str, joined: (usize, usize)) -> Option<usize> {
        let lower = word.to_lowercase();
        if !self.mute
            || joined.1 > 0
            || lower.len() != word.len()
            || word.len() > LONGEST
            || self.exceptions.contains_key(&lower)
        {
            return None;
        }
        let stem = lower.strip_suffix("es").or(lower.strip_suffix('e'))?;
        let onset = ONSETS.iter().filter(|onset| stem.ends_with(*onset));
        let at = stem.len() - onset.map(|onset| onset.len()).max()?;
        (word[..at].chars().count() + joined.0 > BEFORE).then_some(at)
    }
}

/// The patterns of a language tag.
fn language(lang: &Lang) -> Option<Language> {
    let primary = lang.primary();
    Some(match primary.as_str() {
        "en" => match lang.region().as_deref() {
            Some("GB" | "IE" | "AU" | "NZ" | "ZA" | "IN") => Language::EnglishGB,
            _ => Language::EnglishUS,
        },
        "de" => match lang.region().as_deref() {
            Some("CH") => Language::GermanSwiss,
            _ => Language::German1996,
        },
        "la" => Language::Latin,
        "el" => Language::GreekMono,
        "nb" | "no" => Language::NorwegianBokmal,
        "nn" => Language::NorwegianNynorsk,
        "mn" => Language::Mongolian,
        "sr" if lang.tag().to_ascii_lowercase().contains("latn") => {
            return Language::try_from_code("sh-latn");
        }
        "sr" => return Language::try_from_code("sr-cyrl"),
        other => return Language::try_from_code(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(tag: &str, word: &str, house: &[&str]) -> String {
        let lang = Lang::parse(tag).expect("a good tag");
        let house: Vec<String> = house.iter().map(ToString::to_string).collect();
        let mut points = Vec::new();
        Divider::new(&lang, house.iter()).divide(word, 0, (0, 0), &mut points);
        let mut out = String::new();
        for (at, letter) in word.char_indices() {
            if points.contains(&at) {
                out.push('-');
            }
            out.push(letter);
        }
        out
    }

    #[test]
    fn patterns_exceptions_and_the_house_list_divide_words() {
        let cases = [
            ("en-US", "hyphenation", &[][..], "hy-phen-a-tion"),
            ("en-US", "Table", &[], "Ta-ble"),
            ("en-US", "Project", &[], "Project"),
            ("en-GB", "dialectic", &["dia-lec-tic"], "dia-lec-tic"),
            ("en-GB", "Dialectic", &["dia-lec-tic"], "Dia-lec-tic"),
            ("de", "Silbentrennung", &[], "Sil-ben-tren-nung"),
            ("de", "Leute", &[], "Leu-te"),
            ("es", "revolución", &[], "re-vo-lu-ción"),
            ("ru", "революция", &[], "ре-во-лю-ция"),
            ("zxx", "anything", &[], "anything"),
            ("fr", "amitié", &[], "ami-tié"),
            ("it", "amico", &[], "ami-co"),
        ];
        for (tag, word, house, expected) in cases {
            assert_eq!(divided(tag, word, house), expected, "{tag}");
        }
    }

    #[test]
    fn syllables_without_sound_may_be_parted() {
        let french = Divider::new(&Lang::parse("fr").expect("a good tag"), [].iter());
        let cases = [
            ("étendre", 1, Some("éten")),
            ("entendre", 0, Some("enten")),
            ("notables", 0, Some("nota")),
            ("montagne", 0, Some("monta")),
            ("philosophe", 0, Some("philoso")),
            ("table", 0, None),
            ("maître", 0, Some("maî")),
            ("belle", 0, None),
            ("amitié", 0, None),
        ];
        for (word, before, expected) in cases {
            let first = french.mute(word, (before, 0)).map(|at| &word[..at]);
            assert_eq!(first, expected, "{word}");
        }
        let english = Divider::new(&Lang::parse("en").expect("a good tag"), [].iter());
        assert_eq!(english.mute("notable", (0, 0)), None);
    }

    #[test]
    fn elided_letters_count() {
        let french = Divider::new(&Lang::parse("fr").expect("a good tag"), [].iter());
        let mut points = Vec::new();
        french.divide("amitié", 0, (1, 0), &mut points);
        french.divide("quelqu", 0, (0, 2), &mut points);
        assert_eq!(points, [3, 4]);
        points.clear();
        french.divide("quelqu", 0, (0, 0), &mut points);
        assert!(points.is_empty());
    }
}
