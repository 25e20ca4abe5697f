//! Preflight: whether a PDF, ours or not, is what a printer takes.
//!
//! A file is read once. Its pages are measured, and what is drawn on them is walked operator
//! by operator; whatever the printer's entry does not take is a finding, with the pages on
//! which it was met.

mod colour;
mod content;
mod file;
mod fonts;
mod gradient;
mod laid;
mod mark;
mod matrix;
mod page;
mod picture;
mod report;
mod rule;
mod walk;

use report::Measured;
pub use report::{Finding, Report};
pub use rule::Rule;

use lopdf::{Dictionary, Document};

use crate::intake::{self, Error};
use crate::printer::Printer;

/// Everything that is looked at.
struct Checked<'a> {
    pdf: &'a Document,
    /// What a page uses that uses nothing.
    nothing: &'a Dictionary,
    printer: &'a Printer,
    report: Report,
}

/// Checks a PDF against what a printer takes.
///
/// # Errors
/// When it is no PDF that can be read, or encrypted.
pub fn preflight(bytes: &[u8], printer: &Printer) -> Result<Report, Error> {
    let mut pdf = intake::open(bytes)?;
    let leaves = intake::read(&mut pdf)?.leaves;
    let report = Report::new(leaves.len());
    let nothing = &Dictionary::new();
    let mut checked = Checked { pdf: &pdf, nothing, printer, report };
    checked.file();
    checked.pages(&leaves);
    checked.contents(&leaves);
    Ok(checked.report.in_order())
}
