//! Inlines: what stands in a line of text.

use super::{Alt, AnchorId, NoteId, PictureId};
use crate::info::Lang;
use crate::source::Span;

/// A run of inlines, in reading order.
pub type Inlines = Vec<Inline>;

/// One inline: a closed list that both outputs match in full.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text, ready for the page: punctuation set, entities resolved, no line ends.
    Text {
        /// The text.
        text: String,
        /// Where it stands in the source.
        span: Span,
    },
    /// Code, as typed.
    Code {
        /// The text.
        text: String,
        /// Where it stands in the source.
        span: Span,
    },
    /// Inlines that differ from what surrounds them.
    Styled {
        /// How they differ.
        style: InlineStyle,
        /// The inlines.
        content: Inlines,
        /// Where they stand in the source.
        span: Span,
    },
    /// A link.
    Link {
        /// Where it goes.
        to: Target,
        /// The words that carry it.
        content: Inlines,
        /// Where it stands in the source.
        span: Span,
    },
    /// The marker of a note.
    Note {
        /// The note.
        note: NoteId,
        /// 0 for the marker the note belongs to, then 1, 2 … for repeated ones.
        repeat: u32,
        /// Where it stands in the source.
        span: Span,
    },
    /// A small picture in the line.
    Picture {
        /// The picture.
        picture: PictureId,
        /// What a reader who cannot see it gets.
        alt: Alt,
        /// Where it stands in the source.
        span: Span,
    },
    /// A line end that the author wants.
    Break {
        /// Where it stands in the source.
        span: Span,
    },
}

/// How a passage differs from what surrounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineStyle {
    /// Stressed: italics, or upright within italics.
    Emphasis,
    /// Strongly stressed: bold.
    Strong,
    /// Small capitals.
    SmallCaps,
    /// Raised and small.
    Superscript,
    /// Lowered and small.
    Subscript,
    /// Struck through.
    Strike,
    /// In another language.
    Language(Lang),
    /// Kept as typed by the typographer's pass; nothing is left to see of it.
    AsTyped,
    /// A class that themes may speak of.
    Class(String),
    /// A place that links may point at.
    Anchor(AnchorId),
    /// The number of the page on which a place stands, in print; where there are no pages, the
    /// link around it says what the place is called. It holds nothing.
    Page(AnchorId),
}

/// Where a link goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place in this book. Assembling the document makes these; they cannot dangle.
    Inside(AnchorId),
    /// An address outside, with its scheme. (Before assembling: any address as written.)
    Outside(String),
}

impl Inline {
    /// Where it stands in the source.
    pub fn span(&self) -> Span {
        match self {
            Inline::Text { span, .. }
            | Inline::Code { span, .. }
            | Inline::Styled { span, .. }
            | Inline::Link { span, .. }
            | Inline::Note { span, .. }
            | Inline::Picture { span, .. }
            | Inline::Break { span } => *span,
        }
    }

    /// Says that it stands elsewhere in the source.
    pub fn move_to(&mut self, to: Span) {
        match self {
            Inline::Text { span, .. }
            | Inline::Code { span, .. }
            | Inline::Styled { span, .. }
            | Inline::Link { span, .. }
            | Inline::Note { span, .. }
            | Inline::Picture { span, .. }
            | Inline::Break { span } => *span = to,
        }
    }
}
