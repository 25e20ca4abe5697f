//! The parts of a packed document, unpacked within bounds, and its XML within bounds.
//!
//! Parts are asked for by name; no name of the archive ever becomes the name of a file.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::super::encoding;

/// The most that one part unpacks to, and all together.
const PART_LIMIT: u64 = 64 << 20;
const ALL_LIMIT: u64 = 256 << 20;

/// The most parts of an archive, nodes of a part, and how deep they nest.
const MOST_PARTS: usize = 20_000;
const MOST_NODES: u32 = 3_000_000;
const DEEPEST: u32 = 300;

/// Why a file cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) struct Unreadable {
    pub message: String,
    pub help: &'static str,
}

impl Unreadable {
    fn new(message: impl Into<String>) -> Unreadable {
        let help = "open it in its word processor, save it anew, and import that";
        Unreadable { message: message.into(), help }
    }
}

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    unpacked: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Unreadable::new("it is damaged: its archive cannot be read"))?;
        if archive.len() > MOST_PARTS {
            return Err(Unreadable::new("its archive has more parts than any document"));
        }
        Ok(Package { archive, unpacked: 0 })
    }

    /// A part by its name; `None` if there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let locked = |_| {
            Unreadable::new(format!(
                "its part `{name}` cannot be unpacked; it may have a password"
            ))
        };
        let part = self.archive.by_index(index).map_err(locked)?;
        let left = PART_LIMIT.min(ALL_LIMIT - self.unpacked.min(ALL_LIMIT));
        let mut bytes = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            return Err(Unreadable::new(format!(
                "its part `{name}` unpacks to more than {} MiB",
                left >> 20
            )));
        }
        read.map_err(|_| {
            Unreadable::new(format!(
                "it is damaged: its part `{name}` cannot be unpacked"
            ))
        })?;
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of a part of XML.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.part(name)?.map(|bytes| encoding::decode(&bytes, None, None).text))
    }
}

/// Parses a part. Document types, which bombs are made of, are refused.
pub(super) fn parse<'t>(name: &str, text: &'t str) -> Result<Document<'t>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        Unreadable::new(if matches!(error, roxmltree::Error::DtdDetected) {
            format!(
                "its part `{name}` has a document type, as no word processor writes it"
            )
        } else if matches!(error, roxmltree::Error::NodesLimitReached) {
            format!("its part `{name}` has more elements than any document")
        } else {
            format!("it is damaged: its part `{name}` is no XML ({error})")
        })
    })?;
    match is_too_deep(&document) {
        true => Err(Unreadable::new(format!(
            "its part `{name}` is nested deeper than any document"
        ))),
        false => Ok(document),
    }
}

fn is_too_deep(document: &Document<'_>) -> bool {
    let mut depth = 0;
    let mut at = document.root();
    loop {
        if let Some(child) = at.first_child() {
            depth += 1;
            if depth > DEEPEST {
                return true;
            }
            at = child;
            continue;
        }
        loop {
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            match at.parent() {
                Some(parent) => at = parent,
                None => return false,
            }
            depth = depth.saturating_sub(1);
        }
    }
}

/// An attribute by its name without its prefix.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// A child by its name without its prefix.
pub(super) fn child<'a, 't>(node: Node<'a, 't>, name: &str) -> Option<Node<'a, 't>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Who made a file, by its metadata; what cannot be read there says nothing.
pub(super) fn creator(metadata: &str) -> String {
    let document = parse("metadata", metadata).ok();
    document.as_ref().map(creator_of).unwrap_or_default()
}

/// The same, by metadata that stand in the document itself.
pub(super) fn creator_of(document: &Document<'_>) -> String {
    let of = || {
        let named = document.descendants().find(|node| {
            matches!(node.tag_name().name(), "creator" | "initial-creator")
                && node.parent().is_some_and(|above| {
                    matches!(above.tag_name().name(), "coreProperties" | "meta")
                })
        })?;
        Some(named.text()?.trim().to_string())
    };
    of().unwrap_or_default()
}

/// Whether a node is an element of a name, without its prefix.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}
