//! What a style says: the role of a paragraph, and how its letters look.

use super::super::manuscript::Style;
use super::pieces::Setting;

/// What a style says that a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Plain,
    Title,
    Subtitle,
    Heading(u8),
    Quote,
    Verse,
    /// Whose the quotation or verse above is.
    Source,
    Caption,
    Code,
    Author,
    Date,
    /// A line across the page.
    Rule,
}

impl Role {
    /// Whether a paragraph can be an item of a list.
    pub fn fits_list(self) -> bool {
        match self {
            Role::Plain
            | Role::Quote
            | Role::Code
            | Role::Caption
            | Role::Verse
            | Role::Author
            | Role::Date => true,
            Role::Title
            | Role::Subtitle
            | Role::Heading(_)
            | Role::Source
            | Role::Rule => false,
        }
    }
}

/// How deep, from 0, the name of a style says that the items of its lists are: `List Bullet 2`.
pub(super) fn depth_of(name: &str) -> Option<usize> {
    let lower = name.to_lowercase();
    ["list bullet ", "list number ", "list "]
        .iter()
        .find_map(|lead| lower.strip_prefix(lead)?.parse::<usize>().ok())
        .map(|depth| depth.clamp(1, 9) - 1)
}

/// A role by the name of a style, in the languages in which word processors name them.
pub(super) fn role(name: &str) -> Option<Role> {
    let name = name.to_lowercase().replace("_20_", " ").replace(['_', '-'], " ");
    let name = name.trim();
    for lead in [
        "heading ",
        "heading",
        "überschrift ",
        "titre ",
        "título ",
        "titolo ",
        "заголовок ",
    ] {
        if let Some(number) = name.strip_prefix(lead)
            && let Ok(level) = number.trim().parse::<u8>()
        {
            return Some(Role::Heading(level.clamp(1, 9)));
        }
    }
    let has = |words: &[&str]| {
        words.iter().any(|word| name == *word || name.starts_with(&format!("{word} ")))
    };
    Some(match name {
        "heading" | "abstract title" => Role::Heading(1),
        "title" | "titel" | "titre" | "título" | "titolo" | "название" => {
            Role::Title
        }
        "subtitle"
        | "untertitel"
        | "sous titre"
        | "subtítulo"
        | "sottotitolo"
        | "подзаголовок" => Role::Subtitle,
        "author" | "authors" | "byline" | "autor" | "auteur" => Role::Author,
        "date" | "datum" | "fecha" | "data" | "дата" => Role::Date,
        "horizontal line" | "horizontale linie" | "ligne horizontale" => Role::Rule,
        _ if has(&[
            "quote",
            "quotations",
            "quotation",
            "block quotation",
            "block text",
            "block quote",
            "blockquote",
            "intense quote",
            "zitat",
            "citation",
            "cita",
            "citazione",
            "цитата",
        ]) =>
        {
            Role::Quote
        }
        _ if has(&["verse", "poem", "poetry", "gedicht", "lyrics"]) => Role::Verse,
        _ if has(&[
            "caption",
            "illustration",
            "figure",
            "drawing",
            "image caption",
            "table caption",
            "beschriftung",
            "légende",
            "epígrafe",
            "descripción",
            "didascalia",
            "bijschrift",
            "legenda",
            "название объекта",
        ]) =>
        {
            Role::Caption
        }
        _ if has(&[
            "preformatted text",
            "html preformatted",
            "source code",
            "code",
            "plain text code",
        ]) =>
        {
            Role::Code
        }
        _ => return None,
    })
}

/// What the names of styles have that set notes, boxes and summaries in.
const BOXES: [&str; 20] = [
    "note",
    "tip",
    "box",
    "warn",
    "abstract",
    "summary",
    "kasten",
    "hinweis",
    "achtung",
    "zusammenfassung",
    "encadr",
    "résumé",
    "nota",
    "aviso",
    "resumen",
    "address",
    "list",
    "table",
    "contents",
    "index",
];

