//! What a file is, by its first bytes; its name decides only between texts.

use std::path::Path;

/// The formats that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Plain text, as it was pasted.
    Text,
    /// Our own source language, or other Markdown.
    Markdown,
    Html,
    /// A page with its pictures in one file, .mhtml.
    WebArchive,
    Docx,
    Odt,
    /// OpenDocument as one file of XML.
    FlatOdt,
}

/// Why a file cannot be imported: what it is, and what to do.
pub(super) struct Unknown {
    pub message: String,
    pub help: &'static str,
}

const SAVE_AS: &str =
    "open it in a word processor, save it as .docx or .odt, and import that";

/// What the bytes of a file are.
pub(super) fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, Unknown> {
    let ending =
        path.extension().map_or(String::new(), |it| it.to_string_lossy().to_lowercase());
    let refuse = |message: &str, help| Err(Unknown { message: message.into(), help });
    // Whatever it speaks of, what begins as our articles do is one.
    let text = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    if text.starts_with(b"+++\n") || text.starts_with(b"+++\r\n") {
        return Ok(Kind::Markdown);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match zipped(bytes) {
            Some(kind) => Ok(kind),
            None => refuse(
                "it is an archive, but neither a .docx nor an .odt file",
                "unpack it, and import the text that is in it",
            ),
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refuse(
            "it is a file of an old word processor (.doc), or one with a password",
            SAVE_AS,
        );
    }
    if bytes.starts_with(b"{\\rtf") {
        return refuse("it is a file in RTF, which is not read", SAVE_AS);
    }
    if bytes.starts_with(b"%PDF") {
        return refuse(
            "it is a PDF, which knows letters on pages but no paragraphs",
            "ask for the file it was made from, or copy its text into a text file",
        );
    }
    let head = &bytes[..bytes.len().min(4096)];
    let lower: Vec<u8> =
        head.iter().filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let has = |words: &[u8]| lower.windows(words.len()).any(|window| window == words);
    if has(b"office:document ") || has(b"<office:document\n") || ending == "fodt" {
        return Ok(Kind::FlatOdt);
    }
    if has(b"mime-version:") && has(b"multipart/related") {
        return Ok(Kind::WebArchive);
    }
    let pictures: [(&[u8], &str); 4] = [
        (b"\x89PNG", "it is a picture (PNG)"),
        (b"\xff\xd8\xff", "it is a picture (JPEG)"),
        (b"GIF8", "it is a picture (GIF)"),
        (b"RIFF", "it is a picture or a sound (RIFF)"),
    ];
    if let Some((_, what)) = pictures.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return refuse(what, "name the file that has the text");
    }
    let is_page = matches!(ending.as_str(), "html" | "htm" | "xhtml");
    let is_text = matches!(ending.as_str(), "md" | "markdown" | "txt");
    let html = has(b"<!doctype html") || has(b"<html") || has(b"<body") || has(b"<head>");
    // A text may speak of tags; a page saved under the name of one begins with them.
    let begins = lower.iter().find(|b| b.is_ascii_graphic()) == Some(&b'<');
    if is_page || html && (!is_text || begins) {
        return Ok(Kind::Html);
    }
    if matches!(ending.as_str(), "md" | "markdown") {
        return Ok(Kind::Markdown);
    }
    Ok(Kind::Text)
}

/// A packed document, by the names in its archive, which stand in the clear.
fn zipped(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let tail = &bytes[bytes.len().saturating_sub(1 << 16)..];
    let has = |name: &[u8]| {
        [head, tail]
            .iter()
            .any(|part| part.windows(name.len()).any(|window| window == name))
    };
    if has(b"application/vnd.oasis.opendocument.text") {
        return Some(Kind::Odt);
    }
    if has(b"word/document") || has(b"word/_rels") || has(b"word/styles") {
        return Some(Kind::Docx);
    }
    has(b"content.xml").then_some(Kind::Odt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_speak_of_tags_are_none_of_pages() {
        let of = |name: &str, text: &str| kind(Path::new(name), text.as_bytes()).ok();
        let code = "Text.\n\n```\n<!DOCTYPE html><html><body>\n```\n";
        let article = format!("+++\ntitle = \"A page\"\n+++\n\n{code}");
        for name in ["a.md", "a.txt", "a.fodt", "a"] {
            assert_eq!(of(name, &article), Some(Kind::Markdown), "{name}");
        }
        assert_eq!(of("a.md", code), Some(Kind::Markdown));
        assert_eq!(of("a.txt", code), Some(Kind::Text));
        for name in ["a.html", "a.txt", "a.md", "a"] {
            let page = "\u{feff}\n<!-- saved --><!DOCTYPE html><html><body>";
            assert_eq!(of(name, page), Some(Kind::Html), "{name}");
        }
    }
}
