//! Standard output and standard error, which may be closed at any time.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use super::args::{ColorArg, Common, FormatArg};
use crate::diag::render::{Format, render};
use crate::diag::{Diagnostic, Severity};
use crate::pipeline::Book;
use crate::source::{self, Files};

/// Where the run speaks.
pub(super) struct Terminal {
    format: FormatArg,
    colour: bool,
    /// Whether only what is wrong is said.
    quiet: bool,
    /// Whether standard output takes no more.
    closed: bool,
    /// Whether that is a fault, and not a reader that has seen enough.
    failed: bool,
}

impl Terminal {
    /// As the arguments and the environment want it.
    pub fn new(common: &Common) -> Terminal {
        let colour = match common.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                let plain = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
                io::stderr().is_terminal() && !plain("NO_COLOR")
            }
        };
        let (format, quiet) = (common.message_format, common.quiet);
        Terminal { format, colour, quiet, closed: false, failed: false }
    }

    /// How findings are written.
    pub fn format(&self) -> FormatArg {
        self.format
    }

    /// Whether findings are written for people.
    pub fn is_text(&self) -> bool {
        self.format == FormatArg::Text
    }

    /// Writes to standard output what the run was asked for.
    pub fn out(&mut self, text: &str) {
        if !self.closed {
            let mut out = io::stdout().lock();
            let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            drop(out);
            let Err(error) = written else { return };
            self.closed = true;
            // A reader that has seen enough closes the pipe; nobody is left to tell.
            if error.kind() != io::ErrorKind::BrokenPipe {
                self.failed = true;
                let why = source::reason(&error);
                let message = format!("standard output cannot be written: {why}");
                self.error(
                    &message,
                    "send it elsewhere; books that were built are whole",
                );
            }
        }
    }

    /// Whether something that was asked for could not be written to standard output.
    pub fn failed(&self) -> bool {
        self.failed
    }

    /// Whether only errors and warnings are said.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes a line about the run: to standard output, unless programs read there. Nobody who
    /// wants to know only what is wrong asks for it.
    pub fn line(&mut self, line: &str) {
        if self.quiet {
            return;
        }
        match self.format {
            FormatArg::Json => self.error_line(line),
            FormatArg::Text | FormatArg::Github => self.out(&format!("{line}\n")),
        }
    }

    /// Writes a line to standard error.
    pub fn error_line(&mut self, line: &str) {
        // When standard error is closed, too, there is nowhere to say so.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Writes an error about the run itself, not about a book.
    pub fn error(&mut self, message: &str, help: &str) {
        self.say("error", message, help);
    }

    /// Writes a warning about the run itself.
    pub fn warning(&mut self, message: &str, help: &str) {
        self.say("warning", message, help);
    }

    /// Writes what is wrong with the run, for people or for programs.
    fn say(&mut self, severity: &str, message: &str, help: &str) {
        match self.format {
            FormatArg::Json if !self.closed => {
                let said =
                    json!({ "severity": severity, "message": message, "help": help });
                self.out(&format!("{said}\n"));
            }
            FormatArg::Github if !self.closed => {
                self.out(&format!("::{severity}::{message}%0A{help}\n"));
            }
            FormatArg::Json | FormatArg::Github | FormatArg::Text => {
                self.error_line(&format!("{severity}: {message}\n  help: {help}"));
            }
        }
    }

    /// Writes what was found in a book.
    pub fn findings(&mut self, book: &Book) {
        self.told(&book.found, &book.files);
    }

    /// Writes findings about files.
    pub fn told(&mut self, found: &[Diagnostic], files: &Files) {
        let format = match self.format {
            FormatArg::Text => Format::Text { colour: self.colour },
            FormatArg::Json => Format::Json,
            FormatArg::Github => Format::Github,
        };
        let wrong = |found: &&Diagnostic| !self.quiet || found.severity > Severity::Note;
        let found: Vec<Diagnostic> = found.iter().filter(wrong).cloned().collect();
        let text = render(&found, files, format);
        match self.format {
            FormatArg::Text => {
                let _ = io::stderr().lock().write_all(text.as_bytes());
            }
            FormatArg::Json | FormatArg::Github => self.out(&text),
        }
    }
}
