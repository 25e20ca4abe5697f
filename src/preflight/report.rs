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
    found: BTreeMap<(Rule, String), Found>,
    findings: Vec<Finding>,
}

/// What was met of one kind.
#[derive(Clone, Debug)]
struct Found {
    severity: Severity,
    pages: BTreeSet<usize>,
    /// Where it is worst, and where it is least.
    worst: Measured,
    least: f64,
}

/// Something that breaks a rule by more or by less.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// By how much, in a unit of its own.
    pub(super) by: f64,
    /// What was met, in words.
    pub(super) what: String,
    /// What is asked for, in words, if that is told.
    pub(super) asked: String,
    /// The page.
    pub(super) page: Option<usize>,
}

/// What nobody sees of a difference.
const SAME: f64 = 0.05;

impl Found {
    /// What was met, in words: one thing, or the worst of them.
    fn words(&self) -> String {
        let Measured { by, what, asked, page } = &self.worst;
        let worst = match page {
            _ if by - self.least < SAME => String::new(),
            Some(page) if self.pages.len() > 1 => {
                format!(" at the worst, on page {page}")
            }
            Some(_) | None => " at the worst".to_string(),
        };
        let asked = match &asked[..] {
            "" => String::new(),
            asked => format!("; {asked}"),
        };
        format!("{what}{worst}{asked}")
    }
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
        let (kind, asked) = (what.clone(), String::new());
        self.find_worst(rule, severity, &kind, Measured { by: 0.0, what, asked, page });
    }

    /// Notes something of a kind that breaks a rule by more or by less: all of that kind is one
    /// finding, told by the worst of it.
    pub(super) fn find_worst(
        &mut self,
        rule: Rule,
        severity: Severity,
        kind: &str,
        met: Measured,
    ) {
        let full = self.found.len() >= MOST;
        match self.found.get_mut(&(rule, kind.to_string())) {
            Some(found) => {
                found.severity = found.severity.max(severity);
                found.pages.extend(met.page);
                found.least = found.least.min(met.by);
                if met.by > found.worst.by {
                    found.worst = met;
                }
            }
            None if full => {}
            None => {
                let (pages, least) = (met.page.into_iter().collect(), met.by);
                let found = Found { severity, pages, worst: met, least };
                self.found.insert((rule, kind.to_string()), found);
            }
        }
    }

    pub(super) fn in_order(mut self) -> Report {
        let found = std::mem::take(&mut self.found).into_iter();
        self.findings = found
            .map(|((rule, _), found)| Finding {
                rule,
                severity: found.severity,
                what: found.words(),
                pages: found.pages,
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

    /// Its pages as they are told: `pages 3, 5–7`; of many stretches a few, and how many pages
    /// there are besides.
    pub fn place(&self) -> String {
        const STRETCHES: usize = 6;
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for &page in &self.pages {
            match stretches.last_mut() {
                Some(last) if last.1 + 1 == page => last.1 = page,
                Some(_) | None => stretches.push((page, page)),
            }
        }
        let rest = stretches.iter().skip(STRETCHES).map(|(from, to)| to - from + 1);
        let more = match rest.sum() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
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
        format!("{word} {}{more}", told.join(", "))
    }
}
