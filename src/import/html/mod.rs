//! A saved web page → a manuscript.
//!
//! html5ever reads it as browsers do; [`page`] finds the article and what is furniture, [`notes`]
//! the notes, [`walk`] makes blocks of the rest. Scripts are never run, nothing is fetched: pictures
//! come from the page's own folder.

mod figure;
mod inline;
mod meta;
mod notes;
mod page;
mod table;
mod tree;
mod walk;

use std::collections::BTreeSet;

use super::manuscript::{
    Block, Kind, Manuscript, Run, Runs, close_levels, is_blank, plain, runs_mut, text,
    tidy,
};
use super::report::{Fate, Report};
use super::{front, head, signs, trailer};
use crate::source::{FileId, Span};
pub(super) use figure::cut_to;
pub(super) use tree::Bounds;
use tree::{NodeId, Tree};
use walk::Walker;
pub(super) use walk::unwrapped;

/// What a page is read with.
pub(super) struct Page<'a> {
    pub source: &'a str,
    pub file: FileId,
    /// The name of its file, without the ending.
    pub stem: &'a str,
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// The encoding that a page says it has, in its first bytes.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let after = ["charset=", "encoding="]
        .iter()
        .find_map(|key| head.find(key).map(|at| at + key.len()))?;
    let rest = head[after..].trim_start_matches(['"', '\'', ' ']);
    let name: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    super::encoding::named(&name)
}

/// Why a page cannot be read.
pub(super) fn refused(bounds: Bounds) -> &'static str {
    match bounds {
        Bounds::Nodes => "it has more elements than any page",
        Bounds::Depth => "its elements are nested deeper than browsers show",
    }
}

/// Reads a page.
pub(super) fn read(page: &Page<'_>, report: &mut Report) -> Result<Manuscript, Bounds> {
    let mut tree = Tree::parse(page.source)?;
    page::mark(&mut tree);
    let tree = tree;
    let meta = meta::read(&tree);
    let notes = notes::find(&tree);
    let (root, said) = page::article(&tree);
    let wanted: BTreeSet<&str> = tree
        .below(root)
        .filter(|node| !notes.markers.contains_key(node) && !notes.back.contains(node))
        .filter_map(|node| tree.attribute(node, "href")?.strip_prefix('#'))
        .collect();
    let language =
        meta.language.as_deref().and_then(|tag| crate::info::Lang::parse(tag.trim()));
    let language = language.map(|tag| tag.to_string());
    let lines =
        std::iter::once(0).chain(page.source.match_indices('\n').map(|(at, _)| at + 1));
    let mut walker = Walker {
        tree: &tree,
        notes: &notes,
        report,
        beside: page.beside,
        stem: page.stem,
        source: page.source,
        file: page.file,
        lines: lines.collect(),
        language: language.clone().unwrap_or_default(),
        pictures: Vec::new(),
        wanted,
        skipped: BTreeSet::new(),
        in_note: false,
        ids: Vec::new(),
    };
    let mut manuscript = Manuscript { language, ..Manuscript::default() };
    title(&mut walker, root, meta.title.as_deref(), &mut manuscript);
    left_out(&mut walker, root);
    let mut blocks = walker.blocks(root);
    walker.in_note = true;
    for body in &notes.bodies {
        let mut note = Vec::new();
        for node in body {
            note.append(&mut walker.blocks(*node));
        }
        without_number(&mut note, walker.report);
        let at = body.first().map_or(Span::head(page.file), |node| walker.place(*node));
        if note.is_empty() {
            note.push(Block::paragraph(text("…"), at));
        }
        manuscript.notes.push(note);
    }
    manuscript.pictures = std::mem::take(&mut walker.pictures);
    if !said && !blocks.is_empty() {
        let at = walker.place(root);
        walker.report.guess(at, "the page does not say where its article is; it is taken to be here, where most of the text is", "look whether its beginning and its end are there");
    }
    let report = walker.report;
    for name in &meta.authors {
        manuscript.authors.push(name.clone());
    }
    manuscript.translators = meta.translators;
    manuscript.date = meta.date;
    close_levels(&mut blocks);
    manuscript.blocks = blocks;
    drop_lists_of_links(&mut manuscript, report);
    first_line(&mut manuscript, report);
    drop_title_again(&mut manuscript, report);
    front::settle(&mut manuscript, report);
    drop_note_heading(&mut manuscript, report);
    trailer::settle(&mut manuscript, report);
    cited_in_order(&mut manuscript, report);
    super::links::settle(&mut manuscript, report);
    told_of_meta(&manuscript, Span::head(page.file), report);
    signs::settle(&mut manuscript, report);
    Ok(manuscript)
}

/// What of the head was told by nothing that a reader sees.
fn told_of_meta(manuscript: &Manuscript, at: Span, report: &mut Report) {
    if !manuscript.authors.is_empty() || manuscript.date.is_some() {
        let authors = manuscript.authors.join(", ");
        let date = manuscript.date.clone().unwrap_or_default();
        let message = match (authors.is_empty(), date.is_empty()) {
            (false, false) => {
                format!("author and date, as the page gives them: {authors}; {date}")
            }
            (false, true) => format!("the author, as the page gives it: {authors}"),
            (true, _) => format!("the date, as the page gives it: {date}"),
        };
        report.guess(at, message, "they stand in the front matter");
    }
}

