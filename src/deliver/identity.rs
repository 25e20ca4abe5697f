//! Which book a file is, so that an earlier copy of it is known from anybody else's file.

use std::io::{Cursor, Read};

use lopdf::{Dictionary, Object};
use roxmltree::Document;
use zip::ZipArchive;

use crate::intake;

/// What a file says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Identity {
    /// An EPUB with this unique identifier (EPUB 3.3, 5.4).
    Book(String),
    /// A PDF that `publish` made, with its permanent identifier (ISO 32000-1, 14.4), which is made from the book's.
    Pages(Vec<u8>),
    /// Nothing that is known.
    Unknown,
}

/// The largest package document, and the largest container file, that are looked into.
const LARGEST: u64 = 8 << 20;
/// How the metadata of PDFs name this program.
const MAKER: &[u8] = b"publish ";

impl Identity {
    /// Looks into a file, which anybody may have made.
    pub fn of(bytes: &[u8]) -> Identity {
        if bytes.starts_with(b"PK") {
            return identifier(bytes).map_or(Identity::Unknown, Identity::Book);
        }
        if bytes.starts_with(b"%PDF-") {
            return permanent(bytes).map_or(Identity::Unknown, Identity::Pages);
        }
        Identity::Unknown
    }

    /// Whether a file of the same name is an earlier copy of this one.
    pub fn replaces(&self, earlier: &Identity) -> bool {
        match self {
            Identity::Book(_) | Identity::Pages(_) => self == earlier,
            Identity::Unknown => false,
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

/// The identifier that a PDF of this program keeps, whatever becomes of its text.
fn permanent(bytes: &[u8]) -> Option<Vec<u8>> {
    let pdf = intake::open(bytes).ok()?;
    let information = pdf.trailer.get_deref(b"Info", &pdf).and_then(Object::as_dict);
    let creator = |info: &Dictionary| {
        let creator = info.get_deref(b"Creator", &pdf).and_then(Object::as_str);
        creator.is_ok_and(|creator| creator.starts_with(MAKER))
    };
    if !information.is_ok_and(creator) {
        return None;
    }
    let both = pdf.trailer.get_deref(b"ID", &pdf).and_then(Object::as_array).ok()?;
    let first = both.first()?.as_str().ok()?;
    (!first.is_empty()).then(|| first.to_vec())
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
        let pages = |id: &[u8]| Identity::Pages(id.to_vec());
        assert!(
            pages(b"1").replaces(&pages(b"1")) && !pages(b"1").replaces(&pages(b"2"))
        );
        assert!(!pages(b"1").replaces(&one) && !pages(b"1").replaces(&Identity::Unknown));
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
