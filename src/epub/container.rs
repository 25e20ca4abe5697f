//! The archive: files in a fixed order, with one fixed time, the same bytes every time.

use std::io::{Cursor, Write};
use std::sync::Arc;

use rayon::prelude::*;
use zip::write::{SimpleFileOptions, ZipFileBuilder};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of the e-book.
pub(super) struct Entry {
    /// Its path in the archive.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
pub(super) enum Content {
    /// Text, to be compressed.
    Text(String),
    /// Bytes that compress.
    Loose(Arc<[u8]>),
    /// Bytes that are compressed already.
    Dense(Arc<[u8]>),
}

/// Puts the files into an archive, `mimetype` first and stored (OCF 3.3, 4.3). Files are
/// compressed side by side, each on its own, so the bytes do not depend on threads.
pub(super) fn pack(entries: Vec<Entry>) -> Vec<u8> {
    let prepared: Vec<_> = entries
        .into_par_iter()
        .map(|entry| {
            let (bytes, method): (&[u8], _) = match &entry.content {
                Content::Text(text) => (text.as_bytes(), CompressionMethod::Deflated),
                Content::Loose(bytes) => (bytes, CompressionMethod::Deflated),
                Content::Dense(bytes) => (bytes, CompressionMethod::Stored),
            };
            let mut file = ZipFileBuilder::new(&entry.path, options(method))
                .expect("plain options are valid");
            file.write_all(bytes).expect("writing to memory cannot fail");
            file.finish().expect("writing to memory cannot fail")
        })
        .collect();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("mimetype", options(CompressionMethod::Stored))
        .expect("writing to memory cannot fail");
    archive.write_all(b"application/epub+zip").expect("writing to memory cannot fail");
    for file in prepared {
        archive.add_prepared_file(file).expect("paths are unique, and memory suffices");
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
