//! What files are, as browsers and e-readers must be told.

use std::path::Path;

/// Endings and the types of what has them (IANA, "Media Types").
const TYPES: [(&str, &str); 23] = [
    ("atom", "application/atom+xml"),
    ("azw3", "application/vnd.amazon.mobi8-ebook"),
    ("css", "text/css; charset=utf-8"),
    ("epub", "application/epub+zip"),
    ("gif", "image/gif"),
    ("htm", "text/html; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/vnd.microsoft.icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("mobi", "application/x-mobipocket-ebook"),
    ("opds", "application/atom+xml"),
    ("otf", "font/otf"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml"),
];
/// A feed names its own type in its first bytes.
pub(super) const LOOKED_AT: usize = 4096;
const UNKNOWN: &str = "application/octet-stream";

/// The type of a file, by its name and, of feeds, by what it says of itself at its beginning.
pub(super) fn media_type(path: &Path, beginning: &[u8]) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let known = TYPES.iter().find(|(known, _)| *known == ending);
    let known = known.map_or(UNKNOWN, |(_, media)| media);
    let text = String::from_utf8_lossy(beginning);
    let feed = match ending.as_str() {
        "atom" | "opds" | "xml" if text.contains("<feed") => own_atom_type(&text),
        "json" if text.contains("application/opds+json") => {
            Some("application/opds+json".to_string())
        }
        _ => None,
    };
    feed.unwrap_or_else(|| known.to_string())
}

/// Whether a file may say at its beginning what it is.
pub(super) fn says(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| matches!(ending, "atom" | "opds" | "xml" | "json"))
}

/// The type in a feed's link to itself; plain Atom where there is none.
fn own_atom_type(text: &str) -> Option<String> {
    let links = text.split("<link ").skip(1);
    let links = links.filter_map(|link| link.split('>').next());
    let mut own = links.filter(|link| link.contains("rel=\"self\""));
    let own = own.find_map(|link| link.split("type=\"").nth(1)?.split('"').next());
    let plain = |media: &&str| {
        media.starts_with("application/atom+xml")
            && media.bytes().all(|byte| (b' '..=b'~').contains(&byte))
    };
    Some(own.filter(plain).unwrap_or("application/atom+xml").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_by_name_and_by_what_feeds_say() {
        let feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<link rel=\"self\" href=\"a.xml\" \
                    type=\"application/atom+xml;profile=opds-catalog;kind=acquisition\"/>";
        let cases = [
            ("a.epub", "", "application/epub+zip"),
            ("a.kepub.epub", "", "application/epub+zip"),
            ("A.PDF", "", "application/pdf"),
            ("a.azw3", "", "application/vnd.amazon.mobi8-ebook"),
            ("a.mobi", "", "application/x-mobipocket-ebook"),
            ("a.md", "", "text/markdown; charset=utf-8"),
            ("index.html", "", "text/html; charset=utf-8"),
            ("a.xml", feed, "application/atom+xml;profile=opds-catalog;kind=acquisition"),
            ("news.atom", "<feed>", "application/atom+xml"),
            ("a.xml", "<other/>", "application/xml"),
            (
                "opds.json",
                "{\"type\": \"application/opds+json\"}",
                "application/opds+json",
            ),
            ("card.json", "{}", "application/json"),
            ("a", "", "application/octet-stream"),
        ];
        for (name, beginning, expected) in cases {
            assert_eq!(
                media_type(Path::new(name), beginning.as_bytes()),
                expected,
                "{name}"
            );
        }
    }
}
