//! Front matter: TOML between `+++` lines at the very beginning of an article.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::FrontMatter;
use crate::diag::{Code, Diagnostic, Sink};
use crate::info::Lang;
use crate::source::{FileId, Span};

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

/// Reads the front matter, and says at which byte the text begins.
pub(super) fn read(file: FileId, text: &str, sink: &mut Sink) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let Some((toml, body)) = split(text) else { return (front, 0) };
    let base = toml.start;
    let span =
        |range: Range<usize>| Span::new(file, base + range.start..base + range.end);
    let (table, errors) = DeTable::parse_recoverable(&text[toml]);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        sink.report(
            Diagnostic::new(Code::TomlSyntax, error.message().to_lowercase())
                .at(span(at))
                .help("front matter is TOML: key = \"value\", one a line"),
        );
    }
    for (key, value) in table.get_ref() {
        let mut reader = Reader { at: span(value.span()), key: key.get_ref(), sink };
        match key.get_ref().as_ref() {
            "title" => front.title = reader.text(value).map(|t| (t, reader.at)),
            "subtitle" => front.subtitle = reader.text(value).map(|t| (t, reader.at)),
            "author" | "authors" => front.authors.extend(reader.texts(value, &span)),
            "translator" | "translators" => {
                front.translators.extend(reader.texts(value, &span));
            }
            "date" => front.date = reader.text(value),
            "source" => front.source = reader.text(value),
            "rights" => front.rights = reader.text(value),
            "language" => front.language = reader.lang(value),
            other => {
                let unknown = format!("unknown key `{other}` in front matter");
                sink.report(
                    Diagnostic::new(Code::UnknownKey, unknown)
                        .at(span(key.span()))
                        .help(super::suggest(other, &KEYS)),
                );
            }
        }
    }
    (front, body)
}

/// The range of the TOML and the first byte after the closing line.
fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != "+++" {
        return None;
    }
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((first.len()..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

struct Reader<'a> {
    at: Span,
    key: &'a str,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) => Some(text.trim().to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::Integer(number) => Some(number.as_str().to_string()),
            DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                let kind = value.get_ref().type_str();
                let message = format!("`{}` must be text, not {kind}", self.key);
                self.sink.report(
                    Diagnostic::new(Code::WrongType, message)
                        .at(self.at)
                        .help(format!("write {} = \"…\"", self.key)),
                );
                None
            }
        }
    }

    fn texts(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        span: &dyn Fn(Range<usize>) -> Span,
    ) -> Vec<String> {
        let Some(array) = value.get_ref().as_array() else {
            return self.text(value).into_iter().collect();
        };
        let mut texts = Vec::new();
        for value in array.iter() {
            self.at = span(value.span());
            texts.extend(self.text(value));
        }
        texts
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
        let (front, body) = read(file, text, &mut sink);
        assert_eq!(&text[body..], "Text\n");
        assert_eq!(front.title.expect("a title").0, "A");
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

    #[test]
    fn a_break_of_pluses_later_is_no_front_matter() {
        let text = "Text\n+++\n";
        let file = Files::default().add("a.md", text);
        assert_eq!(read(file, text, &mut Sink::default()).1, 0);
    }
}
