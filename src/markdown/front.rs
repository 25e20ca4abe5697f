//! Front matter: TOML between `+++` lines at the beginning of an article.
//!
//! What was meant as front matter and is none (YAML, a closing line forgotten) is
//! reported, and does not become text of the article.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FrontMatter;
use crate::diag::{Code, Diagnostic, Sink};
use crate::info::Lang;
use crate::source::{FileId, Span, syntax};

/// Where it is written how keys are.
const GUIDE: &str = "`publish explain front-matter`";

const KEYS: [&str; 10] = [
    "title",
    "subtitle",
    "author",
    "authors",
    "translator",
    "translators",
    "date",
    "source",
    "language",
    "rights",
];

/// What is set as text: each value, and where its characters stand in the file, from the
/// first on; escapes make the source longer than the value.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// The title.
    pub title: Option<(String, Range<usize>)>,
    /// The subtitle.
    pub subtitle: Option<(String, Range<usize>)>,
}

/// Reads the front matter, and says at which byte the text begins.
pub(super) fn read(
    file: FileId,
    text: &str,
    sink: &mut Sink,
) -> (FrontMatter, Heads, usize) {
    let mut front = FrontMatter::default();
    let mut heads = Heads::default();
    let (toml, body) = match split(text) {
        Head::None => return (front, heads, 0),
        Head::Toml(toml, body) => (toml, body),
        Head::Yaml(yaml) => {
            let (line, body) = (yaml.start..yaml.start + 3, yaml.end);
            let message = "front matter in YAML is not read";
            sink.report(
                Diagnostic::new(Code::FrontMatter, message)
                    .at(Span::new(file, line))
                    .help("write it in TOML: `key = \"value\"` between lines of `+++`"),
            );
            return (front, heads, body);
        }
        Head::Open(line, toml) => {
            let message = "front matter is never closed";
            sink.report(
                Diagnostic::new(Code::FrontMatter, message)
                    .at(Span::new(file, line))
                    .help("put `+++` on a line of its own where it ends"),
            );
            let body = toml.end;
            (toml, body)
        }
    };
    let (base, within) = (toml.start, toml.clone());
    let span =
        |range: Range<usize>| Span::new(file, base + range.start..base + range.end);
    let (table, errors) = DeTable::parse_recoverable(&text[toml]);
    let syntax = syntax(&errors, file, text, within, GUIDE);
    let mut own = Sink::default();
    for (key, value) in table.get_ref() {
        let (at, sink) = (span(value.span()), &mut own);
        let mut reader = Reader { at, key: key.get_ref(), sink };
        match key.get_ref().as_ref() {
            "title" => heads.title = reader.text(value).map(|t| within_text(t, at, text)),
            "subtitle" => {
                heads.subtitle = reader.text(value).map(|t| within_text(t, at, text));
            }
            "author" | "authors" => front.authors.extend(reader.texts(value, &span)),
            "translator" | "translators" => {
                front.translators.extend(reader.texts(value, &span));
            }
            "date" => front.date = reader.date(value),
            "source" => front.source = reader.text(value),
            "rights" => front.rights = reader.text(value),
            "language" => front.language = reader.lang(value).map(|l| (l, reader.at)),
            other => {
                let unknown = format!("unknown key `{other}` in front matter");
                reader.sink.report(
                    Diagnostic::new(Code::UnknownKey, unknown)
                        .at(span(key.span()))
                        .help(super::suggest(other, &KEYS)),
                );
            }
        }
    }
    // What the parser made of a broken line is not what its author wrote.
    let mut found = own.into_found();
    found.retain(|finding| !syntax.covers(finding.at));
    found.extend(syntax.found);
    found.sort_by_key(|finding| finding.at.map(|at| (at.start, at.end)));
    found.into_iter().for_each(|finding| sink.report(finding));
    (front, heads, body)
}

