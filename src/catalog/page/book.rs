//! The page of one book.

use super::frame::{
    byline, downloads, element, elsewhere, open, picture, push_apart, push_foreign,
    push_lang, push_row, teaser, whole,
};
use super::{qr, schema};
use crate::catalog::address::relative;
use crate::catalog::card::Chapter;
use crate::catalog::shelf::{Book, Entry, Shelf};
use crate::catalog::words::{Word, language_name};
use crate::info::{self, Date, Lang, licence_address};
use crate::xml::{address, push_attribute, push_text};

/// Writes the page.
pub(super) fn write(shelf: &Shelf, entry: &Entry, book: &Book) -> String {
    let card = &book.card;
    let path = book.page();
    let word = |word: Word| word.in_language(&shelf.lang);
    let mut out = String::with_capacity(12_000);
    let title = format!("{} – {}", card.title, shelf.title);
    open(&mut out, shelf, &path, &title, entry.teaser().unwrap_or(""));
    out.push_str("<script type=\"application/ld+json\">\n");
    out.push_str(&schema::book(shelf, entry, book));
    out.push_str("\n</script>\n</head>\n<body class=\"book\">\n<nav class=\"back\"");
    push_attribute(&mut out, "aria-label", &shelf.title);
    out.push_str("><a");
    push_attribute(&mut out, "href", &relative(&path, "index.html"));
    out.push_str("><span aria-hidden=\"true\">←</span> ");
    push_text(&mut out, word(Word::Back));
    out.push_str("</a></nav>\n<main>\n<div class=\"front\">\n");
    if let Some(cover) = &book.cover {
        let alt = card.cover_alt.as_deref();
        let cover_word = info::Word::Cover.in_language(&shelf.lang);
        let own = format!("{cover_word}: {}", card.title);
        out.push_str("<div class=\"cover\"");
        if alt.is_some() {
            push_lang(&mut out, shelf, entry);
        }
        out.push('>');
        let file = book.path(&cover.file);
        picture(&mut out, cover, &file, (&path, alt.unwrap_or(&own)), false);
        out.push_str("</div>\n");
    }
    out.push_str("<div class=\"words\">\n<h1");
    push_lang(&mut out, shelf, entry);
    out.push('>');
    push_text(&mut out, &card.title);
    out.push_str("</h1>\n");
    if let Some(subtitle) = &card.subtitle {
        out.push_str("<p class=\"sub\"");
        push_lang(&mut out, shelf, entry);
        out.push('>');
        push_text(&mut out, subtitle);
        out.push_str("</p>\n");
    }
    byline(&mut out, entry);
    teaser(&mut out, shelf, entry);
    out.push_str("<section class=\"get\" aria-labelledby=\"get\">\n<h2 id=\"get\">");
    push_text(&mut out, word(Word::Download));
    out.push_str("</h2>\n");
    downloads(&mut out, shelf, book, &path);
    out.push_str("</section>\n");
    if let Some(link) = &entry.link {
        elsewhere(&mut out, shelf, link);
    }
    out.push_str("</div>\n</div>\n");
    if card.contents.len() > 1 || card.contents.iter().any(|c| !c.below.is_empty()) {
        out.push_str("<section class=\"contents\" aria-labelledby=\"contents\">\n");
        out.push_str("<h2 id=\"contents\">");
        push_text(&mut out, info::Word::Contents.in_language(&shelf.lang));
        out.push_str("</h2>\n<div");
        push_lang(&mut out, shelf, entry);
        out.push_str(">\n");
        contents(&mut out, &card.contents);
        out.push_str("</div>\n</section>\n");
    }
    sample(&mut out, shelf, book);
    about(&mut out, shelf, book);
    if let Some(url) = &shelf.url {
        qr::figure(&mut out, &whole(url, &path), word(Word::OnAPhone));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn contents(out: &mut String, chapters: &[Chapter]) {
    out.push_str("<ol>\n");
    for chapter in chapters {
        out.push_str("<li>");
        push_text(out, &chapter.title);
        if !chapter.authors.is_empty() {
            out.push_str(" <span class=\"by\">");
            push_text(out, &chapter.authors.join(", "));
            out.push_str("</span>");
        }
        if !chapter.below.is_empty() {
            out.push('\n');
            contents(out, &chapter.below);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

fn sample(out: &mut String, shelf: &Shelf, book: &Book) {
    let Some(sample) = &book.card.sample else { return };
    out.push_str(
        "<section class=\"sample\" aria-labelledby=\"sample\">\n<h2 id=\"sample\">",
    );
    push_text(out, Word::Sample.in_language(&shelf.lang));
    out.push_str("</h2>\n<div");
    if sample.goes_on {
        push_attribute(out, "class", "more");
    }
    if sample.lang != shelf.lang.tag() {
        push_foreign(out, &sample.lang);
    }
    out.push_str(">\n");
    element(out, "h3", "", &sample.title);
    out.push('\n');
    for paragraph in &sample.paragraphs {
        // They are HTML already (see `Sample`).
        out.push_str(&format!("<p>{paragraph}</p>\n"));
    }
    out.push_str("</div>\n</section>\n");
}

/// What is known about the book, as a list of terms.
fn about(out: &mut String, shelf: &Shelf, book: &Book) {
    let card = &book.card;
    let word = |word: Word| word.in_language(&shelf.lang).to_owned();
    let subjects: Vec<&str> = card.subjects.iter().map(|(name, _)| &**name).collect();
    let others: Vec<&str> =
        card.people.iter().filter(|p| p.role == "trl").map(|p| &*p.name).collect();
    let translated = info::Word::Translated.in_language(&shelf.lang);
    let series = card.series.as_ref().map(|(name, number)| match number {
        Some(number) => format!("{name} {number}"),
        None => name.clone(),
    });
    let pages =
        book.pages().map(|pages| word(Word::Pages).replace("{}", &pages.to_string()));
    let language = (word(Word::Language), Some(language_name(&card.lang)));
    let publisher = (word(Word::Publisher), card.publisher.clone());
    let rows: Vec<(String, Option<String>)> = vec![
        (word(Word::Subjects), Some(subjects.join("; ")).filter(|s| !s.is_empty())),
        ("ISBN (EPUB)".to_owned(), card.isbn_epub.clone()),
        ("ISBN".to_owned(), card.isbn_print.clone()),
        (word(Word::Rights), card.rights.clone()),
    ];
    out.push_str(
        "<section class=\"about\" aria-labelledby=\"about\">\n<h2 id=\"about\">",
    );
    push_text(out, &word(Word::About));
    out.push_str("</h2>\n");
    let extent: Vec<String> = series.into_iter().chain(pages).collect();
    if !extent.is_empty() {
        let extent: Vec<&str> = extent.iter().map(String::as_str).collect();
        push_row(out, "facts", &extent, " · ");
    }
    if !others.is_empty() {
        element(out, "p", "facts", &translated.replace("{}", &others.join(", ")));
        out.push('\n');
    }
    out.push_str("<dl>\n");
    for (name, value) in [language, publisher] {
        if let Some(value) = value {
            row(out, &name, |out| push_apart(out, &value));
        }
    }
    if let Some(date) = &card.date {
        row(out, &word(Word::Published), |out| time(out, date, &shelf.lang));
    }
    for (name, value) in rows {
        if let Some(value) = value {
            row(out, &name, |out| push_apart(out, &value));
        }
    }
    if let Some(licence) = &card.licence {
        row(out, &word(Word::Licence), |out| match licence_address(licence) {
            Some(href) => {
                out.push_str("<a rel=\"license\"");
                push_attribute(out, "href", &address(&href));
                out.push('>');
                push_text(out, licence);
                out.push_str("</a>");
            }
            None => push_text(out, licence),
        });
    }
    out.push_str("</dl>\n</section>\n");
}

/// A date for people and for programs (HTML, 4.5.14).
fn time(out: &mut String, date: &str, lang: &Lang) {
    out.push_str("<time");
    push_attribute(out, "datetime", date);
    out.push('>');
    let words = Date::parse(date).map(|date| date.in_words(lang));
    push_text(out, words.as_deref().unwrap_or(date));
    out.push_str("</time>");
}

fn row(out: &mut String, name: &str, value: impl FnOnce(&mut String)) {
    out.push_str("<div><dt>");
    push_text(out, name);
    out.push_str("</dt><dd>");
    value(out);
    out.push_str("</dd></div>\n");
}
