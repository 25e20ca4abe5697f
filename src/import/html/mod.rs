//! A saved web page → a manuscript.
//!
//! html5ever reads it as browsers do; [`furniture`] tells what is none of a text, [`article`] finds
//! the article, [`notes`] its notes, and [`walk`] makes blocks of the rest. Scripts are never run,
//! nothing is fetched: pictures come from the page's own folder.

mod above_title;
mod article;
mod beside;
mod brackets;
mod builder;
mod caption;
mod captioned;
mod density;
mod figure;
mod foot;
mod formula;
mod furniture;
mod inline;
mod lead_picture;
mod list;
mod loose;
mod lost_links;
mod marked;
mod menus;
mod meta;
mod note_lines;
mod note_parts;
mod note_text;
mod notes;
mod picture;
mod place;
mod printed;
mod program;
mod quote;
mod repair;
mod rest;
mod run_together;
mod sentence;
mod sheet;
mod site_name;
mod starts;
mod table;
mod tags;
mod title;
mod tree;
mod verse;
mod walk;
mod word;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use super::manuscript::{Block, Manuscript, close_levels, plain, runs_mut, text};
use super::report::Report;
use super::{front, signs, trailer};
use crate::source::{FileId, Span};
use density::Density;
use sheet::Sheet;
pub(super) use tree::Bounds;
use tree::{NodeId, Tree};
use walk::Walker;

/// What a page is read with.
pub(super) struct Page<'a> {
    pub source: &'a str,
    pub file: FileId,
    /// The name of its file, without the ending.
    pub stem: &'a str,
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The address that it had, where an archive says it.
    pub location: Option<&'a str>,
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
        Bounds::Attributes => "one of its elements has more attributes than any has",
    }
}

/// An article of fewer words is most likely none, on a page that has many times as many.
const FEWEST_WORDS: usize = 60;
const LEAST_PART: usize = 20;
/// On one that has some times as many it may be none.
const DOUBTFUL_PART: usize = 4;
/// One of fewer is so where it is not half of the page.
const FEWEST: usize = 25;

/// Reads a page. Where next to nothing is left of it, classes are not believed and it is read anew.
pub(super) fn read(page: &Page<'_>, report: &mut Report) -> Result<Manuscript, Bounds> {
    let source = xml::as_page(page.source);
    let tree = Tree::parse(&source)?;
    let hidden =
        tree.below(0).filter(|node| matches!(tree.name(*node), "noscript" | "template"));
    let hidden: usize =
        hidden.map(|node| tree.unseen_text(node).split_whitespace().count()).sum();
    let all = tree.text(0).split_whitespace().count() + hidden;
    let count = |manuscript: &Manuscript| {
        let mut count = 0;
        runs_mut(&mut manuscript.blocks.clone(), &mut |runs, _| {
            count += plain(runs).split_whitespace().count();
        });
        for note in &manuscript.notes {
            runs_mut(&mut note.clone(), &mut |runs, _| {
                count += plain(runs).split_whitespace().count();
            });
        }
        count
    };
    let is_little = |words: usize| {
        words < FEWEST && words * 2 < all
            || words < FEWEST_WORDS && words * LEAST_PART < all
    };
    let mut own = Report::default();
    let manuscript = read_tree(page, tree, true, &mut own);
    let words = count(&manuscript);
    let help = "look whether the article is there; else copy it from the page into a text file, and import that";
    if !is_little(words) {
        report.append(own);
        if words < FEWEST_WORDS && words * DOUBTFUL_PART < all {
            let message = format!(
                "few words of the page were taken for its article: {words} of {all}"
            );
            report.doubt(Span::head(page.file), message, help);
        }
        return Ok(manuscript);
    }
    let mut other = Report::default();
    let again = read_tree(page, Tree::parse(&source)?, false, &mut other);
    let more = count(&again);
    let (manuscript, own, words) = match more > words {
        true => (again, other, more),
        false => (manuscript, own, words),
    };
    report.append(own);
    let message = match is_little(words) {
        true => format!(
            "little of the page was taken for its article: {words} words of {all}"
        ),
        false => {
            "the page says of its text that it is none, and it was taken nevertheless"
                .into()
        }
    };
    report.doubt(Span::head(page.file), message, help);
    Ok(manuscript)
}

