//! Furniture: what stands around the text of every page, and the numbers of the contents.

use schemars::JsonSchema;
use serde::Deserialize;

/// Running heads and page numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Furniture {
    /// Where the running head stands.
    pub head: HeadPlace,
    /// What it says on left-hand pages.
    pub left: HeadWords,
    /// What it says on right-hand pages.
    pub right: HeadWords,
    /// How far its baseline stands above the text, in lines of the text.
    pub head_distance: f64,
    /// Where the page number stands.
    pub folio: Corner,
    /// Where it stands on pages on which an article begins.
    pub opening_folio: Corner,
    /// Where it stands on pages on which a part begins.
    pub part_folio: Corner,
    /// How far its baseline stands below the text when it is at the foot, in lines.
    pub folio_distance: f64,
    /// Where the page numbers of the contents stand.
    pub numbers: Numbers,
}

/// Where a running head stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeadPlace {
    /// At the side away from the fold.
    Outer,
    /// In the middle.
    Centre,
    /// At the fold.
    Inner,
    /// There is none.
    None,
}

/// What a running head says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeadWords {
    /// The book's title.
    Book,
    /// The book's authors.
    Author,
    /// The article's title; the book's where it has none.
    Article,
}

/// Where a page number stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Corner {
    /// In the line of the running head, away from the fold.
    HeadOuter,
    /// In the line of the running head, at the fold.
    HeadInner,
    /// Below the text, away from the fold.
    FootOuter,
    /// Below the text, in the middle.
    FootCentre,
    /// Below the text, at the fold.
    FootInner,
    /// There is none.
    None,
}

/// Where the page numbers of the contents stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// At the right edge of the text, with dots that lead to them.
    Leaders,
    /// At the right edge.
    Right,
    /// Behind their entries.
    Beside,
}

impl Furniture {
    /// Whether the running head and the page number stand in one place.
    pub(super) fn collides(&self) -> bool {
        matches!(
            (self.head, self.folio),
            (HeadPlace::Outer, Corner::HeadOuter) | (HeadPlace::Inner, Corner::HeadInner)
        )
    }
}

impl Default for Furniture {
    fn default() -> Furniture {
        Furniture {
            head: HeadPlace::Outer,
            left: HeadWords::Book,
            right: HeadWords::Article,
            head_distance: 0.95,
            folio: Corner::FootOuter,
            opening_folio: Corner::FootOuter,
            part_folio: Corner::FootOuter,
            folio_distance: 2.2,
            numbers: Numbers::Leaders,
        }
    }
}
