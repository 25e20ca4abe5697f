//! Outside tools, looked for on the path and where `tests/validators/install` puts them.
//!
//! A tool that is not there is named and skipped, unless `PUBLISH_VALIDATORS=required`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The validators and readers that the tests know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    /// EPUBCheck: whether an e-book follows EPUB 3.3.
    EpubCheck,
    /// Ace: whether an e-book is accessible.
    Ace,
    /// qpdf: whether a PDF is sound.
    Qpdf,
    /// poppler's pdftotext.
    Pdftotext,
    /// MuPDF's mutool.
    Mutool,
    /// Ghostscript: which inks pages are printed with.
    Ghostscript,
    /// Jing: whether XML follows a schema of RELAX NG.
    Jing,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Tool::EpubCheck => "epubcheck",
            Tool::Ace => "ace",
            Tool::Qpdf => "qpdf",
            Tool::Pdftotext => "pdftotext",
            Tool::Mutool => "mutool",
            Tool::Ghostscript => "gs",
            Tool::Jing => "jing",
        }
    }

    /// The command, ready for its arguments; `None`, said aloud, where it is not installed.
    ///
    /// # Panics
    /// When it is not installed and `PUBLISH_VALIDATORS=required`.
    pub fn command(self) -> Option<Command> {
        let name = self.name();
        let folders = env::var_os("PATH").unwrap_or_default();
        let folders = [validators().join("bin")].into_iter().chain(
            // Collected, since the paths borrow from the variable.
            env::split_paths(&folders).collect::<Vec<PathBuf>>(),
        );
        let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
        if found.is_none() {
            let required = env::var("PUBLISH_VALIDATORS").is_ok_and(|v| v == "required");
            assert!(!required, "{name} is not installed: run tests/validators/install");
            super::skip(&format!("{name} is not installed"));
        }
        found.map(Command::new)
    }

    /// What the tool says to some arguments.
    pub fn run(self, arguments: &[&str]) -> Option<Said> {
        let mut command = self.command()?;
        let output = command.args(arguments).output();
        Some(Said::of(output.unwrap_or_else(|why| panic!("{}: {why}", self.name()))))
    }
}

/// What a tool said, and whether it was content.
pub struct Said {
    pub content: bool,
    pub out: String,
    pub all: String,
}

impl Said {
    fn of(output: Output) -> Said {
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        let all = format!("{out}{}", String::from_utf8_lossy(&output.stderr));
        Said { content: output.status.success(), out, all }
    }
}

/// Where `tests/validators/install` puts what has no Debian package.
fn validators() -> PathBuf {
    let cache = || {
        let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
        env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home)
    };
    env::var_os("PUBLISH_VALIDATORS_DIR")
        .map(PathBuf::from)
        .or_else(|| cache().map(|cache| cache.join("publish-validators")))
        .unwrap_or_default()
}
