//! Columns of numbers: which cells are numbers, and where their integers end.

use super::frame::Frame;
use super::setter::Setter;
use crate::document::{Column, Inline, Table};
use crate::geom::Len;
use crate::info::Lang;
use crate::pages::{Line, LineRole};
use crate::typeset::paragraph;
use crate::typeset::text::{Flat, Thing};

/// What a column of numbers asks: how wide its integers are, and what stands behind them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Decimals {
    pub(super) before: Len,
    pub(super) behind: Len,
}

/// The longest words before a number (`US$`), and behind it (` km²`, `%*`), in characters, and
/// how many of these may be letters: longer units are words.
const BEFORE: usize = 4;
const BEHIND: usize = 6;
const UNIT: usize = 3;

impl Setter<'_, '_, '_> {
    /// The columns of a table that are set at the right and hold nothing but numbers, some of
    /// which have more behind their integers than others.
    pub(super) fn decimals(
        &mut self,
        table: &Table,
        frame: &Frame,
    ) -> Vec<Option<Decimals>> {
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(index, column)| match column {
                Column::End => self.decimals_of(table, index, frame),
                Column::Start | Column::Centre => None,
            })
            .collect()
    }

    fn decimals_of(
        &mut self,
        table: &Table,
        index: usize,
        frame: &Frame,
    ) -> Option<Decimals> {
        let mut found: Option<Decimals> = None;
        let mut alike = true;
        for cell in table.rows.iter().filter_map(|row| row.cells.get(index)) {
            if cell.is_empty() {
                continue;
            }
            let (before, behind) = self.parts(cell, frame)?;
            let known = found.get_or_insert(Decimals { before, behind });
            alike &= known.behind == behind;
            known.before = known.before.max(before);
            known.behind = known.behind.max(behind);
        }
        found.filter(|_| !alike)
    }

    /// How wide a number is up to the end of its integer, and from there on; `None` if the
    /// cell is no number.
    fn parts(&mut self, cell: &[Inline], frame: &Frame) -> Option<(Len, Len)> {
        let root = self.leaf.root();
        let mut scratch = crate::typeset::leaf::Leaf::new();
        std::mem::swap(&mut scratch, &mut self.leaf);
        let flat = self.flat(cell, frame, root);
        std::mem::swap(&mut scratch, &mut self.leaf);
        let lang = &self.all.langs[usize::from(frame.lang)];
        let at = integer_end(&flat, lang)?;
        let line = paragraph::set_line(&flat, LineRole::Body, self.shaper)?;
        let before = width_to(&line, at);
        Some((before, line.width - before))
    }

    /// How far a cell of a column of numbers is moved to the left, so that its integer ends
    /// where the others do.
    pub(super) fn moved(&mut self, cell: &[Inline], frame: &Frame, all: Decimals) -> Len {
        self.parts(cell, frame).map_or(Len::ZERO, |(_, behind)| all.behind - behind)
    }
}

/// The width of a line up to a byte of its text.
fn width_to(line: &Line, at: usize) -> Len {
    let mut byte = 0;
    for run in &line.runs {
        let mut x = run.x;
        for glyph in &run.glyphs {
            if byte >= at {
                return x;
            }
            byte += usize::from(glyph.bytes);
            x += Len::raw(glyph.advance.into());
        }
    }
    line.width
}

/// Where the integer of a number ends in a text; the markers of notes behind it do not count.
fn integer_end(flat: &Flat, lang: &Lang) -> Option<usize> {
    let marker = |thing: &Thing| match thing {
        Thing::Marker { .. } => true,
        Thing::Text | Thing::Link(_) | Thing::Anchor(_) | Thing::Picture(_) => false,
    };
    let first = flat.passages.iter().find(|passage| marker(&passage.thing));
    let end = first.map_or(flat.text.len(), |passage| passage.start);
    split(&flat.text[..end], lang)
}

/// Where the integer of a number ends: before its decimal sign, or before what stands behind
/// it. A dash stands for a number that is not there.
fn split(text: &str, lang: &Lang) -> Option<usize> {
    if matches!(text.trim(), "–" | "—" | "-" | "−" | "…") {
        return Some(text.len());
    }
    let start = text.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))?;
    let before = &text[..start];
    if before.chars().count() > BEFORE || before.contains(char::is_lowercase) {
        return None;
    }
    let figures = &text[start..];
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ',' | '\u{202f}' | '\u{2009}' | '\u{a0}' | '\'' | '’')
    };
    let end = figures.find(|c| !is_part(c)).unwrap_or(figures.len());
    let number =
        figures[..end].trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.');
    let behind = &figures[number.len()..];
    let more = behind.chars().any(|c| c.is_ascii_digit());
    let letters = behind.chars().filter(|c| c.is_alphabetic()).count();
    if more
        || letters > UNIT
        || behind.chars().count() > BEHIND
        || !number.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let Some(sign) = number.rfind(['.', ',']) else { return Some(start + number.len()) };
    let decimal = match lang.primary().as_str() {
        "en" => '.',
        _ => ',',
    };
    // `1,000` is a thousand in English, and `1.000` in German; `1.5` is one and a half in both.
    let own = number[sign..].starts_with(decimal);
    let after = &number[sign + 1..];
    let groups = after.len() == 3 && number[..sign].len() <= 3 || repeats(number, sign);
    let is_decimal = if own { !repeats(number, sign) } else { !groups };
    Some(start + if is_decimal { sign } else { number.len() })
}

/// Whether the sign at a byte stands in the number before as well, as it does between groups.
fn repeats(number: &str, sign: usize) -> bool {
    let before = &number[..sign];
    number[sign..].chars().next().is_some_and(|sign| before.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::info::Lang;

    #[test]
    fn integers_end_before_the_sign_of_the_language() {
        let parts = |tag: &str, text: &str| {
            let lang = Lang::parse(tag).expect("a good tag");
            split(text, &lang).map(|at| format!("{}|{}", &text[..at], &text[at..]))
        };
        let some = |text: &str| Some(text.to_string());
        assert_eq!(parts("en", "1,234.50"), some("1,234|.50"));
        assert_eq!(parts("en", "1,234"), some("1,234|"));
        assert_eq!(parts("de", "1.234,5"), some("1.234|,5"));
        assert_eq!(parts("de", "1.234"), some("1.234|"));
        assert_eq!(parts("de", "1.234.567"), some("1.234.567|"));
        assert_eq!(parts("es", "3.5"), some("3|.5"));
        assert_eq!(
            parts("fr", "10\u{202f}000,25\u{a0}€"),
            some("10\u{202f}000|,25\u{a0}€")
        );
        assert_eq!(parts("en", "−£0.5"), some("−£0|.5"));
        assert_eq!(parts("en", "12%"), some("12|%"));
        assert_eq!(parts("en", "3.25*"), some("3|.25*"));
        for dash in ["–", "—", "-", "−", "…"] {
            assert_eq!(parts("en", dash), Some(format!("{dash}|")));
        }
        for words in ["about", "33 lines", "1937–38", "12 May 1937", "in 1937", ""] {
            assert_eq!(parts("en", words), None, "{words}");
        }
    }
}
