//! What stands above a pasted article: title, subtitle, byline, date, and buttons of the page.

use std::ops::Range;

use super::super::lines;
use super::super::manuscript::{Block, Kind, Manuscript, text};
use super::super::paragraphs::Paragraph;
use super::super::report::{Fate, Report, short};
use super::super::{credit, dates, front, head, names, quotes, trailer};
use super::signature::{Common, are_persons};
use super::{above, counting, letter, stamp};

/// The longest title.
const LONGEST: usize = 200;

/// How many paragraphs below the title may be part of the head.
const FARTHEST: usize = 12;

/// Reads the head into the manuscript; says with which paragraph the text begins.
pub(super) fn read(
    paragraphs: &[Paragraph],
    manuscript: &mut Manuscript,
    report: &mut Report,
) -> usize {
    let above = above::read(paragraphs, report);
    let paragraphs = &paragraphs[above..];
    let Some(first) = paragraphs.first() else { return above };
    let mut at = 0;
    let letter = letter::head(first, manuscript, report);
    let dated = first.is_plain() && dates::is_dateline(&first.text);
    match first.is_plain() && is_title(&first.text) {
        _ if letter => {
            at = 1;
            if manuscript.title.is_some() && !manuscript.authors.is_empty() {
                return above + at;
            }
        }
        // A letter begins with place and date, a paper's column as well: its title is below.
        true if dated && paragraphs.get(1).is_some_and(is_title_below) => {
            front::tell_dateline(first.at(), &first.text, report);
            let words = text(first.text.trim());
            manuscript.blocks.push(Block::new(Kind::Dateline(words), first.at()));
            title(&paragraphs[1], manuscript, report);
            at = 2;
        }
        // As blogs have it: the day stands above what was written on it.
        true if dates::is_date(&first.text)
            && paragraphs.get(1).is_some_and(is_title_below)
            && paragraphs.len() > 2 =>
        {
            date(first, first.text.trim(), manuscript, report);
            title(&paragraphs[1], manuscript, report);
            at = 2;
        }
        true if !dated => {
            title(first, manuscript, report);
            at = 1;
            if let Some(line) = paragraphs.get(1)
                && lines::is_underline(line.text.trim())
                && first.line_above(line)
            {
                report.cut(line.at(), &line.text, Fate::Markup);
                at = 2;
            }
            if let Some(again) = paragraphs.get(at)
                && again.text.trim() == first.text.trim()
            {
                report.drop(again.at(), "the title stands twice", &again.text);
                at += 1;
            }
        }
        true | false => report.doubt(
            first.at(),
            format!(
                "the first line is no title, so that the article has none: {}",
                short(&first.text)
            ),
            "write it into the front matter: `title = \"…\"`",
        ),
    }
    let limit = at + FARTHEST;
    let common = Common::of(paragraphs);
    let mut kicker = false;
    // A diary has a day above each entry, the first of which is none of the head.
    let is_diary = !counting::days(paragraphs.get(at..).unwrap_or_default()).is_empty();
    let plain = |at: usize| paragraphs.get(at).filter(|it| it.is_plain());
    while let Some(paragraph) = plain(at).filter(|_| at < limit) {
        let words = paragraph.text.trim();
        let next = paragraphs.get(at + 1).map_or("", |next| next.text.trim());
        let behind = paragraphs.get(at + 2).map_or("", |next| next.text.trim());
        let known = common.names_in(words);
        let counts = words.len() <= 4 && words.bytes().all(|b| b.is_ascii_digit());
        let counted = next.len() <= 4 && next.bytes().all(|b| b.is_ascii_digit());
        let twice = next == words && common.may_be_names(words);
        if twice {
            report.drop(paragraph.at(), "this line stands twice", words);
        } else if is_diary && counting::is_day(paragraph) {
            break;
        } else if trailer::is_button(words)
            || counts && !next.is_empty() && (counted || trailer::is_button(next))
        {
            report.drop(paragraph.at(), "a button of a web page is left out", words);
        } else if lines::is_break(words) && words.chars().count() == 1 {
            report.drop(
                paragraph.at(),
                "a sign between parts of the head is left out",
                words,
            );
        } else if is_published(words) && date_of(next).is_some()
            || (manuscript.date.is_some() || !manuscript.authors.is_empty())
                && above::is_section(words)
            || manuscript.date.is_some() && date_of(words).is_some()
            || above::is_address(words)
            || at == 1 && above::is_section(words) && head_follows(paragraphs, at)
        {
            report.drop(
                paragraph.at(),
                "what the page says of itself is left out",
                words,
            );
        } else if let Some(pieces) = stamp::pieces(&paragraph.text, &known) {
            stamped(paragraph, pieces, manuscript, report);
        } else if let Some((byline, pictures)) = shared(paragraph) {
            if let Some(byline) = byline {
                who(&paragraph.part(0..pictures), byline, manuscript, report);
            }
            let rest = paragraph.part(pictures..paragraph.text.len());
            let message =
                format!("this says who made the pictures: {}", rest.text.trim());
            let help = "put it into the credits of the pictures, `credit=\"…\"`, or let it stand";
            report.doubt(rest.at(), message, help);
            let block = Block::paragraph(text(rest.text.trim()), rest.at());
            manuscript.blocks.push(block);
        } else if names::is_editors(words) {
            let message =
                format!("this says who edited the text, and stays a line of it: {words}");
            let help = "put it where the book says so, `contributors` in the manifest, or let it stand";
            report.doubt(paragraph.at(), message, help);
            manuscript.blocks.push(Block::paragraph(text(words), paragraph.at()));
        } else if let Some(byline) = names::byline(words)
            .or_else(|| names::byline_with_office(words).filter(|_| at <= 2))
        {
            who(paragraph, byline, manuscript, report);
        } else if let Some((name, office)) = common.with_office(words) {
            let byline = names::Byline {
                names: vec![name.to_string()],
                translator: false,
                date: None,
                from: Some(office.to_string()),
            };
            who(paragraph, byline, manuscript, report);
        } else if dates::is_occasion(words) && manuscript.subtitle.is_some() {
            let message = format!(
                "this says when and where it was said, and stays a line: {words}"
            );
            report.guess(paragraph.at(), message, "delete it, if it belongs elsewhere");
            manuscript.blocks.push(Block::paragraph(text(words), paragraph.at()));
        } else if names::is_role(words) && !manuscript.authors.is_empty() {
            let message =
                format!("this says what the author is, and stays a line: {words}");
            let help = "delete it, or put it where the book tells of its authors";
            report.doubt(paragraph.at(), message, help);
            manuscript.blocks.push(Block::paragraph(text(words), paragraph.at()));
        } else if let Some(byline) = names::signed_date(words) {
            who(paragraph, byline, manuscript, report);
        } else if manuscript.date.is_none() && date_of(words).is_some() {
            let start = date_of(words).unwrap_or(0);
            date(paragraph, &words[start..], manuscript, report);
        } else if dates::is_dateline(words) {
            front::tell_dateline(paragraph.at(), words, report);
            manuscript
                .blocks
                .push(Block::new(Kind::Dateline(text(words)), paragraph.at()));
        } else if manuscript.authors.is_empty()
            && common.may_be_names(words)
            && (at == 1 && paragraphs.get(at + 1).is_some_and(Paragraph::is_verse)
                || date_of(next).is_some()
                || names::byline(next).is_some_and(|byline| byline.translator)
                || stamp::pieces(next, &[]).is_some()
                || common.are_names(words)
                    && (begins_text(next)
                        || at <= 2 && begins_text(behind)
                        || dates::is_dateline(next)
                        || next.chars().count() == 1 && lines::is_break(next)
                        || is_lead(next) && date_of(behind).is_some()))
            && !heads_verse(&paragraphs[at..])
            && !counting::is_chapter(words)
        {
            // `de Teresa Vilhena`
            let bare = ["de ", "di ", "da "].iter().find_map(|it| words.strip_prefix(it));
            let bare = bare.filter(|it| names::is_person(it)).unwrap_or(words);
            let names = names::people(bare).unwrap_or_default();
            let byline =
                names::Byline { names, translator: false, date: None, from: None };
            who(paragraph, byline, manuscript, report);
            let verse = paragraphs.get(at + 1).is_some_and(Paragraph::is_verse);
            let told = date_of(next).is_some()
                || names::byline(next).is_some()
                || stamp::pieces(next, &[]).is_some();
            if !told && !verse {
                let message = format!(
                    "nothing but its place says that this is the author, and no heading: {words}"
                );
                let help = "where it is a heading, take `author` out of the front matter, and write `## …` here";
                report.doubt(paragraph.at(), message, help);
            }
        } else if !kicker
            && at <= 2
            && manuscript.subtitle.is_none()
            && is_subtitle(words)
            && !counting::is_counted(words)
            && (introduces(next)
                || dates::is_occasion(words)
                || dates::is_occasion(next)
                || at == 1 && is_work(words)
                || is_below(paragraphs, at)
                || common.are_names(next)
                    && (begins_text(behind) || date_of(behind).is_some()))
        {
            kicker = true;
            manuscript.subtitle = Some(text(words));
            report.cut(paragraph.at(), words, Fate::FrontMatter);
            let message = format!("this is taken for the subtitle: {words}");
            if are_persons(words) {
                let help = "where it is who wrote the article, make it `author = \"…\"` in the front matter";
                report.doubt(paragraph.at(), message, help);
            } else {
                let help = "where it is a heading, put it into the text: `## …`";
                report.guess(paragraph.at(), message, help);
            }
        } else if at <= 2
            && is_lead(words)
            && paragraphs.get(at + 1).is_some_and(|next| {
                introduces(next.text.trim())
                    || shared(next).is_some()
                    || common.are_names(next.text.trim())
                        && (is_prose(behind) || date_of(behind).is_some())
            })
        {
            manuscript.blocks.push(Block::paragraph(text(words), paragraph.at()));
        } else {
            break;
        }
        at += 1;
    }
    above + at
}

