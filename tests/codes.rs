//! Every diagnostic, fired by one small book and silent on its neighbour, which says the same as
//! it should be said. The books stand in `codes.txt`:
//!
//! ```text
//! === missing-alt
//! ![](pictures/square.svg)
//! --- silent
//! ![A square](pictures/square.svg)
//! ```
//!
//! A book is an article as in `suite/`, with the same comments (`case:`, `theme:`), and more:
//! `<!-- file: NAME | what stands in it -->`, `<!-- picture: NAME 100x50 -->`, `<!-- without:
//! KEY -->` for a key of the manifest; `{{20 * words }}` stands for twenty times the words. `suite
//! AREA/NAME.md` is a case of the suite; `import NAME` a text that is imported; `test FILE NAME` a test that proves it where a book alone
//! cannot, and names the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use publish::diag::{Code, Severity};
use publish::import;
use publish::pipeline::{self, Goal, Options};
use rayon::prelude::*;

use crate::suite;
use crate::support::Book;

const BOOKS: &str = include_str!("codes.txt");

/// The books of each code: the one that fires, the one that is silent.
fn books() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let mut books = BTreeMap::new();
    for entry in BOOKS.split("\n=== ").skip(1) {
        let (name, rest) = entry.split_once('\n').expect("a code, then its books");
        let (fires, silent) = rest
            .split_once("--- silent\n")
            .unwrap_or_else(|| panic!("{name}: nothing is silent"));
        let both = (fires.trim_end(), silent.trim_end());
        assert!(books.insert(name.trim(), both).is_none(), "{name} stands twice");
    }
    books
}

#[test]
fn every_code_fires_on_one_book_and_is_silent_on_its_neighbour() {
    let books = books();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let listed: BTreeSet<&str> = books.keys().copied().collect();
    let lacking: Vec<_> = known.symmetric_difference(&listed).collect();
    assert!(lacking.is_empty(), "codes.txt and the table of codes differ: {lacking:?}");
    // As much room for what is nested as the command has.
    let pool = rayon::ThreadPoolBuilder::new().stack_size(32 << 20).build();
    let wrong: Vec<String> =
        pool.expect("threads can be started").install(|| wrong(books));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is not as it should be.
fn wrong(books: BTreeMap<&'static str, (&'static str, &'static str)>) -> Vec<String> {
    books
        .into_par_iter()
        .flat_map_iter(|(name, (fires, silent))| {
            let code = Code::from_name(name).expect("it is known");
            let mut wrong = Vec::new();
            if let Some(found) = found(code, fires)
                && !found.contains(name)
            {
                wrong.push(format!("{name} does not fire; found {found:?}"));
            }
            if let Some(found) = found(code, silent)
                && found.contains(name)
            {
                wrong.push(format!(
                    "{name} fires on the book that it should be silent on"
                ));
            }
            wrong
        })
        .collect()
}

/// What is found in a book; nothing where a test proves it.
fn found(code: Code, text: &str) -> Option<BTreeSet<&'static str>> {
    if let Some(proof) = text.strip_prefix("test ") {
        let (file, test) = proof.split_once(' ').expect("a file and a test");
        prove(code, file, test);
        return None;
    }
    if text == "never" {
        // What nobody can bring about is no code of ours but for our own faults.
        assert_eq!(code, Code::Internal, "only faults of `publish` itself have no book");
        return None;
    }
    if let Some(import) = text.strip_prefix("import ") {
        return Some(found_in_import(import));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let (path, text) = match text.strip_prefix("suite ") {
        Some(case) => {
            let path = root.join(case);
            let text =
                fs::read_to_string(&path).unwrap_or_else(|why| panic!("{case}: {why}"));
            (path, text)
        }
        None => (root.join("codes/case.md"), expanded(text)),
    };
    let book = dressed(suite::book(&path, &text), &text);
    let options = Options { goal: Goal::Check, ..Options::default() };
    let built = pipeline::build(&book.path("book.toml"), &options, &|_, _| {});
    Some(built.found.iter().map(|found| found.code.name()).collect())
}

/// What the report of an import has: `NAME --language TAG`, or `NAME --library`, then the text.
fn found_in_import(text: &str) -> BTreeSet<&'static str> {
    let (command, text) = text.split_once('\n').expect("a name, then the text");
    let (name, option) = command.split_once(" --").unwrap_or((command, ""));
    let (path, beside) = (Path::new(name), |_: &str| None);
    let input = import::Input { path, bytes: text.as_bytes(), beside: &beside };
    let language = option.strip_prefix("language ").and_then(publish::info::Lang::parse);
    let target = match option {
        "library" => import::Target::Library("library.toml".into()),
        _ => import::Target::Book("book".into()),
    };
    let imported =
        import::import(&[input], &import::Options { language, encoding: None, target });
    imported.found.iter().map(|found| found.code.name()).collect()
}

