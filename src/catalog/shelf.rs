//! The shelf: the entries of the list in order, with the finished editions of their books.

use std::collections::BTreeMap;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use uuid::Uuid;

use super::card::{Card, Person};
use super::edition::{Edition, Kind};
use super::words::language_name;
use crate::info::{Date, Lang, Moment};

/// A publisher's list with its books.
#[derive(Clone, PartialEq, Debug)]
pub struct Shelf {
    /// What it is called.
    pub title: String,
    /// The language of the catalogue's own words.
    pub lang: Lang,
    /// Whose list it is.
    pub publisher: Option<String>,
    /// What stands below the title; blank lines part paragraphs.
    pub description: Option<String>,
    /// The address that it will have, with a slash at its end.
    pub url: Option<String>,
    /// The identifier of the catalogue, for ever: all feeds have theirs from it.
    pub id: Uuid,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// The list as a leaflet, at the top of the catalogue.
    pub leaflet: Option<Edition>,
}

/// A section of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// What it is called.
    pub title: String,
    /// What stands below that.
    pub description: Option<String>,
}

/// One entry.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its section, by its place among [`Shelf::sections`].
    pub section: Option<usize>,
    /// The title of what has no book; of a book its own.
    pub title: String,
    /// The authors of what has no book.
    pub authors: Vec<String>,
    /// What makes one want to read it; blank lines part paragraphs.
    pub teaser: Option<String>,
    /// Where it, or more about it, is found elsewhere.
    pub link: Option<String>,
    /// When it came onto the list, if that is stated.
    pub date: Option<Date>,
    /// The book, where there is one.
    pub book: Option<Book>,
    /// What stands in the place of a cover where there is no book; its file is named from the top of
    /// the catalogue.
    pub announced: Option<Sight>,
}

/// A finished book.
#[derive(Clone, PartialEq, Debug)]
pub struct Book {
    /// The name of its folder and of its files.
    pub name: String,
    /// What is said of it.
    pub card: Card,
    /// Its files, in the order in which they are offered.
    pub editions: Vec<Edition>,
    /// Its front cover.
    pub cover: Option<Sight>,
    /// The same, small.
    pub thumbnail: Option<Sight>,
}

/// A picture to look at.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Sight {
    /// The name of its file, in the book's folder.
    pub file: String,
    /// Its media type.
    pub media_type: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Entries that have something in common, and what it is called.
pub(super) struct Group<'a> {
    /// What it is told apart by, for ever.
    pub key: String,
    pub title: String,
    pub entries: Vec<&'a Entry>,
}

impl Book {
    /// The path of one of its files.
    pub fn path(&self, file: &str) -> String {
        format!("books/{}/{file}", self.name)
    }

    /// The path of its page.
    pub fn page(&self) -> String {
        self.path("index.html")
    }

    /// The edition of a kind.
    pub fn edition(&self, kind: Kind) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.kind == kind)
    }

    /// How many pages it has in print.
    pub fn pages(&self) -> Option<usize> {
        self.edition(Kind::Pdf)?.pages
    }
}

impl Entry {
    /// When it came onto the list or was last changed, as far as that is known.
    pub fn moment(&self) -> Option<Moment> {
        let own = self.book.as_ref().map(|book| book.card.moment());
        self.date.map(Moment::of).or(own)
    }

    /// Who wrote it.
    pub fn authors(&self) -> Vec<&str> {
        match &self.book {
            Some(book) => book.card.authors().map(|p| p.name.as_str()).collect(),
            None => self.authors.iter().map(String::as_str).collect(),
        }
    }

    /// What it is called below its title.
    pub fn subtitle(&self) -> Option<&str> {
        self.book.as_ref()?.card.subtitle.as_deref()
    }

    /// What makes one want to read it.
    pub fn teaser(&self) -> Option<&str> {
        let own = self.book.as_ref().and_then(|book| book.card.description.as_deref());
        self.teaser.as_deref().or(own)
    }

    /// The language of its words, where that is known.
    pub fn lang(&self) -> Option<&str> {
        self.book.as_ref().map(|book| book.card.lang.as_str())
    }
}

/// When nothing is dated: the date of books that state none.
pub(super) const NO_DATE: Moment = Moment { unix: 946_684_800 };

/// The latest date of some entries.
pub(super) fn latest<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Moment {
    entries.into_iter().filter_map(Entry::moment).max().unwrap_or(NO_DATE)
}

