//! A publisher's list, title, teaser, title, teaser → entries of a library.
//!
//! Order and wording are kept; nothing is invented. It is never read as one article.

mod layout;

use super::lines::{self, Marker};
use super::paragraphs::{Paragraph, of_list};
use super::report::{Fate, Report, short};
use super::trailer;
use crate::source::FileId;

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub title: String,
    /// `None` where the list has none; told.
    pub teaser: Option<String>,
}

/// A title is shorter than this, and a teaser mostly longer.
const LONGEST_TITLE: usize = 160;

/// Reads the pairs of a list.
pub(super) fn read(text: &str, file: FileId, report: &mut Report) -> Vec<Entry> {
    let mut entries = pairs_of(text, file, report);
    without_signs(&mut entries, file, report);
    without_labels(&mut entries, file, report);
    entries
}

/// Takes the signs of a list off, `* `, where all titles have one.
fn without_signs(entries: &mut [Entry], file: FileId, report: &mut Report) {
    let words = |entry: &Entry| match lines::marker(&entry.title)? {
        (Marker::Bullet | Marker::Dash, words) => Some(words),
        (Marker::Number(_), _) => None,
    };
    if entries.len() < 2 || !entries.iter().all(|entry| words(entry).is_some()) {
        return;
    }
    for entry in entries {
        let start = words(entry).unwrap_or(0);
        entry.title.drain(..start);
    }
    let message = "the sign of a list before each title is left out";
    report.guess(crate::source::Span::head(file), message, "");
}

/// Words before a colon by which lists name what follows.
const TITLES: &[&str] =
    &["title", "titel", "titre", "título", "titolo", "headline", "название", "заголовок"];
const TEASERS: &[&str] = &[
    "teaser",
    "text",
    "description",
    "beschreibung",
    "summary",
    "untertitel",
    "subtitle",
    "descripción",
    "chapô",
    "анонс",
    "описание",
];

/// Takes `Title:` and `Teaser:` off, where all entries have them.
fn without_labels(entries: &mut [Entry], file: FileId, report: &mut Report) {
    let labelled = |words: &str, labels: &[&str]| {
        let (label, rest) = words.split_once(':')?;
        let known = labels.contains(&label.trim().to_lowercase().as_str());
        (known && !rest.trim().is_empty()).then(|| rest.trim().to_string())
    };
    let of = |entry: &Entry| {
        let title = labelled(&entry.title, TITLES)?;
        let teaser = match &entry.teaser {
            Some(teaser) => Some(labelled(teaser, TEASERS)?),
            None => None,
        };
        Some(Entry { title, teaser })
    };
    let bare: Option<Vec<Entry>> = entries.iter().map(of).collect();
    if let (Some(bare), [first, ..]) = (bare, &*entries) {
        let label = |words: &str| {
            words
                .split_once(':')
                .map_or(String::new(), |(label, _)| format!("`{label}:`"))
        };
        let teaser = first.teaser.as_deref().map_or(String::new(), label);
        let message = format!(
            "{} {teaser} say what follows them in all entries, and are left out",
            label(&first.title)
        );
        report.guess(crate::source::Span::head(file), message, "");
        entries.clone_from_slice(&bare);
    }
}

fn pairs_of(text: &str, file: FileId, report: &mut Report) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some((pairs, told)) = layout::pairs(text, file) {
        if let Some(message) = told {
            report.guess(crate::source::Span::head(file), message, "");
        }
        for pair in pairs {
            for line in &pair.beside {
                left_out(line, report);
            }
            if pair.teaser.is_none() {
                lonely(&pair.title, report);
            }
            let mut teaser = pair.teaser.map(|teaser| teaser.text);
            for more in &pair.more {
                let message = format!(
                    "this paragraph is taken for more of the teaser above it: {}",
                    short(&more.text)
                );
                report.doubt(
                    more.at(),
                    message,
                    "where it is none, take it out of the teaser",
                );
                if let Some(teaser) = &mut teaser {
                    teaser.push(' ');
                    teaser.push_str(more.text.trim());
                }
            }
            entries.push(Entry { title: pair.title.text, teaser });
        }
        return entries;
    }
    let mut row = of_list(text, file);
    row.retain(|paragraph| {
        let is_break = lines::is_break(paragraph.text.trim());
        if is_break {
            report.cut(paragraph.at(), &paragraph.text, Fate::Markup);
        }
        !is_break
    });
    without_more(&mut row, report);
    let words: Vec<&str> = row.iter().map(|paragraph| paragraph.text.trim()).collect();
    let kept = trailer::kept(&words);
    for paragraph in row.drain(kept..) {
        report.drop(paragraph.at(), trailer::REMOVED, &paragraph.text);
    }
    let mut at = 0;
    while at < row.len() {
        let title = &row[at];
        let words = &title.text;
        // A teaser whose title is missing.
        if !may_be_title(words) {
            report.unpaired(
                title.at(),
                format!(
                    "this paragraph has no title before it, and is left out: {words}"
                ),
                "put its title on a line before it, or join it to the teaser above",
            );
            report.cut(title.at(), words, Fate::Dropped);
            at += 1;
            continue;
        }
        match row.get(at + 1) {
            Some(teaser) if is_teaser(title, teaser, row.get(at + 2)) => {
                if words.ends_with('.')
                    && !words.ends_with("...")
                    && !words.contains(": ")
                {
                    let message =
                        format!("this title ends as a sentence does: {}", short(words));
                    report.doubt(title.at(), message, "look whether it is a teaser");
                }
                if words.ends_with('.') && words.contains(": ") {
                    let message = format!(
                        "this title reads as a title with its teaser behind a colon: {}",
                        short(words)
                    );
                    let help = "write the teaser on a line of its own";
                    report.doubt(title.at(), message, help);
                }
                entries.push(Entry {
                    title: words.clone(),
                    teaser: Some(teaser.text.clone()),
                });
                at += 2;
            }
            Some(_) | None => {
                lonely(title, report);
                entries.push(Entry { title: words.clone(), teaser: None });
                at += 1;
            }
        }
    }
    entries
}

