//! What a page says of itself: title, authors, date, language.

use serde_json::Value;

use super::super::{dates, names};
use super::tree::{NodeId, Tree};

#[derive(Debug, Default)]
pub(super) struct Meta {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub translators: Vec<String>,
    /// A date, as it stands there.
    pub date: Option<String>,
    pub language: Option<String>,
    /// The name of the site, which titles end with.
    pub site: Option<String>,
    /// Where authors or date stand.
    pub node: Option<NodeId>,
}

pub(super) fn read(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    let mut window_title = None;
    for node in tree.below(0) {
        let Some(element) = tree.element(node) else { continue };
        let known = (meta.authors.len(), meta.date.is_some());
        match &*element.name {
            // Word says it of the body.
            "html" | "body" => {
                let stated = element.attribute("lang").or(element.attribute("xml:lang"));
                if let Some(tag) = stated.filter(|tag| !tag.trim().is_empty()) {
                    meta.language.get_or_insert(tag.to_string());
                }
            }
            "title" if window_title.is_none() => {
                window_title = Some(words(&raw_text(tree, node)))
            }
            "meta" => {
                let key = element
                    .attribute("property")
                    .or(element.attribute("name"))
                    .or(element.attribute("itemprop"));
                // Some pages say it in `value`, and some name properties twice over.
                let content = element.attribute("content").or(element.attribute("value"));
                let content = content.and_then(value);
                let (Some(key), Some(content)) = (key, content) else { continue };
                let key = key.to_lowercase();
                let key = match key.strip_prefix("og:article:") {
                    Some(rest) => format!("article:{rest}"),
                    None => key,
                };
                match key.as_str() {
                    "og:title" | "dc.title" | "citation_title" | "twitter:title" => {
                        meta.title.get_or_insert(content);
                    }
                    "author" | "dc.creator" | "citation_author" | "article:author"
                    | "byl" | "parsely-author" => {
                        add_name(&content, &mut meta.authors);
                    }
                    "article:published_time"
                    | "date"
                    | "dc.date"
                    | "pubdate"
                    | "citation_date"
                    | "datepublished"
                    | "dcterms.created" => {
                        meta.date.get_or_insert(content);
                    }
                    "og:locale" => {
                        meta.language.get_or_insert(content.replace('_', "-"));
                    }
                    "og:site_name" => meta.site = Some(content),
                    _ => {}
                }
            }
            "script" if element.attribute("type") == Some("application/ld+json") => {
                if let Ok(value) = serde_json::from_str::<Value>(&raw_text(tree, node)) {
                    linked(&value, &mut meta, 0);
                }
            }
            "time" => {
                let text = words(&tree.text(node));
                let date = if dates::is_date(&text) {
                    Some(text)
                } else {
                    element.attribute("datetime").and_then(value)
                };
                if element.attribute("pubdate").is_some()
                    || element.attribute("itemprop") == Some("datePublished")
                {
                    meta.date = date.or(meta.date.take());
                }
            }
            _ => {}
        }
        if known != (meta.authors.len(), meta.date.is_some()) {
            meta.node.get_or_insert(node);
        }
    }
    marked(tree, &mut meta);
    if meta.title.is_none() {
        meta.title = window_title.filter(|title| !title.is_empty());
    }
    if let (Some(title), Some(site)) = (&mut meta.title, &meta.site) {
        for between in [" | ", " – ", " - ", " — ", " :: ", " « ", " · "] {
            if let Some(kept) = title.strip_suffix(&format!("{between}{site}")) {
                *title = kept.to_string();
            }
        }
    }
    meta.date = meta.date.map(|date| match date.split_once('T') {
        Some((day, _)) if day.len() == 10 => day.to_string(),
        Some(_) | None => date,
    });
    meta
}

