//! The archives: files in a fixed order, with one fixed time, the same bytes every time.

use std::io::{Cursor, Write};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A file of the e-book.
pub(super) struct Entry {
    /// Its path in the archive.
    pub path: String,
    pub media_type: &'static str,
    /// Whether it is read, one after the other.
    pub in_spine: bool,
    /// What it holds.
    pub content: Content,
}

/// What a file holds. Editions that share a file share its bytes.
#[derive(Clone)]
pub(super) enum Content {
    /// Text, to be compressed.
    Text(Arc<str>),
    /// Bytes that compress.
    Loose(Arc<[u8]>),
    /// Bytes that are compressed already.
    Dense(Arc<[u8]>),
}

impl Content {
    /// What it holds, as bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Loose(bytes) | Content::Dense(bytes) => bytes,
        }
    }

    fn method(&self) -> CompressionMethod {
        match self {
            Content::Text(_) | Content::Loose(_) => CompressionMethod::Deflated,
            Content::Dense(_) => CompressionMethod::Stored,
        }
    }
}

impl Entry {
    /// What tells files of several archives apart: the path, and the very bytes.
    fn key(&self) -> (&str, *const u8) {
        (&self.path, self.content.bytes().as_ptr())
    }

    /// The file, compressed, in an archive of its own.
    fn packed(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file(&self.path, options(self.content.method()))
            .expect("plain options are valid");
        archive.write_all(self.content.bytes()).expect("writing to memory cannot fail");
        archive.finish().expect("writing to memory cannot fail").into_inner()
    }
}

/// Puts the files of each book into an archive, `mimetype` first and stored (OCF 3.3, 4.3).
/// Files are compressed side by side, each on its own and once, however many archives it
/// stands in, so the bytes do not depend on threads, nor on the other archives.
pub(super) fn pack(books: &[Vec<Entry>]) -> Vec<Vec<u8>> {
    let mut known: FxHashMap<(&str, *const u8), usize> = FxHashMap::default();
    let mut entries: Vec<&Entry> = Vec::new();
    for entry in books.iter().flatten() {
        known.entry(entry.key()).or_insert_with(|| {
            entries.push(entry);
            entries.len() - 1
        });
    }
    let packed: Vec<Vec<u8>> = entries.par_iter().map(|entry| entry.packed()).collect();
    let of = |entry: &Entry| known.get(&entry.key()).and_then(|&at| packed.get(at));
    let all: Vec<Vec<&Vec<u8>>> =
        books.iter().map(|book| book.iter().filter_map(of).collect()).collect();
    all.par_iter().map(|files| join(files)).collect()
}

/// An archive of the files of others.
fn join(files: &[&Vec<u8>]) -> Vec<u8> {
    let size: usize = files.iter().map(|file| file.len() + 64).sum();
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    archive
        .start_file("mimetype", options(CompressionMethod::Stored))
        .expect("writing to memory cannot fail");
    archive.write_all(b"application/epub+zip").expect("writing to memory cannot fail");
    for file in files {
        let mut one =
            ZipArchive::new(Cursor::new(file.as_slice())).expect("just written");
        let file = one.by_index_raw(0).expect("it has one file");
        archive.raw_copy_file(file).expect("paths are unique, and memory suffices");
    }
    archive.finish().expect("writing to memory cannot fail").into_inner()
}

/// The time is 1980-01-01, the earliest that the format knows.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
