//! Quotation marks: where what a text begins with is closed.

/// What a text that begins with a quotation mark does with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Opened {
    /// It is closed here: the byte of the closing mark, and one past it.
    Closed(usize, usize),
    /// It is not closed in this text.
    Open,
}

/// The opening mark that a text begins with, and what closes it.
pub(super) fn opener(text: &str) -> Option<(char, &'static [char])> {
    let mark = text.chars().next()?;
    let next = text.chars().nth(1)?;
    let closers: &[char] = match mark {
        '"' => &['"', '”'],
        '“' => &['”', '"', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        // As Swedish books have them, the same on both sides.
        '”' => &['”'],
        '»' => &['«'],
        '‘' => &['’', '\''],
        '‚' => &['‘', '’'],
        '\'' => &['\'', '’'],
        _ => return None,
    };
    if next.is_whitespace() && mark != '«' {
        return None;
    }
    // 'tis, '90s
    if matches!(mark, '\'' | '‘')
        && (next.is_ascii_digit() || elides(&text[mark.len_utf8()..]))
    {
        return None;
    }
    Some((mark, closers))
}

/// Whether a word begins with an apostrophe: 'tis, 't is laat, 's avonds, 'n Haus, 'Ndrangheta.
fn elides(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let behind = rest[word.len()..].chars().next();
    if ["t", "s", "k", "n", "m", "r", "d", "ne", "nen", "ner", "nem"]
        .contains(&word.as_str())
        && behind == Some(' ')
        || word.starts_with("Ndr")
        || word == "O" && rest.starts_with("O sole")
    {
        return true;
    }
    ["tis", "twas", "em", "til", "cause", "bout", "twere"]
        .contains(&word.to_lowercase().as_str())
}

/// Where the mark that `text` begins with is closed, marks within it counted.
pub(super) fn closing(text: &str) -> Option<Opened> {
    let (mark, closers) = opener(text)?;
    let single = matches!(mark, '\'' | '‘' | '‚');
    if mark == '”' {
        let at = text[mark.len_utf8()..].find(mark).map(|at| at + mark.len_utf8());
        return Some(
            at.map_or(Opened::Open, |at| Opened::Closed(at, at + mark.len_utf8())),
        );
    }
    let mut depth = 1_usize;
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    for at in 1..signs.len() {
        let (byte, c) = signs[at];
        let prev = signs[at - 1].1;
        let next = signs.get(at + 1).map_or(' ', |sign| sign.1);
        let opens_here = prev.is_whitespace()
            || matches!(prev, '(' | '[' | '—' | '–' | '“' | '"' | '‘' | '\'' | '«' | '„');
        let same =
            c == mark || single && mark == '\'' && c == '‘' || mark == '"' && c == '“';
        let begins = same && opens_here && !next.is_whitespace() && next != mark;
        if begins && !(mark == '»' || mark == '«' && c == '»') {
            depth += 1;
            continue;
        }
        if !closers.contains(&c) {
            continue;
        }
        // An apostrophe closes nothing.
        let within = prev.is_alphanumeric() && next.is_alphanumeric();
        if within
            || single
                && (prev.is_whitespace()
                    || possessive(&text[byte + c.len_utf8()..], prev))
        {
            continue;
        }
        depth -= 1;
        if depth == 0 {
            return Some(Opened::Closed(byte, byte + c.len_utf8()));
        }
    }
    Some(Opened::Open)
}

/// How far another mark is looked for.
const FARTHEST: usize = 2000;

/// The workers' house: words go on behind the mark and another mark of the kind follows.
fn possessive(rest: &str, prev: char) -> bool {
    let follows =
        |rest: &str| rest.chars().take(FARTHEST).any(|c| matches!(c, '\'' | '’'));
    prev == 's'
        && rest.starts_with(' ')
        && rest[1..].starts_with(char::is_lowercase)
        && follows(rest)
}

/// Whether a text has one closing mark more than it opens, at its end: that of a quotation that
/// began before it.
pub(super) fn closes_at_end(text: &str, closers: &[char]) -> bool {
    let trimmed = text.trim_end_matches(['.', ',', ';']);
    if !trimmed.ends_with(closers) {
        return false;
    }
    let count = |opens: bool| {
        let signs: Vec<char> = trimmed.chars().collect();
        let at = |at: usize| {
            let c = signs[at];
            let start = at == 0
                || signs[at - 1].is_whitespace()
                || matches!(signs[at - 1], '(' | '—');
            let straight = c == '"';
            match opens {
                true => straight && start || matches!(c, '“' | '„' | '«'),
                false => straight && !start || matches!(c, '”' | '»'),
            }
        };
        (0..signs.len()).filter(|i| at(*i)).count()
    };
    count(false) > count(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_opens_with_is_closed_where_it_ends() {
        for (text, inside) in [
            ("\"All is well.\" (Him)", "\"All is well."),
            ("\"He said \"no\" and left.\"", "\"He said \"no\" and left."),
            ("“He said ‘no’.”", "“He said ‘no’."),
            ("'The workers' house isn't far.'", "'The workers' house isn't far."),
            ("«Un «autre» mot.»", "«Un «autre» mot."),
            ("„Ein Wort.“", "„Ein Wort."),
            ("»Ein Wort.« Er", "»Ein Wort."),
            ("\"Yes,\" he said, \"no.\"", "\"Yes,"),
        ] {
            let closed = match closing(text) {
                Some(Opened::Closed(start, _)) => Some(&text[..start]),
                Some(Opened::Open) | None => None,
            };
            assert_eq!(closed, Some(inside), "{text}");
        }
        assert_eq!(closing("\"Never closed, it goes on."), Some(Opened::Open));
        assert_eq!(closing("'Tis the season"), None);
        assert_eq!(closing("No mark"), None);
    }
}
