//! Lines that stand together and stay lines: rows of tables, and lines that begin alike.
//!
//! Told by signs alone, before anything is put together as prose. A run of lines is a table if all
//! have as many cells, parted by bars, tabs, semicolons, commas or wide gaps; and a row of lines if
//! each begins as the one above: `Present: …`, `3.1 …`, `10:00 …`, `a) …`.

mod columns;

use std::ops::Range;

use super::{credit, dates, lines, names, pasted, trailer};
pub(super) use columns::{Columns, Parting};

/// What lines are that stand together.
#[derive(Clone, Debug, Default)]
pub(super) enum Shape {
    /// Prose, verse, or items, as their words tell.
    #[default]
    Words,
    /// Rows of a table.
    Table(Columns),
    /// Lines that begin alike; each row is one or, where it is wrapped, several of them.
    Alike(Vec<Range<usize>>),
    /// A speech that stands right above or below another: a paragraph.
    Apart,
}

/// How a line begins.
#[derive(PartialEq, Eq)]
enum Beginning<'a> {
    /// `Present: …`
    Label(&'a str),
    /// `3.1 …`, `10:00 …`, `13/0421 …`; the token with each number as one `0`.
    Figures(String),
    /// `1612 …`
    Year(u32),
    /// `a) …`, `(a) …`
    Letter(char),
    /// `1184 – …`, `3 May 1954: …`, `c. 1500: …`
    Dated,
    /// `Today – …`, in a row of those.
    Led,
    /// `200 g flour`, `½ lemon`: a short line that is no sentence.
    Quantity,
}

/// The most words before the colon of a label, and its most letters.
const MOST_OF_LABEL: usize = 4;
const LONGEST_LABEL: usize = 40;

/// Lines shorter than this do not go on in the next.
const NARROWEST: usize = 45;

/// Parts lines that stand together by what they are; the ranges cover all of them, in order.
pub(super) fn parts(text: &str, rows: &[Range<usize>]) -> Vec<(Range<usize>, Shape)> {
    let mut out: Vec<(Range<usize>, Shape)> = Vec::new();
    // Where the next line is that may begin a table with wide gaps.
    let mut wide_from = 0;
    let mut at = 0;
    while at < rows.len() {
        if let Some(end) = pasted::letter::head_ends(text, rows, at) {
            let groups = (at..end).map(|row| row..row + 1).collect();
            out.push((at..end, Shape::Alike(groups)));
            at = end;
        } else if let Some((end, table)) = columns::table(text, rows, at, &mut wide_from)
        {
            out.push((at..end, Shape::Table(table)));
            at = end;
        } else if pasted::page::has_edit(&text[rows[at].clone()])
            || parts_pages(text, rows, at)
        {
            out.push((at..at + 1, Shape::Apart));
            at += 1;
        } else if let Some(end) = captions(text, rows, at) {
            out.extend((at..end).map(|row| (row..row + 1, Shape::Apart)));
            at = end;
        } else if let Some((groups, speeches)) = alike(text, rows, at) {
            let end = groups.last().map_or(at + 1, |last| last.end);
            match speeches {
                true => out.extend(groups.into_iter().map(|it| (it, Shape::Apart))),
                false => out.push((at..end, Shape::Alike(groups))),
            }
            at = end;
        } else {
            match out.last_mut() {
                Some((range, Shape::Words)) => range.end = at + 1,
                Some(_) | None => out.push((at..at + 1, Shape::Words)),
            }
            at += 1;
        }
    }
    out
}

/// Whether a line is the number of a page that stands among lines of prose.
fn parts_pages(text: &str, rows: &[Range<usize>], at: usize) -> bool {
    let above = at.checked_sub(1).map(|above| &text[rows[above].clone()]);
    let line = &text[rows[at].clone()];
    let heads = || {
        let next = text[rows[at].end..].trim_start();
        let ended =
            above.is_some_and(|above| above.ends_with(['.', '!', '?', ':', '”', '"']));
        line.chars().count() < NARROWEST
            && pasted::page::is_running_head(line)
            && !ended
            && next.starts_with(char::is_lowercase)
    };
    above.is_some_and(|above| above.chars().count() >= NARROWEST)
        && (pasted::page::is_number(line) || heads())
}

