//! Text into XML: escaped, and without the characters that XML cannot hold, nor those that
//! words are not looked up with: soft hyphens and joiners without width.

/// Adds text, fit for content and for attributes in double quotes (XML 1.0, 2.2 and 2.4).
pub(crate) fn push_text(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !SPECIAL[usize::from(byte)] {
            continue;
        }
        let (replacement, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            // The soft hyphen. Readers divide words themselves, and find no word in a
            // dictionary that has one inside.
            0xc2 => match bytes.get(at + 1) {
                Some(0xad) => ("", 2),
                _ => continue,
            },
            // The word joiner, for the same reason; Apple Books draws it as a box.
            0xe2 => match bytes.get(at + 1..at + 3) {
                Some([0x81, 0xa0]) => ("", 3),
                _ => continue,
            },
            // Its older form; U+FFFE and U+FFFF are no characters.
            0xef => match bytes.get(at + 1..at + 3) {
                Some([0xbb, 0xbf] | [0xbf, 0xbe | 0xbf]) => ("", 3),
                _ => continue,
            },
            _ => ("", 1),
        };
        out.push_str(&text[done..at]);
        out.push_str(replacement);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

/// The bytes at which [`push_text`] looks closer.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n');
        byte += 1;
    }
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    table
};

/// The text, escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_text(&mut out, text);
    out
}

/// Adds ` name="value"`.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_text(out, value);
    out.push('"');
}

/// An address as XML and the e-book standards take it: blanks and characters that no
/// address may hold (RFC 3987, 2.2) in percent signs.
pub(crate) fn address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_escaped_and_what_xml_cannot_hold_is_dropped() {
        assert_eq!(escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
        assert_eq!(escaped("\u{0}a\u{1f}\u{fffe}\u{ffff}b c\t"), "ab c\t");
        assert_eq!(escaped("ﬁ “é” © \u{a0}\u{200d}"), "ﬁ “é” © \u{a0}\u{200d}");
        assert_eq!(escaped("so\u{ad}ft\u{ad} a\u{2060}–\u{feff}b"), "soft a–b");
    }
}
