//! Checkers of e-books by others: they are run on a finished file, within bounds of time and
//! size, and what they say is read. Which places of the source are meant is not known here.

mod ace;
mod epubcheck;
mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::diag::Severity;

/// The checkers that are known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    /// EPUBCheck by the W3C: whether a file follows EPUB 3.3.
    EpubCheck,
    /// Ace by DAISY: whether a book is accessible.
    Ace,
}

impl Tool {
    /// Its command.
    pub fn name(self) -> &'static str {
        match self {
            Tool::EpubCheck => "epubcheck",
            Tool::Ace => "ace",
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Tool::EpubCheck => "EPUBCheck",
            Tool::Ace => "Ace",
        }
    }

    /// How it is installed.
    pub fn install(self) -> &'static str {
        match self {
            Tool::EpubCheck => {
                "install Java and EPUBCheck (https://www.w3.org/publishing/epubcheck/); a package \
                 may be called `epubcheck`"
            }
            Tool::Ace => {
                "install Node.js, then `npm install --global @daisy/ace` (https://daisy.github.io/ace/)"
            }
        }
    }
}

/// A checker that is installed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checker {
    /// Which.
    pub tool: Tool,
    /// The program.
    pub program: PathBuf,
    /// What it is given before all else.
    pub first: Vec<String>,
    /// How long it may take.
    pub limit: Duration,
}

/// What a checker found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The checker's own name for the rule.
    pub rule: String,
    /// What is wrong, in the checker's words.
    pub message: String,
    /// What it says that can be done.
    pub help: Option<String>,
    /// The file in the e-book, as the checker calls it; empty for the book as a whole.
    pub path: String,
    /// Where in it.
    pub at: Place,
}

/// A place in a file of the e-book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line and a column, from 1.
    Line(u32, u32),
    /// An element, as EPUB CFI from the root of the file.
    Element(String),
}

/// Why a checker said nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// It could not be started.
    Start(String),
    /// It took too long, and was ended.
    Slow(Duration),
    /// It ended without a report; what it said instead.
    Silent(String),
    /// Files for it could not be written or read.
    Files(String),
}

/// How many findings are read.
pub const MOST: usize = 500;

/// Runs a checker on an e-book.
///
/// # Errors
/// When there is no report of it.
pub fn run(checker: &Checker, epub: &[u8]) -> Result<Vec<Finding>, Failure> {
    let failed = |error: std::io::Error| Failure::Files(error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let book = folder.path().join("book.epub");
    std::fs::write(&book, epub).map_err(failed)?;
    let mut found = match checker.tool {
        Tool::EpubCheck => epubcheck::run(checker, &book, folder.path()),
        Tool::Ace => ace::run(checker, &book, folder.path()),
    }?;
    found.truncate(MOST);
    Ok(found)
}

/// A program of a name: in a folder that the user names, or in its `bin`; else on the path.
/// EPUBCheck may be its Java archive.
pub fn find(
    tool: Tool,
    folder: Option<&Path>,
    path: &[PathBuf],
    limit: Duration,
) -> Option<Checker> {
    let named =
        folder.into_iter().flat_map(|folder| [folder.to_path_buf(), folder.join("bin")]);
    let named: Vec<PathBuf> = named.collect();
    let endings = if cfg!(windows) { &["", ".exe", ".cmd", ".bat"][..] } else { &[""] };
    let all = named.iter().chain(path).flat_map(|folder| {
        endings.iter().map(move |ending| folder.join(format!("{}{ending}", tool.name())))
    });
    if let Some(program) = all.into_iter().find(|program| program.is_file()) {
        return Some(Checker { tool, program, first: Vec::new(), limit });
    }
    let jar = named.iter().map(|folder| folder.join("epubcheck.jar"));
    let jar = jar.filter(|_| tool == Tool::EpubCheck).find(|jar| jar.is_file())?;
    let first = vec!["-jar".to_owned(), jar.to_string_lossy().into_owned()];
    Some(Checker { tool, program: "java".into(), first, limit })
}
