//! What both outputs say about the book: titles, people, dates, identifiers.

mod address;
mod dates;
mod imprint;
mod licence;
mod roles;
mod series;
mod words;

use std::fmt;

pub use address::{Address, address, doubt};
pub use imprint::Line;
pub use licence::licence_address;
pub use series::series_position;
pub use words::Word;
pub(crate) use words::column;

/// A language tag as of BCP 47, kept as written, compared without case.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Lang(String);

impl Lang {
    /// A tag if it is well formed: a primary language of 2–3 letters (or `zxx`, `la` …)
    /// and further subtags of 1–8 letters or digits.
    pub fn parse(tag: &str) -> Option<Lang> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let primary_ok = (2..=3).contains(&primary.len())
            && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let rest_ok = parts.all(|part| {
            (1..=8).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        (primary_ok && rest_ok).then(|| Lang(tag.to_string()))
    }

    /// The tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary language, in lower case: `en` of `en-GB`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or("").to_ascii_lowercase()
    }

    /// The region, in upper case: `GB` of `en-GB`.
    pub fn region(&self) -> Option<String> {
        self.0
            .split('-')
            .skip(1)
            .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(str::to_ascii_uppercase)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a person did, as a MARC relator code (`aut`, `edt`, `trl`, `ill` …).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MarcRole(pub String);

/// Somebody who made the book.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contributor {
    /// The name as printed.
    pub name: String,
    /// The name as sorted: `Trotsky, Leon`.
    pub sort: Option<String>,
    /// What they did.
    pub role: MarcRole,
}

/// A date of which the month and the day may be unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl fmt::Display for Date {
    /// ISO 8601: `2025`, `2025-06` or `2025-06-08`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A moment in UTC, for "last modified": from the manifest's date or the caller, never
/// from a clock in the library.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z, not negative.
    pub unix: u64,
}

impl Moment {
    /// Midnight UTC of a date (the first of the month or year where it is not exact).
    pub fn of(date: Date) -> Moment {
        let (y, m, d) = (
            i64::from(date.year),
            i64::from(date.month.unwrap_or(1)),
            date.day.unwrap_or(1),
        );
        // Days from the civil calendar (H. Hinnant, "chrono-compatible low-level date
        // algorithms", days_from_civil).
        let y = if m <= 2 { y - 1 } else { y };
        let era = y.div_euclid(400);
        let year_of_era = y - era * 400;
        let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + i64::from(d) - 1;
        let day_of_era =
            year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * 146_097 + day_of_era - 719_468;
        Moment { unix: (days * 86_400).max(0) as u64 }
    }

    /// Year, month, day, hour, minute, second in UTC.
    pub fn civil(self) -> (u16, u8, u8, u8, u8, u8) {
        let days = (self.unix / 86_400) as i64 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days - era * 146_097;
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524
            - day_of_era / 146_096)
            / 365;
        let day_of_year =
            day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let rest = self.unix % 86_400;
        (
            year as u16,
            month as u8,
            day as u8,
            (rest / 3600) as u8,
            (rest / 60 % 60) as u8,
            (rest % 60) as u8,
        )
    }
}

impl fmt::Display for Moment {
    /// `2025-06-08T00:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, mo, d, h, mi, s) = self.civil();
        write!(f, "{y:04}-{mo:02}-{d:02}T{h:02}:{mi:02}:{s:02}Z")
    }
}

/// An ISBN-13 with a right check digit, as written (with its hyphens).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Isbn(pub String);

impl Isbn {
    /// The thirteen digits alone.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }
}

/// What a book is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// In words.
    pub name: String,
    /// The scheme that it is of, and its code there.
    pub scheme: Option<(String, String)>,
}

/// What the publisher says of a book's accessibility (EPUB Accessibility 1.1, 3).
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Accessibility {
    /// Who found that it conforms to WCAG 2.2 AA.
    pub certified_by: Option<String>,
    /// What gives them the right: a name or an address.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<String>,
    /// What the rest cannot say.
    pub summary: Option<String>,
    /// Why it need not be accessible.
    pub exemption: Option<Exemption>,
}

/// Why a book need not be accessible under the European Accessibility Act (W3C, The EPUB
/// Accessibility exemption property, 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exemption {
    /// Its publisher is a microenterprise.
    Microenterprise,
    /// It would be a disproportionate burden.
    DisproportionateBurden,
    /// It would make another book of it.
    FundamentalAlteration,
}

/// All that the outputs say about the book as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Info {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The main language.
    pub lang: Lang,
    /// Who made it, in order; the authors are those with the role `aut`.
    pub contributors: Vec<Contributor>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The place of publication.
    pub place: Option<String>,
    /// The date of publication.
    pub date: Option<Date>,
    /// The edition as printed: "second, revised edition".
    pub edition: Option<String>,
    /// The rights line as printed: "© 2025 The authors".
    pub rights: Option<String>,
    /// The licence: a name or an address.
    pub licence: Option<String>,
    /// The teaser.
    pub description: Option<String>,
    /// What it is about.
    pub subjects: Vec<Subject>,
    /// The series and the number in it.
    pub series: Option<(String, Option<String>)>,
    /// The book's own identifier, `urn:uuid:…`; from the manifest or derived from it.
    pub uuid: String,
    /// The ISBN of the e-book.
    pub isbn_epub: Option<Isbn>,
    /// The ISBN of the printed book.
    pub isbn_print: Option<Isbn>,
    /// Further sources of the text, as printed on the imprint page.
    pub source: Option<String>,
    /// Lines the imprint page adds, in order.
    pub imprint: Vec<String>,
    /// What is said of its accessibility.
    pub accessibility: Accessibility,
    /// When it was last changed.
    pub modified: Moment,
}

impl Info {
    /// What is known of a text of which there is only a title.
    pub fn titled(title: String, lang: Lang) -> Info {
        Info {
            title,
            subtitle: None,
            lang,
            contributors: Vec::new(),
            publisher: None,
            place: None,
            date: None,
            edition: None,
            rights: None,
            licence: None,
            description: None,
            subjects: Vec::new(),
            series: None,
            uuid: String::new(),
            isbn_epub: None,
            isbn_print: None,
            source: None,
            imprint: Vec::new(),
            accessibility: Accessibility::default(),
            modified: Moment { unix: 0 },
        }
    }

    /// The names of the authors, in order.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        self.contributors.iter().filter(|c| c.role.0 == "aut").map(|c| c.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_know_the_calendar() {
        let date = Date { year: 2024, month: Some(2), day: Some(29) };
        assert_eq!(Moment::of(date).to_string(), "2024-02-29T00:00:00Z");
        assert_eq!(Moment { unix: 86_399 }.to_string(), "1970-01-01T23:59:59Z");
    }

    #[test]
    fn language_tags_are_checked_and_split() {
        let lang = Lang::parse("en-GB").expect("a good tag");
        assert_eq!(
            (lang.primary().as_str(), lang.region().as_deref()),
            ("en", Some("GB"))
        );
        assert!(Lang::parse("english").is_none());
        assert!(Lang::parse("").is_none());
    }
}
