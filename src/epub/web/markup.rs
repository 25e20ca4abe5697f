//! XHTML of the e-book as HTML of one page: its own syntax, identifiers that are unique over all
//! files, links that lead to them, pictures inside.

use rustc_hash::FxHashMap;

use super::super::File;
use super::super::walk::{Piece, attribute, attributes, has_class, pieces};
use super::data;

/// Elements that have no end (HTML, 13.1.2).
const VOID: [&str; 3] = ["br", "hr", "img"];

/// Attributes that name identifiers.
const NAMES: [&str; 3] = ["aria-labelledby", "aria-describedby", "headers"];

/// How identifiers of printed pages begin, which are unique in the whole book.
const PAGE: &str = "_page-";

/// Rewrites one file after the other.
pub(super) struct Rewriter<'a> {
    /// The identifier of each article, by the name of its file without the ending.
    articles: FxHashMap<&'a str, &'a str>,
    pictures: FxHashMap<&'a str, &'a File>,
    /// How many bytes of pictures may still come.
    room: usize,
    /// How many pictures had no room.
    pub left_out: usize,
}

impl<'a> Rewriter<'a> {
    pub fn new(
        articles: &'a [(String, String)],
        pictures: FxHashMap<&'a str, &'a File>,
        room: usize,
    ) -> Rewriter<'a> {
        let articles = articles.iter().map(|(file, text)| {
            let id = pieces(text).find_map(|(_, piece)| match piece {
                Piece::Open("section", tag) => Some(attribute(tag, "id").unwrap_or("")),
                Piece::Open(..)
                | Piece::Empty(..)
                | Piece::Close(_)
                | Piece::Text(_)
                | Piece::Prologue(_) => None,
            });
            (file.trim_end_matches(".xhtml"), id.unwrap_or(""))
        });
        Rewriter { articles: articles.collect(), pictures, room, left_out: 0 }
    }

    /// What stands in the body of a file; its headings become `deeper` by so many levels.
    pub fn body(&mut self, out: &mut String, xhtml: &str, stem: &str, deeper: u8) {
        let body = xhtml.split_once("<body").and_then(|(_, rest)| rest.split_once(">\n"));
        let body = body.and_then(|(_, rest)| rest.rsplit_once("</body>"));
        if let Some((body, _)) = body {
            self.pieces(out, body, stem, deeper);
        }
    }

    /// Something of no file: its links alone change.
    pub fn fragment(&mut self, out: &mut String, xhtml: &str) {
        self.pieces(out, xhtml, "", 0);
    }

    fn pieces(&mut self, out: &mut String, xhtml: &str, stem: &str, deeper: u8) {
        for (_, piece) in pieces(xhtml) {
            match piece {
                Piece::Open(name, tag) => {
                    self.tag(out, (name, tag), stem, deeper);
                }
                Piece::Empty("img", tag) => self.picture(out, tag, stem),
                Piece::Empty(name, tag) => {
                    self.tag(out, (name, tag), stem, deeper);
                    if !VOID.contains(&name) {
                        close(out, name, deeper);
                    }
                }
                Piece::Close(name) => {
                    close(out, name, deeper);
                }
                Piece::Text(text) => out.push_str(text),
                Piece::Prologue(_) => {}
            }
        }
    }

    fn tag(&self, out: &mut String, (name, tag): (&str, &str), stem: &str, deeper: u8) {
        out.push('<');
        out.push_str(renamed(name, deeper));
        for (name, value) in attributes(tag) {
            match name {
                // Of XML, and of reading systems.
                "xml:lang" | "epub:type" => {}
                "id" => {
                    let id = self.id(stem, value);
                    out.push_str(&format!(" id=\"{id}\""));
                    if let Some(page) = value.strip_prefix(PAGE) {
                        out.push_str(&format!(" data-page=\"{page}\""));
                    }
                }
                "href" => out.push_str(&format!(" href=\"{}\"", self.link(stem, value))),
                name if NAMES.contains(&name) => {
                    let ids = value.split(' ').map(|id| self.id(stem, id));
                    let ids: Vec<String> = ids.collect();
                    out.push_str(&format!(" {name}=\"{}\"", ids.join(" ")));
                }
                name => out.push_str(&format!(" {name}=\"{value}\"")),
            }
        }
        if name == "div" && attribute(tag, "class") == Some("table") {
            // What is wider than the page scrolls in its box, by keys too.
            out.push_str(" tabindex=\"0\"");
        }
        if attribute(tag, "role").is_none()
            && let Some(role) = role(name, tag)
        {
            out.push_str(&format!(" role=\"{role}\""));
        }
        out.push('>');
    }

    /// A picture, with its data; without room for it, what it shows.
    fn picture(&mut self, out: &mut String, tag: &str, stem: &str) {
        let href = attribute(tag, "src").unwrap_or("").trim_start_matches("../");
        let Some(file) = self.pictures.get(href) else { return };
        let bytes = file.content.bytes().len();
        if bytes > self.room {
            self.left_out += 1;
            let alt = attribute(tag, "alt").unwrap_or("");
            return out
                .push_str(&format!("<span role=\"img\" aria-label=\"{alt}\"></span>"));
        }
        self.room -= bytes;
        let mut drawn = String::new();
        self.tag(&mut drawn, ("img", tag), stem, 0);
        // The data comes last, so that who reads the source finds the words.
        let src = format!(" src=\"../{href}\"");
        let plain = drawn.replacen(&src, "", 1);
        out.push_str(plain.trim_end_matches('>'));
        if href.ends_with(".svg") || file.media_type.starts_with("image/") {
            out.push_str(" decoding=\"async\"");
        }
        out.push_str(" src=\"");
        out.push_str(&data(file));
        out.push_str("\">");
    }

    /// What an identifier of a file is on the page. Names of files have no dots.
    fn id(&self, stem: &str, id: &str) -> String {
        match self.articles.get(stem) {
            _ if id.starts_with(PAGE) => id.to_owned(),
            Some(&article) if article == id => stem.to_owned(),
            Some(_) | None => format!("{stem}.{id}"),
        }
    }

    /// Where a link of a file leads on the page.
    fn link(&self, stem: &str, href: &str) -> String {
        let inside = href.strip_prefix("text/").unwrap_or(href);
        let (file, id) = inside.split_once('#').unwrap_or((inside, ""));
        let to = match file.strip_suffix(".xhtml") {
            Some(to) if self.articles.contains_key(to) => to,
            None if file.is_empty() => stem,
            Some(_) | None => return href.to_owned(),
        };
        match id {
            "" => format!("#{to}"),
            id => format!("#{}", self.id(to, id)),
        }
    }
}

/// What an element is within one long page, where it would be a landmark of its own by its name:
/// there are to be few of those, and each but once.
fn role(name: &str, tag: &str) -> Option<&'static str> {
    match name {
        "aside" => Some("note"),
        "section" if has_class(tag, "notes") => Some("group"),
        _ => None,
    }
}

fn close(out: &mut String, name: &str, deeper: u8) {
    out.push_str("</");
    out.push_str(renamed(name, deeper));
    out.push('>');
}

/// A heading some levels deeper; the sixth is the last that HTML has.
fn renamed(name: &str, deeper: u8) -> &str {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    match HEADINGS.iter().position(|heading| *heading == name) {
        Some(at) => HEADINGS[(at + usize::from(deeper)).min(5)],
        None => name,
    }
}
