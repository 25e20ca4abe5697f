//! What differs from language to language: one row of data each.
//!
//! Sources: the table of quotation marks and spaces in the house's requirements, the
//! academies' and state printers' handbooks for each language. Open for more: a new
//! language is a new row and its cases in `tests.rs`.

use crate::info::Lang;

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

const ENGLISH_GB: Rules = Rules {
    tags: &["en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in"],
    outer: ("‘", "’"),
    inner: ("“", "”"),
    dash: Dash::Spaced('–'),
    joins_names: false,
    elided: &[
        "tis", "twas", "twere", "twill", "tisn", "twasn", "em", "cause", "til", "n",
        "bout", "cos", "gainst", "neath", "tween", "ere", "appen", "im", "ome", "ouse",
        "ave", "ead", "ello", "appy", "arry", "alf",
    ],
    clipped: &["o", "ol", "th", "an"],
    clipped_in: true,
    openers: &[
        "The", "This", "That", "These", "Those", "There", "Then", "They", "He", "She",
        "It", "We", "You", "I", "His", "Her", "Its", "My", "Our", "Their", "And", "But",
        "Or", "So", "If", "In", "On", "At", "As", "For", "To", "No", "Not", "When",
        "What", "Who", "Why", "How", "Where", "A", "An",
    ],
    before_number: &[
        "p", "pp", "no", "nos", "vol", "vols", "ch", "chs", "fig", "figs", "art", "sec",
        "para", "ed", "c", "ca", "col", "n", "nn", "fo", "fol", "pt", "chapter", "page",
        "pages",
    ],
    divisions: &[
        "chapter", "chap", "ch", "part", "book", "volume", "vol", "act", "scene",
        "lesson", "section", "sec", "figure", "fig", "table",
    ],
    before_name: &[
        "mr", "mrs", "ms", "dr", "prof", "st", "capt", "col", "gen", "lt", "sgt", "rev",
        "hon", "messrs", "mme",
    ],
    after_number: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "a.m.",
        "p.m.",
        "am",
        "pm",
        "lb",
        "oz",
        "ft",
        "BC",
        "BCE",
        "CE",
    ],
    ..NEUTRAL
};

const ENGLISH_US: Rules = Rules {
    tags: &["en"],
    outer: ("“", "”"),
    inner: ("‘", "’"),
    dash: Dash::Closed('—'),
    ..ENGLISH_GB
};

const FRENCH: Rules = Rules {
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

const FRENCH_CH: Rules =
    Rules { tags: &["fr-ch"], inner: ("‹", "›"), third: None, ..FRENCH };

const FRENCH_CA: Rules = Rules {
    tags: &["fr-ca"],
    guillemet_space: NB,
    high_space: "",
    percent_space: NB,
    ..FRENCH
};

const GERMAN: Rules = Rules {
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

const GERMAN_CH: Rules =
    Rules {
        tags: &["de-ch", "de-li"], outer: ("«", "»"), inner: ("‹", "›"), ..GERMAN
    };

const SPANISH: Rules = Rules {
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

const ITALIAN: Rules = Rules {
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

const PORTUGUESE: Rules = Rules {
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

const PORTUGUESE_BR: Rules = Rules {
    tags: &["pt-br"],
    outer: ("“", "”"),
    inner: ("‘", "’"),
    third: None,
    ..PORTUGUESE
};

const RUSSIAN: Rules = Rules {
    tags: &["ru"],
    outer: ("«", "»"),
    inner: ("„", "“"),
    dash: Dash::Spaced('—'),
    before_number: &[
        "с", "стр", "т", "тт", "гл", "рис", "табл", "ст", "вып", "кн", "ч", "№", "п",
        "изд",
    ],
    divisions: &[
        "глава",
        "главе",
        "главы",
        "гл",
        "часть",
        "части",
        "ч",
        "том",
        "тома",
        "томе",
        "т",
        "книга",
        "книге",
        "кн",
        "раздел",
        "разделе",
        "рисунок",
        "рис",
        "таблица",
        "табл",
    ],
    before_name: &["г", "гг", "т", "тов", "им", "ул", "проф", "д-р", "гр"],
    after_number: &[
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
        "г.",
        "гг.",
        "год",
        "года",
        "году",
        "годах",
        "в.",
        "вв.",
        "км",
        "м",
        "см",
        "мм",
        "кг",
        "г",
        "т",
        "га",
        "руб.",
        "коп.",
        "р.",
        "тыс.",
        "млн",
        "млрд",
        "век",
        "века",
        "ч",
        "мин",
        "сек",
    ],
    hours: &["ч", "h"],
    centuries: &["в", "вв", "век", "века", "веке", "веков"],
    conjunctions: &["а", "да", "и", "но"],
    prepositions: &[
        "в", "во", "до", "за", "из", "к", "ко", "на", "не", "ни", "о", "об", "от", "по",
        "с", "со", "у",
    ],
    particles: &["бы", "б", "ли", "ль", "же", "ж"],
    letter_pairs: true,
    ..NEUTRAL
};

const GREEK: Rules = Rules {
    tags: &["el"],
    outer: ("«", "»"),
    inner: ("“", "”"),
    third: Some(("‘", "’")),
    dash: Dash::Spaced('–'),
    elided: &[
        "ναι",
        "μαι",
        "σαι",
        "ταν",
        "μουν",
        "σουν",
        "χω",
        "χεις",
        "χει",
        "χουν",
        "χουμε",
        "χε",
        "χα",
        "ρθω",
        "ρθεις",
        "ρθει",
        "ρθουν",
        "ρθε",
        "ρθαν",
        "ρχεται",
        "πε",
        "πα",
        "παν",
        "πες",
        "πω",
        "πει",
        "δα",
        "δε",
        "δω",
        "γω",
        "κείνος",
        "κείνη",
        "κείνο",
        "μένα",
        "σένα",
        "κανε",
        "φερε",
        "βαλε",
        "θελα",
        "θελε",
        "λεγε",
        "πρεπε",
    ],
    clipped: &[
        "απ", "αφ", "σ", "τ", "μ", "θ", "ν", "κ", "κι", "γι", "ουτ", "ούτ", "μήτ", "μέσ",
        "καθ", "κατ", "παρ", "αντ", "επ", "εφ", "υπ", "υφ", "μετ", "μεθ", "δι", "φέρ",
        "πάρ", "δώσ", "κόψ",
    ],
    before_number: &["σ", "σσ", "σελ", "αρ", "τ", "κεφ", "εικ"],
    divisions: &["κεφάλαιο", "κεφ", "μέρος", "τόμος", "τ", "βιβλίο", "πράξη", "σκηνή"],
    before_name: &["κ", "κα", "κος", "δρ", "αγ"],
    after_number: &["π.μ.", "μ.μ.", "π.Χ.", "μ.Χ.", "χλμ.", "χιλ.", "εκ.", "αι."],
    ..NEUTRAL
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
