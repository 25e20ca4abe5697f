//! The ways into the book: the navigation document, and the NCX for older readers.

use super::article::{Article, Heading};
use super::map::Map;
use crate::document::{Inline, InlineStyle, Section, on_one_line};
use crate::info::{Lang, Word};
use crate::xml::{escaped, push_attribute, push_text};

/// Words on one line, in runs of one language.
#[derive(Clone, Default)]
pub(super) struct Label(Vec<(String, Option<Lang>)>);

impl Label {
    /// The words of a heading; those of a run that states no language have none of their own.
    pub fn of(content: &[Inline]) -> Label {
        let mut label = Label::default();
        label.add(content, None);
        if let Some((first, _)) = label.0.first_mut() {
            *first = first.trim_start().to_owned();
        }
        if let Some((last, _)) = label.0.last_mut() {
            *last = last.trim_end().to_owned();
        }
        label.0.retain(|(text, _)| !text.is_empty());
        label
    }

    fn add(&mut self, content: &[Inline], lang: Option<&Lang>) {
        for inline in content {
            let text = match inline {
                Inline::Text { text, .. } | Inline::Code { text, .. } => {
                    on_one_line(text)
                }
                Inline::Break { .. } => " ".to_owned(),
                Inline::Styled {
                    style: InlineStyle::Language(lang), content, ..
                } => {
                    self.add(content, Some(lang));
                    continue;
                }
                Inline::Styled { content, .. } | Inline::Link { content, .. } => {
                    self.add(content, lang);
                    continue;
                }
                Inline::Note { .. } | Inline::Picture { .. } => continue,
            };
            match self.0.last_mut() {
                Some((last, before)) if before.as_ref() == lang => last.push_str(&text),
                Some(_) | None => self.0.push((text, lang.cloned())),
            }
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(text, _)| text.trim().is_empty())
    }

    /// The words, where languages cannot be told.
    fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    fn push(&self, out: &mut String) {
        for (text, lang) in &self.0 {
            // Blanks are in no language.
            let lang = lang.as_ref().filter(|_| !text.trim().is_empty());
            if let Some(lang) = lang {
                out.push_str("<span");
                push_attribute(out, "lang", lang.tag());
                push_attribute(out, "xml:lang", lang.tag());
                out.push('>');
            }
            push_text(out, text);
            if lang.is_some() {
                out.push_str("</span>");
            }
        }
    }
}

/// One entry of the contents, with those below it.
pub(super) struct Entry {
    pub label: Label,
    /// Its authors, where they are named; else empty.
    pub authors: String,
    /// The address, from the folder of the package document.
    pub href: String,
    /// The language, where it is not the book's.
    pub lang: Option<String>,
    pub below: Vec<Entry>,
}

/// How deep sub-heads go into the contents; readers show three levels at most.
const HEADINGS: u8 = 2;
/// What stands between a title and its authors.
const BETWEEN: &str = " · ";

/// The contents: articles, parts with their chapters, and the first levels of sub-heads.
pub(super) fn contents(map: &Map, articles: &[Article]) -> Vec<Entry> {
    map.document.sections.iter().map(|section| entry(map, articles, section)).collect()
}

fn entry(map: &Map, articles: &[Article], section: &Section) -> Entry {
    let file = format!("text/{}", map.file(section.index));
    let headings =
        articles.get(section.index as usize).map_or(&[][..], |article| &article.headings);
    let lang = foreign(map, &section.lang);
    let shown: Vec<&Heading> =
        headings.iter().filter(|heading| heading.level <= HEADINGS).collect();
    let mut below = sub_heads(map, &file, &shown);
    below.extend(section.children.iter().map(|child| entry(map, articles, child)));
    let authors = map.authors.get(section.index as usize).cloned().unwrap_or_default();
    let label = Some(Label::of(&section.title)).filter(|label| !label.is_empty());
    let label = label.unwrap_or_else(|| Label(vec![(map.name(section), None)]));
    Entry { label, authors, href: file, lang, below }
}

/// The tag of a language, where it is not the book's.
fn foreign(map: &Map, lang: &Lang) -> Option<String> {
    (*lang != map.document.info.lang).then(|| lang.tag().to_owned())
}

/// Sub-heads nested by level; a level that is skipped counts as the next deeper one.
fn sub_heads(map: &Map, file: &str, headings: &[&Heading]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let inner =
            after.iter().take_while(|heading| heading.level > first.level).count();
        entries.push(Entry {
            label: first.label.clone(),
            authors: String::new(),
            href: format!("{file}#{}", first.id),
            lang: foreign(map, &first.lang),
            below: sub_heads(map, file, &after[..inner]),
        });
        rest = &after[inner..];
    }
    entries
}

/// A landmark: its type, its name, its address.
pub(super) struct Landmark {
    pub kind: &'static str,
    pub label: &'static str,
    pub href: String,
}

