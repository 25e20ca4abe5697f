//! What is wrong, where, and what to do: diagnostics as data.
//!
//! Every stage takes a [`Sink`] and reports all it finds; nothing here knows a terminal
//! (`render` turns finished diagnostics into text, JSON or annotations).

mod code;
mod nearest;
mod policy;
pub mod render;
mod short;

pub use code::Code;
pub use nearest::{Suggestions, nearest};
pub use policy::Policy;
pub use short::short;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; the book is as asked.
    Note,
    /// The book is made, but an editor should look.
    Warning,
    /// The book is not made.
    Error,
}

/// One finding. Messages are lower case, without a full stop, the fact first; the remedy
/// stands in `help`.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagnostic {
    /// Which rule; `publish explain CODE` tells more.
    pub code: Code,
    /// How bad it is; the code's own severity unless the manifest says otherwise.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// The place in the source, where there is one.
    pub at: Option<Span>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding with its code's own severity.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            at: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Diagnostic {
        self.at = Some(span);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, span: Span, what: impl Into<String>) -> Diagnostic {
        self.related.push((span, what.into()));
        self
    }
}

/// Proof that an error was reported. Only [`Sink::fail`] makes one, so a stage cannot
/// give up in silence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reported(());

/// Collects the findings of a stage, in order. Parallel work gives each worker its own
/// sink and merges them in order of the work, so messages do not depend on threads.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Takes a finding and goes on.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes a finding that ends the stage.
    pub fn fail(&mut self, diagnostic: Diagnostic) -> Reported {
        self.found.push(diagnostic);
        Reported(())
    }

    /// Takes all findings of another sink, after its own.
    pub fn merge(&mut self, other: Sink) {
        self.found.extend(other.found);
    }

    /// Whether an error is among them; if so, the proof.
    pub fn failed(&self) -> Option<Reported> {
        self.found.iter().any(|d| d.severity == Severity::Error).then_some(Reported(()))
    }

    /// The findings so far, in order.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Takes the findings out.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}
