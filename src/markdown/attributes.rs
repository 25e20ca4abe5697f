//! Attributes in braces: `{#id .class key=value key="several words" flag}`.
//!
//! Syntax only; what an attribute means, and whether it is known, others decide.

use std::ops::Range;

/// How far a group of attributes may reach: enough for a long credit line, and a bound
/// on the work that `]{]{]{…` can ask for.
const LONGEST: usize = 4096;

/// One group of attributes. Ranges are bytes of the text that was parsed.
#[derive(Debug, Default, Clone)]
pub(super) struct Attributes {
    /// `#id`, the first one stated; another is a key without a meaning.
    pub id: Option<(String, Range<usize>)>,
    /// `.class`, in order.
    pub classes: Vec<(String, Range<usize>)>,
    /// `key=value` and `flag`, in order.
    pub keys: Vec<Key>,
    /// Where the group ends, one past the closing brace.
    pub end: usize,
}

/// `key=value`, or a flag.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The name.
    pub name: String,
    /// Where the value stands, without its quotes; `None` for a flag.
    pub value: Option<Range<usize>>,
    /// Where the whole stands.
    pub range: Range<usize>,
}

impl Attributes {
    /// Whether there is more than flags: braces with a lone word may be text.
    pub fn states_something(&self) -> bool {
        let valued = self.keys.iter().any(|key| key.value.is_some());
        self.id.is_some() || !self.classes.is_empty() || valued
    }

    /// Takes in a group that stands directly before this one.
    pub fn join(&mut self, mut before: Attributes) {
        if let (Some((id, range)), Some(_)) = (&self.id, &before.id) {
            let name = format!("#{id}");
            before.keys.push(Key { name, value: None, range: range.clone() });
        }
        self.id = before.id.or(self.id.take());
        before.classes.append(&mut self.classes);
        before.keys.append(&mut self.keys);
        (self.classes, self.keys) = (before.classes, before.keys);
    }

    /// Takes a key out, by the first of its names that is there.
    pub fn take(&mut self, names: &[&str]) -> Option<Key> {
        let at = self.keys.iter().position(|key| names.contains(&key.name.as_str()))?;
        Some(self.keys.remove(at))
    }

    /// Takes a class out, by any of its names.
    pub fn take_class(&mut self, names: &[&str]) -> bool {
        let at = self.classes.iter().position(|c| names.contains(&c.0.as_str()));
        at.map(|at| self.classes.remove(at)).is_some()
    }
}

/// Reads the attributes that open at byte `open` of `text`, where a `{` stands; `None`
/// if what stands there is no group of attributes.
pub(super) fn parse(text: &str, open: usize) -> Option<Attributes> {
    let bytes = text.as_bytes();
    if bytes.get(open) != Some(&b'{') {
        return None;
    }
    let limit = bytes.len().min(open + LONGEST);
    let mut found = Attributes::default();
    let mut at = open + 1;
    loop {
        while at < limit && matches!(bytes[at], b' ' | b'\t') {
            at += 1;
        }
        if at >= limit {
            return None;
        }
        let start = at;
        match bytes[at] {
            b'}' => {
                found.end = at + 1;
                let some = found.id.is_some()
                    || !found.classes.is_empty()
                    || !found.keys.is_empty();
                return some.then_some(found);
            }
            sign @ (b'#' | b'.') => {
                at = name_end(text, at + 1, limit);
                if at == start + 1 {
                    return None;
                }
                let name = (text[start + 1..at].to_string(), start..at);
                match sign {
                    b'#' if found.id.is_none() => found.id = Some(name),
                    // One id is enough; the next has no meaning.
                    b'#' => found.keys.push(Key {
                        name: format!("#{}", name.0),
                        value: None,
                        range: name.1,
                    }),
                    _ => found.classes.push(name),
                }
            }
            byte if byte.is_ascii_alphabetic() => {
                at = name_end(text, at, limit);
                let name = text[start..at].to_string();
                let mut value = None;
                if bytes.get(at) == Some(&b'=') {
                    let (range, after) = value_at(text, at + 1, limit)?;
                    value = Some(range);
                    at = after;
                }
                found.keys.push(Key { name, value, range: start..at });
            }
            _ => return None,
        }
        if at >= limit || !matches!(bytes[at], b' ' | b'\t' | b'}') {
            return None;
        }
    }
}

