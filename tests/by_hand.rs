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

/// How many lines the pages of a book have, whose article is one paragraph with a class.
fn lines(paragraph: &str, class: &str) -> (usize, String) {
    let text = format!("# T\n\n::: {{.{class}}}\n{paragraph}\n:::\n");
    let book = Book::of(text).key("design = { theme = 'reader', page = 'A5' }");
    let shown = book.run(&["show", "--pages", "book.toml"]);
    let count =
        shown.out.lines().filter(|line| line.trim_start().starts_with("line ")).count();
    (count, shown.err)
}

/// Small capitals make the first line wider: what is counted is what the editor sees.
#[test]
fn an_opening_paragraph_is_a_line_more_or_less_than_without_the_class() {
    let words: Vec<&str> = LONG.split(' ').cycle().take(220).collect();
    let mut changed = 0;
    for count in (60..220).step_by(9) {
        let paragraph = words[..count].join(" ");
        let (own, _) = lines(&paragraph, "plain");
        for (class, by) in [("longer", 1), ("shorter", -1)] {
            let (asked, told) = lines(&paragraph, class);
            if told.contains("impossible-by-hand") {
                assert_eq!(asked, own, "{count} words, {class}");
            } else {
                assert_eq!(
                    Some(asked),
                    own.checked_add_signed(by),
                    "{count} words, {class}"
                );
                changed += 1;
            }
        }
    }
    assert!(changed > 8, "{changed}");
}
