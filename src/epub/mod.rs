//! The e-book: EPUB 3.3 from the document, written as text, packed as an archive. Editions
//! for devices are made from the very same files.
//!
//! Articles are written and files compressed side by side; the bytes are the same for the
//! same book, whatever the machine. Of
//! pages nothing here knows more than their numbers, and nothing of the PDF or the manifest.

mod article;
mod blocks;
mod compatible;
mod container;
mod css;
mod edition;
mod embed;
mod index;
mod inlines;
mod inventory;
mod kindle;
mod kobo;
mod limits;
mod map;
mod matter;
mod nav;
mod notes;
mod package;
mod pages;
mod parts;
mod pixels;
mod places;
mod printed;
mod restyle;
mod selector;
mod sentences;
mod subset;
mod table;
mod walk;
mod web;

use rayon::prelude::*;

use crate::document::{Document, Role};
use crate::font::Fonts;
use crate::image::{Format, Picture, upright};
use crate::info::Word;
use crate::pages::Folio;
use crate::theme::Theme;
use article::Facts;
use container::{Content, Entry};
use map::Map;
use nav::Landmark;
use package::Item;
use parts::Parts;
use pixels::{Pixels, Shown};

pub use compatible::{LACKS, Lack, What};
pub use edition::Edition;
pub use inventory::{Held, Inventory, Item as InventoryItem};
pub use kindle::{EMAIL, RULES, Refusal, Rule, WEB};
pub use limits::{LIMITS, Limit, Measure, limits};
pub use pixels::Drawn;
pub use places::Places;
pub use printed::PrintedPage;
pub use web::HEAVY;

/// What an e-book may have beyond its document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The picture of the front cover, as pixels (see [`crate::cover::front`]).
    pub cover: Option<Picture>,
    /// Whether the theme's fonts go into the book.
    pub embed_fonts: bool,
    /// The pages of the printed book, where it is made beside this one.
    pub printed: Vec<PrintedPage>,
    /// Whether nothing stands in the way of a claim that it conforms to WCAG, if somebody certifies
    /// that: pictures that carry meaning have alternative text that says something.
    pub conforms: bool,
    /// The drawings that are pixels already.
    pub drawn: Drawn,
    /// The number of the page on which each of the document's places stands, in their order; none
    /// where nothing is printed.
    pub folios: Vec<Folio>,
    /// Whether somebody wants to know where things stand in the source.
    pub traced: bool,
}

/// An edition of the e-book.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Why those whom it is for might refuse it.
    pub refusals: Vec<Refusal>,
    /// How many pictures had no room in it.
    pub left_out: usize,
    /// Where things stand in the source, for the edition for every reading system.
    pub places: Option<Places>,
}

/// Writes the e-book for every reading system.
pub fn write(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    options: &Options,
) -> Vec<u8> {
    let made = editions(document, theme, fonts, options, &[Edition::Plain]).pop();
    made.map(|made| made.bytes).unwrap_or_default()
}

