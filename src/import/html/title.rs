//! The title of a page.

use super::super::head;
use super::super::manuscript::{
    Kind, Manuscript, Run, Runs, plain, text, tidy, unwrapped,
};
use super::super::report::{Fate, Report};
use super::furniture;
use super::site_name::{
    is_of_post, leads_home, leave_out_head, leave_out_unseen_heading, of_post,
    skip_headings,
};
use super::tree::{Data, NodeId, Tree};
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
    let named = |from: NodeId, names: &'static [&'static str]| {
        tree.below(from).filter(|node| {
            names.contains(&tree.name(*node))
                && has_words(tree, *node)
                && !tree.above(*node).any(|above| furniture::is_furniture(tree, above))
        })
    };
    let skips = skip_headings(tree, &named(0, &["h1"]).collect::<Vec<_>>(), called);
    let headings =
        |from: NodeId| named(from, &["h1"]).filter(|node| !skips.contains(node));
    let whole = called.and_then(|called| {
        // Some systems keep the first level for the name of the site.
        headings(0).find(|node| is_same(&tree.text(*node), called)).or_else(|| {
            let begins = |node: &NodeId| {
                let words = tree.text(*node);
                words.split_whitespace().count() > 2 && called.starts_with(words.trim())
            };
            named(0, &["h2"]).find(begins)
        })
    });
    // The page's own title, also where what holds it is called a part of the page.
    let exact = called.and_then(|called| {
        let all = tree.below(0).filter(|node| tree.name(*node) == "h1");
        let all = all.filter(|node| has_words(tree, *node) && !skips.contains(node));
        headings(0)
            .chain(all)
            .find(|node| is_whole(&tree.text(*node), called) && !leads_home(tree, *node))
    });
    for node in skips.iter().copied() {
        leave_out_unseen_heading(walker, root, node, exact.or(whole));
    }
    let of_site = headings(0).filter(|name| exact != Some(*name)).find_map(|name| {
        let heads = named(0, &["h1", "h2", "h3"]).collect::<Vec<_>>();
        let post = of_post(tree, name, &heads, called)?;
        Some((name, post))
    });
    if let Some((name, _)) = of_site {
        let title = exact.or(of_site.map(|(_, post)| post));
        leave_out_head(walker, root, name, title);
    }
    let only_post = || {
        let heads: Vec<NodeId> = named(root, &["h2", "h3"]).collect();
        let mut posts = heads.into_iter().filter(|node| is_of_post(tree, *node));
        let first = posts.next().filter(|_| headings(0).next().is_none())?;
        posts.next().is_none().then_some(first)
    };
    let found = exact
        .or(of_site.map(|(_, post)| post))
        .or_else(only_post)
        .or_else(|| styled(walker, root).filter(|_| whole.is_none()))
        .or_else(|| {
            headings(root).find(|node| whole == Some(*node) || leads(walker, root, *node))
        })
        .or(whole)
        .or_else(|| beside_body(tree, root, called))
        .or_else(|| headings(0).find(|node| called.is_none() && leads(walker, 0, *node)));
    let mut within = None;
    let runs: Runs = match (found, called) {
        (Some(node), _) => {
            within = subtitle_within(tree, node);
            walker.skipped.extend(within);
            let runs = unwrapped(tidy(walker.flat(node)));
            tell_lines(walker, node, &runs);
            walker.skipped.insert(node);
            let at = walker.place(node);
            let words = tree.text(node);
            walker.report.cut(at, &words, Fate::FrontMatter);
            // On lists of articles a title leads to its own page.
            let runs = match <[Run; 1]>::try_from(runs) {
                Ok([Run::Link { to, runs }]) => {
                    let message = format!("the link of the title, `{to}`, is left out");
                    walker.report.leave_out(at, message, "");
                    runs
                }
                Ok([run]) => vec![run],
                Err(runs) => runs,
            };
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
    if let Some(node) = within {
        walker.skipped.remove(&node);
        let runs = unwrapped(tidy(walker.flat(node)));
        let at = walker.place(node);
        let message = format!("this is taken for the subtitle: {}", plain(&runs).trim());
        let help = "where it is part of the title, write both into `title`";
        walker.report.guess(at, message, help);
        let runs = match manuscript.subtitle.take() {
            Some(mut first) => {
                first.push(Run::Text(" ".into()));
                first.extend(runs);
                first
            }
            None => runs,
        };
        let space = |run| if run == Run::Break { Run::Text(" ".into()) } else { run };
        manuscript.subtitle = Some(tidy(runs.into_iter().map(space).collect()));
    } else if let Some(node) = found {
        subtitle(walker, root, node, manuscript);
    }
    found
}

/// What stands in small letters behind the title, within its heading.
fn subtitle_within(tree: &Tree, title: NodeId) -> Option<NodeId> {
    let shown = |node: &NodeId| !tree.text(*node).trim().is_empty();
    let last = tree.children(title).iter().copied().rfind(shown)?;
    let class = tree.attribute(last, "class").unwrap_or("").to_lowercase();
    let called = class.split_whitespace().any(|class| {
        let class = class.replace(['-', '_'], "");
        class.ends_with("subtitle")
            || class.ends_with("subline")
            || class.ends_with("subheading")
    });
    let words = tree.text(last).split_whitespace().count();
    let others = tree.text(title).split_whitespace().count() - words;
    let shown = tree.text(last);
    // A date, a section or a sign of the page is no subtitle.
    let is_line = shown
        .trim_start()
        .starts_with(|c: char| c.is_alphabetic() || "«“„\"".contains(c))
        && !shown.contains(['|', '•', '·']);
    let fits = is_line && (tree.name(last) == "small" || called);
    (fits && words > 1 && others > 0).then_some(last)
}

/// Tells of a title in several lines, of which one may be no part of it.
fn tell_lines(walker: &mut Walker<'_>, title: NodeId, runs: &Runs) {
    let lines: Vec<String> = runs
        .split(|run| *run == Run::Break)
        .map(|line| plain(line).trim().to_string())
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > 1 {
        let message = format!(
            "the title has several lines on the page, and one here: {}",
            lines.join(" / ")
        );
        let at = walker.place(title);
        let help = "where one of them is a subtitle, write it into `subtitle`; a kicker, put into the text";
        walker.report.guess(at, message, help);
    }
}

/// The heading of a lower level right before the body of a post, as blogs have it whose first level is
/// the name of the site: one of what the page calls itself, or that is called the title of the post.
fn beside_body(tree: &Tree, root: NodeId, called: Option<&str>) -> Option<NodeId> {
    let around = tree.nodes[root].parent?;
    let before = tree.children(around).iter().take_while(|node| **node != root);
    let below = before.flat_map(|node| tree.below(*node));
    below.into_iter().find(|node| {
        matches!(tree.name(*node), "h2" | "h3")
            && has_words(tree, *node)
            && tree.text(*node).chars().count() <= LONGEST
            && (is_of_post(tree, *node)
                || called.is_some_and(|called| is_same(&tree.text(*node), called)))
    })
}

/// A paragraph before all headings that a word processor says is the title.
fn styled(walker: &Walker<'_>, root: NodeId) -> Option<NodeId> {
    let tree = walker.tree;
    let heading = |node: &NodeId| matches!(tree.name(*node), "h1" | "h2" | "h3");
    tree.below(root).take_while(|node| !heading(node)).find(|node| {
        let class = tree.attribute(*node, "class").unwrap_or("");
        let called = class
            .split_whitespace()
            .any(|it| matches!(it, "title" | "Title" | "MsoTitle"));
        tree.name(*node) == "p"
            && called
            && tree.text(*node).chars().count() <= LONGEST
            && has_words(tree, *node)
            && leads(walker, root, *node)
    })
}

/// The longest title, and the longest subtitle.
const LONGEST: usize = 200;

/// The subtitle straight behind a title: what stands with it in a group of headings, or is called
/// so. It leaves the text.
fn subtitle(
    walker: &mut Walker<'_>,
    root: NodeId,
    title: NodeId,
    manuscript: &mut Manuscript,
) {
    let tree = walker.tree;
    let group = tree.above(title).find(|above| tree.name(*above) == "hgroup");
    let below: Vec<NodeId> = tree.below(root).collect();
    let past = below.iter().position(|node| *node == title);
    let grouped = group.and_then(|group| {
        let is_line = |node: &NodeId| {
            matches!(tree.name(*node), "p" | "h2" | "h3" | "h4") && has_words(tree, *node)
        };
        let behind = tree.below(group).skip_while(|node| *node != title).skip(1);
        behind.into_iter().find(is_line)
    });
    let called = || {
        let behind = below[past? + 1..].iter().copied();
        let behind = behind.filter(|node| !tree.above(*node).any(|above| above == title));
        let mut letters = 0;
        for node in behind {
            let class = tree.attribute(node, "class").unwrap_or("").to_lowercase();
            let is_called = class.split_whitespace().any(|class| {
                // `has-subtitle` is a word of the layout.
                let mut words = class.split(['-', '_']);
                class.ends_with("subtitle")
                    || class.ends_with("sub-title")
                    || words.clone().any(|word| word == "subtitle")
                        && !words.any(|word| matches!(word, "has" | "with" | "no"))
            });
            let is_called = is_called
                || tree.attribute(node, "itemprop") == Some("alternativeHeadline");
            let furniture = std::iter::once(node)
                .chain(tree.above(node))
                .any(|above| furniture::is_furniture(tree, above));
            if is_called && !furniture && has_words(tree, node) {
                return Some(node);
            }
            if let Data::Text(words) = &tree.nodes[node].data
                && !furniture
            {
                letters += words.chars().filter(|c| c.is_alphabetic()).count();
            }
            if letters > 0 {
                return None;
            }
        }
        None
    };
    let Some(node) = grouped.or_else(called) else { return };
    let runs = unwrapped(tidy(walker.flat(node)));
    let words = plain(&runs);
    let known = manuscript.subtitle.as_ref().map(|known| plain(known));
    let again = known.as_ref().is_some_and(|known| known.trim() == words.trim());
    if known.is_some() && !again
        || words.chars().count() > LONGEST
        || runs.iter().any(|run| matches!(run, Run::Note(_) | Run::Picture(_)))
    {
        return;
    }
    let at = walker.place(node);
    walker.skipped.insert(node);
    if again {
        return walker.report.drop(at, SUBTITLE_AGAIN, &words);
    }
    walker.report.cut(at, &words, Fate::FrontMatter);
    walker.report.guess(
        at,
        format!("this is taken for the subtitle: {}", words.trim()),
        "it stands in the front matter",
    );
    let space = |run| if run == Run::Break { Run::Text(" ".into()) } else { run };
    manuscript.subtitle = Some(tidy(runs.into_iter().map(space).collect()));
}

/// What is said of a subtitle that stands in the text, too.
const SUBTITLE_AGAIN: &str = "the subtitle stands twice, and is left out here";

/// What is said of a date that stands in the text, too.
const DATE_AGAIN: &str = "the date stands twice, and is left out here";

/// Whether a heading has words that are shown, and not a drawing alone.
fn has_words(tree: &Tree, node: NodeId) -> bool {
    tree.below(node).any(|below| {
        let Data::Text(words) = &tree.nodes[below].data else { return false };
        let within = tree.above(below).take_while(|above| *above != node);
        !words.trim().is_empty()
            && !within.into_iter().any(|above| {
                furniture::is_unseen(tree.name(above))
                    || furniture::is_furniture(tree, above)
            })
    })
}

/// Whether a heading says what the page calls itself, but for the name of its site.
pub(super) fn is_same(heading: &str, called: &str) -> bool {
    let fold = |text: &str| -> Vec<char> {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (a, b) = (fold(heading), fold(called));
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let text = |signs: &[char]| signs.iter().collect::<String>();
    !a.is_empty()
        && (shared * 10 >= a.len().min(b.len()) * 6 || text(&b).contains(&text(&a)))
}

/// Whether a heading is all of what the page calls itself, but for the name of its site behind it.
pub(super) fn is_whole(heading: &str, called: &str) -> bool {
    const FEWEST: usize = 8;
    let fold = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let heading = fold(heading);
    let signs = [" | ", " – ", " - ", " — ", " :: ", " « ", " · "];
    let before = signs.iter().filter_map(|sign| called.rsplit_once(sign));
    let is_long = heading.chars().count() >= FEWEST;
    !heading.is_empty()
        && (heading == fold(called)
            || before.into_iter().any(|(title, _)| is_long && heading == fold(title)))
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
        // A paragraph of the text is none of the head.
        let parent = tree.nodes[node].parent.unwrap_or(0);
        let paragraph = std::iter::once(parent)
            .chain(tree.above(parent))
            .find(|above| tree.name(*above) == "p")
            .map_or(String::new(), |above| tree.text(above));
        let is_text = paragraph.trim_end().ends_with(['.', '!', '?'])
            && paragraph.split_whitespace().count() >= 12;
        // A byline stands below the title, which is the line above it.
        let signed = letters > 0
            && super::super::names::byline(
                &paragraph.split_whitespace().collect::<Vec<_>>().join(" "),
            )
            .is_some();
        if titled || (is_text || signed) && !hidden {
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

/// Headings or paragraphs at the beginning that say the title or the subtitle once more.
pub(super) fn drop_title_again(manuscript: &mut Manuscript, report: &mut Report) {
    let of = |runs: &Option<Runs>| runs.as_ref().map(|runs| plain(runs));
    let (title, subtitle) = (of(&manuscript.title), of(&manuscript.subtitle));
    let both = match (&title, &subtitle) {
        (Some(title), Some(subtitle)) => Some(format!("{title}: {subtitle}")),
        (Some(_) | None, _) => None,
    };
    for (said, what) in [
        (title, "the title stands twice, and is left out here"),
        (both, "the title stands twice, and is left out here"),
        (subtitle, SUBTITLE_AGAIN),
        (manuscript.date.clone(), DATE_AGAIN),
    ] {
        let Some(said) = said else { continue };
        let again = manuscript.blocks.iter().take(3).position(|block| {
            // A date that is no heading is weighed against others.
            (what != DATE_AGAIN || block.heading().is_some())
                && block.line().is_some_and(|runs| plain(runs).trim() == said.trim())
        });
        if let Some(at) = again {
            let block = manuscript.blocks.remove(at);
            report.drop(block.at, what, &said);
        }
    }
}
