//! .odt and .fodt: OpenDocument text.

mod body;
mod frames;
mod inlines;
mod lists;
mod styles;
mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use roxmltree::{Document, Node};

use super::bookmarks::Bookmarks;
use super::flow;
use super::package::{
    Package, Unreadable, attribute, child, creator, creator_of, is, parse,
};
use super::paragraphs::Lines;
use super::reading::Reading;
use crate::import::encoding;
use crate::import::manuscript::Manuscript;
use crate::import::report::Report;
use crate::source::{FileId, Files};
use styles::Styles;

struct Reader<'a, 't> {
    reading: Reading<'a>,
    styles: Styles,
    media: BTreeMap<String, Vec<u8>>,
    /// The letters of formulas, by the folders of their parts.
    formulas: BTreeMap<String, String>,
    bookmarks: Bookmarks,
    /// What was deleted, by the id of the change.
    deleted: BTreeMap<String, Node<'a, 't>>,
    next_list: u64,
    /// The lists by the names that others go on with.
    list_ids: BTreeMap<String, u64>,
    /// Where a list of a style goes on.
    counters: BTreeMap<(String, usize), u64>,
    /// The styles of lists of which was told how they count.
    told: BTreeSet<(String, usize)>,
}

pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    packed: bool,
    files: &mut Files,
    report: &mut Report,
) -> Result<(Manuscript, FileId), Unreadable> {
    let (mut media, mut formulas) = (BTreeMap::new(), BTreeMap::new());
    let mut made_by = String::new();
    let (content, style_text) = match packed {
        true => {
            let about = Package::open(bytes)?.text("meta.xml")?.unwrap_or_default();
            made_by = creator(&about);
            unpack(bytes, &mut media, &mut formulas)?
        }
        false => (encoding::decode(bytes, None, None).text, String::new()),
    };
    let style_text =
        if style_text.trim().is_empty() { "<none/>".to_string() } else { style_text };
    let document = parse("content.xml", &content)?;
    if !packed {
        made_by = creator_of(&document);
    }
    let style_document = parse("styles.xml", &style_text)?;
    let lines = lines(&document);
    let file = files.add(path, &lines.text);
    let mut styles = Styles::default();
    styles.add(&style_document);
    styles.add(&document);
    let language = styles::default_language(&style_document)
        .or_else(|| styles::default_language(&document));
    let mut reading = Reading::new(&lines, file, report);
    reading.language = language.clone().unwrap_or_default();
    reading.inserted =
        document.descendants().filter(|node| is(*node, "insertion")).count();
    let mut manuscript = Manuscript { language, ..Manuscript::default() };
    let mut reader = Reader {
        reading,
        styles,
        media,
        formulas,
        bookmarks: bookmarks(&document),
        deleted: deleted(&document),
        next_list: 0,
        list_ids: BTreeMap::new(),
        counters: BTreeMap::new(),
        told: BTreeSet::new(),
    };
    let mut pieces = Vec::new();
    let body = document
        .descendants()
        .find(|node| is(*node, "text") && node.parent().is_some_and(|it| is(it, "body")));
    if let Some(body) = body {
        reader.blocks(body, &mut pieces);
    }
    reader.reading.tell_inserted();
    let masters = style_document.descendants().chain(document.descendants());
    let margins = masters.filter(|node| {
        let name = node.tag_name().name();
        (name.starts_with("header") || name.starts_with("footer"))
            && node.parent().is_some_and(|above| is(above, "master-page"))
    });
    let mut told: Vec<String> = Vec::new();
    for words in margins.map(words) {
        if words.chars().any(char::is_alphabetic) && !told.contains(&words) {
            told.push(words);
        }
    }
    reader.reading.tell_margins(&told);
    reader.reading.finish(&mut manuscript);
    let manuscript =
        flow::manuscript(pieces, manuscript, &made_by, reader.reading.report);
    Ok((manuscript, file))
}

