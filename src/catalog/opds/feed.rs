//! The feeds of a catalogue, whatever they are written as.

use std::collections::BTreeSet;

use super::facet::{self, Facets, LANGUAGES, SECTIONS};
use crate::catalog::address::slug;
use crate::catalog::shelf::{Entry, Group, Shelf, latest};
use crate::catalog::words::Word;
use crate::info::Moment;

/// How the names of feeds end: in Atom, as web servers know it, and in JSON.
pub(super) const ATOM: &str = ".atom";
pub(super) const JSON: &str = ".json";

/// How many books stand in one file: as many as an e-reader loads without a wait.
const PAGE: usize = 50;

/// A feed.
pub(super) struct Feed<'a> {
    /// Its path without its ending; of its first page.
    pub stem: String,
    pub title: String,
    /// Its identifier, for ever.
    pub id: String,
    /// Its place among the ways of another feed; none of the root.
    pub up: Option<&'static str>,
    pub list: List<'a>,
    /// Whether it holds the whole catalogue in one file (RFC 5005, 2).
    pub complete: bool,
    /// The parts of it that may be chosen.
    pub facets: Vec<Facets>,
}

/// What a feed lists.
pub(super) enum List<'a> {
    /// Ways to other feeds.
    Ways(Vec<Way>),
    /// Books.
    Books(Vec<&'a Entry>),
}

/// A way to another feed.
pub(super) struct Way {
    /// The stem of its path.
    pub stem: String,
    pub title: String,
    pub id: String,
    /// How it is related (OPDS 1.2, 6.2; IANA).
    pub rel: &'static str,
    /// Whether it lists books, not ways.
    pub acquires: bool,
    /// How many books are found by it.
    pub books: usize,
    pub updated: Moment,
}

/// A file of a feed.
pub(super) struct Page<'f, 'a> {
    pub feed: &'f Feed<'a>,
    /// Its path.
    pub path: String,
    /// Its number, from 1, and how many there are.
    pub number: usize,
    pub of: usize,
    /// The books on it.
    pub entries: &'f [&'a Entry],
}

/// Where it is to be found by those that take all of it.
pub(super) const ALL: &str = "opds/all";
/// The root, as e-readers are told of it.
pub(super) const ROOT: &str = "opds";
/// All books by their titles.
pub(super) const TITLES: &str = "opds/titles";
/// The relation of feeds with the latest books (OPDS 1.2, 6.2).
const NEWEST: &str = "http://opds-spec.org/sort/new";
const SUBSECTION: &str = "subsection";

impl<'a> Feed<'a> {
    /// Its files: books by the page, unless all of them stand together.
    pub fn pages(&self, ending: &'static str) -> Vec<Page<'_, 'a>> {
        let entries: &[&Entry] = match &self.list {
            List::Ways(_) => &[],
            List::Books(entries) => entries,
        };
        let size = if self.complete { entries.len().max(1) } else { PAGE };
        let of = entries.len().div_ceil(size).max(1);
        let page = |at: usize| Page {
            feed: self,
            path: self.path(at + 1, ending),
            number: at + 1,
            of,
            entries: entries.chunks(size).nth(at).unwrap_or(&[]),
        };
        (0..of).map(page).collect()
    }

    /// The path of one of its files.
    pub fn path(&self, number: usize, ending: &str) -> String {
        match number {
            1 => format!("{}{ending}", self.stem),
            number => format!("{}-page-{number}{ending}", self.stem),
        }
    }

    /// How many books it lists.
    pub fn books(&self) -> usize {
        match &self.list {
            List::Ways(_) => 0,
            List::Books(entries) => entries.len(),
        }
    }

    /// When something in it was last changed.
    pub fn updated(&self) -> Moment {
        match &self.list {
            List::Ways(ways) => {
                ways.iter().map(|way| way.updated).max().unwrap_or_else(|| latest([]))
            }
            List::Books(entries) => latest(entries.iter().copied()),
        }
    }

    fn way(&self, rel: &'static str, books: usize) -> Way {
        Way {
            stem: self.stem.clone(),
            title: self.title.clone(),
            id: self.id.clone(),
            rel,
            acquires: matches!(self.list, List::Books(_)),
            books,
            updated: self.updated(),
        }
    }
}

/// All feeds, the root first.
pub(super) fn feeds(shelf: &Shelf) -> Vec<Feed<'_>> {
    let word = |word: Word| word.in_language(&shelf.lang).to_owned();
    let list = |stem: &str, title, entries, complete| Feed {
        id: shelf.id_of(stem),
        stem: stem.to_owned(),
        title,
        up: Some(ROOT),
        list: List::Books(entries),
        complete,
        facets: Vec::new(),
    };
    let all = shelf.books().count();
    let mut feeds = Vec::new();
    let newest = list("opds/new", word(Word::New), shelf.newest(), false);
    let mut ways = vec![newest.way(NEWEST, all)];
    feeds.push(newest);
    let titles = list(TITLES, word(Word::Titles), shelf.by_title(), false);
    ways.push(titles.way(SUBSECTION, all));
    feeds.push(titles);
    let sorted = [
        (SECTIONS, "opds/section", Word::Sections, shelf.by_section()),
        ("opds/authors", "opds/author", Word::Authors, shelf.by_author()),
        (LANGUAGES, "opds/language", Word::Languages, shelf.by_language()),
        ("opds/series", "opds/series", Word::Series, shelf.by_series()),
    ];
    for (stem, each, title, groups) in sorted {
        if groups.is_empty() {
            continue;
        }
        let below = groups_of(shelf, (stem, each), groups);
        let feed = Feed {
            id: shelf.id_of(stem),
            stem: stem.to_owned(),
            title: word(title),
            up: Some(ROOT),
            list: List::Ways(
                below.iter().map(|feed| feed.way(SUBSECTION, feed.books())).collect(),
            ),
            complete: false,
            facets: Vec::new(),
        };
        ways.push(feed.way(SUBSECTION, below.len()));
        feeds.push(feed);
        feeds.extend(below);
    }
    let root = Feed {
        id: shelf.id.urn().to_string(),
        stem: ROOT.to_owned(),
        title: shelf.title.clone(),
        up: None,
        list: List::Ways(ways),
        complete: false,
        facets: Vec::new(),
    };
    feeds.insert(0, root);
    facet::add(shelf, &mut feeds);
    feeds.push(list(ALL, shelf.title.clone(), shelf.newest(), true));
    feeds
}

/// A feed for each group.
fn groups_of<'a>(
    shelf: &'a Shelf,
    (up, each): (&'static str, &str),
    groups: Vec<Group<'a>>,
) -> Vec<Feed<'a>> {
    let mut taken = BTreeSet::new();
    let feed = |group: Group<'a>| {
        let mut stem = format!("{each}-{}", slug(shelf.id, &group.key));
        // Titles that differ in their signs alone.
        while !taken.insert(stem.clone()) {
            stem.push_str("-x");
        }
        Feed {
            id: shelf.id_of(&stem),
            stem,
            title: group.title,
            up: Some(up),
            list: List::Books(group.entries),
            complete: false,
            facets: Vec::new(),
        }
    };
    groups.into_iter().map(feed).collect()
}
