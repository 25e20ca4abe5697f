//! What is looked at only when somebody asks: our own rules on what readers and shops need, and
//! what checkers by others say of the e-book, at the places of the source.

use rayon::prelude::*;

use super::Stage;
use super::ebook::edition;
use super::output::Made;
use crate::checker::{self, Checker, Failure, Finding, Place, Tool};
use crate::diag::{Code, Diagnostic, Sink};
use crate::epub::{Edition, Inventory, Places};
use crate::manifest::Output;
use crate::review;
use crate::source::Span;

impl Stage<'_> {
    /// Our own rules on the document, its design and its manifest.
    pub(super) fn review(&self, sink: &mut Sink) {
        review::review(&self.document, &self.theme, sink);
        if self.manifest.outputs.iter().any(|&output| edition(output).is_some()) {
            review::metadata(&self.document, sink);
        }
        review::name(&self.manifest.name, &self.document, sink);
    }

    /// Which shops and devices do not take the e-books that were made. What concerns Kindle is
    /// told with the reasons of its refusals.
    pub(super) fn held(&self, made: &[Made], sink: &mut Sink) {
        for Made { output, bytes, .. } in made {
            let edition = match edition(*output) {
                Some(one @ (Edition::Plain | Edition::Kobo | Edition::Compatible)) => one,
                Some(Edition::Kindle | Edition::Web) | None => continue,
            };
            let file = format!("{}{}", self.manifest.name, output.ending());
            let Some(inside) = Inventory::of(&file, bytes, edition) else { continue };
            for held in inside.limits.iter().filter(|held| !held.is_kept()) {
                let amount = |number: u64| match held.unit {
                    "pixels" => format!("{:.1} million pixels", number as f64 / 1e6),
                    _ => format!("{:.1} MB", number as f64 / 1e6),
                };
                let what = match &held.at {
                    Some(path) => format!("{}, `{path}`,", held.what),
                    None => "it".to_owned(),
                };
                let message = format!(
                    "{} may not take `{file}`: {what} has {}, and {} is the most",
                    held.whom,
                    amount(held.found),
                    amount(held.most)
                );
                let help = format!(
                    "make pictures smaller if the book goes there; read in {}",
                    held.source
                );
                sink.report(Diagnostic::new(Code::OverLimit, message).help(help));
            }
        }
    }

    /// Runs the checkers on the e-book that was made, side by side, and reports in their order.
    pub(super) fn checked(&self, made: &[Made], checkers: &[Checker], sink: &mut Sink) {
        let Some(book) = made.iter().find(|made| made.output == Output::Epub) else {
            let message = "the manifest asks for no e-book, so there is none to check";
            let help = "add `\"epub\"` to `outputs`; editions are not checked";
            sink.report(Diagnostic::new(Code::NoEbook, message).help(help));
            return;
        };
        let none = Places::default();
        let places = self.places.get().unwrap_or(&none);
        let said: Vec<_> = checkers
            .par_iter()
            .map(|checker| (checker.tool, checker::run(checker, &book.bytes)))
            .collect();
        for (tool, said) in said {
            match said {
                Ok(found) => {
                    let mut told: Vec<Diagnostic> = Vec::new();
                    for finding in found {
                        let diagnostic = self.diagnostic(tool, finding, places);
                        if !told.contains(&diagnostic) {
                            told.push(diagnostic);
                        }
                    }
                    told.into_iter().for_each(|diagnostic| sink.report(diagnostic));
                }
                Err(failure) => sink.report(failed(tool, &failure)),
            }
        }
    }

    /// A finding at its place in the source; at the manifest, where it has none.
    fn diagnostic(&self, tool: Tool, finding: Finding, places: &Places) -> Diagnostic {
        let Finding { severity, rule, message, help, path, at } = finding;
        let path = places.path(&path).map_or(path.clone(), str::to_owned);
        let span = match &at {
            Place::File => None,
            Place::Line(line, column) => places.at_line(&path, *line, *column),
            Place::Element(cfi) => places.at_cfi(&path, cfi),
        };
        let place = match (&*path, &at) {
            ("", _) => "the e-book".to_owned(),
            (path, Place::File) => format!("`{path}` of the e-book"),
            (path, Place::Line(line, column)) => {
                format!("`{path}` of the e-book, line {line}, column {column}")
            }
            (path, Place::Element(cfi)) => {
                format!("`{path}` of the e-book, element {cfi}")
            }
        };
        let code = match tool {
            Tool::EpubCheck => Code::EpubCheck,
            Tool::Ace => Code::Ace,
        };
        let title = tool.title();
        let (message, place) = match span {
            Some(_) => {
                (format!("{title} {rule}: {message}"), format!("found in {place}"))
            }
            // What has no place in the source is told by its place in the e-book.
            None => (format!("{title} {rule} in {place}: {message}"), String::new()),
        };
        let help = [help.unwrap_or_default(), place];
        let help: Vec<String> =
            help.into_iter().filter(|part| !part.is_empty()).collect();
        let mut diagnostic = Diagnostic::new(code, message);
        diagnostic.severity = severity;
        diagnostic.at = span.or(self.manifest_head());
        match help.is_empty() {
            true => diagnostic,
            false => diagnostic.help(help.join("; ")),
        }
    }

    /// The beginning of the manifest.
    fn manifest_head(&self) -> Option<Span> {
        self.document.said.values().next().map(|span| Span::head(span.file))
    }
}

/// Why a checker says nothing.
fn failed(tool: Tool, failure: &Failure) -> Diagnostic {
    let title = tool.title();
    let (message, help) = match failure {
        Failure::Start(why) => {
            (format!("{title} cannot be started: {why}"), tool.install().to_owned())
        }
        Failure::Slow(limit) => (
            format!("{title} took longer than {} s, and was ended", limit.as_secs()),
            "give it more time with `--timeout`".to_owned(),
        ),
        Failure::Silent(said) if said.is_empty() => (
            format!("{title} ended without a report"),
            format!("try it by itself; `{} --help` says how", tool.name()),
        ),
        Failure::Silent(said) => (
            format!("{title} ended without a report; it said: {said}"),
            format!("try it by itself; `{} --help` says how", tool.name()),
        ),
        Failure::Files(why) => (
            format!("{title} could not be given the e-book: {why}"),
            "look whether there is room in the folder for temporary files".to_owned(),
        ),
    };
    Diagnostic::new(Code::CheckerFailed, message).help(help)
}