/// Where the lines end, two at least, of which each is a caption with its credit: `The slip, 1950. Photo: A. Sand`.
fn captions(text: &str, rows: &[Range<usize>], at: usize) -> Option<usize> {
    let is_one = |row: &&Range<usize>| {
        let line = &text[(*row).clone()];
        credit::caption(line).is_some_and(|it| !it.words.is_empty())
    };
    let count = rows[at..].iter().take_while(is_one).count();
    (count > 1).then_some(at + count)
}

/// The rows from line `at` on that begin alike, two at least, and whether they are speeches.
fn alike(
    text: &str,
    rows: &[Range<usize>],
    at: usize,
) -> Option<(Vec<Range<usize>>, bool)> {
    let of = |at: usize| &text[rows[at].clone()];
    let first = beginning(of(at))?;
    let mut groups = std::iter::once(at..at + 1).collect::<Vec<_>>();
    let mut labels = Vec::new();
    let mut last = first;
    let mut next = at + 1;
    while next < rows.len() {
        match beginning(of(next)) {
            Some(own) if follows(&last, &own) => {
                if let Beginning::Label(label) = last {
                    labels.push(label);
                }
                groups.push(next..next + 1);
                last = own;
            }
            Some(_) => break,
            // The last has no quantity: `a little oil for the tin`.
            None if last == Beginning::Quantity && is_unmeasured(of(next)) => {
                groups.push(next..next + 1);
            }
            None if goes_on(of(next - 1), of(next)) => {
                if let Some(group) = groups.last_mut() {
                    group.end = next + 1;
                }
            }
            None => break,
        }
        next += 1;
    }
    let fewest = match &last {
        Beginning::Label(label) => {
            labels.push(label);
            2
        }
        Beginning::Figures(_) | Beginning::Letter(_) => 2,
        Beginning::Year(_) | Beginning::Quantity | Beginning::Dated | Beginning::Led => 3,
    };
    if groups.len() < fewest {
        return None;
    }
    let shouted = labels.iter().all(|label| {
        let mut letters = label.chars().filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    });
    let mut known = labels.clone();
    known.sort_unstable();
    known.dedup();
    let speeches = !labels.is_empty() && (shouted || known.len() < labels.len());
    Some((groups, speeches))
}

/// Whether one beginning stands below another in a row.
fn follows(above: &Beginning<'_>, below: &Beginning<'_>) -> bool {
    match (above, below) {
        (Beginning::Label(_), Beginning::Label(_)) => true,
        (Beginning::Figures(one), Beginning::Figures(other)) => one == other,
        (Beginning::Year(one), Beginning::Year(other)) => one <= other,
        (Beginning::Letter(one), Beginning::Letter(other)) => {
            u32::from(*one) + 1 == u32::from(*other)
        }
        (Beginning::Quantity, Beginning::Quantity)
        | (Beginning::Dated, Beginning::Dated | Beginning::Led | Beginning::Year(_))
        | (Beginning::Led | Beginning::Year(_), Beginning::Dated) => true,
        (
            Beginning::Label(_)
            | Beginning::Quantity
            | Beginning::Dated
            | Beginning::Led
            | Beginning::Figures(_)
            | Beginning::Year(_)
            | Beginning::Letter(_),
            _,
        ) => false,
    }
}

/// Whether a line without a beginning of its own goes on with the one above.
fn goes_on(above: &str, line: &str) -> bool {
    let ended = above.ends_with(['.', '!', '?', '…', '"', '”']);
    above.chars().count() >= NARROWEST
        && !lines::begins_item(line)
        && (line.starts_with(char::is_lowercase) || !ended)
}

