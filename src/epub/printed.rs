//! Where the printed pages begin in the e-book, so that readers of both find the same place
//! (EPUB Accessibility 1.1, 4.3).

mod text;

use rustc_hash::FxHashMap;

use text::{Order, Places};

use super::article::Writer;
use crate::document::{Document, NoteId};
use crate::info::Word;
use crate::source::{FileId, Span};
use crate::xml::{push_attribute, push_text};

/// A printed page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedPage {
    /// Its number as printed.
    pub label: String,
    /// The places in the source that stand on it, in reading order: what the source says
    /// there, and how many bytes of its text stand on earlier pages.
    pub places: Vec<(Span, u32)>,
    /// The same of its notes.
    pub notes: Vec<(Span, u32)>,
    /// Whether a note stands before all text.
    pub noted: bool,
    /// The first entry of the index that begins before all text, the first of all as 0.
    pub entry: Option<u32>,
}

/// The place in the e-book where a printed page begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Place {
    /// The title page.
    Title,
    /// The imprint.
    Imprint,
    /// Before all words of an article.
    Opening(u32),
    /// Before a block.
    Block(Span),
    /// In the words that stand at a place of the source.
    Words(Span),
    /// Before a note.
    Note(NoteId),
    /// Before an entry of the index.
    Entry(u32),
    /// Behind an article.
    End(u32),
}

/// A page that begins at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Mark {
    /// Which page, from 0.
    page: usize,
    /// Behind how many bytes of the words.
    from: u32,
}

/// All printed pages, and where they begin.
#[derive(Debug, Default)]
pub(super) struct Printed {
    labels: Vec<String>,
    /// The file that each begins in: there, and only there, is its mark.
    homes: Vec<Home>,
    marks: FxHashMap<Place, Vec<Mark>>,
}

/// A file that printed pages begin in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Home {
    /// The title page.
    Title,
    /// The imprint.
    Imprint,
    /// An article, by its number (`Section::index`).
    Article(u32),
}

impl Printed {
    /// Finds where pages begin.
    pub fn new(document: &Document, pages: &[PrintedPage]) -> Printed {
        let places = Places::new(document);
        let mut printed = Printed {
            labels: pages.iter().map(|page| page.label.clone()).collect(),
            homes: vec![Home::Title; pages.len()],
            marks: FxHashMap::default(),
        };
        let front = Front::new(document);
        let mut waiting = Vec::new();
        let (mut last, mut behind): (Option<Order>, _) = (None, None);
        let texts = texts(&places, pages);
        for (at, page) in pages.iter().enumerate() {
            let later = |order: &Order| last.is_none_or(|last| last < *order);
            // Behind notes no text of theirs follows, unless they stand at the feet of pages.
            let ends = |order: &Order| texts[at + 1].is_none_or(|next| *order < next);
            let note = || {
                let notes = page.notes.iter();
                let mut found = notes.filter_map(|&(span, from)| places.note(span, from));
                found.find(|found| later(&found.1) && ends(&found.1))
            };
            let entry = || places.entry(page.entry?).filter(|found| later(&found.1));
            let text = || {
                let found =
                    page.places.iter().map(|&(span, from)| places.find(span, from));
                found.flatten().find(|found| later(&found.1))
            };
            let found = page.noted.then(note).flatten();
            // A heading of ours is said nowhere; what it leads to is.
            let found = found.or_else(entry).or_else(text).or_else(note);
            let (place, home, from) = match (found, behind) {
                (Some((place, order, from)), _) => {
                    (last, behind) = (Some(order), Some(order.0));
                    (place, Home::Article(order.0), from)
                }
                (None, None) => match front.home(page) {
                    Some(Home::Imprint) => (Place::Imprint, Home::Imprint, 0),
                    Some(home) => (Place::Title, home, 0),
                    None => {
                        waiting.push(at);
                        continue;
                    }
                },
                (None, Some(_)) => {
                    waiting.push(at);
                    continue;
                }
            };
            for page in waiting.drain(..).chain([at]) {
                printed.mark(page, place, from, home);
            }
        }
        let (place, home) = match behind {
            Some(section) => (Place::End(section), Home::Article(section)),
            None => (Place::Title, Home::Title),
        };
        for page in waiting {
            printed.mark(page, place, 0, home);
        }
        printed
    }

    fn mark(&mut self, page: usize, place: Place, from: u32, home: Home) {
        self.homes[page] = home;
        self.marks.entry(place).or_default().push(Mark { page, from });
    }

    /// Whether nothing is printed.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// The pages in order: number, identifier, and the file it begins in.
    pub fn pages(&self) -> impl Iterator<Item = (&str, String, Home)> {
        let pages = self.labels.iter().zip(&self.homes);
        pages.map(|(label, home)| (label.as_str(), id(label), *home))
    }

