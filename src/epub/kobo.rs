//! The edition for Kobo: XHTML as Kobo's own files have it. A `koboSpan` around each
//! sentence (more, where it holds other elements) is what highlights, bookmarks and
//! statistics are kept by; the two elements around everything are what pages are made of.
//! (Checked against Kobo's files by kepubify, `kepub/transform.go`, and by calibre,
//! `ebooks/oeb/polish/kepubify.py`.)

use std::ops::Range;

use super::sentences;
use super::walk::{Piece, attribute, has_class, pieces};
use crate::xml::push_text;

/// Elements that do not end a paragraph.
const INLINE: [&str; 12] =
    ["a", "em", "strong", "i", "b", "span", "sup", "sub", "del", "code", "br", "img"];

/// The stylesheet: pictures have an element more around them, and the margins of pages are
/// the device's.
pub(super) fn css(css: &str) -> String {
    let mut css = css.replace("> img", "> span.koboSpan > img");
    css.push_str("div#book-inner { margin-top: 0; margin-bottom: 0; }\n");
    css
}

/// A file of text.
pub(super) fn xhtml(xhtml: &str) -> String {
    let mut writer =
        Writer { out: String::with_capacity(xhtml.len() * 3 / 2), ..Writer::default() };
    for (_, piece) in pieces(xhtml) {
        writer.piece(piece);
    }
    writer.paragraph();
    writer.out
}

/// What the element around a sentence has, in bytes.
pub(super) const SPAN: usize =
    "<span class=\"koboSpan\" id=\"kobo.0000.00\"></span>".len();

/// How many bytes at most [`xhtml`] adds to words between two tags: an element, and one more for
/// each sign that may end a sentence.
pub(super) fn most_added(words: &str) -> usize {
    let bytes = words.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, byte)| match byte {
        b'.' | b'?' | b'!' => {
            let rest = &bytes[at + 1..];
            let inside =
                |next: &u8| next.is_ascii_alphanumeric() || b".?!".contains(next);
            // What follows in small letters goes on. Quotes and spaces beyond ASCII are not letters.
            let letter = |b: &&u8| b.is_ascii_alphanumeric() || **b > 0xc2 && **b != 0xe2;
            let goes_on = rest.iter().find(letter).is_some_and(u8::is_ascii_lowercase);
            !rest.first().is_some_and(inside) && !goes_on
        }
        // 。 ！ ？
        0xe3 => bytes.get(at + 1..at + 3) == Some(&[0x80, 0x82]),
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x81 | 0x9f])),
        _ => false,
    });
    match words.trim().is_empty() {
        true => 0,
        false => (1 + ends.count()) * SPAN,
    }
}

