//! Our own stylesheet, read again rule by rule.

/// A rule of a stylesheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rule<'a> {
    /// A rule that begins with `@`, whole.
    At(&'a str),
    /// Selectors, and declarations without their braces.
    Style(&'a str, &'a str),
}

/// The rules of a stylesheet in order.
pub(super) fn rules(css: &str) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    let mut rest = css.trim_start();
    while !rest.is_empty() {
        let end = end(rest);
        let (rule, after) = rest.split_at(end);
        rest = after.trim_start();
        if rule.starts_with('@') {
            rules.push(Rule::At(rule));
        } else if let Some((selectors, body)) = rule.split_once('{') {
            let body = body.trim_end_matches('}').trim();
            rules.push(Rule::Style(selectors.trim(), body));
        }
    }
    rules
}

/// The byte behind a rule: behind the brace that closes its first one.
fn end(css: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0u32, false, false);
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    css.len()
}

/// What stands between a separator, but not inside quotes or brackets.
pub(super) fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0u32, false, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A stylesheet without rules that begin with `@`, those for fonts apart.
pub(super) fn without_conditions(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for rule in rules(css) {
        match rule {
            Rule::At(rule) if rule.starts_with("@font-face") => {
                out.push_str(rule);
                out.push('\n');
            }
            Rule::At(_) => {}
            Rule::Style(selectors, body) => {
                out.push_str(&format!("{selectors} {{ {body} }}\n"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_apart() {
        let css = "@font-face { src: url(\"a}b\"); }\np, q:not(a, b) { margin: 0;\n x: \"\\\"}\"; }\n\
            @media all { p { margin: 1em; } }\n.\\32 \\.a { color: red; }\n";
        let found = rules(css);
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], Rule::At("@font-face { src: url(\"a}b\"); }"));
        assert_eq!(found[1], Rule::Style("p, q:not(a, b)", "margin: 0;\n x: \"\\\"}\";"));
        assert_eq!(found[2], Rule::At("@media all { p { margin: 1em; } }"));
        assert_eq!(split("p, q:not(a, b)", ','), ["p", "q:not(a, b)"]);
        let plain = without_conditions(css);
        assert!(!plain.contains("@media") && plain.contains("@font-face"), "{plain}");
    }
}
