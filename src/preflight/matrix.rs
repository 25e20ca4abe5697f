//! Matrices of a PDF: six numbers (ISO 32000-1, 8.3.3).

/// How a space lies in another: `[a b c d e f]`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A space within another within a third.
    pub(super) fn within(self, Matrix([g, h, i, j, k, l]): Matrix) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = self;
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub(super) fn place(self, x: f64, y: f64) -> (f64, f64) {
        let Matrix([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How long the sides of a unit square become.
    pub(super) fn sides(self) -> (f64, f64) {
        let Matrix([a, b, c, d, ..]) = self;
        (a.hypot(b), c.hypot(d))
    }

    /// How much lengths grow, about.
    pub(super) fn scale(self) -> f64 {
        let Matrix([a, b, c, d, ..]) = self;
        (a * d - b * c).abs().sqrt()
    }

    /// How much lengths grow across a direction, of which the length is one.
    pub(super) fn across(self, x: f64, y: f64) -> f64 {
        let Matrix([a, b, c, d, ..]) = self;
        let along = (a * x + c * y).hypot(b * x + d * y);
        // A square keeps its area where it is slanted.
        if along > 0.0 { (a * d - b * c).abs() / along } else { self.scale() }
    }

    /// Whether all of it can be reckoned with.
    pub(super) fn is_finite(self) -> bool {
        self.0.iter().all(|number| number.is_finite())
    }
}

/// The least box around points: left, bottom, right, top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent(pub(super) Option<[f64; 4]>);

impl Extent {
    pub(super) const NOTHING: Extent = Extent(None);

    pub(super) fn add(&mut self, (x, y): (f64, f64)) {
        if !x.is_finite() || !y.is_finite() {
            return;
        }
        self.0 = Some(match self.0 {
            None => [x, y, x, y],
            Some([a, b, c, d]) => [a.min(x), b.min(y), c.max(x), d.max(y)],
        });
    }

    /// The box around a unit square.
    pub(super) fn of_unit(matrix: Matrix) -> Extent {
        let mut extent = Extent::NOTHING;
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            extent.add(matrix.place(x, y));
        }
        extent
    }

    /// What it has in common with another; nothing where they do not meet.
    pub(super) fn and(self, other: [f64; 4]) -> Extent {
        let common = self.0.map(|[a, b, c, d]| {
            [a.max(other[0]), b.max(other[1]), c.min(other[2]), d.min(other[3])]
        });
        Extent(common.filter(|[a, b, c, d]| a <= c && b <= d))
    }
}
