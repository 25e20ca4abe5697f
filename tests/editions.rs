//! The e-book in parts and in editions: small files, and the same book in all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use std::path::Path;

use publish::pipeline::{self, Options};
use rayon::prelude::*;

use crate::reading_page::Page;
use crate::suite;
use crate::support::Book;

/// How many bytes a file of text may have.
const LIMIT: usize = 250_000;

/// The text files of an e-book.
fn texts(epub: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut texts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("it is there");
        let name = file.name().expect("a name").to_string();
        let kinds = [".xhtml", ".css", ".opf", ".ncx", ".xml"];
        if kinds.iter().any(|kind| name.ends_with(kind)) {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("it is text");
            texts.insert(name, text);
        }
    }
    texts
}

/// XHTML, whose document type is no trouble.
fn parsed(text: &str) -> Result<usvg::roxmltree::Document<'_>, usvg::roxmltree::Error> {
    let options =
        usvg::roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    usvg::roxmltree::Document::parse_with_options(text, options)
}

/// Identifiers are unique in their files, and every link inside the book leads to one.
fn links_lead_somewhere(texts: &BTreeMap<String, String>) {
    let mut places = BTreeSet::new();
    let mut links = Vec::new();
    for (name, text) in texts {
        places.insert(name.clone());
        if name.ends_with(".css") {
            continue;
        }
        let xml = parsed(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in xml.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(places.insert(format!("{name}#{id}")), "{name} has {id} twice");
            }
            let ncx = name.ends_with(".ncx").then(|| node.attribute("src")).flatten();
            let link = node.attribute("href").or(ncx).filter(|href| !href.contains(':'));
            if let Some(href) = link {
                let folder = name.rsplit_once('/').expect("in a folder").0;
                links.push(match href.strip_prefix('#') {
                    Some(id) => format!("{name}#{id}"),
                    None => format!("{folder}/{href}").replace("text/../", ""),
                });
            }
        }
    }
    for link in links {
        let picture = link.contains("/images/") || link.contains("/fonts/");
        assert!(picture || places.contains(&link), "{link} leads nowhere");
    }
}

/// A long article with headings, notes, entries of the index and links to and fro.
fn long() -> String {
    let mut text = String::from("# The Long One\n\n[The end](#last), and back.\n\n");
    for number in 0..900 {
        if number % 60 == 0 {
            text.push_str(&format!("## Part {number} {{#part-{number}}}\n\n"));
        }
        let words = "The garden lies behind the house, and who enters it sees the wall. ";
        text.push_str(&format!(
            "[Word {number}]{{index}} {} See [there](#part-{}) and [a note](#n-{}).[^{number}]\n\n\
             [^{number}]: [Note {number}]{{index}}, with [words]{{#n-{number}}} of its own, before page [](#part-0){{.page}}.\n\n",
            words.repeat(4),
            number / 120 * 60,
            (number + 450) % 900,
        ));
    }
    text + "## The last {#last}\n\nDone: [begin](#part-0).\n"
}

fn long_book() -> Book {
    let articles = "articles = [\"case.md\", \"other.md\", { role = \"index\" }]";
    Book::of(long())
        .file(
            "other.md",
            "# The Other One\n\nTo [the last](case.md#last) and [first](case.md#part-0).\n",
        )
        .key(articles)
        .key("outputs = [\"epub\", \"pdf\"]\ndesign.page = \"A4\"")
}

