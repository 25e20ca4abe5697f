//! Each rule finds what it is for, and nothing in a good book.

use super::*;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A good book, to be spoilt: its files by path, with types and texts.
struct Book {
    files: Vec<(String, &'static str, String)>,
    picture: Vec<u8>,
    cover: Option<(u32, u32)>,
    bytes: usize,
}

impl Book {
    fn good() -> Book {
        let text =
            |path: &str, media, text: &str| (path.to_owned(), media, text.to_owned());
        Book {
            files: vec![
                text(
                    "package.opf",
                    "application/oebps-package+xml",
                    &format!(
                        "{HEAD}<package><dc:identifier id=\"uid\">urn:uuid:1</dc:identifier>\
                         <dc:language>en-GB</dc:language></package>"
                    ),
                ),
                text(
                    "nav.xhtml",
                    "application/xhtml+xml",
                    &format!(
                        "{HEAD}<nav epub:type=\"toc\"><a href=\"text/a.xhtml\">A</a></nav>"
                    ),
                ),
                text(
                    "toc.ncx",
                    "application/x-dtbncx+xml",
                    &format!(
                        "{HEAD}<meta name=\"dtb:uid\" content=\"urn:uuid:1\"/><navMap>\
                         <content src=\"text/a.xhtml\"/></navMap>"
                    ),
                ),
                text(
                    "text/a.xhtml",
                    "application/xhtml+xml",
                    &format!(
                        "{HEAD}<!-- a comment --><body id=\"all\"><p id=\"p\">\
                         <a href=\"#p\">P</a> <a href=\"a.xhtml#p\">P</a> \
                         <a href=\"https://a.b/#c\">c</a></p>\
                         <img src=\"../images/a.jpg\" alt=\"\"/></body>"
                    ),
                ),
                text("css/book.css", "text/css", "p { margin: 0; content: \"--\"; }\n"),
            ],
            picture: vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 3, 0, 0, 0],
            cover: Some((1600, 2560)),
            bytes: 1_000_000,
        }
    }

    /// The text of a file with a part of it replaced.
    fn with(mut self, path: &str, from: &str, to: &str) -> Book {
        let file = self.files.iter_mut().find(|(name, ..)| name == path).expect(path);
        assert!(file.2.contains(from), "{from}");
        file.2 = file.2.replacen(from, to, 1);
        self
    }

    fn broken(&self) -> Vec<&'static str> {
        let mut files: Vec<Sent<'_>> = self
            .files
            .iter()
            .map(|(path, media_type, text)| Sent {
                path,
                media_type,
                in_spine: path.starts_with("text/"),
                text: Some(text),
                bytes: text.as_bytes(),
            })
            .collect();
        files.push(Sent {
            path: "images/a.jpg",
            media_type: "image/jpeg",
            in_spine: false,
            text: None,
            bytes: &self.picture,
        });
        let parcel = Parcel { files, cover: self.cover, bytes: self.bytes };
        refusals(&parcel).iter().map(|refusal| refusal.rule.code).collect()
    }
}

#[test]
fn a_good_book_breaks_no_rule() {
    assert_eq!(Book::good().broken(), [""; 0]);
}

#[test]
fn every_rule_finds_what_it_is_for() {
    let article = "text/a.xhtml";
    let good = Book::good;
    let named = |path: &str, media| {
        let mut book = good();
        book.files.push((path.to_owned(), media, String::new()));
        book
    };
    let mut large = good();
    large.picture.resize(5_000_001, 0);
    let mut inks = good();
    inks.picture[11] = 4;
    let cases = [
        ("kindle-web-size", Book { bytes: WEB + 1, ..good() }),
        ("kindle-email-size", Book { bytes: EMAIL + 1, ..good() }),
        ("kindle-encoding", good().with(article, HEAD, "<?xml version=\"1.0\"?>\n")),
        ("kindle-language", good().with("package.opf", "en-GB", "tlh")),
        ("kindle-comment", good().with(article, "a comment", "a -- comment")),
        ("kindle-css-variable", good().with("css/book.css", "0", "var(--gap)")),
        ("kindle-css-variable", good().with("css/book.css", "margin", "--gap")),
        ("kindle-link", good().with(article, "a.xhtml#p", "a.xhtml#q")),
        ("kindle-link", good().with(article, "a.xhtml#p", "b.xhtml")),
        ("kindle-link", good().with(article, "\"#p\"", "\"#all\"")),
        (
            "kindle-contents",
            good().with("nav.xhtml", "</nav>", "<a href=\"text/a.xhtml#p\"/></nav>"),
        ),
        ("kindle-identifier", good().with("toc.ncx", "uuid:1", "uuid:2")),
        ("kindle-image-source", good().with(article, " src=\"../images/a.jpg\"", "")),
        ("kindle-image-format", named("images/b.svg", "image/svg+xml")),
        ("kindle-image-size", large),
        ("kindle-image-inks", inks),
        (
            "kindle-cover-page",
            good().with(article, "<p id=\"p\">", "<p id=\"p\" epub:type=\"cover\">"),
        ),
        ("kindle-cover", Book { cover: Some((499, 800)), ..good() }),
        ("kindle-cover", Book { cover: None, ..good() }),
        ("kindle-script", good().with(article, "<img", "<script/><img")),
        ("kindle-script", good().with(article, "../images/a.jpg", "https://a.b/c.jpg")),
        ("kindle-file-name", named("text/é.xhtml", "text/plain")),
    ];
    for (code, book) in &cases {
        let broken = book.broken();
        // A drawing or a name alone may break the rule of encodings, too.
        assert!(broken.contains(code), "{code} is not among {broken:?}");
        let others = broken.iter().filter(|c| *c != code && **c != "kindle-encoding");
        assert_eq!(others.count(), 0, "{code}: {broken:?}");
    }
    for rule in RULES {
        assert!(
            cases.iter().any(|(code, _)| *code == rule.code),
            "{} has no case",
            rule.code
        );
        assert!(!rule.why.is_empty() && !rule.source.is_empty());
    }
}
