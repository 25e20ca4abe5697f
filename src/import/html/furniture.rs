//! What of a page is furniture: menus, forms, banners, what nobody sees.

use super::sentence::Sentences;
use super::tree::{NodeId, Tree};

/// Words of classes and ids that mark what is none of the article.
const HINTS: &[&str] = &[
    "comments",
    "comment-list",
    "newsletter",
    "sidebar",
    "advert",
    "advertisement",
    "ad-container",
    "breadcrumb",
    "breadcrumbs",
    "navbar",
    "navigation",
    "nav",
    "subscribe",
    "signup",
    "sign-up",
    "widget-area",
    "pagination",
    "pager",
    "skip-link",
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
    "outbrain",
    "taboola",
    "author-box",
    "print-only",
    "screen-reader-text",
    "visually-hidden",
    "sr-only",
    "post-navigation",
    "ambox",
    "hatnote",
    "vector-header",
    "mw-indicators",
    "vector-menu",
    "vector-page-toolbar",
    "vector-dropdown",
];

/// Words that mark it as well, but are words of the trade and of every subject, too: what they name is
/// furniture only where it is no prose.
const WORDS: &[&str] = &[
    "share",
    "sharing",
    "social",
    "related",
    "promo",
    "widget",
    "tags",
    "tag-list",
    "post-tags",
    "cookie",
    "cookies",
    "consent",
    "menu",
    "toolbar",
    "popup",
    "modal",
    "banner",
    "metadata",
    "donate",
    "subscription",
    "recommended",
    "respond",
    "ads",
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
/// Without `hints` classes are not believed at all, which is for pages of which little is left else.
pub(super) fn mark(tree: &mut Tree, hints: bool) {
    let mut weights = vec![0; tree.nodes.len()];
    let total = raw(tree, 0, &mut weights);
    let mut spared = Vec::new();
    let sentences = Sentences::of(tree);
    let posts: Vec<NodeId> = (0..tree.nodes.len())
        .filter(|node| weights[*node] >= FEWEST_LETTERS && is_post(tree, *node))
        .collect();
    // Nothing but the page itself says so where an article is called one: beside it, what readers wrote may be
    // most of the page.
    let is_beside = |node: NodeId| {
        let within =
            |post: &NodeId| *post == node || tree.above(*post).any(|above| above == node);
        let holds = |below| matches!(tree.name(below), "h1" | "main" | "article");
        !posts.is_empty()
            && (is_side(tree, node) || is_of_readers(tree, node))
            && !posts.iter().any(within)
            && !tree.above(node).any(|above| posts.contains(&above))
            && !tree.below(node).any(holds)
    };
    let furniture = (0..tree.nodes.len()).map(|node| match certain(tree, node) {
        Some(furniture) => furniture,
        // Pages of some systems stand in a form as a whole.
        None if tree.name(node) == "form" => weights[node] * 10 < total * 4,
        None if is_beside(node) => true,
        None if holds_comments(tree, node) => weights[node] * 20 < total * 19,
        None => {
            let called = hints.then(|| hinted(tree, &sentences, node)).flatten();
            let fits = called.is_some()
                && weights[node] * 10 < total * 4
                && !holds_article(tree, node)
                && !holds_post(tree, node);
            match called {
                // A widget is whatever a system builds its pages of.
                Some(hint) if fits && WORDS.contains(&hint) && is_prose(tree, node) => {
                    let within = hint == "widget" || is_within_article(tree, node);
                    if within {
                        spared.push(node);
                    }
                    !within
                }
                Some(_) | None => fits,
            }
        }
    });
    tree.furniture = furniture.collect();
    tree.spared = spared;
}

/// The fewest letters of prose.
const FEWEST_LETTERS: usize = 100;

/// Whether a node has sentences to read, rather than ways to elsewhere or something to fill in.
pub(super) fn is_prose(tree: &Tree, node: NodeId) -> bool {
    let letters =
        |node: NodeId| tree.text(node).chars().filter(|c| c.is_alphanumeric()).count();
    let all = letters(node);
    if all < FEWEST_LETTERS {
        return false;
    }
    let works = |node: NodeId| {
        matches!(tree.name(node), "input" | "textarea" | "select" | "button")
    };
    let linked: usize =
        tree.below(node).filter(|node| tree.name(*node) == "a").map(letters).sum();
    let text = tree.text(node);
    let sentences = text.matches(['.', '!', '?', '…', '。', ',', ';']).count();
    linked * 3 < all && sentences * 250 >= all && !tree.below(node).any(works)
}

/// Whether a node stands in what the page marks as its article.
fn is_within_article(tree: &Tree, node: NodeId) -> bool {
    tree.above(node).any(|above| {
        matches!(tree.name(above), "article" | "main")
            || tree.attribute(above, "itemprop") == Some("articleBody")
    })
}

/// Whether a node holds what is marked as the article, or the title of the page.
fn holds_article(tree: &Tree, node: NodeId) -> bool {
    tree.below(node).any(|below| {
        matches!(tree.name(below), "article" | "h1")
            || tree.attribute(below, "itemprop") == Some("articleBody")
    }) && tree.text(node).split_whitespace().count() > 150
}

/// Whether a node is there for a post of a network that the article quotes.
fn holds_post(tree: &Tree, node: NodeId) -> bool {
    let is_post = |node: &NodeId| {
        let class = tree.attribute(*node, "class").unwrap_or("");
        tree.name(*node) == "blockquote"
            && class.split_whitespace().any(|class| {
                matches!(
                    class,
                    "twitter-tweet"
                        | "twitter-video"
                        | "instagram-media"
                        | "tiktok-embed"
                        | "bluesky-embed"
                        | "mastodon-embed"
                )
            })
    };
    let letters = |node: NodeId| tree.text(node).split_whitespace().count();
    let posts = tree.below(node).filter(is_post).map(letters).sum::<usize>();
    posts > 0 && posts * 10 >= letters(node) * 6
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
    if name == "form" {
        return None;
    }
    if name == "button" && is_heading(tree, node) {
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

/// Whether a button is all of a heading, as those are that open what stands below them.
fn is_heading(tree: &Tree, button: NodeId) -> bool {
    let heading = tree
        .above(button)
        .take(4)
        .find(|above| matches!(tree.name(*above), "h2" | "h3" | "h4" | "h5" | "h6"));
    let words = tree.text(button);
    !words.trim().is_empty()
        && heading.is_some_and(|heading| tree.text(heading).trim() == words.trim())
}

/// The word of a class or an id that marks a node.
fn hinted(tree: &Tree, sentences: &Sentences, node: NodeId) -> Option<&'static str> {
    let element = tree.element(node)?;
    // A word of a sentence may have a window of its own, and be called after that.
    let in_sentence = sentences.hold(tree, node);
    if in_sentence && &*element.name == "a" {
        return None;
    }
    let id = element.attribute("id").unwrap_or("").to_lowercase();
    // Ids are made from headings, too, so that only the whole of one tells.
    let hints = || {
        let hints = HINTS.iter().chain(WORDS).copied();
        hints.filter(move |hint| !in_sentence || UNREAD.contains(hint))
    };
    if let Some(hint) = hints().find(|hint| *hint == id) {
        return Some(hint);
    }
    let classes = element.attribute("class").unwrap_or("").to_lowercase();
    let linked = &*element.name == "a";
    classes.split_whitespace().find_map(|class| {
        hints().find(|hint| {
            class == *hint
                || !linked
                    && class.strip_prefix(hint).is_some_and(|rest| {
                        rest.starts_with(['-', '_'])
                            && !rest.contains("content")
                            && !rest.contains("body")
                    })
                || !linked
                    // `elementor-widget` is a part of any page.
                    && *hint != "widget"
                    && class
                        .strip_suffix(hint)
                        .is_some_and(|rest| rest.ends_with(['-', '_']))
        })
    })
}

/// Words of classes that mark what is none of a sentence even where it stands in one.
const UNREAD: &[&str] = &[
    "skip-link",
    "mw-editsection",
    "noprint",
    "mw-jump-link",
    "print-only",
    "screen-reader-text",
    "visually-hidden",
    "sr-only",
];

/// Whether a node holds what readers wrote below an article; there may be more of it than of that.
pub(super) fn holds_comments(tree: &Tree, node: NodeId) -> bool {
    let names = [tree.attribute(node, "id"), tree.attribute(node, "class")];
    names.into_iter().flatten().flat_map(str::split_whitespace).any(|name| {
        matches!(
            name.to_lowercase().as_str(),
            "comments"
                | "comment-list"
                | "commentlist"
                | "comments-area"
                | "comment-wrapper"
                | "comments-wrapper"
                | "comment-section"
                | "comments-section"
                | "post-comments"
                | "respond"
                | "disqus_thread"
        )
    })
}

/// Classes and ids by which pages call the text of an article.
const POSTS: &[&str] = &[
    "hentry",
    "entry-content",
    "postentry",
    "post-entry",
    "post-content",
    "postcontent",
    "post-body",
    "article-content",
    "article-body",
    "articlebody",
    "story-body",
];

/// Whether a page calls a node its article.
fn is_post(tree: &Tree, node: NodeId) -> bool {
    names(tree, node).any(|name| POSTS.contains(&name.to_lowercase().as_str()))
}

/// Whether a page calls a node what stands beside an article.
fn is_side(tree: &Tree, node: NodeId) -> bool {
    let parts = ["sidebar", "comment", "comments", "commentlist", "disqus", "replies"];
    names(tree, node).any(|name| {
        let name = name.to_lowercase();
        // "no-comments", "sidebar-right": of names of a layout, such as "with-sidebar" on the whole, no more is said.
        let mut words = name.split(['-', '_']);
        words.clone().count() <= 3
            && words.any(|word| parts.contains(&word))
            && !["has", "with", "no", "content", "layout"]
                .iter()
                .any(|word| name.split(['-', '_']).any(|part| part == *word))
    })
}

fn names(tree: &Tree, node: NodeId) -> impl Iterator<Item = &str> {
    let names = [tree.attribute(node, "id"), tree.attribute(node, "class")];
    names.into_iter().flatten().flat_map(str::split_whitespace)
}

/// Whether a node begins with a heading that announces what readers wrote.
fn is_of_readers(tree: &Tree, node: NodeId) -> bool {
    const WORDS: &[&str] = &[
        "comments",
        "responses",
        "replies",
        "kommentare",
        "commentaires",
        "comentarios",
        "commenti",
        "comentários",
        "комментарии",
        "σχόλια",
    ];
    let is_heading = |name: &str| matches!(name, "h2" | "h3" | "h4");
    if !matches!(tree.name(node), "div" | "section" | "li" | "aside" | "ul" | "ol") {
        return false;
    }
    let first = tree.below(node).find(|below| match &tree.nodes[*below].data {
        super::tree::Data::Text(text) => !text.trim().is_empty(),
        super::tree::Data::Element(element) => is_heading(&element.name),
        super::tree::Data::Other => false,
    });
    let Some(heading) = first.filter(|node| is_heading(tree.name(*node))) else {
        return false;
    };
    let words = tree.text(heading).to_lowercase();
    let bare = |c: char| !c.is_alphanumeric();
    let mut words = words.split_whitespace().map(|word| word.trim_matches(bare));
    words.clone().count() <= 4 && words.any(|word| WORDS.contains(&word))
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
