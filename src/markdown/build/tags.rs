//! The beginnings and ends of Markdown's tags: what opens, and what it becomes when it ends.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, LinkType, Tag};

use super::frame::{Frame, Open};
use super::{Builder, trim};
use crate::diag::Code;
use crate::document::{Definition, Inline, InlineStyle, Item, Kind, Target};
use crate::markdown::{container, table};

impl Builder<'_> {
    /// Opens what a tag stands for; `false` if it is flattened.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the tags are pulldown-cmark's")]
    pub(super) fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> bool {
        let open = match tag {
            Tag::Emphasis => Open::Style(InlineStyle::Emphasis),
            Tag::Strong => Open::Style(InlineStyle::Strong),
            Tag::Strikethrough => Open::Style(InlineStyle::Strike),
            Tag::Superscript => Open::Style(InlineStyle::Superscript),
            Tag::Subscript => Open::Style(InlineStyle::Subscript),
            Tag::Link { link_type, dest_url, title, id } => {
                self.referred.insert(id.to_lowercase());
                if !title.is_empty() {
                    let message = format!("a link's title, `{title}`, is not printed");
                    let help = "write it into the text, or take it out".to_string();
                    let at = range.clone();
                    self.report_with(Code::InvalidAttribute, message, at, Some(help));
                }
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                Open::Link { to: format!("{mail}{dest_url}"), bare }
            }
            Tag::Image { dest_url, title, id, .. } => {
                self.referred.insert(id.to_lowercase());
                Open::Image { path: dest_url.to_string(), title: title.to_string() }
            }
            block => {
                if self.inline_only {
                    return false;
                }
                self.flush();
                match self.block(block, range) {
                    Some(open) => open,
                    None => return false,
                }
            }
        };
        self.push_frame(open, range.start)
    }

    /// Reports a link definition that nothing refers to: `[Smith]: No.` looks like one,
    /// and Markdown prints none of them.
    pub(super) fn check_definition(&mut self, name: &str, span: Range<usize>) {
        if self.referred.contains(&name.to_lowercase()) {
            return;
        }
        let text = self.src[span.clone()].trim_end();
        let at = span.start..span.start + text.len();
        let message = format!("`[{name}]:` is the address of a link that is not there");
        let help = format!("write `\\[{name}]:` if it is text; else take it out");
        self.report_with(Code::UnusedReference, message, at, Some(help));
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the tags are pulldown-cmark's")]
    pub(super) fn block(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Option<Open> {
        Some(match tag {
            Tag::Paragraph => {
                if matches!(self.top().open, Open::Item) {
                    let list =
                        self.frames.len().checked_sub(2).map(|at| &mut self.frames[at]);
                    if let Some(Frame { open: Open::List { tight, .. }, .. }) = list {
                        *tight = false;
                    }
                }
                Open::Paragraph
            }
            Tag::Heading { level, .. } => Open::Heading { level: level as u8 },
            Tag::BlockQuote(_) => Open::Quote,
            Tag::CodeBlock(kind) => {
                let fenced = matches!(kind, CodeBlockKind::Fenced(_));
                let language = match kind {
                    CodeBlockKind::Fenced(info) => self.code_language(&info, range),
                    CodeBlockKind::Indented => None,
                };
                Open::Code { language, fenced, text: String::new() }
            }
            Tag::HtmlBlock => Open::Html,
            Tag::List(start) => Open::List { start, tight: true, items: Vec::new() },
            Tag::Item if matches!(self.top().open, Open::List { .. }) => Open::Item,
            Tag::FootnoteDefinition(label) => Open::Note { label: label.to_string() },
            Tag::DefinitionList => Open::Definitions(Vec::new()),
            Tag::DefinitionListTitle if self.in_definitions() => Open::Term,
            Tag::DefinitionListDefinition if self.in_definitions() => Open::Meaning,
            Tag::Table(columns) => Open::Table {
                columns: columns.into_iter().map(table::column).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead | Tag::TableRow => {
                Open::Row { cells: Vec::new(), end: range.start }
            }
            Tag::TableCell => Open::Cell,
            // Items and terms of flattened lists; metadata blocks are not enabled.
            _ => return None,
        })
    }

    pub(super) fn in_definitions(&mut self) -> bool {
        matches!(self.top().open, Open::Definitions(_))
    }

    /// Closes the top frame, and before it containers left open inside it.
    pub(super) fn end(&mut self, range: Range<usize>) {
        self.close_containers();
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let Frame { open, blocks, mut inlines, .. } = frame;
        let span = self.span(range.clone());
        match open {
            Open::Paragraph => self.paragraph(inlines, range),
            Open::Heading { level } => {
                trim(&mut inlines);
                self.heading(level, inlines, range);
            }
            Open::Quote => {
                let (blocks, attribution) = container::with_tail(blocks);
                if blocks.is_empty() && attribution.is_none() {
                    self.report_empty("quotation", range.start..range.start + 1);
                } else {
                    self.add(Kind::Quote { blocks, attribution }, range);
                }
            }
            Open::List { start, tight, items } => {
                self.add(Kind::List { start, tight, items }, range);
            }
            Open::Item => {
                if let Open::List { items, .. } = &mut self.top().open {
                    items.push(Item { blocks });
                }
            }
            Open::Note { label } => self.define_note(label, blocks, range),
            Open::Definitions(definitions) => {
                self.add(Kind::Definitions(definitions), range);
            }
            Open::Term => {
                trim(&mut inlines);
                self.mark_whole(&mut inlines, range);
                if let Open::Definitions(definitions) = &mut self.top().open {
                    match definitions.last_mut().filter(|d| d.meanings.is_empty()) {
                        Some(last) => last.terms.push(inlines),
                        None => definitions.push(Definition {
                            terms: vec![inlines],
                            meanings: Vec::new(),
                        }),
                    }
                }
            }
            Open::Meaning => {
                if let Open::Definitions(definitions) = &mut self.top().open
                    && let Some(last) = definitions.last_mut()
                {
                    last.meanings.push(blocks);
                }
            }
            Open::Table { columns, head, rows } => self.table(columns, head, rows, range),
            Open::Row { cells, end } => self.row(cells, end, range),
            Open::Cell => {
                trim(&mut inlines);
                if !table::is_caption(&inlines) {
                    self.mark_whole(&mut inlines, range.clone());
                }
                if let Open::Row { cells, end } = &mut self.top().open {
                    cells.push(inlines);
                    *end = range.end;
                }
            }
            Open::Code { language, fenced, mut text } => {
                if fenced {
                    self.check_code_end(&range);
                }
                if text.ends_with('\n') {
                    text.pop();
                }
                self.add(Kind::Code { language, text }, range);
            }
            Open::Html => self.html_block(range),
            Open::Style(style) => {
                if !inlines.is_empty() && range.end > self.used_to {
                    let styled = Inline::Styled { style, content: inlines, span };
                    self.push_with_attributes(vec![styled], range);
                }
            }
            Open::Link { to, bare } => {
                if bare {
                    let style = InlineStyle::AsTyped;
                    inlines = vec![Inline::Styled { style, content: inlines, span }];
                }
                let to = Target::Outside(to);
                let link = Inline::Link { to, content: inlines, span };
                self.push_with_attributes(vec![link], range);
            }
            Open::Image { path, title } => self.picture(path, title, &inlines, range),
            Open::Root | Open::Container { .. } | Open::Scratch => {}
        }
        self.last_end = self.last_end.max(span.end as usize - self.base);
    }
}
