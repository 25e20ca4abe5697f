//! Pictures that come with an article: what they are, and whether a book can show them.

use super::manuscript::PictureFile;
use crate::diag::Sink;
use crate::image;
use crate::source::Span;

/// The ending that belongs to the bytes of a picture that books take.
pub(super) fn ending(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Some("jpg");
    }
    if bytes.starts_with(b"GIF8") {
        return Some("gif");
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("webp");
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Some("tif");
    }
    head.windows(4).any(|window| window == b"<svg").then_some("svg")
}

/// A picture as a file of its own, or why a book cannot show it.
pub(super) fn file(name: &str, bytes: Vec<u8>, at: Span) -> Result<PictureFile, String> {
    let Some(ending) = ending(&bytes) else {
        return Err(
            "its kind is not one that books show (PNG, JPEG, GIF, WebP, TIFF, SVG)"
                .into(),
        );
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.trim().is_empty() { "picture" } else { stem };
    // Sites send other kinds than their names say, and browsers save them under these names.
    let name = format!("{stem}.{ending}");
    let mut sink = Sink::default();
    if image::load(bytes.clone(), &name, at, &mut sink).is_none() {
        let why =
            sink.found().first().map_or(String::new(), |found| found.message.clone());
        return Err(why);
    }
    Ok(PictureFile { name, bytes })
}

/// Whether an alternative text is none: the name of a file, or the label with its credit that some
/// systems put there.
pub(super) fn is_label(alt: &str) -> bool {
    let alt = alt.trim();
    let lower = alt.to_lowercase();
    let file = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".tif"]
        .iter()
        .any(|end| lower.ends_with(end));
    let code =
        !alt.contains(' ') && alt.contains(|c: char| c.is_ascii_digit() || c == '_');
    let generic = [
        "image", "photo", "picture", "img", "foto", "untitled", "bild", "imagen", "logo",
    ]
    .contains(&lower.as_str());
    // "Garden3 Image own work"
    let credited =
        [" image ", " photo ", " picture ", " foto ", " imagen "].iter().any(|word| {
            let at = lower.find(word);
            at.is_some_and(|at| {
                let rest = &lower[at + word.len()..];
                let label = lower[..at].split_whitespace().count() <= 3;
                label
                    && [
                        "own work",
                        "public domain",
                        "fair use",
                        "wikimedia",
                        "flickr",
                        "cc ",
                        "cc-",
                        "pixabay",
                        "unsplash",
                        "archive",
                        "courtesy",
                    ]
                    .iter()
                    .any(|known| rest.starts_with(known))
            })
        });
    file || code || generic || credited
}

/// A name of a file from the words between a slash and the end of an address.
pub(super) fn name_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    decoded(name)
}

/// The addresses of a `srcset`: each up to white space, with its size behind, up to a comma.
pub(super) fn of_set(set: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
        if rest.is_empty() {
            return out;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, behind) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        out.push(bare);
        rest = match bare.len() < address.len() {
            true => behind,
            false => behind.split_once(',').map_or("", |(_, others)| others),
        };
    }
}

/// An address with its `%20` written out.
pub(super) fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
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
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_of_a_set_are_parted() {
        assert_eq!(of_set("a,b.jpg 1x, c.jpg 2x,d.jpg"), ["a,b.jpg", "c.jpg", "d.jpg"]);
        assert_eq!(of_set("data:x;base64,AA 1x, e.png"), ["data:x;base64,AA", "e.png"]);
        assert_eq!(of_set("a.jpg, b.jpg"), ["a.jpg", "b.jpg"]);
        assert!(of_set(" , ").is_empty());
    }

    #[test]
    fn labels_are_no_alternative_texts() {
        for alt in [
            "Garden3 Image own work",
            "IMG_2034.jpg",
            "garden3",
            "photo",
            "Trotsky Image Public Domain",
        ] {
            assert!(is_label(alt), "{alt}");
        }
        for alt in [
            "A courtyard with cacti",
            "The image of a saint on a wall",
            "Trotsky",
            "A photo by the gate shows two guards",
        ] {
            assert!(!is_label(alt), "{alt}");
        }
    }
}
