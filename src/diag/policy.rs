//! Severity as policy: what a book makes of the codes.

use std::collections::BTreeMap;

use super::{Code, Severity, Sink};

/// Severities that differ from the codes' own; `None` silences a code.
pub type Policy = BTreeMap<Code, Option<Severity>>;

impl Code {
    /// Whether a book may make less of an error: only where every output is still whole
    /// without what the error is about.
    pub fn may_be_lowered(self) -> bool {
        self.severity() < Severity::Error
            || matches!(self, Code::DanglingLink | Code::DanglingNote)
    }
}

impl Sink {
    /// Gives every finding so far the severity that the book wants, and drops the silenced
    /// ones. Errors that may not be lowered stay as they are.
    pub fn apply(&mut self, policy: &Policy) {
        if policy.is_empty() {
            return;
        }
        self.found.retain_mut(|diagnostic| {
            let Some(wanted) = policy.get(&diagnostic.code) else { return true };
            match wanted {
                Some(severity) if *severity >= diagnostic.severity => {
                    diagnostic.severity = *severity;
                    true
                }
                lower if diagnostic.code.may_be_lowered() => match lower {
                    Some(severity) => {
                        diagnostic.severity = *severity;
                        true
                    }
                    None => false,
                },
                Some(_) | None => true,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;

    #[test]
    fn a_book_may_deny_and_allow_but_not_hide_what_breaks_it() {
        let mut sink = Sink::default();
        for code in [Code::RawHtml, Code::MissingAlt, Code::UnreadableFile] {
            sink.report(Diagnostic::new(code, "found"));
        }
        let policy = Policy::from([
            (Code::RawHtml, None),
            (Code::MissingAlt, Some(Severity::Error)),
            (Code::UnreadableFile, None),
        ]);
        sink.apply(&policy);
        let left: Vec<_> = sink.found().iter().map(|d| (d.code, d.severity)).collect();
        assert_eq!(
            left,
            [
                (Code::MissingAlt, Severity::Error),
                (Code::UnreadableFile, Severity::Error)
            ]
        );
    }
}
