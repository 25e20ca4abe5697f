//! What a style says: the role of a paragraph, and how its letters look.

use super::super::manuscript::Style;

/// What a style says that a paragraph is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Plain,
    Title,
    Subtitle,
    Heading(u8),
    Quote,
    Verse,
    Caption,
    Code,
    Author,
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
        "heading" => Role::Heading(1),
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
