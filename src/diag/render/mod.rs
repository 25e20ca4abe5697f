//! Diagnostics as text, JSON and annotations.
//!
//! The only module that knows annotate-snippets. Places are found through an index of each
//! file's lines, so that many messages about a large file cost no more than few.

mod excerpt;
mod github;
mod json;
mod lines;
mod text;

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::source::Files;
use lines::Lines;

/// How findings are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// With excerpts, for people; in colour or not.
    Text {
        /// Whether terminal colours are used.
        colour: bool,
    },
    /// One JSON object a line, for programs.
    Json,
    /// Workflow commands that GitHub shows beside the lines.
    Github,
}

/// How many findings of one code are shown to people; the rest are counted. A book with
/// more of one kind has one cause for them.
pub(super) const MOST_OF_ONE_CODE: usize = 50;

/// All findings of one book, as text that ends with a line end (or empty).
pub fn render(found: &[Diagnostic], files: &Files, format: Format) -> String {
    let mut lines = Lines::new(files);
    let mut out = String::new();
    let mut shown = std::collections::BTreeMap::new();
    for diagnostic in found {
        let count = shown.entry(diagnostic.code).or_insert(0_usize);
        *count += 1;
        match format {
            Format::Json => json::write(diagnostic, &mut lines, &mut out),
            Format::Text { .. } | Format::Github
                if *count > MOST_OF_ONE_CODE && !diagnostic.code.is_of_import() => {}
            Format::Github => github::write(diagnostic, &mut lines, &mut out),
            Format::Text { colour } => {
                text::write(diagnostic, &mut lines, colour, &mut out);
            }
        }
    }
    if format != Format::Json {
        for (code, count) in shown {
            if count > MOST_OF_ONE_CODE && !code.is_of_import() {
                let more = count - MOST_OF_ONE_CODE;
                let _ = writeln!(
                    out,
                    "… and {more} more of {code}; `--message-format json` shows all"
                );
            }
        }
    }
    out
}

/// A severity's name.
fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::{Files, Span};

    fn sample() -> (Diagnostic, Files) {
        let mut files = Files::default();
        let file = files.add("books/a.md", "One.\n\nTwo é <b>three</b>.\n");
        let diagnostic = Diagnostic::new(Code::RawHtml, "raw HTML is dropped, 100%")
            .at(Span::new(file, 13..16))
            .related(Span::new(file, 0..4), "first seen here")
            .help("write **bold**");
        (diagnostic, files)
    }

    #[test]
    fn text_shows_the_place_the_line_and_the_remedy() {
        let (diagnostic, files) = sample();
        let text = render(&[diagnostic], &files, Format::Text { colour: false });
        insta::assert_snapshot!(text, @r"
        warning[raw-html]: raw HTML is dropped, 100%
         --> books/a.md:3:7
          |
        3 | Two é <b>three</b>.
          |       ^^^
          |
         ::: books/a.md:1:1
          |
        1 | One.
          | ---- first seen here
          |
          = help: write **bold**
        ");
    }

    #[test]
    fn json_is_one_object_a_line() {
        let (diagnostic, files) = sample();
        let json = render(&[diagnostic.clone(), diagnostic], &files, Format::Json);
        assert_eq!(json.lines().count(), 2);
        insta::assert_snapshot!(json.lines().next().unwrap_or(""), @r#"{"code":"raw-html","severity":"warning","message":"raw HTML is dropped, 100%","file":"books/a.md","line":3,"column":7,"end_line":3,"end_column":10,"help":"write **bold**","related":[{"message":"first seen here","file":"books/a.md","line":1,"column":1,"end_line":1,"end_column":5}]}"#);
    }

    #[test]
    fn annotations_escape_what_ends_them() {
        let (diagnostic, files) = sample();
        let text = render(&[diagnostic], &files, Format::Github);
        insta::assert_snapshot!(text, @"::warning file=books/a.md,line=3,col=7,endColumn=10,title=raw-html::raw HTML is dropped, 100%25%0Ahelp: write **bold**");
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_around_the_place() {
        let mut files = Files::default();
        let text = "é".repeat(500_000) + "<b>" + &"y".repeat(500_000);
        let file = files.add("long.md", &text);
        let at = Span::new(file, 1_000_000..1_000_003);
        let found = vec![Diagnostic::new(Code::RawHtml, "raw HTML").at(at); 400];
        let text = render(&found, &files, Format::Text { colour: false });
        assert!(text.contains("--> long.md:1:500001"), "{}", &text[..400]);
        assert!(text.lines().all(|line| line.chars().count() < 200));
        assert!(text.contains("and 350 more of raw-html"));
        assert!(!text.lines().any(|line| line.trim() == ":::"), "{}", &text[..400]);
        let text = render(&found, &files, Format::Text { colour: true });
        assert!(!text.contains(":::"));
    }

    #[test]
    fn spans_that_reach_too_far_do_no_harm() {
        let mut files = Files::default();
        let file = files.add("a.md", "é\n");
        for range in [0..0, 1..2, 2..3, 3..3, 0..900, 50..60] {
            let at = Span::new(file, range);
            let found = [Diagnostic::new(Code::RawHtml, "x").at(at).related(at, "y")];
            for format in [Format::Text { colour: true }, Format::Json, Format::Github] {
                assert!(!render(&found, &files, format).is_empty());
            }
        }
    }
}
