//! How a list is laid out: where its entries begin, and what of their lines is neither title nor teaser.

use std::ops::Range;

use super::super::paragraphs::{Paragraph, together, wrapped};
use super::super::pasted::stamp;
use super::super::{dates, names, trailer};
use crate::source::FileId;

/// A title and its teaser.
pub(super) struct Pair {
    pub title: Paragraph,
    /// `None` where the list has none.
    pub teaser: Option<Paragraph>,
    /// Lines of the entry that a list of titles and teasers has no place for.
    pub beside: Vec<Paragraph>,
    /// Paragraphs of the teaser but the first, which are part of it.
    pub more: Vec<Paragraph>,
}

impl Pair {
    fn of(title: Paragraph, teaser: Option<Paragraph>) -> Pair {
        Pair { title, teaser, beside: Vec::new(), more: Vec::new() }
    }
}

type Lines = Vec<Range<usize>>;

/// The pairs of a list whose layout says where they are, and what is to be told of an unusual one; `None`
/// where it does not.
pub(super) fn pairs(
    text: &str,
    file: FileId,
) -> Option<(Vec<Pair>, Option<&'static str>)> {
    let rows = together(text);
    let flat: Lines = rows.iter().flatten().cloned().collect();
    let told = |message| move |pairs| (pairs, Some(message));
    on_lines(text, &flat, file)
        .or_else(|| headed_lines(text, &flat, file))
        .map(told("each line is taken for a title and, behind the sign that all have, its teaser"))
        .or_else(|| {
            crosswise(text, &rows, file)
                .map(told("each title is taken to stand right below the teaser before it"))
        })
        .or_else(|| {
            in_a_row(text, &rows, file)
                .map(told("each second line is taken for the teaser of the line above it"))
        })
        .or_else(|| apart(text, &rows, file).map(|pairs| (pairs, None)))
        .or_else(|| by_gaps(text, &rows, file).map(|pairs| (pairs, None)))
        .or_else(|| by_links(text, &rows, file).map(|pairs| (pairs, None)))
}

/// Signs between a title and its teaser on one line.
const BETWEEN: &[&str] = &["\t", " – ", " — ", " | ", " - ", ": "];

/// Entries of one line each: `Title – teaser.`, or a tab between the two.
fn on_lines(text: &str, lines: &[Range<usize>], file: FileId) -> Option<Vec<Pair>> {
    const LONGEST_TITLE: usize = 100;
    let part = |line: &Range<usize>, sign: &str| {
        let own = &text[line.clone()];
        let at = own.find(sign)?;
        let (title, teaser) = (own[..at].trim(), own[at + sign.len()..].trim());
        let once = sign != "\t" || own.matches(sign).count() == 1;
        let many = lines.len() > 2 && sign != ": ";
        let ends =
            sign == "\t" || many || teaser.ends_with(['.', '!', '?', '…', '”', '"']);
        let fits = once
            && ends
            && !title.is_empty()
            && title.chars().count() <= LONGEST_TITLE
            && (many || teaser.chars().count() > title.chars().count() / 2);
        let start = line.start + at + sign.len();
        let lead = text[start..line.end].len() - text[start..line.end].trim_start().len();
        fits.then(|| (line.start..line.start + title.len(), start + lead..line.end))
    };
    if lines.len() < 2 {
        return None;
    }
    BETWEEN.iter().find_map(|sign| {
        let parts: Option<Vec<_>> = lines.iter().map(|line| part(line, sign)).collect();
        let of = |range: Range<usize>| Paragraph::of(text, &[range], file);
        let pair = |(title, teaser)| Pair::of(of(title), Some(of(teaser)));
        Some(parts?.into_iter().map(pair).collect())
    })
}

/// Such entries below a line that heads them.
fn headed_lines(text: &str, lines: &[Range<usize>], file: FileId) -> Option<Vec<Pair>> {
    const FEWEST: usize = 3;
    const LONGEST_HEAD: usize = 60;
    let (head, rest) = lines.split_first()?;
    let fits = rest.len() >= FEWEST
        && text[head.clone()].chars().count() <= LONGEST_HEAD
        && !ends_sentence(&text[head.clone()]);
    let mut pairs = on_lines(text, rest, file).filter(|_| fits)?;
    pairs.first_mut()?.beside.push(Paragraph::of(text, std::slice::from_ref(head), file));
    Some(pairs)
}

