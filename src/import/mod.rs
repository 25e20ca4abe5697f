//! Articles from elsewhere → our source language: pasted text, web pages, word processors' files.
//!
//! Bytes in, files out as values, and a report of all that was guessed, dropped, changed or is
//! doubtful. Every format is read into one small manuscript, and one writer (`markdown`) makes
//! Markdown of it. Nothing here knows the book, the layout, or where files are written.

mod book;
mod cells;
mod credit;
mod dates;
mod encoding;
mod file_names;
mod front;
mod head;
mod html;
mod items;
mod kept;
mod kind;
mod language;
mod lines;
mod links;
mod list;
mod manuscript;
mod markdown;
mod names;
mod notes;
mod office;
mod paragraphs;
mod pasted;
mod pictures;
mod quotes;
mod report;
mod signs;
mod slips;
mod trailer;
mod web_archive;

use std::path::Path;

pub use report::{Cut, Fate};

use crate::diag::{Code, Diagnostic, Severity};
use crate::info::Lang;
use crate::source::{FileId, Files, Span};
use kind::Kind;
use manuscript::Manuscript;
use report::Report;

/// A file to import.
pub struct Input<'a> {
    /// Its path, as the user wrote it, for messages.
    pub path: &'a Path,
    /// What is in it.
    pub bytes: &'a [u8],
    /// A file that it names, by its path relative to it: the pictures of a saved page. `None` where
    /// there is none, or where it may not be read.
    pub beside: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
}

/// An encoding of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// An encoding by its name: `windows-1251`, `cp1252`, `koi8-r`, `utf-16le` …
    pub fn named(name: &str) -> Option<Encoding> {
        encoding::named(name).map(Encoding)
    }
}

/// What is made of the files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// An article each.
    Articles,
    /// A book of them, by the name of its manifest without its ending.
    Book(String),
    /// Entries of a library, by the name of its manifest with its ending.
    Library(String),
}

/// What is asked of an import.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of the texts; else it is found out.
    pub language: Option<Lang>,
    /// The encoding of the files; else it is found out.
    pub encoding: Option<Encoding>,
    /// What is made of them.
    pub target: Target,
}

/// What an import gives.
#[derive(Debug)]
pub struct Imported {
    /// The inputs as text, for the places of the findings. Of a word processor's file it has the
    /// paragraphs, one a line.
    pub files: Files,
    /// What was guessed, dropped, changed, or is doubtful, in order.
    pub found: Vec<Diagnostic>,
    /// The words of the inputs that do not stand where they stood.
    pub cuts: Vec<Cut>,
    /// The files to be written; none if an input could not be read.
    pub written: Vec<Output>,
}

/// A file to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output {
    /// Its path with `/`, relative to where things go.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The largest text: the longest novels have a quarter of it.
pub const TEXT_LIMIT: usize = 16 << 20;

/// Imports files.
pub fn import(inputs: &[Input<'_>], options: &Options) -> Imported {
    let mut import = Import {
        options,
        files: Files::default(),
        report: Report::default(),
        articles: Vec::new(),
        entries: Vec::new(),
        first: None,
    };
    for input in inputs {
        import.one(input);
    }
    let written = match import.report.sink.failed() {
        Some(_) => Vec::new(),
        None => import.outputs(),
    };
    let mut found = import.report.sink.into_found();
    // People read from the top.
    found.sort_by_key(|found| found.at.map(|at| (at.file, at.start)));
    Imported { files: import.files, found, cuts: import.report.cuts, written }
}

/// An article that was read.
enum Article {
    /// A manuscript, and the stem of the file it came from.
    Read { manuscript: Manuscript, stem: String },
    /// A file in our language already.
    Kept { text: String, head: Manuscript, stem: String, pictures: Vec<Output> },
}

struct Import<'a> {
    options: &'a Options,
    files: Files,
    report: Report,
    articles: Vec<Article>,
    entries: Vec<list::Entry>,
    /// The first file that was read.
    first: Option<FileId>,
}