fn read_tree(
    page: &Page<'_>,
    mut tree: Tree,
    hints: bool,
    report: &mut Report,
) -> Manuscript {
    let printed = printed::take_numbers(&mut tree);
    repair::repair(&mut tree, page.source, page.location);
    note_lines::part(&mut tree);
    formula::choose(&mut tree);
    furniture::mark(&mut tree, hints);
    let notes = notes::find(&tree);
    let density = Density::of(&tree);
    let (root, said) = article::article(&tree, &density);
    let meta = meta::read(&tree, root);
    menus::mark(&mut tree, root, &density, &notes);
    let tree = tree;
    let places = repair::places(&tree);
    let own = notes.bodies.iter().flatten().chain(&notes.back);
    let own =
        own.flat_map(|node| [tree.attribute(*node, "id"), tree.attribute(*node, "name")]);
    let around = note_text::places_around(&tree, &notes);
    let bodies: BTreeSet<&str> = own.flatten().chain(around.iter().copied()).collect();
    let wanted: BTreeSet<&str> = tree
        .below(root)
        .filter(|node| !notes.markers.contains_key(node) && !notes.back.contains(node))
        .filter_map(|node| tree.attribute(node, "href")?.strip_prefix('#'))
        .filter(|place| places.contains(*place))
        // A note has no place of its own in a book.
        .filter(|place| !bodies.contains(place))
        .collect();
    let language = meta.language.as_deref().and_then(super::language::stated);
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
        starts: starts::of(&tree, page.source),
        lines: lines.collect(),
        language: language.clone().unwrap_or_default(),
        pictures: Vec::new(),
        wanted,
        note_places: notes.places(&tree).into_iter().chain(around).collect(),
        skipped: BTreeSet::new(),
        in_note: false,
        ids: Vec::new(),
        anchors: BTreeSet::new(),
        same_place: BTreeMap::new(),
        sheet: Sheet::read(&tree),
        pieces: None,
        told_scheme: false,
        pull_quotes: 0,
        lost_links: Vec::new(),
    };
    let mut manuscript = Manuscript { language, ..Manuscript::default() };
    let title = title::title(&mut walker, root, meta.title.as_deref(), &mut manuscript);
    let title_at = walker.place(title.unwrap_or(root));
    let before = above_title::before(&walker, root, title);
    let below: BTreeSet<usize> = tree.below(root).collect();
    let spared = tree.spared.iter().filter(|node| below.contains(node));
    let spared: Vec<_> = spared.map(|node| (*node, walker.place(*node))).collect();
    let mut blocks = Vec::new();
    let first =
        density.paragraphs.iter().find(|node| tree.above(**node).any(|it| it == root));
    if let Some(first) = first {
        lead_picture::leave_out_portraits(&mut walker, root, *first);
    }
    printed::tell(&mut walker, root, &printed);
    let leads = rest::left_out(&mut walker, root, title);
    for lead in leads.before {
        let words = walker.runs(lead);
        walker.paragraph(words, lead, &mut blocks);
    }
    for picture in leads.pictures {
        match tree.name(picture) != "img" {
            true => walker.block(picture, &mut blocks),
            false => walker.figure(picture, &[], &mut blocks),
        }
    }
    blocks.append(&mut walker.blocks(root));
    for lead in leads.behind {
        let words = walker.runs(lead);
        walker.paragraph(words, lead, &mut blocks);
    }
    // What marks a place behind the last block marks none of the notes.
    walker.ids.clear();
    walker.in_note = true;
    let signs = notes.signs(&tree);
    for (number, body) in notes.bodies.iter().enumerate() {
        let mut note = Vec::new();
        for (place, node) in body.iter().enumerate() {
            match place {
                0 => note.append(&mut walker.blocks(*node)),
                _ => walker.block(*node, &mut note),
            }
        }
        let sign = signs.get(&number).map(String::as_str);
        note_text::without_number(&mut note, sign, walker.report);
        let at = body.first().map_or(Span::head(page.file), |node| walker.place(*node));
        if note.is_empty() {
            note.push(Block::paragraph(text("…"), at));
        }
        manuscript.notes.push(note);
    }
    note_text::tell_doubts(&mut walker, root);
    notes.terms.iter().for_each(|node| walker.cut(*node));
    for (node, what) in &notes.left_out {
        let (at, words) = (walker.place(*node), tree.text(*node));
        if !words.trim().is_empty() {
            walker.report.drop(at, what, &words);
        }
    }
    manuscript.pictures = std::mem::take(&mut walker.pictures);
    if !said && !blocks.is_empty() {
        let at = walker.place(root);
        walker.report.guess(at, "the page does not say where its article is; it is taken to be here, where most of the text is", "look whether its beginning and its end are there");
    }
    let place = |node: Option<NodeId>, words: Option<&str>| {
        let words = words.unwrap_or("");
        node.map_or(Span::head(page.file), |node| walker.place_of(node, words))
    };
    let authors_at = place(meta.authors_at, meta.first_author());
    let date_at = place(meta.date_at, meta.date.as_deref());
    let (authors, date) = (meta.authors.clone(), meta.date.clone());
    let same_place = std::mem::take(&mut walker.same_place);
    let links = std::mem::take(&mut walker.lost_links);
    let report = walker.report;
    for name in &meta.authors {
        manuscript.authors.push(name.clone());
    }
    manuscript.date = meta.date.clone();
    close_levels(&mut blocks);
    manuscript.blocks = blocks;
    brackets::take_off(&mut manuscript.blocks, report);
    super::head::lift_pictures(&mut manuscript, title_at, report);
    super::links::lead_to_first(&mut manuscript, &same_place);
    super::typed::settle(&mut manuscript, report);
    rest::drop_sales(&mut manuscript, report);
    rest::drop_lists_of_links(&mut manuscript, report);
    title::first_line(&mut manuscript, report);
    title::drop_title_again(&mut manuscript, report);
    front::settle(&mut manuscript, trailer::Origin::Page, report);
    note_text::drop_note_heading(&mut manuscript, report);
    foot::settle(&mut manuscript, &menus::Site::of(&tree), meta.site.as_deref(), report);
    trailer::settle(&mut manuscript, trailer::Origin::Page, report);
    // Those of headings that were left out are free.
    close_levels(&mut manuscript.blocks);
    super::numbered::settle(&mut manuscript, report);
    super::notes::renumber(&mut manuscript, super::notes::Uncited::Never, report);
    above_title::tell_before(before, &manuscript, report);
    super::unlinked::tell(&manuscript, report);
    super::cells::tell_pictures(&manuscript, report);
    super::links::settle(&mut manuscript, report);
    lost_links::tell(links, &manuscript, report);
    lost_links::tell_spared(&tree, &spared, &manuscript, report);
    run_together::part_glued(&mut manuscript.authors, &authors, authors_at, report);
    let told = (manuscript.authors == authors, manuscript.date == date);
    told_of_meta(told, &manuscript, (authors_at, date_at), report);
    if told.0 {
        meta.tell_turned(authors_at, report);
    }
    manuscript.date_of_programs = told.1.then_some(date_at);
    signs::settle(&mut manuscript, report);
    manuscript
}

/// Tells what of the head is what the page says of itself, unless the text said it, too.
fn told_of_meta(
    (authors, date): (bool, bool),
    manuscript: &Manuscript,
    (authors_at, date_at): (Span, Span),
    report: &mut Report,
) {
    let names = manuscript.authors.join(", ");
    if authors && !names.is_empty() {
        let message = format!("the author, as the page gives it: {names}");
        report.guess(authors_at, message, "it stands in the front matter");
    }
    if let Some(date) = manuscript.date.as_ref().filter(|_| date) {
        let message = format!("the date, as the page gives it: {date}");
        report.guess(date_at, message, "it stands in the front matter");
    }
}
