//! The list as a document: Markdown and a manifest, which are then a book like any other. As a
//! leaflet it is for the table by the door; as an article, for the last pages of a pamphlet.

use super::address::encoded;
use super::page::code;
use super::shelf::{Entry, Shelf};
use super::words::Word;
use crate::info::Lang;

/// A source of the leaflet: the name of its file, and what it holds.
pub type Source = (&'static str, String);

/// One row of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What makes one want to read it; blank lines part paragraphs.
    pub teaser: Option<String>,
    /// The language of title and subtitle, where it is known.
    pub lang: Option<String>,
    /// The language of the teaser, where it is known.
    pub told_in: Option<String>,
    /// Whether it has no file yet.
    pub announced: bool,
    /// Where what has no file is found elsewhere.
    pub link: Option<String>,
}

/// The sources of the leaflet; the manifest first.
pub fn leaflet(shelf: &Shelf) -> Vec<Source> {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut manifest = format!(
        "title = {}\nlanguage = {}\noutputs = [\"pdf\"]\narticles = [\"list.md\"]\n",
        text(&shelf.title),
        text(shelf.lang.tag())
    );
    if let Some(publisher) = &shelf.publisher {
        manifest += &format!("publisher = {}\n", text(publisher));
    }
    manifest += "[design]\ntheme = \"leaflet\"\n";
    let mut list = String::new();
    if let Some(description) = &shelf.description {
        paragraphs(&mut list, description, None);
    }
    let sections = shelf.sections.iter().enumerate().map(|(at, s)| (Some(at), &*s.title));
    let others = Word::Others.in_language(&shelf.lang);
    for (section, title) in sections.chain([(None, others)]) {
        let mut entries =
            shelf.entries.iter().filter(|entry| entry.section == section).peekable();
        if entries.peek().is_none() {
            continue;
        }
        if !shelf.sections.is_empty() {
            list += &format!("## {}\n\n", escaped(title));
        }
        entries.for_each(|entry| entry_of(&mut list, shelf, entry));
    }
    let mut sources = Vec::new();
    if let Some(url) = &shelf.url {
        list += &format!("## {}\n\n", escaped(Word::Devices.in_language(&shelf.lang)));
        let to = [(Word::ShortAddress, "e/"), (Word::ForPrograms, super::MARK)];
        for (word, path) in to {
            let word = escaped(word.in_language(&shelf.lang));
            let address = format!("{}{}", crate::xml::address(url), encoded(path));
            // To be typed: browsers know the rest, and it has a line of its own.
            let short = address.split_once("://").map_or(&*address, |(_, short)| short);
            let short = escaped(short.trim_end_matches('/'));
            list += &format!("{word}\\\n[{short}](<{address}>)\n\n");
        }
        if let Some(code) = code(url) {
            list += &format!("![QR: {}](code.svg){{width=40%}}\n", escaped(url));
            sources.push(("code.svg", code));
        }
    }
    sources.insert(0, ("list.md", list));
    sources.insert(0, ("list.toml", manifest));
    sources
}

