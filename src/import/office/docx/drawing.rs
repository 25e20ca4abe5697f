//! Pictures and frames of a .docx.

use roxmltree::Node;

use super::super::package::{attribute, is};
use super::super::pieces::Piece;
use super::{Reader, words};
use crate::import::manuscript::Runs;
use crate::import::pictures;

impl<'a, 't> Reader<'a, 't> {
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
