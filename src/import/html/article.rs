//! Where in a page the article is.

use super::density::Density;
use super::furniture::is_furniture;
use super::tree::{NodeId, Tree};

/// The node that holds the article, and whether the page itself said so.
pub(super) fn article(tree: &Tree, density: &Density) -> (NodeId, bool) {
    let total = density.prose(0);
    let body = tree.below(0).find(|node| tree.name(*node) == "body").unwrap_or(0);
    if total == 0 {
        return (only_main(tree, body).unwrap_or(body), false);
    }
    let most = |nodes: &[NodeId]| {
        let best = nodes
            .iter()
            .copied()
            .max_by_key(|node| (density.prose(*node), usize::MAX - node));
        best.filter(|node| density.prose(*node) * 2 >= total)
    };
    let articles: Vec<NodeId> =
        tree.below(body).filter(|node| is_marked(tree, *node)).collect();
    if let Some(found) = most(&articles) {
        return (outer(tree, found, density), true);
    }
    let mains: Vec<NodeId> =
        tree.below(body).filter(|node| is_main(tree, *node)).collect();
    let (within, said) = match most(&mains) {
        Some(found) => (found, true),
        None => (body, false),
    };
    (gathered(tree, within, density), said)
}

fn is_main(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == "main" || tree.attribute(node, "role") == Some("main")
}

/// The one `main` of a page that has no prose.
fn only_main(tree: &Tree, body: NodeId) -> Option<NodeId> {
    tree.below(body).find(|node| {
        is_main(tree, *node) && tree.text(*node).split_whitespace().count() > 3
    })
}

/// Whether a page says of a node that it is an article.
fn is_marked(tree: &Tree, node: NodeId) -> bool {
    let is = |name: &str, value: &str| {
        tree.attribute(node, name).is_some_and(|own| {
            own.split_whitespace().any(|own| own.eq_ignore_ascii_case(value))
        })
    };
    tree.name(node) == "article"
        || is("itemprop", "articleBody")
        || is("role", "article")
        || is("id", "mw-content-text")
}

/// The node below which most paragraphs stand side by side.
pub(super) fn best(tree: &Tree, within: NodeId, density: &Density) -> NodeId {
    tree.below(within)
        .filter(|node| !is_furniture(tree, *node))
        .max_by_key(|node| (density.score(*node), usize::MAX - node))
        .unwrap_or(within)
}

/// That node, and above it as far as there is more of the text.
fn gathered(tree: &Tree, within: NodeId, density: &Density) -> NodeId {
    let best = best(tree, within, density);
    let score = density.score(best);
    let mut found = best;
    let mut at = best;
    for above in tree.above(best) {
        if at == within {
            break;
        }
        let joins = tree
            .children(above)
            .iter()
            .any(|child| *child != at && goes_on(tree, *child, density, score));
        if joins {
            found = above;
        }
        at = above;
    }
    found
}

/// Words of classes by which the parts of an article are called.
const PARTS: &[&str] = &[
    "article",
    "body",
    "content",
    "entry",
    "post",
    "story",
    "text",
    "intro",
    "lead",
    "lede",
    "standfirst",
    "summary",
    "excerpt",
    "dek",
    "subtitle",
    "description",
    "perex",
    "abstract",
];

/// Whether a node beside the most of an article is part of it, too.
pub(super) fn goes_on(tree: &Tree, node: NodeId, density: &Density, best: usize) -> bool {
    if is_furniture(tree, node) || matches!(tree.name(node), "aside" | "footer") {
        return false;
    }
    let prose = density.prose(node);
    let score = tree.below(node).map(|below| density.score(below)).max().unwrap_or(0);
    let called = tree.attribute(node, "class").unwrap_or("").to_lowercase();
    let is_part =
        called.split(|c: char| !c.is_alphanumeric()).any(|word| PARTS.contains(&word));
    let paragraph =
        !matches!(tree.name(node), "div" | "section" | "td" | "table" | "ul" | "ol");
    score * 4 >= best
        || prose > 0
            && (paragraph && !density.is_linked(node, 30)
                || is_part && !density.is_linked(node, 15))
        || has_head(tree, node) && !density.is_linked(node, 50)
}

/// Whether a node has the title, a picture or a heading of the article.
fn has_head(tree: &Tree, node: NodeId) -> bool {
    tree.below(node).any(|node| matches!(tree.name(node), "h1" | "figure"))
}

/// An article in an article: the outer one, if it has the title.
fn outer(tree: &Tree, node: NodeId, density: &Density) -> NodeId {
    let has_title = |node: NodeId| tree.below(node).any(|node| tree.name(node) == "h1");
    if has_title(node) {
        return node;
    }
    let above = tree.above(node).find(|above| {
        tree.name(*above) == "article"
            && density.prose(*above) * 10 <= density.prose(node) * 12
    });
    above.unwrap_or(node)
}
