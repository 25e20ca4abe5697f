//! Covers of entries that have no file yet: drawn of their titles, on light, as a title page is, so that
//! the page is even and nobody takes them for books that can be had.

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::catalog::{Content, Entry, Folder, Shelf, Sight};
use crate::cover;
use crate::font::Fonts;
use crate::image::Fit;
use crate::info::{Contributor, Info, MarcRole};
use crate::pipeline::place;
use crate::theme;

/// The folder of the covers in the catalogue, and in the store: no book of the store is hidden.
const FOLDER: &str = "announced";
const KEPT: &str = ".announced";
/// The theme whose fronts are light.
const THEME: &str = "reader";
/// As large as the small covers of books: five to eight.
const SIZE: Fit = Fit { width: 260, height: 416 };
/// Counted up when the same words give another picture.
const FORM: u32 = 1;

/// Gives entries without a file their covers, and adds these to the catalogue's files. Those that are
/// kept are not drawn again; an entry whose cover cannot be drawn has none.
pub(super) fn make(shelf: &mut Shelf, store: &Path, folder: &mut Folder) {
    let kept = store.join(KEPT);
    let drawn: Vec<Option<(String, Content)>> = {
        let shelf = &*shelf;
        let hand = std::sync::OnceLock::new();
        let hand = || hand.get_or_init(|| (theme::builtin(THEME), Fonts::embedded()));
        let of = |entry: &Entry| {
            if entry.book.is_some() {
                return None;
            }
            let info = known(shelf, entry);
            let name = name(&info);
            let path = kept.join(&name);
            if path.is_file() {
                return Some((name, Content::File(path)));
            }
            let (theme, fonts) = hand();
            let cover = cover::drawn(&info, theme.as_ref()?, fonts, None, SIZE)?;
            let bytes = cover.data.to_vec();
            // What cannot be kept is drawn again the next time.
            let _ = fs::create_dir_all(&kept).and_then(|()| place(&bytes, &path));
            Some((name, Content::Bytes(bytes)))
        };
        shelf.entries.par_iter().map(of).collect()
    };
    let mut names = Vec::new();
    for (entry, drawn) in shelf.entries.iter_mut().zip(drawn) {
        let Some((name, content)) = drawn else { continue };
        let file = format!("{FOLDER}/{name}");
        folder.add(&*file, content);
        let media_type = "image/png".to_owned();
        let Fit { width, height } = SIZE;
        entry.announced = Some(Sight { file, media_type, width, height });
        names.push(name);
    }
    tidy(&kept, &names);
}

/// What is known of an entry.
fn known(shelf: &Shelf, entry: &Entry) -> Info {
    let author = |name: &String| Contributor {
        name: name.clone(),
        sort: None,
        role: MarcRole("aut".to_owned()),
    };
    Info {
        contributors: entry.authors.iter().map(author).collect(),
        publisher: shelf.publisher.clone(),
        ..Info::titled(entry.title.clone(), shelf.lang.clone())
    }
}

/// The name of a cover, by what stands on it.
fn name(info: &Info) -> String {
    let mut hasher = Sha256::new();
    hasher.update(FORM.to_le_bytes());
    let publisher = info.publisher.as_deref().unwrap_or_default();
    for words in [&*info.title, publisher].into_iter().chain(info.authors()) {
        hasher.update(words.as_bytes());
        hasher.update([0]);
    }
    let hash = hasher.finalize();
    let letters: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{letters}.png")
}

/// Takes covers that no entry has any more out of the store. What cannot be removed is left.
fn tidy(kept: &Path, names: &[String]) {
    let Ok(entries) = fs::read_dir(kept) else { return };
    for entry in entries.filter_map(Result::ok) {
        if !names.iter().any(|name| entry.file_name().to_str() == Some(name)) {
            fs::remove_file(entry.path()).ok();
        }
    }
}