#[test]
fn long_articles_are_cut_into_files_and_every_link_follows() {
    for notes in ["article", "book"] {
        let book = long_book().key(&format!("design.notes.e-book = \"{notes}\""));
        let run = book.build();
        assert_eq!(run.code, Some(0), "{}", run.err);
        let epub = book.output("epub");
        let texts = texts(&epub);
        links_lead_somewhere(&texts);
        let parts = texts.keys().filter(|name| name.contains("/text/case"));
        assert!(parts.count() >= 2, "{:?}", texts.keys());
        for (name, text) in texts.iter().filter(|(name, _)| name.contains("/text/")) {
            assert!(text.len() < LIMIT, "{name} has {} bytes", text.len());
        }
        let pages: Vec<&str> = (texts.values())
            .flat_map(|text| text.split("id=\"_page-").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let unique: BTreeSet<&str> = pages.iter().copied().collect();
        assert_eq!(pages.len(), unique.len(), "a page begins in one place: {pages:?}");
        let begin = &texts["EPUB/text/case.xhtml"];
        assert!(begin.contains("<a href=\"case-"), "the end is in another file");
        let nav = &texts["EPUB/nav.xhtml"];
        assert!(nav.contains("text/case-2.xhtml#_page-"), "printed pages");
        assert!(nav.contains("text/case-2.xhtml#part-"), "headings");
        let spine = texts["EPUB/package.opf"].split("<spine").nth(1).expect("a spine");
        let at = |id: &str| spine.find(&format!("idref=\"{id}\"")).expect(id);
        assert!(
            at("article-1") < at("article-1-2") && at("article-1-2") < at("article-2")
        );
    }
}

/// The text of an e-book, file by file of the spine, without markup.
fn plain(epub: &[u8]) -> String {
    let texts = texts(epub);
    let package = &texts["EPUB/package.opf"];
    let xml = usvg::roxmltree::Document::parse(package).expect("well-formed");
    let items: BTreeMap<&str, &str> = xml
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "item")))
        .filter_map(|item| Some((item.attribute("id")?, item.attribute("href")?)))
        .collect();
    let mut out = String::new();
    for item in xml.descendants().filter_map(|node| node.attribute("idref")) {
        let text = &texts[&format!("EPUB/{}", items[item])];
        let xml = parsed(text).expect("well-formed");
        let body = xml
            .descendants()
            .find(|node| node.tag_name().name() == "body")
            .expect("a body");
        let words = body.descendants().filter(|node| node.is_text());
        words.for_each(|node| out.push_str(node.text().unwrap_or("")));
        out.push('\n');
    }
    assert!(!out.contains(['\u{ad}', '\u{2060}', '\u{feff}']), "soft hyphens or joiners");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The editions, by what their files are called.
const EDITIONS: [(&str, &str); 3] = [
    ("kepub", "book.kepub.epub"),
    ("kindle", "book-kindle.epub"),
    ("compatible", "book-compatible.epub"),
];

/// What a manifest asks for to have them all.
fn asked() -> String {
    let names: Vec<&str> = EDITIONS.iter().map(|(name, _)| *name).collect();
    format!("outputs = {:?}", [&["epub", "html"], &names[..]].concat())
}

/// The editions of a book that is built: each is whole by itself, and they say the same.
fn say_the_same(folder: &Path, name: &str) {
    let read = |file: &str| {
        let path = folder.join(file.replace("book", name));
        std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    let epub = read("book.epub");
    links_lead_somewhere(&texts(&epub));
    let said = plain(&epub);
    assert!(!said.is_empty());
    let page = String::from_utf8(read("book.html")).expect("it is text");
    let page = Page::read(name, &page);
    assert!(page.words() == said, "{name}: the page for browsers says something else");
    for (edition, file) in EDITIONS {
        let bytes = read(file);
        links_lead_somewhere(&texts(&bytes));
        assert!(plain(&bytes) == said, "{name}: {edition} says something else");
    }
}

/// All editions of a book: together, and each alone.
fn editions_say_the_same(book: Book) {
    let book = book.key(&asked());
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let built = book.path("build/book");
    say_the_same(&built, "book");
    for (name, file) in EDITIONS.into_iter().chain([("html", "book.html")]) {
        let only = book.run(&["book.toml", "--only", name, "--out", "alone"]);
        assert_eq!(only.code, Some(0), "{}", only.err);
        let alone = std::fs::read(book.path("alone/book").join(file)).expect("made");
        let together = std::fs::read(built.join(file)).expect("made");
        assert!(alone == together, "{name} depends on others");
    }
}

#[test]
fn all_editions_of_every_case_say_the_same() {
    let said = suite::cases().into_par_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("a case is UTF-8");
        // Covers take their time.
        let book = suite::book(&path, &text).key(&asked());
        let book = book.file("cover.png", dot()).key("cover = \"cover.png\"");
        let options = Options { out: book.path("build"), ..Options::default() };
        let built = pipeline::build(&book.path("book.toml"), &options, &|_, _| {});
        // Where there are errors, nothing is written.
        if built.written.is_empty() {
            return 0;
        }
        assert_eq!(built.written.len(), 2 + EDITIONS.len(), "{}", path.display());
        for found in &built.found {
            let help = found.help.as_deref().unwrap_or("");
            let own = ["kindle-cover: ", "kindle-language: "];
            let told = own.iter().any(|rule| help.starts_with(rule));
            assert!(told || found.code.name() != "kindle-refuses", "{found:?}");
        }
        say_the_same(&book.path("build/book"), "book");
        1
    });
    let said: usize = said.sum();
    assert!(said > 100, "hardly anything is built: {said}");
}