/// Author and date where the page marks them by classes or properties, as blogs do; nothing where those
/// of several stand there.
fn marked(tree: &Tree, meta: &mut Meta) {
    const LONGEST: usize = 60;
    let called = |node: NodeId, key: &str, names: &[&str]| {
        let value = tree.attribute(node, key).unwrap_or("");
        value.split_whitespace().any(|own| names.contains(&own))
    };
    let of_readers = |node: NodeId| {
        let of = |node: NodeId| {
            ["id", "class"].iter().any(|key| {
                tree.attribute(node, key).is_some_and(|it| it.contains("comment"))
            })
        };
        of(node) || tree.above(node).any(of)
    };
    let (mut authors, mut found_dates) = (Vec::new(), Vec::new());
    let mut place = None;
    for node in tree.below(0).filter(|node| tree.element(*node).is_some()) {
        let author = called(node, "class", &["fn"])
            || called(node, "rel", &["author"])
            || called(node, "itemprop", &["author"]);
        let date = called(node, "class", &["published", "entry-date", "date-header"])
            || called(node, "itemprop", &["datePublished"]);
        if !author && !date || of_readers(node) {
            continue;
        }
        let text = words(&tree.text(node));
        if author && text.chars().count() <= LONGEST {
            let text = ["By ", "by "].iter().find_map(|by| text.strip_prefix(by));
            let text = text.map_or_else(|| words(&tree.text(node)), str::to_string);
            if names::people(&text).is_some() && !authors.contains(&text) {
                authors.push(text);
                place.get_or_insert(node);
            }
        } else if date {
            let stated = ["datetime", "title", "content"].iter();
            let stated =
                stated.filter_map(|key| tree.attribute(node, key)).find_map(value);
            let day = dates::is_date(&text).then_some(text).or(stated);
            if let Some(day) =
                day.filter(|day| day.contains(|c: char| c.is_ascii_digit()))
            {
                found_dates.push(day);
                place.get_or_insert(node);
            }
        }
    }
    if let ([author], true) = (authors.as_slice(), meta.authors.is_empty()) {
        add_name(author, &mut meta.authors);
        meta.node = meta.node.or(place);
    }
    // Day and hour of one post; more are of several.
    if found_dates.len() <= 2
        && meta.date.is_none()
        && let Some(date) = found_dates.into_iter().next()
    {
        meta.date = Some(date);
        meta.node = meta.node.or(place);
    }
}

fn raw_text(tree: &Tree, node: NodeId) -> String {
    let texts =
        tree.children(node).iter().filter_map(|child| match &tree.nodes[*child].data {
            super::tree::Data::Text(text) => Some(text.as_str()),
            super::tree::Data::Element(_) | super::tree::Data::Other => None,
        });
    texts.collect()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value, unless it is blank, or what a program writes where it has none.
fn value(text: &str) -> Option<String> {
    let text = words(text);
    let none = ["null", "undefined", "none", "nan", "n/a"];
    (text.chars().any(char::is_alphanumeric)
        && !none.contains(&text.to_lowercase().as_str()))
    .then_some(text)
}

/// Names, unless they are the address of a page or an account.
fn add_name(content: &str, names: &mut Vec<String>) {
    let content =
        content.strip_prefix("By ").or(content.strip_prefix("by ")).unwrap_or(content);
    let account = content.contains("://")
        || content.starts_with('@')
        || content.chars().count() > 80
        || [
            "admin",
            "administrator",
            "editor",
            "webmaster",
            "staff",
            "super user",
            "superuser",
        ]
        .contains(&content.to_lowercase().as_str());
    if !account {
        let parted = names::people(content).unwrap_or_else(|| vec![content.to_string()]);
        for name in parted {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
}

/// Reads linked data (schema.org), an article's alone.
fn linked(data: &Value, meta: &mut Meta, depth: usize) {
    if depth > 6 {
        return;
    }
    match data {
        Value::Array(values) => {
            values.iter().for_each(|value| linked(value, meta, depth + 1))
        }
        Value::Object(map) => {
            if let Some(graph) = map.get("@graph") {
                linked(graph, meta, depth + 1);
            }
            let kind = map.get("@type").map(ToString::to_string).unwrap_or_default();
            if !kind.contains("Article")
                && !kind.contains("BlogPosting")
                && !kind.contains("Report")
            {
                return;
            }
            let of = |key: &str| map.get(key).and_then(Value::as_str).and_then(value);
            if let Some(date) = of("datePublished") {
                meta.date.get_or_insert(date);
            }
            if let Some(title) = of("headline") {
                meta.title.get_or_insert(title);
            }
            if let Some(language) = of("inLanguage") {
                meta.language.get_or_insert(language);
            }
            let mut add = |author: &Value| {
                let name = match author {
                    Value::String(name) => Some(name.as_str()),
                    Value::Object(map) => map.get("name").and_then(Value::as_str),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                        None
                    }
                };
                if let Some(name) = name.and_then(value) {
                    add_name(&name, &mut meta.authors);
                }
            };
            match map.get("author") {
                Some(Value::Array(values)) => values.iter().for_each(add),
                Some(value) => add(value),
                None => {}
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
