//! One article as an XHTML file, and what the rest of the e-book wants to know of it.

use std::collections::{BTreeMap, BTreeSet};

use super::map::{Map, kind};
use super::nav::Label;
use super::places::{Trace, Tracer};
use super::printed::Place;
use crate::document::{Alt, Block, Inlines, Kind, NoteId, PictureId, Section, label};
use crate::info::{Lang, Word};
use crate::source::Span;
use crate::theme::Role;
use crate::xml::{escaped, push_attribute, push_text};

/// An article's file, and what was found while writing it.
pub(super) struct Article {
    pub xhtml: String,
    /// Its headings, for the contents.
    pub headings: Vec<Heading>,
    pub facts: Facts,
    /// Where things stood in the source, if that is asked for.
    pub trace: Trace,
}

/// A heading inside an article.
pub(super) struct Heading {
    /// 1 for the first level below the article's title.
    pub level: u8,
    pub label: Label,
    /// The language of the passage that it stands in.
    pub lang: Lang,
    pub id: String,
}

/// What the text of an article uses.
#[derive(Default)]
pub(super) struct Facts {
    /// The pictures, and whether each carries meaning somewhere.
    pub pictures: BTreeMap<usize, bool>,
    /// The roles that a font is needed for.
    pub roles: BTreeSet<Role>,
    pub emphasis: bool,
    pub strong: bool,
    pub code: bool,
    /// The classes of blocks and of words.
    pub classes: BTreeSet<String>,
    /// The widths of figures, in thousandths of the measure.
    pub widths: BTreeSet<u16>,
    /// How wide pictures are that stand side by side, in hundredths of their height.
    pub shares: BTreeSet<u32>,
    /// Whether notes are gathered, and whether editor's notes stand above others.
    pub gathered: bool,
    pub editors: bool,
    /// How many digits the longest numbers of lists have, where they are more than two.
    pub digits: BTreeSet<u32>,
    /// How many ems the tables need, with the size of their letters where they have fewer, in
    /// hundredths; and how many halves of one their columns.
    pub needs: BTreeSet<(u16, u32)>,
    pub rooms: BTreeSet<u16>,
}

impl Facts {
    pub fn merge(&mut self, other: Facts) {
        for (picture, meaning) in other.pictures {
            *self.pictures.entry(picture).or_default() |= meaning;
        }
        self.roles.extend(other.roles);
        self.emphasis |= other.emphasis;
        self.strong |= other.strong;
        self.code |= other.code;
        self.classes.extend(other.classes);
        self.widths.extend(other.widths);
        self.shares.extend(other.shares);
        self.gathered |= other.gathered;
        self.editors |= other.editors;
        self.digits.extend(other.digits);
        self.needs.extend(other.needs);
        self.rooms.extend(other.rooms);
    }
}

/// Writes into one article.
pub(super) struct Writer<'a> {
    pub map: &'a Map<'a>,
    pub out: String,
    pub section: u32,
    /// Whether a link is open: links in links are no XHTML.
    pub in_link: bool,
    /// Markers found inside a link, to follow it.
    pub late: Vec<(NoteId, u32)>,
    /// The notes cited here, in order of their first markers.
    pub cited: BTreeSet<NoteId>,
    pub headings: Vec<Heading>,
    pub facts: Facts,
    /// Whether words are those of another place, told again.
    pub renaming: bool,
    /// The printed pages whose beginnings are marked in words, from 0.
    pub marked: BTreeSet<usize>,
    /// How many entries of the index are written.
    pub indexed: u32,
    /// The languages of the passages that are open, the innermost last.
    pub langs: Vec<Lang>,
    /// Where things stood in the source, if that is asked for.
    pub tracer: Option<Tracer>,
    /// The level of the last heading written, 1 to 6; 0 before the first.
    pub last_level: u8,
    /// The level that the article's first sub-heads have.
    pub first_level: u8,
}

