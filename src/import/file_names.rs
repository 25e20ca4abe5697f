//! Names of files from titles: letters from a to z, figures and hyphens, which every system takes.

/// The longest name, without its ending.
const LONGEST: usize = 60;

/// A name from a title; `else_name` where nothing of it can be written.
pub(super) fn slug(title: &str, else_name: &str) -> String {
    let mut out = String::new();
    for c in deunicode::deunicode(title).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\'' | '’' => {}
            _ if out.ends_with('-') || out.is_empty() => {}
            _ => out.push('-'),
        }
    }
    if out.len() > LONGEST {
        let cut =
            out[..LONGEST].rfind('-').filter(|cut| *cut > LONGEST / 2).unwrap_or(LONGEST);
        out.truncate(cut);
    }
    let out = out.trim_end_matches('-').to_string();
    match out.is_empty() || is_reserved(&out) {
        true => else_name.to_string(),
        false => out,
    }
}

/// Names that Windows keeps for itself.
fn is_reserved(name: &str) -> bool {
    let device = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit())
        })
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || device("com") || device("lpt")
}

/// A name that none of those taken has.
pub(super) fn free(name: &str, ending: &str, taken: &[String]) -> String {
    let with = |name: &str| match ending {
        "" => name.to_string(),
        ending => format!("{name}.{ending}"),
    };
    let mut candidate = with(name);
    let mut number = 2;
    while taken.contains(&candidate) {
        candidate = with(&format!("{name}-{number}"));
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_makes_a_name() {
        for (title, name) in [
            ("The House in Coyoacán!", "the-house-in-coyoacan"),
            ("“What Is to Be Done?”", "what-is-to-be-done"),
            ("Дом в Койоакане", "dom-v-koioakane"),
            ("Don't / ../ etc", "dont-etc"),
            ("???", "article"),
            ("CON", "article"),
        ] {
            assert_eq!(slug(title, "article"), name);
        }
        assert!(slug(&"word ".repeat(100), "x").len() <= LONGEST);
        assert_eq!(free("a", "md", &["a.md".into(), "a-2.md".into()]), "a-3.md");
    }
}
