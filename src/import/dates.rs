//! Dates and datelines in words, as authors write them in the languages we set.

mod words;

use super::letters::small;
use words::{ABOUT, LEADS, LINKS, MONTHS, OF_TIME};

/// A date without the time of day behind it: `3. Mai 2024, 9:15 Uhr`.
pub(super) fn without_time(text: &str) -> &str {
    let is_time = |word: &str| {
        let parts: Vec<&str> = word.split([':', '.', 'h']).collect();
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| {
                (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            })
    };
    let mut rest = text.trim_end();
    let mut timed = false;
    while let Some((before, word)) = rest.rsplit_once([' ', '\u{a0}']) {
        let lower = word.to_lowercase();
        let bare = lower.trim_end_matches(['.', ',']);
        let glued = bare.strip_suffix("am").or(bare.strip_suffix("pm")).unwrap_or(bare);
        match is_time(glued) {
            true if timed => break,
            true => timed = true,
            false if OF_TIME.contains(&bare) => {}
            false => break,
        }
        rest = before.trim_end_matches([' ', '\u{a0}', ',', '-', '–', '|', '·']);
    }
    without_lead(if timed { rest } else { text })
}

/// What is told of a date: the day, and the line that it is of, where that says more.
pub(super) fn told(day: &str, line: &str) -> String {
    let (day, line) = (without_time(day), line.trim());
    match day == line {
        true => day.to_string(),
        false => format!("{day}, of the line “{line}”, of which the rest is left out"),
    }
}

/// A date without the small word before it: `on 3 May 1998`, `am 3. Mai 1998`.
fn without_lead(date: &str) -> &str {
    let date = date.trim_start_matches(['/', '|', ' ']);
    ["on ", "am ", "vom ", "le ", "el ", "em ", "il "]
        .iter()
        .find_map(|lead| date.strip_prefix(lead))
        .unwrap_or(date)
}

