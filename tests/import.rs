//! Articles imported from elsewhere: each file of `tests/import/` with the Markdown and the report
//! that come of it, and what holds for all of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use publish::diag::render::{Format, render};
use publish::diag::{Diagnostic, Severity};
use publish::import::{self, Imported, Input, Options, Target};

mod nesting;
mod sources;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

/// Imports one file as a book of its own.
fn import_as(name: &str, bytes: &[u8], target: Target) -> Imported {
    let beside = |wanted: &str| fs::read(folder().join(wanted)).ok();
    let path = Path::new(name);
    let input = Input { path, bytes, beside: &beside };
    import::import(&[input], &Options { language: None, encoding: None, target })
}

fn import_bytes(name: &str, bytes: &[u8]) -> Imported {
    import_as(name, bytes, Target::Book("book".into()))
}

/// The report, one finding a line, without excerpts.
fn told(imported: &Imported) -> String {
    let line = |found: &Diagnostic| {
        let place = found.at.map(|at| imported.files.place(at));
        let place =
            place.map_or(String::new(), |at| format!("{}:{} ", at.line, at.column));
        let severity = match found.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!("{place}{severity}[{}] {}\n", found.code.name(), found.message)
    };
    imported.found.iter().map(line).collect()
}

fn text_of<'a>(imported: &'a Imported, ending: &str) -> &'a str {
    let output = imported.written.iter().find(|output| output.path.ends_with(ending));
    output.map_or("", |output| std::str::from_utf8(&output.bytes).expect("it is text"))
}

/// Every file to import, by its name, packed where it is kept as parts.
fn fixtures() -> BTreeMap<String, Vec<u8>> {
    sources::all(&folder())
}

#[test]
fn fixtures_come_out_as_they_should() {
    for (name, bytes) in fixtures() {
        let target = match name.starts_with("list") {
            true => Target::Library("library.toml".into()),
            false => Target::Book("book".into()),
        };
        let imported = import_as(&name, &bytes, target);
        let article = match name.starts_with("list") {
            true => text_of(&imported, ".toml").to_string(),
            false => text_of(&imported, ".md").to_string(),
        };
        let files: Vec<&str> =
            imported.written.iter().map(|it| it.path.as_str()).collect();
        let all =
            format!("{article}\n———\n{}———\n{}\n", told(&imported), files.join("\n"));
        insta::with_settings!({ snapshot_path => "import/expected", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.replace('.', "_"), all);
        });
    }
}

#[test]
fn fixtures_build_at_once() {
    let publish = env!("CARGO_BIN_EXE_publish");
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
        let ran = std::process::Command::new(publish)
            .args(["book.toml", "--only", "epub,pdf"])
            .current_dir(dir.path())
            .output()
            .expect("it runs");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{name}: {err}");
        let allowed = [
            "warning[pending-figure]",
            "warning[missing-alt]",
            "warning[unknown-language]",
        ];
        let other = err.lines().filter(|line| {
            line.starts_with("warning[")
                && !allowed.iter().any(|code| line.starts_with(code))
        });
        // What the reader does not understand, the writer should not have written.
        let unread: Vec<&str> = other
            .filter(|line| {
                [
                    "invalid-attribute",
                    "raw-html",
                    "undefined-link",
                    "stated-twice",
                    "late-title",
                    "extra-cell",
                    "block-content",
                    "control-character",
                    "unclosed-block",
                    "unknown-block",
                ]
                .iter()
                .any(|code| line.contains(code))
            })
            .collect();
        assert!(unread.is_empty(), "{name}: {unread:?}");
    }
}

#[test]
fn what_was_imported_changes_no_more() {
    for (name, bytes) in fixtures() {
        if name.starts_with("list") {
            continue;
        }
        let first = import_bytes(&name, &bytes);
        let article = text_of(&first, ".md");
        for again in ["article.md", "article.txt"] {
            let second = import_bytes(again, article.as_bytes());
            assert_eq!(text_of(&second, ".md"), article, "{name} as {again}");
        }
    }
}

