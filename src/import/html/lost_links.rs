//! What is told of the words that stay, and is not where they are left out as well: links that lead nowhere from
//! a book, and what a page calls none of its text.

use super::super::manuscript::{Manuscript, plain, runs_mut};
use super::super::report::{Fate, Report, short};
use super::tree::{Data, NodeId, Tree};
use super::walk::Walker;
use crate::source::Span;

/// A link that is left out, while its words stay.
pub(super) struct LostLink {
    at: Span,
    words: String,
    message: String,
    help: &'static str,
}

impl Walker<'_> {
    /// Remembers a link that is left out, until it is known what stays of the page.
    pub fn lose_link(
        &mut self,
        node: NodeId,
        words: &str,
        message: String,
        help: &'static str,
    ) {
        let at = self.place(node);
        self.lost_links.push(LostLink { at, words: words.to_string(), message, help });
    }
}

/// Tells the links whose words stay.
pub(super) fn tell(links: Vec<LostLink>, manuscript: &Manuscript, report: &mut Report) {
    if links.is_empty() {
        return;
    }
    let dropped = report.cuts.iter().filter(|cut| cut.fate == Fate::Dropped);
    let dropped: String = dropped.map(|cut| letters(&cut.text)).collect();
    let kept = kept(manuscript);
    for link in links {
        let words = letters(&link.words);
        if kept.contains(&words) || !dropped.contains(&words) {
            report.leave_out(link.at, link.message, link.help);
        }
    }
}

/// Tells of the parts of a page that are called what is none of a text, and that stay as prose, at least in part.
pub(super) fn tell_spared(
    tree: &Tree,
    spared: &[(NodeId, Span)],
    manuscript: &Manuscript,
    report: &mut Report,
) {
    if spared.is_empty() {
        return;
    }
    let kept = kept(manuscript);
    for (node, at) in spared {
        let stays = |below: NodeId| match &tree.nodes[below].data {
            Data::Text(text) => {
                text.split_whitespace().count() >= FEWEST_WORDS
                    && kept.contains(&letters(text))
            }
            Data::Element(_) | Data::Other => false,
        };
        if !tree.below(*node).any(stays) {
            continue;
        }
        let class = tree.attribute(*node, "class").or(tree.attribute(*node, "id"));
        let message = format!(
            "the page calls this “{}”, and it is taken for part of the article: {}",
            class.unwrap_or("").trim(),
            short(&tree.text(*node))
        );
        report.doubt(*at, message, "delete it, if it belongs to the web page");
    }
}

/// The fewest words of a text that shows that the part around it stays.
const FEWEST_WORDS: usize = 3;

/// The letters of all that stays of a page.
fn kept(manuscript: &Manuscript) -> String {
    let mut kept = String::new();
    for runs in [&manuscript.title, &manuscript.subtitle].into_iter().flatten() {
        kept += &letters(&plain(runs));
    }
    for blocks in std::iter::once(&manuscript.blocks).chain(&manuscript.notes) {
        runs_mut(&mut blocks.clone(), &mut |runs, _| kept += &letters(&plain(runs)));
    }
    kept
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
