//! Headings of pasted text: short lines without a full stop between long paragraphs.

use super::super::lines;
use super::super::manuscript::{Block, Kind, text};
use super::super::paragraphs::Paragraph;
use super::super::report::Report;
use super::super::rows::Shape;
use super::super::{credit, dates, names, quotes, trailer, typed};
use super::counting::is_chapter;
use super::{letter, page};

/// The most of a heading.
pub(super) const LONGEST: usize = 90;
pub(super) const MOST_WORDS: usize = 14;

/// What may stand behind the stop of a sentence.
const CLOSING: &[char] =
    &['"', '”', '“', '’', '‘', '»', '«', ')', ']', ' ', '\u{a0}', '\u{202f}'];

/// How long the paragraphs are that a heading stands between, in characters.
const LONG: usize = 120;

/// The most words of one above a list.
const MOST_ABOVE_LIST: usize = 8;

/// How sure it is that a line is a heading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::import) enum Sure {
    No,
    /// It may be a heading if the text has others.
    Perhaps,
    Yes,
}

/// How sure it is that `at` of `row` is a heading, by itself and what stands around it.
pub(in crate::import) fn sure(row: &[Paragraph], at: usize) -> Sure {
    let words = row[at].text.trim();
    let count = words.split_whitespace().count();
    let above = row.get(at + 1).is_some_and(|next| row[at].line_above(next));
    let chapter =
        (row[at].apart || above) && row[at].lines.len() == 1 && is_chapter(words);
    if row[at].is_plain() && (row[at].headed || chapter) && at + 1 < row.len() {
        return Sure::Yes;
    }
    // What a colon leads to is no heading.
    let led = at > 0 && row[at - 1].text.trim_end().ends_with(':');
    if !row[at].is_plain() || led || is_speech(row, at) {
        return Sure::No;
    }
    // Short lines that stand together are no headings.
    let underlined = row.get(at + 1).is_some_and(|next| {
        lines::is_underline(next.text.trim()) && row[at].line_above(next)
    });
    if underlined && words.chars().any(char::is_alphabetic) {
        return Sure::Yes;
    }
    let is_long = |paragraph: &Paragraph| paragraph.text.chars().count() >= LONG;
    let is_short = |paragraph: &Paragraph| {
        paragraph.is_plain()
            && paragraph.text.split_whitespace().count() <= MOST_ABOVE_LIST
    };
    let listed = |paragraph: &Paragraph| matches!(paragraph.shape, Shape::Alike(_));
    let before_ends = at == 0
        || is_long(&row[at - 1])
        || credit::caption(&row[at - 1].text).is_some_and(|it| !it.words.is_empty())
        || ends_sentence(&row[at - 1].text)
        || listed(&row[at - 1]);
    let between = before_ends && row.get(at + 1).is_some_and(is_long);
    if words.chars().count() > LONGEST
        || count > MOST_WORDS
        || !row[at].apart && !between && !heads_list(row, at)
        || row[at].lines.len() > 1
    {
        return Sure::No;
    }
    if !words.chars().any(char::is_alphabetic) && !is_numeral(words)
        || words.starts_with(|c: char| {
            c.is_lowercase() || matches!(c, '(' | '[' | '—' | '–' | '-')
        })
        || dates::is_dateline(words)
        || dates::is_date(words)
        || credit::caption(words).is_some()
        || credit::is_file(words)
        || credit::is_label(words)
        || credit::is_numbered(words)
        || dates::is_place_and_day(words)
        || credit::is_counter(words)
        || names::is_nameless(words)
        || is_signed(words)
        || is_entry(words)
        || trailer::is_furniture(words)
        || trailer::is_labelled(words)
        || letter::greets(words)
        || is_end(words)
        || page::is_number(words) && words.contains(char::is_alphabetic)
        || has_words_behind(words)
        || page::is_first_print(words)
        || page::is_credited(words)
        || count <= 2 && row.get(at + 1).is_some_and(|next| next.quoted > 0)
        || names::is_editors(words)
        || names::is_about(words)
        || credit::may_be_caption(words)
        || row.get(at + 1).is_some_and(|next| is_postscript(&next.text))
        || names::and_pictures(words) == Some(0)
        || credit::has_licence(words)
        || credit::is_source(words)
        || lines::is_break(words)
        || matches!(
            lines::marker(words),
            Some((lines::Marker::Bullet | lines::Marker::Dash, _))
        )
    {
        return Sure::No;
    }
    // The text must go on below it, with something long.
    let Some(next) = row.get(at + 1) else { return Sure::No };
    let next_long = is_long(next);
    let after_long = row.get(at + 2).is_some_and(is_long);
    let before_long = at == 0 || is_long(&row[at - 1]);
    let quoted = quotes::opener(words).is_some();
    // A last line of a quotation that began above.
    let closes =
        words.ends_with(['”', '“', '»', '"']) && !words.contains(['„', '«', '“']);
    if closes && words.matches('"').count() != 2 && !quoted {
        return Sure::No;
    }
    // A quotation with its source or the number of a note behind it.
    if let Some(quotes::Opened::Closed(_, past)) = quotes::closing(words)
        && words[past..].trim_start().starts_with(|c: char| {
            c.is_ascii_digit() || matches!(c, '(' | '[' | '-' | '–' | '—')
        })
    {
        return Sure::No;
    }
    // A letter with its place and date may stand below a number.
    let dated = dates::is_dateline(&next.text) && after_long;
    if is_numeral(words) && (next_long || dated) {
        return Sure::Yes;
    }
    let bare = words.trim_end_matches(CLOSING);
    let last = bare.chars().next_back().unwrap_or(' ');
    match last {
        '.' | ',' | ';' | ':' | '…' | '-' | '–' | '—' => Sure::No,
        '?' if begins_in_passing(words) || has_sentence(words) => Sure::No,
        '?' if next_long && !after_question(row, at) && !quoted => Sure::Perhaps,
        '!' if begins_in_passing(words) || begins_with_speaker(words) => Sure::No,
        '!' if next_long && before_long && !quoted && count <= 8 => Sure::Perhaps,
        '?' | '!' => Sure::No,
        // A quotation is a sentence, or leads on from one; a heading in marks does neither.
        _ if quoted
            && count <= 8
            && next_long
            && before_long
            && !after_question(row, at) =>
        {
            Sure::Perhaps
        }
        _ if quoted => Sure::No,
        _ if next_long || after_long => Sure::Yes,
        // The title of a poem below another.
        _ if row[at].apart
            && next.is_verse()
            && at > 0
            && row[at - 1].is_verse()
            && count <= MOST_ABOVE_LIST =>
        {
            Sure::Yes
        }
        // Among short paragraphs one that is much shorter than the next.
        _ if next.text.chars().count() >= 3 * words.chars().count()
            && ends_sentence(&next.text)
            && count <= 8 =>
        {
            Sure::Yes
        }
        // Above what somebody says.
        _ if row[at].apart
            && count <= MOST_ABOVE_LIST
            && before_long
            && matches!(quotes::closing(next.text.trim()), Some(quotes::Opened::Closed(_, past))
                if next.text.trim()[past..].chars().count() <= 1) =>
        {
            Sure::Perhaps
        }
        _ if count <= MOST_ABOVE_LIST
            && (before_ends || is_short(&row[at - 1]))
            && !words.contains(|c: char| c == ',' || c.is_ascii_digit())
            && !trailer::is_button(words)
            && (heads_list(row, at) || heads_parts(row, at)) =>
        {
            Sure::Yes
        }
        _ if row[at].apart
            && count <= MOST_ABOVE_LIST
            && before_ends
            && !words.contains(|c: char| c == ',' || c.is_ascii_digit())
            && !trailer::is_button(words)
            && heads_lines(row, at) =>
        {
            Sure::Perhaps
        }
        // In capitals above a list, in a text that has others in capitals.
        _ if in_capitals(words)
            && row[at].apart
            && row.iter().filter(|it| in_capitals(&it.text)).count() > 1 =>
        {
            Sure::Perhaps
        }
        _ => Sure::No,
    }
}

