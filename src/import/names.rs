//! Bylines: who wrote a text, and who translated it.

mod roles;
mod words;

use super::letters::small;
pub(super) use roles::{is_about, is_nameless, is_role};
use words::{AUTHOR, BETWEEN, EDITOR, KINDS, OFFICES, PARTICLES, TITLES, TRANSLATOR};

/// What a byline says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Byline {
    pub names: Vec<String>,
    pub translator: bool,
    /// A date behind the names.
    pub date: Option<String>,
    /// A place or a paper behind the one name: `By Ann Hill, Lowick`.
    pub from: Option<String>,
}

/// The longest byline.
const LONGEST: usize = 120;

/// Reads "By Ann Author and Bert Writer | 3 May 1998".
pub(super) fn byline(text: &str) -> Option<Byline> {
    let text = without_stop(text.trim());
    if text.chars().count() > LONGEST {
        return None;
    }
    let lower = small(text);
    let lead = |leads: &[&str]| {
        let fits = leads.iter().filter(|lead| {
            let rest = lower.strip_prefix(**lead);
            rest.is_some_and(|rest| rest.starts_with([' ', ':', '\u{a0}']))
        });
        fits.map(|lead| lead.len()).max()
    };
    let (translator, length) = match out_of(text, &lower).or(lead(TRANSLATOR)) {
        Some(length) => (true, length),
        None => (false, lead(AUTHOR).max(lead(KINDS)).or_else(|| kind(text, &lower))?),
    };
    let rest = text.get(length..)?;
    // "Text" and its like are leads with a colon only.
    let colon = rest.trim_start().starts_with(':');
    let needs_colon = [
        "text",
        "tekst",
        "texte",
        "textes",
        "texto",
        "testo",
        "текст",
        "words",
        "translation",
        "autor",
        "author",
        "authors",
        "traduction",
        "interview",
        "entretien",
        "entrevista",
        "intervista",
        "интервью",
    ];
    if !colon && needs_colon.contains(&lower.get(..length)?) {
        return None;
    }
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let (names, date) = parted_from_date(rest, ANY);
    let (names, date) = match date {
        Some(_) => (names, date),
        None => before_date(rest),
    };
    let (names, beside) = parted_from_office(names);
    let mut names = people(names)?;
    // `An essay by Ann Teal`, `Words and photographs by Ann Teal`
    let lead = &lower[..length];
    let links = [" and ", " und ", " & ", " e ", " et ", " y "];
    let says_more = KINDS.contains(&lead)
        || kind(text, &lower).is_some()
        || out_of(text, &lower).is_some()
        || links.iter().any(|link| lead.contains(link));
    let kind = says_more.then(|| &text[..length]);
    let from = match (kind, beside, names.as_slice()) {
        (Some(kind), Some(beside), _) => Some(format!("{kind} …, {beside}")),
        (Some(words), None, _) | (None, Some(words), _) => Some(words.to_string()),
        // One word behind a name of several is no second author.
        (None, None, [who, from])
            if who.contains(' ') && !from.contains(' ') && rest.contains(", ") =>
        {
            names.pop()
        }
        (None, None, _) => None,
    };
    Some(Byline { names, translator, date: date.map(str::to_string), from })
}

/// How long the lead is that says from which language a text was translated: `Translated from the Spanish by`.
fn out_of(text: &str, lower: &str) -> Option<usize> {
    const LEADS: [(&str, &str); 17] = [
        ("translated from ", " by"),
        ("traducción del ", ":"),
        ("traducido del ", ":"),
        ("traduction de ", ":"),
        ("übersetzung aus dem ", ":"),
        ("traducción del ", " por"),
        ("traducción del ", " de"),
        ("traducido del ", " por"),
        ("traducida del ", " por"),
        ("traduit de ", " par"),
        ("traduit du ", " par"),
        ("traduzione dal", " di"),
        ("tradotto dal", " da"),
        ("traduzione da", " di"),
        ("tradução do ", " de"),
        ("traduzido do ", " por"),
        ("übersetzt aus dem ", " von"),
    ];
    let found = LEADS.iter().find_map(|(lead, by)| {
        let rest = lower.strip_prefix(lead)?;
        let at = rest.find(&format!("{by} "))?;
        let end = lead.len() + at + by.len();
        people(text.get(end..)?.trim()).map(|_| end)
    });
    // `Aus dem Norwegischen von Eva Lind`, but not `Aus dem Leben von Anna Weber`
    found.or_else(|| {
        let rest = lower.strip_prefix("aus dem ")?;
        let (language, _) = rest.split_once(" von ")?;
        let first = language.split(' ').next().unwrap_or("");
        let named = first.ends_with("ischen") || first.ends_with("deutschen");
        let end = "aus dem ".len() + language.len() + " von".len();
        (named && language.split(' ').count() <= 3).then_some(end)
    })
}

