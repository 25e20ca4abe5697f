//! German, and how Switzerland differs.

use super::{Dash, NEUTRAL, Rules, THIN};

pub(super) const GERMAN: Rules = Rules {
    tags: &["de"],
    outer: ("„", "“"),
    inner: ("‚", "‘"),
    percent_space: THIN,
    group_space: THIN,
    dash: Dash::Spaced('–'),
    elided: &[
        "s", "n", "ne", "nen", "ner", "nem", "rum", "ran", "rein", "raus", "runter",
    ],
    before_number: &[
        "s", "bd", "bde", "nr", "kap", "abb", "abs", "art", "sp", "anm", "tab", "jg",
        "h", "heft", "seite", "seiten", "ca",
    ],
    divisions: &[
        "kapitel",
        "kap",
        "teil",
        "band",
        "bd",
        "buch",
        "akt",
        "szene",
        "abschnitt",
        "abbildung",
        "abb",
        "tabelle",
        "tab",
    ],
    openers: &[
        "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Wir", "Ich", "Und",
        "Aber", "In", "Im", "Am", "Auf", "Als", "Da", "Dann", "So", "Wie", "Was",
    ],
    before_name: &["dr", "prof", "hr", "fr", "st", "gen"],
    after_number: &[
        "Januar",
        "Jänner",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
        "Uhr",
        "Mark",
        "Mio.",
        "Mrd.",
        "f.",
        "ff.",
    ],
    hours: &["h", "Uhr"],
    letter_pairs: true,
    ..NEUTRAL
};

pub(super) const GERMAN_CH: Rules =
    Rules {
        tags: &["de-ch", "de-li"], outer: ("«", "»"), inner: ("‹", "›"), ..GERMAN
    };
