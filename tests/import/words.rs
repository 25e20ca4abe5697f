//! Text in, text out: every word of an input stands in the article or in the report, and every word of the
//! article in the e-book.

use std::collections::BTreeMap;
use std::fs;

use publish::import;

use super::{fixtures, import_bytes, text_of};

/// The words of a text, marks and signs left out.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How often each word stands.
fn counted(words: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    counts
}

/// All that an article says, as the reader of our language reads it: title, authors, text, notes.
fn said(article: &str) -> String {
    use publish::document::{block_text, inline_text};
    let mut files = publish::source::Files::default();
    let file = files.add("a.md", article);
    let mut sink = publish::diag::Sink::default();
    let read = publish::markdown::parse(file, &files.text(file), &mut sink);
    let mut out = String::new();
    for head in read.title.iter().chain(&read.subtitle) {
        out += &format!("{}\n", inline_text(head));
    }
    let front = &read.front;
    out += &front.authors.join("\n");
    out.push('\n');
    out += &front.translators.join("\n");
    out += &format!("\n{}\n", front.date.clone().unwrap_or_default());
    read.blocks.iter().for_each(|block| out += &block_text(block));
    for (_, note) in read.notes.iter() {
        note.blocks.iter().for_each(|block| out += &block_text(block));
    }
    // What is pending is in no output, but it is in the article.
    for figure in article.split("::: figure {pending").skip(1) {
        let figure = figure.split("\n:::").next().unwrap_or("");
        let figure = figure.strip_prefix(" credit=").unwrap_or(figure);
        out += &format!("{figure}\n");
    }
    out
}

/// What the input says that is a text: what stands in none of its cuts is in the article, word by
/// word and as often.
pub(super) fn text_in_is_text_out(name: &str, input: &str) {
    let imported = import_bytes(name, input.as_bytes());
    let article = text_of(&imported, ".md");
    let text = imported.files.text(imported.cuts.first().map_or_else(
        || imported.found[0].at.expect("it has a place").file,
        |cut| cut.at.file,
    ));
    // Put back what was taken out; what went into the front matter is in it.
    let front = |cut: &&import::Cut| cut.fate == import::Fate::FrontMatter;
    let divides = |cut: &&import::Cut| cut.fate == import::Fate::Divided;
    let dropped = imported.cuts.iter().filter(|cut| !front(cut) && !divides(cut));
    let mut out = counted(words(&said(article)));
    for word in dropped.flat_map(|cut| words(&cut.text)) {
        *out.entry(word).or_insert(0) += 1;
    }
    // What is cut may stand in the middle of a word, as the label of a file does.
    let mut edges: Vec<usize> = imported
        .cuts
        .iter()
        .filter(|cut| !divides(cut))
        .flat_map(|cut| [cut.at.start as usize, cut.at.end as usize])
        .collect();
    edges.sort_unstable();
    // What divided a word at the end of a line is nothing.
    let mut gaps: Vec<(usize, usize)> = imported
        .cuts
        .iter()
        .filter(divides)
        .map(|cut| (cut.at.start as usize, cut.at.end as usize))
        .collect();
    gaps.extend(edges.into_iter().map(|edge| (edge, edge)));
    gaps.sort_unstable();
    let mut parted = text.to_string();
    for (start, end) in gaps.into_iter().rev() {
        parted.replace_range(start..end, if start == end { " " } else { "" });
    }
    let input = counted(words(&parted));
    // Leads of bylines and dates are words of the report alone.
    let leads: Vec<String> =
        imported.cuts.iter().filter(front).flat_map(|cut| words(&cut.text)).collect();
    for (word, count) in &input {
        let found = out.get(word).copied().unwrap_or(0);
        let led = leads.iter().filter(|lead| *lead == word).count();
        assert!(
            found >= *count || found + led >= *count,
            "{name}: `{word}` stands {count} times, and {found} times in what came of it\n{article}"
        );
    }
    for (word, count) in &out {
        let had = input.get(word).copied().unwrap_or(0);
        assert!(had >= *count, "{name}: `{word}` was invented\n{article}");
    }
}

#[test]
fn every_word_of_pasted_text_stands_in_the_article_or_in_the_report() {
    for (name, bytes) in fixtures() {
        let is_text = name.ends_with(".txt") && !name.starts_with("list");
        if let Some(text) = std::str::from_utf8(&bytes).ok().filter(|_| is_text) {
            text_in_is_text_out(&name, text);
        }
    }
}

