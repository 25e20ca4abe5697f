//! A hundred generated articles as one book, in every edition, under the validator of e-books; and
//! the metadata of a book, read back from its package document.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use usvg::roxmltree;

use crate::properties::{article, config};
use crate::support::Book;
use crate::support::reader::epub_file;
use crate::support::tools::Tool;

/// How many articles there are.
const ARTICLES: usize = 100;

#[test]
fn epubcheck_finds_nothing_in_a_hundred_generated_articles() {
    let mut runner = TestRunner::new(config(1));
    let mut book = Book::empty();
    let mut names = Vec::new();
    for number in 0..ARTICLES {
        let mut text = article().new_tree(&mut runner).expect("an article").current();
        // What links lead to goes with the notes it stands in, wherever they are gathered.
        text.push_str(&format!(
            "\n\nNoted[^mark], see [there]({:03}.md#place-{0}).\n\n\
             [^mark]: The [mark {number}]{{index}}, and a [place]{{#place-{number}}}.\n",
            (number + 7) % ARTICLES
        ));
        let name = format!("{number:03}.md");
        book = book.file(&name, text);
        names.push(format!("\"{name}\""));
    }
    let editions = ["epub", "kepub", "kindle", "compatible"];
    let outputs = editions.map(|edition| format!("\"{edition}\"")).join(", ");
    names.push("{ role = \"index\" }".into());
    let book = book.key(&format!(
        "articles = [{}]\noutputs = [{outputs}, \"pdf\"]",
        names.join(", ")
    ));
    clean(&book, &["book.epub", "book-kindle.epub", "book-compatible.epub"]);
    clean(&book.key("design.notes.e-book = \"book\""), &["book.epub"]);
}

/// Builds a book, and lets the validator find nothing in some of its files.
fn clean(book: &Book, files: &[&str]) {
    let built = book.build();
    assert_eq!(built.code, Some(0), "{}", built.err);
    for file in files {
        let path = book.path(&format!("build/book/{file}"));
        let Some(said) = Tool::EpubCheck.run(&[path.to_str().expect("UTF-8")]) else {
            return;
        };
        let clean = said.content
            && !said.all.contains("WARNING(")
            && !said.all.contains("ERROR(");
        assert!(clean, "{file}: {}", said.all);
    }
}

