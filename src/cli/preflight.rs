//! `publish preflight FILE.pdf --printer NAME`: whether a printer takes a PDF.

use std::path::Path;

use super::args::{FormatArg, PreflightArgs};
use super::term::Terminal;
use super::{Outcome, impose, printer};
use crate::diag::render::{Format, render};
use crate::diag::{Code, Diagnostic, Severity};
use crate::preflight::{Finding, Report, preflight};
use crate::source::Files;

/// Checks a file and reports: as a table, or for programs.
pub(super) fn run(args: &PreflightArgs, terminal: &mut Terminal) -> Outcome {
    let Some(bytes) = impose::read(&args.file, terminal) else { return Outcome::Failed };
    let Ok(Some(printer)) = printer::named(Some(&args.printer), terminal) else {
        return Outcome::Usage;
    };
    let printer = if args.cover { printer.of_cover() } else { printer };
    let report = match preflight(&bytes, &printer) {
        Ok(report) => report,
        Err(error) => {
            let message = format!("`{}`: {error}", args.file.display());
            terminal.error(&message, impose::unread(&error));
            return Outcome::Failed;
        }
    };
    let file = &args.file;
    match terminal.format() {
        // A file that is taken is no news to who wants to know only what is wrong.
        FormatArg::Text if terminal.is_quiet() && report.findings().is_empty() => {}
        FormatArg::Text => terminal.out(&table(&report, file, printer.called())),
        FormatArg::Json => terminal.out(&lines(&report, file, &printer.name)),
        FormatArg::Github => {
            let found = annotations(&report, file);
            let (files, format) = (Files::default(), Format::Github);
            terminal.out(&render(&found, &files, format));
        }
    }
    match report.count(Severity::Error) {
        0 => Outcome::Clean,
        _ => Outcome::Failed,
    }
}

/// The report for programs: one finding a line.
fn lines(report: &Report, file: &Path, printer: &str) -> String {
    let file = file.display().to_string().replace('\\', "/");
    let line = |finding: &Finding| format!("{}\n", finding.to_json(&file, printer));
    report.findings().iter().map(line).collect()
}

/// The report for GitHub. A PDF has no lines beside which anything could be shown.
fn annotations(report: &Report, file: &Path) -> Vec<Diagnostic> {
    let one = |finding: &Finding| {
        let place = match finding.place() {
            place if place.is_empty() => String::new(),
            place => format!(", {place}"),
        };
        let (what, rule) = (&finding.what, finding.rule.name());
        let message = format!("{}{place}: {what} ({rule})", file.display());
        let mut found = Diagnostic::new(Code::Preflight, message);
        found.severity = finding.severity;
        found.help(finding.rule.help())
    };
    report.findings().iter().map(one).collect()
}

/// The report for people: what, where, and what to do.
fn table(report: &Report, file: &Path, printer: &str) -> String {
    let count = |severity: Severity, word: &str| match report.count(severity) {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        many => format!("{many} {word}s"),
    };
    let pages = match report.pages {
        1 => "1 page".to_string(),
        pages => format!("{pages} pages"),
    };
    let mut out = format!(
        "{} ({pages}) for {printer}: {}, {}\n",
        file.display(),
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning")
    );
    let rows: Vec<[String; 3]> = report
        .findings()
        .iter()
        .map(|finding| {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let place = match finding.place() {
                place if place.is_empty() => "the file".to_string(),
                place => place,
            };
            [severity.to_string(), finding.rule.name().to_string(), place]
        })
        .collect();
    let widths = [0, 1, 2].map(|column| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    });
    for (row, finding) in rows.iter().zip(report.findings()) {
        let [severity, rule, place] = row;
        let [a, b, c] = widths;
        let line = format!("{severity:a$}  {rule:b$}  {place:c$}  ");
        let (what, help) = (&finding.what, finding.rule.help());
        out += &format!("\n{line}{what}\n{:1$}{help}\n", "", line.chars().count());
    }
    out
}
