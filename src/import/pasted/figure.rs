//! Pictures of pasted text: their captions, with credits and the labels of their files.

use std::ops::Range;

use super::super::manuscript::{Block, Figure, Kind, text};
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report, short};
use super::super::{credit, dates, names, trailer};
use super::Reading;
use super::heading::Sure;
use super::page;
use crate::source::Span;

/// What is to be done about a figure that has no picture.
const PENDING: &str = "the figure is `pending`: put the picture there, `![what it shows](pictures/NAME.jpg)`, and take `pending` out";

/// The longest caption that no credit tells to be one.
pub(super) const LONGEST_CAPTION: usize = 160;

/// The captions of several pictures that ran into one line, each by itself; any other paragraph as it is.
pub(super) fn apart(paragraph: Paragraph) -> Vec<Paragraph> {
    let parts = credit::in_one_line(&paragraph.text);
    match parts.is_empty() {
        true => vec![paragraph],
        false => parts.into_iter().map(|part| paragraph.part(part)).collect(),
    }
}

impl Reading<'_> {
    /// A picture as papers' pages give it: `Image source, …`, and on the lines below `Image caption, …`.
    pub(super) fn of_paper(
        &self,
        at: usize,
        report: &mut Report,
    ) -> Option<(Block, usize)> {
        let row = &self.row[at..];
        let first = &row[0];
        let credit = first.text.strip_prefix(credit::MAKER)?.trim();
        let below = |it: usize| {
            row.get(it).filter(|next| row[it - 1].line_above(next)).map(|next| (it, next))
        };
        let shown = below(1).filter(|(_, next)| next.text.starts_with(credit::SHOWN));
        let lead = credit::SHOWN.len();
        let caption = shown.and_then(|(it, next)| match next.text[lead..].trim() {
            "" => below(it + 1).map(|(it, next)| (it, next.text.trim())),
            words => Some((it, words)),
        });
        report.cut(first.span(0..credit::MAKER.len()), credit::MAKER, Fate::Markup);
        if let Some((_, next)) = shown {
            report.cut(next.span(0..lead), credit::SHOWN, Fate::Markup);
        }
        let taken = match (caption, shown) {
            (Some((it, _)), _) | (None, Some((it, _))) => it + 1,
            (None, None) => 1,
        };
        let span = first.at().to(row[taken - 1].at());
        let message = format!(
            "these lines are taken for what stands below a picture: caption “{}”, credit “{credit}”",
            caption.map_or("", |(_, words)| words)
        );
        report.guess(span, message, PENDING);
        let figure = Figure {
            pictures: Vec::new(),
            caption: caption.map(|(_, words)| text(words)),
            credit: Some(text(credit)).filter(|_| !credit.is_empty()),
            hint: None,
        };
        Some((Block::new(Kind::Figure(figure), span), taken))
    }

    /// A picture with who sells it above its caption, as the pages of papers have it.
    pub(super) fn of_agency(
        &self,
        at: usize,
        report: &mut Report,
    ) -> Option<(Block, usize)> {
        let (seller, caption) = (&self.row[at], self.row.get(at + 1)?);
        let behind = self.row.get(at + 2)?;
        let (who, words) = (seller.text.trim(), caption.text.trim());
        let fits = credit::is_agency(&who.to_lowercase())
            && caption.is_plain()
            && caption.lines.len() == 1
            && words.chars().count() <= LONGEST_CAPTION
            && behind.text.chars().count() > LONGEST_CAPTION;
        if !fits {
            return None;
        }
        let span = seller.at().to(caption.at());
        let message = format!(
            "these lines are taken for what stands below a picture: caption “{words}”, credit “{who}”"
        );
        report.doubt(span, message, PENDING);
        Some((credited(words, who, span), 2))
    }

    /// A caption whose label, words and credit stand on lines of their own.
    pub(super) fn parted_caption(
        &self,
        at: usize,
        report: &mut Report,
    ) -> Option<(Block, usize)> {
        let row = &self.row[at..];
        let together = |count: usize| {
            count < row.len()
                && (1..=count).all(|it| row[it - 1].line_above(&row[it]))
                && (0..=count)
                    .all(|it| row[it].lines.len() == 1 && self.sure[at + it] == Sure::No)
        };
        let of_credit = |it: usize| {
            let (end, credit) = credit::credit(&row[it].text)?;
            (end == 0 && !credit::is_source(&row[it].text)).then_some(credit)
        };
        let Some(count) = (1..=2).find(|it| together(*it) && of_credit(*it).is_some())
        else {
            let credit = of_credit(0).filter(|_| together(1))?;
            return credited_above(row, credit, report);
        };
        let from = of_credit(count)?;
        let last = &row[count];
        let credit = last.text[from.clone()].trim().to_string();
        let name = credit::label_alone(row[0].text.trim(), &credit);
        let words = match (name, count) {
            (Some(_), _) => (count == 2).then(|| &row[1]),
            (None, 1) => Some(&row[0]),
            (None, _) => return None,
        };
        let is_none = |words: &&Paragraph| {
            words.text.chars().count() > LONGEST_CAPTION
                || names::byline(&words.text).is_some()
                || !words.text.contains(char::is_alphabetic)
        };
        if words.as_ref().is_some_and(is_none)
            || words.is_some_and(|words| credit::credit(&words.text).is_some())
        {
            return None;
        }
        let mut hint = None;
        if let Some(name) = name {
            report.cut(row[0].at(), &row[0].text, Fate::Dropped);
            let name = row[0].text.trim()[..name].trim();
            hint = Some(name.to_string()).filter(|name| !name.is_empty());
        }
        report.cut(last.span(0..from.start), &last.text[..from.start], Fate::Markup);
        let message = format!(
            "these lines are taken for what stands below a picture: caption “{}”, credit “{credit}”",
            words.map_or("", |words| words.text.trim())
        );
        let span = row[0].at().to(last.at());
        report.doubt(span, message, PENDING);
        let figure = Figure {
            pictures: Vec::new(),
            caption: words.map(|words| text(words.text.trim())),
            credit: Some(text(credit)),
            hint,
        };
        Some((Block::new(Kind::Figure(figure), span), count + 1))
    }

    /// A picture whose file is named on a line of its own, with the caption below it.
    pub(super) fn named_picture(&self, at: usize, report: &mut Report) -> (Block, usize) {
        let paragraph = &self.row[at];
        let name = paragraph.text.trim();
        report.cut(paragraph.at(), name, Fate::Dropped);
        let below = self.row.get(at + 1).filter(|_| self.sure[at + 1] == Sure::No);
        let caption = below.and_then(|_| self.caption(at + 1, report));
        if let Some(mut block) = caption {
            if let Kind::Figure(figure) = &mut block.kind {
                figure.hint.get_or_insert_with(|| name.to_string());
            }
            let message =
                format!("this is taken for the file of the picture below it: {name}");
            report.guess(
                paragraph.at(),
                message,
                "it stands in a comment above the figure",
            );
            return (block, 2);
        }
        let below = below.filter(|below| {
            paragraph.line_above(below) && below.text.chars().count() <= LONGEST_CAPTION
        });
        let message = match below {
            Some(below) => format!(
                "this is taken for the file of a picture, {name}, and the line below it for its caption: {}",
                short(&below.text)
            ),
            None => format!("this is taken for the file of a picture: {name}"),
        };
        report.doubt(paragraph.at(), message, PENDING);
        let figure = Figure {
            pictures: Vec::new(),
            caption: below.map(|below| text(below.text.trim())),
            credit: None,
            hint: Some(name.to_string()),
        };
        let span = below.map_or(paragraph.at(), |below| paragraph.at().to(below.at()));
        (Block::new(Kind::Figure(figure), span), 1 + usize::from(below.is_some()))
    }

    /// Whether nothing but short lines stands below a paragraph.
    fn ends(&self, at: usize) -> bool {
        const MOST: usize = 2;
        const LONGEST: usize = 100;
        let below = &self.row[at + 1..];
        below.len() <= MOST && below.iter().all(|it| it.text.chars().count() <= LONGEST)
    }

    pub(super) fn caption(&self, at: usize, report: &mut Report) -> Option<Block> {
        let paragraph = &self.row[at];
        let words = &paragraph.text;
        let found = credit::caption(words)?;
        // `Text: A. Moss. Drawings: T. Rook`, `Photo credits: A. Moss (1, 3), T. Rook (2)`
        let imprint = found.credit.is_some()
            && names::byline(words[found.words.clone()].trim()).is_some()
            || page::is_list_of_credits(words);
        if imprint || found.words.is_empty() && found.label.is_none() && self.ends(at) {
            let message = format!("this may say who made the pictures: {}", words.trim());
            let help = "put it into the credits of the pictures, `credit=\"…\"`, or let it stand";
            report.doubt(paragraph.at(), message, help);
            return None;
        }
        let of = |range: &Range<usize>| words[range.clone()].trim().to_string();
        let label = found.label.as_ref().map(&of).filter(|label| !label.is_empty());
        let caption = Some(of(&found.words)).filter(|caption| !caption.is_empty());
        let credit = found.credit.as_ref().map(&of);
        if !found.before.is_empty() {
            report.cut(
                paragraph.span(found.before.clone()),
                &words[found.before.clone()],
                Fate::Dropped,
            );
        }
        for signs in found.signs(words.len()) {
            report.cut(paragraph.span(signs.clone()), &words[signs], Fate::Markup);
        }
        let told = |what: &str, words: &Option<String>| match words {
            Some(words) => format!("{what} “{words}”"),
            None => format!("no {what}"),
        };
        let mut message = format!(
            "this is taken for what stands below a picture: {}, {}",
            told("caption", &caption),
            told("credit", &credit)
        );
        if !found.before.is_empty() {
            message += &format!("; the label “{}” is left out", of(&found.before));
        }
        match found.unsure {
            true => report.doubt(paragraph.at(), message, PENDING),
            false => report.guess(paragraph.at(), message, PENDING),
        }
        let figure = Figure {
            pictures: Vec::new(),
            caption: caption.map(text),
            credit: credit.map(text),
            hint: label,
        };
        Some(Block::new(Kind::Figure(figure), paragraph.at()))
    }
}

