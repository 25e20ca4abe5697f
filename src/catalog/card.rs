//! The card of a book, as libraries have them in drawers: all that a catalogue says of it, taken
//! from its document once and kept, so that a book need not be read again to be listed again.

use serde::{Deserialize, Serialize};

use crate::document::{
    Document, Inline, InlineStyle, Kind, Role, Section, first_words, inline_text, label,
    retold,
};
use crate::info::{Date, Info, Isbn, Lang, Moment, Word};
use crate::xml::push_text;

/// What is said of a book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Card {
    /// The book's own identifier: `urn:uuid:…`.
    pub id: String,
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The language, as a tag.
    pub lang: String,
    /// Who made it, in order.
    pub people: Vec<Person>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date of publication as the manifest has it: a year, a month or a day.
    pub date: Option<String>,
    /// When it was last changed, in seconds since 1970.
    pub modified: u64,
    /// The edition as printed.
    pub edition: Option<String>,
    /// The rights line.
    pub rights: Option<String>,
    /// The licence: a name or an address.
    pub licence: Option<String>,
    /// The teaser; blank lines part paragraphs.
    pub description: Option<String>,
    /// Subjects: in words, and scheme and code where there are.
    pub subjects: Vec<(String, Option<(String, String)>)>,
    /// The series and the number in it.
    pub series: Option<(String, Option<String>)>,
    /// The digits of the ISBN of the e-book.
    pub isbn_epub: Option<String>,
    /// The digits of the ISBN of the printed book.
    pub isbn_print: Option<String>,
    /// What the cover shows.
    pub cover_alt: Option<String>,
    /// The articles, in order.
    pub contents: Vec<Chapter>,
    /// How the text begins.
    pub sample: Option<Sample>,
}

/// Somebody who made a book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The name as sorted.
    pub sort: Option<String>,
    /// What they did, as a MARC relator code.
    pub role: String,
}

/// An article in the contents.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Its authors, where it names its own.
    pub authors: Vec<String>,
    /// The chapters of a part.
    pub below: Vec<Chapter>,
}

/// How the text begins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sample {
    /// The title of the article.
    pub title: String,
    /// Its language, as a tag.
    pub lang: String,
    /// Its first paragraphs, as HTML: words, stress, small things; no links, notes or pictures.
    pub paragraphs: Vec<String>,
    /// Whether the book has more than that.
    pub goes_on: bool,
}

/// How many letters a sample has, more or less: a page and a half of a pamphlet. It ends with a
/// paragraph.
const LETTERS: usize = 1_800;

/// Longer paragraphs do not stand in a sample.
const LONGEST: usize = 4_000;

impl Card {
    /// The card of a document.
    pub fn of(document: &Document) -> Card {
        let info = &document.info;
        let digits = |isbn: &Option<Isbn>| isbn.as_ref().map(Isbn::digits);
        let people = info.contributors.iter().map(|person| Person {
            name: label(&person.name),
            sort: person.sort.as_deref().map(label),
            role: person.role.0.clone(),
        });
        let subjects = info.subjects.iter();
        Card {
            id: info.uuid.clone(),
            title: label(&info.title),
            subtitle: info.subtitle.as_deref().map(label),
            lang: info.lang.tag().to_owned(),
            people: people.collect(),
            publisher: info.publisher.clone(),
            date: info.date.map(|date: Date| date.to_string()),
            modified: info.modified.unix,
            edition: info.edition.clone(),
            rights: info.rights.clone(),
            licence: info.licence.clone(),
            description: info.description.clone(),
            subjects: subjects.map(|s| (s.name.clone(), s.scheme.clone())).collect(),
            series: info.series.clone(),
            isbn_epub: digits(&info.isbn_epub),
            isbn_print: digits(&info.isbn_print),
            cover_alt: cover_alt(document),
            contents: document.sections.iter().map(|s| chapter(s, info)).collect(),
            sample: sample(document),
        }
    }

    /// The language.
    pub fn language(&self) -> Option<Lang> {
        Lang::parse(&self.lang)
    }

    /// When it was last changed.
    pub fn moment(&self) -> Moment {
        Moment { unix: self.modified }
    }

    /// The authors, in order.
    pub fn authors(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.role == "aut")
    }
}

impl Person {
    /// The name that it is sorted by.
    pub fn sorted(&self) -> &str {
        self.sort.as_deref().unwrap_or(&self.name)
    }
}

