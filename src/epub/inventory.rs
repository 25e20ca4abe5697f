//! What is inside a finished e-book: its files, its order, its ways in, what it says of itself,
//! and how it stands to the limits of shops. It is read back from the archive, so that it tells
//! what a reader will find, and not what was meant.

mod read;
mod table;

use serde::Serialize;

use super::Edition;
use super::limits::{Limit, Measure, limits};

/// A finished e-book, looked into.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Inventory {
    /// Its name.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The files in it, as they stand in the archive.
    pub files: Vec<Item>,
    /// The files of text in the order of reading, from the folder of the package document.
    pub spine: Vec<String>,
    /// Entries of the contents, and how deep they go.
    pub contents: usize,
    /// See [`Inventory::contents`].
    pub depth: usize,
    /// The landmarks: what, and where.
    pub landmarks: Vec<(String, String)>,
    /// The pages of the printed book, by their numbers.
    pub pages: Vec<String>,
    /// What it says of itself, in order: what, and the words.
    pub metadata: Vec<(String, String)>,
    /// The limits that concern it.
    pub limits: Vec<Held>,
}

/// A file in the archive.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    /// Its path in the archive.
    pub path: String,
    /// Its media type, where the package document tells one.
    pub media_type: Option<String>,
    /// Its size, and that in the archive, in bytes.
    pub bytes: u64,
    /// See [`Item::bytes`].
    pub packed: u64,
    /// What it is, in words.
    pub what: String,
    /// Its pixels, where it is a picture that has them: width and height.
    pub pixels: Option<(u32, u32)>,
    /// Its place in the order of reading, from 1.
    pub place: Option<usize>,
}

/// How the book stands to a limit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Held {
    /// Whose limit it is.
    pub whom: &'static str,
    /// What is measured, in words.
    pub what: &'static str,
    /// What the book has, and what it may.
    pub found: u64,
    /// See [`Held::found`].
    pub most: u64,
    /// The unit of both.
    pub unit: &'static str,
    /// The file that has the most, where it is not the whole book.
    pub at: Option<String>,
    /// Where the limit was read.
    pub source: &'static str,
}

impl Held {
    /// Whether the book keeps it.
    pub fn is_kept(&self) -> bool {
        self.found <= self.most
    }
}

impl Inventory {
    /// Looks into an e-book that was made here. `None` if it is none.
    pub fn of(file: &str, bytes: &[u8], edition: Edition) -> Option<Inventory> {
        let mut inventory = read::archive(file, bytes)?;
        inventory.limits =
            limits(edition).filter_map(|limit| inventory.held(limit)).collect();
        Some(inventory)
    }

    /// As a table for people.
    pub fn table(&self) -> String {
        table::table(self)
    }

    /// How the book stands to a limit; `None` where nothing in it is meant.
    fn held(&self, limit: &Limit) -> Option<Held> {
        let most = |size: fn(&Item) -> Option<u64>| {
            let sizes = self.files.iter().filter_map(|item| Some((size(item)?, item)));
            // Of equals the first is told.
            sizes.rev().max_by_key(|(size, _)| *size)
        };
        let picture = |item: &Item| item.is_picture().then_some(item.bytes);
        let (found, what, unit) = match limit.measure {
            Measure::Book => ((self.bytes, None), "the file", "bytes"),
            Measure::Text => {
                let (size, item) = most(|item| item.place.map(|_| item.bytes))?;
                ((size, Some(item)), "its largest file of text", "bytes")
            }
            Measure::Picture => {
                let (size, item) = most(picture)?;
                ((size, Some(item)), "its largest picture", "bytes")
            }
            Measure::Pixels => {
                let (size, item) = most(Item::pixels_in_text)?;
                ((size, Some(item)), "its largest picture", "pixels")
            }
        };
        let Limit { whom, editions: _, measure: _, most, source } = *limit;
        let at = found.1.map(|item| item.path.clone());
        Some(Held { whom, what, found: found.0, most, unit, at, source })
    }
}

impl Item {
    /// Whether it is a picture.
    fn is_picture(&self) -> bool {
        self.media_type.as_ref().is_some_and(|kind| kind.starts_with("image/"))
    }

    /// How many pixels it has, where it stands in the text.
    fn pixels_in_text(&self) -> Option<u64> {
        let (width, height) =
            self.pixels.filter(|_| !self.path.contains("front-cover"))?;
        Some(u64::from(width) * u64::from(height))
    }
}
