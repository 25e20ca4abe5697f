//! What stands in a line of OpenDocument.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::Piece;
use super::super::reading::READING;
use super::super::symbols;
use super::frames::is_shape;
use super::{Reader, words};
use crate::import::manuscript::{Run, Runs, plain};
use crate::import::pictures::decoded;

impl<'a, 't> Reader<'a, 't> {
    /// The runs below a node; what stands in frames comes behind them, as pieces.
    pub fn inlines(
        &mut self,
        node: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        for part in node.children() {
            self.inline(part, out, pieces);
        }
    }

    /// The runs of a part of a line.
    pub fn inline(
        &mut self,
        part: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        if part.is_text() {
            let text = part.text().unwrap_or("");
            let words: String = text
                .chars()
                .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
                .collect();
            let words = match words.contains(symbols::is_private) {
                true => {
                    let font = self.styles.font(part);
                    self.reading.with_signs(words, font.as_deref())
                }
                false => words,
            };
            out.push(Run::Text(words));
            return;
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
                    return;
                }
                let language = style.language.as_deref();
                out.extend(self.reading.dressed(style.look, language, runs));
            }
            "a" => self.link(part, out, pieces),
            "bookmark-ref" | "reference-ref" => self.reference(part, out, pieces),
            "s" => out.push(Run::Text(" ".repeat(spaces(part)))),
            "tab" => out.push(Run::Text("\t".into())),
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
            shape if is_shape(shape) => self.frame(part, out, pieces),
            "change" => self.deletion(part),
            "ruby" => {
                if let Some(reading) = child(part, "ruby-text") {
                    let at = self.reading.at;
                    self.reading.drop(at, READING, &words(reading));
                }
                if let Some(base) = child(part, "ruby-base") {
                    self.inlines(base, out, pieces);
                }
            }
            "hidden-text" => {
                let shown = words(part);
                let kept = attribute(part, "string-value").unwrap_or("");
                let hidden = if shown.is_empty() { kept } else { &shown };
                if !hidden.trim().is_empty() {
                    let at = self.reading.at;
                    self.reading.drop(at, "hidden text is left out", hidden);
                }
            }
            "page-number" | "page-count" => {
                self.reading.tell_page_number(&words(part));
                self.inlines(part, out, pieces);
            }
            "annotation-end"
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

    fn link(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let mut runs = Vec::new();
        self.inlines(node, &mut runs, pieces);
        let to = attribute(node, "href").unwrap_or("");
        if let Some(name) = to.strip_prefix('#').filter(|name| !name.is_empty()) {
            let to = self.bookmarks.link(&place_of(name));
            out.push(Run::Link { to, runs });
            return;
        }
        let leads = !to.is_empty() && self.reading.leads(to, &plain(&runs));
        let to = self.reading.link_of_words(leads.then(|| to.to_string()), &runs, || {
            node.descendants().any(|it| is(it, "image"))
        });
        match to {
            Some(to) => out.push(Run::Link { to, runs }),
            None => out.append(&mut runs),
        }
    }

    /// A reference to a bookmark: its words, or the number of its page.
    fn reference(&mut self, node: Node<'a, 't>, out: &mut Runs, pieces: &mut Vec<Piece>) {
        let mut runs = Vec::new();
        self.inlines(node, &mut runs, pieces);
        if attribute(node, "reference-format") == Some("page") {
            self.reading.tell_page_number(&plain(&runs));
            return out.append(&mut runs);
        }
        match attribute(node, "ref-name") {
            Some(name) => {
                let to = self.bookmarks.link(name);
                out.push(Run::Link { to, runs });
            }
            None => out.append(&mut runs),
        }
    }

    fn note(&mut self, node: Node<'a, 't>, out: &mut Runs) {
        let Some(body) = child(node, "note-body") else { return };
        if self.reading.in_note {
            return self.reading.drop_note_in_note(&words(body));
        }
        let place = self.reading.begin_note();
        let mut pieces = Vec::new();
        self.blocks(body, &mut pieces);
        out.push(Run::Note(self.reading.end_note(place, pieces)));
    }
}

/// How many spaces an element stands for; programs are set in by them.
fn spaces(node: Node<'_, '_>) -> usize {
    const MOST: usize = 80;
    let count = attribute(node, "c").and_then(|count| count.parse().ok());
    count.unwrap_or(1usize).clamp(1, MOST)
}

/// The name of a place as [`super::bookmarks`] keeps it: `1.2.The garden|outline` is a heading's.
fn place_of(name: &str) -> String {
    let name = decoded(name);
    match name.strip_suffix("|outline") {
        Some(heading) => {
            let bare =
                heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            format!("{}{}", super::HEADING, bare.trim())
        }
        None => name,
    }
}
