//! Where everything goes: file names of articles and pictures, addresses of anchors.

use rustc_hash::FxHashSet;

use super::Options;
use super::printed::{Home, Printed};
use crate::document::{
    AnchorId, Document, NoteId, Role, Section, Series, first_words, inline_text, label,
};
use crate::image::Picture;
use crate::info::{Lang, Word};
use crate::pages::Folio;
use crate::theme::{NoteNumbers, Theme};

/// The book as the writers see it: the document with the names of its files.
pub(super) struct Map<'a> {
    pub document: &'a Document,
    theme: &'a Theme,
    /// The article behind whose text each note is gathered, if it is.
    gathered: Vec<Option<u32>>,
    /// All articles in reading order.
    pub sections: Vec<&'a Section>,
    /// Whom the contents name beside each article; mostly nobody.
    pub authors: Vec<String>,
    /// The file of each article, by [`Section::index`], in the folder `text`.
    pub files: Vec<String>,
    /// Where the printed pages begin.
    pub printed: Printed,
    /// The pages on which places stand, as [`Options::folios`] has them.
    folios: Vec<Folio>,
    /// Whether nothing stands in the way of conformance to WCAG.
    pub conforms: bool,
    /// Whether places of the source are noted.
    pub traced: bool,
    /// The file of each picture, in the folder `images`.
    pub pictures: Vec<String>,
}

impl<'a> Map<'a> {
    pub fn new(document: &'a Document, theme: &'a Theme, options: &Options) -> Map<'a> {
        let sections = document.all_sections();
        let mut taken: FxHashSet<String> =
            ["cover", "title-page", "imprint"].map(str::to_owned).into_iter().collect();
        let mut files = vec![String::new(); sections.len()];
        for (at, section) in sections.iter().enumerate() {
            let name = unique(&safe(&section.slug, "article"), &mut taken);
            let index = section.index as usize;
            // Articles are numbered in reading order; should they not be, theirs is theirs.
            let place = if index < files.len() { index } else { at };
            files[place] = format!("{name}.xhtml");
        }
        let mut taken: FxHashSet<String> =
            ["front-cover"].map(str::to_owned).into_iter().collect();
        let pictures = document
            .pictures
            .iter()
            .map(|(_, picture)| {
                let stem = picture.name.rsplit_once('.').map_or(&*picture.name, |n| n.0);
                let name = unique(&safe(stem, "picture"), &mut taken);
                format!("{name}.{}", picture.format.extension())
            })
            .collect();
        let authors = document.named_authors();
        let authors = authors.iter().map(|names| label(names)).collect();
        let gathered = document.gathered();
        let printed = Printed::new(document, &options.printed);
        let folios = options.folios.clone();
        Map {
            document,
            theme,
            gathered,
            sections,
            authors,
            files,
            printed,
            folios,
            conforms: options.conforms,
            traced: options.traced,
            pictures,
        }
    }

    /// A word in the language of the book.
    pub fn word(&self, word: Word) -> &'static str {
        word.in_language(&self.document.info.lang)
    }

    /// The file of an article.
    pub fn file(&self, section: u32) -> &str {
        self.files.get(section as usize).map_or("", String::as_str)
    }

    /// The pages of the printed book in order: number and address, from the folder of the
    /// package document.
    pub fn printed_pages(&self) -> impl Iterator<Item = (&str, String)> {
        self.printed.pages().map(|(label, id, home)| {
            let file = match home {
                Home::Title => "title-page.xhtml",
                Home::Imprint => "imprint.xhtml",
                Home::Article(section) => self.file(section),
            };
            (label, format!("text/{file}#{id}"))
        })
    }

    /// The printed page on which a place stands.
    pub fn folio(&self, anchor: AnchorId) -> Option<Folio> {
        self.folios.get(anchor.index()).copied()
    }

    /// The address of an anchor, seen from an article (or from elsewhere in `text`).
    pub fn push_href(&self, out: &mut String, from: Option<u32>, anchor: AnchorId) {
        let anchor = &self.document.anchors[anchor];
        if from != Some(anchor.section) {
            out.push_str(self.file(anchor.section));
        }
        out.push('#');
        crate::xml::push_text(out, &anchor.id);
    }

    /// What marks a note.
    pub fn label(&self, note: NoteId) -> String {
        let note = &self.document.notes[note];
        let editor = note.series == Series::Editor;
        let notes = &self.theme.notes;
        let number = match notes.count(editor, false) {
            NoteNumbers::Article | NoteNumbers::Page => note.number,
            NoteNumbers::Book => note.running,
        };
        notes.label(editor, number)
    }

    /// What stands behind the mark before a note.
    pub fn stop(&self, note: NoteId) -> &'static str {
        self.theme.notes.stop(self.document.notes[note].series == Series::Editor)
    }

    /// The file of the article in which a note stands, seen from another one; nothing within
    /// the same.
    pub fn file_of_note(&self, note: NoteId, from: u32) -> &str {
        match self.gathered.get(note.index()).copied().flatten() {
            Some(section) if section != from => self.file(section),
            Some(_) | None => "",
        }
    }

    /// Whether a note is gathered with others.
    pub fn is_gathered(&self, note: NoteId) -> bool {
        self.gathered.get(note.index()).is_some_and(Option::is_some)
    }

    /// What a note's marker is called where it is read aloud, unless its number says it.
    pub fn spoken(&self, note: NoteId, lang: &Lang) -> Option<String> {
        match self.document.notes[note].series {
            Series::Author => None,
            Series::Editor => {
                let words = Word::EditorsNote.in_language(lang);
                Some(words.replace("{}", &self.label(note)))
            }
        }
    }

    pub fn picture(&self, id: crate::document::PictureId) -> (&str, &Picture) {
        (&self.pictures[id.index()], &self.document.pictures[id])
    }

    /// What the contents call an article.
    pub fn name(&self, section: &Section) -> String {
        let title = label(&inline_text(&section.title));
        if !title.is_empty() {
            return title;
        }
        match first_words(section) {
            none if none.is_empty() => section.slug.clone(),
            words => words,
        }
    }
}

/// The EPUB vocabulary's word for a part of the book, and for the division it is in.
pub(super) fn kind(section: &Section) -> (Option<&'static str>, &'static str) {
    if section.is_notes() {
        return (Some("endnotes"), "backmatter");
    }
    let matter = || super::matter::matter(&label(&inline_text(&section.title)));
    match section.role {
        Role::FrontMatter => (matter(), "frontmatter"),
        Role::Part => (Some("part"), "bodymatter"),
        Role::Chapter => (Some("chapter"), "bodymatter"),
        Role::Appendix => (Some("appendix"), "backmatter"),
        Role::BackMatter => (matter(), "backmatter"),
        Role::Index => (Some("index"), "backmatter"),
    }
}

fn safe(name: &str, otherwise: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(80)
        .collect();
    let name = name.trim_matches('-');
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

fn unique(name: &str, taken: &mut FxHashSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{name}-{number}");
        number += 1;
    }
    candidate
}