/// How long the lead is that says what a text is: `A Farewell by`, `Ein Versuch von`.
fn kind(text: &str, lower: &str) -> Option<usize> {
    const MOST_WORDS: usize = 3;
    const LEADS: [(&str, &str); 4] =
        [("a ", " by"), ("an ", " by"), ("ein ", " von"), ("eine ", " von")];
    let (article, by) = LEADS.iter().find(|(article, _)| lower.starts_with(article))?;
    let at = lower.find(&format!("{by} "))?;
    let words = lower.get(article.len()..at)?;
    let fits = words.split_whitespace().count() <= MOST_WORDS
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
    let end = at + by.len();
    let who = text.get(end..)?.trim();
    (fits && is_person(who)).then_some(end)
}

/// Reads `by Mrs Ada Crewe, chairman of the committee`: a name, and behind a comma in small letters what the author is.
/// For lines alone below a title, as sentences go on so as well.
pub(super) fn byline_with_office(text: &str) -> Option<Byline> {
    const MOST_WORDS: usize = 10;
    let text = without_stop(text.trim());
    // `By Ann Teal in Preston`
    let placed = || text.split_once(" in ").filter(|(_, place)| people(place).is_some());
    let (names, office) = text.split_once(", ").or_else(placed)?;
    let fits = !office.contains(". ")
        && office.split_whitespace().count() <= MOST_WORDS
        && text.chars().count() <= LONGEST;
    let mut byline = byline(names).filter(|byline| fits && byline.names.len() == 1)?;
    byline.from = Some(match byline.from {
        Some(kind) => format!("{kind} …, {office}"),
        None => office.to_string(),
    });
    Some(byline)
}

/// Parts names from what stands behind them: who else worked at the text, in brackets what the author is, or
/// behind a comma: `Ann Hill, edited by Tom Rook`, `Ann Hill (Lowick)`, `Ann Hill, Staff Writer`.
fn parted_from_office(text: &str) -> (&str, Option<&str>) {
    let lower = small(text);
    if let Some(at) = OFFICES.iter().filter_map(|office| lower.find(office)).min()
        && let (Some(names), Some(rest)) = (text.get(..at), text.get(at + 2..))
    {
        return (names, Some(rest.trim()));
    }
    if let Some((names, rest)) = text.split_once(" (")
        && let Some(inner) = rest.strip_suffix(')')
        && is_person(names)
    {
        return (names, Some(inner));
    }
    for dash in [" — ", " – ", " | "] {
        if let Some((names, place)) = text.split_once(dash)
            && is_person(names)
            && people(place).is_some()
        {
            return (names, Some(place.trim()));
        }
    }
    if let Some((names, rest)) = text.split_once(", ")
        && is_role(rest.split(", ").next().unwrap_or(""))
    {
        return (names, Some(rest.trim()));
    }
    (text, None)
}

/// A line without the stop at its end, unless that is an initial's: `By A. B.`
fn without_stop(text: &str) -> &str {
    let bare = text.trim_end_matches('.');
    let last = bare.rsplit([' ', '.']).next().unwrap_or("");
    let titled = TITLES.contains(&last.to_lowercase().as_str());
    match last.chars().count() {
        0 | 1 => text,
        _ if titled => text,
        _ => bare,
    }
}

/// Where in `Words by Jane Doe, photographs by John Roe` the second begins; 0 where nothing stands before it.
pub(super) fn and_pictures(text: &str) -> Option<usize> {
    let lower = small(text);
    [
        "photographs by",
        "photos by",
        "photography by",
        "pictures by",
        "images by",
        "illustrations by",
        "illustrated by",
        "fotos von",
        "bilder von",
        "bilder:",
        "fotografias de",
        "fotografías de",
        "fotografie di",
        "foto di",
        "photographies de",
        "zdjęcia:",
        "fotos:",
        "fotos de",
        "photos de",
        "photos :",
        "photos:",
        "фото:",
    ]
    .iter()
    .filter_map(|lead| lower.find(lead))
    .find(|at| {
        let before = lower[..*at].trim_end();
        (before.is_empty()
            || before.ends_with([',', ';', '|', '/', '·', '.', '–', '—', '-', '•']))
            && people(without_stop(text[*at..].rsplit([':']).next().unwrap_or("").trim()))
                .or_else(|| {
                    let words: Vec<&str> = text[*at..].split_whitespace().collect();
                    people(without_stop(&words.get(2..).unwrap_or_default().join(" ")))
                })
                .is_some()
    })
}