/// Whether a list begins below a line: items with signs, two at least, or lines that begin alike.
fn heads_list(row: &[Paragraph], at: usize) -> bool {
    let Some(next) = row.get(at + 1) else { return false };
    let stands = row[at].apart || at > 0 && row[at].line_above(next);
    let item = |at: usize| row.get(at).and_then(|it| lines::marker(&it.text));
    let dashed = || {
        let items = row[at + 1..].iter().take_while(|it| {
            matches!(lines::marker(&it.text), Some((lines::Marker::Dash, _)))
        });
        let texts: Vec<&str> = items.map(|it| it.text.trim()).collect();
        let apart = row[at + 1].apart;
        !typed::dashed(&texts, apart).speech
    };
    let items = match (item(at + 1), item(at + 2)) {
        (Some((lines::Marker::Number(1), _)), Some((lines::Marker::Number(2), _)))
        | (Some((lines::Marker::Bullet, _)), Some((lines::Marker::Bullet, _))) => true,
        (Some((lines::Marker::Dash, _)), Some((lines::Marker::Dash, _))) => dashed(),
        (Some(_) | None, _) => false,
    };
    stands && (items || matches!(next.shape, Shape::Alike(_)))
}

/// Whether short lines that stand together stand below a line, as titles of books do, and no name of who signs.
fn heads_lines(row: &[Paragraph], at: usize) -> bool {
    let [first, second, ..] = &row[at + 1..] else { return false };
    let is_line = |paragraph: &Paragraph| {
        paragraph.is_plain()
            && paragraph.lines.len() == 1
            && paragraph.text.chars().count() <= LONGEST
            && !ends_sentence(&paragraph.text)
            && paragraph.text.starts_with(char::is_uppercase)
    };
    !first.apart
        && first.line_above(second)
        && is_line(first)
        && is_line(second)
        && names::people(first.text.trim()).is_none()
        && names::byline(first.text.trim()).is_none()
}

