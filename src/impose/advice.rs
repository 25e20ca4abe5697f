//! What to choose where sheets are printed, and what to do with them then: in words.

use super::place::{Imposed, Job};
use super::plan::folds_left;
use super::press::{Flip, Hand};
use super::scheme::{Blanks, Scheme};

/// From how many pages on a booklet of one fold is too thick.
const THICK: usize = 48;

/// Something that may come out otherwise than was meant, and what helps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Caution {
    /// A booklet of one fold has so many pages that it does not stay closed.
    Thick(usize),
    /// There are no marks, for want of room.
    NoRoom,
    /// Some of the bleed between pages is lost, for want of room.
    BleedLost,
    /// A page, counted from 1, holds a drawing that draws itself.
    Circle(usize),
}

impl Caution {
    /// What is the matter, and what to do.
    pub fn words(self) -> (String, &'static str) {
        match self {
            Caution::Thick(pages) => (
                format!("{pages} pages in one fold make a booklet that does not stay closed"),
                "`--scheme signatures=32` parts them, to be sewn or glued",
            ),
            Caution::NoRoom => (
                "the paper has no room for marks around the pages: there are none".into(),
                "take larger paper: `--paper` names it, or states its width and height",
            ),
            Caution::BleedLost => (
                "the paper has no room for all of the bleed between pages: some of it is cut off"
                    .into(),
                "take larger paper, or fewer pages a sheet",
            ),
            Caution::Circle(page) => (
                format!(
                    "page {page} holds a drawing that draws itself: who prints it leaves some of it out"
                ),
                "look at that page; if something is missing, make the PDF anew",
            ),
        }
    }
}

impl Imposed {
    /// How many pages on how many sheets, and what became of them: `7 pages on 2 sheets, 1 empty
    /// page at the end`.
    pub fn extent(&self, job: &Job) -> String {
        let mut line = format!(
            "{} on {}",
            plural(self.pages, "page", "pages"),
            plural(self.sheets, "sheet", "sheets")
        );
        if self.blanks > 0 {
            let place = match job.blanks {
                Blanks::BeforeLast => "before the last page",
                Blanks::End => "at the end",
            };
            let empty = plural(self.blanks, "empty page", "empty pages");
            line.push_str(&format!(", {empty} {place}"));
        }
        if self.scale < 1000 {
            let (percent, tenths) = (self.scale / 10, self.scale % 10);
            line.push_str(&format!(", pages at {percent}.{tenths} % of their size"));
        }
        line
    }

    /// What to choose in the print dialogue, and what to do then. The names are those of the
    /// files: one, or the fronts and the backs.
    pub fn advice(&self, job: &Job, names: &[String]) -> String {
        let then = then(job.scheme, self.cells);
        let then = if then.is_empty() { String::new() } else { format!("; {then}") };
        let edge = match self.flip {
            Flip::Long => "long edge",
            Flip::Short => "short edge",
        };
        match (names, job.press.hand) {
            ([fronts, backs], Some(hand)) => {
                let back = match hand {
                    Hand::AsItCame => "as it came out, the last sheet on top",
                    Hand::TurnedOver => "turned over, the first sheet on top",
                };
                format!(
                    "Print {fronts} at actual size (100 %), on one side. Lay the pile back {back}, so that the white sides are printed, and print {backs}{then}."
                )
            }
            _ if self.two_sided => format!(
                "Print at actual size (100 %), on both sides, flipped on the {edge}{then}."
            ),
            _ => format!("Print at actual size (100 %), on one side{then}."),
        }
    }

    /// How far pages are moved toward the spine, for each sheet; `None` where none is.
    pub fn creep_report(&self) -> Option<String> {
        if self.creep.is_empty() {
            return None;
        }
        let steps = self.creep.iter().enumerate();
        let steps: Vec<String> = steps
            .map(|(sheet, moved)| format!("sheet {} {:.2}", sheet + 1, moved.to_mm()))
            .collect();
        Some(format!(
            "Creep, from the outermost sheet to the innermost, in mm toward the spine: {}.",
            steps.join(", ")
        ))
    }

    /// What may come out otherwise than was meant.
    pub fn cautions(&self, job: &Job) -> Vec<Caution> {
        let thick = job.scheme == Scheme::Saddle && self.pages > THICK;
        let cautions = [
            (thick, Caution::Thick(self.pages)),
            (self.no_room, Caution::NoRoom),
            (self.bleed_lost, Caution::BleedLost),
            (self.circle.is_some(), Caution::Circle(self.circle.unwrap_or_default())),
        ];
        let there = cautions.into_iter().filter(|(is, _)| *is);
        there.map(|(_, caution)| caution).collect()
    }
}

/// What is done with the sheets.
fn then(scheme: Scheme, cells: (usize, usize)) -> String {
    let words = match scheme {
        Scheme::Saddle => "lay the sheets together, fold and staple",
        Scheme::Signatures { .. } => "fold each signature, lay them on one another",
        Scheme::Folded { .. } => return folds(cells),
        Scheme::NUp { .. } => "",
        Scheme::CutAndStack { .. } => "cut the pile, stack the parts from the upper left",
        Scheme::Zine => "fold it three times, slit the middle, push it together",
        Scheme::LetterFold => {
            "with page 1 up at the right, fold the left panel behind and the right one over it"
        }
        Scheme::ZFold => "fold it to and fro, page 1 in front",
    };
    words.to_string()
}

/// How a sheet of so many columns and rows of pages is folded.
fn folds((mut columns, mut rows): (usize, usize)) -> String {
    let mut folds = Vec::new();
    while columns * rows > 1 {
        if folds_left(columns, rows) {
            folds.push("the left half over the right");
            columns = columns.div_ceil(2);
        } else {
            folds.push("the upper half over the lower");
            rows = rows.div_ceil(2);
        }
    }
    format!("fold each sheet, its first page down, {}", folds.join(", then "))
}

fn plural(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::folds;

    #[test]
    fn folds_are_named_in_their_order() {
        let [up, left] =
            ["the upper half over the lower", "the left half over the right"];
        let fold = |folds: &[&str]| {
            format!("fold each sheet, its first page down, {}", folds.join(", then "))
        };
        assert_eq!(folds((2, 1)), fold(&[left]));
        assert_eq!(folds((2, 2)), fold(&[up, left]));
        assert_eq!(folds((4, 2)), fold(&[left, up, left]));
        assert_eq!(folds((4, 4)), fold(&[up, left, up, left]));
    }
}
