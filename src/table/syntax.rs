//! What is wrong with the TOML itself, in the words of those who write manifests.
//!
//! The parser speaks of its grammar; what a person meant is told from what stands at the
//! place. What follows from a slip is not shown beside it.

use std::ops::Range;

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The findings about the syntax, and where what else is found must be mistrusted.
pub(super) struct Syntax {
    /// One finding a line, in order.
    pub found: Vec<Diagnostic>,
    /// The lines they stand on; the last may reach to the end of the file.
    pub broken: Vec<Range<usize>>,
}

impl Syntax {
    /// Whether a place stands on a line whose syntax is broken.
    pub fn covers(&self, at: Option<Span>) -> bool {
        at.is_some_and(|at| self.holds(at.start as usize))
    }

    fn holds(&self, at: usize) -> bool {
        self.broken.iter().any(|line| line.contains(&at))
    }
}

/// What was meant, and what to do.
struct Slip {
    message: String,
    help: String,
    /// Where else to look.
    related: Option<(Range<usize>, &'static str)>,
    /// Whether all that follows is read wrongly.
    runs_on: bool,
}

impl Slip {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { message: message.into(), help: help.into(), related: None, runs_on: false }
    }
}

/// Turns the parser's errors into findings.
pub(super) fn syntax(errors: &[toml::de::Error], file: FileId, text: &str) -> Syntax {
    let mut syntax = Syntax { found: Vec::new(), broken: Vec::new() };
    let mut errors: Vec<_> =
        errors.iter().map(|error| (place(error, text), error.message())).collect();
    errors.sort_by_key(|(at, _)| at.start);
    for (at, message) in errors {
        if syntax.holds(at.start) {
            continue;
        }
        let line = line(text, at.start);
        let slip = slip(message, text, &line, &at);
        let end = if slip.runs_on { text.len() } else { line.end };
        // A file may end in the place of an error.
        syntax.broken.push(line.start..end + 1);
        let span = Span::new(file, at);
        let mut found =
            Diagnostic::new(Code::TomlSyntax, slip.message).at(span).help(slip.help);
        if let Some((at, what)) = slip.related {
            found = found.related(Span::new(file, at), what);
        }
        syntax.found.push(found);
    }
    syntax
}

/// Where the parser stumbled.
fn place(error: &toml::de::Error, text: &str) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    match error.span() {
        Some(range) => {
            let start = floor(range.start);
            start..floor(range.end).max(start)
        }
        // Only nesting has none: it is on the line with the most levels.
        None => {
            let levels = |line: &str| line.matches(['.', '[', '{']).count();
            let mut deepest = (0, 0);
            let mut start = 0;
            for line in text.split_inclusive('\n') {
                deepest = deepest.max((levels(line), text.len() - start));
                start += line.len();
            }
            let start = text.len() - deepest.1.min(text.len());
            start..start
        }
    }
}

