//! The day of an article, where its head shows several: the one of its publication, before that of a
//! change. The others are told as left out.

use super::super::dates;
use super::super::letters::small;
use super::super::report::{Fate, Report};
use crate::source::Span;

/// What is told of a date that another has the place of.
const SECOND: &str = "a second date of the page is left out";
const CHANGED: &str = "when the page was changed last is left out";
const TWICE: &str = "the date stands twice, and is left out here";

/// Words before the date of a change.
const OF_CHANGES: &[&str] = &[
    "updated",
    "modified",
    "actualizado",
    "actualizada",
    "atualizado",
    "mis à jour",
    "aktualisiert",
    "stand",
    "aggiornato",
    "bijgewerkt",
    "uppdaterad",
    "обновлено",
];

/// The day that is chosen so far.
#[derive(Debug, Default)]
pub(super) struct Day {
    /// What the page says of itself.
    known: Option<String>,
    taken: Option<Taken>,
    /// It is the day that the page says of itself.
    sure: bool,
}

#[derive(Debug)]
struct Taken {
    date: String,
    /// What it stood in; nothing, where that is told and cut already.
    line: Option<String>,
    at: Span,
    of_change: bool,
}

impl Day {
    pub fn new(known: Option<String>) -> Day {
        Day { known, ..Day::default() }
    }

    /// A date with the line, or the piece of one, that it stands in.
    pub fn offer(&mut self, date: &str, line: &str, at: Span, report: &mut Report) {
        let date = date.trim();
        let lead = line.trim().strip_suffix(date).map(small).unwrap_or_default();
        let of_change = OF_CHANGES.iter().any(|word| lead.contains(word));
        let taken = Taken {
            date: dates::without_time(date).to_string(),
            line: Some(line.to_string()),
            at,
            of_change,
        };
        self.weigh(taken, report);
    }

    /// The date of a line that is taken for a byline.
    pub fn offer_signed(&mut self, date: &str, at: Span, report: &mut Report) {
        let date = dates::without_time(date).to_string();
        self.weigh(Taken { date, line: None, at, of_change: false }, report);
    }

    fn weigh(&mut self, new: Taken, report: &mut Report) {
        let is_known = self.known.as_deref().map(str::trim) == Some(new.date.as_str());
        let again = self.taken.as_ref().is_some_and(|old| old.date == new.date);
        if is_known && !self.sure && new.line.as_deref().map(str::trim) == Some(&new.date)
        {
            if let Some(old) = self.taken.take() {
                old.leave_out(SECOND, report);
            }
            self.sure = true;
            return new.leave_out(TWICE, report);
        }
        // Of several days that are shown the one is meant that the page says in figures.
        if !self.sure && !new.of_change && self.known_in_figures(&new.date) {
            self.sure = true;
            if let Some(old) = self.taken.replace(new) {
                let what = if old.of_change { CHANGED } else { SECOND };
                old.leave_out(what, report);
            }
            return;
        }
        let settled = self.sure || self.taken.as_ref().is_some_and(|it| !it.of_change);
        if again || self.sure && is_known {
            new.leave_out(TWICE, report);
        } else if new.of_change && (self.known.is_some() || self.taken.is_some()) {
            new.leave_out(CHANGED, report);
        } else if settled {
            new.leave_out(SECOND, report);
        } else if let Some(old) = self.taken.replace(new) {
            old.leave_out(CHANGED, report);
        }
    }

    /// Whether a date has the year and the day of what the page says: `2017-01-19`, `January 19, 2017`.
    fn known_in_figures(&self, date: &str) -> bool {
        let known = self.known.as_deref().unwrap_or("").get(..10).unwrap_or("");
        let parts: Vec<&str> = known.split('-').collect();
        let [year, _, day] = parts.as_slice() else { return false };
        let figures = date.split(|c: char| !c.is_ascii_digit());
        let figures: Vec<&str> = figures.map(|it| it.trim_start_matches('0')).collect();
        figures.contains(year) && figures.contains(&day.trim_start_matches('0'))
    }

    /// Tells the day and gives it.
    pub fn settle(self, report: &mut Report) -> Option<String> {
        let Some(taken) = self.taken else { return self.known };
        if let Some(line) = taken.line {
            report.cut(taken.at, &line, Fate::FrontMatter);
            let told = dates::told(&taken.date, &line);
            let message = format!("this is taken for the date of the article: {told}");
            report.guess(taken.at, message, "it stands in the front matter");
        }
        Some(taken.date)
    }
}

impl Taken {
    fn leave_out(self, what: &str, report: &mut Report) {
        match self.line {
            Some(line) => report.drop(self.at, what, &line),
            None => {
                report.leave_out(self.at, format!("{what}: {}", self.date), "");
            }
        }
    }
}

/// Two dates in one line, with nothing but a blank between: where the second begins.
pub(super) fn two(line: &str) -> Option<usize> {
    const LONGEST: usize = 100;
    if line.len() > LONGEST {
        return None;
    }
    let blanks = line.match_indices([' ', '\u{a0}']).map(|(at, blank)| at + blank.len());
    blanks.into_iter().find(|at| {
        let (one, two) = (line[..*at].trim(), &line[*at..]);
        !line.contains(['–', '—'])
            && two.starts_with(char::is_alphanumeric)
            && one.ends_with(char::is_alphanumeric)
            && [one, two]
                .iter()
                .all(|date| dates::is_date(date) || dates::after_lead(date).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    #[test]
    fn the_day_of_publication_wins() {
        for (known, lines, expected) in [
            (
                None,
                &["January 19, 2017", "Updated: January 25, 2017"][..],
                "January 19, 2017",
            ),
            (
                None,
                &["Last updated January 25, 2017", "January 19, 2017"],
                "January 19, 2017",
            ),
            (None, &["Updated: January 25, 2017"], "January 25, 2017"),
            (Some("2017-01-19"), &["Updated: January 25, 2017"], "2017-01-19"),
            (Some("3 May 2017"), &["1 May 2017", "3 May 2017"], "3 May 2017"),
            (None, &["January 19, 2017", "February 2017"], "January 19, 2017"),
            (
                Some("2017-01-19"),
                &["Aug 10, 2022", "January 19, 2017"],
                "January 19, 2017",
            ),
        ] {
            let at = Span::head(Files::default().add("x", ""));
            let mut report = Report::default();
            let mut day = Day::new(known.map(str::to_string));
            for line in lines {
                let start = dates::after_lead(line).unwrap_or(0);
                day.offer(&line[start..], line, at, &mut report);
            }
            assert_eq!(day.settle(&mut report).as_deref(), Some(expected), "{lines:?}");
            let told = report.cuts.iter().map(|cut| cut.text.as_str());
            let mut told = told.collect::<Vec<_>>();
            told.sort_unstable();
            let mut lines = lines.to_vec();
            lines.sort_unstable();
            assert_eq!(told, lines);
        }
    }

    #[test]
    fn two_dates_may_stand_in_one_line() {
        assert_eq!(two("January 19, 2017 January 25, 2017"), Some(17));
        assert_eq!(two("3 May 2017 Updated 4 May 2017"), Some(11));
        for line in ["3 May 2017 – 4 May 2017", "3 May 2017", "3 May 2017 and 4 May 2017"]
        {
            assert_eq!(two(line), None, "{line}");
        }
    }
}
