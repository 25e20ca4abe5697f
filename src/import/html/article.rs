//! Where in a page the article is.

use super::furniture::{is_furniture, is_unseen};
use super::tree::{Data, NodeId, Tree};

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
        Data::Text(text) => {
            let count = text.trim().chars().count();
            if linked || count < 20 { 0 } else { count }
        }
        Data::Element(element) => {
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
        Data::Other => {
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
