//! Events → blocks: a stack of open things, one pass, no recursion.

mod nesting;
mod note;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};

use super::attributes::Attributes;
use super::fence::{self, Fence};
use super::figure::PictureNote;
use super::inline::Bracket;
use super::{AnchorRef, Article, FrontMatter, PictureRef, ident};
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{
    AnchorId, Block, Column, Definition, Inline, InlineStyle, Inlines, Item, Kind, Row,
    Target, inline_text,
};
use crate::id::Id;
use crate::info::Lang;
use crate::source::{FileId, Span};

/// How deep blocks and inlines may nest.
pub(super) const DEEPEST: usize = 64;

/// What is open.
#[derive(Debug)]
pub(super) enum Open {
    Root,
    Paragraph,
    Heading {
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
        lang: Option<Lang>,
    },
    Quote,
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
    },
    Item,
    Note {
        label: String,
    },
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table {
        columns: Vec<Column>,
        head: Vec<Row>,
        rows: Vec<(Row, usize)>,
    },
    Row(Vec<Inlines>),
    Cell,
    Code {
        language: Option<String>,
        fenced: bool,
        text: String,
    },
    Html,
    Container {
        name: String,
        attributes: Attributes,
        argument: Option<Range<usize>>,
        colons: usize,
    },
    Style(InlineStyle),
    Link {
        to: String,
        bare: bool,
    },
    Image {
        path: String,
        title: String,
    },
    Scratch,
}

/// One open thing, with what it holds so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub open: Open,
    pub start: usize,
    pub blocks: Vec<Block>,
    pub inlines: Inlines,
    pub brackets: Vec<Bracket>,
    pub depth: usize,
}

/// Everything known while one article is built.
pub(super) struct Builder<'a> {
    pub src: &'a str,
    pub base: usize,
    pub file: FileId,
    pub sink: &'a mut Sink,
    pub frames: Vec<Frame>,
    /// For every open event, whether it has a frame; the others are flattened.
    real: Vec<bool>,
    pub fences: Vec<Fence>,
    unopened: usize,
    last_fence_was_leaf: bool,
    /// Text before this byte was already used, as attributes.
    pub used_to: usize,
    pub last_end: usize,
    pub dropped: bool,
    /// What was looked for in the source: from where, and where it stands.
    pub next_at: FxHashMap<&'static str, (usize, usize)>,
    /// Only inlines are wanted: the text is a value or lies between HTML tags.
    pub inline_only: bool,
    pub verses: usize,
    levels: Vec<u8>,
    title: Option<(Inlines, AnchorId)>,
    any_block: bool,
    too_deep: bool,
    /// The labels of the notes that are cited, in lower case.
    cited: Vec<String>,
    cited_by_label: FxHashMap<String, usize>,
    /// The names of the notes whose texts stand in the article.
    labels: FxHashSet<String>,
    defined: FxHashMap<String, (Vec<Block>, Span)>,
    pub pictures: Vec<PictureRef>,
    pub picture_notes: Vec<Option<PictureNote>>,
    pub anchors: Vec<AnchorRef>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Builds the article whose text is `src`, which begins at byte `base` of its file.
