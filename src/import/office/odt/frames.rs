//! Pictures and frames of OpenDocument.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::Piece;
use super::super::reading::Place;
use super::super::styles::Role;
use super::{Reader, words};
use crate::import::manuscript::{Run, Runs, only_pictures, text};
use crate::import::pictures;

/// Whether an element is a frame or a shape, which may hold words (OpenDocument 1.3, part 3, 10.3).
pub(super) fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "custom-shape"
            | "g"
            | "rect"
            | "line"
            | "polyline"
            | "polygon"
            | "regular-polygon"
            | "path"
            | "circle"
            | "ellipse"
            | "connector"
            | "caption"
            | "measure"
    )
}

impl<'a, 't> Reader<'a, 't> {
    /// A frame or a shape: a picture, or a box with words, which with a picture are its caption.
    pub fn frame(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        if is(node, "g") {
            for part in node.children().filter(|part| is_shape(part.tag_name().name())) {
                self.frame(part, out, pieces);
            }
            return;
        }
        let describe = |name: &str| {
            child(node, name)
                .and_then(|node| node.text())
                .map(str::trim)
                .filter(|it| !it.is_empty())
        };
        let alt = describe("desc").or(describe("title"));
        let decorative = attribute(node, "decorative") == Some("true");
        let object =
            node.children().find(|node| is(*node, "object") || is(*node, "object-ole"));
        if let Some(object) = object
            && let Some(words) = self.formula(object)
        {
            let at = self.reading.at;
            self.reading.tell_formula(&words);
            return match attribute(node, "anchor-type") {
                Some("as-char") | None => out.push(Run::Text(words)),
                Some(_) => pieces.push(Piece::of(Role::Plain, text(words), at)),
            };
        }
        if let Some(image) = node.children().find(|node| is(*node, "image")) {
            let to = attribute(image, "href").unwrap_or("").to_string();
            let name = pictures::name_of(&to);
            let inside = child(image, "binary-data")
                .and_then(|node| node.text())
                .and_then(|data| {
                    use base64::Engine;
                    let clean: String =
                        data.chars().filter(|c| !c.is_whitespace()).collect();
                    base64::engine::general_purpose::STANDARD.decode(clean).ok()
                });
            let bytes = inside.or_else(|| self.media.get(&to).cloned());
            // LibreOffice names pictures by a number of 32 signs; its own name says more.
            let shown = attribute(node, "name").unwrap_or("picture");
            let name = match bytes.is_some() && (name.len() > 30 || name.is_empty()) {
                true => shown.to_string(),
                false => name,
            };
            let place = match attribute(node, "anchor-type") {
                Some("as-char") | None => Place::InLine,
                Some(_) => Place::Beside,
            };
            self.reading.put_picture(&name, bytes, alt, decorative, place, out, pieces);
            return;
        }
        if let Some(object) = object {
            let at = self.reading.at;
            let what = attribute(object, "href").unwrap_or("an object").to_string();
            self.reading.report.doubt(
                at,
                format!("an object of another program, `{what}`, is left out"),
                "make a picture of it, and put that into the article",
            );
            return;
        }
        let holder = child(node, "text-box").unwrap_or(node);
        let paragraphs: Vec<Node<'a, 't>> =
            holder.children().filter(|node| is(*node, "p")).collect();
        let kept = self.reading.at;
        if let [one] = paragraphs.as_slice()
            && one.descendants().any(|node| is(node, "image"))
        {
            let mut runs = Vec::new();
            let mut inner = Vec::new();
            self.reading.at = self.reading.place(0, one.id());
            self.inlines(*one, &mut runs, &mut inner);
            let at = self.reading.at;
            // The picture that the words stand with, wherever it hangs.
            let mut others = Vec::new();
            for piece in inner {
                match piece {
                    Piece::Paragraph { runs: own, .. } if only_pictures(&own) => {
                        runs.splice(0..0, own);
                    }
                    Piece::Blocks(_) => pieces.push(piece),
                    Piece::Paragraph { .. } | Piece::Table { .. } => others.push(piece),
                }
            }
            pieces.push(Piece::of(Role::Caption, runs, at));
            pieces.append(&mut others);
            self.reading.at = kept;
            return;
        }
        let said = holder.children().filter(|part| {
            matches!(part.tag_name().name(), "p" | "h" | "list" | "table")
        });
        let words = said.map(words).collect::<Vec<_>>().join(" ");
        if words.trim().is_empty() && !holder.descendants().any(|node| is(node, "image"))
        {
            return;
        }
        self.blocks(holder, pieces);
        self.reading.at = kept;
        self.reading.tell_frame(kept, &words);
    }

    /// The letters of a formula: within the text, or in a part of its own.
    fn formula(&self, object: Node<'a, 't>) -> Option<String> {
        if let Some(math) = child(object, "math") {
            return Some(letters(math)).filter(|words| !words.is_empty());
        }
        self.formulas.get(folder(attribute(object, "href")?)).cloned()
    }
}

/// The folder of a part that is named by an object.
pub(super) fn folder(href: &str) -> &str {
    href.trim_start_matches("./").trim_end_matches('/')
}

/// The letters and signs of MathML, without what only notes how it was typed.
pub(super) fn letters(math: Node<'_, '_>) -> String {
    let said = math.descendants().filter(|node| {
        matches!(node.tag_name().name(), "mi" | "mn" | "mo" | "mtext" | "ms")
    });
    said.filter_map(|node| node.text()).map(str::trim).collect()
}
