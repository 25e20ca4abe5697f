//! What differs from language to language: one row of data each.
//!
//! Sources: the table of quotation marks and spaces in the house's requirements, the
//! academies' and state printers' handbooks for each language. Open for more: a new
//! language is a file of its own and its cases in `tests.rs`.

mod english;
mod french;
mod german;
mod greek;
mod italian;
mod portuguese;
mod russian;
mod spanish;

use crate::info::Lang;
use english::{ENGLISH_GB, ENGLISH_US};
use french::{FRENCH, FRENCH_CA, FRENCH_CH};
use german::{GERMAN, GERMAN_CH};
use greek::GREEK;
use italian::ITALIAN;
use portuguese::{PORTUGUESE, PORTUGUESE_BR};
use russian::RUSSIAN;
use spanish::SPANISH;

const NB: &str = "\u{a0}";
const THIN: &str = "\u{202f}";

/// How `--` between words is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dash {
    /// A dash with spaces around it: the space before does not break.
    Spaced(char),
    /// A dash without spaces.
    Closed(char),
    /// A dash with the spaces that were typed: it leans on one side as in Spanish.
    AsTyped(char),
}

/// The rules of one language.
#[derive(Debug)]
pub(super) struct Rules {
    /// The tags it is for: a language, or a language with a region.
    pub tags: &'static [&'static str],
    /// Quotation marks outside.
    pub outer: (&'static str, &'static str),
    /// Quotation marks inside others.
    pub inner: (&'static str, &'static str),
    /// Quotation marks inside those, where they are not the outer ones again.
    pub third: Option<(&'static str, &'static str)>,
    /// Space inside « and »; empty for none.
    pub guillemet_space: &'static str,
    /// Space before `;`, `!` and `?`; empty for none.
    pub high_space: &'static str,
    /// Space before `:`; empty for none.
    pub colon_space: &'static str,
    /// Space between a number and `%` where one is typed.
    pub percent_space: &'static str,
    /// Space between thousands where one is typed.
    pub group_space: &'static str,
    /// The dash.
    pub dash: Dash,
    /// Whether `--` between two capitalized words joins them as names. In English it is
    /// as likely an interruption.
    pub joins_names: bool,
    /// Words that begin with an apostrophe, without it.
    pub elided: &'static [&'static str],
    /// Words that may end with an apostrophe, without it.
    pub clipped: &'static [&'static str],
    /// Whether words in -ing may be written -in’.
    pub clipped_in: bool,
    /// Words that begin sentences and are no names, so that no initial stands before.
    pub openers: &'static [&'static str],
    /// Abbreviations that stay with the number after them.
    pub before_number: &'static [&'static str],
    /// Parts of a book, the number behind which has no thousands.
    pub divisions: &'static [&'static str],
    /// Abbreviations that stay with the name after them.
    pub before_name: &'static [&'static str],
    /// Words that stay with the number before them.
    pub after_number: &'static [&'static str],
    /// Hours, which stay with the minutes after them: 10 h 30.
    pub hours: &'static [&'static str],
    /// Centuries, which stay with the Roman number before them.
    pub centuries: &'static [&'static str],
    /// Short conjunctions that stay with the word after them.
    pub conjunctions: &'static [&'static str],
    /// Short prepositions and negations that stay with the word after them.
    pub prepositions: &'static [&'static str],
    /// Particles that stay with the word before them.
    pub particles: &'static [&'static str],
    /// Whether abbreviations of single letters stay together: "z. B.".
    pub letter_pairs: bool,
}

const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "km", "g", "kg", "t", "mg", "l", "ml", "ha", "km²", "m²",
    "m³", "°C", "pt", "dpi", "px", "€", "kB", "MB", "GB", "kW", "kWh", "MW", "Hz", "kHz",
    "MHz", "min", "s", "h",
];

const NEUTRAL: Rules = Rules {
    tags: &[],
    outer: ("“", "”"),
    inner: ("‘", "’"),
    third: None,
    guillemet_space: "",
    high_space: "",
    colon_space: "",
    percent_space: NB,
    group_space: NB,
    dash: Dash::AsTyped('–'),
    joins_names: true,
    elided: &[],
    clipped: &[],
    clipped_in: false,
    openers: &[],
    before_number: &["p", "pp", "№"],
    divisions: &[],
    before_name: &[],
    after_number: &[],
    hours: &["h"],
    centuries: &[],
    conjunctions: &[],
    prepositions: &[],
    particles: &[],
    letter_pairs: false,
};

/// Regional rows stand before those of their language.
static TABLE: [Rules; 13] = [
    GREEK,
    ENGLISH_GB,
    ENGLISH_US,
    FRENCH_CH,
    FRENCH_CA,
    FRENCH,
    GERMAN_CH,
    GERMAN,
    SPANISH,
    ITALIAN,
    PORTUGUESE_BR,
    PORTUGUESE,
    RUSSIAN,
];

static UNKNOWN: Rules = NEUTRAL;

/// Whether there are rules for a language.
pub fn knows(lang: &Lang) -> bool {
    !rules_for(lang).tags.is_empty()
}

/// The rules for a language: those of its region, else those of the language, else
/// neutral ones.
pub(super) fn rules_for(lang: &Lang) -> &'static Rules {
    let primary = lang.primary();
    let regional = lang.region().map(|r| format!("{primary}-{}", r.to_lowercase()));
    let with = |tag: &str| TABLE.iter().find(|rules| rules.tags.contains(&tag));
    regional.and_then(|tag| with(&tag)).or_else(|| with(&primary)).unwrap_or(&UNKNOWN)
}

impl Rules {
    /// Whether a word stays with the number before it.
    pub fn is_unit(&self, word: &str) -> bool {
        UNITS.contains(&word) || self.after_number.contains(&word)
    }
}
