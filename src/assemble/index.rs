//! The index: what the marks of all articles say, put in the order of the alphabet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_segmentation::UnicodeSegmentation;

use super::end_notes::words;
use super::names::Names;
use crate::diag::{Code, Diagnostic, Sink, Suggestions};
use crate::document::{
    Anchor, AnchorId, Block, IndexEntry, IndexPlace, IndexSee, Inline, InlineStyle,
    Inlines, Kind, Note, Role, Section, inline_text, visit,
};
use crate::id::Arena;
use crate::info::{Lang, Word};
use crate::markdown::{Extent, IndexMark, Path};
use crate::source::Span;

/// The index of a book in the making.
#[derive(Default)]
pub(super) struct Index {
    root: Node,
    /// What began and has not ended, by the texts of its entry: where, and which place of the
    /// entry it is.
    open: BTreeMap<Vec<String>, (Span, usize)>,
    /// The first mark, if there is any.
    first: Option<Span>,
}

/// An entry, with those below it by their texts.
#[derive(Default)]
struct Node {
    words: Inlines,
    places: Vec<IndexPlace>,
    see: Vec<(Path, Span)>,
    also: Vec<(Path, Span)>,
    below: BTreeMap<String, Node>,
    anchor: Option<AnchorId>,
}

impl Index {
    /// Takes in the marks of an article, whose places are those of the book.
    pub(super) fn take(&mut self, mut marks: Vec<IndexMark>, sink: &mut Sink) {
        marks.sort_by_key(|mark| mark.span.start);
        for mark in marks {
            self.first.get_or_insert(mark.span);
            for path in &mark.entries {
                let key: Vec<String> = path.iter().map(|words| key(words)).collect();
                let node = self.root.entry(path);
                let see = |paths: &[Path]| -> Vec<(Path, Span)> {
                    paths.iter().map(|path| (path.clone(), mark.span)).collect()
                };
                add(&mut node.see, see(&mark.see));
                add(&mut node.also, see(&mark.also));
                let Some(at) = mark.place else { continue };
                match mark.extent {
                    Extent::Here => node.places.push(IndexPlace { from: at, to: at }),
                    Extent::Begin => {
                        let place = node.places.len();
                        node.places.push(IndexPlace { from: at, to: at });
                        if let Some((begun, _)) =
                            self.open.insert(key, (mark.span, place))
                        {
                            unended(begun, sink);
                        }
                    }
                    Extent::End => match self.open.remove(&key) {
                        Some((_, place)) => node.places[place].to = at,
                        None => {
                            let message = "what ends here has not begun";
                            let help = "write `begin` in place of `end` where it begins, \
                                        with the same words";
                            let found = Diagnostic::new(Code::IndexRange, message);
                            sink.report(found.at(mark.span).help(help));
                            node.places.push(IndexPlace { from: at, to: at });
                        }
                    },
                }
            }
        }
    }

    /// Where the first mark stands of an index that the book does not have.
    pub(super) fn first(&self) -> Option<Span> {
        self.first
    }

    /// Puts the index into its section.
    pub(super) fn fill(
        mut self,
        sections: &mut [Section],
        notes: &Arena<Note>,
        anchors: &mut Arena<Anchor>,
        names: &mut Names,
        at: Span,
        sink: &mut Sink,
    ) {
        std::mem::take(&mut self.open)
            .into_values()
            .for_each(|(at, _)| unended(at, sink));
        let present = present(sections, notes);
        let whole: Vec<AnchorId> =
            sections.iter().map(|section| section.anchor).collect();
        let Some(own) = sections.iter_mut().find(|s| s.role == Role::Index) else {
            return;
        };
        if own.title.is_empty() {
            own.title = words(Word::Index, &own.lang, at);
        }
        if self.root.below.is_empty() {
            let message = "the book has an index, and no mark makes an entry of it";
            let help =
                "mark what it shall list: `[words]{index}`, `[]{index=\"an entry\"}`";
            sink.report(Diagnostic::new(Code::EmptyIndex, message).at(at).help(help));
            return;
        }
        let mut targets: Vec<(Vec<String>, Span)> = Vec::new();
        self.root.targets(&mut targets);
        let suggestions = Suggestions::default();
        for (path, span) in targets {
            if let Some(node) = self.root.find(&path) {
                let section = own.index;
                node.anchor.get_or_insert_with(|| {
                    let id = names.give("index-entry", "");
                    anchors.push(Anchor { id, section, name: Vec::new() })
                });
                continue;
            }
            let known = self.root.below.keys().map(String::as_str);
            let help = match suggestions.nearest(&path[0], known) {
                Some(near) if path.len() == 1 && near != path[0] => {
                    format!("did you mean `{near}`?")
                }
                Some(_) | None => {
                    "it must be written as the entry is, with `>` between its levels"
                        .into()
                }
            };
            let message = format!("the index has no entry `{}`", path.join(" > "));
            sink.report(
                Diagnostic::new(Code::DanglingEntry, message).at(span).help(help),
            );
        }
        let order = Order::new(&own.lang);
        // A mark that was left out with what it stood in leads to its article.
        let real = |at: AnchorId| match present.contains(&at) {
            true => at,
            false => whole[anchors[at].section as usize],
        };
        let mut entries = self.root.list(&self.root, &order, &real);
        let texts: Vec<String> = entries.iter().map(|entry| key(&entry.words)).collect();
        for (pair, entry) in texts.windows(2).zip(entries.iter_mut().skip(1)) {
            entry.parted = order.parts(&pair[0], &pair[1]);
        }
        own.blocks.push(Block {
            kind: Kind::Index(entries),
            span: at,
            lang: None,
            anchor: None,
            classes: Vec::new(),
        });
    }
}