/// Writes an article.
pub(super) fn write(map: &Map, section: &Section) -> Article {
    let mut writer = Writer {
        map,
        out: String::with_capacity(estimate(section)),
        section: section.index,
        in_link: false,
        late: Vec::new(),
        cited: BTreeSet::new(),
        headings: Vec::new(),
        facts: Facts::default(),
        renaming: false,
        marked: BTreeSet::new(),
        indexed: 0,
        langs: Vec::new(),
        tracer: map.traced.then(Tracer::default),
        last_level: 0,
        first_level: 1,
    };
    let label = map.name(section);
    let (kind, matter) = kind(section);
    open_file(&mut writer.out, &label, &section.lang, Some(matter));
    writer.article(section, kind);
    close_file(&mut writer.out);
    let trace = writer.tracer.map(Tracer::into_trace).unwrap_or_default();
    Article { xhtml: writer.out, headings: writer.headings, facts: writer.facts, trace }
}

/// A guess at the size of the file: a tenth more than the source.
fn estimate(section: &Section) -> usize {
    let source = (section.span.end - section.span.start) as usize;
    (source + source / 10 + 2048).min(16 << 20)
}

/// The head of every XHTML file in `text`.
pub(super) fn open_file(
    out: &mut String,
    title: &str,
    lang: &Lang,
    matter: Option<&str>,
) {
    let lang = escaped(lang.tag());
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    out.push_str("<html xmlns=\"http://www.w3.org/1999/xhtml\" ");
    out.push_str("xmlns:epub=\"http://www.idpf.org/2007/ops\" ");
    out.push_str(&format!("lang=\"{lang}\" xml:lang=\"{lang}\">\n<head>\n<title>"));
    push_text(out, &label(title));
    out.push_str("</title>\n<link rel=\"stylesheet\" type=\"text/css\" ");
    out.push_str("href=\"../css/book.css\"/>\n</head>\n<body");
    if let Some(matter) = matter {
        push_attribute(out, "epub:type", matter);
    }
    out.push_str(">\n");
}

/// The end of every XHTML file.
pub(super) fn close_file(out: &mut String) {
    out.push_str("</body>\n</html>\n");
}

