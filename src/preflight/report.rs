//! What was found, for people and for machines.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Rule;
use crate::diag::Severity;

/// The most findings that are kept apart; a file with more has other troubles.
const MOST: usize = 1_000;

/// What breaks a rule, wherever it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How bad it is for this printer.
    pub severity: Severity,
    /// What was met, in words.
    pub what: String,
    /// The pages on which it was met, counted from 1; none where it concerns the whole file.
    pub pages: BTreeSet<usize>,
}

/// All that was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many pages the file has.
    pub pages: usize,
    found: BTreeMap<(Rule, String), (Severity, BTreeSet<usize>)>,
    findings: Vec<Finding>,
}

impl Report {
    pub(super) fn new(pages: usize) -> Report {
        Report { pages, found: BTreeMap::new(), findings: Vec::new() }
    }

    /// Notes that something on a page, or in the file as a whole, breaks a rule.
    pub(super) fn find(&mut self, rule: Rule, page: Option<usize>, what: String) {
        self.find_as(rule, rule.severity(), page, what);
    }

    /// The same with another severity than the rule's own.
    pub(super) fn find_as(
        &mut self,
        rule: Rule,
        severity: Severity,
        page: Option<usize>,
        what: String,
    ) {
        let full = self.found.len() >= MOST;
        match self.found.get_mut(&(rule, what.clone())) {
            Some((_, pages)) => pages.extend(page),
            None if full => {}
            None => {
                let pages = page.into_iter().collect();
                self.found.insert((rule, what), (severity, pages));
            }
        }
    }

    pub(super) fn in_order(mut self) -> Report {
        let found = std::mem::take(&mut self.found).into_iter();
        self.findings = found
            .map(|((rule, what), (severity, pages))| Finding {
                rule,
                severity,
                what,
                pages,
            })
            .collect();
        self
    }

    /// What was found, in the order of the rules.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// A severity as it is written for machines.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

impl Finding {
    /// The finding in a file for a printer, as JSON: the keys that all findings have (`code`,
    /// the rule's name, `severity`, `message`, `file`, `help`), and `pages` and `printer`.
    pub fn to_json(&self, file: &str, printer: &str) -> Value {
        json!({
            "code": self.rule.name(),
            "severity": severity(self.severity),
            "message": self.what,
            "file": file,
            "pages": self.pages,
            "printer": printer,
            "help": self.rule.help(),
        })
    }

    /// Its pages as they are told: `3, 5–7`; at most a few stretches of them.
    pub fn place(&self) -> String {
        const STRETCHES: usize = 4;
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for &page in &self.pages {
            match stretches.last_mut() {
                Some(last) if last.1 + 1 == page => last.1 = page,
                Some(_) | None => stretches.push((page, page)),
            }
        }
        let more = stretches.len() > STRETCHES;
        let told: Vec<String> = stretches
            .iter()
            .take(STRETCHES)
            .map(
                |&(from, to)| {
                    if from == to { from.to_string() } else { format!("{from}–{to}") }
                },
            )
            .collect();
        let word = match self.pages.len() {
            0 => return String::new(),
            1 => "page",
            _ => "pages",
        };
        let more = if more { " …" } else { "" };
        format!("{word} {}{more}", told.join(", "))
    }
}
