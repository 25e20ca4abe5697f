//! The index and cross-references: what both outputs say, and that marks change no text.

use publish::pages::{Goal, LineRole, Mark, page_text};

use crate::support::Book;
use crate::support::reader::epub_file;

const TEXT: &str = "# A house\n\nThe [Río Churubusco]{index=\"rivers > Río Churubusco\"} flows by\
    []{index=\"water\" begin} the [*house*]{index=houses}, “as [said]{index}”. It stands far \
    from the sea.[]{index=\"water\" end}[^n]\n\n[]{index=\"ports\" see=\"rivers\"}\n\n\
    ## The [garden]{index}\n\nCacti.\n\n[^n]: A [note]{index=notes}.\n";

/// The same text without its marks.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{index") {
        let (before, after) = rest.split_at(at);
        let open = before.rfind('[').expect("a mark has brackets");
        out.push_str(&before[..open]);
        out.push_str(&before[open + 1..before.len() - 1]);
        rest = &after[after.find('}').expect("a mark ends") + 1..];
    }
    out + rest
}

fn book(text: &str) -> Book {
    let articles = "articles = [\"case.md\", { role = \"index\" }]";
    Book::empty().file("case.md", text).key(articles)
}

#[test]
fn marks_change_no_text() {
    let texts = |text: &str| -> Vec<String> {
        let pages = book(text).lay_out(|_| {}).pages.pages;
        let texts = pages.iter().map(page_text);
        texts
            .filter(|text| text.contains("Churubusco") || text.contains("Cacti"))
            .collect()
    };
    let marked = texts(TEXT);
    let plain = texts(&bare(TEXT));
    assert_eq!(marked[0], plain[0]);
    assert!(marked[0].contains("flows by the house, “as said”."), "{}", marked[0]);
    assert_eq!(marked.len(), plain.len() + 1, "the index has a page of its own");
}

#[test]
fn numbers_in_the_index_lead_to_their_pages() {
    let laid = book(TEXT).lay_out(|_| {});
    let last = laid.pages.pages.last().expect("there are pages");
    let body = laid.pages.pages.iter().position(|page| page_text(page).contains("Cacti"));
    let goals: Vec<usize> = last
        .placed
        .iter()
        .filter_map(|placed| match &placed.mark {
            Mark::Link(_, Goal::Inside(to)) => Some(laid.pages.destinations[*to].page),
            Mark::Link(_, Goal::Outside(_))
            | Mark::Line(_)
            | Mark::Rule(..)
            | Mark::Picture(..) => None,
        })
        .collect();
    // Six places, and the entry that stands for another.
    assert_eq!(goals.len(), 7);
    assert_eq!(goals.iter().filter(|&&page| Some(page) == body).count(), 6);
    let lines = last.placed.iter().filter_map(|placed| match &placed.mark {
        Mark::Line(line) if line.role == LineRole::Body => {
            Some(line.runs.iter().map(|run| run.text.as_str()).collect::<String>())
        }
        Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
    });
    let lines: Vec<String> = lines.collect();
    assert!(lines.contains(&"ports, see rivers".to_string()), "{lines:?}");
}

#[test]
fn the_e_book_links_each_place() {
    let book = book(TEXT);
    assert_eq!(book.build().code, Some(0));
    let epub = book.output("epub");
    let index = epub_file(&epub, "EPUB/text/index.xhtml");
    let text = epub_file(&epub, "EPUB/text/case.xhtml");
    assert!(index.contains("role=\"doc-index\""));
    let mut links = 0;
    for link in index.split("href=\"case.xhtml#").skip(1) {
        let id = link.split('"').next().expect("an address ends");
        assert!(text.contains(&format!("id=\"{id}\"")), "{id}");
        links += 1;
    }
    assert_eq!(links, 6);
}

/// Those who read the book on paper and those who read it on a screen look up the same numbers.
#[test]
fn the_index_of_the_e_book_tells_the_printed_pages() {
    let filler = "Nothing of it stands here. ".repeat(220);
    let text = format!(
        "# A house\n\nThe []{{index=garden}}garden.\n\n{filler}\n\nThe []{{index=garden}}garden \
         and the []{{index=wall begin}}wall.\n\n{filler}\n\n{filler}\n\nThe wall\
         []{{index=wall end}}.\n"
    );
    let book = book(&text);
    let pages = book.lay_out(|_| {}).pages;
    let printed = page_text(pages.pages.last().expect("there are pages"));
    let told = |text: &str, word: &str| -> String {
        let from =
            text.find(&format!("{word}, ")).expect("the entry is there") + word.len();
        let end = |c: char| !(c.is_ascii_digit() || " ,–".contains(c));
        let rest = &text[from..];
        rest[..rest.find(end).unwrap_or(rest.len())].trim().to_owned()
    };
    assert_eq!(book.build().code, Some(0));
    let index = epub_file(&book.output("epub"), "EPUB/text/index.xhtml");
    let plain: String = index
        .split('<')
        .map(|part| part.split_once('>').map_or("", |(_, text)| text))
        .collect();
    for word in ["garden", "wall"] {
        let on_paper = told(&printed, word);
        assert!(on_paper.contains(if word == "wall" { '–' } else { ',' }), "{printed}");
        assert_eq!(told(&plain, word), on_paper, "{index}");
    }
}

#[test]
fn only_check_tells_of_marks_without_an_index() {
    let book = Book::of(TEXT);
    let (built, checked) = (book.build(), book.run(&["check", "book.toml"]));
    assert!(!built.err.contains("no-index"), "{}", built.err);
    assert_eq!(checked.err.matches("note[no-index]").count(), 1, "{}", checked.err);
    let text = epub_file(&book.output("epub"), "EPUB/text/case.xhtml");
    assert!(!text.contains("index-mark"));
}

#[test]
fn references_name_places_where_there_are_no_pages() {
    let book = Book::of(
        "See [page #](#garden){.page}.\n\n## The *garden* {#garden}\n\nCacti.\n",
    );
    assert_eq!(book.run(&["--only", "epub", "book.toml"]).code, Some(0));
    let text = epub_file(&book.output("epub"), "EPUB/text/case.xhtml");
    assert!(text.contains("See <a href=\"#garden\">The <em>garden</em></a>."), "{text}");
    // With the printed book beside it the e-book says what that says.
    assert_eq!(book.build().code, Some(0));
    let text = epub_file(&book.output("epub"), "EPUB/text/case.xhtml");
    assert!(text.contains("See <a href=\"#garden\">page\u{a0}1</a>."), "{text}");
    let pages = book.lay_out(|_| {}).pages;
    let spoken = pages
        .structure
        .0
        .iter()
        .any(|(_, node)| node.tag == publish::pages::Tag::Link("page\u{a0}1".into()));
    assert!(spoken, "those who hear it are told the number");
}

#[test]
fn landmarks_name_the_index() {
    let book = Book::of("# A\n\nAn [exile]{index}.\n")
        .key("articles = [\"case.md\", { role = \"index\" }]\noutputs = [\"epub\"]");
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let nav = epub_file(&book.output("epub"), "EPUB/nav.xhtml");
    let (_, marks) = nav.split_once("epub:type=\"landmarks\"").expect("landmarks");
    let mark = "<a epub:type=\"index\" href=\"text/index.xhtml\">Index</a>";
    assert!(marks.contains(mark), "{nav}");
}
