//! Ace, and its report: EARL as JSON.

use std::path::Path;

use serde_json::Value;

use super::{Checker, Failure, Finding, Place, process};
use crate::diag::Severity;

pub(super) fn run(
    checker: &Checker,
    book: &Path,
    folder: &Path,
) -> Result<Vec<Finding>, Failure> {
    let out = folder.join("ace");
    let arguments =
        [Path::new("--force"), Path::new("--silent"), Path::new("--outdir"), &out, book];
    process::run(checker, &arguments, folder)?;
    let report = process::report(&out.join("report.json"), folder)?;
    let files = report.get("assertions").and_then(Value::as_array);
    let Some(files) = files else {
        return Err(Failure::Silent("its report has no assertions".to_owned()));
    };
    Ok(files.iter().flat_map(of_file).collect())
}

/// What fails in one file.
fn of_file(file: &Value) -> Vec<Finding> {
    let path = text(file, "/earl:testSubject/url");
    let all = file.get("assertions").and_then(Value::as_array);
    let all = all.map_or(&[][..], Vec::as_slice);
    all.iter()
        .filter(|one| text(one, "/earl:result/earl:outcome") == "fail")
        .map(|one| finding(one, &path))
        .collect()
}

fn finding(one: &Value, path: &str) -> Finding {
    let severity = match &*text(one, "/earl:test/earl:impact") {
        "critical" | "serious" => Severity::Error,
        "moderate" => Severity::Warning,
        _ => Severity::Note,
    };
    // What is wrong here may be told in several lines, any of which would mend it.
    let here = text(one, "/earl:result/dct:description");
    let rule = text(one, "/earl:test/dct:description");
    let mut lines = here.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().map_or(rule, str::to_owned);
    let others: Vec<&str> = lines.collect();
    let address = text(one, "/earl:test/help/url");
    let help = match (others.is_empty(), address.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("see {address}")),
        (false, true) => Some(others.join("; ")),
        (false, false) => Some(format!("{}; see {address}", others.join("; "))),
    };
    let pointer = one.pointer("/earl:result/earl:pointer/cfi/0").and_then(Value::as_str);
    let at = pointer.map_or(Place::File, |cfi| Place::Element(cfi.to_owned()));
    let (rule, path) = (text(one, "/earl:test/dct:title"), path.to_owned());
    Finding { severity, rule, message, help, path, at }
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or("").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_in_a_file_is_told_with_its_element() {
        let file = serde_json::json!({
            "earl:testSubject": { "url": "text/a.xhtml" },
            "assertions": [
                {
                    "earl:result": {
                        "earl:outcome": "fail",
                        "dct:description": "Element has no alt\nElement has no title",
                        "earl:pointer": { "cfi": ["/4/2[a]/6"], "css": ["img"] },
                    },
                    "earl:test": {
                        "earl:impact": "critical",
                        "dct:title": "image-alt",
                        "help": { "url": "http://kb.daisy.org/images" },
                    },
                },
                { "earl:result": { "earl:outcome": "pass" } },
            ],
        });
        let found = of_file(&file);
        assert_eq!(found.len(), 1);
        let Finding { severity, rule, message, help, path, at } = &found[0];
        assert_eq!(
            (severity, rule.as_str(), path.as_str()),
            (&Severity::Error, "image-alt", "text/a.xhtml")
        );
        assert_eq!(message, "Element has no alt");
        assert_eq!(
            help.as_deref(),
            Some("Element has no title; see http://kb.daisy.org/images")
        );
        assert_eq!(at, &Place::Element("/4/2[a]/6".into()));
        assert!(of_file(&serde_json::json!([])).is_empty());
    }
}
