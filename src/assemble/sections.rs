//! Sections: slugs, titles, roles, and parts that hold their chapters.

use std::path::Path;

use super::links::Book;
use super::names::Names;
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Inline, Inlines, Role, Section, inline_text};
use crate::info::{Info, Lang};
use crate::manifest::ArticleEntry;
use crate::markdown::{FrontMatter, ident, same_words};
use crate::source::{FileId, Files, Span};
use crate::typography;

/// A name for every article: its file's name, cleaned; a part without a file takes its
/// title's words.
pub(super) fn slugs(entries: &[ArticleEntry]) -> Vec<String> {
    let mut names = Names::default();
    let slug = |entry: &ArticleEntry| {
        let stem = Path::new(&entry.written).file_stem().map(|s| s.to_string_lossy());
        let words = match stem {
            Some(stem) if !stem.is_empty() => stem.into_owned(),
            _ if entry.role == Role::Index && entry.title.is_none() => "index".into(),
            _ => entry.title.clone().unwrap_or_default(),
        };
        let name = ident::name(&words);
        // A slug names a file, so it may begin with the number of the article.
        match words.starts_with(|c: char| c.is_ascii_digit()) {
            true => name.strip_prefix("s-").unwrap_or(&name).to_string(),
            false => name,
        }
    };
    entries.iter().map(|entry| names.give(&slug(entry), "")).collect()
}

/// A section as the manifest alone knows it.
pub(super) fn section(
    index: u32,
    entry: &ArticleEntry,
    slug: &str,
    book: &Book,
    main: &Lang,
) -> Section {
    let title = entry.title.as_deref().map(|t| words(t, main, entry.span));
    Section {
        index,
        anchor: book.section_anchor(index),
        role: entry.role,
        slug: slug.to_string(),
        title: title.unwrap_or_default(),
        subtitle: Vec::new(),
        authors: set_names(&entry.authors, main),
        translators: Vec::new(),
        date: None,
        source: None,
        rights: None,
        lang: main.clone(),
        blocks: Vec::new(),
        end_notes: Vec::new(),
        children: Vec::new(),
        span: entry.span,
    }
}

/// What stands at the head of an article by its own account.
pub(super) struct Heads {
    /// The title.
    pub title: Option<Inlines>,
    /// Whether the title is a heading of the text.
    pub is_heading: bool,
    /// Where there is none: a heading that would be it at the beginning.
    pub late: Option<Span>,
    /// The subtitle.
    pub subtitle: Option<Inlines>,
}

/// Adds what the article says about itself. For the title, the manifest stands above it.
pub(super) fn fill(
    section: &mut Section,
    front: FrontMatter,
    heads: Heads,
    entry: &ArticleEntry,
    file: FileId,
    files: &Files,
    sink: &mut Sink,
) {
    if let Some((lang, _)) = front.language {
        section.lang = lang;
    }
    let lang = section.lang.clone();
    let set = |text: String| typography::set_text(&text, &lang);
    let title = heads.title.unwrap_or_default();
    section.title = match &entry.title {
        Some(stated) => {
            let stated = words(stated, &lang, entry.span);
            replaced(title, stated, heads.is_heading, sink)
        }
        None => {
            heads.late.iter().for_each(|&at| report_late(at, sink));
            title
        }
    };
    section.subtitle = heads.subtitle.unwrap_or_default();
    let authors = match entry.authors.is_empty() {
        true => &front.authors,
        false => &entry.authors,
    };
    section.authors = set_names(authors, &lang);
    section.translators = front.translators.into_iter().map(set).collect();
    section.date = front.date.map(set);
    section.source = front.source.map(set);
    section.rights = front.rights.map(set);
    section.span = Span::new(file, 0..files.text(file).len());
}

fn report_late(at: Span, sink: &mut Sink) {
    let message = "text stands before this heading, so that the article has no title";
    let help = "move the heading to the beginning, or write `title = \"…\"` in the front matter or \
                the manifest";
    sink.report(Diagnostic::new(Code::LateTitle, message).at(at).help(help));
}

/// The manifest's title in place of the article's own. Where both say the same, the own
/// one has the marks; where they differ, a heading is told of, and its notes are kept.
fn replaced(own: Inlines, stated: Inlines, is_heading: bool, sink: &mut Sink) -> Inlines {
    if own.is_empty() || same_words(&own, &stated) {
        return if own.is_empty() { stated } else { own };
    }
    if let (true, Some(first), Some(last)) = (is_heading, own.first(), own.last()) {
        let title = inline_text(&stated);
        let message = format!("the manifest gives the article another title, `{title}`");
        sink.report(
            Diagnostic::new(Code::StatedTwice, message)
                .at(first.span().to(last.span()))
                .help(
                    "that is printed, and this heading is not; make them one, or let the \
                     heading begin with `##`",
                ),
        );
    }
    let mut title = stated;
    title.extend(own.into_iter().filter(|inline| matches!(inline, Inline::Note { .. })));
    title
}

fn set_names(names: &[String], lang: &Lang) -> Vec<String> {
    names.iter().map(|name| typography::set_text(name, lang)).collect()
}

fn words(text: &str, lang: &Lang, span: Span) -> Inlines {
    match text.trim() {
        "" => Vec::new(),
        text => vec![Inline::Text { text: typography::set_text(text, lang), span }],
    }
}

/// Sets the punctuation of what is said about the book.
pub(super) fn set_info(info: &mut Info) {
    let lang = info.lang.clone();
    let set = |text: &mut String| *text = typography::set_text(text, &lang);
    set(&mut info.title);
    let texts = [
        &mut info.subtitle,
        &mut info.publisher,
        &mut info.place,
        &mut info.edition,
        &mut info.rights,
        &mut info.source,
    ];
    texts.into_iter().flatten().for_each(set);
    info.imprint.iter_mut().for_each(set);
    info.series.iter_mut().for_each(|(name, _)| set(name));
    for person in &mut info.contributors {
        set(&mut person.name);
        person.sort.iter_mut().for_each(set);
    }
    if let Some(text) = &mut info.description {
        let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        paragraphs.iter_mut().for_each(set);
        *text = paragraphs.join("\n\n");
    }
}

/// Gives every part the chapters after it, up to the next part or the end matter.
pub(super) fn nest(flat: Vec<Section>) -> Vec<Section> {
    let mut nested: Vec<Section> = Vec::new();
    let mut in_part = false;
    for section in flat {
        match section.role {
            Role::Part => in_part = true,
            Role::Chapter => {}
            Role::FrontMatter | Role::Appendix | Role::BackMatter | Role::Index => {
                in_part = false;
            }
        }
        match nested.last_mut().filter(|_| in_part && section.role == Role::Chapter) {
            Some(part) => part.children.push(section),
            None => nested.push(section),
        }
    }
    nested
}
