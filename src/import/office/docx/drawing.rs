//! Pictures and frames of a .docx.

use roxmltree::Node;

use super::super::package::{attribute, is};
use super::super::pieces::Piece;
use super::super::reading::Place;
use super::super::styles::Role;
use super::{Reader, is_of_text, words};
use crate::import::manuscript::{Run, Runs, text};
use crate::import::pictures;
use crate::import::report::short;

impl<'a, 't> Reader<'a, 't> {
    /// Tells of charts and diagrams, which are made anew from their words by programs alone.
    fn tell_drawn(&mut self, node: Node<'a, 't>) {
        for drawn in node.descendants() {
            let (what, id) = match drawn.tag_name().name() {
                "chart" => ("a chart is left out", attribute(drawn, "id")),
                "relIds" => ("a diagram (SmartArt) is left out", attribute(drawn, "dm")),
                _ => continue,
            };
            let target = id.and_then(|id| self.targets[self.part].get(id));
            let words = target.and_then(|target| self.drawn.get(target)).cloned();
            let words = words.unwrap_or_default();
            let at = self.reading.at;
            let what = format!("{what}; make a picture of it");
            match words.trim().is_empty() {
                true => self.reading.report.leave_out(at, what, ""),
                false => self.reading.drop(at, &format!("{what}. It says"), &words),
            }
        }
    }

    /// The words of shapes that are drawn as in slides (DrawingML), a paragraph each.
    fn drawn_words(&mut self, node: Node<'a, 't>, pieces: &mut Vec<Piece>) {
        let own = |part: &Node<'a, 't>| {
            is(*part, "p")
                && !is_of_text(*part)
                && !part.ancestors().any(|above| is(above, "Fallback"))
        };
        let at = self.reading.at;
        let paragraphs: Vec<String> = node
            .descendants()
            .filter(own)
            .map(words)
            .filter(|words| !words.trim().is_empty())
            .collect();
        if !paragraphs.is_empty() {
            self.reading.tell_frame(at, &paragraphs.join(" "));
        }
        pieces.extend(
            paragraphs.into_iter().map(|words| Piece::of(Role::Plain, text(words), at)),
        );
    }

    /// A drawing: its pictures, and the words in its frame.
    pub fn drawing(
        &mut self,
        node: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        if node.descendants().any(|part| attribute(part, "hr") == Some("t")) {
            let at = self.reading.at;
            return pieces.push(Piece::of(Role::Rule, Runs::new(), at));
        }
        let described = node.descendants().find(|node| is(*node, "docPr"));
        let alt = described
            .and_then(|node| said(node, "descr").or(said(node, "title")))
            .or_else(|| {
                // Of the drawings of older programs.
                let shape = node.descendants().find(|node| is(*node, "shape"))?;
                said(shape, "alt").or(said(shape, "title"))
            });
        let floats = node.children().any(|part| is(part, "anchor"));
        let decorative = node
            .descendants()
            .any(|node| is(node, "decorative") && attribute(node, "val") == Some("1"));
        // Those in boxes are read with the words there; what is there for older programs says the same again.
        let is_own = |image: &Node<'a, 't>| {
            let mut above = image.ancestors().take_while(|above| *above != node);
            (is(*image, "blip") || is(*image, "imagedata"))
                && !above.any(|above| is(above, "txbxContent") || is(above, "Fallback"))
        };
        let images: Vec<Node<'a, 't>> = node.descendants().filter(is_own).collect();
        let is_one = images.len() == 1;
        for image in images {
            let of_picture = image
                .ancestors()
                .find(|above| is(*above, "pic"))
                .and_then(|picture| picture.descendants().find(|it| is(*it, "cNvPr")))
                .and_then(|it| said(it, "descr").or(said(it, "title")));
            let alt = match is_one {
                true => alt.or(of_picture),
                false => of_picture.or(alt),
            };
            let id = attribute(image, "embed")
                .or(attribute(image, "id"))
                .or(attribute(image, "link"));
            let Some(id) = id else { continue };
            let target = self.targets[self.part].get(id).cloned().unwrap_or_default();
            let name = match target.is_empty() {
                true => described.and_then(|it| said(it, "name")).unwrap_or(id).into(),
                false => pictures::name_of(&target),
            };
            let bytes = self.media.get(&target).cloned();
            if let Some(crop) = image.next_sibling_element()
                && is(crop, "srcRect")
                && crop.attributes().any(|edge| edge.value() != "0")
            {
                let message = format!(
                    "the picture `{name}` is cut at its edges in the document, and stands whole here"
                );
                let help = "cut it in a program for pictures, if it shows too much";
                self.reading.report.doubt(self.reading.at, message, help);
            }
            let place = if floats { Place::Beside } else { Place::InLine };
            self.reading.put_picture(&name, bytes, alt, decorative, place, out, pieces);
        }
        let link = node.descendants().find(|it| is(*it, "hlinkClick"));
        let link = link.and_then(|it| self.targets[self.part].get(attribute(it, "id")?));
        if let Some(to) = link.cloned() {
            self.reading.tell_link_of_picture(&to);
        }
        self.tell_drawn(node);
        for art in node.descendants().filter(|node| is(*node, "textpath")) {
            let words = attribute(art, "string").unwrap_or("").trim().to_string();
            if words.is_empty() {
                continue;
            }
            let at = self.reading.at;
            let message = format!(
                "the words of WordArt stand behind the paragraph that it hung on: {}",
                short(&words)
            );
            self.reading.report.doubt(at, message, "put them where they belong");
            pieces.push(Piece::of(Role::Plain, text(words), at));
        }
        self.drawn_words(node, pieces);
        // Text in frames.
        let own = |content: &Node<'a, 't>| {
            let mut above =
                content.ancestors().skip(1).take_while(|above| *above != node);
            // What is there for older programs says the same once more.
            is(*content, "txbxContent")
                && !above.any(|above| is(above, "txbxContent") || is(above, "Fallback"))
        };
        for content in node.descendants().filter(own) {
            let at = self.reading.at;
            let words = words(content);
            let mut inner = Vec::new();
            self.blocks(content, &mut inner);
            self.reading.at = at;
            // A picture with its caption, as Writer boxes them.
            if let [Piece::Paragraph { role: role @ Role::Plain, runs, item: None, .. }] =
                inner.as_mut_slice()
                && runs.iter().any(|run| matches!(run, Run::Picture(_)))
                && !words.trim().is_empty()
            {
                *role = Role::Caption;
                pieces.append(&mut inner);
                continue;
            }
            pieces.append(&mut inner);
            if !words.trim().is_empty() {
                self.reading.tell_frame(at, &words);
            }
        }
    }
}

/// What an attribute says, if it says anything.
fn said<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(node, name).map(str::trim).filter(|words| !words.is_empty())
}