/// Where the attributes of a picture that ends at byte `end` may open: directly behind it,
/// or on the next line, which they then fill.
pub(super) fn behind_picture(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let next = rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n');
    let open =
        next.map(|next| text.len() - next.trim_start_matches([' ', '\t', '>']).len());
    let fills = |open: &usize| {
        let found = parse(text, *open).filter(Attributes::states_something);
        let after = found.and_then(|found| text[found.end..].lines().next());
        after.is_some_and(|after| after.trim().is_empty())
    };
    open.filter(fills).unwrap_or(end)
}

/// Where a `{` at byte `open` stands that begins no group of attributes, with what it
/// holds: up to its `}`, or to the end of its line.
pub(super) fn malformed(text: &str, open: usize) -> Option<Range<usize>> {
    if !text.get(open..)?.starts_with('{') || parse(text, open).is_some() {
        return None;
    }
    let end = text[open..]
        .char_indices()
        .find(|&(i, c)| matches!(c, '}' | '\n') || i >= LONGEST)
        .map_or(text.len(), |(i, c)| open + i + usize::from(c == '}'));
    Some(open..end)
}

fn name_end(text: &str, from: usize, limit: usize) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    text[from..]
        .char_indices()
        .find(|&(i, c)| !is_name(c) || from + i >= limit)
        .map_or(text.len(), |(i, _)| from + i)
}

/// The value's range and where it ends with its quotes. Curly quotes, which word
/// processors put there unasked, are as good as straight ones.
fn value_at(text: &str, from: usize, limit: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[from..];
    let close: &[char] = match rest.chars().next()? {
        '"' => &['"'],
        '\'' => &['\''],
        '“' | '”' => &['”'],
        '„' => &['“', '”'],
        _ => {
            let end = rest
                .char_indices()
                .find(|&(i, c)| c.is_whitespace() || c == '}' || from + i >= limit)
                .map_or(text.len(), |(i, _)| from + i);
            return (end > from).then_some((from..end, end));
        }
    };
    let start = from + rest.chars().next()?.len_utf8();
    let mut escaped = false;
    for (i, c) in text[start..].char_indices() {
        let at = start + i;
        if c == '\n' || at >= limit {
            return None;
        }
        if close.contains(&c) && !escaped {
            return Some((start..at, at + c.len_utf8()));
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_classes_keys_and_flags_are_read() {
        let text = r#"x{#a-1 .wide lang=es title="A \"b\" c" pending}y"#;
        let found = parse(text, 1).expect("attributes");
        assert_eq!(found.id.expect("an id").0, "a-1");
        assert_eq!(found.classes[0].0, "wide");
        let values: Vec<_> = found
            .keys
            .iter()
            .map(|k| (k.name.as_str(), k.value.clone().map(|r| &text[r])))
            .collect();
        let expected =
            [("lang", Some("es")), ("title", Some(r#"A \"b\" c"#)), ("pending", None)];
        assert_eq!(values, expected);
        assert_eq!(&text[found.end..], "y");
    }

    #[test]
    fn the_quotes_of_word_processors_close_values() {
        for text in ["{title=„Das Haus“}", "{title=„A ház”}", "{title=“The house”}"]
        {
            let found = parse(text, 0).expect("attributes");
            let value = found.keys[0].value.clone().expect("a value");
            assert!(!text[value].contains(['„', '“', '”']), "{text}");
        }
    }

    #[test]
    fn other_braces_are_text() {
        for text in ["{}", "{ }", "{a b", "{1}", "{a=}", "{\"x\"}", "{a}b}"] {
            let found = parse(text, 0);
            assert!(found.is_none() || text == "{a}b}", "{text}");
        }
    }

    #[test]
    fn what_is_no_group_is_found_whole() {
        for (text, expected) in [
            ("{title=\"Say \"x\" now\"} y", Some(0..21)),
            ("{lang=\"fr\nx", Some(0..9)),
            ("{a=1}", None),
            ("a", None),
        ] {
            assert_eq!(malformed(text, 0), expected, "{text}");
        }
    }
}
