//! From places in the finished files back to places in the source, for what checkers find.
//!
//! While an article is written, each block and each run of words leaves its place in the source
//! with the number of tags before it. Numbers of tags outlast what is done to the text
//! afterwards: links grow longer, long articles are cut.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::walk::{Piece, pieces};
use crate::source::Span;

/// What an article left: how many tags its file has before, and the place; in order.
pub(super) type Trace = Vec<(usize, Span)>;

/// Counts tags while a text grows.
#[derive(Default)]
pub(super) struct Tracer {
    counted: usize,
    tags: usize,
    trace: Trace,
}

impl Tracer {
    /// What stands in the source is written at the end of a text.
    pub fn mark(&mut self, out: &str, span: Span) {
        // Tags that were opened again at the end are counted already.
        if let Some(new) = out.get(self.counted..) {
            self.tags += tags(new);
        }
        self.counted = self.counted.max(out.len());
        self.trace.push((self.tags, span));
    }

    /// All that was marked.
    pub fn into_trace(self) -> Trace {
        self.trace
    }
}

/// How many tags begin in a text.
pub(super) fn tags(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'<').count()
}

/// The files of text, and what their tags were in the source.
#[derive(Clone, Debug, Default)]
pub struct Places {
    texts: BTreeMap<String, Arc<str>>,
    traces: BTreeMap<String, Trace>,
}

impl Places {
    pub(super) fn text(&mut self, path: String, text: Arc<str>) {
        self.texts.insert(path, text);
    }

    pub(super) fn trace(&mut self, path: String, trace: Trace) {
        self.traces.insert(path, trace);
    }

    /// A file's path in the archive, by what a checker calls it.
    pub fn path(&self, called: &str) -> Option<&str> {
        let called = called.trim_start_matches('/');
        let inside = format!("EPUB/{called}");
        let known = self.texts.get_key_value(called);
        known.or(self.texts.get_key_value(&inside)).map(|(path, _)| path.as_str())
    }

    /// Where in the source stands what a file has before a line and a column, both from 1:
    /// checkers tell the end of the tag that they mean.
    pub fn at_line(&self, path: &str, line: u32, column: u32) -> Option<Span> {
        let text = self.texts.get(path)?;
        let start = match line.checked_sub(2) {
            Some(before) => {
                let mut ends = text.match_indices('\n');
                ends.nth(before as usize)?.0 + 1
            }
            None => 0,
        };
        let rest = text[start..].split('\n').next().unwrap_or("");
        // Columns count UTF-16 units in Java; few characters have two.
        let mut units = 0;
        let before = rest.char_indices().find(|(_, c)| {
            units += c.len_utf16();
            units >= column.max(1) as usize
        });
        let length = before.map_or(rest.len(), |(at, _)| at);
        self.at_tag(path, tags(&text[..start + length]).checked_sub(1)?)
    }

    /// Where in the source stands the element to which an EPUB CFI leads from the root of a
    /// file, such as `/4/2[a]/6` (EPUB CFI 1.1, 3): even numbers count elements.
    pub fn at_cfi(&self, path: &str, cfi: &str) -> Option<Span> {
        let text = self.texts.get(path)?;
        let steps: Vec<usize> = cfi
            .split('/')
            .filter_map(|step| step.split(['[', ':', '!', ',']).next()?.parse().ok())
            .map(|number: usize| number / 2)
            .collect();
        let mut counts: Vec<usize> = vec![0];
        let mut depth = 0;
        let (mut number, mut found) = (0, None);
        for (_, piece) in pieces(text) {
            let opens = match piece {
                Piece::Open(..) => true,
                Piece::Empty(..) => false,
                Piece::Close(_) => {
                    number += 1;
                    counts.pop();
                    depth = depth.min(counts.len().saturating_sub(1));
                    continue;
                }
                Piece::Prologue(_) => {
                    number += 1;
                    continue;
                }
                Piece::Text(_) => continue,
            };
            if let Some(count) = counts.last_mut() {
                *count += 1;
            }
            let level = counts.len();
            let count = counts.last().copied().unwrap_or(0);
            // The root is where steps begin; below it each step picks one child.
            let on_way =
                level == 1 || level == depth + 1 && steps.get(level - 2) == Some(&count);
            if on_way {
                (depth, found) = (level, Some(number));
                if level > steps.len() {
                    break;
                }
            }
            if opens {
                counts.push(0);
            }
            number += 1;
        }
        self.at_tag(path, found?)
    }

    /// Where in the source stands what a tag of a file belongs to, by its number from 0.
    fn at_tag(&self, path: &str, tag: usize) -> Option<Span> {
        let trace = self.traces.get(path)?;
        let after = trace.partition_point(|(tags, _)| *tags <= tag);
        trace.get(after.saturating_sub(1)).map(|(_, span)| *span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    fn places() -> (Places, Vec<Span>) {
        let file = Files::default().add("a.md", "one two three");
        let spans: Vec<Span> =
            [0..3, 4..7, 8..13].map(|range| Span::new(file, range)).to_vec();
        let mut text =
            String::from("<html><head><title>A</title></head>\n<body><section>\n");
        let mut tracer = Tracer::default();
        for (at, span) in spans.iter().enumerate() {
            tracer.mark(&text, *span);
            text.push_str(&format!("<p>é<em>{at}</em> <img src=\"\"/></p>\n"));
        }
        text.push_str("</section></body></html>");
        let mut places = Places::default();
        places.trace("EPUB/text/a.xhtml".into(), tracer.into_trace());
        places.text("EPUB/text/a.xhtml".into(), text.into());
        (places, spans)
    }

    #[test]
    fn lines_and_columns_lead_to_the_source() {
        let (places, spans) = places();
        let at = |line, column| places.at_line("EPUB/text/a.xhtml", line, column);
        assert_eq!(at(3, 4), Some(spans[0]), "behind `<p>`");
        assert_eq!(at(4, 4), Some(spans[1]));
        assert_eq!(at(5, 30), Some(spans[2]));
        assert_eq!(at(4, 4000), Some(spans[1]), "a column that is not there");
        assert_eq!((at(99, 1), at(0, 0)), (None, None));
        assert_eq!(places.at_line("EPUB/nav.xhtml", 1, 1), None);
        assert_eq!(places.path("text/a.xhtml"), Some("EPUB/text/a.xhtml"));
        assert_eq!(places.path("/EPUB/text/a.xhtml"), Some("EPUB/text/a.xhtml"));
    }

    #[test]
    fn fragment_identifiers_lead_to_the_source() {
        let (places, spans) = places();
        let at = |cfi| places.at_cfi("EPUB/text/a.xhtml", cfi);
        assert_eq!(at("/4/2[a]/2"), Some(spans[0]));
        assert_eq!(at("/4/2/4/4"), Some(spans[1]), "a picture");
        assert_eq!(at("/4/2/6/2"), Some(spans[2]));
        assert_eq!(at("/"), Some(spans[0]), "the whole file");
        assert_eq!(at("nonsense"), Some(spans[0]));
    }
}
