//! The library as it may be written: the types that the JSON Schema and the accepted keys are
//! made from (see [`super::super::raw`]).

#![expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::raw::{Date, OneOrMany, Output};

/// A library: the list of one publisher, from which `publish catalog` makes a catalogue.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Library {
    /// What the list is called; the publisher unless stated.
    pub title: Option<String>,
    /// The language of the catalogue's own words, as a BCP 47 tag; English unless stated.
    pub language: Option<String>,
    /// Whose list it is.
    pub publisher: Option<String>,
    /// What stands below the title. Blank lines part paragraphs.
    pub description: Option<String>,
    /// The address that the catalogue will have: `https://books.example.org/`.
    pub url: Option<String>,
    /// The identifier of the catalogue; derived from publisher and title unless stated.
    pub uuid: Option<String>,
    /// The sections, in order: titles, or tables with more.
    #[serde(default)]
    pub sections: Vec<SectionEntry>,
    /// Books by their manifests, as paths or patterns: `"*.toml"`; they stand after the entries.
    pub books: Option<OneOrMany>,
    /// The entries, in order.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// What is made of every book, instead of what their own manifests say.
    pub outputs: Option<Vec<Output>>,
    /// The folder that every book must lie in, relative to the library; the library's own folder
    /// unless stated.
    pub root: Option<String>,
}

/// A section.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SectionEntry {
    /// By its title.
    Title(String),
    /// With what stands below the title.
    Table(Section),
}

/// A section with what stands below its title.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Section {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub description: Option<String>,
}

/// An entry: a book, several books, or what has no file yet.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Entry {
    /// A book, by its manifest.
    pub book: Option<String>,
    /// Several books, as paths or patterns: `"essays/*.toml"`.
    pub books: Option<OneOrMany>,
    /// The title of what has no file yet.
    pub title: Option<String>,
    /// Its author or authors.
    pub author: Option<OneOrMany>,
    /// Its authors.
    pub authors: Option<OneOrMany>,
    /// What makes one want to read it; of a book, instead of its description.
    pub teaser: Option<String>,
    /// The section, by its title.
    pub section: Option<String>,
    /// Where it, or more about it, is found elsewhere: an address.
    pub link: Option<String>,
    /// When it came onto the list; of a book, instead of its own date.
    pub date: Option<Date>,
}
