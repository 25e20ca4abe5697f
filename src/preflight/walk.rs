//! The state in which things are drawn, and how operators change it (ISO 32000-1, 8.4).

use super::colour::Paint;
use super::matrix::{Extent, Matrix};

/// How something is drawn.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// Where it lies on the page.
    pub(super) place: Matrix,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    /// How thick lines are, in the units of their place.
    pub(super) thick: f64,
    /// Whether fills and strokes leave the inks below them.
    pub(super) fill_over: bool,
    pub(super) stroke_over: bool,
    /// Whether an ink of which nothing is laid on leaves what is below it, then (OPM 1).
    pub(super) spares_none: bool,
    pub(super) text: Text,
}

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) size: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// How it is painted: 0 filled, 3 not at all.
    pub(super) mode: i64,
    /// Where the line begins.
    pub(super) line: Matrix,
}

impl State {
    pub(super) fn new(place: Matrix) -> State {
        State {
            place,
            fill: Paint::black(),
            stroke: Paint::black(),
            thick: 1.0,
            fill_over: false,
            stroke_over: false,
            spares_none: false,
            text: Text {
                size: 0.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                line: Matrix::IDENTITY,
            },
        }
    }

    /// The line of text moved.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        let moved = Matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        self.text.line = moved.within(self.text.line);
    }
}

/// The path that is being drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    pub(super) extent: Extent,
    /// What its place makes of the thickness of a line where it becomes thinnest: a place that
    /// stretches lengths unevenly does that to lines along the longer of them.
    pub(super) thin: f64,
    /// Where it is, and where it began, in the units of its place.
    at: (f64, f64),
    from: (f64, f64),
}

impl Path {
    pub(super) const NONE: Path = Path {
        extent: Extent::NOTHING,
        thin: f64::INFINITY,
        at: (0.0, 0.0),
        from: (0.0, 0.0),
    };

    /// Begins anew at a point.
    pub(super) fn begin(&mut self, place: Matrix, x: f64, y: f64) {
        self.extent.add(place.place(x, y));
        (self.at, self.from) = ((x, y), (x, y));
    }

    /// Adds points, of which every two numbers are one: the end of a line, or the corners
    /// that a curve stays within.
    pub(super) fn add(&mut self, place: Matrix, numbers: &[f64]) {
        for point in numbers.chunks_exact(2) {
            self.go(place, (point[0], point[1]));
        }
    }

    /// Goes back to where it began.
    pub(super) fn close(&mut self, place: Matrix) {
        self.go(place, self.from);
    }

    fn go(&mut self, place: Matrix, to: (f64, f64)) {
        let (x, y) = (to.0 - self.at.0, to.1 - self.at.1);
        self.extent.add(place.place(to.0, to.1));
        self.at = to;
        let length = x.hypot(y);
        if length > 0.0 {
            self.thin = self.thin.min(place.across(x / length, y / length));
        }
    }

    /// Adds a rectangle.
    pub(super) fn rectangle(&mut self, place: Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.begin(place, x, y);
        self.add(place, &[x + w, y, x + w, y + h, x, y + h]);
        self.close(place);
    }
}
