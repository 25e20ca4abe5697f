//! What a web page has below an article: invitations, buttons, forms. It is removed, and quoted in
//! the report.

mod buttons;
mod headings;
mod invitations;

use super::manuscript::{Manuscript, plain};
use super::paragraphs::Paragraph;
use super::report::{Report, short};
use buttons::{BUTTONS, PLAIN};
use headings::{COMMENTS, READINGS, RELATED, RELATED_TO};
use invitations::{ALSO, BEGINS, HOLDS, INVITES, LABELS, WEAK};

/// How many lines from the end those titles are looked for.
const MOST_TITLES: usize = 14;

/// The longest paragraph that is taken for an invitation.
const LONGEST: usize = 320;

/// Whether a line is a button, a field, or a row of them.
pub(super) fn is_button(text: &str) -> bool {
    let lower = text
        .trim()
        .trim_matches(['*', '|', '·', '•', '[', ']', '>', '<', '→', '←', '»', '«'])
        .trim()
        .to_lowercase();
    if BUTTONS.contains(&lower.as_str()) || shares(&lower) {
        return true;
    }
    let pieces: Vec<&str> = lower
        .split(['|', '·', '•', '/', ',', '\t'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let all = |pieces: &[&str]| {
        pieces.len() > 1 && pieces.iter().all(|piece| BUTTONS.contains(piece))
    };
    all(&pieces) || all(&words)
}

/// Whether a button sends a page to others: `Share on Mastodon`.
fn shares(lower: &str) -> bool {
    const MOST_WORDS: usize = 4;
    [
        "share on ",
        "share to ",
        "share via ",
        "partager sur ",
        "partager par ",
        "teilen auf ",
        "per e-mail teilen",
        "compartir en ",
        "compartir por ",
        "condividi su ",
        "compartilhar no ",
        "partilhar no ",
        "partilhar este ",
        "partilhar esta ",
        "compartilhar este ",
        "compartilhar esta ",
        "compartilhe ",
        "compartir este ",
        "compartir esta ",
        "deel op ",
        "dela på ",
        "udostępnij na ",
        "поделиться в ",
    ]
    .iter()
    .any(|lead| lower.starts_with(lead))
        && lower.split_whitespace().count() <= MOST_WORDS
        && !lower.ends_with(['.', '!', '?'])
}

/// Whether a line is a button that is no word of a text as well.
pub(super) fn is_furniture(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    is_button(text) && !PLAIN.contains(&lower.as_str())
        || invites_by_its_beginning(&lower)
}

/// Whether a line of what may be verse is none: a button, or the name of a letter that is sent to many.
pub(super) fn is_no_verse(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let own = is_button(line) && !PLAIN.contains(&lower.as_str());
    own || ["subscribe to", "unsubscribe", "newsletter", "click to", "sign up for"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Where a manuscript comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// A web page, which has buttons.
    Page,
    /// A word processor's file.
    Document,
}

/// Whether a line is a button in what comes from there.
pub(super) fn is_button_of(origin: Origin, text: &str) -> bool {
    match origin {
        Origin::Page => is_button(text),
        Origin::Document => is_button(text) && is_furniture(text),
    }
}

/// Whether a short line begins as only invitations do.
fn invites_by_its_beginning(lower: &str) -> bool {
    const MOST_WORDS: usize = 12;
    const MOST_OF_THANKS: usize = 30;
    let count = lower.split_whitespace().count();
    let most = if lower.starts_with("thank") { MOST_OF_THANKS } else { MOST_WORDS };
    count > 1
        && count <= most
        && INVITES.iter().any(|begin| lower.starts_with(begin))
        && !lower.contains(['"', '“', '«'])
        // A sentence may well begin so: `Share this bread with a neighbour.`
        && (!lower.ends_with('.') || HOLDS.iter().any(|word| lower.contains(word)))
}

/// The line above the comments of readers, in the second half of a text, with words of somebody behind it.
pub(super) fn comments(row: &[&str]) -> Option<usize> {
    const LONGEST_LINE: usize = 80;
    let heads = |text: &str| {
        let lower = text.trim().trim_end_matches(':').to_lowercase();
        // `Comments (4)`, `Comentarios 2`
        let lower = lower
            .trim_end_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '(' | ')' | ' ')
            })
            .to_string();
        let bare = lower.trim_start_matches(|c: char| c.is_ascii_digit());
        let counted = match bare.len() < lower.len() {
            true => format!("#{bare}"),
            false => lower,
        };
        let behind = |lead: &str| lead.ends_with(" on") || lead.ends_with(" to");
        text.chars().count() <= LONGEST_LINE
            && COMMENTS.iter().any(|lead| match behind(lead) {
                true => counted.starts_with(lead),
                false => counted == *lead,
            })
    };
    let said = |text: &&str| text.split_whitespace().count() > 4 && !is_furniture(text);
    let at = (row.len() / 2..row.len()).find(|at| *at > 0 && heads(row[*at]))?;
    row[at + 1..].iter().any(said).then_some(at)
}

