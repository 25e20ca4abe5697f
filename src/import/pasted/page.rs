//! What within the text is a page's rather than the author's, as far as can be told.

use super::super::paragraphs::Paragraph;
use super::super::report::Report;
use super::super::{credit, dates, names, trailer};
use super::{figure, heading, stamp};

/// The button that encyclopedias have behind each heading.
const EDIT: &[&str] = &[
    "[edit]",
    "[edit source]",
    "[edit | edit source]",
    "[Bearbeiten]",
    "[Bearbeiten | Quelltext bearbeiten]",
    "[editar]",
    "[editar código]",
    "[modifier]",
    "[modifier | modifier le code]",
    "[modifica]",
    "[править]",
    "[править | править код]",
];

/// Whether a line ends with that button, as headings alone do.
pub(in super::super) fn has_edit(line: &str) -> bool {
    EDIT.iter().any(|sign| line.trim_end().ends_with(sign))
}

/// The paragraph without that button, which is told: it is a heading.
pub(super) fn without_edit(paragraph: Paragraph, report: &mut Report) -> Paragraph {
    let words = paragraph.text.trim_end();
    let Some(sign) = EDIT.iter().find(|sign| words.ends_with(**sign)) else {
        return paragraph;
    };
    let at = words.len() - sign.len();
    if at == 0 {
        return paragraph;
    }
    let range = at..words.len();
    report.drop(paragraph.span(range), "a button of the page is left out", sign);
    let end = paragraph.text[..at].trim_end().len();
    let mut heading = paragraph.part(0..end);
    heading.headed = true;
    heading
}

/// What a paragraph may be that stays one.
pub(super) fn doubtful(words: &str) -> Option<&'static str> {
    if credit::is_numbered(words) && words.chars().count() <= figure::LONGEST_CAPTION {
        return Some("this may be the caption of a picture");
    }
    if credit::has_licence(words) && words.chars().count() <= figure::LONGEST_CAPTION {
        return Some("this may be the credit of a picture");
    }
    if names::is_nameless(words) || heading::is_signed(words) {
        return Some("this may say who wrote the article");
    }
    if names::is_editors(words) {
        return Some("this may say who edited the text");
    }
    let stamped = stamp::pieces(words, &[]).is_some() && !trailer::is_button(words);
    let more = words.to_lowercase().starts_with("read more:");
    if trailer::is_furniture(words)
        || stamped
        || more
        || dates::after_lead(words).is_some()
    {
        return Some("this may be a button of a web page, or what it says of itself");
    }
    if credit::is_source(words) {
        return Some("this may say where the text, or a picture, is from");
    }
    if names::is_role(words) {
        return Some("this may say what the author is");
    }
    if words.starts_with("* ") {
        return Some("this may be a note, or an item of a list");
    }
    dates::is_place_and_day(words).then_some("this may be place and date")
}
