//! Time by stage: shape, break a paragraph, a chapter, a book, EPUB, PDF.
//!
//! `cargo bench` runs all; `cargo bench -- book` those with `book` in their name. The text
//! is generated from a fixed seed, so that numbers of one machine compare.

use std::collections::BTreeMap;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use publish::diag::Sink;
use publish::document::Document;
use publish::font::Fonts;
use publish::pages::Pages;
use publish::source::Files;
use publish::theme::Theme;
use publish::typeset::{Job, Pagination};
use publish::{assemble, epub, import, manifest, markdown, pdf, theme, typeset};

mod prose;

use prose::Chance;

fn main() {
    divan::main();
}

/// Words of the parts of a book.
const CHAPTER: usize = 5_000;
const BOOK: usize = 100_000;

/// A book as every stage after reading takes it.
struct Desk {
    texts: Vec<String>,
    folder: tempfile::TempDir,
    theme: Theme,
    fonts: Fonts,
}

/// What reading leaves.
struct Read {
    document: Document,
    files: Files,
}

impl Desk {
    /// Chapters of about `CHAPTER` words.
    fn chapters(words: usize) -> Desk {
        let mut chance = Chance::new(1940);
        let count = words.div_ceil(CHAPTER);
        let each = words / count;
        Desk::of((1..=count).map(|n| prose::chapter(n, each, &mut chance)).collect())
    }

    /// Articles.
    fn of(texts: Vec<String>) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut names = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            let name = format!("{number:03}.md");
            std::fs::write(folder.path().join(&name), text).expect("writable");
            names.push(format!("\"{name}\""));
        }
        let articles = names.join(", ");
        let text = format!(
            "title = \"A Book\"\nlanguage = \"en-GB\"\nauthor = \"A. Hand\"\narticles = [{articles}]\n"
        );
        std::fs::write(folder.path().join("book.toml"), text).expect("writable");
        let theme = theme::builtin("pamphlet").expect("it is built in");
        Desk { texts, folder, theme, fonts: Fonts::embedded() }
    }

    fn read(&self) -> Read {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let path = self.folder.path().join("book.toml");
        let manifest = manifest::read(&path, &mut files, &mut sink)
            .unwrap_or_else(|_| panic!("the manifest is good"));
        let articles = self.texts.iter().map(|text| {
            let file = files.add("article.md", text);
            Some(markdown::parse(file, &files.text(file), &mut sink))
        });
        let articles = articles.collect();
        let document = assemble::assemble(&manifest, articles, &files, &mut sink);
        assert!(sink.failed().is_none());
        Read { document, files }
    }

    fn lay_out(&self, read: &Read, pagination: Pagination) -> Pages {
        let Read { document, files } = read;
        let (house, mut sink) = (BTreeMap::new(), Sink::default());
        let (theme, fonts, house) = (&self.theme, &self.fonts, &house);
        let proofread = false;
        let covers = None;
        let job =
            Job { document, theme, fonts, house, files, covers, pagination, proofread };
        typeset::typeset(&job, &mut sink)
    }
}

/// Words that each occur once: nothing that was shaped before helps.
#[divan::bench]
fn shape(bencher: Bencher<'_, '_>) {
    let words: Vec<String> =
        (0..2_000).map(|number: u32| format!("w{}", letters(number))).collect();
    let lines: Vec<String> = words.chunks(8).map(|words| words.join(" ")).collect();
    let desk = Desk::of(vec![lines.join("\n\n")]);
    let read = desk.read();
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| desk.lay_out(black_box(&read), Pagination::Optimal));
}

fn letters(number: u32) -> String {
    let digit = |at: u32| char::from(b'a' + (number / 26_u32.pow(at) % 26) as u8);
    (0..4).map(digit).collect()
}

/// One paragraph of so many words, few of them different: the breaks are the work.
#[divan::bench(args = [100, 1_000, 10_000])]
fn paragraph(bencher: Bencher<'_, '_>, words: usize) {
    let desk = Desk::of(vec![prose::paragraph(words, &mut Chance::new(1940))]);
    let read = desk.read();
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| desk.lay_out(black_box(&read), Pagination::Optimal));
}

