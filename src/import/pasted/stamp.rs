//! The line below a title in which a page says when and by whom: `Interview by A. Author | Published:
//! 9 July 2019 | 5 min read`, `Posted on 17 April 2020 by admin`.

use std::ops::Range;

use super::super::letters::small;
use super::super::{credit, dates, names, trailer};

/// What a piece of such a line is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in super::super) enum Piece {
    By(names::Byline),
    /// A date, without the words before it.
    Date(String),
    /// Who made the pictures.
    Pictures,
    /// What matters on the page alone.
    Other,
}

/// The longest such line.
const LONGEST: usize = 200;

/// The pieces of a line, and where they stand; `None` if there is one that is nothing of the kind,
/// or nothing but a plain byline or date. Of `authors` is known that they wrote the text.
pub(in super::super) fn pieces(
    line: &str,
    authors: &[String],
) -> Option<Vec<(Range<usize>, Piece)>> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let mut out = Vec::new();
    // What a page files an article under, and names without a lead: beside a date alone.
    let mut unknown: Vec<Range<usize>> = Vec::new();
    for range in parted(line) {
        let words = &line[range.clone()];
        let start = match dates::is_date(words) {
            true => Some(0),
            false => dates::after_lead(words),
        };
        if trailer::is_button(words)
            || is_reading_time(words)
            || is_account(words)
            || is_count(words)
            || words == "Follow"
            || is_clock(words)
            || words.strip_prefix("in ").is_some_and(is_section)
        {
            out.push((range, Piece::Other));
        } else if let Some(start) = start {
            out.push((range, Piece::Date(words[start..].to_string())));
        } else if let Some(byline) = names::byline(words) {
            out.push((range, Piece::By(byline)));
        } else if names::and_pictures(words) == Some(0)
            || credit::credit(words).is_some_and(|(end, who)| {
                end == 0 && names::people(words[who].trim()).is_some()
            })
        {
            out.push((range, Piece::Pictures));
        } else if let Some(name) = authors.iter().find(|name| *name == words) {
            let names = vec![name.clone()];
            let byline =
                names::Byline { names, translator: false, date: None, from: None };
            out.push((range, Piece::By(byline)));
        } else {
            unknown.push(range);
        }
    }
    for range in unknown {
        let words = &line[range.clone()];
        let dated = out.iter().any(|(_, piece)| matches!(piece, Piece::Date(_)));
        let signed = out.iter().any(|(_, piece)| matches!(piece, Piece::By(_)));
        let persons = names::people(words)
            .filter(|names| names.iter().all(|name| names::is_person(name)));
        match persons {
            _ if !dated => return None,
            Some(names) if !signed && range.start == 0 => {
                let byline =
                    names::Byline { names, translator: false, date: None, from: None };
                out.insert(0, (range, Piece::By(byline)));
            }
            Some(_) | None if signed && is_section(words) => {
                out.push((range, Piece::Other));
            }
            Some(_) | None => return None,
        }
    }
    out.sort_by_key(|(range, _)| range.start);
    let kept = out.iter().filter(|(_, piece)| *piece != Piece::Other).count();
    let pictures = out.iter().filter(|(_, piece)| *piece == Piece::Pictures).count();
    let plain = out.len() == 1 && kept == 1 || pictures == kept && pictures > 0;
    (!plain && !out.is_empty()).then_some(out)
}

