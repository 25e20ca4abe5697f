//! ISBNs with their check digit, and the book's own identifier.

use uuid::Uuid;

use crate::diag::short;
use crate::info::{Info, Isbn};

/// The namespace of identifiers derived from manifests: made once, for this alone, and
/// never changed, or every book would become another one.
const BOOKS: Uuid = Uuid::from_u128(0x6f0c_2a9e_8b1d_5f47_a3c6_91de_0b74_55e2);

/// What is wrong with an ISBN, and what to do.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct NotIsbn {
    /// The fact.
    pub message: String,
    /// The remedy.
    pub help: String,
}

/// An ISBN-13 as written, its check digit verified (ISO 2108, annex C).
pub(super) fn isbn(written: &str) -> Result<Isbn, NotIsbn> {
    let bare: Vec<char> = written
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '–' | '‐' | '\u{a0}'))
        .collect();
    let digits: Vec<u32> = bare.iter().filter_map(|c| c.to_digit(10)).collect();
    let fail = |message: String, help: String| Err(NotIsbn { message, help });
    if bare.len() == 10 && digits.len() >= 9 && bare[..9].iter().all(char::is_ascii_digit)
    {
        let mut thirteen = vec![9, 7, 8];
        thirteen.extend(&digits[..9]);
        let check = check_digit(&thirteen);
        let text: String = digits[..9].iter().map(u32::to_string).collect();
        return fail(
            format!("`{written}` is an ISBN-10"),
            format!("ISBNs have 13 digits today; this one is `978{text}{check}`"),
        );
    }
    if digits.len() != bare.len() {
        return fail(
            format!("`{}` is not an ISBN", short(written)),
            "an ISBN-13 has 13 digits, and hyphens between its parts".into(),
        );
    }
    if digits.len() != 13 {
        return fail(
            format!("`{}` has {} digits, an ISBN has 13", short(written), digits.len()),
            "compare it with the list of your ISBN agency".into(),
        );
    }
    if !(digits.starts_with(&[9, 7, 8]) || digits.starts_with(&[9, 7, 9])) {
        return fail(
            format!("`{written}` does not begin with 978 or 979"),
            "compare it with the list of your ISBN agency".into(),
        );
    }
    let expected = check_digit(&digits[..12]);
    if digits[12] != expected {
        return fail(
            format!(
                "`{written}` has the check digit {}, but its digits ask for {expected}",
                digits[12]
            ),
            "two digits may have changed places; compare it with the list of your ISBN agency"
                .into(),
        );
    }
    Ok(Isbn(written.trim().to_string()))
}

fn check_digit(twelve: &[u32]) -> u32 {
    let sum: u32 =
        twelve.iter().enumerate().map(|(i, d)| if i % 2 == 0 { *d } else { d * 3 }).sum();
    (10 - sum % 10) % 10
}

/// A stated UUID, with or without `urn:uuid:`, as `urn:uuid:…`.
pub(super) fn uuid(written: &str) -> Option<String> {
    let bare = written.trim();
    let bare = bare.strip_prefix("urn:uuid:").unwrap_or(bare);
    Uuid::try_parse(bare).ok().map(|uuid| format!("urn:uuid:{}", uuid.hyphenated()))
}

/// The identifier of a book that states none: the same for the same title, authors,
/// language and publisher (UUID version 5, RFC 9562, 5.5).
pub(super) fn derived(info: &Info) -> String {
    let mut name = info.title.clone();
    for author in info.authors() {
        name.push('\0');
        name.push_str(author);
    }
    name.push_str("\0\0");
    name.push_str(info.lang.tag());
    name.push('\0');
    name.push_str(info.publisher.as_deref().unwrap_or(""));
    format!("urn:uuid:{}", Uuid::new_v5(&BOOKS, name.as_bytes()).hyphenated())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isbns_are_verified() {
        assert_eq!(
            isbn("978-3-16-148410-0").map(|isbn| isbn.digits()),
            Ok("9783161484100".into())
        );
        let wrong = |text: &str| isbn(text).err().map(|e| (e.message, e.help));
        assert!(wrong("978-3-16-148410-5").is_some_and(|(message, _)| {
            message.ends_with("check digit 5, but its digits ask for 0")
        }));
        assert!(
            wrong("0-306-40615-2")
                .is_some_and(|(_, help)| help.contains("9780306406157"))
        );
        assert!(
            wrong("080442957X").is_some_and(|(_, help)| help.contains("978080442957"))
        );
        assert!(wrong("978316148410").is_some());
        assert!(wrong("1234567890123").is_some());
        assert!(wrong("ISBN 978").is_some());
        assert!(wrong("").is_some());
    }
}