impl Writer<'_> {
    fn article(&mut self, section: &Section, kind: Option<&str>) {
        let id = self.map.document.anchors[section.anchor].id.clone();
        self.trace(Span { end: section.span.start, ..section.span });
        self.out.push_str("<section");
        push_attribute(&mut self.out, "class", kind.unwrap_or("article"));
        if let Some(kind) = kind {
            push_attribute(&mut self.out, "epub:type", kind);
            push_attribute(&mut self.out, "role", &format!("doc-{kind}"));
        }
        push_attribute(&mut self.out, "id", &id);
        if !section.title.is_empty() {
            self.out.push_str(" aria-labelledby=\"_title\"");
        }
        self.out.push_str(">\n");
        self.pages_at(Place::Opening(section.index));
        self.opening(section);
        self.body(&section.blocks);
        self.closing(section);
        self.notes();
        self.end_notes(section);
        self.pages_at(Place::End(section.index));
        self.out.push_str("</section>\n");
    }

    /// Title, subtitle and byline.
    fn opening(&mut self, section: &Section) {
        let people: Vec<String> = (section.authors.iter().cloned())
            .chain((!section.translators.is_empty()).then(|| {
                let names = section.translators.join(", ");
                Word::Translated.in_language(&section.lang).replace("{}", &names)
            }))
            .collect();
        if section.title.is_empty() && section.subtitle.is_empty() && people.is_empty() {
            return;
        }
        self.out.push_str("<header>\n");
        if !section.title.is_empty() {
            self.out.push_str("<h1 id=\"_title\">");
            self.inlines(&section.title);
            self.out.push_str("</h1>\n");
            self.last_level = 1;
            self.first_level = 2;
            let role = match section.role {
                crate::document::Role::Part => Role::PartTitle,
                crate::document::Role::FrontMatter
                | crate::document::Role::Chapter
                | crate::document::Role::Appendix
                | crate::document::Role::BackMatter
                | crate::document::Role::Index => Role::ArticleTitle,
            };
            self.facts.roles.insert(role);
        }
        if !section.subtitle.is_empty() {
            self.facts.roles.insert(Role::ArticleSubtitle);
            self.run("p", "subtitle", &section.subtitle);
        }
        if !people.is_empty() {
            self.facts.roles.insert(Role::Byline);
            self.out.push_str("<p class=\"byline\">");
            push_text(&mut self.out, &people.join(" · "));
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</header>\n");
    }

    /// The blocks of an article; each sub-head opens a section of its own.
    fn body(&mut self, blocks: &[Block]) {
        let mut open: Vec<u8> = Vec::new();
        for block in blocks {
            if let Kind::Heading { level, .. } = block.kind {
                while open.last().is_some_and(|&above| above >= level) {
                    self.out.push_str("</section>\n");
                    open.pop();
                }
                self.out.push_str("<section>\n");
                open.push(level);
            }
            self.block(block);
        }
        for _ in open {
            self.out.push_str("</section>\n");
        }
    }

    /// Date, source and rights of the article, at its end.
    fn closing(&mut self, section: &Section) {
        let word = Word::Source.in_language(&section.lang);
        let source = section.source.as_ref().map(|s| word.replace("{}", s));
        let lines: Vec<String> = [section.date.clone(), source, section.rights.clone()]
            .into_iter()
            .flatten()
            .collect();
        if lines.is_empty() {
            return;
        }
        self.facts.roles.insert(Role::Provenance);
        self.out.push_str("<footer class=\"provenance\">\n");
        for line in lines {
            self.out.push_str("<p>");
            push_text(&mut self.out, &line);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</footer>\n");
    }

    /// What stands at a place of the source is written now.
    pub fn trace(&mut self, span: Span) {
        if let Some(tracer) = &mut self.tracer {
            tracer.mark(&self.out, span);
        }
    }

    /// The language of what is written now.
    pub fn lang(&self) -> &Lang {
        self.langs.last().unwrap_or_else(|| self.article_lang())
    }

    /// The language of the article.
    fn article_lang(&self) -> &Lang {
        let sections = &self.map.sections;
        sections
            .get(self.section as usize)
            .map_or(&self.map.document.info.lang, |section| &section.lang)
    }

    /// A language for words of ours that are heard here and not seen, with what an element says
    /// of it where that is not the language around: that of the passage, if we have words in it,
    /// else that of the article or the book.
    pub fn aloud(&self) -> (Lang, String) {
        let here = self.lang();
        let around = [here, self.article_lang(), &self.map.document.info.lang];
        let spoken = around.into_iter().find(|lang| Word::speaks(lang)).cloned();
        match spoken.or_else(|| Lang::parse("en")) {
            Some(spoken) if spoken != *here => {
                let tag = escaped(spoken.tag());
                let said = format!(" lang=\"{tag}\" xml:lang=\"{tag}\"");
                (spoken, said)
            }
            Some(_) | None => (here.clone(), String::new()),
        }
    }

    /// Notes that a picture is shown.
    pub fn shows(&mut self, picture: PictureId, alt: &Alt) {
        let meaning = match alt {
            Alt::Text(_) | Alt::Missing => true,
            Alt::Decorative => false,
        };
        *self.facts.pictures.entry(picture.index()).or_default() |= meaning;
    }

    /// Notes a heading for the contents.
    pub fn heading_found(&mut self, level: u8, content: &Inlines, id: String) {
        let label = Label::of(content);
        if !label.is_empty() {
            let lang = self.lang().clone();
            self.headings.push(Heading { level, label, lang, id });
        }
    }
}
