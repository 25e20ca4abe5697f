//! Pictures and frames of a .docx.

use roxmltree::Node;

use super::super::package::{attribute, is};
use super::super::pieces::Piece;
use super::super::styles::Role;
use super::{Reader, words};
use crate::import::manuscript::{Runs, text};
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

    /// A drawing: its pictures, and the words in its frame.
    pub fn drawing(
        &mut self,
        node: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        let described = node.descendants().find(|node| is(*node, "docPr"));
        let alt = described
            .and_then(|node| attribute(node, "descr").or(attribute(node, "title")));
        let decorative = node
            .descendants()
            .any(|node| is(node, "decorative") && attribute(node, "val") == Some("1"));
        for image in
            node.descendants().filter(|node| is(*node, "blip") || is(*node, "imagedata"))
        {
            let id = attribute(image, "embed")
                .or(attribute(image, "id"))
                .or(attribute(image, "link"));
            let Some(target) = id.and_then(|id| self.targets[self.part].get(id)).cloned()
            else {
                continue;
            };
            let name = pictures::name_of(&target);
            let bytes = self.media.get(&target).cloned();
            out.extend(self.reading.picture(&name, bytes, alt, decorative));
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
            pieces.push(Piece::Paragraph {
                role: Role::Plain,
                runs: text(words),
                item: None,
                id: None,
                caption: false,
                at,
            });
        }
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
            if words.trim().is_empty() {
                continue;
            }
            self.blocks(content, pieces);
            self.reading.at = at;
            self.reading.tell_frame(at, &words);
        }
    }
}
