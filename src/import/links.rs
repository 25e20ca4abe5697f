//! Links within an article: those whose place is not in it are words alone.

use std::collections::{BTreeMap, BTreeSet};

use super::manuscript::{Block, Kind, Manuscript, Run, Runs, plain, runs_mut};
use super::report::{Report, short};
use crate::source::Span;

/// Takes out the links that lead nowhere or stand within others, and the ids that nothing leads to or that
/// stand twice.
pub(super) fn settle(manuscript: &mut Manuscript, report: &mut Report) {
    for runs in manuscript.title.iter_mut().chain(&mut manuscript.subtitle) {
        unnest(runs, None);
    }
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        runs_mut(blocks, &mut |runs, at| {
            if unnest(runs, None) {
                let message = format!(
                    "a link within a link is left out, and its words stay: {}",
                    short(&plain(runs))
                );
                report.leave_out(at, message, "");
            }
        });
    }
    let mut wanted = BTreeSet::new();
    for runs in manuscript.title.iter().chain(&manuscript.subtitle) {
        seek(runs, &mut wanted);
    }
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        runs_mut(blocks, &mut |runs, _| seek(runs, &mut wanted));
    }
    let mut there = BTreeSet::new();
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        places(blocks, &wanted, &mut there);
    }
    let head = manuscript.blocks.first().map(|block| Span::head(block.at.file));
    for runs in manuscript.title.iter_mut().chain(&mut manuscript.subtitle) {
        unlink(runs, &there, &mut |words, to| {
            if let Some(at) = head {
                let message = format!(
                    "the link of “{}” in the title leads to a place that is not in the article, or to a picture that is not there, `{to}`, and is left out; its words stay",
                    short(words)
                );
                report.leave_out(at, message, "");
            }
        });
    }
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        runs_mut(blocks, &mut |runs, at| {
            unlink(runs, &there, &mut |words, to| {
                let message = format!(
                    "the link of “{}” leads to a place that is not in the article, or to a picture that is not there, `{to}`, and is left out; its words stay",
                    short(words)
                );
                report.leave_out(at, message, "");
            });
        });
    }
}

/// Lets links lead to the one id of a block that has several; `same` are the others, with that.
pub(super) fn lead_to_first(
    manuscript: &mut Manuscript,
    same: &BTreeMap<String, String>,
) {
    fn lead(runs: &mut Runs, same: &BTreeMap<String, String>) {
        for run in runs {
            match run {
                Run::Link { to, runs } => {
                    let first = to.strip_prefix('#').and_then(|id| same.get(id));
                    if let Some(first) = first {
                        *to = format!("#{first}");
                    }
                    lead(runs, same);
                }
                Run::Styled(_, runs) => lead(runs, same),
                Run::Text(_)
                | Run::Code(_)
                | Run::Note(_)
                | Run::Picture(_)
                | Run::Break => {}
            }
        }
    }
    if same.is_empty() {
        return;
    }
    for blocks in std::iter::once(&mut manuscript.blocks).chain(&mut manuscript.notes) {
        runs_mut(blocks, &mut |runs, _| lead(runs, same));
    }
}

/// Puts the words of links that stand within others in their place; says whether one led elsewhere.
fn unnest(runs: &mut Runs, within: Option<&str>) -> bool {
    let mut elsewhere = false;
    let mut out = Vec::new();
    for mut run in std::mem::take(runs) {
        match &mut run {
            Run::Link { to, runs } => {
                elsewhere |= unnest(runs, Some(within.unwrap_or(to)));
                if let Some(outer) = within {
                    elsewhere |= outer != to;
                    out.append(runs);
                    continue;
                }
            }
            Run::Styled(_, runs) => elsewhere |= unnest(runs, within),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            }
        }
        out.push(run);
    }
    *runs = out;
    elsewhere
}

fn seek(runs: &Runs, wanted: &mut BTreeSet<String>) {
    for run in runs {
        match run {
            Run::Link { to, runs } => {
                wanted.extend(to.strip_prefix('#').map(str::to_string));
                seek(runs, wanted);
            }
            Run::Styled(_, runs) => seek(runs, wanted),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            }
        }
    }
}

fn places(blocks: &mut [Block], wanted: &BTreeSet<String>, there: &mut BTreeSet<String>) {
    for block in blocks {
        // A picture that is not there is in no book.
        let pending = matches!(
            &block.kind,
            Kind::Figure(figure) if figure.pictures.is_empty()
        );
        let keeps = !pending
            && block
                .id
                .as_ref()
                .is_some_and(|id| wanted.contains(id) && there.insert(id.clone()));
        if !keeps {
            block.id = None;
        }
        match &mut block.kind {
            Kind::Quote { blocks, .. } => places(blocks, wanted, there),
            Kind::List { items, .. } => {
                items.iter_mut().for_each(|blocks| places(blocks, wanted, there))
            }
            Kind::Definitions(definitions) => {
                definitions
                    .iter_mut()
                    .for_each(|(_, blocks)| places(blocks, wanted, there));
            }
            Kind::Paragraph(_)
            | Kind::Heading { .. }
            | Kind::Verse { .. }
            | Kind::Table(_)
            | Kind::Figure(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Break => {}
        }
    }
}

fn unlink(runs: &mut Runs, there: &BTreeSet<String>, told: &mut dyn FnMut(&str, &str)) {
    let mut out = Vec::new();
    for mut run in std::mem::take(runs) {
        match &mut run {
            Run::Link { to, runs } => {
                unlink(runs, there, told);
                if let Some(id) = to.strip_prefix('#')
                    && !there.contains(id)
                {
                    told(&plain(runs), to);
                    out.append(runs);
                    continue;
                }
            }
            Run::Styled(_, runs) => unlink(runs, there, told),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            }
        }
        out.push(run);
    }
    *runs = out;
}
