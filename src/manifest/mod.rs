//! The manifest: one TOML file a book, as written and as checked; and that of a library of books.
//!
//! [`read()`] parses it to a table with places and takes it key by key, so that one run shows
//! all that is wrong with it. Files are looked for, not read: what an article or a picture
//! holds, and what a backend does with a value, is not known here.

mod accessibility;
mod articles;
mod book;
mod cover;
mod design;
mod example;
mod identifier;
mod library;
mod people;
mod print;
mod raw;
mod read;
mod schema;
mod subject;

pub use library::{
    Entry as LibraryEntry, LIBRARY_SCHEMA, Library, Listed, Section as LibrarySection,
    library_schema, read_library,
};
pub use read::read;
pub use schema::{SCHEMA, schema};

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::{Policy, Reported};
use crate::document::Role;
use crate::geom::{Len, Size};
use crate::info::Info;
use crate::printer::{Binding, Colour, Paper, Printer, Standard};
use crate::source::{FileId, Span};

/// A checked manifest: every value is possible, every path lies below `root`.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The manifest's own file, for messages.
    pub file: FileId,
    /// The name of the book's outputs: the manifest's file name without its extension.
    pub name: String,
    /// The folder that every file of the book must lie in; absolute, without links.
    pub root: PathBuf,
    /// What is said about the book.
    pub info: Info,
    /// Where its values stand, by their keys.
    pub said: BTreeMap<&'static str, Span>,
    /// The articles, in order.
    pub articles: Vec<ArticleEntry>,
    /// How it looks.
    pub design: Design,
    /// How it is printed.
    pub print: Print,
    /// What to make.
    pub outputs: Vec<Output>,
    /// The cover.
    pub cover: CoverEntry,
    /// Words and how they may be divided: `dia-lec-tic`, per language as the key; the
    /// empty key is the book's language.
    pub hyphenation: BTreeMap<String, Vec<String>>,
    /// Severities that differ from the codes' own; `None` silences a code.
    pub policy: Policy,
}

/// What is known of a book whose manifest has errors.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The proof that they are reported.
    pub reported: Reported,
    /// The articles that it names rightly, so that they can be looked at all the same.
    pub articles: Vec<ArticleEntry>,
    /// The folder that every file of the book must lie in, as far as it is known.
    pub root: PathBuf,
    /// Whether these are all articles and the right root, so that what lies elsewhere is
    /// surely a fault.
    pub whole: bool,
    /// Severities that differ from the codes' own.
    pub policy: Policy,
}

/// One article as the manifest names it.
#[derive(Clone, Debug)]
pub struct ArticleEntry {
    /// The file, absolute. Empty for a part that is only a title.
    pub path: PathBuf,
    /// The path as written, for links between articles and messages.
    pub written: String,
    /// Where the manifest names it.
    pub span: Span,
    /// A title that replaces the article's own. An entry of role part may have no file.
    pub title: Option<String>,
    /// Authors that replace the article's own.
    pub authors: Vec<String>,
    /// What it is; a chapter unless stated.
    pub role: Role,
}

/// How the book looks: a theme, and what the book changes of it.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// The theme.
    pub theme: Option<ThemeEntry>,
    /// The trimmed page size.
    pub page: Option<Size>,
    /// Margins: inner, top, outer, bottom.
    pub margins: Option<[Len; 4]>,
    /// The size of the text.
    pub size: Option<Len>,
    /// The distance of its baselines.
    pub leading: Option<Len>,
    /// Families: serif, sans, mono; with their places.
    pub families: [Option<(String, Span)>; 3],
    /// Folders or files with the book's own fonts, absolute, with their spans.
    pub fonts: Vec<(PathBuf, Span)>,
    /// How articles follow one another: `recto`, `page` or `run-on`.
    pub articles: Option<crate::theme::Articles>,
    /// What it says of notes.
    pub notes: crate::theme::NotesChange,
    /// Whether the e-book carries fonts.
    pub embed_fonts: bool,
    /// Where the manifest says so; of the page, where it states one.
    pub span: Option<Span>,
    /// Where it states the size.
    pub size_span: Option<Span>,
    /// Where it states the leading.
    pub leading_span: Option<Span>,
    /// How many pages the book is to have, and where that is said.
    pub pages: Option<(usize, Span)>,
}

/// The theme as the manifest names it.
#[derive(Clone, Debug)]
pub enum ThemeEntry {
    /// One that comes with `publish`, by its name.
    Builtin(String),
    /// One of the book's own.
    File {
        /// The file, absolute.
        path: PathBuf,
        /// The path as written, for messages.
        written: String,
        /// Where the manifest names it.
        span: Span,
    },
}

/// A kind of output.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Output {
    /// The e-book.
    Epub,
    /// The e-book for Kobo.
    Kepub,
    /// The e-book for Kindle.
    Kindle,
    /// The e-book for the oldest engines.
    Compatible,
    /// The book as a page of HTML.
    Html,
    /// The PDF for the screen.
    Pdf,
    /// The PDF for the print shop.
    Press,
    /// The cover of a book that is glued, for the print shop.
    Cover,
    /// The PDF for those who correct the pages.
    Proof,
    /// The sheets of a booklet.
    Booklet,
    /// Their fronts, for a printer that prints one side at a time.
    BookletFronts,
    /// Their backs, for such a printer.
    BookletBacks,
}

/// How the book is printed, as the manifest says.
#[derive(Clone, Debug, Default)]
pub struct Print {
    /// Where it says so.
    pub span: Option<Span>,
    /// Files of printers and papers: absolute, as written, and where they are named.
    pub files: Vec<(PathBuf, String, Span)>,
    /// The printer, and where it is named.
    pub printer: Option<(PrinterEntry, Span)>,
    /// The paper, and where it is named.
    pub paper: Option<(PaperEntry, Span)>,
    /// What the file for the press conforms to.
    pub standard: Option<Standard>,
    /// What is printed with.
    pub colour: Option<Colour>,
    /// How it is held together.
    pub binding: Option<Binding>,
}

/// The printer as the manifest names it.
#[derive(Clone, Debug)]
pub enum PrinterEntry {
    /// One that is known, by its name.
    Named(String),
    /// What it takes.
    Own(Box<Printer>),
}

/// The paper as the manifest names it.
#[derive(Clone, Debug)]
pub enum PaperEntry {
    /// One that is known, by its name.
    Named(String),
    /// What it is.
    Own(Paper),
}

/// The cover as the manifest has it.
#[derive(Clone, Debug, Default)]
pub struct CoverEntry {
    /// Where it speaks of it.
    pub span: Option<Span>,
    /// The art of the front; without, it is drawn.
    pub front: Option<ArtEntry>,
    /// The art of the back; without, it is drawn.
    pub back: Option<ArtEntry>,
    /// What stands on a back that is drawn; the description unless stated.
    pub blurb: Option<String>,
    /// How it is printed.
    pub print: Option<CoverPrint>,
    /// How wide the spine is.
    pub spine: Option<Len>,
    /// The colour of what is drawn: red, green, blue; and where it is stated.
    pub colour: Option<([u8; 3], Span)>,
}

/// How a cover is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoverPrint {
    /// With the pages, as the first and the last of them.
    Own,
    /// On a sheet of its own.
    Sheet,
    /// Not at all.
    Omitted,
}

/// A picture for a cover as the manifest names it.
#[derive(Clone, Debug)]
pub struct ArtEntry {
    /// The file, absolute.
    pub path: PathBuf,
    /// What it shows.
    pub alt: Option<String>,
    /// Where the manifest names it.
    pub span: Span,
}
