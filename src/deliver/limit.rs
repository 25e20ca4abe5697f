//! What the services take that bring e-mail onto readers.

use super::Edition;

/// A service and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Its name in sentences.
    pub service: &'static str,
    /// The domains of its addresses.
    domains: &'static [&'static str],
    /// The edition that is made for it.
    pub edition: Edition,
    /// The most bytes of all attachments; `None` where no number is published.
    most: Option<u64>,
    /// The endings of files that it takes.
    takes: &'static [&'static str],
    /// What must be done at the service before it takes anything.
    pub before: &'static str,
    /// Where this was read.
    #[cfg_attr(not(test), expect(dead_code, reason = "for those who doubt a row"))]
    source: &'static str,
    /// When: year and month.
    #[cfg_attr(not(test), expect(dead_code, reason = "see `source`"))]
    checked: &'static str,
}

const LIMITS: &[Limit] = &[
    Limit {
        service: "Send to Kindle",
        domains: &["kindle.com", "free.kindle.com"],
        edition: Edition::Kindle,
        most: Some(50_000_000),
        takes: &[
            ".epub", ".pdf", ".doc", ".docx", ".txt", ".rtf", ".htm", ".html", ".png",
            ".gif", ".jpg", ".jpeg", ".bmp",
        ],
        before: "the sender must be on the list of approved addresses at Amazon, or nothing arrives \
                 and nobody is told",
        source: "amazon.co.uk, help 201974220: 50 MB in all, 25 attachments, 15 addresses; \
                 formats: bookfere.com, \"How to send ebook to Kindle via email attachment\", less \
                 MOBI and AZW, which Amazon has stopped taking",
        checked: "2026-11",
    },
    Limit {
        service: "Send-to-PocketBook",
        domains: &["pbsync.com"],
        edition: Edition::Epub,
        most: None,
        takes: &[
            ".epub", ".pdf", ".fb2", ".mobi", ".prc", ".djvu", ".rtf", ".chm", ".doc",
            ".docx", ".txt", ".html", ".htm", ".tcr",
        ],
        before: "PocketBook may ask in a letter of its own whether the sender is to be trusted",
        source: "no limit is published; the formats are those that the devices open (calibre, \
                 devices/eb600/driver.py, POCKETBOOK740)",
        checked: "2026-11",
    },
];

/// The largest file that goes through most mail servers: 25 MB is a usual limit of letters, and an
/// attachment grows by a third and its line ends on the way (RFC 2045, 6.8).
const USUAL: u64 = 25_000_000 / 137 * 100;

/// What the service of an address takes; `None` for an address of no such service.
pub fn limits(address: &str) -> Option<&'static Limit> {
    let (_, domain) = address.rsplit_once('@')?;
    let is = |known: &&str| known.eq_ignore_ascii_case(domain);
    LIMITS.iter().find(|limit| limit.domains.iter().any(is))
}

impl Limit {
    /// Why the service would send a file back, and what to do; `None` where it takes it.
    pub fn refuses(&self, name: &str, bytes: u64) -> Option<(String, String)> {
        let lower = name.to_lowercase();
        let service = self.service;
        if !self.takes.iter().any(|ending| lower.ends_with(ending)) {
            let message = format!("{service} does not take `{name}`");
            let takes = self.takes.join(", ");
            return Some((message, format!("it takes files that end in {takes}")));
        }
        if lower.ends_with(".kepub.epub") {
            let message = format!("`{name}` is the edition for Kobo, not for {service}");
            return Some((message, format!("send `NAME{}`", self.edition.ending())));
        }
        let most = self.most.filter(|most| bytes > *most)?;
        let message = format!(
            "`{name}` has {:.1} MB, and {service} takes {} MB by e-mail",
            bytes as f64 / 1e6,
            most / 1_000_000
        );
        let help = "send it on amazon.com/sendtokindle, which takes 200 MB, or make its pictures \
                    smaller";
        Some((message, help.to_string()))
    }
}

/// What most mail servers would say of a file of this size; `None` where they take it.
pub(super) fn heavy(bytes: u64) -> bool {
    bytes > USUAL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_their_addresses() {
        let service = |address| limits(address).map(|limit| limit.service);
        assert_eq!(service("ann_12@kindle.com"), Some("Send to Kindle"));
        assert_eq!(service("ann@Free.Kindle.com"), Some("Send to Kindle"));
        assert_eq!(service("ann@pbsync.com"), Some("Send-to-PocketBook"));
        for other in ["ann@example.org", "ann@kindle.com.example.org", "kindle.com", ""] {
            assert_eq!(service(other), None, "{other}");
        }
        for limit in LIMITS {
            assert!(limit.source.len() > 20 && limit.checked.len() == 7);
        }
    }

    #[test]
    fn what_would_come_back_is_not_sent() {
        let kindle = limits("a@kindle.com").expect("known");
        let refused =
            |name: &str, bytes| kindle.refuses(name, bytes).map(|(message, _)| message);
        assert_eq!(refused("a-kindle.epub", 50_000_000), None);
        assert_eq!(
            refused("a-kindle.epub", 50_000_001).as_deref(),
            Some("`a-kindle.epub` has 50.0 MB, and Send to Kindle takes 50 MB by e-mail")
        );
        assert_eq!(
            refused("a.mobi", 1).as_deref(),
            Some("Send to Kindle does not take `a.mobi`")
        );
        assert!(
            refused("a.kepub.epub", 1)
                .is_some_and(|why| why.contains("edition for Kobo"))
        );
        let pocketbook = limits("a@pbsync.com").expect("known");
        assert_eq!(pocketbook.refuses("a.EPUB", 400_000_000), None);
        assert!(pocketbook.refuses("a.azw3", 1).is_some());
        assert!(!heavy(18_000_000) && heavy(19_000_000));
    }
}
