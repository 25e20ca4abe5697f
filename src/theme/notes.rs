//! Notes: where they stand, how they are counted, and what marks them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::table::{Reader, Value};

/// What a design says of notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notes {
    /// Where they stand in print.
    pub print: NotePlace,
    /// Where they stand in the e-book.
    pub ebook: EndPlace,
    /// How they are counted.
    pub numbers: NoteNumbers,
    /// What marks the editor's notes.
    pub marks: EditorMarks,
    /// Whether short notes at the foot of a page may stand side by side in one line.
    pub share_lines: bool,
}

/// Where notes stand in print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotePlace {
    /// At the foot of the page of their marker.
    Foot,
    /// At the end of their article.
    Article,
    /// At the end of the book, by articles.
    Book,
}

/// Where notes stand in the e-book, which has no pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EndPlace {
    /// At the end of their article.
    Article,
    /// At the end of the book, by articles.
    Book,
}

/// How notes are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteNumbers {
    /// From 1 in each article.
    Article,
    /// From 1 on each page, in print and at its foot; elsewhere in each article.
    Page,
    /// From 1 to the last of the book.
    Book,
}

/// What marks the editor's notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EditorMarks {
    /// *, †, ‡, §, ¶, then each twice; from the first anew on each page, in the e-book in
    /// each article.
    Symbols,
    /// a, b, c, counted as the other notes are.
    Letters,
}

/// A table of notes as it may be written, in a theme or in the design of a book.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the fields are read through serde's and schemars' descriptions of them"
)]
pub(crate) struct NotesTable {
    /// Where notes stand in print.
    pub print: Option<NotePlace>,
    /// Where they stand in the e-book.
    pub e_book: Option<EndPlace>,
    /// How they are counted.
    pub numbers: Option<NoteNumbers>,
    /// What marks the editor's notes, `[^ed:name]`.
    pub editor_marks: Option<EditorMarks>,
    /// Whether short notes at the foot of a page may share a line.
    pub share_lines: Option<bool>,
}

/// What a table of notes changes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct NotesChange {
    /// Where they stand in print.
    pub print: Option<NotePlace>,
    /// Where they stand in the e-book.
    pub ebook: Option<EndPlace>,
    /// How they are counted.
    pub numbers: Option<NoteNumbers>,
    /// What marks the editor's notes.
    pub marks: Option<EditorMarks>,
    /// Whether short ones may share a line.
    pub share_lines: Option<bool>,
}

/// Reads a table of notes, which messages call `name`.
pub(crate) fn notes(
    reader: &mut Reader<'_>,
    name: &'static str,
    value: &Value<'_>,
) -> NotesChange {
    let wanted = "a table";
    let Some(table) = reader.table::<NotesTable>(name, value, wanted) else {
        return NotesChange::default();
    };
    let share = table.get("share-lines");
    NotesChange {
        print: table.get("print").and_then(|value| reader.word(value)),
        ebook: table.get("e-book").and_then(|value| reader.word(value)),
        numbers: table.get("numbers").and_then(|value| reader.word(value)),
        marks: table.get("editor-marks").and_then(|value| reader.word(value)),
        share_lines: share.and_then(|value| reader.leaf(value, "`true` or `false`")),
    }
}

impl Default for Notes {
    fn default() -> Notes {
        Notes {
            print: NotePlace::Foot,
            ebook: EndPlace::Article,
            numbers: NoteNumbers::Article,
            marks: EditorMarks::Symbols,
            share_lines: false,
        }
    }
}

impl Notes {
    /// Puts what a table states over these.
    pub fn change(&mut self, change: &NotesChange) {
        self.print = change.print.unwrap_or(self.print);
        self.ebook = change.ebook.unwrap_or(self.ebook);
        self.numbers = change.numbers.unwrap_or(self.numbers);
        self.marks = change.marks.unwrap_or(self.marks);
        self.share_lines = change.share_lines.unwrap_or(self.share_lines);
    }
}

impl Notes {
    /// How notes of a series are counted, at the foot of pages or elsewhere.
    pub fn count(&self, editor: bool, at_foot: bool) -> NoteNumbers {
        let wanted = match (editor, self.marks) {
            // Signs are few: they begin anew as often as they can.
            (true, EditorMarks::Symbols) => NoteNumbers::Page,
            (true, EditorMarks::Letters) | (false, _) => self.numbers,
        };
        match wanted {
            NoteNumbers::Page if !at_foot => NoteNumbers::Article,
            NoteNumbers::Page | NoteNumbers::Article | NoteNumbers::Book => wanted,
        }
    }

    /// What marks a note of a series that has a number.
    pub fn label(&self, editor: bool, number: u32) -> String {
        if editor { self.marks.mark(number) } else { number.to_string() }
    }

    /// What stands behind the mark before a note of a series: signs need nothing.
    pub fn stop(&self, editor: bool) -> &'static str {
        match (editor, self.marks) {
            (true, EditorMarks::Symbols) => "",
            (true, EditorMarks::Letters) | (false, _) => ".",
        }
    }
}

/// The signs of editor's notes, in their order.
const SYMBOLS: [&str; 5] = ["*", "†", "‡", "§", "¶"];
/// How often a sign is repeated; what comes then is counted in figures.
const REPEATED: u32 = 3;

impl EditorMarks {
    /// The mark of the note with a number, from 1: short, however large the number.
    pub fn mark(self, number: u32) -> String {
        let index = number.saturating_sub(1);
        match self {
            EditorMarks::Symbols => {
                let (round, sign) = (index / SYMBOLS.len() as u32, index as usize);
                let sign = SYMBOLS[sign % SYMBOLS.len()];
                if round < REPEATED {
                    sign.repeat(round as usize + 1)
                } else {
                    format!("{}{number}", SYMBOLS[0])
                }
            }
            EditorMarks::Letters => letters(index),
        }
    }
}

/// a to z, then aa, ab …
fn letters(index: u32) -> String {
    let mut rest = u64::from(index) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(b'a' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::EditorMarks::{Letters, Symbols};

    #[test]
    fn marks_go_on_without_end() {
        let symbols = [1, 2, 5, 6, 10, 11, 15, 16, 4000].map(|n| Symbols.mark(n));
        assert_eq!(symbols, ["*", "†", "¶", "**", "¶¶", "***", "¶¶¶", "*16", "*4000"]);
        let letters = [1, 26, 27, 52, 53, 702, 703].map(|n| Letters.mark(n));
        assert_eq!(letters, ["a", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