/// Writes editions of the e-book, in the order that they are asked for. What they share is
/// made once; each is the same whichever others are made.
pub fn editions(
    document: &Document,
    theme: &Theme,
    fonts: &Fonts,
    options: &Options,
    wanted: &[Edition],
) -> Vec<Made> {
    let map = Map::new(document, theme, options);
    let mut articles: Vec<article::Article> =
        map.sections.par_iter().map(|section| article::write(&map, section)).collect();
    let mut facts = Facts::default();
    for article in &mut articles {
        facts.merge(std::mem::take(&mut article.facts));
    }
    // The contents have them in italics.
    facts.emphasis |= map.authors.iter().any(|authors| !authors.is_empty());
    let mut book = Book::default();
    let contents = nav::contents(&map, &articles);
    let mut marks = Vec::new();
    let cover = options.cover.as_ref().map(|picture| {
        let file = format!("front-cover.{}", picture.format.extension());
        book.page("cover", pages::cover(&map, &file));
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
    for section in map.sections.iter().filter(|section| section.role == Role::Index) {
        let href = format!("text/{}", map.file(section.index));
        marks.push(mark("index", map.word(Word::Index), &href));
    }
    let navigation = nav::navigation(&map, &contents, &marks);
    let whole = wanted.contains(&Edition::Web).then(|| {
        let files = map.sections.iter().map(|section| map.file(section.index).to_owned());
        let texts = articles.iter().map(|article| article.xhtml.clone());
        (files.zip(texts).collect(), navigation.clone())
    });
    let embedding = match options.embed_fonts {
        true => {
            let texts = articles.iter().map(|article| article.xhtml.as_str());
            let front = [pages::title(&map), pages::imprint(&map).unwrap_or_default()];
            let others = front.iter().chain([&navigation]).map(String::as_str);
            let letters = texts.chain(others).flat_map(str::chars).collect();
            embed::choose(theme, fonts, &facts, &letters)
        }
        false => embed::Embedding::default(),
    };
    book.articles(&map, articles, navigation, nav::ncx(&map, &contents));
    let css = css::write(theme, &facts, &embedding.faces);
    book.add_plain("css", "css/book.css", "text/css", css);
    if let Some((file, picture)) = &cover {
        let content = picture_content(picture);
        let href = format!("images/{file}");
        book.shown.push(Shown { href: href.clone(), picture, content: content.clone() });
        let id = "cover-image".to_owned();
        book.add(id, href, picture.format.media_type(), content).properties =
            Some("cover-image");
    }
    book.pictures(&map, &facts);
    for (at, (file, media_type)) in embedding.files.into_iter().enumerate() {
        let (href, content) = file;
        book.add(format!("font-{}", at + 1), href, media_type, content);
    }
    let pixels = Pixels::of(&book.shown, &options.drawn, wanted);
    let id = cover.is_some().then_some("cover-image");
    let archived: Vec<Edition> =
        wanted.iter().copied().filter(|&edition| edition != Edition::Web).collect();
    let page = || {
        whole.map(|(articles, navigation)| {
            let files = &book.files;
            web::write(&map, theme, &web::Source { files, articles, navigation })
        })
    };
    let books = || -> Vec<Vec<Entry>> {
        archived
            .par_iter()
            .map(|&edition| {
                let files = edition::adapt(edition, &book.files, &pixels, &book.shown);
                let items: Vec<Item> = files.iter().map(File::item).collect();
                let package = package::write(&map, &items, &facts, id);
                let text = |path: &str, text: &str, media_type| Entry {
                    path: path.to_owned(),
                    media_type,
                    in_spine: false,
                    content: Content::Text(text.into()),
                };
                let mut entries = vec![
                    text("META-INF/container.xml", CONTAINER, "application/xml"),
                    text("EPUB/package.opf", &package, "application/oebps-package+xml"),
                ];
                entries.extend(files.into_iter().map(File::entry));
                entries
            })
            .collect()
    };
    let pack = || {
        let books = books();
        let archives = container::pack(&books);
        (books, archives)
    };
    let ((books, archives), mut page) = rayon::join(pack, page);
    let cover = cover.map(|(_, picture)| (picture.width, picture.height));
    let traced = options.traced.then(|| places(&mut book));
    let mut archives = books.into_iter().zip(archives);
    let made = wanted.iter().filter_map(|edition| {
        let (mut told, mut left_out) = (Vec::new(), 0);
        let bytes = match edition {
            Edition::Plain | Edition::Kobo | Edition::Compatible => archives.next()?.1,
            Edition::Kindle => {
                let (entries, bytes) = archives.next()?;
                told = refusals(&entries, cover, bytes.len());
                bytes
            }
            Edition::Web => {
                let page = page.take()?;
                left_out = page.left_out;
                page.html.into_bytes()
            }
        };
        let places = traced.as_ref().filter(|_| *edition == Edition::Plain).cloned();
        Some(Made { bytes, refusals: told, left_out, places })
    });
    made.collect()
}

/// Where things stand in the source.
fn places(book: &mut Book<'_>) -> Places {
    let mut places = Places::default();
    for file in &book.files {
        if let Content::Text(text) = &file.content {
            places.text(format!("EPUB/{}", file.href), text.clone());
        }
    }
    for (name, trace) in std::mem::take(&mut book.traces) {
        places.trace(format!("EPUB/text/{name}"), trace);
    }
    places
}

/// Why Amazon would refuse the finished files.
fn refusals(entries: &[Entry], cover: Option<(u32, u32)>, bytes: usize) -> Vec<Refusal> {
    let files = entries.iter().filter_map(|entry| {
        Some(kindle::Sent {
            path: entry.path.strip_prefix("EPUB/")?,
            media_type: entry.media_type,
            in_spine: entry.in_spine,
            text: match &entry.content {
                Content::Text(text) => Some(text),
                Content::Loose(_) | Content::Dense(_) => None,
            },
            bytes: entry.content.bytes(),
        })
    });
    kindle::refusals(&kindle::Parcel { files: files.collect(), cover, bytes })
}

/// The media type of text.
const XHTML: &str = "application/xhtml+xml";

/// Where readers find the package document (OCF 3.3, 4.2.6.3.1).
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n\
    <rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" \
    media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

/// A file of the e-book, and what the package document says of it.
#[derive(Clone)]
struct File {
    id: String,
    /// From the folder of the package document.
    href: String,
    media_type: &'static str,
    properties: Option<&'static str>,
    /// Whether it stands in the spine, at this place.
    in_spine: bool,
    content: Content,
}

impl File {
    /// What stands in it, where it is text.
    fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Loose(_) | Content::Dense(_) => None,
        }
    }

    fn item(&self) -> Item {
        let File { id, href, media_type, properties, in_spine, content: _ } = self;
        Item {
            id: id.clone(),
            href: href.clone(),
            media_type,
            properties: *properties,
            in_spine: *in_spine,
        }
    }

    fn entry(self) -> Entry {
        let File { id: _, href, media_type, properties: _, in_spine, content } = self;
        Entry { path: format!("EPUB/{href}"), media_type, in_spine, content }
    }
}

