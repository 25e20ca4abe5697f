//! The document as indented text, for `publish show --document` and for snapshots.
//!
//! One block a line, its inlines behind it: `⟨em words⟩`, `⟨note 1⟩`, `⟨link #id words⟩`.
//! Spaces that do not break are made visible: `␣` for U+00A0, `˽` for U+202F.

use std::fmt::Write;

use super::{
    Alt, AnchorId, Block, Document, Figure, FigureWidth, IndexEntry, Inline, InlineStyle,
    Kind, Note, Role, Row, Section, Series, Target,
};

/// The document as indented text, one block a line.
pub fn dump(document: &Document) -> String {
    let mut out = Dump { document, out: String::new() };
    let info = &document.info;
    out.line(0, &format!("book {:?} {}", info.title, info.lang));
    for (side, cover) in [("cover", &document.cover), ("back", &document.back)] {
        let Some(cover) = cover else { continue };
        let name = &document.pictures[cover.picture].name;
        out.line(0, &format!("{side} {name} {:?}", cover.alt));
    }
    for section in &document.sections {
        out.section(section, 0);
    }
    for (_, picture) in document.pictures.iter() {
        let (w, h) = (picture.width, picture.height);
        out.line(0, &format!("picture {} {w}×{h}", picture.name));
    }
    out.out
}

