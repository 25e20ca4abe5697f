//! Addresses outside the book, as readers of e-books and EPUBCheck take them.

use std::borrow::Cow;

use url::{ParseError, Url};

/// An address that can be followed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    /// As it stands in files.
    pub href: String,
    /// What of it was not as addresses are, if anything: it is written so that it is.
    pub mended: Option<&'static str>,
}

/// Schemes behind which a host stands (URL Standard, "special scheme").
const WITH_HOST: [&str; 3] = ["http", "https", "ftp"];

/// Schemes that reading systems do not know (EPUBCheck, HTM-025).
const UNKNOWN: [&str; 2] = ["geo", "sms"];

/// Reads an address that begins with a scheme. What browsers write in percent signs is written so;
/// identifiers of articles (`doi:`) lead where they are resolved.
///
/// # Errors
/// Why it cannot be followed: what it has or lacks, as the end of a sentence about it.
pub fn address(text: &str) -> Result<Address, &'static str> {
    let text = text.trim();
    let (scheme, rest) = text.split_once(':').ok_or("has no scheme")?;
    let scheme = scheme.to_ascii_lowercase();
    let text = match scheme.as_str() {
        "doi" => Cow::from(format!("https://doi.org/{}", rest.trim_start_matches('/'))),
        "tel" => Cow::from(text.replace(' ', "")),
        scheme if UNKNOWN.contains(&scheme) => {
            return Err("is of a kind that readers of e-books do not know");
        }
        _ => Cow::from(text),
    };
    let has_host = scheme == "doi" || WITH_HOST.contains(&scheme.as_str());
    let (_, rest) = text.split_once(':').ok_or("has no scheme")?;
    if rest.is_empty() {
        return Err("says nothing behind its scheme");
    }
    if has_host {
        let after = rest.strip_prefix("//").ok_or("has no `//` behind its scheme")?;
        if after.starts_with(['/', '?', '#', '\\']) || after.is_empty() {
            return Err("names no host");
        }
    }
    let (href, mended) = written(&text, has_host);
    let url = Url::parse(&href).map_err(fault)?;
    // The standard lets a browser try these; EPUBCheck and name servers do not.
    let labels = |host: &str| {
        let host = host.strip_suffix('.').unwrap_or(host);
        host.split('.').all(|label| (1..=63).contains(&label.len()))
    };
    if has_host && url.domain().is_some_and(|host| !labels(host)) {
        return Err("names a host that cannot be");
    }
    Ok(Address { href, mended })
}

/// What an editor is told of an address: the fact, and what to do; nothing of one that is as
/// addresses are.
pub fn doubt(found: &Result<Address, &'static str>) -> Option<(String, String)> {
    match found {
        Ok(Address { mended: None, .. }) => None,
        Ok(Address { href, mended: Some(what) }) => {
            let message = format!("the address has {what}");
            Some((message, format!("it is taken for `{href}`; write it so")))
        }
        Err(why) => Some((
            format!("the address {why}"),
            "its words are kept, without a link; addresses are like `https://example.org/page`"
                .to_string(),
        )),
    }
}

fn fault(error: ParseError) -> &'static str {
    match error {
        ParseError::EmptyHost => "names no host",
        ParseError::InvalidPort => "has a port that is none",
        ParseError::InvalidIpv4Address
        | ParseError::InvalidIpv6Address
        | ParseError::InvalidDomainCharacter
        | ParseError::IdnaError => "names a host that cannot be",
        // The crate may learn to tell more.
        ParseError::RelativeUrlWithoutBase
        | ParseError::RelativeUrlWithCannotBeABaseBase
        | ParseError::SetHostOnCannotBeABaseUrl
        | ParseError::Overflow
        | _ => "is none",
    }
}