fn cover_alt(document: &Document) -> Option<String> {
    let alt = document.cover.as_ref()?.alt.trim();
    (!alt.is_empty()).then(|| alt.to_owned())
}

fn chapter(section: &Section, info: &Info) -> Chapter {
    Chapter {
        title: name(section, info),
        authors: section.authors.clone(),
        below: section.children.iter().map(|child| chapter(child, info)).collect(),
    }
}

/// What a section is called.
fn name(section: &Section, info: &Info) -> String {
    let title = label(&inline_text(&retold(&section.title)));
    match section.role {
        _ if !title.is_empty() => title,
        Role::Index => Word::Index.in_language(&info.lang).to_owned(),
        Role::FrontMatter
        | Role::Part
        | Role::Chapter
        | Role::Appendix
        | Role::BackMatter => first_words(section),
    }
}

/// The first paragraphs of the first article that has some: of a chapter, if any is there.
fn sample(document: &Document) -> Option<Sample> {
    let all = document.all_sections();
    let chapters = all.iter().filter(|section| section.role == Role::Chapter);
    let section =
        chapters.chain(&all).find(|section| paragraphs(section).next().is_some())?;
    let mut letters = 0;
    let mut chosen = Vec::new();
    for paragraph in paragraphs(section) {
        let text = inline_text(paragraph);
        if letters >= LETTERS || text.len() > LONGEST {
            break;
        }
        letters += text.chars().count();
        let mut html = String::new();
        push_inlines(&mut html, paragraph);
        chosen.push(html.trim().to_owned());
    }
    let rest = section.blocks.len() - section.first_paragraph().unwrap_or(0);
    let goes_on = all.len() > 1 || chosen.len() < rest;
    (!chosen.is_empty()).then(|| Sample {
        goes_on,
        title: name(section, &document.info),
        lang: section.lang.tag().to_owned(),
        paragraphs: chosen,
    })
}

/// The paragraphs that a section begins with, as one reads them: headings and mottoes before the
/// first are passed over, and what is no paragraph ends them.
fn paragraphs(section: &Section) -> impl Iterator<Item = &Vec<Inline>> {
    let first = section.first_paragraph().unwrap_or(section.blocks.len());
    section.blocks[first..].iter().map_while(|block| match &block.kind {
        Kind::Paragraph(content) => Some(content),
        Kind::Heading { .. }
        | Kind::Quote { .. }
        | Kind::Epigraph { .. }
        | Kind::Verse { .. }
        | Kind::Letter(_)
        | Kind::Box { .. }
        | Kind::Questions { .. }
        | Kind::Figure(_)
        | Kind::List { .. }
        | Kind::Definitions(_)
        | Kind::Table(_)
        | Kind::Code { .. }
        | Kind::Index(_)
        | Kind::Dateline(_)
        | Kind::SceneBreak
        | Kind::PageBreak => None,
    })
}

fn push_inlines(out: &mut String, run: &[Inline]) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => push_text(out, text),
            Inline::Code { text, .. } => element(out, "code", |out| push_text(out, text)),
            Inline::Styled { style, content, .. } => styled(out, style, content),
            Inline::Link { content, .. } => push_inlines(out, content),
            Inline::Break { .. } => out.push_str("<br>"),
            Inline::Note { .. } | Inline::Picture { .. } => {}
        }
    }
}

fn styled(out: &mut String, style: &InlineStyle, content: &[Inline]) {
    let name = match style {
        InlineStyle::Emphasis => "em",
        InlineStyle::Strong => "strong",
        InlineStyle::Superscript => "sup",
        InlineStyle::Subscript => "sub",
        InlineStyle::Strike => "s",
        InlineStyle::Language(lang) => {
            out.push_str(&format!("<i lang=\"{}\">", crate::xml::escaped(lang.tag())));
            push_inlines(out, content);
            out.push_str("</i>");
            return;
        }
        InlineStyle::SmallCaps
        | InlineStyle::AsTyped
        | InlineStyle::Class(_)
        | InlineStyle::Anchor(_) => {
            push_inlines(out, content);
            return;
        }
        InlineStyle::Page(_) => return,
    };
    element(out, name, |out| push_inlines(out, content));
}

fn element(out: &mut String, name: &str, content: impl FnOnce(&mut String)) {
    out.push_str(&format!("<{name}>"));
    content(out);
    out.push_str(&format!("</{name}>"));
}
