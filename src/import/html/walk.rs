//! Elements of a page → blocks.

use std::collections::BTreeSet;

use super::super::manuscript::{
    Block, Kind, PictureFile, Runs, Style, VerseLine, is_blank, plain, tidy,
};
use super::super::report::{Fate, Report};
use super::inline::{only_pictures, paragraphs};
use super::notes::Notes;
use super::page;
use super::tree::{Data, NodeId, Tree, is_apart};
use crate::source::{FileId, Span};

/// Everything known while a page is read.
pub(super) struct Walker<'a> {
    pub tree: &'a Tree,
    pub notes: &'a Notes,
    pub report: &'a mut Report,
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// The name of the page's file without its ending.
    pub stem: &'a str,
    pub source: &'a str,
    pub file: FileId,
    /// Where each line of the source begins.
    pub lines: Vec<usize>,
    pub language: String,
    pub pictures: Vec<PictureFile>,
    /// The ids that links of the article lead to.
    pub wanted: BTreeSet<&'a str>,
    /// Nodes that were read already.
    pub skipped: BTreeSet<NodeId>,
    pub in_note: bool,
    /// The ids of nodes whose first block has not come yet.
    pub ids: Vec<String>,
}

/// An id of a page as one of ours.
pub(super) fn plain_id(id: &str) -> String {
    let id: String = id
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' })
        .collect();
    match id.starts_with(char::is_alphabetic) {
        true => id,
        false => format!("p{id}"),
    }
}

