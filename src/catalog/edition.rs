//! The editions of a book: what their files are, and for whom, in plain words.

use serde::{Deserialize, Serialize};

use super::words::Word;
use crate::info::Lang;

/// A finished file of a book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Edition {
    /// What it is.
    pub kind: Kind,
    /// The name of the file, in the book's folder.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// How many pages it has, where it has any.
    pub pages: Option<usize>,
}

/// What a file is, in the order in which readers are offered them. The e-book for every reader is
/// first: programs that know one EPUB only take the first.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The e-book for every reading system.
    Epub,
    /// The e-book for Kobo.
    Kobo,
    /// The e-book to send to a Kindle.
    Kindle,
    /// The e-book for old readers.
    Compatible,
    /// The book as a page for browsers.
    Page,
    /// The PDF.
    Pdf,
    /// Sheets to fold.
    Booklet,
    /// Their fronts.
    Fronts,
    /// Their backs.
    Backs,
}

impl Kind {
    /// The media type (IANA). Editions of the e-book are EPUB, whatever their names end with.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Epub | Kind::Kobo | Kind::Kindle | Kind::Compatible => {
                "application/epub+zip"
            }
            Kind::Page => "text/html",
            Kind::Pdf | Kind::Booklet | Kind::Fronts | Kind::Backs => "application/pdf",
        }
    }

    /// A few letters for buttons of e-readers.
    pub fn short(self) -> &'static str {
        match self {
            Kind::Epub => "EPUB",
            Kind::Kobo => "EPUB (Kobo)",
            Kind::Kindle => "EPUB (Kindle)",
            Kind::Compatible => "EPUB (old readers)",
            Kind::Page => "HTML",
            Kind::Pdf => "PDF",
            Kind::Booklet => "PDF (booklet)",
            Kind::Fronts => "PDF (booklet, fronts)",
            Kind::Backs => "PDF (booklet, backs)",
        }
    }

    /// For whom it is, in plain words.
    pub fn device(self, lang: &Lang) -> &'static str {
        let word = match self {
            Kind::Epub => Word::MostReaders,
            Kind::Kobo => Word::Kobo,
            Kind::Kindle => Word::Kindle,
            Kind::Compatible => Word::OldReaders,
            Kind::Page => Word::Browser,
            Kind::Pdf => Word::Screen,
            Kind::Booklet => Word::Booklet,
            Kind::Fronts => Word::Fronts,
            Kind::Backs => Word::Backs,
        };
        word.in_language(lang)
    }
}

impl Edition {
    /// Its size for people: `1.2 MB`.
    pub fn size(&self) -> String {
        match self.bytes {
            bytes @ 0..=999_949 => format!("{} kB", bytes.div_ceil(1000).max(1)),
            bytes => format!("{:.1} MB", bytes as f64 / 1e6),
        }
    }
}
