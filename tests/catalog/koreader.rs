//! What KOReader makes of the feeds: its rules, as its plugin has them (`opdsbrowser.lua` and
//! `opdsparser.lua`), written anew for a test.
//!
//! Of Atom: a link of an entry is a way when its type has `application/atom+xml` and its relation is
//! none or one of a few; it is a file when its relation begins with OPDS's word for acquisition; of
//! several elements of one name only `entry` and `link` are kept, else the first. Comments, and
//! elements within text, confuse it. Of JSON: ways are those with title and address, files as in
//! Atom. Either way addresses are taken relative to the feed.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Document;
use serde_json::Value;

use super::{resolved, shelf, whole};

const WAYS: [&str; 4] = [
    "subsection",
    "http://opds-spec.org/subsection",
    "http://opds-spec.org/sort/new",
    "http://opds-spec.org/sort/popular",
];
const FILES: &str = "http://opds-spec.org/acquisition";

/// A row of its list: a book with its files, or a way.
#[derive(Debug, Default)]
struct Row {
    text: String,
    way: Option<String>,
    files: Vec<(String, String)>,
    cover: Option<String>,
    thumbnail: Option<String>,
}

/// The rows of a feed, and where its next page is.
fn rows(path: &str, bytes: &[u8]) -> (Vec<Row>, Option<String>) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    match text.trim_start().starts_with('{') {
        true => json(path, text),
        false => atom(path, text),
    }
}

fn atom(path: &str, text: &str) -> (Vec<Row>, Option<String>) {
    assert!(!text.contains("<!--") && !text.contains("<![CDATA["), "{path}");
    let document = Document::parse(text).expect("XML");
    let feed = document.root_element();
    let named =
        |name: &'static str| move |node: &roxmltree::Node| node.tag_name().name() == name;
    let next = feed
        .children()
        .filter(named("link"))
        .find(|link| link.attribute("rel") == Some("next"))
        .filter(|link| {
            link.attribute("type").is_some_and(|t| t.contains("application/atom+xml"))
        })
        .and_then(|link| resolved(path, link.attribute("href")?));
    let rows = feed.children().filter(named("entry")).map(|entry| {
        let mut row = Row::default();
        let title = entry.children().find(named("title")).expect("a title");
        row.text = title.text().expect("plain text").to_owned();
        let author = entry.children().find(named("author"));
        if let Some(author) = author {
            let name = author.children().find(named("name")).expect("a name");
            row.text += &format!(" - {}", name.text().expect("plain text"));
        }
        for link in entry.children().filter(named("link")) {
            let to = resolved(path, link.attribute("href").expect("an address"));
            let kind = link.attribute("type").expect("a type");
            let rel = link.attribute("rel");
            if kind.contains("application/atom+xml")
                && rel.is_none_or(|rel| WAYS.contains(&rel))
            {
                row.way = to;
            } else if rel.is_some_and(|rel| rel.starts_with(FILES)) {
                row.files.push((to.expect("a file of ours"), kind.to_owned()));
            } else if rel == Some("http://opds-spec.org/image/thumbnail") {
                row.thumbnail = to;
            } else if rel == Some("http://opds-spec.org/image") {
                row.cover = to;
            }
        }
        row
    });
    (rows.collect(), next)
}

fn json(path: &str, text: &str) -> (Vec<Row>, Option<String>) {
    let feed: Value = serde_json::from_str(text).expect("JSON");
    let to = |link: &Value| resolved(path, link["href"].as_str().expect("an address"));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let next = list(&feed["links"]).iter().find(|l| l["rel"] == "next").and_then(to);
    let mut rows = Vec::new();
    for way in list(&feed["navigation"]) {
        let text = way["title"].as_str().expect("a title").to_owned();
        rows.push(Row { text, way: to(&way), ..Row::default() });
    }
    for book in list(&feed["publications"]) {
        let author = match &book["metadata"]["author"] {
            Value::String(name) => name.clone(),
            Value::Array(people) => {
                let names = people.iter().filter_map(|person| person["name"].as_str());
                names.collect::<Vec<&str>>().join(", ")
            }
            Value::Object(person) => person["name"].as_str().unwrap_or("").to_owned(),
            Value::Null | Value::Bool(_) | Value::Number(_) => {
                "Unknown Author".to_owned()
            }
        };
        let title = book["metadata"]["title"].as_str().expect("a title");
        let mut row = Row { text: format!("{title} - {author}"), ..Row::default() };
        for image in list(&book["images"]) {
            match image["rel"].as_str() {
                Some("http://opds-spec.org/image/thumbnail") => {
                    row.thumbnail = to(&image)
                }
                Some("http://opds-spec.org/image") => row.cover = to(&image),
                _ => panic!("it would not know this image"),
            }
        }
        for link in list(&book["links"]) {
            if link["rel"].as_str().is_some_and(|rel| rel.starts_with(FILES)) {
                let kind = link["type"].as_str().expect("a type").to_owned();
                row.files.push((to(&link).expect("a file of ours"), kind));
            }
        }
        rows.push(row);
    }
    (rows, next)
}

/// Goes every way from a root, and tells which books it saw, and how many feeds it read.
fn seen(root: &str, files: &BTreeMap<String, Vec<u8>>) -> (BTreeSet<String>, usize) {
    let mut waiting = vec![root.to_owned()];
    let mut read = BTreeSet::new();
    let mut books = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        if !read.insert(path.clone()) {
            continue;
        }
        let bytes = files.get(&path).unwrap_or_else(|| panic!("{path} is not there"));
        let (rows, next) = rows(&path, bytes);
        assert!(!rows.is_empty(), "{path} would say that it is empty");
        waiting.extend(next);
        for row in rows {
            if row.files.is_empty() {
                waiting.push(row.way.expect("a row that leads nowhere"));
                continue;
            }
            let (first, kind) = &row.files[0];
            assert!(first.ends_with(".epub") && !first.contains("kepub"), "{first}");
            assert_eq!(kind, "application/epub+zip");
            for (file, _) in &row.files {
                assert!(files.contains_key(file), "{file} is not there");
            }
            for sight in [row.cover, row.thumbnail] {
                assert!(files.contains_key(&sight.expect("a picture")), "{}", row.text);
            }
            books.insert(row.text);
        }
    }
    (books, read.len())
}

#[test]
fn koreader_finds_every_book_and_its_files() {
    let files = whole(&shelf(120));
    let (books, atom) = seen("opds.atom", &files);
    assert_eq!(books.len(), 120);
    assert!(books.contains("Book <0> & Co - Лев"), "{books:?}");
    let (again, json) = seen("opds.json", &files);
    assert_eq!(again, books, "both versions show the same");
    assert_eq!(atom, json);
}
