//! Pages as a browser reads them: strictly, without a server, without a script.

use std::cell::RefCell;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use publish::catalog::Kind;
use publish::info::Lang;

use super::{Desk, resolved, shelf, whole};

/// All elements of a page, with their attributes and the words in them.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    words: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn elements(path: &str, html: &str) -> Vec<Element> {
    let mut options = ParseOpts::default();
    options.tokenizer.exact_errors = true;
    options.tree_builder.exact_errors = true;
    let dom = parse_document(RcDom::default(), options).one(html);
    let errors: &RefCell<Vec<_>> = &dom.errors;
    assert!(errors.borrow().is_empty(), "{path}: {:?}", errors.borrow());
    let mut all = Vec::new();
    collect(&dom.document, &mut all);
    all
}

fn collect(node: &Handle, all: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attribute =
            |a: &html5ever::Attribute| (a.name.local.to_string(), a.value.to_string());
        let attributes = attrs.borrow().iter().map(attribute).collect();
        let words = words(node);
        all.push(Element { name: name.local.to_string(), attributes, words });
    }
    node.children.borrow().iter().for_each(|child| collect(child, all));
}

fn words(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        NodeData::Document
        | NodeData::Doctype { .. }
        | NodeData::Comment { .. }
        | NodeData::Element { .. }
        | NodeData::ProcessingInstruction { .. } => {
            node.children.borrow().iter().map(words).collect()
        }
    }
}

#[test]
fn every_link_of_every_page_leads_to_a_file() {
    let files = whole(&shelf(7));
    let mut links = 0;
    for (path, bytes) in
        files.iter().filter(|(path, bytes)| path.ends_with(".html") && !bytes.is_empty())
    {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let all = elements(path, html);
        let ids: Vec<&str> = all.iter().filter_map(|element| element.get("id")).collect();
        for element in &all {
            let href = element.get("href").or(element.get("src"));
            let Some(href) = href else { continue };
            links += 1;
            if let Some(id) = href.strip_prefix('#') {
                assert!(ids.contains(&id), "{path}: {href}");
            } else if let Some(to) = resolved(path, href) {
                assert!(files.contains_key(&to), "{path}: {href} leads nowhere");
                assert!(!to.ends_with('/'), "{path}: {href} needs a server");
            }
        }
    }
    assert!(links > 100, "{links}");
}

#[test]
fn an_entry_without_a_file_is_shown_whole_with_nothing_to_press() {
    let mut shelf = shelf(0);
    let html = |shelf: &publish::catalog::Shelf| {
        String::from_utf8(whole(shelf)["index.html"].clone()).expect("UTF-8")
    };
    let page = html(&shelf);
    let all = elements("index.html", &page);
    let entry = all.iter().find(|e| e.name == "article").expect("the entry");
    for words in ["Announced & <awaited>", "Somebody", "A teaser.", "Of two paragraphs."]
    {
        assert!(entry.words.contains(words), "{words}: {}", entry.words);
    }
    let article =
        page.split("<article").nth(1).and_then(|a| a.split("</article>").next());
    let article = article.expect("the entry");
    assert!(!article.contains("<a") && !article.contains("<details"), "{article}");
    shelf.entries[0].link = Some("https://www.example.com/x?a=1&b=2".into());
    let page = html(&shelf);
    assert!(page.contains(
        "<a href=\"https://www.example.com/x?a=1&amp;b=2\">On example.com</a>"
    ));
}

#[test]
fn the_plain_page_has_nothing_that_old_browsers_stumble_on() {
    let files = whole(&shelf(3));
    let page = std::str::from_utf8(&files["e/index.html"]).expect("UTF-8");
    let all = elements("e/index.html", page);
    for name in ["script", "link", "style", "img", "details"] {
        assert!(all.iter().all(|element| element.name != name), "{name}");
    }
    let hrefs: Vec<&str> = all.iter().filter_map(|element| element.get("href")).collect();
    assert_eq!(hrefs[0], "../books/book-0/book-0.kepub.epub", "Kobo's own first");
    assert_eq!(hrefs[1], "../books/book-0/book-0.epub");
    assert_eq!(hrefs.len(), 9);
}

/// What an e-reader cannot take is no reason for a page that says nothing.
#[test]
fn the_plain_page_says_that_there_is_nothing_to_take() {
    let says = "There is nothing for e-readers here yet.";
    let mut announced = shelf(0);
    let page =
        String::from_utf8(whole(&announced)["e/index.html"].clone()).expect("UTF-8");
    assert!(page.contains(says), "{page}");
    assert!(page.contains("<a href=\"../index.html\">All titles</a>"), "{page}");
    announced.lang = Lang::parse("ru").expect("a tag");
    let page =
        String::from_utf8(whole(&announced)["e/index.html"].clone()).expect("UTF-8");
    assert!(page.contains("пока ничего нет"), "{page}");
    let mut read = shelf(1);
    let book = read.entries[1].book.as_mut().expect("a book");
    book.editions.truncate(1);
    book.editions[0].kind = Kind::Page;
    book.editions[0].file = "book-0.html".into();
    let page = String::from_utf8(whole(&read)["e/index.html"].clone()).expect("UTF-8");
    assert!(!page.contains(says) && page.contains("book-0.html"), "{page}");
}

