//! A page with its pictures in one file (.mhtml): a message of MIME (RFC 2557), as browsers save it.

use std::collections::BTreeMap;

use mailparse::{MailHeaderMap, ParsedMail};
use url::Url;

/// The page and what it shows.
pub(super) struct WebArchive {
    pub page: Vec<u8>,
    /// The encoding that the message says the page has.
    pub charset: Option<String>,
    /// Where the page was.
    location: Option<Url>,
    parts: BTreeMap<String, Vec<u8>>,
}

/// The most parts, and the most that they unpack to; a page with all its pictures has a tenth.
const MOST_PARTS: usize = 5_000;
const MOST_BYTES: usize = 256 << 20;

/// Reads a message; `Err` says why it is none.
pub(super) fn read(bytes: &[u8]) -> Result<WebArchive, &'static str> {
    let damaged = |_| "it is a damaged web archive (.mhtml)";
    let message = mailparse::parse_mail(bytes).map_err(damaged)?;
    let mut page: Option<(&ParsedMail<'_>, Vec<u8>)> = None;
    let mut parts = BTreeMap::new();
    let mut all = 0;
    for (number, part) in message.parts().enumerate() {
        if number > MOST_PARTS || all > MOST_BYTES {
            return Err("it is a web archive (.mhtml) of more parts than any page has");
        }
        let kind = part.ctype.mimetype.to_lowercase();
        let is_page = kind == "text/html" || kind == "application/xhtml+xml";
        // Of several pages the first is the one; the others stand in frames of it.
        if !kind.starts_with("image/") && (!is_page || page.is_some()) {
            continue;
        }
        let body = part.get_body_raw().map_err(damaged)?;
        all += body.len();
        if is_page {
            page = Some((part, body));
            continue;
        }
        if let Some(location) = part.headers.get_first_value("Content-Location") {
            parts.insert(location.trim().to_string(), body.clone());
        }
        if let Some(id) = part.headers.get_first_value("Content-ID") {
            parts.insert(format!("cid:{}", id.trim().trim_matches(['<', '>'])), body);
        }
    }
    let Some((part, page)) = page else {
        return Err("it is a web archive (.mhtml) without a page");
    };
    let location = part
        .headers
        .get_first_value("Content-Location")
        .or_else(|| message.headers.get_first_value("Snapshot-Content-Location"));
    let location = location.and_then(|location| Url::parse(location.trim()).ok());
    // Without a word of it a charset is that of e-mail, which no page has.
    let charset = part.ctype.params.get("charset").cloned();
    Ok(WebArchive { page, charset, location, parts })
}

impl WebArchive {
    /// The address that the page had.
    pub fn location(&self) -> Option<&str> {
        self.location.as_ref().map(Url::as_str)
    }

    /// What an address of the page stands for.
    pub fn part(&self, address: &str) -> Option<Vec<u8>> {
        let known = |address: &str| self.parts.get(address).cloned();
        known(address).or_else(|| {
            let joined = self.location.as_ref()?.join(address).ok()?;
            known(joined.as_str())
        })
    }
}