impl Walker<'_> {
    /// Where a node stands in the source: its first words, or its line.
    pub fn place(&self, node: NodeId) -> Span {
        let line = self.tree.nodes[node].line.min(self.lines.len().saturating_sub(1));
        let start = self.lines[line];
        let text = self.tree.text(node);
        let words: String = text
            .trim_start()
            .chars()
            .take_while(|c| !matches!(c, '\n' | '&' | '<'))
            .take(24)
            .collect();
        let words = words.trim_end();
        let mut end = (start + 20_000).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end -= 1;
        }
        let found =
            (!words.is_empty()).then(|| self.source[start..end].find(words)).flatten();
        match found {
            Some(at) => Span::new(self.file, start + at..start + at + words.len()),
            None => {
                let stop = self.source[start..]
                    .find('\n')
                    .map_or(self.source.len(), |at| start + at);
                let mut stop = stop.min(start + 80);
                while !self.source.is_char_boundary(stop) {
                    stop -= 1;
                }
                let lead = self.source[start..stop].len()
                    - self.source[start..stop].trim_start().len();
                Span::new(self.file, start + lead..stop)
            }
        }
    }

    /// Remembers the words of a node that markup says.
    pub fn cut(&mut self, node: NodeId) {
        let at = self.place(node);
        let words = self.tree.text(node);
        self.report.cut(at, &words, Fate::Markup);
    }

    /// Leaves a node out, and tells its words.
    pub fn leave_out(&mut self, node: NodeId) {
        let words = self.tree.text(node);
        let at = self.place(node);
        let name = self.tree.name(node).to_string();
        let what = match name.as_str() {
            "form" | "input" | "select" | "textarea" | "fieldset" | "label" => "a form",
            "button" => "a button",
            "nav" | "menu" => "navigation",
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" => {
                let address = self.tree.attribute(node, "src").unwrap_or("");
                let message = match address.is_empty() {
                    true => format!("what only works on a screen, `{name}`, is left out"),
                    false => format!(
                        "what only works on a screen, `{name}` of {address}, is left out"
                    ),
                };
                if name != "svg" || !words.trim().is_empty() {
                    self.report.leave_out(at, message, "");
                    self.report.cut(at, &words, Fate::Dropped);
                }
                return;
            }
            "rt" | "rp" => "the reading of signs",
            "footer" => "the foot of the page",
            "header" => "the head of the page",
            "aside" => "what stands beside the text",
            _ => "a part of the page that is none of the article",
        };
        if !words.trim().is_empty() {
            self.report.drop(at, &format!("{what} is left out"), &words);
        }
    }

    /// The blocks of what is below a node.
    pub fn blocks(&mut self, node: NodeId) -> Vec<Block> {
        let mut out = Vec::new();
        self.children(node, &mut out);
        out
    }

    /// Adds the blocks of what is below a node; loose text between blocks is paragraphs.
    fn children(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let mut line: Runs = Vec::new();
        let mut first = None;
        for child in self.tree.children(node).to_vec() {
            if self.skipped.contains(&child) {
                continue;
            }
            if self.is_block(child) {
                self.paragraph(
                    std::mem::take(&mut line),
                    first.take().unwrap_or(node),
                    out,
                );
                self.block(child, out);
            } else {
                if first.is_none() && !self.tree.text(child).trim().is_empty() {
                    first = Some(child);
                }
                self.note_id(child);
                self.inline(child, &mut line);
            }
        }
        self.paragraph(line, first.unwrap_or(node), out);
    }

    /// Whether a node has blocks: it is one, or something in it is.
    fn is_block(&self, node: NodeId) -> bool {
        let name = self.tree.name(node);
        if name == "br" {
            return false;
        }
        if is_apart(name) {
            return true;
        }
        let holds = matches!(
            name,
            "a" | "span"
                | "font"
                | "ins"
                | "del"
                | "em"
                | "i"
                | "b"
                | "strong"
                | "picture"
                | "u"
                | "small"
                | "big"
                | "section"
        ) || name.contains('-');
        holds && self.tree.children(node).iter().any(|child| self.is_block(*child))
    }

    /// Remembers the id of a node, if a link leads there.
    fn note_id(&mut self, node: NodeId) {
        let ids = [self.tree.attribute(node, "id"), self.tree.attribute(node, "name")];
        for id in ids.into_iter().flatten() {
            if self.wanted.contains(id) {
                self.ids.push(plain_id(id));
            }
        }
    }

    fn add(&mut self, mut block: Block, out: &mut Vec<Block>) {
        let mut ids = std::mem::take(&mut self.ids);
        if block.id.is_none() && !ids.is_empty() {
            block.id = Some(ids.remove(0));
        }
        out.push(block);
    }

    /// Adds a line as paragraphs, or as a figure where it is a picture alone.
    fn paragraph(&mut self, runs: Runs, node: NodeId, out: &mut Vec<Block>) {
        if is_blank(&runs) {
            return;
        }
        let at = self.place(node);
        for runs in paragraphs(runs) {
            let runs = tidy(runs);
            if runs.is_empty() {
                continue;
            }
            if only_pictures(&runs) {
                let mut pictures = Vec::new();
                collect_pictures(&runs, &mut pictures);
                let figure =
                    super::super::manuscript::Figure { pictures, ..Default::default() };
                self.add(Block::new(Kind::Figure(figure), at), out);
                continue;
            }
            if super::super::lines::is_break(&plain(&runs)) {
                self.report.cut(at, &plain(&runs), Fate::Markup);
                self.add(Block::new(Kind::Break, at), out);
                continue;
            }
            self.add(Block::paragraph(runs, at), out);
        }
    }

    fn block(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let name = self.tree.name(node).to_string();
        if self.notes.taken.contains(&node) && !self.in_note {
            return;
        }
        if page::is_unseen(&name) {
            return;
        }
        let within_quote = self
            .tree
            .above(node)
            .take(3)
            .any(|above| self.tree.name(above) == "blockquote");
        let furniture = page::is_furniture(self.tree, node)
            || matches!(name.as_str(), "aside" | "footer")
                && !within_quote
                && (name == "footer" || page::is_links(self.tree, node));
        if furniture && !self.holds_notes(node) {
            return self.leave_out(node);
        }
        self.note_id(node);
        let from = out.len();
        match name.as_str() {
            "p" => self.paragraph_element(node, out),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let runs = tidy(self.flat(node));
                // The whole of a heading is bold; nobody needs to say so.
                let runs = unwrapped(runs);
                if !is_blank(&runs) {
                    let at = self.place(node);
                    self.add(Block::new(Kind::Heading { level, runs }, at), out);
                }
            }
            "blockquote" => self.quote(node, out),
            "ul" | "ol" | "menu" | "dir" => self.list(node, &name, out),
            "dl" => self.definitions(node, out),
            "table" => self.table(node, out),
            "pre" => self.preformatted(node, out),
            "hr" => {
                let at = self.place(node);
                if !matches!(
                    out.last().map(|block| &block.kind),
                    Some(Kind::Break) | None
                ) {
                    self.add(Block::new(Kind::Break, at), out);
                }
            }
            "figure" => {
                let caption = self
                    .tree
                    .below(node)
                    .find(|node| self.tree.name(*node) == "figcaption");
                let has_picture =
                    self.tree.below(node).any(|node| self.tree.name(node) == "img");
                match has_picture {
                    true => self.figure(node, caption, out),
                    false => self.children(node, out),
                }
            }
            _ if self.is_captioned(node).is_some() => {
                let caption = self.is_captioned(node);
                self.figure(node, caption, out);
            }
            _ if self.is_verse(node) => self.verse(node, out),
            _ => self.children(node, out),
        }
        if let Some(tag) = self.language_of(node) {
            for block in &mut out[from..] {
                block.language.get_or_insert_with(|| tag.clone());
            }
        }
    }

    fn holds_notes(&self, node: NodeId) -> bool {
        self.tree.below(node).any(|node| self.notes.taken.contains(&node))
            && !matches!(self.tree.name(node), "nav" | "form")
    }

    /// The caption of a block that is a figure by its class.
    fn is_captioned(&self, node: NodeId) -> Option<NodeId> {
        let class = |node: NodeId| {
            self.tree.attribute(node, "class").unwrap_or("").to_lowercase()
        };
        let own = class(node);
        let named = [
            "wp-caption",
            "thumb",
            "thumbinner",
            "image-caption",
            "captioned",
            "figure",
            "image-with-caption",
            "photo",
            "picture",
        ];
        if !own
            .split_whitespace()
            .any(|own| named.contains(&own) || own.contains("wp-caption"))
        {
            return None;
        }
        let images =
            self.tree.below(node).filter(|node| self.tree.name(*node) == "img").count();
        if images == 0 || images > 6 {
            return None;
        }
        self.tree.below(node).find(|below| {
            let class = class(*below);
            *below != node
                && class.contains("caption")
                && !self.tree.text(*below).trim().is_empty()
                && !self.tree.below(*below).any(|node| self.tree.name(node) == "img")
        })
    }

    fn paragraph_element(&mut self, node: NodeId, out: &mut Vec<Block>) {
        if self.is_verse(node) {
            return self.verse(node, out);
        }
        if self.tree.children(node).iter().any(|child| self.is_block(*child)) {
            return self.children(node, out);
        }
        // A paragraph that is one picture, and whose file may not be there.
        let images: Vec<NodeId> =
            self.tree.below(node).filter(|node| self.tree.name(*node) == "img").collect();
        let emoji = images.iter().all(|image| {
            self.tree.attribute(*image, "class").unwrap_or("").contains("emoji")
        });
        if !images.is_empty() && !emoji && self.tree.text(node).trim().is_empty() {
            return self.figure(node, None, out);
        }
        let runs = self.runs(node);
        self.paragraph(runs, node, out);
    }

    fn quote(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        // Who said it: the last `cite` or `footer` that stands by itself.
        let source = self.tree.children(node).iter().copied().rfind(|child| {
            let own = |node: NodeId| {
                matches!(self.tree.name(node), "cite" | "footer" | "figcaption")
            };
            let only = self.tree.name(*child) == "p" && {
                let mut texts = self
                    .tree
                    .children(*child)
                    .iter()
                    .filter(|child| !self.tree.text(**child).trim().is_empty());
                texts.clone().count() == 1
                    && texts.all(|child| self.tree.name(*child) == "cite")
            };
            own(*child) || only
        });
        let mut attribution = None;
        if let Some(source) = source {
            let runs = tidy(self.flat(source));
            attribution = Some(unwrapped(undashed(runs, self.report, at)))
                .filter(|runs| !is_blank(runs));
            self.skipped.insert(source);
        }
        let mut blocks = self.blocks(node);
        // Or a last paragraph that begins with a dash.
        if attribution.is_none()
            && blocks.len() > 1
            && let Some(Kind::Paragraph(runs)) = blocks.last().map(|block| &block.kind)
        {
            let words = plain(runs);
            if words.starts_with(['—', '–', '―']) || words.starts_with("--") {
                let runs = runs.clone();
                self.report.guess(
                    at,
                    format!(
                        "this is taken for the source of a quotation: {}",
                        words.trim()
                    ),
                    "",
                );
                attribution = Some(undashed(runs, self.report, at));
                blocks.pop();
            }
        }
        if blocks.is_empty() {
            if let Some(runs) = attribution {
                self.add(Block::paragraph(runs, at), out);
            }
            return;
        }
        if let [Block { kind: Kind::Verse { attribution: own, .. }, .. }] =
            blocks.as_mut_slice()
        {
            *own = attribution;
            out.append(&mut blocks);
            return;
        }
        // A source in a block of its own behind the quotation.
        if let ([Block { kind: Kind::Paragraph(runs), .. }], None) =
            (blocks.as_slice(), &attribution)
            && plain(runs).starts_with(['—', '–', '―'])
            && let Some(Block {
                kind: Kind::Quote { attribution: known @ None, .. }, ..
            }) = out.last_mut()
        {
            let runs = runs.clone();
            self.report.guess(
                at,
                format!(
                    "this is taken for the source of the quotation before it: {}",
                    plain(&runs).trim()
                ),
                "",
            );
            *known = Some(undashed(runs, self.report, at));
            return;
        }
        self.add(Block::new(Kind::Quote { blocks, attribution }, at), out);
    }

    fn list(&mut self, node: NodeId, name: &str, out: &mut Vec<Block>) {
        let at = self.place(node);
        let start = match name {
            "ol" => {
                let stated = self
                    .tree
                    .attribute(node, "start")
                    .and_then(|it| it.trim().parse().ok());
                Some(stated.unwrap_or(1).min(999_999_999))
            }
            _ => None,
        };
        let mut items = Vec::new();
        for child in self.tree.children(node).to_vec() {
            if self.skipped.contains(&child)
                || self.notes.taken.contains(&child) && !self.in_note
            {
                continue;
            }
            match &self.tree.nodes[child].data {
                Data::Element(_) if self.tree.name(child) == "li" => {
                    self.note_id(child);
                    let blocks = self.blocks(child);
                    if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                Data::Element(_) => {
                    let mut blocks = Vec::new();
                    self.block(child, &mut blocks);
                    if let Some(last) = items.last_mut() {
                        last.append(&mut blocks);
                    } else if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
                Data::Text(_) | Data::Other => {}
            }
        }
        if !items.is_empty() {
            self.add(Block::new(Kind::List { start, items }, at), out);
        }
    }

    fn definitions(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        let mut found: Vec<(Runs, Vec<Block>)> = Vec::new();
        let parts: Vec<NodeId> = self
            .tree
            .below(node)
            .filter(|below| {
                matches!(self.tree.name(*below), "dt" | "dd")
                    && self
                        .tree
                        .above(*below)
                        .find(|above| self.tree.name(*above) == "dl")
                        == Some(node)
            })
            .collect();
        for part in parts {
            if self.notes.taken.contains(&part) && !self.in_note {
                continue;
            }
            self.note_id(part);
            match self.tree.name(part) {
                "dt" => {
                    let runs = tidy(self.flat(part));
                    if !is_blank(&runs) {
                        found.push((runs, Vec::new()));
                    }
                }
                _ => {
                    let mut blocks = self.blocks(part);
                    match found.last_mut() {
                        Some((_, meaning)) => meaning.append(&mut blocks),
                        None => out.append(&mut blocks),
                    }
                }
            }
        }
        // A term that means nothing is a paragraph.
        if found.iter().all(|(_, meaning)| meaning.is_empty()) {
            for (runs, _) in found {
                self.add(Block::paragraph(runs, at), out);
            }
            return;
        }
        let mut kept: Vec<(Runs, Vec<Block>)> = Vec::new();
        for (term, meaning) in found {
            if meaning.is_empty() {
                if !kept.is_empty() {
                    self.add(
                        Block::new(Kind::Definitions(std::mem::take(&mut kept)), at),
                        out,
                    );
                }
                self.add(Block::paragraph(term, at), out);
                continue;
            }
            kept.push((term, meaning));
        }
        if !kept.is_empty() {
            self.add(Block::new(Kind::Definitions(kept), at), out);
        }
    }

    fn preformatted(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        if self.is_verse(node) {
            return self.verse(node, out);
        }
        let mut text = String::new();
        for below in self.tree.below(node) {
            match &self.tree.nodes[below].data {
                Data::Text(own) => text.push_str(own),
                Data::Element(_) if self.tree.name(below) == "br" => text.push('\n'),
                Data::Element(_) | Data::Other => {}
            }
        }
        let text = text.trim_matches('\n').trim_end();
        if !text.trim().is_empty() {
            self.add(Block::new(Kind::Code(text.to_string()), at), out);
        }
    }

    /// Whether a node is verse: by its class, or by short lines in one paragraph.
    fn is_verse(&self, node: NodeId) -> bool {
        let class = self.tree.attribute(node, "class").unwrap_or("").to_lowercase();
        let named = class.split_whitespace().any(|class| {
            matches!(
                class,
                "poem"
                    | "verse"
                    | "stanza"
                    | "poetry"
                    | "lyrics"
                    | "poem-text"
                    | "wp-block-verse"
                    | "indentb-poem"
                    | "quotepoem"
            )
        });
        let name = self.tree.name(node);
        let only_lines = !self.tree.below(node).any(|below| {
            below != node
                && matches!(
                    self.tree.name(below),
                    "img"
                        | "table"
                        | "ul"
                        | "ol"
                        | "h1"
                        | "h2"
                        | "h3"
                        | "figure"
                        | "form"
                )
        });
        if named && only_lines {
            return true;
        }
        if name != "p" {
            return false;
        }
        let breaks = self
            .tree
            .children(node)
            .iter()
            .filter(|child| self.tree.name(**child) == "br")
            .count();
        if breaks < 2
            || self.tree.children(node).iter().any(|child| self.is_block(*child))
        {
            return false;
        }
        let lines = self.plain_lines(node);
        let text: String = lines.join("\n");
        let mut start = 0;
        let ranges: Vec<std::ops::Range<usize>> = lines
            .iter()
            .map(|line| {
                let range = start..start + line.len();
                start += line.len() + 1;
                range
            })
            .filter(|range| !range.is_empty())
            .collect();
        ranges.len() > 2 && super::super::lines::are_verse(&text, &ranges)
    }

    /// The lines of a paragraph, by its `br`.
    fn plain_lines(&self, node: NodeId) -> Vec<String> {
        let mut lines = vec![String::new()];
        for child in self.tree.below(node) {
            match (&self.tree.nodes[child].data, self.tree.name(child)) {
                (Data::Text(text), _) => {
                    if let Some(last) = lines.last_mut() {
                        last.push_str(text);
                    }
                }
                (_, "br") => lines.push(String::new()),
                _ => {}
            }
        }
        let squeezed = lines
            .iter()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        squeezed.collect()
    }

    fn verse(&mut self, node: NodeId, out: &mut Vec<Block>) {
        let at = self.place(node);
        let pre = self.tree.name(node) == "pre";
        let mut stanzas: Vec<Vec<VerseLine>> = vec![Vec::new()];
        let mut gather = |runs: Runs, indent: usize| {
            let runs = tidy(runs);
            match is_blank(&runs) {
                true if stanzas.last().is_some_and(|stanza| !stanza.is_empty()) => {
                    stanzas.push(Vec::new())
                }
                true => {}
                false => {
                    if let Some(last) = stanzas.last_mut() {
                        last.push(VerseLine { indent, runs });
                    }
                }
            }
        };
        if pre {
            let text: String = self
                .tree
                .below(node)
                .filter_map(|below| match &self.tree.nodes[below].data {
                    Data::Text(own) => Some(own.as_str()),
                    Data::Element(_) if self.tree.name(below) == "br" => Some("\n"),
                    Data::Element(_) | Data::Other => None,
                })
                .collect();
            for line in text.lines() {
                let indent = line.len() - line.trim_start().len();
                gather(super::inline::words(line), (indent / 2).min(8));
            }
        } else {
            let parts: Vec<NodeId> = match self
                .tree
                .children(node)
                .iter()
                .any(|child| self.is_block(*child))
            {
                true => self.tree.children(node).to_vec(),
                false => vec![node],
            };
            for part in parts {
                if self.tree.text(part).trim().is_empty() {
                    continue;
                }
                let runs = match self.tree.element(part).is_some() {
                    true => self.flat(part),
                    false => continue,
                };
                let mut line = Vec::new();
                for run in runs {
                    match run == super::super::manuscript::Run::Break {
                        true => gather(std::mem::take(&mut line), 0),
                        false => line.push(run),
                    }
                }
                gather(line, 0);
                gather(Vec::new(), 0);
            }
        }
        stanzas.retain(|stanza| !stanza.is_empty());
        if stanzas.is_empty() {
            return;
        }
        if self.tree.name(node) == "p" && self.tree.attribute(node, "class").is_none() {
            self.report.guess(
                at,
                "these short lines are taken for verse",
                "where it is prose, take `::: verse` and `:::` away",
            );
        }
        if let Some(Block {
            kind: Kind::Verse { stanzas: known, attribution: None },
            ..
        }) = out.last_mut()
        {
            known.append(&mut stanzas);
            return;
        }
        self.add(Block::new(Kind::Verse { stanzas, attribution: None }, at), out);
    }
}

fn collect_pictures(runs: &Runs, out: &mut Vec<super::super::manuscript::Picture>) {
    use super::super::manuscript::Run;
    for run in runs {
        match run {
            Run::Picture(picture) => out.push(picture.clone()),
            Run::Styled(_, runs) | Run::Link { runs, .. } => collect_pictures(runs, out),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Break => {}
        }
    }
}

/// A run that is one style as a whole, without it.
pub(in super::super) fn unwrapped(mut runs: Runs) -> Runs {
    use super::super::manuscript::Run;
    while let [Run::Styled(Style::Strong | Style::Emphasis, _)] = runs.as_slice() {
        if let Some(Run::Styled(_, within)) = runs.pop() {
            runs = within;
        }
    }
    runs
}

/// Takes the dash off that a source begins with.
fn undashed(mut runs: Runs, report: &mut Report, at: Span) -> Runs {
    use super::super::manuscript::Run;
    if let Some(Run::Text(text)) = runs.first_mut() {
        let kept = text.trim_start_matches(['—', '–', '―', '-', ' ', '\u{a0}', '~']);
        if kept.len() < text.len() {
            report.cut(at, &text[..text.len() - kept.len()], Fate::Markup);
            *text = kept.to_string();
        }
    }
    tidy(runs)
}