#[test]
fn the_report_is_shown_whole() {
    let mut text = String::from("A title\n\n");
    for number in 0..80 {
        text += &format!(
            "\"Quotation {number} stands alone in its paragraph and says a little.\"\n\nA paragraph of the text that stands between, long enough to be one, and it says nothing of interest to anybody.\n\n"
        );
    }
    let imported = import_bytes("many.txt", text.as_bytes());
    let format = Format::Text { colour: false };
    let shown = render(&imported.found, &imported.files, format);
    assert!(shown.contains("Quotation 79"), "{shown}");
}

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
fn text_in_is_text_out(name: &str, input: &str) {
    let imported = import_bytes(name, input.as_bytes());
    let article = text_of(&imported, ".md");
    let text = imported.files.text(imported.cuts.first().map_or_else(
        || imported.found[0].at.expect("it has a place").file,
        |cut| cut.at.file,
    ));
    // Put back what was taken out; what went into the front matter is in it.
    let front = |cut: &&import::Cut| cut.fate == import::Fate::FrontMatter;
    let dropped = imported.cuts.iter().filter(|cut| !front(cut));
    let mut out = counted(words(&said(article)));
    for word in dropped.flat_map(|cut| words(&cut.text)) {
        *out.entry(word).or_insert(0) += 1;
    }
    // What is cut may stand in the middle of a word, as the label of a file does.
    let mut edges: Vec<usize> = imported
        .cuts
        .iter()
        .flat_map(|cut| [cut.at.start as usize, cut.at.end as usize])
        .collect();
    edges.sort_unstable();
    let mut parted = text.to_string();
    for edge in edges.into_iter().rev() {
        parted.insert(edge, ' ');
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

mod generated {
    use proptest::prelude::*;

    /// Paragraphs of all the kinds that pages have, in any order.
    fn paragraph() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "house",
            "garden",
            "wall",
            "Coyoacán",
            "don't",
            "1940",
            "the",
            "of",
            "cacti",
            "[…]",
            "[sic]",
            "(so)",
            "–",
            "-",
            "--",
            "...",
            "\"yes\"",
            "‘no’",
            "*",
            "_",
            "#1",
            "a_b",
            "x^2",
            "{y}",
            "<z>",
            "&c.",
            "`",
            "~",
            "|",
            "£5-£7",
            "1936-1939",
        ]);
        let sentence = prop::collection::vec(word, 3..40)
            .prop_map(|words| format!("{}.", words.join(" ")));
        prop_oneof![
            6 => sentence.clone(),
            1 => sentence.clone().prop_map(|text| format!("\"{text}\"")),
            1 => sentence.clone().prop_map(|text| format!("“{text}” (A. Author, 1940)")),
            1 => sentence.clone().prop_map(|text| format!("\"{text}")),
            1 => sentence.clone().prop_map(|text| format!("- {text}\n- {text}")),
            1 => sentence.clone().prop_map(|text| format!("1. {text}\n\n2. {text}")),
            1 => Just("Garden3 Image own workThe courtyard in 1939 / Image: own work".to_string()),
            1 => Just("The garden".to_string()),
            1 => Just("Was it worth it?".to_string()),
            1 => Just("Madrid, May 3, 1998.".to_string()),
            1 => Just("* * *".to_string()),
            1 => Just("By Ann Author".to_string()),
            1 => Just("Subscribe to our newsletter".to_string()),
            1 => Just("Tiger, tiger, burning bright,\nIn the forests of the night,\nWhat immortal hand or eye".to_string()),
        ]
    }

    /// What captions, bylines, dates and buttons consist of, with letters whose small form has another
    /// length, and signs of several bytes.
    fn shreds() -> impl Strategy<Value = String> {
        let shred = prop::sample::select(vec![
            "Photo",
            "Foto:",
            "Source:",
            "Bild",
            "Credit",
            "Фото",
            "Image by",
            "©",
            "(",
            ")",
            "/",
            "|",
            "–",
            "·",
            "[",
            "]",
            ":",
            ".",
            "Tom Rook",
            "İstanbul",
            "ẞ",
            "K",
            "Ⱥ",
            "DŽ",
            "By",
            "Von",
            "Posted by",
            "Published on",
            "3 May 1998",
            "May 3, 1998",
            "12.5.2001",
            "Subscribe",
            "5 min read",
            "wall.jpg",
            "Garden3",
            "own work",
            "Text:",
            "Fotos:",
            "Photos by",
            "Dr.",
            "Ph.D.",
            "and",
            ",",
            "«",
            "»",
            "\"",
            "„",
            "“",
            "New York",
            "Fig. 3",
            "Figure 3:",
            "1)",
            "-",
            "•",
            "№",
            "\u{a0}",
            "\u{202f}",
            "e\u{301}",
        ]);
        let gap = prop::sample::select(vec!["", " ", "\n"]);
        prop::collection::vec((shred, gap), 1..12).prop_map(|shreds| {
            shreds.into_iter().map(|(shred, gap)| format!("{shred}{gap}")).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn shreds_of_captions_end_in_a_report(head in shreds(), middle in shreds(), end in shreds()) {
            let prose = "The harbour was dug in 1812 by prisoners, who had nothing better to do. ".repeat(2);
            let text = format!("{head}\n\n{prose}\n\n{middle}\n\n{prose}\n\n{end}\n");
            super::import_bytes("shreds.txt", text.as_bytes());
            let page = format!("<article><h1>{head}</h1><p>{middle}</p><p>{prose}</p><figure><img src=w.jpg><figcaption>{end}</figcaption></figure><p>{prose}</p></article>");
            super::import_bytes("shreds.html", page.as_bytes());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn texts_keep_every_word(paragraphs in prop::collection::vec(paragraph(), 1..14)) {
            let text = format!("The House: A Story\n\n{}\n", paragraphs.join("\n\n"));
            super::text_in_is_text_out("generated.txt", &text);
        }

        #[test]
        fn any_bytes_end_in_files_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,4}\\.(txt|html|docx|odt|fodt|md)") {
            let imported = super::import_bytes(&name, &bytes);
            prop_assert!(!imported.written.is_empty() || imported.found.iter().any(|found| found.severity == publish::diag::Severity::Error));
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

#[test]
fn a_drop_cap_is_the_first_letter_of_its_paragraph() {
    let document = format!(
        "<w:document {}><w:body><w:p><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p><w:p><w:r><w:t>he harbour lies between two hills.</w:t></w:r></w:p></w:body></w:document>",
        hostile::W
    );
    let imported = import_bytes("drop.docx", &hostile::docx(&document));
    let article = text_of(&imported, ".md");
    assert!(article.contains("\nThe harbour lies"), "{article}");
    assert!(told(&imported).contains("a drop cap is joined"), "{}", told(&imported));
}

mod hostile {
    use std::io::{Cursor, Write};
    use std::time::{Duration, Instant};

    use zip::write::SimpleFileOptions;

    /// More than enough for any of them, on a slow machine without optimisation.
    const LONG: Duration = Duration::from_secs(60);

    fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).expect("it can be begun");
            zip.write_all(bytes).expect("it can be written");
        }
        zip.finish().expect("it can be ended").into_inner()
    }

    pub(super) fn docx(document: &str) -> Vec<u8> {
        zipped(&[("word/document.xml", document.as_bytes())])
    }

    pub(super) const W: &str =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    /// What a file is refused for.
    fn refused(name: &str, bytes: &[u8]) -> String {
        let start = Instant::now();
        let imported = super::import_bytes(name, bytes);
        assert!(start.elapsed() < LONG, "{name} took {:?}", start.elapsed());
        assert!(imported.written.is_empty(), "{name} is written");
        let told = super::told(&imported);
        assert!(told.contains("error[import-refused]"), "{name}: {told}");
        told
    }

    #[test]
    fn what_unpacks_without_end_is_refused() {
        let bomb = vec![b' '; 80 << 20];
        let bytes = zipped(&[("word/document.xml", &bomb)]);
        assert!(bytes.len() < 1 << 20);
        assert!(refused("bomb.docx", &bytes).contains("unpacks to more than 64 MiB"));
        let bytes = zipped(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", &bomb),
        ]);
        assert!(refused("bomb.odt", &bytes).contains("unpacks to more than 64 MiB"));
    }

    #[test]
    fn entities_that_multiply_are_refused() {
        let mut text =
            String::from("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"lol\">");
        for level in 'b'..='j' {
            let before = char::from(level as u8 - 1);
            text +=
                &format!("<!ENTITY {level} \"{}\">", format!("&{before};").repeat(10));
        }
        text += &format!(
            "]><w:document {W}><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
        );
        assert!(refused("lol.docx", &docx(&text)).contains("has a document type"));
        let outside = format!(
            "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
        );
        assert!(refused("outside.docx", &docx(&outside)).contains("has a document type"));
    }

    #[test]
    fn what_nests_without_end_is_refused() {
        let deep = format!(
            "<w:document {W}><w:body>{}{}</w:body></w:document>",
            "<w:sdt><w:sdtContent>".repeat(50_000),
            "</w:sdtContent></w:sdt>".repeat(50_000)
        );
        assert!(refused("deep.docx", &docx(&deep)).contains("nested deeper"));
        assert!(
            refused("deep.html", "<div>".repeat(300_000).as_bytes())
                .contains("nested deeper")
        );
        let fonts: String =
            (0..60_000).map(|number| format!("<font id={number}><p>")).collect();
        refused("fonts.html", fonts.as_bytes());
    }

    #[test]
    fn a_hundred_megabytes_of_one_line_are_refused() {
        let line = vec![b'a'; 100 << 20];
        for name in ["line.txt", "line.html", "line.md"] {
            assert!(refused(name, &line).contains("is larger than"), "{name}");
        }
    }

    #[test]
    fn a_long_line_that_is_taken_is_taken_in_time() {
        for piece in ["word ", "\"a\" ", "[", "(b) / Image: c ", "*", "- ", "' "] {
            let text = format!("A title\n\n{}\n", piece.repeat((2 << 20) / piece.len()));
            let start = Instant::now();
            let imported = super::import_bytes("line.txt", text.as_bytes());
            assert!(!imported.written.is_empty(), "{piece}");
            assert!(start.elapsed() < LONG, "{piece:?} took {:?}", start.elapsed());
        }
    }

    #[test]
    fn names_that_lead_elsewhere_stay_names() {
        let document = format!(
            "<w:document {W} xmlns:r=\"r\" xmlns:a=\"a\"><w:body><w:p><w:r><w:t>A title</w:t></w:r></w:p><w:p><w:r><w:drawing><a:blip r:embed=\"x\"/></w:drawing></w:r></w:p><w:p><w:r><w:t>And words that follow it, a few of them.</w:t></w:r></w:p></w:body></w:document>"
        );
        let relations = "<Relationships><Relationship Id=\"x\" Target=\"../../../media/../../../evil.svg\"/></Relationships>";
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h7v7z\"/></svg>";
        let bytes = zipped(&[
            ("word/document.xml", document.as_bytes()),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            ("evil.svg", svg),
            ("../../evil.svg", svg),
        ]);
        let imported = super::import_bytes("paths.docx", &bytes);
        assert!(!imported.written.is_empty());
        for output in &imported.written {
            assert!(
                !output.path.contains("..") && !output.path.starts_with('/'),
                "{}",
                output.path
            );
        }
    }

    #[test]
    fn damaged_and_foreign_files_say_what_they_are() {
        for (name, bytes, reason) in [
            ("cut.docx", &docx(&format!("<w:document {W}><w:body>"))[..], "is no XML"),
            ("short.docx", &docx("<a/>")[..40], "neither"),
            (
                "old.doc",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
                "old word processor",
            ),
            ("rich.rtf", b"{\\rtf1 Hello}", "RTF"),
            ("book.pdf", b"%PDF-1.7 ...", "PDF"),
            ("photo.jpg", b"\xff\xd8\xff\xe0 ....", "picture"),
            (
                "mail.mhtml",
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\nHello\r\n--x--\r\n",
                "without a page",
            ),
            ("empty.txt", b"", "no text"),
            ("blank.txt", b" \n\n \t\n", "no text"),
        ] {
            let told = refused(name, bytes);
            assert!(told.contains(reason), "{name}: {told}");
        }
    }
}

