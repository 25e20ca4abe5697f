//! What pages that are XML have and others have not, written as browsers read pages: sections of
//! letters (`<![CDATA[…]]>`), and the part of a document type between brackets.

use std::borrow::Cow;

/// A page whose words all are where a browser finds them; its lines are the same.
pub(super) fn as_page(source: &str) -> Cow<'_, str> {
    let mut end = source.len().min(1024);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let head = &source[..end];
    let is_xml = head.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml")
        || head.contains("http://www.w3.org/1999/xhtml");
    if !is_xml || !source.contains("<![CDATA[") && subset(source).is_none() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    if let Some(range) = subset(source) {
        out.push_str(&source[..range.start]);
        out.extend(source[range.clone()].chars().filter(|c| *c == '\n'));
        rest = &source[range.end..];
    }
    let mut in_program = false;
    while let Some(at) = rest.find("<![CDATA[") {
        let (before, section) = rest.split_at(at);
        let Some(length) = section.find("]]>") else { break };
        out.push_str(before);
        let within = &section["<![CDATA[".len()..length];
        // Of a script or a style nothing is shown, and what reads it knows the signs.
        in_program = ends_in_program(before).unwrap_or(in_program);
        match in_program {
            true => out.push_str(&section[..length + 3]),
            false => {
                let written = within.replace('&', "&amp;").replace('<', "&lt;");
                out.push_str(&written.replace('>', "&gt;"));
            }
        }
        rest = &section[length + 3..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The part between the brackets of a document type, with them.
fn subset(source: &str) -> Option<std::ops::Range<usize>> {
    let start = source.find("<!DOCTYPE").filter(|at| *at < 2000)?;
    let open = start + source[start..].find(['[', '>'])?;
    if !source[open..].starts_with('[') {
        return None;
    }
    let end = open + source[open..].find(']')?;
    source[end + 1..].trim_start().starts_with('>').then_some(open..end + 1)
}

/// Whether a text ends within a script or a style; nothing where neither begins or ends in it.
fn ends_in_program(text: &str) -> Option<bool> {
    let last = |leads: [&str; 2]| leads.iter().filter_map(|lead| text.rfind(lead)).max();
    let (open, close) = (last(["<script", "<style"]), last(["</script", "</style"]));
    (open.is_some() || close.is_some()).then_some(open > close)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_letters_are_letters() {
        let page = "<?xml version=\"1.0\"?>\n<!DOCTYPE html [\n<!ENTITY a \"b\">\n]>\n<script><![CDATA[ if (a < b) ]]></script><p>one <![CDATA[two < three]]></p>";
        let expected = "<?xml version=\"1.0\"?>\n<!DOCTYPE html \n\n>\n<script><![CDATA[ if (a < b) ]]></script><p>one two &lt; three</p>";
        assert_eq!(as_page(page), expected);
        assert_eq!(as_page("<p><![CDATA[a]]>"), "<p><![CDATA[a]]>");
    }
}
