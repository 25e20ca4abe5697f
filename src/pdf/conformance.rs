//! Which standards the file may claim, from what stands on the pages.

use std::collections::BTreeSet;

use krilla::configure::{
    Accessibility, Archival, Configuration, ConfigurationBuilder, ValidationError,
};

use crate::pages::{Mark, Page, Pages, Run, Tag};

/// What the file claims to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Conformance {
    /// PDF/UA-1 and PDF/A-2a: for every reader and for the archive.
    Accessible,
    /// PDF/A-2u: for the archive; something has no words for those who cannot see it.
    Archival,
    /// Tagged, but no claim.
    Plain,
}

impl Conformance {
    /// The most that the pages live up to.
    pub(super) fn of(pages: &Pages) -> Conformance {
        if !complete(pages) {
            Conformance::Plain
        } else if described(pages) {
            Conformance::Accessible
        } else {
            Conformance::Archival
        }
    }

    /// The same for the writer, which checks it again.
    pub(super) fn configuration(self) -> Configuration {
        let builder = ConfigurationBuilder::new();
        match self {
            Conformance::Accessible => builder
                .with_archival_validator(Archival::A2_A)
                .with_accessibility_validator(Accessibility::UA1),
            Conformance::Archival => builder.with_archival_validator(Archival::A2_U),
            Conformance::Plain => builder,
        }
        .finish()
        .expect("PDF/A-2 and PDF/UA-1 are both PDF 1.7")
    }
}

/// Whether every glyph is drawn by its font and stands for text of Unicode's own
/// (ISO 19005-2, 6.2.11.7 and 6.2.11.8).
fn complete(pages: &Pages) -> bool {
    // The first byte of all those characters is 0xEE or more; text mostly has none.
    let suspect = |text: &str| text.bytes().any(|byte| byte >= 0xEE || byte == 0);
    runs(pages).all(|(_, run)| {
        run.glyphs.iter().all(|glyph| glyph.id != 0)
            && !(suspect(&run.text) && run.text.chars().any(is_private))
    })
}

/// Characters that mean nothing outside the place where they were made.
fn is_private(c: char) -> bool {
    matches!(u32::from(c),
        0 | 0xE000..=0xF8FF | 0xFEFF | 0xFFFE | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

fn runs(pages: &Pages) -> impl Iterator<Item = (&Page, &Run)> {
    pages.pages.iter().flat_map(|page| {
        let lines = page.placed.iter().filter_map(|placed| match &placed.mark {
            Mark::Line(line) => Some(line),
            Mark::Rule(..) | Mark::Picture(..) | Mark::Link(..) => None,
        });
        lines.flat_map(|line| &line.runs).map(move |run| (page, run))
    })
}

/// What on the pages has no meaning that others know, in words.
pub(super) fn unknown(pages: &Pages) -> Option<String> {
    runs(pages).find_map(|(page, run)| {
        let page = page.folio.label();
        if let Some(c) = run.text.chars().find(|&c| is_private(c)) {
            return Some(format!(
                "the character U+{:04X} on page {page} means nothing outside one font",
                u32::from(c)
            ));
        }
        let missing = run.glyphs.iter().any(|glyph| glyph.id == 0);
        missing.then(|| format!("no font has a letter on page {page}"))
    })
}

/// What the writer found, in words.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of the writer, which grows")]
pub(super) fn in_words(why: &ValidationError) -> String {
    match why {
        ValidationError::TooHighQNestingLevel => {
            "a drawing has more parts within parts than readers have to know".into()
        }
        ValidationError::ContainsPostScript(_) => {
            "a drawing has a gradient that only a program can show".into()
        }
        ValidationError::RestrictedLicense(_) => {
            "the licence of a font forbids it".into()
        }
        ValidationError::InvalidCodepointMapping(_, _, c, _)
        | ValidationError::UnicodePrivateArea(_, _, c, _) => {
            format!(
                "the character U+{:04X} means nothing outside one font",
                u32::from(*c)
            )
        }
        ValidationError::TooManyIndirectObjects => "it has too many parts".into(),
        other => format!("the writer found {other:?}"),
    }
}

/// Whether everything has the words that PDF/UA-1 asks for (ISO 14289-1, 7.1, 7.3, 7.18).
fn described(pages: &Pages) -> bool {
    let nodes = pages.structure.0.iter().all(|(_, node)| match &node.tag {
        Tag::Heading(_, words) | Tag::Link(words) => !words.trim().is_empty(),
        Tag::Figure(alt) => alt.as_ref().is_some_and(|alt| !alt.trim().is_empty()),
        Tag::Document
        | Tag::Part
        | Tag::Section
        | Tag::Aside
        | Tag::Paragraph
        | Tag::BlockQuote
        | Tag::List(_)
        | Tag::ListItem
        | Tag::Label
        | Tag::ListBody
        | Tag::Table
        | Tag::TableRow
        | Tag::TableHead
        | Tag::RowHead
        | Tag::TableCell
        | Tag::Caption
        | Tag::Note
        | Tag::Toc
        | Tag::TocItem
        | Tag::Reference
        | Tag::Index
        | Tag::Entries
        | Tag::Code
        | Tag::Span => true,
    });
    let mut marks = pages.pages.iter().flat_map(|page| &page.placed);
    let links = marks.all(|placed| match placed.mark {
        Mark::Link(..) => {
            placed.node.is_some_and(|id| pages.structure.link_of(id).is_some())
        }
        Mark::Line(_) | Mark::Rule(..) | Mark::Picture(..) => true,
    });
    nodes
        && links
        && headed(pages)
        && !pages.outline.is_empty()
        && !pages.info.title.trim().is_empty()
}

/// Whether every table has head cells (ISO 14289-1, 7.5).
fn headed(pages: &Pages) -> bool {
    let nodes = &pages.structure.0;
    let mut tables = BTreeSet::new();
    let mut headed = BTreeSet::new();
    for (id, node) in nodes.iter() {
        if node.tag == Tag::Table {
            tables.insert(id);
        }
        if matches!(node.tag, Tag::TableHead | Tag::RowHead) {
            // A head cell lies in a row, and the row in its table.
            headed.extend(node.parent.and_then(|row| nodes[row].parent));
        }
    }
    tables.is_subset(&headed)
}
