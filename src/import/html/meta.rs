//! What a page says of itself: title, authors, date, language.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::report::Report;
use super::super::{dates, names};
use super::marked;
use super::title::is_whole;
use super::tree::{NodeId, Tree};

#[derive(Debug, Default)]
pub(super) struct Meta {
    pub title: Option<String>,
    pub authors: Vec<String>,
    /// A date, as it stands there.
    pub date: Option<String>,
    pub language: Option<String>,
    /// The name of the site, which titles end with.
    pub site: Option<String>,
    /// Where the first author stands.
    pub authors_at: Option<NodeId>,
    /// Where the date stands.
    pub date_at: Option<NodeId>,
    /// Names that are written in another way than they stood.
    turned: Vec<Turned>,
}

/// A name that is written in another way: `Author, Ann`, `Von Ann Author`.
#[derive(Debug)]
struct Turned {
    stood: String,
    name: String,
    /// Catalogues write names so where this one stands.
    sure: bool,
}

impl Meta {
    /// The first author, as the name stands on the page.
    pub fn first_author(&self) -> Option<&str> {
        let name = self.authors.first()?;
        let turned = self.turned.iter().find(|turned| turned.name == *name);
        Some(turned.map_or(name, |turned| &turned.stood))
    }

    /// Tells of the names that are written in another way.
    pub fn tell_turned(&self, at: crate::source::Span, report: &mut Report) {
        for Turned { stood, name, sure } in &self.turned {
            let message = format!("the name “{stood}” is written “{name}”");
            match sure {
                true => report.change(at, message, ""),
                false => report.doubt(at, message, "part them, if they are two authors"),
            }
        }
    }
}

/// Reads it; `root` is where the article is.
pub(super) fn read(tree: &Tree, root: NodeId) -> Meta {
    let others = marked::of_others(tree, root);
    let mut meta = Meta::default();
    let mut window_title = None;
    let (mut headline, mut other_title) = (None, None);
    let linked_data = linked_data(tree);
    let mut persons = BTreeMap::new();
    linked_data.values().for_each(|value| gather_persons(value, &mut persons, 0));
    for node in tree.below(0) {
        let Some(element) = tree.element(node) else { continue };
        let known = (meta.authors.len(), meta.date.clone());
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
                        other_title.get_or_insert_with(|| content.clone());
                        meta.title.get_or_insert(content);
                    }
                    "author" | "dc.creator" | "citation_author" | "article:author"
                    | "byl" | "parsely-author" => {
                        let catalogued =
                            matches!(key.as_str(), "dc.creator" | "citation_author");
                        add_name(&content, catalogued, &mut meta);
                    }
                    "article:published_time"
                    | "date"
                    | "dc.date"
                    | "pubdate"
                    | "citation_date"
                    | "citation_publication_date"
                    | "citation_online_date"
                    | "dc.date.issued"
                    | "dcterms.issued"
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
            "script" => {
                if let Some(value) = linked_data.get(&node) {
                    let untitled = meta.title.is_none();
                    linked(value, &persons, &mut meta, 0);
                    headline = headline.or(meta.title.clone().filter(|_| untitled));
                }
            }
            "time" => {
                let text = words(&tree.text(node));
                let date = if dates::is_date(&text) {
                    Some(text)
                } else {
                    element.attribute("datetime").and_then(value)
                };
                let called = element.attribute("pubdate").is_some()
                    || element.attribute("itemprop") == Some("datePublished");
                if called && !others.contains(&node) {
                    meta.date = date.or(meta.date.take());
                }
            }
            _ => {}
        }
        if known.0 != meta.authors.len() {
            meta.authors_at.get_or_insert(node);
        }
        if known.1 != meta.date {
            meta.date_at = Some(node);
        }
    }
    // The name of the site gives way to that of a person.
    let is_of_site = matches!((meta.authors.as_slice(), &meta.site), ([one], Some(site)) if one == site);
    let site =
        is_of_site.then(|| (std::mem::take(&mut meta.authors), meta.authors_at.take()));
    marked::by_classes(tree, &others, &mut meta);
    marked::by_line(tree, &others, &mut meta);
    if let (true, Some((names, at))) = (meta.authors.is_empty(), site) {
        (meta.authors, meta.authors_at) = (names, at);
    }
    // Encyclopedias have a description of the subject for a headline.
    if let Some(headline) = headline.filter(|it| !heads(tree, it)) {
        let others = [other_title, window_title.clone()];
        let shown = others.into_iter().flatten().find(|title| heads(tree, title));
        meta.title = shown.or(Some(headline));
    }
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
    meta.date = meta.date.map(|date| match date.split_once(['T', ' ']) {
        Some((day, _))
            if day.len() == 10
                && day.bytes().all(|b| b.is_ascii_digit() || b == b'-') =>
        {
            day.to_string()
        }
        // `2014/05/03`, as catalogues write it.
        Some(_) | None if dates_by_strokes(&date) => date.replace('/', "-"),
        Some(_) | None => date,
    });
    meta
}