/// A value on one line, with the place of its characters in the file.
fn within_text(value: String, at: Span, text: &str) -> (String, Range<usize>) {
    let value = value.replace('\n', " ");
    let raw = &text[at.range()];
    let start = raw.find(value.as_str()).unwrap_or_else(|| {
        raw.len() - raw.trim_start_matches(['"', '\'', '\n', ' ', '\t']).len()
    });
    let start = at.start as usize + start;
    (value, start..at.end as usize)
}

/// What an article begins with.
enum Head {
    /// Its text.
    None,
    /// TOML, and the first byte of the text behind it.
    Toml(Range<usize>, usize),
    /// YAML between `---` lines, with these lines.
    Yaml(Range<usize>),
    /// An opening line `+++` without a closing one, and the TOML below it, up to the
    /// first empty line.
    Open(Range<usize>, Range<usize>),
}

/// Looks at the first lines that are not empty.
fn split(text: &str) -> Head {
    let start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
    let start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next() else { return Head::None };
    let from = start + first.len();
    let pair = |line: &str, sign: char| {
        let key = line.split_once(sign).map_or("", |(key, _)| key.trim());
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        !key.is_empty() && key.chars().all(letter)
    };
    let second = lines.next().unwrap_or("");
    let mut at = from;
    let mut empty = None;
    match first.trim_end() {
        "+++" => {
            for line in text[from..].split_inclusive('\n') {
                match line.trim() {
                    "+++" => return Head::Toml(from..at, at + line.len()),
                    "" => empty = empty.or(Some(at)),
                    _ => {}
                }
                at += line.len();
            }
            let end = if pair(second, '=') { empty.unwrap_or(at) } else { from };
            Head::Open(start..start + 3, from..end)
        }
        "---" if pair(second, ':') => {
            for line in text[from..].split_inclusive('\n') {
                at += line.len();
                if matches!(line.trim_end(), "---" | "...") {
                    return Head::Yaml(start..at);
                }
            }
            Head::None
        }
        _ => Head::None,
    }
}