/// Whether a text begins as an invitation does, and has nothing of one else: prose is never left out for its
/// first words.
fn may_invite(lower: &str) -> bool {
    ALSO.iter().any(|begin| lower.starts_with(begin))
        && lower.ends_with('.')
        && !HOLDS.iter().any(|word| !WEAK.contains(word) && lower.contains(word))
        && !lower.contains(['@', '/'])
}

fn invites(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    if may_invite(&lower) {
        return false;
    }
    let begins =
        |text: &str| BEGINS.iter().any(|begin| text.trim_start().starts_with(begin));
    let holds = HOLDS.iter().any(|word| lower.contains(word));
    // Somebody tells of an invitation.
    let told = [" said", " says", " used to ", " she ", " he ", " they ", " had "]
        .iter()
        .any(|word| lower.contains(word));
    if told {
        return false;
    }
    if invites_by_its_beginning(&lower) {
        return true;
    }
    let short = text.chars().count() <= LONGEST;
    // A sentence of it may come first: "Do you agree? Join us!"
    let later = lower.split(['.', '!', '?']).skip(1).any(begins);
    let label = LABELS.iter().any(|label| lower.starts_with(label));
    short
        && (label && lower.chars().count() <= 160
            || begins(&lower) && holds
            || later
                && holds
                && lower.chars().count() <= 200
                && !lower.contains(['"', '“']))
}

/// Whether a line begins with a label that pages have: `Tags: …`, `Read more: …`.
pub(super) fn is_labelled(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    LABELS.iter().chain(&["read more:"]).any(|label| lower.starts_with(label))
}

/// Of the last paragraphs that stay, those that invite nevertheless, and of all those with a label that pages
/// have: something else stands behind them.
pub(super) fn invitations(row: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    let from = row.len().saturating_sub(MOST_SHORT).max(1).min(row.len());
    let last = row.len().saturating_sub(1).max(from);
    row[..last].iter().enumerate().filter_map(move |(at, paragraph)| {
        let words = paragraph.text.trim();
        let more = words.to_lowercase().starts_with("read more");
        let labelled = is_labelled(words) && !words.ends_with('.') && !more;
        let thanks = words.to_lowercase().starts_with("thank") && is_furniture(words);
        let told = match at < from {
            true => labelled || thanks,
            false => invites_there(words),
        };
        told.then_some(paragraph)
    })
}

/// Whether a line near the end of a text invites.
fn invites_there(words: &str) -> bool {
    // A line that is a heading is doubted as one, and one that can be nothing else is told as such.
    let more = words.to_lowercase().starts_with("read more") || is_furniture(words);
    !more && (is_button(words) || invites(words) || is_labelled(words))
}

/// How many of the last paragraphs of a text are left when what invites at its end is removed.
pub(super) fn kept(row: &[&str]) -> usize {
    let mut kept = before_titles(row).unwrap_or(row.len());
    let mut looked = kept;
    let mut gap = 0;
    // Short lines between two invitations are theirs.
    while looked > 1 && gap <= 2 {
        let text = row[looked - 1];
        if is_button(text) || invites(text) {
            kept = looked - 1;
            gap = 0;
        } else if super::lines::is_break(text)
            // Stars may say how good a book is.
            && !text.contains(['★', '☆'])
            && kept == looked
        {
            kept = looked - 1;
        } else if text.split_whitespace().count() <= 4
            && !text.ends_with(['.', '!', '?', '”', '"'])
        {
            gap += 1;
        } else {
            break;
        }
        looked -= 1;
    }
    kept
}

/// Where the titles of other articles begin at the end of a text, with what heads them.
fn before_titles(row: &[&str]) -> Option<usize> {
    let from = row.len().saturating_sub(MOST_TITLES).max(1);
    let heads = |text: &str| {
        let bare = text.trim().trim_end_matches(':').to_lowercase();
        RELATED.contains(&bare.as_str()) || is_related_to(text)
    };
    let at = (from..row.len()).find(|at| heads(row[*at]))?;
    let is_title = |text: &&str| {
        text.split_whitespace().count() <= 16
            && (!text.trim_end().ends_with('.') || is_doubtful(text) || invites(text))
    };
    row[at + 1..].iter().all(is_title).then_some(at)
}

