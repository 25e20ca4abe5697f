//! Licences that are known by name, and where they stand.

/// The address of a licence: it is one, or its name is that of a licence of Creative Commons, such
/// as `CC BY-SA 4.0`.
pub fn licence_address(licence: &str) -> Option<String> {
    let licence = licence.trim();
    if licence.starts_with("https://") || licence.starts_with("http://") {
        let is_one = !licence.contains(char::is_whitespace);
        return super::address(licence).ok().filter(|_| is_one).map(|found| found.href);
    }
    let name = licence.to_lowercase().replace("creative commons", "cc");
    let mut words = name.split(|c: char| c.is_whitespace() || c == '-');
    if words.next() != Some("cc") {
        // The dedication to the public domain may be written without a space.
        return (name == "cc0" || name == "cc0 1.0").then(|| public_domain().to_string());
    }
    let mut terms = Vec::new();
    let mut version = None;
    for word in words {
        match word {
            "by" | "sa" | "nc" | "nd" => terms.push(word),
            "0" | "zero" => return Some(public_domain().to_string()),
            "1.0" | "2.0" | "2.5" | "3.0" | "4.0" => version = Some(word),
            _ => return None,
        }
    }
    let known = ["by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"];
    let terms = terms.join("-");
    let version = version?;
    known
        .contains(&terms.as_str())
        .then(|| format!("https://creativecommons.org/licenses/{terms}/{version}/"))
}

fn public_domain() -> &'static str {
    "https://creativecommons.org/publicdomain/zero/1.0/"
}

#[cfg(test)]
mod tests {
    use super::licence_address;

    #[test]
    fn licences_are_found_by_name() {
        let by_sa = "https://creativecommons.org/licenses/by-sa/4.0/";
        for name in ["CC BY-SA 4.0", "Creative Commons BY-SA 4.0", "cc by sa 4.0", by_sa]
        {
            assert_eq!(licence_address(name).as_deref(), Some(by_sa), "{name}");
        }
        for name in ["CC0", "CC0 1.0", "CC 0", "CC Zero 1.0"] {
            assert!(
                licence_address(name).is_some_and(|a| a.ends_with("zero/1.0/")),
                "{name}"
            );
        }
        // Without a version nobody knows which is meant.
        for name in ["CC BY-SA", "CC SA 4.0", "MIT", "All rights reserved", "https://a b"]
        {
            assert_eq!(licence_address(name), None, "{name}");
        }
    }
}