fn unended(at: Span, sink: &mut Sink) {
    let message = "what begins here does not end";
    let help = "write a mark with `end` and the same words where it ends";
    sink.report(Diagnostic::new(Code::IndexRange, message).at(at).help(help));
}

/// What makes two entries the same.
fn key(words: &[Inline]) -> String {
    inline_text(words).trim().to_string()
}

impl Node {
    /// The entry of a path, made where it is not there.
    fn entry(&mut self, path: &Path) -> &mut Node {
        let mut node = self;
        for words in path {
            node = node
                .below
                .entry(key(words))
                .or_insert_with(|| Node { words: words.clone(), ..Node::default() });
        }
        node
    }

    fn find(&mut self, path: &[String]) -> Option<&mut Node> {
        path.iter().try_fold(self, |node, key| node.below.get_mut(key))
    }

    /// The entries that others send their readers to, with where that is said.
    fn targets(&self, into: &mut Vec<(Vec<String>, Span)>) {
        for (path, span) in self.see.iter().chain(&self.also) {
            into.push((path.iter().map(|words| key(words)).collect(), *span));
        }
        self.below.values().for_each(|node| node.targets(into));
    }

    /// The entries below this one, in order.
    fn list(
        &self,
        root: &Node,
        order: &Order,
        real: &dyn Fn(AnchorId) -> AnchorId,
    ) -> Vec<IndexEntry> {
        let mut nodes: Vec<(&String, &Node)> = self.below.iter().collect();
        nodes.sort_by(|a, b| order.compare(a.0, b.0));
        let mut entries = Vec::with_capacity(nodes.len());
        for (_, node) in nodes {
            let see = |all: &[(Path, Span)]| {
                all.iter().map(|(path, _)| root.see(path)).collect()
            };
            let mut told = BTreeSet::new();
            let places = node
                .places
                .iter()
                .map(|place| IndexPlace { from: real(place.from), to: real(place.to) });
            let places = places.filter(|place| told.insert((place.from, place.to)));
            let places = places.collect();
            entries.push(IndexEntry {
                words: node.words.clone(),
                anchor: node.anchor,
                parted: false,
                places,
                see: see(&node.see),
                also: see(&node.also),
                entries: node.list(root, order, real),
            });
        }
        entries
    }

    /// Another entry as it is told of.
    fn see(&self, path: &Path) -> IndexSee {
        let mut words = Inlines::new();
        for level in path {
            if let (false, Some(span)) =
                (words.is_empty(), level.first().map(Inline::span))
            {
                words.push(Inline::Text { text: ": ".into(), span });
            }
            words.extend(level.iter().cloned());
        }
        let node = path.iter().try_fold(self, |node, words| node.below.get(&key(words)));
        IndexSee { words, to: node.and_then(|node| node.anchor) }
    }
}

/// The places that stand in the text.
fn present(sections: &[Section], notes: &Arena<Note>) -> BTreeSet<AnchorId> {
    let mut found = BTreeSet::new();
    let mut run = |run: &[Inline]| {
        visit::inlines(run, &mut |inline| {
            if let Inline::Styled { style: InlineStyle::Anchor(at), .. } = inline {
                found.insert(*at);
            }
        });
    };
    for section in sections {
        run(&section.title);
        run(&section.subtitle);
    }
    let blocks = sections.iter().map(|section| &section.blocks);
    for blocks in blocks.chain(notes.iter().map(|(_, note)| &note.blocks)) {
        visit::blocks(blocks, &mut |block| visit::runs(block, &mut |words| run(words)));
    }
    found
}

/// Adds entries to see, each once.
fn add(all: &mut Vec<(Path, Span)>, more: Vec<(Path, Span)>) {
    let words = |path: &Path| path.iter().map(|words| key(words)).collect::<Vec<_>>();
    for (path, span) in more {
        if !all.iter().any(|(known, _)| words(known) == words(&path)) {
            all.push((path, span));
        }
    }
}