/// A piece of a paragraph.
enum Part<'a> {
    /// Tags as they are.
    Tag(&'a str),
    /// The end of an element.
    End(&'a str),
    /// Words, by their place in the paragraph's.
    Words(Range<usize>),
    /// Words that are no part of its sentences: the marker of a note.
    Aside(&'a str),
    /// A picture.
    Picture(&'a str),
}

#[derive(Default)]
struct Writer<'a> {
    out: String,
    /// The elements that are open, with their languages.
    open: Vec<(&'a str, Option<&'a str>)>,
    /// Whether text stands in the body.
    body: bool,
    /// How many elements are open inside code, or the marker of a note, that included.
    code: usize,
    marker: usize,
    /// The paragraph that is being read: its words, and its parts.
    words: String,
    parts: Vec<Part<'a>>,
    /// How many paragraphs were written.
    paragraphs: usize,
}

impl<'a> Writer<'a> {
    fn piece(&mut self, piece: Piece<'a>) {
        match piece {
            Piece::Prologue(text) => {
                self.paragraph();
                self.out.push_str(text);
            }
            Piece::Open(name, tag) => {
                let inline = INLINE.contains(&name);
                if !inline {
                    self.paragraph();
                }
                self.open.push((name, attribute(tag, "lang")));
                self.code += usize::from(name == "pre" || self.code > 0);
                self.marker += usize::from(has_class(tag, "noteref") || self.marker > 0);
                match inline {
                    true => self.parts.push(Part::Tag(tag)),
                    false => self.out.push_str(tag),
                }
                if name == "body" {
                    self.body = true;
                    self.out.push_str("<div id=\"book-columns\"><div id=\"book-inner\">");
                }
            }
            Piece::Close(name) => {
                let inline = INLINE.contains(&name);
                if !inline {
                    self.paragraph();
                }
                self.open.pop();
                self.code = self.code.saturating_sub(1);
                self.marker = self.marker.saturating_sub(1);
                match (inline, name) {
                    (true, name) => self.parts.push(Part::End(name)),
                    (false, "body") => self.out.push_str("</div></div></body>"),
                    (false, name) => self.out.push_str(&format!("</{name}>")),
                }
            }
            Piece::Empty("img", tag) => self.parts.push(Part::Picture(tag)),
            Piece::Empty(name, tag) if INLINE.contains(&name) => {
                self.parts.push(Part::Tag(tag));
            }
            Piece::Empty(_, tag) => {
                self.paragraph();
                self.out.push_str(tag);
            }
            Piece::Text(text) if self.code > 0 || !self.body => {
                self.parts.push(Part::Tag(text));
            }
            Piece::Text(text) if self.marker > 0 => self.parts.push(Part::Aside(text)),
            Piece::Text(text) => {
                let start = self.words.len();
                push_unescaped(&mut self.words, text);
                self.parts.push(Part::Words(start..self.words.len()));
            }
        }
    }

    /// Writes the paragraph that was read.
    fn paragraph(&mut self) {
        let lang = self.open.iter().rev().find_map(|(_, lang)| *lang).unwrap_or("");
        let words = std::mem::take(&mut self.words);
        let ends = match words.trim().is_empty() {
            true => Vec::new(),
            false => sentences::ends(&words, lang),
        };
        let mut ends = ends.into_iter().peekable();
        let mut segments = 0;
        let mut parts = std::mem::take(&mut self.parts);
        for part in parts.drain(..) {
            match part {
                Part::Tag(text) => self.out.push_str(text),
                Part::End(name) => {
                    self.out.push_str("</");
                    self.out.push_str(name);
                    self.out.push('>');
                }
                Part::Picture(tag) | Part::Aside(tag) => {
                    self.span(&mut segments, |out| out.push_str(tag));
                }
                Part::Words(range) => {
                    let mut done = range.start;
                    while done < range.end {
                        while ends.next_if(|&end| end <= done).is_some() {}
                        let end =
                            ends.peek().copied().unwrap_or(range.end).min(range.end);
                        let text = &words[done..end];
                        match text.trim().is_empty() {
                            true => push_text(&mut self.out, text),
                            false => self.span(&mut segments, |out| push_text(out, text)),
                        }
                        done = end;
                    }
                }
            }
        }
        (self.parts, self.words) = (parts, words);
        self.words.clear();
    }

    fn span(&mut self, segments: &mut usize, content: impl FnOnce(&mut String)) {
        self.paragraphs += usize::from(*segments == 0);
        *segments += 1;
        let (paragraph, segment) = (self.paragraphs, *segments);
        self.out.push_str(&format!(
            "<span class=\"koboSpan\" id=\"kobo.{paragraph}.{segment}\">"
        ));
        content(&mut self.out);
        self.out.push_str("</span>");
    }
}

/// Text as it was before [`push_text`].
fn push_unescaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known =
            [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&", '&')];
        if let Some((entity, c)) = known.iter().find(|(e, _)| rest.starts_with(e)) {
            out.push(*c);
            rest = &rest[entity.len()..];
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_added_than_is_reckoned_with() {
        let body = "<p>One. Two? <em>Three!</em> four <img src=\"\" alt=\"\"/> “Five.” Six … seven\n\
            eight.<a class=\"noteref\" href=\"#a\">1</a></p>\n<p>一。二！三</p>\n<p>Mr. A. B.</p>\n";
        let empty = "<html><body>\n</body></html>";
        let text = empty.replace('\n', &format!("\n{body}"));
        let added = xhtml(&text).len() - text.len() - (xhtml(empty).len() - empty.len());
        let reckoned: usize = pieces(&text)
            .map(|(_, piece)| match piece {
                Piece::Text(words) => most_added(words),
                Piece::Empty("img", _) => SPAN,
                Piece::Open(..)
                | Piece::Close(_)
                | Piece::Empty(..)
                | Piece::Prologue(_) => 0,
            })
            .sum();
        assert!(added <= reckoned && reckoned < added * 2, "{added} of {reckoned}");
    }

    /// What becomes of a body's content.
    fn spanned(content: &str) -> String {
        let made = xhtml(&format!(
            "<?xml version=\"1.0\"?>\n<html lang=\"en\"><head><title>T. T</title></head>\
             <body>{content}</body></html>"
        ));
        let (start, end) = ("book-inner\">", "</div></div></body></html>");
        let body = made.split_once(start).expect("the elements around").1;
        let title = "<title>T. T</title></head><body><div id=\"book-columns\">";
        assert!(made.contains(title), "{made}");
        let body = body.strip_suffix(end).expect("and their ends");
        let short = body.replace("<span class=\"koboSpan\" id=\"kobo.", "[");
        short.replace("\">", "]").replace("</span>", "/")
    }

    #[test]
    fn sentences_are_numbered_in_their_paragraphs() {
        let text =
            "<h1>T</h1>\n<p>One. Two &amp; <em>three. Four</em> five.</p>\n<p>Six</p>";
        assert_eq!(
            spanned(text),
            "<h1>[1.1]T/</h1>\n<p>[2.1]One. /[2.2]Two &amp; /<em>[2.3]three. /[2.4]Four/</em>\
             [2.5] five./</p>\n<p>[3.1]Six/</p>"
        );
    }

    #[test]
    fn markers_of_notes_do_not_part_sentences_and_code_is_left_alone() {
        let text = "<p>One.<a class=\"noteref\" href=\"#n\"]1</a> Two.</p><pre><code>a. B</code>\
            </pre><p>&quot;Yes.&quot; <br/>No.</p>";
        assert_eq!(
            spanned(&text.replace("#n\"]", "#n\">")),
            "<p>[1.1]One./<a class=\"noteref\" href=\"#n][1.2]1/</a> [1.3]Two./</p><pre><code>a. B\
             </code></pre><p>[2.1]&quot;Yes.&quot; /<br/>[2.2]No./</p>"
        );
    }

    #[test]
    fn pictures_are_paragraphs_or_stand_in_them() {
        let text =
            "<figure><img src=\"a.png\"/>\n</figure>\n<p>A <img src=\"b.png\"/> b.</p>";
        assert_eq!(
            spanned(text),
            "<figure>[1.1]<img src=\"a.png\"/>/\n</figure>\n<p>[2.1]A /[2.2]<img src=\"b.png\"/>/\
             [2.3] b./</p>"
        );
    }
}