/// Whether lines that begin alike stand below the line below: `Ingredients` above `For the sponge`.
fn heads_parts(row: &[Paragraph], at: usize) -> bool {
    row.get(at + 1).is_some_and(|next| {
        row.get(at + 2).is_some_and(|rows| {
            next.line_above(rows) && matches!(rows.shape, Shape::Alike(_))
        })
    }) && heads_list(row, at + 1)
}

/// Whether a line says that the text is at its end.
fn is_end(words: &str) -> bool {
    let lower = words.trim_end_matches(['.', '!']).to_lowercase();
    [
        "the end",
        "end",
        "ende",
        "fin",
        "fim",
        "fine",
        "конец",
        "slut",
        "koniec",
        "einde",
        "τέλος",
    ]
    .contains(&lower.as_str())
}

/// Whether a paragraph is what somebody adds below a name: `P.S. …`
fn is_postscript(words: &str) -> bool {
    ["P.S.", "P. S.", "P.-S.", "PS:", "PS ", "P.D.", "N.B."]
        .iter()
        .any(|it| words.starts_with(it))
}

/// Whether a line begins with who speaks, in capitals, as another near it does: `ANN HILL: …`.
fn is_speech(row: &[Paragraph], at: usize) -> bool {
    const NEAR: usize = 3;
    let who = |at: usize| {
        let (who, rest) = row[at].text.split_once(':')?;
        let fits = who.chars().count() <= 30
            && who.split_whitespace().count() <= 3
            && who.starts_with(char::is_uppercase)
            && rest.starts_with([' ', '\u{a0}']);
        fits.then_some(who)
    };
    let shouts = |at: usize| who(at).is_some_and(|who| !who.contains(char::is_lowercase));
    let near = at.saturating_sub(NEAR)..(at + NEAR + 1).min(row.len());
    // A name in small letters must be that of another speech as well.
    let again = |it: usize| who(it).is_some() && who(it) == who(at);
    near.filter(|it| *it != at).any(|it| shouts(at) && shouts(it) || again(it))
}

/// Whether a short question that is no heading could be one: it stands alone above a long paragraph.
pub(super) fn may_be_one(row: &[Paragraph], at: usize) -> bool {
    let words = row[at].text.trim();
    let next_long = row.get(at + 1).is_some_and(|next| {
        let count = next.text.chars().count();
        count >= LONG || count >= 2 * words.chars().count() && ends_sentence(&next.text)
    });
    words.ends_with('?')
        && words.chars().count() <= LONGEST
        && words.split_whitespace().count() <= MOST_WORDS
        && next_long
        && (row[at].apart || row.get(at + 1).is_some_and(|next| row[at].line_above(next)))
        && row[at].lines.len() == 1
        && quotes::opener(words).is_none()
        && !matches!(
            lines::marker(words),
            Some((lines::Marker::Bullet | lines::Marker::Dash, _))
        )
        && !words.starts_with(['—', '–', '-', '('])
        && !after_question(row, at)
        && !is_speech(row, at)
}

fn after_question(row: &[Paragraph], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| row[before].text.trim_end().ends_with(['?', ':']))
}

/// Whether a line is a number alone: `II.`, `3`.
fn is_numeral(words: &str) -> bool {
    let bare = words.trim_end_matches('.');
    let roman = bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let figures = bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
    !bare.is_empty() && bare.len() <= 6 && (roman || figures)
}

pub(super) fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(CLOSING).ends_with(['.', '!', '?', '…', ':'])
}

/// A question that goes on with what was said before it.
fn begins_in_passing(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts = lower.split_whitespace();
    let mut bare =
        || parts.next().unwrap_or("").trim_matches(|c: char| !c.is_alphanumeric());
    let (first, second) = (bare(), bare());
    // English "was"; in German the word asks, and heads a part.
    if first == "was" {
        return [
            "it", "he", "she", "there", "that", "this", "the", "a", "i", "his", "her",
            "their", "our", "any", "not",
        ]
        .contains(&second);
    }
    [
        "and", "but", "or", "so", "yet", "then", "well", "no", "yes", "is", "are",
        "were", "did", "does", "do", "have", "has", "had", "could", "would", "should",
        "can", "will", "isn't", "wasn't", "y", "pero", "et", "mais", "und", "aber", "и",
        "но", "а", "e", "ma",
    ]
    .contains(&first)
}

