//! The page for browsers: HTML without an error, whole in one file, and the same book.

use std::collections::BTreeSet;
use std::fs;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::support::Book;
use crate::support::reader::epub_file;

/// A page as a browser has it.
pub struct Page {
    name: String,
    root: Handle,
}

impl Page {
    /// Parses a page; any error of HTML is a failure, and so are identifiers that stand twice,
    /// links that lead nowhere, and anything that would have to be fetched.
    pub fn read(name: &str, html: &str) -> Page {
        let mut options = ParseOpts::default();
        options.tokenizer.exact_errors = true;
        options.tree_builder.exact_errors = true;
        let dom: RcDom = parse_document(RcDom::default(), options).one(html);
        let errors = dom.errors.borrow();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let page = Page { name: name.to_owned(), root: dom.document.clone() };
        page.is_whole();
        page
    }

    /// The elements of a name.
    pub fn all(&self, name: &str) -> Vec<Handle> {
        let mut found = Vec::new();
        walk(&self.root, &mut |node| {
            if self::name(node) == Some(name) {
                found.push(node.clone());
            }
        });
        found
    }

    /// What is read: all but the contents, in the order of the other editions.
    pub fn words(&self) -> String {
        let body = self.all("body").remove(0);
        let parts = body.children.borrow();
        let part = |name: &str| {
            let parts = parts.iter().filter(|part| self::name(part) == Some(name));
            parts.map(text).collect::<String>()
        };
        let words = ["header", "footer", "main"].map(part).join("\n");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn is_whole(&self) {
        let name = &self.name;
        let (mut ids, mut links, mut labels) = (BTreeSet::new(), Vec::new(), Vec::new());
        let (mut level, mut regions) = (0, BTreeSet::new());
        walk(&self.root, &mut |node| {
            if let Some(id) = attribute(node, "id") {
                assert!(ids.insert(id.clone()), "{name} has {id} twice");
            }
            links.extend(attribute(node, "href").filter(|href| href.starts_with('#')));
            labels.extend(attribute(node, "aria-labelledby"));
            if let Some(src) = attribute(node, "src") {
                assert!(src.starts_with("data:image/"), "{name} fetches {src}");
            }
            let element = self::name(node).unwrap_or("");
            assert!(element != "script", "{name} has a script");
            let fetched = element == "link" && {
                let rel = attribute(node, "rel").unwrap_or_default();
                !["license", "schema.DCTERMS"].contains(&rel.as_str())
            };
            assert!(!fetched, "{name} fetches something");
            if let Some(found) = element.strip_prefix('h').and_then(|n| n.parse().ok()) {
                let found: u32 = found;
                assert!(found <= level + 1, "{name} skips from h{level} to h{found}");
                level = found;
            }
            if element == "aside" {
                assert!(attribute(node, "role").is_some(), "{name}: a landmark too many");
            }
            let region = element == "section" && attribute(node, "role").is_none();
            if let Some(label) = attribute(node, "aria-label").filter(|_| region) {
                assert!(regions.insert(label), "{name}: two landmarks of one name");
            }
            if element == "img" {
                assert!(
                    attribute(node, "alt").is_some(),
                    "{name}: a picture without alt"
                );
            }
        });
        for link in links {
            assert!(ids.contains(&link[1..]), "{name}: {link} leads nowhere");
        }
        for label in labels {
            assert!(ids.contains(&label), "{name}: {label} names nothing");
        }
        let style = text(&self.all("style")[0]);
        assert!(!style.contains("url(\"..") && !style.contains("http"), "{name} fetches");
        assert_eq!(self.all("main").len(), 1);
        assert_eq!(self.all("h1").len(), 1);
    }
}

fn name(node: &Handle) -> Option<&str> {
    match &node.data {
        NodeData::Element { name, .. } => Some(&name.local),
        NodeData::Document
        | NodeData::Doctype { .. }
        | NodeData::Text { .. }
        | NodeData::Comment { .. }
        | NodeData::ProcessingInstruction { .. } => None,
    }
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let attrs = attrs.borrow();
    attrs.iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string())
}

fn text(node: &Handle) -> String {
    let mut out = String::new();
    walk(node, &mut |node| {
        if let NodeData::Text { contents } = &node.data {
            out.push_str(&contents.borrow());
        }
    });
    out
}

fn walk(node: &Handle, see: &mut impl FnMut(&Handle)) {
    see(node);
    for child in node.children.borrow().iter() {
        walk(child, see);
    }
}

fn made(book: &Book) -> (String, Page) {
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let html = String::from_utf8(book.output("html")).expect("it is text");
    let page = Page::read("book.html", &html);
    (html, page)
}

/// Two articles with the same identifiers, notes and a link to and fro.
fn two() -> Book {
    let article = |title: &str, other: &str| {
        format!(
            "# {title}\n\n## Then {{#then}}\n\nText.[^1] To [the other]({other}.md#then) and \
             [all of it]({other}.md), or [here](#then).\n\n[^1]: Note of {title}.\n"
        )
    };
    Book::of(article("One", "two"))
        .file("two.md", article("Two", "case"))
        .key("outputs = [\"html\", \"pdf\"]")
        .key("articles = [{ role = \"part\", title = \"A Part\" }, \"case.md\", \"two.md\"]")
}