#[test]
fn a_page_of_a_book_tells_search_engines_what_it_is() {
    let files = whole(&shelf(1));
    let page = std::str::from_utf8(&files["books/book-0/index.html"]).expect("UTF-8");
    let all = elements("books/book-0/index.html", page);
    let scripts: Vec<&Element> = all.iter().filter(|e| e.name == "script").collect();
    assert_eq!(scripts.len(), 1, "words with `</script>` in them end nothing");
    let about: serde_json::Value = serde_json::from_str(&scripts[0].words).expect("JSON");
    assert_eq!(about["@type"], "Book");
    assert_eq!(about["name"], "Book <0> & Co");
    assert_eq!(about["author"][0]["name"], "Лев");
    assert_eq!(about["license"], "https://creativecommons.org/licenses/by-sa/4.0/");
    let file = &about["workExample"][0]["encoding"];
    let whole = "https://books.example.org/list/books/book-0/book-0.epub";
    assert_eq!(file["contentUrl"], whole);
    assert_eq!(file["encodingFormat"], "application/epub+zip");
    assert!(page.contains("<figure class=\"qr\">"));
    assert!(page.contains("books.example.org/list/books/book-0/</span>"));
}

#[test]
fn a_page_of_a_book_shows_contents_and_how_it_begins() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.file("two.md", "# Two *words*\n\nSecond article.\n");
    let manifest = std::fs::read_to_string(desk.path("one.toml")).expect("it is there");
    desk.file("one.toml", &manifest.replace("\"one.md\"", "\"one.md\", \"two.md\""));
    let text = "# One\n\n> A motto.\n\nFirst *stressed*[^n] & [linked](https://a.example) words.\n\n[^n]: A note.\n\nThen more.\n\n- A list\n";
    desk.file("one.md", &text.replace("> A motto.\n\n", ""));
    let made = desk.library("books = \"one.toml\"\n");
    assert!(made.placed.is_some(), "{:?}", super::found(&made));
    let page = String::from_utf8(desk.files("out")["books/one/index.html"].clone());
    let page = page.expect("UTF-8");
    elements("books/one/index.html", &page);
    assert!(page.contains("<li>One</li>\n<li>Two words</li>"), "{page}");
    assert!(
        page.contains("<p>First <em>stressed</em> &amp; linked words.</p>\n<p>Then more.</p>\n</div>"),
        "{page}"
    );
    assert!(page.contains("For Kobo, copied by USB"));
    assert!(!page.contains("class=\"qr\""), "no address, no code");
}

/// In the language of the page, whatever that of the book; programs have them as ISO 8601.
#[test]
fn dates_are_written_as_the_page_s_language_does() {
    let mut shelf = shelf(1);
    if let Some(book) = &mut shelf.entries[1].book {
        book.card.date = Some("2025-06-08".into());
    }
    shelf.lang = publish::info::Lang::parse("es").expect("a tag");
    let files = whole(&shelf);
    let page = String::from_utf8(files["books/book-0/index.html"].clone());
    let page = page.expect("UTF-8");
    let date = "<time datetime=\"2025-06-08\">8\u{a0}de junio de 2025</time>";
    assert!(page.contains(date), "{page}");
    assert!(page.contains("\"datePublished\""), "{page}");
}

#[test]
fn words_that_are_read_from_the_right_keep_their_place() {
    let mut shelf = shelf(1);
    if let Some(book) = &mut shelf.entries[1].book {
        book.card.lang = "ar".into();
    }
    let files = whole(&shelf);
    let page = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    let list = page("index.html");
    assert!(list.contains("<h3 lang=\"ar\" dir=\"auto\">"), "{list}");
    assert!(list.contains(" · <bdi>العربية</bdi> · 32 pages"), "{list}");
    assert!(page("e/index.html").contains("<h2 lang=\"ar\" dir=\"auto\">"));
    let book = page("books/book-0/index.html");
    assert!(book.contains("<dd><bdi>العربية</bdi></dd>"), "{book}");
    shelf.lang = publish::info::Lang::parse("he").expect("a tag");
    let files = whole(&shelf);
    let list = String::from_utf8(files["index.html"].clone()).expect("UTF-8");
    assert!(
        list.starts_with("<!DOCTYPE html>\n<html lang=\"he\" dir=\"rtl\">"),
        "{list}"
    );
}

#[test]
fn the_words_of_the_library_are_set_as_those_of_books_are() {
    let desk = Desk::new();
    desk.book("one", "");
    let made = desk.library(
        "title = \"List \\\"x\\\"\"\nlanguage = \"de\"\nsections = [\"Das \\\"Neue\\\"\"]\n\
         description = \"Erstes.\\n\\n\\\"Zweites\\\"\"\nbooks = \"one.toml\"\n\
         [[entries]]\ntitle = \"Der \\\"Rest\\\"\"\nsection = \"Das \\\"Neue\\\"\"\n",
    );
    assert!(made.placed.is_some(), "{:?}", super::found(&made));
    let page = String::from_utf8(desk.files("out")["index.html"].clone()).expect("UTF-8");
    for words in ["List „x“", "Das „Neue“", "Der „Rest“", ">„Zweites“</p>"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn a_sample_that_is_the_whole_text_does_not_go_on() {
    let desk = Desk::new();
    desk.book("one", "");
    desk.book("two", "");
    desk.file("two.md", "# One\n\nText.\n\n> And more.\n");
    let made = desk.library("books = [\"one.toml\", \"two.toml\"]\n");
    assert!(made.placed.is_some(), "{:?}", super::found(&made));
    let files = desk.files("out");
    let page = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    assert!(!page("books/one/index.html").contains("class=\"more\""));
    assert!(page("books/two/index.html").contains("class=\"more\""));
}