/// Whether a line leads to what else somebody wrote: `Más artículos de Javier Ruiz`.
fn is_related_to(text: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let lower = text.trim().to_lowercase();
    RELATED_TO.iter().any(|lead| lower.starts_with(lead))
        && lower.split_whitespace().count() <= MOST_WORDS
        && !lower.ends_with(['.', '!', '?'])
        && text
            .split_whitespace()
            .skip(2)
            .any(|word| word.starts_with(char::is_uppercase))
}

/// The line that heads what else there is to read, with nothing but short paragraphs behind it: the author's list,
/// or the page's.
pub(super) fn readings(row: &[Paragraph]) -> Option<&Paragraph> {
    let from = row.len().saturating_sub(MOST_TITLES).max(1).min(row.len());
    let heads = |paragraph: &Paragraph| {
        let first = paragraph.text.lines().next().unwrap_or("");
        let bare = first.trim().trim_end_matches(':').trim().to_lowercase();
        READINGS.contains(&bare.as_str())
    };
    let at = (from..row.len()).find(|at| heads(&row[*at]))?;
    let is_short =
        |paragraph: &Paragraph| paragraph.text.split_whitespace().count() <= 30;
    row[at + 1..].iter().all(is_short).then(|| &row[at])
}

/// Whether a last paragraph that stays may be an invitation nevertheless.
pub(super) fn is_doubtful(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    may_invite(&lower)
        || ["subscribe", "newsletter", "join us", "donate", "sign up", "get involved"]
            .iter()
            .any(|word| lower.contains(word))
        || lower.starts_with(['©'])
        || lower.starts_with("copyright")
        || lower.starts_with("all rights reserved")
}

/// The most short lines at an end that are doubted.
const MOST_SHORT: usize = 8;

/// Short lines behind the last paragraph, which are no byline, date, or quotation.
pub(super) fn short_lines(row: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    let is_short = |paragraph: &&Paragraph| {
        let words = paragraph.text.trim();
        words.split_whitespace().count() <= 8
            && !is_furniture(words)
            && paragraph.lines.len() == 1
            && !words.ends_with(['.', '?', '…', '"', '”', '»', ')', ':'])
            && super::names::byline(words).is_none()
            // One word with a capital is no name.
            && (super::names::people(words).is_none() || !words.contains(' '))
            && !super::dates::is_date(words)
            && !super::dates::is_dateline(words)
            && super::lines::marker(words).is_none()
            && !super::pasted::page::is_number(words)
            && !super::lines::is_break(words)
            && super::credit::caption(words).is_none()
            && !words.starts_with(super::credit::MAKER)
            && !words.starts_with(super::credit::SHOWN)
            && !words.starts_with(['—', '–', '-', '(', '[', '"', '“', '«', '©'])
    };
    let count = row.iter().rev().take(MOST_SHORT).take_while(is_short).count();
    // A text of short lines alone is one.
    let from = if count >= row.len() { row.len() } else { row.len() - count };
    row[from..].iter()
}

/// Takes what invites out of the end of a manuscript.
pub(super) fn settle(manuscript: &mut Manuscript, origin: Origin, report: &mut Report) {
    // Blocks of other kinds end what can be furniture.
    let other = || "A block. It is none.".repeat(30);
    let words = manuscript
        .blocks
        .iter()
        .map(|block| block.line().map_or_else(other, |runs| plain(runs)));
    let words: Vec<String> = words.collect();
    let row: Vec<&str> = words.iter().map(|words| words.trim()).collect();
    let kept = kept(&row);
    // A document has buttons only where it was copied from a page, which has more than words of any text.
    let of_page = row[kept..].iter().any(|text| is_furniture(text) || invites(text));
    let kept = if origin == Origin::Page || of_page { kept } else { row.len() };
    if origin == Origin::Page
        && let Some(at) = comments(&row[..kept])
    {
        let message = format!("{OF_READERS}: {}", short(row[at]));
        report.doubt(manuscript.blocks[at].at, message, DOUBTFUL_HELP);
    }
    for (block, words) in manuscript.blocks[kept..].iter().zip(&words[kept..]) {
        report.drop(block.at, REMOVED, words);
    }
    manuscript.blocks.truncate(kept);
    if let Some(last) = manuscript.blocks.last()
        && let Some(runs) = last.words()
        && is_doubtful(&plain(runs))
    {
        report.doubt(
            last.at,
            format!("{DOUBTFUL}: {}", short(&plain(runs))),
            DOUBTFUL_HELP,
        );
    }
}

/// What is said of the line above the comments of readers.
pub(super) const OF_READERS: &str =
    "what stands from here on may be the comments of readers";

/// What is said of a paragraph that is removed, and of one that may have to be.
pub(super) const REMOVED: &str = "what a web page has below an article is left out";
pub(super) const DOUBTFUL: &str = "the last paragraph may be none of the article";
pub(super) const DOUBTFUL_HELP: &str = "delete it, if it belongs to the web page";
