//! What marks the notes.
//!
//! Numbers of articles and of the book are known before any page is made; those that begin
//! anew on each page depend on where pages end, which depends on how wide marks are. So the
//! book is laid out as if every page had one note, and again with the numbers that these
//! pages show, until the pages show what they were laid out with. Mostly that is the second
//! time, since figures are nearly of one width.

use crate::diag::{Code, Diagnostic};
use crate::document::{Document, Note, NoteId, Series};
use crate::pages::Pages;
use crate::theme::{NoteNumbers, Theme};

use super::refs::Refs;

/// How often a book is laid out with numbers that its own pages gave. After that they would
/// not come to rest, and notes are counted by articles.
const ROUNDS: usize = 4;

/// The marks of all notes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Marks {
    labels: Vec<String>,
    /// Whether any of them depends on pages.
    paged: bool,
}

/// How a note is counted.
fn count(note: &Note, gathered: bool, theme: &Theme) -> NoteNumbers {
    theme.notes.count(note.series == Series::Editor, !gathered)
}

impl Marks {
    /// The marks, with the numbers that `on_page` gives to notes counted by pages.
    fn new(
        document: &Document,
        theme: &Theme,
        on_page: &dyn Fn(NoteId, &Note) -> u32,
    ) -> Marks {
        let gathered = document.gathered();
        let mut paged = false;
        let label = |(id, note): (NoteId, &Note)| {
            let number = match count(note, gathered[id.index()].is_some(), theme) {
                NoteNumbers::Article => note.number,
                NoteNumbers::Book => note.running,
                NoteNumbers::Page => {
                    paged = true;
                    on_page(id, note)
                }
            };
            theme.notes.label(note.series == Series::Editor, number)
        };
        let labels = document.notes.iter().map(label).collect();
        Marks { labels, paged }
    }

    /// The marks that depend on no page.
    pub(super) fn by_articles(document: &Document, theme: &Theme) -> Marks {
        Marks::new(document, theme, &|_, note| note.number)
    }

    /// What marks a note.
    pub(super) fn label(&self, note: NoteId) -> &str {
        &self.labels[note.index()]
    }

    /// The marks as pages show them that were laid out with these.
    pub(super) fn shown(
        &self,
        document: &Document,
        theme: &Theme,
        pages: &Pages,
        refs: &Refs,
    ) -> Marks {
        if !self.paged {
            return self.clone();
        }
        // The order of the page: a picture that waited brings the marker in its caption
        // before those of the text around it.
        let place = |id: NoteId| {
            let place = pages.destinations[refs.marker_place(id)];
            (place.page, place.order, id)
        };
        let mut numbers = vec![0; document.notes.len()];
        for series in [Series::Author, Series::Editor] {
            let own = document.notes.iter().filter(|(_, note)| note.series == series);
            let mut places: Vec<_> = own.map(|(id, _)| place(id)).collect();
            places.sort();
            let (mut last, mut number) = (None, 0);
            for (page, _, id) in places {
                number = if last == Some(page) { number + 1 } else { 1 };
                last = Some(page);
                numbers[id.index()] = number;
            }
        }
        Marks::new(document, theme, &|id, _| numbers[id.index()])
    }
}

/// Lays a book out, first as if each page had one note, until its marks are those that its
/// pages show; whether they came to rest.
pub(super) fn settle<T>(
    document: &Document,
    theme: &Theme,
    lay_out: &dyn Fn(&Marks) -> (T, Marks),
) -> (T, bool) {
    let first = Marks::new(document, theme, &|_, _| 1);
    rest(first, &Marks::by_articles(document, theme), lay_out)
}

fn rest<T>(
    first: Marks,
    otherwise: &Marks,
    lay_out: &dyn Fn(&Marks) -> (T, Marks),
) -> (T, bool) {
    let mut marks = first;
    for _ in 0..=ROUNDS {
        let (made, shown) = lay_out(&marks);
        if shown == marks {
            return (made, true);
        }
        marks = shown;
    }
    (lay_out(otherwise).0, false)
}

/// What is said when the marks did not come to rest.
pub(super) fn unsettled() -> Diagnostic {
    let message = "notes could not be counted by pages, and are counted by articles";
    let help = "with every numbering a note goes over to another page, which changes the \
                numbering; change a word or two near the ends of pages";
    Diagnostic::new(Code::UnsettledNotes, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(labels: &[&str]) -> Marks {
        let labels = labels.iter().map(|label| label.to_string()).collect();
        Marks { labels, paged: true }
    }

    /// The marks that a book is set with whose pages show others.
    fn set(shown: impl Fn(&Marks) -> Marks) -> (Marks, bool) {
        let lay_out = |marks: &Marks| (marks.clone(), shown(marks));
        rest(marks(&["1", "1"]), &marks(&["8", "9"]), &lay_out)
    }

    #[test]
    fn marks_come_to_rest_or_are_counted_otherwise() {
        let two = marks(&["1", "2"]);
        assert_eq!(set(|_| two.clone()), (two.clone(), true));
        // The second note stands on the first page only while it is not marked so.
        let restless = |with: &Marks| match with.label(NoteId::new(1)) {
            "1" => marks(&["1", "2"]),
            _ => marks(&["1", "1"]),
        };
        assert_eq!(set(restless), (marks(&["8", "9"]), false));
    }
}