struct Reader<'a> {
    at: Span,
    key: &'a str,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let DeValue::String(text) = value.get_ref() else {
            return self.wrong(value.get_ref(), "a text");
        };
        Some(text.trim().to_string())
    }

    /// A date in words, or one that TOML knows, or a year.
    fn date(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::Integer(year) => Some(year.as_str().to_string()),
            DeValue::String(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => self.text(value),
        }
    }

    fn texts(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        span: &dyn Fn(Range<usize>) -> Span,
    ) -> Vec<String> {
        if matches!(value.get_ref(), DeValue::String(_)) {
            return self.text(value).into_iter().collect();
        }
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value.get_ref(), "a text or a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for value in items.iter() {
            self.at = span(value.span());
            texts.extend(self.text(value));
        }
        texts
    }

    /// Reports a value of a wrong type, in the words of the manifest.
    fn wrong(&mut self, found: &DeValue<'_>, wanted: &str) -> Option<String> {
        let (kind, scalar) = match found {
            DeValue::String(_) => ("a text", false),
            DeValue::Integer(_) | DeValue::Float(_) => ("a number", true),
            DeValue::Boolean(_) => ("true or false", false),
            DeValue::Datetime(_) => ("a date", true),
            DeValue::Array(_) => ("a list", false),
            DeValue::Table(_) => ("a table", false),
        };
        let message = format!("expected {wanted}, found {kind}");
        let help = match scalar {
            true => "put it between quotation marks".to_string(),
            false => format!("write {} = \"…\"", self.key),
        };
        self.sink
            .report(Diagnostic::new(Code::WrongType, message).at(self.at).help(help));
        None
    }

    fn lang(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Lang> {
        let tag = self.text(value)?;
        let lang = Lang::parse(&tag);
        if lang.is_none() {
            let message = format!("`{tag}` is no language tag");
            self.sink.report(
                Diagnostic::new(Code::InvalidValue, message)
                    .at(self.at)
                    .help("write a tag such as \"en-GB\", \"fr\" or \"es\""),
            );
        }
        lang
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    #[test]
    fn known_keys_are_read_and_slips_reported() {
        let text = "+++\ntitle = \"A\"\nauthors = [\"B\", \"C\"]\ndate = 1940-08-20\n\
                    langage = \"es\"\nrights = [1]\n+++\nText\n";
        let file = Files::default().add("a.md", text);
        let mut sink = Sink::default();
        let (front, heads, body) = read(file, text, &mut sink);
        assert_eq!(&text[body..], "Text\n");
        assert_eq!(heads.title.expect("a title").0, "A");
        assert_eq!(front.authors, ["B", "C"]);
        assert_eq!(front.date.as_deref(), Some("1940-08-20"));
        let mut found: Vec<_> = sink
            .found()
            .iter()
            .map(|d| (d.code, &text[d.at.expect("a place").range()]))
            .collect();
        found.sort();
        assert_eq!(found, [(Code::UnknownKey, "langage"), (Code::WrongType, "[1]")]);
    }

    /// The messages, and what is left as text.
    fn messages(text: &str) -> (Vec<String>, &str) {
        let file = Files::default().add("a.md", text);
        let mut sink = Sink::default();
        let (_, _, body) = read(file, text, &mut sink);
        let message = |d: &Diagnostic| {
            let at = d.at.expect("a place").range();
            format!("{:?} {} {}", &text[at], d.code, d.message)
        };
        (sink.found().iter().map(message).collect(), &text[body..])
    }

    #[test]
    fn wrong_types_are_told_as_in_the_manifest() {
        for (toml, expected) in [
            (
                "author = 5",
                "\"5\" wrong-type expected a text or a list of texts, found a number",
            ),
            ("authors = [1]", "\"1\" wrong-type expected a text, found a number"),
            (
                "translator = true",
                "\"true\" wrong-type expected a text or a list of texts, found true or false",
            ),
            ("title = [1, 2]", "\"[1, 2]\" wrong-type expected a text, found a list"),
            ("language = 3", "\"3\" wrong-type expected a text, found a number"),
        ] {
            assert_eq!(messages(&format!("+++\n{toml}\n+++\nx")).0, [expected]);
        }
        assert_eq!(messages("+++\ndate = 1940\n+++\nx"), (Vec::new(), "x"));
    }

    #[test]
    fn slips_in_toml_are_told_in_plain_words_at_their_place() {
        for (toml, expected) in [
            (
                "title = “T”",
                "\"“T”\" toml-syntax the text stands between typographic quotation marks",
            ),
            ("author: \"A\"", "\":\" toml-syntax `:` stands between a key and its value"),
            (
                "date = 8 May 1940",
                "\"8 May 1940\" toml-syntax `8 May 1940` is neither a number nor a date",
            ),
            (
                "title = \"T\"\ntitle = \"U\"",
                "\"title\" toml-syntax `title` is stated twice",
            ),
        ] {
            let text = format!("\n+++\n{toml}\n+++\nx");
            assert_eq!(messages(&text).0, [expected], "{toml}");
        }
    }

    #[test]
    fn what_was_meant_as_front_matter_is_reported_and_no_text() {
        let yaml = "\"---\" front-matter front matter in YAML is not read";
        let open = "\"+++\" front-matter front matter is never closed";
        for (text, expected, body) in [
            ("---\ntitle: X\nauthors:\n  - A\n---\nText", Some(yaml), "Text"),
            ("---\n\nText\n---\n", None, "---\n\nText\n---\n"),
            ("+++\ntitle = \"X\"\n\nText", Some(open), "\nText"),
            ("+++\nText", Some(open), "Text"),
            ("\n \n+++\ntitle = \"X\"\n+++\nText", None, "Text"),
            ("    +++\ntitle", None, "    +++\ntitle"),
        ] {
            let expected: Vec<String> =
                expected.map(str::to_string).into_iter().collect();
            assert_eq!(messages(text), (expected, body), "{text}");
        }
    }

    #[test]
    fn a_break_of_pluses_later_is_no_front_matter() {
        let text = "Text\n+++\n";
        let file = Files::default().add("a.md", text);
        assert_eq!(read(file, text, &mut Sink::default()).2, 0);
    }
}
