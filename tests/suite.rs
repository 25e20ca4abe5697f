//! Runs every `suite/AREA/*.md`: one article each, a book of its own.
//!
//! A case says in comments what the book around it is and what is found in it; the
//! comments are no part of the text, so every place in a message is a place in the file:
//!
//! ```text
//! <!-- case: design.page = "60 x 90 mm" -->
//! <!-- warning[overfull-line] 5:10 -->
//! ```
//!
//! `case:` goes on with keys of the manifest, `theme:` with those of a theme that builds on
//! the pamphlet, in TOML. A finding that is not expected, and
//! one that is expected but not found, are failures. What the article was read as, and the
//! pages it makes, are kept in `snapshots/`; `INSTA_UPDATE=always cargo test suite::` accepts
//! them as they are now, and the difference is for `git diff` to show.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use publish::diag::Severity;
use publish::manifest::Output;
use publish::pipeline::{self, Goal, Options};

use crate::support::{Book, standards};

/// The largest snapshot: more is not a small case, and nobody reads the difference.
const LARGEST: u64 = 20 << 10;

#[test]
fn cases_find_what_they_expect_and_nothing_else() {
    let mut wrong = Vec::new();
    let cases = cases();
    for path in &cases {
        let text = fs::read_to_string(path).expect("a case is UTF-8");
        let (_, found) = run(path, &text);
        let expected = expectations(&text);
        for finding in found.difference(&expected) {
            wrong.push(format!("{}: found {finding}", path.display()));
        }
        for finding in expected.difference(&found) {
            wrong.push(format!("{}: did not find {finding}", path.display()));
        }
    }
    assert!(cases.len() >= 30, "the runner sees only {} cases", cases.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn cases_are_read_and_laid_out_as_before() {
    insta::glob!("suite", "*/*.md", |path| {
        let text = fs::read_to_string(path).expect("a case is UTF-8");
        let (shown, _) = run(path, &text);
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!("case", shown);
        });
    });
}

#[test]
fn snapshots_are_small_and_none_is_left_over() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for entry in fs::read_dir(tests.join("snapshots")).expect("there are snapshots") {
        let entry = entry.expect("readable");
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".snap.new") {
            continue;
        }
        let size = entry.metadata().expect("readable").len();
        assert!(size <= LARGEST, "{name} has {size} bytes; make the case smaller");
        let case = name
            .split_once('@')
            .and_then(|(_, name)| name.strip_suffix(".snap"))
            .unwrap_or_else(|| panic!("{name} belongs to no case"));
        let case = tests.join("suite").join(case.replacen("__", "/", 1));
        assert!(case.is_file(), "{name} has lost its case");
    }
}

/// Each element alone and in every combination of the cases: what a PDF claims to be it is.
#[test]
fn pdfs_of_cases_are_what_they_claim() {
    let mut claimed = 0;
    for path in cases() {
        let text = fs::read_to_string(&path).expect("a case is UTF-8");
        let book = book(&path, &text);
        let (manifest, out) = (book.path("book.toml"), book.path("build"));
        let options =
            Options { out, only: Some(vec![Output::Pdf]), ..Options::default() };
        pipeline::build(&manifest, &options, &|_, _| {});
        // Where there are errors, nothing is written.
        let Ok(pdf) = fs::read(book.path("build/book/book.pdf")) else { continue };
        claimed += standards::hold(&path.display().to_string(), &pdf).len();
    }
    assert!(claimed > 200, "hardly anything is claimed: {claimed}");
}

/// The document and the pages of a case as text, and what was found.
fn run(path: &Path, text: &str) -> (String, BTreeSet<String>) {
    let book = book(path, text);
    let manifest = book.path("book.toml");
    let show = |goal| {
        let options = Options { goal, ..Options::default() };
        let watch = |_: &Path, _| {};
        pipeline::build(&manifest, &options, &watch)
    };
    let document = show(Goal::ShowDocument).shown.unwrap_or_default();
    let built = show(Goal::ShowPages);
    let found = built
        .found
        .iter()
        .map(|found| {
            let severity = match found.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            let at = found.at.map_or("nowhere".to_string(), |span| {
                let place = built.files.place(span);
                let (file, case) = (built.files.path(span.file), book.path("case.md"));
                let (line, column) = (place.line, place.column);
                if file == case { format!("{line}:{column}") } else { "manifest".into() }
            });
            format!("{severity}[{}] {at}", found.code)
        })
        .collect();
    let pages = built.shown.unwrap_or_default();
    (format!("{document}\n{}", text_pages(&pages)), found)
}

/// The book around a case.
pub fn book(path: &Path, text: &str) -> Book {
    let mut book = Book::of(text);
    for toml in comments(text).filter_map(|comment| comment.strip_prefix("case:")) {
        book = book.key(toml);
    }
    for toml in comments(text).filter_map(|comment| comment.strip_prefix("theme:")) {
        let theme = format!("extends = \"pamphlet\"\n{toml}");
        book = book.file("theme.toml", theme).key("design.theme = \"theme.toml\"");
    }
    let shared = path.parent().and_then(Path::parent).expect("a case is in an area");
    for picture in fs::read_dir(shared.join("pictures")).expect("there are pictures") {
        let picture = picture.expect("readable").path();
        let name = picture.file_name().expect("a file has a name").to_string_lossy();
        book.put(&format!("pictures/{name}"), fs::read(&picture).expect("readable"));
    }
    book
}

/// The pages of the article itself: those of the title and the imprint are the same in
/// every case.
fn text_pages(pages: &str) -> &str {
    let first = pages.match_indices("\npage ").find(|(at, _)| {
        let head = pages[at + 1..].lines().next().unwrap_or("");
        head.contains(" \"1\" ")
    });
    first.map_or(pages, |(at, _)| &pages[at + 1..])
}

/// The cases, in order of their names.
pub fn cases() -> BTreeSet<PathBuf> {
    let files = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("the suite is readable");
        entries.map(|entry| entry.expect("readable").path()).collect::<Vec<_>>()
    };
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let areas = files(&suite).into_iter().filter(|path| path.is_dir());
    let all = areas.flat_map(|area| files(&area));
    all.filter(|path| path.extension().is_some_and(|e| e == "md")).collect()
}

/// The findings that a case expects.
fn expectations(text: &str) -> BTreeSet<String> {
    let finding = |comment: &&str| {
        ["note[", "warning[", "error["].iter().any(|start| comment.starts_with(start))
    };
    comments(text).filter(finding).map(str::to_string).collect()
}

/// What stands in the comments of a case.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    let rest = text.split("<!--").skip(1);
    rest.filter_map(|rest| rest.split_once("-->")).map(|(comment, _)| comment.trim())
}
