//! Lists of links within what holds an article: menus above it, other articles below and beside it.
//!
//! A link to the page's own site leads nowhere from a book, so that blocks of nothing but such links
//! are none of the text; lists of links to elsewhere are, for they are sources.

use std::collections::BTreeMap;

use super::article::{best, goes_on};
use super::density::Density;
use super::notes::Notes;
use super::tree::{NodeId, Tree};

/// Words of classes and ids by which lists of other articles are called.
const OTHERS: &[&str] = &[
    "related",
    "recommended",
    "recommendations",
    "recirc",
    "trending",
    "popular",
    "mostread",
    "taboola",
    "outbrain",
    "sponsored",
    "advert",
    "adverts",
    "ads",
    "promo",
    "promos",
    "share",
    "sharing",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "newsletter",
    "teaser",
    "teasers",
    "latest",
    "more",
    "next",
    "menu",
    "nav",
    "navigation",
    "sidebar",
    "topics",
    "tags",
    "rail",
];

/// The fewest links of a menu.
const FEWEST: usize = 3;

/// Marks the menus below the root of an article.
pub(super) fn mark(tree: &mut Tree, root: NodeId, density: &Density, notes: &Notes) {
    let order: Vec<NodeId> = tree.below(root).collect();
    let mut rank = vec![usize::MAX; tree.nodes.len()];
    for (at, node) in order.iter().enumerate() {
        rank[*node] = at;
    }
    let inside = |node: &&NodeId| rank[**node] != usize::MAX;
    let first = density.paragraphs.iter().find(inside).map(|node| rank[*node]);
    let last = density.paragraphs.iter().rfind(inside).map(|node| rank[*node]);
    let (Some(first), Some(last)) = (first, last) else { return };
    let best = best(tree, root, density);
    let site = Site::of(tree);
    let links = sums(tree, &order, |node| site.has(tree, node));
    let kept = sums(tree, &order, |node| node == best || notes.taken.contains(&node));
    let mut found = Vec::new();
    // What stands beside the text all the way up, teasers with their links.
    let mut at = best;
    while at != root {
        let Some(above) = tree.nodes[at].parent else { break };
        found.extend(tree.children(above).iter().copied().filter(|child| {
            *child != at
                && density.is_linked(*child, 15)
                && !goes_on(tree, *child, density, density.score(best))
        }));
        at = above;
    }
    // Above its first paragraph, below its last, and between them where they are called so.
    found.extend(order.iter().copied().filter(|node| {
        let outside = rank[*node] < first || rank[*node] > last;
        *node != root
            && is_box(tree.name(*node))
            && density.prose(*node) == 0
            && (outside && density.is_linked(*node, 60)
                || density.is_linked(*node, 40) && is_called_other(tree, *node))
    }));
    for node in found {
        if links[node] >= FEWEST && kept[node] == 0 {
            tree.furniture[node] = true;
        }
    }
}

fn is_box(name: &str) -> bool {
    matches!(
        name,
        "ul" | "ol"
            | "dl"
            | "div"
            | "section"
            | "table"
            | "aside"
            | "header"
            | "menu"
            | "center"
    )
}

/// How many nodes, of each node and all below it, have something; `order` is that of the page.
fn sums(tree: &Tree, order: &[NodeId], has: impl Fn(NodeId) -> bool) -> Vec<usize> {
    let mut sums = vec![0; tree.nodes.len()];
    for node in order.iter().rev() {
        sums[*node] += usize::from(has(*node));
        if let Some(above) = tree.nodes[*node].parent {
            sums[above] += sums[*node];
        }
    }
    sums
}

/// Whether a class or an id says that other articles, or ways to them, are listed.
fn is_called_other(tree: &Tree, node: NodeId) -> bool {
    let names = [tree.attribute(node, "class"), tree.attribute(node, "id")];
    names.into_iter().flatten().any(|name| {
        name.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| OTHERS.contains(&word))
    })
}

/// The site that a page is of.
pub(super) struct Site {
    host: Option<String>,
}

impl Site {
    /// The host that the page says it has, else the one that most of its links lead to.
    pub fn of(tree: &Tree) -> Site {
        let stated = tree.below(0).find_map(|node| {
            let stated = match tree.name(node) {
                "link" if tree.attribute(node, "rel") == Some("canonical") => "href",
                "meta" if tree.attribute(node, "property") == Some("og:url") => "content",
                "base" => "href",
                _ => return None,
            };
            host(tree.attribute(node, stated)?)
        });
        let host = stated.or_else(|| {
            let mut counts = BTreeMap::new();
            let links = tree.below(0).filter(|node| tree.name(*node) == "a");
            for host in links.filter_map(|link| host(tree.attribute(link, "href")?)) {
                *counts.entry(host).or_insert(0_usize) += 1;
            }
            let most = counts.into_iter().max_by_key(|(_, count)| *count);
            most.filter(|(_, count)| *count >= 10).map(|(host, _)| host)
        });
        Site { host }
    }

    /// Whether a whole address is one of the site.
    pub fn leads_to(&self, to: &str) -> bool {
        let own = self.host.as_ref().zip(host(to));
        own.is_some_and(|(own, host)| same(own, &host))
    }

    /// Whether a node is a link to a place of the site.
    fn has(&self, tree: &Tree, node: NodeId) -> bool {
        let link = tree.element(node).filter(|element| &*element.name == "a");
        let Some(to) = link.and_then(|link| link.attribute("href")) else { return false };
        match host(to) {
            Some(_) => self.leads_to(to),
            None => !to.trim().starts_with('#') && !to.trim().starts_with("mailto:"),
        }
    }
}

fn host(address: &str) -> Option<String> {
    let rest = address.trim().split_once("//")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Whether two hosts are of one site: `news.example.org` and `www.example.org`.
fn same(one: &str, other: &str) -> bool {
    let site = |host: &str| {
        let parts: Vec<&str> = host.rsplit('.').collect();
        // `co.uk` and its like are no site.
        let count = if parts.get(1).is_some_and(|part| part.len() <= 3) { 3 } else { 2 };
        parts.into_iter().take(count).map(str::to_string).collect::<Vec<_>>()
    };
    site(one) == site(other)
}
