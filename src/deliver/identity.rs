//! Which book a file is, so that an earlier copy of it is known from anybody else's file.

use std::io::{Cursor, Read};

use roxmltree::Document;
use zip::ZipArchive;

/// What a file says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Identity {
    /// An EPUB with this unique identifier (EPUB 3.3, 5.4).
    Book(String),
    /// A PDF that `publish` made.
    Ours,
    /// Nothing that is known.
    Unknown,
}

/// The largest package document, and the largest container file, that are looked into.
const LARGEST: u64 = 8 << 20;
/// How much of the two ends of a PDF is looked through: the metadata stand at the end.
const ENDS: usize = 64 << 10;

impl Identity {
    /// Looks into a file, which anybody may have made.
    pub fn of(bytes: &[u8]) -> Identity {
        if bytes.starts_with(b"PK") {
            return identifier(bytes).map_or(Identity::Unknown, Identity::Book);
        }
        if bytes.starts_with(b"%PDF-") && made_here(bytes) {
            return Identity::Ours;
        }
        Identity::Unknown
    }

    /// Whether a file of the same name is an earlier copy of this one.
    pub fn replaces(&self, earlier: &Identity) -> bool {
        match (self, earlier) {
            (Identity::Book(book), Identity::Book(other)) => book == other,
            (Identity::Ours, Identity::Ours) => true,
            (Identity::Book(_) | Identity::Ours | Identity::Unknown, _) => false,
        }
    }
}

/// The unique identifier of an EPUB.
fn identifier(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = |path: &str| {
        let mut text = String::new();
        let entry = archive.by_name(path).ok()?;
        let read = entry.take(LARGEST + 1).read_to_string(&mut text).ok()?;
        (read as u64 <= LARGEST).then_some(text)
    };
    let container = text("META-INF/container.xml")?;
    let container = Document::parse(&container).ok()?;
    let rootfile =
        container.descendants().find(|node| node.tag_name().name() == "rootfile")?;
    let package = text(rootfile.attribute("full-path")?)?;
    let package = Document::parse(&package).ok()?;
    let id = package.root_element().attribute("unique-identifier")?;
    const DC: &str = "http://purl.org/dc/elements/1.1/";
    let mut identifiers =
        package.descendants().filter(|node| node.has_tag_name((DC, "identifier")));
    let node = identifiers.find(|node| node.attribute("id") == Some(id))?;
    let identifier = node.text()?.trim();
    (!identifier.is_empty()).then(|| identifier.to_string())
}

/// Whether the metadata name this program as the PDF's maker.
fn made_here(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(ENDS)..];
    let begin = &bytes[..bytes.len().min(ENDS)];
    let marks: [&[u8]; 3] =
        [b"<xmp:CreatorTool>publish ", b"/Creator(publish ", b"/Creator (publish "];
    let has =
        |part: &[u8], mark: &[u8]| part.windows(mark.len()).any(|piece| piece == mark);
    marks.iter().any(|mark| has(end, mark) || has(begin, mark))
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// The least that an EPUB of this identifier is.
    pub(crate) fn epub(identifier: &str, more: &str) -> Vec<u8> {
        let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"a/b.opf\"/></rootfiles></container>";
        let package = format!(
            "<package xmlns=\"http://www.idpf.org/2007/opf\" unique-identifier=\"u\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"i\">other</dc:identifier><dc:identifier id=\"u\"> {identifier} </dc:identifier></metadata></package>"
        );
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", container),
            ("a/b.opf", &package),
            ("more", more),
        ];
        for (name, text) in files {
            archive.start_file(name, SimpleFileOptions::default()).expect("begun");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("closed").into_inner()
    }

    #[test]
    fn books_are_known_by_their_identifier() {
        let (one, same) = (epub("urn:uuid:1", "x"), epub("urn:uuid:1", "y"));
        let (one, same) = (Identity::of(&one), Identity::of(&same));
        assert_eq!(one, Identity::Book("urn:uuid:1".into()));
        assert!(one.replaces(&same));
        assert!(!one.replaces(&Identity::of(&epub("urn:uuid:2", "x"))));
        assert!(!one.replaces(&Identity::Unknown) && !Identity::Unknown.replaces(&one));
        assert!(!Identity::Unknown.replaces(&Identity::Unknown));
        assert!(!Identity::Ours.replaces(&one));
    }

    #[test]
    fn files_that_say_nothing_or_lie_are_nobody_s() {
        let whole = epub("urn:uuid:1", "x");
        let cut = &whole[..whole.len() / 2];
        let bomb = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]><x>&a;</x>", "a".repeat(9));
        let empty = epub(" ", "");
        for bytes in
            [cut, b"PK\x03\x04", b"", b"%PDF-1.7 by others", bomb.as_bytes(), &empty]
        {
            assert_eq!(Identity::of(bytes), Identity::Unknown);
        }
    }
}
