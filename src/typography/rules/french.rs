//! French, and how Switzerland and Canada differ.

use super::{Dash, NB, NEUTRAL, Rules, THIN};

pub(super) const FRENCH: Rules = Rules {
    tags: &["fr"],
    outer: ("«", "»"),
    inner: ("“", "”"),
    third: Some(("‘", "’")),
    guillemet_space: THIN,
    high_space: THIN,
    colon_space: NB,
    percent_space: THIN,
    group_space: THIN,
    dash: Dash::Spaced('–'),
    before_number: &[
        "p", "pp", "t", "vol", "n", "nº", "n°", "art", "ch", "chap", "fig", "v", "éd",
        "page", "pages", "no",
    ],
    divisions: &[
        "chapitre", "chap", "ch", "partie", "livre", "tome", "t", "volume", "vol",
        "acte", "scène", "leçon", "section", "figure", "fig", "tableau",
    ],
    before_name: &["m", "mm", "mme", "mlle", "mgr", "dr", "st", "ste", "me"],
    after_number: &[
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
        "francs",
    ],
    centuries: &["siècle", "siècles"],
    ..NEUTRAL
};

pub(super) const FRENCH_CH: Rules =
    Rules { tags: &["fr-ch"], inner: ("‹", "›"), third: None, ..FRENCH };

pub(super) const FRENCH_CA: Rules = Rules {
    tags: &["fr-ca"],
    guillemet_space: NB,
    high_space: "",
    percent_space: NB,
    ..FRENCH
};
