//! A small book in a temporary folder, built by the command or through the library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use publish::assemble::Gather;
use publish::diag::{Diagnostic, Sink};
use publish::document::Document;
use publish::font::Fonts;
use publish::pages::Pages;
use publish::source::Files;
use publish::theme::{NotePlace, Theme};
use publish::typeset::{Job, Pagination};
use publish::{assemble, manifest, markdown, theme, typeset};
use toml::{Table, Value};

/// A book in the making: a manifest, articles and other files.
pub struct Book {
    folder: tempfile::TempDir,
    manifest: Table,
}

/// What a run of the command said, how it ended, and how long it took.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub time: Duration,
}

/// A book as the library lays it out.
pub struct Layout {
    pub document: Document,
    pub pages: Pages,
    pub fonts: Fonts,
    pub theme: Theme,
    pub found: Vec<Diagnostic>,
    pub files: Files,
}

impl Book {
    /// A book of one article, `case.md`.
    pub fn of(text: impl AsRef<[u8]>) -> Book {
        Book::empty().file("case.md", text).key("articles = [\"case.md\"]")
    }

    /// A book without articles.
    pub fn empty() -> Book {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let book = Book { folder, manifest: Table::new() };
        book.key("title = \"Case\"\nlanguage = \"en-GB\"\nauthor = \"A. Hand\"")
    }

    /// Sets keys of the manifest, written as TOML.
    pub fn key(mut self, toml: &str) -> Book {
        let table: Table = toml.parse().unwrap_or_else(|why| panic!("{toml}: {why}"));
        overlay(&mut self.manifest, table);
        let text = self.manifest.to_string();
        self.file("book.toml", text)
    }

    /// Takes a key out of the manifest.
    pub fn without(mut self, key: &str) -> Book {
        self.manifest.remove(key);
        let text = self.manifest.to_string();
        self.file("book.toml", text)
    }

    /// Writes a file beside the manifest.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Book {
        self.put(path, bytes);
        self
    }

    /// Writes a file beside the manifest, again and again.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("writable");
        fs::write(path, bytes).expect("writable");
    }

    /// A path in the book's folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The command, to be run in the book's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_publish"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
        // Nobody's own printers.
        command.env("XDG_CONFIG_HOME", self.path("config"));
        command
    }

    /// Runs the command in the book's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// Builds both outputs.
    pub fn build(&self) -> Run {
        self.run(&["book.toml"])
    }

    /// An output of [`Book::build`].
    pub fn output(&self, extension: &str) -> Vec<u8> {
        let path = self.path("build/book/book").with_extension(extension);
        fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    }

    /// Reads, assembles and lays out the book as the pipeline does, but keeps what lies
    /// between its stages. `design` changes the theme.
    pub fn lay_out(&self, design: impl FnOnce(&mut Theme)) -> Layout {
        let (mut files, mut sink) = (Files::default(), Sink::default());
        let manifest = manifest::read(&self.path("book.toml"), &mut files, &mut sink)
            .unwrap_or_else(|_| panic!("the manifest is good"));
        let articles = manifest
            .articles
            .iter()
            .map(|entry| {
                if entry.path.as_os_str().is_empty() {
                    return None;
                }
                let text = fs::read_to_string(&entry.path).expect("the article is there");
                let file = files.add(Path::new(&entry.written), &text);
                Some(markdown::parse(file, &files.text(file), &mut sink))
            })
            .collect();
        let document = assemble::assemble(&manifest, articles, &files, &mut sink);
        let mut theme = theme::builtin("pamphlet").expect("it is built in");
        design(&mut theme);
        let document = match theme.notes.print {
            NotePlace::Foot => document,
            NotePlace::Article => assemble::gather_notes(&document, Gather::Article),
            NotePlace::Book => assemble::gather_notes(&document, Gather::Book),
        };
        let fonts = Fonts::embedded();
        let job = Job {
            document: &document,
            theme: &theme,
            fonts: &fonts,
            house: &manifest.hyphenation,
            files: &files,
            covers: None,
            pagination: Pagination::Optimal,
            proofread: true,
        };
        let pages = typeset::typeset(&job, &mut sink);
        let found = sink.into_found();
        Layout { document, pages, fonts, theme, found, files }
    }
}

impl Run {
    /// Runs a command to its end.
    pub fn of(mut command: Command) -> Run {
        let start = Instant::now();
        let Output { status, stdout, stderr } = command.output().expect("it runs");
        let time = start.elapsed();
        let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
        Run { code: status.code(), out: text(stdout), err: text(stderr), time }
    }
}

/// Puts a table over another, key by key.
fn overlay(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => overlay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
