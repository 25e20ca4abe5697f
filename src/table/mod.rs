//! A TOML table with places, taken key by key, so that one run shows all that is wrong.
//!
//! What a file of tables is about (a manifest, a theme) its own module knows; here are the
//! values that both are made of, and the words for what is wrong with them.

mod length;
mod measure;
mod names;
mod read;
mod schema;

pub(crate) use length::{LEADINGS, Margins, SIZES};
pub(crate) use measure::{length, page};
pub(crate) use names::{keys, words};
pub(crate) use read::{Taken, read};
pub(crate) use schema::schema;
#[cfg(test)]
pub(crate) use schema::tests as shared;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::diag::{Code, Diagnostic, Sink, nearest, short};
use crate::source::{FileId, Span};

/// What a kind of file can tell of its keys, for messages.
#[derive(Debug)]
pub(crate) struct Guide {
    /// The command that lists them.
    pub reference: &'static str,
    /// A line of TOML that is right, for a key of a table as messages call it.
    pub example: fn(&str, &str) -> Option<&'static str>,
    /// The table that a key belongs to, if it stands by its own name, so that a key above or
    /// below the wrong `[table]` line is told where it should stand.
    pub home: fn(&str) -> Option<&'static str>,
}

impl Guide {
    /// A line of TOML that is right, for a key of a table; tables that several kinds of
    /// files have bring their own.
    pub fn line(&self, table: &str, key: &str) -> Option<&'static str> {
        if table == length::MARGINS {
            return length::margin(key);
        }
        (self.example)(table, key)
    }
}

/// A value with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

/// What every taking needs: where the text is and where findings go.
pub(crate) struct Reader<'s> {
    /// The file.
    pub file: FileId,
    /// What is known of its keys.
    pub guide: &'static Guide,
    /// Where findings go.
    pub sink: &'s mut Sink,
    /// Whether the syntax is broken, so that a missing key may only be lost.
    pub broken: bool,
    /// The values of all tables that were opened, with their tables and keys.
    pub opened: Vec<(Span, &'static str, &'static str)>,
}

/// A table of a known type, its unknown keys already reported.
pub(crate) struct Table<'v, 't> {
    /// What it is called in messages: "the manifest", "`[design]`".
    name: &'static str,
    /// Its place.
    pub span: Span,
    keys: &'static [&'static str],
    entries: BTreeMap<&'v str, (Span, &'v Value<'t>)>,
    /// Keys that an unknown one was most likely meant to be; they are not missing.
    meant: Vec<&'static str>,
}

impl<'v, 't> Table<'v, 't> {
    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<&'v Value<'t>> {
        debug_assert!(self.keys.contains(&key), "`{key}` is a key of {}", self.name);
        self.entries.get(key).map(|(_, value)| *value)
    }

    /// The place of a key, if it is there.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.get(key).map(|(span, _)| *span)
    }
}