#[test]
fn identifiers_are_those_of_the_book_and_links_follow() {
    let (html, page) = made(&two());
    for id in ["case", "two", "case.then", "two._title", "case._title", "two._note-2"] {
        assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {html}");
    }
    assert!(html.contains("<a href=\"#two.then-2\">the other</a>"), "{html}");
    assert!(html.contains("<a href=\"#two\">all of it</a>"), "{html}");
    let ways: Vec<String> = page
        .all("a")
        .iter()
        .filter_map(|a| {
            Some(format!("{} {}", attribute(a, "role")?, attribute(a, "href")?))
        })
        .collect();
    let notes = ways.iter().filter(|way| way.starts_with("doc-noteref #")).count();
    let back = ways.iter().filter(|way| way.starts_with("doc-backlink #")).count();
    assert_eq!((notes, back), (2, 2), "{ways:?}");
}

#[test]
fn headings_stand_below_the_title_of_the_book_and_its_parts() {
    let (_, page) = made(&two());
    let levels: Vec<String> = (1..=6)
        .flat_map(|level| {
            let all = page.all(&format!("h{level}"));
            all.into_iter().map(move |h| format!("{level} {}", text(&h).trim()))
        })
        .collect();
    assert_eq!(
        levels,
        ["1 Case", "2 Contents", "2 A Part", "3 One", "3 Two", "4 Then", "4 Then"]
    );
}

#[test]
fn the_page_has_its_landmarks_its_language_and_its_metadata() {
    let book = two().key(
        "language = \"fr\"\ndescription = \"A « teaser » & more\"\nlicence = \
         \"https://creativecommons.org/licenses/by/4.0/\"\nsubtitle = \"Below\"",
    );
    let (html, page) = made(&book);
    assert!(html.starts_with(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">"
    ));
    let body = page.all("body").remove(0);
    let parts: Vec<String> = (body.children.borrow().iter())
        .filter_map(|part| name(part).map(str::to_owned))
        .collect();
    assert_eq!(parts, ["header", "nav", "main", "footer"]);
    let meta: Vec<String> = page
        .all("meta")
        .iter()
        .filter_map(|m| {
            Some(format!("{}={}", attribute(m, "name")?, attribute(m, "content")?))
        })
        .collect();
    for wanted in [
        "viewport=width=device-width, initial-scale=1",
        "description=A « teaser » & more",
        "author=A. Hand",
        "DCTERMS.title=Case: Below",
        "DCTERMS.creator=A. Hand",
        "DCTERMS.language=fr",
        "DCTERMS.type=Text",
    ] {
        assert!(meta.iter().any(|found| found == wanted), "{wanted}: {meta:?}");
    }
    assert!(html.contains("<link rel=\"license\" href=\"https://creativecommons.org/"));
    assert!(html.contains("@media (prefers-color-scheme: dark)"));
    assert!(html.contains("<title>Case – A. Hand</title>"));
}

#[test]
fn printed_pages_are_marked_and_the_numbers_are_no_text() {
    let (html, page) = made(&two());
    let marks: Vec<String> = (page.all("div").iter().chain(&page.all("span")))
        .filter(|mark| attribute(mark, "role").as_deref() == Some("doc-pagebreak"))
        .filter_map(|mark| {
            assert!(text(mark).is_empty());
            assert!(attribute(mark, "aria-label").is_some());
            attribute(mark, "data-page")
        })
        .collect();
    assert!(marks.contains(&"1".to_owned()), "{marks:?}");
    let alone = two().key("outputs = [\"html\"]");
    let (without, _) = made(&alone);
    assert!(!without.contains("doc-pagebreak") && html.contains("doc-pagebreak"));
}

#[test]
fn fonts_and_pictures_are_inside() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 16\"><path d=\"M1 8h12\"/></svg>";
    let book = Book::of("# One\n\n![A plan](plan.svg)\n\nAnd ![again](plan.svg).\n")
        .file("plan.svg", svg)
        .key("outputs = [\"html\"]");
    let (html, page) = made(&book);
    assert_eq!(html.matches("src=\"data:image/svg+xml;base64,").count(), 2);
    assert!(!html.contains("@font-face"));
    assert!(page.all("nav").is_empty(), "one article needs no contents");
    let (html, _) = made(&book.key("design.embed-fonts = true"));
    assert!(html.contains("src: url(\"data:font/"), "the theme's fonts");
}

