//! The booklet: the pages of the PDF, as they were proofread, on sheets for an office printer.

use super::output::{Extent, Made};
use crate::diag::{Code, Diagnostic, Sink};
use crate::geom::{Len, Size};
use crate::impose::{Blanks, Caution, Flip, Hand, Job, Mixed, Press, Scheme, impose};
use crate::manifest::Output;
use crate::printer::{Duplex, Pile, Printer};

/// The sheet of most of the world, and that of North America, in millimetres.
const A4: (f64, f64) = (210.0, 297.0);
const LETTER: (f64, f64) = (215.9, 279.4);
/// What office printers leave white at the edges, in millimetres.
const UNPRINTED_MM: f64 = 5.0;

/// How an office printer prints sheets; of one that is not known, an ordinary one, on the paper
/// that two pages fit on.
pub fn press(printer: Option<&Printer>, page: Option<Size>) -> Press {
    let sheet = printer.and_then(|printer| printer.sheet.as_ref());
    let paper = match (sheet, page) {
        (Some(sheet), _) => sheet.value,
        // Half a Letter sheet is shorter and wider than A5.
        (None, Some(page)) if on_letter(page) => size(LETTER),
        (None, _) => size(A4),
    };
    let unprinted = printer.and_then(|printer| printer.unprinted.as_ref());
    let unprinted = unprinted.map_or(Len::from_mm(UNPRINTED_MM), |stated| stated.value);
    let turned = printer.and_then(|printer| printer.turn_backs.as_ref());
    let turn_backs = turned.is_some_and(|stated| stated.value);
    let plain = Press { unprinted, turn_backs, ..Press::on(paper) };
    let Some(printer) = printer else { return plain };
    match printer.duplex.as_ref().map(|stated| stated.value) {
        // Its test sheet lay across and was to be turned over its short edge; one that turned it
        // over the long edge then does so with upright sheets too, whose backs that leaves as
        // they should be.
        None => Press { flip: turn_backs.then_some(Flip::Short), ..plain },
        Some(Duplex::LongEdge) => Press { flip: Some(Flip::Long), ..plain },
        Some(Duplex::ShortEdge) => Press { flip: Some(Flip::Short), ..plain },
        Some(Duplex::ByHand) => {
            // A hand turns every sheet as it turned the test sheet.
            let tried = turned.map(|_| Flip::Short);
            let (hand, flip) = match printer.pile.as_ref().map(|stated| stated.value) {
                Some(Pile::AsItCame) => (Hand::AsItCame, tried),
                Some(Pile::TurnedOver) => (Hand::TurnedOver, tried),
                // Not tried yet: the same edge goes in first again, as with most printers.
                None => (Hand::AsItCame, Some(Flip::Long)),
            };
            Press { flip, hand: Some(hand), ..plain }
        }
    }
}

/// Whether two pages fit on a sheet of North America, and not on one of the rest of the world.
pub(super) fn on_letter(page: Size) -> bool {
    fits(page, size(LETTER)) && !fits(page, size(A4))
}

fn size((width, height): (f64, f64)) -> Size {
    Size { width: Len::from_mm(width), height: Len::from_mm(height) }
}

/// Whether two pages fit on paper, side by side.
fn fits(page: Size, paper: Size) -> bool {
    let hair = Len::PT;
    page.width * 2 <= paper.height + hair && page.height <= paper.width + hair
}

/// Makes the sheets of the bytes of a PDF of pages of this size, of a book of this name.
pub(super) fn make(
    pdf: &[u8],
    page: Size,
    name: &str,
    printer: Option<&Printer>,
    sink: &mut Sink,
) -> Vec<Made> {
    let job = Job {
        scheme: Scheme::Saddle,
        blanks: Blanks::End,
        mixed: Mixed::Refused,
        press: press(printer, Some(page)),
    };
    let imposed = match impose(pdf, &job) {
        Ok(imposed) => imposed,
        Err(error) => {
            let message = format!("the booklet could not be made: {error}");
            sink.report(Diagnostic::new(Code::Internal, message));
            return Vec::new();
        }
    };
    for caution in imposed.cautions(&job) {
        match caution {
            Caution::Thick(_) => {
                let help = "sew or glue it in parts: `publish impose` lays the PDF out with `--scheme signatures=32`";
                let (message, _) = caution.words();
                sink.report(Diagnostic::new(Code::ThickBooklet, message).help(help));
            }
            // Neither marks nor cuts are asked for.
            // No drawing of ours draws itself.
            Caution::NoRoom | Caution::BleedLost | Caution::Circle(_) => {}
        }
    }
    let mut extent = imposed.extent(&job);
    if imposed.blanks > 0 {
        let full = imposed.pages + imposed.blanks;
        extent.push_str(&format!(" (`fit = {{ pages = {full} }}` fills them)"));
    }
    let outputs = match imposed.backs {
        None => vec![Output::Booklet],
        Some(_) => vec![Output::BookletFronts, Output::BookletBacks],
    };
    let names: Vec<String> =
        outputs.iter().map(|output| format!("{name}{}", output.ending())).collect();
    let advice = [extent, imposed.advice(&job, &names)];
    let sheets = Extent::Sheets(imposed.sheets);
    let files = std::iter::once(imposed.bytes).chain(imposed.backs);
    let made = outputs.into_iter().zip(files);
    let mut made: Vec<Made> = made
        .map(|(output, bytes)| Made { output, bytes, extent: sheets, advice: Vec::new() })
        .collect();
    // Once, below the last of them.
    if let Some(last) = made.last_mut() {
        last.advice.extend(advice);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printer::{Stated, Stock};

    /// What a test sheet says: it lay across, and backs are turned on it or not. Whoever turned it
    /// over its long edge turns all sheets so, and upright ones come out right.
    #[test]
    fn a_remembered_printer_turns_the_backs_of_sheets_that_lie_as_its_test_did() {
        let plain = Stock::builtin().printer("office-a4").expect("it is known");
        fn stated<T>(value: T) -> Option<Stated<T>> {
            let (source, checked) = (String::new(), String::new());
            Some(Stated { value, source, checked, unsure: None })
        }
        let printer = |turn_backs, pile: Option<Pile>| Printer {
            duplex: pile.and_then(|_| stated(Duplex::ByHand)),
            pile: pile.and_then(stated),
            turn_backs: stated(turn_backs),
            ..plain.clone()
        };
        // Whether backs are turned on a sheet that is turned like a leaf over an edge.
        let turned = |press: Press, leaf: Flip| {
            (press.flip.unwrap_or(leaf) != leaf) != press.turn_backs
        };
        let both = |printer: &Printer| {
            let press = press(Some(printer), None);
            (turned(press, Flip::Short), turned(press, Flip::Long))
        };
        assert_eq!(both(&printer(false, None)), (false, false));
        assert_eq!(both(&printer(true, None)), (true, false));
        for pile in [Pile::AsItCame, Pile::TurnedOver] {
            assert_eq!(both(&printer(false, Some(pile))), (false, true));
            assert_eq!(both(&printer(true, Some(pile))), (true, false));
        }
    }
}
