//! `publish catalog LIBRARY.toml`: the catalogue of a library.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{CatalogArgs, Common};
use super::build::{modified, written_line};
use super::progress::Progress;
use super::term::Terminal;
use crate::diag::Severity;
use crate::pipeline::{self, Placed, Step};
use crate::source;

/// Makes it, and says what was built and where it is.
pub(super) fn run(
    args: &CatalogArgs,
    common: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    if let Some(list) = &args.list {
        return write_list(args, list, common, terminal);
    }
    match make(&args.library, &args.out, common, terminal) {
        Ok(_) => Outcome::Clean,
        Err(outcome) => outcome,
    }
}

/// Makes the catalogue of a library, and says what was built and where it is; its folder.
pub(super) fn make(
    library: &Path,
    out: &Path,
    common: &Common,
    terminal: &mut Terminal,
) -> Result<PathBuf, Outcome> {
    let Some(modified) = modified(terminal) else { return Err(Outcome::Usage) };
    let progress = Progress::start(terminal.is_text() && !common.quiet);
    let watch = |book: &Path, step: Step| progress.step(book, &step);
    let made = pipeline::catalog(library, out, modified, &watch);
    drop(progress);
    for book in &made.books {
        terminal.findings(book);
        let wrong = book.count(Severity::Error) > 0;
        if !common.quiet && !wrong {
            terminal.line(&format!("{}  built", book.path.display()));
            if common.verbose > 0 {
                for written in &book.written {
                    terminal.line(&format!("  {}", written_line(written, None)));
                }
            }
        }
    }
    terminal.findings(&made.library);
    match made.placed {
        Some(placed) => {
            if !common.quiet {
                terminal.line(&line(&placed));
            }
            Ok(placed.folder)
        }
        None => Err(Outcome::Failed),
    }
}

/// Writes the article "Also published", unless it stands there already.
fn write_list(
    args: &CatalogArgs,
    list: &Path,
    common: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    if let Some(gone) = args.without.iter().find(|book| !book.exists()) {
        let message = format!("there is no book `{}` to leave out", gone.display());
        terminal.error(&message, "name its manifest, as in `--without books/one.toml`");
        return Outcome::Failed;
    }
    let (library, article) = pipeline::also_published(&args.library, &args.without);
    terminal.findings(&library);
    let Some(article) = article else { return Outcome::Failed };
    // A book that has it among its articles need not be built again for nothing.
    let is_there = fs::read(list).is_ok_and(|there| there == article.as_bytes());
    let first = article.lines().next();
    let others = !is_there
        && fs::read(list)
            .is_ok_and(|there| String::from_utf8_lossy(&there).lines().next() != first);
    if others {
        let message =
            format!("`{}` is an article of yours, and is left as it is", list.display());
        terminal.error(&message, "name a file that is not there yet with `--list`");
        return Outcome::Failed;
    }
    if !is_there && let Err(error) = pipeline::place(article.as_bytes(), list) {
        let why = source::reason(&error);
        let message = format!("`{}` cannot be written: {why}", list.display());
        terminal.error(&message, "name another file with `--list`");
        return Outcome::Failed;
    }
    if !common.quiet {
        let change = if is_there { "as it was" } else { "written" };
        terminal.line(&format!("{}  {change}", list.display()));
    }
    Outcome::Clean
}

/// `build/library  14 entries, 4 books  2.1 MB  12 files new, 40 as they were, 3 gone`.
fn line(placed: &Placed) -> String {
    let counted = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let change = placed.change;
    let mut changes = Vec::new();
    if change.written > 0 {
        changes.push(format!("{} new", counted(change.written, "file", "files")));
    }
    if change.removed > 0 {
        changes.push(format!("{} gone", counted(change.removed, "file", "files")));
    }
    if changes.is_empty() {
        changes.push("as it was".to_owned());
    }
    format!(
        "{}  {}, {}  {:.1} MB  {}",
        placed.folder.join("index.html").display(),
        counted(placed.entries, "entry", "entries"),
        counted(placed.books, "book", "books"),
        placed.bytes as f64 / 1e6,
        changes.join(", ")
    )
}
