//! For programs: one JSON object a line.

use serde::Serialize;

use super::lines::Lines;
use crate::diag::Diagnostic;
use crate::source::Span;

/// One finding. The keys are a promise.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: Where,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: Where,
}

#[derive(Serialize, Default)]
struct Where {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// Writes one finding as a line.
pub(super) fn write(diagnostic: &Diagnostic, lines: &mut Lines<'_>, out: &mut String) {
    let mut place = |span: Span| {
        let (start, end) = lines.places(span);
        Where {
            file: Some(lines.path(span)),
            line: Some(start.line),
            column: Some(start.column),
            end_line: Some(end.line),
            end_column: Some(end.column),
        }
    };
    let finding = Finding {
        code: diagnostic.code.name(),
        severity: super::name(diagnostic.severity),
        message: &diagnostic.message,
        at: diagnostic.at.map_or_else(Where::default, &mut place),
        help: diagnostic.help.as_deref(),
        related: diagnostic
            .related
            .iter()
            .map(|(span, message)| Related { message, at: place(*span) })
            .collect(),
    };
    if let Ok(line) = serde_json::to_string(&finding) {
        out.push_str(&line);
        out.push('\n');
    }
}