fn dates_by_strokes(date: &str) -> bool {
    let lengths: Vec<usize> = date.split('/').map(str::len).collect();
    lengths == [4, 2, 2] && date.bytes().all(|b| b.is_ascii_digit() || b == b'/')
}

/// Whether a heading of the page says a title, but for the name of the site behind it.
fn heads(tree: &Tree, title: &str) -> bool {
    tree.below(0).any(|node| {
        matches!(tree.name(node), "h1" | "h2") && is_whole(&tree.text(node), title)
    })
}

/// The linked data of a page, by where it stands.
fn linked_data(tree: &Tree) -> BTreeMap<NodeId, Value> {
    let scripts = tree.below(0).filter(|node| {
        tree.name(*node) == "script"
            && tree.attribute(*node, "type") == Some("application/ld+json")
    });
    scripts
        .filter_map(|node| {
            Some((node, serde_json::from_str(&raw_text(tree, node)).ok()?))
        })
        .collect()
}

/// Gathers the names of what linked data calls by an address elsewhere.
fn gather_persons(data: &Value, persons: &mut BTreeMap<String, String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match data {
        Value::Array(values) => {
            values.iter().for_each(|value| gather_persons(value, persons, depth + 1));
        }
        Value::Object(map) => {
            let of = |key: &str| map.get(key).and_then(Value::as_str);
            if let (Some(id), Some(name)) = (of("@id"), of("name")) {
                persons.entry(id.to_string()).or_insert_with(|| name.to_string());
            }
            map.values().for_each(|value| gather_persons(value, persons, depth + 1));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// How deep linked data nests.
const DEEPEST: usize = 6;

fn raw_text(tree: &Tree, node: NodeId) -> String {
    let texts =
        tree.children(node).iter().filter_map(|child| match &tree.nodes[*child].data {
            super::tree::Data::Text(text) => Some(text.as_str()),
            super::tree::Data::Element(_) | super::tree::Data::Other => None,
        });
    texts.collect()
}

pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value, unless it is blank, or what a program writes where it has none.
pub(super) fn value(text: &str) -> Option<String> {
    let text = words(text);
    let none = ["null", "undefined", "none", "nan", "n/a"];
    (text.chars().any(char::is_alphanumeric)
        && !none.contains(&text.to_lowercase().as_str()))
    .then_some(text)
}

/// A text of linked data, in which some systems write letters as pages do: `O&#8217;Miller`.
fn without_entities(text: &str) -> String {
    let holds = text.find('&').is_some_and(|at| text[at..].contains(';'));
    let read = Tree::parse(text).ok().filter(|_| holds && !text.contains('<'));
    read.map_or_else(|| text.to_string(), |tree| tree.text(0).trim().to_string())
}

/// Adds names, unless they are the address of a page or an account; `catalogued` where surnames
/// come first.
pub(super) fn add_name(content: &str, catalogued: bool, meta: &mut Meta) {
    let stood = content;
    let content =
        content.strip_prefix("By ").or(content.strip_prefix("by ")).unwrap_or(content);
    let content = without_lead(content).unwrap_or(content);
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
    if account {
        return;
    }
    let pieces: Vec<&str> = content.split(';').map(str::trim).collect();
    let turned: Vec<Option<String>> =
        pieces.iter().map(|piece| surname_behind(piece, catalogued)).collect();
    let parted = match turned.iter().any(Option::is_some) {
        true => {
            let mut parted = Vec::new();
            for (piece, name) in pieces.iter().zip(turned) {
                match name {
                    Some(name) => {
                        let stood = piece.to_string();
                        parted.push(name.clone());
                        meta.turned.push(Turned { stood, name, sure: catalogued });
                    }
                    None => parted.extend(
                        names::people(piece).unwrap_or_else(|| vec![piece.to_string()]),
                    ),
                }
            }
            parted
        }
        false => names::people(content).unwrap_or_else(|| vec![content.to_string()]),
    };
    if let ([name], true) = (parted.as_slice(), without_lead(stood).is_some()) {
        let (stood, name) = (stood.to_string(), name.clone());
        if !meta.turned.iter().any(|known| known.name == name) {
            meta.turned.push(Turned { stood, name, sure: true });
        }
    }
    for name in parted {
        if !name.is_empty() && !meta.authors.contains(&name) {
            meta.authors.push(name);
        }
    }
}

/// `Von Ann Author` without what leads names in a byline; a name that begins so, *von Arnim*, is none.
fn without_lead(name: &str) -> Option<&str> {
    let rest = ["Von ", "Por ", "Par ", "Door "]
        .iter()
        .find_map(|lead| name.strip_prefix(lead))?;
    let is_whole = |name: &String| {
        name.contains(' ')
            && names::is_person(name)
            && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
    };
    names::people(rest).is_some_and(|names| names.iter().all(is_whole)).then_some(rest)
}

/// `Author, Ann` as `Ann Author`; nothing where it may be two people.
fn surname_behind(name: &str, catalogued: bool) -> Option<String> {
    let (surname, given) = name.split_once(',')?;
    let (surname, given) = (surname.trim(), given.trim());
    let parted = names::people(name)?;
    let is_one = |text: &str| names::people(text).is_some_and(|names| names.len() == 1);
    // `Jane Doe, Ph.D.` is one name already.
    if parted.len() != 2 || !is_one(surname) || !is_one(given) {
        return None;
    }
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.starts_with(char::is_uppercase))
            .count()
    };
    let fits = match (words(surname), words(given)) {
        (1, 1) => true,
        (1, _) | (_, 1) => catalogued,
        (_, _) => false,
    };
    fits.then(|| format!("{given} {surname}"))
}

/// Reads linked data (schema.org), an article's alone.
fn linked(
    data: &Value,
    persons: &BTreeMap<String, String>,
    meta: &mut Meta,
    depth: usize,
) {
    if depth > DEEPEST {
        return;
    }
    match data {
        Value::Array(values) => {
            values.iter().for_each(|value| linked(value, persons, meta, depth + 1))
        }
        Value::Object(map) => {
            if let Some(graph) = map.get("@graph") {
                linked(graph, persons, meta, depth + 1);
            }
            let kind = map.get("@type").map(ToString::to_string).unwrap_or_default();
            if !kind.contains("Article")
                && !kind.contains("BlogPosting")
                && !kind.contains("Report")
            {
                return;
            }
            let of = |key: &str| {
                let text = map.get(key).and_then(Value::as_str)?;
                value(&without_entities(text))
            };
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
                    Value::Object(map) => {
                        let of = |key: &str| map.get(key).and_then(Value::as_str);
                        of("name").or_else(|| persons.get(of("@id")?).map(String::as_str))
                    }
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                        None
                    }
                };
                if let Some(name) = name.map(without_entities).as_deref().and_then(value)
                {
                    add_name(&name, false, meta);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_before_a_comma_are_none_of_another_author() {
        for (text, catalogued, expected) in [
            ("Author, Ann", true, &["Ann Author"][..]),
            ("Author, Ann", false, &["Ann Author"]),
            ("van der Berg, Jan", true, &["Jan van der Berg"]),
            ("Author, Ann; Writer, B. C.", true, &["Ann Author", "B. C. Writer"]),
            ("Ann Author, Bob Writer", true, &["Ann Author", "Bob Writer"]),
            ("Ann Author, Reuters", false, &["Ann Author", "Reuters"]),
            ("Jane Doe, Ph.D.", true, &["Jane Doe, Ph.D."]),
        ] {
            let mut meta = Meta::default();
            add_name(text, catalogued, &mut meta);
            assert_eq!(meta.authors, expected, "{text}");
        }
    }

    #[test]
    fn the_lead_of_a_byline_is_no_part_of_a_name() {
        for (text, expected) in [
            ("Von Ann Hill", &["Ann Hill"][..]),
            ("Por Ann Hill, Bob Reed", &["Ann Hill", "Bob Reed"]),
            ("Von Arnim", &["Von Arnim"]),
            ("Von Trapp", &["Von Trapp"]),
            ("von Arnim, Bettina", &["Bettina von Arnim"]),
        ] {
            let mut meta = Meta::default();
            add_name(text, false, &mut meta);
            assert_eq!(meta.authors, expected, "{text}");
        }
    }

    #[test]
    fn entities_in_linked_data_are_letters() {
        assert_eq!(without_entities("Ann O&#8217;Hara"), "Ann O’Hara");
        assert_eq!(without_entities("Hill & Marsh"), "Hill & Marsh");
    }
}