#[test]
fn all_editions_of_our_own_books_say_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let desk = Book::empty();
    for folder in ["books", "covers", "themes"] {
        copy(&root.join(folder), &desk.path(folder));
    }
    for name in ["coyoacan", "coyoacan-es", "leaflet", "specimen"] {
        let file = format!("books/{name}.toml");
        let text = std::fs::read_to_string(desk.path(&file)).expect("it is there");
        let lines = text.lines().map(|line| match line.starts_with("outputs = ") {
            true => asked(),
            false => line.to_owned(),
        });
        desk.put(&file, lines.collect::<Vec<_>>().join("\n"));
        let run = desk.run(&[&file]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        say_the_same(&desk.path("build").join(name), name);
    }
}

/// A picture of one pixel.
fn dot() -> Vec<u8> {
    let mut png = Vec::new();
    image::RgbImage::new(1, 1)
        .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("it can be written");
    png
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("it is there") {
        let entry = entry.expect("readable");
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).expect("writable")),
        }
    }
}

#[test]
fn all_editions_of_a_long_book_say_the_same() {
    editions_say_the_same(long_book());
}

#[test]
fn soft_hyphens_and_joiners_are_in_no_edition() {
    let text = "# So\u{ad}ft\n\nA Fluß\u{ad}schiff\u{2060}fahrt, \u{feff}*jo\u{2060}in*ed.[^1]\n\n\
        `co\u{ad}de`\n\n[^1]: No\u{ad}te.\n";
    let book = Book::of(text).key("language = \"de\"\ntitle = \"So\u{ad}ft\"");
    editions_say_the_same(book);
}

/// A drawing, a photograph, a cover that is a drawing.
fn pictured() -> Book {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 160\">\
        <path d=\"M10 80h120M170 80h120M150 10v50\" stroke=\"#000\"/></svg>";
    let pixels = image::RgbImage::from_fn(600, 400, |x, y| {
        image::Rgb([(x ^ y) as u8, (x * 7) as u8, (y * 5) as u8])
    });
    let mut png = Vec::new();
    pixels
        .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("it can be written");
    let text = "# Pictures\n\n![A plan](plan.svg)\n\n![A garden](garden.png)\n\nA sign \
        ![a plan](plan.svg) in the text.\n";
    Book::of(text)
        .file("plan.svg", svg)
        .file("garden.png", png)
        .key("cover = \"plan.svg\"")
}

