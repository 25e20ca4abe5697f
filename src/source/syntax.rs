//! What is wrong with the TOML itself, of a manifest or an article's front matter, in the
//! words of those who write them.
//!
//! The parser speaks of its grammar; what a person meant is told from what stands at the
//! place. What follows from a slip is not shown beside it.

use std::ops::Range;

use super::{FileId, Span};
use crate::diag::{Code, Diagnostic, short};

/// The findings about the syntax, and where what else is found must be mistrusted.
pub struct Syntax {
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

/// The most slips of one file that are told of.
const MOST: usize = 100;

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

/// Turns the parser's errors about the bytes `toml` of a file into findings. `guide` is
/// where an editor reads how keys are written.
pub fn syntax(
    errors: &[toml::de::Error],
    file: FileId,
    text: &str,
    toml: Range<usize>,
    guide: &str,
) -> Syntax {
    let mut syntax = Syntax { found: Vec::new(), broken: Vec::new() };
    let (text, base) = (&text[toml.clone()], toml.start);
    let span = |at: Range<usize>| Span::new(file, base + at.start..base + at.end);
    let mut errors: Vec<_> =
        errors.iter().map(|error| (place(error, text), error.message())).collect();
    errors.sort_by_key(|(at, _)| at.start);
    for (at, message) in errors {
        if syntax.holds(base + at.start) {
            continue;
        }
        let line = line(text, at.start);
        // Nobody mends so many one by one, and each is sought for what it follows from.
        if syntax.found.len() == MOST {
            syntax.broken.push(base + line.start..base + text.len() + 1);
            break;
        }
        let slip = slip(message, text, &line, &at, guide);
        let end = if slip.runs_on { text.len() } else { line.end };
        // A file may end in the place of an error.
        syntax.broken.push(base + line.start..base + end + 1);
        let mut found =
            Diagnostic::new(Code::TomlSyntax, slip.message).at(span(at)).help(slip.help);
        if let Some((at, what)) = slip.related {
            found = found.related(span(at), what);
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

/// What was meant, told from the parser's message and what stands at the place.
fn slip(
    message: &str,
    text: &str,
    line: &Range<usize>,
    at: &Range<usize>,
    guide: &str,
) -> Slip {
    let whole = text[line.clone()].trim();
    let rest = &text[at.start..line.end];
    let says = |part: &str| message.contains(part);
    if says("recursion") || says("recurse") {
        let help = format!(
            "no value has more than a few levels; {guide} shows how each is written"
        );
        return Slip::new("values are nested too deeply", help);
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
    if says("key with no value") {
        let key = if is_key(whole) { whole } else { "key" };
        return Slip::new(
            "the line has a key and no value",
            format!("write `{key} = \"…\"`; comments begin with `#`"),
        );
    }
    if says("unquoted key") {
        let help =
            format!("keys are of the letters a to z, digits and `-`; {guide} lists them");
        return Slip::new("this is not a key", help);
    }
    if says("string, expected") && rest.is_empty() {
        return Slip::new(
            "the text is not closed",
            "end it with the quotation mark it begins with; a text over several lines stands between `\"\"\"`",
        );
    }
    let plain = PLAIN.iter().find(|(part, ..)| says(part));
    if let Some(&(_, fact, help, runs_on)) = plain {
        return Slip { runs_on, ..Slip::new(fact, help) };
    }
    if let Some(word) = word(rest, line, text) {
        return value(word);
    }
    let (fact, more) = message.split_once('\n').unwrap_or((message, ""));
    let help = match more.trim() {
        "" => format!("{guide} shows how each key is written"),
        more => more.replace('\n', " "),
    };
    Slip::new(fact, help)
}

/// Slips that the parser's own words tell: a part of its message, the fact, the remedy,
/// and whether all that follows is read wrongly. The first that fits counts.
const PLAIN: &[(&str, &str, &str, bool)] = &[
    (
        "unclosed array of tables",
        "the heading of a table is not closed",
        "write the name between brackets: `[design]`, `[[contributors]]`",
        false,
    ),
    ("unclosed array", "a list or a table is not closed", "end it with `]`", true),
    ("unclosed inline table", "a list or a table is not closed", "end it with `}`", true),
    (
        "unclosed table",
        "the heading of a table is not closed",
        "write the name between brackets: `[design]`, `[[contributors]]`",
        false,
    ),
    (
        "keys cannot be empty",
        "the line has no key",
        "write one before `=`: `title = \"…\"`",
        false,
    ),
    (
        "escape",
        "`\\` stands before a letter that it means nothing with",
        "write paths with `/`, and a `\\` in a text as `\\\\`",
        false,
    ),
    (
        "multi-line",
        "a text over several lines is not closed",
        "end it with the three quotation marks it begins with",
        true,
    ),
    (
        "string, expected",
        "the text holds a character that is not allowed",
        "take out tabs and other characters that cannot be seen",
        false,
    ),
    (
        "unexpected key or value",
        "the line goes on after its value",
        "put each key on a line of its own; comments begin with `#`; a `\"` within a text is written `\\\"`",
        false,
    ),
];

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
    let short = short(word);
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
        "write it after the first: `[\"…\", \"…\"]`",
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
        for found in syntax(&errors, file, text, 0..text.len(), "docs/manifest.md").found
        {
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
        1:20 a comma is missing between two items of a list [write it after the first: `["…", "…"]`]
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
