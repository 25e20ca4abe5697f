//! What shops and libraries ask of a book and the manifest does not say; and the name that its
//! files get.

use crate::diag::{Code, Diagnostic, Sink};
use crate::document::Document;

/// What is missing, for an e-book that may be sold or lent.
pub fn metadata(document: &Document, sink: &mut Sink) {
    let info = &document.info;
    let missing: Vec<&str> = [
        ("`description`", info.description.is_none()),
        ("`publisher`", info.publisher.is_none()),
        ("`date`", info.date.is_none()),
        ("`subjects`", info.subjects.is_empty()),
        ("`rights` or `licence`", info.rights.is_none() && info.licence.is_none()),
        (
            "`alt` of the cover",
            document.cover.as_ref().is_some_and(|c| c.alt.trim().is_empty()),
        ),
    ]
    .into_iter()
    .filter_map(|(key, missing)| missing.then_some(key))
    .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!(
        "shops and libraries ask for what the manifest does not say: {}",
        missing.join(", ")
    );
    let mut finding = Diagnostic::new(Code::MissingMetadata, message);
    finding.at = document.said.get("title").copied();
    sink.report(finding.help("readers find a book by these; allow `missing-metadata` for one that is not to be found"));
}

/// How long the name of a book may be, so that with its endings all systems take it.
const LONGEST: usize = 60;

/// Names that no file has on Windows, whatever its ending.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// The name that the files of a book get, by its manifest.
pub fn name(name: &str, document: &Document, sink: &mut Sink) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let why = if let Some(sign) = name.chars().find(|c| !plain(*c)) {
        match sign {
            ' ' => "has blanks".to_owned(),
            sign => format!("has the sign “{sign}”"),
        }
    } else if name.len() > LONGEST {
        format!("is longer than {LONGEST} letters")
    } else if RESERVED.contains(&&*name.to_ascii_lowercase()) {
        "is one that Windows keeps for itself".to_owned()
    } else {
        return;
    };
    let message =
        format!("the files of the book are called `{name}`, and the name {why}");
    let mut finding = Diagnostic::new(Code::FileName, message);
    finding.at = document.said.get("title").copied();
    let help = "some readers, shops and mail programs lose or change such names: call the manifest \
                by letters from a to z, figures and hyphens";
    sink.report(finding.help(help));
}
