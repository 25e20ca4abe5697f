//! What a fenced block means once it is closed.

use std::ops::Range;

use super::attributes::{Attributes, Key};
use super::build::Builder;
use super::{same_words, suggest, verse};
use crate::diag::Code;
use crate::document::{
    AnchorId, Block, Inline, InlineStyle, Inlines, Item, Kind, Letter, visit,
};
use crate::info::Lang;

/// The names, for suggestions.
const NAMES: [&str; 12] = [
    "verse",
    "epigraph",
    "quote",
    "letter",
    "document",
    "box",
    "questions",
    "figure",
    "dateline",
    "lang",
    "page-break",
    "poem",
];

impl Builder<'_> {
    pub fn container(
        &mut self,
        name: &str,
        mut found: Attributes,
        argument: Option<Range<usize>>,
        blocks: Vec<Block>,
        range: Range<usize>,
    ) {
        let first = self.top().blocks.len();
        let mut argument = argument;
        match name {
            "verse" | "poem" => {
                let by = self.value(&mut found, &["by", "source"]);
                let (blocks, tail) = with_tail(blocks);
                let (stanzas, others) = verse::stanzas(blocks);
                let attribution = both(by, tail, "\n");
                let empty = stanzas.is_empty() && attribution.is_none();
                let kind = Kind::Verse { stanzas, attribution };
                self.add_unless(empty, name, kind, range.clone());
                self.top().blocks.extend(others);
            }
            "epigraph" => {
                let stated = self.value(&mut found, &["source", "by"]);
                let (blocks, tail) = with_tail(blocks);
                let source = both(stated, tail, "\n");
                let empty = blocks.is_empty() && source.is_none();
                let kind = Kind::Epigraph { blocks, source };
                self.add_unless(empty, name, kind, range.clone());
            }
            "quote" => {
                let stated = self.value(&mut found, &["by", "source"]);
                let (blocks, tail) = with_tail(blocks);
                let attribution = both(stated, tail, "\n");
                let empty = blocks.is_empty() && attribution.is_none();
                let kind = Kind::Quote { blocks, attribution };
                self.add_unless(empty, name, kind, range.clone());
            }
            "letter" | "document" => {
                let letter = self.letter(&mut found, blocks);
                let empty = letter.blocks.is_empty()
                    && letter.title.is_none()
                    && letter.dateline.is_none()
                    && letter.signature.is_none();
                self.add_unless(empty, name, Kind::Letter(letter), range.clone());
            }
            "box" => {
                let stated = self.value(&mut found, &["title"]);
                let title =
                    stated.or_else(|| argument.take().map(|a| self.inlines_of(a)));
                let empty = title.is_none() && blocks.is_empty();
                let kind = Kind::Box { title, blocks };
                self.add_unless(empty, name, kind, range.clone());
            }
            "questions" => {
                let room = self.room(&mut found);
                self.questions(blocks, room, range.clone());
            }
            "figure" => self.figure(&mut found, blocks, range.clone()),
            "dateline" => {
                if blocks.is_empty() {
                    self.report_empty("`::: dateline`", range.start..range.start + 3);
                }
                for mut block in blocks {
                    if let Some(content) = block.paragraph_mut() {
                        block.kind = Kind::Dateline(std::mem::take(content));
                    }
                    self.top().blocks.push(block);
                }
            }
            "lang" => {
                let tag = argument.take().unwrap_or(range.start..range.start);
                self.top().blocks.extend(blocks);
                match Lang::parse(&self.src[tag.clone()]) {
                    Some(lang) => self.set_lang(first, &lang),
                    None if !found.keys.iter().any(|k| k.name == "lang") => {
                        self.report_lang(tag);
                    }
                    None => {}
                }
            }
            "" => self.top().blocks.extend(blocks),
            unknown => {
                let line = range.start..range.start + 3;
                let message = format!("no block is called `{unknown}`");
                let help = suggest(unknown, &NAMES);
                self.report_with(Code::UnknownBlock, message, line, Some(help));
                self.top().blocks.extend(blocks);
                argument = None;
            }
        }
        if let Some(argument) = argument.filter(|a| !a.is_empty()) {
            let message = format!("`{}` means nothing here", &self.src[argument.clone()]);
            let help = "attributes stand in braces: {key=\"value\"}".to_string();
            self.report_with(Code::InvalidAttribute, message, argument, Some(help));
        }
        self.apply(first, found);
    }

    /// Adds a block, unless it says nothing at all.
    fn add_unless(&mut self, empty: bool, name: &str, kind: Kind, range: Range<usize>) {
        match empty {
            true => {
                self.report_empty(&format!("`::: {name}`"), range.start..range.start + 3)
            }
            false => self.add(kind, range),
        }
    }

    pub fn report_empty(&mut self, what: &str, at: Range<usize>) {
        let message = format!("{what} is empty");
        let help = "write what belongs in it, or take it out".to_string();
        self.report_with(Code::BlockContent, message, at, Some(help));
    }

    fn value(&mut self, found: &mut Attributes, names: &[&str]) -> Option<Inlines> {
        let key = found.take(names)?;
        let Some(value) = key.value else {
            let message = format!("`{}` says nothing", key.name);
            let help = format!("write `{}=\"…\"`, or take it out", key.name);
            self.report_with(Code::InvalidAttribute, message, key.range, Some(help));
            return None;
        };
        Some(self.inlines_of(value)).filter(|inlines| !inlines.is_empty())
    }

    fn letter(&mut self, found: &mut Attributes, blocks: Vec<Block>) -> Letter {
        let title = self.value(found, &["title"]);
        let mut dateline = self.value(found, &["dateline"]);
        if dateline.is_some() {
            self.report_beside_dateline(found);
        }
        let place = self.value(found, &["place"]);
        let date = self.value(found, &["date"]);
        if dateline.is_none() {
            dateline = match (place, date) {
                (Some(mut place), Some(date)) => {
                    let span = date[0].span();
                    place.push(Inline::Text { text: ", ".to_string(), span });
                    place.extend(date);
                    Some(place)
                }
                (place, date) => place.or(date),
            };
        }
        let signature = self.value(found, &["signature"]);
        let (mut blocks, tail) = with_tail(blocks);
        if dateline.is_none() && matches!(blocks.first(), Some(b) if is_dateline(b)) {
            let first = blocks.remove(0);
            if let Kind::Dateline(content) = first.kind {
                dateline = Some(content);
            }
        }
        Letter { title, dateline, blocks, signature: both(signature, tail, "\n") }
    }

    fn report_beside_dateline(&mut self, found: &Attributes) {
        let beside = |key: &&Key| matches!(key.name.as_str(), "place" | "date");
        let keys: Vec<Key> = found.keys.iter().filter(beside).cloned().collect();
        for key in keys {
            let message =
                format!("`{}` stands beside `dateline`, and is left out", key.name);
            let help = "put it into the dateline, or write `place` and `date` alone";
            self.report_with(Code::StatedTwice, message, key.range, Some(help.into()));
        }
    }

    fn room(&mut self, found: &mut Attributes) -> u8 {
        let Some(key) = found.take(&["room"]) else { return 0 };
        let value = key.value.clone().map_or("", |at| &self.src[at]);
        match value.parse::<u8>() {
            Ok(lines) if lines <= 40 => lines,
            _ => {
                let message = "room is not a number of lines from 0 to 40";
                self.report(Code::InvalidAttribute, message, key.range);
                0
            }
        }
    }

    /// Every list is a run of questions; without a list, every paragraph is one.
    fn questions(&mut self, blocks: Vec<Block>, room: u8, range: Range<usize>) {
        let is_list = |b: &Block| matches!(b.kind, Kind::List { .. });
        if blocks.is_empty() {
            self.report_empty("`::: questions`", range.start..range.start + 3);
            return;
        }
        if !blocks.iter().any(is_list) {
            let message = "questions are no list; every paragraph is taken as one";
            let help = "number them: `1. …`".to_string();
            let line = range.start..range.start + 3;
            self.report_with(Code::BlockContent, message, line, Some(help));
            let items = blocks.into_iter().map(|b| vec![b]).collect();
            self.add(Kind::Questions { start: 1, items, room }, range);
            return;
        }
        let mut next = 1;
        for mut block in blocks {
            if let Kind::List { start, items, .. } = block.kind {
                let start = start.and_then(|s| u32::try_from(s).ok()).unwrap_or(next);
                let items: Vec<Vec<Block>> =
                    items.into_iter().map(|Item { blocks }| blocks).collect();
                next = start.saturating_add(items.len() as u32);
                block.kind = Kind::Questions { start, items, room };
            }
            self.top().blocks.push(block);
        }
    }

    fn set_lang(&mut self, first: usize, lang: &Lang) {
        for block in &mut self.top().blocks[first..] {
            block.lang.get_or_insert_with(|| lang.clone());
        }
    }

    pub fn report_lang(&mut self, at: Range<usize>) {
        let message = match &self.src[at.clone()] {
            "" | "lang" => "the language is missing".to_string(),
            written => format!("`{written}` is no language tag"),
        };
        let help = "write a tag such as `es` or `en-GB`".to_string();
        self.report_with(Code::InvalidAttribute, message, at, Some(help));
    }

    /// Gives the block added last what its attributes say.
    pub fn apply_to_last(&mut self, found: Attributes) {
        let first = self.top().blocks.len().saturating_sub(1);
        self.apply(first, found);
    }

    /// Gives the blocks from `first` on what attributes say that every block may have.
    fn apply(&mut self, first: usize, mut found: Attributes) {
        if let Some(key) = found.take(&["lang"]) {
            let at = key.value.unwrap_or(key.range);
            match Lang::parse(&self.src[at.clone()]) {
                Some(lang) => self.set_lang(first, &lang),
                None => self.report_lang(at),
            }
        }
        if let Some((id, at)) = found.id
            && self.top().blocks.len() > first
        {
            let anchor = self.anchor(id, true, at);
            // A block keeps its own id; the group's goes to its words.
            add_anchor(&mut self.top().blocks[first], anchor);
        }
        for (class, _) in found.classes.into_iter().take(8) {
            for block in &mut self.top().blocks[first..] {
                block.classes.push(class.clone());
            }
        }
        for key in found.keys {
            let message = format!("`{}` means nothing here", key.name);
            let help = "known on every block: #id, .class, lang; `publish explain invalid-attribute` lists the others".to_string();
            self.report_with(Code::InvalidAttribute, message, key.range, Some(help));
        }
    }
}