#[test]
fn a_page_that_is_too_heavy_is_told_of_and_never_endless() {
    // Noise does not compress: each picture has about 4 MB.
    let noise = |x: u32, y: u32| {
        let n = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503))
            .wrapping_mul(2_246_822_519);
        (n ^ (n >> 15)).wrapping_mul(3_266_489_917)
    };
    let pixels = image::RgbImage::from_fn(1200, 1000, |x, y| {
        let [r, g, b, _] = noise(x, y).to_le_bytes();
        image::Rgb([r, g, b])
    });
    let mut png = Vec::new();
    pixels
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .expect("it can be written");
    let shown = "![Noise](noise.png)\n\n";
    let book = Book::of(format!("# Noise\n\n{}", shown.repeat(10)))
        .file("noise.png", &png)
        .key("outputs = [\"html\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("warning[heavy-page]") && run.err.contains("slow to open"));
    let book = book.file("case.md", format!("# Noise\n\n{}", shown.repeat(60)));
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.contains("has no room for"), "{}", run.err);
    assert!(book.output("html").len() < 210_000_000);
    let calm = Book::of("# A\n\nText.\n").key("outputs = [\"html\"]").build();
    assert!(!calm.err.contains("heavy-page"), "{}", calm.err);
}

/// What is wider than the page scrolls within a box of its own, which keys reach.
#[test]
fn wide_tables_scroll_in_boxes_and_part_no_numbers() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(12));
    let table = [row("Head"), row("---").replace(' ', ""), row("33000,11 %")].concat();
    let book = Book::of(format!("# A\n\n{table}\n| A | B |\n|---|---|\n| 1 | 2 |\n"));
    let book = book.key("outputs = [\"epub\", \"html\"]");
    assert_eq!(book.build().code, Some(0));
    let html = String::from_utf8(book.output("html")).expect("UTF-8");
    assert_eq!(html.matches("<div class=\"table\" tabindex=\"0\"><table").count(), 2);
    assert_eq!(html.matches("</table></div>").count(), 2);
    let epub = book.output("epub");
    let text = epub_file(&epub, "EPUB/text/case.xhtml");
    assert!(
        text.contains("<table class=\"table tight wide dense needs-85-70\""),
        "{text}"
    );
    let cell = "<td class=\"whole\" data-head=\"Head\">33000,11";
    assert_eq!(text.matches(cell).count(), 12, "{text}");
    assert!(text.contains("<td data-head=\"A\">1</td>"), "{text}");
    let css = epub_file(&epub, "EPUB/css/book.css");
    let (everywhere, _) = css.split_once("@media").expect("rules for phones");
    assert!(everywhere.contains("table.wide .whole { overflow-wrap: normal; }"), "{css}");
    assert!(everywhere.contains("overflow-wrap: anywhere"), "{css}");
    // Where a reader makes letters larger, those of a table stay within the screen.
    let held = "table.tight > tbody { font-size: min(1em, max(15px, 4.2vw)); }";
    assert!(everywhere.contains(held), "{css}");
}

/// Contents on an axis are one column, and deeper levels stand on it too; who edited or
/// translated stands on the axis of the title page.
#[test]
fn what_print_centres_is_centred() {
    let style = |theme: &str| {
        let book = Book::of("# A\n\nWords.\n").key("outputs = [\"html\"]");
        let book = book.key(&format!("[design]\ntheme = \"{theme}\""));
        assert_eq!(book.build().code, Some(0));
        String::from_utf8(book.output("html")).expect("UTF-8")
    };
    let (reader, pamphlet) = (style("reader"), style("pamphlet"));
    let axis = "nav > ol { columns: auto; }\nnav ol ol { margin-left: 0; }";
    assert!(reader.contains(axis) && !pamphlet.contains(axis), "{reader}");
    let people =
        reader.split_once("div.book-publisher, p.book-people {").expect("a rule").1;
    let people = people.split('}').next().unwrap_or_default();
    assert!(people.contains("text-align: center;"), "{people}");
}

/// A table says how many ems it needs; where it does not find them, its rows come one below the
/// other. The old editions, which cannot ask, are left with columns.
#[test]
fn tables_without_room_are_shown_row_by_row() {
    let text = "# A\n\n| Year | What they wrote there |\n|--:|---|\n| 1937 | Long letters from Coyoacán |\n| 1938 | |\n";
    let book = Book::of(text).key("outputs = [\"epub\", \"compatible\", \"kindle\"]");
    assert_eq!(book.build().code, Some(0));
    let epub = book.output("epub");
    let article = epub_file(&epub, "EPUB/text/case.xhtml");
    let css = epub_file(&epub, "EPUB/css/book.css");
    assert!(
        article.contains("<div class=\"table\"><table class=\"table needs-10\">"),
        "{article}"
    );
    assert!(
        article.contains("<td class=\"end\" data-head=\"Year\">1937</td>"),
        "{article}"
    );
    let (_, stacked) =
        css.split_once("@container (max-width: 8.636em) {").expect("its rule");
    assert!(stacked.contains("table.needs-10 > tbody > tr > * {"), "{css}");
    assert!(stacked.contains("content: attr(data-head)"), "{css}");
    for old in ["compatible", "kindle"] {
        let path = book.path(&format!("build/book/book-{old}.epub"));
        let css = epub_file(&fs::read(path).expect(old), "EPUB/css/book.css");
        assert!(
            !css.contains("@container") && !css.contains("data-head"),
            "{old}: {css}"
        );
    }
}
