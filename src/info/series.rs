//! The place of a book in its series.

/// The number as metadata takes it: figures, with stops between levels (EPUB 3.3, D.3.7), those of
/// Rome among them. `None` of anything else, such as `3b`.
pub fn series_position(number: &str) -> Option<String> {
    let number = number.trim();
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if number.split('.').all(is_number) {
        return Some(number.to_string());
    }
    roman(number).map(|number| number.to_string())
}

/// The value of Roman figures below 4,000, as they are written.
fn roman(figures: &str) -> Option<u32> {
    const VALUES: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let mut rest = figures;
    let mut sum = 0;
    for (figure, value) in VALUES {
        let most =
            if figure.len() == 1 && !matches!(figure, "D" | "L" | "V") { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(figure) else { break };
            (rest, sum) = (after, sum + value);
        }
    }
    (rest.is_empty() && sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::series_position;

    #[test]
    fn numbers_of_both_kinds_have_a_place() {
        for (number, place) in
            [("3", "3"), ("2.1", "2.1"), ("II", "2"), ("XIV", "14"), ("MCMXL", "1940")]
        {
            assert_eq!(series_position(number).as_deref(), Some(place));
        }
        for number in ["3b", "", "IIII", "IC", "two", "ii", "1."] {
            assert_eq!(series_position(number), None, "{number}");
        }
    }
}
