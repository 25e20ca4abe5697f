//! The articles' files, read and parsed at once, in the order of the manifest.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::markdown;

use crate::diag::Sink;
use crate::manifest::ArticleEntry;
use crate::markdown::Article;
use crate::source::{self, FileId, Files};

/// The bytes of a file with its path for messages, unless reading failed; what was found.
type Read = (Option<(PathBuf, Vec<u8>)>, Sink);

/// One article for each entry of the manifest: none for a part that is only a title, and
/// none where the file cannot be read.
pub(super) fn read(
    entries: &[ArticleEntry],
    manifest_path: &Path,
    files: &mut Files,
    sink: &mut Sink,
) -> Vec<Option<Article>> {
    let folder = manifest_path.parent().unwrap_or(Path::new(""));
    let shown = |entry: &ArticleEntry| source::tidy(&folder.join(&entry.written));
    let read: Vec<Read> = entries
        .par_iter()
        .map(|entry| {
            let mut sink = Sink::default();
            if entry.path.as_os_str().is_empty() {
                return (None, sink);
            }
            let (shown, at) = (shown(entry), Some(entry.span));
            let bytes = source::read_text_bytes(&entry.path, &shown, at, &mut sink).ok();
            (bytes.map(|bytes| (shown, bytes)), sink)
        })
        .collect();
    // Files are numbered in the order of the book, so this is not done at once.
    let ids: Vec<Option<FileId>> = read
        .into_iter()
        .zip(entries)
        .map(|((read, own), entry)| {
            sink.merge(own);
            let (shown, bytes) = read?;
            source::add_text(bytes, &shown, files, Some(entry.span), sink).ok()
        })
        .collect();
    let files: &Files = files;
    let parsed: Vec<Option<(Article, Sink)>> = ids
        .into_par_iter()
        .map(|id| {
            let id = id?;
            let mut sink = Sink::default();
            let article = markdown::parse(id, &files.text(id), &mut sink);
            Some((article, sink))
        })
        .collect();
    parsed
        .into_iter()
        .map(|parsed| {
            let (article, own) = parsed?;
            sink.merge(own);
            Some(article)
        })
        .collect()
}
