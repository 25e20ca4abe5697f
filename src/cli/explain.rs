//! `publish explain [CODE]`.

use std::fmt::Write;

use super::Outcome;
use super::term::Terminal;
use crate::diag::{Code, Severity, nearest};

/// How wide explanations are set.
const WIDTH: usize = 80;

/// Explains a code, or lists all of them.
pub(super) fn explain(name: Option<&str>, terminal: &mut Terminal) -> Outcome {
    let Some(name) = name else {
        terminal.out(&list());
        return Outcome::Clean;
    };
    // People copy `error[raw-html]:` from a message as a whole.
    let bare = name.rsplit('[').next().unwrap_or(name).trim_end_matches([']', ':']);
    match Code::from_name(bare) {
        Some(code) => {
            terminal.out(&explanation(code));
            Outcome::Clean
        }
        None => {
            let help = match nearest(bare, Code::ALL.iter().map(|code| code.name())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`publish explain` lists all codes".into(),
            };
            terminal.error(&format!("there is no diagnostic `{name}`"), &help);
            Outcome::Usage
        }
    }
}

fn list() -> String {
    let widest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let mut out = String::new();
    for code in Code::ALL {
        let text = code.explanation();
        let first = text.find(". ").map_or(text, |end| &text[..end]);
        let first = first.trim_end_matches('.');
        let severity = severity(code.severity());
        let _ = writeln!(out, "{:<widest$}  {severity:<7}  {first}", code.name());
    }
    out
}

fn explanation(code: Code) -> String {
    let mut out = format!("{} ({})\n", code.name(), severity(code.severity()));
    let mut column = WIDTH;
    for word in code.explanation().split_whitespace() {
        let length = word.chars().count();
        if column + 1 + length > WIDTH {
            out.push_str("\n  ");
            column = 2 + length;
        } else {
            out.push(' ');
            column += 1 + length;
        }
        out.push_str(word);
    }
    let name = code.name();
    let policy = if code.may_be_lowered() {
        format!(
            "In a manifest:\n\n  [diagnostics]\n  allow = [\"{name}\"]  # or warn, or deny"
        )
    } else {
        "It is always an error: no output would be whole with it.".into()
    };
    let _ = writeln!(out, "\n\n{policy}");
    out
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
