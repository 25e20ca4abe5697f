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
mod inner_files;
mod inputs;
mod items;
mod kept;
mod kind;
mod language;
mod letters;
mod lines;
mod links;
mod list;
mod manuscript;
mod markdown;
mod names;
mod nesting;
mod note_signs;
mod notes;
mod numbered;
mod office;
mod paragraphs;
mod pasted;
mod pictures;
mod quotes;
mod report;
mod rows;
mod signs;
mod slips;
mod trailer;
mod typed;
mod unlinked;
mod web_archive;
mod writing;

use std::path::Path;

pub use report::{Cut, Fate};

use crate::diag::Diagnostic;
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
        let mut manuscript = match kind {
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
                let (text, mut head) = (text.to_string(), kept::head(&text));
                head.without_blanks();
                self.articles.push(Article::Kept { text, head, stem, pictures });
                return;
            }
            Kind::Html => {
                let declared = html::declared(input.bytes);
                let Some(manuscript) = self.page(input, declared, None, &stem) else {
                    return;
                };
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
                let location = archive.location();
                let Some(manuscript) = self.page(&inner, declared, location, &stem)
                else {
                    return;
                };
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
        manuscript.without_blanks();
        nesting::flatten(&mut manuscript, &mut self.report);
        slips::look(&manuscript, &self.files, &mut self.report);
        self.articles.push(Article::Read { manuscript, stem });
    }

    /// A page as a manuscript, with its language.
    fn page(
        &mut self,
        input: &Input<'_>,
        declared: Option<&'static encoding_rs::Encoding>,
        location: Option<&str>,
        stem: &str,
    ) -> Option<Manuscript> {
        if input.bytes.len() > TEXT_LIMIT {
            let emptied = inner_files::take_out(input.bytes);
            if emptied.page.len() < input.bytes.len() {
                let beside =
                    |name: &str| emptied.file(name).or_else(|| (input.beside)(name));
                let (path, bytes) = (input.path, emptied.page.as_slice());
                let inner = Input { path, bytes, beside: &beside };
                return self.page_of(&inner, declared, location, stem);
            }
        }
        self.page_of(input, declared, location, stem)
    }

    fn page_of(
        &mut self,
        input: &Input<'_>,
        declared: Option<&'static encoding_rs::Encoding>,
        location: Option<&str>,
        stem: &str,
    ) -> Option<Manuscript> {
        let (file, text) = self.text(input, declared)?;
        let beside = input.beside;
        let page = html::Page { source: &text, file, stem, beside, location };
        match html::read(&page, &mut self.report) {
            Ok(mut manuscript) => {
                let words = manuscript.words();
                self.language(&mut manuscript, &words, Span::head(file));
                self.put_date_into_words(&mut manuscript);
                Some(manuscript)
            }
            Err(bounds) => {
                let help = "look whether it is the right file";
                self.refuse(input, html::refused(bounds), help);
                None
            }
        }
    }
}

/// What to do with a web archive that cannot be read.
const SAVE_ANEW: &str =
    "save the page as “web page, complete” or “HTML only”, and import the .html file";
