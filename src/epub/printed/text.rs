//! What the articles and their notes say, by its place in the source.

use rustc_hash::FxHashMap;

use super::Place;
use crate::document::{
    Block, Document, Inline, Inlines, Kind, Note, NoteId, Role, Section, Series, Table,
    visit,
};
use crate::source::Span;

/// A place in reading order: the article; 0 in its text, or which of the notes behind that; the
/// byte of the source, the bytes of the words.
pub(super) type Order = (u32, u32, u32, u32);

/// What the articles say, by its place in the source, with the article: the first, where
/// several are made from one file.
#[derive(Default)]
pub(super) struct Places {
    words: FxHashMap<Span, u32>,
    /// Words that an article or a heading begins with, and where it begins.
    opens: FxHashMap<Span, Place>,
    /// Blocks that are marked as a whole.
    blocks: FxHashMap<Span, u32>,
    /// Code, in the order of the source.
    code: Vec<(Span, u32)>,
    /// Words of notes, where these stand behind the text of which section, and the note that
    /// begins with them.
    notes: FxHashMap<Span, ((u32, u32), Option<NoteId>)>,
    /// The section that is the index.
    index: Option<u32>,
}

impl Places {
    pub(super) fn new(document: &Document) -> Places {
        let mut places = Places::default();
        let gathered = document.gathered();
        for section in document.all_sections() {
            places.section(section);
            if section.role == Role::Index {
                places.index = places.index.or(Some(section.index));
            }
            // As they stand in the e-book: gathered, else behind the text of the article.
            let own = |series: Series| {
                let notes =
                    document.notes.iter().filter(move |(_, note)| note.series == series);
                notes.filter(|(id, note)| {
                    note.section == section.index && gathered[id.index()].is_none()
                })
            };
            let own = own(Series::Editor).chain(own(Series::Author)).map(|(id, _)| id);
            let groups = section.end_notes.iter().flat_map(|group| &group.notes).copied();
            for (at, id) in groups.chain(own).enumerate() {
                places.take_note(id, &document.notes[id], (section.index, at as u32 + 1));
            }
        }
        places.code.sort_unstable();
        places
    }

    fn section(&mut self, section: &Section) {
        self.run(&section.title, section.index);
        self.run(&section.subtitle, section.index);
        if let Some(first) = first(&section.title).or(first(&section.subtitle)) {
            self.opens.insert(first, Place::Opening(section.index));
        }
        visit::blocks(&section.blocks, &mut |block: &Block| {
            match &block.kind {
                Kind::Code { .. } => self.code.push((block.span, section.index)),
                Kind::Figure(_) => {
                    self.blocks.entry(block.span).or_insert(section.index);
                }
                Kind::Heading { content, .. } => {
                    if let Some(first) = first(content) {
                        self.opens.insert(first, Place::Block(block.span));
                    }
                }
                Kind::Table(Table { caption: Some(caption), .. }) => {
                    // A table is called by its caption, which is to hold nothing else.
                    if let Some(first) = first(caption) {
                        self.opens.insert(first, Place::Block(block.span));
                    }
                }
                Kind::Paragraph(_)
                | Kind::Quote { .. }
                | Kind::Epigraph { .. }
                | Kind::Verse { .. }
                | Kind::Letter(_)
                | Kind::Box { .. }
                | Kind::Questions { .. }
                | Kind::List { .. }
                | Kind::Definitions(_)
                | Kind::Table(_)
                | Kind::Index(_)
                | Kind::Dateline(_)
                | Kind::SceneBreak
                | Kind::PageBreak => {}
            }
            visit::runs(block, &mut |run| self.run(run, section.index));
        });
    }

    fn run(&mut self, run: &Inlines, section: u32) {
        for inline in run {
            match inline {
                Inline::Text { span, .. } | Inline::Code { span, .. } => {
                    self.words.entry(*span).or_insert(section);
                }
                Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                    self.run(content, section);
                }
                Inline::Note { .. } | Inline::Picture { .. } | Inline::Break { .. } => {}
            }
        }
    }

    /// A note, which is the `at`th behind the text of a section.
    fn take_note(&mut self, id: NoteId, note: &Note, at: (u32, u32)) {
        let mut begins = true;
        visit::blocks(&note.blocks, &mut |block: &Block| {
            visit::runs(block, &mut |run| {
                visit::inlines(run, &mut |inline| {
                    if let Inline::Text { span, .. } | Inline::Code { span, .. } = inline
                    {
                        let opens = std::mem::take(&mut begins).then_some(id);
                        self.notes.entry(*span).or_insert((at, opens));
                    }
                });
            });
        });
    }

    /// Where a place of the source stands, in which order, and behind how many bytes of its words.
    pub(super) fn find(&self, span: Span, from: u32) -> Option<(Place, Order, u32)> {
        let (place, section, from) = self.text(span, from)?;
        Some((place, (section, 0, span.start, from), from))
    }

    /// The same of a place in a note.
    pub(super) fn note(&self, span: Span, from: u32) -> Option<(Place, Order, u32)> {
        let &((section, at), opens) = self.notes.get(&span)?;
        let opens = opens.filter(|_| from == 0);
        let place = opens.map_or(Place::Words(span), Place::Note);
        Some((place, (section, at, span.start, from), from))
    }

    /// The same of an entry of the index, which has words of the text.
    pub(super) fn entry(&self, entry: u32) -> Option<(Place, Order, u32)> {
        Some((Place::Entry(entry), (self.index?, 1, entry, 0), 0))
    }

    /// Where a place of the text stands, in which article, and behind how many bytes of its
    /// words.
    fn text(&self, span: Span, from: u32) -> Option<(Place, u32, u32)> {
        if let Some(&section) = self.words.get(&span) {
            let opening = self.opens.get(&span).filter(|_| from == 0);
            let place = opening.map_or(Place::Words(span), |&place| place);
            return Some((place, section, from));
        }
        if let Some(&section) = self.blocks.get(&span) {
            return Some((Place::Block(span), section, 0));
        }
        // Lines of code have places of their own within it.
        let before = self.code.partition_point(|(code, _)| {
            (code.file, code.start) <= (span.file, span.start)
        });
        let &(code, section) = self.code.get(before.checked_sub(1)?)?;
        let within = code.file == span.file && span.end <= code.end;
        let place = if from == 0 { Place::Block(code) } else { Place::Words(code) };
        within.then_some((place, section, from))
    }
}

/// Where the first words of a run stand.
fn first(run: &Inlines) -> Option<Span> {
    run.iter().find_map(|inline| match inline {
        Inline::Text { span, .. } | Inline::Code { span, .. } => Some(*span),
        Inline::Styled { content, .. } | Inline::Link { content, .. } => first(content),
        Inline::Note { .. } | Inline::Picture { .. } | Inline::Break { .. } => None,
    })
}