/// A caption below the line that says who made the picture, where nothing else stands below it.
fn credited_above(
    row: &[Paragraph],
    credit: Range<usize>,
    report: &mut Report,
) -> Option<(Block, usize)> {
    let (above, below) = (&row[0], &row[1]);
    let words = below.text.trim();
    let alone = row.get(2).is_none_or(|next| !below.line_above(next));
    let fits = words.chars().count() <= LONGEST_CAPTION
        && words.contains(char::is_alphabetic)
        && !words.ends_with(['?', '!', ':'])
        && credit::caption(words).is_none()
        && names::byline(words).is_none()
        && !dates::is_date(words)
        && dates::after_lead(words).is_none()
        && !trailer::is_button(words)
        && !trailer::is_furniture(words);
    let named = names::people(above.text[credit.clone()].trim()).is_some();
    if !alone || !fits || !named {
        return None;
    }
    let who = above.text[credit.clone()].trim().to_string();
    report.cut(above.span(0..credit.start), &above.text[..credit.start], Fate::Markup);
    let message = format!(
        "these lines are taken for what stands below a picture: caption “{words}”, credit “{who}”"
    );
    let span = above.at().to(below.at());
    report.doubt(span, message, "the figure is `pending`: put the picture there, `![what it shows](pictures/NAME.jpg)`, and take `pending` out; where the second line is text, move it out");
    Some((credited(words, &who, span), 2))
}

/// The figure of a caption and its credit.
fn credited(caption: &str, credit: &str, span: Span) -> Block {
    let figure = Figure {
        pictures: Vec::new(),
        caption: Some(text(caption)),
        credit: Some(text(credit)),
        hint: None,
    };
    Block::new(Kind::Figure(figure), span)
}
