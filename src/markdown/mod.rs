//! One article's Markdown → blocks, with the source place of every inline.
//!
//! Links hold addresses as written, notes and pictures are local to the article;
//! [`crate::assemble`] resolves them. Nothing of other articles or of the manifest is
//! known here.

mod attributes;
mod braces;
mod build;
mod code;
mod container;
mod fence;
mod figure;
mod front;
mod html;
pub(crate) mod ident;
mod inline;
mod mark;
mod table;
#[cfg(test)]
mod tests;
mod verse;

pub use mark::{Extent, IndexMark, Path};

use crate::diag::{Code, Diagnostic, Sink, nearest};
use crate::document::{AnchorId, Block, Inline, Inlines, Note, inline_text, letters};
use crate::id::Arena;
use crate::source::{FileId, Span};

/// One parsed article. In its blocks, [`crate::document::NoteId`]s point into `notes`,
/// [`crate::document::PictureId`]s into `pictures`, [`crate::document::AnchorId`]s into
/// `anchors`; every link is [`crate::document::Target::Outside`] with the address as
/// written.
#[derive(Clone, Debug)]
pub struct Article {
    /// The file.
    pub file: FileId,
    /// What stands between the `+++` lines.
    pub front: FrontMatter,
    /// The article's own title: that of the front matter, else its first-level heading at
    /// the very beginning, if any.
    pub title: Option<Inlines>,
    /// Where links to the id of the heading go that is the title.
    pub title_anchor: Option<AnchorId>,
    /// The subtitle.
    pub subtitle: Option<Inlines>,
    /// The first heading of the first level, where there is no title because text stands
    /// before it.
    pub late_title: Option<Span>,
    /// The text.
    pub blocks: Vec<Block>,
    /// The notes, in order of their first markers.
    pub notes: Arena<Note>,
    /// The pictures, as named.
    pub pictures: Vec<PictureRef>,
    /// The ids, as named, each with the text they came from.
    pub anchors: Vec<AnchorRef>,
    /// The marks of the index.
    pub marks: Vec<IndexMark>,
}

/// A picture as an article names it.
#[derive(Clone, Debug)]
pub struct PictureRef {
    /// The path as written, relative to the article.
    pub path: String,
    /// Where.
    pub span: Span,
}

/// A place that can be linked to.
#[derive(Clone, Debug)]
pub struct AnchorRef {
    /// The id as written or made from the heading.
    pub id: String,
    /// Whether the source states it (`{#id}`), rather than a heading's words.
    pub stated: bool,
    /// Where.
    pub span: Span,
    /// Whether it stands in what is left out, a note that nothing cites: no link leads there.
    pub left_out: bool,
}

/// What an article says about itself, without what is set as text.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The authors.
    pub authors: Vec<String>,
    /// The translators.
    pub translators: Vec<String>,
    /// The date, in words.
    pub date: Option<String>,
    /// Where the text was first published.
    pub source: Option<String>,
    /// Rights of this article alone.
    pub rights: Option<String>,
    /// Its language.
    pub language: Option<(crate::info::Lang, Span)>,
}

/// Parses one article. It never fails: what cannot be understood is reported and kept as
/// text where possible.
///
/// ```
/// use publish::{diag::Sink, markdown, source::Files};
///
/// let mut files = Files::default();
/// let file = files.add("house.md", "# The House\n\nA courtyard with cacti.\n");
/// let mut sink = Sink::default();
/// let article = markdown::parse(file, &files.text(file), &mut sink);
/// assert!(article.title.is_some());
/// assert_eq!(article.blocks.len(), 1);
/// ```
pub fn parse(file: FileId, text: &str, sink: &mut Sink) -> Article {
    let mut own = Sink::default();
    report_controls(file, text, &mut own);
    let (front, heads, body) = front::read(file, text, &mut own);
    let article = build::build(file, text, body, front, heads, &mut own);
    // Some are told only when all is read; people read from the top.
    let mut found = own.into_found();
    found.sort_by_key(|finding| finding.at.map(|at| at.start));
    found.into_iter().for_each(|finding| sink.report(finding));
    article
}

/// Whether two runs say the same, whatever their marks and capitals.
pub(crate) fn same_words(one: &[Inline], other: &[Inline]) -> bool {
    letters(&inline_text(one)) == letters(&inline_text(other))
}

/// Reports the characters that XML cannot hold, which no output shows: once, at the first.
fn report_controls(file: FileId, text: &str, sink: &mut Sink) {
    let is_control = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_ascii_control() && c != '\u{7f}',
    };
    let mut found = text.char_indices().filter(|&(_, c)| is_control(c));
    let Some((at, first)) = found.next() else { return };
    let code = format!("U+{:04X}", first as u32);
    let message = match found.count() {
        0 => format!("the control character {code} is left out"),
        more => {
            format!("{} control characters, the first {code}, are left out", more + 1)
        }
    };
    let help = "delete them, or put there what was meant: a space, or a line end";
    sink.report(
        Diagnostic::new(Code::ControlCharacter, message)
            .at(Span::new(file, at..at + first.len_utf8()))
            .help(help),
    );
}

/// "did you mean", or where to look.
fn suggest(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("known here: {}", known.join(", ")),
    }
}