/// The content and the styles of a packed document; its pictures go into `media`, the letters of its
/// formulas into `formulas`.
fn unpack(
    bytes: &[u8],
    media: &mut BTreeMap<String, Vec<u8>>,
    formulas: &mut BTreeMap<String, String>,
) -> Result<(String, String), Unreadable> {
    let mut package = Package::open(bytes)?;
    let missing = || Unreadable {
        message: "it is damaged: its part `content.xml` is missing".into(),
        help: "open it in its word processor, save it anew, and import that",
    };
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable {
            message: "it has a password".into(),
            help: "open it in its word processor, save it without one, and import that",
        });
    }
    let content = package.text("content.xml")?.ok_or_else(missing)?;
    let styles = package.text("styles.xml")?.unwrap_or_default();
    let document = parse("content.xml", &content)?;
    for image in document.descendants().filter(|node| is(*node, "image")) {
        if let Some(to) = attribute(image, "href")
            && !to.contains("://")
            && let Some(bytes) = package.part(to.trim_start_matches("./"))?
        {
            media.insert(to.to_string(), bytes);
        }
    }
    for object in document.descendants().filter(|node| is(*node, "object")) {
        let Some(folder) = attribute(object, "href").map(frames::folder) else {
            continue;
        };
        let name = format!("{folder}/content.xml");
        let Some(text) = package.text(&name)? else { continue };
        // What cannot be read here is told where it stands.
        let Ok(part) = parse(&name, &text) else { continue };
        if is(part.root_element(), "math") {
            formulas.insert(folder.to_string(), frames::letters(part.root_element()));
        }
    }
    Ok((content, styles))
}

/// The paragraphs as lines, without those that were deleted.
fn lines(document: &Document<'_>) -> Lines {
    let mut lines = Lines::default();
    let is_shown =
        |node: Node<'_, '_>| !node.ancestors().any(|above| is(above, "tracked-changes"));
    lines.add(
        document,
        |node| {
            let begins = matches!(node.tag_name().name(), "p" | "h");
            (begins || body::is_loose_text(node)) && is_shown(node)
        },
        |node| {
            matches!(
                node.tag_name().name(),
                "p" | "h" | "span" | "a" | "ruby-base" | "meta" | "sequence"
            )
        },
    );
    lines
}

/// What the names of headings begin with among those of bookmarks.
const HEADING: &str = "heading ";

/// The bookmarks, and the headings by their words, to which links lead, too.
fn bookmarks(document: &Document<'_>) -> Bookmarks {
    let mut bookmarks = Bookmarks::default();
    for node in document.descendants().filter(|node| is(*node, "p") || is(*node, "h")) {
        let marks = node.descendants().filter(|below| {
            matches!(
                below.tag_name().name(),
                "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start"
            )
        });
        for name in marks.filter_map(|mark| attribute(mark, "name")) {
            bookmarks.mark(name);
        }
        let words = words(node);
        if is(node, "h") {
            bookmarks.mark(&format!("{HEADING}{}", words.trim()));
        }
        bookmarks.paragraph(node, &words);
    }
    bookmarks
}

/// What tracked changes deleted, by the id of the change.
fn deleted<'a, 't>(document: &'a Document<'t>) -> BTreeMap<String, Node<'a, 't>> {
    let mut deleted = BTreeMap::new();
    for region in document.descendants().filter(|node| is(*node, "changed-region")) {
        if let (Some(id), Some(deletion)) =
            (attribute(region, "id"), child(region, "deletion"))
        {
            deleted.insert(id.to_string(), deletion);
        }
    }
    deleted
}

/// The words below a node.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for below in node.descendants() {
        if below.is_text() {
            out.push_str(below.text().unwrap_or(""));
        } else if matches!(
            below.tag_name().name(),
            "p" | "h" | "s" | "tab" | "line-break"
        ) && !out.ends_with(' ')
            && !out.is_empty()
        {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