/// Gives a block a place for links; where it has one, what it holds gets the other.
/// A block that holds neither blocks nor words keeps the first.
fn add_anchor(block: &mut Block, anchor: AnchorId) {
    if block.anchor.is_none() {
        block.anchor = Some(anchor);
        return;
    }
    let mut left = Some(anchor);
    visit::children_mut(block, &mut |children| {
        if let Some(first) = children.first_mut()
            && let Some(anchor) = left.take()
        {
            add_anchor(first, anchor);
        }
    });
    let span = block.span;
    visit::runs_mut(block, &mut |run| {
        if let Some(anchor) = left.take() {
            let (style, content) = (InlineStyle::Anchor(anchor), std::mem::take(run));
            run.push(Inline::Styled { style, content, span });
        }
    });
}

/// The words of a paragraph that becomes a part of a block, with what was said of it.
pub(super) fn content_of(block: Block) -> Inlines {
    let Block { kind, span, lang, anchor, classes } = block;
    let Kind::Paragraph(mut content) = kind else { return Inlines::new() };
    if content.is_empty() {
        return content;
    }
    let classes = classes.into_iter().map(InlineStyle::Class);
    let lang = lang.map(InlineStyle::Language);
    let anchor = anchor.map(InlineStyle::Anchor);
    for style in classes.chain(lang).chain(anchor) {
        content = vec![Inline::Styled { style, content, span }];
    }
    content
}

