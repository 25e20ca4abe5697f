//! The bars of an ISBN: EAN-13 in black ink alone on a white box, as large as the standard's
//! own size (GS1 General Specifications, 5.2: modules of 0.33 mm).

use barcoders::sym::ean13::EAN13;

use super::drawing::{At, Drawing, Plane};
use super::words::Hand;
use crate::font::{Fonts, Slant, Weight};
use crate::geom::{Len, Point, Size};
use crate::info::Isbn;
use crate::pages::{Ink, Item};

/// A module, and how high bars are, in millimetres.
const MODULE: f64 = 0.33;
const HIGH: f64 = 22.85;
/// By how many modules guards are longer than other bars.
const GUARD: f64 = 5.0;
/// The light modules before the bars and after them.
const BEFORE: f64 = 11.0;
const AFTER: f64 = 7.0;
/// All modules, and those of the guards.
const ALL: usize = 95;
const GUARDS: [std::ops::Range<usize>; 3] = [0..3, 45..50, 92..95];
/// White around it all, and the room for the words above, in millimetres.
const EDGE: f64 = 1.0;
const ABOVE: f64 = 4.6;
/// The room for the digits below.
const BELOW: f64 = 3.6;
/// Digits and words stand in figures of one width and height.
const FAMILY: &str = "Source Code Pro";
/// The size of the digits, and the largest of the words, in points.
const DIGITS: f64 = 9.0;
const WORDS: f64 = 8.0;

/// How large the box is.
pub(super) fn size() -> Size {
    let wide = (BEFORE + ALL as f64 + AFTER) * MODULE + 2.0 * EDGE;
    let high = EDGE + ABOVE + HIGH + BELOW + EDGE;
    Size { width: Len::from_mm(wide), height: Len::from_mm(high) }
}

/// The box, its bars, and what is to be read below and above them; from the upper left corner
/// of the box.
pub(super) fn draw(isbn: &Isbn, corner: Point, fonts: &Fonts) -> Option<Vec<Item>> {
    let digits = isbn.digits();
    let modules = EAN13::new(&digits).ok()?.encode();
    let at = |x: f64, y: f64| Point {
        x: corner.x + Len::from_mm(x),
        y: corner.y + Len::from_mm(y),
    };
    let (left, top) = (EDGE + BEFORE * MODULE, EDGE + ABOVE);
    let mut items = vec![Item::Rule(corner, size(), Ink::Black(0))];
    let mut module = 0;
    while module < modules.len() {
        let bar = modules[module..].iter().take_while(|&&dark| dark == 1).count();
        if bar > 0 {
            let guard = GUARDS.iter().any(|guard| guard.contains(&module));
            let more = if guard { GUARD * MODULE } else { 0.0 };
            let size = Size {
                width: Len::from_mm(bar as f64 * MODULE),
                height: Len::from_mm(HIGH + more),
            };
            let x = left + module as f64 * MODULE;
            items.push(Item::Rule(at(x, top), size, Ink::Black(1000)));
        }
        module += bar.max(1);
    }

    let points = |mm: f64| Len::from_mm(mm).to_pt();
    let (width, height) = (size().width.to_pt(), size().height.to_pt());
    let plane = Plane { width, height, left: 0.0, right: 0.0, bleed: 0.0, bare: false };
    let mut drawing = Drawing::new(plane);
    let hand = Hand::new(fonts, FAMILY, Weight::Regular, Slant::Upright);
    // The height of figures is two thirds of their size.
    let below = points(top + HIGH + MODULE / 2.0) + DIGITS * 0.66;
    for (index, digit) in digits.chars().enumerate() {
        // The first is told by how the next six are written, and stands before the bars.
        let middle = match index {
            0 => -BEFORE / 2.0 - 0.5,
            1..=6 => 3.0 + 7.0 * (index as f64 - 0.5),
            _ => 50.0 + 7.0 * (index as f64 - 6.5),
        };
        let x = At::Middle(points(left + middle * MODULE));
        drawing.words(&digit.to_string(), x, below, DIGITS, &hand, "#000000");
    }
    let words = format!("ISBN {}", isbn.0);
    let measure = points(ALL as f64 * MODULE);
    let size = (measure / hand.width(&words).max(1.0)).min(WORDS);
    let x = At::Middle(points(left) + measure / 2.0);
    drawing.words(&words, x, points(top - 1.2), size, &hand, "#000000");
    let picture = drawing.finish("isbn.svg", fonts)?;
    items.push(Item::Picture(Box::new(picture), corner, self::size()));
    Some(items)
}
