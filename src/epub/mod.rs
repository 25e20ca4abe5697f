//! The e-book: EPUB 3.3 from the document, written as text, packed as an archive.
//!
//! Articles are written and files compressed side by side; the bytes are the same for the
//! same book, whatever the machine. Nothing here knows pages, the PDF or the manifest.

mod article;
mod blocks;
mod container;
mod css;
mod embed;
mod index;
mod inlines;
mod map;
mod matter;
mod nav;
mod notes;
mod package;
mod pages;
mod parts;
mod printed;
mod walk;
mod xml;

use rayon::prelude::*;

use crate::document::Document;
use crate::font::Fonts;
use crate::image::{Format, Picture, upright};
use crate::info::Word;
use crate::theme::Theme;
use article::Facts;
use container::{Content, Entry};
use map::Map;
use nav::Landmark;
use package::Item;
use parts::Parts;

pub use printed::PrintedPage;

/// What an e-book may have beyond its document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The picture of the front cover, as pixels (see [`crate::cover::front`]).
    pub cover: Option<Picture>,
    /// Whether the theme's fonts go into the book.
    pub embed_fonts: bool,
    /// The pages of the printed book, where it is made beside this one.
    pub printed: Vec<PrintedPage>,
}

/// Writes the e-book.
pub fn write(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    options: &Options,
) -> Vec<u8> {
    let map = Map::new(document, theme, &options.printed);
    let mut articles: Vec<article::Article> =
        map.sections.par_iter().map(|section| article::write(&map, section)).collect();
    let mut facts = Facts::default();
    for article in &mut articles {
        facts.merge(std::mem::take(&mut article.facts));
    }
    // The contents have them in italics.
    facts.emphasis |= map.authors.iter().any(|authors| !authors.is_empty());
    let embedding = match options.embed_fonts {
        true => embed::choose(theme, fonts, &facts),
        false => embed::Embedding::default(),
    };
    let mut book = Book::default();
    book.entries.push(Entry {
        path: "META-INF/container.xml".to_owned(),
        content: Content::Text(CONTAINER.to_owned()),
    });
    let contents = nav::contents(&map, &articles);
    let mut marks = Vec::new();
    let cover = options.cover.as_ref().map(|picture| {
        let file = format!("front-cover.{}", picture.format.extension());
        let alt = document.cover.as_ref().map(|cover| cover.alt.trim()).unwrap_or("");
        let alt = if alt.is_empty() { &document.info.title } else { alt };
        book.page("cover", pages::cover(&map, &file, alt));
        marks.push(mark("cover", map.word(Word::Cover), "text/cover.xhtml"));
        (file, picture)
    });
    book.page("title-page", pages::title(&map));
    marks.push(mark("titlepage", map.word(Word::TitlePage), "text/title-page.xhtml"));
    if let Some(imprint) = pages::imprint(&map) {
        book.page("imprint", imprint);
        marks.push(mark("copyright-page", map.word(Word::Imprint), "text/imprint.xhtml"));
    }
    if let Some(first) = beginning(&map) {
        let href = format!("text/{}", map.file(first));
        marks.push(mark("bodymatter", map.word(Word::Beginning), &href));
    }
    for section in map.sections.iter().filter(|section| section.is_notes()) {
        let href = format!("text/{}", map.file(section.index));
        marks.push(mark("endnotes", map.word(Word::Notes), &href));
    }
    let mut navigation = nav::navigation(&map, &contents, &marks);
    let mut ncx = nav::ncx(&map, &contents);
    let mut parts = Parts::default();
    let mut taken = map.files.iter().cloned().collect();
    let mut cut = Vec::with_capacity(articles.len());
    for (section, article) in map.sections.iter().zip(articles) {
        let file = map.file(section.index);
        cut.push((section, parts.cut(file, article.xhtml, parts::LIMIT, &mut taken)));
    }
    if !parts.is_empty() {
        cut.par_iter_mut().flat_map(|(_, files)| files).for_each(|(name, text)| {
            *text = parts.lead(text, "href", "", name);
        });
        navigation = parts.lead(&navigation, "href", "text/", "");
        ncx = parts.lead(&ncx, "src", "text/", "");
    }
    for (section, files) in cut {
        for (at, (name, text)) in files.into_iter().enumerate() {
            let mut id = format!("article-{}", section.index + 1);
            if at > 0 {
                id.push_str(&format!("-{}", at + 1));
            }
            book.add(id, format!("text/{name}"), XHTML, None, true, Content::Text(text));
        }
    }
    book.add_plain("nav", "nav.xhtml", XHTML, navigation);
    book.items.last_mut().expect("just added").properties = Some("nav");
    book.add_plain("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx);
    let css = css::write(theme, &facts, &embedding.faces);
    book.add_plain("css", "css/book.css", "text/css", css);
    if let Some((file, picture)) = &cover {
        let href = format!("images/{file}");
        let media_type = picture.format.media_type();
        let content = picture_content(picture);
        let id = "cover-image".to_owned();
        book.add(id, href, media_type, Some("cover-image"), false, content);
    }
    book.pictures(&map, &facts);
    for (at, (entry, media_type)) in embedding.files.into_iter().enumerate() {
        let href = entry.path.trim_start_matches("EPUB/").to_owned();
        book.add(
            format!("font-{}", at + 1),
            href,
            media_type,
            None,
            false,
            entry.content,
        );
    }
    let cover_id = cover.is_some().then_some("cover-image");
    let package = package::write(&map, &book.items, &facts, cover_id);
    book.entries.insert(
        1,
        Entry { path: "EPUB/package.opf".to_owned(), content: Content::Text(package) },
    );
    container::pack(book.entries)
}

/// The media type of text.
const XHTML: &str = "application/xhtml+xml";

/// Where readers find the package document (OCF 3.3, 4.2.6.3.1).
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n\
    <rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" \
    media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// The files and their entries in the manifest, in one order.
#[derive(Default)]
struct Book {
    entries: Vec<Entry>,
    items: Vec<Item>,
}

impl Book {
    fn add(
        &mut self,
        id: String,
        href: String,
        media_type: &'static str,
        properties: Option<&'static str>,
        in_spine: bool,
        content: Content,
    ) {
        self.entries.push(Entry { path: format!("EPUB/{href}"), content });
        self.items.push(Item { id, href, media_type, properties, in_spine });
    }

    fn add_plain(
        &mut self,
        id: &str,
        href: &str,
        media_type: &'static str,
        text: String,
    ) {
        let content = Content::Text(text);
        self.add(id.to_owned(), href.to_owned(), media_type, None, false, content);
    }

    fn page(&mut self, name: &str, xhtml: String) {
        let href = format!("text/{name}.xhtml");
        self.add(name.to_owned(), href, XHTML, None, true, Content::Text(xhtml));
    }

    /// The pictures that the text shows, in the order of the document.
    fn pictures(&mut self, map: &Map, facts: &Facts) {
        let shown: Vec<_> = map
            .document
            .pictures
            .iter()
            .filter(|(id, _)| facts.pictures.contains_key(&id.index()))
            .collect();
        let contents: Vec<Content> =
            shown.par_iter().map(|(_, picture)| picture_content(picture)).collect();
        for ((id, picture), content) in shown.into_iter().zip(contents) {
            let href = format!("images/{}", map.pictures[id.index()]);
            let media_type = picture.format.media_type();
            let id = format!("picture-{}", id.index() + 1);
            self.add(id, href, media_type, None, false, content);
        }
    }
}

fn picture_content(picture: &Picture) -> Content {
    let bytes = upright(picture);
    match picture.format {
        Format::Jpeg | Format::Png => Content::Dense(bytes),
        Format::Svg => Content::Loose(bytes),
    }
}

fn mark(kind: &'static str, label: &'static str, href: &str) -> Landmark {
    Landmark { kind, label, href: href.to_owned() }
}

/// The first article of the main text; without one, the first of all.
fn beginning(map: &Map) -> Option<u32> {
    let main = map.sections.iter().find(|section| map::kind(section).1 == "bodymatter");
    main.or(map.sections.first()).map(|section| section.index)
}

#[cfg(test)]
mod tests;