/// What the names of styles begin with whose paragraphs belong to items.
const OF_ITEMS: [&str; 6] = [
    "list continue",
    "list paragraph",
    "listenfortsetzung",
    "listenabsatz",
    "liste continue",
    "paragraphe de liste",
];

/// How paragraphs are set; `None` where nothing is said. Lengths are twentieths of a point.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    pub centred: Option<bool>,
    pub at_end: Option<bool>,
    pub left: Option<i32>,
    pub right: Option<i32>,
    pub size: Option<i32>,
    pub ruled: Option<bool>,
    /// The style is one of paragraphs in lists.
    pub of_item: bool,
}

/// What is set in is so by this much at least, in twentieths of a point.
pub(super) const SET_IN: i32 = 350;

impl Set {
    /// What a named style sets in counts where it does so from both sides, as quotations are; items and notes are
    /// set in from one, and boxes have lines around them, or a name.
    pub fn of_style(self, name: &str) -> Set {
        let name = name.to_lowercase();
        let is_box =
            BOXES.iter().any(|word| name.contains(word)) || self.ruled == Some(true);
        let is_in = |side: Option<i32>| side.is_some_and(|length| length >= SET_IN);
        let of_item =
            self.of_item || OF_ITEMS.iter().any(|words| name.starts_with(words));
        match is_in(self.left) && is_in(self.right) && !is_box {
            true => Set { of_item, ..self },
            false => Set { left: None, right: None, of_item, ..self },
        }
    }

    /// What is said here over what is said below it.
    pub fn over(self, below: Set) -> Set {
        Set {
            centred: self.centred.or(below.centred),
            at_end: self.at_end.or(below.at_end),
            left: self.left.or(below.left),
            right: self.right.or(below.right),
            size: self.size.or(below.size),
            ruled: self.ruled.or(below.ruled),
            of_item: self.of_item || below.of_item,
        }
    }

    /// The setting of a paragraph whose letters have sizes from the one to the other.
    pub fn setting(self, size: i32, largest: i32) -> Setting {
        Setting {
            centred: self.centred.unwrap_or(false),
            at_end: self.at_end.unwrap_or(false),
            left: self.left.unwrap_or(0),
            right: self.right.unwrap_or(0),
            size,
            largest,
            of_item: self.of_item,
            ruled: self.ruled.unwrap_or(false),
        }
    }
}

/// How letters look; `None` where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub italic: Option<bool>,
    pub bold: Option<bool>,
    pub small_caps: Option<bool>,
    pub strike: Option<bool>,
    pub underline: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<Raised>,
}

/// Where letters stand above or below their line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Raised {
    No,
    Up,
    Down,
}

impl Look {
    /// What is said here over what is said below it.
    pub fn over(self, below: Look) -> Look {
        Look {
            italic: self.italic.or(below.italic),
            bold: self.bold.or(below.bold),
            small_caps: self.small_caps.or(below.small_caps),
            strike: self.strike.or(below.strike),
            underline: self.underline.or(below.underline),
            hidden: self.hidden.or(below.hidden),
            raised: self.raised.or(below.raised),
        }
    }

    /// As styles of the manuscript, innermost first; underlined letters are emphasis.
    pub fn styles(self) -> Vec<Style> {
        let mut styles = Vec::new();
        match self.raised {
            Some(Raised::Up) => styles.push(Style::Superscript),
            Some(Raised::Down) => styles.push(Style::Subscript),
            Some(Raised::No) | None => {}
        }
        if self.small_caps == Some(true) {
            styles.push(Style::SmallCaps);
        }
        if self.strike == Some(true) {
            styles.push(Style::Strike);
        }
        if self.italic == Some(true) || self.underline == Some(true) {
            styles.push(Style::Emphasis);
        }
        if self.bold == Some(true) {
            styles.push(Style::Strong);
        }
        styles
    }
}
