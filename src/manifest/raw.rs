//! The manifest as it may be written: the types that the JSON Schema and the accepted keys
//! are made from.
//!
//! A manifest is never read into these as a whole, since serde stops at the first error;
//! [`crate::table`] takes it key by key, with the keys and words of these types. So there
//! is one list of keys, and the schema cannot differ from it.

#![expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::printer::{Binding, Colour, PaperTable, PrinterTable, Standard};
use crate::table::Margins;
use crate::theme::{Articles, NotesTable};

/// A book: one manifest of `publish`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Book {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The main language, as a BCP 47 tag: `en-GB`, `es`, `de`.
    pub language: String,
    /// The author or the authors, in order; short for contributors of role author.
    pub author: Option<OneOrMany>,
    /// The authors, in order; short for contributors of role author.
    pub authors: Option<OneOrMany>,
    /// Who made the book, in order.
    #[serde(default)]
    pub contributors: Vec<Contributor>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The place of publication.
    pub place: Option<String>,
    /// The date of publication: a year, a month or a day.
    pub date: Option<Date>,
    /// The edition as printed: `second, revised edition`.
    pub edition: Option<String>,
    /// The rights line as printed: `© 2025 The authors`.
    pub rights: Option<String>,
    /// The licence: a name or an address.
    pub licence: Option<String>,
    /// The teaser. Blank lines part paragraphs.
    pub description: Option<String>,
    /// Subjects, as words, or as a scheme has them.
    pub subjects: Option<Subjects>,
    /// The series and the number in it.
    pub series: Option<Series>,
    /// Identifiers of the book and its editions.
    pub identifiers: Option<Identifiers>,
    /// Lines that the imprint page adds, in order.
    pub imprint: Option<OneOrMany>,
    /// Where the text was first published, for the imprint page.
    pub source: Option<String>,
    /// What is said of its accessibility.
    pub accessibility: Option<Accessibility>,
    /// The articles, in order: files, or tables with overrides.
    pub articles: Vec<Article>,
    /// The folder that every file of the book must lie in, relative to the manifest; the
    /// manifest's own folder unless stated.
    pub root: Option<String>,
    /// How the book looks.
    pub design: Option<Design>,
    /// How it is printed.
    pub print: Option<Print>,
    /// What to make; the e-book and the PDF unless stated.
    pub outputs: Option<Vec<Output>>,
    /// The cover: the picture file of its front, or a table.
    pub cover: Option<Cover>,
    /// How words may be divided: `dia-lec-tic`.
    pub hyphenation: Option<Hyphenation>,
    /// Severities that differ from the codes' own.
    pub diagnostics: Option<Diagnostics>,
}

/// One text or several.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    /// One.
    One(String),
    /// Several, in order.
    Many(Vec<String>),
}

/// One subject or several.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Subjects {
    /// One.
    One(Subject),
    /// Several, in order.
    Many(Vec<Subject>),
}

/// A subject.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Subject {
    /// In words.
    Words(String),
    /// As a scheme has it.
    Table(SubjectTable),
}

/// A subject of a scheme.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SubjectTable {
    /// In words: `Political refugees`.
    pub name: String,
    /// The scheme: `Thema`, `BISAC`, `LCSH`, `DDC` …, or the address of another.
    pub scheme: String,
    /// Its code: `NHTB`; for schemes of words the words again.
    pub code: String,
}

/// What is said of the book's accessibility.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Accessibility {
    /// Who looked through the e-book and found that it conforms to WCAG 2.2 AA.
    pub certified_by: Option<String>,
    /// What gives them the right: a name or an address.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<String>,
    /// What the rest cannot say, in the book's language.
    pub summary: Option<String>,
    /// Why it need not be accessible under the European Accessibility Act.
    pub exemption: Option<Exemption>,
}

/// Why a book need not be accessible under the European Accessibility Act.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Exemption {
    /// Its publisher has fewer than ten people and two million euros a year.
    Microenterprise,
    /// To make it accessible would be a disproportionate burden.
    DisproportionateBurden,
    /// To make it accessible would make another book of it.
    FundamentalAlteration,
}

/// Somebody who made the book.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Contributor {
    /// The name as printed: `Leon Trotsky`.
    pub name: String,
    /// The name as sorted: `Trotsky, Leon`.
    pub sort: Option<String>,
    /// What they did: `author` (unless stated), `editor`, `translator`, `illustrator` … or
    /// a MARC relator code such as `aui`.
    pub role: Option<String>,
}

/// A date: `2025`, `"2025-06"` or `2025-06-08`.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Date {
    /// A year.
    Year(u16),
    /// A year, a month or a day.
    Text(String),
}

/// A series.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Series {
    /// Its name.
    pub name: String,
    /// The number of this book in it.
    pub number: Option<Number>,
}

/// A number in a series: `3` or `"3b"`.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Number {
    /// A plain number.
    Plain(u32),
    /// Any other.
    Text(String),
}

/// Identifiers.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Identifiers {
    /// The book's own, a UUID; derived from title, authors, language and publisher unless
    /// stated.
    pub uuid: Option<String>,
    /// The ISBN-13 of the e-book.
    pub isbn_epub: Option<String>,
    /// The ISBN-13 of the printed book.
    pub isbn_print: Option<String>,
}

/// One article.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Article {
    /// Its Markdown file.
    File(String),
    /// Its file and what the book says of it.
    Entry(ArticleTable),
}

