//! What is known of a printer and of a paper.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::geom::{Len, Size};
use crate::source::Span;

/// A value with where it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it was read; empty for a book's own.
    pub source: String,
    /// When it was looked up there: `2026-11`.
    pub checked: String,
    /// Why it is not certain, if it is not.
    pub unsure: Option<String>,
}

impl<T> Stated<T> {
    /// Where the value comes from, as a clause for messages; nothing of a book's own.
    pub fn origin(&self) -> Option<String> {
        if self.source.is_empty() {
            return None;
        }
        let unsure = match &self.unsure {
            Some(why) => format!("; ask the printer, for it is not certain: {why}"),
            None => String::new(),
        };
        Some(format!("{}, looked up {}{unsure}", self.source, self.checked))
    }
}

/// A printer. An entry may build on another, `like`, and change what it states itself.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Printer {
    /// The name that books use: `kdp`.
    pub name: String,
    /// The entry it builds on, and where that is said.
    pub like: Option<(String, Span)>,
    /// What it is called in messages: `KDP Print`.
    pub title: Option<String>,
    /// The smallest trimmed page.
    pub smallest: Option<Stated<Size>>,
    /// The largest trimmed page.
    pub largest: Option<Stated<Size>>,
    /// How far what is cut at an edge must reach over it.
    pub bleed: Option<Stated<Len>>,
    /// Whether it must reach over the edge at the fold as well.
    pub gutter_bleed: Option<Stated<bool>>,
    /// How far text must stay from the three outer edges.
    pub margin: Option<Stated<Len>>,
    /// How far it must stay from them in a book in which something bleeds.
    pub bleed_margin: Option<Stated<Len>>,
    /// How far it must stay from the fold, by the number of pages, from the fewest on.
    pub inner: Option<Stated<Vec<Inner>>>,
    /// The marks that are drawn outside the bleed.
    pub marks: Option<Stated<Vec<Mark>>>,
    /// What the file must conform to.
    pub standard: Option<Stated<Standard>>,
    /// What is printed with, unless the book says otherwise.
    pub colour: Option<Stated<Colour>>,
    /// The most ink that may lie on a spot: the sum of the four, in per cent.
    pub ink_limit: Option<Stated<u16>>,
    /// The pixels an inch that it asks of pictures.
    pub resolution: Option<Stated<u32>>,
    /// The fewest with which it takes them at all.
    pub least_resolution: Option<Stated<u32>>,
    /// The fewest pages of a book.
    pub fewest_pages: Option<Stated<u32>>,
    /// The most pages.
    pub most_pages: Option<Stated<u32>>,
    /// What the number of pages must be a multiple of.
    pub page_multiple: Option<Stated<u32>>,
    /// How its books are held together, unless the book says otherwise.
    pub binding: Option<Stated<Binding>>,
    /// The paper of its books, by its name, unless the book says otherwise.
    pub paper: Option<Stated<String>>,
    /// From how many pages on it prints words on a spine.
    pub spine_text_from: Option<Stated<u32>>,
    /// The sheet that an office printer takes, upright.
    pub sheet: Option<Stated<Size>>,
    /// How far from the edges of the sheet it does not print.
    pub unprinted: Option<Stated<Len>>,
    /// How it prints on both sides of a sheet.
    pub duplex: Option<Stated<Duplex>>,
    /// How the pile goes back in by hand, to be printed on its other side.
    pub pile: Option<Stated<Pile>>,
    /// Whether backs have to be turned by half against what the print dialogue is told.
    pub turn_backs: Option<Stated<bool>>,
}

/// How far text stays from the fold in a book of so many pages or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Inner {
    /// The fewest pages for which it holds.
    pub from: u32,
    /// The margin.
    pub margin: Len,
}

impl Printer {
    /// Fills what this entry does not state from the one it builds on.
    pub fn build_on(&mut self, base: &Printer) {
        macro_rules! fill {
            ($($field:ident)*) => { $(
                if self.$field.is_none() {
                    self.$field.clone_from(&base.$field);
                }
            )* };
        }
        // An entry with a name of its own is not called by that of another.
        if self.title.is_none() && self.name.is_empty() {
            self.title.clone_from(&base.title);
        }
        fill!(smallest largest bleed gutter_bleed margin bleed_margin inner marks standard
            colour ink_limit resolution least_resolution fewest_pages most_pages page_multiple binding paper spine_text_from sheet unprinted duplex pile turn_backs);
    }

    /// What of it holds for a cover on a sheet of its own, back, spine and front as one page:
    /// nothing of the number of pages, their size and their folds, and nothing of their inks,
    /// for covers are printed apart.
    pub fn of_cover(&self) -> Printer {
        Printer {
            smallest: None,
            largest: None,
            gutter_bleed: None,
            inner: None,
            colour: None,
            fewest_pages: None,
            most_pages: None,
            page_multiple: None,
            ..self.clone()
        }
    }

    /// What messages call it.
    pub fn called(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// Whether it is one that stands in an office, and takes whatever fits on its sheets.
    pub fn is_office(&self) -> bool {
        self.sheet.is_some()
    }

    /// How far text must stay from the fold in a book of so many pages, and where that was
    /// read.
    pub fn inner_margin(&self, pages: u32) -> Option<(Len, &Stated<Vec<Inner>>)> {
        let stated = self.inner.as_ref()?;
        let holds = stated.value.iter().filter(|inner| inner.from <= pages);
        Some((holds.max_by_key(|inner| inner.from)?.margin, stated))
    }
}

/// A paper.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Paper {
    /// The name that books use: `offset-90`.
    pub name: String,
    /// What it is called in messages.
    pub title: Option<String>,
    /// How thick a leaf is, two pages.
    pub caliper: Option<Stated<Len>>,
    /// What a square metre weighs, in grams.
    pub weight: Option<Stated<u16>>,
}

impl Paper {
    /// What messages call it.
    pub fn called(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }
}

/// A mark outside the page, for those who cut and fold it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Where the page is cut.
    Crop,
    /// Crosses by which the inks are laid on each other.
    Registration,
    /// Patches of the inks, full and half.
    ColourStrip,
}

/// What a file for the press conforms to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
pub enum Standard {
    /// PDF/X-4 (ISO 15930-7).
    #[serde(rename = "x-4")]
    X4,
    /// PDF/X-1a:2001 (ISO 15930-1).
    #[serde(rename = "x-1a")]
    X1a,
}

/// What is printed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// Cyan, magenta, yellow and black.
    Colour,
    /// Black alone.
    Black,
}

/// How the pages of a book are held together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// Sheets in each other, folded once and stitched through the fold with wire.
    Saddle,
    /// Leaves with glue along the fold, in a cover with a spine; sewn books as well.
    Glued,
}

/// How an office printer prints on both sides.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Duplex {
    /// It turns the sheet over its long edge.
    LongEdge,
    /// It turns the sheet over its short edge.
    ShortEdge,
    /// It prints one side; the pile is turned by hand.
    ByHand,
}

/// How a pile that is printed on one side goes back in by hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pile {
    /// As it came out: what came last is on top.
    AsItCame,
    /// Turned over: what came first is on top.
    TurnedOver,
}