/// Whether a sentence ends within a line; the stop of a number that it begins with ends none.
fn has_sentence(words: &str) -> bool {
    words.match_indices(". ").any(|(at, _)| at > 3)
}

/// Whether a sentence ends within a line, and words without one follow, as in captions and who made their pictures: `The
/// wheel in its pit. Marco Ruiz for The Quarterly`.
pub(super) fn has_words_behind(words: &str) -> bool {
    const FEWEST: usize = 4;
    words.match_indices(". ").any(|(at, _)| {
        let sentence = &words[..at];
        let last = sentence.rsplit(' ').next().unwrap_or("");
        let whole = last.chars().count() >= 4
            && last.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        whole
            && sentence.split_whitespace().count() >= FEWEST
            && words[at + 2..].starts_with(char::is_uppercase)
            && !ends_sentence(words)
    })
}

/// Whether a line is an entry of a list of books: `Ann Hill, The Weir (Lowick, 1924)`.
fn is_entry(words: &str) -> bool {
    let bracket = words
        .trim_end_matches('.')
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .map_or("", |(_, inner)| inner);
    let year = bracket.rsplit([' ', ',']).next().unwrap_or("");
    year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && bracket.contains(',')
}

/// Whether a line says by whom the text is, with first name and last.
pub(super) fn is_signed(words: &str) -> bool {
    names::byline(words)
        .is_some_and(|byline| byline.names.iter().all(|name| names::is_person(name)))
}

/// An exclamation that somebody makes: `I do not know!`
fn begins_with_speaker(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let first = first.trim_matches(|c: char| !c.is_alphabetic());
    [
        "i", "we", "he", "she", "it", "they", "you", "that", "this", "not", "never",
        "what", "oh", "ich", "wir", "er", "sie", "es", "du", "nein", "ja", "je", "nous",
        "il", "elle", "on", "non", "oui", "yo", "sí", "él", "ella", "я", "мы", "он",
        "она", "они", "нет", "да",
    ]
    .contains(&first)
}

/// The level that a heading's own number or capitals tell: `1.` is 1, `1.2` is 2.
fn numbered(words: &str) -> Option<u8> {
    let first = words.split_whitespace().next()?;
    let digits = first.trim_end_matches(['.', ')']);
    let parts: Vec<&str> = digits.split('.').collect();
    let figures = parts.iter().all(|part| {
        !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())
    });
    (figures && (parts.len() > 1 || first.len() > digits.len()))
        .then_some(parts.len().min(5) as u8)
}

pub(super) fn in_capitals(words: &str) -> bool {
    let letters: Vec<char> = words.chars().filter(|c| c.is_alphabetic()).collect();
    let number = super::counting::is_numeral(words);
    letters.len() > 1 && !number && letters.iter().all(|c| c.is_uppercase())
}

/// The level of each heading of a text.
pub(super) fn levels(headings: &[(usize, &Paragraph)]) -> Vec<u8> {
    let capitals = |at: usize| in_capitals(&headings[at].1.text);
    let mixed = !headings.is_empty()
        && capitals(0)
        && (0..headings.len()).any(|at| !capitals(at));
    let follows = |at: usize| at > 0 && headings[at].0 == headings[at - 1].0 + 1;
    let nested = (0..headings.len()).any(follows);
    (0..headings.len())
        .map(|at| {
            let words = &headings[at].1.text;
            if let Some(level) = numbered(words) {
                return level;
            }
            let below = mixed && !capitals(at) || nested && follows(at);
            if below { 2 } else { 1 }
        })
        .collect()
}

/// The heading as a block, told.
pub(super) fn block(
    paragraph: &Paragraph,
    level: u8,
    sure: Sure,
    before: Option<&Paragraph>,
    report: &mut Report,
) -> Block {
    let words = paragraph.text.trim();
    let message = format!("this line is taken for a heading of level {level}: {words}");
    let help =
        "where it is none, take the `#` away; `##` is the first level, `###` the next";
    // What a page has for a button, or the source of the quotation above it.
    let page = trailer::is_button(words) || trailer::is_labelled(words);
    let source = before.is_some_and(|before| {
        quotes::opener(&before.text).is_some()
            && (words.contains(|c: char| c.is_ascii_digit())
                || names::people(words.split(',').next().unwrap_or("")).is_some())
    });
    // A name straight below the title is the author's as well.
    let named = before.is_none() && names::is_person(words);
    // A sign that a program may have set before the line.
    let marked = words.starts_with(['#', '+', '>', '=', '|', '$', '%']);
    let sure = if page || source || named || marked { Sure::Perhaps } else { sure };
    match sure {
        Sure::Perhaps => report.doubt(paragraph.at(), message, help),
        Sure::Yes | Sure::No => report.guess(paragraph.at(), message, help),
    }
    Block::new(Kind::Heading { level, runs: text(words) }, paragraph.at())
}
