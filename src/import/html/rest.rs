//! What stands around the article, and is left out.

use super::super::manuscript::{Block, Kind, Manuscript, Run, plain, runs_mut};
use super::super::report::{Report, short};
use super::super::{dates, names};
use super::furniture;
use super::lead_picture::{self, Before};
use super::marked;
use super::tree::{Data, NodeId, Tree, is_apart};
use super::walk::Walker;

/// What stands with the title outside of the article, and belongs to it: lead, byline, date.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// What stands before the text, or says who wrote it, and when.
    pub before: Vec<NodeId>,
    /// Pictures before the text, with their captions.
    pub pictures: Vec<NodeId>,
    /// Prose behind the text.
    pub behind: Vec<NodeId>,
}

/// Tells what of the page stands outside of the article; gives what stands there with the title and
/// belongs to it. Each word outside is in a lead, a note or the title, or it is told.
pub(super) fn left_out(
    walker: &mut Walker<'_>,
    root: NodeId,
    title: Option<NodeId>,
) -> Leads {
    let mut at = root;
    let mut others = Vec::new();
    while let Some(parent) = walker.tree.nodes[at].parent {
        let siblings = walker.tree.children(parent);
        let place = siblings.iter().position(|child| *child == at).unwrap_or(0);
        for (number, child) in siblings.iter().enumerate() {
            if number != place && !furniture::is_unseen(walker.tree.name(*child)) {
                others.push((*child, number > place));
            }
        }
        at = parent;
    }
    others.sort_unstable();
    let nodes: Vec<NodeId> = others.iter().map(|(node, _)| *node).collect();
    let before = Before { root, title, others: &nodes };
    let pictures = lead_picture::find(walker, &before);
    let mut leads = Leads::default();
    for (node, is_behind) in others {
        let title = walker.tree.below(node).find(|node| walker.skipped.contains(node));
        let found = match title {
            Some(title) => leads_around_title(walker.tree, node, title),
            // Who wrote other articles, and when, says nothing of this one.
            None if is_behind && marked::lists_others(walker.tree, node) => {
                let mut leads = leads_beside_title(walker, node);
                leads.retain(|lead| !is_signature(&walker.tree.text(*lead)));
                leads
            }
            None => leads_beside_title(walker, node),
        };
        let mut kept = found.clone();
        kept.extend(&pictures);
        leave_out_but(walker, node, &kept);
        for lead in found {
            match is_behind && !is_signature(&walker.tree.text(lead)) {
                true => leads.behind.push(lead),
                false => leads.before.push(lead),
            }
        }
    }
    leads.before.retain(|lead| !pictures.contains(lead));
    let is_lead = |lead: &&NodeId| {
        walker.tree.text(**lead).split_whitespace().count() >= FEWEST_OF_A_LEAD
    };
    let before = leads.before.iter().map(|lead| (lead, "with the title"));
    let behind = leads.behind.iter().map(|lead| (lead, "behind the text"));
    for (lead, whither) in before.chain(behind).filter(|(lead, _)| is_lead(lead)) {
        let at = walker.place(*lead);
        let message = format!(
            "this stands {whither}, outside of the article, and is taken for part of it: {}",
            short(&walker.tree.text(*lead))
        );
        walker.report.doubt(at, message, "delete it, if it belongs to the web page");
    }
    for picture in &pictures {
        let at = walker.place(*picture);
        walker.report.guess(
            at,
            "a picture stands with the title, outside of the article, and is taken for part of it",
            "delete it, if it belongs to the web page",
        );
    }
    leads.pictures = pictures;
    leads
}

/// Leaves out a node, but for leads, notes and what was read already within it.
fn leave_out_but(walker: &mut Walker<'_>, node: NodeId, leads: &[NodeId]) {
    let is_kept = |node: NodeId| {
        leads.contains(&node)
            || walker.skipped.contains(&node)
            || walker.notes.taken.contains(&node)
    };
    if is_kept(node) {
        return;
    }
    if !walker.tree.below(node).any(is_kept) {
        return walker.leave_out(node);
    }
    for child in walker.tree.children(node).to_vec() {
        leave_out_but(walker, child, leads);
    }
}

/// The leads behind the title in a block that holds it; none holds another.
fn leads_around_title(tree: &Tree, node: NodeId, title: NodeId) -> Vec<NodeId> {
    let behind = tree.below(node).skip_while(|below| *below != title).skip(1);
    // Far below it stand those of other articles.
    let mut words = 0;
    let behind = behind.take_while(|below| {
        if let Data::Text(text) = &tree.nodes[*below].data {
            words += text.split_whitespace().count();
        }
        words <= FARTHEST_WORDS
    });
    outermost(tree, behind.filter(|below| is_lead(tree, *below)).collect())
}

