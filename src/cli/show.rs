//! `publish show BOOK.toml --document|--pages`.

use std::path::Path;

use super::Outcome;
use super::args::Common;
use super::term::Terminal;
use crate::diag::Severity;
use crate::pipeline::{self, Goal, Options};

/// Prints the dump, and what was found while making it.
pub(super) fn show(
    book: &Path,
    document: bool,
    _: &Common,
    terminal: &mut Terminal,
) -> Outcome {
    let goal = if document { Goal::ShowDocument } else { Goal::ShowPages };
    let Some(modified) = super::build::modified(terminal) else { return Outcome::Usage };
    let options = Options { goal, modified, ..Options::default() };
    let book = pipeline::build(book, &options, &|_, _| {});
    terminal.findings(&book);
    if let Some(text) = &book.shown {
        terminal.out(text);
    }
    if book.count(Severity::Error) > 0 { Outcome::Failed } else { Outcome::Clean }
}
