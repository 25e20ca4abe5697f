//! Text, spans in brackets, raised and lowered letters, breaks, inline HTML.

use std::ops::Range;

use super::attributes::{self, Attributes};
use super::braces::{Braces, Whole};
use super::build::{Builder, DEEPEST, Open};
use crate::diag::Code;
use crate::document::{Inline, InlineStyle, Inlines};
use crate::info::Lang;

/// An opening bracket that may turn out to begin a span.
#[derive(Debug)]
pub(super) struct Bracket {
    /// Which inline of its run holds it.
    inline: usize,
    /// Where in that inline's text.
    byte: usize,
    /// Where in the source.
    at: usize,
}

impl Builder<'_> {
    /// Text as the parser gives it. What is literal is taken from the untouched source.
    pub fn text_event(&mut self, text: &str, range: Range<usize>) {
        let Range { mut start, end } = range;
        let literal = text.len() == end - start;
        let src = self.src;
        let mut text = if literal { &src[start..end] } else { text };
        if let Open::Code { text: code, .. } = &mut self.top().open {
            code.push_str(text);
            return;
        }
        if end <= self.used_to {
            return;
        }
        if start < self.used_to {
            if !literal {
                return;
            }
            text = &text[self.used_to - start..];
            start = self.used_to;
        }
        let mut escaped = start > 0
            && src.as_bytes()[start - 1] == b'\\'
            && self.last_end != start
            && literal;
        self.last_end = end;
        let protects = match src.as_bytes().get(start) {
            Some(b'-' | b'.') => escaped,
            // In a value, the backslash keeps the mark from ending it.
            Some(b'"' | b'\'') => escaped && !self.inline_only,
            _ => false,
        };
        if protects {
            // The typographer leaves the sign alone.
            escaped = false;
            let span = self.span(start..start + 1);
            let sign = Inline::Text { text: src[start..start + 1].to_string(), span };
            let style = InlineStyle::AsTyped;
            self.push_inline(Inline::Styled { style, content: vec![sign], span });
            text = &text[1..];
            start += 1;
        }
        let special = |b: &u8| matches!(b, b'[' | b']' | b'^' | b'~');
        if !literal || !text.as_bytes().iter().any(special) {
            self.push_text(text, start..end);
            return;
        }
        let mut from = start;
        let mut at =
            start + usize::from(escaped && from > 0 && src.as_bytes()[from - 1] == b'\\');
        while at < end {
            match src.as_bytes()[at] {
                b'[' => {
                    self.push_text(&src[from..at + 1], from..at + 1);
                    from = at + 1;
                    self.open_bracket(at);
                }
                b']' => {
                    self.push_text(&src[from..at], from..at);
                    from = at;
                    if let Some(after) = self.close_bracket(at) {
                        from = after.min(end);
                        at = from;
                        continue;
                    }
                }
                sign @ (b'^' | b'~') => {
                    if let Some(close) = short_script(&src[at..]) {
                        self.push_text(&src[from..at], from..at);
                        let inner = at + 1..at + close;
                        let span = self.span(inner.clone());
                        let content =
                            vec![Inline::Text { text: src[inner].to_string(), span }];
                        let style = match sign {
                            b'^' => InlineStyle::Superscript,
                            _ => InlineStyle::Subscript,
                        };
                        let whole = at..at + close + 1;
                        let span = self.span(whole.clone());
                        self.used_to = whole.end;
                        let script = Inline::Styled { style, content, span };
                        self.push_with_attributes(vec![script], whole);
                        from = self.used_to.min(end);
                        at = from;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.push_text(&src[from..end], from..end);
    }

    /// Adds text to the run, to its last text where nothing lies between.
    fn push_text(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        if text.len() == range.len() {
            self.note_braces(text, range.start);
        }
        let span = self.span(range);
        let dropped = std::mem::take(&mut self.dropped);
        let inlines = &mut self.top().inlines;
        if let Some(Inline::Text { text: last, span: before }) = inlines.last_mut() {
            let doubled = dropped && last.ends_with(' ') && text.starts_with(' ');
            let gap = span.start.saturating_sub(before.end);
            // A backslash before an escaped character leaves a gap of one.
            if gap <= 1 || doubled {
                last.push_str(if doubled { &text[1..] } else { text });
                before.end = span.end.max(before.end);
                return;
            }
        }
        inlines.push(Inline::Text { text: text.to_string(), span });
    }

    pub fn soft_break(&mut self, range: Range<usize>) {
        let span = self.span(range.clone());
        if let Some(Inline::Text { text, span: before }) = self.top().inlines.last_mut() {
            if !text.ends_with(' ') {
                text.push(' ');
            }
            before.end = span.end;
        } else {
            self.push_text(" ", range);
        }
    }

    fn open_bracket(&mut self, at: usize) {
        let frame = self.top();
        if frame.depth + frame.brackets.len() >= DEEPEST {
            frame.beyond += 1;
            return;
        }
        let inline = frame.inlines.len() - 1;
        if let Inline::Text { text, .. } = &frame.inlines[inline] {
            let byte = text.len() - 1;
            frame.brackets.push(Bracket { inline, byte, at });
        }
    }

    /// At a `]`: pairs it with the bracket that is open, makes a span if attributes follow, and says where they end.
    fn close_bracket(&mut self, at: usize) -> Option<usize> {
        let found = attributes::parse(&self.src[..self.limit], at + 1);
        if self.top().beyond > 0 {
            self.top().beyond -= 1;
            if found.is_some() {
                self.braces.insert(at + 1, Braces::Done);
                self.report_too_deep(at);
            }
            return None;
        }
        let bracket = self.top().brackets.pop()?;
        let Some(found) = found else {
            if let Some(braces) = attributes::malformed(&self.src[..self.limit], at + 1) {
                self.report_malformed(braces);
            }
            if let Some(end) = reference_end(self.src, at + 1) {
                let message = "link refers to something that is not defined";
                let help = "write `[words](address)`; a bracket that is text is `\\[`";
                let range = bracket.at..end;
                let help = Some(help.to_string());
                self.report_with(Code::UndefinedLink, message, range, help);
            }
            let inside = &self.src[bracket.at + 1..at];
            if let Some(label) = inside.strip_prefix('^')
                && !label.is_empty()
                && label.len() < 100
                && !label.contains(char::is_whitespace)
            {
                let message = format!("note `[^{label}]` is not in this article");
                let help =
                    format!("write the note: `[^{label}]: …`, after an empty line");
                self.report_with(
                    Code::DanglingNote,
                    message,
                    bracket.at..at + 1,
                    Some(help),
                );
            }
            return None;
        };
        let end = found.end;
        let content = self.cut_from(&bracket);
        let marks = found.keys.iter().any(|key| key.name == "index");
        if !content.is_empty() || marks {
            self.push_span(content, found, bracket.at..end);
        }
        self.used_to = end;
        Some(end)
    }

    /// Takes out of the run what stands after a bracket, and the bracket.
    fn cut_from(&mut self, bracket: &Bracket) -> Inlines {
        let after = self.span(bracket.at + 1..bracket.at + 1);
        let inlines = &mut self.top().inlines;
        let mut content = inlines.split_off(bracket.inline);
        if let Some(Inline::Text { text, span }) = content.first_mut() {
            let mut left = text.clone();
            let right = left.split_off(bracket.byte + 1);
            left.pop();
            let mut left_span = *span;
            left_span.end = after.start - 1;
            span.start = after.start.min(span.end);
            *text = right;
            if text.is_empty() {
                content.remove(0);
            }
            if !left.is_empty() {
                inlines.push(Inline::Text { text: left, span: left_span });
            }
        }
        content
    }

    /// Adds what ended at the end of `range`, as a span if attributes follow. A flag alone
    /// is none here: `` `x`{y} `` stays as typed.
    pub fn push_with_attributes(&mut self, content: Inlines, range: Range<usize>) {
        let found = attributes::parse(&self.src[..self.limit], range.end)
            .filter(|found| found.states_something())
            .filter(|found| !self.ends_heading(found.end));
        let Some(found) = found else {
            self.top().inlines.extend(content);
            return;
        };
        self.used_to = found.end;
        let end = found.end;
        self.push_span(content, found, range.start..end);
    }

    /// Whether attributes that end at `end` are those of the heading they stand in.
    fn ends_heading(&self, end: usize) -> bool {
        let mut open = self.frames.iter().map(|frame| &frame.open);
        let rest = self.src[end..].lines().next().unwrap_or_default();
        open.any(|open| matches!(open, Open::Heading { .. })) && rest.trim().is_empty()
    }

    /// Makes a span of a whole run (a cell, a term) whose end has attributes.
    pub fn mark_whole(&mut self, run: &mut Inlines, range: Range<usize>) {
        if let Some(found) = self.take_trailing(run, Whole::Other) {
            *run = self.span_of(std::mem::take(run), found, range);
        }
    }

    fn push_span(&mut self, content: Inlines, found: Attributes, range: Range<usize>) {
        let span = self.span_of(content, found, range);
        self.top().inlines.extend(span);
    }

    /// Wraps a span's content in what its attributes say.
    pub fn span_of(
        &mut self,
        content: Inlines,
        mut found: Attributes,
        range: Range<usize>,
    ) -> Inlines {
        let span = self.span(range.clone());
        let mut styles = Vec::new();
        let mark = self.take_mark(&mut found, &content, range);
        for (class, at) in found.classes {
            match class.as_str() {
                "smallcaps" => styles.push(InlineStyle::SmallCaps),
                "asis" => styles.push(InlineStyle::AsTyped),
                "keep" | "shorter" | "longer" => {
                    let message = format!("`.{class}` says nothing of words in a line");
                    let help = if class == "keep" {
                        "it keeps the lines of a block on one page; for words on one line write `&nbsp;` between them"
                    } else {
                        "it is for whole paragraphs: write `::: {.shorter}` or `::: {.longer}` above and `:::` below"
                    };
                    let help = Some(help.to_string());
                    self.report_with(Code::InvalidAttribute, message, at, help);
                }
                _ if styles.len() < 3 => styles.push(InlineStyle::Class(class)),
                _ => self.report(Code::InvalidAttribute, "more than three classes", at),
            }
        }
        for key in found.keys {
            let value = key.value.clone().map(|v| &self.src[v]);
            match (key.name.as_str(), value.and_then(Lang::parse)) {
                ("lang", Some(lang)) => styles.push(InlineStyle::Language(lang)),
                ("lang", None) => {
                    self.report_lang(key.value.unwrap_or(key.range));
                }
                _ => {
                    let message = format!("`{}` means nothing on a span", key.name);
                    let help = "known here: lang, index, .smallcaps, .asis, #id, .class"
                        .to_string();
                    self.report_with(
                        Code::InvalidAttribute,
                        message,
                        key.range,
                        Some(help),
                    );
                }
            }
        }
        if let Some((id, at)) = found.id {
            styles.push(InlineStyle::Anchor(self.anchor(id, true, at)));
        }
        styles.truncate(8);
        styles.extend(mark.map(InlineStyle::Anchor));
        let mut content = content;
        for style in styles {
            content = vec![Inline::Styled { style, content, span }];
        }
        content
    }
}

/// The longest name of a reference that is looked for.
const LONGEST_REFERENCE: usize = 100;

/// Where `[reference]` ends that stands at byte `at`, directly behind bracketed words.
fn reference_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('[')?;
    if rest.starts_with('^') {
        return None;
    }
    let mut signs = rest.char_indices().take(LONGEST_REFERENCE);
    match signs.find(|&(_, c)| matches!(c, '[' | ']' | '\n'))? {
        (i, ']') if !rest[i + 1..].starts_with(['{', '(', '[']) => Some(at + i + 2),
        _ => None,
    }
}

/// The place of the closing sign of `^th^` or `~2~`: a few letters or digits, which may
/// stand inside a word, where the Markdown parser does not look for them.
fn short_script(text: &str) -> Option<usize> {
    let sign = *text.as_bytes().first()?;
    for (i, c) in text.char_indices().skip(1).take(12) {
        if c as u32 == u32::from(sign) {
            return (i > 1).then_some(i);
        }
        if !(c.is_alphanumeric() || matches!(c, '+' | '-' | '−' | ',' | '.')) {
            return None;
        }
    }
    None
}