/// The navigation document (EPUB 3.3, 7).
pub(super) fn navigation(map: &Map, contents: &[Entry], marks: &[Landmark]) -> String {
    let lang = escaped(map.document.info.lang.tag());
    let title = escaped(map.word(Word::Contents));
    let mut out = String::with_capacity(4096);
    out.push_str(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\">\n\
         <head>\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"css/book.css\"/>\n</head>\n\
         <body>\n<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" \
         aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\""
    ));
    if let Some(other) = Word::language(&map.document.info.lang) {
        push_attribute(&mut out, "lang", other.tag());
        push_attribute(&mut out, "xml:lang", other.tag());
    }
    out.push('>');
    push_text(&mut out, map.word(Word::Contents));
    out.push_str("</h1>\n");
    list(&mut out, contents);
    out.push_str(
        "</nav>\n<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\"",
    );
    push_attribute(&mut out, "aria-label", map.word(Word::Landmarks));
    out.push_str(">\n<ol>\n");
    for mark in marks {
        out.push_str("<li><a");
        push_attribute(&mut out, "epub:type", mark.kind);
        push_attribute(&mut out, "href", &mark.href);
        out.push('>');
        push_text(&mut out, mark.label);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n</nav>\n");
    page_list(&mut out, map);
    out.push_str("</body>\n</html>\n");
    out
}

/// The pages of the printed book (EPUB 3.3, 7.4.2.2).
fn page_list(out: &mut String, map: &Map) {
    if map.printed.is_empty() {
        return;
    }
    out.push_str(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\" hidden=\"hidden\"",
    );
    push_attribute(out, "aria-label", map.word(Word::Pages));
    out.push_str(">\n<ol>\n");
    for (label, href) in map.printed_pages() {
        out.push_str("<li><a");
        push_attribute(out, "href", &href);
        out.push('>');
        push_text(out, label);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n</nav>\n");
}

fn list(out: &mut String, entries: &[Entry]) {
    out.push_str("<ol>\n");
    for entry in entries {
        out.push_str("<li><a");
        push_attribute(out, "href", &entry.href);
        if let Some(lang) = &entry.lang {
            push_attribute(out, "lang", lang);
            push_attribute(out, "xml:lang", lang);
        }
        out.push('>');
        entry.label.push(out);
        if !entry.authors.is_empty() {
            out.push_str(BETWEEN);
            out.push_str("<i>");
            push_text(out, &entry.authors);
            out.push_str("</i>");
        }
        out.push_str("</a>");
        if !entry.below.is_empty() {
            out.push('\n');
            list(out, &entry.below);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// The NCX (OPF 2.0.1, 2.4.1), for readers of EPUB 2.
pub(super) fn ncx(map: &Map, contents: &[Entry]) -> String {
    let info = &map.document.info;
    let mut out = String::with_capacity(4096);
    out.push_str(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" \
         xml:lang=\"{}\">\n<head>\n<meta name=\"dtb:uid\" content=\"{}\"/>\n\
         <meta name=\"dtb:depth\" content=\"{}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n\
         <meta name=\"dtb:maxPageNumber\" content=\"{}\"/>\n</head>\n\
         <docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escaped(info.lang.tag()),
        escaped(&info.uuid),
        depth(contents),
        map.printed_pages().count(),
        map.printed_pages()
            .filter_map(|(label, _)| label.parse().ok())
            .max()
            .unwrap_or(0u32),
        escaped(&info.title),
    ));
    let mut order = 0;
    points(&mut out, contents, &mut order);
    out.push_str("</navMap>\n");
    page_targets(&mut out, map, order);
    out.push_str("</ncx>\n");
    out
}

/// The pages of the printed book, for readers of EPUB 2.
fn page_targets(out: &mut String, map: &Map, mut order: u32) {
    if map.printed.is_empty() {
        return;
    }
    out.push_str("<pageList>\n");
    for (at, (label, href)) in map.printed_pages().enumerate() {
        order += 1;
        let kind = if label.parse::<u32>().is_ok() { "normal" } else { "front" };
        out.push_str(&format!(
            "<pageTarget id=\"page-{}\" type=\"{kind}\" playOrder=\"{order}\"",
            at + 1
        ));
        if kind == "normal" {
            push_attribute(out, "value", label);
        }
        out.push_str(">\n<navLabel><text>");
        push_text(out, label);
        out.push_str("</text></navLabel>\n<content");
        push_attribute(out, "src", &href);
        out.push_str("/>\n</pageTarget>\n");
    }
    out.push_str("</pageList>\n");
}

fn points(out: &mut String, entries: &[Entry], order: &mut u32) {
    for entry in entries {
        *order += 1;
        out.push_str(&format!(
            "<navPoint id=\"p{order}\" playOrder=\"{order}\">\n<navLabel"
        ));
        if let Some(lang) = &entry.lang {
            push_attribute(out, "xml:lang", lang);
        }
        out.push_str("><text>");
        push_text(out, &entry.label.text());
        if !entry.authors.is_empty() {
            out.push_str(BETWEEN);
            push_text(out, &entry.authors);
        }
        out.push_str("</text></navLabel>\n<content");
        push_attribute(out, "src", &entry.href);
        out.push_str("/>\n");
        points(out, &entry.below, order);
        out.push_str("</navPoint>\n");
    }
}

fn depth(entries: &[Entry]) -> u32 {
    entries.iter().map(|entry| 1 + depth(&entry.below)).max().unwrap_or(0)
}
