//! The few words that both outputs put before names and sources, by language.

use super::Lang;

/// The words of one language. `{}` stands for what is filled in.
#[derive(Debug)]
pub struct Credits {
    /// Before translators.
    pub translated: &'static str,
    /// Before editors.
    pub edited: &'static str,
    /// Before illustrators.
    pub illustrated: &'static str,
    /// Before the source of the text.
    pub source: &'static str,
}

/// The words of a language; English where it is not known.
pub fn credits(lang: &Lang) -> &'static Credits {
    match lang.primary().as_str() {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "pt" => &PORTUGUESE,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

static ENGLISH: Credits = Credits {
    translated: "Translated by {}",
    edited: "Edited by {}",
    illustrated: "Illustrated by {}",
    source: "Source: {}",
};

static FRENCH: Credits = Credits {
    translated: "Traduit par {}",
    edited: "Édité par {}",
    illustrated: "Illustré par {}",
    source: "Source\u{a0}: {}",
};

static GERMAN: Credits = Credits {
    translated: "Übersetzt von {}",
    edited: "Herausgegeben von {}",
    illustrated: "Illustriert von {}",
    source: "Quelle: {}",
};

static SPANISH: Credits = Credits {
    translated: "Traducción de {}",
    edited: "Edición de {}",
    illustrated: "Ilustraciones de {}",
    source: "Fuente: {}",
};

static ITALIAN: Credits = Credits {
    translated: "Traduzione di {}",
    edited: "A cura di {}",
    illustrated: "Illustrazioni di {}",
    source: "Fonte: {}",
};

static PORTUGUESE: Credits = Credits {
    translated: "Tradução de {}",
    edited: "Organização de {}",
    illustrated: "Ilustrações de {}",
    source: "Fonte: {}",
};

static RUSSIAN: Credits = Credits {
    translated: "Перевод: {}",
    edited: "Редакция: {}",
    illustrated: "Иллюстрации: {}",
    source: "Источник: {}",
};