/// An empty line between each title and its teaser, and none before the next title.
fn crosswise(text: &str, rows: &[Lines], file: FileId) -> Option<Vec<Pair>> {
    let [first, inner @ .., last] = rows else { return None };
    let two = |lines: &Lines| lines.len() == 2;
    let fits = first.len() == 1 && last.len() == 1 && inner.len() > 1;
    if !fits || !inner.iter().all(two) || wrapped(text, inner) > 0 {
        return None;
    }
    // Where the second lines end as sentences do and the first do not, each is below its title.
    let ended = |at: usize| {
        let ends = |lines: &&Lines| ends_sentence(&text[lines[at].clone()]);
        inner.iter().filter(ends).count()
    };
    if ended(1) > ended(0) {
        return None;
    }
    let flat: Lines = rows.iter().flatten().cloned().collect();
    let of =
        |range: &Range<usize>| Paragraph::of(text, std::slice::from_ref(range), file);
    Some(
        flat.chunks_exact(2)
            .map(|two| Pair::of(of(&two[0]), Some(of(&two[1]))))
            .collect(),
    )
}

/// Titles and teasers line by line, without empty lines; what stands apart above them heads the list.
fn in_a_row(text: &str, rows: &[Lines], file: FileId) -> Option<Vec<Pair>> {
    let (heads, [long]) = rows.split_at_checked(rows.len().checked_sub(1)?)? else {
        return None;
    };
    let ends = |line: &Range<usize>| ends_sentence(&text[line.clone()]);
    let fits = long.len() > 3
        && long.len() % 2 == 0
        && heads.len() == 1
        && heads[0].len() == 1
        && long.chunks(2).all(|two| ends(&two[1]))
        && wrapped(text, std::slice::from_ref(long)) == 0;
    let of =
        |range: &Range<usize>| Paragraph::of(text, std::slice::from_ref(range), file);
    let mut pairs: Vec<Pair> = long
        .chunks(2)
        .filter(|_| fits)
        .map(|two| Pair::of(of(&two[0]), Some(of(&two[1]))))
        .collect();
    pairs.first_mut()?.beside.push(of(&heads[0][0]));
    Some(pairs)
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', '”', '"'])
}

/// Entries that empty lines part, each with its title on the first line.
fn apart(text: &str, rows: &[Lines], file: FileId) -> Option<Vec<Pair>> {
    let are_together = |lines: &&Lines| lines.len() > 1;
    let count = rows.iter().filter(are_together).count();
    // What stands alone between entries may head some of them.
    let heads = rows.iter().filter(|lines| lines.len() == 1).all(|lines| {
        let own = &text[lines[0].clone()];
        own.split_whitespace().count() <= 3 && !own.ends_with(['.', '!', '?'])
    });
    // So may the first line of all, and the last say what is to be done with the list.
    let inner = rows.get(1..rows.len().saturating_sub(1)).unwrap_or_default();
    let framed = inner.len() > 1 && inner.iter().all(|lines| lines.len() > 1);
    // A title without its teaser stands alone.
    let short = rows.iter().all(|lines| lines.len() <= 2)
        && count > 1
        && count * 2 >= rows.len()
        && wrapped(text, rows) == 0;
    let most = count * 10 >= rows.len() * 7
        || short
        || (heads || framed) && count * 2 > rows.len() && wrapped(text, rows) == 0;
    if rows.len() < 2 || !most {
        return None;
    }
    let of = |lines: &[Range<usize>]| Paragraph::of(text, lines, file);
    let words = |line: &Range<usize>| text[line.clone()].trim();
    let is_entry = |lines: &&Lines| lines.len() > 1 && !is_of_pages(text, lines);
    let long: Vec<&Lines> = rows.iter().filter(is_entry).collect();
    let all = |fits: &dyn Fn(&Lines) -> bool| {
        long.len() > 1 && long.iter().all(|lines| lines.len() > 2 && fits(lines))
    };
    // A name above each title is who wrote it, what stands above several a section; so is a name below it.
    let mut firsts: Vec<&str> = long.iter().map(|lines| words(&lines[0])).collect();
    let shouted = firsts.iter().all(|first| !first.contains(char::is_lowercase));
    firsts.sort_unstable();
    firsts.dedup();
    let beside = |line: &Range<usize>| is_beside(words(line));
    let headed = all(&|lines| names::is_person(words(&lines[0])) && !beside(&lines[1]))
        || all(&|_| true) && (firsts.len() * 2 <= long.len() || shouted);
    let named = all(&|lines| names::is_person(words(&lines[1])));
    let mut pairs: Vec<Pair> = Vec::new();
    // Where all entries have two lines, one of four has lost the empty line in its middle.
    let two = rows.iter().filter(|lines| lines.len() == 2).count();
    let many = rows.iter().filter(|lines| lines.len() > 2).count();
    let halves = rows.iter().flat_map(|lines| match lines.as_slice() {
        [_, teaser, title, last]
            if two > many
                && ends_sentence(&text[teaser.clone()])
                && !text[title.clone()].ends_with('.')
                && ends_sentence(&text[last.clone()]) =>
        {
            vec![&lines[..2], &lines[2..]]
        }
        [..] => vec![lines.as_slice()],
    });
    for lines in halves {
        if is_of_pages(text, lines)
            && let Some(last) = pairs.last_mut()
        {
            last.beside.extend(lines.chunks(1).map(of));
            continue;
        }
        let mut rest = lines.to_vec();
        let mut beside = Vec::new();
        if headed && rest.len() > 2 {
            beside.push(of(&[rest.remove(0)]));
        }
        if named && rest.len() > 2 {
            beside.push(of(&[rest.remove(1)]));
        }
        if let Some(mut pair) = entry(text, &rest, file) {
            pair.beside.splice(0..0, beside);
            pairs.push(pair);
        }
    }
    Some(pairs)
}

