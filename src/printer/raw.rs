//! Printers and papers as they may be written: the types that accepted keys are made from, and
//! the JSON Schema of what a manifest may say of them.

#![expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Binding, Colour, Duplex, Mark, Pile, Standard};

/// A file of printers and papers.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct File {
    /// Printers by their names.
    pub printers: Option<BTreeMap<String, PrinterTable>>,
    /// Papers by their names.
    pub papers: Option<BTreeMap<String, PaperTable>>,
}

/// A value, or a table that says where it was read.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Value<T> {
    /// The value alone.
    Plain(T),
    /// The value, where it was read, when, and why it is not certain.
    Stated {
        /// The value.
        value: T,
        /// Where it was read.
        source: Option<String>,
        /// When it was looked up there.
        checked: Option<String>,
        /// Why it is not certain.
        unsure: Option<String>,
    },
}

/// The keys of [`Value::Stated`].
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct StatedTable {
    pub value: String,
    pub source: Option<String>,
    pub checked: Option<String>,
    pub unsure: Option<String>,
}

/// A printer.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PrinterTable {
    /// The printer it is like, except for what is stated here.
    pub like: Option<String>,
    /// What it is called.
    pub title: Option<String>,
    /// Where the values were read that do not say it themselves.
    pub source: Option<String>,
    /// When they were looked up: `2026-11`.
    pub checked: Option<String>,
    /// Why they are not certain.
    pub unsure: Option<String>,
    /// The smallest trimmed page: `100 x 140 mm`.
    pub smallest: Option<Value<String>>,
    /// The largest trimmed page: `210 x 297 mm`.
    pub largest: Option<Value<String>>,
    /// How far what is cut at an edge reaches over it: `3 mm`.
    pub bleed: Option<Value<String>>,
    /// Whether it reaches over the edge at the fold as well.
    pub gutter_bleed: Option<Value<bool>>,
    /// How far text stays from the three outer edges.
    pub margin: Option<Value<String>>,
    /// How far it stays from them in a book in which something bleeds.
    pub bleed_margin: Option<Value<String>>,
    /// How far it stays from the fold, by the number of pages.
    pub inner: Option<Value<Vec<InnerTable>>>,
    /// The marks outside the bleed.
    pub marks: Option<Value<Vec<Mark>>>,
    /// What the file conforms to.
    pub standard: Option<Value<Standard>>,
    /// What is printed with.
    pub colour: Option<Value<Colour>>,
    /// The most ink on a spot, in per cent: `300`.
    pub ink_limit: Option<Value<u16>>,
    /// The pixels an inch that it asks of pictures.
    pub resolution: Option<Value<u32>>,
    /// The fewest with which it takes them at all.
    pub least_resolution: Option<Value<u32>>,
    /// The fewest pages.
    pub fewest_pages: Option<Value<u32>>,
    /// The most pages.
    pub most_pages: Option<Value<u32>>,
    /// What the number of pages is a multiple of.
    pub page_multiple: Option<Value<u32>>,
    /// How its books are held together.
    pub binding: Option<Value<Binding>>,
    /// The paper of its books: a name.
    pub paper: Option<Value<String>>,
    /// From how many pages on it prints words on a spine.
    pub spine_text_from: Option<Value<u32>>,
    /// The sheet that an office printer takes: `A4`.
    pub sheet: Option<Value<String>>,
    /// How far from its edges it does not print.
    pub unprinted: Option<Value<String>>,
    /// How it prints on both sides.
    pub duplex: Option<Value<Duplex>>,
    /// How the pile goes back in by hand.
    pub pile: Option<Value<Pile>>,
    /// Whether backs have to be turned by half.
    pub turn_backs: Option<Value<bool>>,
}

/// How far text stays from the fold in a book of so many pages or more.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct InnerTable {
    /// The fewest pages for which it holds.
    pub from: u32,
    /// The margin: `12 mm`.
    pub margin: String,
}

/// A paper.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PaperTable {
    /// What it is called.
    pub title: Option<String>,
    /// Where the values were read that do not say it themselves.
    pub source: Option<String>,
    /// When they were looked up: `2026-11`.
    pub checked: Option<String>,
    /// Why they are not certain.
    pub unsure: Option<String>,
    /// How thick a leaf is: `0.11 mm`.
    pub caliper: Option<Value<String>>,
    /// What a square metre weighs, in grams.
    pub weight: Option<Value<u16>>,
}
