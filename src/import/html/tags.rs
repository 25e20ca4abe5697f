//! The tags of a page before it is parsed.

/// Whether a tag has more attributes than `most`. They are counted by the white space before them, so that
/// long values may count as some; scripts, sheets and comments are passed over.
pub(super) fn is_crowded(text: &str, most: usize) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = find(bytes, at, b'<') {
        at = start + 1;
        if bytes[at..].starts_with(b"!--") {
            at = text[at..].find("-->").map_or(bytes.len(), |end| at + end);
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut quote = None;
        let (mut count, mut last) = (0, 0);
        let begin = at;
        while let Some(byte) = bytes.get(at) {
            match (quote, *byte) {
                (None, b'>') => break,
                (None, b'"' | b'\'') if last == b'=' => quote = Some(*byte),
                (None, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/') => {
                    let next = bytes.get(at + 1);
                    count += usize::from(next.is_some_and(|next| {
                        !next.is_ascii_whitespace() && !matches!(next, b'>' | b'/' | b'=')
                    }));
                }
                (Some(open), byte) if open == byte => quote = None,
                (None | Some(_), _) => {}
            }
            if !byte.is_ascii_whitespace() {
                last = *byte;
            }
            at += 1;
        }
        if count > most {
            return true;
        }
        for name in ["script", "style", "textarea", "title"] {
            let own = bytes.get(begin..begin + name.len());
            if own.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes())) {
                at = end_of(bytes, at, name);
            }
        }
    }
    false
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|own| *own == byte).map(|at| from + at)
}

/// Where an element ends whose words are no tags.
fn end_of(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(start) = find(bytes, at, b'<') {
        at = start + 1;
        let own = bytes.get(at + 1..at + 1 + name.len());
        if bytes.get(at) == Some(&b'/')
            && own.is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_within_tags_alone() {
        let names: String = (0..12).map(|number| format!(" a{number}=1")).collect();
        assert!(is_crowded(&format!("<p>x<p{names}>"), 10));
        assert!(is_crowded(&format!("<p{}>", names.replace(' ', "/")), 10));
        for page in [
            format!("<!--<p{names}>--><p a>x < y{names}"),
            format!("<script>i<n{names}</script><p>"),
            format!("<p title=\"{names}\">"),
            format!("<p it's><b>{names}</b>"),
            format!("<style>a</style><p>{names}"),
        ] {
            assert!(!is_crowded(&page, 10), "{page}");
        }
    }
}