/// Whether what stands below place and date may be the title: no address to a reader, and no sentence.
fn is_title_below(paragraph: &Paragraph) -> bool {
    let words = paragraph.text.trim();
    const LONGEST_BELOW: usize = 100;
    paragraph.is_plain()
        && is_title(words)
        && words.chars().count() <= LONGEST_BELOW
        && !words.ends_with(['.', ',', ':', '!', ';'])
        && names::byline(words).is_none()
}

/// Whether a paragraph may lead to the text, above the byline.
fn is_lead(words: &str) -> bool {
    const LONGEST: usize = 400;
    words.chars().count() <= LONGEST
        && quotes::opener(words).is_none()
        && lines::marker(words).is_none()
        && credit::caption(words).is_none()
        && !credit::is_file(words)
}

/// A line that says who made the pictures, and before that perhaps the author; where the former begins.
fn shared(paragraph: &Paragraph) -> Option<(Option<names::Byline>, usize)> {
    let words = &paragraph.text;
    if let Some(at) = names::and_pictures(words) {
        if at == 0 {
            return Some((None, 0));
        }
        let before = words[..at]
            .trim_end_matches([' ', ',', ';', '|', '/', '·', '–', '—', '-', '•']);
        return Some((Some(names::byline(before)?), at));
    }
    let (end, credit) = credit::credit(words)?;
    let who = words[credit].trim();
    (end == 0 && names::people(who).is_some()).then_some((None, 0))
}

