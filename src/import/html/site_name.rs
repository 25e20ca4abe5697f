//! The name of a site where it has a heading of its own, and headings that nobody sees: none of them is
//! the title of an article.

use super::title::is_same;
use super::tree::{NodeId, Tree};
use super::walk::Walker;

/// Headings for those alone who hear the page, where another is what the page calls itself.
pub(super) fn skip_headings(
    tree: &Tree,
    heads: &[NodeId],
    called: Option<&str>,
) -> Vec<NodeId> {
    let is_unseen = |node: &NodeId| {
        let class = tree.attribute(*node, "class").unwrap_or("").to_lowercase();
        let known = [
            "sr-only",
            "screen-reader",
            "screenreader",
            "visuallyhidden",
            "visually-hidden",
            "aural",
            "for-screen",
            "element-invisible",
        ];
        known.iter().any(|known| class.contains(known))
            || class.split_whitespace().any(|it| {
                it == "hidden" || it.starts_with("skip") || it.ends_with("skip")
            })
    };
    let is_called =
        |node: &NodeId| called.is_some_and(|called| is_same(&tree.text(*node), called));
    let (unseen, seen): (Vec<NodeId>, Vec<NodeId>) =
        heads.iter().copied().partition(is_unseen);
    match seen.iter().any(is_called) {
        true => unseen.into_iter().filter(|node| !is_called(node)).collect(),
        false => Vec::new(),
    }
}

/// The title of a post on a page whose first level is the name of the site, `name`: one that is called the
/// title of a post, or that with that name is what the page calls itself.
pub(super) fn of_post(
    tree: &Tree,
    name: NodeId,
    heads: &[NodeId],
    called: Option<&str>,
) -> Option<NodeId> {
    let in_post = |node: &NodeId| {
        matches!(tree.name(*node), "article" | "main")
            || tree.attribute(*node, "class").is_some_and(|it| {
                it.split_whitespace().any(|it| matches!(it, "hentry" | "post"))
            })
    };
    if is_of_post(tree, name) || tree.above(name).any(|above| in_post(&above)) {
        return None;
    }
    let others = || heads.iter().copied().filter(|node| *node != name);
    let posts: Vec<NodeId> = others().filter(|node| is_of_post(tree, *node)).collect();
    // Several are a list of posts.
    if let [post] = posts.as_slice() {
        return Some(*post);
    }
    let fold = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (whole, site) = (fold(called?), fold(&tree.text(name)));
    let is_of_site = head_of(tree, name).is_some() || leads_home(tree, name);
    let says_both = |node: &NodeId| {
        let title = fold(&tree.text(*node));
        // The page may call itself by the title alone.
        let called_so = !title.is_empty() && whole == title && title != site;
        called_so
            || whole == format!("{site}{title}")
            || whole == format!("{title}{site}")
            || {
                // `Canal Notes » Blog Archive » The Mill`
                let between =
                    whole.strip_prefix(&site).and_then(|it| it.strip_suffix(&title));
                !title.is_empty() && between.is_some_and(|it| it == "blogarchive")
            }
    };
    others().filter(|_| is_of_site).find(says_both)
}

/// Whether a heading links to the first page of its site.
pub(super) fn leads_home(tree: &Tree, name: NodeId) -> bool {
    tree.below(name).chain(tree.above(name)).any(|node| {
        let to = tree.attribute(node, "href").map(|to| to.trim().trim_end_matches('/'));
        let path = to.map(|to| to.split_once("://").map_or(to, |(_, rest)| rest));
        tree.name(node) == "a" && path.is_some_and(|path| !path.contains(['/', '#']))
    })
}

/// Whether a heading is called the title of a post.
pub(super) fn is_of_post(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attribute(node, "class").unwrap_or("");
    class.split_whitespace().any(|it| matches!(it, "post-title" | "entry-title"))
}

/// The block at the head of a page that holds the name of the site.
fn head_of(tree: &Tree, name: NodeId) -> Option<NodeId> {
    let is_head = |node: &NodeId| {
        let names = [tree.attribute(*node, "id"), tree.attribute(*node, "class")];
        tree.name(*node) == "header"
            || names.into_iter().flatten().flat_map(str::split_whitespace).any(|it| {
                let it = it.to_lowercase();
                [
                    "header",
                    "masthead",
                    "branding",
                    "banner",
                    "logo",
                    "site-title",
                    "blog-title",
                ]
                .iter()
                .any(|head| it.starts_with(head) || it.ends_with(head))
            })
    };
    std::iter::once(name).chain(tree.above(name)).filter(is_head).last()
}

/// Leaves out a heading for those alone who hear the page; with the head of the page, where that has its menus.
pub(super) fn leave_out_unseen_heading(
    walker: &mut Walker<'_>,
    root: NodeId,
    heading: NodeId,
    title: Option<NodeId>,
) {
    let tree = walker.tree;
    let has_menus = head_of(tree, heading).is_some_and(|head| {
        tree.below(head).any(|it| matches!(tree.name(it), "nav" | "form"))
    });
    if has_menus {
        leave_out_head(walker, root, heading, title);
    } else if tree.above(heading).any(|above| above == root) {
        walker.leave_out(heading);
        walker.skipped.insert(heading);
    }
}

/// Leaves out the name of the site with its block, where they stand within what is read as the article.
pub(super) fn leave_out_head(
    walker: &mut Walker<'_>,
    root: NodeId,
    name: NodeId,
    title: Option<NodeId>,
) {
    let tree = walker.tree;
    if !tree.above(name).any(|above| above == root) {
        return;
    }
    let holds = |node: NodeId| {
        node == root
            || tree.above(root).any(|above| above == node)
            || title.is_some_and(|title| tree.above(title).any(|above| above == node))
    };
    let block = head_of(tree, name).filter(|block| !holds(*block)).unwrap_or(name);
    walker.leave_out(block);
    walker.skipped.insert(block);
}
