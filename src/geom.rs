//! Lengths, points, sizes and boxes, in integers.
//!
//! Every length is a count of 1/65536 pt, so that sums are exact, layouts compare with
//! `==`, and the text dumps stay the same on every machine.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length: a count of 1/65536 of a DTP point (1/72 inch).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Len(i64);

impl Len {
    /// No length.
    pub const ZERO: Len = Len(0);
    /// One point.
    pub const PT: Len = Len(1 << 16);

    /// A length from its raw count of 1/65536 pt.
    pub const fn raw(count: i64) -> Len {
        Len(count)
    }

    /// The raw count of 1/65536 pt.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// A whole number of points.
    pub const fn pt(points: i64) -> Len {
        Len(points << 16)
    }

    /// Points from a decimal number as read from a manifest or a theme; rounded once, here.
    pub fn from_pt(points: f64) -> Len {
        Len((points * 65536.0).round() as i64)
    }

    /// Millimetres from a decimal number.
    pub fn from_mm(mm: f64) -> Len {
        Len::from_pt(mm * 72.0 / 25.4)
    }

    /// The length in points, for an output that wants decimals.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 65536.0
    }

    /// The length in millimetres, for messages.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// `self × numerator / denominator`, rounded to the nearest count, in wide arithmetic.
    ///
    /// # Panics
    /// When `denominator` is zero.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Len {
        let (n, d) = (self.0 as i128 * numerator as i128, denominator as i128);
        let half = if (n < 0) == (d < 0) { d / 2 } else { -d / 2 };
        Len(((n + half) / d) as i64)
    }

    /// The length scaled by a decimal factor from a theme (an em, a percentage).
    pub fn scale(self, factor: f64) -> Len {
        Len((self.0 as f64 * factor).round() as i64)
    }

    /// The smallest whole multiple of `unit` that is not below this length.
    pub fn round_up_to(self, unit: Len) -> Len {
        if unit.0 <= 0 { self } else { Len(-(-self.0).div_euclid(unit.0) * unit.0) }
    }

    /// The length without its sign.
    pub fn abs(self) -> Len {
        Len(self.0.abs())
    }
}

impl Add for Len {
    type Output = Len;
    fn add(self, other: Len) -> Len {
        Len(self.0 + other.0)
    }
}

impl Sub for Len {
    type Output = Len;
    fn sub(self, other: Len) -> Len {
        Len(self.0 - other.0)
    }
}

impl Neg for Len {
    type Output = Len;
    fn neg(self) -> Len {
        Len(-self.0)
    }
}

impl Mul<i64> for Len {
    type Output = Len;
    fn mul(self, times: i64) -> Len {
        Len(self.0 * times)
    }
}

impl Div<i64> for Len {
    type Output = Len;
    fn div(self, parts: i64) -> Len {
        Len(self.0 / parts)
    }
}

impl AddAssign for Len {
    fn add_assign(&mut self, other: Len) {
        self.0 += other.0;
    }
}

impl SubAssign for Len {
    fn sub_assign(&mut self, other: Len) {
        self.0 -= other.0;
    }
}

impl Sum for Len {
    fn sum<I: Iterator<Item = Len>>(lengths: I) -> Len {
        lengths.fold(Len::ZERO, Add::add)
    }
}

impl fmt::Display for Len {
    /// Points with two digits, as in the page dumps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = Len(self.0 * 100).0;
        let rounded = (hundredths + if hundredths < 0 { -32768 } else { 32768 }) / 65536;
        let sign = if rounded < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:02}", rounded.abs() / 100, rounded.abs() % 100)
    }
}

impl fmt::Debug for Len {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}pt")
    }
}

/// A place on a page: `x` from the left edge, `y` from the top, growing downward.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Point {
    /// Distance from the left edge of the page.
    pub x: Len,
    /// Distance from the top edge of the page.
    pub y: Len,
}

/// A width and a height.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Size {
    /// Horizontal extent.
    pub width: Len,
    /// Vertical extent.
    pub height: Len,
}

/// Four distances from the edges of a box; left and right are as seen, not inner and outer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Sides {
    /// From the top edge.
    pub top: Len,
    /// From the right edge.
    pub right: Len,
    /// From the bottom edge.
    pub bottom: Len,
    /// From the left edge.
    pub left: Len,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_print_two_digits_and_keep_their_sign() {
        assert_eq!(Len::from_pt(10.0).to_string(), "10.00");
        assert_eq!(Len::from_pt(-0.126).to_string(), "-0.13");
        assert_eq!(Len::from_pt(-0.001).to_string(), "0.00");
        assert_eq!(Len::from_mm(25.4).to_string(), "72.00");
    }

    #[test]
    fn ratios_round_to_nearest_in_both_directions() {
        assert_eq!(Len::raw(10).ratio(1, 4), Len::raw(3));
        assert_eq!(Len::raw(-10).ratio(1, 4), Len::raw(-3));
        assert_eq!(Len::raw(10).ratio(1, 3), Len::raw(3));
    }

    #[test]
    fn rounding_up_lands_on_the_grid() {
        let line = Len::pt(14);
        assert_eq!(Len::pt(15).round_up_to(line), Len::pt(28));
        assert_eq!(Len::pt(14).round_up_to(line), Len::pt(14));
        assert_eq!(Len::ZERO.round_up_to(line), Len::ZERO);
    }
}