/// Nodes without those that stand in another of them; in the order of the page.
fn outermost(tree: &Tree, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let mut out: Vec<NodeId> = Vec::new();
    for node in nodes {
        let within = |last: &NodeId| tree.above(node).any(|above| above == *last);
        if !out.last().is_some_and(within) {
            out.push(node);
        }
    }
    out
}

/// How many words may stand between the title and a lead in the block of both, with those of the title.
const FARTHEST_WORDS: usize = 200;

/// How far behind the title a lead stands.
const FARTHEST_LEAD: usize = 3;

/// The leads that a block right behind the title is, or holds.
fn leads_beside_title(walker: &Walker<'_>, node: NodeId) -> Vec<NodeId> {
    let tree = walker.tree;
    let is_title = |sibling: &NodeId| {
        walker.skipped.contains(sibling)
            || tree.below(*sibling).any(|below| walker.skipped.contains(&below))
    };
    let behind_title = |node: NodeId| {
        let siblings =
            tree.nodes[node].parent.map_or(&[][..], |above| tree.children(above));
        let place = siblings.iter().position(|sibling| *sibling == node).unwrap_or(0);
        let blocks =
            siblings[..place].iter().rev().filter(|it| tree.element(**it).is_some());
        blocks.take(FARTHEST_LEAD).any(is_title)
    };
    // What a page calls the description of its article stands straight before that.
    let describes = |node: NodeId| {
        let siblings =
            tree.nodes[node].parent.map_or(&[][..], |above| tree.children(above));
        let behind = siblings.iter().skip_while(|it| **it != node).skip(1).take(12);
        behind.into_iter().any(|it| {
            tree.below(*it)
                .take(20)
                .any(|below| tree.attribute(below, "itemprop") == Some("articleBody"))
        })
    };
    let is_description = tree
        .below(node)
        .take(6)
        .any(|below| tree.attribute(below, "itemprop") == Some("description"));
    let is_described = is_description
        && std::iter::once(node).chain(tree.above(node).take(2)).any(describes);
    // What is called a lead may stand in boxes of its own.
    let boxes = if is_called_lead(tree, node) { 2 } else { 0 };
    if !is_described
        && !std::iter::once(node).chain(tree.above(node).take(boxes)).any(behind_title)
    {
        return Vec::new();
    }
    if tree.text(node).split_whitespace().count() > MOST_OF_A_LEAD {
        return Vec::new();
    }
    let called = is_called_lead(tree, node) || is_described;
    let whole = tree.text(node);
    // A date beside the title of another article is that one's.
    let is_teaser = tree.below(node).any(|below| {
        tree.name(below) == "a"
            && tree.text(below).split_whitespace().count() >= FEWEST_OF_A_TITLE
    });
    // Who wrote a text stands first, before what it is filed under.
    let leads_with_name = |below: NodeId| {
        let own = tree.text(below);
        names::byline(own.trim()).is_some() && whole.trim_start().starts_with(own.trim())
    };
    let within = |below: &NodeId| {
        let taken = std::iter::once(*below).chain(tree.above(*below));
        is_lead(tree, *below)
            && !(is_teaser
                && is_signature(&tree.text(*below))
                && !leads_with_name(*below))
            && !taken.into_iter().any(|node| walker.notes.taken.contains(&node))
            && (*below == node
                || called
                || tree.name(*below) != "p"
                || is_called_lead(tree, *below)
                || is_signature(&tree.text(*below))
                || tree.text(*below).trim() == whole.trim())
    };
    outermost(tree, tree.below(node).filter(within).collect())
}

/// Whether a text says who wrote another, or when, and nothing else.
fn is_signature(text: &str) -> bool {
    let words = text.trim();
    names::byline(words).is_some()
        || dates::is_date(words)
        || dates::after_lead(words).is_some()
}

/// The fewest words of a link that is the title of another article.
const FEWEST_OF_A_TITLE: usize = 5;

/// The most words of a lead.
const MOST_OF_A_LEAD: usize = 120;

/// The fewest words of a lead.
const FEWEST_OF_A_LEAD: usize = 10;

