//! A theme as it may be written: the types that the JSON Schema and the accepted keys are
//! made from. A file is taken key by key, as a manifest is.

#![expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::{
    Align, Articles, Caps, Corner, CoverDesign, Family, Figures, Front, HeadPlace,
    HeadWords, Initial, NotesTable, Numbers, Role,
};
use crate::table::{Margins, words};

/// A theme: one design for both outputs.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Theme {
    /// The theme that this one builds on: it then states only what differs.
    pub extends: Option<String>,
    /// The trimmed page: `A5`, `Half-Letter`, `148 x 210 mm`.
    pub page: Option<String>,
    /// The margins: one length for all, or each of the four.
    pub margins: Option<Margins>,
    /// The family of the text.
    pub serif: Option<String>,
    /// The family of what stands apart.
    pub sans: Option<String>,
    /// The family of code.
    pub mono: Option<String>,
    /// The size of the text: `11 pt`.
    pub size: Option<String>,
    /// The distance of its baselines, the unit of the grid: `14 pt`.
    pub leading: Option<String>,
    /// How many columns of text stand side by side on a page.
    pub columns: Option<u8>,
    /// The space between them, in ems of the text.
    pub gutter: Option<Part>,
    /// Where the book's title stands.
    pub front: Option<Front>,
    /// How covers are drawn that have no art.
    pub cover: Option<CoverDesign>,
    /// How articles follow one another.
    pub articles: Option<Articles>,
    /// How far down the page an article's title stands, in lines.
    pub sink: Option<u8>,
    /// How the text of an article begins.
    pub initial: Option<Initial>,
    /// How many lines a dropped initial is high.
    pub initial_lines: Option<u8>,
    /// By how many per cent a picture may be set smaller to find room on a page.
    pub picture_shrink: Option<u8>,
    /// What stands in a scene break.
    pub ornament: Option<String>,
    /// Running heads and page numbers.
    pub furniture: Option<Furniture>,
    /// Where notes stand, how they are counted and marked.
    pub notes: Option<NotesTable>,
    /// The parts of a book and how they look.
    #[schemars(schema_with = "roles")]
    pub roles: Option<BTreeMap<Role, Rule>>,
    /// Blocks with a class, `{.name}`, by the class: on top of what they are.
    pub blocks: Option<BTreeMap<String, Rule>>,
    /// Words with a class, `[words]{.name}`, by the class.
    pub classes: Option<BTreeMap<String, WordRule>>,
    /// What may be varied to make a book fit a number of pages.
    pub fit: Option<Fit>,
}

/// Running heads and page numbers.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Furniture {
    /// Where the running head stands.
    pub head: Option<HeadPlace>,
    /// What it says on left-hand pages.
    pub left: Option<HeadWords>,
    /// What it says on right-hand pages.
    pub right: Option<HeadWords>,
    /// How far its baseline stands above the text, in lines.
    pub head_distance: Option<Part>,
    /// Where the page number stands.
    pub folio: Option<Corner>,
    /// Where it stands on pages on which an article begins.
    pub opening_folio: Option<Corner>,
    /// Where it stands on pages on which a part begins.
    pub part_folio: Option<Corner>,
    /// How far its baseline stands below the text, in lines, when it is at the foot.
    pub folio_distance: Option<Part>,
    /// Where the page numbers of the contents stand.
    pub contents_numbers: Option<Numbers>,
}

/// How a part of a book looks.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Rule {
    /// Which of the theme's families.
    pub family: Option<Family>,
    /// How large, as a part of the text's size.
    pub size: Option<Part>,
    /// The distance of baselines, as a part of the text's leading.
    pub leading: Option<Part>,
    /// Bold or regular.
    pub bold: Option<bool>,
    /// Italic or upright.
    pub italic: Option<bool>,
    /// Whether lower case is set as small capitals.
    pub caps: Option<Caps>,
    /// Which figures.
    pub figures: Option<Figures>,
    /// Space between letters, in ems of the letters.
    pub letter_space: Option<Part>,
    /// How lines are aligned.
    pub align: Option<Align>,
    /// Whether words may be divided.
    pub hyphens: Option<bool>,
    /// Whether signs and letters stand out into the margins a little.
    pub protrusion: Option<bool>,
    /// How much letters of justified lines may be widened or narrowed: `0.02`; `0` for not at all.
    pub expansion: Option<Part>,
    /// A tint of black, as a part of it.
    pub tint: Option<Part>,
    /// The indent of paragraphs' first lines, in ems of the letters.
    pub indent: Option<Part>,
    /// Space above, in lines of the text.
    pub above: Option<Part>,
    /// Space below, in lines of the text.
    pub below: Option<Part>,
    /// How far the left side is moved in, in ems of the text.
    pub left: Option<Part>,
    /// How far the right side is moved in, in ems of the text.
    pub right: Option<Part>,
    /// Whether it stays on one page with what follows.
    pub keep_with_next: Option<bool>,
}

/// How words look.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct WordRule {
    /// Which of the theme's families.
    pub family: Option<Family>,
    /// Bold or regular.
    pub bold: Option<bool>,
    /// Italic or upright.
    pub italic: Option<bool>,
    /// Whether lower case is set as small capitals.
    pub caps: Option<Caps>,
    /// Which figures.
    pub figures: Option<Figures>,
    /// Space between letters, in ems.
    pub letter_space: Option<Part>,
    /// Whether they may be divided.
    pub hyphens: Option<bool>,
    /// A tint of black, as a part of it.
    pub tint: Option<Part>,
}

/// A part of something: a number, or a text with two: `"8.5/11"`.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Part {
    /// A number.
    Number(f64),
    /// Two numbers, of which the first is divided by the second.
    Fraction(String),
}

/// What may be varied to make a book fit a number of pages: each the least and the most.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Fit {
    /// The size of the text: `["10 pt", "11.5 pt"]`.
    pub size: Option<[String; 2]>,
    /// The leading: `["13 pt", "15 pt"]`.
    pub leading: Option<[String; 2]>,
    /// The margins, as parts of themselves: `[0.85, 1.1]`.
    pub margins: Option<[Part; 2]>,
}

/// The names of the roles, in the order of [`Role::ALL`].
pub(super) fn role_names() -> &'static [&'static str] {
    words::<Role>()
}

/// A table with a key for each role: editors complete keys, not patterns of keys.
fn roles(generator: &mut SchemaGenerator) -> Schema {
    let rule = generator.subschema_for::<Rule>();
    let mut properties = serde_json::Map::new();
    for role in generator.root_schema_for::<Role>().get("oneOf").into_iter() {
        for role in role.as_array().into_iter().flatten() {
            let Some(name) = role["const"].as_str() else { continue };
            let mut own = rule.clone();
            if let Some(what) = role.get("description") {
                own.insert("description".into(), what.clone());
            }
            properties.insert(name.into(), own.into());
        }
    }
    json_schema!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