impl Reader<'_> {
    /// The place of a value.
    pub fn span<T>(&self, value: &Spanned<T>) -> Span {
        Span::new(self.file, value.span())
    }

    /// Where the values of a table stand, by their keys.
    pub fn said(&self, table: &Table<'_, '_>) -> BTreeMap<&'static str, Span> {
        let value = |key: &&'static str| Some((*key, self.span(table.get(key)?)));
        table.keys.iter().filter_map(value).collect()
    }

    /// Reports a finding at a place.
    pub fn report(
        &mut self,
        code: Code,
        at: Span,
        message: String,
        help: Option<String>,
    ) {
        let mut diagnostic = Diagnostic::new(code, message).at(at);
        diagnostic.help = help;
        self.sink.report(diagnostic);
    }

    /// Reports a value that is of the right type but cannot be.
    pub fn invalid(&mut self, at: Span, message: String, help: impl Into<String>) {
        self.report(Code::InvalidValue, at, message, Some(help.into()));
    }

    /// Opens a table as type `T`: every key that `T` does not have is reported.
    pub fn open<'v, 't, T: Deserialize<'static>>(
        &mut self,
        name: &'static str,
        table: &'v DeTable<'t>,
        span: Span,
    ) -> Table<'v, 't> {
        self.open_keys(name, keys::<T>(), table, span)
    }

    /// Opens a table that may have these keys: every other is reported.
    fn open_keys<'v, 't>(
        &mut self,
        name: &'static str,
        keys: &'static [&'static str],
        table: &'v DeTable<'t>,
        span: Span,
    ) -> Table<'v, 't> {
        let mut entries = BTreeMap::new();
        let mut meant = Vec::new();
        for (key, value) in table {
            let word: &str = key.get_ref();
            let at = Span::new(self.file, key.span());
            if let Some(key) = keys.iter().find(|key| **key == word) {
                entries.insert(word, (at, value));
                self.opened.push((self.span(value), name, key));
                continue;
            }
            let help =
                match ((self.guide.home)(word), nearest(word, keys.iter().copied())) {
                    (Some(home), _) if home != name => format!("it belongs to {home}"),
                    (_, Some(near)) => {
                        meant.push(near);
                        format!("did you mean `{near}`?")
                    }
                    (_, None) if keys.len() > MOST_LISTED => {
                        format!("{} lists the keys", self.guide.reference)
                    }
                    (_, None) => format!("the keys of {name} are {}", list(keys)),
                };
            let message = format!("unknown key `{}` in {name}", short(word));
            self.report(Code::UnknownKey, at, message, Some(help));
        }
        Table { name, span, keys, entries, meant }
    }

    /// A value as a table of type `T`; anything else is reported.
    pub fn table<'v, 't, T: Deserialize<'static>>(
        &mut self,
        name: &'static str,
        value: &'v Value<'t>,
        wanted: &str,
    ) -> Option<Table<'v, 't>> {
        self.table_of(name, keys::<T>(), value, wanted)
    }

    /// A value as a table that may have these keys; anything else is reported.
    pub fn table_of<'v, 't>(
        &mut self,
        name: &'static str,
        keys: &'static [&'static str],
        value: &'v Value<'t>,
        wanted: &str,
    ) -> Option<Table<'v, 't>> {
        let span = self.span(value);
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(span, value.get_ref(), wanted);
            return None;
        };
        Some(self.open_keys(name, keys, table, span))
    }

    /// Reports a value of a wrong type.
    pub fn wrong(&mut self, at: Span, found: &DeValue<'_>, wanted: &str) {
        let message = format!("expected {wanted}, found {}", kind(found));
        let bare = matches!(
            found,
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)
        );
        let what = match bare && wanted.starts_with("a text") {
            true => "put it between quotation marks",
            false => "write it so",
        };
        // The innermost of the tables that hold the place was opened last.
        let holds = |span: Span| span.start <= at.start && at.end <= span.end;
        let key = self.opened.iter().rev().find(|(span, ..)| holds(*span));
        let right = key.and_then(|(_, table, key)| self.guide.line(table, key));
        let help = right.map(|right| format!("{what}: `{right}`"));
        self.report(Code::WrongType, at, message, help);
    }

    /// Reports that a key is missing.
    pub fn missing(&mut self, table: &Table<'_, '_>, key: &str) {
        let meant = table.meant.contains(&key);
        if !self.broken && !meant {
            let message = format!("{} has no `{key}`", table.name);
            let help =
                self.guide.line(table.name, key).map(|line| format!("add it: `{line}`"));
            self.report(Code::MissingKey, table.span, message, help);
        }
    }

    /// A value as any type that serde reads; a wrong type is reported as `wanted`.
    pub fn leaf<T: DeserializeOwned>(
        &mut self,
        value: &Value<'_>,
        wanted: &str,
    ) -> Option<T> {
        let read = T::deserialize(ValueDeserializer::from(value.clone()));
        if read.is_err() {
            self.wrong(self.span(value), value.get_ref(), wanted);
        }
        read.ok()
    }

    /// A value as a text on one line, not empty.
    pub fn text_of(&mut self, value: &Value<'_>) -> Option<(String, Span)> {
        let at = self.span(value);
        let text = one_line(&self.leaf::<String>(value, "a text")?);
        if text.is_empty() {
            let help = "say something, or leave the key out where it may be";
            self.invalid(at, "the text is empty".into(), help);
            return None;
        }
        Some((text, at))
    }

    /// A key as a text on one line, if it is there.
    pub fn text(&mut self, table: &Table<'_, '_>, key: &str) -> Option<(String, Span)> {
        self.text_of(table.get(key)?)
    }

    /// A key as one text or a list of texts, each on one line.
    pub fn texts(&mut self, table: &Table<'_, '_>, key: &str) -> Vec<(String, Span)> {
        table.get(key).map_or_else(Vec::new, |value| self.texts_of(value))
    }

    /// A value as one text or a list of texts, each on one line.
    pub fn texts_of(&mut self, value: &Value<'_>) -> Vec<(String, Span)> {
        match value.get_ref() {
            DeValue::Array(items) => {
                items.iter().filter_map(|item| self.text_of(item)).collect()
            }
            DeValue::String(_) => self.text_of(value).into_iter().collect(),
            other @ (DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_)) => {
                self.wrong(self.span(value), other, "a text or a list of texts");
                Vec::new()
            }
        }
    }

    /// The items of a key that must hold a list.
    pub fn items<'v, 't>(
        &mut self,
        table: &Table<'v, 't>,
        key: &str,
        wanted: &str,
    ) -> &'v [Value<'t>] {
        match table.get(key).map(|value| (value, value.get_ref())) {
            None => &[],
            Some((_, DeValue::Array(items))) => items,
            Some((value, other)) => {
                self.wrong(self.span(value), other, wanted);
                &[]
            }
        }
    }

    /// A value as one of the words of an enumeration.
    pub fn word<T: DeserializeOwned>(&mut self, value: &Value<'_>) -> Option<T> {
        let at = self.span(value);
        let text: String = self.leaf(value, "a text")?;
        let plain: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
        if let Ok(word) = T::deserialize(plain) {
            return Some(word);
        }
        let words = words::<T>();
        let help = match nearest(&text, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write {}", choice(words)),
        };
        self.invalid(at, format!("`{}` is not known here", short(&text)), help);
        None
    }
}

