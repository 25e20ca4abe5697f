//! What shops and devices take of an e-book at the most, as one table.

use super::Edition;

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// The whole file, in bytes.
    Book,
    /// Each file of text, in bytes.
    Text,
    /// Each picture, in bytes.
    Picture,
    /// Each picture but the cover, in pixels; drawings have none.
    Pixels,
}

/// The most that somebody takes.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Whom it concerns, in words: "Apple Books".
    pub whom: &'static str,
    /// The editions that go there.
    pub editions: &'static [Edition],
    /// What is measured.
    pub measure: Measure,
    /// The most, in the unit of the measure.
    pub most: u64,
    /// Where that was read.
    pub source: &'static str,
}

/// See [`Limit::editions`].
const PLAIN: &[Edition] = &[Edition::Plain];
const KOBO: &[Edition] = &[Edition::Plain, Edition::Kobo];
const KINDLE: &[Edition] = &[Edition::Kindle];
const OLD: &[Edition] = &[Edition::Plain, Edition::Compatible];

/// The limits that are known.
pub const LIMITS: &[Limit] = &[
    Limit {
        whom: "Apple Books",
        editions: PLAIN,
        measure: Measure::Book,
        most: 2_000_000_000,
        source: "itunespartner.apple.com, \"Prepare your book\"",
    },
    Limit {
        whom: "Apple Books",
        editions: PLAIN,
        measure: Measure::Pixels,
        most: 5_600_000,
        source: "Apple Books Asset Guide 5.3, \"Images\"",
    },
    Limit {
        whom: "Google Play",
        editions: PLAIN,
        measure: Measure::Book,
        most: 2_000_000_000,
        source: "help.vellum.pub, \"Store Size Limits\"",
    },
    Limit {
        whom: "Kobo Writing Life",
        editions: PLAIN,
        measure: Measure::Book,
        most: 100_000_000,
        source: "help.vellum.pub, \"Store Size Limits\"",
    },
    Limit {
        whom: "Kobo",
        editions: KOBO,
        measure: Measure::Text,
        most: 10_000_000,
        source: "github.com/kobolabs/epub-spec",
    },
    Limit {
        whom: "Kindle's shop (KDP)",
        editions: PLAIN,
        measure: Measure::Book,
        most: 650_000_000,
        source: "help.vellum.pub, \"Store Size Limits\"",
    },
    Limit {
        whom: "Barnes & Noble Press",
        editions: PLAIN,
        measure: Measure::Book,
        most: 20_000_000,
        source: "help.vellum.pub, \"Store Size Limits\"",
    },
    Limit {
        whom: "Send to Kindle by e-mail",
        editions: KINDLE,
        measure: Measure::Book,
        most: super::EMAIL as u64,
        source: "amazon.co.uk, help 201974220",
    },
    Limit {
        whom: "Send to Kindle, web page",
        editions: KINDLE,
        measure: Measure::Book,
        most: super::WEB as u64,
        source: "amazon.com/sendtokindle",
    },
    Limit {
        whom: "Kindle",
        editions: KINDLE,
        measure: Measure::Picture,
        most: 5_000_000,
        source: "Kindle Publishing Guidelines, \"Image Guidelines\"",
    },
    Limit {
        whom: "Adobe's engine",
        editions: OLD,
        measure: Measure::Text,
        most: 300_000,
        source: "Electric Book Works, \"File sizes\"",
    },
];

/// The limits that concern an edition.
pub fn limits(edition: Edition) -> impl Iterator<Item = &'static Limit> {
    LIMITS.iter().filter(move |limit| limit.editions.contains(&edition))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as the documentation has it.
    fn rows() -> String {
        let row = |limit: &Limit| {
            let amount = match (limit.measure, limit.most) {
                (Measure::Pixels, most) => {
                    format!("{} million pixels", most as f64 / 1e6)
                }
                (_, most @ ..1_000_000) => format!("{} kB", most / 1000),
                (_, most @ 1_000_000_000..) => format!("{} GB", most / 1_000_000_000),
                (_, most) => format!("{} MB", most / 1_000_000),
            };
            let what = match limit.measure {
                Measure::Book => "the file",
                Measure::Text => "each file of text",
                Measure::Picture => "each picture",
                Measure::Pixels => "each picture but the cover",
            };
            format!("| {} | {what}: {amount} | {} |\n", limit.whom, limit.source)
        };
        LIMITS.iter().map(row).collect()
    }

    #[test]
    fn the_documentation_has_the_same_limits() {
        let docs = include_str!("../../docs/e-readers.md");
        assert!(docs.contains(&rows()), "docs/e-readers.md wants:\n{}", rows());
    }
}
