//! Lists that were typed, with a sign before each item: in pasted text, and in paragraphs of pages and
//! word processors' files. A dash begins a speech, too.

use super::dates;
use super::lines::{Marker, marker};
use super::manuscript::{Block, Kind, Manuscript, Run, Runs, plain, tidy};
use super::report::{Fate, Report, short};

/// What lines with dashes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Dashed {
    /// They are speeches, each by another.
    pub speech: bool,
    /// They may as well be the other.
    pub unsure: bool,
}

/// What may stand behind the stop of a sentence.
const CLOSING: &[char] = &['"', '”', '“', '’', '»', '«', ')', ' ', '\u{a0}', '\u{202f}'];

/// Tells speeches from a list: those are sentences, a list has short items without stops. `apart` is
/// whether empty lines stand between them.
pub(super) fn dashed(lines: &[&str], apart: bool) -> Dashed {
    let words = |line: &str| {
        line.trim_start_matches(['-', '–', '—', '―', ' ', '\u{a0}']).to_string()
    };
    let end = |line: &&str| line.trim_end_matches(CLOSING).chars().next_back();
    // The sign of a question in Greek.
    let greek = lines.iter().any(|line| line.contains(|c| matches!(c, 'α'..='ω')));
    let is_sentence = |line: &&str| {
        (matches!(end(line), Some('.' | '!' | '?' | '…' | ':' | ','))
            || greek && end(line) == Some(';'))
            && words(line)
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(|c| !c.is_lowercase())
    };
    let asks = |line: &&str| {
        matches!(end(line), Some('?' | '!' | '…'))
            || line.contains(['?', '!'])
            || greek && line.contains(';')
    };
    let sentences = lines.iter().filter(|line| is_sentence(line)).count();
    let asked = lines.iter().filter(|line| asks(line)).count();
    if sentences < lines.len() {
        return Dashed {
            speech: false,
            unsure: asked > 0 && sentences * 2 >= lines.len(),
        };
    }
    let starts = |signs: &[char]| lines.iter().all(|line| line.starts_with(signs));
    if starts(&['—', '―']) {
        return Dashed { speech: true, unsure: false };
    }
    // A question and its answer.
    if asked > 0 {
        return Dashed { speech: true, unsure: asked == lines.len() };
    }
    let cyrillic = lines.iter().any(|line| line.contains(|c| matches!(c, 'а'..='я')));
    let speech = apart || cyrillic || starts(&['–']);
    Dashed { speech, unsure: true }
}

/// Tells of speeches that may be a list, or the other way round.
pub(super) fn doubt(
    at: crate::source::Span,
    count: usize,
    first: &str,
    found: Dashed,
    report: &mut Report,
) {
    if !found.unsure {
        return;
    }
    let (what, help) = match found.speech {
        true => ("speeches", "where it is a list, begin each with `- `"),
        false => (
            "a list",
            "where people speak, begin each with `— `, and an empty line between them",
        ),
    };
    let message = format!(
        "these {count} paragraphs with dashes are taken for {what}: {}",
        short(first)
    );
    report.doubt(at, message, help);
}

/// Makes lists of the paragraphs that were typed as such.
pub(super) fn settle(manuscript: &mut Manuscript, report: &mut Report) {
    let blocks = std::mem::take(&mut manuscript.blocks);
    let mut out: Vec<Block> = Vec::new();
    let mut row = blocks.into_iter().peekable();
    while let Some(block) = row.next() {
        let mut group = vec![block];
        if items(&group[0]).is_some() {
            while let Some(next) =
                row.next_if(|next| items(next).is_some() && goes_on(&group, next))
            {
                group.push(next);
            }
        }
        match list(&group, report) {
            Some(block) => out.push(block),
            None => out.extend(group),
        }
    }
    tell_labels(&out, report);
    manuscript.blocks = out;
}

/// Tells of lines that begin with letters as items do, `a) …` and `b) …`, and of a number that goes on behind them:
/// no list has such signs.
fn tell_labels(blocks: &[Block], report: &mut Report) {
    let label = |block: &Block| {
        let words = plain(block.words()?);
        let bare = words.trim().trim_start_matches('(');
        let first = bare.chars().next().filter(char::is_ascii_alphabetic)?;
        let rest = bare[1..].strip_prefix([')', '.'])?;
        (rest.starts_with(' ') && rest.trim().len() > 1).then_some(first)
    };
    let mut at = 0;
    while at < blocks.len() {
        let row: Vec<char> = blocks[at..].iter().map_while(label).collect();
        let letters = |first: char| (first..).take(row.len()).eq(row.iter().copied());
        if row.len() > 1 && (letters('a') || letters('A')) {
            let quoted = blocks[at].words().map_or(String::new(), |runs| plain(runs));
            let goes_on = blocks.get(at + row.len()).and_then(Block::words);
            let goes_on = goes_on.is_some_and(|runs| {
                matches!(marker(&plain(runs)), Some((Marker::Number(_), _)))
            });
            let more = if goes_on { ", and so does the number behind them" } else { "" };
            let message = format!(
                "these {} lines begin with letters, as items do, and stay paragraphs{more}: {}",
                row.len(),
                short(&quoted)
            );
            let help = "where they are a list, begin each with `1. `, set in where it belongs to an item";
            report.doubt(blocks[at].at, message, help);
        }
        at += row.len().max(1);
    }
}