#[test]
fn what_the_manifest_says_is_read_back_from_the_e_book() {
    let manifest = r#"
subtitle = "Letters & minutes"
publisher = "The <Small> Press"
date = 2026-11-26
rights = "© 2026 Ann & Bo"
licence = "CC BY-SA 4.0"
description = "First paragraph.\n\nSecond."
source = "First published in 1938"
subjects = ["exile", { name = "Refugees", scheme = "Thema", code = "JBFG" }]
series = { name = "Houses", number = 3 }
identifiers = { uuid = "5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1", isbn-epub = "978-3-16-148410-0", isbn-print = "978-1-56619-909-4" }
accessibility = { certified-by = "Ann", credential = "Reader", report = "https://example.org/r?a=1&b=2" }
contributors = [
  { name = "Bo Editor", sort = "Editor, Bo", role = "editor" },
  { name = "Cy Translator", role = "translator" },
]
"#;
    let book = Book::of("# A\n\nWords.\n").key(manifest);
    let built = book.build();
    assert_eq!(built.code, Some(0), "{}", built.err);
    let shown = book.run(&["show", "book.toml", "--epub"]).out;
    for (name, value) in [
        ("with", "Bo Editor (edt); Cy Translator (trl)"),
        ("rights", "© 2026 Ann & Bo; CC BY-SA 4.0"),
        ("licence stands at", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("certified by", "Ann"),
        ("their right", "Reader"),
        ("their report", "https://example.org/r?a=1&b=2"),
    ] {
        let mut lines = shown.lines().map(str::trim);
        let line = lines.find_map(|line| line.strip_prefix(name)).map(str::trim);
        assert_eq!(line, Some(value), "{name}: {shown}");
    }
    let package = epub_file(&book.output("epub"), "EPUB/package.opf");
    let xml = roxmltree::Document::parse(&package).expect("it is XML");
    let texts = |name: &str| -> Vec<String> {
        let nodes = xml.descendants().filter(|node| node.tag_name().name() == name);
        nodes.map(|node| node.text().unwrap_or_default().to_string()).collect()
    };
    // What is said of the first element with such words.
    let refined = |name: &str, words: &str, property: &str| -> Option<String> {
        let told = xml
            .descendants()
            .find(|node| node.tag_name().name() == name && node.text() == Some(words))?;
        let id = format!("#{}", told.attribute("id")?);
        let meta = xml.descendants().find(|node| {
            node.attribute("refines") == Some(&id)
                && node.attribute("property") == Some(property)
        })?;
        meta.text().map(str::to_string)
    };
    let some = |text: &str| Some(text.to_string());
    assert_eq!(texts("title"), ["Case", "Letters & minutes"]);
    assert_eq!(refined("title", "Letters & minutes", "title-type"), some("subtitle"));
    assert_eq!(texts("language"), ["en-GB"]);
    assert_eq!(texts("creator"), ["A. Hand"]);
    assert_eq!(texts("contributor"), ["Bo Editor", "Cy Translator"]);
    assert_eq!(refined("creator", "A. Hand", "role"), some("aut"));
    assert_eq!(refined("contributor", "Bo Editor", "role"), some("edt"));
    assert_eq!(refined("contributor", "Bo Editor", "file-as"), some("Editor, Bo"));
    assert_eq!(refined("contributor", "Cy Translator", "role"), some("trl"));
    assert_eq!(texts("publisher"), ["The <Small> Press"]);
    assert_eq!(texts("date"), ["2026-11-26"]);
    assert_eq!(texts("rights"), ["© 2026 Ann & Bo", "CC BY-SA 4.0"]);
    assert_eq!(texts("description"), ["First paragraph.\n\nSecond."]);
    assert_eq!(texts("source"), ["urn:isbn:9781566199094", "First published in 1938"]);
    assert_eq!(texts("subject"), ["exile", "Refugees"]);
    assert_eq!(refined("subject", "Refugees", "authority"), some("Thema"));
    assert_eq!(refined("subject", "Refugees", "term"), some("JBFG"));
    assert_eq!(refined("meta", "Houses", "group-position"), some("3"));
    assert_eq!(
        texts("identifier"),
        ["urn:uuid:5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1", "urn:isbn:9783161484100"]
    );
    let conforms = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA";
    assert_eq!(refined("meta", conforms, "a11y:certifiedBy"), some("Ann"));
    assert_eq!(refined("meta", "Ann", "a11y:certifierCredential"), some("Reader"));
    let links: Vec<(&str, &str)> = xml
        .descendants()
        .filter(|node| node.tag_name().name() == "link")
        .filter_map(|node| Some((node.attribute("rel")?, node.attribute("href")?)))
        .collect();
    assert_eq!(
        links,
        [
            ("a11y:certifierReport", "https://example.org/r?a=1&b=2"),
            ("dcterms:license", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ]
    );
}

/// Art of which nothing is said keeps the e-book from claiming that it conforms; a cover that is
/// drawn says what is on it.
#[test]
fn a_cover_of_which_nothing_is_said_is_in_the_way_of_conformance() {
    let square = "<svg xmlns='http://www.w3.org/2000/svg' width='160' height='256'><rect width='9' height='9'/></svg>";
    let book = |cover: &str| {
        let certified =
            "outputs = [\"epub\"]\naccessibility = { certified-by = \"Ann\" }";
        let book = Book::of("# A\n\nWords.\n").key(&format!("{cover}\n{certified}"));
        let book = book.file("art.svg", square);
        let built = book.build();
        assert_eq!(built.code, Some(0), "{}", built.err);
        let epub = book.output("epub");
        let claims = epub_file(&epub, "EPUB/package.opf").contains("dcterms:conformsTo");
        (claims, built.err, epub_file(&epub, "EPUB/text/cover.xhtml"))
    };
    let (claims, told, _) = book("cover = \"art.svg\"");
    assert!(!claims && told.contains("the cover has no alternative text"), "{told}");
    let (claims, told, _) = book("cover = { file = \"art.svg\", alt = \"art.svg\" }");
    assert!(!claims && told.contains("the cover is the name of a file"), "{told}");
    let (claims, told, page) = book("cover = { file = \"art.svg\", alt = \"A wall\" }");
    assert!(claims && page.contains("alt=\"A wall\""), "{told}{page}");
    let (claims, told, page) = book("subtitle = \"A tale\"");
    assert!(claims && page.contains("alt=\"Case. A tale. A. Hand\""), "{told}{page}");
}
