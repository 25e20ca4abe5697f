//! The printed pages in the e-book: each number stands where its page begins.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use publish::pages::{LineRole, Mark, Page};

use crate::properties::{article as generated, config};
use crate::support::Book;
use crate::support::reader::epub_file;

/// A paragraph that no other is like.
fn paragraph(number: usize) -> String {
    let word = |n: usize| ["stone", "garden", "window", "letter", "evening"][n % 5];
    let words = (0..90).map(|n| format!("{}{}", word(n * number + n), number * 90 + n));
    words.collect::<Vec<_>>().join(" ")
}

/// Something of every kind that a page can begin with.
fn article() -> String {
    let mut text = String::from("# A House\n\n");
    for number in 1..40 {
        text.push_str(&match number % 8 {
            0 => format!("## Part {number}\n\n{}\n\n", paragraph(number)),
            1 => {
                let items = paragraph(number);
                let items = items.split(' ').map(|word| format!("- {word} and more\n"));
                items.take(30).collect::<String>() + "\n"
            }
            2 => {
                let rows = (0..24).map(|row| format!("| r{row}x{number} | cell |\n"));
                format!("| A | B |\n|---|---|\n{}\n", rows.collect::<String>())
            }
            3 => {
                let lines = (0..20).map(|line| format!("let x{line}n{number} = 1;\n"));
                format!("```\n{}```\n\n", lines.collect::<String>())
            }
            4 => {
                let lines = (0..14).map(|line| format!("A line {line}v{number}\n"));
                format!("::: verse\n{}:::\n\n", lines.collect::<String>())
            }
            5 => format!("> {}\n\n", paragraph(number)),
            _ => format!(
                "*{}* {}[^{number}]\n\n[^{number}]: A note.\n\n",
                paragraph(number),
                paragraph(number + 50)
            ),
        });
    }
    text
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters that a page begins with; the repeated head of a table is not its own.
fn first_letters(page: &Page) -> String {
    let lines = page.placed.iter().filter_map(|placed| match &placed.mark {
        Mark::Line(line) if line.role == LineRole::Body => Some(line),
        Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    });
    let runs = lines.flat_map(|line| &line.runs).filter(|run| run.node.is_some());
    letters(&runs.map(|run| run.text.as_str()).collect::<String>())
}

/// The text of XHTML from a byte on.
fn text_from(xhtml: &str, at: usize) -> String {
    let mut inside = false;
    let mut out = String::new();
    for c in xhtml[at..].chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn numbers_stand_where_their_pages_begin() {
    let book = Book::of(article()).key("outputs = [\"epub\", \"pdf\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let epub = book.output("epub");
    let pages = book.lay_out(|_| {}).pages;
    let nav = epub_file(&epub, "EPUB/nav.xhtml");
    let list = nav.split("epub:type=\"page-list\"").nth(1).expect("a list of pages");
    let named: Vec<(&str, &str)> = list
        .split("<a href=\"")
        .skip(1)
        .map(|link| {
            let (href, rest) = link.split_once("\">").expect("an address");
            (href, rest.split_once('<').expect("a number").0)
        })
        .collect();
    let labels: Vec<String> = pages.pages.iter().map(|page| page.folio.label()).collect();
    assert_eq!(named.iter().map(|(_, label)| *label).collect::<Vec<_>>(), labels);
    let mut ids = BTreeSet::new();
    let mut compared = 0;
    for ((href, label), page) in named.iter().zip(&pages.pages) {
        let (file, id) = href.split_once('#').expect("a place");
        assert!(ids.insert(*href), "{href} twice");
        let xhtml = epub_file(&epub, &format!("EPUB/{file}"));
        let mark = format!("id=\"{id}\"");
        assert_eq!(xhtml.matches(&mark).count(), 1, "{href}");
        let at = xhtml.find(&mark).expect("it is there");
        let open = xhtml[..at].rfind('<').expect("a tag");
        let end = at + xhtml[at..].find('>').expect("its end") + 1;
        let around = (
            text_from(&xhtml[..open], 0)
                .chars()
                .last()
                .is_some_and(char::is_alphanumeric),
            text_from(&xhtml, end).chars().next().is_some_and(char::is_alphanumeric),
        );
        assert_ne!(around, (true, true), "page {label} begins inside a word");
        let (first, here) = (first_letters(page), letters(&text_from(&xhtml, end)));
        if page.folio.style == publish::pages::FolioStyle::Arabic {
            compared += 1;
            let first: String = first.chars().take(20).collect();
            assert!(
                here.starts_with(&first),
                "page {label}: {first} is not {:.40}",
                here
            );
        }
    }
    assert!(compared > 20, "{compared} pages");
    let package = epub_file(&epub, "EPUB/package.opf");
    assert!(package.contains("\"pageBreakSource\""), "{package}");
}

#[test]
fn a_book_that_is_not_printed_has_no_pages() {
    let book = Book::of("Words.\n").key("outputs = [\"epub\"]");
    book.build();
    let nav = epub_file(&book.output("epub"), "EPUB/nav.xhtml");
    assert!(!nav.contains("page-list"), "{nav}");
}

/// The identifiers of a file of an e-book.
fn ids(xhtml: &str) -> BTreeSet<String> {
    let found = xhtml.split(" id=\"").skip(1);
    found.filter_map(|rest| Some(rest.split_once('"')?.0.to_string())).collect()
}

/// The pages of an e-book with their addresses, by a file that lists them.
fn listed(epub: &[u8], file: &str, list: &str, attribute: &str) -> Vec<String> {
    let text = epub_file(epub, file);
    let (_, list) = text.split_once(list).unwrap_or_else(|| panic!("{file}: {list}"));
    let opening = format!("{attribute}=\"");
    let links = list.split(opening.as_str()).skip(1);
    links.filter_map(|rest| Some(rest.split_once('"')?.0.to_string())).collect()
}

/// Every address in the lists of pages leads to an element, and every mark is listed.
fn leads_somewhere(book: &Book) -> Result<Vec<String>, String> {
    let run = book.build();
    if run.code != Some(0) {
        return Err(run.err);
    }
    let epub = book.output("epub");
    let pages = listed(&epub, "EPUB/nav.xhtml", "epub:type=\"page-list\"", "href");
    let old = listed(&epub, "EPUB/toc.ncx", "<pageList>", "src");
    if pages != old {
        return Err(format!("{pages:?} are not {old:?}"));
    }
    for page in &pages {
        let (file, id) = page.split_once('#').expect("a place");
        if !ids(&epub_file(&epub, &format!("EPUB/{file}"))).contains(id) {
            return Err(format!("{page} leads nowhere"));
        }
    }
    Ok(pages)
}

/// Authors named among the contributors are those of the title page, photographers of the imprint.
const PEOPLE: &str =
    "contributors = [{ name = \"A B\" }, { name = \"C D\", role = \"photographer\" }]";

#[test]
fn pages_before_the_articles_begin_on_the_title_page_and_in_the_imprint() {
    let book = Book::of("# A\n\nWords.\n").without("author").key(PEOPLE);
    let pages = leads_somewhere(&book).expect("good pages");
    assert_eq!(pages[0], "text/title-page.xhtml#_page-i", "{pages:?}");
    assert!(pages.contains(&"text/imprint.xhtml#_page-ii".to_string()), "{pages:?}");
    let part = "articles = [\"case.md\", { role = \"part\", title = \"P\" }]";
    let pages = leads_somewhere(&book.key(part)).expect("good pages");
    assert_eq!(pages[0], "text/title-page.xhtml#_page-i", "{pages:?}");
    assert_eq!(pages[2], "text/title-page.xhtml#_page-iii", "{pages:?}");
    assert_eq!(pages[3], "text/imprint.xhtml#_page-iv", "{pages:?}");
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn every_page_of_the_list_is_there(
        texts in prop::collection::vec(generated(), 1..3),
        people in prop::sample::subsequence(
            vec!["author", "translator", "photographer", "editor", "illustrator"], 0..5),
        part in any::<bool>(),
        said in prop::sample::subsequence(
            vec!["publisher = \"P\"", "rights = \"R\"", "edition = \"E\"", "place = \"L\""], 0..4),
        theme in select(&["pamphlet", "reader", "leaflet"][..]),
    ) {
        let mut book = Book::empty().without("author");
        let mut list = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            book = book.file(&format!("{at}.md"), text);
            list.push(format!("\"{at}.md\""));
        }
        if part {
            list.insert(0, "{ role = \"part\", title = \"A part\" }".to_string());
        }
        let people: Vec<String> = people
            .iter()
            .enumerate()
            .map(|(at, role)| format!("{{ name = \"Person {at}\", role = \"{role}\" }}"))
            .collect();
        let book = book.key(&format!(
            "articles = [{}]\ncontributors = [{}]\n{}\n[design]\ntheme = \"{theme}\"",
            list.join(", "), people.join(", "), said.join("\n"),
        ));
        if let Err(why) = leads_somewhere(&book) {
            prop_assert!(false, "{}", why);
        }
    }
}

/// The letters of the first line of text or notes on each page that is shown.
fn first_lines(shown: &str) -> Vec<String> {
    let first = |page: &str| {
        let mut lines = page.lines().map(str::trim_start);
        let line =
            lines.find(|line| line.starts_with("line ") || line.starts_with("note "));
        // Its place, its width, how its spaces and letters are changed; then its words.
        let words =
            line.and_then(|line| line.split_once("  w")).map_or("", |(_, rest)| rest);
        let words = words.split_once("  ").map_or("", |(_, words)| words);
        letters(words)
    };
    shown.split("\npage ").map(first).collect()
}

/// Pages that begin with a gathered note, or an entry of the index, begin there in the e-book too.
#[test]
fn pages_of_notes_and_index_begin_where_they_do_in_print() {
    let mut text = String::from("# A House\n\n");
    for number in 1..=150 {
        text += &format!("Word [entry{number:03}]{{index}} here.[^{number}]\n\n");
        text += &format!(
            "[^{number}]: Note {number} says something of stones, windows and letters.\n\n"
        );
    }
    let more = text.replace("# A House", "# A Garden").replace("entry", "other");
    for place in ["article", "book"] {
        let notes = format!("notes = {{ print = \"{place}\", e-book = \"{place}\" }}");
        let book = Book::of(text.clone())
            .key("outputs = [\"epub\", \"pdf\"]")
            .file("more.md", more.clone())
            .key("articles = [\"case.md\", \"more.md\", { role = \"index\" }]")
            .key(&format!("design = {{ page = \"A6\", {notes} }}"));
        assert_eq!(book.build().code, Some(0));
        let epub = book.output("epub");
        let nav = epub_file(&epub, "EPUB/nav.xhtml");
        let list = nav.split("epub:type=\"page-list\"").nth(1).expect("a list of pages");
        let pages = first_lines(&book.run(&["show", "--pages", "book.toml"]).out);
        let links = list.split("<a href=\"").skip(1);
        let hrefs: Vec<&str> =
            links.map(|link| link.split('"').next().expect("one")).collect();
        let hrefs = &hrefs[hrefs.len() - pages.len()..];
        let (mut notes, mut entries) = (0, 0);
        for (href, first) in hrefs.iter().zip(&pages) {
            let (file, id) = href.split_once('#').expect("a place");
            let xhtml = epub_file(&epub, &format!("EPUB/{file}"));
            let at = xhtml.find(&format!("id=\"{id}\"")).expect("it is there");
            let end = at + xhtml[at..].find('>').expect("its end") + 1;
            let here = letters(&text_from(&xhtml, end));
            let entry = first.strip_prefix("entry").or(first.strip_prefix("other"));
            let counts = match entry {
                Some(_) => &mut entries,
                None if first.contains("Note") => &mut notes,
                None => continue,
            };
            *counts += 1;
            // Behind an article the e-book has notes without a heading.
            let first =
                if first == "Notes" && place == "article" { "1Note1" } else { first };
            assert!(here.starts_with(first), "{place}, {href}: {first}, {here:.30}");
        }
        assert!(
            notes > 3 && entries > 2,
            "{place}: {notes} of notes, {entries} of the index"
        );
    }
}
