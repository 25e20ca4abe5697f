//! The printed list: its sources written into the store, and built as a book is.

use std::fs;
use std::path::Path;

use super::store::{self, Kept};
use crate::catalog::{self, Content, Edition, Folder, Kind, Row, Shelf};
use crate::diag::{Code, Diagnostic, Sink};
use crate::info::MarcRole;
use crate::manifest::{self, Library, Listed};
use crate::pipeline::{Book, Options, Watch, build, place};
use crate::source::{self, Files};

/// Its folder in the store: no book is called so, for books are not hidden.
const FOLDER: &str = ".list";
/// Its name, and that of its manifest.
const NAME: &str = "list";

/// Makes the leaflet where it is stale, and adds it to the catalogue's files. A list that cannot be
/// set is left out, and what is wrong with it is told as of a book.
pub(super) fn make(
    shelf: &mut Shelf,
    store: &Path,
    (options, asked): (&Options, &str),
    (books, watch): (&mut Vec<Book>, Watch<'_>),
    folder: &mut Folder,
) {
    let own = store.join(FOLDER);
    for (name, text) in catalog::leaflet(shelf) {
        let path = own.join(name);
        if fs::read(&path).ok().as_deref() == Some(text.as_bytes()) {
            continue;
        }
        if fs::create_dir_all(&own).and_then(|()| place(text.as_bytes(), &path)).is_err()
        {
            return;
        }
    }
    // It is as old as the latest of what it lists.
    let modified = options.modified.unwrap_or(shelf.modified());
    let asked = &format!("{asked} {}", modified.unix);
    let manifest = own.join(format!("{NAME}.toml"));
    let kept = Kept::fresh(&own.join(NAME), &manifest, asked).or_else(|| {
        let modified = Some(modified);
        let options =
            Options { out: own.clone(), outputs: None, modified, ..options.clone() };
        let begun = store::begin(store);
        let mut book = build(&manifest, &options, watch);
        let kept = store::keep(&mut book, &own.join(NAME), asked, begun.as_ref());
        if kept.is_none() {
            books.push(book);
        }
        kept
    });
    let editions = kept.map(|kept| kept.book(NAME.to_owned()).editions);
    let pdf: Option<Edition> = editions
        .and_then(|all| all.into_iter().find(|edition| edition.kind == Kind::Pdf));
    if let Some(pdf) = &pdf {
        folder.add(pdf.file.clone(), Content::File(own.join(NAME).join(&pdf.file)));
    }
    shelf.leaflet = pdf;
}

/// An article that tells of the books of a library, but for those at `without`: for the last pages
/// of one of them. Their manifests are read, and nothing is built.
pub fn also_published(
    path: &Path,
    without: &[std::path::PathBuf],
) -> (Book, Option<String>) {
    let (mut files, mut sink) = (Files::default(), Sink::default());
    let article =
        manifest::read_library(path, &mut files, &mut sink).ok().and_then(|library| {
            let rows = rows(&library, path, without, &mut sink);
            sink.failed().is_none().then(|| catalog::also_published(&rows, &library.lang))
        });
    (super::told(path, files, sink), article)
}

fn rows(
    library: &Library,
    path: &Path,
    without: &[std::path::PathBuf],
    sink: &mut Sink,
) -> Vec<Row> {
    let without: Vec<_> =
        without.iter().filter_map(|p| fs::canonicalize(p).ok()).collect();
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut rows = Vec::new();
    for entry in &library.entries {
        // What has no file is not published yet.
        let Listed::Book { path, written } = &entry.listed else { continue };
        if without.contains(path) {
            continue;
        }
        let shown = source::tidy(&folder.join(written));
        let mut found = Sink::default();
        let Ok(read) = manifest::read(&shown, &mut Files::default(), &mut found) else {
            let message = format!("`{}` has errors, and is not told of", shown.display());
            let help = format!("`publish check {}` shows them", shown.display());
            let finding = Diagnostic::new(Code::UnlistedBook, message).at(entry.span);
            sink.report(finding.help(help));
            continue;
        };
        let info = read.info;
        let author = MarcRole("aut".to_owned());
        let authors = info.contributors.iter().filter(|person| person.role == author);
        let lang = Some(info.lang.tag().to_owned());
        rows.push(Row {
            authors: authors.map(|person| person.name.clone()).collect(),
            told_in: lang.clone().filter(|_| entry.teaser.is_none()),
            teaser: entry.teaser.clone().or(info.description),
            title: info.title,
            subtitle: info.subtitle,
            lang,
            announced: false,
            link: None,
        });
    }
    rows
}
