//! For GitHub: workflow commands that it shows beside the lines.

use std::fmt::Write;

use super::lines::Lines;
use crate::diag::{Diagnostic, Severity};

/// Writes one finding as a workflow command.
pub(super) fn write(diagnostic: &Diagnostic, lines: &mut Lines<'_>, out: &mut String) {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let _ = write!(out, "::{command} ");
    if let Some(span) = diagnostic.at {
        let (start, end) = lines.places(span);
        let file = property(&lines.path(span));
        let _ = write!(out, "file={file},line={},", start.line);
        // GitHub takes columns only for a place within one line.
        if start.line == end.line {
            let _ = write!(out, "col={},endColumn={},", start.column, end.column);
        } else {
            let _ = write!(out, "endLine={},", end.line);
        }
    }
    let help = diagnostic.help.as_ref().map_or(String::new(), |h| format!("\nhelp: {h}"));
    let message = data(&(diagnostic.message.clone() + &help));
    let _ = writeln!(out, "title={}::{message}", diagnostic.code);
}

/// The text of a command: what would end it is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: also what would end the property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
