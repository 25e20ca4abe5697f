//! Files made to harm end in a reason, in time.

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
        text += &format!("<!ENTITY {level} \"{}\">", format!("&{before};").repeat(10));
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
fn what_has_very_many_parts_is_read_in_time() {
    for part in [
        "<span>a</span> ",
        "<time>3 May</time><span class=share>a</span> ",
        "<span></span>",
        "<li>a</li>",
        "<img src=a.png>",
    ] {
        let parts = part.repeat(15_000);
        let page = format!("<h1>Parts</h1><p>Words of the page.</p><div>{parts}</div>");
        let begun = Instant::now();
        super::import_bytes("parts.html", page.as_bytes());
        assert!(begun.elapsed() < LONG, "{part}");
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