/// Whether a line stands straight below the title, and an empty line below it.
fn is_below(paragraphs: &[Paragraph], at: usize) -> bool {
    at == 1
        && paragraphs[0].line_above(&paragraphs[1])
        && paragraphs.get(2).is_some_and(|next| {
            let prose = next.text.chars().count() > 60
                && next.text.ends_with(['.', '!', '?', '…', '”', '"', '»']);
            !paragraphs[1].line_above(next)
                && (prose || is_second_title(paragraphs[1].text.trim()))
        })
}

/// Whether a line says more of a title above it, and is no name or label.
fn is_second_title(words: &str) -> bool {
    !are_persons(words)
        && !words.contains(": ")
        && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '«')
}

fn is_title(words: &str) -> bool {
    let count = words.chars().count();
    let sentence = words.trim_end_matches(['"', '”', '’', '»']).ends_with('.')
        && !words.ends_with("...");
    count <= LONGEST
        && !(sentence && count > 100)
        && !words.contains(". ") | (count <= 120)
        && !lines::is_break(words)
        && words.chars().any(char::is_alphanumeric)
        // `Dear Anne,` is the beginning of a letter.
        && !(letter::greets(words) && words.ends_with(','))
}

fn is_subtitle(words: &str) -> bool {
    words.chars().count() <= 150
        && !words.ends_with(['.', ':', ';', ','])
        && !names::is_nameless(words)
        && !words.starts_with('(')
}

/// Whether a line stands above verse as another does below it: the title of a poem.
fn heads_verse(row: &[Paragraph]) -> bool {
    let heads = |two: &[Paragraph]| {
        two[0].is_plain()
            && two[0].lines.len() == 1
            && is_subtitle(&two[0].text)
            && two[1].is_verse()
    };
    row.get(1).is_some_and(Paragraph::is_verse) && row[2..].windows(2).any(heads)
}

/// Whether a paragraph is of the text itself.
fn is_prose(words: &str) -> bool {
    const SHORTEST: usize = 100;
    words.chars().count() >= SHORTEST
        && words.ends_with(['.', '!', '?', '…', '”', '"', '»'])
}

/// Whether a paragraph is of the text itself, or the number of its first part.
fn begins_text(words: &str) -> bool {
    is_prose(words) || matches!(words.trim_end_matches('.'), "I" | "1")
}

/// Whether a date or a byline stands not far below a paragraph, and nothing long between.
fn head_follows(row: &[Paragraph], at: usize) -> bool {
    const FARTHEST: usize = 4;
    const LONGEST: usize = 240;
    row[at + 1..]
        .iter()
        .take(FARTHEST)
        .map(|it| it.text.trim())
        .take_while(|words| words.chars().count() <= LONGEST)
        .any(|words| {
            date_of(words).is_some()
                || names::byline(words).is_some()
                || stamp::pieces(words, &[]).is_some()
        })
}

