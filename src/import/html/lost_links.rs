//! Links that lead nowhere from a book: each is told, unless its words are left out as well.

use super::super::manuscript::{Manuscript, plain, runs_mut};
use super::super::report::{Fate, Report};
use super::tree::NodeId;
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
    let mut kept = String::new();
    for runs in [&manuscript.title, &manuscript.subtitle].into_iter().flatten() {
        kept += &letters(&plain(runs));
    }
    for blocks in std::iter::once(&manuscript.blocks).chain(&manuscript.notes) {
        runs_mut(&mut blocks.clone(), &mut |runs, _| kept += &letters(&plain(runs)));
    }
    for link in links {
        let words = letters(&link.words);
        if kept.contains(&words) || !dropped.contains(&words) {
            report.leave_out(link.at, link.message, link.help);
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
