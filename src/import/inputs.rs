//! What is known of an input beside its words: its encoding, its language, the pictures that it names,
//! or why it is refused.

use super::manuscript::Manuscript;
use super::{Article, Import, Input, Output, TEXT_LIMIT, encoding, kept, language};
use crate::diag::{Code, Diagnostic, Severity};
use crate::info::{Date, Lang};
use crate::source::{FileId, Span};

/// How many bytes of text tell its language against what its file says.
const LONG_ENOUGH: usize = 400;

impl Import<'_> {
    /// The pictures that an article in our language names, which go with it.
    pub(super) fn pictures(
        &mut self,
        input: &Input<'_>,
        file: FileId,
        text: &str,
    ) -> Vec<Output> {
        let mut out = Vec::new();
        for named in kept::pictures(text) {
            let at = Span::new(file, named.at.clone());
            let path = &named.path;
            let other = |bytes: &Vec<u8>| {
                self.articles.iter().any(|article| {
                    matches!(article, Article::Kept { pictures, .. } if pictures
                        .iter()
                        .any(|known| known.path == *path && known.bytes != *bytes))
                })
            };
            let (message, help) = match (input.beside)(path).filter(|_| named.within) {
                Some(bytes) if !other(&bytes) => {
                    out.push(Output { path: path.clone(), bytes });
                    continue;
                }
                Some(_) => (
                    format!(
                        "another article has another picture `{path}`, which is the one that is copied"
                    ),
                    "give one of them another name, and import again",
                ),
                None if !named.within => (
                    format!(
                        "the picture `{path}` is outside of the article's folder, and is not copied"
                    ),
                    "put it beside the article, and change its path",
                ),
                None => (
                    format!("the picture `{path}` is not there"),
                    "put it there, or take it out of the article",
                ),
            };
            self.report.doubt(at, message, help);
        }
        out
    }

    /// The text of a file, its encoding found out and told.
    pub(super) fn text(
        &mut self,
        input: &Input<'_>,
        declared: Option<&'static encoding_rs::Encoding>,
    ) -> Option<(FileId, std::sync::Arc<str>)> {
        if input.bytes.len() > TEXT_LIMIT {
            let message = format!("it is larger than {} MiB", TEXT_LIMIT >> 20);
            self.refuse(
                input,
                &message,
                "no article is that long; check that it is the right file",
            );
            return None;
        }
        let stated = self.options.encoding.map(|encoding| encoding.0);
        let decoded = encoding::decode(input.bytes, stated, declared);
        let file = self.files.add(input.path, &decoded.text);
        self.first.get_or_insert(file);
        let at = Span::head(file);
        if let Some(from) = decoded.from {
            let message = match decoded.guessed {
                true => format!(
                    "the text is in {from}, as far as can be told, and was converted to UTF-8"
                ),
                false => format!("the text is in {from}, and was converted to UTF-8"),
            };
            self.report.change(
                at,
                message,
                "where letters are wrong, name the encoding: `--encoding windows-1251`",
            );
        }
        let text = self.files.text(file);
        if let Some(word) = encoding::misread(&text) {
            let message = format!(
                "the text was read in the wrong encoding before it was saved, so that letters are two signs each: {}",
                &text[word.clone()]
            );
            self.report.doubt(
                Span::new(file, word),
                message,
                "copy it anew from where it comes from, or open that file as UTF-8",
            );
        }
        if decoded.guessed
            && let Some(word) = encoding::odd_word(&text)
        {
            let message = format!(
                "a word has signs that no word has, `{}`: the text may be in another encoding",
                &text[word.clone()]
            );
            self.report.doubt(
                Span::new(file, word),
                message,
                "name it: `--encoding koi8-r`; or save the text as UTF-8 in the program that it comes from",
            );
        }
        if decoded.broken {
            let text = self.files.text(file);
            let place = text.find('\u{fffd}').unwrap_or(0);
            let at = Span::new(file, place..(place + 3).min(text.len()));
            let count = text.matches('\u{fffd}').count();
            let all = match count {
                1 => String::new(),
                count => format!(", the first of {count}"),
            };
            let message = format!(
                "a byte here has no meaning in {}{all}; it stands as `{}`",
                decoded.from.unwrap_or("UTF-8"),
                '\u{fffd}',
            );
            self.report.doubt(
                at,
                message,
                "name the right encoding, `--encoding koi8-r`, or put there what was meant",
            );
        }
        Some((file, self.files.text(file)))
    }

    /// Gives a manuscript its language: what is stated, what it says itself, or what is found out.
    pub(super) fn language(&mut self, manuscript: &mut Manuscript, text: &str, at: Span) {
        if let Some(language) = &self.options.language {
            manuscript.language = Some(language.to_string());
            return;
        }
        if let Some(most) = language::marked(manuscript)
            && let Some(stated) = manuscript.language.clone()
        {
            let message = format!(
                "the file says that its language is {stated}, but most of its text is marked as {most}"
            );
            let help = "where it is another, say so: `--language es`";
            self.report.doubt(at, message, help);
            language::settle(manuscript, &most);
            return;
        }
        let told = language::language(text);
        if let Some(stated) = &manuscript.language {
            let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
            if told.sure && text.len() > LONG_ENOUGH && first(stated) != first(told.tag) {
                let message = format!(
                    "the file says that its language is {stated}, but its text is taken to be {}",
                    told.tag
                );
                let help = "where it is another, say so: `--language es`";
                self.report.doubt(at, message, help);
                language::settle(manuscript, told.tag);
            }
            return;
        }
        let message = format!("the language is taken to be {}", told.tag);
        let help = "where it is another, say so: `--language es`";
        match told.sure {
            true => self.report.guess(at, message, help),
            false => self.report.doubt(at, message, help),
        }
        manuscript.language = Some(told.tag.to_string());
    }

    /// Writes a date for programs as the language of the text writes dates: it stands in the book.
    pub(super) fn put_date_into_words(&mut self, manuscript: &mut Manuscript) {
        let Some(at) = manuscript.date_of_programs.take() else { return };
        let lang = manuscript.language.as_deref().and_then(Lang::parse);
        let Some((date, lang)) = manuscript.date.as_ref().zip(lang) else { return };
        let Some(read) = Date::parse(date) else { return };
        // The book sets its spaces itself.
        let words = read.in_words(&lang).replace('\u{a0}', " ");
        if words != *date {
            let message = format!("the date {date} is written `{words}`");
            self.report.change(at, message, "");
            manuscript.date = Some(words);
        }
    }

    /// A file that cannot be imported.
    pub(super) fn refuse(&mut self, input: &Input<'_>, message: &str, help: &str) {
        let file = self.files.add(input.path, "");
        let message = format!("`{}` cannot be imported: {message}", input.path.display());
        let mut found =
            Diagnostic::new(Code::ImportRefused, message).at(Span::head(file));
        if !help.is_empty() {
            found = found.help(help);
        }
        debug_assert_eq!(found.severity, Severity::Error);
        self.report.sink.report(found);
    }
}
