//! Reads an archive of ours back.

use std::io::{Cursor, Read};

use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::super::walk::{Piece, attribute, pieces};
use super::{Inventory, Item};

/// The folder of the package document.
const FOLDER: &str = "EPUB/";

/// All but the limits.
pub(super) fn archive(file: &str, bytes: &[u8]) -> Option<Inventory> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut read: Vec<(Item, Vec<u8>)> = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let path = entry.name().ok()?.into_owned();
        let (size, packed) = (entry.size(), entry.compressed_size());
        let mut content = Vec::new();
        entry.read_to_end(&mut content).ok()?;
        let item = Item {
            path,
            media_type: None,
            bytes: size,
            packed,
            what: String::new(),
            pixels: None,
            place: None,
        };
        read.push((item, content));
    }
    let text = |path: &str| {
        let (_, content) = read.iter().find(|(item, _)| item.path == path)?;
        std::str::from_utf8(content).ok().map(str::to_owned)
    };
    let package = Package::read(&text("EPUB/package.opf")?);
    let nav = Ways::read(&text("EPUB/nav.xhtml").unwrap_or_default());
    for (item, content) in &mut read {
        let href = item.path.strip_prefix(FOLDER).unwrap_or("");
        item.media_type = package.kinds.get(href).cloned();
        item.place =
            package.spine.iter().position(|known| known == href).map(|at| at + 1);
        item.pixels = pixels(item, content);
        item.what = what(item, content, &nav);
    }
    Some(Inventory {
        file: file.to_owned(),
        bytes: bytes.len() as u64,
        files: read.into_iter().map(|(item, _)| item).collect(),
        spine: package.spine,
        contents: nav.contents,
        depth: nav.depth,
        landmarks: nav.landmarks,
        pages: nav.pages,
        metadata: package.metadata,
        limits: Vec::new(),
    })
}

/// The package document.
#[derive(Default)]
struct Package {
    /// Media types by where files are.
    kinds: FxHashMap<String, String>,
    spine: Vec<String>,
    metadata: Vec<(String, String)>,
}

impl Package {
    fn read(text: &str) -> Package {
        let mut package = Package::default();
        let mut files: FxHashMap<&str, &str> = FxHashMap::default();
        // What words of metadata are of; what refines another belongs to it.
        let mut open: Option<(String, Option<String>)> = None;
        let mut called: FxHashMap<&str, String> = FxHashMap::default();
        for (_, piece) in pieces(text) {
            match piece {
                Piece::Empty("item", tag) => {
                    let of = |name| attribute(tag, name).unwrap_or("");
                    files.insert(of("id"), of("href"));
                    package
                        .kinds
                        .insert(of("href").to_owned(), of("media-type").to_owned());
                }
                Piece::Empty("itemref", tag) => {
                    let id = attribute(tag, "idref").unwrap_or("");
                    package.spine.extend(files.get(id).map(|&href| href.to_owned()));
                }
                Piece::Empty("link", tag) => {
                    let of = |name| attribute(tag, name).unwrap_or("");
                    let name = of("rel").trim_start_matches("dcterms:").to_owned();
                    package.metadata.push((name, plain(of("href"))));
                }
                Piece::Open(name, tag) => {
                    let property = attribute(tag, "property");
                    let of =
                        attribute(tag, "refines").map(|id| id.trim_start_matches('#'));
                    let name = match (name.strip_prefix("dc:"), property) {
                        (Some(name), _) | (None, Some(name)) => name.to_owned(),
                        (None, None) => continue,
                    };
                    if let Some(id) = attribute(tag, "id") {
                        called.insert(id, name.clone());
                    }
                    let of =
                        of.map(|id| called.get(id).cloned().unwrap_or(id.to_owned()));
                    open = Some((name, of));
                }
                Piece::Text(words) => {
                    if let Some((name, of)) = open.take() {
                        let name = name.trim_start_matches("schema:");
                        let name = name.trim_start_matches("dcterms:");
                        let name = match of {
                            Some(of) => format!("{of}, {name}"),
                            None => name.to_owned(),
                        };
                        package.metadata.push((name, plain(words)));
                    }
                }
                Piece::Close(_) => open = None,
                Piece::Empty(..) | Piece::Prologue(_) => {}
            }
        }
        package
    }
}

/// The navigation document.
#[derive(Default)]
struct Ways {
    contents: usize,
    depth: usize,
    landmarks: Vec<(String, String)>,
    pages: Vec<String>,
}

