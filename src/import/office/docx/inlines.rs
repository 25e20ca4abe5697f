//! What stands in a line of a .docx: runs, links, fields, tracked changes.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::Piece;
use super::super::reading::READING;
use super::super::styles::Look;
use super::fields::{Field, INDEX, is_index, is_page_number};
use super::styles::{lifted, look};
use super::{Reader, words};
use crate::import::manuscript::{Run, Runs, plain};

impl<'a, 't> Reader<'a, 't> {
    /// The runs below a node; what stands in frames comes behind them, as pieces.
    pub fn inlines(
        &mut self,
        node: Node<'a, 't>,
        own: Look,
        styled: bool,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "r" => self.run(part, own, styled, out, pieces),
                "hyperlink" => {
                    let mut runs = Vec::new();
                    self.inlines(part, own, true, &mut runs, pieces);
                    let to = self.address(part);
                    let to = self.reading.link_of_words(to, &runs, || {
                        part.descendants().any(|it| is(it, "drawing") || is(it, "pict"))
                    });
                    match to {
                        Some(to) => out.push(Run::Link { to, runs }),
                        None => out.append(&mut runs),
                    }
                }
                "ins" | "moveTo" => {
                    self.reading.inserted += 1;
                    self.inlines(part, own, styled, out, pieces);
                }
                "del" => {
                    let (at, words) = (self.reading.at, self.words_with_notes(part));
                    self.reading.deleted(at, &words);
                }
                "moveFrom" => {
                    let (at, words) = (self.reading.at, words(part));
                    self.reading.moved(at, &words);
                }
                "fldSimple" => {
                    let instruction = attribute(part, "instr").unwrap_or("").to_string();
                    let mut runs = Vec::new();
                    self.inlines(part, own, styled, &mut runs, pieces);
                    if is_index(&instruction) {
                        let at = self.reading.at;
                        self.reading.drop(at, INDEX, &plain(&runs));
                        continue;
                    }
                    if is_page_number(&instruction) {
                        self.reading.tell_page_number(&plain(&runs));
                    }
                    match self.link_of(&instruction) {
                        Some(to) => out.push(Run::Link { to, runs }),
                        None => out.append(&mut runs),
                    }
                }
                "sdt" => {
                    if let Some(content) = child(part, "sdtContent") {
                        self.inlines(content, own, styled, out, pieces);
                    }
                }
                "AlternateContent" => {
                    let choice = child(part, "Choice").or(child(part, "Fallback"));
                    if let Some(choice) = choice {
                        self.inlines(choice, own, styled, out, pieces);
                    }
                }
                "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.inlines(part, own, styled, out, pieces)
                }
                "ruby" => {
                    self.tell_reading(part);
                    if let Some(base) = child(part, "rubyBase") {
                        self.inlines(base, own, styled, out, pieces);
                    }
                }
                "oMath" | "oMathPara" => {
                    let words = words(part);
                    self.reading.tell_formula(&words);
                    out.push(Run::Text(words));
                }
                "bookmarkStart" | "bookmarkEnd" | "pPr" | "proofErr"
                | "commentRangeStart" | "commentRangeEnd" => {}
                _ => {}
            }
        }
    }

    /// Tells of the reading of signs, which stands above them.
    pub fn tell_reading(&mut self, ruby: Node<'a, 't>) {
        if let Some(reading) = child(ruby, "rt") {
            let at = self.reading.at;
            self.reading.drop(at, READING, &words(reading));
        }
    }

    /// Where a link leads, if readers can follow it.
    fn address(&mut self, link: Node<'a, 't>) -> Option<String> {
        let id = link.attributes().find(|it| it.name() == "id").map(|it| it.value());
        let anchor = attribute(link, "anchor").filter(|anchor| !anchor.is_empty());
        let Some(id) = id else {
            return anchor.map(|name| self.bookmarks.link(name));
        };
        let to = self.targets[self.part].get(id).cloned()?;
        if let Some(name) = to.strip_prefix('#') {
            return Some(self.bookmarks.link(name));
        }
        let leads = self.reading.leads(&to, &words(link));
        leads.then(|| anchor.map_or(to.clone(), |anchor| format!("{to}#{anchor}")))
    }

    fn run(
        &mut self,
        run: Node<'a, 't>,
        own: Look,
        styled: bool,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        let properties = child(run, "rPr");
        let style = properties
            .and_then(|it| child(it, "rStyle"))
            .and_then(|it| attribute(it, "val"));
        let named = style
            .and_then(|id| self.styles.get(id))
            .map_or(Look::default(), |named| named.look);
        let mut direct = properties.map_or(Look::default(), look);
        if direct.raised.is_none() {
            direct.raised = properties.and_then(|it| lifted(it, self.size));
        }
        let mut look = direct.over(named).over(own);
        let language = properties
            .and_then(|it| child(it, "lang"))
            .and_then(|it| attribute(it, "val"));
        let fonts = properties.and_then(|it| child(it, "rFonts"));
        let font = fonts.and_then(|it| attribute(it, "ascii").or(attribute(it, "hAnsi")));
        self.font = font.map(str::to_string);
        let mut words = Vec::new();
        for part in run.children().filter(Node::is_element) {
            self.run_part(part, &mut words, pieces);
        }
        // The words between the beginning of a field and its result are an order.
        let in_order = self.fields.last().is_some_and(|field| !field.has_result);
        if in_order {
            return;
        }
        if look.hidden == Some(true) {
            let at = self.reading.at;
            return self.reading.drop(at, "hidden text is left out", &plain(&words));
        }
        if words.is_empty() || self.is_left_out(&plain(&words)) {
            return;
        }
        // What is underlined in links and fields is so for being one.
        if styled || !self.fields.is_empty() {
            look.underline = None;
        }
        let notes_only = words
            .iter()
            .all(|run| matches!(run, Run::Note(_) | Run::Picture(_) | Run::Break));
        let mut runs = words;
        if !notes_only {
            runs = self.reading.dressed(look, language, runs);
        }
        if self.fields.last().is_some_and(Field::is_page_number) {
            self.reading.tell_page_number(&plain(&runs));
        }
        let link = self.fields.iter().rev().find_map(|field| field.link.clone());
        match link {
            Some(to) => out.push(Run::Link { to, runs }),
            None => out.append(&mut runs),
        }
    }
}
