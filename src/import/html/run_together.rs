//! Names of authors that ran together with what stands behind them on the page.

use super::super::report::{Fate, Report};
use crate::source::Span;

/// Parts names that the page knows from what ran together with them: `Ann HillStaff Writer`.
pub(super) fn part_glued(
    shown: &mut [String],
    known: &[String],
    at: Span,
    report: &mut Report,
) {
    for shown in shown {
        if known.contains(shown) {
            continue;
        }
        let fits = |name: &&String| {
            let rest = shown.strip_prefix(name.as_str());
            // `Ann Hill` is not the beginning of `Ann Hiller`.
            name.contains(' ')
                && rest.is_some_and(|rest| {
                    rest.starts_with(char::is_uppercase)
                        || rest.starts_with(char::is_alphabetic) && rest.contains(' ')
                })
        };
        let Some(name) = known.iter().filter(fits).max_by_key(|name| name.len()) else {
            continue;
        };
        let rest = &shown[name.len()..];
        let message = format!(
            "the author is “{name}”, as the page marks the name; this ran together with it, and is left out: {rest}"
        );
        report.doubt(at, message, "look whether the author in the front matter is right");
        report.cut(at, rest, Fate::Dropped);
        *shown = name.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn names_are_parted_from_what_ran_together_with_them() {
        for (shown, expected) in [
            ("Ann HillStaff Writer", "Ann Hill"),
            ("Ann Hillin General", "Ann Hill"),
            ("Ann Hiller", "Ann Hiller"),
            ("Ann Hill Marsh", "Ann Hill Marsh"),
        ] {
            let mut names = [shown.to_string()];
            let at = Span::head(FileId::new(0));
            part_glued(&mut names, &["Ann Hill".into()], at, &mut Report::default());
            assert_eq!(names, [expected], "{shown}");
        }
    }
}