/// The pieces between strokes and points, and `DATE by NAME` in two.
fn parted(line: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    // A second date stands behind a comma: `Publié le 3 mai, mis à jour le 4 mai`.
    let dated = |behind: usize| dates::after_lead(line[behind..].trim_start()).is_some();
    let strokes = line
        .match_indices(['|', '·', '•', ',', '–', '-', '—'])
        .filter(|(at, sign)| matches!(*sign, "|" | "·" | "•") || dated(at + sign.len()));
    for (at, sign) in strokes.chain([(line.len(), "")]) {
        let piece = &line[start..at];
        let lower = small(piece);
        let by = [" by ", " von ", " por ", " par "]
            .iter()
            .filter_map(|by| lower.find(by))
            .find(|by| {
                piece.get(..*by).is_some_and(|date| {
                    dates::is_date(date) || dates::after_lead(date.trim()).is_some()
                })
            });
        // `Mar 4, 2021 3 min read`
        let read = || {
            piece.match_indices(' ').map(|(at, _)| at).find(|at| {
                dates::is_date(piece[..*at].trim())
                    && is_reading_time(piece[*at..].trim())
            })
        };
        // `May 22, 2016 Updated 6:14 p.m. ET`
        let changed =
            || lower.find(" updated ").filter(|at| dates::is_date(piece[..*at].trim()));
        let cut = by.or_else(read).or_else(changed).map_or(at, |by| start + by);
        let invited =
            [" leave a comment", " leave a reply", " no comments", " add a comment"]
                .iter()
                .find(|words| lower.trim_end().ends_with(*words))
                .map_or(at, |words| start + lower.trim_end().len() - words.len());
        let invited = invited.max(cut);
        // `By Ann Hill on 3 May 1998 in Essays, History`
        let filed = lower.find(" in ").map(|filed| start + filed).filter(|filed| {
            let before = &line[start..*filed];
            let dated = |words: &str| {
                dates::is_date(words.trim()) || dates::after_lead(words.trim()).is_some()
            };
            *filed < invited
                && is_section(line[filed + " in ".len()..invited].trim())
                && (dated(before)
                    || line.get(cut..*filed).is_some_and(dated)
                    || names::byline(before).is_some_and(|byline| byline.date.is_some()))
        });
        let mut cuts = [start, cut, filed.unwrap_or(cut), invited, at];
        cuts.sort_unstable();
        out.extend(cuts.windows(2).map(|two| two[0]..two[1]));
        start = at + sign.len();
    }
    out.into_iter()
        .map(|range| {
            let words = &line[range.clone()];
            let lead = words.len() - words.trim_start().len();
            range.start + lead..range.start + lead + words.trim().len()
        })
        .filter(|range| !range.is_empty())
        .collect()
}

/// Whether words may be what a page files an article under: `Culture`.
fn is_section(words: &str) -> bool {
    words.split_whitespace().count() <= 3
        && words.starts_with(char::is_uppercase)
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | ','))
}

/// A time of day alone: `6:14pm`, `Updated 6:14 p.m. ET`.
fn is_clock(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.strip_prefix("updated ").unwrap_or(&lower);
    let mut parts = bare.split_whitespace();
    let first = parts.next().unwrap_or("");
    let time = first.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let timed = time.split_once(':').is_some_and(|(hour, minute)| {
        [hour, minute].iter().all(|it| {
            (1..=2).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit())
        })
    });
    timed
        && parts.all(|it| it.chars().all(|c| c.is_alphabetic() || c == '.'))
        && bare.len() <= 16
}

/// `5 min read`, `Reading time: 5 minutes`.
fn is_reading_time(words: &str) -> bool {
    let lower = words.to_lowercase();
    // As the reading view of browsers says it: `7–9 minutes`.
    let spell = lower.strip_suffix(" minutes").or(lower.strip_suffix(" minuten"));
    if spell.and_then(|it| it.split_once(['–', '-'])).is_some_and(|(from, to)| {
        [from, to]
            .iter()
            .all(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit()))
    }) {
        return true;
    }
    let mut numbers = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()));
    let number = numbers.next().is_some_and(|number| number.len() <= 3);
    let leads = [
        "reading time",
        "lesezeit",
        "leestijd",
        "lästid",
        "læsetid",
        "tempo di lettura",
        "tempo de leitura",
        "tiempo de lectura",
        "temps de lecture",
        "czas czytania",
        "время чтения",
    ];
    number
        && numbers.next().is_none()
        && (lower.starts_with(|c: char| c.is_ascii_digit())
            || lower.contains(':')
            || leads.iter().any(|lead| lower.starts_with(lead)))
        && lower.split_whitespace().count() <= 6
        && ["min", "мин"].iter().any(|word| lower.contains(word))
        && [
            "read",
            "lese",
            "lees",
            "läs",
            "lectura",
            "lecture",
            "lettura",
            "leitura",
            "czyt",
            "чтени",
        ]
        .iter()
        .any(|word| lower.contains(word))
}

