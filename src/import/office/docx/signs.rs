//! The parts of a run: letters, signs, the marks of fields and notes.

use roxmltree::Node;

use super::super::package::{attribute, child, is};
use super::super::pieces::Piece;
use super::super::symbols;
use super::Reader;
use super::parts::{ENDNOTES, FOOTNOTES};
use crate::import::manuscript::{Run, Runs};
use crate::import::report::Fate;

impl<'a, 't> Reader<'a, 't> {
    pub fn run_part(
        &mut self,
        part: Node<'a, 't>,
        out: &mut Runs,
        pieces: &mut Vec<Piece>,
    ) {
        let push = |out: &mut Runs, words: &str| out.push(Run::Text(words.to_string()));
        match part.tag_name().name() {
            "t" => {
                let mut words = part.text().unwrap_or("").replace('\n', " ");
                if let Some(mark) = self.note_mark.take().filter(|_| self.reading.in_note)
                    && let Some(rest) = words.trim_start().strip_prefix(&mark)
                {
                    let at = self.reading.at;
                    self.reading.report.cut(at, &mark, Fate::Markup);
                    words = rest.trim_start().to_string();
                }
                if std::mem::take(&mut self.mark_follows) {
                    words = self.without_mark(words);
                }
                let words = self.reading.with_signs(words, self.font.as_deref());
                push(out, &words);
            }
            "tab" | "ptab" => push(out, "\t"),
            "noBreakHyphen" => push(out, "\u{2011}"),
            "softHyphen" => push(out, "\u{ad}"),
            "br" | "cr" => match attribute(part, "type") {
                // What stands on the next page is a paragraph of its own.
                Some("page") => out.extend([Run::Break, Run::Break]),
                Some("column") => push(out, " "),
                Some(_) | None => out.push(Run::Break),
            },
            "sym" => self.symbol(part, out),
            // As Word writes pictures of faces and signs of fonts with colours: by the number of the letter.
            "symEx" => {
                let code = attribute(part, "char")
                    .and_then(|code| u32::from_str_radix(code, 16).ok())
                    .and_then(char::from_u32);
                out.extend(code.map(|sign| Run::Text(sign.to_string())));
            }
            "fldChar" => match attribute(part, "fldCharType") {
                Some("begin") => self.begin_field(part),
                Some("separate") => self.begin_result(),
                Some("end") => self.end_field(),
                Some(_) | None => {}
            },
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|it| !it.has_result) {
                    field.instruction.push_str(part.text().unwrap_or(""));
                }
            }
            "footnoteReference" | "endnoteReference" => {
                let notes = match is(part, "footnoteReference") {
                    true => FOOTNOTES,
                    false => ENDNOTES,
                };
                let marked =
                    toggle_of(part, "customMarkFollows") && !self.reading.in_note;
                self.note_mark = if marked { typed_mark(part) } else { None };
                self.note(notes, part, out);
                self.note_mark = None;
                self.mark_follows = marked;
            }
            "commentReference" => {
                let id = attribute(part, "id").unwrap_or("");
                if let Some((author, words)) = self.comments.remove(id) {
                    self.reading.comment(self.reading.at, &author, &words);
                }
            }
            "drawing" | "pict" | "object" => self.drawing(part, out, pieces),
            "AlternateContent" => {
                // What the choice does not give in a form known here, the fallback does.
                let before = (out.len(), pieces.len());
                for name in ["Choice", "Fallback"] {
                    let inner = child(part, name).into_iter();
                    let inner: Vec<_> = inner
                        .flat_map(|part| part.children().filter(Node::is_element))
                        .collect();
                    for inner in inner {
                        self.run_part(inner, out, pieces);
                    }
                    if before != (out.len(), pieces.len()) {
                        break;
                    }
                }
            }
            "ruby" => {
                self.tell_reading(part);
                if let Some(base) = child(part, "rubyBase") {
                    for run in base.children().filter(|node| is(*node, "r")) {
                        for inner in run.children().filter(Node::is_element) {
                            self.run_part(inner, out, pieces);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The words behind a note without its mark, which is typed there; a book has its own.
    fn without_mark(&mut self, words: String) -> String {
        const LONGEST: usize = 4;
        let mark = words.trim();
        let end = mark.find(char::is_whitespace).unwrap_or(mark.len());
        let mark = &mark[..end];
        if mark.is_empty() || mark.chars().count() > LONGEST {
            return words;
        }
        let at = self.reading.at;
        let message = format!(
            "the mark of a note, `{mark}`, is left out, as notes are numbered anew"
        );
        self.reading.report.change(at, message, "");
        self.reading.report.cut(at, mark, Fate::Markup);
        words.trim_start().get(end..).unwrap_or("").to_string()
    }

    /// A field ends; what a formula's order says is told, as it shows nothing else.
    fn end_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        self.tell_left_out(&mut field);
        let order = field.instruction.trim();
        let name = order.split_whitespace().next().unwrap_or("").to_uppercase();
        let what = match name.as_str() {
            "EQ" => {
                "a formula that is the order of a field is left out; write it out, or make a picture of it"
            }
            "SYMBOL" | "MACROBUTTON" | "GOTOBUTTON" | "ADVANCE" | "QUOTE" | "FILLIN"
                if !field.has_result =>
            {
                "a field that shows what its order says is left out; put there what it showed"
            }
            _ => return,
        };
        let at = self.reading.at;
        self.reading.drop(at, what, order);
    }

    /// A sign by its place in a font of symbols.
    fn symbol(&mut self, part: Node<'a, 't>, out: &mut Runs) {
        let code = attribute(part, "char")
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .unwrap_or(0);
        let font = attribute(part, "font").unwrap_or("");
        let sign = symbols::sign(font, code);
        let at = self.reading.at;
        match sign {
            Some(sign) => out.push(Run::Text(sign.to_string())),
            None => self.reading.report.doubt(at, format!("a sign of the font {font}, number {code:X}, has no letter and is left out"), "put there what was meant"),
        }
    }
}

/// The mark that is typed behind the marker of a note.
fn typed_mark(marker: Node<'_, '_>) -> Option<String> {
    let behind = marker.next_siblings().skip(1);
    let run = marker.parent().into_iter().flat_map(|run| run.next_siblings().skip(1));
    let text = behind
        .chain(run.take(1).flat_map(|run| run.children()))
        .find(|part| is(*part, "t"))?
        .text()?;
    let mark = text.split_whitespace().next()?;
    (mark.chars().count() <= 4).then(|| mark.to_string())
}

/// Whether an attribute says yes.
fn toggle_of(node: Node<'_, '_>, name: &str) -> bool {
    attribute(node, name).is_some_and(|it| matches!(it, "1" | "true" | "on"))
}