/// Whether a paragraph begins with the same kind of sign as those above it, or with the next number.
fn goes_on(group: &[Block], next: &Block) -> bool {
    let sign = |line: &Runs| marker(&plain(line)).map(|(sign, _)| sign);
    let last = group.last().and_then(|block| sign(items(block)?.last()?));
    let next = items(next).and_then(|lines| sign(lines.first()?));
    match (last, next) {
        (Some(Marker::Number(last)), Some(Marker::Number(next))) => last + 1 == next,
        (last, next) => last == next,
    }
}

/// Whether lines count 1, 2, 3 with words behind the numbers, and are no days of a month.
fn count_up(lines: &[&str]) -> bool {
    let is_day = |line: &str| {
        let first: Vec<&str> = line.split_whitespace().take(3).collect();
        dates::is_date(first.join(" ").trim_end_matches([':', ',', '.']))
    };
    lines.len() > 1
        && lines.iter().zip(1..).all(|(line, number)| {
            matches!(marker(line), Some((Marker::Number(own), _)) if own == number)
                && !is_day(line)
        })
}

/// The lines of a paragraph of which each begins with a sign.
fn items(block: &Block) -> Option<Vec<Runs>> {
    let Kind::Paragraph(runs) = &block.kind else { return None };
    let mut lines: Vec<Runs> = vec![Vec::new()];
    for run in runs {
        match (run, lines.last_mut()) {
            (Run::Break, _) => lines.push(Vec::new()),
            (run, Some(line)) => line.push(run.clone()),
            (_, None) => {}
        }
    }
    let lines: Vec<Runs> =
        lines.into_iter().map(tidy).filter(|line| !line.is_empty()).collect();
    let begins = |line: &Runs| {
        let Some(Run::Text(text)) = line.first() else { return false };
        let Some((_, start)) = marker(&plain(line)) else { return false };
        // A star alone leads to a note.
        // The sign is one run, so that it can be taken away.
        !text.starts_with('*') && text.is_char_boundary(start) && text.len() >= start
    };
    (!lines.is_empty() && lines.iter().all(begins)).then_some(lines)
}

/// The list that paragraphs are, if they are one.
fn list(group: &[Block], report: &mut Report) -> Option<Block> {
    let lines: Vec<(&Block, Runs)> = group
        .iter()
        .flat_map(|block| {
            items(block).unwrap_or_default().into_iter().map(move |line| (block, line))
        })
        .collect();
    let (first, _) = lines.first()?;
    let at = first.at;
    let texts: Vec<String> = lines.iter().map(|(_, line)| plain(line)).collect();
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let dashes = matches!(marker(texts.first()?), Some((Marker::Dash, _)));
    if dashes {
        if lines.len() < 2 {
            return None;
        }
        let found = dashed(&texts, false);
        doubt(at, lines.len(), texts.first()?, found, report);
        if found.speech {
            return None;
        }
    }
    let numbered = matches!(marker(texts.first()?), Some((Marker::Number(_), _)));
    if numbered && !count_up(&texts) {
        return None;
    }
    let message = match lines.len() {
        1 => "this paragraph is taken for a list of one item".into(),
        count => format!("these {count} lines are taken for a list"),
    };
    report.guess(at, message, "");
    let mut list = Vec::new();
    for (block, mut line) in lines.iter().map(|(block, line)| (*block, line.clone())) {
        let start = marker(&plain(&line)).map_or(0, |(_, start)| start);
        if let Some(Run::Text(text)) = line.first_mut()
            && text.is_char_boundary(start)
        {
            report.cut(block.at, &text[..start], Fate::Markup);
            text.drain(..start);
        }
        list.push(vec![Block::paragraph(tidy(line), block.at)]);
    }
    let span = group.last().map_or(at, |last| at.to(last.at));
    let mut block =
        Block::new(Kind::List { start: numbered.then_some(1), items: list }, span);
    block.id = group.iter().find_map(|block| block.id.clone());
    Some(block)
}

#[cfg(test)]
mod tests {
    use super::{Dashed, count_up, dashed};

    #[test]
    fn numbers_that_count_from_one_are_a_list() {
        assert!(count_up(&["1. a veil", "2. two gloves"]));
        assert!(count_up(&["1) a veil", "2) two gloves"]));
        assert!(!count_up(&["1. a veil"]));
        assert!(!count_up(&["2. a veil", "3. two gloves"]));
        assert!(!count_up(&["1. a veil", "3. two gloves"]));
        assert!(!count_up(&["1. Mai 1950: Regen.", "2. Mai 1950: Wind."]));
    }

    #[test]
    fn speeches_are_told_from_lists() {
        let sure = |speech| Dashed { speech, unsure: false };
        let unsure = |speech| Dashed { speech, unsure: true };
        for (lines, expected) in [
            (["– Was haben Sie gedacht?", "– Gar nichts. Ich war sieben."], sure(true)),
            (["– Et le boulanger ? demandai-je.", "– Mort en 1940."], sure(true)),
            (["- А потом?", "- Потом отец проснулся."], sure(true)),
            (["— Yes.", "— No."], sure(true)),
            (["– Mort en 1940.", "– Je sais."], unsure(true)),
            (["– Who pays?", "– Who decides?"], unsure(true)),
            (["- Bring a veil.", "- Bring two gloves."], unsure(false)),
            (["- a veil", "- two gloves"], sure(false)),
            (["– купить хлеб;", "– сходить в банк."], sure(false)),
            (["– Brot", "– Butter"], sure(false)),
            (["— Πού πας;", "— Στο σπίτι."], sure(true)),
        ] {
            assert_eq!(dashed(&lines, false), expected, "{lines:?}");
        }
    }
}
