//! The stamp of a book: what it was made from, so that it is told whether it is still so.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::assemble;
use crate::info::Moment;
use crate::manifest::{ArtEntry, Manifest, Output, ThemeEntry};
use crate::markdown::Article;
use crate::source;

/// Counted up when other files come of the same sources, or cards hold something else.
const FORM: u32 = 2;

/// What a book was made from; the empty one never holds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// What was asked for, and of which program.
    asked: String,
    /// The hash of each file, and of each folder of fonts.
    inputs: BTreeMap<PathBuf, String>,
}

/// What is asked for beside the sources.
pub(super) fn asked(outputs: Option<&[Output]>, modified: Option<Moment>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let outputs = match outputs {
        Some(outputs) => outputs.iter().map(|output| output.ending()).collect::<String>(),
        None => "as the books say".to_owned(),
    };
    let modified = modified.map_or_else(String::new, |moment| moment.unix.to_string());
    format!("{version} {FORM} {outputs} {modified}")
}

impl Stamp {
    /// The stamp of files; none if one cannot be read.
    pub(super) fn of(inputs: &[PathBuf], asked: &str) -> Option<Stamp> {
        let hashed = inputs.iter().map(|path| Ok((path.clone(), hash(path)?)));
        let inputs: io::Result<BTreeMap<PathBuf, String>> = hashed.collect();
        Some(Stamp { asked: asked.to_owned(), inputs: inputs.ok()? })
    }

    /// Whether it is that of a manifest, and all is still as it was.
    pub(super) fn holds(&self, manifest: &Path, asked: &str) -> bool {
        let same =
            |(path, was): (&PathBuf, &String)| hash(path).is_ok_and(|is| is == *was);
        let own =
            fs::canonicalize(manifest).is_ok_and(|it| self.inputs.contains_key(&it));
        self.asked == asked && own && self.inputs.iter().all(same)
    }
}

/// The hash of what a file holds; of a folder, of the names and files in it.
fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    if path.is_dir() {
        let mut files: Vec<PathBuf> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            hasher.update(file.to_string_lossy().as_bytes());
            io::copy(&mut fs::File::open(file)?, &mut hasher)?;
        }
    } else {
        io::copy(&mut fs::File::open(path)?, &mut hasher)?;
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a book is made from: its manifest, and all that this and the articles name. What is missing
/// is an error of the book, which then has no stamp.
pub(in crate::pipeline) fn inputs(
    path: &Path,
    manifest: &Manifest,
    articles: &[Option<Article>],
) -> Vec<PathBuf> {
    let mut inputs: Vec<PathBuf> = fs::canonicalize(path).into_iter().collect();
    let entries = &manifest.articles;
    inputs.extend(entries.iter().map(|entry| entry.path.clone()));
    let art = |art: &Option<ArtEntry>| art.as_ref().map(|art| art.path.clone());
    inputs
        .extend(art(&manifest.cover.front).into_iter().chain(art(&manifest.cover.back)));
    inputs.extend(manifest.design.fonts.iter().map(|(path, _)| path.clone()));
    inputs.extend(manifest.print.files.iter().map(|(path, ..)| path.clone()));
    if let Some(ThemeEntry::File { path, .. }) = &manifest.design.theme {
        inputs.push(path.clone());
    }
    for (entry, article) in entries.iter().zip(articles) {
        let folder = entry.path.parent().unwrap_or(Path::new(""));
        let pictures = article.iter().flat_map(|article| &article.pictures);
        let named = pictures.map(|p| folder.join(assemble::decoded(&p.path)));
        inputs
            .extend(named.map(|path| source::tidy(&path)).filter(|path| path.is_file()));
    }
    // A part without a file has an empty path.
    inputs.retain(|path| !path.as_os_str().is_empty());
    inputs.sort_unstable();
    inputs.dedup();
    inputs
}