/// An article with overrides.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ArticleTable {
    /// Its Markdown file. Only a part, which then needs a title, and the index may have none.
    pub file: Option<String>,
    /// A title that replaces the article's own.
    pub title: Option<String>,
    /// Author or authors that replace the article's own.
    pub author: Option<OneOrMany>,
    /// Authors that replace the article's own.
    pub authors: Option<OneOrMany>,
    /// What it is; a chapter unless stated.
    pub role: Option<Role>,
}

/// What an article is in the book.
#[derive(Deserialize, JsonSchema)]
pub(super) enum Role {
    /// Before the main text: preface, foreword.
    #[serde(rename = "front matter")]
    FrontMatter,
    /// A division that holds the chapters after it.
    #[serde(rename = "part")]
    Part,
    /// An article or chapter of the main text.
    #[serde(rename = "chapter")]
    Chapter,
    /// After the main text, belonging to it.
    #[serde(rename = "appendix")]
    Appendix,
    /// After the main text: reading guide, colophon.
    #[serde(rename = "back matter")]
    BackMatter,
    /// The index, made from the marks in the articles.
    #[serde(rename = "index")]
    Index,
}

/// How the book looks.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Design {
    /// The theme: `pamphlet`, `reader`, `leaflet`, or a file of the book's own: `themes/ours.toml`.
    pub theme: Option<String>,
    /// The trimmed page: `A5`, `Half-Letter`, `148 x 210 mm`, `5.5 x 8.5 in`.
    pub page: Option<String>,
    /// The margins: one length for all, or each of the four.
    pub margins: Option<Margins>,
    /// The size of the text: `11 pt`.
    pub size: Option<String>,
    /// The distance of its baselines: `14 pt`; grows with the size unless stated.
    pub leading: Option<String>,
    /// Files or folders with the book's own fonts.
    pub fonts: Option<OneOrMany>,
    /// The family of the text.
    pub serif: Option<String>,
    /// The family of what stands apart.
    pub sans: Option<String>,
    /// The family of code.
    pub mono: Option<String>,
    /// How articles follow one another.
    pub articles: Option<Articles>,
    /// Where notes stand, how they are counted and marked.
    pub notes: Option<NotesTable>,
    /// Whether the e-book carries fonts; it does not unless stated.
    pub embed_fonts: Option<bool>,
    /// What the printed book is to come out at.
    pub fit: Option<Fit>,
}

/// What the printed book is to come out at.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Fit {
    /// So many pages in all, the empty ones with them.
    #[schemars(range(min = 1, max = 5000))]
    pub pages: u16,
}

/// A kind of output.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Output {
    /// The e-book.
    Epub,
    /// The e-book for Kobo's own engine.
    Kepub,
    /// The e-book for Kindle, by e-mail or through the web page.
    Kindle,
    /// The e-book for old readers with Adobe's engine.
    Compatible,
    /// A page of HTML for browsers, with all of the book inside.
    Html,
    /// The PDF.
    Pdf,
    /// The sheets of a booklet.
    Booklet,
    /// The PDF for the print shop.
    Press,
}

/// How the book is printed.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Print {
    /// The printer: a name, or a table of what it takes.
    pub printer: Option<PrinterEntry>,
    /// Files with printers and papers of your own.
    pub printers: Option<OneOrMany>,
    /// The paper: a name, or a table of what it is.
    pub paper: Option<PaperEntry>,
    /// What the file for the press conforms to; the printer's own unless stated.
    pub standard: Option<Standard>,
    /// What is printed with; as the printer does unless stated.
    pub colour: Option<Colour>,
    /// How the book is held together; as the printer does unless stated.
    pub binding: Option<Binding>,
}

/// A printer.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum PrinterEntry {
    /// One that is known, by its name.
    Name(String),
    /// What it takes.
    Table(Box<PrinterTable>),
}

/// A paper.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum PaperEntry {
    /// One that is known, by its name.
    Name(String),
    /// What it is.
    Table(Box<PaperTable>),
}

/// The cover.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Cover {
    /// The picture file of the front.
    File(String),
    /// Front, back, and how they are printed.
    Table(CoverTable),
}

/// The cover: its front, its back, and how they are printed.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CoverTable {
    /// The picture file of the front; without, the front is drawn.
    pub file: Option<String>,
    /// What it shows, for those who cannot see it.
    pub alt: Option<String>,
    /// The picture file of the back; without, the back is drawn.
    pub back: Option<String>,
    /// What that shows.
    pub back_alt: Option<String>,
    /// What stands on a back that is drawn, instead of the description.
    pub blurb: Option<String>,
    /// How the cover is printed.
    pub print: Option<CoverPrint>,
    /// The colour of what is drawn: `#7a1f1b`; one of a few by the title, unless stated.
    pub colour: Option<String>,
    /// How wide the spine is, where it is known: `6.2 mm`.
    pub spine: Option<String>,
}

/// How a cover is printed.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CoverPrint {
    /// As the first and the last of the pages.
    #[serde(rename = "self")]
    Own,
    /// On a sheet of its own.
    Sheet,
    /// Not at all.
    #[serde(rename = "none")]
    Omitted,
}

/// How words may be divided.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Hyphenation {
    /// Words of the book's language.
    Words(OneOrMany),
    /// Words by language tag; `words` are of the book's language.
    ByLanguage(BTreeMap<String, OneOrMany>),
}

/// Severities that differ from the codes' own, by the codes' names.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Diagnostics {
    /// Codes that are not reported.
    pub allow: Option<OneOrMany>,
    /// Codes that are warnings.
    pub warn: Option<OneOrMany>,
    /// Codes that are errors.
    pub deny: Option<OneOrMany>,
}
