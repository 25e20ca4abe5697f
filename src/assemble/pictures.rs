//! Pictures: each file read once, side by side, in the order of the book.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::names::Names;
use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Inline, Kind, PictureId, visit};
use crate::id::Arena;
use crate::image::{self, Picture, Unproved};
use crate::manifest::{ArtEntry, ArticleEntry, CoverEntry};
use crate::markdown::Article;
use crate::source::{self, Span};

/// Which picture of the book each picture of each article is; `None` where it could not
/// be read or nothing shows it.
pub(super) struct Chosen {
    pub articles: Vec<Vec<Option<PictureId>>>,
    pub cover: Option<PictureId>,
    pub back: Option<PictureId>,
}

/// Reads all pictures that the articles show, and the cover; their pixels are still to be
/// proved.
pub(super) fn load(
    root: &Path,
    cover: &CoverEntry,
    entries: &[ArticleEntry],
    articles: &[Option<Article>],
    sink: &mut Sink,
) -> (Arena<Picture>, Chosen, Vec<Unproved>) {
    // With how each is written where it is named first.
    let mut wanted: Vec<(PathBuf, String, Span)> = Vec::new();
    let mut places: FxHashMap<PathBuf, usize> = FxHashMap::default();
    let mut want = |path: PathBuf, written: String, at: Span| {
        *places.entry(path.clone()).or_insert_with(|| {
            wanted.push((path, written, at));
            wanted.len() - 1
        })
    };
    let file = |path: &Path| match path.file_name() {
        Some(name) => name.to_string_lossy().into_owned(),
        None => String::new(),
    };
    let mut art = |art: &Option<ArtEntry>| {
        art.as_ref().map(|art| want(art.path.clone(), file(&art.path), art.span))
    };
    let (cover, back) = (art(&cover.front), art(&cover.back));
    let mut chosen: Vec<Vec<Option<usize>>> = Vec::with_capacity(articles.len());
    for (entry, article) in entries.iter().zip(articles) {
        let Some(article) = article else {
            chosen.push(Vec::new());
            continue;
        };
        let base = entry.path.parent().unwrap_or(Path::new(""));
        let shown = shown(article);
        let one = |(index, picture): (usize, &crate::markdown::PictureRef)| {
            if !shown[index] {
                return None;
            }
            let at = picture.span;
            let path = decoded(&picture.path);
            if path.starts_with("data:") {
                let message =
                    "the picture is written into the text as letters and figures";
                let help = "save it as a file beside the article and name the file";
                let finding = Diagnostic::new(Code::UnreadableFile, message);
                sink.report(finding.at(at).help(help));
                return None;
            }
            if path.contains("://") && !path.starts_with("file:") {
                let message = format!("`{path}` is on the web, and nothing is fetched");
                let help = "save the picture beside the article and name its file";
                let finding = Diagnostic::new(Code::UnreadableFile, message);
                sink.report(finding.at(at).help(help));
                return None;
            }
            let found = source::resolve(root, base, &path, at, sink).ok();
            found.map(|found| want(found, path, at))
        };
        chosen.push(article.pictures.iter().enumerate().map(one).collect());
    }
    let read = |(path, written, at): &(PathBuf, String, Span)| {
        let mut own = Sink::default();
        let bytes = source::read_bytes(path, *at, &mut own).ok();
        let picture = bytes.and_then(|bytes| {
            let name = file(path);
            let mut picture = image::look(bytes, &name, *at, &mut own)?;
            picture.written.clone_from(written);
            let unproved = Unproved::of(&picture, &name, *at);
            Some((picture, unproved))
        });
        (picture, own)
    };
    type Looked = Option<(Picture, Option<Unproved>)>;
    let read: Vec<(Looked, Sink)> = wanted.par_iter().map(read).collect();
    let mut pictures = Arena::default();
    let mut names = Names::default();
    let mut ids = Vec::with_capacity(read.len());
    let mut left = Vec::new();
    for (picture, own) in read {
        sink.merge(own);
        ids.push(picture.map(|(mut picture, unproved)| {
            left.extend(unproved);
            let (stem, tail) = match picture.name.rfind('.') {
                Some(dot) => picture.name.split_at(dot),
                None => (picture.name.as_str(), ""),
            };
            picture.name = names.give(stem, tail);
            pictures.push(picture)
        }));
    }
    let id = |place: Option<usize>| place.and_then(|p| ids[p]);
    let articles = chosen.into_iter().map(|c| c.into_iter().map(id).collect()).collect();
    (pictures, Chosen { articles, cover: id(cover), back: id(back) }, left)
}

/// A path, or an id, may be written as an address has it: `my%20house.png`.
pub(crate) fn decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_string();
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = path.get(at + 1..at + 3);
        let hex = hex.filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let hex = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_string())
}

/// Which of an article's pictures its text shows.
fn shown(article: &Article) -> Vec<bool> {
    let mut shown = vec![false; article.pictures.len()];
    if shown.is_empty() {
        return shown;
    }
    let run = |run: &[Inline], shown: &mut [bool]| {
        visit::inlines(run, &mut |inline| {
            if let Inline::Picture { picture, .. } = inline {
                shown[picture.index()] = true;
            }
        });
    };
    let texts = article.notes.iter().map(|(_, note)| &note.blocks);
    for blocks in std::iter::once(&article.blocks).chain(texts) {
        visit::blocks(blocks, &mut |block| {
            if let Kind::Figure(figure) = &block.kind {
                figure.pictures().for_each(|(id, _)| shown[id.index()] = true);
            }
            visit::runs(block, &mut |words| run(words, &mut shown));
        });
    }
    article.title.iter().for_each(|title| run(title, &mut shown));
    shown
}