/// Whether lines lead to other pages of a list: `1`, `2`, `Next`.
fn is_of_pages(text: &str, lines: &[Range<usize>]) -> bool {
    let number = |words: &str| words.len() <= 3 && words.parse::<u16>().is_ok();
    lines.iter().all(|line| {
        let words = text[line.clone()].trim();
        number(words) || is_more(words)
    })
}

/// One entry of lines that stand together.
fn entry(text: &str, lines: &[Range<usize>], file: FileId) -> Option<Pair> {
    let of = |lines: &[Range<usize>]| Paragraph::of(text, lines, file);
    let words = |line: &Range<usize>| text[line.clone()].trim();
    let mut rest: Lines = lines.to_vec();
    let mut beside = Vec::new();
    if rest.len() > 2 && dates::is_date(words(&rest[0])) {
        beside.push(of(&[rest.remove(0)]));
    }
    while rest.len() > 2 && is_beside(words(&rest[1])) {
        beside.push(of(&[rest.remove(1)]));
    }
    while let [.., _, _, last] = rest.as_slice()
        && (is_beside(words(last)) || is_more(words(last)))
    {
        beside.extend(rest.pop().map(|line| of(&[line])));
    }
    // A title whose teaser is missing.
    if let [_, last] = rest.as_slice()
        && is_more(words(last))
        && trailer::is_furniture(words(last))
    {
        beside.extend(rest.pop().map(|line| of(&[line])));
    }
    let (title, teaser) = rest.split_first()?;
    let teaser = (!teaser.is_empty()).then(|| of(teaser));
    Some(Pair {
        title: of(std::slice::from_ref(title)),
        teaser,
        beside,
        more: Vec::new(),
    })
}

