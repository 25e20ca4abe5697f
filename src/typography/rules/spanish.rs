//! Spanish.

use super::{Dash, NEUTRAL, Rules, THIN};

pub(super) const SPANISH: Rules = Rules {
    tags: &["es"],
    outer: ("«", "»"),
    inner: ("“", "”"),
    third: Some(("‘", "’")),
    group_space: THIN,
    dash: Dash::AsTyped('—'),
    before_number: &[
        "p", "pp", "pág", "págs", "núm", "núms", "n.º", "nº", "n°", "vol", "vols", "t",
        "cap", "caps", "art", "fig", "ed", "c", "ca",
    ],
    divisions: &[
        "capítulo",
        "cap",
        "parte",
        "libro",
        "tomo",
        "t",
        "volumen",
        "vol",
        "acto",
        "escena",
        "sección",
        "figura",
        "fig",
    ],
    before_name: &[
        "sr", "sra", "srta", "dr", "dra", "d", "dña", "gral", "lic", "ing", "prof",
    ],
    after_number: &["pesos"],
    letter_pairs: true,
    ..NEUTRAL
};