    /// Marks all pages that begin at a place: within words, or with an element around.
    /// `called` is the word for a page, with what the element says of its language.
    pub fn push(&self, out: &mut String, place: Place, tag: &str, called: (&str, &str)) {
        for mark in self.marks.get(&place).into_iter().flatten() {
            self.push_page(out, mark.page, tag, called);
        }
    }

    fn push_page(
        &self,
        out: &mut String,
        page: usize,
        tag: &str,
        (called, lang): (&str, &str),
    ) {
        let label = &self.labels[page];
        out.push('<');
        out.push_str(tag);
        out.push_str(" epub:type=\"pagebreak\" role=\"doc-pagebreak\"");
        push_attribute(out, "id", &id(label));
        push_attribute(out, "aria-label", &called.replace("{}", label));
        out.push_str(lang);
        out.push_str("/>");
        if tag == "div" {
            out.push('\n');
        }
    }
}

/// For each page, and behind the last, the first place of text on it and on those that follow; what
/// stands above gathered notes is told again, and lies behind what was read already.
fn texts(places: &Places, pages: &[PrintedPage]) -> Vec<Option<Order>> {
    let mut last: Option<Order> = None;
    let first = |page: &PrintedPage| {
        let orders =
            page.places.iter().filter_map(|&(span, from)| places.find(span, from));
        let mut orders = orders.map(|(_, order, _)| order);
        let found = orders.find(|order| last.is_none_or(|last| last < *order));
        last = found.or(last);
        found
    };
    let mut texts: Vec<Option<Order>> = pages.iter().map(first).collect();
    texts.push(None);
    for at in (0..pages.len()).rev() {
        texts[at] = texts[at].or(texts[at + 1]);
    }
    texts
}

/// What a page is called in addresses.
fn id(label: &str) -> String {
    format!("_page-{label}")
}

/// Tells the pages before the articles apart by what of the manifest they say.
struct Front {
    /// The book's title; half-title and title page have it, the imprint has not.
    title: Option<Span>,
    /// What lines of the imprint say; the title page may say some of it too.
    imprint: Vec<Span>,
    /// The manifest.
    file: Option<FileId>,
}

impl Front {
    fn new(document: &Document) -> Front {
        let said = &document.said;
        let lines = document.info.imprint_lines();
        Front {
            title: said.get("title").copied(),
            imprint: lines.iter().filter_map(|l| said.get(l.key).copied()).collect(),
            file: said.values().next().map(|span| span.file),
        }
    }

    /// Which page of the e-book says what a printed page does, if one says anything of it.
    fn home(&self, page: &PrintedPage) -> Option<Home> {
        let (first, _) = page.places.first()?;
        let says_title = page.places.iter().any(|(span, _)| Some(*span) == self.title);
        (Some(first.file) == self.file).then_some(())?;
        let is_imprint = !says_title && self.imprint.contains(first);
        Some(if is_imprint { Home::Imprint } else { Home::Title })
    }
}

impl Writer<'_> {
    /// Words, with the pages that begin in them; never inside a word.
    pub(super) fn words(&mut self, text: &str, span: Span) {
        let printed = &self.map.printed;
        let marks = printed.marks.get(&Place::Words(span));
        let Some(marks) = marks.filter(|_| !self.renaming) else {
            return push_text(&mut self.out, text);
        };
        let (lang, said) = self.aloud();
        let called = (Word::Page.in_language(&lang), said.as_str());
        let mut done = 0;
        for mark in marks {
            // The parts of a title that a reference tells have one place.
            if !self.marked.insert(mark.page) {
                continue;
            }
            let at = word_start(text, mark.from as usize).max(done);
            push_text(&mut self.out, &text[done..at]);
            printed.push_page(&mut self.out, mark.page, "span", called);
            done = at;
        }
        push_text(&mut self.out, &text[done..]);
    }

    /// Marks the pages that begin at a place between blocks.
    pub(super) fn pages_at(&mut self, place: Place) {
        self.pages_as(place, "div");
    }

    /// Marks the pages that begin at a place within a block.
    pub(super) fn pages_in(&mut self, place: Place) {
        self.pages_as(place, "span");
    }

    fn pages_as(&mut self, place: Place, tag: &str) {
        if !self.map.printed.is_empty() {
            let (lang, said) = self.aloud();
            let called = (Word::Page.in_language(&lang), said.as_str());
            self.map.printed.push(&mut self.out, place, tag, called);
        }
    }
}

/// The beginning of the word around a byte.
fn word_start(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = text[..at].trim_end_matches(|c: char| !c.is_whitespace());
    before.len()
}