/// Whether the whole of a text is a date that has a year: "3 May 1998", "May 1998",
/// "2023-07-09", "9. Juli 2023"; the time of day may stand behind it.
pub(super) fn is_date(text: &str) -> bool {
    let text = without_time(text.trim()).trim_end_matches('.').trim();
    if text.is_empty() || text.chars().count() > 50 {
        return false;
    }
    let words = text.split([' ', ',', '\u{a0}', '.', '/', '-', '–']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let (mut months, mut years, mut days) = (0, 0, 0);
    for word in &words {
        let lower = word.to_lowercase();
        if MONTHS.contains(&lower.as_str()) {
            months += 1;
        } else if let Ok(number) = digits(&lower).parse::<u32>() {
            match number {
                1..=31 => days += 1,
                1000..=2100 if lower.len() == 4 => years += 1,
                _ => return false,
            }
        } else if !LINKS.contains(&lower.as_str()) {
            return false;
        }
    }
    let in_figures = months == 0
        && days == 2
        && words.len() == 3
        && !text.contains(' ')
        && text.contains(['.', '/', '-']);
    years == 1 && ((1..=2).contains(&months) && days <= 2 || in_figures)
}

/// Whether a text is when something was: `1312`, `c. 1500`, `1848–50`, `June 1960`, `1920s`.
pub(super) fn is_time(text: &str) -> bool {
    let text = text.trim();
    let lower = small(text);
    let rest = ABOUT.iter().find_map(|lead| lower.strip_prefix(lead));
    let rest = rest.unwrap_or(&lower).trim_start_matches([' ', '\u{a0}']);
    let is_year = |year: &str| {
        let year = year.trim_end_matches(['s', '?']);
        matches!(year.len(), 3 | 4) && year.bytes().all(|b| b.is_ascii_digit())
    };
    let (first, last) = rest.split_once(['–', '-', '/']).unwrap_or((rest, ""));
    let goes_on = last.is_empty()
        || is_year(last.trim())
        || last.len() == 2 && last.bytes().all(|b| b.is_ascii_digit());
    is_year(first.trim()) && goes_on || is_date(rest)
}

/// A number without the ending of an ordinal.
fn digits(word: &str) -> &str {
    ["st", "nd", "rd", "th", "er", "º", "ª"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word)
}

/// A date after words such as "Published on": where it begins.
pub(super) fn after_lead(text: &str) -> Option<usize> {
    if text.len() > 200 {
        return None;
    }
    let lower = small(text);
    let lead = LEADS
        .iter()
        .filter(|lead| lower.starts_with(**lead))
        .max_by_key(|lead| lead.len())?;
    let rest = text.get(lead.len()..)?;
    let date = rest.trim_start_matches([':', ' ', '\u{a0}']);
    // `Published: 00:01 GMT, 3 May 2018`
    let timed = date.split_once(", ").filter(|(time, _)| {
        time.len() <= 14
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains(':')
    });
    let date = timed.map_or(date, |(_, day)| day);
    (rest.len() > date.len() && is_date(date)).then_some(text.len() - date.len())
}

/// Whether a text is place and date: "Madrid, May 3, 1998."
pub(super) fn is_dateline(text: &str) -> bool {
    let text = text.trim();
    if text.chars().count() > 70 || after_lead(text).is_some() {
        return false;
    }
    text.match_indices([',', ' ']).any(|(at, sign)| {
        let (place, date) = (&text[..at], &text[at + sign.len()..]);
        let linked = date.trim_start().starts_with("on ");
        let date = date.trim_start();
        // `Madrid, a 3 de mayo de 1998`, `Wien, im Mai 1998`
        let date = ["a ", "dnia ", "im ", "den ", "à "]
            .iter()
            .find_map(|lead| date.strip_prefix(lead))
            .unwrap_or(date);
        is_place(place) && is_date(date) && !(sign == " " && linked)
    })
}

/// Whether a text is a day of the year, with the day of the week or without: `Dienstag, 4. Juni`.
pub(super) fn is_day(text: &str) -> bool {
    let words: Vec<&str> =
        text.split([' ', '.', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let month = |word: &&str| MONTHS.contains(&word.to_lowercase().as_str());
    let number = |word: &&str| {
        digits(&word.to_lowercase()).parse::<u8>().is_ok_and(|it| (1..=31).contains(&it))
    };
    let link = |word: &&str| LINKS.contains(&word.to_lowercase().as_str());
    words.iter().filter(|word| month(word)).count() == 1
        && words.iter().filter(|word| number(word)).count() == 1
        && words.iter().all(|word| month(word) || number(word) || link(word))
}

/// Whether a text is place and day without a year: "Barcelona, 12 June".
pub(super) fn is_place_and_day(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 60
        && text
            .split_once(", ")
            .is_some_and(|(place, day)| is_place(place) && is_day(day.trim()))
}

/// Whether a line below a title says when and where a speech was given, or a meeting held: `Delivered at the opening of the hall`.
pub(super) fn is_occasion(words: &str) -> bool {
    const FARTHEST: usize = 5;
    let given = [
        "delivered",
        "given",
        "spoken",
        "held",
        "gehalten",
        "prononcé",
        "prononcée",
        "pronunciado",
        "pronunciada",
        "pronunciato",
        "pronunciata",
    ];
    let link = [
        "by", "at", "to", "in", "on", "before", "am", "von", "vor", "auf", "bei", "beim",
        "zur", "zum", "im", "par", "à", "au", "le", "devant", "lors", "en", "por", "el",
        "ante", "da", "il", "a",
    ];
    let row: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let given = row.windows(2).take(FARTHEST).position(|two| {
        given.contains(&two[0].as_str()) && link.contains(&two[1].as_str())
    });
    given.is_some_and(|at| at == 0 || !words.ends_with(['.', '!', '?', ':']))
}

/// One to six words that begin with capitals, without figures.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small =
        ["de", "del", "la", "el", "am", "an", "der", "sur", "le", "upon", "of", "di"];
    let named = |word: &&str| {
        let word = word.trim_matches([',', '(', ')']);
        let lower = word.to_lowercase();
        small.contains(&word)
            || word.starts_with(char::is_uppercase)
                && !MONTHS.contains(&lower.as_str())
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    (1..=6).contains(&words.len())
        && words.iter().all(named)
        && words.first().is_some_and(|word| {
            word.starts_with(char::is_uppercase)
                && !LINKS.contains(&word.trim_end_matches(',').to_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_in_many_languages() {
        for text in [
            "May 3, 1998",
            "3 May 1998",
            "3rd of May 1998",
            "Monday, 9 July 2023",
            "2023-07-09",
            "9. Juli 2023",
            "9 juillet 2023",
            "1er mai 1968",
            "9 de julio de 2023",
            "9 июля 2023 г.",
            "03/05/1998",
            "May 1998",
            "20 August 1940.",
            "9.7.2023",
            "3. Mai 2024, 9:15 Uhr",
            "May 3, 2024, 9:15 a.m. EDT",
            "Sat 9 Mar 2024 08.00 GMT",
            "12 марта 2024, 10:30",
            "3 maja 2024",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "1998",
            "May we go",
            "3 May",
            "In May 1998 we met",
            "1917-1923",
            "May",
            "1.2 1998",
            "10 to 20",
            "At 10:30 in May",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn datelines_have_a_place() {
        for text in [
            "Madrid, May 3, 1998.",
            "Coyoacán, 4 June 1940",
            "Mexico City, 9 July 2023",
            "New York, N.Y., May 3, 1998",
            "Madrid, a 3 de mayo de 1998.",
            "Warszawa, dnia 3 maja 1998 r.",
            "Wien, im Mai 1998",
            "London May 1998",
            "Prinkipo, 1 января 1930",
        ] {
            assert!(is_dateline(text), "{text}");
        }
        for text in [
            "May 3, 1998",
            "Monday, 9 July 2023",
            "He left Madrid, May 3, 1998",
            "Madrid",
            "Published on 3 May 1998",
            "Signed on 3 May 1998",
        ] {
            assert!(!is_dateline(text), "{text}");
        }
        assert_eq!(after_lead("Published on 3 May 1998"), Some(13));
        assert_eq!(after_lead("Published abroad"), None);
    }
}
