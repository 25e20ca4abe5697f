//! `publish show BOOK.toml --document|--pages|--epub`.

use std::path::PathBuf;

use super::Outcome;
use super::args::FormatArg;
use super::term::Terminal;
use crate::diag::Severity;
use crate::pipeline::{self, Goal, Options};

/// Prints the dump, and what was found while making it.
pub(super) fn show(
    book: PathBuf,
    (document, epub): (bool, bool),
    terminal: &mut Terminal,
) -> Outcome {
    let goal = match (document, epub) {
        (true, _) => Goal::ShowDocument,
        (false, true) => Goal::ShowEpub { json: terminal.format() == FormatArg::Json },
        (false, false) => Goal::ShowPages,
    };
    let Some(modified) = super::build::modified(terminal) else { return Outcome::Usage };
    let options = Options { goal, modified, ..Options::default() };
    let mut outcome = Outcome::Clean;
    for book in pipeline::build_all(&[book], &options, &|_, _| {}) {
        terminal.findings(&book);
        terminal.out(book.shown.as_deref().unwrap_or(""));
        if book.count(Severity::Error) > 0 {
            outcome = Outcome::Failed;
        }
    }
    outcome
}
