//! What editors ask of paragraphs by hand, and whether it still does something.

use crate::support::Book;

const LONG: &str = "The house stood behind a wall at the corner of two quiet streets, and \
    nobody who passed it in the morning could have said who lived there or for how long \
    they meant to stay all the same. ";

/// A paragraph that is to be a line longer, before so many of one line.
fn asked(others: usize) -> String {
    let rest = "These are a few words.\n\n".repeat(others);
    format!("::: {{.longer}}\n{}\n:::\n\n{rest}", LONG.repeat(4))
}

#[test]
fn a_line_more_that_changes_no_page_is_told() {
    let run = Book::of(asked(1)).run(&["check", "book.toml"]);
    assert!(run.err.contains("needless-by-hand"), "{}", run.err);
    assert!(run.err.contains("case.md:2:1"), "{}", run.err);
}

#[test]
fn a_line_more_that_moves_a_page_is_not_told() {
    let run = Book::of(asked(90)).run(&["check", "book.toml"]);
    assert!(!run.err.contains("needless-by-hand"), "{}", run.err);
}
