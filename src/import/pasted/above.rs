//! What a web page has above the title: links for the keyboard, advertisements, the address, the section.

use super::super::paragraphs::Paragraph;
use super::super::report::Report;
use super::super::trailer;
use super::letter;

/// What a page files an article under, in a line above the title.
const SECTIONS: &[&str] = &[
    "opinion",
    "editorial",
    "analysis",
    "review",
    "interview",
    "feature",
    "features",
    "essay",
    "essays",
    "news",
    "culture",
    "politics",
    "history",
    "obituary",
    "letters",
    "comment",
    "world",
    "books",
    "arts",
    "long read",
    "the long read",
    "meinung",
    "kommentar",
    "kultur",
    "politik",
    "geschichte",
    "feuilleton",
    "tribune",
    "analyse",
    "culture",
    "entretien",
    "histoire",
    "opinión",
    "cultura",
    "entrevista",
    "historia",
    "мнение",
    "интервью",
    "культура",
    "история",
    "obituaries",
    "nachruf",
    "nachrufe",
    "letters to the editor",
    "travel",
    "science",
    "music",
    "film",
    "theatre",
    "society",
    "environment",
    "education",
    "economy",
    "technology",
    "people",
    "wirtschaft",
    "wissen",
    "reise",
    "gesellschaft",
    "leben",
    "debatte",
    "idées",
    "société",
    "monde",
    "économie",
    "débats",
    "sociedad",
    "obituario",
    "obituarios",
    "necrológica",
    "internacional",
    "reportaje",
    "società",
    "opinioni",
    "cronaca",
    "mundo",
    "opinião",
    "sociedade",
    "crónica",
    "pressemitteilung",
    "presseinformation",
    "press release",
    "for immediate release",
    "communiqué de presse",
    "nota de prensa",
    "comunicado de prensa",
    "comunicato stampa",
    "nota de imprensa",
    "comunicado de imprensa",
    "persbericht",
    "pressmeddelande",
    "пресс-релиз",
];

/// The first step of a trail, and other words that stand alone above an article.
const MENUS: &[&str] = &[
    "home",
    "start",
    "startseite",
    "inicio",
    "portada",
    "accueil",
    "главная",
    "início",
    "strona główna",
    "hem",
    "αρχική",
    "menu",
    "search",
    "navigation",
    "menü",
];

/// What stands in menus besides.
const MORE: &[&str] = &[
    "about",
    "about us",
    "visit",
    "stories",
    "events",
    "what's on",
    "what’s on",
    "contact",
    "shop",
    "news",
    "blog",
    "donate",
    "support us",
    "collections",
    "über uns",
    "aktuelles",
    "termine",
    "besuch",
    "à propos",
    "actualités",
    "agenda",
    "sobre nosotros",
    "noticias",
    "chi siamo",
    "notizie",
    "о нас",
    "новости",
];

/// The most lines that stand there.
const MOST: usize = 10;

/// Leaves out what stands above the title; says how many paragraphs.
pub(super) fn read(paragraphs: &[Paragraph], report: &mut Report) -> usize {
    let mut count = 0;
    while count < MOST
        && let [first, next, ..] = &paragraphs[count..]
    {
        let words = first.text.trim();
        let lower = words.to_lowercase();
        let below = next.text.trim();
        // A word alone that is a title as well needs one below it.
        let is_section = is_section(words)
            && next.is_plain()
            && below.chars().count() <= 120
            && !below.ends_with(['.', ':', ','])
            && paragraphs.len() > count + 2;
        let of_cookies = words.contains("ookie")
            && words.chars().count() <= 400
            && [
                "we ",
                "cookies on ",
                "accept ",
                "reject ",
                "view cookies",
                "manage ",
                "allow ",
                "hide ",
                "this site ",
                "this website ",
                "wir ",
                "diese website",
                "esta web",
                "este sitio",
                "nous ",
                "ce site ",
                "our website",
                "utilizamos ",
                "usamos ",
                "questo sito",
            ]
            .iter()
            .any(|it| lower.starts_with(it));
        // Where the page stands in its site: `Home › Culture › Local history`.
        let steps = words.split(['›', '»', '>', '/']).map(str::trim);
        let first_step = steps.clone().next().unwrap_or("").to_lowercase();
        let is_trail = steps.count() > 1 && MENUS.contains(&first_step.as_str());
        // Below others words are of the menu that are titles as well.
        let of_menu = MENUS.contains(&lower.as_str())
            || count > 0 && MORE.contains(&lower.as_str());
        let is_menu = of_menu && paragraphs.len() > count + 3;
        let is_page = of_cookies || is_trail || is_menu;
        let what = if trailer::is_furniture(words) || is_page {
            "what a web page has above an article is left out"
        } else if is_address(words) {
            "the address of the page is left out"
        } else if is_section && !introduced(next) {
            "what the page files the article under is left out"
        } else if count > 0 && is_embargo(&lower) {
            "the line above a press release is left out"
        } else if letter::is_sent_on(words) {
            "the line above a letter that was sent on is left out"
        } else {
            break;
        };
        report.drop(first.at(), what, words);
        count += 1;
    }
    count
}

/// Whether a line says, in small letters, when a press release may be printed.
fn is_embargo(lower: &str) -> bool {
    const LONGEST: usize = 80;
    lower.chars().count() <= LONGEST
        && ["sperrfrist", "embargo", "zur sofortigen ", "für sofortige ", "for release "]
            .iter()
            .any(|lead| lower.starts_with(lead))
}

/// Whether a line is what a page files an article under.
pub(super) fn is_section(words: &str) -> bool {
    SECTIONS.contains(&words.to_lowercase().as_str())
        && words.contains(char::is_uppercase)
}

/// Whether a line is nothing but the address of a page or of its site: `voices.example.org`.
pub(super) fn is_address(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    if lower.contains(char::is_whitespace) {
        return false;
    }
    let labelled = ["http://", "https://", "www."].iter().any(|it| lower.starts_with(it));
    let host = lower.split('/').next().unwrap_or("");
    let parts: Vec<&str> = host.split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let ends = |part: &&str| {
        (2..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase())
    };
    labelled
        || parts.len() > 1
            && parts.iter().all(is_part)
            && parts.last().is_some_and(ends)
            && !super::super::credit::is_file(words)
            && *words.trim() == *lower
}

/// Whether a line can only stand below a title.
fn introduced(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.trim();
    super::super::names::byline(words).is_some()
        || super::super::dates::is_date(words)
        || super::stamp::pieces(words, &[]).is_some()
}
