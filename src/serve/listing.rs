//! The page of a folder that has none of its own: what lies in it, as links.
//!
//! It has no style sheet and no script, as e-readers' browsers want it, and lists nothing that [`find`] would not
//! give.

use std::fs;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::folder::{Found, find};
use crate::xml::{push_attribute, push_text};

/// All that an address cannot hold as it is (RFC 3986, 2.3).
const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// How many files and folders a page names: no shelf has more, and no e-reader's browser shows them.
const MOST: usize = 1000;

/// What a link leads to.
pub(super) struct Held {
    name: String,
    /// In bytes; of folders there is none.
    size: Option<u64>,
}

/// What a folder inside the one that is served shows; `path` is its address.
pub(super) fn held(root: &Path, folder: &Path, path: &str) -> Vec<Held> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable_by_key(|name| (name.to_lowercase(), name.clone()));
    let held = names.into_iter().filter_map(|name| {
        let address = format!("{path}{}", utf8_percent_encode(&name, RESERVED));
        match find(root, &address) {
            Found::File(file) => {
                Some(Held { name, size: Some(fs::metadata(file).ok()?.len()) })
            }
            Found::Elsewhere => Some(Held { name, size: None }),
            Found::Held(_) | Found::Nothing => None,
        }
    });
    held.collect()
}

/// The page of a folder inside the one that is served; `path` is its address.
pub(super) fn listing(root: &Path, folder: &Path, path: &str) -> String {
    let held = held(root, folder, path);
    let shown = &held[..held.len().min(MOST)];
    page(&title(root, folder), path == "/", shown, held.len() - shown.len())
}

/// What the page is called: as its folder.
fn title(root: &Path, folder: &Path) -> String {
    let name = folder.file_name().or(root.file_name()).unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn page(title: &str, top: bool, held: &[Held], more: usize) -> String {
    let title = if title.is_empty() { "Files" } else { title };
    let mut out = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
    );
    push_text(&mut out, title);
    out.push_str(
        "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n</head>\n<body>\n<main>\n<h1>",
    );
    push_text(&mut out, title);
    out.push_str("</h1>\n");
    if !top {
        out.push_str("<p><a href=\"../\">The folder above</a></p>\n");
    }
    if held.is_empty() {
        out.push_str("<p>This folder is empty.</p>\n</main>\n</body>\n</html>\n");
        return out;
    }
    out.push_str("<ul>\n");
    for Held { name, size } in held {
        // Lines far apart: fingers are broad, and the screens of e-readers coarse.
        out.push_str("<li style=\"margin: 1em 0\"><a");
        let stroke = if size.is_none() { "/" } else { "" };
        let address = format!("{}{stroke}", utf8_percent_encode(name, RESERVED));
        push_attribute(&mut out, "href", &address);
        out.push('>');
        push_text(&mut out, name);
        out.push_str(stroke);
        out.push_str("</a>");
        if let Some(size) = size {
            out.push(' ');
            out.push_str(&in_words(*size));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    if more > 0 {
        out.push_str(&format!("<p>{more} more are not listed.</p>\n"));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Bytes in words.
fn in_words(bytes: u64) -> String {
    match bytes {
        0..=999_949 => format!("{} kB", bytes.div_ceil(1000)),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
