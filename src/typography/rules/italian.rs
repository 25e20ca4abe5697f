//! Italian.

use super::{Dash, NEUTRAL, Rules};

pub(super) const ITALIAN: Rules = Rules {
    tags: &["it"],
    outer: ("«", "»"),
    inner: ("“", "”"),
    third: Some(("‘", "’")),
    dash: Dash::Spaced('–'),
    clipped: &["po", "mo", "be", "di", "va", "fa", "da", "sta", "to", "ca", "te"],
    before_number: &[
        "p", "pp", "n", "nn", "vol", "voll", "cap", "capp", "art", "fig", "t", "ca",
    ],
    divisions: &[
        "capitolo", "cap", "parte", "libro", "tomo", "t", "volume", "vol", "atto",
        "scena", "sezione", "figura", "fig",
    ],
    before_name: &["sig", "dott", "prof", "on", "avv", "ing", "san"],
    after_number: &[
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
        "lire",
    ],
    ..NEUTRAL
};