pub(super) fn build(
    file: FileId,
    src: &str,
    base: usize,
    front: FrontMatter,
    sink: &mut Sink,
) -> Article {
    let (covered, fences) = fence::cover(src);
    let root = Frame {
        open: Open::Root,
        start: 0,
        blocks: Vec::new(),
        inlines: Vec::new(),
        brackets: Vec::new(),
        depth: 0,
    };
    let mut builder = Builder {
        src,
        base,
        file,
        sink,
        frames: vec![root],
        real: Vec::new(),
        fences,
        unopened: 0,
        last_fence_was_leaf: false,
        used_to: 0,
        last_end: usize::MAX,
        dropped: false,
        next_at: FxHashMap::default(),
        inline_only: false,
        verses: 0,
        levels: Vec::new(),
        title: None,
        any_block: false,
        too_deep: false,
        cited: Vec::new(),
        cited_by_label: FxHashMap::default(),
        labels: note::labels(src),
        defined: FxHashMap::default(),
        pictures: Vec::new(),
        picture_notes: Vec::new(),
        anchors: Vec::new(),
    };
    for (event, range) in Parser::new_ext(&covered, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish(front)
}

impl<'a> Builder<'a> {
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    pub fn report(
        &mut self,
        code: Code,
        message: impl Into<String>,
        range: Range<usize>,
    ) {
        self.report_with(code, message, range, None);
    }

    pub fn report_with(
        &mut self,
        code: Code,
        message: impl Into<String>,
        range: Range<usize>,
        help: Option<String>,
    ) {
        let mut found = Diagnostic::new(code, message).at(self.span(range));
        found.help = help;
        self.sink.report(found);
    }

    pub fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the root frame is never closed")
    }

    /// Inlines from a piece of the text that Markdown did not parse as a paragraph: an
    /// attribute's value, what stands between HTML tags.
    pub fn inlines_of(&mut self, range: Range<usize>) -> Inlines {
        self.push_frame(Open::Scratch, range.start);
        let kept = (self.inline_only, self.used_to, self.last_end);
        (self.inline_only, self.used_to, self.last_end) = (true, 0, usize::MAX);
        // A full stop before the text keeps it from being read as a heading or a list.
        let value = &self.src[range.clone()];
        let text = format!(".{value}{}", self.notes_named(value));
        for (event, r) in Parser::new_ext(&text, options()).into_offset_iter() {
            if r.start > value.len() {
                break;
            }
            let mut event = event;
            if r.start == 0 && matches!(event, Event::Text(_)) {
                let rest = range.start..(range.start + r.end - 1).min(range.end);
                if rest.is_empty() {
                    continue;
                }
                event = Event::Text(self.src[rest.clone()].to_string().into());
                self.event(event, rest);
                continue;
            }
            let shift = |at: usize| {
                (range.start + at).saturating_sub(1).clamp(range.start, range.end)
            };
            self.event(event, shift(r.start)..shift(r.end));
        }
        (self.inline_only, self.used_to, self.last_end) = kept;
        let mut inlines = self.frames.pop().map(|f| f.inlines).unwrap_or_default();
        trim(&mut inlines);
        inlines
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let real = self.start(tag, &range);
                self.real.push(real);
            }
            Event::End(tag) => match self.real.pop() {
                Some(true) => self.end(range),
                Some(false) | None => {
                    if !is_inline(tag) {
                        self.flush();
                    }
                }
            },
            Event::Text(text) => self.text_event(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if range.end > self.used_to {
                    let span = self.span(range.clone());
                    self.last_end = range.end;
                    self.top()
                        .inlines
                        .push(Inline::Code { text: text.to_string(), span });
                }
            }
            Event::Html(_) => {}
            Event::InlineHtml(tag) => {
                self.dropped = true;
                self.inline_html(&tag, range);
            }
            Event::FootnoteReference(label) => self.note_marker(&label, range),
            Event::SoftBreak if self.verses == 0 => self.soft_break(range),
            Event::SoftBreak | Event::HardBreak => {
                let span = self.span(range);
                self.top().inlines.push(Inline::Break { span });
            }
            Event::Rule => self.rule(range),
            Event::TaskListMarker(_) => {}
        }
    }

    fn push_frame(&mut self, open: Open, start: usize) -> bool {
        let top = self.top();
        let counts = !matches!(
            open,
            Open::Paragraph | Open::Item | Open::Row(_) | Open::Cell | Open::Scratch
        );
        let depth = top.depth + top.brackets.len() + usize::from(counts);
        if depth > DEEPEST && counts && !is_leaf(&open) {
            self.report_too_deep(start);
            return false;
        }
        self.frames.push(Frame {
            open,
            start,
            blocks: Vec::new(),
            inlines: Vec::new(),
            brackets: Vec::new(),
            depth,
        });
        true
    }

    pub fn report_too_deep(&mut self, at: usize) {
        if !self.too_deep {
            self.too_deep = true;
            let message = format!("nested deeper than {DEEPEST} levels");
            let help =
                "take out what opens here and is not needed, or close what is open \
                        before it: signs such as `>`, `*` or `[`, lists, blocks"
                    .to_string();
            self.report_with(Code::NestedTooDeep, message, at..at, Some(help));
        }
    }

    /// Braces where attributes may stand, that hold none.
    pub fn report_malformed(&mut self, braces: Range<usize>) {
        let message = "attributes in braces are not understood";
        let help = "write `{#id .class key=\"a value\"}`; a quotation mark inside a value \
                    is `\\\"`, a brace that is text is `\\{`";
        self.report_with(Code::InvalidAttribute, message, braces, Some(help.into()));
    }

    /// Opens what a tag stands for; `false` if it is flattened.
    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) -> bool {
        let open = match tag {
            Tag::Emphasis => Open::Style(InlineStyle::Emphasis),
            Tag::Strong => Open::Style(InlineStyle::Strong),
            Tag::Strikethrough => Open::Style(InlineStyle::Strike),
            Tag::Superscript => Open::Style(InlineStyle::Superscript),
            Tag::Subscript => Open::Style(InlineStyle::Subscript),
            Tag::Link { link_type, dest_url, .. } => {
                let bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                Open::Link { to: format!("{mail}{dest_url}"), bare }
            }
            Tag::Image { dest_url, title, .. } => {
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

    fn block(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Option<Open> {
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
            Tag::Heading { level, id, classes, attrs } => {
                let mut lang = None;
                for (key, value) in attrs {
                    match (&*key, value.as_deref().and_then(Lang::parse)) {
                        ("lang", Some(tag)) => lang = Some(tag),
                        _ => {
                            let message = format!("`{key}` means nothing on a heading");
                            self.report(Code::InvalidAttribute, message, range.clone());
                        }
                    }
                }
                Open::Heading {
                    level: level as u8,
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                    lang,
                }
            }
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
                columns: columns.into_iter().map(super::table::column).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Cell,
            // Items and terms of flattened lists; metadata blocks are not enabled.
            _ => return None,
        })
    }

    fn in_definitions(&mut self) -> bool {
        matches!(self.top().open, Open::Definitions(_))
    }

    /// Closes the top frame, and before it containers left open inside it.
    fn end(&mut self, range: Range<usize>) {
        self.close_containers();
        self.flush();
        let Some(frame) = self.frames.pop() else { return };
        let Frame { open, blocks, mut inlines, .. } = frame;
        let span = self.span(range.clone());
        match open {
            Open::Paragraph => self.paragraph(inlines, range),
            Open::Heading { level, id, classes, lang } => {
                trim(&mut inlines);
                self.heading(level, id, classes, lang, inlines, range);
            }
            Open::Quote => {
                let (blocks, attribution) = super::container::with_tail(blocks);
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
            Open::Row(mut cells) => {
                if let Open::Table { columns, head, rows } = &mut self.top().open {
                    cells.resize(columns.len(), Vec::new());
                    match head.is_empty() {
                        true => head.push(Row { cells }),
                        false => rows.push((Row { cells }, range.start)),
                    }
                }
            }
            Open::Cell => {
                trim(&mut inlines);
                if let Open::Row(cells) = &mut self.top().open {
                    cells.push(inlines);
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
                    self.push_inline(Inline::Styled { style, content: inlines, span });
                }
            }
            Open::Link { to, bare } => {
                if bare {
                    let style = InlineStyle::AsTyped;
                    inlines = vec![Inline::Styled { style, content: inlines, span }];
                }
                let to = Target::Outside(to);
                self.push_inline(Inline::Link { to, content: inlines, span });
            }
            Open::Image { path, title } => self.picture(path, title, &inlines, range),
            Open::Root | Open::Container { .. } | Open::Scratch => {}
        }
        self.last_end = self.last_end.max(span.end as usize - self.base);
    }

    pub fn push_inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    /// Makes a paragraph of inlines that stand directly in a block (in tight lists).
    pub fn flush(&mut self) {
        let frame = self.top();
        let holds_blocks = matches!(
            frame.open,
            Open::Root
                | Open::Quote
                | Open::Item
                | Open::Note { .. }
                | Open::Meaning
                | Open::Container { .. }
        );
        if !holds_blocks || frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        frame.brackets.clear();
        let (first, last) = (inlines[0].span(), inlines[inlines.len() - 1].span());
        let range = first.start as usize - self.base..last.end as usize - self.base;
        self.paragraph(inlines, range);
    }

    fn paragraph(&mut self, mut inlines: Inlines, range: Range<usize>) {
        if self.verses == 0 {
            // In verse, the spaces before the first line are its indent.
            trim(&mut inlines);
        }
        if inlines.is_empty() {
            return;
        }
        if let [Inline::Picture { picture, alt, .. }] = &inlines[..] {
            let (picture, alt) = (*picture, alt.clone());
            self.lone_picture(picture, alt, range);
            return;
        }
        if let Some(inlines) = self.table_caption(inlines) {
            self.add(Kind::Paragraph(inlines), range);
        }
    }

    pub fn add(&mut self, kind: Kind, range: Range<usize>) {
        let end = self.src[..range.end].trim_end().len().max(range.start);
        let span = self.span(range.start..end);
        self.any_block = true;
        let block = Block { kind, span, lang: None, anchor: None, classes: Vec::new() };
        self.top().blocks.push(block);
    }

    pub fn anchor(&mut self, id: String, stated: bool, range: Range<usize>) -> AnchorId {
        let span = self.span(range);
        self.anchors.push(AnchorRef { id, stated, span });
        Id::new(self.anchors.len() - 1)
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        classes: Vec<String>,
        lang: Option<Lang>,
        content: Inlines,
        range: Range<usize>,
    ) {
        if content.is_empty() {
            // A heading that says nothing heads nothing.
            return;
        }
        let stated = id.is_some();
        // Made from the words in the end, when all stated ids are known.
        let id = id.unwrap_or_else(|| inline_text(&content));
        let anchor = self.anchor(id, stated, range.clone());
        let first = !self.any_block && self.frames.len() == 1 && self.title.is_none();
        if level == 1 && first {
            self.title = Some((content, anchor));
            return;
        }
        let written = level.max(2);
        while self.levels.last().is_some_and(|&open| open >= written) {
            self.levels.pop();
        }
        self.levels.push(written);
        let level = self.levels.len().min(5) as u8;
        self.add(Kind::Heading { level, content }, range);
        if let Some(block) = self.top().blocks.last_mut() {
            (block.anchor, block.classes, block.lang) = (Some(anchor), classes, lang);
        }
    }

    /// A thematic break: the author's, or one that stands for a fence.
    fn rule(&mut self, range: Range<usize>) {
        self.flush();
        let at = self.fences.partition_point(|f| f.range.start < range.start);
        match self.fences.get(at).filter(|f| f.range.start < range.end) {
            Some(_) => self.fence(at),
            None => self.add(Kind::SceneBreak, range),
        }
    }

    fn finish(mut self, front: FrontMatter) -> Article {
        self.close_containers();
        self.flush();
        self.report_unused_picture_attributes();
        name_anchors(&mut self.anchors);
        let mut blocks = self.frames.swap_remove(0).blocks;
        let (mut title, title_anchor) = self.title.take().unzip();
        let notes = self.number_notes(title.as_mut(), &mut blocks);
        Article {
            file: self.file,
            front,
            title,
            title_anchor,
            blocks,
            notes,
            pictures: self.pictures,
            anchors: self.anchors,
        }
    }
}

/// Gives headings without a stated id one from their words, unique in the article.
fn name_anchors(anchors: &mut [AnchorRef]) {
    let stated = anchors.iter().filter(|a| a.stated).map(|a| (a.id.clone(), 1u32));
    let mut used: FxHashMap<String, u32> = stated.collect();
    for anchor in anchors.iter_mut().filter(|a| !a.stated) {
        let name = ident::name(&anchor.id);
        let mut id = Cow::Borrowed(&name);
        let mut count = used.get(name.as_str()).copied().unwrap_or(0);
        while used.contains_key(id.as_str()) {
            count += 1;
            id = Cow::Owned(format!("{name}-{count}"));
        }
        let id = id.into_owned();
        used.insert(name, count.max(1));
        used.entry(id.clone()).or_insert(1);
        anchor.id = id;
    }
}

/// Takes white space off both ends of a run.
pub(super) fn trim(inlines: &mut Inlines) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end_matches([' ', '\t', '\n']).len());
                if !text.is_empty() {
                    break;
                }
                inlines.pop();
            }
            Inline::Break { .. } => {
                inlines.pop();
            }
            _ => break,
        }
    }
    while let Some(Inline::Text { text, span }) = inlines.first_mut() {
        let blank = text.len() - text.trim_start_matches([' ', '\t', '\n']).len();
        if blank < text.len() {
            text.drain(..blank);
            span.start = (span.start + blank as u32).min(span.end);
            break;
        }
        inlines.remove(0);
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Whether something cannot hold its like, so that it may open at any depth.
fn is_leaf(open: &Open) -> bool {
    matches!(
        open,
        Open::Heading { .. }
            | Open::Table { .. }
            | Open::Code { .. }
            | Open::Html
            | Open::Term
            | Open::Meaning
            | Open::Note { .. }
    )
}
