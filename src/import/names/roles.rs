//! Lines that say what somebody is, rather than who.

use super::{byline, is_person};

/// What authors are.
const ROLES: &[&str] = &[
    "writer",
    "reporter",
    "correspondent",
    "contributor",
    "editor",
    "columnist",
    "producer",
    "technologist",
    "professor",
    "lecturer",
    "historian",
    "curator",
    "librarian",
    "director",
    "fellow",
    "analyst",
    "researcher",
    "photographer",
    "secretary",
    "chairman",
    "chairwoman",
    "president",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "korrespondentin",
    "journaliste",
    "correspondant",
    "correspondante",
    "redactor",
    "redactora",
    "corresponsal",
    "корреспондент",
    "emeritus",
    "dozent",
    "dozentin",
    "historiker",
    "historikerin",
    "profesor",
    "profesora",
    "professeur",
    "professeure",
    "historien",
    "historienne",
    "historiador",
    "historiadora",
    "docente",
    "storico",
    "storica",
];

/// Whether a line says what an author is: `Staff Writer`, `Environment correspondent, Lowick`, `Senior Lecturer in
/// History, University of Lowick`.
pub(in crate::import) fn is_role(text: &str) -> bool {
    const LINKS: [&str; 10] =
        ["in", "of", "at", "for", "für", "an", "de", "à", "di", "en"];
    const LONGEST: usize = 60;
    const LONGEST_WITH_FIELD: usize = 120;
    let first = text.split(',').next().unwrap_or("").trim();
    let named = byline(first).is_some() || first.starts_with("Also ");
    if text.starts_with("Special to ") || text.starts_with("Special for ") {
        return text.chars().count() <= LONGEST && !text.ends_with('.');
    }
    let words: Vec<String> = first.split_whitespace().map(str::to_lowercase).collect();
    let is_role = |word: &String| ROLES.contains(&word.as_str());
    let short = (2..=4).contains(&words.len())
        && text.chars().count() <= LONGEST
        && words.last().is_some_and(is_role);
    let of_field = words.len() <= 8
        && text.chars().count() <= LONGEST_WITH_FIELD
        && words
            .windows(2)
            .take(3)
            .any(|two| is_role(&two[0]) && LINKS.contains(&two[1].as_str()));
    (short || of_field)
        && !named
        && !text.starts_with("Dear ")
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', '!', '?', ':'])
}

/// Whether a line says by whom a text is, without a name: "By our London correspondent".
pub(in crate::import) fn is_nameless(text: &str) -> bool {
    let text = text.trim();
    let leads = [
        "By our ",
        "By a ",
        "From our ",
        "By the ",
        "Von unserem ",
        "Von unserer ",
        "Par notre ",
        "De notre ",
        "De nuestro ",
        "De nuestra ",
        "Por nuestro ",
        "От нашего ",
    ];
    let ends = text.ends_with(['.', '!', '?', ':', ',', ';']);
    let lead =
        leads.iter().any(|lead| text.to_lowercase().starts_with(&lead.to_lowercase()));
    let office = [
        "correspond",
        "korrespond",
        "mitarbeit",
        "colabor",
        "collabor",
        "report",
        "staff",
        "editor",
        "redakt",
        "rédact",
        "redac",
        "writer",
        "envoyé",
        "enviad",
        "корреспондент",
    ];
    lead && !ends
        && text.chars().count() <= 80
        && office.iter().any(|word| text.to_lowercase().contains(word))
}

/// Whether a line says who somebody is: `Ann Hill is a columnist`.
pub(in crate::import) fn is_about(text: &str) -> bool {
    [" is a ", " is an ", " is the ", " ist ", " est ", " es ", " è ", " är "].iter().any(
        |verb| {
            text.split_once(verb).is_some_and(|(who, what)| {
                // `Nothing. There is a tin.`
                let ended = who.match_indices(". ").any(|(at, _)| {
                    let last = who[..at].rsplit(' ').next().unwrap_or("");
                    last.chars().count() > 3
                });
                !ended
                    && is_person(who)
                    && what.starts_with(|c: char| c.is_lowercase() || *verb == " ist ")
            })
        },
    )
}