fn beginning(line: &str) -> Option<Beginning<'_>> {
    if lines::begins_item(line) {
        return None;
    }
    dated(line)
        .or_else(|| figures(line))
        .or_else(|| letter(line))
        .or_else(|| label(line).map(Beginning::Label))
        .or_else(|| is_quantity(line).then_some(Beginning::Quantity))
}

/// Whether a line begins with a year or a date and a dash, or with a word or two and a dash.
fn dated(line: &str) -> Option<Beginning<'_>> {
    const LONGEST: usize = 30;
    let at =
        [" – ", " — ", " - ", ": "].iter().filter_map(|dash| line.find(dash)).min()?;
    let lead = &line[..at];
    if line[at..].starts_with(':') {
        return dates::is_time(lead).then_some(Beginning::Dated);
    }
    let year =
        lead.split(|c: char| !c.is_ascii_digit()).any(|it| matches!(it.len(), 3 | 4));
    let short = lead.chars().count() <= LONGEST && lead.split_whitespace().count() <= 4;
    let begins = lead.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
    let sound = lead.chars().all(|c| c.is_alphanumeric() || " .,–-’'".contains(c));
    let worded = lead.split_whitespace().count() <= 2
        && lead.chars().all(|c| c.is_alphabetic() || c == ' ');
    match short && begins && sound {
        true if year => Some(Beginning::Dated),
        true if worded => Some(Beginning::Led),
        true | false => None,
    }
}

/// Whether a line is how much there is of something: short, and no sentence.
fn is_quantity(line: &str) -> bool {
    const LONGEST: usize = 48;
    let is_figure =
        |c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '⅛');
    let rest = line.trim_start_matches(|c| is_figure(c) || matches!(c, '/' | '–' | '-'));
    line.starts_with(is_figure)
        && rest.starts_with(|c: char| c.is_whitespace() || c.is_lowercase())
        && rest.chars().any(char::is_alphabetic)
        && line.chars().count() <= LONGEST
        && !line.ends_with(['.', '!', '?', ':', ';', ','])
        && !dates::is_date(line)
}

/// Whether a line below quantities may be one more thing that is needed: short, in small letters, and no sentence.
fn is_unmeasured(line: &str) -> bool {
    const LONGEST: usize = 48;
    line.starts_with(char::is_lowercase)
        && line.chars().count() <= LONGEST
        && !line.ends_with(['.', '!', '?', ':', ';', ','])
}

fn figures(line: &str) -> Option<Beginning<'_>> {
    let (token, rest) = line.split_once([' ', '\t', '\u{a0}'])?;
    if rest.trim().is_empty() || token.len() > 14 {
        return None;
    }
    // `2-3 tbsp sugar`
    let spell = token.split_once(['-', '–']).is_some_and(|(from, to)| {
        [from, to].iter().all(|it| {
            (1..=2).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit())
        })
    });
    if spell && is_quantity(line) {
        return None;
    }
    let bare = token.trim_end_matches(['.', ':']);
    if bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
        let year = bare.parse().ok().filter(|year| (1000..2200).contains(year));
        return year.map(Beginning::Year);
    }
    let is_sign = |c: char| matches!(c, '.' | ':' | '/' | '-' | '–' | 'h');
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let sound = bare.chars().all(|c| c.is_ascii_digit() || is_sign(c))
        && bare.contains(is_sign)
        && digits(bare.chars().next())
        && digits(bare.chars().next_back());
    if !sound {
        return None;
    }
    let mut form = String::new();
    for c in bare.chars() {
        match c.is_ascii_digit() {
            true if form.ends_with('0') => {}
            true => form.push('0'),
            false => form.push(c),
        }
    }
    Some(Beginning::Figures(form))
}

fn letter(line: &str) -> Option<Beginning<'_>> {
    let bare = line.strip_prefix('(').unwrap_or(line);
    let mut signs = bare.chars();
    let letter = signs.next().filter(|c| c.is_lowercase())?;
    let rest = signs.as_str().strip_prefix(')')?;
    (rest.starts_with(' ') && !rest.trim().is_empty())
        .then_some(Beginning::Letter(letter))
}