/// Whether a block beside the title is its lead, a byline or a date.
fn is_lead(tree: &Tree, node: NodeId) -> bool {
    if !matches!(tree.name(node), "p" | "div" | "h2" | "h3" | "span" | "time")
        || furniture::is_furniture(tree, node)
        || tree.above(node).any(|above| furniture::is_furniture(tree, above))
        || tree.below(node).skip(1).any(|below| is_apart(tree.name(below)))
    {
        return false;
    }
    let text = tree.text(node);
    let words = text.trim();
    let called = is_called_lead(tree, node);
    let follows = follows_title(tree, node);
    let is_line = matches!(tree.name(node), "h2" | "h3") && (called || follows);
    let lead = (tree.name(node) == "p" || called || follows)
        && words.split_whitespace().count() >= FEWEST_OF_A_LEAD
        && (is_line || words.ends_with(['.', '!', '?', '…', '”', '"', '»']))
        && !furniture::is_links(tree, node);
    lead || is_signature(words)
}

/// Whether a block is called a lead.
fn is_called_lead(tree: &Tree, node: NodeId) -> bool {
    let class = tree.attribute(node, "class").unwrap_or("").to_lowercase();
    // What describes the site, or whoever wrote the text, is no lead.
    let is_of_another = class.split_whitespace().any(|class| {
        let of = ["site", "blog", "author", "category", "tag", "term", "company"];
        let described = class.split_once(['-', '_']);
        described.is_some_and(|(what, rest)| {
            of.contains(&what) && matches!(rest, "desc" | "description" | "intro")
        })
    });
    if is_of_another {
        return false;
    }
    class.split(|c: char| !c.is_alphanumeric()).any(|class| {
        [
            "lead",
            "lede",
            "standfirst",
            "desc",
            "description",
            "dek",
            "deck",
            "chapo",
            "intro",
            "subheadline",
            "sottotitolo",
            "bajada",
            "entradilla",
            "copete",
            "subheading",
            "subhead",
            "subtitle",
            "subline",
            "teaser",
            "summary",
            "abstract",
            "ingress",
            "vorspann",
            "perex",
        ]
        .contains(&class)
    }) || ["sub-headline", "sub-heading", "sub-title", "sub-head"]
        .iter()
        .any(|it| class.contains(it))
        || tree.attribute(node, "itemprop") == Some("description")
}

/// Whether a heading of a lower level stands straight behind the first.
fn follows_title(tree: &Tree, node: NodeId) -> bool {
    let siblings = tree.nodes[node].parent.map_or(&[][..], |it| tree.children(it));
    let before = siblings.iter().take_while(|it| **it != node);
    let last = before.filter(|it| tree.element(**it).is_some()).last();
    matches!(tree.name(node), "h2" | "h3")
        && last.is_some_and(|it| tree.name(*it) == "h1")
}

/// Lists of nothing but links above the first paragraph are menus.
pub(super) fn drop_lists_of_links(manuscript: &mut Manuscript, report: &mut Report) {
    let linked = |run: &Run| matches!(run, Run::Link { .. });
    let is_link = |block: &Block| match block.words() {
        Some(runs) => runs.iter().all(linked),
        None => matches!(block.kind, Kind::List { .. }),
    };
    let mut at = 0;
    while let Some(block) = manuscript.blocks.get(at) {
        if block.words().is_some_and(|runs| plain(runs).chars().count() >= 80) {
            return;
        }
        let menu = if let Kind::List { items, .. } = &block.kind {
            items.len() > 1 && items.iter().flatten().all(is_link)
        } else {
            false
        };
        if !menu {
            at += 1;
            continue;
        }
        let mut block = manuscript.blocks.remove(at);
        let mut words = String::new();
        let place = block.at;
        runs_mut(std::slice::from_mut(&mut block), &mut |runs, _| {
            words += &format!("{} ", plain(runs));
        });
        report.drop_furniture(
            place,
            "a list of links above the text is left out",
            &words,
        );
    }
}

/// Lines that part the text around what is sold beside it.
const SALES: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "continue reading below",
    "continue reading the main story",
    "article continues below",
    "story continues below advertisement",
    "anzeige",
    "werbung",
    "publicidad",
    "publicité",
    "pubblicità",
    "реклама",
];

/// Leaves out lines that say nothing but that something else was for sale here.
pub(super) fn drop_sales(manuscript: &mut Manuscript, report: &mut Report) {
    manuscript.blocks.retain(|block| {
        let words = block.line().map_or(String::new(), |runs| plain(runs));
        let sales = SALES.contains(&words.trim().to_lowercase().as_str());
        if sales {
            report.drop(block.at, "the label of an advertisement is left out", &words);
        }
        !sales
    });
}
