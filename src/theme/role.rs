//! What a theme can speak of: the parts of a book that look different.

use schemars::JsonSchema;
use serde::Deserialize;

use super::raw;

/// A part of the book. The name in a theme file is the variant in kebab case.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text: everything else inherits from it.
    Body,
    /// The title of an article.
    ArticleTitle,
    /// Its subtitle.
    ArticleSubtitle,
    /// Its authors and translators.
    Byline,
    /// Its date and source, at its end.
    Provenance,
    /// A part's title.
    PartTitle,
    /// First level of sub-heads.
    #[serde(rename = "heading-1")]
    Heading1,
    /// Second level of sub-heads.
    #[serde(rename = "heading-2")]
    Heading2,
    /// Third and deeper levels.
    #[serde(rename = "heading-3")]
    Heading3,
    /// A quotation.
    Quote,
    /// Who said it.
    Attribution,
    /// A motto.
    Epigraph,
    /// Where the motto comes from.
    EpigraphSource,
    /// Verse.
    Verse,
    /// A letter or document.
    Letter,
    /// Its heading.
    LetterTitle,
    /// Who signed.
    Signature,
    /// Place and date.
    Dateline,
    /// Matter in a box.
    Box,
    /// The box's heading.
    BoxTitle,
    /// A study question.
    Question,
    /// A list.
    List,
    /// A term.
    Term,
    /// What it means.
    Meaning,
    /// A table's cells.
    Table,
    /// A table's head cells.
    TableHead,
    /// A caption.
    Caption,
    /// A credit.
    Credit,
    /// Code.
    Code,
    /// A scene break's ornament.
    SceneBreak,
    /// A note.
    Note,
    /// An entry of the index.
    Index,
    /// The running head.
    RunningHead,
    /// The page number.
    Folio,
    /// The book's title on the title page.
    BookTitle,
    /// The book's subtitle.
    BookSubtitle,
    /// The authors on the title page.
    BookAuthor,
    /// The publisher on the title page.
    BookPublisher,
    /// The imprint page.
    Imprint,
    /// The heading of the contents.
    ContentsTitle,
    /// An entry of the contents.
    Contents,
}

impl Role {
    /// Every role, in the order of the type.
    pub const ALL: [Role; 41] = [
        Role::Body,
        Role::ArticleTitle,
        Role::ArticleSubtitle,
        Role::Byline,
        Role::Provenance,
        Role::PartTitle,
        Role::Heading1,
        Role::Heading2,
        Role::Heading3,
        Role::Quote,
        Role::Attribution,
        Role::Epigraph,
        Role::EpigraphSource,
        Role::Verse,
        Role::Letter,
        Role::LetterTitle,
        Role::Signature,
        Role::Dateline,
        Role::Box,
        Role::BoxTitle,
        Role::Question,
        Role::List,
        Role::Term,
        Role::Meaning,
        Role::Table,
        Role::TableHead,
        Role::Caption,
        Role::Credit,
        Role::Code,
        Role::SceneBreak,
        Role::Note,
        Role::Index,
        Role::RunningHead,
        Role::Folio,
        Role::BookTitle,
        Role::BookSubtitle,
        Role::BookAuthor,
        Role::BookPublisher,
        Role::Imprint,
        Role::ContentsTitle,
        Role::Contents,
    ];

    /// Its name in a theme file.
    pub fn name(self) -> &'static str {
        raw::role_names().get(self as usize).copied().unwrap_or_default()
    }

    /// The role whose properties this one starts from.
    pub fn parent(self) -> Option<Role> {
        match self {
            Role::Body => None,
            Role::Attribution => Some(Role::Quote),
            Role::EpigraphSource => Some(Role::Epigraph),
            Role::LetterTitle | Role::Signature => Some(Role::Letter),
            Role::BoxTitle => Some(Role::Box),
            Role::TableHead => Some(Role::Table),
            Role::Credit => Some(Role::Caption),
            Role::ArticleTitle
            | Role::ArticleSubtitle
            | Role::Byline
            | Role::Provenance
            | Role::PartTitle
            | Role::Heading1
            | Role::Heading2
            | Role::Heading3
            | Role::Quote
            | Role::Epigraph
            | Role::Verse
            | Role::Letter
            | Role::Dateline
            | Role::Box
            | Role::Question
            | Role::List
            | Role::Term
            | Role::Meaning
            | Role::Table
            | Role::Caption
            | Role::Code
            | Role::SceneBreak
            | Role::Note
            | Role::Index
            | Role::RunningHead
            | Role::Folio
            | Role::BookTitle
            | Role::BookSubtitle
            | Role::BookAuthor
            | Role::BookPublisher
            | Role::Imprint
            | Role::ContentsTitle
            | Role::Contents => Some(Role::Body),
        }
    }
}
