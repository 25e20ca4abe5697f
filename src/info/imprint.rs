//! The lines of title page and imprint: the same words in the same order in every output.

use std::ops::Range;

use super::{Info, Word, roles};

/// One line of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The words.
    pub text: String,
    /// The key of the manifest that says them.
    pub key: &'static str,
    /// Which part of the words is an address.
    pub address: Option<Range<usize>>,
}

impl Line {
    fn plain(text: impl Into<String>, key: &'static str) -> Line {
        Line { text: text.into(), key, address: None }
    }

    /// Words filled in, which may be an address.
    fn filled(words: &str, filling: &str, key: &'static str) -> Line {
        let filling = filling.trim();
        let is_address =
            filling.starts_with("https://") || filling.starts_with("http://");
        let start = words.find("{}").filter(|_| is_address);
        let address = start.map(|start| start..start + filling.len());
        Line { text: words.replacen("{}", filling, 1), key, address }
    }
}

/// The roles that the title page names beside the authors.
fn main_credit(role: &str) -> Option<Word> {
    match role {
        "edt" => Some(Word::Edited),
        "trl" => Some(Word::Translated),
        "ill" => Some(Word::Illustrated),
        _ => None,
    }
}

impl Info {
    /// Editors, translators and illustrators, for the title page, in the manifest's order.
    pub fn main_credits(&self) -> Vec<Line> {
        self.credits(|role| Some(main_credit(role)?.in_language(&self.lang)))
    }

    /// Place and year of publication.
    pub fn place_and_year(&self) -> Option<String> {
        let year = self.date.map(|date| date.year.to_string());
        let parts: Vec<String> = self.place.iter().cloned().chain(year).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The imprint.
    pub fn imprint_lines(&self) -> Vec<Line> {
        let word = |word: Word| word.in_language(&self.lang);
        let mut lines = self.credits(|role| {
            let other = role != "aut" && main_credit(role).is_none();
            other.then(|| roles::credit(role, &self.lang))
        });
        lines.extend(self.series.as_ref().map(|(series, number)| match number {
            Some(number) => Line::plain(format!("{series}, {number}"), "series"),
            None => Line::plain(series, "series"),
        }));
        let edition = self.edition.as_ref();
        lines.extend(edition.map(|edition| Line::plain(edition, "edition")));
        let source = self.source.as_ref();
        lines.extend(source.map(|text| Line::filled(word(Word::Source), text, "source")));
        lines.extend(self.rights.as_ref().map(|rights| Line::plain(rights, "rights")));
        let licence = self.licence.as_ref();
        lines.extend(
            licence.map(|text| Line::filled(word(Word::Licence), text, "licence")),
        );
        // A date alone says no more than the title page does.
        if self.publisher.is_some() || self.place.is_some() {
            let published: Vec<String> =
                self.publisher.iter().cloned().chain(self.place_and_year()).collect();
            lines.push(Line::plain(published.join(", "), "publisher"));
        }
        for (isbn, medium) in
            [(&self.isbn_print, Word::Print), (&self.isbn_epub, Word::Ebook)]
        {
            lines.extend(isbn.as_ref().map(|isbn| {
                let text = format!("ISBN {} ({})", isbn.0, word(medium));
                Line::plain(text, "identifiers")
            }));
        }
        lines.extend(self.imprint.iter().map(|line| Line::plain(line, "imprint")));
        lines
    }

    /// A line for each role that has words, with all names of it.
    fn credits(&self, words: impl Fn(&str) -> Option<&'static str>) -> Vec<Line> {
        let mut credits: Vec<(&'static str, Vec<&str>)> = Vec::new();
        for person in self.contributors.iter().filter(|p| !p.name.trim().is_empty()) {
            let Some(words) = words(&person.role.0) else { continue };
            match credits.iter_mut().find(|(known, _)| *known == words) {
                Some((_, names)) => names.push(&person.name),
                None => credits.push((words, vec![&person.name])),
            }
        }
        let line = |(words, names): (&str, Vec<&str>)| {
            Line::plain(words.replacen("{}", &names.join(", "), 1), "contributors")
        };
        credits.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::info::{
        Accessibility, Contributor, Date, Info, Isbn, Lang, MarcRole, Moment,
    };

    #[test]
    fn everybody_is_credited_once_and_every_line_says_what_it_is() {
        let date = Date { year: 2025, month: None, day: None };
        let person = |name: &str, role: &str| Contributor {
            name: name.into(),
            sort: None,
            role: MarcRole(role.into()),
        };
        let info = Info {
            title: "T".into(),
            subtitle: None,
            lang: Lang::parse("en").expect("a tag"),
            contributors: vec![
                person("A", "aut"),
                person("T", "trl"),
                person("P", "pht"),
                person("E", "edt"),
                person("C", "cov"),
                person("Q", "pht"),
                person("L", "lyr"),
            ],
            publisher: Some("Press".into()),
            place: Some("London".into()),
            date: Some(date),
            edition: Some("second edition".into()),
            rights: Some("© 2025".into()),
            licence: Some("https://a.org/l".into()),
            description: None,
            subjects: Vec::new(),
            accessibility: Accessibility::default(),
            series: Some(("Houses".into(), Some("3".into()))),
            uuid: String::new(),
            isbn_epub: Some(Isbn("1".into())),
            isbn_print: Some(Isbn("2".into())),
            source: Some("A paper".into()),
            imprint: vec!["Set with care.".into()],
            modified: Moment::of(date),
        };
        let shown: Vec<String> =
            info.main_credits().into_iter().map(|l| l.text).collect();
        assert_eq!(shown, ["Translated by T", "Edited by E"]);
        let lines = info.imprint_lines();
        let address = lines.iter().find_map(|l| Some(&l.text[l.address.clone()?]));
        assert_eq!(address, Some("https://a.org/l"));
        let shown: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            shown,
            [
                "Photographs: P, Q",
                "Cover design: C",
                "With contributions by L",
                "Houses, 3",
                "second edition",
                "Source: A paper",
                "© 2025",
                "Licence: https://a.org/l",
                "Press, London, 2025",
                "ISBN 2 (print)",
                "ISBN 1 (e-book)",
                "Set with care.",
            ]
        );
    }
}
