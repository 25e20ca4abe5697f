//! What stands at the head of a text that has styles or tags: byline, date and the like among its
//! first blocks go into the front matter.

mod day;

use super::manuscript::{Block, Kind, Manuscript, Runs, plain, text};
use super::pasted::stamp;
use super::report::{Fate, Report};
use super::{dates, names, trailer};
use day::Day;

/// How many of the first blocks are looked at.
const FARTHEST: usize = 6;

/// Takes the head out of the first blocks of a manuscript.
pub(super) fn settle(
    manuscript: &mut Manuscript,
    origin: trailer::Origin,
    report: &mut Report,
) {
    let mut at = 0;
    let mut looked = 0;
    let mut day = Day::new(manuscript.date.take());
    while looked < FARTHEST && at < manuscript.blocks.len() {
        looked += 1;
        let block = &manuscript.blocks[at];
        let runs = match &block.kind {
            Kind::Paragraph(runs) => runs,
            Kind::Heading { runs, .. } if at == 0 || is_author(runs, manuscript) => runs,
            // A picture above the byline does not end the head.
            Kind::Figure(_) => {
                at += 1;
                continue;
            }
            Kind::Heading { .. }
            | Kind::Quote { .. }
            | Kind::Verse { .. }
            | Kind::List { .. }
            | Kind::Definitions(_)
            | Kind::Table(_)
            | Kind::Code(_)
            | Kind::Dateline(_)
            | Kind::Break => break,
        };
        let is_heading = matches!(block.kind, Kind::Heading { .. });
        let words = plain(runs);
        let words = words.trim();
        let place = block.at;
        if !is_heading && trailer::is_button_of(origin, words) {
            report.drop(place, "a button of a web page is left out", words);
            manuscript.blocks.remove(at);
            continue;
        }
        if !is_heading && let Some(pieces) = stamp::pieces(words, &manuscript.authors) {
            let words = words.to_string();
            let kept = stamped(pieces, manuscript, place, &words, &mut day, report);
            match kept {
                Some(kept) => {
                    manuscript.blocks[at] = kept;
                    at += 1;
                }
                None => {
                    manuscript.blocks.remove(at);
                }
            }
            continue;
        }
        let byline =
            names::byline(words).or_else(|| names::signed_date(words)).or_else(|| {
                let known = manuscript
                    .authors
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(words));
                known.then(|| names::Byline {
                    names: vec![words.to_string()],
                    translator: false,
                    date: None,
                    from: None,
                })
            });
        let byline = byline.or_else(|| known_and_date(words, &manuscript.authors));
        if let Some(byline) = byline {
            take(byline, manuscript, place, words, &mut day, report);
            manuscript.blocks.remove(at);
            continue;
        }
        let date = match dates::is_date(words) {
            true => Some(0),
            false => dates::after_lead(words),
        };
        if let (Some(start), false) = (date, is_heading) {
            day.offer(&words[start..], words, place, report);
            manuscript.blocks.remove(at);
            continue;
        }
        if let (Some(second), trailer::Origin::Page) = (day::two(words), origin) {
            for words in [words[..second].trim_end(), &words[second..]] {
                let start = dates::after_lead(words).unwrap_or(0);
                day.offer(&words[start..], words, place, report);
            }
            manuscript.blocks.remove(at);
            continue;
        }
        if dates::is_dateline(words) && !is_heading {
            tell_dateline(place, words, report);
            let runs = runs.clone();
            manuscript.blocks[at] = Block::new(Kind::Dateline(runs), place);
            at += 1;
            continue;
        }
        if words.chars().count() > 160 || is_heading {
            break;
        }
        at += 1;
    }
    manuscript.date = day.settle(report);
}

fn is_author(runs: &Runs, manuscript: &Manuscript) -> bool {
    let words = plain(runs);
    manuscript.authors.iter().any(|name| name.eq_ignore_ascii_case(words.trim()))
}

/// Takes a line piece by piece that says by whom and when; what says who made the pictures is given back.
fn stamped(
    pieces: Vec<(std::ops::Range<usize>, stamp::Piece)>,
    manuscript: &mut Manuscript,
    place: crate::source::Span,
    words: &str,
    day: &mut Day,
    report: &mut Report,
) -> Option<Block> {
    let mut known: Vec<String> = Vec::new();
    let mut makers = Vec::new();
    for (range, piece) in pieces {
        let words = &words[range];
        match piece {
            stamp::Piece::By(byline) => {
                let is_author = !byline.translator;
                take(byline, manuscript, place, words, day, report);
                if is_author {
                    manuscript.authors.splice(0..0, known.drain(..));
                    known = manuscript.authors.clone();
                }
            }
            stamp::Piece::Date(date) => day.offer(&date, words, place, report),
            stamp::Piece::Pictures => {
                let message = format!("this says who made the pictures: {words}");
                let help = "put it into the credits of the pictures, `credit=\"…\"`, or let it stand";
                report.doubt(place, message, help);
                makers.push(words);
            }
            stamp::Piece::Other => {
                report.drop(place, "what the page says of itself is left out", words);
            }
        }
    }
    (!makers.is_empty()).then(|| Block::paragraph(text(makers.join(", ")), place))
}

/// Tells of place and date; where a name may stand for the place, it is a doubt.
pub(super) fn tell_dateline(at: crate::source::Span, words: &str, report: &mut Report) {
    let place = words.split(',').next().unwrap_or("").trim();
    let message = format!("this is taken for place and date: {words}");
    match names::is_person(place) || !words.contains(',') {
        true => report.doubt(
            at,
            message,
            "where it is the author, write `author = \"…\"` into the front matter",
        ),
        false => report.guess(at, message, ""),
    }
}

/// The author that the page knows, and a date straight behind or before.
fn known_and_date(words: &str, authors: &[String]) -> Option<names::Byline> {
    const BETWEEN: [char; 8] = [',', ' ', '|', '·', '•', '–', '—', '/'];
    authors.iter().find_map(|name| {
        let rest =
            words.strip_prefix(name.as_str()).or(words.strip_suffix(name.as_str()))?;
        let date = rest.trim_matches(BETWEEN);
        dates::is_date(date).then(|| names::Byline {
            names: vec![name.clone()],
            translator: false,
            date: Some(date.to_string()),
            from: None,
        })
    })
}

fn take(
    byline: names::Byline,
    manuscript: &mut Manuscript,
    place: crate::source::Span,
    words: &str,
    day: &mut Day,
    report: &mut Report,
) {
    let names::Byline { names, translator, date, from } = byline;
    let key = if translator { "translator" } else { "author" };
    let told = names.join(", ");
    report.cut(place, words, Fate::FrontMatter);
    report.guess(
        place,
        format!("this is taken for the {key}: {told}"),
        "it stands in the front matter; take it out there if it is none",
    );
    if let Some(from) = from {
        let message = format!("this stands with the name, and is left out: {from}");
        report.doubt(place, message, "put it where it belongs, if it matters");
    }
    let list =
        if translator { &mut manuscript.translators } else { &mut manuscript.authors };
    // What the page shows has the last word on what it only says of itself.
    if !translator {
        list.clear();
    }
    for name in names {
        if !list.contains(&name) {
            list.push(name);
        }
    }
    if let Some(date) = date {
        day.offer_signed(&date, place, report);
    }
}