/// From Markdown to the document.
#[divan::bench]
fn document(bencher: Bencher<'_, '_>) {
    let desk = Desk::chapters(BOOK);
    bencher.counter(ItemsCount::new(BOOK)).bench(|| black_box(&desk).read());
}

/// From the document to pages.
#[divan::bench]
fn chapter(bencher: Bencher<'_, '_>) {
    pages(bencher, CHAPTER);
}

/// From the document to pages.
#[divan::bench]
fn book(bencher: Bencher<'_, '_>) {
    pages(bencher, BOOK);
}

fn pages(bencher: Bencher<'_, '_>, words: usize) {
    let desk = Desk::chapters(words);
    let read = desk.read();
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| desk.lay_out(black_box(&read), Pagination::Optimal));
}

/// A whole PDF, with the best pages and with each page ended where it is cheapest by itself.
#[divan::bench(args = [Pagination::Optimal, Pagination::Greedy])]
fn pagination(bencher: Bencher<'_, '_>, pagination: Pagination) {
    let desk = Desk::chapters(BOOK);
    bencher.counter(ItemsCount::new(BOOK)).bench(|| {
        let pages = desk.lay_out(&desk.read(), pagination);
        pdf::write(black_box(&pages), &desk.fonts).expect("good pages")
    });
}

/// From the document to the bytes of the e-book.
#[divan::bench(name = "epub")]
fn write_epub(bencher: Bencher<'_, '_>) {
    let desk = Desk::chapters(BOOK);
    let read = desk.read();
    let options = epub::Options::default();
    bencher.counter(ItemsCount::new(BOOK)).bench(|| {
        epub::write(black_box(&read.document), &desk.theme, &desk.fonts, &options)
    });
}

/// From pages to the bytes of the PDF.
#[divan::bench(name = "pdf")]
fn write_pdf(bencher: Bencher<'_, '_>) {
    let desk = Desk::chapters(BOOK);
    let pages = desk.lay_out(&desk.read(), Pagination::Optimal);
    bencher
        .counter(ItemsCount::new(BOOK))
        .bench(|| pdf::write(black_box(&pages), &desk.fonts).expect("good pages"));
}

/// From a pasted article to Markdown and the report.
#[divan::bench(args = [10_000])]
fn import_text(bencher: Bencher<'_, '_>, words: usize) {
    let text = pasted(words);
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| imported("article.txt", text.as_bytes()));
}

/// From a saved page to Markdown and the report.
#[divan::bench(args = [10_000])]
fn import_page(bencher: Bencher<'_, '_>, words: usize) {
    let paragraphs = pasted(words).replace("\n\n", "</p>\n<p>");
    let page = format!(
        "<!DOCTYPE html><html lang=en><body><nav><a href=/>Home</a></nav><article><h1>A House</h1><p>{paragraphs}</p></article></body></html>"
    );
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| imported("page.html", page.as_bytes()));
}

/// An article as it is copied from a page.
fn pasted(words: usize) -> String {
    let mut chance = Chance::new(1940);
    let mut text = String::from("A House: A Story\n\nBy Ann Author\n");
    for number in 0..words / 100 {
        match number % 7 {
            0 => text += &format!("\nSection of some {number}\n"),
            3 => {
                text +=
                    "\n\"A quotation stands in a paragraph of its own.\" (A. Author)\n"
            }
            5 => {
                text +=
                    "\nGarden3 Image own workThe courtyard in 1939 / Image: own work\n"
            }
            _ => {}
        }
        text += &format!("\n{}\n", prose::paragraph(100, &mut chance).trim());
    }
    text
}

fn imported(name: &str, bytes: &[u8]) -> import::Imported {
    let beside = |_: &str| None;
    let input =
        import::Input { path: std::path::Path::new(name), bytes, beside: &beside };
    let target = import::Target::Book("book".into());
    let imported = import::import(
        &[input],
        &import::Options { language: None, encoding: None, target },
    );
    assert!(!imported.written.is_empty());
    imported
}
