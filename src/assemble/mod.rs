//! Manifest + articles → the document: order, roles, titles, links, notes, pictures.
//!
//! Articles are prepared side by side (typography), then put together one after the
//! other, so that numbers and names follow the order of the book alone.

mod end_notes;
mod index;
mod links;
mod marks;
mod names;
mod pictures;
mod references;
mod sections;
#[cfg(test)]
pub(crate) mod tests;

pub use end_notes::{Gather, gather_notes};
pub(crate) use pictures::decoded;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Sink};
use crate::document::{Alt, Block, Cover, Document, Note, Role, Series, visit};
use crate::id::Arena;
use crate::image::Unproved;
use crate::info::Lang;
use crate::manifest::{ArtEntry, CoverEntry, Manifest, Refused};
use crate::markdown::Article;
use crate::source::Files;
use crate::typography;
use links::Book;
use names::Names;

/// Puts the book together. `articles[i]` belongs to `manifest.articles[i]`; `None` is a
/// part without a file, or an article that could not be read.
///
/// It never fails: what cannot be resolved is reported, and its words are kept.
pub fn assemble(
    manifest: &Manifest,
    articles: Vec<Option<Article>>,
    files: &Files,
    sink: &mut Sink,
) -> Document {
    let (document, unproved) = gather(manifest, articles, files, sink);
    prove(&unproved, sink);
    document
}

/// Proves pictures whole, side by side; reports those that are not, in their order.
pub fn prove(unproved: &[Unproved], sink: &mut Sink) {
    let prove = |picture: &Unproved| {
        let mut own = Sink::default();
        picture.prove(&mut own);
        own
    };
    let proved: Vec<Sink> = unproved.par_iter().map(prove).collect();
    proved.into_iter().for_each(|own| sink.merge(own));
}

/// The document as [`assemble`] makes it, and the pictures of it that are still to be proved
/// whole: decoding them can go on beside other work.
pub fn gather(
    manifest: &Manifest,
    mut articles: Vec<Option<Article>>,
    files: &Files,
    sink: &mut Sink,
) -> (Document, Vec<Unproved>) {
    articles.resize_with(manifest.articles.len(), || None);
    let main = &manifest.info.lang;
    articles.par_iter_mut().flatten().for_each(|article| set(article, main));
    report_languages(manifest, &articles, sink);
    let listed = manifest.articles.iter().find(|entry| entry.role == Role::Index);
    let listed = listed.map(|entry| entry.span);
    for article in articles.iter_mut().flatten() {
        match listed {
            Some(_) => {
                let ends = marks::ends(article);
                marks::gather_lone(&mut article.blocks, &ends);
            }
            None => marks::forget(article),
        }
    }
    let mut index = index::Index::default();

    let mut names = Names::of_places();
    let entries = &manifest.articles;
    let slugs = sections::slugs(entries);
    let mut book = Book::new(entries, true);
    // Sections and their anchors first: links may point forward.
    for (index, article) in articles.iter().enumerate() {
        book.enter(index as u32, &slugs[index], article.as_ref(), &mut names, sink);
    }
    let (pictures, chosen, unproved) =
        pictures::load(&manifest.root, &manifest.cover, entries, &articles, sink);
    let mut notes: Arena<Note> = Arena::default();
    let (mut authors, mut editors) = (0, 0);
    let mut flat = Vec::with_capacity(articles.len());
    for (at, article) in articles.into_iter().enumerate() {
        let entry = &manifest.articles[at];
        let mut section = sections::section(at as u32, entry, &slugs[at], &book, main);
        if let Some(mut article) = article {
            let mut marks = std::mem::take(&mut article.marks);
            for mark in &mut marks {
                mark.place = mark.place.map(|place| book.place_of(at as u32, place));
            }
            index.take(marks, sink);
            let first_note = notes.len();
            book.resolve(at as u32, &mut article, &chosen.articles[at], first_note, sink);
            if article.blocks.is_empty() && entry.role != Role::Index {
                let message = "article has no text";
                sink.report(Diagnostic::new(Code::EmptyArticle, message).at(entry.span));
            }
            for mut note in article.notes.into_vec() {
                let count = match note.series {
                    Series::Author => &mut authors,
                    Series::Editor => &mut editors,
                };
                *count += 1;
                (note.section, note.running) = (at as u32, *count);
                notes.push(note);
            }
            let heads = sections::Heads {
                title: article.title,
                is_heading: article.title_anchor.is_some(),
                late: article.late_title,
                subtitle: article.subtitle,
            };
            sections::fill(
                &mut section,
                article.front,
                heads,
                entry,
                article.file,
                files,
                sink,
            );
            section.blocks = article.blocks;
        }
        flat.push(section);
    }
    let art = |picture, entry: &Option<ArtEntry>| {
        let alt = entry.as_ref().and_then(|art| art.alt.clone());
        let span = entry.as_ref().map(|art| art.span);
        Some(Cover { picture: picture?, alt: alt.unwrap_or_default(), span })
    };
    let cover = art(chosen.cover, &manifest.cover.front);
    let back = art(chosen.back, &manifest.cover.back);
    let mut info = manifest.info.clone();
    sections::set_info(&mut info);
    let mut anchors = book.into_anchors();
    match listed {
        Some(at) => index.fill(&mut flat, &notes, &mut anchors, &mut names, at, sink),
        None => {
            if let Some(at) = index.first() {
                let message = "the book has marks for an index, and no index";
                let help =
                    "add `{ role = \"index\" }` to `articles`, if it shall have one";
                sink.report(Diagnostic::new(Code::NoIndex, message).at(at).help(help));
            }
        }
    }
    references::name(&mut flat, &mut notes, &mut anchors);
    let document = Document {
        info,
        sections: sections::nest(flat),
        notes,
        pictures,
        anchors,
        cover,
        back,
        said: manifest.said.clone(),
    };
    (document, unproved)
}