impl Import<'_> {
    fn one(&mut self, input: &Input<'_>) {
        let stem = input
            .path
            .file_stem()
            .map_or(String::new(), |it| it.to_string_lossy().into());
        let kind = match kind::kind(input.path, input.bytes) {
            Ok(kind) => kind,
            Err(why) => return self.refuse(input, &why.message, why.help),
        };
        if let Target::Library(_) = self.options.target {
            return match kind {
                Kind::Text | Kind::Markdown => {
                    let Some((file, text)) = self.text(input, None) else { return };
                    let mut entries = list::read(&text, file, &mut self.report);
                    if entries.is_empty() {
                        let help = "write a title, below it its teaser, an empty line, the next title …";
                        return self.refuse(
                            input,
                            "no titles with teasers were found in it",
                            help,
                        );
                    }
                    self.entries.append(&mut entries);
                }
                Kind::Html
                | Kind::WebArchive
                | Kind::Docx
                | Kind::Odt
                | Kind::FlatOdt => self.refuse(
                    input,
                    "a list is read from plain text only",
                    "copy it into a text file: a title, its teaser, the next title …",
                ),
            };
        }
        let manuscript = match kind {
            Kind::Text => {
                let Some((file, text)) = self.text(input, None) else { return };
                let mut manuscript = pasted::read(&text, file, &mut self.report);
                self.language(&mut manuscript, &text, Span::head(file));
                manuscript
            }
            Kind::Markdown => {
                let Some((file, text)) = self.text(input, None) else { return };
                self.report.guess(
                    Span::head(file),
                    "this is Markdown already, and is taken over as it is",
                    "where it is not, give it the ending `.txt`",
                );
                let pictures = self.pictures(input, file, &text);
                let (text, head) = (text.to_string(), kept::head(&text));
                self.articles.push(Article::Kept { text, head, stem, pictures });
                return;
            }
            Kind::Html => {
                let declared = html::declared(input.bytes);
                let Some(manuscript) = self.page(input, declared, &stem) else { return };
                manuscript
            }
            Kind::WebArchive => {
                let archive = match web_archive::read(input.bytes) {
                    Ok(archive) => archive,
                    Err(why) => return self.refuse(input, why, SAVE_ANEW),
                };
                let stated = archive.charset.as_deref().and_then(encoding::named);
                let declared = stated.or_else(|| html::declared(&archive.page));
                let beside = |address: &str| archive.part(address);
                let inner =
                    Input { path: input.path, bytes: &archive.page, beside: &beside };
                let Some(manuscript) = self.page(&inner, declared, &stem) else { return };
                manuscript
            }
            Kind::Docx | Kind::Odt | Kind::FlatOdt => {
                let (path, bytes) = (input.path, input.bytes);
                let read = match kind {
                    Kind::Docx => {
                        office::docx(path, bytes, &mut self.files, &mut self.report)
                    }
                    Kind::Odt => {
                        office::odt(path, bytes, true, &mut self.files, &mut self.report)
                    }
                    Kind::FlatOdt
                    | Kind::Html
                    | Kind::WebArchive
                    | Kind::Text
                    | Kind::Markdown => {
                        office::odt(path, bytes, false, &mut self.files, &mut self.report)
                    }
                };
                let (mut manuscript, file) = match read {
                    Ok(read) => read,
                    Err(why) => return self.refuse(input, &why.message, why.help),
                };
                self.first.get_or_insert(file);
                let words = manuscript.words();
                self.language(&mut manuscript, &words, Span::head(file));
                manuscript
            }
        };
        if manuscript.blocks.is_empty() && manuscript.title.is_none() {
            return self.refuse(
                input,
                "no text was found in it",
                "look whether it is the right file",
            );
        }
        slips::look(&manuscript, &self.files, &mut self.report);
        self.articles.push(Article::Read { manuscript, stem });
    }

    /// A page as a manuscript, with its language.
    fn page(
        &mut self,
        input: &Input<'_>,
        declared: Option<&'static encoding_rs::Encoding>,
        stem: &str,
    ) -> Option<Manuscript> {
        let (file, text) = self.text(input, declared)?;
        let page = html::Page { source: &text, file, stem, beside: input.beside };
        match html::read(&page, &mut self.report) {
            Ok(mut manuscript) => {
                let words = manuscript.words();
                self.language(&mut manuscript, &words, Span::head(file));
                Some(manuscript)
            }
            Err(bounds) => {
                let help = "look whether it is the right file";
                self.refuse(input, html::refused(bounds), help);
                None
            }
        }
    }

    /// The pictures that an article in our language names, which go with it.
    fn pictures(&mut self, input: &Input<'_>, file: FileId, text: &str) -> Vec<Output> {
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
    fn text(
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
    fn language(&mut self, manuscript: &mut Manuscript, text: &str, at: Span) {
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

    /// A file that cannot be imported.
    fn refuse(&mut self, input: &Input<'_>, message: &str, help: &str) {
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

    /// The files that are written.
    fn outputs(&mut self) -> Vec<Output> {
        if let Target::Library(name) = &self.options.target {
            let language = self.options.language.as_ref().map(ToString::to_string);
            let text = book::library(language.as_deref(), &self.entries);
            return vec![Output { path: name.clone(), bytes: text.into_bytes() }];
        }
        let folder = match &self.options.target {
            Target::Book(name) => format!("{}/", file_names::slug(name, "book")),
            Target::Articles | Target::Library(_) => String::new(),
        };
        let mut written: Vec<Output> = Vec::new();
        let mut taken = Vec::new();
        let mut pictures_taken = Vec::new();
        let mut chapters = Vec::new();
        for (number, article) in self.articles.iter().enumerate() {
            let (title, stem) = match article {
                Article::Read { manuscript, stem } => {
                    (manuscript.title.as_ref().map(|runs| manuscript::plain(runs)), stem)
                }
                Article::Kept { head, stem, .. } => {
                    (head.title.as_ref().map(|runs| manuscript::plain(runs)), stem)
                }
            };
            let name = match (&self.options.target, title) {
                (Target::Book(_), Some(title)) => {
                    format!("{:02}-{}", number + 1, file_names::slug(&title, "article"))
                }
                (Target::Book(_), None) => {
                    format!("{:02}-{}", number + 1, file_names::slug(stem, "article"))
                }
                (Target::Articles | Target::Library(_), _) => {
                    file_names::slug(stem, "article")
                }
            };
            let name = file_names::free(&name, "md", &taken);
            taken.push(name.clone());
            let text = match article {
                Article::Read { manuscript, .. } => {
                    let mut paths = Vec::new();
                    for picture in &manuscript.pictures {
                        let (stem, ending) =
                            picture.name.rsplit_once('.').unwrap_or((&picture.name, ""));
                        let stem = file_names::slug(stem, "picture");
                        let name = file_names::free(&stem, ending, &pictures_taken);
                        pictures_taken.push(name.clone());
                        written.push(Output {
                            path: format!("{folder}pictures/{name}"),
                            bytes: picture.bytes.clone(),
                        });
                        paths.push(format!("pictures/{name}"));
                    }
                    markdown::write(manuscript, &paths)
                }
                Article::Kept { text, pictures, .. } => {
                    for picture in pictures {
                        let path = format!("{folder}{}", picture.path);
                        if !written.iter().any(|output| output.path == path) {
                            written.push(Output { path, bytes: picture.bytes.clone() });
                        }
                    }
                    text.clone()
                }
            };
            let path = format!("{folder}{name}");
            let manuscript = match article {
                Article::Read { manuscript, .. } => manuscript,
                Article::Kept { head, .. } => head,
            };
            chapters.push(book::Chapter { file: path.clone(), manuscript });
            written.push(Output { path, bytes: text.into_bytes() });
        }
        if let Target::Book(name) = &self.options.target {
            let stated = self.options.language.as_ref().map(ToString::to_string);
            let own =
                chapters.iter().find_map(|chapter| chapter.manuscript.language.clone());
            let language = stated.or(own).unwrap_or_else(|| "en-GB".into());
            let (text, assumed) = book::manifest(name, &language, &chapters);
            if let Some(title) = assumed.title
                && let Some(file) = self.first
            {
                let message = format!("the book is called “{title}”, after its manifest");
                self.report.guess(
                    Span::head(file),
                    message,
                    "write another `title` into the manifest",
                );
            }
            written.insert(
                0,
                Output { path: format!("{name}.toml"), bytes: text.into_bytes() },
            );
        }
        written
    }
}

/// How many bytes of text tell its language against what its file says.
const LONG_ENOUGH: usize = 400;

/// What to do with a web archive that cannot be read.
const SAVE_ANEW: &str =
    "save the page as “web page, complete” or “HTML only”, and import the .html file";