/// Entries of several paragraphs, with more empty lines between them than within.
fn by_gaps(text: &str, rows: &[Lines], file: FileId) -> Option<Vec<Pair>> {
    let gap = |at: usize| {
        let (above, below) = (rows[at - 1].last()?, rows[at].first()?);
        Some(text[above.end..below.start].matches('\n').count())
    };
    let gaps: Vec<usize> = (1..rows.len()).filter_map(gap).collect();
    let (least, widest) = (gaps.iter().min()?, gaps.iter().max()?);
    if widest <= least {
        return None;
    }
    let mut entries: Vec<Vec<&Lines>> = vec![vec![rows.first()?]];
    for (lines, gap) in rows[1..].iter().zip(&gaps) {
        match entries.last_mut() {
            Some(last) if gap == least => last.push(lines),
            Some(_) | None => entries.push(vec![lines]),
        }
    }
    // One or two may have no teaser.
    let paired = entries.iter().filter(|entry| entry.len() > 1).count();
    if paired < 2
        || paired * 3 < entries.len() * 2
        || entries.iter().any(|entry| entry.len() > 4)
    {
        return None;
    }
    let of = |lines: &&Lines| Paragraph::of(text, lines, file);
    let pair = |entry: &Vec<&Lines>| {
        let mut pair = Pair::of(of(&entry[0]), None);
        let mut paragraphs = Vec::new();
        for lines in entry.iter().skip(1) {
            let apart = |line: &&Range<usize>| {
                let words = text[(*line).clone()].trim();
                is_beside(words) || is_more(words)
            };
            let kept = lines.len() - lines.iter().rev().take_while(apart).count();
            pair.beside.extend(
                lines[kept..].chunks(1).map(|line| Paragraph::of(text, line, file)),
            );
            if kept > 0 {
                paragraphs.push(Paragraph::of(text, &lines[..kept], file));
            }
        }
        let mut paragraphs = paragraphs.into_iter();
        pair.teaser = paragraphs.next();
        pair.more = paragraphs.collect();
        pair
    };
    Some(entries.iter().map(pair).collect())
}

/// Entries of paragraphs that a line below each parts: `Read more`.
fn by_links(text: &str, rows: &[Lines], file: FileId) -> Option<Vec<Pair>> {
    const FEWEST: usize = 3;
    const MOST: usize = 4;
    let leads = |lines: &&Lines| match lines.as_slice() {
        [line] => {
            is_more(&text[line.clone()]) && trailer::is_furniture(&text[line.clone()])
        }
        _ => false,
    };
    let links = rows.iter().filter(leads).count();
    let entries: Vec<&[Lines]> = rows.split_inclusive(|lines| leads(&lines)).collect();
    let own = |entry: &&[Lines]| entry.iter().filter(|lines| !leads(lines)).count();
    let whole = entries.iter().filter(|entry| own(entry) > 1).count();
    let fits = entries.iter().all(|entry| (1..=MOST).contains(&own(entry)));
    if links < FEWEST
        || !fits
        || links + 1 < entries.len()
        || whole * 3 < entries.len() * 2
    {
        return None;
    }
    let of = |lines: &Lines| Paragraph::of(text, lines, file);
    let pair = |entry: &&[Lines]| {
        let (first, rest) = entry.split_first()?;
        let mut pair = Pair::of(of(first), None);
        let (beside, teaser): (Vec<&Lines>, Vec<&Lines>) =
            rest.iter().partition(|lines| {
                leads(lines) || lines.len() == 1 && is_beside(&text[lines[0].clone()])
            });
        pair.beside = beside.into_iter().map(of).collect();
        let mut teaser = teaser.into_iter().map(of);
        pair.teaser = teaser.next();
        pair.more = teaser.collect();
        Some(pair)
    };
    entries.iter().map(pair).collect()
}

/// Whether a line says who, when or where, which no list of titles and teasers has a place for.
pub(super) fn is_beside(words: &str) -> bool {
    let signed = names::byline(words)
        .is_some_and(|byline| byline.names.iter().all(|name| names::is_person(name)));
    let address = ["http://", "https://", "www."].iter().any(|it| words.starts_with(it));
    signed
        || address && !words.contains(' ')
        || stamp::pieces(words, &names_in(words)).is_some()
        || names::signed_date(words).is_some()
        || dates::is_date(words)
        || dates::after_lead(words).is_some()
        || signed_and_dated(words)
}

/// `By Ann Author, 3 May 2024`, `Ann Author, 3 May 2024`.
fn signed_and_dated(words: &str) -> bool {
    words.match_indices(", ").any(|(at, _)| {
        let who = &words[..at];
        let named = names::byline(who).is_some() || names::is_person(who);
        named && dates::is_date(&words[at + 2..])
    })
}

/// The names among the pieces of a line.
fn names_in(words: &str) -> Vec<String> {
    let pieces = words.split(['|', '·', '•']).map(str::trim);
    pieces.filter(|piece| names::is_person(piece)).map(str::to_string).collect()
}

/// Whether a line leads from a teaser to its article: `Read more`.
pub(super) fn is_more(words: &str) -> bool {
    let words = words.trim_end_matches(['→', '»', '›', '>', '…', '.', ' ']);
    trailer::is_button(words) || trailer::is_furniture(words)
}
