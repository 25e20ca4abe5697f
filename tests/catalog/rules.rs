//! The rules of the feeds, written down: those of OPDS 1.2 (with Atom, RFC 4287, and paging, RFC
//! 5005), and of OPDS 2.0, as far as no schema says them: what leads where, with which type, in which
//! order. The schemas are held to in `schemas.rs`.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use serde_json::Value;

use super::{Desk, resolved, shelf, whole};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const NAVIGATION: &str = "application/atom+xml;profile=opds-catalog;kind=navigation";
const ACQUISITION: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

fn text<'a>(node: Node<'a, 'a>, name: &'a str) -> &'a str {
    let mut all = children(node, name);
    let first = all.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(all.next().is_none(), "{name} stands twice");
    let text = first.text().unwrap_or("").trim();
    assert!(!text.is_empty(), "{name} is empty");
    text
}

/// RFC 3339 with a time and a zone, as Atom wants it.
fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.len() == 20 && bytes[10] == b'T' && bytes[19] == b'Z'
}

/// What is wrong with a feed of OPDS 1.2 is a panic that says it.
fn opds1(path: &str, xml: &[u8], files: &BTreeMap<String, Vec<u8>>) {
    let xml = std::str::from_utf8(xml).expect("UTF-8");
    let document = Document::parse(xml).unwrap_or_else(|why| panic!("{path}: {why}"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{path}");
    let id = text(feed, "id");
    assert!(id.starts_with("urn:uuid:"), "{path}: {id}");
    text(feed, "title");
    let updated = text(feed, "updated");
    assert!(is_moment(updated), "{path}: {updated}");
    assert_eq!(children(feed, "author").count(), 1, "{path}");
    let rel =
        |node: Node<'_, '_>| node.attribute("rel").unwrap_or("alternate").to_owned();
    let links: Vec<Node> = children(feed, "link").collect();
    let kinds: BTreeSet<&str> = links
        .iter()
        .filter(|link| rel(**link) == "self")
        .filter_map(|link| link.attribute("type"))
        .collect();
    assert_eq!(kinds.len(), 1, "{path}: one `self` with its kind");
    let navigates = kinds.contains(NAVIGATION);
    assert!(navigates || kinds.contains(ACQUISITION), "{path}: {kinds:?}");
    let start = links.iter().find(|link| rel(**link) == "start").expect("a start");
    assert_eq!(
        resolved(path, start.attribute("href").expect("href")).as_deref(),
        Some("opds.atom")
    );
    assert_eq!(
        path == "opds.atom",
        !links.iter().any(|link| rel(*link) == "up"),
        "{path}"
    );
    let mut ids = BTreeSet::new();
    for entry in children(feed, "entry") {
        let title = text(entry, "title");
        let id = text(entry, "id");
        assert!(id.starts_with("urn:uuid:") && ids.insert(id), "{path}: {id}");
        let moment = text(entry, "updated");
        assert!(is_moment(moment) && moment <= updated, "{path}: {title}: {moment}");
        for summary in children(entry, "summary") {
            assert_eq!(summary.attribute("type"), Some("text"), "{path}: {title}");
            assert!(summary.children().all(|child| child.is_text()), "{path}: {title}");
        }
        let links: Vec<Node> = children(entry, "link").collect();
        let acquires = links
            .iter()
            .filter(|link| rel(**link).starts_with("http://opds-spec.org/acquisition"))
            .count();
        assert_eq!(acquires == 0, navigates, "{path}: {title}");
        let described = children(entry, "content").next().is_some();
        assert!(
            described || links.iter().any(|l| rel(*l) == "alternate"),
            "{path}: {title}"
        );
        for link in links {
            let href = link.attribute("href").expect("every link has an address");
            let kind = link.attribute("type").expect("every link has a type");
            assert!(kind.contains('/'), "{path}: {kind}");
            let Some(to) = resolved(path, href) else { continue };
            assert!(files.contains_key(&to), "{path}: {href} leads nowhere");
            let right = match rel(link).as_str() {
                "http://opds-spec.org/acquisition/open-access" => match &to {
                    to if to.ends_with(".epub") => kind == "application/epub+zip",
                    to if to.ends_with(".pdf") => kind == "application/pdf",
                    to => to.ends_with(".html") && kind == "text/html",
                },
                "http://opds-spec.org/image" | "http://opds-spec.org/image/thumbnail" => {
                    ["image/jpeg", "image/png", "image/gif"].contains(&kind)
                }
                "alternate" | "license" | "related" => kind == "text/html",
                _ => navigates && [NAVIGATION, ACQUISITION].contains(&kind),
            };
            assert!(right, "{path}: {to} as {kind}");
        }
    }
    assert!(path != "opds.atom" || ids.len() >= 2, "the root leads somewhere");
}

/// What is wrong with a feed of OPDS 2.0 is a panic that says it.
fn opds2(path: &str, json: &[u8], files: &BTreeMap<String, Vec<u8>>) {
    let feed: Value =
        serde_json::from_slice(json).unwrap_or_else(|e| panic!("{path}: {e}"));
    no_blanks(path, &feed);
    assert!(feed["metadata"]["title"].is_string(), "{path}");
    let links = feed["links"].as_array().expect("links");
    let rels: Vec<&str> = links.iter().filter_map(|link| link["rel"].as_str()).collect();
    assert_eq!(rels.iter().filter(|rel| **rel == "self").count(), 1, "{path}");
    let navigation = feed["navigation"].as_array();
    let publications = feed["publications"].as_array();
    assert!(navigation.is_some() != publications.is_some(), "{path}");
    let follow = |link: &Value| {
        let href = link["href"].as_str().expect("an address");
        assert!(
            link["type"].as_str().is_some_and(|kind| kind.contains('/')),
            "{path}: {href}"
        );
        if let Some(to) = resolved(path, href) {
            assert!(files.contains_key(&to), "{path}: {href} leads nowhere");
        }
    };
    links.iter().for_each(follow);
    for link in navigation.into_iter().flatten() {
        assert!(link["title"].is_string(), "{path}: ways have titles");
        assert_eq!(link["type"], "application/opds+json");
        follow(link);
    }
    for group in feed["facets"].as_array().into_iter().flatten() {
        group["links"].as_array().expect("links").iter().for_each(follow);
    }
    for book in publications.into_iter().flatten() {
        let about = &book["metadata"];
        for key in ["title", "identifier", "language", "modified", "@type"] {
            assert!(about[key].is_string(), "{path}: {key}");
        }
        if let Some(published) = about["published"].as_str() {
            assert_eq!(published.len(), 10, "a day: {published}");
        }
        let links = book["links"].as_array().expect("links");
        let open =
            |link: &&Value| link["rel"] == "http://opds-spec.org/acquisition/open-access";
        assert!(links.iter().any(|link| open(&link)), "{path}");
        links.iter().for_each(follow);
        let images = book["images"].as_array().expect("images");
        for image in images {
            follow(image);
            assert!(image["width"].is_u64() && image["height"].is_u64());
            let kind = image["type"].as_str().expect("a type");
            assert!(["image/jpeg", "image/png"].contains(&kind), "{kind}");
        }
    }
}

/// OPDS 2.0, 1.2: no null, no empty text, list or object.
fn no_blanks(path: &str, value: &Value) {
    match value {
        Value::Null => panic!("{path} has a null"),
        Value::String(text) => assert!(!text.is_empty(), "{path} has an empty text"),
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} has an empty list");
            items.iter().for_each(|item| no_blanks(path, item));
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "{path} has an empty object");
            fields.values().for_each(|value| no_blanks(path, value));
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}

fn hold(files: &BTreeMap<String, Vec<u8>>) -> (usize, usize) {
    let (mut atom, mut json) = (0, 0);
    for (path, bytes) in files {
        if path.ends_with(".atom") && path != "news.atom" {
            opds1(path, bytes, files);
            atom += 1;
        } else if path.ends_with(".json") {
            opds2(path, bytes, files);
            json += 1;
        }
    }
    (atom, json)
}

#[test]
fn feeds_keep_the_rules_of_both_versions() {
    let (atom, json) = hold(&whole(&shelf(7)));
    assert_eq!(atom, json, "the same feeds in both");
    assert!(atom >= 15, "{atom} feeds");
    hold(&whole(&shelf(120)));
}

#[test]
fn feeds_of_real_books_keep_the_rules_too() {
    let desk = Desk::new();
    desk.book("one", "cover = { file = \"c.svg\", alt = \"A square\" }\n");
    desk.file(
        "c.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 4\"><path d=\"M0 0h3v4z\"/></svg>",
    );
    assert!(desk.library("books = \"one.toml\"\n").placed.is_some());
    let (atom, _) = hold(&desk.files("out"));
    assert_eq!(atom, 8);
}
