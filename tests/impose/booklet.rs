//! The booklet of a build, and the printer it is for.

use super::{built, drawn, load};
use crate::support::Book;

/// The book with a booklet among its outputs.
fn with_booklet() -> Book {
    built().key("outputs = [\"epub\", \"pdf\", \"booklet\"]")
}

#[test]
fn a_build_makes_the_sheets_of_its_own_pages() {
    let book = with_booklet();
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("book-booklet.pdf  "), "{}", run.out);
    assert!(run.out.contains("flipped on the short edge"), "{}", run.out);
    let first = book.output("pdf");
    let sheets =
        std::fs::read(book.path("build/book/book-booklet.pdf")).expect("written");
    book.run(&["impose", "build/book/book.pdf"]);
    let by_hand = std::fs::read(book.path("book-booklet.pdf")).expect("written");
    assert_eq!(sheets, by_hand, "the very pages");
    std::fs::remove_dir_all(book.path("build")).expect("it is there");
    let run = book.run(&["book.toml", "--only", "booklet"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!book.path("build/book/book.pdf").exists());
    let again = std::fs::read(book.path("build/book/book-booklet.pdf")).expect("written");
    assert_eq!(again, sheets);
    assert!(!first.is_empty());
}

#[test]
fn text_keeps_clear_of_the_edges_that_office_printers_leave_white() {
    let office = "print = { printer = \"office-a4\" }";
    let run = with_booklet().key(office).build();
    assert!(!run.err.contains("near-edge"), "{}", run.err);
    let narrow = "design.margins = { inner = \"15 mm\", outer = \"3 mm\", top = \"20 mm\", bottom = \"20 mm\" }";
    let run = with_booklet().key(office).key(narrow).build();
    assert!(run.err.contains("near-edge") && run.err.contains("5.0 mm"), "{}", run.err);
}

#[test]
fn empty_pages_are_told_with_what_avoids_them() {
    let text = format!("# The house\n\n{}\n", "A quiet street. ".repeat(600));
    let book =
        Book::of(text).key("outputs = [\"pdf\", \"booklet\"]\ndesign.page = \"A6\"");
    let book = book.key("cover.print = \"none\"");
    let run = book.build();
    let pages = load(&book.output("pdf")).page_iter().count();
    let full = pages.next_multiple_of(4);
    assert_ne!(pages, full, "the case has no empty page");
    assert!(run.out.contains(&format!("`fit = {{ pages = {full} }}`")), "{}", run.out);
    assert!(run.out.contains("at the end"), "{}", run.out);
}

#[test]
fn a_booklet_that_is_too_thick_is_told() {
    let text = format!("# The house\n\n{}\n", "A quiet street. ".repeat(9000));
    let book = Book::of(text).key("outputs = [\"booklet\"]\ndesign.page = \"A6\"");
    let run = book.build();
    assert!(run.err.contains("[thick-booklet]"), "{}", run.err);
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_printer_is_tried_remembered_and_used() {
    let book = with_booklet();
    let run = book.run(&["test-sheet", "--printer", "office"]);
    assert!(run.out.contains("flipped on the short edge"), "{}{}", run.out, run.err);
    let sheet =
        load(&std::fs::read(book.path("test-sheet-office.pdf")).expect("written"));
    assert_eq!(sheet.page_iter().count(), 2);
    let run =
        book.run(&["test-sheet", "--printer", "office", "--says", "B 4 turned-over"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("Lay the pile back turned over"), "{}", run.out);
    let backs = std::fs::read(book.path("build/book/book-booklet-backs.pdf"));
    let backs = load(&backs.expect("written"));
    let back = backs.page_iter().next().expect("a back");
    let content = backs.get_page_content(back).expect("content");
    assert!(String::from_utf8_lossy(&content).contains("-1.0000 0 0 -1.0000"));
    assert_eq!(drawn(&backs, back).first(), Some(&1));
    // Another answer takes its place; a second printer must be named.
    book.run(&["test-sheet", "--printer", "office", "--says", "A"]);
    assert!(book.build().out.contains("on both sides, flipped on the short edge"));
    book.run(&["test-sheet", "--printer", "other", "--says", "B"]);
    let run = book.run(&["book.toml", "--printer", "othr"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean `other`?"), "{}", run.err);
    let run = book.run(&["test-sheet", "--printer", "other", "--says", "9 mm"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn half_letter_pages_go_on_letter_and_a5_on_it_is_scaled() {
    let book = with_booklet().key("design.page = \"Half-Letter\"");
    let run = book.build();
    assert!(!run.out.contains("of their size"), "{}", run.out);
    let book = book.key("design.page = \"A5\"");
    let run = book.run(&["book.toml", "--printer", "office-letter"]);
    assert!(run.out.contains("pages at 94.3 % of their size"), "{}", run.out);
}
