//! How lists count that do not count 1, 2, 3.

/// How a level of a list counts, `a, b, c`, if it is not with figures alone. `format` is a name of ISO/IEC
/// 29500-1, 17.18.59; `shown` is what stands before an item, with `%2` for the number of the second
/// level; `level` counts from 0.
pub(super) fn of(format: &str, shown: &str, level: usize) -> Option<String> {
    let own = format!("%{}", level + 1);
    let counts: Option<[&str; 3]> = match format {
        "decimal" | "decimalZero" | "decimalFullWidth" | "decimalHalfWidth" => {
            Some(["1", "2", "3"])
        }
        "lowerLetter" => Some(["a", "b", "c"]),
        "upperLetter" => Some(["A", "B", "C"]),
        "lowerRoman" => Some(["i", "ii", "iii"]),
        "upperRoman" => Some(["I", "II", "III"]),
        "russianLower" => Some(["а", "б", "в"]),
        "russianUpper" => Some(["А", "Б", "В"]),
        _ => None,
    };
    let Some(counts) = counts else {
        return Some("with words or letters of its own".to_string());
    };
    // Points and brackets around a number are of no weight.
    let bare = shown.trim().trim_matches(['.', ')', '(', ':', '-', '–', ' ', '\u{a0}']);
    if !bare.contains(&own) {
        return (counts[0] != "1").then(|| counts.join(", "));
    }
    if bare == own && counts[0] == "1" {
        return None;
    }
    let labels = counts.map(|count| {
        let mut label = bare.replace(&own, count);
        for above in 1..=9 {
            label = label.replace(&format!("%{above}"), "1");
        }
        label
    });
    Some(labels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn labels_are_told_as_they_are_shown() {
        for (format, shown, level, expected) in [
            ("decimal", "%1.", 0, None),
            ("decimal", "(%2)", 1, None),
            ("lowerLetter", "%1)", 0, Some("a, b, c")),
            ("decimal", "%1.%2.", 1, Some("1.1, 1.2, 1.3")),
            ("decimal", "§ %1", 0, Some("§ 1, § 2, § 3")),
            ("upperRoman", "Part %1:", 0, Some("Part I, Part II, Part III")),
            ("russianLower", "%1)", 0, Some("а, б, в")),
            ("ordinalText", "%1", 0, Some("with words or letters of its own")),
        ] {
            assert_eq!(of(format, shown, level).as_deref(), expected, "{shown}");
        }
    }
}
