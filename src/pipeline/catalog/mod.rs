//! From a library to its catalogue: what is stale is built, side by side; then all is put in one
//! folder.
//!
//! Books are built into a store beside the catalogue, `.NAME`, each with its card and a stamp of
//! what it was made from. A book whose stamp still holds is not read again. So a library in which one
//! book is broken keeps what was made of the others, and the catalogue as it was.

mod announced;
mod leaflet;
mod letters;
mod names;
mod sights;
mod stamp;
mod store;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use uuid::Uuid;

use super::{Book, Options, Watch, build};
use crate::catalog::{self, Change, Content, Entry, Folder, Section, Shelf, Unsafe};
use crate::diag::{Code, Diagnostic, Reported, Severity, Sink};
use crate::info::Moment;
use crate::manifest::{Library, Listed, Output, read_library};
use crate::source::{self, Files};
use crate::typography;
use names::Wanted;
use store::Kept;

pub use leaflet::also_published;
pub(super) use stamp::inputs;

/// The namespace of catalogues' identifiers: made once, for this alone, and never changed.
const CATALOGUES: Uuid = Uuid::from_u128(0x2c9d_51b7_0e4f_5a83_b6d0_4f17_9ac3_e852);

/// What readers are offered; the rest is for those who print books.
const OFFERED: [Output; 7] = [
    Output::Epub,
    Output::Kepub,
    Output::Kindle,
    Output::Compatible,
    Output::Html,
    Output::Pdf,
    Output::Booklet,
];

/// What became of a library.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The library's own findings, and those of books that are told at its entries.
    pub library: Book,
    /// The books that were built, with theirs, in the order of the list.
    pub books: Vec<Book>,
    /// The catalogue, if it stands in its place.
    pub placed: Option<Placed>,
}

/// A catalogue in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its folder.
    pub folder: PathBuf,
    /// How many entries it lists.
    pub entries: usize,
    /// How many of them are books.
    pub books: usize,
    /// What was done to what stood there.
    pub change: Change,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Makes the catalogue of the library at `path` in a folder below `out`. Never fails: what is wrong
/// stands in the answer, and then the catalogue that stood there stands there still.
pub fn catalog(
    path: &Path,
    out: &Path,
    modified: Option<Moment>,
    watch: Watch<'_>,
) -> Catalogue {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let mut books = Vec::new();
    let placed = read_library(path, &mut files, &mut sink).and_then(|library| {
        let job = Job { path, out, modified, library: &library };
        job.run(&mut books, watch, &mut sink)
    });
    Catalogue { library: told(path, files, sink), books, placed: placed.ok() }
}

/// The manifests of the books that the library at `path` lists, in its order, as its user would write
/// them; `None` where it has mistakes, which stand in the answer.
pub fn listed(path: &Path) -> (Book, Option<Vec<PathBuf>>) {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let folder = path.parent().unwrap_or(Path::new(""));
    let listed = read_library(path, &mut files, &mut sink).ok().map(|library| {
        let books = library.entries.iter().filter_map(|entry| match &entry.listed {
            Listed::Book { written, .. } => Some(source::tidy(&folder.join(written))),
            Listed::Title { .. } => None,
        });
        books.collect()
    });
    (told(path, files, sink), listed)
}

/// What there is to tell of a library.
fn told(path: &Path, files: Files, sink: Sink) -> Book {
    Book {
        path: path.to_path_buf(),
        files,
        found: sink.into_found(),
        written: Vec::new(),
        shown: None,
        shelved: None,
    }
}

struct Job<'a> {
    path: &'a Path,
    out: &'a Path,
    modified: Option<Moment>,
    library: &'a Library,
}

