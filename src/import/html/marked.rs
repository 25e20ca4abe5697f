//! Author and date as pages mark them by classes and properties.

use std::collections::BTreeSet;

use super::super::{dates, names};
use super::meta::{Meta, add_name, value, words};
use super::tree::{Data, NodeId, Tree};

/// Author and date where the page marks them by classes or properties, as blogs do; nothing where those
/// of several stand there.
pub(super) fn by_classes(tree: &Tree, others: &BTreeSet<NodeId>, meta: &mut Meta) {
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
    let (mut authors, mut called_names) = (Vec::new(), Vec::new());
    let (mut found_dates, mut date_at) = (Vec::new(), None);
    for node in tree.below(0).filter(|node| tree.element(*node).is_some()) {
        let property = called(node, "itemprop", &["author"]);
        let marked = called(node, "class", &["fn"])
            || called(node, "rel", &["author"])
            || property;
        let author = marked || is_called_name(tree, node);
        let date = called(node, "class", &["published", "entry-date", "date-header"])
            || called(node, "itemprop", &["datePublished"])
            || is_called_date(tree, node);
        if !author && !date
            || of_readers(node)
            || is_of_subject(tree, node)
            || others.contains(&node)
        {
            continue;
        }
        // Beside the name there may be what the author is.
        let mut within = tree.below(node).skip(1);
        let name = within.find(|below| called(*below, "itemprop", &["name"]));
        let text = words(&tree.text(name.filter(|_| property).unwrap_or(node)));
        if author && text.chars().count() <= LONGEST {
            let bare = ["By ", "by "].iter().find_map(|by| text.strip_prefix(by));
            let bare = bare.map_or_else(|| text.clone(), str::to_string);
            let found = if marked { &mut authors } else { &mut called_names };
            // Of several none is taken.
            if found.len() < 2
                && names::people(&bare).is_some()
                && !found.iter().any(|(known, _)| *known == bare)
            {
                found.push((bare, node));
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
                date_at.get_or_insert(node);
            }
        }
    }
    // Classes of names stand at other articles, too.
    let found = if authors.is_empty() { called_names } else { authors };
    if let ([(author, at)], true) = (found.as_slice(), meta.authors.is_empty()) {
        add_name(author, false, meta);
        meta.authors_at = Some(*at);
    }
    // Day and hour of one post; more are of several.
    if found_dates.len() <= 2
        && meta.date.is_none()
        && let Some(date) = found_dates.into_iter().next()
    {
        meta.date = Some(date);
        meta.date_at = date_at;
    }
}

/// What stands behind the article in lists and boxes with headings of their own: other articles, with who wrote
/// those, and when.
pub(super) fn of_others(tree: &Tree, root: NodeId) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    let mut at = root;
    while let Some(parent) = tree.nodes[at].parent {
        let behind = tree.children(parent).iter().skip_while(|child| **child != at);
        for node in behind.skip(1).filter(|node| lists_others(tree, **node)) {
            found.extend(tree.below(*node));
        }
        at = parent;
    }
    found
}

/// Whether a block behind an article has links below a heading, or in a list.
pub(super) fn lists_others(tree: &Tree, node: NodeId) -> bool {
    let holds =
        |names: &[&str]| tree.below(node).any(|it| names.contains(&tree.name(it)));
    holds(&["a"]) && holds(&["h2", "h3", "h4", "h5", "h6", "li", "article"])
}

/// Whether a node stands in a box, or in a table, that says what the text is about.
fn is_of_subject(tree: &Tree, node: NodeId) -> bool {
    const BOXES: [&str; 4] = ["infobox", "vcard", "vevent", "biography"];
    tree.above(node).any(|above| {
        let class = tree.attribute(above, "class").unwrap_or("").to_lowercase();
        let is_box = BOXES.iter().any(|it| class.contains(it));
        match tree.name(above) {
            "aside" => is_box,
            "table" => is_box || tree.below(above).any(|it| tree.name(it) == "th"),
            _ => false,
        }
    })
}

/// Whether a node stands below the title, with no more than a few words between.
fn is_below_title(tree: &Tree, node: NodeId) -> bool {
    const MOST_LETTERS: usize = 300;
    let mut behind = tree.below(0).skip_while(|it| tree.name(*it) != "h1");
    let Some(title) = behind.next() else { return false };
    let mut letters = 0;
    for below in behind {
        if below == node {
            return true;
        }
        if let Data::Text(text) = &tree.nodes[below].data
            && !tree.above(below).any(|above| above == title)
        {
            letters += text.trim().chars().count();
        }
        if letters > MOST_LETTERS || tree.name(below) == "blockquote" {
            return false;
        }
    }
    false
}

/// The author by the one line that is called a byline, up to what stands behind the name; the line
/// stays in the text.
pub(super) fn by_line(tree: &Tree, others: &BTreeSet<NodeId>, meta: &mut Meta) {
    if !meta.authors.is_empty() {
        return;
    }
    let called = |node: &NodeId| {
        let class = tree.attribute(*node, "class").unwrap_or("").to_lowercase();
        matches!(tree.name(*node), "p" | "div" | "span")
            && !others.contains(node)
            && class.split_whitespace().any(|it| {
                matches!(it, "byline" | "author" | "post-author" | "entry-author")
            })
            && !tree.above(*node).any(|above| {
                let class = tree.attribute(above, "class").unwrap_or("").to_lowercase();
                matches!(tree.name(above), "blockquote" | "figure" | "aside")
                    || class.contains("quote")
                    || class.contains("poem")
            })
    };
    let lines: Vec<NodeId> = tree.below(0).filter(called).collect();
    let [line] = lines.as_slice() else { return };
    if !is_below_title(tree, *line) {
        return;
    }
    let first = tree.below(*line).find_map(|below| match &tree.nodes[below].data {
        Data::Text(text) => Some(words(text)).filter(|text| !text.is_empty()),
        Data::Element(_) | Data::Other => None,
    });
    let Some(first) = first else { return };
    let name = first.split(", ").next().unwrap_or("");
    let bare = ["By ", "by "].iter().find_map(|by| name.strip_prefix(by)).unwrap_or(name);
    if names::people(bare)
        .is_some_and(|them| them.iter().all(|name| names::is_person(name)))
    {
        add_name(bare, false, meta);
        meta.authors_at = Some(*line);
    }
}

/// Whether a node is called the name of an author: `author-name`, `post-author__name`.
fn is_called_name(tree: &Tree, node: NodeId) -> bool {
    let names = [tree.attribute(node, "class"), tree.attribute(node, "data-testid")];
    names.into_iter().flatten().flat_map(str::split_whitespace).any(|name| {
        let name = name.to_lowercase();
        name.ends_with("name") && name.contains("author")
            || matches!(name.as_str(), "blog-meta-item--author" | "blog-author-name")
    }) || tree.attribute(node, "data-hook") == Some("post-author")
}

/// Whether a node is the date of a post by the classes of Ghost, Medium, Squarespace and Wix.
fn is_called_date(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attribute(node, "class").unwrap_or("");
    let of = |name: &str, value: &str| tree.attribute(node, name) == Some(value);
    tree.name(node) == "time"
        && class.split_whitespace().any(|it| {
            matches!(
                it,
                "gh-article-meta-date"
                    | "post-full-meta-date"
                    | "Blog-meta-item--date"
                    | "dt-published"
            )
        })
        || of("data-testid", "storyPublishDate")
        || of("data-hook", "time-ago")
}