fn left_out(line: &Paragraph, report: &mut Report) {
    let what = "a list of titles and teasers has no place for this, and it is left out";
    report.drop(line.at(), what, line.text.trim());
}

/// Takes out what stands between the pairs in paragraphs of its own, twice at least: who and when, addresses,
/// `Read more`, and numbers that count the entries.
fn without_more(row: &mut Vec<Paragraph>, report: &mut Report) {
    let beside = |paragraph: &Paragraph| {
        let words = paragraph.text.trim();
        layout::is_beside(words) || layout::is_more(words)
    };
    let number = |paragraph: &Paragraph| {
        paragraph.text.trim().trim_end_matches(['.', ')']).parse::<usize>().ok()
    };
    let numbers: Vec<usize> = row.iter().filter_map(number).collect();
    let counted = numbers.len() > 1
        && numbers.first().is_some_and(|first| *first <= 1)
        && numbers.windows(2).all(|two| two[1] == two[0] + 1);
    let many = row.iter().filter(|it| beside(it)).count() > 1;
    row.retain(|paragraph| {
        let out = many && beside(paragraph) || counted && number(paragraph).is_some();
        if out {
            left_out(paragraph, report);
        }
        !out
    });
}

fn lonely(title: &Paragraph, report: &mut Report) {
    report.unpaired(
        title.at(),
        format!("this title has no teaser: {}", short(&title.text)),
        "write one below it, or delete the title; the entry is there without",
    );
}

fn may_be_title(words: &str) -> bool {
    let stop = words.trim_end_matches(['"', '”', '’', '»', '\'']).ends_with('.');
    let count = words.chars().count();
    count <= LONGEST_TITLE && !(stop && count > 60) && !(stop && sentences(words) > 1)
}

fn sentences(words: &str) -> usize {
    let marks = ['.', '!', '?', '…'];
    let signs: Vec<char> = words.trim_end().chars().collect();
    let ends = |at: &usize| {
        marks.contains(&signs[*at])
            && signs.get(at + 1).is_none_or(|c| {
                c.is_whitespace() || matches!(c, '"' | '”' | '’' | '»' | '\'')
            })
    };
    (0..signs.len()).filter(ends).count()
}

/// Whether a paragraph is the teaser of the title before it. One that looks like a title is the
/// next title, if a paragraph follows that looks like its teaser.
fn is_teaser(title: &Paragraph, teaser: &Paragraph, next: Option<&Paragraph>) -> bool {
    let looks = |paragraph: &Paragraph| {
        let words = paragraph.text.trim_end_matches(['"', '”', '’', '»', ')', '\'']);
        words.ends_with(['.', '!', '?', '…'])
            && paragraph.text.split_whitespace().count() >= 6
            || paragraph.text.chars().count() > LONGEST_TITLE
    };
    if !title.apart && title.line_above(teaser) || looks(teaser) {
        // A title that ends in a mark of exclamation, and its teaser behind it.
        let short = teaser.text.chars().count() < title.text.chars().count();
        let clear = next.is_some_and(|next| {
            short
                && !teaser.text.ends_with('.')
                && looks(next)
                && !may_be_title(&next.text)
        });
        return !clear;
    }
    match next {
        // What follows is a teaser, and this its title.
        Some(next) => {
            !looks(next) || may_be_title(&next.text) && !next.text.ends_with('.')
        }
        None => true,
    }
}
