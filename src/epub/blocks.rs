//! Blocks as XHTML.

use super::article::Writer;
use super::printed::Place;
use crate::document::{
    AnchorId, Block, Definition, Figure, FigureWidth, Kind, Letter, PictureId, VerseLine,
};
use crate::info::Lang;
use crate::theme::Role;
use crate::xml::{push_attribute, push_text};

impl Writer<'_> {
    /// Blocks one after the other.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// One block.
    pub fn block(&mut self, block: &Block) {
        self.trace(block.span);
        // Between two pictures that have pages of their own it would be a page of its own.
        if !matches!(block.kind, Kind::Figure(_)) {
            self.pages_at(Place::Block(block.span));
        }
        let around = self.langs.len();
        self.langs.extend(block.lang.clone());
        self.content(block);
        self.langs.truncate(around);
    }

    fn content(&mut self, block: &Block) {
        match &block.kind {
            Kind::Paragraph(content) => {
                self.open("p", None, block);
                self.inlines(content);
                self.out.push_str("</p>\n");
            }
            Kind::Heading { level, content } => self.heading(*level, content, block),
            Kind::Quote { blocks, attribution } => {
                self.container(Role::Quote, "blockquote", "quote", block);
                self.blocks(blocks);
                self.tail(Role::Attribution, "attribution", attribution.as_ref());
                self.out.push_str("</blockquote>\n");
            }
            Kind::Epigraph { blocks, source } => {
                let types = "epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph";
                self.container(Role::Epigraph, "blockquote", types, block);
                self.blocks(blocks);
                self.tail(Role::EpigraphSource, "source", source.as_ref());
                self.out.push_str("</blockquote>\n");
            }
            Kind::Verse { stanzas, attribution } => {
                self.container(Role::Verse, "blockquote", "verse", block);
                stanzas.iter().for_each(|stanza| self.stanza(stanza));
                self.tail(Role::Attribution, "attribution", attribution.as_ref());
                self.out.push_str("</blockquote>\n");
            }
            Kind::Letter(letter) => self.letter(letter, block),
            Kind::Box { title, blocks } => {
                // No landmark: screen readers would ask for a name of each.
                self.container(Role::Box, "aside", "box\" role=\"note", block);
                self.tail(Role::BoxTitle, "box-title", title.as_ref());
                self.blocks(blocks);
                self.out.push_str("</aside>\n");
            }
            Kind::Questions { start, items, .. } => {
                let digits = self.digits(u64::from(*start), items.len());
                let class = format!("questions{digits}");
                self.container(Role::Question, "ol", &class, block);
                if *start != 1 {
                    self.add_to_tag(&format!(" start=\"{start}\""));
                }
                for item in items {
                    self.item(item, false);
                }
                self.out.push_str("</ol>\n");
            }
            Kind::Figure(figure) => self.figure(figure, block),
            Kind::List { start, tight, items } => {
                let tag = if start.is_some() { "ol" } else { "ul" };
                let class = if *tight { "list tight" } else { "list" };
                let digits = start.map(|start| self.digits(start, items.len()));
                let class = format!("{class}{}", digits.unwrap_or_default());
                self.container(Role::List, tag, &class, block);
                if let Some(start) = start.filter(|&start| start != 1) {
                    // Readers count in 32 bits with a sign.
                    self.add_to_tag(&format!(
                        " start=\"{}\"",
                        start.min(i32::MAX as u64)
                    ));
                }
                for item in items {
                    self.item(&item.blocks, *tight);
                }
                self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
            }
            Kind::Definitions(definitions) => self.definitions(definitions, block),
            Kind::Table(table) => self.table(table, block),
            Kind::Code { language, text } => {
                self.facts.code = true;
                self.container(Role::Code, "pre", "code", block);
                self.out.pop();
                self.out.push_str("<code");
                if let Some(language) = language {
                    let class = format!("language-{}", language.trim());
                    push_attribute(&mut self.out, "class", &class);
                }
                self.out.push('>');
                self.words(text, block.span);
                self.out.push_str("</code></pre>\n");
            }
            Kind::Index(entries) => {
                self.facts.roles.insert(Role::Index);
                self.index(entries);
            }
            Kind::Dateline(content) => {
                self.facts.roles.insert(Role::Dateline);
                self.open("p", Some("dateline"), block);
                self.inlines(content);
                self.out.push_str("</p>\n");
            }
            Kind::SceneBreak => {
                self.open("hr", Some("scene-break"), block);
                self.out.pop();
                self.out.push_str("/>\n");
            }
            // A page of print means nothing here; a place that links point at stays.
            Kind::PageBreak => {
                if block.anchor.is_some() {
                    self.open("div", None, block);
                    self.out.push_str("</div>\n");
                }
            }
        }
    }

    /// Opens an element with what every block may carry, up to and with its `>`.
    pub(super) fn open(&mut self, tag: &str, class: Option<&str>, block: &Block) {
        self.out.push('<');
        self.out.push_str(tag);
        if class.is_some() || !block.classes.is_empty() {
            self.out.push_str(" class=\"");
            // A class with further attributes behind it comes from this file alone.
            let (class, more) = match class.unwrap_or("").split_once('"') {
                Some((class, more)) => (class, Some(more)),
                None => (class.unwrap_or(""), None),
            };
            self.out.push_str(class);
            for (at, extra) in block.classes.iter().enumerate() {
                if at > 0 || !class.is_empty() {
                    self.out.push(' ');
                }
                push_text(&mut self.out, extra);
                self.facts.classes.insert(extra.clone());
            }
            self.out.push('"');
            if let Some(more) = more {
                self.out.push_str(more);
                self.out.push('"');
            }
        }
        self.common(block.lang.as_ref(), block.anchor);
    }

    fn common(&mut self, lang: Option<&Lang>, anchor: Option<AnchorId>) {
        if let Some(anchor) = anchor {
            push_attribute(&mut self.out, "id", &self.map.document.anchors[anchor].id);
        }
        if let Some(lang) = lang {
            push_attribute(&mut self.out, "lang", lang.tag());
            push_attribute(&mut self.out, "xml:lang", lang.tag());
        }
        self.out.push('>');
    }

    /// Opens an element that holds others.
    pub(super) fn container(
        &mut self,
        role: Role,
        tag: &str,
        class: &str,
        block: &Block,
    ) {
        self.facts.roles.insert(role);
        self.open(tag, Some(class), block);
        self.out.push('\n');
    }

    /// Adds attributes to the tag that was just opened by [`Self::container`].
    fn add_to_tag(&mut self, attributes: &str) {
        self.out.truncate(self.out.len() - 2);
        self.out.push_str(attributes);
        self.out.push_str(">\n");
    }

    /// A heading: one level deeper than the one before at the most, so that no level is
    /// skipped.
    fn heading(&mut self, level: u8, content: &[crate::document::Inline], block: &Block) {
        let wanted = level.saturating_sub(1).saturating_add(self.first_level);
        let shown = wanted.clamp(1, 6).min(self.last_level + 1);
        self.last_level = shown;
        self.facts.roles.insert(match level {
            0 | 1 => Role::Heading1,
            2 => Role::Heading2,
            _ => Role::Heading3,
        });
        let id = match block.anchor {
            Some(anchor) => self.map.document.anchors[anchor].id.clone(),
            None => format!("_h-{}", self.headings.len() + 1),
        };
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(shown) - 1];
        let class = ["head-1", "head-2", "head-3"][usize::from(level.clamp(1, 3)) - 1];
        self.open(tag, Some(class), block);
        if block.anchor.is_none() {
            self.out.pop();
            push_attribute(&mut self.out, "id", &id);
            self.out.push('>');
        }
        self.inlines(content);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push_str(">\n");
        self.heading_found(level.max(1), &content.to_vec(), id);
    }

    fn stanza(&mut self, lines: &[VerseLine]) {
        self.out.push_str("<p class=\"stanza\">");
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.out.push_str("<br/>\n");
            }
            match line.indent.min(6) {
                0 => self.out.push_str("<span class=\"line\">"),
                steps => self.out.push_str(&format!("<span class=\"line in-{steps}\">")),
            }
            self.inlines(&line.content);
            self.out.push_str("</span>");
        }
        self.out.push_str("</p>\n");
    }

    fn letter(&mut self, letter: &Letter, block: &Block) {
        self.container(Role::Letter, "blockquote", "letter", block);
        self.tail(Role::LetterTitle, "letter-title", letter.title.as_ref());
        self.tail(Role::Dateline, "dateline", letter.dateline.as_ref());
        self.blocks(&letter.blocks);
        self.tail(Role::Signature, "signature", letter.signature.as_ref());
        self.out.push_str("</blockquote>\n");
    }

    /// The class of a list whose numbers have more digits than most.
    fn digits(&mut self, start: u64, count: usize) -> String {
        let last = start.saturating_add(count.saturating_sub(1) as u64);
        match last.checked_ilog10().map_or(1, |zeros| zeros + 1) {
            0..=2 => String::new(),
            digits => {
                self.facts.digits.insert(digits);
                format!(" digits-{digits}")
            }
        }
    }

    fn item(&mut self, blocks: &[Block], tight: bool) {
        self.out.push_str("<li>");
        self.flow(blocks, tight);
        self.out.push_str("</li>\n");
    }

    /// What stands in a list item or a meaning; in tight lists a lone paragraph needs no element
    /// of its own.
    fn flow(&mut self, blocks: &[Block], tight: bool) {
        match blocks {
            [
                Block {
                    kind: Kind::Paragraph(content),
                    lang: None,
                    anchor: None,
                    classes,
                    ..
                },
                rest @ ..,
            ] if classes.is_empty() && (tight || rest.is_empty()) => {
                self.inlines(content);
                if !rest.is_empty() {
                    self.out.push('\n');
                }
                self.blocks(rest);
            }
            _ => {
                self.out.push('\n');
                self.blocks(blocks);
            }
        }
    }

    fn definitions(&mut self, definitions: &[Definition], block: &Block) {
        self.container(Role::Meaning, "dl", "definitions", block);
        self.facts.roles.insert(Role::Term);
        for definition in definitions {
            for term in &definition.terms {
                self.out.push_str("<dt>");
                self.inlines(term);
                self.out.push_str("</dt>\n");
            }
            for meaning in &definition.meanings {
                self.out.push_str("<dd>");
                self.flow(meaning, true);
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }

    fn figure(&mut self, figure: &Figure, block: &Block) {
        let captioned = figure.caption.is_some() || figure.credit.is_some();
        let mut class =
            String::from(if captioned { "figure captioned" } else { "figure" });
        match figure.width {
            FigureWidth::Across(1000) => class.push_str(" across"),
            FigureWidth::Measure(part) | FigureWidth::Across(part) => {
                let part = part.clamp(50, 1000);
                self.facts.widths.insert(part);
                class.push_str(&format!(" wide-{part}"));
            }
            FigureWidth::Natural => {}
            FigureWidth::Page | FigureWidth::Bleed => class.push_str(" full-page"),
        }
        self.open("figure", Some(&class), block);
        self.out.push('\n');
        self.pages_at(Place::Block(block.span));
        let row = !figure.beside.is_empty();
        if row {
            self.out.push_str("<div class=\"row\">\n");
        }
        for (picture, alt) in figure.pictures() {
            if row {
                let share = self.share(picture);
                self.out.push_str(&format!("<div class=\"share-{share}\">"));
            }
            self.image(picture, alt, "");
            self.out.push_str(if row { "</div>\n" } else { "\n" });
        }
        if row {
            self.out.push_str("</div>\n");
        }
        if captioned {
            self.out.push_str("<figcaption>\n");
            self.tail(Role::Caption, "caption", figure.caption.as_ref());
            self.tail(Role::Credit, "credit", figure.credit.as_ref());
            self.out.push_str("</figcaption>\n");
        }
        self.out.push_str("</figure>\n");
    }

    /// How wide a picture is, in hundredths of its height.
    fn share(&mut self, picture: PictureId) -> u32 {
        let (_, drawn) = self.map.picture(picture);
        let share = u64::from(drawn.width) * 100 / u64::from(drawn.height.max(1));
        let share = share.clamp(10, 2000) as u32;
        self.facts.shares.insert(share);
        share
    }
}