/// Resolves what can be resolved of a book whose manifest is refused: its makers want to
/// know what else there is to mend, and nothing that may be right.
pub fn check(refused: &Refused, articles: Vec<Option<Article>>, sink: &mut Sink) {
    let entries = &refused.articles;
    let mut own = Sink::default();
    let mut names = Names::of_places();
    let slugs = sections::slugs(entries);
    let mut book = Book::new(entries, refused.whole);
    for (index, (article, slug)) in articles.iter().zip(&slugs).enumerate() {
        book.enter(index as u32, slug, article.as_ref(), &mut names, &mut own);
    }
    let (_, chosen, unproved) = pictures::load(
        &refused.root,
        &CoverEntry::default(),
        entries,
        &articles,
        &mut own,
    );
    prove(&unproved, &mut own);
    for (index, article) in articles.into_iter().enumerate() {
        if let Some(mut article) = article {
            let pictures = &chosen.articles[index];
            book.resolve(index as u32, &mut article, pictures, 0, &mut own);
        }
    }
    let certain = |found: &Diagnostic| refused.whole || found.code != Code::OutsideRoot;
    own.into_found().into_iter().filter(certain).for_each(|found| sink.report(found));
}

/// The language of an article: its own, else the book's.
fn lang_of<'a>(article: &'a Article, main: &'a Lang) -> &'a Lang {
    article.front.language.as_ref().map_or(main, |(lang, _)| lang)
}

/// The typographer's pass over one article.
fn set(article: &mut Article, main: &Lang) {
    let lang = lang_of(article, main).clone();
    visit::reading_mut(&mut article.blocks, &mut references::mark);
    for note in article.notes.iter_mut() {
        visit::reading_mut(&mut note.blocks, &mut references::mark);
    }
    article.title.iter_mut().chain(&mut article.subtitle).for_each(references::mark);
    typography::set(&mut article.blocks, &lang);
    for note in article.notes.iter_mut() {
        typography::set(&mut note.blocks, &lang);
    }
    for head in article.title.iter_mut().chain(&mut article.subtitle) {
        typography::set_run(head, &lang);
    }
    for mark in &mut article.marks {
        let paths = mark.entries.iter_mut().chain(&mut mark.see).chain(&mut mark.also);
        paths.flatten().for_each(|words| typography::set_run(words, &lang));
    }
    visit::blocks_mut(&mut article.blocks, &mut |block| set_alt(block, &lang));
}

/// Alternative text is read aloud: quotes are set, spaces stay plain.
fn set_alt(block: &mut Block, lang: &Lang) {
    let lang = block.lang.clone().unwrap_or_else(|| lang.clone());
    if let crate::document::Kind::Figure(figure) = &mut block.kind {
        let beside = figure.beside.iter_mut().map(|(_, alt)| alt);
        for alt in std::iter::once(&mut figure.alt).chain(beside) {
            if let Alt::Text(text) = alt {
                *text = plain_spaces(&typography::set_text(text, &lang));
            }
        }
    }
}

fn plain_spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn report_languages(manifest: &Manifest, articles: &[Option<Article>], sink: &mut Sink) {
    let mut seen: Vec<String> = Vec::new();
    let neutral = "the text is set with neutral rules";
    let mut check = |lang: &Lang,
                     at: crate::source::Span,
                     help: &str,
                     sink: &mut Sink| {
        if typography::knows(lang) || seen.contains(&lang.primary()) {
            return;
        }
        // Latin is read with neutral rules on purpose.
        if lang.primary() == "la" {
            return;
        }
        seen.push(lang.primary());
        let message = format!("no typographic rules are known for `{lang}`");
        sink.report(Diagnostic::new(Code::UnknownLanguage, message).at(at).help(help));
    };
    let stated = manifest.said.get("language").copied();
    let at = stated.unwrap_or_else(|| crate::source::Span::head(manifest.file));
    let book = format!(
        "{neutral}, and the words that publish adds, such as \"Contents\" and \"Notes\", \
         are English"
    );
    check(&manifest.info.lang, at, &book, sink);
    for article in articles.iter().flatten() {
        if let Some((lang, at)) = &article.front.language {
            check(lang, *at, neutral, sink);
        }
        for (lang, span) in links::languages(article) {
            check(lang, span, neutral, sink);
        }
    }
}
