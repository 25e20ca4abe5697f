//! PDF/UA-1 and PDF/A-2, held against every rule by a checker that shares no code with the
//! writer.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// What a PDF says in its metadata that it is.
pub fn claims(pdf: &[u8]) -> Vec<ValidationProfile> {
    let says = |text: &str| pdf.windows(text.len()).any(|part| part == text.as_bytes());
    let archival = [
        ("<pdfaid:conformance>A<", ValidationProfile::PdfA2a),
        ("<pdfaid:conformance>U<", ValidationProfile::PdfA2u),
        ("<pdfaid:conformance>B<", ValidationProfile::PdfA2b),
    ];
    let accessible = [("<pdfuaid:part>1<", ValidationProfile::PdfUa1)];
    let all = accessible.into_iter().chain(archival);
    all.filter(|(text, _)| says(text)).map(|(_, profile)| profile).collect()
}

/// What breaks the rules of a standard, a rule a line.
pub fn broken(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    let options = ValidationOptions::default().profile(profile);
    match validate_pdf_bytes(pdf, &options) {
        Ok(report) => {
            let failures = report.failures.iter().filter(|found| {
                !(found.rule_id.ends_with(LENGTH) && lengths_are_right(pdf))
            });
            failures
                .map(|found| format!("{}: {}", found.rule_id, found.message))
                .collect()
        }
        Err(why) => vec![format!("it cannot be read: {why}")],
    }
}

/// Holds a PDF to what it claims, and gives that.
pub fn hold(name: &str, pdf: &[u8]) -> Vec<ValidationProfile> {
    let claims = claims(pdf);
    for &profile in &claims {
        let broken = broken(pdf, profile);
        assert!(broken.is_empty(), "{name}, {profile:?}:\n{}", broken.join("\n"));
    }
    claims
}

/// The rule on the lengths of streams. The checker takes CR LF before `endstream` for one end of
/// a line, also where CR is the last byte of what is packed; so we count for ourselves.
const LENGTH: &str = ":6.1.7.1:1";

/// Whether each stream is as long as it says, to the byte, with an end of line after it.
fn lengths_are_right(pdf: &[u8]) -> bool {
    const BEGIN: &[u8] = b"stream\n";
    let mut rest = pdf;
    while let Some(at) = rest.windows(BEGIN.len()).position(|part| part == BEGIN) {
        let (before, after) = (&rest[..at], &rest[at + BEGIN.len()..]);
        let dictionary = String::from_utf8_lossy(before);
        let length = dictionary.rsplit_once("/Length ").map_or("", |(_, length)| length);
        let digits = length.chars().take_while(char::is_ascii_digit).collect::<String>();
        let ends = digits.parse().ok().and_then(|length: usize| after.get(length..));
        let Some(end) = ends.and_then(|end| end.strip_prefix(b"\nendstream\n")) else {
            return false;
        };
        rest = end;
    }
    true
}