struct Dump<'a> {
    document: &'a Document,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let line = format!("{:1$}{text}", "", depth * 2);
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn id(&self, anchor: AnchorId) -> &str {
        &self.document.anchors[anchor].id
    }

    fn section(&mut self, section: &Section, depth: usize) {
        let role = match section.role {
            Role::FrontMatter => "front-matter",
            Role::Part => "part",
            Role::Chapter => "chapter",
            Role::Appendix => "appendix",
            Role::BackMatter => "back-matter",
            Role::Index => "index",
        };
        let (index, slug) = (section.index, &section.slug);
        let id = self.id(section.anchor);
        let head = format!("{role} {index} {slug} #{id} {}", section.lang);
        self.line(depth, &head);
        let depth = depth + 1;
        self.run(depth, "title", Some(&section.title));
        self.run(depth, "subtitle", Some(&section.subtitle));
        for (what, names) in
            [("authors", &section.authors), ("translators", &section.translators)]
        {
            if !names.is_empty() {
                self.line(depth, &format!("{what} {}", names.join("; ")));
            }
        }
        for (what, text) in [
            ("date", &section.date),
            ("source", &section.source),
            ("rights", &section.rights),
        ] {
            if let Some(text) = text {
                self.line(depth, &format!("{what} {}", visible(text)));
            }
        }
        self.blocks(&section.blocks, depth);
        let document = self.document;
        for (_, note) in document.notes.iter().filter(|(_, n)| n.section == section.index)
        {
            self.line(depth, &format!("note {}", numbered(note)));
            self.blocks(&note.blocks, depth + 1);
        }
        for child in &section.children {
            self.section(child, depth);
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            self.block(block, depth);
        }
    }

    /// What every block may carry, behind its name.
    fn marks(&self, block: &Block) -> String {
        let mut marks = String::new();
        if let Some(anchor) = block.anchor {
            let _ = write!(marks, " #{}", self.id(anchor));
        }
        if let Some(lang) = &block.lang {
            let _ = write!(marks, " lang={lang}");
        }
        for class in &block.classes {
            let _ = write!(marks, " .{class}");
        }
        marks
    }

    fn block(&mut self, block: &Block, depth: usize) {
        let marks = self.marks(block);
        let inner = depth + 1;
        let head = |this: &mut Self, name: &str| {
            this.line(depth, &format!("{name}{marks}"));
        };
        match &block.kind {
            Kind::Paragraph(content) => {
                self.run(depth, &format!("paragraph{marks}"), Some(content));
            }
            Kind::Heading { level, content } => {
                self.run(depth, &format!("heading {level}{marks}"), Some(content));
            }
            Kind::Dateline(content) => {
                self.run(depth, &format!("dateline{marks}"), Some(content));
            }
            Kind::Quote { blocks, attribution } => {
                head(self, "quote");
                self.blocks(blocks, inner);
                self.run(inner, "attribution", attribution.as_ref());
            }
            Kind::Epigraph { blocks, source } => {
                head(self, "epigraph");
                self.blocks(blocks, inner);
                self.run(inner, "source", source.as_ref());
            }
            Kind::Verse { stanzas, attribution } => {
                head(self, "verse");
                for (i, stanza) in stanzas.iter().enumerate() {
                    self.line(inner, &format!("stanza {}", i + 1));
                    for line in stanza {
                        let name = match line.indent {
                            0 => "line".to_string(),
                            steps => format!("line +{steps}"),
                        };
                        self.run(inner + 1, &name, Some(&line.content));
                    }
                }
                self.run(inner, "attribution", attribution.as_ref());
            }
            Kind::Letter(letter) => {
                head(self, "letter");
                self.run(inner, "title", letter.title.as_ref());
                self.run(inner, "dateline", letter.dateline.as_ref());
                self.blocks(&letter.blocks, inner);
                self.run(inner, "signature", letter.signature.as_ref());
            }
            Kind::Box { title, blocks } => {
                head(self, "box");
                self.run(inner, "title", title.as_ref());
                self.blocks(blocks, inner);
            }
            Kind::Questions { start, items, room } => {
                head(self, &format!("questions from {start} room {room}"));
                for item in items {
                    self.line(inner, "question");
                    self.blocks(item, inner + 1);
                }
            }
            Kind::Figure(figure) => self.figure(figure, &marks, depth),
            Kind::List { start, tight, items } => {
                let kind = start.map_or("bullets".to_string(), |s| format!("from {s}"));
                let tight = if *tight { " tight" } else { "" };
                head(self, &format!("list {kind}{tight}"));
                for item in items {
                    self.line(inner, "item");
                    self.blocks(&item.blocks, inner + 1);
                }
            }
            Kind::Definitions(definitions) => {
                head(self, "definitions");
                for definition in definitions {
                    for term in &definition.terms {
                        self.run(inner, "term", Some(term));
                    }
                    for meaning in &definition.meanings {
                        self.line(inner, "meaning");
                        self.blocks(meaning, inner + 1);
                    }
                }
            }
            Kind::Table(table) => {
                let columns: Vec<String> = table
                    .columns
                    .iter()
                    .map(|c| format!("{c:?}").to_lowercase())
                    .collect();
                head(self, &format!("table {}", columns.join(" ")));
                self.run(inner, "caption", table.caption.as_ref());
                self.rows("head", &table.head, inner);
                self.rows("row", &table.rows, inner);
            }
            Kind::Code { language, text } => {
                let language = language.as_deref().unwrap_or("");
                head(self, &format!("code {language}"));
                for line in text.lines() {
                    self.line(inner, &format!("|{line}"));
                }
            }
            Kind::Index(entries) => {
                head(self, "index");
                entries.iter().for_each(|entry| self.entry(entry, inner));
            }
            Kind::SceneBreak => head(self, "scene-break"),
            Kind::PageBreak => head(self, "page-break"),
        }
    }

    fn entry(&mut self, entry: &IndexEntry, depth: usize) {
        let mut text = format!("entry {}", self.inlines(&entry.words));
        if entry.parted {
            text.push_str(" parted");
        }
        if let Some(anchor) = entry.anchor {
            let _ = write!(text, " #{}", self.id(anchor));
        }
        for place in &entry.places {
            let _ = write!(text, " ⟨at #{}", self.id(place.from));
            if place.to != place.from {
                let _ = write!(text, " to #{}", self.id(place.to));
            }
            text.push('⟩');
        }
        for (name, all) in [("see", &entry.see), ("also", &entry.also)] {
            for see in all {
                let to = see.to.map_or("nothing", |to| self.id(to));
                let _ = write!(text, " ⟨{name} #{to} {}⟩", self.inlines(&see.words));
            }
        }
        self.line(depth, &text);
        entry.entries.iter().for_each(|entry| self.entry(entry, depth + 1));
    }

    fn rows(&mut self, name: &str, rows: &[Row], depth: usize) {
        for row in rows {
            let cells: Vec<String> = row.cells.iter().map(|c| self.inlines(c)).collect();
            self.line(depth, &format!("{name} {}", cells.join(" | ")));
        }
    }

    fn figure(&mut self, figure: &Figure, marks: &str, depth: usize) {
        let name = &self.document.pictures[figure.picture].name;
        let width = match figure.width {
            FigureWidth::Natural => String::new(),
            FigureWidth::Measure(part) => format!(" width={}.{}%", part / 10, part % 10),
            FigureWidth::Across(1000) => " across".to_string(),
            FigureWidth::Across(part) => {
                format!(" across width={}.{}%", part / 10, part % 10)
            }
            FigureWidth::Page => " full-page".to_string(),
            FigureWidth::Bleed => " bleed".to_string(),
        };
        let words = alt(&figure.alt);
        self.line(depth, &format!("figure {name}{width} {words}{marks}"));
        for (picture, words) in &figure.beside {
            let name = &self.document.pictures[*picture].name;
            let words = alt(words);
            self.line(depth + 1, &format!("beside {name} {words}"));
        }
        self.run(depth + 1, "caption", figure.caption.as_ref());
        self.run(depth + 1, "credit", figure.credit.as_ref());
    }

    fn run(&mut self, depth: usize, name: &str, content: Option<&Vec<Inline>>) {
        if let Some(content) = content.filter(|c| !c.is_empty()) {
            let text = self.inlines(content);
            self.line(depth, &format!("{name} {text}"));
        }
    }

    fn inlines(&self, content: &[Inline]) -> String {
        let mut out = String::new();
        for inline in content {
            match inline {
                Inline::Text { text, .. } => out.push_str(&visible(text)),
                Inline::Code { text, .. } => {
                    let _ = write!(out, "⟨code {text}⟩");
                }
                Inline::Styled { style, content, .. } => {
                    let name = match style {
                        InlineStyle::Emphasis => "em".to_string(),
                        InlineStyle::Strong => "strong".to_string(),
                        InlineStyle::SmallCaps => "smallcaps".to_string(),
                        InlineStyle::Superscript => "sup".to_string(),
                        InlineStyle::Subscript => "sub".to_string(),
                        InlineStyle::Strike => "strike".to_string(),
                        InlineStyle::Language(lang) => format!("lang={lang}"),
                        InlineStyle::AsTyped => "asis".to_string(),
                        InlineStyle::Class(class) => format!(".{class}"),
                        InlineStyle::Anchor(anchor) => format!("#{}", self.id(*anchor)),
                        InlineStyle::Page(anchor) => {
                            format!("page #{}", self.id(*anchor))
                        }
                    };
                    let _ = write!(out, "⟨{name} {}⟩", self.inlines(content));
                }
                Inline::Link { to, content, .. } => {
                    let to = match to {
                        Target::Inside(anchor) => format!("#{}", self.id(*anchor)),
                        Target::Outside(address) => address.clone(),
                    };
                    let _ = write!(out, "⟨link {to} {}⟩", self.inlines(content));
                }
                Inline::Note { note, repeat, .. } => {
                    let number = numbered(&self.document.notes[*note]);
                    let again = if *repeat > 0 { " again" } else { "" };
                    let _ = write!(out, "⟨note {number}{again}⟩");
                }
                Inline::Picture { picture, alt: what, .. } => {
                    let name = &self.document.pictures[*picture].name;
                    let _ = write!(out, "⟨picture {name} {}⟩", alt(what));
                }
                Inline::Break { .. } => out.push('⏎'),
            }
        }
        out
    }
}

/// A note's number, with the sign of its series.
fn numbered(note: &Note) -> String {
    match note.series {
        Series::Author => note.number.to_string(),
        Series::Editor => format!("ed:{}", note.number),
    }
}

fn alt(alt: &Alt) -> String {
    match alt {
        Alt::Text(text) => format!("{text:?}"),
        Alt::Decorative => "decorative".to_string(),
        Alt::Missing => "no-alt".to_string(),
    }
}

fn visible(text: &str) -> String {
    text.replace('\u{a0}', "␣").replace('\u{202f}', "˽")
}
