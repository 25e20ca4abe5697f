//! `publish check --with`: what other checkers find stands at its place in the articles. Most
//! of them here are scripts that say what they are told to.

#![cfg(unix)]

use std::io::{Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::tools::Tool;
use crate::support::{Book, Run};

/// Puts a script for the shell where `--tools fakes` finds it.
fn script(book: &Book, name: &str, text: &str) {
    let file = format!("fakes/{name}");
    book.put(&file, format!("#!/bin/sh\n{text}\n"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(book.path(&file), mode).expect("writable");
}

/// An EPUBCheck that has found this.
fn epubcheck(book: &Book, messages: &Value) {
    let report = json!({ "messages": messages, "checker": { "nError": 1 } });
    script(book, "epubcheck", &format!("cat >\"$3\" <<'END'\n{report}\nEND\nexit 1"));
}

/// An Ace that has found a rule broken at elements of files.
fn ace(book: &Book, places: &[(&str, &str, &str)]) {
    let file = |(file, cfi, impact): &(&str, &str, &str)| {
        json!({
            "earl:testSubject": { "url": file },
            "assertions": [{
                "earl:result": {
                    "earl:outcome": "fail",
                    "dct:description": "Something is in the way",
                    "earl:pointer": { "cfi": [cfi] },
                },
                "earl:test": { "earl:impact": impact, "dct:title": "a-rule" },
            }],
        })
    };
    let files: Vec<Value> = places.iter().map(file).collect();
    let report = json!({ "assertions": files });
    script(
        book,
        "ace",
        &format!("mkdir -p \"$4\"; cat >\"$4/report.json\" <<'END'\n{report}\nEND"),
    );
}

fn message(severity: &str, path: &str, (line, column): (usize, usize)) -> Value {
    json!({
        "ID": "XYZ-001", "severity": severity, "message": "it is wrong", "suggestion": "mend it",
        "locations": [{ "path": path, "line": line, "column": column }],
    })
}

fn check(book: &Book, with: &str) -> Run {
    book.run(&[
        "check",
        "book.toml",
        "--with",
        with,
        "--tools",
        "fakes",
        "--timeout",
        "20",
    ])
}

/// A file of the e-book that is made.
fn file(book: &Book, path: &str) -> String {
    let run = book.build();
    assert_eq!(run.code, Some(0), "{}", run.err);
    let epub = book.output("epub");
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an archive");
    let mut text = String::new();
    archive.by_name(path).expect(path).read_to_string(&mut text).expect("it is text");
    text
}

/// Line and column behind the tag before some words, as EPUBCheck tells them.
fn place(text: &str, words: &str) -> (usize, usize) {
    let at = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    let tag = text[..at].rfind('>').expect("a tag") + 1;
    let line = text[..tag].matches('\n').count() + 1;
    let start = text[..tag].rfind('\n').map_or(0, |end| end + 1);
    (line, text[start..tag].chars().count() + 1)
}

const TEXT: &str = "# Title\n\nFirst words.\n\n## Below\n\nSecond words, é, and *leaning ones*.[^1]\n\n\
    | A | B |\n|---|---|\n| one | cell |\n\n[^1]: Words of the note.\n";

#[test]
fn findings_of_epubcheck_stand_at_their_places_in_the_article() {
    let book = Book::of(TEXT);
    let path = "EPUB/text/case.xhtml";
    let xhtml = file(&book, path);
    for (words, at) in [
        ("First words", "case.md:3:1"),
        ("Below", "case.md:5:1"),
        ("Second words", "case.md:7:1"),
        ("leaning ones", "case.md:7:22"),
        ("cell", "case.md:11:"),
        (" Words of the note", "case.md:13:7"),
    ] {
        epubcheck(&book, &json!([message("ERROR", path, place(&xhtml, words))]));
        let run = check(&book, "epubcheck");
        assert_eq!(run.code, Some(1), "{}", run.err);
        let told = "error[epubcheck]: EPUBCheck XYZ-001: it is wrong\n";
        let (_, rest) = run.err.split_once(told).unwrap_or_else(|| panic!("{}", run.err));
        let shown = rest.lines().next().unwrap_or("");
        assert!(
            shown.trim_start().starts_with(&format!("--> {at}")),
            "{words}: {}",
            run.err
        );
        assert!(
            rest.contains("help: mend it; found in `EPUB/text/case.xhtml` of the e-book")
        );
    }
}

#[test]
fn severities_are_those_of_the_checker_and_of_the_manifest() {
    let book = Book::of(TEXT);
    let path = "EPUB/text/case.xhtml";
    let at = place(&file(&book, path), "First words");
    for (theirs, ours, code) in
        [("FATAL", "error", 1), ("WARNING", "warning", 0), ("USAGE", "note", 0)]
    {
        epubcheck(&book, &json!([message(theirs, path, at)]));
        let run = check(&book, "epubcheck");
        assert_eq!(run.code, Some(code), "{}", run.err);
        assert!(run.err.contains(&format!("{ours}[epubcheck]: ")), "{}", run.err);
    }
    epubcheck(&book, &json!([message("WARNING", path, at)]));
    let book = book.key("diagnostics.deny = [\"epubcheck\"]");
    assert_eq!(check(&book, "epubcheck").code, Some(1));
    epubcheck(&book, &json!([]));
    let run = check(&book, "epubcheck");
    assert_eq!(
        (run.code, run.err.contains("epubcheck")),
        (Some(0), false),
        "{}",
        run.err
    );
}

#[test]
fn what_has_no_source_is_told_by_its_place_in_the_e_book() {
    let book = Book::of(TEXT);
    let mut all = message("ERROR", "EPUB/package.opf", (7, 3));
    epubcheck(&book, &json!([all, message("ERROR", "EPUB/nav.xhtml", (3, 3))]));
    let run = check(&book, "epubcheck");
    let told = "EPUBCheck XYZ-001 in `EPUB/package.opf` of the e-book, line 7, column 3: it is wrong";
    assert!(
        run.err.contains(told) && run.err.contains("--> book.toml:1:1"),
        "{}",
        run.err
    );
    assert!(run.err.contains("in `EPUB/nav.xhtml` of the e-book"), "{}", run.err);
    all["locations"] = json!([]);
    epubcheck(&book, &json!([all]));
    let run = check(&book, "epubcheck");
    assert!(
        run.err.contains("EPUBCheck XYZ-001 in the e-book: it is wrong"),
        "{}",
        run.err
    );
}

#[test]
fn findings_of_ace_stand_at_their_places_in_the_article() {
    let book = Book::of(TEXT).key("outputs = [\"epub\"]");
    // The second paragraph stands in the section of its heading.
    ace(
        &book,
        &[
            ("text/case.xhtml", "/4/2[title]/6/4", "critical"),
            ("text/case.xhtml", "/4/2/4", "moderate"),
            ("nav.xhtml", "/4/2", "minor"),
        ],
    );
    let run = check(&book, "ace");
    assert_eq!(run.code, Some(1), "{}", run.err);
    for (told, at) in [
        ("error[ace]: Ace a-rule: Something is in the way", "case.md:7:1"),
        ("warning[ace]: Ace a-rule: Something is in the way", "case.md:3:1"),
        (
            "note[ace]: Ace a-rule in `EPUB/nav.xhtml` of the e-book, element /4/2: Something",
            "book.toml:1:1",
        ),
    ] {
        let (_, rest) = run.err.split_once(told).unwrap_or_else(|| panic!("{}", run.err));
        let shown = rest.lines().find(|line| line.contains("-->")).unwrap_or("");
        assert!(shown.contains(at), "{told} at {at}: {}", run.err);
    }
}

#[test]
fn places_in_long_articles_that_are_cut_are_found_too() {
    let mut text = String::from("# The Long One\n\n");
    for number in 0..2500 {
        text.push_str(&format!(
            "Paragraph {number} {}[there](#end).\n\n",
            "has words. ".repeat(10)
        ));
        if number % 100 == 0 {
            text.push_str(&format!("> A quotation, {number}.\n\n"));
        }
    }
    text.push_str("## The End {#end}\n\nDone.\n");
    let line =
        |words: &str| text.lines().position(|l| l.contains(words)).expect("there") + 1;
    let book = Book::of(&text).key("outputs = [\"epub\"]");
    for words in ["Paragraph 9 ", "Paragraph 2400 ", "A quotation, 2300."] {
        let first = "EPUB/text/case.xhtml".to_string();
        let others = (2..10).map(|part| format!("EPUB/text/case-{part}.xhtml"));
        let mut files = std::iter::once(first).chain(others);
        let path = files.find(|path| file(&book, path).contains(words)).expect(words);
        let path = path.as_str();
        assert_eq!(path == "EPUB/text/case.xhtml", words == "Paragraph 9 ");
        let xhtml = file(&book, path);
        epubcheck(&book, &json!([message("ERROR", path, place(&xhtml, words))]));
        let run = check(&book, "epubcheck");
        let at = format!("--> case.md:{}:", line(words));
        assert!(run.err.contains(&at), "{words}, {at}: {}", run.err);
    }
}

#[test]
fn a_checker_that_is_not_installed_is_named_with_its_remedy() {
    let book = Book::of(TEXT);
    let mut command = book.command(&["check", "book.toml", "--with", "epubcheck,ace"]);
    command.env("PATH", book.path("nowhere"));
    let run = Run::of(command);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("EPUBCheck (`epubcheck`) is not on the path"),
        "{}",
        run.err
    );
    assert!(run.err.contains("help: install Java and EPUBCheck"), "{}", run.err);
    let run = check(&book, "ace");
    assert!(run.err.contains("neither in `fakes` nor on the path"), "{}", run.err);
}

#[test]
fn a_checker_that_crashes_or_babbles_is_an_error_and_no_panic() {
    let book = Book::of(TEXT);
    for (does, says) in [
        (
            "echo 'no heap left' >&2; exit 3",
            "ended without a report; it said: no heap left",
        ),
        ("kill -9 $$", "EPUBCheck ended without a report"),
        ("echo '{' >\"$3\"", "ended without a report"),
        ("echo '[1, 2]' >\"$3\"", "its report has no messages"),
        ("head -c 100000 /dev/zero >\"$3\"", "ended without a report"),
    ] {
        script(&book, "epubcheck", does);
        let run = check(&book, "epubcheck");
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert!(
            run.err.contains("error[checker-failed]: EPUBCheck "),
            "{does}: {}",
            run.err
        );
        assert!(run.err.contains(says), "{does}: {}", run.err);
    }
    book.put("fakes/ace", "no program\n");
    let mode = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(book.path("fakes/ace"), mode).expect("writable");
    let run = check(&book, "ace");
    assert!(
        run.err.contains("error[checker-failed]: Ace cannot be started"),
        "{}",
        run.err
    );
}

#[test]
fn a_checker_that_hangs_is_ended_with_all_that_it_started() {
    let book = Book::of(TEXT);
    script(&book, "epubcheck", "sleep 300 & echo $! >child; wait");
    let run = book.run(&[
        "check",
        "book.toml",
        "--with",
        "epubcheck",
        "--tools",
        "fakes",
        "--timeout",
        "1",
    ]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(
        run.err.contains("EPUBCheck took longer than 1 s, and was ended"),
        "{}",
        run.err
    );
    assert!(run.time < Duration::from_secs(60), "{:?}", run.time);
    let child = std::fs::read_to_string(book.path("child")).expect("it was started");
    let lives = || {
        let state = std::fs::read_to_string(format!("/proc/{}/stat", child.trim()));
        // What has ended and is not yet cleared away is a Z.
        state.is_ok_and(|state| !state.contains(") Z "))
    };
    let end = std::time::Instant::now() + Duration::from_secs(10);
    while lives() && std::time::Instant::now() < end {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(!lives(), "what it started lives on");
}

#[test]
fn a_book_without_e_book_has_nothing_to_check() {
    let book = Book::of(TEXT).key("outputs = [\"pdf\"]");
    epubcheck(&book, &json!([]));
    let run = check(&book, "epubcheck");
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("error[no-ebook]"), "{}", run.err);
}

#[test]
fn the_real_checkers_are_run_and_understood() {
    let text = "# A\n\nWords.\n\nThe end [mots]{lang=qq} of it.[^1]\n\n[^1]: Note.\n";
    let book = Book::of(text).key("diagnostics.allow = [\"unknown-language\"]");
    for (tool, name) in [(Tool::EpubCheck, "epubcheck"), (Tool::Ace, "ace")] {
        let Some(command) = tool.command() else { continue };
        let folder =
            std::path::Path::new(command.get_program()).parent().expect("a folder");
        let folder = folder.to_str().expect("UTF-8");
        let run = book.run(&["check", "book.toml", "--with", name, "--tools", folder]);
        match tool {
            Tool::Ace => {
                assert_eq!(run.code, Some(1), "{}", run.err);
                assert!(run.err.contains("error[ace]: Ace valid-lang: "), "{}", run.err);
                assert!(run.err.contains("--> case.md:5:9"), "{}", run.err);
            }
            Tool::EpubCheck
            | Tool::Qpdf
            | Tool::Pdftotext
            | Tool::Mutool
            | Tool::Ghostscript
            | Tool::Jing => assert_eq!(run.code, Some(0), "{}", run.err),
        }
    }
}