/// What the parts of a packed file, or the tags of a page, say.
fn raw(name: &str, bytes: &[u8]) -> String {
    use std::io::Read;
    let text = match name.rsplit('.').next() {
        Some("docx" | "odt") => {
            let mut zip =
                zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("it is one");
            let mut all = String::new();
            for part in [
                "word/document.xml",
                "word/footnotes.xml",
                "word/endnotes.xml",
                "word/comments.xml",
                "content.xml",
            ] {
                if let Ok(mut part) = zip.by_name(part) {
                    part.read_to_string(&mut all).expect("it is text");
                }
            }
            all
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let body = text
        .find("<body")
        .or(text.find("<office:text"))
        .map_or(text.as_str(), |at| &text[at..]);
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name =
            tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or("");
        let apart = [
            "p",
            "br",
            "li",
            "td",
            "th",
            "h1",
            "h2",
            "h3",
            "div",
            "dt",
            "dd",
            "label",
            "button",
            "figcaption",
            "cite",
            "footer",
            "a",
            "w:p",
            "w:tab",
            "w:br",
            "w:rt",
            "w:rubyBase",
            "text:ruby-text",
            "w:del",
            "text:p",
            "text:h",
            "text:s",
            "text:line-break",
            "text:tab",
            "text:note",
            "title",
            "section",
        ];
        if apart.contains(&name) {
            out.push(' ');
        }
        let skipped = [
            "dc:date",
            "dc:creator",
            "text:note-citation",
            "office:binary-data",
            "svg:desc",
            "w:instrText",
            "wp:posOffset",
            "wp:align",
            "wp14:pctWidth",
            "wp14:pctHeight",
            "script",
            "style",
            "meta:",
        ]
        .iter()
        .find(|name| tag.starts_with(**name) && !tag.ends_with('/'));
        rest = match skipped {
            Some(name) => {
                after.split_once(&format!("</{name}")).map_or("", |(_, rest)| rest)
            }
            None => after,
        };
    }
    out.push_str(rest);
    out.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
}

#[test]
fn every_word_of_pages_and_documents_stands_in_the_article_or_in_the_report() {
    for (name, bytes) in fixtures() {
        // The words of a web archive are written in figures.
        if name.ends_with(".txt") || name.ends_with(".mhtml") {
            continue;
        }
        let imported = import_bytes(&name, &bytes);
        let article = text_of(&imported, ".md");
        let mut out = counted(words(&said(article)));
        for word in imported.cuts.iter().flat_map(|cut| words(&cut.text)) {
            *out.entry(word).or_insert(0) += 1;
        }
        for (word, count) in counted(words(&raw(&name, &bytes))) {
            let found = out.get(&word).copied().unwrap_or(0);
            assert!(
                found >= count,
                "{name}: `{word}` stands {count} times, and {found} times in what came of it\n{article}"
            );
        }
    }
}

#[test]
fn the_e_book_says_what_the_article_says() {
    for (name, bytes) in fixtures() {
        if name.starts_with("list") {
            continue;
        }
        let dir = tempfile::tempdir().expect("a temporary folder");
        let imported = import_bytes(&name, &bytes);
        for output in &imported.written {
            let path = dir.path().join(&output.path);
            fs::create_dir_all(path.parent().expect("it has one")).expect("writable");
            fs::write(path, &output.bytes).expect("writable");
        }
        let options = publish::pipeline::Options {
            out: dir.path().join("out"),
            only: Some(vec![publish::manifest::Output::Epub]),
            ..Default::default()
        };
        let built =
            publish::pipeline::build(&dir.path().join("book.toml"), &options, &|_, _| {});
        let epub =
            built.written.first().unwrap_or_else(|| panic!("{name}: {:?}", built.found));
        let mut zip =
            zip::ZipArchive::new(fs::File::open(&epub.path).expect("it is there"))
                .expect("it is one");
        let mut all = String::new();
        for number in 0..zip.len() {
            use std::io::Read;
            let mut part = zip.by_index(number).expect("it is there");
            if part.name().is_ok_and(|name| name.ends_with(".xhtml")) {
                part.read_to_string(&mut all).expect("it is text");
            }
        }
        let book = counted(words(&raw("book.xhtml", format!("<body>{all}").as_bytes())));
        let article = text_of(&imported, ".md");
        let pending = article.contains("::: figure {pending");
        for (word, count) in counted(words(&said(article))) {
            let found = book.get(&word).copied().unwrap_or(0);
            assert!(
                found >= count || pending,
                "{name}: `{word}` stands {count} times in the article, {found} times in the e-book"
            );
        }
    }
}