/// Whether a line is nothing but who edited, gathered or introduced a text: `Edited by Ann Hill`.
pub(super) fn is_editors(text: &str) -> bool {
    let text = without_stop(text.trim());
    let lower = small(text);
    text.chars().count() <= LONGEST
        && EDITOR.iter().any(|lead| {
            let rest = lower.strip_prefix(lead).and(text.get(lead.len()..));
            rest.is_some_and(|rest| {
                let parted =
                    lead.ends_with(':') || rest.starts_with([' ', ':', '\u{a0}']);
                let who = rest.trim_start_matches([':', ' ', '\u{a0}']);
                parted && people(who).is_some()
            })
        })
}

/// Names without a lead, with a date: "Ann Author | 3 May 1998". Behind a comma it is the date of a
/// place: "New York, 3 May 1998".
pub(super) fn signed_date(text: &str) -> Option<Byline> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let (names, date) = parted_from_date(text.trim(), STROKES);
    let names =
        people(names).filter(|names| names.iter().all(|name| name.contains(' ')))?;
    Some(Byline { names, translator: false, date: Some(date?.to_string()), from: None })
}

/// Whether a text is one name of two to four words, as a byline without a lead is.
pub(super) fn is_person(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let titled = ["The ", "A ", "An ", "Der ", "Die ", "Das ", "Ein ", "Eine "]
        .iter()
        .any(|article| text.starts_with(article));
    (2..=4).contains(&words)
        && !titled
        && people(text).is_some_and(|names| names.len() == 1)
}

/// What parts names from a date: strokes on pages, and behind a lead whatever there is.
const STROKES: &[char] = &['|', '–', '—', '·', '•', '/'];
const ANY: &[char] = &['|', ',', '–', '—', '-', '·', '•', '/'];

/// Parts names from a date that follows straight, or behind a small word: `Ann Hill on 3 May 1998`.
fn before_date(text: &str) -> (&str, Option<&str>) {
    for (at, _) in text.match_indices(' ') {
        let rest = text[at..].trim_start();
        let bare = ["on ", "am ", "vom ", "le ", "el ", "em ", "il "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        if let Some(start) = super::dates::after_lead(rest) {
            return (text[..at].trim(), Some(&rest[start..]));
        }
        if super::dates::is_date(bare) {
            return (text[..at].trim(), Some(bare));
        }
    }
    (text, None)
}

/// Parts names from a date behind one of these signs.
fn parted_from_date<'a>(text: &'a str, signs: &[char]) -> (&'a str, Option<&'a str>) {
    for (at, sign) in text.match_indices(signs) {
        let date = text[at + sign.len()..].trim();
        let start = super::dates::after_lead(date).unwrap_or(0);
        if super::dates::is_date(&date[start..]) {
            return (text[..at].trim(), Some(&date[start..]));
        }
    }
    (text, None)
}

