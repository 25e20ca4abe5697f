//! The title of a page.

use super::super::head;
use super::super::manuscript::{
    Kind, Manuscript, Run, Runs, plain, text, tidy, unwrapped,
};
use super::super::report::{Fate, Report};
use super::furniture;
use super::tree::{Data, NodeId};
use super::walk::Walker;
use crate::source::Span;

/// The title: the article's `h1`, or what the page calls itself.
pub(super) fn title(
    walker: &mut Walker<'_>,
    root: NodeId,
    called: Option<&str>,
    manuscript: &mut Manuscript,
) -> Option<NodeId> {
    let tree = walker.tree;
    let heading = |from: NodeId| {
        tree.below(from).find(|node| {
            tree.name(*node) == "h1"
                && !tree.text(*node).trim().is_empty()
                && !tree.above(*node).any(|above| furniture::is_furniture(tree, above))
        })
    };
    let fold = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let whole = heading(0).filter(|node| {
        called.is_none_or(|called| {
            let (a, b) = (fold(&tree.text(*node)), fold(called));
            b.starts_with(&a) || a.starts_with(&b) || b.contains(&a)
        })
    });
    let found = heading(root)
        .filter(|node| whole == Some(*node) || leads(walker, root, *node))
        .or(whole)
        .or_else(|| {
            heading(0).filter(|node| called.is_none() && leads(walker, 0, *node))
        });
    let runs: Runs = match (found, called) {
        (Some(node), _) => {
            let runs = unwrapped(tidy(walker.flat(node)));
            walker.skipped.insert(node);
            let at = walker.place(node);
            let words = tree.text(node);
            walker.report.cut(at, &words, Fate::FrontMatter);
            runs.into_iter()
                .map(|run| if run == Run::Break { Run::Text(" ".into()) } else { run })
                .collect()
        }
        (None, Some(called)) => {
            let at = walker.place(0);
            walker.report.guess(
                at,
                format!("the title is what the page calls itself: {called}"),
                "",
            );
            text(called)
        }
        (None, None) => return None,
    };
    let words = plain(&runs);
    match (head::subtitle(words.trim()), runs.as_slice()) {
        (Some((one, two)), [Run::Text(_)]) => {
            let words = words.trim();
            let (title, subtitle) = (words[one].trim(), words[two].trim());
            let at = found.map_or(Span::head(walker.file), |node| walker.place(node));
            walker.report.guess(
                at,
                format!("behind its colon the title is taken for a subtitle: “{title}”, “{subtitle}”"),
                "where it is one title, write both into `title`, with the colon",
            );
            manuscript.title = Some(text(title));
            manuscript.subtitle = Some(text(subtitle));
        }
        _ => manuscript.title = Some(runs),
    }
    found
}

/// Whether nothing but furniture and short lines stands before a heading.
fn leads(walker: &Walker<'_>, root: NodeId, heading: NodeId) -> bool {
    let tree = walker.tree;
    let before = tree.below(root).take_while(|node| *node != heading);
    let mut letters = 0;
    for node in before {
        let Data::Text(words) = &tree.nodes[node].data else { continue };
        let hidden = tree.above(node).any(|above| {
            furniture::is_unseen(tree.name(above)) || furniture::is_furniture(tree, above)
        });
        let titled = tree.above(node).any(|above| {
            tree.attribute(above, "class")
                .is_some_and(|it| it.eq_ignore_ascii_case("title"))
        });
        if titled {
            return false;
        }
        if !hidden {
            letters += words.chars().filter(|c| c.is_alphabetic()).count();
        }
    }
    letters < 120
}

/// A page without a title whose first line is short: that is it.
pub(super) fn first_line(manuscript: &mut Manuscript, report: &mut Report) {
    let Some(first) = manuscript
        .blocks
        .first()
        .filter(|_| manuscript.title.is_none() && manuscript.blocks.len() > 1)
    else {
        return;
    };
    let (Kind::Paragraph(runs) | Kind::Heading { runs, .. }) = &first.kind else {
        return;
    };
    let (at, runs) = (first.at, unwrapped(runs.clone()));
    let words = plain(&runs);
    if words.chars().count() > 150 || words.trim_end().ends_with(['.', ',', ';', ':']) {
        return;
    }
    manuscript.blocks.remove(0);
    report.cut(at, &words, Fate::FrontMatter);
    report.guess(
        at,
        format!("this is taken for the title: {}", words.trim()),
        "it stands in the front matter",
    );
    manuscript.title = Some(runs);
}

/// A heading or paragraph at the beginning that says the title once more.
pub(super) fn drop_title_again(manuscript: &mut Manuscript, report: &mut Report) {
    let Some(title) = manuscript.title.as_ref().map(|runs| plain(runs)) else { return };
    let again = manuscript.blocks.iter().take(3).position(|block| {
        block.line().is_some_and(|runs| plain(runs).trim() == title.trim())
    });
    if let Some(at) = again {
        let block = manuscript.blocks.remove(at);
        report.drop(block.at, "the title stands twice, and is left out here", &title);
    }
}
