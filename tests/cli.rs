//! The command as its users meet it: arguments, messages, exit codes, files.

use crate::support::Book;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with a small book, and the command run in it.
struct Desk {
    dir: tempfile::TempDir,
}

const MANIFEST: &str =
    "title = \"A Book\"\nlanguage = \"en\"\nauthor = \"Ann\"\narticles = [\"01.md\"]\n";

impl Desk {
    /// A desk with a book of one article.
    fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a temporary folder") };
        desk.file("book.toml", MANIFEST);
        desk.file("01.md", "# One\n\nText of the article.\n");
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join("desk").join(path)
    }

    fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))
            .expect("the folder can be made");
        fs::write(path, text).expect("the desk is writable");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
        command.current_dir(self.path("")).args(arguments);
        command.env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the command runs"))
    }
}

/// What a run said, and how it ended.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
        Run {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

#[test]
fn a_book_is_built_with_a_line_for_each_file() {
    let desk = Desk::new();
    let run = desk.run(&["book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.out);
    assert!(lines[0].starts_with("build/book/book.epub  1 section  "), "{}", lines[0]);
    assert!(lines[1].starts_with("build/book/book.pdf  "), "{}", lines[1]);
    assert!(lines.iter().all(|line| line.ends_with(" s")));
    let mut files: Vec<_> = fs::read_dir(desk.path("build/book"))
        .expect("it was made")
        .map(|entry| entry.expect("readable").file_name())
        .collect();
    files.sort();
    assert_eq!(files, ["book.epub", "book.pdf"]);
}

#[test]
fn out_only_and_quiet_do_what_they_say() {
    let desk = Desk::new();
    let run = desk.run(&["book.toml", "--out", "away", "--only", "epub", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    assert!(desk.path("away/book/book.epub").is_file());
    assert!(!desk.path("away/book/book.pdf").exists());
    assert!(!desk.path("build").exists());
}

#[test]
fn checking_writes_nothing() {
    let desk = Desk::new();
    let run = desk.run(&["check", "book.toml"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!desk.path("build").exists());
}

#[test]
fn several_books_come_in_the_order_of_the_arguments() {
    let desk = Desk::new();
    let names: Vec<String> = (0..6).map(|n| format!("book{n}.toml")).collect();
    for name in &names {
        desk.file(name, MANIFEST);
    }
    let arguments: Vec<&str> = names.iter().rev().map(String::as_str).collect();
    let run = desk.run(&[&arguments[..], &["--only", "epub"]].concat());
    let order: Vec<&str> = run.out.lines().filter_map(|line| line.get(6..11)).collect();
    assert_eq!(order, ["book5", "book4", "book3", "book2", "book1", "book0"]);
    desk.file("other/book1.toml", MANIFEST);
    let run = desk.run(&["book1.toml", "other/book1.toml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("would be written to the same place"), "{}", run.err);
}

#[test]
fn a_manifest_that_is_not_there_is_looked_for_nearby() {
    let desk = Desk::new();
    desk.file("demo/demo.toml", MANIFEST);
    for (wanted, near) in [
        ("book", "`book.toml`"),
        ("bok.toml", "`book.toml`"),
        ("demo.toml", "`demo/demo.toml`"),
        ("demo/demo", "`demo/demo.toml`"),
    ] {
        let run = desk.run(&["check", wanted, "--message-format", "json"]);
        assert_eq!(run.code, Some(1));
        let finding: serde_json::Value =
            serde_json::from_str(run.out.trim()).expect("one finding");
        assert_eq!(finding["file"], *wanted);
        assert_eq!(finding["help"], format!("did you mean {near}?"));
    }
    let run = desk.run(&["check", "gone.toml"]);
    insta::assert_snapshot!(run.err, @r#"
    error[unreadable-file]: there is no file `gone.toml`
     --> gone.toml
     = help: name the manifest of a book; `publish new FOLDER` starts one

    gone.toml: 1 error
    "#);
}

#[test]
fn a_misspelt_command_builds_nothing() {
    let desk = Desk::new();
    let run = desk.run(&["chekc", "book.toml"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("did you mean `publish check`?"), "{}", run.err);
    assert!(!desk.path("build").exists());
}

#[test]
fn errors_leave_earlier_outputs_untouched() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["book.toml"]).code, Some(0));
    let before = fs::read(desk.path("build/book/book.epub")).expect("it was made");
    desk.file("01.md", b"# One\n\nCaf\xe9.\n");
    let run = desk.run(&["book.toml"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    insta::assert_snapshot!(run.err, @r#"
    error[invalid-utf8]: `01.md` is not UTF-8 text: byte 0xE9 at line 3, column 4 (byte 10 of the file)
     --> 01.md:3:4
      |
    3 | Caf�.
      |    ^
      |
     ::: book.toml:4:13
      |
    4 | articles = ["01.md"]
      |             ------- the file is named here
      |
      = help: the file may be in an older encoding (in Latin-1 the byte is `é`); save it again as UTF-8

    book.toml: 1 error; nothing was written
    "#);
    let after = fs::read(desk.path("build/book/book.epub")).expect("it is still there");
    assert!(before == after);
}

#[test]
fn a_number_of_threads_beyond_reason_is_as_good_as_any() {
    let desk = Desk::new();
    let start = std::time::Instant::now();
    assert_eq!(desk.run(&["check", "book.toml", "--threads", "100000"]).code, Some(0));
    assert!(start.elapsed().as_secs() < 30, "took {:?}", start.elapsed());
}

#[test]
fn same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["book.toml", "--threads", "1"]).code, Some(0));
    assert_eq!(desk.run(&["book.toml", "--threads", "8", "--out", "b"]).code, Some(0));
    for file in ["book/book.epub", "book/book.pdf"] {
        let read = |folder| fs::read(desk.path(folder).join(file)).expect("it was made");
        assert!(read("build") == read("b"), "{file}");
    }
}

#[test]
fn what_is_no_manifest_is_told_from_its_name() {
    let desk = Desk::new();
    let cases = [
        ("01.md", "`01.md` is an article, not a manifest"),
        (".", "`.` is a folder, not a manifest"),
        ("bok.toml", "there is no file `bok.toml`"),
    ];
    for (path, message) in cases {
        let run = desk.run(&[path]);
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains(message), "{}", run.err);
    }
    assert!(desk.run(&["bok.toml"]).err.contains("did you mean `book.toml`?"));
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::new();
    for arguments in [
        &["--no-such-option"][..],
        &[],
        &["show", "book.toml"],
        &["book.toml", "--only", "docx"],
        &["book.toml", "--threads", "0"],
        &["explain", "no-such-code"],
    ] {
        assert_eq!(desk.run(arguments).code, Some(2), "{arguments:?}");
    }
    let mut command = desk.command(&["book.toml"]);
    let run = Run::of(
        command.env("SOURCE_DATE_EPOCH", "yesterday").output().expect("the command runs"),
    );
    assert_eq!(run.code, Some(2), "{}", run.err);
}

#[test]
fn every_help_has_an_example() {
    let desk = Desk::new();
    for command in ["", "check", "show", "explain", "new", "schema"] {
        let arguments = [command, "--help"];
        let run = desk.run(&arguments[usize::from(command.is_empty())..]);
        assert_eq!(run.code, Some(0));
        assert!(run.out.contains("Example"), "{command}");
    }
}

#[test]
fn every_code_is_listed_and_explained() {
    let desk = Desk::new();
    let list = desk.run(&["explain"]).out;
    for code in publish::diag::Code::ALL {
        assert!(list.lines().any(|line| line.starts_with(code.name())));
    }
    let run = desk.run(&["explain", "error[dangling-link]:"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.starts_with("dangling-link (error)\n"), "{}", run.out);
}

#[test]
fn a_new_book_builds_without_a_warning() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["new", "First Book"]).code, Some(0));
    let run = desk.run(&["First Book/first-book.toml"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert!(desk.path("build/first-book/first-book.pdf").is_file());
    let again = desk.run(&["new", "First Book"]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn show_prints_the_document_and_the_pages() {
    let desk = Desk::new();
    let run = desk.run(&["show", "book.toml", "--document"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("Text of the article."), "{}", run.out);
    assert_eq!(desk.run(&["show", "book.toml", "--pages"]).code, Some(0));
}

#[test]
fn programs_get_one_object_a_line() {
    let desk = Desk::new();
    desk.file("book.toml", format!("colour = 1\ntitel = 2\n{MANIFEST}"));
    let run = desk.run(&["check", "book.toml", "--message-format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let codes: Vec<String> = run
        .out
        .lines()
        .map(|line| {
            let object: serde_json::Value =
                serde_json::from_str(line).expect("a line is an object");
            format!("{} {}:{}", object["code"], object["line"], object["column"])
        })
        .collect();
    assert_eq!(codes, ["\"unknown-key\" 1:1", "\"unknown-key\" 2:1"]);
    let run = desk.run(&["check", "book.toml", "--message-format", "github"]);
    assert!(run.out.starts_with("::error file=book.toml,line=1,col=1,"), "{}", run.out);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let desk = Desk::new();
    for arguments in [
        &["show", "book.toml", "--document"][..],
        &["book.toml", "--only", "epub"],
        &["explain"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").expect("Linux");
        let output = desk.command(arguments).stdout(full).output().expect("it runs");
        let run = Run::of(output);
        assert_eq!(run.code, Some(1), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("the disk is full"), "{}", run.err);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new();
    let mut command = desk.command(&["explain"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
}

#[test]
fn an_output_folder_that_cannot_be_made_is_an_error() {
    let desk = Desk::new();
    desk.file("taken", "a file");
    let run = desk.run(&["book.toml", "--out", "taken"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.contains("error[unwritable-output]: `taken/book` cannot be written"));
}

#[test]
fn margins_without_room_are_an_error() {
    let desk = Desk::new();
    desk.file("book.toml", format!("{MANIFEST}[design]\nmargins = \"70 mm\"\n"));
    let run = desk.run(&["book.toml"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.err, @r#"
    error[page-too-small]: the margins leave 8 mm for a line of text
     --> book.toml:6:1
      |
    6 | margins = "70 mm"
      | ^^^^^^^
      |
      = help: a page needs 5 lines of about 20 characters; make the page larger, or the margins or the type smaller

    book.toml: 1 error; nothing was written
    "#);
}

#[test]
fn all_that_is_wrong_with_a_manifest_comes_out_in_one_run() {
    let desk = Desk::new();
    desk.file("sub/x.md", "x");
    desk.file("book.toml", include_str!("cli/wrong.toml"));
    let run = desk.run(&["check", "book.toml"]);
    assert_eq!(run.code, Some(1));
    let short: String = run
        .err
        .lines()
        .filter(|line| {
            let line = line.trim_start();
            ["error", "-->", ":::", "= help", "book.toml"]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .map(|line| line.trim_start().to_string() + "\n")
        .collect();
    insta::assert_snapshot!(short, @r#"
    error[unknown-key]: unknown key `titel` in the manifest
    --> book.toml:1:1
    = help: did you mean `title`?
    error[wrong-type]: expected a text, found a number
    --> book.toml:2:12
    = help: put it between quotation marks: `subtitle = "A short history"`
    error[invalid-value]: `english` is not a language tag
    --> book.toml:3:12
    = help: write a tag such as `en-GB`, `es` or `de`, not the language's name
    error[invalid-value]: the text is empty
    --> book.toml:4:13
    = help: say something, or leave the key out where it may be
    error[invalid-value]: `2025-02-30` is not a date
    --> book.toml:5:8
    = help: write a year, a month or a day that is in the calendar: `2025`, `"2025-06"` or `2025-06-08`
    error[unknown-key]: unknown key `colour` in the manifest
    --> book.toml:6:1
    = help: it belongs to `[print]`
    error[wrong-type]: expected a text, found a number
    --> book.toml:7:19
    = help: put it between quotation marks: `authors = ["A. Writer", "B. Writer"]`
    error[unreadable-file]: there is no file `02.md`
    --> book.toml:10:3
    = help: paths are taken relative to the folder of the file that names them
    error[outside-root]: `../../secret.md` leaves the book's root folder `desk`
    --> book.toml:11:3
    = help: move the file below the root, or set `root` in the manifest to a folder that holds everything (`root = ".."`)
    error[unreadable-file]: `sub` is a folder, not a file
    --> book.toml:12:3
    = help: name the file itself
    error[invalid-value]: `01.md` is in the book twice
    --> book.toml:13:12
    ::: book.toml:9:3
    = help: each article is in a book once; copy the file to repeat it
    error[invalid-value]: `chaper` is not known here
    --> book.toml:13:28
    = help: did you mean `chapter`?
    error[missing-key]: an article's table has no `file`
    --> book.toml:14:3
    = help: add it: `file = "01-first.md"`
    error[invalid-value]: `01.md` is in the book twice
    --> book.toml:15:12
    ::: book.toml:9:3
    = help: each article is in a book once; copy the file to repeat it
    error[unknown-key]: unknown key `rolle` in an article's table
    --> book.toml:15:21
    = help: did you mean `role`?
    error[wrong-type]: expected a file or a table with `file`, found a number
    --> book.toml:16:3
    = help: write it so: `articles = ["01-first.md"]`
    error[invalid-value]: `pfd` is not known here
    --> book.toml:18:20
    = help: did you mean `pdf`?
    error[unreadable-file]: there is no file `cover.png`
    --> book.toml:19:9
    = help: paths are taken relative to the folder of the file that names them
    error[missing-key]: `series` has no `name`
    --> book.toml:20:10
    = help: add it: `name = "Houses of Exile"`
    error[wrong-type]: expected a whole number that is not negative, found a number
    --> book.toml:20:21
    = help: write it so: `number = 3`
    error[invalid-value]: `not-a-uuid` is not a UUID
    --> book.toml:23:8
    = help: a UUID has 32 hexadecimal digits: `5c0d2b8e-6f1a-4c57-9a3e-20a81940c0a1`; left out, one is derived from the title and the authors
    error[invalid-value]: `978-3-16-148410-5` has the check digit 5, but its digits ask for 0
    --> book.toml:24:13
    = help: two digits may have changed places; compare it with the list of your ISBN agency
    error[invalid-value]: `0-306-40615-2` is an ISBN-10
    --> book.toml:25:14
    = help: ISBNs have 13 digits today; this one is `9780306406157`
    error[invalid-value]: `transaltor` is not a role
    --> book.toml:29:8
    = help: did you mean `translator`?
    error[missing-key]: `[[contributors]]` has no `name`
    --> book.toml:31:1
    = help: add it: `name = "A. Writer"`
    error[invalid-value]: there is no theme `pamphlett`
    --> book.toml:35:9
    = help: did you mean `pamphlet`?
    error[invalid-value]: `A55` is not a page size that is known
    --> book.toml:36:8
    = help: did you mean `A5`? A measure looks like `148 x 210 mm`
    error[wrong-type]: expected a length, found a number without a unit
    --> book.toml:37:8
    = help: write it with its unit, between quotation marks: `"11 pt"`
    error[unknown-key]: unknown key `isbn-epub` in `[design]`
    --> book.toml:38:1
    = help: it belongs to `[identifiers]`
    error[invalid-value]: `14` has no unit
    --> book.toml:39:11
    = help: write a number and mm, cm, in, pt or pc: `"14 pt"`
    error[missing-key]: `margins` has no `outer`
    --> book.toml:40:11
    = help: add it: `outer = "20 mm"`
    error[invalid-value]: `2 ells` has a unit that is not known
    --> book.toml:40:21
    = help: write a number and mm, cm, in, pt or pc: `"20 mm"`
    error[unreadable-file]: there is no file `fonts`
    --> book.toml:41:9
    = help: paths are taken relative to the folder of the file that names them
    error[invalid-value]: `rekto` is not known here
    --> book.toml:42:12
    = help: did you mean `recto`?
    error[wrong-type]: expected `true` or `false`, found a text
    --> book.toml:43:15
    = help: write it so: `embed-fonts = true`
    error[invalid-value]: `two words` is not a word with hyphens
    --> book.toml:46:25
    = help: write one word with a hyphen at each place where it may be divided: `dia-lec-tic`
    error[invalid-value]: `spanish` is not a language tag
    --> book.toml:47:1
    = help: write `words` for the book's language, or a tag such as `es`
    error[invalid-value]: there is no diagnostic `raw-htm`
    --> book.toml:50:10
    = help: did you mean `raw-html`?
    error[invalid-value]: `unreadable-file` is always an error
    --> book.toml:50:21
    = help: no output would be whole with it; see `publish explain`
    book.toml: 39 errors
    "#);
}

#[test]
fn a_book_fits_the_pages_that_are_asked_for_or_is_told_which_it_can_have() {
    let text =
        "The house stood behind a wall at the corner of two quiet streets. ".repeat(420);
    let book = Book::of(text.replace("streets. The", "streets.\n\nThe"));
    let natural = page_count(&book);
    let fitted = book.key(&format!("design.fit.pages = {}", natural + 1));
    let run = fitted.run(&["check", "book.toml"]);
    assert!(run.err.contains("note[fitted]"), "{}", run.err);
    assert_eq!(page_count(&fitted), natural + 1);
    let few = fitted.key("design.fit.pages = 3");
    let run = few.run(&["check", "book.toml"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.err.contains("error[cannot-fit]") && run.err.contains("at the least"),
        "{}",
        run.err
    );
    assert!(run.err.contains("book.toml:"), "{}", run.err);
}

fn page_count(book: &Book) -> usize {
    let run = book.run(&["show", "book.toml", "--pages"]);
    run.out.lines().filter(|line| line.starts_with("page ")).count()
}

/// Quiet is quiet in every command: only what is wrong is said.
#[test]
fn quiet_says_only_what_is_wrong_in_every_command() {
    let book = Book::of("# A\n\nText.\n").key("outputs = [\"pdf\", \"booklet\"]");
    for arguments in [
        &["book.toml", "-q"][..],
        &["check", "book.toml", "-q"],
        &["impose", "-q", "build/book/book.pdf", "--scheme", "2-up"],
        &["preflight", "-q", "build/book/book-booklet.pdf", "--printer", "office-a4"],
        &["test-sheet", "-q", "--printer", "ours"],
        &["test-sheet", "-q", "--printer", "ours", "--says", "A 5"],
        &["new", "-q", "pamphlet"],
    ] {
        let run = book.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}{}", run.out, run.err);
        assert_eq!((&*run.out, &*run.err), ("", ""), "{arguments:?}");
    }
    let run = book.run(&["preflight", "-q", "build/book/book.pdf", "--printer", "kdp"]);
    assert!(run.out.contains("error"), "{}", run.out);
}

/// Sheets are for office printers: a shop is not taken for one.
#[test]
fn no_sheets_are_made_for_a_print_shop() {
    let book = Book::of("# A\n\nText.\n").key("outputs = [\"pdf\", \"booklet\"]");
    for printer in ["kdp", "european-offset"] {
        let run = book.run(&["book.toml", "--printer", printer]);
        assert_eq!(run.code, Some(2), "{}", run.err);
        assert!(run.err.contains("it takes no sheets"), "{}", run.err);
        assert!(run.err.contains("--printer office-a4"), "{}", run.err);
        assert!(!book.path("build").exists());
    }
    assert_eq!(book.run(&["book.toml", "--printer", "office-letter"]).code, Some(0));
    let run = book.run(&["impose", "build/book/book.pdf", "--printer", "lulu"]);
    assert_eq!(run.code, Some(2), "{}", run.err);
}