#[test]
fn kindle_gets_pixels_and_no_page_for_the_cover() {
    editions_say_the_same(pictured());
    let book = pictured().key("outputs = [\"epub\", \"kindle\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.err.contains("kindle-refuses"), "{}", run.err);
    assert!(run.out.contains("to a Kindle by e-mail (up to 50 MB"), "{}", run.out);
    let epub = std::fs::read(book.path("build/book/book-kindle.epub")).expect("made");
    let texts = texts(&epub);
    let package = &texts["EPUB/package.opf"];
    assert!(
        !package.contains("svg") && !package.contains("text/cover.xhtml"),
        "{package}"
    );
    assert!(
        package.contains("properties=\"cover-image\"")
            && package.contains("name=\"cover\"")
    );
    assert!(!texts["EPUB/nav.xhtml"].contains("cover.xhtml"));
    let article = &texts["EPUB/text/case.xhtml"];
    let drawn = "src=\"../images/plan.png\" width=\"300\" height=\"160\"";
    assert_eq!(article.matches(drawn).count(), 2, "{article}");
    assert!(!texts["EPUB/css/book.css"].contains('@'));
}

#[test]
fn the_build_says_why_kindle_would_refuse_a_book() {
    let book =
        Book::of("# Глава\n\nТекст.\n").key("language = \"ru\"\noutputs = [\"kindle\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.err.contains("warning[kindle-refuses]: Kindle may refuse `book-kindle.epub`")
    );
    assert!(
        run.err.contains("(`ru`)") && run.err.contains("kindle-language: "),
        "{}",
        run.err
    );
    let run = book.key("diagnostics.allow = [\"kindle-refuses\"]").build();
    assert_eq!((run.code, run.err.contains("kindle-refuses")), (Some(0), false));
}

#[test]
fn what_is_inside_is_shown_for_each_edition() {
    let book = pictured().key("outputs = [\"epub\", \"kindle\", \"pdf\", \"html\"]");
    let run = book.run(&["show", "book.toml", "--epub"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for line in [
        "book.epub  ",
        "book-kindle.epub  ",
        "application/xhtml+xml",
        "“Pictures”, 3 pictures, 2 printed pages begin",
        "EPUB/images/garden.png",
        "a picture, 600 × 400 pixels",
        "a drawing",
        "  landmarks      Cover (text/cover.xhtml)",
        "  printed pages  3: i to 1",
        "  by                  A. Hand",
        "0.2 million pixels of 5.6 million pixels  its largest picture (EPUB/images/garden.png)",
        "  Send to Kindle by e-mail",
    ] {
        assert!(run.out.contains(line), "{line} is missing:\n{}", run.out);
    }
    assert!(!book.path("build").exists(), "nothing is written");
}

#[test]
fn what_is_inside_is_what_was_made() {
    let book = pictured().key("outputs = [\"epub\", \"kepub\"]");
    let run = book.run(&["show", "book.toml", "--epub", "--message-format", "json"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(book.build().code, Some(0));
    for (line, file) in run.out.lines().zip(["book.epub", "book.kepub.epub"]) {
        let told: serde_json::Value =
            serde_json::from_str(line).expect("an object a line");
        let bytes = std::fs::read(book.path("build/book").join(file)).expect("made");
        assert_eq!(told["file"], file);
        assert_eq!(told["bytes"], bytes.len());
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let files = told["files"].as_array().expect("a list");
        assert_eq!(files.len(), archive.len());
        for (at, told) in files.iter().enumerate() {
            let entry = archive.by_index(at).expect("it is there");
            assert_eq!(told["path"], *entry.name().expect("a name"));
            assert_eq!(told["bytes"], entry.size());
            assert_eq!(told["packed"], entry.compressed_size());
        }
        let package = &texts(&bytes)["EPUB/package.opf"];
        let spine = told["spine"].as_array().expect("a list");
        assert_eq!(spine.len(), package.matches("<itemref").count());
        assert_eq!(told["pages"].as_array().map(Vec::len), Some(0), "no PDF beside it");
    }
}

#[test]
fn a_book_without_e_book_has_nothing_to_look_into() {
    let book = Book::of("# A\n\nText.\n").key("outputs = [\"pdf\"]");
    let run = book.run(&["show", "book.toml", "--epub"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("error[no-ebook]"), "{}", run.err);
}
