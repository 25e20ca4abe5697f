//! Facets: the parts of a feed by language and by section (OPDS 1.2, 4; OPDS 2.0, 2.4).
//!
//! Nothing here filters: every part is a feed of its own, and a facet leads to it. A part is chosen
//! by a section, by a language, or by both.

use super::feed::{Feed, List, TITLES};
use crate::catalog::shelf::{Entry, Shelf};
use crate::catalog::words::Word;

/// Facets of one kind. One of them at the most is active.
pub(super) struct Facets {
    pub title: String,
    pub facets: Vec<Facet>,
}

/// A way to a part of the feed.
pub(super) struct Facet {
    /// The stem of its path.
    pub stem: String,
    pub title: String,
    pub books: usize,
    /// Whether the feed that it stands in is this part already.
    pub active: bool,
}

/// The feed of a section or of a language.
struct Part<'a> {
    stem: String,
    title: String,
    entries: Vec<&'a Entry>,
}

/// What there is to choose from.
struct Parts<'s, 'a> {
    shelf: &'s Shelf,
    sections: Vec<Part<'a>>,
    languages: Vec<Part<'a>>,
}

/// Gives the feeds of all books, of sections and of languages their facets, and adds those of a
/// section and a language.
pub(super) fn add<'a>(shelf: &'a Shelf, feeds: &mut Vec<Feed<'a>>) {
    let below = |feeds: &[Feed<'a>], up: &str| -> Vec<Part<'a>> {
        let part = |feed: &Feed<'a>| match &feed.list {
            List::Books(entries) if feed.up == Some(up) => Some(Part {
                stem: feed.stem.clone(),
                title: feed.title.clone(),
                entries: entries.clone(),
            }),
            List::Books(_) | List::Ways(_) => None,
        };
        feeds.iter().filter_map(part).collect()
    };
    let sections = below(feeds, SECTIONS);
    let languages = below(feeds, LANGUAGES);
    let parts = Parts { shelf, sections, languages };
    for feed in feeds.iter_mut().filter(|feed| !feed.complete) {
        let place = |parts: &[Part<'_>]| parts.iter().position(|p| p.stem == feed.stem);
        let (section, language) = (place(&parts.sections), place(&parts.languages));
        let is_all = feed.up.is_some() && ALL_BOOKS.contains(&&*feed.stem);
        if section.is_some() || language.is_some() || is_all {
            feed.facets = parts.facets(section, language);
        }
    }
    for section in 0..parts.sections.len() {
        for language in 0..parts.languages.len() {
            let entries = parts.books(Some(section), Some(language));
            let facets = parts.facets(Some(section), Some(language));
            // What no facet would lead to is no feed.
            if entries.is_empty() || facets.is_empty() {
                continue;
            }
            let stem = parts.stem(Some(section), Some(language));
            let (section, language) =
                (&parts.sections[section], &parts.languages[language]);
            feeds.push(Feed {
                id: shelf.id_of(&stem),
                stem,
                title: format!("{} · {}", section.title, language.title),
                up: Some(SECTIONS),
                list: List::Books(entries),
                complete: false,
                facets,
            });
        }
    }
}

/// Where the feeds of sections and of languages are listed.
pub(super) const SECTIONS: &str = "opds/sections";
pub(super) const LANGUAGES: &str = "opds/languages";
/// The feeds of all books.
const ALL_BOOKS: [&str; 2] = ["opds/new", TITLES];

impl<'a> Parts<'_, 'a> {
    /// The books of a part, in the order of its section, else of its language.
    fn books(&self, section: Option<usize>, language: Option<usize>) -> Vec<&'a Entry> {
        let of = |part: Option<&Part<'a>>| part.map(|part| part.entries.clone());
        let section = of(section.map(|at| &self.sections[at]));
        let language = of(language.map(|at| &self.languages[at]));
        match (section, language) {
            (Some(mut some), Some(others)) => {
                let is_there =
                    |one: &&Entry| others.iter().any(|other| std::ptr::eq(*one, *other));
                some.retain(is_there);
                some
            }
            (Some(some), None) | (None, Some(some)) => some,
            (None, None) => Vec::new(),
        }
    }

    /// The stem of the feed of a part.
    fn stem(&self, section: Option<usize>, language: Option<usize>) -> String {
        let section = section.map(|at| &*self.sections[at].stem);
        let language = language.map(|at| &*self.languages[at].stem);
        match (section, language) {
            (Some(section), Some(language)) => {
                let language = language.rsplit('/').next().unwrap_or(language);
                format!("{section}-{language}")
            }
            (Some(stem), None) | (None, Some(stem)) => stem.to_owned(),
            (None, None) => TITLES.to_owned(),
        }
    }

    /// The facets of a part: by each kind of which there is more than one to choose from.
    fn facets(&self, section: Option<usize>, language: Option<usize>) -> Vec<Facets> {
        let word = |word: Word| word.in_language(&self.shelf.lang).to_owned();
        let facet = |title: &str, to: (Option<usize>, Option<usize>), active: bool| {
            let books = match to {
                (None, None) => self.shelf.books().count(),
                (section, language) => self.books(section, language).len(),
            };
            let (stem, title) = (self.stem(to.0, to.1), title.to_owned());
            Facet { stem, title, books, active }
        };
        let languages = self.languages.iter().enumerate().map(|(at, part)| {
            facet(&part.title, (section, Some(at)), language == Some(at))
        });
        let sections = self.sections.iter().enumerate().map(|(at, part)| {
            facet(&part.title, (Some(at), language), section == Some(at))
        });
        // The way back to all of them, where one is chosen.
        let all = word(Word::Titles);
        let no_language = language.map(|_| facet(&all, (section, None), false));
        let no_section = section.map(|_| facet(&all, (None, language), false));
        let kinds = [
            (Word::Languages, no_language, languages.collect::<Vec<Facet>>()),
            (Word::Sections, no_section, sections.collect()),
        ];
        let mut groups = Vec::new();
        for (title, all, mut facets) in kinds {
            facets.retain(|facet| facet.books > 0);
            if facets.len() > 1 {
                let facets = all.into_iter().chain(facets).collect();
                groups.push(Facets { title: word(title), facets });
            }
        }
        groups
    }
}

impl Facet {
    /// The path of its first page.
    pub fn path(&self, ending: &str) -> String {
        format!("{}{ending}", self.stem)
    }
}
