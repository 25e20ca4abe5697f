//! Styles of OpenDocument, with what they inherit, and its language.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::super::labels;
use super::super::package::{attribute, child, is};
use super::super::styles::{Look, Raised, Role, Set, depth_of, role};

/// A style with what it says itself, or with all that it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub role: Option<Role>,
    pub parent: Option<String>,
    pub look: Look,
    pub set: Set,
    pub language: Option<String>,
    pub font: Option<String>,
    /// The style of the lists that its paragraphs are of.
    pub list: Option<String>,
    /// How deep its name says that its items are: `List Bullet 2`.
    pub depth: Option<usize>,
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    /// By family and name.
    named: BTreeMap<(String, String), Named>,
    /// The levels of styles of lists.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The size of letters of which nothing else is said.
    size: Option<i32>,
}

/// A level of a style of lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub numbered: bool,
    /// Its first number.
    pub start: u64,
    /// How it counts, where not with figures alone.
    pub label: Option<String>,
}

impl Styles {
    /// Adds the styles of a part; later ones hide those of the same name.
    pub fn add(&mut self, document: &Document<'_>) {
        for style in document.descendants().filter(|node| is(*node, "style")) {
            let Some(name) = attribute(style, "name") else { continue };
            let family = attribute(style, "family").unwrap_or("").to_string();
            let mut own = named(style, name);
            if !style.ancestors().any(|above| is(above, "automatic-styles")) {
                own.set =
                    own.set.of_style(attribute(style, "display-name").unwrap_or(name));
            }
            self.named.insert((family, name.to_string()), own);
        }
        for list in document.descendants().filter(|node| is(*node, "list-style")) {
            let Some(name) = attribute(list, "name") else { continue };
            let mut levels = BTreeMap::new();
            for level in list.children().filter(Node::is_element) {
                let at = attribute(level, "level")
                    .and_then(|it| it.parse::<usize>().ok())
                    .unwrap_or(1);
                let at = at.saturating_sub(1);
                levels.insert(at, level_of(level, at));
            }
            self.lists.insert(name.to_string(), levels);
        }
        let default = document.descendants().find(|node| {
            is(*node, "default-style") && attribute(*node, "family") == Some("paragraph")
        });
        let size = default.and_then(|it| size_of(child(it, "text-properties")?));
        self.size = size.or(self.size);
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
            out.set = out.set.over(own.set);
            out.language = out.language.or(own.language.clone());
            out.font = out.font.or(own.font.clone());
            out.list = out.list.or(own.list.clone());
            out.depth = out.depth.or(own.depth);
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

    /// A level, from 0, of a style of lists.
    pub fn level(&self, list: Option<&str>, level: usize) -> Level {
        let levels = list.and_then(|name| self.lists.get(name));
        levels.and_then(|levels| levels.get(&level)).cloned().unwrap_or_default()
    }

    /// The font of a text, by the style of what holds it.
    pub fn font(&self, text: Node<'_, '_>) -> Option<String> {
        text.ancestors().skip(1).find_map(|above| {
            let family = match above.tag_name().name() {
                "span" => "text",
                "p" | "h" => "paragraph",
                _ => return None,
            };
            self.style(family, attribute(above, "style-name")).font
        })
    }

    /// The sizes of the smallest and the largest letters of a paragraph.
    pub fn sizes(&self, paragraph: Node<'_, '_>, own: Option<i32>) -> (i32, i32) {
        let size = own.or(self.size).unwrap_or(240);
        let texts = paragraph
            .descendants()
            .filter(|it| it.text().is_some_and(|text| !text.trim().is_empty()));
        let sizes = texts.filter(Node::is_text).map(|text| {
            let mut spans = text.ancestors().take_while(|above| *above != paragraph);
            let size_of_span = |span: Node<'_, '_>| {
                self.style("text", attribute(span, "style-name")).set.size
            };
            spans.find_map(|span| is(span, "span").then(|| size_of_span(span))?)
        });
        let sizes: Vec<i32> = sizes.map(|span| span.unwrap_or(size)).collect();
        let of = |found: Option<&i32>| found.copied().unwrap_or(size);
        (of(sizes.iter().min()), of(sizes.iter().max()))
    }
}

fn named(style: Node<'_, '_>, name: &str) -> Named {
    let shown = attribute(style, "display-name").unwrap_or(name);
    let mut named = Named {
        role: role(shown).or_else(|| role(name)),
        parent: attribute(style, "parent-style-name").map(str::to_string),
        list: attribute(style, "list-style-name").map(str::to_string),
        depth: depth_of(shown),
        ..Named::default()
    };
    if let Some(level) = attribute(style, "default-outline-level")
        .and_then(|level| level.parse::<u8>().ok())
        && named.role.is_none()
    {
        named.role = Some(Role::Heading(level.clamp(1, 9)));
    }
    if let Some(properties) = child(style, "paragraph-properties") {
        named.set = set_of(properties);
    }
    if let Some(properties) = child(style, "text-properties") {
        named.set.size = size_of(properties);
        named.font = attribute(properties, "font-name").map(str::to_string);
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

/// How a level of a style of lists counts.
fn level_of(level: Node<'_, '_>, at: usize) -> Level {
    let format = attribute(level, "num-format").unwrap_or("");
    let numbered = is(level, "list-level-style-number") && !format.is_empty();
    let start = attribute(level, "start-value").and_then(|it| it.parse().ok());
    let kind = match format {
        "1" => "decimal",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "other",
    };
    let sign = |name| attribute(level, name).unwrap_or("");
    // `1.1` shows the numbers of levels above, too.
    let above = attribute(level, "display-levels").and_then(|it| it.parse().ok());
    let above: usize = above.unwrap_or(1usize).clamp(1, at + 1);
    let numbers: Vec<String> =
        (at + 1 - above..=at).map(|number| format!("%{}", number + 1)).collect();
    let shown =
        format!("{}{}{}", sign("num-prefix"), numbers.join("."), sign("num-suffix"));
    let label = if numbered { labels::of(kind, &shown, at) } else { None };
    Level { numbered, start: start.unwrap_or(1), label }
}

/// How paragraphs are set.
fn set_of(properties: Node<'_, '_>) -> Set {
    let of = |name| attribute(properties, name);
    let drawn = ["border", "border-top", "border-bottom"]
        .iter()
        .find_map(|name| of(name))
        .map(|line| line != "none");
    Set {
        centred: of("text-align").map(|it| it == "center"),
        at_end: of("text-align").map(|it| matches!(it, "end" | "right")),
        left: of("margin-left").and_then(length),
        right: of("margin-right").and_then(length),
        size: None,
        ruled: drawn,
        of_item: false,
    }
}

/// The size of letters that properties of text set.
fn size_of(properties: Node<'_, '_>) -> Option<i32> {
    attribute(properties, "font-size").and_then(length)
}

/// A length in twentieths of a point; none where it is a part of another.
pub(super) fn length(text: &str) -> Option<i32> {
    let end = text.find(|c: char| c.is_alphabetic() || c == '%')?;
    let value = text[..end].trim().parse::<f64>().ok()?;
    let points = match &text[end..] {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some((value * points * 20.0).round() as i32)
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