/// The files in one order.
#[derive(Default)]
struct Book<'a> {
    files: Vec<File>,
    /// The pictures among them, by where they are.
    shown: Vec<Shown<'a>>,
    /// What stood where in the source, by the files of articles.
    traces: Vec<(String, places::Trace)>,
}

impl<'a> Book<'a> {
    fn add(
        &mut self,
        id: String,
        href: String,
        media_type: &'static str,
        content: Content,
    ) -> &mut File {
        let (properties, in_spine) = (None, false);
        let file = File { id, href, media_type, properties, in_spine, content };
        let at = self.files.len();
        self.files.push(file);
        &mut self.files[at]
    }

    fn add_plain(
        &mut self,
        id: &str,
        href: &str,
        media_type: &'static str,
        text: String,
    ) -> &mut File {
        let content = Content::Text(text.into());
        self.add(id.to_owned(), href.to_owned(), media_type, content)
    }

    fn page(&mut self, name: &str, xhtml: String) {
        self.add_plain(name, &format!("text/{name}.xhtml"), XHTML, xhtml).in_spine = true;
    }

    /// The articles, in parts where they are long, and the ways to them.
    fn articles(
        &mut self,
        map: &Map,
        articles: Vec<article::Article>,
        mut navigation: String,
        mut ncx: String,
    ) {
        let mut parts = Parts::default();
        let mut taken = map.files.iter().cloned().collect();
        let mut cut = Vec::with_capacity(articles.len());
        for (section, article) in map.sections.iter().zip(articles) {
            let file = map.file(section.index);
            let (files, traces) =
                parts.cut(file, article.xhtml, parts::LIMIT, &mut taken, article.trace);
            let names = files.iter().map(|(name, _)| name.clone());
            self.traces.extend(names.zip(traces));
            cut.push((section, files));
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
                let href = format!("text/{name}");
                self.add_plain(&id, &href, XHTML, text).in_spine = true;
            }
        }
        self.add_plain("nav", "nav.xhtml", XHTML, navigation).properties = Some("nav");
        self.add_plain("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx);
    }

    /// The pictures that the text shows, in the order of the document.
    fn pictures(&mut self, map: &Map<'a>, facts: &Facts) {
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
            let shown = Shown { href: href.clone(), picture, content: content.clone() };
            self.shown.push(shown);
            self.add(id, href, media_type, content);
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
