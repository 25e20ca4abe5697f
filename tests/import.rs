//! Articles imported from elsewhere: each file of `tests/import/` with the Markdown and the report
//! that come of it, and what holds for all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use publish::diag::render::{Format, render};
use publish::diag::{Diagnostic, Severity};
use publish::import::{self, Imported, Input, Options, Target};

mod generated;
mod hostile;
mod nesting;
mod sources;
mod words;

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
        let place =
            place.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
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
        let files: Vec<&str> =
            imported.written.iter().map(|it| it.path.as_str()).collect();
        let all =
            format!("{article}\n———\n{}———\n{}\n", told(&imported), files.join("\n"));
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
        let allowed = [
            "warning[pending-figure]",
            "warning[missing-alt]",
            "warning[unknown-language]",
        ];
        let other = err.lines().filter(|line| {
            line.starts_with("warning[")
                && !allowed.iter().any(|code| line.starts_with(code))
        });
        // What the reader does not understand, the writer should not have written.
        let unread: Vec<&str> = other
            .filter(|line| {
                [
                    "invalid-attribute",
                    "raw-html",
                    "undefined-link",
                    "stated-twice",
                    "late-title",
                    "extra-cell",
                    "block-content",
                    "control-character",
                    "unclosed-block",
                    "unknown-block",
                ]
                .iter()
                .any(|code| line.contains(code))
            })
            .collect();
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
        text += &format!(
            "\"Quotation {number} stands alone in its paragraph and says a little.\"\n\nA paragraph of the text that stands between, long enough to be one, and it says nothing of interest to anybody.\n\n"
        );
    }
    let imported = import_bytes("many.txt", text.as_bytes());
    let format = Format::Text { colour: false };
    let shown = render(&imported.found, &imported.files, format);
    assert!(shown.contains("Quotation 79"), "{shown}");
}

#[test]
fn a_drop_cap_is_the_first_letter_of_its_paragraph() {
    let document = format!(
        "<w:document {}><w:body><w:p><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p><w:p><w:r><w:t>he harbour lies between two hills.</w:t></w:r></w:p></w:body></w:document>",
        hostile::W
    );
    let imported = import_bytes("drop.docx", &hostile::docx(&document));
    let article = text_of(&imported, ".md");
    assert!(article.contains("\nThe harbour lies"), "{article}");
    assert!(told(&imported).contains("a drop cap is joined"), "{}", told(&imported));
}

#[test]
fn what_older_programs_show_moves_no_place() {
    let box_of = |words: &str| {
        format!("<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>")
    };
    let document = format!(
        "<w:document {} xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body><w:p><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>The harbour lies lies between two hills.</w:t></w:r></w:p></w:body></w:document>",
        hostile::W,
        box_of("Words of a box."),
        box_of("Words of a box."),
    );
    let imported = import_bytes("box.docx", &hostile::docx(&document));
    // The box is the third paragraph.
    assert!(told(&imported).contains("4:13 note[import-slip]"), "{}", told(&imported));
}

/// The command as its users meet it.
mod command {
    use crate::support::Book;

    const TEXT: &str = "A House\n\nBy Ann Author\n\nThe house stands behind a high wall, and nobody who walks past it would guess what happened there.\n";

    #[test]
    fn two_commands_make_a_pamphlet() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run = book.run(&["import", "essay.txt", "--book", "essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(
            run.out.contains("essay/01-a-house.md")
                && run.out.contains("build it with: publish essay.toml"),
            "{}",
            run.out
        );
        let run = book.run(&["essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.out.contains("essay-booklet.pdf"), "{}", run.out);
    }

    #[test]
    fn nothing_is_overwritten_and_a_dry_run_writes_nothing() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run =
            book.run(&["import", "essay.txt", "--book", "new/essay.toml", "--dry-run"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(
            run.err.contains("note[import-guess]") && !book.path("new").exists(),
            "{}",
            run.err
        );
        book.put("essay.toml", "kept");
        let run = book.run(&["import", "essay.txt", "--book", "essay.toml"]);
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains("`essay.toml` is there already"), "{}", run.err);
        assert_eq!(
            std::fs::read_to_string(book.path("essay.toml")).expect("it is there"),
            "kept"
        );
        assert!(!book.path("essay").exists());
    }

    #[test]
    fn what_was_imported_takes_its_pictures_along() {
        let book = Book::of("Text.\n");
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h7v7z\"/></svg>";
        book.put("old/pictures/house.svg", svg);
        let article = format!(
            "+++\ntitle = \"A House\"\nauthor = \"Ann Author\"\n+++\n\n![A wall](pictures/house.svg)\n\n{}",
            TEXT.rsplit("\n\n").next().unwrap_or("")
        );
        book.put("old/one.md", &article);
        let run = book.run(&["import", "old/one.md", "--book", "new/essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let read = |path: &str| std::fs::read_to_string(book.path(path)).expect("there");
        assert_eq!(read("new/essay/01-a-house.md"), article);
        assert_eq!(read("new/essay/pictures/house.svg"), svg);
        let manifest = read("new/essay.toml");
        assert!(
            manifest.contains("title = \"A House\"") && manifest.contains("Ann Author")
        );
        let run = book.run(&["new/essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let lost = article.replace("pictures/house.svg", "../elsewhere.svg");
        book.put("old/two.md", &lost);
        let run = book.run(&["import", "old/two.md", "--dry-run"]);
        assert!(run.err.contains("warning[import-doubt]"), "{}", run.err);
    }

    #[test]
    fn the_report_is_json_for_programs() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run =
            book.run(&["import", "essay.txt", "--dry-run", "--message-format", "json"]);
        let first: serde_json::Value =
            serde_json::from_str(run.out.lines().next().unwrap_or(""))
                .expect("it is JSON");
        assert_eq!(
            (first["code"].as_str(), first["file"].as_str(), first["line"].as_u64()),
            (Some("import-guess"), Some("essay.txt"), Some(1)),
            "{first}"
        );
    }

    #[test]
    fn an_encoding_may_be_stated() {
        let book = Book::of("Text.\n");
        book.put("old.txt", b"La caf\x82 de Coyoac\xa0n\n\nUn texte assez long pour que la langue en soit reconnue sans peine.\n");
        let run = book.run(&[
            "import",
            "old.txt",
            "--encoding",
            "ibm866",
            "--language",
            "fr",
            "--dry-run",
        ]);
        assert!(run.err.contains("IBM866"), "{}", run.err);
        let run = book.run(&["import", "old.txt", "--encoding", "klingon"]);
        assert_eq!(run.code, Some(2), "{}", run.err);
    }
}
