//! Where in a page the article is, and what of the rest is furniture.

use super::tree::{NodeId, Tree};

/// Words of classes and ids that mark what is none of the article.
const HINTS: &[&str] = &[
    "share",
    "sharing",
    "social",
    "related",
    "comments",
    "comment-list",
    "newsletter",
    "sidebar",
    "advert",
    "advertisement",
    "ads",
    "ad-container",
    "cookie",
    "cookies",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "menu",
    "navbar",
    "navigation",
    "nav",
    "promo",
    "subscribe",
    "subscription",
    "signup",
    "sign-up",
    "widget",
    "widget-area",
    "pagination",
    "pager",
    "skip-link",
    "toolbar",
    "popup",
    "modal",
    "banner",
    "masthead",
    "site-header",
    "site-footer",
    "sharedaddy",
    "jp-relatedposts",
    "addtoany",
    "mw-editsection",
    "toc",
    "navbox",
    "catlinks",
    "printfooter",
    "noprint",
    "mw-jump-link",
    "donate",
    "recommended",
    "outbrain",
    "taboola",
    "author-box",
    "print-only",
    "screen-reader-text",
    "visually-hidden",
    "sr-only",
    "tags",
    "tag-list",
    "post-tags",
    "post-navigation",
    "respond",
    "metadata",
    "ambox",
    "hatnote",
    "vector-header",
    "mw-indicators",
    "vector-menu",
    "vector-page-toolbar",
    "vector-dropdown",
];

/// Elements that a reader never sees as text.
pub(super) fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "head"
            | "link"
            | "meta"
            | "base"
            | "title"
            | "datalist"
            | "source"
            | "track"
            | "param"
            | "map"
            | "area"
            | "col"
            | "colgroup"
    )
}

/// Elements that work only on a screen.
pub(super) fn is_machine(name: &str) -> bool {
    matches!(
        name,
        "form"
            | "input"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "svg"
            | "dialog"
            | "menu"
            | "progress"
            | "meter"
            | "label"
            | "fieldset"
            | "search"
            | "applet"
            | "frame"
            | "frameset"
    )
}

/// Whether a node is hidden, or furniture of the page.
pub(super) fn is_furniture(tree: &Tree, node: NodeId) -> bool {
    tree.furniture.get(node).copied().unwrap_or(false)
}

/// Marks what is furniture. A class that says so is not believed of what has most of the text.
pub(super) fn mark(tree: &mut Tree) {
    let mut weights = vec![0; tree.nodes.len()];
    let total = raw(tree, 0, &mut weights);
    let furniture = (0..tree.nodes.len()).map(|node| match certain(tree, node) {
        Some(furniture) => furniture,
        None if holds_comments(tree, node) => weights[node] * 20 < total * 19,
        None => hinted(tree, node) && weights[node] * 10 < total * 4,
    });
    tree.furniture = furniture.collect();
}

/// How much running text stands below each node, whatever it is.
fn raw(tree: &Tree, node: NodeId, weights: &mut Vec<usize>) -> usize {
    let own = match &tree.nodes[node].data {
        super::tree::Data::Text(text) => {
            let count = text.trim().chars().count();
            if count < 40 { 0 } else { count }
        }
        super::tree::Data::Element(element) if is_unseen(&element.name) => 0,
        super::tree::Data::Element(_) | super::tree::Data::Other => {
            tree.children(node).iter().map(|child| raw(tree, *child, weights)).sum()
        }
    };
    weights[node] = own;
    own
}

/// Whether a node is furniture by what it is; `None` where only its class could tell.
fn certain(tree: &Tree, node: NodeId) -> Option<bool> {
    let Some(element) = tree.element(node) else { return Some(false) };
    let name = &*element.name;
    if matches!(name, "body" | "html" | "main" | "article") {
        return Some(false);
    }
    if matches!(name, "nav") || is_machine(name) {
        return Some(true);
    }
    let role = element.attribute("role").unwrap_or("");
    if matches!(
        role,
        "navigation"
            | "complementary"
            | "search"
            | "banner"
            | "contentinfo"
            | "dialog"
            | "menu"
            | "menubar"
            | "toolbar"
            | "alert"
    ) {
        return Some(true);
    }
    if element.attribute("hidden").is_some_and(|value| value != "until-found") {
        return Some(true);
    }
    let style = element.attribute("style").unwrap_or("").replace(' ', "").to_lowercase();
    if style.contains("display:none") || style.contains("visibility:hidden") {
        return Some(true);
    }
    let inline = matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "img"
            | "td"
            | "tr"
            | "table"
            | "a"
            | "em"
            | "i"
            | "b"
            | "strong"
    );
    if inline && name != "table" && name != "a" {
        return Some(false);
    }
    None
}

fn hinted(tree: &Tree, node: NodeId) -> bool {
    let Some(element) = tree.element(node) else { return false };
    let id = element.attribute("id").unwrap_or("").to_lowercase();
    // Ids are made from headings, too, so that only the whole of one tells.
    if HINTS.contains(&id.as_str()) {
        return true;
    }
    let classes = element.attribute("class").unwrap_or("").to_lowercase();
    let linked = &*element.name == "a";
    classes.split_whitespace().any(|class| {
        HINTS.iter().any(|hint| {
            class == *hint
                || !linked
                    && class.strip_prefix(hint).is_some_and(|rest| {
                        rest.starts_with(['-', '_'])
                            && !rest.contains("content")
                            && !rest.contains("body")
                    })
                || !linked
                    && class
                        .strip_suffix(hint)
                        .is_some_and(|rest| rest.ends_with(['-', '_']))
        })
    })
}

