//! EPUBCheck, and its report as JSON.

use std::path::Path;

use serde_json::Value;

use super::{Checker, Failure, Finding, Place, process};
use crate::diag::Severity;

pub(super) fn run(
    checker: &Checker,
    book: &Path,
    folder: &Path,
) -> Result<Vec<Finding>, Failure> {
    let report = folder.join("report.json");
    let arguments = [book, Path::new("--json"), &report, Path::new("--usage")];
    process::run(checker, &arguments, folder)?;
    let report = process::report(&report, folder)?;
    let messages = report.get("messages").and_then(Value::as_array);
    let Some(messages) = messages else {
        return Err(Failure::Silent("its report has no messages".to_owned()));
    };
    Ok(messages.iter().flat_map(findings).collect())
}

/// A message, once for each of its places.
fn findings(message: &Value) -> Vec<Finding> {
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or("").trim().to_owned()
    };
    let severity = match &*text(message, "severity") {
        "FATAL" | "ERROR" => Severity::Error,
        "WARNING" => Severity::Warning,
        _ => Severity::Note,
    };
    let help = Some(text(message, "suggestion")).filter(|help| !help.is_empty());
    let one = |path: String, at| Finding {
        severity,
        rule: text(message, "ID"),
        message: text(message, "message"),
        help: help.clone(),
        path,
        at,
    };
    let places = message.get("locations").and_then(Value::as_array);
    let places = places.map_or(&[][..], Vec::as_slice);
    if places.is_empty() {
        return vec![one(String::new(), Place::File)];
    }
    let number = |place: &Value, key: &str| {
        place.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok())
    };
    let at = |place: &Value| match (number(place, "line"), number(place, "column")) {
        (Some(line @ 1..), column) => Place::Line(line, column.unwrap_or(1)),
        (Some(0) | None, _) => Place::File,
    };
    places.iter().map(|place| one(text(place, "path"), at(place))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_a_finding_at_each_of_its_places() {
        let message = serde_json::json!({
            "ID": "RSC-005", "severity": "ERROR", "message": "wrong ", "suggestion": null,
            "locations": [
                { "path": "EPUB/text/a.xhtml", "line": 17, "column": 32 },
                { "path": "EPUB/package.opf", "line": -1, "column": -1 },
            ],
        });
        let found = findings(&message);
        let told: Vec<(&str, &Place)> = found.iter().map(|f| (&*f.path, &f.at)).collect();
        assert_eq!(
            told,
            [
                ("EPUB/text/a.xhtml", &Place::Line(17, 32)),
                ("EPUB/package.opf", &Place::File)
            ]
        );
        assert!(
            found.iter().all(|f| f.severity == Severity::Error && f.message == "wrong")
        );
        let bare = findings(&serde_json::json!({ "severity": "USAGE" }));
        assert_eq!((bare.len(), bare[0].severity), (1, Severity::Note));
        assert_eq!(findings(&serde_json::json!(7))[0].at, Place::File);
    }
}
