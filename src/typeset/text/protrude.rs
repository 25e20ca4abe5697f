//! How far signs and letters stand out into the margin, so that the edge of a text looks
//! straight: a table of numbers, and nothing else.
//!
//! The numbers come from the drawn outlines. A sign first gives up the empty space beside
//! it; then a light one (hyphen, stop, comma, quote) two thirds to three quarters of its
//! ink, a dash a fifth to a third, a colon half, a heavy one (! ?) a fifth. Letters whose edge is a point, an
//! arm or a bowl give up as much as the eye takes for empty; stems stand where they are.

use crate::font::{Face, Slant};
use crate::theme::Family;

/// What stands out to the left and right.
type Sides = (i32, i32);

/// Signs, and how far they stand out: in thousandths of an em in EB Garamond (upright and
/// italic) and Alegreya Sans, in thousandths of the glyph's own width in other fonts.
const TABLE: &[(&str, Sides, Sides, Sides, Sides)] = &[
    ("-‐\u{ad}", (0, 170), (0, 150), (0, 190), (0, 600)),
    ("–", (150, 185), (150, 175), (100, 135), (250, 300)),
    ("—", (170, 200), (165, 190), (125, 155), (150, 180)),
    (".", (0, 145), (0, 170), (0, 135), (0, 600)),
    (",", (0, 135), (0, 160), (0, 130), (0, 550)),
    (":", (0, 115), (0, 80), (0, 115), (0, 450)),
    (";", (0, 105), (0, 90), (0, 105), (0, 450)),
    ("…", (0, 110), (0, 150), (0, 110), (0, 150)),
    ("!?", (0, 60), (0, 15), (0, 60), (0, 150)),
    ("¡¿", (60, 0), (0, 0), (50, 0), (150, 0)),
    ("‘‚", (140, 0), (180, 0), (100, 0), (550, 0)),
    ("’", (140, 140), (150, 60), (100, 100), (550, 550)),
    ("'", (110, 110), (120, 0), (85, 85), (500, 500)),
    ("“„", (170, 0), (210, 0), (120, 0), (400, 0)),
    ("”", (170, 170), (180, 80), (120, 120), (400, 400)),
    ("\"", (140, 140), (150, 20), (100, 100), (400, 400)),
    ("«»", (150, 150), (140, 110), (115, 115), (250, 250)),
    ("‹›", (125, 125), (120, 100), (80, 80), (300, 300)),
    ("(", (50, 0), (40, 0), (50, 0), (120, 0)),
    (")", (0, 50), (0, 30), (0, 50), (0, 120)),
    ("*†", (40, 0), (60, 0), (40, 0), (100, 0)),
    ("AÀÁÂÄÅАΑΛΔ", (45, 45), (0, 40), (40, 45), (60, 60)),
    ("TТΤ", (45, 35), (80, 0), (45, 45), (70, 60)),
    ("VWΥУ", (35, 35), (90, 0), (40, 35), (50, 50)),
    ("YÝ", (50, 40), (60, 0), (45, 45), (80, 70)),
    ("CGOQÓÖСО", (25, 15), (30, 0), (20, 15), (30, 20)),
    ("D", (0, 20), (0, 0), (0, 20), (0, 25)),
    ("XХ", (15, 15), (0, 0), (25, 25), (30, 30)),
    ("LГFP", (0, 25), (0, 0), (0, 20), (0, 50)),
    ("K", (0, 15), (0, 0), (0, 15), (0, 25)),
    ("vwyу", (20, 20), (15, 10), (20, 20), (50, 50)),
    ("x", (15, 15), (0, 0), (20, 20), (40, 40)),
    ("rк", (0, 20), (0, 0), (0, 20), (0, 60)),
    ("tf", (0, 10), (0, 0), (0, 10), (0, 30)),
    ("ceoqdёéèсеоà", (15, 10), (10, 0), (15, 10), (30, 20)),
    ("bp", (0, 15), (0, 0), (0, 15), (0, 30)),
];

/// How far a character stands out on both sides, in 1/65536 em. `width` is that of its
/// glyph.
pub(super) fn protrusion(
    character: char,
    face: &Face,
    family: Family,
    width: i32,
) -> Sides {
    // Letters of one width stand in columns.
    if family == Family::Mono {
        return (0, 0);
    }
    let Some(row) = TABLE.iter().find(|row| row.0.contains(character)) else {
        return (0, 0);
    };
    let &(_, upright, italic, sans, other) = row;
    let em = |(left, right): Sides| (left * 65536 / 1000, right * 65536 / 1000);
    match (face.family.as_str(), face.slant) {
        ("EB Garamond", Slant::Upright) => em(upright),
        ("EB Garamond", Slant::Italic) => em(italic),
        ("Alegreya Sans", Slant::Upright | Slant::Italic) => em(sans),
        _ => {
            let part = |side: i32| (i64::from(side) * i64::from(width) / 1000) as i32;
            (part(other.0), part(other.1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_stands_out_by_more_than_half_a_dash_and_no_sign_is_told_twice() {
        let mut seen = Vec::new();
        for &(signs, upright, italic, sans, other) in TABLE {
            for (left, right) in [upright, italic, sans] {
                assert!(
                    (0..=250).contains(&left) && (0..=250).contains(&right),
                    "{signs}"
                );
            }
            assert!(other.0 <= 600 && other.1 <= 600, "{signs}");
            for sign in signs.chars() {
                assert!(!seen.contains(&sign), "{sign}");
                seen.push(sign);
            }
        }
    }
}
