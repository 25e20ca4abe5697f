//! The head of an article: title and subtitle of its front matter, and the heading that
//! is its title where there is none.

use std::borrow::Cow;
use std::ops::Range;

use super::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::{AnchorId, Block, Inlines, Kind, inline_text};
use crate::markdown::front::Heads;
use crate::markdown::same_words;

/// The text before the article's, where the values stand as they are read: what TOML
/// escapes is written out, and filled up with spaces, so that all places are kept.
pub(super) fn written_out<'t>(text: &'t str, heads: &Heads) -> Cow<'t, str> {
    let mut out = Cow::Borrowed(text);
    for (value, at) in heads.title.iter().chain(&heads.subtitle) {
        if !out[at.start..].starts_with(value.as_str()) && value.len() <= at.len() {
            let fill = " ".repeat(at.len() - value.len());
            out.to_mut().replace_range(at.clone(), &format!("{value}{fill}"));
        }
    }
    out
}

impl<'a> Builder<'a> {
    /// Reads title and subtitle, which stand in `text`, the beginning of the file.
    pub(super) fn heads(&mut self, text: &'a str, heads: Heads) {
        let body = (self.src, self.base);
        (self.src, self.base) = (text, 0);
        let mut read = |head: Option<(String, Range<usize>)>| {
            let (value, at) = head?;
            let run = self.inlines_of(at.start..at.start + value.len());
            Some(run).filter(|run| !run.is_empty())
        };
        self.stated = (read(heads.title), read(heads.subtitle));
        self.report_braces();
        // Places in this text are none in the other.
        self.next_at.clear();
        (self.src, self.base) = body;
    }

    /// The article's title, and the place of the heading that is it. A heading beside
    /// another title in the front matter is one of the text.
    pub(super) fn choose_title(
        &mut self,
        blocks: &mut Vec<Block>,
    ) -> (Option<Inlines>, Option<AnchorId>) {
        let heading = self.title.take();
        let Some(stated) = self.stated.0.take() else { return heading.unzip() };
        let Some((content, anchor)) = heading else { return (Some(stated), None) };
        if same_words(&stated, &content) {
            return (Some(content), Some(anchor));
        }
        let (first, last) = (content.first(), content.last());
        if let Some((first, last)) = first.zip(last) {
            let span = first.span().to(last.span());
            let title = inline_text(&stated);
            let message = format!("the front matter gives another title, `{title}`");
            self.sink.report(Diagnostic::new(Code::StatedTwice, message).at(span).help(
                "this is printed as a heading below it; begin it with `##` if that is \
                 meant, or make the two one",
            ));
            let kind = Kind::Heading { level: 1, content };
            let (anchor, classes) = (Some(anchor), Vec::new());
            blocks.insert(0, Block { kind, span, lang: None, anchor, classes });
        }
        (Some(stated), None)
    }
}
