//! The parts of a .docx, and what the ids in them stand for.

use std::collections::BTreeMap;

use super::super::package::{Package, Unreadable, attribute, creator, parse};

/// The parts of the document that have text, in the order of [`super::Lines`].
pub(super) const BODY: usize = 0;
pub(super) const FOOTNOTES: usize = 1;
pub(super) const ENDNOTES: usize = 2;
pub(super) const COMMENTS: usize = 3;

/// What is unpacked of a document.
pub(super) struct Parts {
    /// The names and the XML of the parts with text; one that is missing is an empty element.
    pub texts: [(String, String); 4],
    pub styles: String,
    pub numbering: String,
    /// Of each part with text, addresses and parts by their ids.
    pub targets: [BTreeMap<String, String>; 4],
    /// The pictures, by their addresses.
    pub media: BTreeMap<String, Vec<u8>>,
    /// Pages and texts within the document, by their addresses.
    pub chunks: BTreeMap<String, Vec<u8>>,
    /// The words of charts and diagrams, by their addresses.
    pub drawn: BTreeMap<String, String>,
    /// The words above and below the pages.
    pub margins: Vec<String>,
    /// Who made the file, by its own words.
    pub creator: String,
}

/// What names of pictures end with.
const PICTURES: &[&str] =
    &[".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".tiff", ".bmp"];

/// Unpacks what is read.
pub(super) fn unpack(bytes: &[u8]) -> Result<Parts, Unreadable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let missing = || Unreadable {
        message: format!("it is damaged: its part `{main}` is missing"),
        help: "open it in its word processor, save it anew, and import that",
    };
    let body = package.text(&main)?.ok_or_else(missing)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_string();
    let beside = |name: &str| {
        if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
    };
    let mut targets: [BTreeMap<String, String>; 4] = Default::default();
    let mut texts = [
        (main, body),
        (beside("footnotes.xml"), String::new()),
        (beside("endnotes.xml"), String::new()),
        (beside("comments.xml"), String::new()),
    ];
    for (part, (name, text)) in texts.iter_mut().enumerate() {
        if part != BODY {
            *text = package.text(name)?.unwrap_or_default();
        }
        targets[part] = relations(&mut package, name)?;
        or_none(text);
    }
    let mut other = |name: &str| -> Result<String, Unreadable> {
        let mut text = package.text(&beside(name))?.unwrap_or_default();
        or_none(&mut text);
        Ok(text)
    };
    let (styles, numbering) = (other("styles.xml")?, other("numbering.xml")?);
    let mut media = BTreeMap::new();
    for target in targets.iter().flat_map(BTreeMap::values) {
        let lower = target.to_lowercase();
        let is_picture = lower.contains("media/")
            || PICTURES.iter().any(|ending| lower.ends_with(ending));
        if is_picture
            && !target.contains("://")
            && let Some(bytes) = package.part(&within(&folder, target))?
        {
            media.insert(target.clone(), bytes);
        }
    }
    let (mut chunks, mut drawn) = (BTreeMap::new(), BTreeMap::new());
    for target in targets.iter().flat_map(BTreeMap::values) {
        let lower = target.to_lowercase();
        let path = within(&folder, target);
        if lower.contains("://") {
            continue;
        }
        if CHUNKS.iter().any(|ending| lower.ends_with(ending)) {
            if let Some(bytes) = package.part(&path)? {
                chunks.insert(target.clone(), bytes);
            }
        } else if (lower.contains("charts/") || lower.contains("diagrams/data"))
            && lower.ends_with(".xml")
            && let Some(text) = package.text(&path)?
        {
            let document = parse(&path, &text)?;
            drawn.insert(target.clone(), words_of_drawing(document.root_element()));
        }
    }
    let mut margins = Vec::new();
    for target in targets[BODY].values() {
        let name = target.rsplit('/').next().unwrap_or("");
        if !name.starts_with("header") && !name.starts_with("footer") {
            continue;
        }
        let path = within(&folder, target);
        if let Some(text) = package.text(&path)? {
            let words = super::words(parse(&path, &text)?.root_element());
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if words.chars().any(char::is_alphabetic) && !margins.contains(&words) {
                margins.push(words);
            }
        }
    }
    let about = package.text("docProps/core.xml")?.unwrap_or_default();
    let creator = creator(&about);
    Ok(Parts {
        texts,
        styles,
        numbering,
        targets,
        media,
        chunks,
        drawn,
        margins,
        creator,
    })
}

/// What names of pages and texts within a document end with.
const CHUNKS: &[&str] = &[".htm", ".html", ".xhtml", ".mht", ".mhtml", ".txt"];

/// The words and figures of a chart or a diagram.
fn words_of_drawing(root: roxmltree::Node<'_, '_>) -> String {
    let said = root
        .descendants()
        .filter(|node| node.is_element() && matches!(node.tag_name().name(), "t" | "v"));
    let words: Vec<&str> = said.filter_map(|node| node.text()).collect();
    words.join(" ")
}

/// A part that is missing, as one without anything in it.
fn or_none(text: &mut String) {
    if text.trim().is_empty() {
        *text = "<none/>".into();
    }
}

/// The part that is the document.
fn main_part(package: &mut Package<'_>) -> Result<String, Unreadable> {
    if let Some(text) = package.text("_rels/.rels")? {
        let relations = parse("_rels/.rels", &text)?;
        let found = relations.descendants().find(|node| {
            attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        });
        if let Some(target) = found.and_then(|node| attribute(node, "Target")) {
            return Ok(target.trim_start_matches('/').to_string());
        }
    }
    Ok("word/document.xml".into())
}

/// What the ids of a part stand for.
fn relations(
    package: &mut Package<'_>,
    part: &str,
) -> Result<BTreeMap<String, String>, Unreadable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    };
    let mut found = BTreeMap::new();
    if let Some(text) = package.text(&path)? {
        let document = parse(&path, &text)?;
        for node in document.descendants() {
            if let (Some(id), Some(target)) =
                (attribute(node, "Id"), attribute(node, "Target"))
            {
                found.insert(id.to_string(), target.to_string());
            }
        }
    }
    Ok(found)
}

/// The name of a part from where it is named.
fn within(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_string();
    }
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