/// How many keys are listed in a message; of more, nobody reads them.
const MOST_LISTED: usize = 12;

/// What a value is, in words.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A text without the line breaks and indents it was typed with.
pub(crate) fn one_line(text: &str) -> String {
    let mut lines = text.trim().lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("").to_string();
    lines.fold(first, |text, line| text + " " + line)
}

/// As [`one_line`], but blank lines part paragraphs.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut out: Vec<String> = vec![String::new()];
    for line in text.lines().map(str::trim) {
        let last = out.len() - 1;
        if line.is_empty() {
            if !out[last].is_empty() {
                out.push(String::new());
            }
        } else {
            if !out[last].is_empty() {
                out[last].push(' ');
            }
            out[last].push_str(line);
        }
    }
    out.retain(|paragraph| !paragraph.is_empty());
    out.join("\n\n")
}

/// `a`, `b` and `c`.
pub(crate) fn list(words: &[&str]) -> String {
    joined(words, "and")
}

/// `a`, `b` or `c`.
pub(crate) fn choice(words: &[&str]) -> String {
    joined(words, "or")
}

fn joined(words: &[&str], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_the_line_breaks_they_were_typed_with() {
        assert_eq!(one_line("  A house\n  in Coyoacán \n"), "A house in Coyoacán");
        assert_eq!(paragraphs("\nOne\ntwo.\n\n\nThree.\n"), "One two.\n\nThree.");
        assert_eq!(paragraphs(" \n "), "");
    }
}