/// An address with what none may hold in percent signs, and what that was.
fn written(text: &str, has_host: bool) -> (String, Option<&'static str>) {
    let path = match text.find("//").filter(|_| has_host) {
        Some(at) => {
            text[at + 2..].find(['/', '?', '#']).map_or(text.len(), |n| at + 2 + n)
        }
        None => 0,
    };
    let (mut out, mut mended) = (String::with_capacity(text.len()), None);
    let mut in_fragment = false;
    for (at, c) in text.char_indices() {
        let why = match c {
            '%' if !is_escape(&text[at..]) => Some("a `%` that begins no sign"),
            '#' if in_fragment => Some("a second `#`"),
            ' ' => Some("a blank"),
            // Numbers of hosts stand in brackets.
            '[' | ']' if at < path => None,
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => {
                Some("a sign that addresses do not have")
            }
            c if c.is_control() => Some("a control character"),
            _ => None,
        };
        in_fragment |= c == '#';
        mended = mended.or(why);
        match why {
            Some(_) if c.is_control() => {}
            Some(_) => out.push_str(&format!("%{:02X}", u32::from(c))),
            None => out.push(c),
        }
    }
    (out, mended)
}

fn is_escape(text: &str) -> bool {
    let digits = text.as_bytes().get(1..3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::address;

    /// Each is refused by EPUBCheck 5.3.0, or warned of.
    #[test]
    fn what_cannot_be_followed_is_told() {
        for (text, why) in [
            ("https:e.org", "has no `//` behind its scheme"),
            ("https:/e.org", "has no `//` behind its scheme"),
            ("ftp:x", "has no `//` behind its scheme"),
            ("https:///e.org", "names no host"),
            ("http://", "names no host"),
            ("mailto:", "says nothing behind its scheme"),
            ("tel: ", "says nothing behind its scheme"),
            ("https://a..b/x", "names a host that cannot be"),
            ("https://.a.b/x", "names a host that cannot be"),
            ("https://xn--a.org/", "names a host that cannot be"),
            ("https://ex mple.org/", "names a host that cannot be"),
            ("http://[::1", "names a host that cannot be"),
            ("https://e.org:99999/", "has a port that is none"),
            ("https://e.org:80a/", "has a port that is none"),
            ("geo:19.35,-99.16", "is of a kind that readers of e-books do not know"),
        ] {
            assert_eq!(address(text), Err(why), "{text}");
        }
        let long = format!("https://{}.org/", "a".repeat(64));
        assert!(address(&long).is_err());
    }

    #[test]
    fn what_is_meant_is_written_as_addresses_are() {
        for (text, href) in [
            ("https://e.org/100%", "https://e.org/100%25"),
            ("https://e.org/%zz?a=50%", "https://e.org/%25zz?a=50%25"),
            ("https://e.org/a b?c d#e f", "https://e.org/a%20b?c%20d#e%20f"),
            ("https://e.org/a#b#c", "https://e.org/a#b%23c"),
            (
                "https://e.org/[a]|^`{}\"<>",
                "https://e.org/%5Ba%5D%7C%5E%60%7B%7D%22%3C%3E",
            ),
            ("https://e.org/\\x", "https://e.org/%5Cx"),
            ("mailto:a@b.org?subject=x y", "mailto:a@b.org?subject=x%20y"),
        ] {
            let found = address(text).unwrap_or_else(|why| panic!("{text} {why}"));
            assert_eq!(found.href, href);
            assert!(found.mended.is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_an_address_is_left_alone() {
        for text in [
            "https://e.org/100%25",
            "https://[::1]/",
            "https://user:pw@e.org:8080/",
            "https://пример.рф/путь?q=ё",
            "https://e_f.org/'x'",
            "https://a.b./x",
            "HTTP://E.ORG",
            "mailto:a@b.org",
            "tel:+1-23",
            "urn:isbn:9783161484100",
            "ftp://a.org/x",
        ] {
            let found = address(text).unwrap_or_else(|why| panic!("{text} {why}"));
            assert_eq!((found.href.as_str(), found.mended), (text, None));
        }
        let href = |text| address(text).expect("an address");
        assert_eq!(href("doi:10.1000/182").href, "https://doi.org/10.1000/182");
        assert_eq!(href("doi:10.1000/182").mended, None);
        assert_eq!(href("tel:+1 23").href, "tel:+123");
    }
}