/// The title: the article's `h1`, or what the page calls itself.
fn title(
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
                && !tree.above(*node).any(|above| page::is_furniture(tree, above))
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
            let runs = walk::unwrapped(tidy(walker.flat(node)));
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
        let tree::Data::Text(words) = &tree.nodes[node].data else { continue };
        let hidden = tree.above(node).any(|above| {
            page::is_unseen(tree.name(above)) || page::is_furniture(tree, above)
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

/// Tells what of the page stands outside of the article.
fn left_out(walker: &mut Walker<'_>, root: NodeId) {
    let mut at = root;
    let mut others = Vec::new();
    while let Some(parent) = walker.tree.nodes[at].parent {
        for child in walker.tree.children(parent) {
            let name = walker.tree.name(*child);
            if *child != at && !page::is_unseen(name) && !walker.skipped.contains(child) {
                others.push(*child);
            }
        }
        at = parent;
    }
    others.sort_unstable();
    for node in others {
        if walker.notes.taken.contains(&node) {
            continue;
        }
        let has_title =
            walker.tree.below(node).any(|below| walker.skipped.contains(&below));
        if !has_title {
            let has_notes =
                walker.tree.below(node).any(|below| walker.notes.taken.contains(&below));
            if !has_notes {
                walker.leave_out(node);
            }
            continue;
        }
        for child in walker.tree.below(node) {
            let leaf = matches!(walker.tree.nodes[child].data, tree::Data::Text(_));
            let titled = walker.skipped.contains(&child)
                || walker.tree.above(child).any(|above| walker.skipped.contains(&above));
            if leaf && !titled {
                walker.leave_out(child);
            }
        }
    }
}

/// Lists of nothing but links above the first paragraph are menus.
fn drop_lists_of_links(manuscript: &mut Manuscript, report: &mut Report) {
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
        report.drop(place, "a list of links above the text is left out", &words);
    }
}

/// A page without a title whose first line is short: that is it.
fn first_line(manuscript: &mut Manuscript, report: &mut Report) {
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
    let (at, runs) = (first.at, walk::unwrapped(runs.clone()));
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
fn drop_title_again(manuscript: &mut Manuscript, report: &mut Report) {
    let Some(title) = manuscript.title.as_ref().map(|runs| plain(runs)) else { return };
    let again = manuscript.blocks.iter().take(3).position(|block| {
        block.line().is_some_and(|runs| plain(runs).trim() == title.trim())
    });
    if let Some(at) = again {
        let block = manuscript.blocks.remove(at);
        report.drop(block.at, "the title stands twice, and is left out here", &title);
    }
}

/// The heading above notes that have gone to their places.
fn drop_note_heading(manuscript: &mut Manuscript, report: &mut Report) {
    if manuscript.notes.is_empty() {
        return;
    }
    while let Some(last) = manuscript.blocks.last() {
        let words = match (last.line(), last.kind == Kind::Break) {
            (Some(runs), _) => plain(runs),
            (None, true) => String::new(),
            (None, false) => return,
        };
        let bare = words.trim().trim_end_matches(':').to_lowercase();
        let known = [
            "notes",
            "footnotes",
            "endnotes",
            "references",
            "note",
            "notas",
            "anmerkungen",
            "fußnoten",
            "примечания",
            "notes and references",
            "sources",
        ];
        if !bare.is_empty() && !known.contains(&bare.as_str()) {
            return;
        }
        if !bare.is_empty() {
            report.drop(
                last.at,
                "the heading of the notes is left out, as the notes have their own",
                &words,
            );
        }
        manuscript.blocks.pop();
    }
}

/// Notes whose markers were left out are none; the others are numbered as they are cited.
fn cited_in_order(manuscript: &mut Manuscript, report: &mut Report) {
    super::notes::renumber(manuscript, report);
}

/// Takes the number off that a note begins with.
fn without_number(note: &mut [Block], report: &mut Report) {
    let Some(first) = note.first_mut() else { return };
    let at = first.at;
    let Kind::Paragraph(runs) = &mut first.kind else { return };
    let mut held = std::mem::take(runs);
    // It may stand in emphasis or raised by itself.
    while let Some(run) = held.first() {
        let words = plain(std::slice::from_ref(run));
        let bare = words.trim().trim_matches([
            '[', ']', '(', ')', '.', ':', '^', '↑', '*', '†', '‡', '\u{a0}', ' ',
        ]);
        let counts = bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit());
        let alone = counts && (!words.trim().is_empty() || held.len() > 1);
        if !alone || is_blank(&held[1..]) {
            break;
        }
        report.cut(at, &words, Fate::Markup);
        held.remove(0);
    }
    if let Some(Run::Text(words)) = held.first_mut() {
        let start = words.trim_start_matches(['[', '(', ' ', '^', '↑', '\u{a0}']);
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let rest = start[digits..].trim_start_matches([']', ')', '.', ':', '↑', '^']);
        if digits > 0
            && digits <= 4
            && rest.len() < start.len() - digits
            && rest.starts_with([' ', '\u{a0}'])
        {
            report.cut(at, &words[..words.len() - rest.len()], Fate::Markup);
            *words = rest.to_string();
        } else if digits == 0 && start.len() < words.len() {
            *words = start.to_string();
        }
    }
    *runs = tidy(held);
}