/// The label that a line begins with; what the head and the end of an article have is none.
fn label(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(':')?;
    let fits = label.chars().count() <= LONGEST_LABEL
        && label.split_whitespace().count() <= MOST_OF_LABEL
        && label.starts_with(char::is_uppercase)
        && !label.contains([',', ';', '!', '?', '"', '“', '”', '«', '»'])
        && rest.starts_with([' ', '\t', '\u{a0}'])
        && !rest.trim().is_empty();
    let told = || {
        names::byline(line).is_some()
            || credit::credit(line).is_some_and(|(end, _)| end == 0)
            || dates::after_lead(line).is_some()
            || pasted::stamp::pieces(line, &[]).is_some()
            || trailer::is_labelled(line)
            || trailer::is_button(line)
    };
    (fits && !told()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            rows.push(start..start + line.len());
            start += line.len() + 1;
        }
        let name = |shape: &Shape| match shape {
            Shape::Words => "words".to_string(),
            Shape::Table(table) => {
                let row = |row: &Vec<Range<usize>>| {
                    let cells: Vec<&str> =
                        row.iter().map(|cell| &text[cell.clone()]).collect();
                    cells.join("|")
                };
                let head = if table.head { "head " } else { "" };
                let rows: Vec<String> = table.rows.iter().map(row).collect();
                format!("table {head}{}", rows.join(" / "))
            }
            Shape::Alike(groups) => format!("alike {}", groups.len()),
            Shape::Apart => "apart".to_string(),
        };
        let parts = parts(text, &rows).into_iter();
        parts.map(|(range, shape)| format!("{range:?} {}", name(&shape))).collect()
    }

    #[test]
    fn rows_are_told_from_words() {
        for (text, expected) in [
            (
                "Year    Spring    Summer\n1901    4.2       6.1",
                &["0..2 table Year|Spring|Summer / 1901|4.2|6.1"][..],
            ),
            (
                "The table.\n| Year | Snow |\n|------|-----:|\n| 1901 | 3 |",
                &["0..1 words", "1..4 table head Year|Snow / 1901|3"],
            ),
            (
                "Name;Born;Died\nFinch, Ada;1888;1961",
                &["0..2 table Name|Born|Died / Finch, Ada|1888|1961"],
            ),
            ("a\tb\nc\td\nwords", &["0..2 table a|b / c|d", "2..3 words"]),
            (
                "        Spring  Summer\n1901    4.2     6.1\n1902            7.7",
                &["0..3 table |Spring|Summer / 1901|4.2|6.1 / 1902||7.7"],
            ),
            ("He went home.  She stayed.\nIt rained.  It snowed.", &["0..2 words"]),
            (
                "The  harbour was  dug in 1812  by men who\nhad  nothing better to  do and  left it so",
                &["0..2 words"],
            ),
            (
                "Present: A. Moss\nApologies: T. Dunn\nIn attendance: 4 members",
                &["0..3 alike 3"],
            ),
            ("ANNA: Well?\nTOM: No.", &["0..1 apart", "1..2 apart"]),
            ("3.1 The bench.\n3.2 The dogs.", &["0..2 alike 2"]),
            ("10:00 Doors\n10:30 A talk", &["0..2 alike 2"]),
            (
                "1184 – A charter.\n1940–45 – A range.\n3 May 1954 – The last.\nToday – Bombs.",
                &["0..4 alike 4"],
            ),
            ("200 g flour\n½ lemon, grated\n2 eggs", &["0..3 alike 3"]),
            ("3 May 1998\n4 May 1998\n5 May 1998", &["0..3 words"]),
            ("By: Ann Hill\nPhotos: Tom Rook", &["0..2 words"]),
            ("He had one wish: to go.\nShe had none.", &["0..2 words"]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
