//! Catalogues of libraries: what is read, what is built, the feeds, the pages, the folder.

mod feeds;
mod koreader;
mod library;
mod pages;
mod rules;
mod schemas;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use publish::catalog::{Book, Card, Edition, Entry, Kind, Person, Section, Shelf, Sight};
use publish::diag::Severity;
use publish::info::{Date, Lang, Moment};
use publish::pipeline::{self, Catalogue};
use uuid::Uuid;

/// A folder with a library and its books.
struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// A book of one article, with an e-book for all and one for Kobo.
    fn book(&self, name: &str, more: &str) {
        let title = name.replace('-', " ");
        let manifest = format!(
            "title = \"{title}\"\nlanguage = \"en\"\nauthor = \"Ann\"\ndate = 2026-01-02\n\
             outputs = [\"epub\", \"kepub\"]\narticles = [\"{name}.md\"]\n{more}"
        );
        self.file(&format!("{name}.toml"), &manifest);
        self.file(&format!("{name}.md"), "# One\n\nText of *the* article.\n");
    }

    fn library(&self, text: &str) -> Catalogue {
        self.file("library.toml", text);
        self.catalog("out")
    }

    fn catalog(&self, out: &str) -> Catalogue {
        let (library, out) = (self.path("library.toml"), self.path(out));
        pipeline::catalog(&library, &out, None, &|_, _| {})
    }

    /// The files of a catalogue, by their paths.
    fn files(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(&self.path(out).join("library"), "", &mut files);
        files
    }
}

fn walk(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("readable").path();
        let name =
            path.file_name().expect("it has a name").to_string_lossy().into_owned();
        let name = format!("{below}{name}");
        if path.is_dir() {
            walk(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(&path).expect("readable"));
        }
    }
}

/// What was found: code, line and column, message; the library's first.
fn found(catalogue: &Catalogue) -> Vec<String> {
    let books = std::iter::once(&catalogue.library).chain(&catalogue.books);
    let mut lines = Vec::new();
    for book in books {
        for found in book.found.iter().filter(|f| f.severity > Severity::Note) {
            let place = found.at.map(|span| book.files.place(span));
            let place = place.map(|at| format!(" {}:{}", at.line, at.column));
            let place = place.unwrap_or_default();
            lines.push(format!("{}{place} {}", found.code.name(), found.message));
        }
    }
    lines
}

/// A shelf of so many books and one entry without, with what titles may have in them.
fn shelf(books: usize) -> Shelf {
    let section = |title: &str| Section { title: title.into(), description: None };
    let bare = Entry {
        section: Some(0),
        title: "Announced & <awaited>".into(),
        authors: vec!["Somebody".into()],
        teaser: Some("A teaser.\n\nOf two paragraphs.".into()),
        link: None,
        date: None,
        book: None,
        announced: None,
    };
    Shelf {
        title: "The “List” & more".into(),
        lang: Lang::parse("en-GB").expect("a tag"),
        publisher: Some("The Press".into()),
        description: Some("What is on it.".into()),
        url: Some("https://books.example.org/list/".into()),
        id: Uuid::from_u128(7),
        leaflet: None,
        sections: vec![section("News"), section("Histoire(s)")],
        entries: std::iter::once(bare).chain((0..books).map(entry)).collect(),
    }
}

fn entry(number: usize) -> Entry {
    let name = format!("book-{number}");
    let edition =
        |kind, file: String| Edition { kind, file, bytes: 1_234_567, pages: Some(32) };
    let sight = |file: &str, width| Sight {
        file: file.into(),
        media_type: "image/jpeg".into(),
        width,
        height: width * 3 / 2,
    };
    let day = 1 + (number * 7 % 28) as u8;
    let date = Date { year: 2026, month: Some(1 + (number % 12) as u8), day: Some(day) };
    let person = |name: &str, role: &str| Person {
        name: name.into(),
        sort: Some(format!("{name}, sorted")),
        role: role.into(),
    };
    let card = Card {
        id: Uuid::from_u128(1000 + number as u128).urn().to_string(),
        title: format!("Book <{number}> & Co"),
        subtitle: None,
        lang: ["en", "es", "ru"][number % 3].into(),
        people: vec![
            person(["Лев", "Émile", "Ann"][number % 3], "aut"),
            person("A Translator", "trl"),
        ],
        publisher: None,
        date: Some(date.to_string()),
        modified: Moment::of(date).unix,
        edition: None,
        rights: Some("© 2026".into()),
        licence: Some("CC BY-SA 4.0".into()),
        description: Some("First.\n\nSecond </script> & last.".into()),
        subjects: vec![("History".into(), None)],
        series: number
            .is_multiple_of(2)
            .then(|| ("A & B".into(), Some(number.to_string()))),
        isbn_epub: None,
        isbn_print: None,
        cover_alt: None,
        contents: Vec::new(),
        sample: None,
    };
    Entry {
        section: Some(number % 2),
        title: card.title.clone(),
        authors: Vec::new(),
        teaser: None,
        link: None,
        date: None,
        announced: None,
        book: Some(Book {
            editions: vec![
                edition(Kind::Epub, format!("{name}.epub")),
                edition(Kind::Kobo, format!("{name}.kepub.epub")),
                edition(Kind::Pdf, format!("{name}.pdf")),
            ],
            name,
            card,
            cover: Some(sight("cover.jpg", 600)),
            thumbnail: Some(sight("thumbnail.jpg", 200)),
        }),
    }
}

/// All files of the catalogue of a shelf, those of books as empty ones.
fn whole(shelf: &Shelf) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> =
        publish::catalog::files(shelf).into_iter().collect();
    for (_, book) in shelf.books() {
        let sights = book.cover.iter().chain(&book.thumbnail).map(|sight| &sight.file);
        for file in book.editions.iter().map(|edition| &edition.file).chain(sights) {
            files.insert(book.path(file), Vec::new());
        }
    }
    files
}

/// A relative address from a file, as a path; `None` where it leads out of the catalogue.
fn resolved(from: &str, href: &str) -> Option<String> {
    if href.contains("://") || href.starts_with('#') {
        return None;
    }
    let href = href.split('#').next().unwrap_or(href);
    let mut path: Vec<&str> = from.split('/').collect();
    path.pop();
    for part in href.split('/') {
        match part {
            ".." => {
                assert!(path.pop().is_some(), "{href} in {from} leaves the catalogue");
            }
            part => path.push(part),
        }
    }
    Some(decoded(&path.join("/")))
}

fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&hex, 16).expect("two hexadecimal digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