impl Job<'_> {
    fn run(
        &self,
        books: &mut Vec<Book>,
        watch: Watch<'_>,
        sink: &mut Sink,
    ) -> Result<Placed, Reported> {
        let wanted = names::wanted(self.path, self.library, sink);
        if let Some(reported) = sink.failed() {
            return Err(reported);
        }
        let store = self.out.join(format!(".{}", self.library.name));
        // Held to the end, so that no other run takes away what this one needs.
        let _occupied = store::occupy(&store);
        let options = Options {
            out: store.clone(),
            only: Some(OFFERED.to_vec()),
            modified: self.modified,
            outputs: self.library.outputs.clone(),
            shelved: true,
            ..Options::default()
        };
        let asked = stamp::asked(self.library.outputs.as_deref(), self.modified);
        let kept: Vec<Option<Kept>> = wanted
            .par_iter()
            .map(|book| Kept::fresh(&store.join(&book.name), &book.shown, &asked))
            .collect();
        // Books with much in them would otherwise wait behind one another.
        let built: Vec<Option<(Book, Option<Kept>)>> = wanted
            .par_iter()
            .zip(kept.par_iter())
            .with_max_len(1)
            .map(|(wanted, kept)| {
                if kept.is_some() {
                    return None;
                }
                let begun = store::begin(&store);
                let mut book = build(&wanted.shown, &options, watch);
                let folder = store.join(&wanted.name);
                let kept = store::keep(&mut book, &folder, &asked, begun.as_ref());
                Some((book, kept))
            })
            .collect();
        let mut ready = Vec::new();
        let mut failed = None;
        let mut unwritten: BTreeMap<String, Vec<&Wanted<'_>>> = BTreeMap::new();
        for ((wanted, kept), built) in wanted.iter().zip(kept).zip(built) {
            let fresh = match built {
                None => kept,
                Some((book, kept)) => {
                    if let Some(why) = unwritable(&book) {
                        unwritten.entry(why.to_owned()).or_default().push(wanted);
                        continue;
                    }
                    let broken = book.count(Severity::Error) > 0;
                    if kept.is_none() {
                        failed = Some(self.tell(wanted, broken, sink));
                    }
                    books.push(book);
                    kept
                }
            };
            ready.extend(fresh.map(|kept| (wanted, kept)));
        }
        for (why, books) in unwritten {
            failed = Some(sink.fail(names::unwritten(&books, &why)));
        }
        if let Some(reported) = failed {
            return Err(reported);
        }
        let mut folder = Folder::default();
        let ready: BTreeMap<usize, catalog::Book> = ready
            .into_iter()
            .map(|(wanted, kept)| (wanted.at, wanted.lay(kept, &store, &mut folder)))
            .collect();
        names::apart(&wanted, &ready, sink)?;
        let placed = self.place(
            &store,
            (ready, folder),
            (&options, &asked),
            (books, watch),
            sink,
        )?;
        tidy(&store, &wanted);
        Ok(placed)
    }

    /// Says at its entry that a book has no files.
    fn tell(&self, wanted: &Wanted<'_>, broken: bool, sink: &mut Sink) -> Reported {
        let shown = wanted.shown.display();
        let (message, help) = match broken {
            true => (
                format!("`{shown}` has errors, and the catalogue stays as it was"),
                "mend them; what was made of the other books is kept",
            ),
            false => (
                format!("`{shown}` has no outputs that readers could take"),
                "add `\"epub\"` to its `outputs`, or say `outputs` in the library",
            ),
        };
        let finding = Diagnostic::new(Code::UnlistedBook, message);
        sink.fail(finding.at(wanted.entry.span).help(help))
    }

    /// Puts the catalogue in its place: the books, whose files are in the folder already, with its own
    /// pages and feeds.
    fn place(
        &self,
        store: &Path,
        (mut ready, mut folder): (BTreeMap<usize, catalog::Book>, Folder),
        asked: (&Options, &str),
        told: (&mut Vec<Book>, Watch<'_>),
        sink: &mut Sink,
    ) -> Result<Placed, Reported> {
        let mut shelf = self.shelf(&mut ready);
        letters::tell(self.library, &shelf, sink);
        announced::make(&mut shelf, store, &mut folder);
        leaflet::make(&mut shelf, store, asked, told, &mut folder);
        for (path, bytes) in catalog::files(&shelf) {
            folder.add(path, Content::Bytes(bytes));
        }
        let target = self.out.join(&self.library.name);
        let change = folder.place(&target, store).map_err(|why| {
            let (message, help) = match why {
                Unsafe::Foreign => (
                    format!("`{}` holds something that is not a catalogue", target.display()),
                    "nothing was touched; name another folder with `--out`, or empty this one",
                ),
                Unsafe::Link => (
                    format!("`{}` is a link, and cannot be swapped as folders are", target.display()),
                    "nothing was touched; let the link lead here from where the catalogue is served, or \
                     name the folder that it leads to with `--out`",
                ),
                Unsafe::Io(path, error) => (
                    format!("`{}` cannot be written: {}", path.display(), source::reason(&error)),
                    "the catalogue is as it was; `--out` names another folder",
                ),
            };
            sink.fail(Diagnostic::new(Code::UnwritableOutput, message).help(help))
        })?;
        Ok(Placed {
            entries: shelf.entries.len(),
            books: shelf.books().count(),
            bytes: folder.bytes(),
            folder: target,
            change,
        })
    }

    fn shelf(&self, ready: &mut BTreeMap<usize, catalog::Book>) -> Shelf {
        let library = self.library;
        let title = library.title.clone().or(library.publisher.clone());
        let title = title.unwrap_or_else(|| library.name.clone());
        let stated = library.uuid.as_deref().and_then(|uuid| Uuid::parse_str(uuid).ok());
        let id = stated.unwrap_or_else(|| {
            let publisher = library.publisher.as_deref().unwrap_or("");
            Uuid::new_v5(&CATALOGUES, format!("{publisher}\n{title}").as_bytes())
        });
        let set = |text: &str| typography::set_text(text, &library.lang);
        // Blank lines part paragraphs, and stay.
        let paragraphs = |text: &String| -> String {
            text.split("\n\n").map(set).collect::<Vec<String>>().join("\n\n")
        };
        let sections = library.sections.iter().map(|section| Section {
            title: set(&section.title),
            description: section.description.as_ref().map(paragraphs),
        });
        let entries = library.entries.iter().enumerate().filter_map(|(at, entry)| {
            let (title, authors, book) = match &entry.listed {
                Listed::Title { title, authors } => {
                    let authors = authors.iter().map(|name| set(name)).collect();
                    (set(title), authors, None)
                }
                Listed::Book { .. } => {
                    let book = ready.remove(&at)?;
                    (book.card.title.clone(), Vec::new(), Some(book))
                }
            };
            Some(Entry {
                section: entry.section,
                title,
                authors,
                teaser: entry.teaser.as_ref().map(paragraphs),
                link: entry.link.clone(),
                date: entry.date,
                book,
                announced: None,
            })
        });
        Shelf {
            title: set(&title),
            lang: library.lang.clone(),
            publisher: library.publisher.as_deref().map(set),
            description: library.description.as_ref().map(paragraphs),
            url: library.url.clone(),
            id,
            sections: sections.collect(),
            entries: entries.collect(),
            leaflet: None,
        }
    }
}

/// Why the files of a book cannot be written, if that is all that is wrong with it: the same for
/// every book on a full disk, and told once.
fn unwritable(book: &Book) -> Option<&str> {
    let mut errors =
        book.found.iter().filter(|f| f.severity == Severity::Error).peekable();
    let (_, why) = errors.peek()?.message.rsplit_once(": ")?;
    errors.all(|found| found.code == Code::UnwritableOutput).then_some(why)
}

/// Takes books that are no longer listed out of the store. What cannot be removed is left: nobody
/// reads it.
fn tidy(store: &Path, listed: &[Wanted<'_>]) {
    let Ok(entries) = fs::read_dir(store) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !listed.iter().any(|book| book.name == name) && store::is_one(&entry.path()) {
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}
