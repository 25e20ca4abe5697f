//! Addresses of files of the catalogue: relative, so that they hold on a server, on a stick, and
//! in whatever folder it is put.

use uuid::Uuid;

/// A path from the top of the catalogue as an address from the file `from`, likewise from the top.
pub(super) fn relative(from: &str, to: &str) -> String {
    let up = from.matches('/').count();
    // What both have in common need not be climbed.
    let common = from
        .split('/')
        .zip(to.split('/'))
        .take(up.min(to.matches('/').count()))
        .take_while(|(one, other)| one == other)
        .count();
    let rest: Vec<&str> = to.split('/').skip(common).collect();
    "../".repeat(up - common) + &encoded(&rest.join("/"))
}

/// A path with what addresses may not hold as it is in percent signs (RFC 3986, 3.3).
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A name for a file and for a place in a page, of letters, figures and hyphens, the same for the
/// same words for ever; `space` keeps names apart whose words lose letters.
pub(super) fn slug(space: Uuid, words: &str) -> String {
    let mut name = String::new();
    let mut lost = false;
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else {
            lost |= c.is_alphanumeric();
            if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        if name.len() >= LONGEST {
            lost = true;
            break;
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    if lost || name.is_empty() {
        let tail = Uuid::new_v5(&space, words.as_bytes()).simple().to_string();
        let hyphen = if name.is_empty() { "" } else { "-" };
        name = format!("{name}{hyphen}{}", &tail[..8]);
    }
    name
}

/// Longer names are cut.
const LONGEST: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_one_file_to_another() {
        let cases = [
            ("opds.atom", "opds/new.atom", "opds/new.atom"),
            ("opds/new.atom", "opds.atom", "../opds.atom"),
            ("opds/new.atom", "opds/all.atom", "all.atom"),
            ("books/a/index.html", "books/a/a.epub", "a.epub"),
            ("books/a/index.html", "books/b/b b.epub", "../b/b%20b.epub"),
            ("e/index.html", "books/a/é.epub", "../books/a/%C3%A9.epub"),
        ];
        for (from, to, address) in cases {
            assert_eq!(relative(from, to), address);
        }
    }

    #[test]
    fn names_are_told_apart_though_they_lose_letters() {
        let of = |words: &str| slug(Uuid::NAMESPACE_URL, words);
        assert_eq!(of("Houses of Exile"), "houses-of-exile");
        assert_ne!(of("Лев"), of("Лия"));
        assert!(of("León").starts_with("le-n-"));
        assert!(of(&"long ".repeat(40)).len() < 60);
        assert!(!of("?!").is_empty());
    }
}