/// The rows of an article "Also published" in a language.
pub fn also_published(rows: &[Row], lang: &Lang) -> String {
    let title = escaped(Word::AlsoPublished.in_language(lang));
    let mut out = format!("# {title}\n\n");
    rows.iter().for_each(|row| row.push(&mut out, lang));
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn entry_of(out: &mut String, shelf: &Shelf, entry: &Entry) {
    let row = Row {
        title: entry.title.clone(),
        subtitle: entry.subtitle().map(str::to_owned),
        authors: entry.authors().into_iter().map(str::to_owned).collect(),
        teaser: entry.teaser().map(str::to_owned),
        lang: entry.lang().map(str::to_owned),
        told_in: entry.lang().filter(|_| entry.teaser.is_none()).map(str::to_owned),
        announced: entry.book.is_none(),
        link: entry.link.clone(),
    };
    row.push(out, &shelf.lang);
}

impl Row {
    /// Title, subtitle and authors, then the teaser in the same paragraph.
    fn push(&self, out: &mut String, page: &Lang) {
        let spoken = |lang: &Option<String>, text: String| match lang {
            Some(lang) if lang != page.tag() => format!("[{text}]{{lang={lang}}}"),
            _ => text,
        };
        let mut title = format!("**{}**", escaped(&stopped(&self.title)));
        if let Some(subtitle) = &self.subtitle {
            title += &format!(" *{}*", escaped(&stopped(subtitle)));
        }
        *out += &spoken(&self.lang, title);
        if !self.authors.is_empty() {
            *out += &format!(" {}", escaped(&stopped(&self.authors.join(", "))));
        }
        if let Some(link) = self.link.as_deref().filter(|_| self.announced) {
            let address = crate::xml::address(link);
            // To be typed: browsers know the rest.
            let short = address.split_once("://").map_or(&*address, |(_, short)| short);
            let short = escaped(short.trim_end_matches('/'));
            *out += &format!(" [{short}](<{address}>)");
        } else if self.announced {
            let word = Word::Announced.in_language(page);
            *out += &format!(" *{}*", escaped(&stopped(word)));
        }
        match &self.teaser {
            Some(teaser) => {
                out.push(' ');
                let told_in = self.told_in.as_deref().filter(|lang| *lang != page.tag());
                paragraphs(out, teaser, told_in);
            }
            None => out.push_str("\n\n"),
        }
    }
}

/// Paragraphs of plain words.
fn paragraphs(out: &mut String, text: &str, lang: Option<&str>) {
    for paragraph in text.split("\n\n") {
        let words = escaped(paragraph);
        match lang {
            Some(lang) => *out += &format!("[{words}]{{lang={lang}}}\n\n"),
            None => *out += &format!("{words}\n\n"),
        }
    }
}

/// Words with a stop at their end, unless they have one.
fn stopped(words: &str) -> String {
    let ends = words.trim_end().ends_with(['.', '!', '?', '…', ':']);
    format!("{}{}", words.trim_end(), if ends { "" } else { "." })
}

/// Plain words as Markdown that says just them.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let opens = at == 0 && (matches!(c, '-' | '+' | '=' | ':') || c.is_ascii_digit());
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '&'
            | '|' | '~' | '^' | '$' | '@' => {
                out.push('\\');
                out.push(c);
            }
            // A number at the head of a line would begin a list.
            '.' | ')' if is_number(&words[..at]) => {
                out.push('\\');
                out.push(c);
            }
            c if opens && !c.is_ascii_digit() => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            escaped("1940. A *year* [sic] & <more>"),
            "1940\\. A \\*year\\* \\[sic\\] \\& \\<more\\>"
        );
        assert_eq!(escaped("- no list"), "\\- no list");
        assert_eq!(escaped("May 1. Then"), "May 1. Then");
    }

    #[test]
    fn rows_are_paragraphs_with_their_languages() {
        let row = Row {
            title: "Una casa".into(),
            subtitle: Some("¿Qué casa?".into()),
            authors: vec!["Ann".into()],
            teaser: Some("Uno.\n\nDos.".into()),
            lang: Some("es".into()),
            told_in: Some("es".into()),
            announced: true,
            link: None,
        };
        let elsewhere =
            Row { link: Some("https://example.org/a b".into()), ..row.clone() };
        let lang = Lang::parse("en").expect("a tag");
        assert_eq!(
            also_published(&[row], &lang),
            "# Also published\n\n[**Una casa.** *¿Qué casa?*]{lang=es} Ann. *In preparation.* [Uno.]{lang=es}\n\n[Dos.]{lang=es}\n"
        );
        let told = also_published(&[elsewhere], &lang);
        assert!(
            told.contains(" Ann. [example.org/a%20b](<https://example.org/a%20b>) "),
            "{told}"
        );
    }
}