/// `12 comments`, `1,204 views`.
fn is_count(words: &str) -> bool {
    let Some((number, what)) = words.rsplit_once(' ') else { return false };
    let what = what.to_lowercase();
    let number = number.to_lowercase();
    let counts = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        || ["no", "keine", "sin", "aucun", "нет"].contains(&number.as_str());
    counts
        && [
            "comment",
            "comments",
            "kommentar",
            "kommentare",
            "comentario",
            "comentarios",
            "commentaire",
            "commentaires",
            "commenti",
            "комментариев",
            "комментария",
            "views",
            "shares",
            "likes",
            "replies",
            "responses",
        ]
        .contains(&what.as_str())
}

/// `by admin`, which is no author.
fn is_account(words: &str) -> bool {
    let lower = words.to_lowercase();
    let name =
        ["by ", "von ", "por ", "par "].iter().find_map(|by| lower.strip_prefix(by));
    let accounts =
        ["admin", "administrator", "editor", "webmaster", "staff", "redaktion"];
    name.is_some_and(|name| accounts.contains(&name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_pages_are_read_piece_by_piece() {
        let told = |line: &str| {
            let kinds =
                pieces(line, &["Ann Hill".into()])?.into_iter().map(|(range, piece)| {
                    match piece {
                        Piece::By(byline) => format!("by {}", byline.names.join(", ")),
                        Piece::Date(date) => date,
                        Piece::Pictures => format!("pictures {}", &line[range]),
                        Piece::Other => format!("({})", &line[range]),
                    }
                });
            Some(kinds.collect::<Vec<_>>().join("; "))
        };
        for (line, expected) in [
            (
                "Interview by Sunniva Dahl | Published: 9 July 2019 | Updated: 12 July 2019",
                "by Sunniva Dahl; 9 July 2019; 12 July 2019",
            ),
            ("Posted on 17 April 2020 by admin", "17 April 2020; (by admin)"),
            ("5 min read", "(5 min read)"),
            (
                "By Ann Hill | 3 May 1998 | 12 comments",
                "by Ann Hill; 3 May 1998; (12 comments)",
            ),
            ("By Ann Author · 3 May 1998 · Share", "by Ann Author; 3 May 1998; (Share)"),
            ("By Ann Hill | 3 May 2024 | Culture", "by Ann Hill; 3 May 2024; (Culture)"),
            (
                "Ann Hill and Tom Rook | 3. Mai 2024, 9:15 Uhr | 5 min read",
                "by Ann Hill, Tom Rook; 3. Mai 2024, 9:15 Uhr; (5 min read)",
            ),
            ("Leestijd 4 minuten", "(Leestijd 4 minuten)"),
            ("7–9 minutes", "(7–9 minutes)"),
            (
                "By Tom Rook on 12 March 2024 in Essays, History",
                "by Tom Rook; (in Essays, History)",
            ),
            (
                "Text: Ann Hill | Illustration: Ada Finch | 12. März 2024",
                "by Ann Hill; pictures Illustration: Ada Finch; 12. März 2024",
            ),
            (
                "Publié le 12 mars 2024 à 6h00 – Mis à jour le 13 mars 2024 à 10h12",
                "12 mars 2024 à 6h00; 13 mars 2024 à 10h12",
            ),
            ("Mar 4, 2021 3 min read", "Mar 4, 2021; (3 min read)"),
            ("Ann Hill · Follow", "by Ann Hill; (Follow)"),
            (
                "Posted on May 3, 1998 by Ann Author Leave a comment",
                "May 3, 1998; by Ann Author; (Leave a comment)",
            ),
        ] {
            assert_eq!(told(line).as_deref(), Some(expected), "{line}");
        }
        for line in ["By Ann Author", "3 May 1998", "The read was 5 min", "War | Peace"] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
