//! What the books of a library are called: by their manifests, as every disk can hold it, since
//! catalogues are carried on sticks as well; each but once. A name depends on nothing but that of
//! the manifest, so that addresses stay.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::store::Kept;
use crate::catalog::{self, Content, Folder};
use crate::deliver::{folded, safe};
use crate::diag::{Code, Diagnostic, Reported, Sink, short};
use crate::manifest::{Library, LibraryEntry, Listed};
use crate::source::{self, Span};

/// A book of the list.
pub(super) struct Wanted<'a> {
    /// The place of its entry.
    pub at: usize,
    pub entry: &'a LibraryEntry,
    /// The name of its files in the store: that of its manifest.
    pub name: String,
    /// The name of its folder and its files in the catalogue.
    called: String,
    /// Its manifest as the user would write it.
    pub shown: PathBuf,
}

impl Wanted<'_> {
    /// The book under the name that it has in the catalogue, with its files where they stand there.
    pub(super) fn lay(
        &self,
        kept: Kept,
        store: &Path,
        folder: &mut Folder,
    ) -> catalog::Book {
        let store = store.join(&self.name);
        let mut book = kept.book(self.called.clone());
        let path = |file: &str| format!("books/{}/{file}", self.called);
        for edition in &mut book.editions {
            let from = store.join(&edition.file);
            if let Some(ending) = edition.file.strip_prefix(&self.name) {
                edition.file = format!("{}{ending}", self.called);
            }
            folder.add(path(&edition.file), Content::File(from));
        }
        for sight in book.cover.iter().chain(&book.thumbnail) {
            folder.add(path(&sight.file), Content::File(store.join(&sight.file)));
        }
        book
    }

    /// Its manifest in messages.
    fn manifest(&self) -> String {
        format!("`{}`", self.shown.display())
    }
}

/// The books of the list; those whose names clash, or are taken, are reported.
pub(super) fn wanted<'a>(
    path: &Path,
    library: &'a Library,
    sink: &mut Sink,
) -> Vec<Wanted<'a>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (at, entry) in library.entries.iter().enumerate() {
        let Listed::Book { written, .. } = &entry.listed else { continue };
        let shown = source::tidy(&folder.join(written));
        // As its outputs are named: by the path as it is written, not where a link leads.
        let name = shown
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        if name.eq_ignore_ascii_case("index") || name.starts_with('.') {
            let message = format!("a book of a library cannot be called `{name}`");
            let help = "pages are called `index`, and hidden files are not served; rename the manifest";
            let finding = Diagnostic::new(Code::InvalidValue, message);
            sink.report(finding.at(entry.span).help(help));
        }
        let called = called(&name);
        let book = Wanted { at, entry, name, called, shown };
        if let Some(twin) = names.insert(folded(&book.called), wanted.len()) {
            let twin: &Wanted<'_> = &wanted[twin];
            let (one, other) = (twin.manifest(), book.manifest());
            let message =
                format!("{one} and {other} would both be called `{}`", book.called);
            let help = "the files of a book are called after its manifest, without the signs that sticks do not \
                        take; rename one of the two";
            sink.report(both(message, &book, twin).help(help));
        }
        wanted.push(book);
    }
    wanted
}

/// A name as every disk can hold it, with the endings of all editions.
fn called(name: &str) -> String {
    const SHORTEST: &str = ".epub";
    let whole = safe(&format!("{name}{SHORTEST}"));
    whole.strip_suffix(SHORTEST).unwrap_or(&whole).to_owned()
}

/// Feeds tell books apart by their identifiers; two of one would be the same book to readers.
pub(super) fn apart(
    wanted: &[Wanted<'_>],
    ready: &BTreeMap<usize, catalog::Book>,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let mut known: BTreeMap<&str, &Wanted<'_>> = BTreeMap::new();
    let mut failed = None;
    for book in wanted {
        let Some(id) = ready.get(&book.at).map(|ready| &*ready.card.id) else { continue };
        let Some(twin) = known.insert(id, book) else { continue };
        let (one, other) = (twin.manifest(), book.manifest());
        let message = format!("{one} and {other} have the same identifier, `{id}`");
        let help = "they have the same title, language, authors and publisher, or state the same; \
                    give one of them its own: `identifiers = { uuid = \"…\" }`";
        failed = Some(sink.fail(both(message, book, twin).help(help)));
    }
    failed.map_or(Ok(()), Err)
}

/// What is wrong with two books, at the entry of the later one; those that one pattern found have
/// the same.
fn both(message: String, book: &Wanted<'_>, twin: &Wanted<'_>) -> Diagnostic {
    let finding = Diagnostic::new(Code::InvalidValue, message).at(book.entry.span);
    let other: Span = twin.entry.span;
    if other == book.entry.span {
        return finding;
    }
    finding.related(other, "the other one")
}

/// Tells of books whose files cannot be written, for one reason.
pub(super) fn unwritten(books: &[&Wanted<'_>], why: &str) -> Diagnostic {
    const NAMED: usize = 3;
    let mut named: Vec<String> = books
        .iter()
        .take(NAMED)
        .map(|book| format!("`{}`", short(&book.shown.display().to_string())))
        .collect();
    match books.len() - named.len() {
        0 => {}
        1 => named.push("one more book".to_owned()),
        more => named.push(format!("{more} more books")),
    }
    let books_named = match named.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} and {last}", others.join(", "))
        }
        Some(_) | None => named.concat(),
    };
    let message = format!("the files of {books_named} cannot be written: {why}");
    let finding = Diagnostic::new(Code::UnwritableOutput, message);
    if why == source::reason(&io::ErrorKind::InvalidFilename.into()) {
        let help = "they are called after the manifest, with endings such as `-compatible.epub`; give it a \
                    shorter name";
        let at = books.first().map(|book| book.entry.span);
        let finding = finding.help(help);
        return at.map_or(finding.clone(), |at| finding.at(at));
    }
    finding.help(
        "nothing in the books is to be mended, and the catalogue is as it was; make room, or name another \
         folder with `--out`",
    )
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn names_are_such_as_sticks_take() {
        for (name, wanted) in [
            ("coyoacan", "coyoacan"),
            ("wh?t: a*b", "wh_t_ a_b"),
            ("CON", "_CON"),
            ("dot. ", "dot"),
            ("a.b", "a.b"),
            ("a.kepub", "a.kepub"),
            ("Coyoaca\u{301}n", "Coyoacán"),
        ] {
            assert_eq!(called(name), wanted, "{name:?}");
        }
        assert!(called(&"a".repeat(240)).len() < 200, "there is room for endings");
    }
}
