//! Raw HTML: the tags are reported and dropped, the words kept; comments go in silence.
//! What stands in scripts and style sheets is no text and goes with its tags. `<br>` in a
//! line is a line end.

use std::ops::Range;

use super::build::Builder;
use crate::diag::Code;
use crate::document::Inline;

impl Builder<'_> {
    pub fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        if tag.starts_with("<!--") || range.end <= self.used_to {
            return;
        }
        let name = tag_name(tag);
        // Markdown has no other way to end a line in a cell.
        if name == "br" {
            let span = self.span(range);
            self.top().inlines.push(Inline::Break { span });
            return;
        }
        if tag.starts_with("</") {
            // Its opening tag was reported.
            return;
        }
        let message = format!("HTML `<{name}>` is not passed through");
        if let Some(close) = is_mute(&name) {
            let end = self.next_at(close, range.end);
            if end < self.src.len() && self.next_at("\n\n", range.end) > end {
                self.used_to = end;
            }
        }
        self.report_with(Code::RawHtml, message, range, Some(instead(&name)));
    }

    /// Where a text stands next, from a byte on; the end of the source if nowhere. What
    /// was found is remembered, so that asking again and again costs nothing.
    fn next_at(&mut self, needle: &'static str, from: usize) -> usize {
        if let Some(&(since, at)) = self.next_at.get(needle)
            && (since..=at).contains(&from)
        {
            return at;
        }
        let at = self.src[from..].find(needle).map_or(self.src.len(), |i| from + i);
        self.next_at.insert(needle, (from, at));
        at
    }

    /// A whole HTML block: its words become a paragraph. Fences inside it still count.
    pub fn html_block(&mut self, range: Range<usize>) {
        let first = self.fences.partition_point(|f| f.range.start < range.start);
        let last = self.fences.partition_point(|f| f.range.start < range.end);
        let mut from = range.start;
        let mut reported = false;
        for at in first..last {
            let fence = self.fences[at].range.clone();
            self.html_piece(from..fence.start, &mut reported);
            self.fence(at);
            from = fence.end;
        }
        self.html_piece(from..range.end, &mut reported);
    }

    fn html_piece(&mut self, range: Range<usize>, reported: &mut bool) {
        let mut words: Vec<Inline> = Vec::new();
        for piece in pieces(self.src, range) {
            match piece {
                Piece::Tag(at) => {
                    if !*reported {
                        *reported = true;
                        let name = tag_name(&self.src[at.clone()]);
                        let message = format!("HTML `<{name}>` is not passed through");
                        self.report_with(
                            Code::RawHtml,
                            message,
                            at,
                            Some(instead(&name)),
                        );
                    }
                }
                Piece::Words(at) => {
                    let text = &self.src[at.clone()];
                    let lead = text.len() - text.trim_start().len();
                    let at = at.start + lead..at.start + text.trim_end().len();
                    let inlines = self.inlines_of(at.clone());
                    if !inlines.is_empty() && !words.is_empty() {
                        let span = self.span(at.start..at.start);
                        words.push(Inline::Text { text: " ".to_string(), span });
                    }
                    words.extend(inlines);
                }
            }
        }
        if !words.is_empty() {
            self.top().inlines.extend(words);
            self.flush();
        }
    }
}

enum Piece {
    Tag(Range<usize>),
    Words(Range<usize>),
}

/// Cuts HTML into tags and words; comments, scripts and style sheets are left out.
fn pieces(src: &str, range: Range<usize>) -> Vec<Piece> {
    let text = &src[range.clone()];
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let next = text[at..].find('<').map_or(text.len(), |i| at + i);
        if !text[at..next].trim().is_empty() {
            pieces.push(Piece::Words(range.start + at..range.start + next));
        }
        let rest = &text[next..];
        if rest.is_empty() {
            break;
        }
        let end =
            |close: &str| rest.find(close).map_or(text.len(), |i| next + i + close.len());
        if rest.starts_with("<!--") {
            at = end("-->");
            continue;
        }
        let tag_like = rest[1..].starts_with(|c: char| {
            c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')
        });
        if !tag_like {
            let close = next + 1;
            pieces.push(Piece::Words(range.start + next..range.start + close));
            at = close;
            continue;
        }
        at = end(">");
        pieces.push(Piece::Tag(range.start + next..range.start + at));
        let name = tag_name(rest);
        if let Some(close) = is_mute(&name).filter(|_| !rest.starts_with("</")) {
            at = text[at..].find(close).map_or(text.len(), |i| at + i);
        }
    }
    pieces
}

fn tag_name(tag: &str) -> String {
    tag.trim_start_matches(['<', '/', '!', '?'])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(30)
        .collect::<String>()
        .to_ascii_lowercase()
}

/// How an element ends whose content is never text.
fn is_mute(name: &str) -> Option<&'static str> {
    match name {
        "script" => Some("</script"),
        "style" => Some("</style"),
        _ => None,
    }
}

/// What to write in place of a tag.
fn instead(name: &str) -> String {
    if is_mute(name).is_some() {
        return "nothing of it is kept; how a book looks is the theme's matter"
            .to_string();
    }
    let better = match name {
        "br" => "end the line with a backslash, or write `<br>` within it",
        "sup" => "write `^raised^`",
        "sub" => "write `~lowered~`",
        "i" | "em" | "cite" => "write `*emphasis*`",
        "b" | "strong" => "write `**strong**`",
        "img" | "figure" => "write `![what it shows](picture.png)`",
        "a" => "write `[words](address)` or `[words]{#id}`",
        "hr" => "write `***`",
        "span" => "write `[words]{lang=…}` or `[words]{.class}`",
        "div" | "section" | "aside" => "use a block: `::: box` … `:::`",
        _ => "`publish explain raw-html` says what to write instead",
    };
    format!("its words are kept; {better}")
}