/// The command as its users meet it.
mod command {
    use crate::support::Book;

    const TEXT: &str = "A House\n\nBy Ann Author\n\nThe house stands behind a high wall, and nobody who walks past it would guess what happened there.\n";

    #[test]
    fn two_commands_make_a_pamphlet() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run = book.run(&["import", "essay.txt", "--book", "essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(
            run.out.contains("essay/01-a-house.md")
                && run.out.contains("build it with: publish essay.toml"),
            "{}",
            run.out
        );
        let run = book.run(&["essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(run.out.contains("essay-booklet.pdf"), "{}", run.out);
    }

    #[test]
    fn nothing_is_overwritten_and_a_dry_run_writes_nothing() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run =
            book.run(&["import", "essay.txt", "--book", "new/essay.toml", "--dry-run"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        assert!(
            run.err.contains("note[import-guess]") && !book.path("new").exists(),
            "{}",
            run.err
        );
        book.put("essay.toml", "kept");
        let run = book.run(&["import", "essay.txt", "--book", "essay.toml"]);
        assert_eq!(run.code, Some(1));
        assert!(run.err.contains("`essay.toml` is there already"), "{}", run.err);
        assert_eq!(
            std::fs::read_to_string(book.path("essay.toml")).expect("it is there"),
            "kept"
        );
        assert!(!book.path("essay").exists());
    }

    #[test]
    fn what_was_imported_takes_its_pictures_along() {
        let book = Book::of("Text.\n");
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M1 1h7v7z\"/></svg>";
        book.put("old/pictures/house.svg", svg);
        let article = format!(
            "+++\ntitle = \"A House\"\nauthor = \"Ann Author\"\n+++\n\n![A wall](pictures/house.svg)\n\n{}",
            TEXT.rsplit("\n\n").next().unwrap_or("")
        );
        book.put("old/one.md", &article);
        let run = book.run(&["import", "old/one.md", "--book", "new/essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let read = |path: &str| std::fs::read_to_string(book.path(path)).expect("there");
        assert_eq!(read("new/essay/01-a-house.md"), article);
        assert_eq!(read("new/essay/pictures/house.svg"), svg);
        let manifest = read("new/essay.toml");
        assert!(
            manifest.contains("title = \"A House\"") && manifest.contains("Ann Author")
        );
        let run = book.run(&["new/essay.toml"]);
        assert_eq!(run.code, Some(0), "{}", run.err);
        let lost = article.replace("pictures/house.svg", "../elsewhere.svg");
        book.put("old/two.md", &lost);
        let run = book.run(&["import", "old/two.md", "--dry-run"]);
        assert!(run.err.contains("warning[import-doubt]"), "{}", run.err);
    }

    #[test]
    fn the_report_is_json_for_programs() {
        let book = Book::of("Text.\n");
        book.put("essay.txt", TEXT);
        let run =
            book.run(&["import", "essay.txt", "--dry-run", "--message-format", "json"]);
        let first: serde_json::Value =
            serde_json::from_str(run.out.lines().next().unwrap_or(""))
                .expect("it is JSON");
        assert_eq!(
            (first["code"].as_str(), first["file"].as_str(), first["line"].as_u64()),
            (Some("import-guess"), Some("essay.txt"), Some(1)),
            "{first}"
        );
    }

    #[test]
    fn an_encoding_may_be_stated() {
        let book = Book::of("Text.\n");
        book.put("old.txt", b"La caf\x82 de Coyoac\xa0n\n\nUn texte assez long pour que la langue en soit reconnue sans peine.\n");
        let run = book.run(&[
            "import",
            "old.txt",
            "--encoding",
            "ibm866",
            "--language",
            "fr",
            "--dry-run",
        ]);
        assert!(run.err.contains("IBM866"), "{}", run.err);
        let run = book.run(&["import", "old.txt", "--encoding", "klingon"]);
        assert_eq!(run.code, Some(2), "{}", run.err);
    }
}
