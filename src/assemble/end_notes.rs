//! End notes: the notes of an article gathered behind its text, or all of them behind the
//! book's.

use crate::document::{
    Anchor, AnchorId, Block, Document, EndNotes, Inline, InlineStyle, Inlines, NoteId,
    Role, Section, Series, first_words, retold, visit,
};
use crate::info::{Lang, Word};
use crate::source::Span;

/// Where notes are gathered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gather {
    /// Behind the text of their article.
    Article,
    /// Behind the last text of the book, by articles; before its index.
    Book,
}

/// The document with its notes gathered. The editor's stand before the author's, each in
/// the order of their markers. A book without notes stays as it is.
pub fn gather_notes(document: &Document, how: Gather) -> Document {
    let mut document = document.clone();
    if document.notes.is_empty() {
        return document;
    }
    match how {
        Gather::Article => {
            let notes = by_section(&document);
            let spans: Vec<Span> =
                document.notes.iter().map(|(_, note)| note.span).collect();
            behind_articles(&mut document.sections, &notes, &spans);
        }
        Gather::Book => {
            let at = before_index(&document.sections);
            let index = make_room(&mut document, at);
            let section = behind_all(&mut document, index);
            document.sections.insert(at, section);
        }
    }
    document
}

/// The notes of one section: the editor's, the author's.
type Both = [Vec<NoteId>; 2];

fn by_section(document: &Document) -> Vec<Both> {
    // One more, should the notes be given room among the sections already.
    let mut notes: Vec<Both> = vec![Both::default(); document.all_sections().len() + 1];
    for (id, note) in document.notes.iter() {
        let Some(both) = notes.get_mut(note.section as usize) else { continue };
        match note.series {
            Series::Editor => both[0].push(id),
            Series::Author => both[1].push(id),
        }
    }
    notes
}

fn behind_articles(sections: &mut [Section], notes: &[Both], spans: &[Span]) {
    for section in sections {
        let [editors, authors] =
            notes.get(section.index as usize).cloned().unwrap_or_default();
        for (word, notes) in [(Word::EditorsNotes, editors), (Word::Notes, authors)] {
            if !notes.is_empty() {
                let lang = section.lang.clone();
                // What is found at the heading is led back to the note below it.
                let span = notes.first().and_then(|&id| spans.get(id.index()).copied());
                let span = span.unwrap_or(section.span);
                let heading = words(word, &lang, span);
                section.end_notes.push(EndNotes { heading, lang, notes });
            }
        }
        behind_articles(&mut section.children, notes, spans);
    }
}

/// Where the notes of the book stand: at its end, before the index, which nothing that it points
/// at may follow but what stands behind the text.
fn before_index(sections: &[Section]) -> usize {
    let behind = |section: &Section| match section.role {
        Role::Index | Role::BackMatter => true,
        Role::FrontMatter | Role::Part | Role::Chapter | Role::Appendix => false,
    };
    let text =
        sections.iter().rposition(|section| !behind(section)).map_or(0, |at| at + 1);
    let index =
        sections.iter().skip(text).position(|section| section.role == Role::Index);
    index.map_or(sections.len(), |at| text + at)
}

/// Counts the sections from the one `at` which another is to stand one further; the number
/// of that other.
fn make_room(document: &mut Document, at: usize) -> u32 {
    fn count(sections: &mut [Section], from: u32) {
        for section in sections {
            section.index += u32::from(section.index >= from);
            count(&mut section.children, from);
        }
    }
    let all = document.all_sections().len() as u32;
    let from = document.sections.get(at).map_or(all, |section| section.index);
    count(&mut document.sections, from);
    for note in document.notes.iter_mut() {
        note.section += u32::from(note.section >= from);
    }
    for anchor in document.anchors.iter_mut() {
        anchor.section += u32::from(anchor.section >= from);
    }
    from
}

/// The section of all notes, under the titles of their articles, which will be the `index`th.
fn behind_all(document: &mut Document, index: u32) -> Section {
    let notes = by_section(document);
    let sections = document.all_sections();
    let span = sections.last().map(|last| Span { end: last.span.start, ..last.span });
    let span = span.unwrap_or_else(|| Span::head(crate::id::Id::new(0)));
    let taken = |name: &str| sections.iter().any(|section| section.slug == name);
    let slug = unique("notes", &taken);
    let groups = sections.iter().map(|section| {
        let [editors, authors] =
            notes.get(section.index as usize).cloned().unwrap_or_default();
        let notes = [editors, authors].concat();
        EndNotes { heading: title(section), lang: section.lang.clone(), notes }
    });
    let end_notes = groups.filter(|group| !group.notes.is_empty()).collect();
    // What links lead to goes with the notes it stands in.
    let mut moved = Vec::new();
    for (_, note) in document.notes.iter() {
        anchors(&note.blocks, &mut moved);
    }
    for anchor in moved {
        document.anchors[anchor].section = index;
    }
    let taken = |name: &str| document.anchors.iter().any(|(_, anchor)| anchor.id == name);
    let id = unique("notes", &taken);
    let anchor = document.anchors.push(Anchor { id, section: index, name: Vec::new() });
    let lang: Lang = document.info.lang.clone();
    Section {
        index,
        anchor,
        role: Role::BackMatter,
        slug,
        title: words(Word::Notes, &lang, span),
        subtitle: Vec::new(),
        authors: Vec::new(),
        translators: Vec::new(),
        date: None,
        source: None,
        rights: None,
        lang,
        blocks: Vec::new(),
        end_notes,
        children: Vec::new(),
        span,
    }
}

/// The places in blocks that links may lead to.
fn anchors(blocks: &[Block], found: &mut Vec<AnchorId>) {
    visit::blocks(blocks, &mut |block| {
        found.extend(block.anchor);
        visit::runs(block, &mut |run| {
            visit::inlines(run, &mut |inline| {
                if let Inline::Styled { style: InlineStyle::Anchor(id), .. } = inline {
                    found.push(*id);
                }
            });
        });
    });
}

/// What an article is called above its notes: its title, or its first words.
fn title(section: &Section) -> Inlines {
    let told = retold(&section.title);
    if !told.is_empty() {
        return told;
    }
    match first_words(section) {
        none if none.is_empty() => Vec::new(),
        first => vec![Inline::Text { text: first, span: section.span }],
    }
}

/// A heading of ours, with its language where it stands in another.
pub(super) fn words(word: Word, lang: &Lang, span: Span) -> Inlines {
    let text = Inline::Text { text: word.in_language(lang).to_string(), span };
    match Word::language(lang) {
        Some(other) => {
            let style = InlineStyle::Language(other);
            vec![Inline::Styled { style, content: vec![text], span }]
        }
        None => vec![text],
    }
}

/// The name, or the name with the first number that nothing has yet.
fn unique(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut candidate = name.to_string();
    let mut number = 2;
    while taken(&candidate) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}
