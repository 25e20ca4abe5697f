//! Articles imported from elsewhere: each file of `tests/import/` with the Markdown and the report
//! that come of it, and what holds for all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use publish::diag::render::{Format, render};
use publish::diag::{Diagnostic, Severity};
use publish::import::{self, Imported, Input, Options, Target};

mod sources;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// Imports one file as a book of its own.
fn import_as(name: &str, bytes: &[u8], target: Target) -> Imported {
    let beside = |wanted: &str| fs::read(folder().join(wanted)).ok();
    let path = Path::new(name);
    let input = Input { path, bytes, beside: &beside };
    import::import(&[input], &Options { language: None, encoding: None, target })
}

fn import_bytes(name: &str, bytes: &[u8]) -> Imported {
    import_as(name, bytes, Target::Book("book".into()))
}

/// The report, one finding a line, without excerpts.
fn told(imported: &Imported) -> String {
    let line = |found: &Diagnostic| {
        let place = found.at.map(|at| imported.files.place(at));
        let place = place.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
        let severity = match found.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!("{place}{severity}[{}] {}\n", found.code.name(), found.message)
    };
    imported.found.iter().map(line).collect()
}

fn text_of<'a>(imported: &'a Imported, ending: &str) -> &'a str {
    let output = imported.written.iter().find(|output| output.path.ends_with(ending));
    output.map_or("", |output| std::str::from_utf8(&output.bytes).expect("it is text"))
}

/// Every file to import, by its name, packed where it is kept as parts.
fn fixtures() -> BTreeMap<String, Vec<u8>> {
    sources::all(&folder())
}

#[test]
fn fixtures_come_out_as_they_should() {
    for (name, bytes) in fixtures() {
        let target = match name.starts_with("list") {
            true => Target::Library("library.toml".into()),
            false => Target::Book("book".into()),
        };
        let imported = import_as(&name, &bytes, target);
        let article = match name.starts_with("list") {
            true => text_of(&imported, ".toml").to_string(),
            false => text_of(&imported, ".md").to_string(),
        };
        let files: Vec<&str> = imported.written.iter().map(|it| it.path.as_str()).collect();
        let all = format!("{article}\n———\n{}———\n{}\n", told(&imported), files.join("\n"));
        insta::with_settings!({ snapshot_path => "import/expected", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.replace('.', "_"), all);
        });
    }
}

#[test]
fn fixtures_build_at_once() {
    let publish = env!("CARGO_BIN_EXE_publish");
    for (name, bytes) in fixtures() {
        if name.starts_with("list") {
            continue;
        }
        let dir = tempfile::tempdir().expect("a temporary folder");
        let imported = import_bytes(&name, &bytes);
        for output in &imported.written {
            let path = dir.path().join(&output.path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("writable");
            fs::write(path, &output.bytes).expect("writable");
        }
        let ran = std::process::Command::new(publish)
            .args(["book.toml", "--only", "epub,pdf"])
            .current_dir(dir.path())
            .output()
            .expect("it runs");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{name}: {err}");
        let allowed = ["warning[pending-figure]", "warning[missing-alt]", "warning[unknown-language]"];
        let other = err.lines().filter(|line| line.starts_with("warning[") && !allowed.iter().any(|code| line.starts_with(code)));
        // What the reader does not understand, the writer should not have written.
        let unread: Vec<&str> = other.filter(|line| ["invalid-attribute", "raw-html", "undefined-link", "stated-twice", "late-title", "extra-cell", "block-content", "control-character", "unclosed-block", "unknown-block"].iter().any(|code| line.contains(code))).collect();
        assert!(unread.is_empty(), "{name}: {unread:?}");
    }
}

#[test]
fn what_was_imported_changes_no_more() {
    for (name, bytes) in fixtures() {
        if name.starts_with("list") {
            continue;
        }
        let first = import_bytes(&name, &bytes);
        let article = text_of(&first, ".md");
        for again in ["article.md", "article.txt"] {
            let second = import_bytes(again, article.as_bytes());
            assert_eq!(text_of(&second, ".md"), article, "{name} as {again}");
        }
    }
}

#[test]
fn the_report_is_shown_whole() {
    let mut text = String::from("A title\n\n");
    for number in 0..80 {
        text += &format!("\"Quotation {number} stands alone in its paragraph and says a little.\"\n\nA paragraph of the text that stands between, long enough to be one, and it says nothing of interest to anybody.\n\n");
    }
    let imported = import_bytes("many.txt", text.as_bytes());
    let format = Format::Text { colour: false };
    let shown = render(&imported.found, &imported.files, format);
    assert!(shown.contains("Quotation 79"), "{shown}");
}