/// A test that names the code, in its own words or through what it calls.
fn prove(code: Code, file: &str, test: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{file}: {why}"));
    let (_, body) = text
        .split_once(&format!("fn {test}("))
        .unwrap_or_else(|| panic!("{file} has no test {test}"));
    let body = body.split("\n}\n").next().unwrap_or("");
    assert!(
        body.contains(code.name()),
        "{test} in {file} says nothing of {}",
        code.name()
    );
}

/// `{{3 * a }}` is `a a a `.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, behind) = after.split_once("}}").expect("it is closed");
        let (count, words) = inside.split_once(" * ").expect("how often, and what");
        out += before;
        out += &words.repeat(count.trim().parse().expect("a number"));
        rest = behind;
    }
    out + rest
}

/// The book with the files that its comments ask for.
fn dressed(mut book: Book, text: &str) -> Book {
    let comments = text.split("<!-- ").skip(1).filter_map(|rest| rest.split_once(" -->"));
    for (comment, _) in comments {
        let (kind, rest) = comment.split_once(": ").unwrap_or((comment, ""));
        match kind {
            "file" => {
                let (name, content) =
                    rest.split_once(" | ").expect("a name and its content");
                book.put(name, format!("{content}\n"));
            }
            "picture" => {
                let (name, size) = rest.split_once(' ').expect("a name and a size");
                let (width, height) = size.split_once('x').expect("width and height");
                let side = |text: &str| text.parse().expect("a number of pixels");
                let pixels = image::GrayImage::new(side(width), side(height));
                let mut png = Vec::new();
                pixels
                    .write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png)
                    .expect("it can be written");
                book.put(name, png);
            }
            "moving" => {
                let mut gif = Vec::new();
                let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
                for shade in [0, 255] {
                    let pixel = image::Rgba([shade, shade, shade, 255]);
                    let frame = image::RgbaImage::from_pixel(64, 64, pixel);
                    encoder
                        .encode_frame(image::Frame::new(frame))
                        .expect("it can be written");
                }
                drop(encoder);
                book.put(rest, gif);
            }
            "inks" => {
                let mut jpeg = Vec::new();
                let full = [255u8; 4 * 64 * 64];
                let encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
                encoder
                    .encode(&full, 64, 64, jpeg_encoder::ColorType::Cmyk)
                    .expect("it can be written");
                book.put(rest, jpeg);
            }
            "without" => book = book.without(rest),
            _ => {}
        }
    }
    book
}

#[test]
fn the_documentation_lists_every_code() {
    let mut table = String::from(
        "# Diagnostics\n\nEvery message carries a code in brackets. `publish explain CODE` says what it means and what \
         to do; `[diagnostics]` in the\nmanifest may [allow, warn or deny](manifest.md#diagnostics) it. This table is made \
         from the program\n(`PUBLISH_UPDATE=1 cargo test codes::`). Each code has a book on which it fires and one on which \
         it is silent, in\n[`tests/codes.txt`](../tests/codes.txt).\n\n| code | severity | what it means |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error if code.may_be_lowered() => "error, may be lowered",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let text = code.explanation();
        let first = text.find(". ").map_or(text, |end| &text[..=end]);
        let first = first.replace('|', "\\|");
        table += &format!("| `{}` | {severity} | {first} |\n", code.name());
    }
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    if std::env::var_os("PUBLISH_UPDATE").is_some() {
        fs::write(&path, &table).expect("writable");
    }
    let told = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        told == table,
        "docs/diagnostics.md is not what the program says: PUBLISH_UPDATE=1"
    );
}

#[test]
fn names_of_files_are_looked_at() {
    let book = Book::of("Text.\n");
    let manifest = fs::read(book.path("book.toml")).expect("it is there");
    for (name, fires) in [
        ("my book.toml", true),
        ("книга.toml", true),
        ("nul.toml", true),
        ("house-2.toml", false),
    ] {
        book.put(name, &manifest);
        let run = book.run(&["check", name]);
        assert_eq!(run.err.contains("note[file-name]"), fires, "{name}: {}", run.err);
    }
}
