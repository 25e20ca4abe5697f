//! The intermediate document: semantic, resolved, spanned.
//!
//! It knows no point, page, font, CSS, path or Markdown. Both outputs are made from it and
//! from nothing else. Types, a walk over them, their plain text and a dump; no logic.

mod authors;
mod block;
mod dump;
mod index;
mod inline;
mod text;
pub mod visit;

pub use block::{
    Alt, Block, Column, Definition, Figure, FigureWidth, Item, Kind, Letter, Row, Table,
    VerseLine,
};
pub use dump::dump;
pub use index::{IndexEntry, IndexPlace, IndexSee};
pub use inline::{Inline, InlineStyle, Inlines, Target};
pub use text::{
    block_text, first_words, inline_text, is_in_capitals, label, letters, on_one_line,
    plain_text, retold,
};

use std::collections::BTreeMap;

use crate::id::{Arena, Id};
use crate::image::Picture;
use crate::info::{Info, Lang};
use crate::source::Span;

/// Which note.
pub type NoteId = Id<Note>;
/// Which picture.
pub type PictureId = Id<Picture>;
/// Which place that links may point at.
pub type AnchorId = Id<Anchor>;

/// A whole book.
#[derive(Clone, Debug)]
pub struct Document {
    /// What is said about the book.
    pub info: Info,
    /// The articles in reading order; parts hold their chapters.
    pub sections: Vec<Section>,
    /// The notes, in order of their first markers.
    pub notes: Arena<Note>,
    /// The pictures, each once.
    pub pictures: Arena<Picture>,
    /// The places that links point at, in reading order.
    pub anchors: Arena<Anchor>,
    /// The art of the front cover, where the manifest gives one.
    pub cover: Option<Cover>,
    /// The art of the back cover.
    pub back: Option<Cover>,
    /// Where the manifest says what it says about the book, by its keys.
    pub said: BTreeMap<&'static str, Span>,
}

/// The art of a side of the cover.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cover {
    /// The art.
    pub picture: PictureId,
    /// What it shows; empty where the manifest does not say it.
    pub alt: String,
    /// Where the manifest names it.
    pub span: Option<Span>,
}

/// What an article is in the book.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// Before the main text: preface, foreword; roman folios.
    FrontMatter,
    /// A division that holds the chapters after it.
    Part,
    /// An article or chapter of the main text.
    Chapter,
    /// After the main text, belonging to it.
    Appendix,
    /// After the main text: reading guide, colophon.
    BackMatter,
    /// The index, made from the marks in the articles.
    Index,
}

/// One article.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its number in the book, in reading order from 0, parts and children counted alike.
    pub index: u32,
    /// Where links to the whole article go.
    pub anchor: AnchorId,
    /// What it is.
    pub role: Role,
    /// A name fit for a file and stable over builds: `01-the-house`.
    pub slug: String,
    /// The title; empty when the article has none.
    pub title: Inlines,
    /// The subtitle; empty when it has none.
    pub subtitle: Inlines,
    /// The authors, where the article names its own.
    pub authors: Vec<String>,
    /// The translators.
    pub translators: Vec<String>,
    /// The date as the article states it, already in words.
    pub date: Option<String>,
    /// Where the text was first published.
    pub source: Option<String>,
    /// Rights of this article alone.
    pub rights: Option<String>,
    /// The language of the article.
    pub lang: Lang,
    /// The text.
    pub blocks: Vec<Block>,
    /// The notes that are gathered behind the text, where an output has them so; all others
    /// stand where the output puts them.
    pub end_notes: Vec<EndNotes>,
    /// The chapters of a part.
    pub children: Vec<Section>,
    /// The article's source, as a whole.
    pub span: Span,
}

/// A foot- or endnote. It is kept apart from its marker, since outputs place it differently.
#[derive(Clone, Debug)]
pub struct Note {
    /// Whose it is.
    pub series: Series,
    /// Its number among those of its series, from 1 in each article.
    pub number: u32,
    /// Its number among those of its series, from 1 in the book.
    pub running: u32,
    /// The article ([`Section::index`]) it belongs to.
    pub section: u32,
    /// The text.
    pub blocks: Vec<Block>,
    /// Where the note stands in the source.
    pub span: Span,
}

/// Notes that stand together behind the text of an article, or of the book.
#[derive(Clone, Debug)]
pub struct EndNotes {
    /// What stands above them.
    pub heading: Inlines,
    /// The language of the heading and of the notes.
    pub lang: Lang,
    /// The notes, in order.
    pub notes: Vec<NoteId>,
}

/// Whose note it is: each series is marked and counted by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Series {
    /// The author's, marked by numbers.
    Author,
    /// The editor's, marked by signs or letters; it stands before the author's.
    Editor,
}

/// A place that links may point at.
#[derive(Clone, PartialEq, Debug)]
pub struct Anchor {
    /// Unique in the book, an XML name: letters, digits, `-`, `_`, `.`; begins with a letter.
    pub id: String,
    /// The article ([`Section::index`]) it stands in.
    pub section: u32,
    /// What it is called: its heading, or that above it. Empty where no page number of it is
    /// asked for.
    pub name: Inlines,
}

impl Section {
    /// Whether it holds the gathered notes of the book and nothing else.
    pub fn is_notes(&self) -> bool {
        self.role == Role::BackMatter
            && self.blocks.is_empty()
            && !self.end_notes.is_empty()
    }

    /// The place of the paragraph that the text begins with: nothing but a motto, a dateline
    /// or a picture comes before it. `None` where it begins otherwise.
    pub fn first_paragraph(&self) -> Option<usize> {
        let before = |block: &&Block| match &block.kind {
            Kind::Epigraph { .. } | Kind::Dateline(_) | Kind::Figure(_) => true,
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::Quote { .. }
            | Kind::Verse { .. }
            | Kind::Letter(_)
            | Kind::Box { .. }
            | Kind::Questions { .. }
            | Kind::List { .. }
            | Kind::Definitions(_)
            | Kind::Table(_)
            | Kind::Code { .. }
            | Kind::Index(_)
            | Kind::SceneBreak
            | Kind::PageBreak => false,
        };
        let at = self.blocks.iter().take_while(before).count();
        let paragraph = self.blocks.get(at)?.paragraph().is_some();
        (paragraph && self.role != Role::Part).then_some(at)
    }
}

impl Document {
    /// The article ([`Section::index`]) behind whose text each note is gathered, by the
    /// notes' own order; `None` for those that are not.
    pub fn gathered(&self) -> Vec<Option<u32>> {
        let mut places = vec![None; self.notes.len()];
        for section in self.all_sections() {
            for id in section.end_notes.iter().flat_map(|group| &group.notes) {
                places[id.index()] = Some(section.index);
            }
        }
        places
    }

    /// All articles in reading order, parts before their chapters.
    pub fn all_sections(&self) -> Vec<&Section> {
        fn collect<'a>(sections: &'a [Section], into: &mut Vec<&'a Section>) {
            for section in sections {
                into.push(section);
                collect(&section.children, into);
            }
        }
        let mut all = Vec::new();
        collect(&self.sections, &mut all);
        all
    }
}