impl Shelf {
    /// The entries with a book, in order.
    pub fn books(&self) -> impl Iterator<Item = (&Entry, &Book)> {
        self.entries.iter().filter_map(|entry| Some((entry, entry.book.as_ref()?)))
    }

    /// When something in it was last changed.
    pub fn modified(&self) -> Moment {
        latest(&self.entries)
    }

    /// An identifier for a part of the catalogue, the same for ever.
    pub(super) fn id_of(&self, part: &str) -> String {
        Uuid::new_v5(&self.id, part.as_bytes()).urn().to_string()
    }

    /// The entries with a book, the latest first; those of one date as the list has them.
    pub(super) fn newest(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.books().map(|(entry, _)| entry).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.moment()));
        entries
    }

    /// The entries with a book, by their titles.
    pub(super) fn by_title(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.books().map(|(entry, _)| entry).collect();
        let order = self.order();
        entries.sort_by(|a, b| order.compare(&a.title, &b.title));
        entries
    }

    /// The books of each section that has any, in order.
    pub(super) fn by_section(&self) -> Vec<Group<'_>> {
        let of = |(at, section): (usize, &Section)| {
            let entries = self.books().map(|(entry, _)| entry);
            let entries = entries.filter(|entry| entry.section == Some(at)).collect();
            Group { key: section.title.clone(), title: section.title.clone(), entries }
        };
        let groups = self.sections.iter().enumerate().map(of);
        groups.filter(|group| !group.entries.is_empty()).collect()
    }

    /// The books of each author, by the names that they are sorted by.
    pub(super) fn by_author(&self) -> Vec<Group<'_>> {
        let order = self.order();
        let mut groups: Vec<(&Person, Vec<&Entry>)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (entry, book) in self.books() {
            for person in book.card.authors() {
                let place = *places.entry(&person.name).or_insert(groups.len());
                match groups.get_mut(place) {
                    Some((_, entries)) => entries.push(entry),
                    None => groups.push((person, vec![entry])),
                }
            }
        }
        groups.sort_by(|(a, _), (b, _)| order.compare(a.sorted(), b.sorted()));
        let group = |(person, entries): (&Person, _)| Group {
            key: person.name.clone(),
            title: person.name.clone(),
            entries,
        };
        groups.into_iter().map(group).collect()
    }

    /// The books of each language, by the languages' own names.
    pub(super) fn by_language(&self) -> Vec<Group<'_>> {
        self.grouped(|book| {
            let primary = book.card.lang.split('-').next().unwrap_or("").to_lowercase();
            let name = language_name(&primary);
            Some((primary, name))
        })
    }

    /// The books of each series, in the order of their numbers.
    pub(super) fn by_series(&self) -> Vec<Group<'_>> {
        let series = |book: &Book| {
            let (name, _) = book.card.series.as_ref()?;
            Some((name.clone(), name.clone()))
        };
        let mut groups = self.grouped(series);
        let number = |entry: &&Entry| {
            let (_, number) = entry.book.as_ref()?.card.series.as_ref()?;
            number.as_ref()?.parse::<u32>().ok()
        };
        // Those without a number come last.
        let last = |entry: &&Entry| number(entry).unwrap_or(u32::MAX);
        groups.iter_mut().for_each(|group| group.entries.sort_by_key(last));
        groups
    }

    fn grouped(
        &self,
        name: impl Fn(&Book) -> Option<(String, String)>,
    ) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (entry, book) in self.books() {
            let Some((key, title)) = name(book) else { continue };
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.entries.push(entry),
                None => groups.push(Group { key, title, entries: vec![entry] }),
            }
        }
        let order = self.order();
        groups.sort_by(|a, b| order.compare(&a.title, &b.title));
        groups
    }

    /// The order of words in the catalogue's language (see docs/decisions/0015), and of numbers by
    /// what they count: the second volume stands before the tenth.
    fn order(&self) -> Order {
        let locale: Locale = self.lang.tag().parse().unwrap_or(Locale::UNKNOWN);
        let mut order = CollatorPreferences::from(locale);
        order.numeric_ordering = Some(CollationNumericOrdering::True);
        Order(Collator::try_new(order, CollatorOptions::default()).ok())
    }
}

struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    fn compare(&self, one: &str, other: &str) -> std::cmp::Ordering {
        match &self.0 {
            // A title in quotation marks stands where its words do.
            Some(collator) => {
                let [a, b] = [one, other].map(|title| {
                    title.trim_start_matches(|c: char| !c.is_alphanumeric())
                });
                collator.compare(a, b).then_with(|| one.cmp(other))
            }
            None => one.cmp(other),
        }
    }
}