/// The line that a byte stands on, without its end.
fn line(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

fn slip(message: &str, text: &str, line: &Range<usize>, at: &Range<usize>) -> Slip {
    let whole = text[line.clone()].trim();
    let rest = &text[at.start..line.end];
    let says = |part: &str| message.contains(part);
    if says("recursion") || says("recurse") {
        return Slip::new(
            "values are nested too deeply",
            "no value of a manifest has more than a few levels; docs/manifest.md shows how each is written",
        );
    }
    if says("duplicate key") {
        return twice(text, line, at);
    }
    if ["//", ";", "--", "/*"].iter().any(|mark| whole.starts_with(mark)) {
        return Slip::new("this is no key and no value", "comments begin with `#`");
    }
    if rest.starts_with(['“', '”', '„', '«', '»', '‘', '’', '‟', '‚']) {
        return Slip::new(
            "the text stands between typographic quotation marks",
            "use straight ones, `\"…\"`; typographic ones may stand within them",
        );
    }
    if let Some((key, _)) = whole.split_once(':')
        && is_key(key.trim())
        && (says("key with no value") || says("unquoted key"))
    {
        let key = key.trim();
        return Slip::new(
            "`:` stands between a key and its value",
            format!("write `=`: `{key} = …`"),
        );
    }
    if says("missing comma") {
        return comma(whole, text, line, at);
    }
    if says("unclosed array") || says("unclosed inline table") {
        let close = if says("array") { "]" } else { "}" };
        let slip = Slip::new(
            "a list or a table is not closed",
            format!("end it with `{close}`"),
        );
        return Slip { runs_on: true, ..slip };
    }
    if says("unclosed table") || says("unclosed array of tables") {
        return Slip::new(
            "the heading of a table is not closed",
            "write the name between brackets: `[design]`, `[[contributors]]`",
        );
    }
    if says("key with no value") {
        let key = if is_key(whole) { whole } else { "key" };
        return Slip::new(
            "the line has a key and no value",
            format!("write `{key} = \"…\"`; comments begin with `#`"),
        );
    }
    if says("keys cannot be empty") {
        return Slip::new("the line has no key", "write one before `=`: `title = \"…\"`");
    }
    if says("unquoted key") {
        return Slip::new(
            "this is not a key",
            "keys are of the letters a to z, digits and `-`; docs/manifest.md lists them",
        );
    }
    if says("escape") {
        return Slip::new(
            "`\\` stands before a letter that it means nothing with",
            "write paths with `/`, and a `\\` in a text as `\\\\`",
        );
    }
    if says("multi-line") {
        let slip = Slip::new(
            "a text over several lines is not closed",
            "end it with the three quotation marks it begins with",
        );
        return Slip { runs_on: true, ..slip };
    }
    if says("string, expected") && rest.is_empty() {
        return Slip::new(
            "the text is not closed",
            "end it with the quotation mark it begins with; a text over several lines stands between `\"\"\"`",
        );
    }
    if says("string, expected") {
        return Slip::new(
            "the text holds a character that is not allowed",
            "take out tabs and other characters that cannot be seen",
        );
    }
    if says("unexpected key or value") {
        return Slip::new(
            "the line goes on after its value",
            "put each key on a line of its own; comments begin with `#`; a `\"` within a text is written `\\\"`",
        );
    }
    let word = word(rest, line, text);
    if let Some(word) = word {
        return value(word);
    }
    let (fact, more) = message.split_once('\n').unwrap_or((message, ""));
    let help = match more.trim() {
        "" => "docs/manifest.md shows how each key is written".into(),
        more => more.replace('\n', " "),
    };
    Slip::new(fact, help)
}

/// The value on the line around `rest`, when it is the value that is wrong.
fn word<'t>(rest: &str, line: &Range<usize>, text: &'t str) -> Option<&'t str> {
    let at = line.end - rest.len();
    let before = &text[line.start..at];
    let from = before.rfind(['=', '[', ',', '{'])? + 1 + line.start;
    let value = &text[from..line.end];
    let end = value.find([',', ']', '}', '#']).unwrap_or(value.len());
    Some(value[..end].trim())
}

/// A value that is none.
fn value(word: &str) -> Slip {
    let short = super::short(word);
    if word.is_empty() {
        return Slip::new("the value is missing", "write it, or leave the line out");
    }
    let lower = word.to_lowercase();
    if ["true", "false"].contains(&lower.as_str()) {
        return Slip::new(format!("`{word}` is not a value"), format!("write `{lower}`"));
    }
    if ["yes", "on", "no", "off"].contains(&lower.as_str()) {
        let help = "write `true` or `false`; a text stands between quotation marks";
        return Slip::new(format!("`{word}` is not a value"), help);
    }
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-') {
        return Slip::new(
            format!("`{short}` is neither a number nor a date"),
            "dates are written `2025-06-08`; a text or a measure stands between quotation marks: `\"11 pt\"`",
        );
    }
    Slip::new(
        format!("`{short}` is a text without quotation marks"),
        "put it between straight quotation marks: `\"…\"`",
    )
}

/// A key or a heading that was there before.
fn twice(text: &str, line: &Range<usize>, at: &Range<usize>) -> Slip {
    let key = &text[at.clone()];
    let is_heading = text[line.clone()].trim_start().starts_with('[');
    let mut first = None;
    let mut start = 0;
    for other in text[..line.start].split_inclusive('\n') {
        let words = other.trim_start();
        let indent = other.len() - words.len();
        let heading = words.starts_with('[');
        if heading && !is_heading {
            first = None;
        }
        let name = words.trim_start_matches('[');
        if heading == is_heading
            && let Some(after) = name.strip_prefix(key)
            && after.trim_start().starts_with(['=', ']', '.'])
        {
            let from = start + indent + words.len() - name.len();
            first = first.or(Some(from..from + key.len()));
        }
        start += other.len();
    }
    let (what, help) = if is_heading {
        (format!("`[{key}]`"), "put all of its keys below one heading")
    } else {
        (format!("`{key}`"), "keep one of them; several values stand in a list")
    };
    let slip = Slip::new(format!("{what} is stated twice"), help);
    Slip { related: first.map(|at| (at, "it is stated here first")), ..slip }
}

