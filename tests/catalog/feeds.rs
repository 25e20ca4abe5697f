//! Feeds as others read them: a library for Atom, pages to and fro, the complete feed, the news.

use std::collections::BTreeMap;

use atom_syndication::Feed;

use super::{resolved, shelf, whole};

fn feed(path: &str, files: &BTreeMap<String, Vec<u8>>) -> Feed {
    Feed::read_from(files[path].as_slice()).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn link(feed: &Feed, path: &str, rel: &str) -> Option<String> {
    let link = feed.links().iter().find(|link| link.rel() == rel)?;
    resolved(path, link.href())
}

#[test]
fn another_reader_of_atom_reads_every_feed() {
    let shelf = shelf(7);
    let files = whole(&shelf);
    let paths: Vec<&String> =
        files.keys().filter(|path| path.ends_with(".atom")).collect();
    for path in &paths {
        let feed = feed(path, &files);
        assert!(!feed.entries().is_empty(), "{path}");
    }
    let titles = feed("opds/titles.atom", &files);
    let first = &titles.entries()[0];
    assert_eq!(first.title().as_str(), "Book <0> & Co");
    assert_eq!(first.authors()[0].name(), "Лев");
    assert_eq!(first.contributors()[0].name(), "A Translator");
    let summary = first.summary().expect("a summary");
    assert_eq!(summary.as_str(), "First.\nSecond </script> & last.");
    let kobo = first.links().iter().find(|link| link.title() == Some("EPUB (Kobo)"));
    let kobo = kobo.expect("an edition for Kobo");
    assert_eq!(kobo.href(), "../books/book-0/book-0.kepub.epub");
    assert_eq!(kobo.length(), Some("1234567"));
}

#[test]
fn pages_lead_to_and_fro() {
    let files = whole(&shelf(120));
    let mut path = "opds/new.atom".to_owned();
    let mut walked = Vec::new();
    let mut dates = Vec::new();
    loop {
        let page = feed(&path, &files);
        dates.extend(page.entries().iter().map(|entry| *entry.updated()));
        let next = link(&page, &path, "next");
        assert_eq!(link(&page, &path, "first").as_deref(), Some("opds/new.atom"));
        assert_eq!(link(&page, &path, "last").as_deref(), Some("opds/new-page-3.atom"));
        let before = walked.last().cloned();
        assert_eq!(link(&page, &path, "previous"), before);
        walked.push(path);
        match next {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(walked.len(), 3);
    assert_eq!(dates.len(), 120);
    assert!(dates.is_sorted_by(|one, other| one >= other), "the latest first");
}

#[test]
fn the_complete_feed_has_all_books_in_one_file() {
    let files = whole(&shelf(120));
    let root = feed("opds.atom", &files);
    let path =
        link(&root, "opds.atom", "http://opds-spec.org/crawlable").expect("it is told");
    let all = feed(&path, &files);
    assert_eq!(all.entries().len(), 120);
    assert!(all.extensions().get("fh").is_some_and(|fh| fh.contains_key("complete")));
    assert!(link(&all, &path, "next").is_none());
}

#[test]
fn identifiers_and_dates_are_those_of_the_books() {
    let (one, other) = (whole(&shelf(7)), whole(&shelf(7)));
    assert_eq!(one, other);
    let mut longer = shelf(8);
    longer.title = "Another title".into();
    let after = whole(&longer);
    for path in ["opds.atom", "opds/new.atom", "opds/section-news.atom"] {
        let (before, after) = (feed(path, &one), feed(path, &after));
        assert_eq!(before.id(), after.id(), "{path} is the same feed for ever");
    }
    let book = |files| {
        let feed = feed("opds/titles.atom", files);
        (feed.entries()[0].id().to_owned(), *feed.entries()[0].updated())
    };
    assert_eq!(book(&one), book(&after));
}

#[test]
fn entries_without_a_file_are_news_but_not_books() {
    let mut shelf = shelf(1);
    shelf.entries[0].date =
        Some(publish::info::Date { year: 2027, month: Some(3), day: None });
    let files = whole(&shelf);
    for (path, bytes) in &files {
        let feed = path.starts_with("opds");
        let told = String::from_utf8_lossy(bytes).contains("Announced");
        assert!(!(feed && told), "{path}");
    }
    let news = feed("news.atom", &files);
    let titles: Vec<&str> = news.entries().iter().map(|e| e.title().as_str()).collect();
    assert_eq!(titles, ["Announced & <awaited>", "Book <0> & Co"]);
    let own = news.links().iter().find(|link| link.rel() == "self").expect("its own");
    assert_eq!(own.href(), "https://books.example.org/list/news.atom");
}

#[test]
fn titles_are_sorted_by_their_numbers() {
    let mut shelf = shelf(12);
    for (at, entry) in shelf.entries.iter_mut().enumerate() {
        entry.title = format!("Volume {at}");
        if let Some(book) = &mut entry.book {
            book.card.title = format!("Volume {at}");
        }
    }
    let titles = feed("opds/titles.atom", &whole(&shelf));
    let titles: Vec<&str> =
        titles.entries().iter().map(|entry| entry.title().as_str()).collect();
    let wanted: Vec<String> = (1..13).map(|number| format!("Volume {number}")).collect();
    assert_eq!(titles, wanted);
}

/// The facets of a feed by its head: their group, title, where they lead, how many books are said to be
/// there, whether they are active.
fn facets_of(head: &str, path: &str) -> Vec<(String, String, String, usize, bool)> {
    let document = roxmltree::Document::parse(head).expect("XML");
    let opds = "http://opds-spec.org/2010/catalog";
    let of = |node: roxmltree::Node<'_, '_>| {
        let text = |name: &str| node.attribute(name).expect(name).to_owned();
        let count = node.attribute(("http://purl.org/syndication/thread/1.0", "count"));
        (
            node.attribute((opds, "facetGroup")).expect("a group").to_owned(),
            text("title"),
            resolved(path, &text("href")).expect("a feed of ours"),
            count.and_then(|count| count.parse().ok()).expect("a number"),
            node.attribute((opds, "activeFacet")) == Some("true"),
        )
    };
    let links = document.descendants().filter(|node| {
        node.attribute("rel").is_some_and(|rel| rel == "http://opds-spec.org/facet")
    });
    links.map(of).collect()
}

#[test]
fn facets_lead_to_parts_of_a_feed() {
    let files = whole(&shelf(120));
    let mut seen = 0;
    for path in files.keys().filter(|path| path.ends_with(".atom")) {
        let text = String::from_utf8(files[path].clone()).expect("UTF-8");
        let whole = text.split("<entry").next().expect("a head").to_owned() + "</feed>";
        let facets = facets_of(&whole, path);
        let mut places = std::collections::BTreeSet::new();
        let mut active = BTreeMap::new();
        for (group, title, to, books, is_active) in &facets {
            seen += 1;
            assert!(*is_active || places.insert(to), "{path}: {to} is in two groups");
            let part = feed(to, &files);
            let total = part.extensions().get("opensearch");
            let total = total.and_then(|all| all["totalResults"][0].value());
            let length = part.entries().len().to_string();
            assert_eq!(total.unwrap_or(&length), books.to_string(), "{path}: {title}");
            if *is_active {
                assert!(active.insert(group, to).is_none(), "{path}: two are active");
                let stem = to.trim_end_matches(".atom");
                assert!(path.starts_with(stem), "{path}: {to}");
            }
        }
        let named = ["opds/new", "opds/titles", "opds/section-", "opds/language-"];
        assert_eq!(
            !facets.is_empty(),
            named.iter().any(|name| path.starts_with(name)),
            "{path}"
        );
    }
    assert!(seen > 50, "{seen}");
    let path = "opds/section-news-language-es.atom";
    let text = String::from_utf8(files[path].clone()).expect("UTF-8");
    let head = text.split("<entry").next().expect("a head").to_owned() + "</feed>";
    let told: Vec<String> = facets_of(&head, path)
        .into_iter()
        .map(|(group, title, to, books, active)| {
            format!("{group}: {title} {to} {books}{}", if active { " *" } else { "" })
        })
        .collect();
    assert_eq!(
        told,
        [
            "By language: All titles opds/section-news.atom 60",
            "By language: English opds/section-news-language-en.atom 20",
            "By language: Español opds/section-news-language-es.atom 20 *",
            "By language: Русский opds/section-news-language-ru.atom 20",
            "By section: All titles opds/language-es.atom 40",
            "By section: News opds/section-news-language-es.atom 20 *",
            "By section: Histoire(s) opds/section-histoire-s-language-es.atom 20",
        ]
    );
}

#[test]
fn a_list_in_one_language_and_one_section_has_no_facets() {
    let files = whole(&shelf(1));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("facet"), "{path}");
    }
}
