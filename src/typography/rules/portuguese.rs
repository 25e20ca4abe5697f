//! Portuguese, and how Brazil differs.

use super::{Dash, NEUTRAL, Rules};

pub(super) const PORTUGUESE: Rules = Rules {
    tags: &["pt"],
    outer: ("«", "»"),
    inner: ("“", "”"),
    third: Some(("‘", "’")),
    dash: Dash::Spaced('—'),
    before_number: &[
        "p", "pp", "pág", "págs", "n.º", "nº", "n°", "vol", "vols", "t", "cap", "art",
        "fig", "ed",
    ],
    divisions: &[
        "capítulo",
        "cap",
        "parte",
        "livro",
        "tomo",
        "t",
        "volume",
        "vol",
        "ato",
        "acto",
        "cena",
        "secção",
        "seção",
        "figura",
        "fig",
    ],
    before_name: &["sr", "sra", "dr", "dra", "d", "prof", "eng"],
    after_number: &["escudos", "reais"],
    ..NEUTRAL
};

pub(super) const PORTUGUESE_BR: Rules = Rules {
    tags: &["pt-br"],
    outer: ("“", "”"),
    inner: ("‘", "’"),
    third: None,
    ..PORTUGUESE
};