/// The alphabet of a language.
struct Order {
    /// Letters, whatever their case; marks on them count where all else is the same.
    letters: Option<CollatorBorrowed<'static>>,
    /// Case as well.
    case: Option<CollatorBorrowed<'static>>,
    /// Letters alone.
    first: Option<CollatorBorrowed<'static>>,
}

impl Order {
    fn new(lang: &Lang) -> Order {
        let locale: Locale = lang.tag().parse().unwrap_or(Locale::UNKNOWN);
        let collator = |strength: Strength| {
            let mut preferences = CollatorPreferences::from(&locale);
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(preferences, options).ok()
        };
        Order {
            letters: collator(Strength::Secondary),
            case: collator(Strength::Tertiary),
            first: collator(Strength::Primary),
        }
    }

    /// Which of two entries comes first: signs before their first letter do not count.
    fn compare(&self, one: &str, other: &str) -> Ordering {
        let (a, b) = (bare(one), bare(other));
        let by = |collator: &Option<CollatorBorrowed<'static>>| {
            collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b))
        };
        by(&self.letters).then_with(|| by(&self.case)).then_with(|| one.cmp(other))
    }

    /// Whether an entry begins with another letter than the one before it.
    fn parts(&self, before: &str, entry: &str) -> bool {
        let first = |text| bare(text).graphemes(true).next().unwrap_or_default();
        let (one, other) = (first(before), first(entry));
        let letter = |text: &str| text.starts_with(char::is_alphabetic);
        let Some(collator) = self.first.as_ref() else { return one != other };
        let same = |a: &str, b: &str| collator.compare(a, b).is_eq();
        // What is two letters to a language stands with the first of them.
        let parted = |text| {
            let two = TWO.iter().find(|two| same(text, &two.concat()));
            two.map_or(text, |[first, _]| *first)
        };
        (letter(one) || letter(other)) && !same(parted(one), parted(other))
    }
}

/// What some languages write as one letter and sort as two: ß, æ, œ.
const TWO: [[&str; 2]; 3] = [["s", "s"], ["a", "e"], ["o", "e"]];

/// A text without the signs before its first letter or figure.
fn bare(text: &str) -> &str {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { text } else { bare }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(tag: &str, words: &[&'static str]) -> Vec<&'static str> {
        let order = Order::new(&Lang::parse(tag).expect("a good tag"));
        let mut words = words.to_vec();
        words.sort_by(|a, b| order.compare(a, b));
        words
    }

    #[test]
    fn entries_stand_in_the_order_of_their_language() {
        let spanish = sorted("es", &["oso", "ñu", "nube", "nz", "álamo", "azul"]);
        assert_eq!(spanish, ["álamo", "azul", "nube", "nz", "ñu", "oso"]);
        let german = sorted("de", &["zu", "Äpfel", "Apfel", "Azur", "«Öl»", "oder"]);
        assert_eq!(german, ["Apfel", "Äpfel", "Azur", "oder", "«Öl»", "zu"]);
        let russian = sorted("ru", &["ёлка", "еж", "жук", "Арка", "арк", "ящик"]);
        assert_eq!(russian, ["арк", "Арка", "еж", "ёлка", "жук", "ящик"]);
        let english = sorted("en-GB", &["10", "9", "Newark", "‘New York’", "newark"]);
        assert_eq!(english, ["9", "10", "‘New York’", "newark", "Newark"]);
        let swedish = sorted("sv", &["ö", "z", "å", "ä", "a"]);
        assert_eq!(swedish, ["a", "z", "å", "ä", "ö"]);
    }

    #[test]
    fn letters_part_entries() {
        let parts = |tag: &str, a: &str, b: &str| {
            Order::new(&Lang::parse(tag).expect("a good tag")).parts(a, b)
        };
        assert!(parts("es", "nube", "ñu") && !parts("de", "azur", "„Äpfel“"));
        assert!(parts("en", "1938", "a") && !parts("en", "1938", "4 May"));
        assert!(!parts("de", "Spruch", "ß") && !parts("fr", "oser", "œuvre"));
        assert!(parts("da", "arbejde", "ære") && !parts("en", "apt", "Æsop"));
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_passes_over_signs(words in prop::collection::vec("[«‘¿ ]{0,2}[A-Za-zäñé1-9 -]{0,6}", 0..12)) {
            let order = Order::new(&Lang::parse("es").expect("a good tag"));
            let mut sorted = words.clone();
            sorted.sort_by(|a, b| order.compare(a, b));
            for pair in sorted.windows(2) {
                prop_assert!(order.compare(&pair[0], &pair[1]).is_le());
                prop_assert_eq!(order.compare(&pair[1], &pair[0]), order.compare(&pair[0], &pair[1]).reverse());
                let same = pair[0] == pair[1];
                prop_assert_eq!(order.compare(&pair[0], &pair[1]).is_eq(), same);
            }
        }
    }
}