/// What is said in braces and what is said in the text, with a sign between or, for
/// `\n`, one line below the other.
pub(super) fn both(
    stated: Option<Inlines>,
    tail: Option<Inlines>,
    between: &str,
) -> Option<Inlines> {
    match (stated, tail) {
        (Some(mut stated), Some(tail)) => {
            if !same_words(&stated, &tail) {
                let sign = tail.first().map(Inline::span).map(|span| match between {
                    "\n" => Inline::Break { span },
                    sign => Inline::Text { text: sign.to_string(), span },
                });
                stated.extend(sign);
                stated.extend(tail);
            }
            Some(stated)
        }
        (stated, tail) => stated.or(tail),
    }
}

fn is_dateline(block: &Block) -> bool {
    matches!(block.kind, Kind::Dateline(_))
}

/// Parts blocks from a last paragraph that begins with `--` or a dash: who said it.
pub(super) fn with_tail(mut blocks: Vec<Block>) -> (Vec<Block>, Option<Inlines>) {
    let tail = |block: &Block| {
        let Inline::Text { text, .. } = block.paragraph()?.first()? else { return None };
        Some(text.len() - after_dash(text)?.len())
    };
    let cut = blocks.last().filter(|_| blocks.len() > 1).and_then(tail);
    let Some((cut, mut block)) = cut.zip(blocks.pop_if(|_| cut.is_some())) else {
        return (blocks, None);
    };
    if let Some(content) = block.paragraph_mut() {
        if let Some(Inline::Text { text, span }) = content.first_mut() {
            text.drain(..cut);
            span.start = (span.start + cut as u32).min(span.end);
        }
        super::build::trim(content);
    }
    (blocks, Some(content_of(block)))
}

fn after_dash(text: &str) -> Option<&str> {
    let rest = ["---", "--", "—", "–", "―"].iter().find_map(|d| text.strip_prefix(d))?;
    (!rest.starts_with('-')).then(|| rest.trim_start())
}
