//! The store: finished books with their cards, kept from one making of the catalogue to the next.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::sights;
use super::stamp::Stamp;
use crate::catalog::{self, Card, Edition, Kind, Sight};
use crate::manifest::Output;
use crate::pipeline::{Book, Extent, Written, place};

/// The file by which one run keeps others from tidying the store.
const LOCK: &str = ".lock";
/// How files are called whose time says when a build began.
const BEGUN: &str = ".begun-";
/// The file that a book is kept with.
const CARD: &str = "card.json";

/// A book that is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Kept {
    stamp: Stamp,
    card: Card,
    editions: Vec<Edition>,
    cover: Option<Sight>,
    thumbnail: Option<Sight>,
}

impl Kept {
    /// The book of a manifest that is kept in a folder, if what it was made from is as it was and its
    /// files are there.
    pub(super) fn fresh(folder: &Path, manifest: &Path, asked: &str) -> Option<Kept> {
        let text = fs::read(folder.join(CARD)).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        let size =
            |file: &str| fs::metadata(folder.join(file)).ok().map(|about| about.len());
        let whole = kept.editions.iter().all(|e| size(&e.file) == Some(e.bytes))
            && kept.cover.iter().chain(&kept.thumbnail).all(|s| size(&s.file).is_some());
        (whole && kept.stamp.holds(manifest, asked)).then_some(kept)
    }

    /// The book under its name.
    pub(super) fn book(self, name: String) -> catalog::Book {
        let Kept { card, editions, cover, thumbnail, .. } = self;
        catalog::Book { name, card, editions, cover, thumbnail }
    }
}

/// Whether a folder is one of the store's.
pub(super) fn is_one(folder: &Path) -> bool {
    folder.join(CARD).is_file()
}

/// Takes part in the store for this run, and what a run that was killed left in it away, unless
/// others take part as well. `None` where no file can be locked.
pub(super) fn occupy(store: &Path) -> Option<File> {
    fs::create_dir_all(store).ok()?;
    let lock = File::create(store.join(LOCK)).ok()?;
    if lock.try_lock().is_ok() {
        for entry in fs::read_dir(store).ok()?.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // What cannot be removed is in nobody's way.
            if name.starts_with(BEGUN) {
                fs::remove_file(entry.path()).ok();
            } else if name.starts_with(catalog::ASIDE) {
                fs::remove_dir_all(entry.path()).ok();
            }
        }
        lock.unlock().ok()?;
    }
    lock.lock_shared().ok()?;
    Some(lock)
}

/// A file whose time says when a build began, as the disk counts it.
pub(super) fn begin(store: &Path) -> Option<NamedTempFile> {
    fs::create_dir_all(store).ok()?;
    tempfile::Builder::new().prefix(BEGUN).tempfile_in(store).ok()
}

/// Whether a file, or a folder, was changed after a build began: it may have been read before that.
fn changed_since(path: &Path, begun: &NamedTempFile) -> bool {
    let since = begun.as_file().metadata().and_then(|about| about.modified());
    let changed = fs::metadata(path).and_then(|about| about.modified());
    match (since, changed) {
        (Ok(since), Ok(changed)) => changed > since,
        (Err(_), _) | (_, Err(_)) => true,
    }
}

/// Keeps a book that was built into a folder; none if it has no files.
pub(super) fn keep(
    book: &mut Book,
    folder: &Path,
    asked: &str,
    begun: Option<&NamedTempFile>,
) -> Option<Kept> {
    let shelved = book.shelved.take()?;
    let mut editions: Vec<Edition> = book.written.iter().filter_map(edition).collect();
    editions.sort_by_key(|edition| edition.kind);
    if editions.is_empty() {
        return None;
    }
    let seen = shelved.cover.as_ref().and_then(sights::of);
    let (cover, thumbnail) = match seen {
        Some([cover, small]) => {
            let written = [&cover, &small]
                .into_iter()
                .all(|(sight, bytes)| place(bytes, &folder.join(&sight.file)).is_ok());
            match written {
                true => (Some(cover.0), Some(small.0)),
                false => (None, None),
            }
        }
        None => (None, None),
    };
    // What was changed meanwhile has no stamp: it is built again the next time.
    let still = |path: &PathBuf| begun.is_some_and(|begun| !changed_since(path, begun));
    let stamp =
        shelved.inputs.iter().all(still).then(|| Stamp::of(&shelved.inputs, asked));
    let stamp = stamp.flatten().unwrap_or_default();
    let kept = Kept { stamp, card: shelved.card, editions, cover, thumbnail };
    // A card that cannot be written is missed the next time, when the book is built again.
    if let Ok(text) = serde_json::to_vec_pretty(&kept) {
        place(&text, &folder.join(CARD)).ok();
    }
    Some(kept)
}

/// What a file is to readers; none of what is for others.
fn edition(written: &Written) -> Option<Edition> {
    let kind = match written.output {
        Output::Epub => Kind::Epub,
        Output::Kepub => Kind::Kobo,
        Output::Kindle => Kind::Kindle,
        Output::Compatible => Kind::Compatible,
        Output::Html => Kind::Page,
        Output::Pdf => Kind::Pdf,
        Output::Booklet => Kind::Booklet,
        Output::BookletFronts => Kind::Fronts,
        Output::BookletBacks => Kind::Backs,
        Output::Press | Output::Cover | Output::Proof => return None,
    };
    let pages = match written.extent {
        Extent::Pages(pages) => Some(pages),
        Extent::Sections(_) | Extent::Sheets(_) => None,
    };
    let file = written.path.file_name()?.to_string_lossy().into_owned();
    Some(Edition { kind, file, bytes: written.bytes, pages })
}
