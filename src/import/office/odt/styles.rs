//! Styles of OpenDocument, with what they inherit, and its language.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::package::{attribute, child, is};
use super::super::styles::{Look, Raised, Role, role};

/// A style with what it says itself, or with all that it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub role: Option<Role>,
    pub parent: Option<String>,
    pub look: Look,
    pub language: Option<String>,
    /// The style of the lists that its paragraphs are of.
    pub list: Option<String>,
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    /// By family and name.
    named: BTreeMap<(String, String), Named>,
    /// Which levels of a style of lists are numbered.
    lists: BTreeMap<String, BTreeMap<usize, bool>>,
}

impl Styles {
    /// Adds the styles of a part; later ones hide those of the same name.
    pub fn add(&mut self, document: &Document<'_>) {
        for style in document.descendants().filter(|node| is(*node, "style")) {
            let Some(name) = attribute(style, "name") else { continue };
            let family = attribute(style, "family").unwrap_or("").to_string();
            self.named.insert((family, name.to_string()), named(style, name));
        }
        for list in document.descendants().filter(|node| is(*node, "list-style")) {
            let Some(name) = attribute(list, "name") else { continue };
            let mut levels = BTreeMap::new();
            for level in list.children().filter(Node::is_element) {
                let numbered = is(level, "list-level-style-number")
                    && attribute(level, "num-format").is_some_and(|it| !it.is_empty());
                let at = attribute(level, "level")
                    .and_then(|it| it.parse::<usize>().ok())
                    .unwrap_or(1);
                levels.insert(at.saturating_sub(1), numbered);
            }
            self.lists.insert(name.to_string(), levels);
        }
    }

    /// A style of a family with all that it inherits.
    pub fn style(&self, family: &str, name: Option<&str>) -> Named {
        let mut out = Named::default();
        let mut at = name.map(str::to_string);
        for depth in 0..12 {
            let Some(own) = at
                .as_ref()
                .and_then(|name| self.named.get(&(family.to_string(), name.clone())))
            else {
                break;
            };
            out.role = out.role.or(own.role);
            // What a named style of paragraphs looks like is no emphasis; what is set by hand is.
            let by_hand = family == "text" || depth == 0;
            if by_hand {
                out.look = out.look.over(own.look);
            }
            out.language = out.language.or(own.language.clone());
            out.list = out.list.or(own.list.clone());
            at = own.parent.clone();
            // A name that is a role itself, though no style says what it is.
            if out.role.is_none() {
                out.role = at.as_deref().and_then(role);
            }
        }
        out.role = out.role.or_else(|| name.and_then(role));
        out
    }

    /// Whether a style of paragraphs is one of the heads of tables.
    pub fn is_table_heading(&self, name: &str) -> bool {
        let key = ("paragraph".into(), name.to_string());
        name.contains("Heading")
            || self
                .named
                .get(&key)
                .is_some_and(|style| style.parent.as_deref() == Some("Table_20_Heading"))
    }

    /// Whether a level, from 0, of a style of lists has numbers.
    pub fn is_numbered(&self, list: Option<&str>, level: usize) -> bool {
        let levels = list.and_then(|name| self.lists.get(name));
        levels.and_then(|levels| levels.get(&level)).copied().unwrap_or(false)
    }
}

fn named(style: Node<'_, '_>, name: &str) -> Named {
    let shown = attribute(style, "display-name").unwrap_or(name);
    let mut named = Named {
        role: role(shown).or_else(|| role(name)),
        parent: attribute(style, "parent-style-name").map(str::to_string),
        list: attribute(style, "list-style-name").map(str::to_string),
        ..Named::default()
    };
    if let Some(level) = attribute(style, "default-outline-level")
        .and_then(|level| level.parse::<u8>().ok())
        && named.role.is_none()
    {
        named.role = Some(Role::Heading(level.clamp(1, 9)));
    }
    if let Some(properties) = child(style, "text-properties") {
        let of = |name| attribute(properties, name);
        named.look = look(properties);
        named.language =
            of("language").filter(|it| *it != "none" && *it != "zxx").map(|language| {
                match of("country") {
                    Some(country) if country != "none" => format!("{language}-{country}"),
                    Some(_) | None => language.to_string(),
                }
            });
    }
    // Emphasis by its name, whatever it looks like; markers are no raised letters.
    match shown {
        "Emphasis" => named.look.italic = Some(true),
        "Strong Emphasis" | "Strong_20_Emphasis" => named.look.bold = Some(true),
        "Internet link" | "Internet_20_link" | "Footnote anchor" | "Endnote anchor"
        | "Footnote Symbol" => {
            named = Named { parent: None, ..Named::default() };
        }
        _ => {}
    }
    named
}

/// The look that properties of text set.
fn look(properties: Node<'_, '_>) -> Look {
    let of = |name| attribute(properties, name);
    let on = |name| of(name).map(|value| value != "none");
    Look {
        italic: of("font-style").map(|value| matches!(value, "italic" | "oblique")),
        bold: of("font-weight").map(|value| {
            value == "bold" || value.parse::<u16>().is_ok_and(|weight| weight >= 600)
        }),
        small_caps: of("font-variant").map(|value| value == "small-caps"),
        strike: on("text-line-through-style"),
        underline: on("text-underline-style"),
        hidden: of("display").map(|value| value == "none"),
        raised: of("text-position").map(|value| match value {
            value if value.starts_with("super") => Raised::Up,
            value if value.starts_with("sub") || value.starts_with('-') => Raised::Down,
            value if value.starts_with("0%") => Raised::No,
            _ => Raised::Up,
        }),
    }
}

/// The language of paragraphs that say nothing of theirs.
pub(super) fn default_language(document: &Document<'_>) -> Option<String> {
    let style = document.descendants().find(|node| {
        is(*node, "default-style") && attribute(*node, "family") == Some("paragraph")
    })?;
    let properties = child(style, "text-properties")?;
    let language = attribute(properties, "language").filter(|it| *it != "none")?;
    let tag = match attribute(properties, "country") {
        Some(country) if country != "none" => format!("{language}-{country}"),
        Some(_) | None => language.to_string(),
    };
    crate::info::Lang::parse(&tag).map(|tag| tag.to_string())
}