impl Ways {
    fn read(text: &str) -> Ways {
        let mut ways = Ways::default();
        let (mut nav, mut depth, mut link) = ("", 0, None);
        for (_, piece) in pieces(text) {
            match piece {
                Piece::Open("nav", tag) => {
                    nav = attribute(tag, "epub:type").unwrap_or("")
                }
                Piece::Open("ol", _) => {
                    depth += 1;
                    if nav == "toc" {
                        ways.depth = ways.depth.max(depth);
                    }
                }
                Piece::Close("ol") => depth = depth.saturating_sub(1),
                Piece::Open("a", tag) => {
                    link = attribute(tag, "href");
                    ways.contents += usize::from(nav == "toc");
                }
                Piece::Text(words) => match (nav, link.take()) {
                    ("landmarks", Some(href)) => {
                        ways.landmarks.push((plain(words), href.to_owned()));
                    }
                    ("page-list", Some(_)) => ways.pages.push(plain(words)),
                    _ => {}
                },
                Piece::Open(..)
                | Piece::Empty(..)
                | Piece::Close(_)
                | Piece::Prologue(_) => {}
            }
        }
        ways
    }
}

/// The pixels of a picture; drawings have none.
fn pixels(item: &Item, content: &[u8]) -> Option<(u32, u32)> {
    if !item.is_picture() || item.path.ends_with(".svg") {
        return None;
    }
    let reader = image::ImageReader::new(Cursor::new(content));
    reader.with_guessed_format().ok()?.into_dimensions().ok()
}

/// What a file is, in words.
fn what(item: &Item, content: &[u8], nav: &Ways) -> String {
    let text = || std::str::from_utf8(content).unwrap_or("");
    let kind = item.media_type.as_deref().unwrap_or("");
    match (&*item.path, kind) {
        ("mimetype", _) => "says that this is an e-book".to_owned(),
        ("META-INF/container.xml", _) => "leads to the package document".to_owned(),
        ("EPUB/package.opf", _) => {
            "the package document: metadata, files, order".to_owned()
        }
        ("EPUB/nav.xhtml", _) => {
            let mut out =
                format!("contents, {}", counted(nav.contents, "entry", "entries"));
            if !nav.pages.is_empty() {
                out += &format!(
                    "; {}",
                    counted(nav.pages.len(), "printed page", "printed pages")
                );
            }
            out
        }
        (_, "application/x-dtbncx+xml") => "contents for readers of EPUB 2".to_owned(),
        (_, "text/css") => "the stylesheet".to_owned(),
        (_, "application/xhtml+xml") => page(text()),
        (_, "image/svg+xml") => "a drawing".to_owned(),
        (path, kind) if kind.starts_with("image/") => {
            let what =
                if path.contains("front-cover") { "the cover" } else { "a picture" };
            match item.pixels {
                Some((width, height)) => format!("{what}, {width} × {height} pixels"),
                None => what.to_owned(),
            }
        }
        (_, kind) if kind.starts_with("font/") => font(content),
        (path, _) if path.ends_with("licences.txt") => {
            "the licences of the fonts".to_owned()
        }
        _ => String::new(),
    }
}

/// A file of text: its title, and what stands in it beside words.
fn page(text: &str) -> String {
    let title =
        text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let title = plain(title.map_or("", |(title, _)| title));
    let mut parts = vec![format!("“{title}”")];
    let count = |sign: &str| text.matches(sign).count();
    for (number, one, many) in [
        (count("epub:type=\"footnote\""), "note", "notes"),
        (count("<img"), "picture", "pictures"),
        (count("<table"), "table", "tables"),
        (count("role=\"doc-pagebreak\""), "printed page begins", "printed pages begin"),
    ] {
        if number > 0 {
            parts.push(counted(number, one, many));
        }
    }
    parts.join(", ")
}

/// A font, by the name that it has for itself.
fn font(content: &[u8]) -> String {
    use skrifa::MetadataProvider;
    use skrifa::string::StringId;
    let font = skrifa::FontRef::from_index(content, 0).ok();
    let name = font.and_then(|font| {
        let name = font.localized_strings(StringId::FULL_NAME).english_or_first()?;
        Some(name.chars().collect::<String>())
    });
    name.map_or("a font".to_owned(), |name| format!("the font {name}"))
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Words without what XML asks for.
fn plain(escaped: &str) -> String {
    let text = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}