/// Two items without a comma, or a list that runs into the next key.
fn comma(whole: &str, text: &str, line: &Range<usize>, at: &Range<usize>) -> Slip {
    let begins = text[line.start..at.start].trim().is_empty();
    let key = whole.split_once('=').map_or(whole, |(key, _)| key.trim());
    if begins && (whole.starts_with('[') || (whole.contains('=') && is_key(key))) {
        let slip = Slip::new("the list above this line is not closed", "end it with `]`");
        return Slip { runs_on: true, ..slip };
    }
    Slip::new(
        "a comma is missing between two items of a list",
        "write it after the first: `[\"01.md\", \"02.md\"]`",
    )
}

fn is_key(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| c.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    /// The findings about a text, one a line.
    fn said(text: &str) -> String {
        let mut files = Files::default();
        let file = files.add("book.toml", text);
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        let mut out = String::new();
        for found in syntax(&errors, file, text).found {
            let place = files.place(found.at.expect("it has a place"));
            let help = found.help.expect("it has a remedy");
            out +=
                &format!("{}:{} {} [{help}]\n", place.line, place.column, found.message);
        }
        out
    }

    #[test]
    fn slips_are_told_in_plain_words_once() {
        let cases = [
            "title = “T”",
            "title: \"T\"",
            "title = T",
            "title = \"T",
            "title",
            "title =",
            "title = \"T\";",
            "title = \"a \\d\"",
            "title = \"T\"\nlanguage = \"en\"\ntitle = \"U\"",
            "[design]\nsize = \"9 pt\"\n[design]",
            "articles = [\"a.md\" \"b.md\"]",
            "articles = [\"a.md\"\ntitle = T\nlanguage = en",
            "articles = [\"a.md\",\n",
            "articles = [a.md]",
            "[design\nsize = \"9 pt\"",
            "title = \"T\"\n// a note",
            "[design]\nembed-fonts = True",
            "date = 08.06.2025",
            "date = 2025-13-01",
        ];
        let said: String = cases.iter().map(|case| said(case)).collect();
        insta::assert_snapshot!(said, @r##"
        1:9 the text stands between typographic quotation marks [use straight ones, `"…"`; typographic ones may stand within them]
        1:6 `:` stands between a key and its value [write `=`: `title = …`]
        1:9 `T` is a text without quotation marks [put it between straight quotation marks: `"…"`]
        1:11 the text is not closed [end it with the quotation mark it begins with; a text over several lines stands between `"""`]
        1:6 the line has a key and no value [write `title = "…"`; comments begin with `#`]
        1:8 the value is missing [write it, or leave the line out]
        1:12 the line goes on after its value [put each key on a line of its own; comments begin with `#`; a `"` within a text is written `\"`]
        1:13 `\` stands before a letter that it means nothing with [write paths with `/`, and a `\` in a text as `\\`]
        3:1 `title` is stated twice [keep one of them; several values stand in a list]
        3:2 `[design]` is stated twice [put all of its keys below one heading]
        1:20 a comma is missing between two items of a list [write it after the first: `["01.md", "02.md"]`]
        2:1 the list above this line is not closed [end it with `]`]
        1:20 a list or a table is not closed [end it with `]`]
        1:13 `a.md` is a text without quotation marks [put it between straight quotation marks: `"…"`]
        1:8 the heading of a table is not closed [write the name between brackets: `[design]`, `[[contributors]]`]
        2:1 this is no key and no value [comments begin with `#`]
        2:15 `True` is not a value [write `true`]
        1:8 `08.06.2025` is neither a number nor a date [dates are written `2025-06-08`; a text or a measure stands between quotation marks: `"11 pt"`]
        1:8 `2025-13-01` is neither a number nor a date [dates are written `2025-06-08`; a text or a measure stands between quotation marks: `"11 pt"`]
        "##);
    }

    #[test]
    fn nesting_is_shown_where_it_is_deep() {
        let deep = format!("title = \"T\"\n{}a = 1\n", "a.".repeat(300));
        assert!(said(&deep).starts_with("2:1 values are nested too deeply"));
        let deep = format!("title = \"T\"\nx = {}{}\n", "[".repeat(300), "]".repeat(300));
        assert!(said(&deep).starts_with("2:"), "{}", said(&deep));
    }
}