/// The names in a text that is nothing but names.
pub(super) fn people(text: &str) -> Option<Vec<String>> {
    let mut names = vec![Vec::new()];
    for word in text.split_whitespace() {
        // A comma may stand before it: `Ann Hill, Tom Rook, and Ada Finch`.
        if BETWEEN.contains(&word)
            && (names.len() > 1 || !names.last()?.is_empty())
            && word != "y"
            && word != "e"
        {
            names.push(Vec::new());
            continue;
        }
        let (bare, ends) = match word.strip_suffix([',', ';']) {
            Some(bare) => (bare, true),
            None => (word, false),
        };
        let particle = PARTICLES.contains(&bare.to_lowercase().as_str());
        if word == "y" || word == "e" {
            names.push(Vec::new());
            continue;
        }
        let sound = bare
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        let name = bare.starts_with(char::is_uppercase) && sound;
        if !(name || particle && sound) {
            return None;
        }
        names.last_mut()?.push(bare.to_string());
        if ends {
            names.push(Vec::new());
        }
    }
    let names: Vec<Vec<String>> =
        names.into_iter().filter(|name| !name.is_empty()).collect();
    // `Jane Doe, Ph.D.` is one.
    let mut joined: Vec<Vec<String>> = Vec::new();
    for name in names {
        let title = name.len() == 1
            && TITLES.contains(&name[0].trim_end_matches('.').to_lowercase().as_str());
        match joined.last_mut() {
            Some(before) if title => {
                if let Some(last) = before.last_mut() {
                    last.push(',');
                }
                before.extend(name);
            }
            Some(_) | None => joined.push(name),
        }
    }
    let names = joined;
    let fine = |name: &Vec<String>| {
        name.len() <= 5 && name.iter().any(|word| word.starts_with(char::is_uppercase))
    };
    let fits = !names.is_empty() && names.len() <= 8 && names.iter().all(fine);
    fits.then(|| names.into_iter().map(|name| name.join(" ")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_without_a_lead_to_names_are_known() {
        for line in [
            "By our London correspondent",
            "Von unserem Korrespondenten in Wien",
            "Von unserer Mitarbeiterin Anna Rott",
            "De nuestra colaboradora",
        ] {
            assert!(is_nameless(line), "{line}");
        }
        for line in
            ["Von unserem Leben auf dem Land", "By our own hands", "By our staff."]
        {
            assert!(!is_nameless(line), "{line}");
        }
    }

    #[test]
    fn bylines_say_who() {
        let names = |text: &str| byline(text).map(|byline| byline.names);
        assert_eq!(names("By Ann Author"), Some(vec!["Ann Author".into()]));
        assert_eq!(
            names("by Ann Author and L. D. Writer, Óscar de la Hoz"),
            Some(vec![
                "Ann Author".into(),
                "L. D. Writer".into(),
                "Óscar de la Hoz".into()
            ])
        );
        assert_eq!(names("Автор: Лев Седов"), Some(vec!["Лев Седов".into()]));
        assert_eq!(names("By John Smith Jr."), Some(vec!["John Smith Jr.".into()]));
        assert_eq!(names("By Jane Doe, Ph.D."), Some(vec!["Jane Doe, Ph.D.".into()]));
        assert_eq!(names("By Order of the President"), None);
        assert_eq!(names("By then it was late"), None);
        assert_eq!(names("Text Messages"), None);
        let both = byline("By Ann Author | 3 May 1998").expect("a byline");
        assert_eq!(both.date.as_deref(), Some("3 May 1998"));
        assert!(
            byline("Translated by Ann Author").is_some_and(|byline| byline.translator)
        );
        assert!(signed_date("Ann Author | 20 August 2020").is_some());
        for place in
            ["Madrid, May 3, 1998", "New York, May 3, 1998", "Bad Tölz, 3. Mai 1998"]
        {
            assert!(signed_date(place).is_none(), "{place}");
        }
        for (line, date) in [
            ("By Luke Kemp 11 February 2020", "11 February 2020"),
            ("Posted by Luke Kemp on May 3, 1998", "May 3, 1998"),
            ("By Luke Kemp Published May 3, 1998 at 8:31am", "May 3, 1998 at 8:31am"),
        ] {
            let read = byline(line).expect("a byline");
            assert_eq!(read.names, ["Luke Kemp"], "{line}");
            assert_eq!(read.date.as_deref(), Some(date), "{line}");
        }
        for (line, beside) in [
            ("Written by Ann Hill, edited by Ben Rook", "edited by Ben Rook"),
            ("Par Solène Aubert (Givet, envoyée spéciale)", "Givet, envoyée spéciale"),
            ("By Ann Hill, Staff Writer", "Staff Writer"),
            (
                "By Ann Hill, Senior Curator, Museum of Locks, and Weirs",
                "Senior Curator, Museum of Locks, and Weirs",
            ),
        ] {
            let read = byline(line).expect("a byline");
            assert_eq!(read.names.len(), 1, "{line}");
            assert_eq!(read.from.as_deref(), Some(beside), "{line}");
        }
        assert_eq!(names("Av Karin Lind"), Some(vec!["Karin Lind".into()]));
        let from = byline("By Ann Hill, Lowick").expect("a byline");
        assert_eq!(
            (from.names, from.from),
            (vec!["Ann Hill".into()], Some("Lowick".into()))
        );
        for line in [
            "Edited by Louise Marchant",
            "A cura di Anna Rossi",
            "Составитель: Лев Седов",
        ] {
            assert!(is_editors(line), "{line}");
        }
        assert!(!is_editors("Edited by candlelight"));
        assert_eq!(names("Texte : Anne Le Goff"), Some(vec!["Anne Le Goff".into()]));
    }
}
