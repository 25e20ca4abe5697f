//! Dates in words, as the languages that we set write them.

use super::words::speaks;
use super::{Date, Lang};

/// In the order of [`super::words::column`]; Russian and Greek months as they stand behind a day.
#[rustfmt::skip]
const MONTHS: [[&str; 12]; 8] = [
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
    ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"],
    ["janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"],
    ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    ["Ιανουαρίου", "Φεβρουαρίου", "Μαρτίου", "Απριλίου", "Μαΐου", "Ιουνίου", "Ιουλίου", "Αυγούστου", "Σεπτεμβρίου", "Οκτωβρίου", "Νοεμβρίου", "Δεκεμβρίου"],
];
/// Russian and Greek months that stand by themselves.
#[rustfmt::skip]
const ALONE: [[&str; 12]; 2] = [
    ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
    ["Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος", "Ιούλιος", "Αύγουστος", "Σεπτέμβριος", "Οκτώβριος", "Νοέμβριος", "Δεκέμβριος"],
];

impl Date {
    /// `2025`, `2025-06` or `2025-06-08` (ISO 8601), if it is in the calendar.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Option<Option<u16>> {
            match parts.next() {
                None => Some(None),
                Some(part) if part.len() == digits => {
                    part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())
                }
                Some(_) => None,
            }
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        if parts.next().is_some() || year == 0 {
            return None;
        }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            Some(2) => 28 + u16::from(leap),
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return None,
            None => 0,
        };
        if day.is_some_and(|day| day == 0 || day > days) {
            return None;
        }
        Some(Date { year, month: month.map(|m| m as u8), day: day.map(|d| d as u8) })
    }

    /// The date as a language writes it; in ISO 8601 where that is not known.
    pub fn in_words(self, lang: &Lang) -> String {
        let Date { year, month, day } = self;
        let language = lang.primary();
        let known = speaks(lang).zip(month.map(|month| usize::from(month - 1)));
        let Some((column, month)) = known else { return self.to_string() };
        let Some(day) = day else {
            let alone = column.checked_sub(MONTHS.len() - ALONE.len());
            let month = alone.map_or(MONTHS[column][month], |at| ALONE[at][month]);
            return match &*language {
                "es" | "pt" => format!("{month} de {year}"),
                "ru" => format!("{month} {year}\u{a0}г."),
                _ => format!("{month} {year}"),
            };
        };
        let month = MONTHS[column][month];
        match &*language {
            "en" if is_american(lang) => format!("{month}\u{a0}{day}, {year}"),
            "fr" if day == 1 => format!("1er\u{a0}{month} {year}"),
            "it" if day == 1 => format!("1º\u{a0}{month} {year}"),
            "de" => format!("{day}.\u{a0}{month} {year}"),
            "es" => format!("{day}\u{a0}de {month} de {year}"),
            "pt" if day == 1 => format!("1º\u{a0}de {month} de {year}"),
            "pt" => format!("{day}\u{a0}de {month} de {year}"),
            "ru" => format!("{day}\u{a0}{month} {year}\u{a0}г."),
            _ => format!("{day}\u{a0}{month} {year}"),
        }
    }
}

/// Whether the month comes first: in English of the United States, and where no country is said, as with its
/// punctuation.
fn is_american(lang: &Lang) -> bool {
    lang.region().is_none_or(|region| region.eq_ignore_ascii_case("US"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_their_language_writes_them() {
        let cases = [
            ("en-GB", "2025-06-08", "8 June 2025"),
            ("en", "2025-06-08", "June 8, 2025"),
            ("en-US", "2025-06", "June 2025"),
            ("fr", "2025-06-01", "1er juin 2025"),
            ("de-AT", "2025-03-08", "8. März 2025"),
            ("es", "2025-06-08", "8 de junio de 2025"),
            ("es", "2025-06", "junio de 2025"),
            ("it", "2025-06-08", "8 giugno 2025"),
            ("pt-BR", "2025-06-08", "8 de junho de 2025"),
            ("ru", "2025-05-08", "8 мая 2025 г."),
            ("ru", "2025-05", "май 2025 г."),
            ("el", "2025-05", "Μάιος 2025"),
            ("el", "2025-05-08", "8 Μαΐου 2025"),
            ("pl", "2025-06-08", "2025-06-08"),
            ("de", "2025", "2025"),
        ];
        for (lang, date, expected) in cases {
            let lang = Lang::parse(lang).expect("a tag");
            let date = Date::parse(date).expect("a date");
            assert_eq!(date.in_words(&lang).replace('\u{a0}', " "), expected);
        }
    }

    #[test]
    fn dates_are_in_the_calendar() {
        let shown = |text: &str| Date::parse(text).map(|date| date.to_string());
        for good in ["2025", "2025-06", "2025-06-08", "2024-02-29"] {
            assert_eq!(shown(good).as_deref(), Some(good));
        }
        for bad in ["", "25", "2025-6", "2025-13", "2025-02-29", "2025-06-08-01", "0000"]
        {
            assert_eq!(shown(bad), None, "{bad}");
        }
    }
}
