//! Events → blocks: a stack of open things, one pass. Blocks open no deeper calls however they
//! nest; only a value in braces is read by a pass of its own within.

mod blocks;
mod frame;
mod head;
mod nesting;
mod note;
mod tags;
mod value;

pub(super) use frame::Open;
pub(super) use value::trim;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};

use super::braces::Braces;
use super::fence::{self, Fence};
use super::figure::PictureNote;
use super::front::Heads;
use super::{AnchorRef, Article, FrontMatter, IndexMark, PictureRef};
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{AnchorId, Block, Inline, Inlines, Kind};
use crate::source::{FileId, Span};
use blocks::name_anchors;
use frame::{Frame, is_leaf};

/// How deep blocks and inlines may nest.
pub(super) const DEEPEST: usize = 64;

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
    /// Where attributes must end: with the source, or with the value that is read.
    pub limit: usize,
    /// Whether the entries of a mark of the index are read.
    pub in_mark: bool,
    pub verses: usize,
    /// Braces in running text, by where they open.
    pub braces: BTreeMap<usize, Braces>,
    levels: Vec<u8>,
    title: Option<(Inlines, AnchorId)>,
    /// The first heading of the first level behind other text.
    late_title: Option<Span>,
    /// The names of the link definitions that links refer to, in lower case.
    referred: FxHashSet<String>,
    /// Title and subtitle of the front matter.
    stated: (Option<Inlines>, Option<Inlines>),
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
    pub marks: Vec<IndexMark>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_DEFINITION_LIST
}

/// Builds the article whose text begins at byte `base` of its file.
pub(super) fn build(
    file: FileId,
    text: &str,
    base: usize,
    front: FrontMatter,
    heads: Heads,
    sink: &mut Sink,
) -> Article {
    let src = &text[base..];
    let front_text = head::written_out(&text[..base], &heads);
    let (covered, fences) = fence::cover(src);
    let root = Frame {
        open: Open::Root,
        start: 0,
        blocks: Vec::new(),
        inlines: Vec::new(),
        brackets: Vec::new(),
        beyond: 0,
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
        limit: src.len(),
        in_mark: false,
        verses: 0,
        braces: BTreeMap::new(),
        levels: Vec::new(),
        late_title: None,
        title: None,
        referred: FxHashSet::default(),
        stated: (None, None),
        any_block: false,
        too_deep: false,
        cited: Vec::new(),
        cited_by_label: FxHashMap::default(),
        labels: note::labels(src),
        defined: FxHashMap::default(),
        pictures: Vec::new(),
        picture_notes: Vec::new(),
        anchors: Vec::new(),
        marks: Vec::new(),
    };
    builder.heads(&front_text, heads);
    let mut events = Parser::new_ext(&covered, options()).into_offset_iter();
    for (event, range) in events.by_ref() {
        builder.event(event, range);
    }
    for (name, definition) in events.reference_definitions().iter() {
        builder.check_definition(name, definition.span.clone());
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

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                // What stands inside attributes was read as their values.
                let used = is_inline(tag.to_end()) && range.end <= self.used_to;
                let real = !used && self.start(tag, &range);
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
                    let code = Inline::Code { text: text.to_string(), span };
                    self.push_with_attributes(vec![code], range);
                }
            }
            Event::Html(_) => {}
            Event::InlineHtml(_) if range.end <= self.used_to => {}
            Event::InlineHtml(tag) => {
                self.dropped = true;
                self.inline_html(&tag, range);
            }
            Event::FootnoteReference(label) => self.note_marker(&label, range),
            Event::SoftBreak if range.end <= self.used_to => {}
            // Terms before one meaning stand each on a line of its own.
            Event::SoftBreak
                if self.verses == 0 && !matches!(self.top().open, Open::Term) =>
            {
                self.soft_break(range);
            }
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
            Open::Paragraph | Open::Item | Open::Row { .. } | Open::Cell | Open::Scratch
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
            beyond: 0,
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
        self.braces.insert(braces.start, Braces::Done);
        let message = "attributes in braces are not understood";
        let help = "write `{#id .class key=\"a value\"}`; a quotation mark inside a value \
                    is `\\\"`, a brace that is text is `\\{`";
        self.report_with(Code::InvalidAttribute, message, braces, Some(help.into()));
    }

    pub fn push_inline(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
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
        self.report_braces();
        name_anchors(&mut self.anchors);
        let mut blocks = self.frames.swap_remove(0).blocks;
        let (mut title, title_anchor) = self.choose_title(&mut blocks);
        let mut subtitle = self.stated.1.take();
        let untitled = title.is_none();
        let heads = title.iter_mut().chain(&mut subtitle);
        let late_title = self.late_title.filter(|_| untitled);
        let notes = self.number_notes(heads, &mut blocks);
        Article {
            file: self.file,
            front,
            title,
            title_anchor,
            subtitle,
            late_title,
            blocks,
            notes,
            pictures: self.pictures,
            anchors: self.anchors,
            marks: self.marks,
        }
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
