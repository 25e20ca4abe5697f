//! Readers of outputs that share no code with their writers: the letters of a PDF, the
//! text of an e-book.

use std::io::{Cursor, Read};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform};

/// The characters of a PDF in the order of its pages. The reader's own guesses at spaces
/// and lines are left out; the files hold their spaces.
pub fn pdf_characters(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).expect("a readable file");
    let mut letters = Letters(String::new());
    pdf_extract::output_doc(&document, &mut letters).expect("readable pages");
    letters.0
}

struct Letters(String);

impl OutputDev for Letters {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        _: &Transform,
        _: f64,
        _: f64,
        _: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.0.push_str(text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// A file of an e-book.
pub fn epub_file(epub: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    let mut file = archive.by_name(path).expect("it is in the archive");
    file.read_to_string(&mut text).expect("it is text");
    text
}

/// The text of an e-book's articles in reading order, one element a line. What the e-book
/// adds (markers of notes and the ways back, labels) is left out.
pub fn epub_text(epub: &[u8]) -> String {
    let package = epub_file(epub, "EPUB/package.opf");
    let spine =
        package.split("<itemref ").skip(1).filter_map(|item| value(item, "idref"));
    let mut text = String::new();
    for id in spine.filter(|id| id.starts_with("article-")) {
        let item = package
            .split("<item ")
            .find(|item| value(item, "id") == Some(id))
            .expect("what is in the spine is in the manifest");
        let href = value(item, "href").expect("an item has an address");
        let xhtml = epub_file(epub, &format!("EPUB/{href}"));
        // An index counts places in an e-book, and pages in print.
        if !xhtml.contains("role=\"doc-index\"") {
            text.push_str(&xhtml_text(&xhtml));
        }
    }
    text
}

/// The value of an attribute in a tag.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = tag.split('>').next()?;
    let start = format!("{name}=\"");
    let at = tag.match_indices(&start).find(|(at, _)| {
        tag[..*at].chars().next_back().is_none_or(|before| before == ' ')
    })?;
    tag[at.0 + start.len()..].split('"').next()
}

/// The text of an XHTML file: block elements end a line, links of notes are left out.
fn xhtml_text(xhtml: &str) -> String {
    const INLINE: [&str; 12] = [
        "a", "em", "strong", "i", "b", "span", "sup", "sub", "s", "del", "code", "small",
    ];
    let body = xhtml.split_once("<body").map_or("", |(_, body)| body);
    let mut out = String::new();
    let mut rest = body.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = after.split_once('>').expect("well-formed");
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        let furniture = ["doc-noteref", "doc-backlink"];
        if furniture.iter().any(|role| value(tag, "role") == Some(role)) {
            rest = rest.split_once("</a>").map_or("", |(_, rest)| rest);
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        } else if !INLINE.contains(&name) {
            out.push('\n');
        }
    }
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#160;", "\u{a0}")]
    {
        out = out.replace(entity, character);
    }
    out.replace("&amp;", "&")
}

/// A text with every stretch of plain spaces and line ends as one space, and words that a
/// line end has cut joined again; a compound's own hyphen there is a hyphen.
pub fn normal(text: &str) -> String {
    let joined =
        text.replace("\u{ad}\n", "").replace('\u{ad}', "").replace('\u{2010}', "-");
    let words = joined.split([' ', '\n', '\t']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The lines of pages as one text. A line end stands for a space, or, where `reference`
/// has none and a sign such as a dash allowed the break, for nothing.
pub fn join_lines(lines: &str, reference: &str) -> String {
    let mut out = String::with_capacity(lines.len());
    for line in lines
        .replace("\u{ad}\n", "")
        .replace('\u{ad}', "")
        .replace('\u{2010}', "-")
        .lines()
    {
        let line = normal(line);
        let letters = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let words = letters(out.chars().next_back()) && letters(line.chars().next());
        let space = reference.get(out.len()..).is_some_and(|rest| rest.starts_with(' '));
        if !out.is_empty() && !line.is_empty() && (words || space) {
            out.push(' ');
        }
        out.push_str(&line);
    }
    out
}

/// [`normal`], with spaces that do not break as plain ones: outside readers do not tell
/// them apart.
pub fn plain(text: &str) -> String {
    normal(
        &text.replace(['\u{a0}', '\u{202f}', '\u{2002}', '\u{2009}', '\u{c}', '\r'], " "),
    )
}
