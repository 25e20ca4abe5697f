//! What stands in a line of OpenDocument.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::Piece;
use super::{Reader, words};
use crate::import::manuscript::{Run, Runs, plain};

impl<'a, 't> Reader<'a, 't> {
    /// The runs below a node; what stands in frames comes behind them, as pieces.
    pub fn inlines(
        &mut self,
        node: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        for part in node.children() {
            if part.is_text() {
                let text = part.text().unwrap_or("");
                out.push(Run::Text(
                    text.chars()
                        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
                        .collect(),
                ));
                continue;
            }
            match part.tag_name().name() {
                "span" => {
                    let style = self.styles.style("text", attribute(part, "style-name"));
                    let mut runs = Vec::new();
                    self.inlines(part, &mut runs, pieces);
                    if style.look.hidden == Some(true) {
                        let at = self.reading.at;
                        self.reading.report.drop(
                            at,
                            "hidden text is left out",
                            &plain(&runs),
                        );
                        continue;
                    }
                    let language = style.language.as_deref();
                    out.extend(self.reading.dressed(style.look, language, runs));
                }
                "a" => self.link(part, out, pieces),
                "s" => out.push(Run::Text(" ".into())),
                "tab" => out.push(Run::Text(" ".into())),
                "line-break" => out.push(Run::Break),
                "note" => self.note(part, out),
                "annotation" => {
                    let author = part
                        .children()
                        .find(|node| is(*node, "creator"))
                        .and_then(|node| node.text())
                        .unwrap_or("");
                    let words: Vec<String> = part
                        .children()
                        .filter(|node| is(*node, "p") || is(*node, "list"))
                        .map(words)
                        .collect();
                    self.reading.comment(self.reading.at, author, &words.join(" "));
                }
                "frame" | "custom-shape" | "g" | "rect" => self.frame(part, out, pieces),
                "change" => self.deletion(part),
                "ruby" => {
                    if let Some(base) = child(part, "ruby-base") {
                        self.inlines(base, out, pieces);
                    }
                }
                "hidden-text"
                | "annotation-end"
                | "bookmark"
                | "bookmark-start"
                | "bookmark-end"
                | "reference-mark"
                | "reference-mark-start"
                | "reference-mark-end"
                | "soft-page-break"
                | "change-start"
                | "change-end"
                | "alphabetical-index-mark"
                | "alphabetical-index-mark-start"
                | "alphabetical-index-mark-end"
                | "toc-mark"
                | "script" => {}
                // Fields show what they were last.
                _ if part.is_element() => self.inlines(part, out, pieces),
                _ => {}
            }
        }
    }

    fn link(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let mut runs = Vec::new();
        self.inlines(node, &mut runs, pieces);
        let to = attribute(node, "href").unwrap_or("");
        let place = to.is_empty() || to.starts_with('#');
        match !place && self.reading.leads(to, &plain(&runs)) {
            true => out.push(Run::Link { to: to.to_string(), runs }),
            false => out.append(&mut runs),
        }
    }

    fn note(&mut self, node: Node<'a, 't>, out: &mut Runs) {
        let Some(body) = child(node, "note-body") else { return };
        if self.reading.in_note {
            return self.reading.tell_note_in_note();
        }
        let place = self.reading.begin_note();
        let mut pieces = Vec::new();
        self.blocks(body, &mut pieces);
        out.push(Run::Note(self.reading.end_note(place, pieces)));
    }
}