/// Whether a line names a work and who wrote it: `The Glass Orchard by Lena Whitcombe`.
fn is_work(words: &str) -> bool {
    words.split_once(" by ").is_some_and(|(work, who)| {
        work.starts_with(char::is_uppercase)
            && names::people(who)
                .is_some_and(|names| names.iter().all(|it| it.contains(' ')))
    })
}

/// Whether a line is but the word that some pages set above the date.
fn is_published(words: &str) -> bool {
    [
        "published",
        "posted",
        "date",
        "updated",
        "veröffentlicht",
        "publié",
        "publicado",
        "pubblicato",
        "опубликовано",
    ]
    .contains(&words.trim_end_matches(':').to_lowercase().as_str())
}

/// Whether a paragraph can only follow a head: a byline or a date.
fn introduces(words: &str) -> bool {
    names::byline(words).is_some()
        || names::is_editors(words)
        || are_persons(words) && words.contains(" and ")
        || stamp::pieces(words, &[]).is_some()
        || date_of(words).is_some()
        || names::signed_date(words).is_some()
}

fn date_of(words: &str) -> Option<usize> {
    match dates::is_date(words) {
        true => Some(0),
        false => dates::after_lead(words),
    }
}

fn title(first: &Paragraph, manuscript: &mut Manuscript, report: &mut Report) {
    let words = &first.text;
    report.cut(first.at(), words, Fate::FrontMatter);
    let Some((title, subtitle)) = head::subtitle(words) else {
        report.guess(
            first.at(),
            format!("the first line is taken for the title: {words}"),
            "",
        );
        manuscript.title = Some(text(words.trim()));
        return;
    };
    let (title, subtitle) = (words[title].trim(), words[subtitle].trim());
    report.guess(
        first.at(),
        format!("the first line is taken for the title, “{title}”, and, behind its colon, the subtitle, “{subtitle}”"),
        "where it is one title, write both into `title`, with the colon",
    );
    manuscript.title = Some(text(title));
    manuscript.subtitle = Some(text(subtitle));
}

fn who(
    paragraph: &Paragraph,
    byline: names::Byline,
    manuscript: &mut Manuscript,
    report: &mut Report,
) {
    let names::Byline { names, translator, date, from } = byline;
    let told = names.join(", ");
    let key = if translator { "translator" } else { "author" };
    let mut message = format!("this is taken for the {key}: {told}");
    if let Some(date) = date {
        message += &format!("; and for the date: {}", dates::without_time(&date));
        manuscript.date.get_or_insert(dates::without_time(&date).to_string());
    }
    report.guess(
        paragraph.at(),
        message,
        "it stands in the front matter; take it out there if it is none",
    );
    report.cut(paragraph.at(), &paragraph.text, Fate::FrontMatter);
    if let Some(from) = from {
        let message = format!("this stands with the name, and is left out: {from}");
        report.doubt(paragraph.at(), message, "put it where it belongs, if it matters");
    }
    match translator {
        true => manuscript.translators.extend(names),
        false => manuscript.authors.extend(names),
    }
}

fn stamped(
    paragraph: &Paragraph,
    pieces: Vec<(Range<usize>, stamp::Piece)>,
    manuscript: &mut Manuscript,
    report: &mut Report,
) {
    for (range, piece) in pieces {
        let part = paragraph.part(range);
        match piece {
            stamp::Piece::By(byline) => who(&part, byline, manuscript, report),
            stamp::Piece::Date(found) if manuscript.date.is_none() => {
                date(&part, &found, manuscript, report);
            }
            stamp::Piece::Pictures => {
                let message =
                    format!("this says who made the pictures: {}", part.text.trim());
                let help = "put it into the credits of the pictures, `credit=\"…\"`, or let it stand";
                report.doubt(part.at(), message, help);
                let block = Block::paragraph(text(part.text.trim()), part.at());
                manuscript.blocks.push(block);
            }
            stamp::Piece::Date(_) | stamp::Piece::Other => {
                report.drop(
                    part.at(),
                    "what the page says of itself is left out",
                    &part.text,
                );
            }
        }
    }
}

fn date(
    paragraph: &Paragraph,
    date: &str,
    manuscript: &mut Manuscript,
    report: &mut Report,
) {
    report.guess(
        paragraph.at(),
        format!(
            "this is taken for the date of the article: {}",
            dates::told(date, &paragraph.text)
        ),
        "it stands in the front matter",
    );
    report.cut(paragraph.at(), &paragraph.text, Fate::FrontMatter);
    manuscript.date = Some(dates::without_time(date).to_string());
}