/// Whether a node holds what readers wrote below an article; there may be more of it than of that.
fn holds_comments(tree: &Tree, node: NodeId) -> bool {
    let names = [tree.attribute(node, "id"), tree.attribute(node, "class")];
    names.into_iter().flatten().flat_map(str::split_whitespace).any(|name| {
        matches!(
            name.to_lowercase().as_str(),
            "comments"
                | "comment-list"
                | "commentlist"
                | "comments-area"
                | "respond"
                | "disqus_thread"
        )
    })
}

/// How much prose stands below a node: letters of running text outside of links and furniture.
struct Prose {
    /// By node.
    weights: Vec<usize>,
}

impl Prose {
    fn of(tree: &Tree) -> Prose {
        let mut weights = vec![0; tree.nodes.len()];
        weigh(tree, 0, false, &mut weights);
        Prose { weights }
    }
}

fn weigh(tree: &Tree, node: NodeId, linked: bool, weights: &mut Vec<usize>) -> usize {
    let weight = match &tree.nodes[node].data {
        super::tree::Data::Text(text) => {
            let count = text.trim().chars().count();
            if linked || count < 20 { 0 } else { count }
        }
        super::tree::Data::Element(element) => {
            let name = &*element.name;
            if is_unseen(name)
                || is_furniture(tree, node)
                || matches!(name, "footer" | "aside")
            {
                0
            } else {
                let linked = linked || name == "a";
                let below = tree.children(node).iter();
                below.map(|child| weigh(tree, *child, linked, weights)).sum()
            }
        }
        super::tree::Data::Other => {
            let below = tree.children(node).iter();
            below.map(|child| weigh(tree, *child, linked, weights)).sum()
        }
    };
    weights[node] = weight;
    weight
}

/// The node that holds the article, and whether the page itself said so.
pub(super) fn article(tree: &Tree) -> (NodeId, bool) {
    let prose = Prose::of(tree);
    let total = prose.weights[0];
    let body = tree.below(0).find(|node| tree.name(*node) == "body").unwrap_or(0);
    if total == 0 {
        return (body, false);
    }
    let marked = |node: &NodeId| {
        let is = |name: &str, value: &str| {
            tree.attribute(*node, name).is_some_and(|own| {
                own.split_whitespace().any(|own| own.eq_ignore_ascii_case(value))
            })
        };
        tree.name(*node) == "article"
            || is("itemprop", "articleBody")
            || is("role", "article")
            || is("id", "mw-content-text")
    };
    let most = |nodes: Vec<NodeId>, share: usize| {
        let best = nodes
            .into_iter()
            .max_by_key(|node| (prose.weights[*node], usize::MAX - node));
        best.filter(|node| prose.weights[*node] * 10 >= total * share)
    };
    let articles: Vec<NodeId> = tree.below(body).filter(marked).collect();
    if let Some(found) = most(articles, 5) {
        return (outer(tree, found, &prose), true);
    }
    let mains: Vec<NodeId> = tree
        .below(body)
        .filter(|node| {
            tree.name(*node) == "main" || tree.attribute(*node, "role") == Some("main")
        })
        .collect();
    let (mut at, said) = match most(mains, 5) {
        Some(found) => (found, true),
        None => (body, false),
    };
    // Down to the node below which the prose is in several.
    loop {
        let children = tree.children(at);
        let Some(best) = children.iter().copied().max_by_key(|node| prose.weights[*node])
        else {
            break;
        };
        let others: usize = prose.weights[at] - prose.weights[best];
        let holds_head =
            children.iter().any(|node| *node != best && has_head(tree, *node));
        let leaf = !matches!(
            tree.name(best),
            "div"
                | "section"
                | "main"
                | "article"
                | "td"
                | "table"
                | "tbody"
                | "tr"
                | "center"
                | "font"
                | "body"
                | "span"
        );
        if leaf || holds_head || others * 20 > prose.weights[at] {
            break;
        }
        at = best;
    }
    (at, said)
}

/// Whether a node has the title, a picture or a heading of the article.
fn has_head(tree: &Tree, node: NodeId) -> bool {
    !is_furniture(tree, node)
        && !matches!(tree.name(node), "aside" | "footer")
        && tree.below(node).any(|node| matches!(tree.name(node), "h1" | "figure"))
}

/// An article in an article: the outer one, if it has the title.
fn outer(tree: &Tree, node: NodeId, prose: &Prose) -> NodeId {
    let has_title = |node: NodeId| tree.below(node).any(|node| tree.name(node) == "h1");
    if has_title(node) {
        return node;
    }
    let above = tree.above(node).find(|above| {
        tree.name(*above) == "article"
            && prose.weights[*above] * 10 <= prose.weights[node] * 12
    });
    above.unwrap_or(node)
}

/// Whether a node is nothing but links, as lists of other articles are.
pub(super) fn is_links(tree: &Tree, node: NodeId) -> bool {
    let all = tree.text(node).chars().filter(|c| !c.is_whitespace()).count();
    let linked: usize = tree
        .below(node)
        .filter(|node| tree.name(*node) == "a")
        .map(|link| tree.text(link).chars().filter(|c| !c.is_whitespace()).count())
        .sum();
    all > 0 && linked * 10 >= all * 8
}
