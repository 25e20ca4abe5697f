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
}

impl Path {
    pub(super) const NONE: Path = Path { extent: Extent::NOTHING };

    /// Adds points, of which every two numbers are one.
    pub(super) fn add(&mut self, place: Matrix, numbers: &[f64]) {
        for point in numbers.chunks_exact(2) {
            self.extent.add(place.place(point[0], point[1]));
        }
    }

    /// Adds a rectangle.
    pub(super) fn rectangle(&mut self, place: Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.add(place, &[x, y, x + w, y, x, y + h, x + w, y + h]);
    }
}
