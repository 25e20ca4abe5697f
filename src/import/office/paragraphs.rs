//! The paragraphs of a packed document as lines of a text, so that findings have places: the line is
//! the number of the paragraph.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeId};

use crate::source::{FileId, Span};

/// Collects the lines of one part after the other.
#[derive(Default)]
pub(super) struct Lines {
    pub text: String,
    places: Vec<BTreeMap<u32, (usize, usize)>>,
}

impl Lines {
    /// Adds the paragraphs of a part; `is_paragraph` says which elements, or texts that stand in none, are one,
    /// `words` which elements hold text.
    pub fn add(
        &mut self,
        document: &Document<'_>,
        is_paragraph: impl Fn(Node<'_, '_>) -> bool,
        words: impl Fn(Node<'_, '_>) -> bool,
    ) {
        let mut places = BTreeMap::new();
        // The paragraph that text belongs to; one in another ends that.
        let mut open: Option<(u32, usize)> = None;
        for node in document.descendants() {
            let begins = is_paragraph(node);
            if begins {
                self.close(&mut open, &mut places);
                open = Some((node.id().get(), self.text.len()));
            }
            if node.is_text()
                && open.is_some()
                && (begins || node.parent().is_some_and(&words))
            {
                let text = node.text().unwrap_or("");
                self.text.extend(
                    text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }),
                );
            }
        }
        self.close(&mut open, &mut places);
        self.places.push(places);
    }

    fn close(
        &mut self,
        open: &mut Option<(u32, usize)>,
        places: &mut BTreeMap<u32, (usize, usize)>,
    ) {
        if let Some((node, start)) = open.take() {
            places.insert(node, (start, self.text.len()));
            self.text.push('\n');
        }
    }

    /// The place of a paragraph of a part.
    pub fn place(&self, part: usize, paragraph: NodeId, file: FileId) -> Span {
        let range = self.places.get(part).and_then(|places| places.get(&paragraph.get()));
        let (start, end) = range.copied().unwrap_or((0, 0));
        Span::new(file, start..end)
    }
}
