//! The books in `books/`, made for the press in both standards: every object is looked at, and
//! everything that is painted.

use std::path::Path;

use lopdf::Document;
use publish::printer::Standard;

use super::walk::{Ink, Painted, What};
use super::{standard, walk};
use crate::support::{Book, Run};

/// The books with what else a folder of them holds, and the manifests in it.
fn shelf() -> (Book, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shelf = Book::empty();
    for folder in ["books", "covers"] {
        copy(&root.join(folder), &shelf.path(folder));
    }
    let names = std::fs::read_dir(root.join("books")).expect("there are books");
    let names = names.map(|entry| entry.expect("readable").file_name());
    let names =
        names.filter_map(|name| Some(name.to_str()?.strip_suffix(".toml")?.to_string()));
    // The library lists the others.
    let mut names: Vec<String> = names.filter(|name| name != "library").collect();
    names.sort();
    assert!(names.len() >= 4, "{names:?}");
    (shelf, names)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("writable");
    for entry in std::fs::read_dir(from).expect("readable") {
        let from = entry.expect("readable").path();
        let to = to.join(from.file_name().expect("it has a name"));
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(std::fs::copy(&from, &to).expect("room for the test")),
        }
    }
}

/// All books as files for the press.
fn pressed(print: &str) -> Vec<(String, Document, Vec<u8>)> {
    let (shelf, names) = shelf();
    let manifests: Vec<String> =
        names.iter().map(|name| format!("{name}.toml")).collect();
    for manifest in &manifests {
        let path = format!("books/{manifest}");
        let own = std::fs::read_to_string(shelf.path(&path)).expect("readable");
        let mut keys: toml::Table = own.parse().expect("TOML");
        let asked = format!("outputs = [\"press\"]\nprint = {print}");
        keys.extend(asked.parse::<toml::Table>().expect("TOML"));
        shelf.put(&path, keys.to_string());
    }
    let mut command = shelf.command(&["--out", "../out"]);
    command.current_dir(shelf.path("books")).args(&manifests);
    let run = Run::of(command);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let read = |name: String| {
        let file = shelf.path(&format!("out/{name}/{name}-press.pdf"));
        let bytes = std::fs::read(&file).expect("it was made");
        let pdf = Document::load_mem(&bytes).expect("a PDF");
        (name, pdf, bytes)
    };
    names.into_iter().map(read).collect()
}

/// Looks through all books; gives what is painted in them.
fn look(print: &str, standard: Standard) -> Vec<Painted> {
    let mut all = Vec::new();
    for (name, pdf, bytes) in pressed(print) {
        standard::holds(&pdf, &bytes, standard);
        let painted = walk::painted(&pdf);
        walk::black_alone_overprints(&painted);
        let text = || painted.iter().filter(|it| it.what == What::Text);
        assert!(text().count() > 20, "{name} has no text");
        for it in text() {
            assert!(it.ink.is_black_alone(), "{name}: {it:?}");
        }
        all.extend(painted);
    }
    all
}

#[test]
fn the_books_are_pdf_x_4() {
    look("{ standard = \"x-4\" }", Standard::X4);
}

#[test]
fn the_books_are_pdf_x_1a() {
    let marks = "marks = [\"crop\", \"registration\", \"colour-strip\"]";
    let print = format!(
        "{{ printer = {{ bleed = \"3 mm\", ink-limit = 400, {marks} }}, standard = \"x-1a\" }}"
    );
    let painted = look(&print, Standard::X1a);
    assert!(
        painted.iter().any(|it| it.ink == Ink::Named("All".into())),
        "marks are drawn"
    );
}

#[test]
fn the_books_in_black_have_no_other_ink() {
    for it in look("{ standard = \"x-1a\", colour = \"black\" }", Standard::X1a) {
        assert!(it.ink.is_black_alone(), "{it:?}");
    }
}
